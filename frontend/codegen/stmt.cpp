// Statements: assignment, deletion, imports, assert, raise, if, return.
#include <fmt/format.h>

#include "frontend/codegen/compiler.h"
#include "frontend/codegen/unparse.h"
#include "frontend/sema/fold.h"

namespace typhon::frontend::codegen {

using namespace ast;

void Compiler::body(std::span<Stmt*> statements) {
  for (Stmt* node : statements) {
    if (failed()) return;
    statement(node);
  }
}

void Compiler::statement(Stmt* node) {
  if (enterDepth()) {
    TempScope temps(*this);
    statementInner(node);
  }
  leaveDepth();
}

void Compiler::statementInner(Stmt* node) {
  const Loc loc = node->position();
  switch (node->kind) {
    case NodeKind::FunctionDef:
      return functionDefinition(cast<FunctionDef>(node), false);
    case NodeKind::AsyncFunctionDef:
      return functionDefinition(cast<AsyncFunctionDef>(node), true);
    case NodeKind::ClassDef:
      return classDefinition(cast<ClassDef>(node));
    case NodeKind::TypeAlias:
      return typeAlias(cast<TypeAlias>(node));
    case NodeKind::Return:
      return returnStatement(cast<Return>(node));
    case NodeKind::Delete:
      for (Expr* target : cast<Delete>(node)->targets) deleteTarget(target);
      return;
    case NodeKind::Assign:
      return assign(cast<Assign>(node));
    case NodeKind::AugAssign:
      return augAssign(cast<AugAssign>(node));
    case NodeKind::AnnAssign:
      return annAssign(cast<AnnAssign>(node));
    case NodeKind::For:
      return forLoop(cast<For>(node));
    case NodeKind::AsyncFor:
      return asyncForLoop(cast<AsyncFor>(node));
    case NodeKind::While:
      return whileLoop(cast<While>(node));
    case NodeKind::If:
      return ifStatement(cast<If>(node));
    case NodeKind::With:
      return withStatement(loc, cast<With>(node)->items, cast<With>(node)->body, false);
    case NodeKind::AsyncWith:
      return withStatement(loc, cast<AsyncWith>(node)->items, cast<AsyncWith>(node)->body, true);
    case NodeKind::Match:
      return matchStatement(cast<Match>(node));
    case NodeKind::Raise:
      return raiseStatement(cast<Raise>(node));
    case NodeKind::Try: {
      auto* block = cast<Try>(node);
      return tryStatement(block->body, block->handlers, block->orelse, block->finalbody, loc, false);
    }
    case NodeKind::TryStar: {
      auto* block = cast<TryStar>(node);
      return tryStatement(block->body, block->handlers, block->orelse, block->finalbody, loc, true);
    }
    case NodeKind::Assert:
      return assertion(cast<Assert>(node));
    case NodeKind::Import:
      return import(cast<Import>(node));
    case NodeKind::ImportFrom:
      return importFrom(cast<ImportFrom>(node));
    case NodeKind::ExprStmt:
      return expressionStatement(cast<ExprStmt>(node));
    case NodeKind::Pass:
      return emit(loc, Op::NOP);
    case NodeKind::Break:
      return leaveLoop(loc, true);
    case NodeKind::Continue:
      return leaveLoop(loc, false);
    default:  // global, nonlocal
      return;
  }
}

void Compiler::expressionStatement(ExprStmt* node) {
  if (interactive_ && u_->kind == UnitKind::Module) {
    Reg value = newTemp();
    into(node->value, value);
    emit(node->position(), Op::INTRINSIC, value, value, static_cast<uint32_t>(Intrinsic::PRINT));
    return;
  }
  if (isa<Constant>(node->value)) {
    emit(node->value->position(), Op::NOP);
    return;
  }
  effect(node->value);
}

// --- assignment

namespace {

// Whether storing to the target binds the name.
bool binds(Expr* target, Identifier name) {
  switch (target->kind) {
    case NodeKind::Name:
      return cast<Name>(target)->id == name;
    case NodeKind::Starred:
      return binds(cast<Starred>(target)->value, name);
    case NodeKind::Tuple:
      for (Expr* element : cast<Tuple>(target)->elts)
        if (binds(element, name)) return true;
      return false;
    case NodeKind::List:
      for (Expr* element : cast<List>(target)->elts)
        if (binds(element, name)) return true;
      return false;
    default:
      return false;
  }
}

}  // namespace

void Compiler::assign(Assign* node) {
  if (node->targets.size() == 1) {
    Expr* target = node->targets[0];
    if (Reg direct = directTarget(target); direct != kNoReg) {
      into(node->value, direct);
      return firstUse(direct);
    }
    if (auto* tuple = dynCast<Tuple>(target))
      if (assignPairwise(tuple, node->value)) return;
    if (isa<Attribute>(target) || isa<Subscript>(target)) {
      // The value is evaluated before the operands of the target, which may rebind it.
      Expr* later[] = {target};
      Reg value = operandBefore(node->value, later);
      return store(target, value);
    }
    Reg value = operand(node->value);
    return store(target, value);
  }
  Reg value = operand(node->value);
  if (!isTemp(value)) {
    bool rebound = mayRebind(node->targets);
    if (auto* name = dynCast<Name>(node->value))
      for (Expr* target : node->targets) rebound |= binds(target, name->id);
    else
      rebound = true;
    if (rebound) {
      Reg copy = newTemp();
      move(node->value->position(), copy, value);
      value = copy;
    }
  }
  for (Expr* target : node->targets) store(target, value);
}

// `a, b = x, y` without making a tuple: as many elements as targets, no stars. False when it is not of that form.
bool Compiler::assignPairwise(Tuple* target, Expr* value) {
  std::span<Expr*> targets = target->elts;
  std::vector<Expr*> elements;
  if (auto* tuple = dynCast<Tuple>(value)) {
    elements.assign(tuple->elts.begin(), tuple->elts.end());
  } else if (auto* constant = dynCast<Constant>(value);
             constant && constant->value.is(ConstantKind::Tuple) && constant->value.items().size() == targets.size()) {
    for (const ConstantValue& item : constant->value.items()) {
      auto* element = makeNode<Constant>(arena_, value->position());
      element->value = item;
      elements.push_back(element);
    }
  }
  if (elements.size() != targets.size() || elements.empty() || elements.size() > 16) return false;
  for (size_t i = 0; i < elements.size(); ++i)
    if (isa<Starred>(elements[i]) || isa<Starred>(targets[i])) return false;
  std::vector<Reg> registers;
  bool fastTargets = true;
  std::vector<Reg> direct;
  for (Expr* part : targets) {
    Reg reg = directTarget(part);
    fastTargets &= reg != kNoReg && std::find(direct.begin(), direct.end(), reg) == direct.end();
    direct.push_back(reg);
  }
  size_t count = elements.size();
  for (size_t i = 0; i < count; ++i) {
    // What may change between the evaluation of this element and its store: later elements and earlier targets.
    std::vector<Expr*> later(elements.begin() + static_cast<ptrdiff_t>(i) + 1, elements.end());
    if (!fastTargets) later.insert(later.end(), targets.begin(), targets.end());
    if (i + 1 == count && fastTargets && std::find(registers.begin(), registers.end(), direct[i]) == registers.end()) {
      // The last value may be computed in place: all other values are in registers that this store leaves alone.
      into(elements[i], direct[i]);
      registers.push_back(direct[i]);
      break;
    }
    Reg reg = operandBefore(elements[i], later);
    if (!isTemp(reg)) {
      bool overwritten = false;
      for (size_t j = 0; j < i; ++j) overwritten |= direct[j] == reg;
      if (i + 1 < count && fastTargets) overwritten |= direct[count - 1] == reg;
      auto* name = dynCast<Name>(elements[i]);
      for (size_t j = 0; j < i; ++j) overwritten |= !name || binds(targets[j], name->id);
      if (overwritten) {
        Reg copy = newTemp();
        move(elements[i]->position(), copy, reg);
        reg = copy;
      }
    }
    registers.push_back(reg);
  }
  for (size_t i = 0; i < count; ++i) store(targets[i], registers[i]);
  return true;
}

void Compiler::store(Expr* target, Reg value) {
  if (failed() || !enterDepth()) return leaveDepth();
  TempScope temps(*this);
  const Loc loc = target->position();
  switch (target->kind) {
    case NodeKind::Name:
      storeName(loc, cast<Name>(target)->id, value);
      break;
    case NodeKind::Attribute: {
      auto* node = cast<Attribute>(target);
      if (forbidden(loc, node->attr, ExprContext::Store)) break;
      Reg object = operand(node->value);
      emit(attributeLoc(loc, node), Op::STORE_ATTR, object, value, mangledIndex(node->attr));
      break;
    }
    case NodeKind::Subscript: {
      auto* node = cast<Subscript>(target);
      Expr* later[] = {node->slice};
      Reg object = operandBefore(node->value, later);
      auto* range = dynCast<Slice>(node->slice);
      if (range && !range->step) {
        Reg bounds = sliceBounds(range);
        emit(loc, Op::STORE_SLICE, object, bounds, value);
      } else {
        Reg index = operand(node->slice);
        emit(loc, Op::STORE_ITEM, object, index, value);
      }
      break;
    }
    case NodeKind::Starred:
      error(loc, "starred assignment target must be in a list or tuple");
      break;
    case NodeKind::List:
      unpack(loc, cast<List>(target)->elts, value);
      break;
    case NodeKind::Tuple:
      unpack(loc, cast<Tuple>(target)->elts, value);
      break;
    default:
      break;
  }
  leaveDepth();
}

void Compiler::unpack(const Loc& loc, std::span<Expr*> targets, Reg value) {
  size_t star = targets.size();
  for (size_t i = 0; i < targets.size(); ++i) {
    if (!isa<Starred>(targets[i])) continue;
    if (star != targets.size()) return error(loc, "multiple starred expressions in assignment");
    star = i;
  }
  auto count = static_cast<uint32_t>(targets.size());
  Reg first = newTemps(count);
  if (star == targets.size()) {
    emit(loc, Op::UNPACK_SEQUENCE, first, value, count);
    if (u_->reachable) u_->instructions.back().ownTargets = true;
  } else {
    if (star >= 256 || targets.size() - star - 1 >= (1u << 23))
      return error(loc, "too many expressions in star-unpacking assignment");
    emit(loc, Op::UNPACK_EX, first, value, static_cast<uint32_t>(star | (targets.size() - star - 1) << 8));
  }
  for (uint32_t i = 0; i < count; ++i) store(i == star ? cast<Starred>(targets[i])->value : targets[i], first + i);
}

void Compiler::augAssign(AugAssign* node) {
  const Loc loc = node->position();
  Expr* later[] = {node->value};
  switch (node->target->kind) {
    case NodeKind::Name: {
      auto* target = cast<Name>(node->target);
      const Loc at = target->position();
      if (forbidden(at, target->id, ExprContext::Store)) return;
      NameRef ref = resolve(target->id);
      if (ref.access == Access::Fast) {
        Reg left = guard(at, nameOperand(at, target->id, kNoReg), later);
        emitBinary(loc, node->op, true, ref.reg, left, node->value);
        return;
      }
      Reg value = newTemp();
      loadName(at, target->id, value);
      emitBinary(loc, node->op, true, value, value, node->value);
      storeName(at, target->id, value);
      return;
    }
    case NodeKind::Attribute: {
      auto* target = cast<Attribute>(node->target);
      const Loc at = attributeLoc(target->position(), target);
      if (forbidden(at, target->attr, ExprContext::Store)) return;
      Reg object = operandBefore(target->value, later);
      Reg value = newTemp();
      uint32_t name = mangledIndex(target->attr);
      emit(at, Op::LOAD_ATTR, value, object, name);
      emitBinary(loc, node->op, true, value, value, node->value);
      emit(at, Op::STORE_ATTR, object, value, name);
      return;
    }
    case NodeKind::Subscript: {
      auto* target = cast<Subscript>(node->target);
      const Loc at = target->position();
      Expr* both[] = {target->slice, node->value};
      Reg object = operandBefore(target->value, both);
      auto* range = dynCast<Slice>(target->slice);
      if (range && !range->step) {
        Reg bounds = sliceBounds(range);
        Reg value = newTemp();
        emit(at, Op::LOAD_SLICE, value, object, bounds);
        emitBinary(loc, node->op, true, value, value, node->value);
        emit(at, Op::STORE_SLICE, object, bounds, value);
        return;
      }
      Reg index = operandBefore(target->slice, later);
      Reg value = newTemp();
      emit(at, Op::LOAD_ITEM, value, object, index);
      emitBinary(loc, node->op, true, value, value, node->value);
      emit(at, Op::STORE_ITEM, object, index, value);
      return;
    }
    default:
      return;
  }
}

void Compiler::annAssign(AnnAssign* node) {
  const Loc loc = node->position();
  bool inNamespace = u_->kind == UnitKind::Module || u_->kind == UnitKind::Class;
  bool future = futureFlags_ & bytecode::kFutureAnnotations;
  if (node->value) {
    if (Reg direct = directTarget(node->target); direct != kNoReg) {
      into(node->value, direct);
      firstUse(direct);
    } else {
      TempScope temps(*this);
      Expr* later[] = {node->target};
      Reg value = operandBefore(node->value, later);
      store(node->target, value);
    }
  }
  switch (node->target->kind) {
    case NodeKind::Name: {
      auto* target = cast<Name>(node->target);
      if (forbidden(loc, target->id, ExprContext::Store)) return;
      if (!node->simple || !inNamespace) break;
      Reg value = newTemps(3);
      annotationValue(node->annotation, value);
      emit(loc, Op::LOAD_NAME, value + 1, nameIndex(intern("__annotations__")));
      loadText(loc, value + 2, mangled(target->id).view());
      emit(loc, Op::STORE_ITEM, value + 1, value + 2, value);
      break;
    }
    case NodeKind::Attribute: {
      auto* target = cast<Attribute>(node->target);
      if (forbidden(loc, target->attr, ExprContext::Store)) return;
      if (!node->value) effect(target->value);
      break;
    }
    case NodeKind::Subscript: {
      auto* target = cast<Subscript>(node->target);
      if (node->value) break;
      effect(target->value);
      if (auto* tuple = dynCast<Tuple>(target->slice)) {
        for (Expr* element : tuple->elts) checkAnnotationSubscript(element);
      } else {
        checkAnnotationSubscript(target->slice);
      }
      break;
    }
    default:
      break;
  }
  if (!node->simple && inNamespace && !future) effect(node->annotation);
}

void Compiler::checkAnnotationSubscript(Expr* node) {
  auto* range = dynCast<Slice>(node);
  if (!range) return effect(node);
  for (Expr* part : {range->lower, range->upper, range->step})
    if (part) effect(part);
}

void Compiler::annotationValue(Expr* node, Reg dest) {
  if (futureFlags_ & bytecode::kFutureAnnotations)
    loadText(node->position(), dest, unparse(node));
  else
    into(node, dest);
}

void Compiler::deleteTarget(Expr* target) {
  if (failed() || !enterDepth()) return leaveDepth();
  TempScope temps(*this);
  const Loc loc = target->position();
  switch (target->kind) {
    case NodeKind::Name:
      deleteName(loc, cast<Name>(target)->id);
      break;
    case NodeKind::Attribute: {
      auto* node = cast<Attribute>(target);
      Reg object = operand(node->value);
      emit(attributeLoc(loc, node), Op::DELETE_ATTR, object, mangledIndex(node->attr));
      break;
    }
    case NodeKind::Subscript: {
      auto* node = cast<Subscript>(target);
      Expr* later[] = {node->slice};
      Reg object = operandBefore(node->value, later);
      Reg index = operand(node->slice);
      emit(loc, Op::DELETE_ITEM, object, index);
      break;
    }
    case NodeKind::List:
      for (Expr* element : cast<List>(target)->elts) deleteTarget(element);
      break;
    case NodeKind::Tuple:
      for (Expr* element : cast<Tuple>(target)->elts) deleteTarget(element);
      break;
    default:
      break;
  }
  leaveDepth();
}

// --- the small statements

void Compiler::assertion(Assert* node) {
  const Loc loc = node->position();
  auto* tuple = dynCast<Tuple>(node->test);
  auto* constant = dynCast<Constant>(node->test);
  if ((tuple && !tuple->elts.empty()) ||
      (constant && constant->value.is(ConstantKind::Tuple) && !constant->value.items().empty()))
    warn(loc, "assertion is always true, perhaps remove parentheses?");
  if (options_.optimize) return;
  Label end = newLabel();
  jumpIf(node->test, end, true);
  Reg base = newTemp();
  emit(loc, Op::LOAD_ASSERTION_ERROR, base);
  if (node->msg) {
    newTemps(kFrameHeaderWords - 1);
    Reg argument = newTemp();
    into(node->msg, argument);
    emit(loc, Op::CALL, base, base, 1);
  }
  Reg cause = newTemp();
  emit(loc, Op::LOAD_UNBOUND, cause);
  emit(loc, Op::RAISE, base, cause);
  bind(end);
}

void Compiler::raiseStatement(Raise* node) {
  const Loc loc = node->position();
  if (!node->exc) return emit(loc, Op::RERAISE_CURRENT);
  Reg exception, cause;
  if (node->cause) {
    Expr* later[] = {node->cause};
    exception = operandBefore(node->exc, later);
    cause = operand(node->cause);
  } else {
    exception = operand(node->exc);
    cause = newTemp();
    emit(loc, Op::LOAD_UNBOUND, cause);
  }
  emit(loc, Op::RAISE, exception, cause);
}

void Compiler::import(Import* node) {
  const Loc loc = node->position();
  for (Alias* alias : node->names) {
    TempScope temps(*this);
    Reg level = newTemps(2);
    loadConstant(loc, level, ConstantValue::integer(0));
    loadNone(loc, level + 1);
    Reg module = newTemp();
    std::string_view name = alias->name.view();
    emit(loc, Op::IMPORT_NAME, module, level, mangledIndex(alias->name));
    size_t dot = name.find('.');
    if (!alias->asname) {
      storeName(loc, dot == std::string_view::npos ? alias->name : intern(name.substr(0, dot)), module);
      continue;
    }
    // `import a.b.c as d`: the attributes are taken from one package after another.
    while (dot != std::string_view::npos) {
      size_t next = name.find('.', dot + 1);
      Identifier part = intern(name.substr(dot + 1, next == std::string_view::npos ? next : next - dot - 1));
      Reg inner = newTemp();
      emit(loc, Op::IMPORT_FROM, inner, module, mangledIndex(part));
      module = inner;
      dot = next;
    }
    storeName(loc, alias->asname, module);
  }
}

void Compiler::importFrom(ImportFrom* node) {
  const Loc loc = node->position();
  if (node->module == "__future__" && node->lineno > lastFutureLine_)
    return error(loc, "from __future__ imports must occur at the beginning of the file");
  Reg level = newTemps(2);
  loadConstant(loc, level, ConstantValue::integer(node->level));
  bytecode::Constant names;
  names.kind = bytecode::Constant::Kind::Tuple;
  for (Alias* alias : node->names) {
    bytecode::Constant name;
    name.kind = bytecode::Constant::Kind::Str;
    name.text = alias->name.view();
    names.items.push_back(std::move(name));
  }
  loadConstant(loc, level + 1, std::move(names));
  Reg module = newTemp();
  emit(loc, Op::IMPORT_NAME, module, level, mangledIndex(node->module ? node->module : intern("")));
  for (Alias* alias : node->names) {
    TempScope temps(*this);
    if (alias->name == "*") {
      Reg ignored = newTemp();
      emit(loc, Op::INTRINSIC, ignored, module, static_cast<uint32_t>(Intrinsic::IMPORT_STAR));
      return;
    }
    Reg value = newTemp();
    emit(loc, Op::IMPORT_FROM, value, module, mangledIndex(alias->name));
    storeName(loc, alias->asname ? alias->asname : alias->name, value);
  }
}

void Compiler::ifStatement(If* node) {
  Label end = newLabel();
  Label otherwise = node->orelse.empty() ? end : newLabel();
  jumpIf(node->test, otherwise, false);
  body(node->body);
  if (!node->orelse.empty()) {
    jump(kNoLoc, Op::JUMP, end);
    bind(otherwise);
    body(node->orelse);
  }
  bind(end);
}

void Compiler::returnStatement(Return* node) {
  const Loc loc = node->position();
  if (!u_->scope->isFunctionLike()) return error(loc, "'return' outside function");
  if (node->value && u_->scope->isCoroutine && u_->scope->isGenerator)
    return error(loc, "'return' with value in async generator");
  if (!unwindingRunsCode()) {
    if (auto* conditional = node->value ? dynCast<IfExp>(node->value) : nullptr) {
      // Each branch returns for itself.
      Label otherwise = newLabel();
      jumpIf(conditional->test, otherwise, false);
      {
        TempScope temps(*this);
        Reg value = operand(conditional->body);
        emit(loc, Op::RETURN, value);
      }
      bind(otherwise);
      Reg value = operand(conditional->orelse);
      emit(loc, Op::RETURN, value);
      return;
    }
    Reg value;
    if (node->value) {
      value = operand(node->value);
    } else {
      value = newTemp();
      loadNone(loc, value);
    }
    emit(loc, Op::RETURN, value);
    return;
  }
  Reg value = newTemp();
  auto* constant = node->value ? dynCast<Constant>(node->value) : nullptr;
  if (node->value && !constant)
    into(node->value, value);
  else
    emit(loc, Op::NOP);
  auto blocks = u_->blocks;
  int32_t handler = u_->handler;
  Loc leaving = loc;
  unwindTo(leaving, 0, true);
  if (constant)
    loadConstant(leaving, value, constant->value);
  else if (!node->value)
    loadNone(leaving, value);
  emit(leaving, Op::RETURN, value);
  u_->blocks = std::move(blocks);
  u_->handler = handler;
}

}  // namespace typhon::frontend::codegen
