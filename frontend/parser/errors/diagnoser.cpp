// The Diagnoser's tokens, memory and reports.
#include "frontend/parser/errors/diagnoser.h"

#include <cstring>

#include "frontend/parser/parser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

Diagnoser::Diagnoser(Arena& arena, Diagnostics& diagnostics, const Source& source, std::string_view filename, ParseMode mode,
                     const ParseOptions& options)
    : arena_(arena),
      diagnostics_(diagnostics),
      source_(source),
      filename_(filename),
      mode_(mode),
      options_(options),
      lexer_(arena, lexed_, source, filename) {
  if (options.typeComments) lexer_.giveTypeComments(nullptr);
  if (options.featureVersion < 7) lexer_.recogniseAsyncInContext();
}

Diagnoser::Level::Level(Diagnoser& diagnoser, int weight) : diagnoser_(diagnoser), weight_(weight) {
  if ((diagnoser_.level_ += weight) > kMaxParserDepth) diagnoser_.reportStackOverflow();
}

void Diagnoser::reportStackOverflow() {
  if (error_.kind == DiagnosticKind::None) {
    error_.kind = DiagnosticKind::MemoryError;
    error_.message = "Parser stack overflowed - Python source too complex to parse";
  }
  failed_ = true;
}

void Diagnoser::run() {
  bool parsed = startRule();
  if (parsed && !failed_) {
    // Only what stands behind a single statement can be wrong now.
    raise(mode_ == ParseMode::Single ? "multiple statements found while compiling a single statement" : "invalid syntax");
  } else if (options_.allowIncompleteInput && atEndOfSource()) {
    error_ = {};
    failed_ = false;
    raise("incomplete input");
  } else if (error_.kind == DiagnosticKind::None || isSyntaxError(error_.kind)) {
    Token last = tokens_.back();
    if (!failed_) {
      for (Memo*& memos : memos_) memos = nullptr;
      mark_ = 0;
      mistakes_ = true;
      startRule();
    }
    finish(last);
  }
  error_.filename = filename_;
  diagnostics_.report(std::move(error_));
}

bool Diagnoser::atEndOfSource() const {
  LexerState state = lexer_.state();
  return state == LexerState::EndOfInput || state == LexerState::EndInTripleString || state == LexerState::EndInString;
}

// Chooses between what the second pass found, the state of the input and a plain "invalid syntax".
void Diagnoser::finish(const Token& last) {
  if (error_.kind != DiagnosticKind::None) {
    if (lexer_.state() == LexerState::Ok && isSyntaxError(error_.kind)) checkRestOfSource();
    return;
  }
  failed_ = false;
  if (last.kind == K::Error && lexer_.state() == LexerState::EndOfInput) {
    if (lexer_.level()) {
      raiseUnclosed();
    } else {
      raise("unexpected EOF while parsing");
    }
    return;
  }
  if (last.kind == K::Indent || last.kind == K::Dedent) {
    raiseIndentation(last.kind == K::Indent ? "unexpected indent" : "unexpected unindent");
    return;
  }
  raiseAt(&last, "invalid syntax");
  checkRestOfSource();
}

// A lexical error further on takes precedence, and so does a bracket that is opened before the error and never closed.
void Diagnoser::checkRestOfSource() {
  int errorLine = tokens_.back().lineno;
  SyntaxDiagnostic found = std::move(error_);
  error_ = {};
  failed_ = false;
  Token token;
  do {
    lexer_.next(token);
  } while (token.kind != K::Error && token.kind != K::EndMarker);
  passOnWarnings();
  if (token.kind == K::Error) {
    if (lexed_.failed()) {
      error_ = lexed_.error();
    } else if (lexer_.level() != 0 && errorLine > lexer_.openBracketLine()) {
      raiseUnclosed();
    }
  }
  // Inside an f-string the error of the expression is the one to show.
  if (error_.kind == DiagnosticKind::None || lexer_.insideFString()) error_ = std::move(found);
  failed_ = true;
}

void Diagnoser::passOnWarnings() {
  for (; lexerWarnings_ < lexed_.warnings().size(); ++lexerWarnings_) {
    diagnostics_.warn(lexed_.warnings()[lexerWarnings_]);
  }
}

// Reads one more token. Returns false after reporting an error.
bool Diagnoser::fill() {
  if (failed_) return false;
  Token token;
  lexer_.next(token);
  passOnWarnings();
  if (mode_ == ParseMode::Single && token.kind == K::EndMarker && started_) {
    token.kind = K::Newline;
    started_ = false;
    if (lexer_.indent() && !options_.dontImplyDedent) lexer_.closeIndents();
  } else {
    started_ = true;
  }
  tokens_.push_back(token);
  memos_.push_back(nullptr);
  if (token.kind != K::Error) return true;
  tokenizerError();
  failed_ = true;
  return false;
}

void Diagnoser::tokenizerError() {
  if (lexed_.failed()) {
    error_ = lexed_.error();
    return;
  }
  int lineno = lexer_.lineno();
  switch (lexer_.state()) {
    case LexerState::EndOfInput:
      if (lexer_.level()) {
        raiseUnclosed();
      } else {
        raise("unexpected EOF while parsing");
      }
      break;
    case LexerState::BadDedent:
      raiseIndentation("unindent does not match any outer indentation level");
      break;
    case LexerState::TabsAndSpaces:
      report(DiagnosticKind::TabError, lineno, 1, lineno, 0, "inconsistent use of tabs and spaces in indentation");
      break;
    case LexerState::TooManyIndents:
      report(DiagnosticKind::IndentationError, lineno, 1, lineno, 0, "too many levels of indentation");
      break;
    case LexerState::BadContinuation: {
      int col = static_cast<int>(lexer_.cursor() - lexer_.inputBegin()) - 1;
      report(DiagnosticKind::SyntaxError, lineno, (col >= 0 ? col : 0) + 1, lineno, 0,
             "unexpected character after line continuation character");
      break;
    }
    case LexerState::BadEncoding: {
      // The bytes of the name that could not be decoded.
      const char* start = lexer_.nameStart();
      raise("(unicode error) " + utf8DecodeError({start, static_cast<size_t>(lexer_.cursor() - start)}));
      break;
    }
    default:
      report(DiagnosticKind::SyntaxError, lineno, 1, lineno, 0, "unknown parsing error");
      break;
  }
}

Diagnoser::Failure Diagnoser::reportDecodeError(std::string message) {
  if (failed_ && error_.kind != DiagnosticKind::None) return {};
  failed_ = true;
  error_.kind = DiagnosticKind::UnicodeDecodeError;
  error_.message = std::move(message);
  return {};
}

void Diagnoser::raiseUnclosed() {
  int lineno = lexer_.openBracketLine();
  report(DiagnosticKind::SyntaxError, lineno, lexer_.openBracketColumn() + 1, lineno, 0,
         std::string("'") + lexer_.openBracket() + "' was never closed");
}

// The source line that goes with an error.
std::string Diagnoser::errorLine(int lineno) const {
  if (lexer_.lineno() <= lineno && lexer_.inputEnd() > lexer_.inputBegin()) {
    return replaceInvalidUtf8({lexer_.inputBegin(), static_cast<size_t>(lexer_.inputEnd() - lexer_.inputBegin())});
  }
  const char* line = source_.text.data();
  for (int i = 1; i < lineno; ++i) {
    const char* newline = std::strchr(line, '\n');
    if (!newline || newline + 1 > lexer_.inputEnd()) break;
    line = newline + 1;
  }
  return replaceInvalidUtf8({line, std::strcspn(line, "\n")});
}

namespace {
// Characters in the first `bytes` bytes; as CPython counts, the end of the line counts as one more.
int characterOffset(const std::string& line, int bytes) {
  if (bytes > static_cast<int>(line.size()) + 1) bytes = static_cast<int>(line.size()) + 1;
  return static_cast<int>(countCharacters({line.c_str(), static_cast<size_t>(bytes)}));
}
}  // namespace

// Columns count bytes from 1 here; end columns of 0 and -1 mean that they are not known.
Diagnoser::Failure Diagnoser::report(DiagnosticKind kind, int lineno, int col, int endLineno, int endCol, std::string message) {
  if (failed_ && error_.kind != DiagnosticKind::None) return {};
  failed_ = true;
  error_.kind = kind;
  error_.message = std::move(message);
  error_.lineno = lineno;
  error_.end_lineno = endLineno;
  error_.hasText = true;
  error_.text = errorLine(lineno);
  // Where the encoding was not stated CPython leaves the offsets in bytes.
  auto offset = [&](int at) { return at > 0 && source_.encodingStated ? characterOffset(error_.text, at) : at; };
  error_.offset = offset(col);
  error_.end_offset = offset(endCol);
  return {};
}

// The column, from 1, that an error at the token has: for tokens without one that up to which the lexer has come. Of a file,
// which CPython reads line by line, no line is left at its end.
int Diagnoser::columnFor(const Token& token) const {
  if (token.col != -1) return token.col + 1;
  bool atEnd = source_.isFile && token.kind != K::Error && lexer_.cursor() == lexer_.inputEnd();
  if (atEnd || lexer_.cursor() == lexer_.inputBegin()) return 0;
  return static_cast<int>(lexer_.cursor() - lexer_.lineStart());
}

Diagnoser::Failure Diagnoser::raise(std::string message, DiagnosticKind kind) {
  if (failed_ && error_.kind != DiagnosticKind::None) return {};
  const Token& token = tokens_.back();
  return report(kind, token.lineno, columnFor(token), token.endLineno, token.endCol == -1 ? -1 : token.endCol + 1,
                std::move(message));
}

// Whether Python 3.`minor` has come yet; otherwise it is an error that its feature is used.
bool Diagnoser::since(int minor, const char* what) {
  if (options_.featureVersion >= minor) return true;
  return raise(std::string(what) + " only supported in Python 3." + std::to_string(minor) + " and greater");
}

Diagnoser::Failure Diagnoser::raiseOnNext(std::string message) {
  if (failed_) return {};
  const Token* token = peek();
  if (!token) return {};
  return report(DiagnosticKind::SyntaxError, token->lineno, columnFor(*token), token->endLineno,
                token->endCol == -1 ? -1 : token->endCol + 1, std::move(message));
}

Diagnoser::Failure Diagnoser::raiseRange(Place from, Place to, std::string message) {
  return report(DiagnosticKind::SyntaxError, from.lineno, from.col + 1, to.endLineno, to.endCol + 1, std::move(message));
}

// Up to where the lexer has come.
Diagnoser::Failure Diagnoser::raiseFrom(Place place, std::string message) {
  return report(DiagnosticKind::SyntaxError, place.lineno, place.col + 1, lexer_.lineno(),
                static_cast<int>(lexer_.cursor() - lexer_.lineStart()), std::move(message));
}

Diagnoser::Failure Diagnoser::raiseMissingBlock(const char* what, const Token* keyword) {
  return raiseIndentation(std::string("expected an indented block after ") + what + " on line " +
                          std::to_string(keyword->lineno));
}

const char* expressionName(const Expr* expression) {
  switch (expression->kind) {
    case NodeKind::Attribute:
      return "attribute";
    case NodeKind::Subscript:
      return "subscript";
    case NodeKind::Starred:
      return "starred";
    case NodeKind::Name:
      return "name";
    case NodeKind::List:
      return "list";
    case NodeKind::Tuple:
      return "tuple";
    case NodeKind::Lambda:
      return "lambda";
    case NodeKind::Call:
      return "function call";
    case NodeKind::BoolOp:
    case NodeKind::BinOp:
    case NodeKind::UnaryOp:
      return "expression";
    case NodeKind::GeneratorExp:
      return "generator expression";
    case NodeKind::Yield:
    case NodeKind::YieldFrom:
      return "yield expression";
    case NodeKind::Await:
      return "await expression";
    case NodeKind::ListComp:
      return "list comprehension";
    case NodeKind::SetComp:
      return "set comprehension";
    case NodeKind::DictComp:
      return "dict comprehension";
    case NodeKind::Dict:
      return "dict literal";
    case NodeKind::Set:
      return "set display";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue:
      return "f-string expression";
    case NodeKind::Constant:
      switch (cast<ast::Constant>(expression)->value.kind()) {
        case ConstantKind::None:
          return "None";
        case ConstantKind::True:
          return "True";
        case ConstantKind::False:
          return "False";
        case ConstantKind::Ellipsis:
          return "ellipsis";
        default:
          return "literal";
      }
    case NodeKind::Compare:
      return "comparison";
    case NodeKind::IfExp:
      return "conditional expression";
    case NodeKind::NamedExpr:
      return "named expression";
    default:
      return "expression";
  }
}

namespace {

// The part of an expression that cannot be a target, or null. (0: assignment, 1: for, 2: del)
Expr* invalidTarget(Expr* e, int targets) {
  auto search = [&](std::span<Expr*> elements) -> Expr* {
    for (Expr* element : elements) {
      if (Expr* found = invalidTarget(element, targets)) return found;
    }
    return nullptr;
  };
  switch (e->kind) {
    case NodeKind::List:
      return search(cast<List>(e)->elts);
    case NodeKind::Tuple:
      return search(cast<Tuple>(e)->elts);
    case NodeKind::Starred:
      return targets == 2 ? e : invalidTarget(cast<Starred>(e)->value, targets);
    case NodeKind::Compare: {
      // `a in b` in `for a in b` is parsed as a comparison.
      auto* compare = cast<Compare>(e);
      if (targets != 1) return e;
      return compare->ops[0] == CompareOperator::In ? invalidTarget(compare->left, targets) : nullptr;
    }
    case NodeKind::Name:
    case NodeKind::Subscript:
    case NodeKind::Attribute:
      return nullptr;
    default:
      return e;
  }
}

}  // namespace

Diagnoser::Failure Diagnoser::raiseInvalidTarget(Targets targets, Expr* target) {
  Expr* invalid = invalidTarget(target, static_cast<int>(targets));
  if (!invalid) return {};
  return raiseAt(invalid,
                 std::string(targets == Targets::Del ? "cannot delete " : "cannot assign to ") + expressionName(invalid));
}

const Token* Diagnoser::lastToken() const {
  int at = mark_ - 1;
  auto blank = [](K kind) { return kind == K::Newline || kind == K::Indent || kind == K::Dedent || kind == K::EndMarker; };
  while (at > 0 && blank(tokens_[static_cast<size_t>(at)].kind)) --at;
  return &tokens_[static_cast<size_t>(at < 0 ? 0 : at)];
}

const Token* Diagnoser::expect(TokenKind kind) {
  if (failed_) return nullptr;
  const Token* token = peek();
  if (!token || token->kind != kind) return nullptr;
  ++mark_;
  return token;
}

const Token* Diagnoser::expectForced(TokenKind kind, const char* text) {
  if (failed_) return nullptr;
  const Token* token = peek();
  if (!token) return nullptr;
  if (token->kind != kind) return raiseAt(token, std::string("expected '") + text + "'");
  ++mark_;
  return token;
}

bool Diagnoser::at(TokenKind kind) {
  const Token* token = failed_ ? nullptr : peek();
  return token && token->kind == kind;
}

bool Diagnoser::atAny(std::initializer_list<TokenKind> kinds) {
  const Token* token = failed_ ? nullptr : peek();
  if (!token) return false;
  for (TokenKind kind : kinds) {
    if (token->kind == kind) return true;
  }
  return false;
}

const Token* Diagnoser::expectAny(std::initializer_list<TokenKind> kinds) {
  if (!atAny(kinds)) return nullptr;
  return &tokens_[static_cast<size_t>(mark_++)];
}

const Token* Diagnoser::soft(SoftKeyword word) {
  const Token* token = failed_ ? nullptr : peek();
  if (!token || token->kind != K::Name || token->spare || token->name->mark != static_cast<uint32_t>(word)) {
    return nullptr;
  }
  ++mark_;
  return token;
}

Expr* Diagnoser::name() {
  int start = mark_;
  const Token* token = expect(K::Name);
  if (!token) return nullptr;
  auto* result = make<ast::Name>(start);
  result->id = Identifier(token->name);
  return result;
}

bool Diagnoser::lookUp(Rule rule, uint8_t pass, void** result) {
  if (!peek()) {
    *result = nullptr;
    return true;
  }
  for (Memo* memo = memos_[static_cast<size_t>(mark_)]; memo; memo = memo->next) {
    if (memo->rule == rule && memo->pass == pass) {
      mark_ = memo->mark;
      *result = memo->result;
      return true;
    }
  }
  return false;
}

void Diagnoser::remember(int mark, Rule rule, uint8_t pass, void* result) {
  Memo*& memos = memos_[static_cast<size_t>(mark)];
  memos = arena_.make<Memo>(Memo{memos, rule, pass, mark_, result});
}

}  // namespace typhon::frontend
