// Numbers, comparisons, truth.
#include <llvm/IR/Intrinsics.h>

#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/ops/binary.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/type.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::jit {

namespace {

llvm::CmpInst::Predicate intPredicate(uint64_t op) {
  using P = llvm::CmpInst::Predicate;
  switch (static_cast<CompareOp>(op)) {
    case CompareOp::Lt:
      return P::ICMP_SLT;
    case CompareOp::Le:
      return P::ICMP_SLE;
    case CompareOp::Eq:
      return P::ICMP_EQ;
    case CompareOp::Ne:
      return P::ICMP_NE;
    case CompareOp::Gt:
      return P::ICMP_SGT;
    case CompareOp::Ge:
      return P::ICMP_SGE;
  }
  __builtin_unreachable();
}
llvm::CmpInst::Predicate floatPredicate(uint64_t op) {
  using P = llvm::CmpInst::Predicate;
  switch (static_cast<CompareOp>(op)) {
    case CompareOp::Lt:
      return P::FCMP_OLT;
    case CompareOp::Le:
      return P::FCMP_OLE;
    case CompareOp::Eq:
      return P::FCMP_OEQ;
    case CompareOp::Ne:
      return P::FCMP_UNE;
    case CompareOp::Gt:
      return P::FCMP_OGT;
    case CompareOp::Ge:
      return P::FCMP_OGE;
  }
  __builtin_unreachable();
}

}  // namespace

// Quotient or remainder of ints that are not negative. A division of 32 bits takes about half as long as one of 64.
void Lowering::divideUnsigned(Node* n) {
  bool modulo = n->op == NodeOp::IntModulo;
  V x = native(n->inputs[0]), y = native(n->inputs[1]);
  auto divided = [&](V a, V b) { return modulo ? b_.CreateURem(a, b) : b_.CreateUDiv(a, b); };
  // Of tagged numbers the remainder is tagged, the quotient is not.
  auto tag = [&](V v) { return modulo ? v : b_.CreateShl(v, constant(2)); };
  if (resolve(n->inputs[1])->op == NodeOp::Constant) {
    if (intOf(resolve(n->inputs[1])) == 0) check(b_.getFalse(), n, ExitReason::Overflow);
    // By a number that is not known to be a multiple of 4 LLVM needs fewer instructions.
    set(n, b_.CreateShl(divided(b_.CreateLShr(x, constant(2)), b_.CreateLShr(y, constant(2))), constant(2)));
    return;
  }
  check(b_.CreateICmpNE(y, constant(0)), n, ExitReason::Overflow);
  BB narrow = newBlock("narrow"), wide = newBlock("wide"), on = newBlock("divided");
  b_.CreateCondBr(b_.CreateICmpULE(b_.CreateOr(x, y), constant(0xffffffff)), narrow, wide, likely());
  b_.SetInsertPoint(narrow);
  V small = b_.CreateZExt(divided(b_.CreateTrunc(x, i32_), b_.CreateTrunc(y, i32_)), i64_);
  b_.CreateBr(on);
  b_.SetInsertPoint(wide);
  V large = divided(x, y);
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
  set(n, tag(merge({{small, narrow}, {large, wide}})));
}

// Single characters of Latin-1 are compared in line, as scanners do: `"a" <= c <= "z"`.
void Lowering::orderStrs(Node* n) {
  V x = tagged(n->inputs[0]), y = tagged(n->inputs[1]), single = b_.getTrue();
  V codes[2] = {};
  for (int i : {0, 1}) {
    Node* s = resolve(n->inputs[static_cast<size_t>(i)]);
    const Str* known = s->op == NodeOp::Constant && !pointers_ ? Value::fromBits(s->bits).as<Str>() : nullptr;
    if (!known || known->length != 1 || known->width != 1) continue;
    codes[i] = b_.getInt8(*static_cast<const uint8_t*>(known->data));
  }
  BB narrow = newBlock("narrow"), slow = newBlock("order"), on = newBlock("ordered");
  for (int i : {0, 1}) {
    if (codes[i]) continue;
    V s = i ? y : x;
    single = b_.CreateAnd(single, isNarrowCharacter(s));
  }
  b_.CreateCondBr(single, narrow, slow, likely());
  b_.SetInsertPoint(narrow);
  for (int i : {0, 1})
    if (!codes[i]) codes[i] = narrowAt(i ? y : x, constant(0));
  llvm::CmpInst::Predicate order = intPredicate(n->bits);
  V fast = b_.CreateICmp(llvm::ICmpInst::getUnsignedPredicate(order), codes[0], codes[1]);
  b_.CreateBr(on);
  b_.SetInsertPoint(slow);
  V general = b_.CreateICmp(order, call(HelperId::compare_str, {x, y}), constant(0));
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
  set(n, merge({{fast, narrow}, {general, slow}}));
}

// The C function `more` of the inputs. Errors, infinities and NaNs are left to the native function or the interpreter.
Lowering::V Lowering::callFinite(Node* n) {
  std::vector<V> arguments;
  for (Node* input : n->inputs) arguments.push_back(asFloat(input));
  std::vector<llvm::Type*> types(arguments.size(), double_);
  llvm::FunctionType* type = llvm::FunctionType::get(double_, types, false);
  llvm::CallInst* result = b_.CreateCall(type, b_.CreateIntToPtr(constant(n->more), ptr_), arguments);
  result->setDoesNotThrow();
  result->setDoesNotAccessMemory();
  V magnitude = b_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, result);
  check(b_.CreateFCmpOLT(magnitude, llvm::ConstantFP::getInfinity(double_)), n, ExitReason::Overflow);
  return result;
}

// An operand that is a small int or an immediate float, as a float; leaves if it is something else. *exact: whether it is the
// number itself, which an int beyond 2**53 need not be.
Lowering::V Lowering::numberOf(Node* n, Node* operand, V* exact) {
  *exact = b_.getTrue();
  operand = resolve(operand);
  if (operand->type == Rep::Float || (operand->op == NodeOp::Constant && Value::fromBits(operand->bits).isImmediateFloat()))
    return asFloat(operand);
  V v = tagged(operand), i = b_.CreateAShr(v, constant(2));
  V near = b_.CreateICmpULT(b_.CreateAdd(i, constant((uint64_t{1} << 53) - 1)), constant((uint64_t{1} << 54) - 1));
  V converted = b_.CreateSIToFP(i, double_);
  if (operand->type == Rep::Int) {
    *exact = near;
    return converted;
  }
  V isFloat = b_.CreateICmpNE(b_.CreateAnd(v, constant(2)), constant(0));
  check(b_.CreateICmpNE(b_.CreateAnd(v, constant(3)), constant(1)), n, ExitReason::Guard);
  if (planted(Plant::mixed_number)) isFloat = b_.getTrue();
  *exact = b_.CreateOr(isFloat, near);
  return b_.CreateSelect(isFloat, unbox(v), converted);
}

// Sends two small ints one way and other numbers the other; where they join again the value is what `ints` or `floats` gave. An
// operand that is known to be a float leaves only that way.
Lowering::V Lowering::byNumbers(Node* n, const std::function<V(V, V)>& ints, const std::function<V(V, V, V exact)>& floats) {
  Node *a = resolve(n->inputs[0]), *b = resolve(n->inputs[1]);
  auto general = [&] {
    V exactX, exactY;
    V x = numberOf(n, a, &exactX), y = numberOf(n, b, &exactY);
    return floats(x, y, b_.CreateAnd(exactX, exactY));
  };
  if (a->type == Rep::Float || b->type == Rep::Float) return general();
  V x = tagged(a), y = tagged(b);
  BB small = newBlock("ints"), other = newBlock("numbers"), on = newBlock("number");
  b_.CreateCondBr(b_.CreateICmpEQ(b_.CreateAnd(b_.CreateOr(x, y), constant(3)), constant(0)), small, other);
  b_.SetInsertPoint(small);
  V i = ints(x, y);
  BB smallEnd = b_.GetInsertBlock();
  b_.CreateBr(on);
  b_.SetInsertPoint(other);
  V f = general();
  BB otherEnd = b_.GetInsertBlock();
  b_.CreateBr(on);
  b_.SetInsertPoint(on);
  return merge({{i, smallEnd}, {f, otherEnd}});
}

// The result of an operation on tagged ints; leaves where it overflows.
Lowering::V Lowering::wholeNumber(Node* n, llvm::Intrinsic::ID id, V x, V y) {
  V pair = b_.CreateIntrinsic(id, {i64_}, {x, y});
  bool wraps = (id == llvm::Intrinsic::sadd_with_overflow && planted(Plant::add_wraps)) ||
               (id == llvm::Intrinsic::smul_with_overflow && planted(Plant::multiply_wraps)) ||
               (n->op == NodeOp::IntNegate && planted(Plant::negate_minimum));
  if (!wraps) check(b_.CreateNot(b_.CreateExtractValue(pair, 1)), n, ExitReason::Overflow);
  return b_.CreateExtractValue(pair, 0);
}

void Lowering::emitNumberOperation(Node* n) {
  BinaryOp op = static_cast<BinaryOp>(n->bits);
  auto ints = [&](V x, V y) -> V {
    switch (op) {
      case BinaryOp::Add:
        return wholeNumber(n, llvm::Intrinsic::sadd_with_overflow, x, y);
      case BinaryOp::Subtract:
        return wholeNumber(n, llvm::Intrinsic::ssub_with_overflow, x, y);
      default:
        return wholeNumber(n, llvm::Intrinsic::smul_with_overflow, x, b_.CreateAShr(y, constant(2)));
    }
  };
  auto floats = [&](V x, V y, V) -> V {
    switch (op) {
      case BinaryOp::Add:
        return box(b_.CreateFAdd(x, y));
      case BinaryOp::Subtract:
        return box(b_.CreateFSub(x, y));
      default:
        return box(b_.CreateFMul(x, y));
    }
  };
  if (op != BinaryOp::TrueDivide) return set(n, byNumbers(n, ints, floats));
  // The quotient of two ints is a float too, the nearest one if both are exact.
  V exactX, exactY;
  V x = numberOf(n, n->inputs[0], &exactX), y = numberOf(n, n->inputs[1], &exactY);
  V divides = b_.CreateFCmpUNE(y, llvm::ConstantFP::get(double_, 0.0));
  check(b_.CreateAnd(b_.CreateAnd(exactX, exactY), divides), n, ExitReason::Overflow);
  set(n, b_.CreateFDiv(x, y));
}

void Lowering::emitCompareNumber(Node* n) {
  auto ints = [&](V x, V y) { return b_.CreateICmp(intPredicate(n->bits), x, y); };
  auto floats = [&](V x, V y, V exact) {
    if (!planted(Plant::mixed_exact)) check(exact, n, ExitReason::Overflow);
    return b_.CreateFCmp(floatPredicate(n->bits), x, y);
  };
  set(n, byNumbers(n, ints, floats));
}

bool Lowering::emitNumeric(Node* n) {
  auto in = [&](unsigned i) { return native(n->inputs[i]); };
  auto untagged = [&](unsigned i) { return b_.CreateAShr(in(i), constant(2)); };
  auto smallInt = [&](V v) { return b_.CreateICmpEQ(b_.CreateAnd(v, constant(3)), constant(0)); };
  auto overflowing = [&](llvm::Intrinsic::ID id, V x, V y) { set(n, wholeNumber(n, id, x, y)); };
  // The divisor when it is a positive constant; 0 if not.
  auto constantDivisor = [&]() -> int64_t {
    Node* y = resolve(n->inputs[1]);
    if (y->op != NodeOp::Constant) return 0;
    int64_t d = intOf(y);
    return d > 0 ? d : 0;
  };
  switch (n->op) {
    case NodeOp::CheckInt: {
      V v = tagged(n->inputs[0]);
      check(smallInt(v), n, ExitReason::Guard);
      set(n, v);
      return true;
    }
    case NodeOp::NumberState:  // made where it is used
      return true;
    case NodeOp::CheckFloat: {
      if (Node* state = resolve(n->inputs[0]); state->op == NodeOp::NumberState) {
        V other = tagged(state->inputs[1]);
        V unmade = b_.CreateICmpEQ(other, constant(Value::kErrorBits));
        check(b_.CreateOr(unmade, b_.CreateICmpNE(b_.CreateAnd(other, constant(2)), constant(0))), n, ExitReason::Guard);
        set(n, b_.CreateSelect(unmade, asFloat(state->inputs[0]), unbox(other)));
        return true;
      }
      V v = tagged(n->inputs[0]);
      check(b_.CreateICmpNE(b_.CreateAnd(v, constant(2)), constant(0)), n, ExitReason::Guard);
      set(n, asFloat(n->inputs[0]));
      return true;
    }
    case NodeOp::CheckNumber: {
      V v = tagged(n->inputs[0]);
      V isFloat = b_.CreateICmpNE(b_.CreateAnd(v, constant(2)), constant(0));
      check(b_.CreateOr(isFloat, smallInt(v)), n, ExitReason::Guard);
      if (planted(Plant::refine_number)) isFloat = b_.getTrue();
      V converted = b_.CreateSIToFP(b_.CreateAShr(v, constant(2)), double_);
      set(n, b_.CreateSelect(isFloat, unbox(v), converted));
      return true;
    }
    case NodeOp::NumberOperation:
      emitNumberOperation(n);
      return true;
    case NodeOp::CompareNumber:
      emitCompareNumber(n);
      return true;
    case NodeOp::IntAdd:
      overflowing(llvm::Intrinsic::sadd_with_overflow, in(0), in(1));
      return true;
    case NodeOp::IntAddWrapping:
      set(n, b_.CreateAdd(in(0), in(1)));
      return true;
    case NodeOp::IntSubtractWrapping:
      set(n, b_.CreateSub(in(0), in(1)));
      return true;
    case NodeOp::IntMultiplyWrapping:
      set(n, b_.CreateMul(in(0), untagged(1)));
      return true;
    case NodeOp::IntShiftLeftWrapping:
      set(n, b_.CreateShl(in(0), untagged(1)));
      return true;
    case NodeOp::IntSubtract:
      overflowing(llvm::Intrinsic::ssub_with_overflow, in(0), in(1));
      return true;
    case NodeOp::IntMultiply:
      overflowing(llvm::Intrinsic::smul_with_overflow, in(0), untagged(1));
      return true;
    case NodeOp::IntNegate:
      overflowing(llvm::Intrinsic::ssub_with_overflow, constant(0), in(0));
      return true;
    case NodeOp::IntFloorDivide:
    case NodeOp::IntModulo: {
      bool modulo = n->op == NodeOp::IntModulo;
      if (resolve(n->inputs[0])->nonNegative && resolve(n->inputs[1])->nonNegative) {
        divideUnsigned(n);
        return true;
      }
      if (int64_t d = constantDivisor()) {
        if ((d & (d - 1)) == 0) {
          unsigned shift = static_cast<unsigned>(__builtin_ctzll(static_cast<uint64_t>(d)));
          if (modulo)
            set(n, b_.CreateAnd(in(0), constant((static_cast<uint64_t>(d) - 1) << 2)));
          else
            set(n, b_.CreateShl(b_.CreateAShr(in(0), constant(shift + 2)), constant(2)));
          return true;
        }
      } else {
        V y = in(1);
        V zero = b_.CreateICmpEQ(y, constant(0));
        V minusOne = b_.CreateICmpEQ(y, constant(Value::smallInt(-1).bits()));
        check(b_.CreateNot(b_.CreateOr(zero, minusOne)), n, ExitReason::Overflow);
      }
      V x = untagged(0), y = untagged(1);
      V quotient = b_.CreateSDiv(x, y), remainder = b_.CreateSRem(x, y);
      V inexact = b_.CreateICmpNE(remainder, constant(0));
      V otherSign = b_.CreateICmpSLT(b_.CreateXor(remainder, y), constant(0));
      V adjust = b_.CreateAnd(inexact, otherSign);
      if (planted(modulo ? Plant::modulo_sign : Plant::floor_truncates)) adjust = b_.getFalse();
      V result = modulo ? b_.CreateSelect(adjust, b_.CreateAdd(remainder, y), remainder)
                        : b_.CreateSelect(adjust, b_.CreateSub(quotient, constant(1)), quotient);
      set(n, b_.CreateShl(result, constant(2)));
      return true;
    }
    case NodeOp::IntAnd:
      set(n, b_.CreateAnd(in(0), in(1)));
      return true;
    case NodeOp::IntOr:
      set(n, b_.CreateOr(in(0), in(1)));
      return true;
    case NodeOp::IntXor:
      set(n, b_.CreateXor(in(0), in(1)));
      return true;
    case NodeOp::IntInvert:
      set(n, b_.CreateXor(in(0), constant(~uint64_t{3})));
      return true;
    case NodeOp::IntShiftLeft: {
      check(b_.CreateICmpULE(in(1), constant(uint64_t{61} << 2)), n, ExitReason::Overflow);
      V count = untagged(1);
      V shifted = b_.CreateShl(in(0), count);
      if (!n->more && !planted(Plant::shift_wraps))
        check(b_.CreateICmpEQ(b_.CreateAShr(shifted, count), in(0)), n, ExitReason::Overflow);
      set(n, shifted);
      return true;
    }
    case NodeOp::IntShiftRight: {
      check(b_.CreateICmpSGE(in(1), constant(0)), n, ExitReason::Overflow);
      V count = untagged(1);
      V limited = b_.CreateSelect(b_.CreateICmpUGT(count, constant(63)), constant(63), count);
      if (planted(Plant::shift_count)) limited = b_.CreateAnd(count, constant(63));
      set(n, b_.CreateAnd(b_.CreateAShr(in(0), limited), constant(~uint64_t{3})));
      return true;
    }
    case NodeOp::IntAbsolute: {
      V negative = b_.CreateICmpSLT(in(0), constant(0));
      V pair = b_.CreateIntrinsic(llvm::Intrinsic::ssub_with_overflow, {i64_}, {constant(0), in(0)});
      check(b_.CreateNot(b_.CreateExtractValue(pair, 1)), n, ExitReason::Overflow);
      set(n, b_.CreateSelect(negative, b_.CreateExtractValue(pair, 0), in(0)));
      return true;
    }
    case NodeOp::BoolToInt:
      set(n, b_.CreateShl(b_.CreateZExt(in(0), i64_), constant(2)));
      return true;
    case NodeOp::IntToFloat:
      set(n, b_.CreateSIToFP(untagged(0), double_));
      return true;
    case NodeOp::IntDivide: {
      V x = untagged(0), y = untagged(1);
      auto exact = [&](V v) {
        V biased = b_.CreateAdd(v, constant((uint64_t{1} << 53) - 1));
        return b_.CreateICmpULT(biased, constant((uint64_t{1} << 54) - 1));
      };
      V ok = b_.CreateAnd(b_.CreateICmpNE(y, constant(0)), b_.CreateAnd(exact(x), exact(y)));
      check(ok, n, ExitReason::Overflow);
      set(n, b_.CreateFDiv(b_.CreateSIToFP(x, double_), b_.CreateSIToFP(y, double_)));
      return true;
    }
    case NodeOp::FloatAdd:
      set(n, b_.CreateFAdd(asFloat(n->inputs[0]), asFloat(n->inputs[1])));
      return true;
    case NodeOp::FloatSubtract:
      set(n, b_.CreateFSub(asFloat(n->inputs[0]), asFloat(n->inputs[1])));
      return true;
    case NodeOp::FloatMultiply:
      set(n, b_.CreateFMul(asFloat(n->inputs[0]), asFloat(n->inputs[1])));
      return true;
    case NodeOp::FloatDivide: {
      V y = asFloat(n->inputs[1]);
      if (!planted(Plant::zero_divisor)) check(b_.CreateFCmpUNE(y, llvm::ConstantFP::get(double_, 0.0)), n, ExitReason::Overflow);
      set(n, b_.CreateFDiv(asFloat(n->inputs[0]), y));
      return true;
    }
    case NodeOp::FloatNegate:
      set(n, b_.CreateFNeg(asFloat(n->inputs[0])));
      return true;
    case NodeOp::FloatAbsolute:
      set(n, b_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, asFloat(n->inputs[0])));
      return true;
    case NodeOp::FloatMinimum:
    case NodeOp::FloatMaximum: {
      // The first unless the second is beyond it: what is not ordered leaves the first.
      V x = asFloat(n->inputs[0]), y = asFloat(n->inputs[1]);
      V second = n->op == NodeOp::FloatMinimum ? b_.CreateFCmpOLT(y, x) : b_.CreateFCmpOGT(y, x);
      set(n, b_.CreateSelect(second, y, x));
      return true;
    }
    case NodeOp::FloatCall:
      set(n, callFinite(n));
      return true;
    case NodeOp::FloatSquare: {
      // As floatPower() does it: glibc's pow rounds to the square wherever that is not close to the middle between two doubles.
      V x = asFloat(n->inputs[0]), square = b_.CreateFMul(x, x);
      auto number = [&](double d) { return llvm::ConstantFP::get(double_, d); };
      V exponent = b_.CreateAnd(b_.CreateBitCast(square, i64_), constant(uint64_t{0x7ff} << 52));
      V least = b_.CreateFMul(b_.CreateBitCast(exponent, double_), number(0.45 * 0x1p-52));
      V error = b_.CreateIntrinsic(llvm::Intrinsic::fma, {double_}, {x, x, b_.CreateFNeg(square)});
      V sure = b_.CreateFCmpOLT(b_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, error), least);
      V inside = b_.CreateAnd(b_.CreateFCmpOGT(square, number(1e-200)), b_.CreateFCmpOLT(square, number(1e200)));
      BB direct = b_.GetInsertBlock(), slow = newBlock("power"), on = newBlock("squared");
      b_.CreateCondBr(b_.CreateAnd(sure, inside), on, slow, likely());
      b_.SetInsertPoint(slow);
      V power = callFinite(n);
      BB slowEnd = b_.GetInsertBlock();
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      set(n, merge({{square, direct}, {power, slowEnd}}));
      return true;
    }
    case NodeOp::FloatToInt: {
      V x = asFloat(n->inputs[0]);
      V magnitude = b_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, x);
      check(b_.CreateFCmpOLT(magnitude, llvm::ConstantFP::get(double_, 0x1p60)), n, ExitReason::Overflow);
      set(n, b_.CreateShl(b_.CreateFPToSI(x, i64_), constant(2)));
      return true;
    }
    case NodeOp::FloatSqrt: {
      V x = asFloat(n->inputs[0]);
      check(b_.CreateFCmpOGE(x, llvm::ConstantFP::get(double_, 0.0)), n, ExitReason::Overflow);
      set(n, b_.CreateUnaryIntrinsic(llvm::Intrinsic::sqrt, x));
      return true;
    }
    case NodeOp::CompareInt: {
      llvm::CmpInst::Predicate predicate = intPredicate(n->bits);
      if (planted(Plant::compare_unsigned) && llvm::CmpInst::isSigned(predicate))
        predicate = llvm::ICmpInst::getUnsignedPredicate(predicate);
      set(n, b_.CreateICmp(predicate, in(0), in(1)));
      return true;
    }
    case NodeOp::CompareFloat: {
      llvm::CmpInst::Predicate predicate = floatPredicate(n->bits);
      if (planted(Plant::compare_nan) && predicate == llvm::CmpInst::FCMP_OEQ) predicate = llvm::CmpInst::FCMP_UEQ;
      set(n, b_.CreateFCmp(predicate, asFloat(n->inputs[0]), asFloat(n->inputs[1])));
      return true;
    }
    case NodeOp::CompareAny: {
      V x = tagged(n->inputs[0]), y = tagged(n->inputs[1]);
      Home before = home_;
      BB slow = newBlock("compare"), fast = newBlock("ints"), on = newBlock("compared");
      b_.CreateCondBr(smallInt(b_.CreateOr(x, y)), fast, slow);
      b_.SetInsertPoint(fast);
      V small = boolean(b_.CreateICmp(intPredicate(n->bits), x, y));
      b_.CreateBr(on);
      b_.SetInsertPoint(slow);
      V general = callSeen(n, HelperId::compare, {constant(n->bits), x, y});
      BB slowEnd = b_.GetInsertBlock();
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      llvm::PHINode* phi = b_.CreatePHI(i64_, 2);
      phi->addIncoming(small, fast);
      phi->addIncoming(general, slowEnd);
      set(n, phi);
      home_ = std::move(before);
      clobberTemporaries();
      return true;
    }
    case NodeOp::EqualStr: {
      V x = tagged(n->inputs[0]), y = tagged(n->inputs[1]);
      BB before = b_.GetInsertBlock();
      BB differ = newBlock("differ"), slow = newBlock("equal"), on = newBlock("compared");
      b_.CreateCondBr(b_.CreateICmpEQ(x, y), on, differ);
      b_.SetInsertPoint(differ);
      V lengths = b_.CreateICmpEQ(strLength(x), strLength(y));
      // Characters of Latin-1 are compared as what they are; texts of another width are others.
      BB sized = newBlock("sized"), narrow = newBlock("narrow"), wide = newBlock("wide");
      b_.CreateCondBr(lengths, sized, on);
      b_.SetInsertPoint(sized);
      b_.CreateCondBr(b_.CreateICmpEQ(strWidth(x), strWidth(y)), wide, on);
      b_.SetInsertPoint(wide);
      b_.CreateCondBr(isNarrowCharacter(x), narrow, slow);
      b_.SetInsertPoint(narrow);
      V sameCharacter = b_.CreateICmpEQ(narrowAt(x, constant(0)), narrowAt(y, constant(0)));
      b_.CreateBr(on);
      b_.SetInsertPoint(slow);
      V equal = b_.CreateICmpEQ(call(HelperId::equal_str, {x, y}), constant(Value::kTrueBits));
      BB slowEnd = b_.GetInsertBlock();
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      set(n, merge({{b_.getTrue(), before},
                    {b_.getFalse(), differ},
                    {b_.getFalse(), sized},
                    {sameCharacter, narrow},
                    {equal, slowEnd}}));
      return true;
    }
    case NodeOp::OrderStr:
      orderStrs(n);
      return true;
    case NodeOp::Same: {
      Node *a = resolve(n->inputs[0]), *c = resolve(n->inputs[1]);
      V x = tagged(a), y = tagged(c);
      V same = b_.CreateICmpEQ(x, y);
      // Objects of shapes that are known have an identity, but for numbers.
      auto hasIdentity = [](uint64_t shape) {
        return shape && shape != kShapeOf_int_ && shape != kShapeOf_float_ && shape != kShapeOf_complex;
      };
      auto plain = [&](Node* v) {
        if (v->op == NodeOp::Constant) return !Value::fromBits(v->bits).isObject();
        return hasIdentity(v->shape) || (v->op == NodeOp::CheckShape && hasIdentity(v->bits));
      };
      auto unboxed = [](const Node* v) { return v->type != Rep::Any && !needsObject(v->type); };
      if (plain(a) || plain(c) || unboxed(a) || unboxed(c)) {
        set(n, same);
        return true;
      }
      // Boxed numbers are compared by value.
      BB before = b_.GetInsertBlock();
      BB slow = newBlock("identical"), on = newBlock("same");
      V maybe = b_.CreateAnd(b_.CreateNot(same), b_.CreateAnd(isObject(x), isObject(y)));
      b_.CreateCondBr(maybe, slow, on);
      b_.SetInsertPoint(slow);
      V result = b_.CreateICmpEQ(call(HelperId::identical, {x, y}), constant(Value::kTrueBits));
      b_.CreateBr(on);
      b_.SetInsertPoint(on);
      llvm::PHINode* phi = b_.CreatePHI(i1_, 2);
      phi->addIncoming(same, before);
      phi->addIncoming(result, slow);
      set(n, phi);
      return true;
    }
    case NodeOp::CompareIdentity: {
      V same = call(HelperId::compare_identity, {tagged(n->inputs[0]), tagged(n->inputs[1])});
      check(b_.CreateICmpNE(same, constant(Value::kUnboundBits)), n, ExitReason::Guard);
      set(n, b_.CreateICmpEQ(same, constant(Value::kTrueBits)));
      return true;
    }
    case NodeOp::IsBits: {
      Node* v = resolve(n->inputs[0]);
      if (v->type == Rep::Float || v->type == Rep::Bool || v->type == Rep::Int || needsObject(v->type))
        set(n, b_.getFalse());
      else
        set(n, b_.CreateICmpEQ(native(v), constant(n->bits)));
      return true;
    }
    case NodeOp::Truth: {
      Node* v = resolve(n->inputs[0]);
      if (v->type == Rep::Bool) {
        set(n, native(v));
      } else if (v->type == Rep::Int || v->type == Rep::Word) {
        set(n, b_.CreateICmpNE(native(v), constant(0)));
      } else if (v->type == Rep::Float) {
        set(n, b_.CreateFCmpUNE(native(v), llvm::ConstantFP::get(double_, 0.0)));
      } else if (v->type == Rep::Complex) {
        V parts = b_.CreateFCmpUNE(native(v), llvm::Constant::getNullValue(complex_));
        set(n, b_.CreateOr(b_.CreateExtractElement(parts, uint64_t{0}), b_.CreateExtractElement(parts, 1)));
      } else if (v->shape == kShapeOf_list || v->shape == kShapeOf_tuple || v->shape == kShapeOf_str) {
        set(n, b_.CreateICmpNE(load64(objectAt(native(v), offsetof(List, length)), kLengths), constant(0)));
      } else {
        V x = native(v);
        Home home = home_;
        BB before = b_.GetInsertBlock();
        BB other = newBlock("other"), slow = newBlock("truth"), on = newBlock("known");
        V yes = b_.CreateICmpEQ(x, constant(Value::kTrueBits));
        V known = b_.CreateOr(yes, b_.CreateICmpEQ(x, constant(Value::kFalseBits)));
        b_.CreateCondBr(known, on, other);
        b_.SetInsertPoint(other);
        V none = b_.CreateICmpEQ(x, constant(Value::kNoneBits));
        V small = smallInt(x);
        V nonZero = b_.CreateAnd(small, b_.CreateICmpNE(x, constant(0)));
        BB object = newBlock("object"), sized = newBlock("sized"), header = newBlock("header");
        b_.CreateCondBr(b_.CreateOr(none, small), on, object);
        // Lists, tuples and strs have their length in one place.
        static_assert(offsetof(List, length) == offsetof(Tuple, length) && offsetof(List, length) == offsetof(Str, length));
        b_.SetInsertPoint(object);
        b_.CreateCondBr(isObject(x), header, slow);
        b_.SetInsertPoint(header);
        V shape = load(i32_, objectAt(x, offsetof(Object, shape)), kShapes);
        V sequence = b_.CreateICmpEQ(shape, b_.getInt32(kShapeOf_list));
        for (uint32_t s : {kShapeOf_tuple, kShapeOf_str})
          sequence = b_.CreateOr(sequence, b_.CreateICmpEQ(shape, b_.getInt32(s)));
        b_.CreateCondBr(sequence, sized, slow);
        b_.SetInsertPoint(sized);
        V filled = b_.CreateICmpNE(load64(objectAt(x, offsetof(List, length)), kLengths), constant(0));
        b_.CreateBr(on);
        b_.SetInsertPoint(slow);
        V general = b_.CreateICmpEQ(callSeen(n, HelperId::truth, {x}), constant(Value::kTrueBits));
        BB slowEnd = b_.GetInsertBlock();
        b_.CreateBr(on);
        b_.SetInsertPoint(on);
        llvm::PHINode* phi = b_.CreatePHI(i1_, 4);
        phi->addIncoming(yes, before);
        phi->addIncoming(filled, sized);
        phi->addIncoming(nonZero, other);
        phi->addIncoming(general, slowEnd);
        set(n, phi);
        home_ = std::move(home);
        clobberTemporaries();
      }
      return true;
    }
    case NodeOp::Not:
      set(n, b_.CreateNot(native(n->inputs[0])));
      return true;
    default:
      return false;
  }
}

}  // namespace typhon::jit
