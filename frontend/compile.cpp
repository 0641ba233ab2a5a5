// The front end's one door: parse, then generate.
#include "frontend/compile.h"

#include "frontend/bytecode/serialise.h"
#include "frontend/codegen/generate.h"
#include "frontend/parser/parse.h"

namespace typhon::frontend {
namespace {

CompileResult finish(std::shared_ptr<const bytecode::CodeUnit> unit, Diagnostics& diagnostics, std::string_view filename) {
  CompileResult result;
  if (diagnostics.failed())
    result.error = std::make_unique<SyntaxDiagnostic>(diagnostics.error());
  else
    result.unit = std::move(unit);
  if (result.error && result.error->filename.empty()) result.error->filename = filename;
  result.warnings = diagnostics.warnings();
  return result;
}

}  // namespace

CompileResult compile(std::string_view source, std::string_view filename, const CompileOptions& options) {
  Arena arena;
  Diagnostics diagnostics;
  ParseOptions parseOptions;
  parseOptions.sourceIsText = options.sourceIsText;
  parseOptions.sourceIsFile = options.sourceIsFile;
  parseOptions.maxIntegerDigits = options.maxIntegerDigits;
  parseOptions.allowIncompleteInput = options.allowIncompleteInput;
  parseOptions.dontImplyDedent = options.dontImplyDedent;
  parseOptions.barryAsBdfl = options.futureFlags & bytecode::kFutureBarryAsBdfl;
  ParseMode mode = options.mode == Mode::Exec   ? ParseMode::Exec
                   : options.mode == Mode::Eval ? ParseMode::Eval
                                                : ParseMode::Single;
  ast::Mod* tree = parse(arena, diagnostics, source, filename, mode, parseOptions);
  std::shared_ptr<const bytecode::CodeUnit> unit;
  if (tree && !diagnostics.failed()) unit = codegen::generate(arena, diagnostics, tree, filename, options);
  if (unit && !options.sourceIsText && options.mode == Mode::Exec)
    std::const_pointer_cast<bytecode::CodeUnit>(unit)->sourceHash = bytecode::sourceHash(source);
  return finish(std::move(unit), diagnostics, filename);
}

CompileResult compileTree(Arena& arena, ast::Mod* tree, std::string_view filename, const CompileOptions& options) {
  Diagnostics diagnostics;
  std::shared_ptr<const bytecode::CodeUnit> unit = codegen::generate(arena, diagnostics, tree, filename, options);
  return finish(std::move(unit), diagnostics, filename);
}

}  // namespace typhon::frontend
