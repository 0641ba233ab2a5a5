// The lexer proper: lines, indentation, names, operators, brackets.
#include "frontend/lexer/lexer.h"

#include <cstdio>
#include <cstring>

#include "frontend/lexer/char_class.h"
#include "runtime/base/unicode.h"
#include "runtime/base/utf8.h"

namespace typhon::frontend {

namespace {

constexpr int kTabSize = 8;

// Reserved words are marked with their token kind in the arena's table of names, so that one look-up does for both.
void markKeywords(Arena& arena) {
  static constexpr struct {
    std::string_view text;
    uint32_t mark;
  } kWords[] = {
#define KEYWORD(Kind, text) {text, static_cast<uint32_t>(TokenKind::Kind)},
#include "frontend/lexer/token.def"
      {"_", static_cast<uint32_t>(SoftKeyword::Underscore)}, {"case", static_cast<uint32_t>(SoftKeyword::Case)},
      {"match", static_cast<uint32_t>(SoftKeyword::Match)},  {"type", static_cast<uint32_t>(SoftKeyword::Type)},
      {"print", static_cast<uint32_t>(SoftKeyword::Print)},  {"exec", static_cast<uint32_t>(SoftKeyword::Exec)},
  };
  for (auto& word : kWords) arena.internText(word.text, Arena::hashText(word.text))->mark = word.mark;
}

}  // namespace

Lexer::Lexer(Arena& arena, Diagnostics& diagnostics, const Source& source, std::string_view filename)
    : arena_(arena), diagnostics_(diagnostics), source_(source), filename_(filename) {
  cur_ = inp_ = begin_ = buf_ = lineStart_ = source.text.data();
  end_ = cur_ + source.text.size();
  indents_[0] = altIndents_[0] = 0;
  markKeywords(arena);
}

int Lexer::readLine() {
  if (state_ != LexerState::Ok) return kEnd;
  cur_ = inp_;
  if (inp_ == end_ && !(more_ && readMore())) {
    state_ = LexerState::EndOfInput;
    return kEnd;
  }
  const char* newline = static_cast<const char*>(std::memchr(inp_, '\n', static_cast<size_t>(end_ - inp_)));
  if (!start_) buf_ = cur_;
  lineStart_ = cur_;
  ++lineno_;
  inp_ = newline ? newline + 1 : end_;
  return static_cast<uint8_t>(*cur_++);
}

// Whether the text goes on behind its end. It may have moved: nothing but members points into it where a line is read.
bool Lexer::readMore() {
  std::string_view text(begin_, static_cast<size_t>(end_ - begin_));
  if (!more_->more(&text)) return false;
  auto move = [&](const char*& p) {
    if (p) p = text.data() + (p - begin_);
  };
  for (const char** p : {&cur_, &inp_, &buf_, &lineStart_, &start_, &multiLineStart_}) move(*p);
  for (FString& mode : modes_) {
    for (const char** p : {&mode.start, &mode.lineStart, &mode.fieldBegin, &mode.fieldEnd}) move(*p);
    for (const char*& p : mode.nestedBegin) move(p);
  }
  begin_ = text.data();
  end_ = begin_ + text.size();
  return true;
}

void Lexer::setToken(Token& token, TokenKind kind, const char* start, const char* end) {
  token.kind = kind;
  token.spare = 0;
  token.level = static_cast<uint16_t>(level_);
  token.lineno = token.endLineno = lineno_;
  token.col = startCol_;
  token.endCol = static_cast<int32_t>(cur_ - lineStart_);
  token.start = start;
  token.length = static_cast<uint32_t>(end - start);
  token.name = nullptr;
}

void Lexer::setPlainToken(Token& token, TokenKind kind) {
  setToken(token, kind, cur_, cur_);
  token.col = token.endCol = -1;
}

void Lexer::fail(Token& token, LexerState state) {
  state_ = state;
  setPlainToken(token, TokenKind::Error);
}

void Lexer::report(std::string message, int col, int endCol) {
  if (state_ == LexerState::Error) return;
  if (col < 0) col = static_cast<int>(countCharacters({lineStart_, static_cast<size_t>(cur_ - lineStart_)}));
  SyntaxDiagnostic error;
  error.kind = DiagnosticKind::SyntaxError;
  error.message = std::move(message);
  error.filename = filename_;
  error.lineno = error.end_lineno = lineno_;
  error.offset = col;
  error.end_offset = endCol < 0 ? col : endCol;
  error.hasText = true;
  error.text = replaceInvalidUtf8({lineStart_, std::strcspn(lineStart_, "\n")});
  diagnostics_.report(std::move(error));
  state_ = LexerState::Error;
}

void Lexer::error(Token& token, std::string message, int col, int endCol) {
  report(std::move(message), col, endCol);
  setPlainToken(token, TokenKind::Error);
}

void Lexer::warn(std::string message) {
  SourceWarning warning;
  warning.category = WarningCategory::SyntaxWarning;
  warning.message = std::move(message);
  warning.lineno = warning.end_lineno = lineno_;
  warning.offset = warning.end_offset = static_cast<int>(countCharacters({lineStart_, static_cast<size_t>(cur_ - lineStart_)}));
  diagnostics_.warn(std::move(warning));
}

// Measures the indentation of a new line and plans INDENT and DEDENT tokens. Returns false when `token` is an error.
bool Lexer::readIndentation(Token& token, bool* blankLine) {
  int col = 0, altCol = 0, continuedCol = 0;
  int c;
  atLineBegin_ = false;
  while (true) {
    c = nextChar();
    if (c == ' ') {
      // Spaces cannot run over the end of the line.
      const char* first = cur_ - 1;
      while (*cur_ == ' ') ++cur_;
      col += static_cast<int>(cur_ - first) - 1;
      altCol += static_cast<int>(cur_ - first) - 1;
      ++col;
      ++altCol;
    } else if (c == '\t') {
      col = (col / kTabSize + 1) * kTabSize;
      ++altCol;
    } else if (c == '\f') {
      col = altCol = 0;
    } else if (c == '\\') {
      // The first line of a continued indentation determines it.
      if (continuedCol == 0) continuedCol = col;
      if (!continuationLine()) {
        setPlainToken(token, TokenKind::Error);
        return false;
      }
    } else {
      break;
    }
  }
  putBack(c);
  if (c == '#' || c == '\n') {
    *blankLine = true;
    return true;
  }
  if (level_ > 0) return true;
  if (continuedCol) col = altCol = continuedCol;
  auto inconsistent = [&] {
    cur_ = inp_;
    fail(token, LexerState::TabsAndSpaces);
    return false;
  };
  if (col == indents_[indent_]) {
    if (altCol != altIndents_[indent_]) return inconsistent();
  } else if (col > indents_[indent_]) {
    if (indent_ + 1 >= kMaxIndents) {
      cur_ = inp_;
      fail(token, LexerState::TooManyIndents);
      return false;
    }
    if (altCol <= altIndents_[indent_]) return inconsistent();
    ++pending_;
    ++indent_;
    indents_[indent_] = col;
    altIndents_[indent_] = altCol;
  } else {
    while (indent_ > 0 && col < indents_[indent_]) {
      --pending_;
      --indent_;
    }
    if (col != indents_[indent_]) {
      cur_ = inp_;
      fail(token, LexerState::BadDedent);
      return false;
    }
    if (altCol != altIndents_[indent_]) return inconsistent();
  }
  return true;
}

// Behind a backslash. Returns false with the state set unless another line follows.
bool Lexer::continuationLine() {
  int c = nextChar();
  if (c != '\n') {
    state_ = LexerState::BadContinuation;
    return false;
  }
  c = nextChar();
  if (c == kEnd) {
    state_ = LexerState::EndOfInput;
    cur_ = inp_;
    return false;
  }
  putBack(c);
  return true;
}

void Lexer::nextRegular(Token& token) {
  int c;
  while (true) {  // a line
    start_ = nullptr;
    startCol_ = -1;
    bool blankLine = false;
    if (atLineBegin_ && !readIndentation(token, &blankLine)) return;
    start_ = cur_;
    startCol_ = static_cast<int>(cur_ - lineStart_);
    // A newline alone ends no function: it may stand behind a type comment, which takes no part in the indentation.
    bool newlineAlone = cur_ < inp_ && *cur_ == '\n';
    if (asyncDefBehindHead_ && !blankLine && !newlineAlone && level_ == 0 && asyncDefIndent_ >= indent_) [[unlikely]] {
      asyncDefIndent_ = -1;
      asyncDefBehindHead_ = false;
    }
    if (pending_ != 0) {
      bool dedent = pending_ < 0;
      pending_ += dedent ? 1 : -1;
      setPlainToken(token, dedent ? TokenKind::Dedent : TokenKind::Indent);
      return;
    }
    if (cur_ == inp_) {
      c = nextChar();
      putBack(c);
    }
    while (true) {  // continued lines
      start_ = nullptr;
      do {
        c = nextChar();
      } while (c >= 0 && (kCharClasses[static_cast<uint8_t>(c)] & kBlank));
      if (c == kEnd) [[unlikely]] {
        start_ = cur_;
        startCol_ = static_cast<int>(cur_ - lineStart_) - 1;
      } else {
        start_ = cur_ - 1;
        startCol_ = static_cast<int>(start_ - lineStart_);
      }
      if (c == '#') {
        const char* newline = static_cast<const char*>(std::memchr(cur_, '\n', static_cast<size_t>(inp_ - cur_)));
        cur_ = newline ? newline : inp_;
        if (extraTokens_) [[unlikely]] {
          commentLine_ = blankLine && level_ == 0;
          return setToken(token, TokenKind::Comment, start_, cur_);
        }
        if (typeComments_ && readTypeComment(token, blankLine)) [[unlikely]]
          return;
        c = nextChar();
      }
      if (c != '\\') break;
      if (!continuationLine()) {
        setPlainToken(token, TokenKind::Error);
        return;
      }
    }
    if (c == '\n') {
      atLineBegin_ = true;
      bool endsNothing = blankLine || level_ > 0 || commentLine_;
      commentLine_ = false;
      if (endsNothing) {
        if (extraTokens_) [[unlikely]]
          return setToken(token, TokenKind::Nl, start_, cur_);
        continue;
      }
      setToken(token, TokenKind::Newline, start_, cur_ - 1);
      asyncDefBehindHead_ = asyncDefIndent_ >= 0;
      return;
    }
    break;
  }
  if (hasClass(c, kIdentStart)) [[likely]]
    return readName(token, c);
  if (c == kEnd) {
    setPlainToken(token, level_ == 0 && state_ == LexerState::EndOfInput ? TokenKind::EndMarker : TokenKind::Error);
    return;
  }
  if (hasClass(c, kDigit)) return readNumber(token, c);
  if (c == '"' || c == '\'') return readString(token, c);
  readOperator(token, c);
}

void Lexer::readName(Token& token, int c) {
  if (hasClass(c, kStringPrefix)) {
    bool b = false, r = false, u = false, f = false;
    while (true) {
      int lower = c | 0x20;
      if (lower == 'b' && !(b || u || f)) {
        b = true;
      } else if (lower == 'u' && !(b || u || r || f)) {
        u = true;
      } else if (lower == 'r' && !(r || u)) {
        r = true;
      } else if (lower == 'f' && !(f || b || u)) {
        f = true;
      } else {
        break;
      }
      c = nextChar();
      if (c == '"' || c == '\'') return f ? startFString(token, c) : readString(token, c);
      if (!hasClass(c, kStringPrefix)) break;
    }
    putBack(c);
  }
  // A line ends with a newline or the zeros behind the text: no name can run over its end.
  const char* p = cur_;
  unsigned char any = static_cast<unsigned char>(*start_);
  while (kCharClasses[static_cast<uint8_t>(*p)] & kIdentContinue) any |= static_cast<unsigned char>(*p++);
  cur_ = p;
  if (any & 0x80) [[unlikely]]
    return readNonAsciiName(token);
  std::string_view text(start_, static_cast<size_t>(p - start_));
  const InternedText* name = arena_.internText(text, Arena::hashText(text));
  TokenKind kind = TokenKind::Name;
  if (name->mark != 0 && name->mark < static_cast<uint32_t>(SoftKeyword::Underscore)) {
    kind = static_cast<TokenKind>(name->mark);
    if (asyncInContext_ && !isAsyncKeyword(kind)) [[unlikely]]
      kind = TokenKind::Name;
  }
  setToken(token, kind, start_, p);
  token.name = name;
}

// At the end of a comment. Returns whether it is a token.
bool Lexer::readTypeComment(Token& token, bool blankLine) {
  const char* p = start_;
  for (char wanted : std::string_view("# type: ")) {
    if (wanted == ' ') {
      while (*p == ' ' || *p == '\t') ++p;
    } else if (*p == wanted) {
      ++p;
    } else {
      return false;
    }
  }
  std::string_view text(p, static_cast<size_t>(cur_ - p)), ignore = "ignore";
  if (text.starts_with(ignore)) {
    // Whatever else is a letter or a digit belongs to the name of a type.
    std::string_view tag = text.substr(ignore.size());
    if (tag.empty() || !hasClass(static_cast<uint8_t>(tag[0]), kIdentContinue) || tag[0] == '_') {
      // Alone in its line, it takes the newline with it.
      if (blankLine && cur_ < inp_) tag = {tag.data(), tag.size() + 1};
      if (typeIgnores_) typeIgnores_->push_back({lineno_, tag});
      return false;
    }
  }
  setToken(token, TokenKind::TypeComment, p, cur_);
  token.col = static_cast<int>(p - lineStart_);
  return true;
}

// Where `async` and `await` are recognised in context: whether the reserved word that was read is one here.
bool Lexer::isAsyncKeyword(TokenKind kind) {
  if ((kind != TokenKind::Async && kind != TokenKind::Await) || asyncDefIndent_ >= 0) return true;
  if (kind == TokenKind::Await) return false;
  const char* p = cur_;
  while (*p == ' ' || *p == '\t' || *p == '\f') ++p;
  if (std::strncmp(p, "def", 3) != 0 || hasClass(static_cast<uint8_t>(p[3]), kIdentContinue)) return false;
  asyncDefIndent_ = indent_;
  return true;
}

void Lexer::readNonAsciiName(Token& token) {
  if (!verifyIdentifier()) {
    setPlainToken(token, TokenKind::Error);
    return;
  }
  std::string_view text(start_, static_cast<size_t>(cur_ - start_));
  setToken(token, TokenKind::Name, start_, cur_);
  std::string normal = base::normalizeNfkc(text);
  token.name = arena_.intern(normal).pointer();
  token.spare = 1;  // never a soft keyword, whatever it normalizes to
}

// PEP 3131: checks the characters of the name that ends at cur_.
bool Lexer::verifyIdentifier() {
  std::string_view text(start_, static_cast<size_t>(cur_ - start_));
  if (!source_.validUtf8 && !base::isValidUtf8(text)) {
    state_ = LexerState::BadEncoding;
    return false;
  }
  for (const char* p = start_; p < cur_;) {
    base::Utf8Step step = base::decodeUtf8Step(p, cur_);
    char32_t c = step.c;
    bool good = p == start_ ? c == '_' || base::isXidStart(c) : base::isXidContinue(c);
    p += step.size;
    if (good) continue;
    cur_ = p;
    char message[80];
    if (base::isPrintable(c)) {
      std::string shown;
      appendUtf8(shown, c);
      std::snprintf(message, sizeof message, "invalid character '%s' (U+%04X)", shown.c_str(), static_cast<unsigned>(c));
    } else {
      std::snprintf(message, sizeof message, "invalid non-printable character U+%04X", static_cast<unsigned>(c));
    }
    report(message);
    return false;
  }
  return true;
}

// Text of a field without comments. (As in CPython, a '#' begins one wherever it stands.)
const std::string_view* Lexer::fieldText(const char* begin, const char* end) {
  std::string text;
  for (const char* p = begin; p < end; ++p) {
    if (*p == '#') {
      while (p < end && *p != '\n') ++p;
      if (p < end) text += '\n';
    } else {
      text += *p;
    }
  }
  return arena_.make<std::string_view>(arena_.copyText(text));
}

// '{', '}', ':' and '!' delimit the fields of an f-string. `c` has been read.
void Lexer::fieldPunctuation(Token& token, int c) {
  FString& mode = modes_.back();
  int outer = mode.depth - (c != '{');
  token.expression = nullptr;
  if (outer > 0) {
    // In a format specification; only fields there have to remember their text.
    if (outer != mode.fieldDepth) return;
    const char*& begin = mode.nestedBegin[outer];
    if (c == '{') {
      begin = cur_;
    } else if (mode.debug && begin) {
      token.expression = fieldText(begin, start_);
    }
    return;
  }
  if (c == '{') {
    mode.fieldBegin = cur_;
    mode.fieldEnd = nullptr;
    return;
  }
  if (!mode.fieldEnd) mode.fieldEnd = start_;
  if (mode.debug && mode.fieldBegin) token.expression = fieldText(mode.fieldBegin, mode.fieldEnd);
}

bool Lexer::openBracketToken(Token& token, char c) {
  if (level_ >= kMaxBrackets) {
    error(token, "too many nested parentheses");
    return false;
  }
  brackets_[level_++] = {c, lineno_, static_cast<int>(start_ - lineStart_)};
  if (!modes_.empty()) ++modes_.back().depth;
  return true;
}

bool Lexer::closeBracketToken(Token& token, char c) {
  FString* mode = modes_.empty() ? nullptr : &modes_.back();
  if (mode && mode->depth == 0 && c == '}') {
    error(token, "f-string: single '}' is not allowed");
    return false;
  }
  if (level_ == 0) {
    if (extraTokens_) return true;
    error(token, std::string("unmatched '") + c + "'");
    return false;
  }
  const Bracket& opening = brackets_[--level_];
  bool matches = extraTokens_ || (opening.bracket == '(' && c == ')') || (opening.bracket == '[' && c == ']') ||
                 (opening.bracket == '{' && c == '}');
  if (!matches) {
    // In f"{)}" the brace belongs to the field: nothing there to be matched with.
    if (mode && opening.bracket == '{' && mode->depth - 1 == mode->fieldDepth) {
      error(token, std::string("f-string: unmatched '") + c + "'");
      return false;
    }
    std::string message =
        std::string("closing parenthesis '") + c + "' does not match opening parenthesis '" + opening.bracket + "'";
    if (opening.lineno != lineno_) message += " on line " + std::to_string(opening.lineno);
    error(token, message);
    return false;
  }
  if (mode) {
    --mode->depth;
    if (c == '}' && mode->depth == mode->fieldDepth) {
      --mode->fieldDepth;
      mode->literalMode = inFString_ = true;
      mode->debug = false;
    }
  }
  return true;
}

void Lexer::readOperator(Token& token, int c) {
  using enum TokenKind;
  token.expression = nullptr;
  const std::string_view* expression = nullptr;
  if (!modes_.empty() && modes_.back().fieldDepth >= 0 && (c == ':' || c == '}' || c == '!' || c == '{')) {
    fieldPunctuation(token, c);
    expression = token.expression;
    FString& mode = modes_.back();
    if (c == ':' && mode.depth - 1 == mode.fieldDepth) {
      mode.literalMode = inFString_ = true;
      setToken(token, Colon, start_, cur_);
      token.expression = expression;
      return;
    }
  }
  // The zeros behind the text make it safe to look two characters ahead.
  char c2 = cur_ < inp_ ? cur_[0] : '\0';
  char c3 = cur_ + 1 < inp_ ? cur_[1] : '\0';
  auto take = [&](int extra, TokenKind kind) {
    cur_ += extra;
    setToken(token, kind, start_, cur_);
    token.expression = expression;
  };
  // `single`, or with '=' behind it `withEqual`
  auto assignable = [&](TokenKind single, TokenKind withEqual) { c2 == '=' ? take(1, withEqual) : take(0, single); };
  switch (c) {
    case '(':
      if (openBracketToken(token, '(')) take(0, LeftParen);
      return;
    case '[':
      if (openBracketToken(token, '[')) take(0, LeftBracket);
      return;
    case '{':
      if (openBracketToken(token, '{')) take(0, LeftBrace);
      return;
    case ')':
      if (closeBracketToken(token, ')')) take(0, RightParen);
      return;
    case ']':
      if (closeBracketToken(token, ']')) take(0, RightBracket);
      return;
    case '}':
      if (closeBracketToken(token, '}')) take(0, RightBrace);
      return;
    case ',':
      return take(0, Comma);
    case ';':
      return take(0, Semicolon);
    case ':':
      return assignable(Colon, Walrus);
    case '.':
      if (isDecimalDigit(static_cast<uint8_t>(c2))) return readFraction(token, nextChar());
      if (c2 == '.' && c3 == '.') return take(2, Ellipsis);
      return take(0, Dot);
    case '=':
      if (c2 == '=') return take(1, EqualEqual);
      if (!modes_.empty() && modes_.back().fieldDepth >= 0) modes_.back().debug = true;
      return take(0, Equal);
    case '!':
      return assignable(Exclamation, NotEqual);
    case '+':
      return assignable(Plus, PlusEqual);
    case '-':
      if (c2 == '>') return take(1, Arrow);
      return assignable(Minus, MinusEqual);
    case '*':
      if (c2 == '*') return c3 == '=' ? take(2, DoubleStarEqual) : take(1, DoubleStar);
      return assignable(Star, StarEqual);
    case '/':
      if (c2 == '/') return c3 == '=' ? take(2, DoubleSlashEqual) : take(1, DoubleSlash);
      return assignable(Slash, SlashEqual);
    case '%':
      return assignable(Percent, PercentEqual);
    case '@':
      return assignable(At, AtEqual);
    case '|':
      return assignable(VerticalBar, VerticalBarEqual);
    case '^':
      return assignable(Circumflex, CircumflexEqual);
    case '&':
      return assignable(Ampersand, AmpersandEqual);
    case '~':
      return take(0, Tilde);
    case '<':
      if (c2 == '<') return c3 == '=' ? take(2, LeftShiftEqual) : take(1, LeftShift);
      if (c2 == '>') return take(1, NotEqual);
      return assignable(Less, LessEqual);
    case '>':
      if (c2 == '>') return c3 == '=' ? take(2, RightShiftEqual) : take(1, RightShift);
      return assignable(Greater, GreaterEqual);
    default:
      break;
  }
  if (c < 0x20 || c == 0x7F) {
    char message[60];
    std::snprintf(message, sizeof message, "invalid non-printable character U+%04X", static_cast<unsigned>(c));
    return error(token, message);
  }
  take(0, Op);
}

}  // namespace typhon::frontend
