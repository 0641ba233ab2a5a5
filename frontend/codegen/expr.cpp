// Expressions: operators, comparisons, attributes, subscripts.
#include <fmt/format.h>

#include "frontend/codegen/compiler.h"
#include "frontend/sema/fold.h"

namespace typhon::frontend::codegen {

using namespace ast;

bool Compiler::enterDepth() {
  if (++depth_ <= sema::kMaxDepth) return true;
  sema::recursionError(diagnostics_);
  return false;
}

void Compiler::into(Expr* node, Reg dest) {
  if (!failed() && enterDepth()) {
    TempScope temps(*this);
    intoInner(node, dest);
  }
  leaveDepth();
}

void Compiler::intoInner(Expr* node, Reg dest) {
  const Loc loc = node->position();
  switch (node->kind) {
    case NodeKind::BoolOp:
      return boolOp(cast<BoolOp>(node), dest);
    case NodeKind::NamedExpr:
      return namedExpression(cast<NamedExpr>(node), dest);
    case NodeKind::BinOp:
      return binary(cast<BinOp>(node), dest);
    case NodeKind::UnaryOp:
      return unary(cast<UnaryOp>(node), dest);
    case NodeKind::Lambda:
      return lambda(cast<Lambda>(node), dest);
    case NodeKind::IfExp:
      return conditional(cast<IfExp>(node), dest);
    case NodeKind::Dict:
      return dictDisplay(cast<Dict>(node), dest);
    case NodeKind::Set:
      return setDisplay(cast<Set>(node), dest);
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::DictComp:
    case NodeKind::GeneratorExp:
      return comprehension(node, dest);
    case NodeKind::Await:
      return await(cast<Await>(node), dest);
    case NodeKind::Yield:
      return yield(cast<Yield>(node), dest);
    case NodeKind::YieldFrom:
      return yieldFrom(cast<YieldFrom>(node), dest);
    case NodeKind::Compare:
      return compare(cast<Compare>(node), dest);
    case NodeKind::Call:
      return call(cast<Call>(node), dest);
    case NodeKind::FormattedValue:
      return formattedValue(cast<FormattedValue>(node), dest);
    case NodeKind::JoinedStr:
      return joinedString(cast<JoinedStr>(node), dest);
    case NodeKind::Constant:
      return loadConstant(loc, dest, cast<Constant>(node)->value);
    case NodeKind::Attribute:
      return attribute(cast<Attribute>(node), dest);
    case NodeKind::Subscript:
      return subscript(cast<Subscript>(node), dest);
    case NodeKind::Starred:
      return error(loc, cast<Starred>(node)->ctx == ExprContext::Store ? "starred assignment target must be in a list or tuple"
                                                                       : "can't use starred expression here");
    case NodeKind::Name:
      return loadName(loc, cast<Name>(node)->id, dest);
    case NodeKind::List:
      return listDisplay(loc, cast<List>(node)->elts, dest);
    case NodeKind::Tuple:
      return tuple(cast<Tuple>(node), dest);
    case NodeKind::Slice:
      return slice(cast<Slice>(node), dest);
    default:
      return;
  }
}

Reg Compiler::operand(Expr* node, Reg scratch) {
  if (auto* name = dynCast<Name>(node)) return nameOperand(name->position(), name->id, scratch);
  if (auto* named = dynCast<NamedExpr>(node)) {
    if (Reg target = directTarget(named->target); target != kNoReg) {
      into(named->value, target);
      firstUse(target);
      return target;
    }
  }
  Reg dest = scratchOr(scratch);
  into(node, dest);
  return dest;
}

namespace {

bool containsNamedExpression(Node* node, int depth);

bool anyNamed(std::span<Expr* const> nodes, int depth) {
  for (Expr* node : nodes)
    if (node && containsNamedExpression(node, depth)) return true;
  return false;
}

bool anyNamed(std::span<Comprehension*> nodes, int depth) {
  for (Comprehension* node : nodes)
    if (containsNamedExpression(node->target, depth) || containsNamedExpression(node->iter, depth) || anyNamed(node->ifs, depth))
      return true;
  return false;
}

// Whether a walrus stands in the expression (outside of lambdas); true as well when it is too deep to tell cheaply.
bool containsNamedExpression(Node* node, int depth) {
  if (--depth < 0) return true;
  switch (node->kind) {
    case NodeKind::NamedExpr:
      return true;
    case NodeKind::BoolOp:
      return anyNamed(cast<BoolOp>(node)->values, depth);
    case NodeKind::BinOp:
      return containsNamedExpression(cast<BinOp>(node)->left, depth) || containsNamedExpression(cast<BinOp>(node)->right, depth);
    case NodeKind::UnaryOp:
      return containsNamedExpression(cast<UnaryOp>(node)->operand, depth);
    case NodeKind::Lambda:
      return anyNamed(cast<Lambda>(node)->args->defaults, depth) || anyNamed(cast<Lambda>(node)->args->kw_defaults, depth);
    case NodeKind::IfExp:
      return containsNamedExpression(cast<IfExp>(node)->test, depth) || containsNamedExpression(cast<IfExp>(node)->body, depth) ||
             containsNamedExpression(cast<IfExp>(node)->orelse, depth);
    case NodeKind::Dict:
      return anyNamed(cast<Dict>(node)->keys, depth) || anyNamed(cast<Dict>(node)->values, depth);
    case NodeKind::Set:
      return anyNamed(cast<Set>(node)->elts, depth);
    case NodeKind::List:
      return anyNamed(cast<List>(node)->elts, depth);
    case NodeKind::Tuple:
      return anyNamed(cast<Tuple>(node)->elts, depth);
    case NodeKind::ListComp:
      return containsNamedExpression(cast<ListComp>(node)->elt, depth) || anyNamed(cast<ListComp>(node)->generators, depth);
    case NodeKind::SetComp:
      return containsNamedExpression(cast<SetComp>(node)->elt, depth) || anyNamed(cast<SetComp>(node)->generators, depth);
    case NodeKind::DictComp:
      return containsNamedExpression(cast<DictComp>(node)->key, depth) ||
             containsNamedExpression(cast<DictComp>(node)->value, depth) || anyNamed(cast<DictComp>(node)->generators, depth);
    case NodeKind::GeneratorExp:
      return containsNamedExpression(cast<GeneratorExp>(node)->generators[0]->iter, depth);
    case NodeKind::Await:
      return containsNamedExpression(cast<Await>(node)->value, depth);
    case NodeKind::Yield:
      return cast<Yield>(node)->value && containsNamedExpression(cast<Yield>(node)->value, depth);
    case NodeKind::YieldFrom:
      return containsNamedExpression(cast<YieldFrom>(node)->value, depth);
    case NodeKind::Compare:
      return containsNamedExpression(cast<Compare>(node)->left, depth) || anyNamed(cast<Compare>(node)->comparators, depth);
    case NodeKind::Call: {
      auto* call = cast<Call>(node);
      if (containsNamedExpression(call->func, depth) || anyNamed(call->args, depth)) return true;
      for (Keyword* keyword : call->keywords)
        if (containsNamedExpression(keyword->value, depth)) return true;
      return false;
    }
    case NodeKind::FormattedValue:
      return containsNamedExpression(cast<FormattedValue>(node)->value, depth) ||
             (cast<FormattedValue>(node)->format_spec && containsNamedExpression(cast<FormattedValue>(node)->format_spec, depth));
    case NodeKind::JoinedStr:
      return anyNamed(cast<JoinedStr>(node)->values, depth);
    case NodeKind::Attribute:
      return containsNamedExpression(cast<Attribute>(node)->value, depth);
    case NodeKind::Subscript:
      return containsNamedExpression(cast<Subscript>(node)->value, depth) ||
             containsNamedExpression(cast<Subscript>(node)->slice, depth);
    case NodeKind::Starred:
      return containsNamedExpression(cast<Starred>(node)->value, depth);
    case NodeKind::Slice: {
      auto* slice = cast<Slice>(node);
      return (slice->lower && containsNamedExpression(slice->lower, depth)) ||
             (slice->upper && containsNamedExpression(slice->upper, depth)) ||
             (slice->step && containsNamedExpression(slice->step, depth));
    }
    default:
      return false;
  }
}

}  // namespace

bool Compiler::mayRebind(std::span<Expr* const> later) {
  if (!u_->scope->hasNamedExpression) {
    bool inComprehension = false;
    for (const Inlined& inner : u_->inlined) inComprehension |= inner.scope->hasNamedExpression;
    if (!inComprehension) return false;
  }
  return anyNamed(later, 100);
}

Reg Compiler::guard(const Loc& loc, Reg reg, std::span<Expr* const> later) {
  if (isTemp(reg) || !mayRebind(later)) return reg;
  Reg copy = newTemp();
  move(loc, copy, reg);
  return copy;
}

Reg Compiler::operandBefore(Expr* node, std::span<Expr* const> later, Reg scratch) {
  return guard(node->position(), operand(node, scratch), later);
}

void Compiler::effect(Expr* node) {
  if (isa<Constant>(node) || failed()) return;
  TempScope temps(*this);
  if (auto* name = dynCast<Name>(node)) {
    nameOperand(name->position(), name->id, kNoReg);
    emit(name->position(), Op::NOP);  // a statement's line, which has to stay
    return;
  }
  operand(node);
}

Reg Compiler::consecutive(std::span<Expr* const> nodes) {
  Reg first = kNoReg;
  for (Expr* node : nodes) {
    Reg reg = newTemp();
    if (first == kNoReg) first = reg;
    into(node, reg);
  }
  return first == kNoReg ? kTemp + u_->tempTop : first;
}

namespace {

struct BinaryForms {
  Op plain, inplace, immediate, inplaceImmediate, constant;
};

// NOP where there is no such form.
const BinaryForms& formsOf(BinaryOperator op) {
  static constexpr BinaryForms kForms[] = {
      /* Add */ {Op::ADD, Op::INPLACE_ADD, Op::ADD_I, Op::INPLACE_ADD_I, Op::ADD_K},
      /* Sub */ {Op::SUBTRACT, Op::INPLACE_SUBTRACT, Op::SUBTRACT_I, Op::INPLACE_SUBTRACT_I, Op::SUBTRACT_K},
      /* Mult */ {Op::MULTIPLY, Op::INPLACE_MULTIPLY, Op::MULTIPLY_I, Op::NOP, Op::MULTIPLY_K},
      /* MatMult */ {Op::MATMUL, Op::INPLACE_MATMUL, Op::NOP, Op::NOP, Op::NOP},
      /* Div */ {Op::TRUE_DIVIDE, Op::INPLACE_TRUE_DIVIDE, Op::NOP, Op::NOP, Op::TRUE_DIVIDE_K},
      /* Mod */ {Op::MODULO, Op::INPLACE_MODULO, Op::MODULO_I, Op::NOP, Op::NOP},
      /* Pow */ {Op::POWER, Op::INPLACE_POWER, Op::NOP, Op::NOP, Op::NOP},
      /* LShift */ {Op::LSHIFT, Op::INPLACE_LSHIFT, Op::LSHIFT_I, Op::NOP, Op::NOP},
      /* RShift */ {Op::RSHIFT, Op::INPLACE_RSHIFT, Op::RSHIFT_I, Op::NOP, Op::NOP},
      /* BitOr */ {Op::OR, Op::INPLACE_OR, Op::NOP, Op::NOP, Op::NOP},
      /* BitXor */ {Op::XOR, Op::INPLACE_XOR, Op::NOP, Op::NOP, Op::NOP},
      /* BitAnd */ {Op::AND, Op::INPLACE_AND, Op::AND_I, Op::NOP, Op::NOP},
      /* FloorDiv */ {Op::FLOOR_DIVIDE, Op::INPLACE_FLOOR_DIVIDE, Op::FLOOR_DIVIDE_I, Op::NOP, Op::NOP},
  };
  return kForms[static_cast<unsigned>(op)];
}

}  // namespace

void Compiler::emitBinary(const Loc& loc, BinaryOperator op, bool inplace, Reg dest, Reg left, Expr* right) {
  const BinaryForms& forms = formsOf(op);
  if (auto* constant = dynCast<Constant>(right)) {
    Op immediate = inplace ? forms.inplaceImmediate : forms.immediate;
    const ConstantValue& value = constant->value;
    if (immediate != Op::NOP && value.is(ConstantKind::Int) && value.integer() == static_cast<int16_t>(value.integer())) {
      markLine(constant->position());
      emit(loc, immediate, dest, left, static_cast<uint32_t>(value.integer()));
      return;
    }
    if (!inplace && forms.constant != Op::NOP) {
      markLine(constant->position());
      if (u_->reachable) emit(loc, forms.constant, dest, left, constantIndex(toConstant(value)));
      return;
    }
  }
  Reg rightReg = operand(right);
  emit(loc, inplace ? forms.inplace : forms.plain, dest, left, rightReg);
}

void Compiler::binary(BinOp* node, Reg dest) {
  Expr* later[] = {node->right};
  Reg left = operandBefore(node->left, later, dest);
  emitBinary(node->position(), node->op, false, dest, left, node->right);
}

void Compiler::unary(UnaryOp* node, Reg dest) {
  static constexpr Op kOps[] = {Op::INVERT, Op::NOT, Op::POSITIVE, Op::NEGATE};
  Reg value = operand(node->operand, dest);
  emit(node->position(), kOps[static_cast<unsigned>(node->op)], dest, value);
}

void Compiler::boolOp(BoolOp* node, Reg dest) {
  bool shortWhen = node->op == BoolOperator::Or;
  Reg value = isTemp(dest) ? dest : newTemp();
  Label end = newLabel();
  for (size_t i = 0; i < node->values.size(); ++i) {
    Expr* operandNode = node->values[i];
    bool last = i + 1 == node->values.size();
    int known = last ? -1 : knownTruth(operandNode);
    if (known == !shortWhen) {  // decides nothing and has no effect
      markLine(operandNode->position());
      continue;
    }
    into(operandNode, value);
    if (last || known == shortWhen) break;
    jump(node->position(), shortWhen ? Op::JUMP_IF_TRUE : Op::JUMP_IF_FALSE, end, value);
  }
  bind(end);
  move(node->position(), dest, value);
}

void Compiler::conditional(IfExp* node, Reg dest) {
  Label otherwise = newLabel(), end = newLabel();
  jumpIf(node->test, otherwise, false);
  into(node->body, dest);
  jump(kNoLoc, Op::JUMP, end);
  bind(otherwise);
  into(node->orelse, dest);
  bind(end);
}

void Compiler::emitCompare(const Loc& loc, CompareOperator op, Reg dest, Reg left, Reg right) {
  static constexpr Op kOps[] = {Op::EQUAL,         Op::NOT_EQUAL, Op::LESS,   Op::LESS_EQUAL, Op::GREATER,
                                Op::GREATER_EQUAL, Op::IS,        Op::IS_NOT, Op::CONTAINS,   Op::NOT_CONTAINS};
  emit(loc, kOps[static_cast<unsigned>(op)], dest, left, right);
}

void Compiler::compare(Compare* node, Reg dest) {
  checkCompare(node);
  const Loc loc = node->position();
  Reg value = isTemp(dest) || node->ops.size() == 1 ? dest : newTemp();
  Label end = newLabel();
  Reg left = operandBefore(node->left, node->comparators, value);
  for (size_t i = 0; i < node->ops.size(); ++i) {
    bool last = i + 1 == node->ops.size();
    Reg right = last ? operand(node->comparators[i]) : operandBefore(node->comparators[i], node->comparators.subspan(i + 1));
    emitCompare(loc, node->ops[i], value, left, right);
    if (!last) jump(loc, Op::JUMP_IF_FALSE, end, value);
    left = right;
  }
  bind(end);
  move(loc, dest, value);
}

// The position of an attribute access that spans lines: that of the attribute's name.
Loc Compiler::attributeLoc(Loc loc, Attribute* node) const {
  if (loc.lineno == node->end_lineno) return loc;
  loc.lineno = node->end_lineno;
  int32_t length = 0;
  for (char c : node->attr.view()) length += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  if (length <= node->end_col_offset) {
    loc.col_offset = node->end_col_offset - length;
  } else {
    loc.col_offset = -1;
    loc.end_col_offset = -1;
  }
  return loc;
}

void Compiler::attribute(Attribute* node, Reg dest) {
  const Loc loc = attributeLoc(node->position(), node);
  if (Reg base = superArguments(node); base != kNoReg) {
    emit(loc, Op::LOAD_SUPER_ATTR, dest, base, mangledIndex(node->attr));
    return;
  }
  Reg object = operand(node->value, dest);
  emit(loc, Op::LOAD_ATTR, dest, object, mangledIndex(node->attr));
}

void Compiler::slice(Slice* node, Reg dest) {
  Reg first = kTemp + u_->tempTop;
  for (Expr* part : {node->lower, node->upper, node->step}) {
    Reg reg = newTemp();
    if (part)
      into(part, reg);
    else
      loadNone(node->position(), reg);
  }
  emit(node->position(), Op::BUILD_SLICE, dest, first);
}

// The bounds of a slice without step in two new temporaries.
Reg Compiler::sliceBounds(Slice* node) {
  Reg first = kTemp + u_->tempTop;
  for (Expr* part : {node->lower, node->upper}) {
    Reg reg = newTemp();
    if (part)
      into(part, reg);
    else
      loadNone(node->position(), reg);
  }
  return first;
}

void Compiler::subscript(Subscript* node, Reg dest) {
  const Loc loc = node->position();
  checkSubscript(node);
  Expr* later[] = {node->slice};
  Reg object = operandBefore(node->value, later, dest);
  auto* range = dynCast<Slice>(node->slice);
  if (range && !range->step) {
    Reg first = sliceBounds(range);
    emit(loc, Op::LOAD_SLICE, dest, object, first);
    return;
  }
  if (auto* constant = dynCast<Constant>(node->slice);
      constant && constant->value.is(ConstantKind::Int) &&
      constant->value.integer() == static_cast<int16_t>(constant->value.integer())) {
    markLine(constant->position());
    emit(loc, Op::LOAD_ITEM_I, dest, object, static_cast<uint32_t>(constant->value.integer()));
    return;
  }
  Reg index = operand(node->slice);
  emit(loc, Op::LOAD_ITEM, dest, object, index);
}

void Compiler::namedExpression(NamedExpr* node, Reg dest) {
  if (Reg target = directTarget(node->target); target != kNoReg) {
    into(node->value, target);
    firstUse(target);
    move(node->position(), dest, target);
    return;
  }
  Reg value = isTemp(dest) ? dest : newTemp();
  into(node->value, value);
  store(node->target, value);
  move(node->position(), dest, value);
}

void Compiler::yield(Yield* node, Reg dest) {
  const Loc loc = node->position();
  if (!u_->scope->isFunctionLike()) return error(loc, "'yield' outside function");
  Reg value;
  if (node->value) {
    value = operand(node->value, dest);
  } else {
    value = scratchOr(dest);
    loadNone(loc, value);
  }
  if (u_->isAsyncGenerator) {
    Reg wrapped = newTemp();
    move(loc, wrapped, value);
    emit(loc, Op::INTRINSIC, wrapped, wrapped, static_cast<uint32_t>(Intrinsic::ASYNC_GEN_WRAP));
    value = wrapped;
  }
  emit(loc, Op::YIELD, dest, value);
}

void Compiler::delegate(const Loc& loc, Reg iterator, Reg value) {
  Label again = newLabel(), exit = newLabel();
  loadNone(loc, value);
  bind(again);
  jump(loc, Op::SEND, exit, value, iterator);
  int32_t outer = u_->handler;
  int32_t handler = newHandler();
  u_->handler = handler;
  emit(loc, Op::YIELD_DELEGATE, value, value, iterator);
  u_->handler = outer;
  jump(loc, Op::JUMP_BACK, again);
  TempScope temps(*this);
  Reg exception = newTemp();
  bindHandler(handler, exception);
  emit(loc, Op::CLEANUP_THROW, value, exception);
  bind(exit);
  u_->reachable |= u_->labelUses[exit] > 0;
}

void Compiler::yieldFrom(YieldFrom* node, Reg dest) {
  const Loc loc = node->position();
  if (!u_->scope->isFunctionLike()) return error(loc, "'yield' outside function");
  if (u_->kind == UnitKind::AsyncFunction) return error(loc, "'yield from' inside async function");
  Reg iterator = newTemps(2);
  Reg value = iterator + 1;
  Reg source = operand(node->value, iterator);
  emit(loc, Op::GET_YIELD_FROM_ITER, iterator, source);
  delegate(loc, iterator, value);
  move(loc, dest, value);
}

void Compiler::await(Await* node, Reg dest) {
  const Loc loc = node->position();
  if (!options_.topLevelAwait || u_->kind != UnitKind::Module) {
    if (!u_->scope->isFunctionLike()) return error(loc, "'await' outside function");
    if (u_->kind != UnitKind::AsyncFunction && u_->kind != UnitKind::Comprehension)
      return error(loc, "'await' outside async function");
  }
  Reg iterator = newTemps(2);
  Reg value = iterator + 1;
  Reg source = operand(node->value, iterator);
  emit(loc, Op::GET_AWAITABLE, iterator, source, 0);
  delegate(loc, iterator, value);
  move(loc, dest, value);
}

}  // namespace typhon::frontend::codegen
