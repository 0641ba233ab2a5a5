// Whole programs: the passes in order, and the module's own unit.
#include "frontend/codegen/compiler.h"
#include "frontend/codegen/generate.h"
#include "frontend/sema/fold.h"
#include "frontend/sema/future.h"

namespace typhon::frontend::codegen {

using namespace ast;

std::shared_ptr<CodeUnit> Compiler::program(Mod* tree) {
  Scope* scope = table_.module();
  enterUnit(intern("<module>"), UnitKind::Module, scope, 1);
  prologue(1);
  int32_t wrapper = u_->handler;
  switch (tree->kind) {
    case NodeKind::Module:
      namespaceBody(cast<Module>(tree)->body, {1, 0, 1, 0});
      break;
    case NodeKind::Interactive:
      interactive_ = true;
      namespaceBody(cast<Interactive>(tree)->body, {1, 0, 1, 0});
      break;
    case NodeKind::Expression: {
      TempScope temps(*this);
      Expr* node = cast<Expression>(tree)->body;
      Reg value = operand(node);
      emit(node->position(), Op::RETURN, value);
      break;
    }
    default:
      break;
  }
  if (u_->reachable) {
    Reg value = newTemp();
    // It continues whatever line control comes from.
    loadNone(kNoLoc, value);
    emit(kNoLoc, Op::RETURN, value);
  }
  finishGenerator(wrapper);
  return leaveUnit();
}

std::shared_ptr<bytecode::CodeUnit> generate(Arena& arena, Diagnostics& diagnostics, Mod* tree, std::string_view filename,
                                             const CompileOptions& options) {
  sema::FutureFeatures futures;
  if (!sema::findFutures(diagnostics, filename, tree, futures)) return nullptr;
  uint32_t flags = futures.flags | options.futureFlags;
  bool futureAnnotations = flags & bytecode::kFutureAnnotations;
  if (!sema::foldConstants(arena, diagnostics, tree, options.optimize, futureAnnotations)) return nullptr;
  sema::SymbolTable table;
  if (!table.build(arena, diagnostics, filename, tree, futureAnnotations)) return nullptr;
  Compiler compiler(arena, diagnostics, table, filename, options, flags, futures.lastLine);
  std::shared_ptr<CodeUnit> code = compiler.program(tree);
  return diagnostics.failed() ? nullptr : code;
}

}  // namespace typhon::frontend::codegen
