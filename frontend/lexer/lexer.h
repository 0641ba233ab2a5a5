// The lexer: source text to tokens, one at a time and without allocation per token. The state it keeps between tokens
// (line, column, what has been read) is observable in the positions of syntax errors, so it follows CPython's
// tokenizer: a line counts as read when its first character is asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/ast/arena.h"
#include "frontend/diagnostic.h"
#include "frontend/lexer/source.h"
#include "frontend/lexer/token.h"

namespace typhon::frontend {

// A comment `# type: ignore` and what follows these words.
struct TypeIgnore {
  int lineno;
  std::string_view tag;  // in the source
};

constexpr int kMaxIndents = 100;
constexpr int kMaxBrackets = 200;
constexpr int kMaxFStrings = 150;
constexpr int kMaxFieldNesting = 3;

// Why the lexer returned TokenKind::Error or ran out of input. Error means that a diagnostic was reported.
enum class LexerState : uint8_t {
  Ok,
  EndOfInput,
  Error,
  EndInTripleString,  // Error, at the end of the input
  EndInString,
  TabsAndSpaces,
  TooManyIndents,
  BadDedent,
  BadContinuation,
  BadEncoding,  // bytes of a name are no UTF-8
};

// Where a text comes from that is read line by line while it is tokenized.
class TextSource {
 public:
  virtual ~TextSource() = default;
  // Makes *text, whose end the lexer has reached, longer. It may move; kSourcePadding zeros follow it. False at its end.
  virtual bool more(std::string_view* text) = 0;
};

class Lexer {
 public:
  Lexer(Arena& arena, Diagnostics& diagnostics, const Source& source, std::string_view filename);

  // Reads the next token. Behind the end of the input it is EndMarker for ever; after an Error the lexer must not be
  // asked again, except by a check of the rest of the source for a worse error.
  void next(Token& token) {
    if (!inFString_) [[likely]] {
      nextRegular(token);
    } else {
      nextInFString(token);
    }
  }

  // From now on comments and newlines that end no statement are tokens too, and closing brackets match anything.
  void giveExtraTokens() { extraTokens_ = true; }

  // The text of the source goes on with what `more` gives. Borrowed.
  void readMoreFrom(TextSource* more) { more_ = more; }

  // From now on comments that give a type (PEP 484) are tokens. `# type: ignore` is not: it goes to `ignores`, if that
  // is not null.
  void giveTypeComments(std::vector<TypeIgnore>* ignores) {
    typeComments_ = true;
    typeIgnores_ = ignores;
  }

  // Before 3.7, `async` and `await` were names outside of `async def`.
  void recogniseAsyncInContext() { asyncInContext_ = true; }

  // At the end of interactive input: the blocks still open end with the next tokens.
  void closeIndents() {
    pending_ = -indent_;
    indent_ = 0;
  }

  LexerState state() const { return state_; }
  int lineno() const { return lineno_; }
  int level() const { return level_; }
  int indent() const { return indent_; }
  bool insideFString() const { return !modes_.empty(); }
  char openBracket() const { return brackets_[level_ - 1].bracket; }
  int openBracketLine() const { return brackets_[level_ - 1].lineno; }
  int openBracketColumn() const { return brackets_[level_ - 1].col; }
  const char* cursor() const { return cur_; }
  const char* lineStart() const { return lineStart_; }
  const char* inputBegin() const { return buf_; }   // start of what the current token was read from
  const char* inputEnd() const { return inp_; }     // end of the line that was read last
  const char* nameStart() const { return start_; }  // of the token that was read last
  const Source& source() const { return source_; }

 private:
  static constexpr int kEnd = -1;

  struct Bracket {
    char bracket;
    int lineno;
    int col;
  };

  // One f-string that is open. Its literal parts are read in f-string mode, its expressions in regular mode.
  struct FString {
    bool literalMode;
    bool raw;
    bool debug;  // an '=' was seen in the field
    char quote;
    int quoteSize;
    int depth;       // brackets open inside
    int fieldDepth;  // nesting of replacement fields, -1 outside
    int lineno;
    const char* start;
    const char* lineStart;
    const char* fieldBegin;                     // source of the expression of the outermost field
    const char* fieldEnd;                       // null until it is complete
    const char* nestedBegin[kMaxFieldNesting];  // the same of the fields in its format specification
  };

  int nextChar() {
    if (cur_ < inp_) [[likely]]
      return static_cast<uint8_t>(*cur_++);
    return readLine();
  }
  int readLine();
  bool readMore();
  void putBack(int c) {
    if (c != kEnd) --cur_;
  }

  void nextRegular(Token& token);
  void nextInFString(Token& token);
  bool readIndentation(Token& token, bool* blankLine);
  void readName(Token& token, int c);
  bool readTypeComment(Token& token, bool blankLine);
  bool isAsyncKeyword(TokenKind kind);
  void readNonAsciiName(Token& token);
  void readNumber(Token& token, int c);
  void readFraction(Token& token, int c);
  void readExponent(Token& token, int e);
  void readImaginary(Token& token);
  void readString(Token& token, int c);
  void startFString(Token& token, int quote);
  void readOperator(Token& token, int c);
  void readContinuation(Token& token, bool* failed);
  bool openBracketToken(Token& token, char c);
  bool closeBracketToken(Token& token, char c);
  void fieldPunctuation(Token& token, int c);
  const std::string_view* fieldText(const char* begin, const char* end);
  bool continuationLine();
  int decimalTail();
  bool verifyNumberEnd(int c, const char* kind);
  bool keywordFollows(const char* rest);
  bool verifyIdentifier();

  void setToken(Token& token, TokenKind kind, const char* start, const char* end);
  void setPlainToken(Token& token, TokenKind kind);
  void finishNumber(Token& token, int c);
  void fail(Token& token, LexerState state);
  void error(Token& token, std::string message, int col = -1, int endCol = -1);
  void report(std::string message, int col = -1, int endCol = -1);
  void warn(std::string message);

  Arena& arena_;
  Diagnostics& diagnostics_;
  const Source& source_;
  std::string_view filename_;

  const char* cur_;
  const char* inp_;
  const char* end_;
  const char* begin_;
  TextSource* more_ = nullptr;
  const char* buf_;
  const char* lineStart_;
  const char* start_ = nullptr;  // of the token being read
  int startCol_ = -1;
  int lineno_ = 0;
  int firstLineno_ = 0;  // of a string
  const char* multiLineStart_ = nullptr;
  int level_ = 0;
  int indent_ = 0;
  int pending_ = 0;  // indents (positive) or dedents still to be handed out
  bool extraTokens_ = false;
  bool commentLine_ = false;  // the comment that was a token stands alone in its line
  bool typeComments_ = false;
  std::vector<TypeIgnore>* typeIgnores_ = nullptr;
  bool asyncInContext_ = false;
  int asyncDefIndent_ = -1;          // the indentation of the `async def` that is being read, or -1
  bool asyncDefBehindHead_ = false;  // the line of that `async def` has ended
  bool atLineBegin_ = true;
  bool inFString_ = false;  // the innermost f-string is in literal mode
  LexerState state_ = LexerState::Ok;
  std::vector<FString> modes_;
  int indents_[kMaxIndents];
  int altIndents_[kMaxIndents];
  Bracket brackets_[kMaxBrackets];
};

}  // namespace typhon::frontend
