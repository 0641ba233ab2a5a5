// Complex numbers as pairs of doubles.
#include <cstddef>

#include "backends/jit/lowering/lowering_internal.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/ops/binary.h"
#include "runtime/types/float.h"

namespace typhon::jit {

Lowering::V Lowering::complexOf(V real, V imaginary) {
  V pair = b_.CreateInsertElement(llvm::PoisonValue::get(complex_), real, uint64_t{0});
  return b_.CreateInsertElement(pair, imaginary, 1);
}

std::pair<Lowering::V, Lowering::V> Lowering::partsOf(V number) {
  V real = b_.CreateBitCast(b_.CreateExtractElement(number, uint64_t{0}), i64_);
  V imaginary = b_.CreateBitCast(b_.CreateExtractElement(number, 1), i64_);
  if (planted(Plant::complex_parts)) std::swap(real, imaginary);
  return {real, imaginary};
}

Lowering::V Lowering::boxComplex(V number) {
  auto [real, imaginary] = partsOf(number);
  return call(HelperId::box_complex, {real, imaginary});
}

bool Lowering::emitComplex(Node* n) {
  auto part = [&](unsigned input, uint64_t i) { return b_.CreateExtractElement(native(n->inputs[input]), i); };
  switch (n->op) {
    case NodeOp::AsComplex: {
      V v = tagged(n->inputs[0]);
      check(isObject(v), n, ExitReason::Guard);
      V shape = load(i32_, objectAt(v, offsetof(Object, shape)), kShapes);
      check(b_.CreateICmpEQ(shape, b_.getInt32(kShapeOf_complex)), n, ExitReason::Guard);
      V real = load(double_, objectAt(v, offsetof(Complex, real)), kLengths);
      set(n, complexOf(real, load(double_, objectAt(v, offsetof(Complex, imaginary)), kLengths)));
      return true;
    }
    case NodeOp::ComplexOf:
      set(n, complexOf(asFloat(n->inputs[0]), asFloat(n->inputs[1])));
      return true;
    case NodeOp::ComplexPart:
      set(n, part(0, n->bits));
      return true;
    case NodeOp::ComplexDivide: {
      // As complexQuotient() does it: by the larger part of the divisor.
      V a = part(0, 0), b = part(0, 1), c = part(1, 0), d = part(1, 1);
      V sizeOfReal = b_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, c);
      V sizeOfImaginary = b_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, d);
      V byReal = b_.CreateFCmpOGE(sizeOfReal, sizeOfImaginary), byImaginary = b_.CreateFCmpOLT(sizeOfReal, sizeOfImaginary);
      V larger = b_.CreateSelect(byReal, c, d), smaller = b_.CreateSelect(byReal, d, c);
      V divides = b_.CreateFCmpONE(larger, llvm::ConstantFP::get(double_, 0.0));
      check(b_.CreateAnd(b_.CreateOr(byReal, byImaginary), divides), n, ExitReason::Overflow);
      V ratio = b_.CreateFDiv(smaller, larger);
      V denominator = b_.CreateFAdd(larger, b_.CreateFMul(smaller, ratio));
      V plain = b_.CreateSelect(byReal, a, b), scaled = b_.CreateFMul(b_.CreateSelect(byReal, b, a), ratio);
      V real = b_.CreateFAdd(plain, scaled);
      V first = b_.CreateSelect(byReal, b, b_.CreateFMul(b, ratio));
      V imaginary = b_.CreateFSub(first, b_.CreateSelect(byReal, b_.CreateFMul(a, ratio), a));
      set(n, complexOf(b_.CreateFDiv(real, denominator), b_.CreateFDiv(imaginary, denominator)));
      return true;
    }
    case NodeOp::ComplexOperation:
      switch (static_cast<BinaryOp>(n->bits)) {
        case BinaryOp::Add:
          set(n, b_.CreateFAdd(native(n->inputs[0]), native(n->inputs[1])));
          return true;
        case BinaryOp::Subtract:
          set(n, b_.CreateFSub(native(n->inputs[0]), native(n->inputs[1])));
          return true;
        default: {
          // As complexProduct() does it.
          V a = part(0, 0), b = part(0, 1), c = part(1, 0), d = part(1, 1);
          V real = b_.CreateFSub(b_.CreateFMul(a, c), b_.CreateFMul(b, d));
          set(n, complexOf(real, b_.CreateFAdd(b_.CreateFMul(a, d), b_.CreateFMul(b, c))));
          return true;
        }
      }
    default:
      return false;
  }
}

}  // namespace typhon::jit
