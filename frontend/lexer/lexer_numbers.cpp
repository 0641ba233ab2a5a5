// Numeric literals.
#include "frontend/lexer/char_class.h"
#include "frontend/lexer/lexer.h"

namespace typhon::frontend {

// The rest of a run of decimal digits with single underscores between. Returns the character behind, already read, or 0
// after reporting an error.
int Lexer::decimalTail() {
  while (true) {
    int c;
    do {
      c = nextChar();
    } while (isDecimalDigit(c));
    if (c != '_') return c;
    c = nextChar();
    if (!isDecimalDigit(c)) {
      putBack(c);
      report("invalid decimal literal");
      return 0;
    }
  }
}

// Whether `rest` follows as the end of a word; reads nothing.
bool Lexer::keywordFollows(const char* rest) {
  const char* p = cur_;
  while (*rest && p < inp_ && *p == *rest) {
    ++p;
    ++rest;
  }
  return *rest == 0 && !(p < inp_ && hasClass(static_cast<uint8_t>(*p), kIdentContinue));
}

// A number must not run into a word. A keyword that may follow in valid code (`1if x else y`) only gets a warning.
bool Lexer::verifyNumberEnd(int c, const char* kind) {
  bool keyword = false;
  switch (c) {
    case 'a':
      keyword = keywordFollows("nd");
      break;
    case 'e':
      keyword = keywordFollows("lse");
      break;
    case 'f':
      keyword = keywordFollows("or");
      break;
    case 'i':
      keyword = cur_ < inp_ && (*cur_ == 'f' || *cur_ == 'n' || *cur_ == 's');
      break;
    case 'o':
      keyword = keywordFollows("r");
      break;
    case 'n':
      keyword = keywordFollows("ot");
      break;
    default:
      break;
  }
  if (keyword) {
    putBack(c);
    warn(std::string("invalid ") + kind + " literal");
    nextChar();
  } else if (c >= 0 && c < 128 && hasClass(c, kIdentContinue)) {
    putBack(c);
    report(std::string("invalid ") + kind + " literal");
    return false;
  }
  return true;
}

void Lexer::finishNumber(Token& token, int c) {
  putBack(c);
  setToken(token, TokenKind::Number, start_, cur_);
}

void Lexer::readNumber(Token& token, int c) {
  auto failed = [&] { setPlainToken(token, TokenKind::Error); };
  if (c != '0') {
    // Nearly all numbers are a few digits with something harmless behind.
    const char* p = cur_;
    while (isDecimalDigit(static_cast<uint8_t>(*p))) ++p;
    uint8_t behind = static_cast<uint8_t>(*p);
    if (p < inp_ && behind != '.' && !(kCharClasses[behind] & kIdentContinue)) {
      cur_ = p;
      return setToken(token, TokenKind::Number, start_, cur_);
    }
    c = decimalTail();
    if (c == 0) return failed();
    if (c == '.') return readFraction(token, nextChar());
    if (c == 'e' || c == 'E') return readExponent(token, c);
    if (c == 'j' || c == 'J') return readImaginary(token);
    if (!verifyNumberEnd(c, "decimal")) return failed();
    return finishNumber(token, c);
  }
  c = nextChar();
  if (c == 'x' || c == 'X') {
    c = nextChar();
    do {
      if (c == '_') c = nextChar();
      if (!isHexDigit(c)) {
        putBack(c);
        return error(token, "invalid hexadecimal literal");
      }
      do {
        c = nextChar();
      } while (isHexDigit(c));
    } while (c == '_');
    if (!verifyNumberEnd(c, "hexadecimal")) return failed();
    return finishNumber(token, c);
  }
  if (c == 'o' || c == 'O' || c == 'b' || c == 'B') {
    bool octal = c == 'o' || c == 'O';
    const char* name = octal ? "octal" : "binary";
    int limit = octal ? '8' : '2';
    auto wrongDigit = [&] { error(token, std::string("invalid digit '") + static_cast<char>(c) + "' in " + name + " literal"); };
    c = nextChar();
    do {
      if (c == '_') c = nextChar();
      if (c < '0' || c >= limit) {
        if (isDecimalDigit(c)) return wrongDigit();
        putBack(c);
        return error(token, std::string("invalid ") + name + " literal");
      }
      do {
        c = nextChar();
      } while (c >= '0' && c < limit);
    } while (c == '_');
    if (isDecimalDigit(c)) return wrongDigit();
    if (!verifyNumberEnd(c, name)) return failed();
    return finishNumber(token, c);
  }
  // Zeros; other digits may follow only in a float.
  while (true) {
    if (c == '_') {
      c = nextChar();
      if (!isDecimalDigit(c)) {
        putBack(c);
        return error(token, "invalid decimal literal");
      }
    }
    if (c != '0') break;
    c = nextChar();
  }
  const char* zerosEnd = cur_;
  bool nonZero = false;
  if (isDecimalDigit(c)) {
    nonZero = true;
    c = decimalTail();
    if (c == 0) return failed();
  }
  if (c == '.') return readFraction(token, nextChar());
  if (c == 'e' || c == 'E') return readExponent(token, c);
  if (c == 'j' || c == 'J') return readImaginary(token);
  if (nonZero) {
    putBack(c);
    return error(token, "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                 static_cast<int>(start_ + 1 - lineStart_), static_cast<int>(zerosEnd - lineStart_));
  }
  if (!verifyNumberEnd(c, "decimal")) return failed();
  finishNumber(token, c);
}

// Behind the point; c is the character there.
void Lexer::readFraction(Token& token, int c) {
  if (isDecimalDigit(c)) {
    c = decimalTail();
    if (c == 0) return setPlainToken(token, TokenKind::Error);
  }
  if (c == 'e' || c == 'E') return readExponent(token, c);
  if (c == 'j' || c == 'J') return readImaginary(token);
  if (!verifyNumberEnd(c, "decimal")) return setPlainToken(token, TokenKind::Error);
  finishNumber(token, c);
}

// Behind the letter `e`, which begins a word instead (`1else`) unless digits follow.
void Lexer::readExponent(Token& token, int e) {
  int c = nextChar();
  if (c == '+' || c == '-') {
    c = nextChar();
    if (!isDecimalDigit(c)) {
      putBack(c);
      return error(token, "invalid decimal literal");
    }
  } else if (!isDecimalDigit(c)) {
    putBack(c);
    if (!verifyNumberEnd(e, "decimal")) return setPlainToken(token, TokenKind::Error);
    return finishNumber(token, e);
  }
  c = decimalTail();
  if (c == 0) return setPlainToken(token, TokenKind::Error);
  if (c == 'j' || c == 'J') return readImaginary(token);
  if (!verifyNumberEnd(c, "decimal")) return setPlainToken(token, TokenKind::Error);
  finishNumber(token, c);
}

// Behind the letter `j`.
void Lexer::readImaginary(Token& token) {
  int c = nextChar();
  if (!verifyNumberEnd(c, "imaginary")) return setPlainToken(token, TokenKind::Error);
  finishNumber(token, c);
}

}  // namespace typhon::frontend
