// Tokens: what the lexer hands to the parser.
#pragma once

#include <cstdint>
#include <string_view>

#include "frontend/ast/arena.h"

namespace typhon::frontend {

enum class TokenKind : uint8_t {
#define TOKEN(Kind, name) Kind,
#define OPERATOR(Kind, name, text) Kind,
#define KEYWORD(Kind, text) Kind,
#include "frontend/lexer/token.def"
};

// Soft keywords are ordinary names that some statements look for; this is InternedText::mark of such names, above all
// token kinds (the mark of a reserved word is its kind).
enum class SoftKeyword : uint8_t { Underscore = 200, Case, Match, Type, Print, Exec };

struct Token {
  TokenKind kind;
  uint8_t spare = 0;
  uint16_t level;  // depth of brackets behind the token
  int32_t lineno;
  int32_t col;  // -1 for tokens without a place of their own (INDENT, DEDENT, ENDMARKER)
  int32_t endLineno;
  int32_t endCol;
  uint32_t length;
  const char* start;
  union {
    const InternedText* name;            // Name and keywords
    const std::string_view* expression;  // in f-strings: source text of a `{expr=}` field, on the token that ends it
  };

  std::string_view text() const { return {start, length}; }
};

// Name in Python's `token` module ("NAME"); keywords are "NAME" as well.
const char* tokenName(TokenKind kind);
// The one spelling of an operator or keyword, "" for others.
const char* tokenText(TokenKind kind);

inline bool isKeyword(TokenKind kind) { return kind >= TokenKind::False; }

}  // namespace typhon::frontend
