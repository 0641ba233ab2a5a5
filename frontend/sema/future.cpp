// The features that a module's first statements switch on.
#include "frontend/sema/future.h"

#include <fmt/format.h>

#include "frontend/bytecode/code_unit.h"
#include "frontend/sema/fold.h"
#include "frontend/sema/symtable.h"

namespace typhon::frontend::sema {

using namespace ast;

namespace {

// These have a line and a column, but no column at the end.
void futureError(Diagnostics& diagnostics, std::string_view filename, ImportFrom* node, std::string message) {
  Diagnostics own;
  syntaxErrorAt(own, filename, node->position(), std::move(message));
  SyntaxDiagnostic error = own.error();
  error.end_lineno = error.lineno;
  error.end_offset = kNoOffset;
  diagnostics.report(std::move(error));
}

}  // namespace

bool findFutures(Diagnostics& diagnostics, std::string_view filename, Mod* tree, FutureFeatures& out) {
  std::span<Stmt*> body;
  if (auto* module = dynCast<Module>(tree))
    body = module->body;
  else if (auto* interactive = dynCast<Interactive>(tree))
    body = interactive->body;
  bool first = true;
  for (Stmt* node : body) {
    auto* import = dynCast<ImportFrom>(node);
    if (!import) {
      if (first && docstringOf(body.first(1))) {
        first = false;
        continue;
      }
      return true;
    }
    first = false;
    // As in CPython 3.12 a relative import of that name counts as well.
    if (!(import->module == "__future__")) return true;
    for (Alias* alias : import->names) {
      std::string_view name = alias->name.view();
      if (name == "annotations") {
        out.flags |= bytecode::kFutureAnnotations;
      } else if (name == "barry_as_FLUFL") {
        out.flags |= bytecode::kFutureBarryAsBdfl;
      } else if (name == "braces") {
        futureError(diagnostics, filename, import, "not a chance");
        return false;
      } else if (name != "nested_scopes" && name != "generators" && name != "division" && name != "absolute_import" &&
                 name != "with_statement" && name != "print_function" && name != "unicode_literals" && name != "generator_stop") {
        futureError(diagnostics, filename, import, fmt::format("future feature {} is not defined", name));
        return false;
      }
    }
    out.lastLine = import->lineno;
  }
  return true;
}

}  // namespace typhon::frontend::sema
