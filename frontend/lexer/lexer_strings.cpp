// String literals and the literal parts of f-strings (PEP 701).
#include <string>

#include "frontend/lexer/lexer.h"

namespace typhon::frontend {

// A string without fields; `quote` has been read, a prefix may stand before it.
void Lexer::readString(Token& token, int quote) {
  int quoteSize = 1, endQuotes = 0;
  firstLineno_ = lineno_;
  multiLineStart_ = lineStart_;
  int c = nextChar();
  if (c == quote) {
    c = nextChar();
    if (c == quote) {
      quoteSize = 3;
    } else {
      endQuotes = 1;  // an empty string
    }
  }
  if (c != quote) putBack(c);

  while (endQuotes != quoteSize) {
    const char* p = cur_;
    while (p < inp_ && *p != quote && *p != '\\' && *p != '\n') ++p;
    if (p != cur_) endQuotes = 0;
    cur_ = p;
    c = nextChar();
    if (c == kEnd || (quoteSize == 1 && c == '\n')) {
      // The error is placed at the opening quote.
      cur_ = start_ + 1;
      lineStart_ = multiLineStart_;
      int detected = lineno_;
      lineno_ = firstLineno_;
      if (!modes_.empty() && modes_.back().quote == quote && modes_.back().quoteSize == quoteSize) {
        // This quote was meant to end the f-string around: its field is not closed.
        return error(token, "f-string: expecting '}'");
      }
      std::string where = "string literal (detected at line " + std::to_string(detected) + ")";
      state_ = LexerState::Ok;
      if (quoteSize == 3) {
        error(token, "unterminated triple-quoted " + where);
        if (c != '\n') state_ = LexerState::EndInTripleString;
      } else {
        error(token, "unterminated " + where);
        if (c != '\n') state_ = LexerState::EndInString;
      }
      return;
    }
    if (c == quote) {
      ++endQuotes;
      continue;
    }
    endQuotes = 0;
    if (c == '\\') nextChar();
  }
  setToken(token, TokenKind::String, start_, cur_);
  token.lineno = firstLineno_;
}

void Lexer::startFString(Token& token, int quote) {
  int quoteSize = 1;
  firstLineno_ = lineno_;
  multiLineStart_ = lineStart_;
  if (cur_ + 1 < inp_ && cur_[0] == quote && cur_[1] == quote) {
    quoteSize = 3;
    cur_ += 2;
  }
  if (modes_.size() + 1 >= kMaxFStrings) return error(token, "too many nested f-strings");
  bool raw = (start_[0] | 0x20) == 'r' || (start_[1] | 0x20) == 'r';
  modes_.push_back({.literalMode = true,
                    .raw = raw,
                    .debug = false,
                    .quote = static_cast<char>(quote),
                    .quoteSize = quoteSize,
                    .depth = 0,
                    .fieldDepth = -1,
                    .lineno = lineno_,
                    .start = start_,
                    .lineStart = lineStart_,
                    .fieldBegin = nullptr,
                    .fieldEnd = nullptr,
                    .nestedBegin = {}});
  inFString_ = true;
  setToken(token, TokenKind::FStringStart, start_, cur_);
}

// The next token of an f-string outside of its fields: a literal part, the end, or the first token of a field.
void Lexer::nextInFString(Token& token) {
  FString* mode = &modes_.back();
  start_ = cur_;
  firstLineno_ = lineno_;
  startCol_ = static_cast<int>(cur_ - lineStart_);

  auto enterField = [&] {
    if (++mode->fieldDepth >= kMaxFieldNesting) {
      error(token, "f-string: expressions nested too deeply");
      return false;
    }
    mode->literalMode = inFString_ = false;
    return true;
  };
  auto middle = [&](const char* end) {
    setToken(token, TokenKind::FStringMiddle, start_, end);
    token.lineno = firstLineno_;
  };

  int first = nextChar();
  if (first == '{') {
    int peek = nextChar();
    putBack(peek);
    putBack(first);
    if (peek != '{') {
      if (enterField()) nextRegular(token);
      return;
    }
  } else {
    putBack(first);
  }

  bool atEnd = true;
  for (int i = 0; i < mode->quoteSize; ++i) {
    int c = nextChar();
    if (c != mode->quote) {
      putBack(c);
      atEnd = false;
      break;
    }
  }
  if (atEnd) {
    setToken(token, TokenKind::FStringEnd, start_, cur_);
    token.lineno = firstLineno_;
    modes_.pop_back();
    inFString_ = !modes_.empty() && modes_.back().literalMode;
    return;
  }

  multiLineStart_ = lineStart_;
  int endQuotes = 0;
  bool unicodeName = false;
  while (endQuotes != mode->quoteSize) {
    int c = nextChar();
    bool inSpec = mode->fieldEnd && mode->fieldDepth >= 0;
    if (c == kEnd || (mode->quoteSize == 1 && c == '\n')) {
      if (inSpec && c == '\n') {
        // A newline ends a format specification; what follows is for the parser to reject.
        putBack(c);
        mode->literalMode = inFString_ = false;
        return middle(cur_);
      }
      cur_ = mode->start + 1;
      lineStart_ = mode->lineStart;
      int detected = lineno_;
      lineno_ = mode->lineno;
      state_ = LexerState::Ok;
      std::string where = "f-string literal (detected at line " + std::to_string(detected) + ")";
      if (mode->quoteSize == 3) {
        error(token, "unterminated triple-quoted " + where);
        if (c != '\n') state_ = LexerState::EndInTripleString;
      } else {
        error(token, "unterminated " + where);
      }
      return;
    }
    if (c == mode->quote) {
      ++endQuotes;
      continue;
    }
    endQuotes = 0;
    if (c == '{') {
      int peek = nextChar();
      if (peek != '{' || inSpec) {
        putBack(peek);
        putBack(c);
        if (enterField()) middle(cur_);
        return;
      }
      return middle(cur_ - 1);
    }
    if (c == '}') {
      if (unicodeName) return middle(cur_);
      int peek = nextChar();
      // Doubled braces have no meaning in a format specification.
      if (peek == '}' && !inSpec) return middle(cur_ - 1);
      putBack(peek);
      putBack(c);
      mode->literalMode = inFString_ = false;
      return middle(cur_);
    }
    if (c == '\\') {
      int peek = nextChar();
      if (peek == '{' || peek == '}') {
        if (!mode->raw) warn(std::string("invalid escape sequence '\\") + static_cast<char>(peek) + "'");
        putBack(peek);
        continue;
      }
      if (!mode->raw && peek == 'N') {
        peek = nextChar();
        if (peek == '{') {
          unicodeName = true;
        } else {
          putBack(peek);
        }
      }
    }
  }
  cur_ -= mode->quoteSize;
  middle(cur_);
}

}  // namespace typhon::frontend
