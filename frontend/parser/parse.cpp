// Parsing a source text: all tokens, then the tree.
#include "frontend/parser/parse.h"

#include <algorithm>
#include <iterator>

#include "frontend/lexer/lexer.h"
#include "frontend/lexer/source.h"
#include "frontend/parser/errors/diagnoser.h"
#include "frontend/parser/parser.h"

namespace typhon::frontend {

namespace {

// Reads the tokens of the whole source. Returns false at a lexical error.
bool readTokens(Lexer& lexer, ParseMode mode, const ParseOptions& options, std::vector<Token>& tokens) {
  bool started = false;  // single mode: whether something was read since the input last ended
  while (true) {
    Token& token = tokens.emplace_back();
    lexer.next(token);
    if (token.kind == TokenKind::Error) return false;
    if (token.kind != TokenKind::EndMarker) {
      started = true;
      continue;
    }
    if (mode != ParseMode::Single || !started) return true;
    // The end of interactive input ends the line and the blocks that are open.
    token.kind = TokenKind::Newline;
    started = false;
    if (lexer.indent() && !options.dontImplyDedent) lexer.closeIndents();
  }
}

ast::Seq<ast::TypeIgnoreNode> typeIgnoreNodes(Arena& arena, const std::vector<TypeIgnore>& ignores) {
  ast::Seq<ast::TypeIgnoreNode> nodes = arena.makeSequence<ast::TypeIgnoreNode*>(ignores.size());
  for (size_t i = 0; i < ignores.size(); ++i) {
    auto* node = arena.make<ast::TypeIgnore>();
    node->lineno = ignores[i].lineno;
    node->tag = arena.intern(ignores[i].tag);
    nodes[i] = node;
  }
  return nodes;
}

}  // namespace

ast::Mod* parse(Arena& arena, Diagnostics& diagnostics, std::string_view bytes, std::string_view filename, ParseMode mode,
                const ParseOptions& options) {
  Source source;
  SourceOptions sourceOptions{
      .isText = options.sourceIsText, .isFile = options.sourceIsFile, .endWithNewline = mode == ParseMode::Exec};
  if (!readSource(arena, diagnostics, bytes, filename, sourceOptions, &source)) return nullptr;
  Diagnostics lexed, parsed;
  Lexer lexer(arena, lexed, source, filename);
  std::vector<TypeIgnore> ignores;
  if (options.typeComments) lexer.giveTypeComments(&ignores);
  if (options.featureVersion < 7) lexer.recogniseAsyncInContext();
  std::vector<Token> tokens;
  tokens.reserve(source.text.size() / 4 + 16);
  if (readTokens(lexer, mode, options, tokens)) {
    Parser parser(arena, parsed, source, tokens, options);
    if (ast::Mod* tree = parser.parse(mode)) {
      if (auto* module = ast::dynCast<ast::Module>(tree)) module->type_ignores = typeIgnoreNodes(arena, ignores);
      // Lexer and parser ran one after the other; users see the warnings in the order of the source.
      std::vector<SourceWarning> warnings;
      std::merge(lexed.warnings().begin(), lexed.warnings().end(), parsed.warnings().begin(), parsed.warnings().end(),
                 std::back_inserter(warnings),
                 [](const SourceWarning& a, const SourceWarning& b) { return a.lineno < b.lineno; });
      for (SourceWarning& warning : warnings) diagnostics.warn(std::move(warning));
      return tree;
    }
  }
  Diagnoser(arena, diagnostics, source, filename, mode, options).run();
  return nullptr;
}

}  // namespace typhon::frontend
