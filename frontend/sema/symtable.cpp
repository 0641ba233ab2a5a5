// First pass: walks the tree in CPython's order, opens blocks and collects what each does with its names.
#include "frontend/sema/symtable.h"

#include <fmt/format.h>

#include "frontend/sema/symtable_builder.h"

namespace typhon::frontend::sema {

using namespace ast;

#define DO(expression)               \
  do {                               \
    if (!(expression)) return false; \
  } while (0)

bool SymbolTable::build(Arena& arena, Diagnostics& diagnostics, std::string_view filename, Mod* tree, bool futureAnnotations) {
  return SymbolTableBuilder(*this, arena, diagnostics, filename, futureAnnotations).run(tree);
}

bool SymbolTableBuilder::run(Mod* tree) {
  superName_ = arena_.intern("super");
  classCell_ = arena_.intern("__class__");
  classDict_ = arena_.intern("__classdict__");
  table_.module_ = enter(arena_.intern("top"), BlockKind::Module, tree, BlockRole::Body, {0, 0, 0, 0});
  switch (tree->kind) {
    case NodeKind::Module:
      DO(statements(cast<Module>(tree)->body));
      break;
    case NodeKind::Interactive:
      DO(statements(cast<Interactive>(tree)->body));
      break;
    case NodeKind::Expression:
      DO(expression(cast<Expression>(tree)->body));
      break;
    default:
      break;
  }
  return analyse(table_.module_);
}

bool SymbolTableBuilder::error(const Position& at, std::string message) {
  syntaxErrorAt(diagnostics_, filename_, at, std::move(message));
  return false;
}

Scope* SymbolTableBuilder::enter(Identifier name, BlockKind kind, const Node* node, BlockRole role, const Position& at) {
  Scope& scope = table_.scopes_.emplace_back();
  scope.kind = kind;
  scope.name = name;
  scope.position = at;
  scope.parent = current_;
  if (current_) {
    scope.nested = current_->nested || current_->isFunctionLike();
    scope.comprehensionIterable = current_->comprehensionIterable;
    // Annotations that become strings have no part in what names mean.
    if (kind != BlockKind::Annotation) current_->children.push_back(&scope);
  }
  table_.byNode_[{node, role}] = &scope;
  current_ = &scope;
  return &scope;
}

void SymbolTableBuilder::enterTypeParameters(Identifier name, const Stmt* node, bool hasDefaults, bool hasKeywordDefaults) {
  bool inClass = current_->kind == BlockKind::Class;
  Position at = node->position();
  enter(name, BlockKind::TypeParameters, node, BlockRole::TypeParameters, at);
  if (inClass) {
    current_->canSeeClassScope = true;
    define(classDict_, kUse, at);
  }
  if (node->kind == NodeKind::ClassDef) {
    define(arena_.intern(".type_params"), kDefLocal | kUse, at);
    define(arena_.intern(".generic_base"), kDefLocal | kUse, at);
  }
  if (hasDefaults) define(arena_.intern(".defaults"), kDefParameter, at);
  if (hasKeywordDefaults) define(arena_.intern(".kwdefaults"), kDefParameter, at);
}

uint32_t SymbolTableBuilder::flagsOf(Scope* scope, Identifier name) {
  Symbol* symbol = scope->find(mangle(arena_, privateName_, name));
  return symbol ? symbol->flags : 0;
}

bool SymbolTableBuilder::defineIn(Scope* scope, Identifier name, uint32_t flag, const Position& at) {
  Identifier mangled = mangle(arena_, privateName_, name);
  Symbol& symbol = scope->add(mangled);
  if ((flag & kDefParameter) && (symbol.flags & kDefParameter))
    return error(at, fmt::format("duplicate argument '{}' in function definition", name.view()));
  if ((flag & kDefTypeParameter) && (symbol.flags & kDefTypeParameter))
    return error(at, fmt::format("duplicate type parameter '{}'", name.view()));
  symbol.flags |= flag;
  if (scope->inComprehensionTarget) {
    if (symbol.flags & (kDefGlobal | kDefNonlocal))
      return error(at, fmt::format("comprehension inner loop cannot rebind assignment expression target '{}'", name.view()));
    symbol.flags |= kDefComprehensionTarget;
  }
  if (flag & kDefParameter)
    scope->parameters.push_back(mangled);
  else if (flag & kDefGlobal)
    table_.module_->add(mangled).flags |= flag;  // the module then stores it as a global, too
  return true;
}

void SymbolTableBuilder::recordDirective(Identifier name, const Position& at) {
  directives_.push_back({current_, mangle(arena_, privateName_, name), at});
}

bool SymbolTableBuilder::statements(std::span<Stmt*> body) {
  for (Stmt* node : body) DO(statement(node));
  return true;
}

template <class Function>
bool SymbolTableBuilder::functionDefinition(Function* node, bool isAsync) {
  DO(define(node->name, kDefLocal, node->position()));
  DO(expressions(node->args->defaults));
  DO(expressions(node->args->kw_defaults));
  DO(expressions(node->decorator_list));
  bool isGeneric = !node->type_params.empty();
  if (isGeneric) {
    bool hasKeywordDefaults = false;
    for (Expr* value : node->args->kw_defaults) hasKeywordDefaults |= value != nullptr;
    enterTypeParameters(node->name, node, !node->args->defaults.empty(), hasKeywordDefaults);
    DO(typeParameters(node->type_params));
  }
  DO(functionAnnotations(node, node->args, node->returns));
  enter(node->name, BlockKind::Function, node, BlockRole::Body, node->position());
  current_->isCoroutine = isAsync;
  DO(parameters(node->args));
  DO(statements(node->body));
  leave();
  if (isGeneric) leave();
  return true;
}

bool SymbolTableBuilder::classDefinition(ClassDef* node) {
  DO(define(node->name, kDefLocal, node->position()));
  DO(expressions(node->decorator_list));
  bool isGeneric = !node->type_params.empty();
  Identifier outerPrivate = privateName_;
  if (isGeneric) {
    enterTypeParameters(node->name, node, false, false);
    privateName_ = node->name;
    DO(typeParameters(node->type_params));
  }
  DO(expressions(node->bases));
  DO(keywords(node->keywords));
  enter(node->name, BlockKind::Class, node, BlockRole::Body, node->position());
  privateName_ = node->name;
  if (isGeneric) {
    DO(define(arena_.intern("__type_params__"), kDefLocal, node->position()));
    DO(define(arena_.intern(".type_params"), kUse, node->position()));
  }
  DO(statements(node->body));
  leave();
  if (isGeneric) leave();
  privateName_ = outerPrivate;
  return true;
}

bool SymbolTableBuilder::typeAlias(TypeAlias* node) {
  DO(expression(node->name));
  Identifier name = cast<Name>(node->name)->id;
  bool inClass = current_->kind == BlockKind::Class;
  bool isGeneric = !node->type_params.empty();
  if (isGeneric) {
    enterTypeParameters(name, node, false, false);
    DO(typeParameters(node->type_params));
  }
  enter(name, BlockKind::TypeAlias, node, BlockRole::Body, node->position());
  current_->canSeeClassScope = inClass;
  if (inClass) DO(define(classDict_, kUse, node->value->position()));
  DO(expression(node->value));
  leave();
  if (isGeneric) leave();
  return true;
}

bool SymbolTableBuilder::annotatedAssignment(AnnAssign* node) {
  if (auto* name = dynCast<Name>(node->target)) {
    uint32_t flags = flagsOf(current_, name->id);
    if ((flags & (kDefGlobal | kDefNonlocal)) && current_->kind != BlockKind::Module && node->simple)
      return error(node->position(),
                   fmt::format("annotated name '{}' can't be {}", name->id.view(), flags & kDefGlobal ? "global" : "nonlocal"));
    if (node->simple)
      DO(define(name->id, kDefAnnotation | kDefLocal, name->position()));
    else if (node->value)
      DO(define(name->id, kDefLocal, name->position()));
  } else {
    DO(expression(node->target));
  }
  DO(annotation(node->annotation));
  return !node->value || expression(node->value);
}

bool SymbolTableBuilder::declaration(std::span<Identifier> names, const Position& at, bool isGlobal) {
  const char* word = isGlobal ? "global" : "nonlocal";
  for (Identifier name : names) {
    uint32_t flags = flagsOf(current_, name);
    if (flags & kDefParameter) return error(at, fmt::format("name '{}' is parameter and {}", name.view(), word));
    if (flags & kUse) return error(at, fmt::format("name '{}' is used prior to {} declaration", name.view(), word));
    if (flags & kDefAnnotation) return error(at, fmt::format("annotated name '{}' can't be {}", name.view(), word));
    if (flags & kDefLocal) return error(at, fmt::format("name '{}' is assigned to before {} declaration", name.view(), word));
    DO(define(name, isGlobal ? kDefGlobal : kDefNonlocal, at));
    recordDirective(name, at);
  }
  return true;
}

bool SymbolTableBuilder::importNames(std::span<Alias*> names) {
  for (Alias* alias : names) {
    if (alias->name == "*") {
      if (current_->kind != BlockKind::Module) return error(alias->position(), "import * only allowed at module level");
      continue;
    }
    Identifier bound = alias->asname;
    if (!bound) {
      size_t dot = alias->name.view().find('.');
      bound = dot == std::string_view::npos ? alias->name : arena_.intern(alias->name.view().substr(0, dot));
    }
    DO(define(bound, kDefImport, alias->position()));
  }
  return true;
}

bool SymbolTableBuilder::handlers(std::span<ExceptHandlerNode*> nodes) {
  for (ExceptHandlerNode* base : nodes) {
    auto* node = cast<ExceptHandler>(base);
    if (node->type) DO(expression(node->type));
    if (node->name) DO(define(node->name, kDefLocal, node->position()));
    DO(statements(node->body));
  }
  return true;
}

bool SymbolTableBuilder::statement(Stmt* base) {
  if (++depth_ > kMaxDepth) {
    recursionError(diagnostics_);
    return false;
  }
  bool ok = true;
  switch (base->kind) {
    case NodeKind::FunctionDef:
      ok = functionDefinition(cast<FunctionDef>(base), false);
      break;
    case NodeKind::AsyncFunctionDef:
      ok = functionDefinition(cast<AsyncFunctionDef>(base), true);
      break;
    case NodeKind::ClassDef:
      ok = classDefinition(cast<ClassDef>(base));
      break;
    case NodeKind::TypeAlias:
      ok = typeAlias(cast<TypeAlias>(base));
      break;
    case NodeKind::Return: {
      auto* node = cast<Return>(base);
      if (node->value) {
        ok = expression(node->value);
        current_->returnsValue = true;
      }
      break;
    }
    case NodeKind::Delete:
      ok = expressions(cast<Delete>(base)->targets);
      break;
    case NodeKind::Assign: {
      auto* node = cast<Assign>(base);
      ok = expressions(node->targets) && expression(node->value);
      break;
    }
    case NodeKind::AugAssign: {
      auto* node = cast<AugAssign>(base);
      ok = expression(node->target) && expression(node->value);
      break;
    }
    case NodeKind::AnnAssign:
      ok = annotatedAssignment(cast<AnnAssign>(base));
      break;
    case NodeKind::For: {
      auto* node = cast<For>(base);
      ok = expression(node->target) && expression(node->iter) && statements(node->body) && statements(node->orelse);
      break;
    }
    case NodeKind::AsyncFor: {
      auto* node = cast<AsyncFor>(base);
      current_->isCoroutine = true;  // of a module with top-level await; elsewhere it is one, or codegen refuses
      ok = expression(node->target) && expression(node->iter) && statements(node->body) && statements(node->orelse);
      break;
    }
    case NodeKind::While: {
      auto* node = cast<While>(base);
      ok = expression(node->test) && statements(node->body) && statements(node->orelse);
      break;
    }
    case NodeKind::If: {
      auto* node = cast<If>(base);
      ok = expression(node->test) && statements(node->body) && statements(node->orelse);
      break;
    }
    case NodeKind::With:
    case NodeKind::AsyncWith: {
      auto items = isa<With>(base) ? cast<With>(base)->items : cast<AsyncWith>(base)->items;
      current_->isCoroutine |= isa<AsyncWith>(base);
      for (WithItem* item : items) {
        ok = expression(item->context_expr) && (!item->optional_vars || expression(item->optional_vars));
        if (!ok) break;
      }
      ok = ok && statements(isa<With>(base) ? cast<With>(base)->body : cast<AsyncWith>(base)->body);
      break;
    }
    case NodeKind::Match: {
      auto* node = cast<Match>(base);
      ok = expression(node->subject);
      for (MatchCase* arm : node->cases) {
        ok = ok && pattern(arm->pattern) && (!arm->guard || expression(arm->guard)) && statements(arm->body);
        if (!ok) break;
      }
      break;
    }
    case NodeKind::Raise: {
      auto* node = cast<Raise>(base);
      ok = (!node->exc || expression(node->exc)) && (!node->cause || expression(node->cause));
      break;
    }
    case NodeKind::Try: {
      auto* node = cast<Try>(base);
      ok = statements(node->body) && statements(node->orelse) && handlers(node->handlers) && statements(node->finalbody);
      break;
    }
    case NodeKind::TryStar: {
      auto* node = cast<TryStar>(base);
      ok = statements(node->body) && statements(node->orelse) && handlers(node->handlers) && statements(node->finalbody);
      break;
    }
    case NodeKind::Assert: {
      auto* node = cast<Assert>(base);
      ok = expression(node->test) && (!node->msg || expression(node->msg));
      break;
    }
    case NodeKind::Import:
      ok = importNames(cast<Import>(base)->names);
      break;
    case NodeKind::ImportFrom:
      ok = importNames(cast<ImportFrom>(base)->names);
      break;
    case NodeKind::Global:
      ok = declaration(cast<Global>(base)->names, base->position(), true);
      break;
    case NodeKind::Nonlocal:
      ok = declaration(cast<Nonlocal>(base)->names, base->position(), false);
      break;
    case NodeKind::ExprStmt:
      ok = expression(cast<ExprStmt>(base)->value);
      break;
    default:  // pass, break, continue
      break;
  }
  --depth_;
  return ok;
}

bool SymbolTableBuilder::expressions(std::span<Expr*> nodes) {
  for (Expr* node : nodes)
    if (node) DO(expression(node));
  return true;
}

bool SymbolTableBuilder::keywords(std::span<Keyword*> nodes) {
  for (Keyword* node : nodes) DO(expression(node->value));
  return true;
}

bool SymbolTableBuilder::expression(Expr* node) {
  if (++depth_ > kMaxDepth) {
    recursionError(diagnostics_);
    return false;
  }
  bool ok = expressionInner(node);
  --depth_;
  return ok;
}

bool SymbolTableBuilder::expressionInner(Expr* base) {
  switch (base->kind) {
    case NodeKind::BoolOp:
      return expressions(cast<BoolOp>(base)->values);
    case NodeKind::NamedExpr:
      return refuseInAnnotation("named expression", base) && namedExpression(cast<NamedExpr>(base));
    case NodeKind::BinOp:
      return expression(cast<BinOp>(base)->left) && expression(cast<BinOp>(base)->right);
    case NodeKind::UnaryOp:
      return expression(cast<UnaryOp>(base)->operand);
    case NodeKind::Lambda: {
      auto* node = cast<Lambda>(base);
      DO(refuseBelowClass("lambda", base));
      DO(expressions(node->args->defaults));
      DO(expressions(node->args->kw_defaults));
      enter(arena_.intern("lambda"), BlockKind::Function, node, BlockRole::Body, node->position());
      DO(parameters(node->args));
      DO(expression(node->body));
      leave();
      return true;
    }
    case NodeKind::IfExp: {
      auto* node = cast<IfExp>(base);
      return expression(node->test) && expression(node->body) && expression(node->orelse);
    }
    case NodeKind::Dict:
      return expressions(cast<Dict>(base)->keys) && expressions(cast<Dict>(base)->values);
    case NodeKind::Set:
      return expressions(cast<Set>(base)->elts);
    case NodeKind::ListComp: {
      auto* node = cast<ListComp>(base);
      return comprehension(node, "listcomp", node->generators, node->elt, nullptr, ComprehensionKind::List);
    }
    case NodeKind::SetComp: {
      auto* node = cast<SetComp>(base);
      return comprehension(node, "setcomp", node->generators, node->elt, nullptr, ComprehensionKind::Set);
    }
    case NodeKind::DictComp: {
      auto* node = cast<DictComp>(base);
      return comprehension(node, "dictcomp", node->generators, node->key, node->value, ComprehensionKind::Dict);
    }
    case NodeKind::GeneratorExp: {
      auto* node = cast<GeneratorExp>(base);
      return comprehension(node, "genexpr", node->generators, node->elt, nullptr, ComprehensionKind::Generator);
    }
    case NodeKind::Yield:
    case NodeKind::YieldFrom: {
      DO(refuseInAnnotation("yield expression", base));
      Expr* value = isa<Yield>(base) ? cast<Yield>(base)->value : cast<YieldFrom>(base)->value;
      if (value) DO(expression(value));
      current_->isGenerator = true;
      return current_->comprehension == ComprehensionKind::None || refuseInComprehension(base);
    }
    case NodeKind::Await:
      DO(refuseInAnnotation("await expression", base));
      DO(expression(cast<Await>(base)->value));
      current_->isCoroutine = true;
      return true;
    case NodeKind::Compare:
      return expression(cast<Compare>(base)->left) && expressions(cast<Compare>(base)->comparators);
    case NodeKind::Call: {
      auto* node = cast<Call>(base);
      return expression(node->func) && expressions(node->args) && keywords(node->keywords);
    }
    case NodeKind::FormattedValue: {
      auto* node = cast<FormattedValue>(base);
      return expression(node->value) && (!node->format_spec || expression(node->format_spec));
    }
    case NodeKind::JoinedStr:
      return expressions(cast<JoinedStr>(base)->values);
    case NodeKind::Attribute:
      return expression(cast<Attribute>(base)->value);
    case NodeKind::Subscript:
      return expression(cast<Subscript>(base)->value) && expression(cast<Subscript>(base)->slice);
    case NodeKind::Starred:
      return expression(cast<Starred>(base)->value);
    case NodeKind::Slice: {
      auto* node = cast<Slice>(base);
      return (!node->lower || expression(node->lower)) && (!node->upper || expression(node->upper)) &&
             (!node->step || expression(node->step));
    }
    case NodeKind::Name: {
      auto* node = cast<Name>(base);
      DO(define(node->id, node->ctx == ExprContext::Load ? kUse : kDefLocal, node->position()));
      // The zero-argument super() reads __class__.
      if (node->ctx == ExprContext::Load && current_->isFunctionLike() && node->id == superName_)
        return define(classCell_, kUse, node->position());
      return true;
    }
    case NodeKind::List:
      return expressions(cast<List>(base)->elts);
    case NodeKind::Tuple:
      return expressions(cast<Tuple>(base)->elts);
    default:  // constants
      return true;
  }
}

bool SymbolTableBuilder::namedExpression(NamedExpr* node) {
  if (current_->comprehensionIterable > 0)
    return error(node->position(), "assignment expression cannot be used in a comprehension iterable expression");
  auto* target = cast<Name>(node->target);
  for (Scope* scope = current_; scope; scope = scope->parent) {
    scope->hasNamedExpression = true;
    if (scope->comprehension == ComprehensionKind::None) break;
  }
  if (current_->comprehension != ComprehensionKind::None) DO(extendNamedExpression(target));
  return expression(node->value) && expression(target);
}

// A walrus in a comprehension binds in the nearest enclosing scope that is none (PEP 572).
bool SymbolTableBuilder::extendNamedExpression(Name* target) {
  const Position at = target->position();
  for (Scope* scope = current_; scope; scope = scope->parent) {
    if (scope->comprehension != ComprehensionKind::None) {
      // A name that is only used in a target (`x[name]`) is no iteration variable.
      constexpr uint32_t kIterated = kDefComprehensionTarget | kDefLocal;
      if ((flagsOf(scope, target->id) & kIterated) == kIterated)
        return error(at,
                     fmt::format("assignment expression cannot rebind comprehension iteration variable '{}'", target->id.view()));
      continue;
    }
    switch (scope->kind) {
      case BlockKind::Function:
        DO(define(target->id, flagsOf(scope, target->id) & kDefGlobal ? kDefGlobal : kDefNonlocal, at));
        recordDirective(target->id, at);
        return defineIn(scope, target->id, kDefLocal, at);
      case BlockKind::Module:
        DO(define(target->id, kDefGlobal, at));
        recordDirective(target->id, at);
        return defineIn(scope, target->id, kDefGlobal, at);
      case BlockKind::Class:
        return error(at, "assignment expression within a comprehension cannot be used in a class body");
      case BlockKind::TypeVarBound:
        return error(at, "assignment expression within a comprehension cannot be used in a TypeVar bound");
      case BlockKind::TypeAlias:
        return error(at, "assignment expression within a comprehension cannot be used in a type alias");
      case BlockKind::TypeParameters:
        return error(at, "assignment expression within a comprehension cannot be used within the definition of a generic");
      case BlockKind::Annotation:
        return true;
    }
  }
  return true;
}

bool SymbolTableBuilder::comprehension(Expr* node, std::string_view name, std::span<Comprehension*> generators, Expr* element,
                                       Expr* value, ComprehensionKind kind) {
  DO(refuseBelowClass("comprehension", node));
  Comprehension* outermost = generators[0];
  ++current_->comprehensionIterable;
  DO(expression(outermost->iter));
  --current_->comprehensionIterable;
  enter(arena_.intern(name), BlockKind::Function, node, BlockRole::Body, node->position());
  current_->comprehension = kind;
  current_->inlined = kind != ComprehensionKind::Generator;
  if (outermost->is_async) current_->isCoroutine = true;
  DO(define(arena_.intern(".0"), kDefParameter, node->position()));
  current_->inComprehensionTarget = true;
  DO(expression(outermost->target));
  current_->inComprehensionTarget = false;
  DO(expressions(outermost->ifs));
  for (Comprehension* inner : generators.subspan(1)) {
    current_->inComprehensionTarget = true;
    DO(expression(inner->target));
    current_->inComprehensionTarget = false;
    ++current_->comprehensionIterable;
    DO(expression(inner->iter));
    --current_->comprehensionIterable;
    DO(expressions(inner->ifs));
    if (inner->is_async) current_->isCoroutine = true;
  }
  if (value) DO(expression(value));
  DO(expression(element));
  current_->isGenerator = kind == ComprehensionKind::Generator;
  bool isAsync = current_->isCoroutine && kind != ComprehensionKind::Generator;
  leave();
  if (isAsync) current_->isCoroutine = true;
  return true;
}

bool SymbolTableBuilder::parameters(Arguments* node) {
  for (Arg* arg : node->posonlyargs) DO(define(arg->arg, kDefParameter, arg->position()));
  for (Arg* arg : node->args) DO(define(arg->arg, kDefParameter, arg->position()));
  for (Arg* arg : node->kwonlyargs) DO(define(arg->arg, kDefParameter, arg->position()));
  if (node->vararg) {
    DO(define(node->vararg->arg, kDefParameter, node->vararg->position()));
    current_->hasVarArgs = true;
  }
  if (node->kwarg) {
    DO(define(node->kwarg->arg, kDefParameter, node->kwarg->position()));
    current_->hasVarKeywords = true;
  }
  return true;
}

bool SymbolTableBuilder::annotation(Expr* node) {
  if (!futureAnnotations_) return expression(node);
  enter(arena_.intern("_annotation"), BlockKind::Annotation, node, BlockRole::Body, node->position());
  DO(expression(node));
  leave();
  return true;
}

bool SymbolTableBuilder::functionAnnotations(const Node* function, Arguments* arguments, Expr* returns) {
  // The block's key is the arguments node: the function itself keys its body.
  if (futureAnnotations_)
    enter(arena_.intern("_annotation"), BlockKind::Annotation, arguments, BlockRole::Body,
          static_cast<const Stmt*>(function)->position());
  auto visit = [this](Arg* arg) { return !arg || !arg->annotation || expression(arg->annotation); };
  for (Arg* arg : arguments->posonlyargs) DO(visit(arg));
  for (Arg* arg : arguments->args) DO(visit(arg));
  DO(visit(arguments->vararg));
  DO(visit(arguments->kwarg));
  for (Arg* arg : arguments->kwonlyargs) DO(visit(arg));
  if (futureAnnotations_) leave();
  return !returns || annotation(returns);
}

bool SymbolTableBuilder::patterns(std::span<Pattern*> nodes) {
  for (Pattern* node : nodes) DO(pattern(node));
  return true;
}

bool SymbolTableBuilder::pattern(Pattern* base) {
  if (++depth_ > kMaxDepth) {
    recursionError(diagnostics_);
    return false;
  }
  switch (base->kind) {
    case NodeKind::MatchValue:
      DO(expression(cast<MatchValue>(base)->value));
      break;
    case NodeKind::MatchSequence:
      DO(patterns(cast<MatchSequence>(base)->patterns));
      break;
    case NodeKind::MatchStar:
      if (cast<MatchStar>(base)->name) DO(define(cast<MatchStar>(base)->name, kDefLocal, base->position()));
      break;
    case NodeKind::MatchMapping: {
      auto* node = cast<MatchMapping>(base);
      DO(expressions(node->keys));
      DO(patterns(node->patterns));
      if (node->rest) DO(define(node->rest, kDefLocal, node->position()));
      break;
    }
    case NodeKind::MatchClass: {
      auto* node = cast<MatchClass>(base);
      DO(expression(node->cls));
      DO(patterns(node->patterns));
      DO(patterns(node->kwd_patterns));
      break;
    }
    case NodeKind::MatchAs: {
      auto* node = cast<MatchAs>(base);
      if (node->pattern) DO(pattern(node->pattern));
      if (node->name) DO(define(node->name, kDefLocal, node->position()));
      break;
    }
    case NodeKind::MatchOr:
      DO(patterns(cast<MatchOr>(base)->patterns));
      break;
    default:
      break;
  }
  --depth_;
  return true;
}

bool SymbolTableBuilder::typeParameters(std::span<TypeParam*> nodes) {
  for (TypeParam* base : nodes) {
    Position at = base->position();
    if (auto* node = dynCast<TypeVar>(base)) {
      DO(define(node->name, kDefTypeParameter | kDefLocal, at));
      if (!node->bound) continue;
      bool inClass = current_->canSeeClassScope;
      enter(node->name, BlockKind::TypeVarBound, node, BlockRole::Bound, at);
      current_->canSeeClassScope = inClass;
      if (inClass) DO(define(classDict_, kUse, node->bound->position()));
      DO(expression(node->bound));
      leave();
    } else if (auto* spec = dynCast<ParamSpec>(base)) {
      DO(define(spec->name, kDefTypeParameter | kDefLocal, at));
    } else {
      DO(define(cast<TypeVarTuple>(base)->name, kDefTypeParameter | kDefLocal, at));
    }
  }
  return true;
}

bool SymbolTableBuilder::refuseInAnnotation(const char* what, Expr* node) {
  switch (current_->kind) {
    case BlockKind::Annotation:
      return error(node->position(), fmt::format("{} cannot be used within an annotation", what));
    case BlockKind::TypeVarBound:
      return error(node->position(), fmt::format("{} cannot be used within a TypeVar bound", what));
    case BlockKind::TypeAlias:
      return error(node->position(), fmt::format("{} cannot be used within a type alias", what));
    case BlockKind::TypeParameters:
      return error(node->position(), fmt::format("{} cannot be used within the definition of a generic", what));
    default:
      return true;
  }
}

// A function in an annotation scope right inside a class could not see the names of the class, which the scope itself sees.
bool SymbolTableBuilder::refuseBelowClass(const char* what, Expr* node) {
  return !current_->canSeeClassScope ||
         error(node->position(), fmt::format("Cannot use {} in annotation scope within class scope", what));
}

bool SymbolTableBuilder::refuseInComprehension(Expr* node) {
  switch (current_->comprehension) {
    case ComprehensionKind::List:
      return error(node->position(), "'yield' inside list comprehension");
    case ComprehensionKind::Set:
      return error(node->position(), "'yield' inside set comprehension");
    case ComprehensionKind::Dict:
      return error(node->position(), "'yield' inside dict comprehension");
    default:
      return error(node->position(), "'yield' inside generator expression");
  }
}

}  // namespace typhon::frontend::sema
