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

// "(int, *str) -> float": parsed as the call f(int, *str) and the expression behind the arrow.
Value functionTypePy(Thread* t, frontend::Arena& arena, std::string_view source, std::string_view filename,
                     const frontend::ParseOptions& options) {
  size_t arrow = std::string_view::npos;
  int depth = 0;
  for (size_t i = 0; i + 1 < source.size() && arrow == std::string_view::npos; ++i) {
    char c = source[i];
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
    if (depth == 0 && c == '-' && source[i + 1] == '>') arrow = i;
  }
  if (arrow == std::string_view::npos) {
    frontend::SyntaxDiagnostic error;
    error.kind = frontend::DiagnosticKind::SyntaxError;
    error.message = "invalid syntax";
    error.filename = filename;
    error.lineno = 1;
    error.offset = 1;
    return raiseDiagnosticPy(t, error);
  }
  auto parseExpression = [&](const std::string& text) -> tree::Expr* {
    frontend::Diagnostics diagnostics;
    tree::Mod* mod = frontend::parse(arena, diagnostics, text, filename, frontend::ParseMode::Eval, options);
    if (!mod || diagnostics.failed()) return raiseDiagnosticPy(t, diagnostics.error());
    return tree::cast<tree::Expression>(mod)->body;
  };
  tree::Expr* arguments = TRY(parseExpression("f" + std::string(source.substr(0, arrow))));
  tree::Expr* returns = TRY(parseExpression(std::string(arrow + 2, ' ') + std::string(source.substr(arrow + 2))));
  auto* call = tree::dynCast<tree::Call>(arguments);
  if (!call) return raise(t, exc::SyntaxError, "invalid syntax");
  auto* made = arena.make<tree::FunctionType>();
  made->argtypes = arena.makeSequence<tree::Expr*>(call->args.size() + call->keywords.size());
  size_t count = 0;
  for (tree::Expr* e : call->args)
    made->argtypes[count++] = tree::isa<tree::Starred>(e) ? tree::cast<tree::Starred>(e)->value : e;
  for (tree::Keyword* k : call->keywords) {
    if (k->arg) return raise(t, exc::SyntaxError, "invalid syntax");
    made->argtypes[count++] = k->value;
  }
  made->returns = returns;
  return toObjectsPy(t, made);
}

Value compileToObjectsPy(Thread* t, std::string_view source, std::string_view filename, std::string_view mode,
                         const frontend::CompileOptions& options, bool) {
  frontend::ParseOptions parseOptions;
  parseOptions.sourceIsText = options.sourceIsText;
  parseOptions.allowIncompleteInput = options.allowIncompleteInput;
  parseOptions.dontImplyDedent = options.dontImplyDedent;
  parseOptions.barryAsBdfl = options.futureFlags & bytecode::kFutureBarryAsBdfl;
  parseOptions.maxIntegerDigits = static_cast<size_t>(intMaxStrDigits());
  frontend::Arena arena;
  if (mode == "func_type") return functionTypePy(t, arena, source, filename, parseOptions);
  frontend::Diagnostics diagnostics;
  auto parseMode = mode == "eval"     ? frontend::ParseMode::Eval
                   : mode == "single" ? frontend::ParseMode::Single
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
