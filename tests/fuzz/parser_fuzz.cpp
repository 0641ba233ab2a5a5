// libFuzzer target: arbitrary bytes as a source text, in every mode, through the whole front end. Nothing may crash, hang or
// leak; a source has a tree or an error, a tree can be dumped, and what is compiled passes the verifier and survives being
// written and read.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "frontend/ast/dump.h"
#include "frontend/bytecode/serialise.h"
#include "frontend/bytecode/verify.h"
#include "frontend/compile.h"
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
  if (!tree || source.size() > 20000) return 0;

  CompileOptions compileOptions;
  compileOptions.mode = static_cast<Mode>(data[0] % 3);
  compileOptions.sourceIsText = options.sourceIsText;
  compileOptions.optimize = data[0] >> 5 & 3;
  CompileResult compiled = compile(source, "<fuzz>", compileOptions);
  if ((compiled.unit == nullptr) != (compiled.error != nullptr)) std::abort();
  if (!compiled.unit) return 0;
  if (std::string why = typhon::bytecode::verify(*compiled.unit); !why.empty()) {
    std::fprintf(stderr, "not verified: %s\n", why.c_str());
    std::abort();
  }
  std::string bytes = typhon::bytecode::serialise(*compiled.unit), error;
  auto again = typhon::bytecode::deserialise(bytes, error);
  if (!again || typhon::bytecode::serialise(*again) != bytes) std::abort();
  return 0;
}
