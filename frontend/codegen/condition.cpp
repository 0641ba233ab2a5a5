// Conditions: expressions compiled for their truth, with fused compare-and-branch instructions.
#include "frontend/codegen/compiler.h"
#include "frontend/sema/fold.h"

namespace typhon::frontend::codegen {

using namespace ast;

int Compiler::knownTruth(Expr* node) const {
  auto* constant = dynCast<Constant>(node);
  return constant ? sema::constantTruth(constant->value) : -1;
}

void Compiler::jumpIf(Expr* node, Label target, bool when) {
  if (!failed() && enterDepth()) {
    TempScope temps(*this);
    jumpIfInner(node, target, when);
  }
  leaveDepth();
}

void Compiler::jumpIfInner(Expr* node, Label target, bool when) {
  const Loc loc = node->position();
  if (int known = knownTruth(node); known >= 0) {
    emit(loc, Op::NOP);
    if (known == when) jump(kNoLoc, Op::JUMP, target);
    return;
  }
  switch (node->kind) {
    case NodeKind::UnaryOp: {
      auto* unary = cast<UnaryOp>(node);
      if (unary->op != UnaryOperator::Not) break;
      jumpIf(unary->operand, target, !when);
      return;
    }
    case NodeKind::BoolOp: {
      auto* boolean = cast<BoolOp>(node);
      bool shortWhen = boolean->op == BoolOperator::Or;
      Label end = newLabel();
      for (size_t i = 0; i + 1 < boolean->values.size(); ++i)
        jumpIf(boolean->values[i], shortWhen == when ? target : end, shortWhen);
      jumpIf(boolean->values.back(), target, when);
      bind(end);
      return;
    }
    case NodeKind::IfExp: {
      auto* conditional = cast<IfExp>(node);
      Label otherwise = newLabel(), end = newLabel();
      jumpIf(conditional->test, otherwise, false);
      jumpIf(conditional->body, target, when);
      jump(kNoLoc, Op::JUMP, end);
      bind(otherwise);
      jumpIf(conditional->orelse, target, when);
      bind(end);
      return;
    }
    case NodeKind::Compare: {
      auto* comparison = cast<Compare>(node);
      checkCompare(comparison);
      Label end = newLabel();
      Reg left = operandBefore(comparison->left, comparison->comparators);
      for (size_t i = 0; i + 1 < comparison->ops.size(); ++i) {
        Expr* rightNode = comparison->comparators[i];
        Reg right = operandBefore(rightNode, comparison->comparators.subspan(i + 1));
        // The right operand is needed again, so it is in a register already.
        TempScope temps(*this);
        Label away = when ? end : target;
        static constexpr Op kUnless[] = {
            Op::JUMP_UNLESS_EQUAL,   Op::JUMP_UNLESS_NOT_EQUAL,     Op::JUMP_UNLESS_LESS, Op::JUMP_UNLESS_LESS_EQUAL,
            Op::JUMP_UNLESS_GREATER, Op::JUMP_UNLESS_GREATER_EQUAL, Op::JUMP_IF_IS_NOT,   Op::JUMP_IF_IS};
        auto op = static_cast<unsigned>(comparison->ops[i]);
        if (op < 8) {
          jump(loc, kUnless[op], away, left, right);
        } else {
          Reg value = newTemp();
          emitCompare(loc, comparison->ops[i], value, left, right);
          jump(loc, Op::JUMP_IF_FALSE, away, value);
        }
        left = right;
      }
      jumpIfCompare(loc, comparison->ops.back(), left, comparison->comparators.back(), target, when);
      bind(end);
      return;
    }
    default:
      break;
  }
  Reg value = operand(node);
  jump(loc, when ? Op::JUMP_IF_TRUE : Op::JUMP_IF_FALSE, target, value);
}

void Compiler::jumpIfCompare(const Loc& loc, CompareOperator op, Reg left, Expr* right, Label target, bool when) {
  struct Forms {
    Op yes, no, yesImmediate, noImmediate;
  };
  static constexpr Forms kForms[] = {
      {Op::JUMP_IF_EQUAL, Op::JUMP_UNLESS_EQUAL, Op::JUMP_IF_EQUAL_I, Op::JUMP_UNLESS_EQUAL_I},
      {Op::JUMP_IF_NOT_EQUAL, Op::JUMP_UNLESS_NOT_EQUAL, Op::JUMP_IF_NOT_EQUAL_I, Op::JUMP_UNLESS_NOT_EQUAL_I},
      {Op::JUMP_IF_LESS, Op::JUMP_UNLESS_LESS, Op::JUMP_IF_LESS_I, Op::JUMP_UNLESS_LESS_I},
      {Op::JUMP_IF_LESS_EQUAL, Op::JUMP_UNLESS_LESS_EQUAL, Op::JUMP_IF_LESS_EQUAL_I, Op::JUMP_UNLESS_LESS_EQUAL_I},
      {Op::JUMP_IF_GREATER, Op::JUMP_UNLESS_GREATER, Op::JUMP_IF_GREATER_I, Op::JUMP_UNLESS_GREATER_I},
      {Op::JUMP_IF_GREATER_EQUAL, Op::JUMP_UNLESS_GREATER_EQUAL, Op::JUMP_IF_GREATER_EQUAL_I, Op::JUMP_UNLESS_GREATER_EQUAL_I},
  };
  auto* constant = dynCast<Constant>(right);
  switch (op) {
    case CompareOperator::Is:
    case CompareOperator::IsNot: {
      bool same = (op == CompareOperator::Is) == when;
      if (constant && constant->value.is(ConstantKind::None)) {
        markLine(constant->position());
        jump(loc, same ? Op::JUMP_IF_NONE : Op::JUMP_IF_NOT_NONE, target, left);
        return;
      }
      Reg rightReg = operand(right);
      jump(loc, same ? Op::JUMP_IF_IS : Op::JUMP_IF_IS_NOT, target, left, rightReg);
      return;
    }
    case CompareOperator::In:
    case CompareOperator::NotIn: {
      Reg rightReg = operand(right);
      Reg value = newTemp();
      emit(loc, Op::CONTAINS, value, left, rightReg);
      jump(loc, (op == CompareOperator::In) == when ? Op::JUMP_IF_TRUE : Op::JUMP_IF_FALSE, target, value);
      return;
    }
    default:
      break;
  }
  const Forms& forms = kForms[static_cast<unsigned>(op)];
  if (constant && constant->value.is(ConstantKind::Int) &&
      constant->value.integer() == static_cast<int16_t>(constant->value.integer())) {
    markLine(constant->position());
    jump(loc, when ? forms.yesImmediate : forms.noImmediate, target, left, static_cast<uint32_t>(constant->value.integer()));
    return;
  }
  Reg rightReg = operand(right);
  jump(loc, when ? forms.yes : forms.no, target, left, rightReg);
}

}  // namespace typhon::frontend::codegen
