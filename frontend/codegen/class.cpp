// Classes and generics (PEP 695): class bodies, type-parameter scopes, type aliases.
#include "frontend/codegen/compiler.h"
#include "frontend/sema/fold.h"

namespace typhon::frontend::codegen {

using namespace ast;

namespace {

bool hasAnnotations(std::span<Stmt*> body);

template <class Block>
bool tryHasAnnotations(Block* node) {
  for (ExceptHandlerNode* handler : node->handlers)
    if (hasAnnotations(cast<ExceptHandler>(handler)->body)) return true;
  return hasAnnotations(node->body) || hasAnnotations(node->finalbody) || hasAnnotations(node->orelse);
}

bool hasAnnotations(Stmt* node) {
  switch (node->kind) {
    case NodeKind::AnnAssign:
      return true;
    case NodeKind::For:
      return hasAnnotations(cast<For>(node)->body) || hasAnnotations(cast<For>(node)->orelse);
    case NodeKind::AsyncFor:
      return hasAnnotations(cast<AsyncFor>(node)->body) || hasAnnotations(cast<AsyncFor>(node)->orelse);
    case NodeKind::While:
      return hasAnnotations(cast<While>(node)->body) || hasAnnotations(cast<While>(node)->orelse);
    case NodeKind::If:
      return hasAnnotations(cast<If>(node)->body) || hasAnnotations(cast<If>(node)->orelse);
    case NodeKind::Match:
      for (MatchCase* arm : cast<Match>(node)->cases)
        if (hasAnnotations(arm->body)) return true;
      return false;
    case NodeKind::With:
      return hasAnnotations(cast<With>(node)->body);
    case NodeKind::AsyncWith:
      return hasAnnotations(cast<AsyncWith>(node)->body);
    case NodeKind::Try:
      return tryHasAnnotations(cast<Try>(node));
    case NodeKind::TryStar:
      return tryHasAnnotations(cast<TryStar>(node));
    default:
      return false;
  }
}

bool hasAnnotations(std::span<Stmt*> body) {
  for (Stmt* node : body)
    if (hasAnnotations(node)) return true;
  return false;
}

}  // namespace

// The statements of a module or class, with __annotations__ and __doc__.
void Compiler::namespaceBody(std::span<Stmt*> statements, const Loc& entry) {
  if (hasAnnotations(statements)) emit(entry, Op::SETUP_ANNOTATIONS);
  if (statements.empty()) return;
  // What stands alone at the prompt is shown, not kept.
  bool shown = interactive_ && u_->kind == UnitKind::Module;
  Constant* docstring = shown ? nullptr : sema::docstringOf(statements);
  if (docstring) {
    if (options_.optimize < 2) {
      TempScope temps(*this);
      Reg text = newTemp();
      loadConstant(docstring->position(), text, toConstant(docstring->value));
      storeName(docstring->position(), intern("__doc__"), text);
    }
    statements = statements.subspan(1);
  }
  body(statements);
}

std::shared_ptr<CodeUnit> Compiler::classBody(ClassDef* node, int32_t firstLine, Scope* scope) {
  enterUnit(node->name, UnitKind::Class, scope, firstLine);
  u_->privateName = node->name;
  const Loc entry{firstLine, 0, firstLine, 0};
  prologue(firstLine);
  {
    TempScope temps(*this);
    Reg value = newTemp();
    emit(entry, Op::LOAD_NAME, value, nameIndex(intern("__name__")));
    storeName(entry, intern("__module__"), value);
    loadText(entry, value, u_->code->qualifiedName);
    storeName(entry, intern("__qualname__"), value);
    if (!node->type_params.empty()) {
      loadName(entry, intern(".type_params"), value);
      storeName(entry, intern("__type_params__"), value);
    }
    if (scope->needsClassDict) {
      emit(entry, Op::LOAD_LOCALS, value);
      emit(entry, Op::STORE_CELL, u_->classDict, value);
    }
  }
  namespaceBody(node->body, entry);
  if (scope->needsClassDict) storeName(kNoLoc, intern("__classdictcell__"), u_->classDict);
  Reg result;
  if (scope->needsClassCell) {
    result = u_->classCell;
    storeName(kNoLoc, intern("__classcell__"), result);
  } else {
    result = newTemp();
    loadNone(u_->lastLoc, result);
  }
  emit(u_->lastLoc, Op::RETURN, result);
  return leaveUnit();
}

// Calls __build_class__; `extraBase`, if any, follows the bases.
void Compiler::buildClass(ClassDef* node, const Loc& loc, std::shared_ptr<CodeUnit> code, Scope* scope, Identifier extra,
                          Reg dest) {
  checkKeywords(node->keywords);
  std::vector<Expr*> bases(node->bases.begin(), node->bases.end());
  if (extra) {
    auto* name = makeNode<Name>(arena_, loc);
    name->id = extra;
    name->ctx = ExprContext::Load;
    bases.push_back(name);
  }
  bool unpacking = false;
  for (Expr* base : bases) unpacking |= isa<Starred>(base);
  for (Keyword* keyword : node->keywords) unpacking |= !keyword->arg;
  TempScope temps(*this);
  Reg base = windowBase(dest);
  emit(loc, Op::LOAD_BUILD_CLASS, base);
  newTemps(kFrameHeaderWords - 1);
  if (unpacking) {
    // Body and name are evaluated before the bases and kept above the window's two argument registers.
    Reg slots = newTemps(2);
    Reg parts = newTemps(2);
    makeFunction(loc, std::move(code), scope, parts);
    loadText(loc, parts + 1, node->name.view());
    unpackedArguments(loc, base, slots, bases, node->keywords, parts);
    emit(loc, Op::CALL_EX, dest, base);
    return;
  }
  Reg function = newTemp();
  makeFunction(loc, std::move(code), scope, function);
  Reg name = newTemp();
  loadText(loc, name, node->name.view());
  finishCall(loc, dest, base, bases, node->keywords, 2);
}

void Compiler::classDefinition(ClassDef* node) {
  const Loc loc = node->position();
  std::vector<Reg> windows;
  int32_t firstLine = node->decorator_list.empty() ? node->lineno : node->decorator_list[0]->lineno;
  Reg value = decorators(node->decorator_list, windows);
  Scope* scope = table_.scopeOf(node);
  if (node->type_params.empty()) {
    std::shared_ptr<CodeUnit> code = classBody(node, firstLine, scope);
    buildClass(node, loc, std::move(code), scope, {}, value);
  } else {
    Scope* typeScope = table_.scopeOf(node, sema::BlockRole::TypeParameters);
    std::string name = "<generic parameters of " + std::string(node->name.view()) + ">";
    enterUnit(intern(name), UnitKind::TypeParameters, typeScope, firstLine);
    u_->privateName = node->name;
    prologue(firstLine);
    {
      TempScope temps(*this);
      Reg parameters = newTemp();
      typeParameters(node->type_params, parameters);
      storeName(loc, intern(".type_params"), parameters);
    }
    std::shared_ptr<CodeUnit> code = classBody(node, firstLine, scope);
    Reg result = newTemp();
    {
      TempScope temps(*this);
      Reg generic = newTemp();
      loadName(loc, intern(".type_params"), generic);
      emit(loc, Op::INTRINSIC, generic, generic, static_cast<uint32_t>(Intrinsic::SUBSCRIPT_GENERIC));
      storeName(loc, intern(".generic_base"), generic);
    }
    buildClass(node, loc, std::move(code), scope, intern(".generic_base"), result);
    emit(loc, Op::RETURN, result);
    code = leaveUnit();
    TempScope temps(*this);
    Reg base = newTemps(kFrameHeaderWords);
    makeFunction(loc, std::move(code), typeScope, base);
    emit(loc, Op::CALL, value, base, 0);
  }
  applyDecorators(node->decorator_list, windows, value);
  storeName(loc, node->name, windows.empty() ? value : windows[0]);
}

// The type parameters as a tuple in `dest`; each is bound to its name on the way.
void Compiler::typeParameters(std::span<TypeParam*> nodes, Reg dest) {
  TempScope temps(*this);
  Reg first = newTemps(static_cast<uint32_t>(nodes.size()));
  for (size_t i = 0; i < nodes.size() && !failed(); ++i) {
    TypeParam* base = nodes[i];
    const Loc loc = base->position();
    TempScope inner(*this);
    Reg parts = newTemps(2);
    Intrinsic intrinsic = Intrinsic::TYPEVAR;
    Identifier name;
    if (auto* variable = dynCast<TypeVar>(base)) {
      name = variable->name;
      loadText(loc, parts, name.view());
      if (variable->bound) {
        Scope* scope = table_.scopeOf(variable, sema::BlockRole::Bound);
        enterUnit(name, UnitKind::TypeParameters, scope, variable->bound->lineno);
        prologue(variable->bound->lineno);
        {
          TempScope bound(*this);
          Reg value = operand(variable->bound);
          emit(loc, Op::RETURN, value);
        }
        std::shared_ptr<CodeUnit> code = leaveUnit();
        makeFunction(loc, std::move(code), scope, parts + 1);
        intrinsic = isa<Tuple>(variable->bound) ? Intrinsic::TYPEVAR_WITH_CONSTRAINTS : Intrinsic::TYPEVAR_WITH_BOUND;
      }
    } else if (auto* spec = dynCast<ParamSpec>(base)) {
      name = spec->name;
      loadText(loc, parts, name.view());
      intrinsic = Intrinsic::PARAMSPEC;
    } else {
      name = cast<TypeVarTuple>(base)->name;
      loadText(loc, parts, name.view());
      intrinsic = Intrinsic::TYPEVARTUPLE;
    }
    Reg value = first + static_cast<uint32_t>(i);
    emit(loc, Op::INTRINSIC, value, parts, static_cast<uint32_t>(intrinsic));
    storeName(loc, name, value);
  }
  emit(nodes[0]->position(), Op::BUILD_TUPLE, dest, first, static_cast<uint32_t>(nodes.size()));
}

// `parameters` holds the tuple of type parameters, or is kNoReg.
void Compiler::typeAliasValue(TypeAlias* node, Identifier name, Reg parameters, Reg dest) {
  const Loc loc = node->position();
  Scope* scope = table_.scopeOf(node);
  Reg parts = newTemps(3);
  loadText(loc, parts, name.view());
  if (parameters != kNoReg)
    move(loc, parts + 1, parameters);
  else
    loadNone(loc, parts + 1);
  enterUnit(name, UnitKind::Function, scope, node->lineno);
  constantIndex(bytecode::Constant{});
  u_->code->hasDocstring = true;
  prologue(node->lineno);
  {
    TempScope temps(*this);
    Reg value = operand(node->value);
    emit(loc, Op::RETURN, value);
  }
  std::shared_ptr<CodeUnit> code = leaveUnit();
  makeFunction(loc, std::move(code), scope, parts + 2);
  emit(loc, Op::INTRINSIC, dest, parts, static_cast<uint32_t>(Intrinsic::TYPEALIAS));
}

void Compiler::typeAlias(TypeAlias* node) {
  const Loc loc = node->position();
  Identifier name = cast<Name>(node->name)->id;
  Reg value = newTemp();
  if (node->type_params.empty()) {
    TempScope temps(*this);
    typeAliasValue(node, name, kNoReg, value);
  } else {
    Scope* typeScope = table_.scopeOf(node, sema::BlockRole::TypeParameters);
    std::string unitName = "<generic parameters of " + std::string(name.view()) + ">";
    enterUnit(intern(unitName), UnitKind::TypeParameters, typeScope, node->lineno);
    prologue(node->lineno);
    Reg parameters = newTemp();
    typeParameters(node->type_params, parameters);
    Reg result = newTemp();
    typeAliasValue(node, name, parameters, result);
    emit(loc, Op::RETURN, result);
    std::shared_ptr<CodeUnit> code = leaveUnit();
    TempScope temps(*this);
    Reg base = newTemps(kFrameHeaderWords);
    makeFunction(loc, std::move(code), typeScope, base);
    emit(loc, Op::CALL, value, base, 0);
  }
  storeName(loc, name, value);
}

}  // namespace typhon::frontend::codegen
