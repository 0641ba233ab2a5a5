// Rich comparison, identity, membership, hashing.
#include "runtime/exec/engine.h"
#include "runtime/object/method_cache.h"
#include "runtime/object/type.h"
#include "runtime/ops/compare_numbers.h"
#include "runtime/ops/ops.h"
#include "runtime/types/float.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

constexpr const char* kCompareSymbols[] = {"<", "<=", "==", "!=", ">", ">="};

}  // namespace

Value comparePy(Thread* t, CompareOp op, Value a, Value b) {
  if (a.isSmallInt() && b.isSmallInt()) return Value::boolean(compareNumbers(op, a.asSmallInt(), b.asSmallInt()));
  if (a.isImmediateFloat() && b.isImmediateFloat())
    return Value::boolean(compareNumbers(op, a.asImmediateFloat(), b.asImmediateFloat()));
  Type* left = typeOf(a);
  Type* right = typeOf(b);
  bool leftDeclined = false;
  if (left == right && !(left->typeFlags & kNativeType)) {
    // Two instances of a class whose method is written in Python, as sort and heapq compare them.
    Value method = typeLookupInline(left, specialMethodOf(op));
    if (isa<Function>(method)) [[likely]] {
      Value operands[] = {a, b};
      Value v = TRY(callFunctionPy(t, method.as<Function>(), Args{operands, 2, nullptr}));
      if (v != notImplemented) return v;
      leftDeclined = true;
    }
  }
  NativeCall guard(t, " in comparison");
  if (!guard.ok()) return Raised{};
  bool reflectedFirst = false;
  if (left != right && right->slots.compare && isSubtype(right, left)) {
    reflectedFirst = true;
    Value v = TRY(right->slots.compare(t, b, a, reflected(op)));
    if (v != notImplemented) return v;
  }
  if (left->slots.compare && !leftDeclined) {
    Value v = TRY(left->slots.compare(t, a, b, op));
    if (v != notImplemented) return v;
  }
  if (!reflectedFirst && right->slots.compare) {
    Value v = TRY(right->slots.compare(t, b, a, reflected(op)));
    if (v != notImplemented) return v;
  }
  if (op == CompareOp::Eq) return Value::boolean(isIdentical(a, b));
  if (op == CompareOp::Ne) return Value::boolean(!isIdentical(a, b));
  return raise(t, exc::TypeError, "'{}' not supported between instances of '{}' and '{}'", kCompareSymbols[static_cast<int>(op)],
               typeName(a), typeName(b));
}

Maybe<bool> compareTruthPy(Thread* t, CompareOp op, Value a, Value b) {
  Value v = TRY(comparePy(t, op, a, b));
  if (v.isBool()) [[likely]]
    return v.isTrue();
  return truthPy(t, v);
}

Maybe<bool> equalPy(Thread* t, Value a, Value b) {
  if (isIdentical(a, b)) return true;
  if (isa<Str>(a) && isa<Str>(b) && typeOf(a) == types::str && typeOf(b) == types::str) return equals(a.as<Str>(), b.as<Str>());
  if (isa<Tuple>(a) && isa<Tuple>(b) && typeOf(a.asObject()) == types::tuple && typeOf(b.asObject()) == types::tuple) {
    // Keys of dicts and members of sets, above all: what tuple's slot does, without the way there.
    NativeCall guard(t, " in comparison");
    if (!guard.ok()) return Raised{};
    return TRY(tupleComparePy(t, a, b, CompareOp::Eq)).isTrue();
  }
  return compareTruthPy(t, CompareOp::Eq, a, b);
}

bool isIdentical(Value a, Value b) {
  if (a == b) return true;
  // Numbers have no identity besides type and value (an int, float or complex may be boxed anew at any time).
  if (!a.isObject() || !b.isObject()) return false;
  Object* x = a.asObject();
  Object* y = b.asObject();
  if (x->kind != y->kind || x->shape != y->shape) return false;
  switch (x->kind) {
    case Kind::Int:
      return typeOf(x) == types::int_ && intCompare(a, b) == 0;
    case Kind::Float:
      return typeOf(x) == types::float_ &&
             std::bit_cast<uint64_t>(a.as<Float>()->value) == std::bit_cast<uint64_t>(b.as<Float>()->value);
    case Kind::Complex:
      return typeOf(x) == types::complex &&
             std::bit_cast<uint64_t>(a.as<Complex>()->real) == std::bit_cast<uint64_t>(b.as<Complex>()->real) &&
             std::bit_cast<uint64_t>(a.as<Complex>()->imaginary) == std::bit_cast<uint64_t>(b.as<Complex>()->imaginary);
    default:
      return false;
  }
}

Maybe<bool> containsPy(Thread* t, Value container, Value item) {
  Type* type = typeOf(container);
  if (type->slots.contains) {
    int found = type->slots.contains(t, container, item);
    if (found < 0) return Raised{};
    return found != 0;
  }
  if (!type->slots.iter && !type->slots.getItem)
    return raise(t, exc::TypeError, "argument of type '{}' is not iterable", typeName(container));
  Value iterator = iterPy(t, container);
  if (iterator.isError()) {
    if (pendingIs(t, exc::TypeError)) {
      clearPending(t);
      return raise(t, exc::TypeError, "argument of type '{}' is not iterable", typeName(container));
    }
    return Raised{};
  }
  for (;;) {
    Value v = TRY(nextPy(t, iterator));
    if (v.isUnbound()) return false;
    if (TRY(equalPy(t, v, item))) return true;
  }
}

Maybe<int64_t> hashPy(Thread* t, Value v) {
  auto fn = typeOf(v)->slots.hash;
  if (!fn) return raise(t, exc::TypeError, "unhashable type: '{}'", typeName(v));
  int64_t hash;
  if (!fn(t, v, &hash)) return Raised{};
  return hash;
}

bool hashNotImplemented(Thread* t, Value self, int64_t*) {
  return raise(t, exc::TypeError, "unhashable type: '{}'", typeName(self));
}

}  // namespace typhon
