// Names and spellings of tokens.
#include "frontend/lexer/token.h"

#include <cstddef>

namespace typhon::frontend {

const char* tokenName(TokenKind kind) {
  static constexpr const char* kNames[] = {
#define TOKEN(Kind, name) name,
#define OPERATOR(Kind, name, text) name,
#define KEYWORD(Kind, text) "NAME",
#include "frontend/lexer/token.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

const char* tokenText(TokenKind kind) {
  static constexpr const char* kTexts[] = {
#define TOKEN(Kind, name) "",
#define OPERATOR(Kind, name, text) text,
#define KEYWORD(Kind, text) text,
#include "frontend/lexer/token.def"
  };
  return kTexts[static_cast<size_t>(kind)];
}

}  // namespace typhon::frontend
