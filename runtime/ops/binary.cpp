// Binary and in-place operators: the protocol of CPython's abstract.c (slot of the left operand, of the right one, the
// right one first when its type derives from the left's; then the sequence slots).
#include "runtime/ops/binary.h"

#include "runtime/ops/ops.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

constexpr const char* kSymbols[] = {"+", "-", "*", "/", "//", "%", "** or pow()", "@", "<<", ">>", "&", "|", "^"};
constexpr const char* kInplaceSymbols[] = {"+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "<<=", ">>=", "&=", "|=", "^="};

// The slots of both operands in the order the language prescribes. NotImplemented when neither handles them.
Value binarySlots(Thread* t, BinarySlot slot, Value a, Value b) {
  Type* left = typeOf(a);
  Type* right = typeOf(b);
  Slots::Binary leftFn = left->slots.*slot;
  Slots::Binary rightFn = right != left ? right->slots.*slot : nullptr;
  if (rightFn == leftFn) rightFn = nullptr;
  if (leftFn) {
    if (rightFn && isSubtype(right, left)) {
      Value v = TRY(rightFn(t, a, b));
      if (v != notImplemented) return v;
      rightFn = nullptr;
    }
    Value v = TRY(leftFn(t, a, b));
    if (v != notImplemented) return v;
  }
  return rightFn ? rightFn(t, a, b) : notImplemented;
}

Value powerSlots(Thread* t, Value a, Value b, Value mod) {
  Type* left = typeOf(a);
  Type* right = typeOf(b);
  auto leftFn = left->slots.power;
  auto rightFn = right != left ? right->slots.power : nullptr;
  if (rightFn == leftFn) rightFn = nullptr;
  if (leftFn) {
    if (rightFn && isSubtype(right, left)) {
      Value v = TRY(rightFn(t, a, b, mod));
      if (v != notImplemented) return v;
      rightFn = nullptr;
    }
    Value v = TRY(leftFn(t, a, b, mod));
    if (v != notImplemented) return v;
  }
  if (rightFn) {
    Value v = TRY(rightFn(t, a, b, mod));
    if (v != notImplemented) return v;
  }
  if (!mod.isNone()) {
    Type* third = typeOf(mod);
    auto thirdFn = third->slots.power;
    if (thirdFn && thirdFn != left->slots.power && thirdFn != right->slots.power) return thirdFn(t, a, b, mod);
  }
  return notImplemented;
}

Raised unsupported(Thread* t, const char* symbol, Value a, Value b) {
  return raise(t, exc::TypeError, "unsupported operand type(s) for {}: '{}' and '{}'", symbol, typeName(a), typeName(b));
}

// A repetition count for sequence * int: the other operand must have __index__.
Value repeatBy(Thread* t, Value sequence, Value count, bool inplace) {
  if (!typeOf(count)->slots.index)
    return raise(t, exc::TypeError, "can't multiply sequence by non-int of type '{}'", typeName(count));
  int64_t n = TRY(indexInt64Py(t, count, exc::OverflowError));
  const Slots& s = typeOf(sequence)->slots;
  return inplace && s.inplaceRepeat ? s.inplaceRepeat(t, sequence, n) : s.repeat(t, sequence, n);
}

}  // namespace

const char* symbolOf(BinaryOp op, bool inplace) { return (inplace ? kInplaceSymbols : kSymbols)[static_cast<size_t>(op)]; }

Value binaryPy(Thread* t, BinaryOp op, Value a, Value b) {
  if (op == BinaryOp::Power) {
    Value v = TRY(powerSlots(t, a, b, Value::none()));
    return v != notImplemented ? v : unsupported(t, "** or pow()", a, b);
  }
  Value v = TRY(binarySlots(t, kBinarySlots[static_cast<size_t>(op)], a, b));
  if (v != notImplemented) return v;
  if (op == BinaryOp::Add) {
    if (auto concat = typeOf(a)->slots.concat) return concat(t, a, b);
  } else if (op == BinaryOp::Multiply) {
    if (typeOf(a)->slots.repeat) return repeatBy(t, a, b, false);
    if (typeOf(b)->slots.repeat) return repeatBy(t, b, a, false);
  } else if (op == BinaryOp::Rshift) {
    // print >> stream, a habit from Python 2.
    if (auto* f = dynCast<NativeFunction>(a); f && std::string_view(typeName(a)) == "builtin_function_or_method") {
      Value print = TRY(findAttrPy(t, a, names::__name__));
      if (isa<Str>(print) && equals(print.as<Str>(), "print"))
        return raise(t, exc::TypeError,
                     "unsupported operand type(s) for >>: '{}' and '{}'. Did you mean \"print(<message>, "
                     "file=<output_stream>)\"?",
                     typeName(a), typeName(b));
    }
  }
  return unsupported(t, kSymbols[static_cast<size_t>(op)], a, b);
}

Value inplacePy(Thread* t, BinaryOp op, Value a, Value b) {
  if (op == BinaryOp::Add && isExactStr(a) && isExactStr(b)) return Value(TRY(append(t, a.as<Str>(), b.as<Str>())));
  if (auto fn = typeOf(a)->slots.*kInplaceSlots[static_cast<size_t>(op)]) {
    Value v = TRY(fn(t, a, b));
    if (v != notImplemented) return v;
  }
  Value v =
      op == BinaryOp::Power ? powerSlots(t, a, b, Value::none()) : binarySlots(t, kBinarySlots[static_cast<size_t>(op)], a, b);
  if (TRY(v) != notImplemented) return v;
  const Slots& s = typeOf(a)->slots;
  if (op == BinaryOp::Add) {
    if (s.inplaceConcat) return s.inplaceConcat(t, a, b);
    if (s.concat) return s.concat(t, a, b);
  } else if (op == BinaryOp::Multiply) {
    if (s.repeat || s.inplaceRepeat) return repeatBy(t, a, b, true);
    if (typeOf(b)->slots.repeat) return repeatBy(t, b, a, false);
  }
  return unsupported(t, kInplaceSymbols[static_cast<size_t>(op)], a, b);
}

Value binaryRightPy(Thread* t, BinaryOp op, bool inplace, Value a, Value b) {
  Type* right = typeOf(b);
  if (right != typeOf(a)) {
    Value v = notImplemented;
    if (op == BinaryOp::Power) {
      if (auto slot = right->slots.power) v = slot(t, a, b, Value::none());
    } else if (auto slot = right->slots.*kBinarySlots[static_cast<size_t>(op)]) {
      // The generic slot of a class written in Python asks the left operand first; it has answered already.
      if (right->typeFlags & kNativeType) {
        v = slot(t, a, b);
      } else {
        Value reflected = TRY(lookupSpecialPy(t, b, reflectedName(op)));
        if (!reflected.isUnbound()) v = callPy(t, reflected, {a});
      }
    }
    if (TRY(v) != notImplemented) return v;
  }
  if (op == BinaryOp::Multiply) {
    if (typeOf(a)->slots.repeat) return repeatBy(t, a, b, inplace);
    if (right->slots.repeat) return repeatBy(t, b, a, false);
  }
  return unsupported(t, symbolOf(op, inplace), a, b);
}

Str* reflectedName(BinaryOp op) {
  static Str* const* const kNames[] = {&names::__radd__,      &names::__rsub__,    &names::__rmul__, &names::__rtruediv__,
                                       &names::__rfloordiv__, &names::__rmod__,    &names::__rpow__, &names::__rmatmul__,
                                       &names::__rlshift__,   &names::__rrshift__, &names::__rand__, &names::__ror__,
                                       &names::__rxor__};
  return *kNames[static_cast<size_t>(op)];
}

Value powerPy(Thread* t, Value a, Value b, Value mod) {
  Value v = TRY(powerSlots(t, a, b, mod));
  if (v != notImplemented) return v;
  if (mod.isNone()) return unsupported(t, "** or pow()", a, b);
  return raise(t, exc::TypeError, "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'", typeName(a), typeName(b),
               typeName(mod));
}

Value divmodPy(Thread* t, Value a, Value b) {
  Value v = TRY(binarySlots(t, &Slots::divmod, a, b));
  return v != notImplemented ? v : unsupported(t, "divmod()", a, b);
}

}  // namespace typhon
