// Tokens of the lexer, their places, and lexical errors.
#include "frontend/lexer/lexer.h"

#include <gtest/gtest.h>

#include <string>

#include "frontend/lexer/dump_tokens.h"
#include "frontend/lexer/source.h"

namespace typhon::frontend {
namespace {

// The names and texts of all tokens, "NAME:x NEWLINE:" and so on.
std::string lex(std::string_view text) {
  Arena arena;
  Diagnostics diagnostics;
  Source source;
  std::string out;
  if (!readSource(arena, diagnostics, text, "<test>", {.isText = true, .endWithNewline = true}, &source)) return "";
  Lexer lexer(arena, diagnostics, source, "<test>");
  Token token;
  do {
    lexer.next(token);
    if (!out.empty()) out += ' ';
    out += tokenName(token.kind);
    out += ':';
    out += token.text();
  } while (token.kind != TokenKind::EndMarker && token.kind != TokenKind::Error);
  if (diagnostics.failed()) out += diagnostics.error().message;
  return out;
}

TEST(Lexer, NamesNumbersOperators) {
  EXPECT_EQ(lex("x = 1.5e3 + y"), "NAME:x EQUAL:= NUMBER:1.5e3 PLUS:+ NAME:y NEWLINE: ENDMARKER:");
  EXPECT_EQ(lex("a **= b // c"), "NAME:a DOUBLESTAREQUAL:**= NAME:b DOUBLESLASH:// NAME:c NEWLINE: ENDMARKER:");
  EXPECT_EQ(lex("a->b:=c"), "NAME:a RARROW:-> NAME:b COLONEQUAL::= NAME:c NEWLINE: ENDMARKER:");
  EXPECT_EQ(lex("...."), "ELLIPSIS:... DOT:. NEWLINE: ENDMARKER:");
  EXPECT_EQ(lex("0x_fF 0b1_0 0o17 1_000j .5 1."),
            "NUMBER:0x_fF NUMBER:0b1_0 NUMBER:0o17 NUMBER:1_000j NUMBER:.5 NUMBER:1. NEWLINE: ENDMARKER:");
}

TEST(Lexer, Indentation) {
  EXPECT_EQ(lex("if x:\n  y\n\n  # comment\n  z\nw"),
            "NAME:if NAME:x COLON:: NEWLINE: INDENT: NAME:y NEWLINE: NAME:z NEWLINE: DEDENT: NAME:w NEWLINE: "
            "ENDMARKER:");
  EXPECT_EQ(lex("(a,\n  b)\n"), "LPAR:( NAME:a COMMA:, NAME:b RPAR:) NEWLINE: ENDMARKER:");
  EXPECT_EQ(lex("a \\\n  b\n"), "NAME:a NAME:b NEWLINE: ENDMARKER:");
}

TEST(Lexer, Strings) {
  EXPECT_EQ(lex("'a' \"b\" Rb'c' '''d\n''' ''"),
            "STRING:'a' STRING:\"b\" STRING:Rb'c' STRING:'''d\n''' STRING:'' NEWLINE: ENDMARKER:");
  EXPECT_EQ(lex("'a\\'b' '\\\\'"), "STRING:'a\\'b' STRING:'\\\\' NEWLINE: ENDMARKER:");
}

TEST(Lexer, FStrings) {
  EXPECT_EQ(lex("f'a{b!r:>{c}}d'"),
            "FSTRING_START:f' FSTRING_MIDDLE:a LBRACE:{ NAME:b EXCLAMATION:! NAME:r COLON:: FSTRING_MIDDLE:> LBRACE:{ "
            "NAME:c RBRACE:} FSTRING_MIDDLE: RBRACE:} FSTRING_MIDDLE:d FSTRING_END:' NEWLINE: ENDMARKER:");
  EXPECT_EQ(lex("f'{{}}'"), "FSTRING_START:f' FSTRING_MIDDLE:{ FSTRING_MIDDLE:} FSTRING_END:' NEWLINE: ENDMARKER:");
  EXPECT_EQ(lex("f'{f'{x}'}'"),
            "FSTRING_START:f' LBRACE:{ FSTRING_START:f' LBRACE:{ NAME:x RBRACE:} FSTRING_END:' RBRACE:} FSTRING_END:' "
            "NEWLINE: ENDMARKER:");
}

TEST(Lexer, PlacesCountBytes) {
  Arena arena;
  Diagnostics diagnostics;
  Source source;
  ASSERT_TRUE(readSource(arena, diagnostics, "\n'é' x", "", {.isText = true, .endWithNewline = true}, &source));
  Lexer lexer(arena, diagnostics, source, "");
  Token token;
  lexer.next(token);
  EXPECT_EQ(token.lineno, 2);
  EXPECT_EQ(token.endCol, 4);
  lexer.next(token);
  EXPECT_EQ(token.col, 5);
}

TEST(Lexer, NormalizesIdentifiers) {
  Arena arena;
  Diagnostics diagnostics;
  Source source;
  ASSERT_TRUE(readSource(arena, diagnostics, "ﬁ", "", {.isText = true}, &source));
  Lexer lexer(arena, diagnostics, source, "");
  Token token;
  lexer.next(token);
  EXPECT_EQ(token.name->view(), "fi");
}

TEST(Lexer, Errors) {
  auto endsWith = [](std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
  };
  EXPECT_TRUE(endsWith(lex("'abc"), "unterminated string literal (detected at line 1)"));
  EXPECT_TRUE(endsWith(lex("1__0"), "invalid decimal literal"));
  EXPECT_TRUE(endsWith(lex("a)"), "unmatched ')'"));
  EXPECT_TRUE(endsWith(lex("(]"), "closing parenthesis ']' does not match opening parenthesis '('"));
  EXPECT_TRUE(endsWith(lex("€"), "invalid character '€' (U+20AC)"));
  EXPECT_TRUE(endsWith(lex(std::string(201, '(')), "too many nested parentheses"));
  EXPECT_TRUE(endsWith(lex("f'}'"), "f-string: single '}' is not allowed"));
}

TEST(Lexer, WarnsOfNumbersBeforeKeywords) {
  Arena arena;
  Diagnostics diagnostics;
  std::string text = dumpTokens(arena, diagnostics, "1if x else 2", "<test>");
  EXPECT_FALSE(diagnostics.failed());
  ASSERT_EQ(diagnostics.warnings().size(), 1u);
  EXPECT_EQ(diagnostics.warnings()[0].message, "invalid decimal literal");
  EXPECT_EQ(text.substr(0, text.find('\n')), "1,0-1,1:            NUMBER         '1'");
}

}  // namespace
}  // namespace typhon::frontend
