// Operators whose operands are not the handlers' fast cases. Special methods written in Python are entered as frames; what they
// return is completed by resumeCaller (unwind.cpp).
#include "runtime/exec/steps/operators.h"

#include "runtime/exec/steps/special.h"
#include "runtime/exec/tracing.h"
#include "runtime/feedback/feedback.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/ops/binary.h"
#include "runtime/ops/compare_numbers.h"
#include "runtime/types/complex_arithmetic.h"
#include "runtime/types/dict.h"
#include "runtime/types/float_arithmetic.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::steps {
namespace {

struct OperatorNames {
  Str* const* left;
  Str* const* right;
  Str* const* inplace;
};
const OperatorNames kOperatorNames[] = {
    {&names::__add__, &names::__radd__, &names::__iadd__},
    {&names::__sub__, &names::__rsub__, &names::__isub__},
    {&names::__mul__, &names::__rmul__, &names::__imul__},
    {&names::__truediv__, &names::__rtruediv__, &names::__itruediv__},
    {&names::__floordiv__, &names::__rfloordiv__, &names::__ifloordiv__},
    {&names::__mod__, &names::__rmod__, &names::__imod__},
    {&names::__pow__, &names::__rpow__, &names::__ipow__},
    {&names::__matmul__, &names::__rmatmul__, &names::__imatmul__},
    {&names::__lshift__, &names::__rlshift__, &names::__ilshift__},
    {&names::__rshift__, &names::__rrshift__, &names::__irshift__},
    {&names::__and__, &names::__rand__, &names::__iand__},
    {&names::__or__, &names::__ror__, &names::__ior__},
    {&names::__xor__, &names::__rxor__, &names::__ixor__},
};

Step finish(Value v, Value* out) {
  if (v.isError()) return Step::Failed;
  *out = v;
  return Step::Done;
}

Step push(Thread* t, Function* f, Value a, Value b, Continuation continuation, uint32_t destination) {
  return pushMethod(t, f, {a, b}, continuation, destination);
}

// Whether `right` derives from `left`, which is no native class: then no native one does.
bool derives(const Type* right, const Type* left) {
  return right != left && !(right->typeFlags & kNativeType) && isSubtype(right, left);
}

// An instance whose attributes are all there is to it: not a number, string or container of any kind.
bool isPlainInstance(Value v) { return v.isObject() && v.asObject()->kind == Kind::Instance; }

}  // namespace

Str* operatorName(BinaryOp op, int which) {
  const OperatorNames& row = kOperatorNames[static_cast<size_t>(op)];
  return which == 0 ? *row.left : which == 1 ? *row.right : *row.inplace;
}

namespace {

// Operators of exact ints, in BinaryOp order; Power and Matmul have none of this form.
using IntOperator = Value (*)(Thread*, Value, Value);
constexpr IntOperator kIntOperators[] = {intAdd,  intSubtract, intMultiply, intTrueDivide, intFloorDivide, intModulo, nullptr,
                                         nullptr, intLshift,   intRshift,   intAnd,        intOr,          intXor};

bool isIntNumber(Value v) { return v.isSmallInt() || (v.isObject() && v.asObject()->shape == kShapeOf_int_); }

// An immediate float, or a small int that is exact as a double.
inline bool asExactDouble(Value v, double* out) {
  if (v.isImmediateFloat()) return *out = v.asImmediateFloat(), true;
  if (!v.isSmallInt() || llabs(v.asSmallInt()) >= int64_t{1} << 53) return false;
  return *out = static_cast<double>(v.asSmallInt()), true;
}

// The operators of two numbers, one of them a float, that the handlers leave; false for all others.
bool floatOperator(Thread* t, BinaryOp op, Value a, Value b, Value* out) {
  double x, y;
  if (!asExactDouble(a, &x) || !asExactDouble(b, &y)) return false;
  switch (op) {
    case BinaryOp::Power:
      *out = floatPower(t, x, y);
      return true;
    case BinaryOp::Modulo:
      if (y == 0) return false;
      *out = makeFloat(t, floatModulo(x, y));
      return true;
    case BinaryOp::FloorDivide:
      if (y == 0) return false;
      *out = makeFloat(t, floatFloorDivide(x, y));
      return true;
    default:
      return false;
  }
}

// An object of a native type that is no number, and a right operand of a native type: what the left one's slot returns;
// NotImplemented when it leaves the operation to the general rules, or these could ask another first.
[[gnu::always_inline]] inline Value nativeOperator(Thread* t, BinaryOp op, bool inplace, Value a, Value b) {
  const Type *left = typeOf(a.asObject()), *right = typeOf(b);
  if (!(left->typeFlags & right->typeFlags & kNativeType)) return notImplemented;
  auto index = static_cast<size_t>(op);
  Slots::Binary slot = inplace ? left->slots.*kInplaceSlots[index] : nullptr;
  if (!slot) {
    if (op == BinaryOp::Power) return notImplemented;
    slot = left->slots.*kBinarySlots[index];
    Slots::Binary other = right->slots.*kBinarySlots[index];
    if (slot) {
      if (left != right && other && other != slot && isSubtype(right, left)) return notImplemented;
    } else {
      if (other || op != BinaryOp::Add) return notImplemented;
      slot = inplace && left->slots.inplaceConcat ? left->slots.inplaceConcat : left->slots.concat;
      if (!slot) return notImplemented;
    }
  }
  return slot(t, a, b);
}

// Whether noteOperands would change nothing, for an instance on the left; false negatives are fine.
bool areNoted(uint64_t seen, Value a, Value b) {
  if (leftShape(seen) != a.asObject()->shape) return false;
  return isPlainInstance(b) ? rightShape(seen) == b.asObject()->shape : (seen & operandBits(b) << 8) != 0;
}

// The operator of a left operand whose class is not native: its method, if that is written in Python and its turn comes first.
Step pythonLeftStep(Thread* t, BinaryOp op, bool inplace, Value a, Value b, Type* left, uint32_t destination, Value* out) {
  Type* right = typeOf(b);
  // When the right operand's class derives from the left's, it may have to come first: leave that to the general path.
  if (!derives(right, left)) {
    if (inplace) {
      Value own = typeLookupInline(left, operatorName(op, 2));
      if (isa<Function>(own)) return push(t, own.as<Function>(), a, b, Continuation::Inplace, destination);
      if (!own.isUnbound()) return finish(inplacePy(t, op, a, b), out);
    }
    if (Function* f = pythonMethod(left, operatorName(op, 0))) return push(t, f, a, b, Continuation::Binary, destination);
  }
  return finish(inplace ? inplacePy(t, op, a, b) : binaryPy(t, op, a, b), out);
}

}  // namespace

Step binaryStepAt(Thread* t, Word* pc, BinaryOp op, bool inplace, Value a, Value b, uint32_t destination, Value* out) {
  if (a.isObject() && a.asObject()->kind != Kind::Instance && a.asObject()->shape != kShapeOf_int_ &&
      !(b.isObject() && b.asObject()->kind == Kind::Instance)) {
    pc[1].bits |= operandBits(a, b);
    Value v = nativeOperator(t, op, inplace, a, b);
    if (v != notImplemented) [[likely]]
      return finish(v, out);
    return binaryStep(t, op, inplace, a, b, destination, out);
  }
  if (isPlainInstance(a) && areNoted(pc[1].bits, a, b)) {
    // Nothing new.
  } else if (isIntNumber(a) && isIntNumber(b)) {
    pc[1].bits |= intBits(a) | intBits(b) << 8;
    if (IntOperator f = kIntOperators[static_cast<size_t>(op)]) return finish(f(t, a, b), out);
  } else {
    noteOperands(&pc[1].bits, a, b);
  }
  return binaryStep(t, op, inplace, a, b, destination, out);
}

Step binaryStep(Thread* t, BinaryOp op, bool inplace, Value a, Value b, uint32_t destination, Value* out) {
  Type* left = typeOf(a);
  if (isPlainInstance(a) && !(left->typeFlags & kNativeType)) return pythonLeftStep(t, op, inplace, a, b, left, destination, out);
  if (a.isImmediateFloat() || b.isImmediateFloat())
    if (floatOperator(t, op, a, b, out)) return out->isError() ? Step::Failed : Step::Done;
  if (a.isObject() && b.isObject() && a.asObject()->shape == kShapeOf_complex && b.asObject()->shape == kShapeOf_complex) {
    const Complex *x = a.as<Complex>(), *y = b.as<Complex>();
    if (op == BinaryOp::Add) return finish(makeComplex(t, x->real + y->real, x->imaginary + y->imaginary), out);
    if (op == BinaryOp::Subtract) return finish(makeComplex(t, x->real - y->real, x->imaginary - y->imaginary), out);
    if (op == BinaryOp::Multiply) {
      ComplexNumber product = complexProduct({x->real, x->imaginary}, {y->real, y->imaginary});
      return finish(makeComplex(t, product.real, product.imaginary), out);
    }
  }
  if (isIntNumber(a) && isIntNumber(b)) {
    if (IntOperator f = kIntOperators[static_cast<size_t>(op)]) return finish(f(t, a, b), out);
    if (op == BinaryOp::Power && powerSmall(a, b, out)) return Step::Done;
  }
  if (op == BinaryOp::Add && a.isObject() && b.isObject() && a.asObject()->shape == b.asObject()->shape) {
    uint32_t shape = a.asObject()->shape;
    if (shape == kShapeOf_tuple || (shape == kShapeOf_list && !inplace)) return finish(typeOf(a)->slots.concat(t, a, b), out);
  }
  if (!(left->typeFlags & kNativeType)) return pythonLeftStep(t, op, inplace, a, b, left, destination, out);
  if (!inplace || left == types::int_ || left == types::float_) {
    // A number on the left does not handle a Python class on the right.
    Type* right = typeOf(b);
    if ((left == types::int_ || left == types::float_) && !(right->typeFlags & kNativeType) &&
        right->instanceKind == Kind::Instance) {
      if (Function* f = pythonMethod(right, operatorName(op, 1))) return push(t, f, b, a, Continuation::BinaryRight, destination);
    }
  }
  return finish(inplace ? inplacePy(t, op, a, b) : binaryPy(t, op, a, b), out);
}

Step compareStep(Thread* t, CompareOp op, Value a, Value b, Continuation continuation, uint32_t destination, Value* out) {
  if (isPlainInstance(a)) {
    // Neither a number nor a str.
  } else if (double x, y; (a.isImmediateFloat() || b.isImmediateFloat()) && asExactDouble(a, &x) && asExactDouble(b, &y)) {
    *out = Value::boolean(compareNumbers(op, x, y));
    return Step::Done;
  } else if (a.isObject() && b.isObject() && a.asObject()->shape == kShapeOf_str && b.asObject()->shape == kShapeOf_str) {
    Str* x = a.as<Str>();
    Str* y = b.as<Str>();
    if (op == CompareOp::Eq || op == CompareOp::Ne) {
      *out = Value::boolean((x == y || equals(x, y)) == (op == CompareOp::Eq));
    } else {
      *out = Value::boolean(compareNumbers(op, compare(x, y), 0));
    }
    return Step::Done;
  }
  Type* left = typeOf(a);
  if (left == types::tuple && typeOf(b) == left) return finish(tupleComparePy(t, a, b, op), out);
  if (isa<Int>(a) && isa<Int>(b) && left->slots.compare == types::int_->slots.compare &&
      typeOf(b)->slots.compare == left->slots.compare) {
    // Ints of classes that compare as ints do, such as enumerations.
    *out = Value::boolean(compareNumbers(op, intCompare(a, b), 0));
    return Step::Done;
  }
  if (!(left->typeFlags & kNativeType)) {
    Type* right = typeOf(b);
    if (!derives(right, left)) {
      if (Function* f = pythonMethod(left, specialMethodOf(op))) return push(t, f, a, b, continuation, destination);
    }
  }
  return finish(comparePy(t, op, a, b), out);
}

Step unaryStep(Thread* t, Str* name, Value (*general)(Thread*, Value), Value v, uint32_t destination, Value* out) {
  if (Function* f = pythonMethod(typeOf(v), name)) return pushMethod(t, f, {v}, Continuation::Store, destination);
  return finish(general(t, v), out);
}

Step getItemStep(Thread* t, Value v, Value key, uint32_t destination, Value* out) {
  // Subclasses of tuple that index as tuples do (named tuples and the like).
  if (isa<Tuple>(v) && key.isSmallInt() && typeOf(v)->slots.getItem == types::tuple->slots.getItem) {
    Tuple* tuple = v.as<Tuple>();
    int64_t i = key.asSmallInt();
    if (i < 0) i += static_cast<int64_t>(tuple->length);
    if (static_cast<uint64_t>(i) < tuple->length) {
      *out = tuple->items[i];
      return Step::Done;
    }
  }
  if (Function* f = pythonMethod(typeOf(v), names::__getitem__)) return push(t, f, v, key, Continuation::Store, destination);
  return finish(getItemPy(t, v, key), out);
}

namespace {

// A bound of a slice that is None or a small int, counted from the start of a sequence of `length` items. False for others.
inline bool plainBound(Value v, int64_t length, int64_t ifNone, int64_t* out) {
  if (v.isNone()) {
    *out = ifNone;
    return true;
  }
  if (!v.isSmallInt()) return false;
  int64_t i = v.asSmallInt();
  if (i < 0) i += length;
  *out = i < 0 ? 0 : i > length ? length : i;
  return true;
}

}  // namespace

Step getSliceStep(Thread* t, Value v, const Value* bounds, uint32_t destination, Value* out) {
  if (v.isObject()) {
    uint32_t shape = v.asObject()->shape;
    if (shape == kShapeOf_list || shape == kShapeOf_tuple) {
      int64_t length = static_cast<int64_t>(shape == kShapeOf_list ? v.as<List>()->length : v.as<Tuple>()->length);
      int64_t start, end;
      if (plainBound(bounds[0], length, 0, &start) && plainBound(bounds[1], length, length, &end)) {
        if (end < start) end = start;
        size_t from = static_cast<size_t>(start), to = static_cast<size_t>(end);
        return finish(shape == kShapeOf_list ? listSlice(t, v.as<List>(), from, to) : tupleSlice(t, v.as<Tuple>(), from, to),
                      out);
      }
    }
  }
  Value slice = makeSlice(t, bounds[0], bounds[1], Value::none());
  if (slice.isError()) return Step::Failed;
  return getItemStep(t, v, slice, destination, out);
}

Step setSliceStep(Thread* t, Value v, const Value* bounds, Value value, Value* out) {
  if (v.isObject() && v.asObject()->shape == kShapeOf_list && value.isObject() && value != v &&
      (value.asObject()->shape == kShapeOf_list || value.asObject()->shape == kShapeOf_tuple)) {
    List* list = v.as<List>();
    int64_t length = static_cast<int64_t>(list->length), start, end;
    if (plainBound(bounds[0], length, 0, &start) && plainBound(bounds[1], length, length, &end)) {
      if (end < start) end = start;
      bool tuple = value.asObject()->shape == kShapeOf_tuple;
      size_t count = tuple ? value.as<Tuple>()->length : value.as<List>()->length;
      const Value* items = tuple ? value.as<Tuple>()->items : count ? value.as<List>()->store->items : nullptr;
      *out = Value::none();
      return listReplaceSlice(t, list, static_cast<size_t>(start), static_cast<size_t>(end), items, count) ? Step::Done
                                                                                                           : Step::Failed;
    }
  }
  Value slice = makeSlice(t, bounds[0], bounds[1], Value::none());
  if (slice.isError()) return Step::Failed;
  return setItemStep(t, v, slice, value, out);
}

Step setItemStep(Thread* t, Value v, Value key, Value value, Value* out) {
  if (Function* f = pythonMethod(typeOf(v), names::__setitem__))
    return pushMethod(t, f, {v, key, value}, Continuation::Discard, 0);
  *out = Value::none();
  return setItemPy(t, v, key, value) ? Step::Done : Step::Failed;
}

// --- len(), `in` and truth. Where what happens is reported, the method is called from here, so that no report comes late.

namespace {

// The special method if it is to be entered as a frame.
Function* methodToEnter(Thread* t, Value v, Str* name) {
  return v.isObject() && !isTraced(t) ? pythonMethod(typeOf(v.asObject()), name) : nullptr;
}

}  // namespace

Step lengthStep(Thread* t, Value v, uint32_t destination, Value* out) {
  if (Function* f = methodToEnter(t, v, names::__len__)) return pushMethod(t, f, {v}, Continuation::Length, destination);
  Maybe<int64_t> n = lengthPy(t, v);
  return n.ok() ? finish(makeInt(t, *n), out) : Step::Failed;
}

Step containsStep(Thread* t, Value container, Value item, bool sense, uint32_t destination, Value* out) {
  if (container.isObject() && container.asObject()->shape == kShapeOf_set) {
    int found = setContainsPy(t, container.as<Set>(), item);
    *out = Value::boolean((found != 0) == sense);
    return found < 0 ? Step::Failed : Step::Done;
  }
  if (container.isObject() && container.asObject()->shape == kShapeOf_dict) {
    Value found = dictGetPy(t, container.as<Dict>(), item);
    *out = Value::boolean(!found.isUnbound() == sense);
    return found.isError() ? Step::Failed : Step::Done;
  }
  if (const Type* type = typeOf(container); type->typeFlags & kNativeType && type->slots.contains) {
    int found = type->slots.contains(t, container, item);
    *out = Value::boolean((found != 0) == sense);
    return found < 0 ? Step::Failed : Step::Done;
  }
  if (Function* f = methodToEnter(t, container, names::__contains__))
    return pushMethod(t, f, {container, item}, Continuation::Contains, destination);
  Maybe<bool> found = containsPy(t, container, item);
  if (!found.ok()) return Step::Failed;
  *out = Value::boolean(*found == sense);
  return Step::Done;
}

Step truthStep(Thread* t, Value v, uint32_t destination, bool* out) {
  if (v.isObject()) {
    const Slots& s = typeOf(v.asObject())->slots;
    if (!s.truth && !s.length) return *out = true, Step::Done;
    if (Function* f = methodToEnter(t, v, names::__bool__)) return pushMethod(t, f, {v}, Continuation::Truth, destination);
    if (Function* f = methodToEnter(t, v, names::__len__); f && typeLookup(typeOf(v), names::__bool__).isUnbound())
      return pushMethod(t, f, {v}, Continuation::LengthTruth, destination);
  }
  Maybe<bool> truth = truthPy(t, v);
  if (!truth.ok()) return Step::Failed;
  *out = *truth;
  return Step::Done;
}

// --- what is left to do when a special method has returned NotImplemented

Raised unsupportedOperands(Thread* t, BinaryOp op, bool inplace, Value a, Value b) {
  return raise(t, exc::TypeError, "unsupported operand type(s) for {}: '{}' and '{}'", symbolOf(op, inplace), typeName(a),
               typeName(b));
}

Value compareAfterLeft(Thread* t, CompareOp op, Value a, Value b) {
  static constexpr const char* kSymbols[] = {"<", "<=", "==", "!=", ">", ">="};
  if (auto compare = typeOf(b)->slots.compare) {
    Value v = TRY(compare(t, b, a, reflected(op)));
    if (v != notImplemented) return v;
  }
  if (op == CompareOp::Eq) return Value::boolean(isIdentical(a, b));
  if (op == CompareOp::Ne) return Value::boolean(!isIdentical(a, b));
  return raise(t, exc::TypeError, "'{}' not supported between instances of '{}' and '{}'", kSymbols[static_cast<int>(op)],
               typeName(a), typeName(b));
}

}  // namespace typhon::steps
