// Ints of 64 bits without a sign.
#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/ops/binary.h"
#include "runtime/ops/ops.h"
#include "runtime/types/int.h"

namespace typhon::jit {

namespace {
constexpr auto kLargestSmall = static_cast<uint64_t>(Value::kSmallIntMax);

llvm::CmpInst::Predicate unsignedPredicate(uint64_t op) {
  using P = llvm::CmpInst::Predicate;
  switch (static_cast<CompareOp>(op)) {
    case CompareOp::Lt:
      return P::ICMP_ULT;
    case CompareOp::Le:
      return P::ICMP_ULE;
    case CompareOp::Eq:
      return P::ICMP_EQ;
    case CompareOp::Ne:
      return P::ICMP_NE;
    case CompareOp::Gt:
      return P::ICMP_UGT;
    case CompareOp::Ge:
      return P::ICMP_UGE;
  }
  __builtin_unreachable();
}
}  // namespace

Lowering::V Lowering::boxWord(V word) {
  BB small = newBlock("small"), large = newBlock("large"), on = newBlock("boxed");
  b_.CreateCondBr(b_.CreateICmpULE(word, constant(kLargestSmall)), small, large);
  b_.SetInsertPoint(small);
  V tagged = b_.CreateShl(word, constant(2));
  b_.CreateBr(on);
  b_.SetInsertPoint(large);
  V object = call(HelperId::box_word, {word});
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
  return merge({{tagged, small}, {object, large}});
}

// What AsWord makes sure of, unboxed.
Lowering::V Lowering::wordOf(Node* n) {
  V v = tagged(n->inputs[0]);
  auto fromSmall = [&] {
    check(b_.CreateICmpSGE(v, constant(0)), n, ExitReason::Guard);
    return b_.CreateLShr(v, constant(2));
  };
  if (resolve(n->inputs[0])->type == Rep::Int) return fromSmall();
  BB small = newBlock("small"), large = newBlock("large"), on = newBlock("word");
  b_.CreateCondBr(b_.CreateICmpEQ(b_.CreateAnd(v, constant(3)), constant(0)), small, large);
  b_.SetInsertPoint(small);
  V ofSmall = fromSmall();
  BB smallEnd = b_.GetInsertBlock();
  b_.CreateBr(on);
  b_.SetInsertPoint(large);
  check(isObject(v), n, ExitReason::Guard);
  V shape = load(i32_, objectAt(v, offsetof(Object, shape)), kShapes);
  check(b_.CreateICmpEQ(shape, b_.getInt32(kShapeOf_int_)), n, ExitReason::Guard);
  V size = load(i32_, objectAt(v, offsetof(Int, size)), kLengths);
  if (!planted(Plant::word_size)) check(b_.CreateICmpEQ(size, b_.getInt32(1)), n, ExitReason::Guard);
  V ofLarge = load64(objectAt(v, offsetof(Int, limbs)), kLengths);
  BB largeEnd = b_.GetInsertBlock();
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
  return merge({{ofSmall, smallEnd}, {ofLarge, largeEnd}});
}

void Lowering::emitWordOperation(Node* n) {
  V x = native(n->inputs[0]), y = native(n->inputs[1]);
  bool checked = n->op == NodeOp::WordOperation;
  auto overflowing = [&](llvm::Intrinsic::ID id) {
    V pair = b_.CreateIntrinsic(id, {i64_}, {x, y});
    if (checked && !planted(Plant::word_wraps)) check(b_.CreateNot(b_.CreateExtractValue(pair, 1)), n, ExitReason::Overflow);
    return b_.CreateExtractValue(pair, 0);
  };
  auto divided = [&](bool modulo) {
    check(b_.CreateICmpNE(y, constant(0)), n, ExitReason::Overflow);
    return modulo ? b_.CreateURem(x, y) : b_.CreateUDiv(x, y);
  };
  switch (static_cast<BinaryOp>(n->bits)) {
    case BinaryOp::Add:
      return set(n, overflowing(llvm::Intrinsic::uadd_with_overflow));
    case BinaryOp::Subtract:
      return set(n, overflowing(llvm::Intrinsic::usub_with_overflow));
    case BinaryOp::Multiply:
      return set(n, overflowing(llvm::Intrinsic::umul_with_overflow));
    case BinaryOp::Modulo:
      return set(n, divided(true));
    case BinaryOp::FloorDivide:
      return set(n, divided(false));
    case BinaryOp::And:
      return set(n, b_.CreateAnd(x, y));
    case BinaryOp::Or:
      return set(n, b_.CreateOr(x, y));
    case BinaryOp::Xor:
      return set(n, b_.CreateXor(x, y));
    case BinaryOp::Lshift: {
      if (!checked) return set(n, b_.CreateShl(x, y));
      check(b_.CreateICmpULE(y, constant(63)), n, ExitReason::Overflow);
      V shifted = b_.CreateShl(x, y);
      if (!n->more) check(b_.CreateICmpEQ(b_.CreateLShr(shifted, y), x), n, ExitReason::Overflow);
      return set(n, shifted);
    }
    case BinaryOp::Rshift: {
      V within = b_.CreateICmpULE(y, constant(63));
      return set(n, b_.CreateSelect(within, b_.CreateLShr(x, b_.CreateAnd(y, constant(63))), constant(0)));
    }
    default:
      __builtin_unreachable();
  }
}

bool Lowering::emitWord(Node* n) {
  switch (n->op) {
    case NodeOp::AsWord:
      set(n, wordOf(n));
      return true;
    case NodeOp::WordToInt: {
      V x = native(n->inputs[0]);
      check(b_.CreateICmpULE(x, constant(kLargestSmall)), n, ExitReason::Overflow);
      set(n, b_.CreateShl(x, constant(2)));
      return true;
    }
    case NodeOp::SmallWordToInt:
      set(n, b_.CreateShl(native(n->inputs[0]), constant(2)));
      return true;
    case NodeOp::WordOperation:
    case NodeOp::WordOperationWrapping:
      emitWordOperation(n);
      return true;
    case NodeOp::CompareWord:
      set(n, b_.CreateICmp(unsignedPredicate(n->bits), native(n->inputs[0]), native(n->inputs[1])));
      return true;
    default:
      return false;
  }
}

}  // namespace typhon::jit
