// The _ast module, and how compile() makes and takes trees.
#include "frontend/ast/validate.h"
#include "frontend/parser/parse.h"
#include "runtime/builtins/compile_hooks.h"
#include "runtime/exec/compile.h"
#include "runtime/modules/ast/ast_classes.h"
#include "runtime/modules/module_support.h"
#include "runtime/ops/ops.h"
#include "runtime/types/function.h"
#include "runtime/types/number_text.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

using namespace pyast;

Value compileToObjectsPy(Thread* t, std::string_view source, std::string_view filename, std::string_view mode,
                         const frontend::CompileOptions& options, bool typeComments, int featureVersion) {
  frontend::ParseOptions parseOptions;
  parseOptions.sourceIsText = options.sourceIsText;
  parseOptions.allowIncompleteInput = options.allowIncompleteInput;
  parseOptions.dontImplyDedent = options.dontImplyDedent;
  parseOptions.barryAsBdfl = options.futureFlags & bytecode::kFutureBarryAsBdfl;
  parseOptions.maxIntegerDigits = static_cast<size_t>(intMaxStrDigits());
  parseOptions.typeComments = typeComments;
  if (featureVersion >= 0) parseOptions.featureVersion = featureVersion;
  frontend::Arena arena;
  frontend::Diagnostics diagnostics;
  auto parseMode = mode == "eval"        ? frontend::ParseMode::Eval
                   : mode == "single"    ? frontend::ParseMode::Single
                   : mode == "func_type" ? frontend::ParseMode::FunctionType
                                         : frontend::ParseMode::Exec;
  tree::Mod* mod = frontend::parse(arena, diagnostics, source, filename, parseMode, parseOptions);
  TRY(issueSourceWarningsPy(t, diagnostics.warnings(), filename, mod && !diagnostics.failed()));
  if (!mod || diagnostics.failed()) {
    frontend::SyntaxDiagnostic error = diagnostics.error();
    if (error.filename.empty()) error.filename = filename;
    return raiseDiagnosticPy(t, error);
  }
  return toObjectsPy(t, mod);
}

Value compileObjectsPy(Thread* t, Value object, std::string_view filename, const frontend::CompileOptions& given) {
  tree::NodeKind wanted = given.mode == frontend::Mode::Exec   ? tree::NodeKind::Module
                          : given.mode == frontend::Mode::Eval ? tree::NodeKind::Expression
                                                               : tree::NodeKind::Interactive;
  frontend::Arena arena;
  tree::Mod* mod = TRY(fromObjectsPy(t, arena, object, wanted));
  if (tree::ValidationError error = tree::validate(mod))
    return raiseMessage(t, error.isTypeError ? exc::TypeError : exc::ValueError, error.message);
  frontend::CompileOptions options = given;
  options.maxIntegerDigits = static_cast<size_t>(intMaxStrDigits());
  frontend::CompileResult result = frontend::compileTree(arena, mod, filename, options);
  return Value(TRY(loadCompiledPy(t, result, filename)));
}

bool isNode(Thread*, Value v) { return isInstance(v, classAt(kAstClass)); }

const IntConstant kConstants[] = {
    {"PyCF_ONLY_AST", 0x400}, {"PyCF_TYPE_COMMENTS", 0x1000}, {"PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000}};

bool init(Thread* t, Module* m) {
  TRY(makeClassesPy(t, m));
  compileToAstPy = compileToObjectsPy;
  compileAstPy = compileObjectsPy;
  isAstNodePy = isNode;
  return moduleSetInts(t, m, kConstants);
}

}  // namespace

extern const ModuleSpec astModule = {"_ast", {}, nullptr, init};

}  // namespace typhon
