// A readable list of tokens.
#include "frontend/lexer/dump_tokens.h"

#include <algorithm>
#include <cstdio>

#include "frontend/ast/dump.h"
#include "frontend/lexer/lexer.h"
#include "frontend/lexer/source.h"

namespace typhon::frontend {

std::string dumpTokens(Arena& arena, Diagnostics& diagnostics, std::string_view bytes, std::string_view filename) {
  std::string out;
  Source source;
  if (!readSource(arena, diagnostics, bytes, filename, {.endWithNewline = true}, &source)) return out;
  Lexer lexer(arena, diagnostics, source, filename);
  Token token;
  do {
    lexer.next(token);
    if (token.kind == TokenKind::Error) break;
    char place[64];
    std::snprintf(place, sizeof place, "%d,%d-%d,%d:", token.lineno, std::max(token.col, 0), token.endLineno,
                  std::max(token.endCol, 0));
    const char* name = tokenName(token.kind);
    char line[128];
    std::snprintf(line, sizeof line, "%-20s%-15s", place, name);
    out += line;
    out += ast::stringRepr(token.kind == TokenKind::Newline ? "\n" : token.text());
    out += '\n';
  } while (token.kind != TokenKind::EndMarker);
  return out;
}

}  // namespace typhon::frontend
