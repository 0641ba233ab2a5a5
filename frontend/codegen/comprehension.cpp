// Comprehensions: lists, sets and dicts run in their host's code (PEP 709) with registers of their own; generator
// expressions are functions.
#include <fmt/format.h>

#include "frontend/codegen/compiler.h"

namespace typhon::frontend::codegen {

using namespace ast;

namespace {

std::span<Comprehension*> generatorsOf(Expr* node) {
  switch (node->kind) {
    case NodeKind::ListComp:
      return cast<ListComp>(node)->generators;
    case NodeKind::SetComp:
      return cast<SetComp>(node)->generators;
    case NodeKind::DictComp:
      return cast<DictComp>(node)->generators;
    default:
      return cast<GeneratorExp>(node)->generators;
  }
}

}  // namespace

void Compiler::comprehension(Expr* node, Reg dest) {
  Scope* scope = table_.scopeOf(node);
  bool topLevelAwait = options_.topLevelAwait && u_->kind == UnitKind::Module;
  if (scope->isCoroutine && !isa<GeneratorExp>(node) && u_->kind != UnitKind::AsyncFunction &&
      u_->kind != UnitKind::Comprehension && !topLevelAwait)
    return error(node->position(), "asynchronous comprehension outside of an asynchronous function");
  if (scope->inlined)
    inlinedComprehension(node, scope, dest);
  else
    generatorExpression(node, scope, dest);
}

void Compiler::inlinedComprehension(Expr* node, Scope* scope, Reg dest) {
  const Loc loc = node->position();
  Comprehension* outermost = generatorsOf(node)[0];
  Reg accumulator = isTemp(dest) ? dest : newTemp();
  Reg iterator = newTemp();
  Reg iterable = operand(outermost->iter, iterator);
  emit(loc, outermost->is_async ? Op::GET_AITER : Op::GET_ITER, iterator, iterable);

  Inlined own{scope, {}};
  for (const sema::Symbol& symbol : scope->symbols) {
    if (symbol.name == ".0" || (symbol.scope != NameScope::Local && symbol.scope != NameScope::Cell)) continue;
    // The register is shared with other comprehensions' variables of that name, unless one of them is around this one.
    bool isCell = symbol.scope == NameScope::Cell;
    bool taken = isCell;
    for (const Inlined& outer : u_->inlined)
      for (const auto& [name, reg] : outer.registers) taken |= name == symbol.name;
    sema::Symbol* hostSymbol = u_->scope->find(symbol.name);
    bool ownedByHost =
        hostSymbol && u_->scope->isFunctionLike() &&
        (hostSymbol->scope == NameScope::Local || hostSymbol->scope == NameScope::Cell || hostSymbol->scope == NameScope::Free);
    bool hidden = ownedByHost || !u_->scope->isFunctionLike() || taken;
    auto fresh = [&] {
      u_->locals.push_back(
          {symbol.name, static_cast<uint8_t>((isCell ? bytecode::kCell : bytecode::kLocal) | (hidden ? bytecode::kHidden : 0)),
           false});
      return static_cast<Reg>(u_->locals.size() - 1);
    };
    Reg reg;
    if (taken) {
      reg = fresh();
    } else {
      auto [place, isNew] = u_->hiddenIndex.tryEmplace(symbol.name, 0);
      if (isNew) *place = fresh();
      reg = *place;
    }
    own.registers.push_back({symbol.name, reg});
    if (isCell) {
      emit(loc, Op::LOAD_UNBOUND, reg);
      emit(loc, Op::MAKE_CELL, reg);
    }
  }
  u_->inlined.push_back(std::move(own));

  Op build = isa<ListComp>(node) ? Op::BUILD_LIST : isa<SetComp>(node) ? Op::BUILD_SET : Op::BUILD_DICT;
  emit(loc, build, accumulator, kTemp + u_->tempTop, 0);
  // Inside a try statement of the same code the variables must be gone when an exception is handled.
  int32_t outerHandler = u_->handler;
  int32_t handler = -1;
  bool guarded = false;
  for (const Block& block : u_->blocks) guarded |= block.type != BlockType::Loop;
  guarded = guarded && !u_->inlined.back().registers.empty();
  if (guarded) u_->handler = handler = newHandler();
  comprehensionLoop(node, generatorsOf(node), 0, iterator, accumulator);
  u_->handler = outerHandler;

  std::vector<Reg> registers;
  for (const auto& [name, reg] : u_->inlined.back().registers) registers.push_back(reg);
  u_->inlined.pop_back();
  for (Reg reg : registers) emit(loc, Op::LOAD_UNBOUND, reg);
  move(loc, dest, accumulator);
  if (guarded) {
    Label end = newLabel();
    jump(kNoLoc, Op::JUMP, end);
    Reg exception = newTemp();
    bindHandler(handler, exception);
    for (Reg reg : registers) emit(loc, Op::LOAD_UNBOUND, reg);
    emit(loc, Op::RERAISE, exception);
    bind(end);
  }
}

void Compiler::comprehensionLoop(Expr* node, std::span<Comprehension*> generators, size_t index, Reg iterator, Reg accumulator) {
  if (failed() || !enterDepth()) return leaveDepth();
  const Loc loc = node->position();
  Comprehension* generator = generators[index];
  TempScope temps(*this);
  Label again = newLabel(), exhausted = newLabel(), next = newLabel();
  int32_t handler = -1, outerHandler = u_->handler;
  bool single = false;
  if (iterator == kNoReg) {
    // `for x in [value]` binds a name in a comprehension.
    std::span<Expr*> elements;
    if (auto* tuple = dynCast<Tuple>(generator->iter)) elements = tuple->elts;
    if (auto* list = dynCast<List>(generator->iter)) elements = list->elts;
    single = !generator->is_async && elements.size() == 1 && !isa<Starred>(elements[0]);
    if (single) {
      Reg target = directTarget(generator->target);
      if (target != kNoReg) {
        into(elements[0], target);
        firstUse(target);
      } else {
        Reg value = operand(elements[0]);
        store(generator->target, value);
      }
    } else {
      iterator = newTemp();
      Reg iterable = operand(generator->iter, iterator);
      emit(loc, generator->is_async ? Op::GET_AITER : Op::GET_ITER, iterator, iterable);
    }
  }
  Reg item = single ? kNoReg : directTarget(generator->target);
  bool direct = item != kNoReg;
  firstUse(item);
  if (!single) {
    bind(again);
    if (generator->is_async) {
      item = newTemp();
      direct = false;
      handler = newHandler();
      u_->handler = handler;
      Reg awaitable = newTemp();
      emit(loc, Op::GET_ANEXT, awaitable, iterator);
      delegate(loc, awaitable, item);
      u_->handler = outerHandler;
    } else {
      if (!direct) item = newTemp();
      jump(loc, Op::FOR_ITER, exhausted, iterator, item);
      if (direct) markLine(generator->target->position());
    }
    if (!direct) store(generator->target, item);
  }
  for (Expr* condition : generator->ifs) jumpIf(condition, next, false);
  if (index + 1 < generators.size())
    comprehensionLoop(node, generators, index + 1, kNoReg, accumulator);
  else
    comprehensionElement(node, accumulator);
  bind(next);
  if (!single) {
    jump(kNoLoc, Op::JUMP_BACK, again);
    if (generator->is_async) {
      Reg exception = newTemp();
      bindHandler(handler, exception);
      emit(loc, Op::END_ASYNC_FOR, exception);
    }
    bind(exhausted);
  }
  leaveDepth();
}

void Compiler::comprehensionElement(Expr* node, Reg accumulator) {
  TempScope temps(*this);
  switch (node->kind) {
    case NodeKind::ListComp: {
      Expr* element = cast<ListComp>(node)->elt;
      Reg value = operand(element);
      emit(element->position(), Op::LIST_APPEND, accumulator, value);
      break;
    }
    case NodeKind::SetComp: {
      Expr* element = cast<SetComp>(node)->elt;
      Reg value = operand(element);
      emit(element->position(), Op::SET_ADD, accumulator, value);
      break;
    }
    case NodeKind::DictComp: {
      auto* dict = cast<DictComp>(node);
      Expr* later[] = {dict->value};
      Reg key = operandBefore(dict->key, later);
      Reg value = operand(dict->value);
      Loc loc = dict->key->position();
      loc.end_lineno = dict->value->end_lineno;
      loc.end_col_offset = dict->value->end_col_offset;
      emit(loc, Op::DICT_SET, accumulator, key, value);
      break;
    }
    default: {
      Expr* element = cast<GeneratorExp>(node)->elt;
      Reg value = operand(element);
      Reg sent = newTemp();
      if (u_->isAsyncGenerator) {
        move(element->position(), sent, value);
        emit(element->position(), Op::INTRINSIC, sent, sent, static_cast<uint32_t>(Intrinsic::ASYNC_GEN_WRAP));
        value = sent;
      }
      emit(element->position(), Op::YIELD, sent, value);
      break;
    }
  }
}

void Compiler::generatorExpression(Expr* node, Scope* scope, Reg dest) {
  const Loc loc = node->position();
  std::span<Comprehension*> generators = generatorsOf(node);
  Reg base = windowBase(dest);
  enterUnit(intern("<genexpr>"), UnitKind::Comprehension, scope, node->lineno);
  u_->code->argCount = 1;
  prologue(node->lineno);
  int32_t wrapper = u_->handler;
  Reg parameter = localRegister(intern(".0"), bytecode::kLocal);
  comprehensionLoop(node, generators, 0, parameter, kNoReg);
  Reg none = newTemp();
  loadNone(loc, none);
  emit(loc, Op::RETURN, none);
  finishGenerator(wrapper);
  std::shared_ptr<CodeUnit> code = leaveUnit();
  makeFunction(loc, std::move(code), scope, base);

  newTemps(kFrameHeaderWords - 1);
  Reg argument = newTemp();
  Reg iterable = operand(generators[0]->iter, argument);
  emit(loc, generators[0]->is_async ? Op::GET_AITER : Op::GET_ITER, argument, iterable);
  emit(loc, Op::CALL, dest, base, 1);
}

}  // namespace typhon::frontend::codegen
