// libFuzzer target: arbitrary bytes as a source text, in every mode. Nothing may crash, hang or leak; a source has a
// tree or an error, and a tree can be dumped.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "frontend/ast/dump.h"
#include "frontend/parser/parse.h"

using namespace typhon::frontend;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  auto mode = static_cast<ParseMode>(data[0] % 3);
  ParseOptions options;
  options.sourceIsText = data[0] & 4;
  options.sourceIsFile = data[0] & 8;
  options.allowIncompleteInput = options.dontImplyDedent = data[0] & 16;
  Arena arena;
  Diagnostics diagnostics;
  std::string_view source(reinterpret_cast<const char*>(data) + 1, size - 1);
  ast::Mod* tree = parse(arena, diagnostics, source, "<fuzz>", mode, options);
  if ((tree == nullptr) != diagnostics.failed()) std::abort();
  if (tree && source.size() < 10000) ast::dumpAst(tree);
  return 0;
}
