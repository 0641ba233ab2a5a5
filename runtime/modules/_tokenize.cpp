// _tokenize: the lexer as tokenize.py of 3.12 uses it: comments and newlines that end nothing are tokens too, and places are
// counted in characters. `readline` is called when the lexer wants another line, so that whoever gives the lines knows where it
// is.
#include "frontend/lexer/lexer.h"
#include "runtime/exec/compile.h"
#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/module_support.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/exception.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

using frontend::Lexer;
using frontend::LexerState;
using frontend::Token;
using frontend::TokenKind;

constexpr const char* kFilename = "<string>";
constexpr int kOp = 55, kName = 1;

// Numbers of the `token` module of 3.12 for the kinds that have names there.
constexpr struct {
  const char* name;
  int number;
} kNumbers[] = {
    {"ENDMARKER", 0},
    {"NAME", 1},
    {"NUMBER", 2},
    {"STRING", 3},
    {"NEWLINE", 4},
    {"INDENT", 5},
    {"DEDENT", 6},
    {"LPAR", 7},
    {"RPAR", 8},
    {"LSQB", 9},
    {"RSQB", 10},
    {"COLON", 11},
    {"COMMA", 12},
    {"SEMI", 13},
    {"PLUS", 14},
    {"MINUS", 15},
    {"STAR", 16},
    {"SLASH", 17},
    {"VBAR", 18},
    {"AMPER", 19},
    {"LESS", 20},
    {"GREATER", 21},
    {"EQUAL", 22},
    {"DOT", 23},
    {"PERCENT", 24},
    {"LBRACE", 25},
    {"RBRACE", 26},
    {"EQEQUAL", 27},
    {"NOTEQUAL", 28},
    {"LESSEQUAL", 29},
    {"GREATEREQUAL", 30},
    {"TILDE", 31},
    {"CIRCUMFLEX", 32},
    {"LEFTSHIFT", 33},
    {"RIGHTSHIFT", 34},
    {"DOUBLESTAR", 35},
    {"PLUSEQUAL", 36},
    {"MINEQUAL", 37},
    {"STAREQUAL", 38},
    {"SLASHEQUAL", 39},
    {"PERCENTEQUAL", 40},
    {"AMPEREQUAL", 41},
    {"VBAREQUAL", 42},
    {"CIRCUMFLEXEQUAL", 43},
    {"LEFTSHIFTEQUAL", 44},
    {"RIGHTSHIFTEQUAL", 45},
    {"DOUBLESTAREQUAL", 46},
    {"DOUBLESLASH", 47},
    {"DOUBLESLASHEQUAL", 48},
    {"AT", 49},
    {"ATEQUAL", 50},
    {"RARROW", 51},
    {"ELLIPSIS", 52},
    {"COLONEQUAL", 53},
    {"EXCLAMATION", 54},
    {"OP", kOp},
    {"FSTRING_START", 61},
    {"FSTRING_MIDDLE", 62},
    {"FSTRING_END", 63},
    {"COMMENT", 64},
    {"NL", 65},
};

int numberOf(TokenKind kind) {
  std::string_view name = frontend::tokenName(kind);
  for (const auto& entry : kNumbers)
    if (name == entry.name) return entry.number;
  return kOp;
}

// The lines and the lexer that reads them.
struct TokenizerState : HostState, frontend::TextSource {
  std::vector<std::string> lines;  // UTF-8, as readline gave them
  std::string text;                // the same with newlines as the lexer wants them, and zeros behind
  frontend::Arena arena;
  frontend::Diagnostics diagnostics;
  frontend::Source source;
  std::unique_ptr<Lexer> lexer;
  bool done = false, extraTokens = false, ended = false;
  // While a token is read: the object and the thread, for calls of readline, and whether one failed.
  HostObject* self = nullptr;
  Thread* thread = nullptr;
  bool failed = false;

  bool more(std::string_view* given) override;

  std::string_view line(int number) const {
    return number >= 1 && static_cast<size_t>(number) <= lines.size() ? std::string_view(lines[static_cast<size_t>(number) - 1])
                                                                      : std::string_view();
  }
  // The line without what ends it, and that.
  std::string_view content(int number) const {
    std::string_view all = line(number);
    size_t n = all.size();
    if (n && all[n - 1] == '\n') --n;
    if (n && n < all.size() && all[n - 1] == '\r') --n;
    return all.substr(0, n);
  }
  std::string_view ending(int number) const { return line(number).substr(content(number).size()); }
};

enum Field { kReadline, kEncoding };

TokenizerState& stateOf(Value v) { return *static_cast<HostObject*>(v.asObject())->stateAs<TokenizerState>(); }

// One line; false with *end when there is none any more.
bool readLinePy(Thread* t, HostObject* self, std::string* out, bool* end) {
  Value line = callPy(t, self->fields[kReadline], {});
  if (line.isError()) {
    if (!pendingIs(t, exc::StopIteration)) return false;
    clearPending(t);
    return *end = true;
  }
  if (!self->fields[kEncoding].isNone()) {
    if (!isa<Bytes>(line)) return raise(t, exc::TypeError, "readline() returned a non-bytes object");
    line = TRY(decodeObjectPy(t, line, toUtf8(self->fields[kEncoding].as<Str>()), "replace"));
  }
  if (!isa<Str>(line)) return raise(t, exc::TypeError, "readline() returned a non-string object");
  Value bytes = TRY(encodeStrPy(t, line.as<Str>(), "utf-8", "replace"));
  *out = bytes.as<Bytes>()->view();
  *end = out->empty();
  return true;
}

bool TokenizerState::more(std::string_view* given) {
  if (ended || failed) return false;
  std::string chunk;
  if (!readLinePy(thread, self, &chunk, &ended)) return !(failed = true);
  if (ended) return false;
  for (size_t at = 0; at < chunk.size();) {
    size_t newline = chunk.find('\n', at);
    size_t next = newline == std::string::npos ? chunk.size() : newline + 1;
    lines.push_back(chunk.substr(at, next - at));
    at = next;
  }
  if (!chunk.ends_with('\n')) chunk += '\n';
  frontend::Source read;
  if (!frontend::readSource(arena, diagnostics, chunk, kFilename, {.isText = true}, &read)) return !(failed = true);
  text.resize(given->size());
  text += read.text;
  *given = {text.data(), text.size()};
  text.append(frontend::kSourcePadding, '\0');
  *given = {text.data(), given->size()};
  return true;
}

// Reads the next token. False with an exception pending.
bool readTokenPy(Thread* t, HostObject* self, Token* token) {
  TokenizerState& s = *self->stateAs<TokenizerState>();
  if (s.self) return raise(t, exc::ValueError, "tokenizer is already executing");
  if (!s.lexer) {
    s.text.append(frontend::kSourcePadding, '\0');
    s.source.text = {s.text.data(), 0};
    s.lexer = std::make_unique<Lexer>(s.arena, s.diagnostics, s.source, kFilename);
    s.lexer->readMoreFrom(&s);
    if (s.extraTokens) s.lexer->giveExtraTokens();
  }
  s.self = self;
  s.thread = t;
  s.lexer->next(*token);
  s.self = nullptr;
  return true;
}

// Characters in the first `bytes` bytes of a line.
int64_t columnOf(std::string_view line, int32_t bytes) {
  return bytes < 0 ? -1 : static_cast<int64_t>(frontend::countCharacters(line.substr(0, static_cast<size_t>(bytes))));
}

Raised raiseErrorPy(Thread* t, TokenizerState& s) {
  s.done = true;
  if (s.diagnostics.failed()) return raiseDiagnosticPy(t, s.diagnostics.error());
  Lexer& lexer = *s.lexer;
  frontend::SyntaxDiagnostic error;
  error.kind = frontend::DiagnosticKind::SyntaxError;
  switch (lexer.state()) {
    case LexerState::BadDedent:
      error.kind = frontend::DiagnosticKind::IndentationError;
      error.message = "unindent does not match any outer indentation level";
      break;
    case LexerState::TabsAndSpaces:
      error.kind = frontend::DiagnosticKind::TabError;
      error.message = "inconsistent use of tabs and spaces in indentation";
      break;
    case LexerState::TooManyIndents:
      error.kind = frontend::DiagnosticKind::IndentationError;
      error.message = "too many levels of indentation";
      break;
    case LexerState::BadContinuation:
      error.message = "unexpected character after line continuation character";
      break;
    case LexerState::EndOfInput: {
      // Without a place among the arguments, but with one among the attributes.
      Value message = Value(TRY(makeStr(t, "unexpected EOF in multi-line statement")));
      Value exception = TRY(makeExceptionPy(t, exc::SyntaxError, &message, 1));
      auto set = [&](const char* name, Value v) -> bool {
        Str* attribute = TRY(internStr(t, name));
        return setAttrPy(t, exception, attribute, v);
      };
      Str* file = TRY(makeStr(t, kFilename));
      TRY(set("filename", Value(file)));
      TRY(set("lineno", Value::smallInt(lexer.lineno())));
      TRY(set("offset", Value::smallInt(0)));
      TRY(set("end_lineno", Value::smallInt(lexer.lineno())));
      return raiseValue(t, exception);
    }
    default:
      error.message = "unknown tokenization error";
  }
  std::string_view content = s.content(lexer.lineno());
  error.filename = kFilename;
  error.lineno = lexer.lineno();
  error.offset = static_cast<int>(frontend::countCharacters(content)) + 1;
  error.hasEnd = false;
  error.hasText = true;
  error.text = content;
  return raiseDiagnosticPy(t, error);
}

Value nextToken(Thread* t, Value self) {
  TokenizerState& s = stateOf(self);
  if (s.done) return Value::unbound();
  Token token;
  TRY(readTokenPy(t, static_cast<HostObject*>(self.asObject()), &token));
  if (s.failed && !s.diagnostics.failed()) {
    s.done = true;
    return Value::error();
  }
  if (s.failed || token.kind == TokenKind::Error) return raiseErrorPy(t, s);

  int number = frontend::isKeyword(token.kind) ? kName : numberOf(token.kind);
  bool inString = token.kind == TokenKind::String || token.kind == TokenKind::FStringStart ||
                  token.kind == TokenKind::FStringMiddle || token.kind == TokenKind::FStringEnd;
  bool atEnd =
      token.kind == TokenKind::EndMarker || (token.kind == TokenKind::Dedent && s.lexer->state() == LexerState::EndOfInput);
  int line = token.lineno, endLine = token.endLineno;
  std::string text(token.text());
  int64_t column = columnOf(s.line(line), token.col), endColumn = columnOf(s.line(endLine), token.endCol);
  std::string shown;
  for (int i = inString ? line : endLine; i <= endLine; ++i) shown += s.line(i);
  if (inString && line != endLine && s.line(line).ends_with("\r\n")) {
    // The lexer reads another newline than the file has.
    text.clear();
    for (int i = line; i <= endLine; ++i) {
      std::string_view part = s.line(i);
      if (i == endLine) part = part.substr(0, static_cast<size_t>(token.endCol));
      text += i == line ? part.substr(static_cast<size_t>(token.col)) : part;
    }
  }
  if (token.kind == TokenKind::FStringMiddle) {  // ends before the second brace of "{{"
    size_t newline = text.rfind('\n');
    int32_t bytes = newline == std::string::npos ? token.col + static_cast<int32_t>(text.size())
                                                 : static_cast<int32_t>(text.size() - newline - 1);
    endColumn = columnOf(s.line(endLine), bytes);
  }
  if (!s.extraTokens) {
    if (token.kind == TokenKind::Newline) endColumn = column;
    if (token.kind == TokenKind::EndMarker) shown.clear();
  } else {
    if (number > 6 && number < kOp) number = kOp;
    if (atEnd) {
      line = endLine = s.lexer->lineno() + 1;
      column = endColumn = 0;
      text.clear();
      shown.clear();
    } else if (token.kind == TokenKind::Newline || token.kind == TokenKind::Nl) {
      text = s.ending(line);
      endColumn = column + std::max<int64_t>(1, static_cast<int64_t>(text.size()));
    } else if (token.kind == TokenKind::Indent || token.kind == TokenKind::Dedent) {
      endColumn = columnOf(s.line(line), static_cast<int32_t>(s.lexer->cursor() - s.lexer->lineStart()));
      column = token.kind == TokenKind::Indent ? 0 : endColumn;
      text = s.line(line).substr(0, token.kind == TokenKind::Indent ? static_cast<size_t>(endColumn) : 0);
    }
  }
  if (token.kind == TokenKind::EndMarker) s.done = true;

  Str* string = TRY(makeStr(t, text));
  Str* shownLine = TRY(makeStr(t, shown));
  Tuple* start = TRY(makeTuple(t, {Value::smallInt(line), Value::smallInt(column)}));
  Tuple* end = TRY(makeTuple(t, {Value::smallInt(endLine), Value::smallInt(endColumn)}));
  return Value(TRY(makeTuple(t, {Value::smallInt(number), Value(string), Value(start), Value(end), Value(shownLine)})));
}

Value create(Thread* t, Value* args, size_t) {
  if (!args[2].isNone() && !isa<Str>(args[2]))
    return raise(t, exc::TypeError, "tokenizeriter() argument 'encoding' must be str, not {}", argumentTypeName(args[2]));
  bool extra = TRY(truthPy(t, args[3]));
  auto state = std::make_unique<TokenizerState>();
  state->extraTokens = extra;
  HostObject* self = TRY(makeHostObject(t, args[0].as<Type>(), std::move(state)));
  self->fields[kReadline] = args[1];
  self->fields[kEncoding] = args[2];
  writeBarrier(self);
  return Value(self);
}

Value itself(Thread*, Value v) { return v; }

const NativeDef kCreate = {"tokenizeriter", "(cls, readline, /, *, encoding=None, extra_tokens)", create, nullptr};
const TypeSpec iteratorSpec = {
    .name = "_tokenize.TokenizerIter",
    .kind = kHostKind,
    .flags = kBaseType,
    .slots = {.iter = itself, .next = nextToken},
    .create = &kCreate,
};

bool init(Thread* t, Module* m) { return moduleAddType(t, m, iteratorSpec) != nullptr; }

}  // namespace

extern const ModuleSpec tokenizeModule = {"_tokenize", {}, nullptr, init};

}  // namespace typhon
