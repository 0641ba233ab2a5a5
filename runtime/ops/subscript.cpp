// Subscripts, length, and objects used as indices.
#include "runtime/exec/warnings.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/exact_length.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace typhon {

Value getItemPy(Thread* t, Value v, Value key) {
  Type* type = typeOf(v);
  if (type->slots.getItem) return type->slots.getItem(t, v, key);
  if (isa<Type>(v)) {
    // Classes: PEP 560. type itself is subscriptable as an annotation.
    if (v.as<Type>() == types::type) return makeGenericAlias(t, v, key);
    Value method = TRY(findAttrPy(t, v, names::__class_getitem__));
    if (!method.isUnbound() && !method.isNone()) return callPy(t, method, {key});
    return raise(t, exc::TypeError, "type '{}' is not subscriptable", typeName(v.as<Type>()));
  }
  return raise(t, exc::TypeError, "'{}' object is not subscriptable", typeName(v));
}

bool setItemPy(Thread* t, Value v, Value key, Value value) {
  Type* type = typeOf(v);
  if (type->slots.setItem) return type->slots.setItem(t, v, key, value);
  if (!value.isUnbound()) return raise(t, exc::TypeError, "'{}' object does not support item assignment", typeName(v));
  // CPython words it differently for what it takes for a sequence, if the key is an index.
  const Slots& s = type->slots;
  bool sequence = !(type->typeFlags & kNativeType) || s.getItem || s.contains || s.concat || s.length;
  bool byIndex = sequence && (isInt(key) || typeOf(key)->slots.index);
  return raise(t, exc::TypeError, "'{}' object {} support item deletion", typeName(v), byIndex ? "doesn't" : "does not");
}

Maybe<int64_t> lengthPy(Thread* t, Value v) {
  if (int64_t length; exactLength(v, &length)) return length;
  Type* type = typeOf(v);
  if (!type->slots.length) return raise(t, exc::TypeError, "object of type '{}' has no len()", typeName(v));
  int64_t n = type->slots.length(t, v);
  if (n < 0) return Raised{};
  return n;
}

Maybe<int64_t> lengthHintPy(Thread* t, Value v, int64_t fallback) {
  if (typeOf(v)->slots.length) {
    int64_t n = typeOf(v)->slots.length(t, v);
    if (n >= 0) return n;
    if (!pendingIs(t, exc::TypeError)) return Raised{};
    clearPending(t);
  }
  Value method = TRY(lookupSpecialPy(t, v, names::__length_hint__));
  if (method.isUnbound()) return fallback;
  Value hint = callPy(t, method);
  if (hint.isError()) {
    if (!pendingIs(t, exc::TypeError)) return Raised{};
    clearPending(t);
    return fallback;
  }
  if (hint == notImplemented) return fallback;
  if (!isInt(hint)) return raise(t, exc::TypeError, "__length_hint__ must be an integer, not {}", typeName(hint));
  int64_t n = TRY(toInt64(t, hint, "ssize_t"));
  if (n < 0) return raise(t, exc::ValueError, "__length_hint__() should return >= 0");
  return n;
}

Value indexPy(Thread* t, Value v) {
  if (isInt(v)) return v;
  auto fn = typeOf(v)->slots.index;
  if (!fn) return raise(t, exc::TypeError, "'{}' object cannot be interpreted as an integer", typeName(v));
  Value i = TRY(fn(t, v));
  if (!isInt(i)) return raise(t, exc::TypeError, "__index__ returned non-int (type {})", typeName(i));
  if (typeOf(i) != types::int_) {
    std::string message = fmt::format(
        "__index__ returned non-int (type {}).  The ability to return an instance of a strict subclass of int is deprecated, and "
        "may be removed in a future version of Python.",
        typeName(i));
    TRY(warnPy(t, exc::DeprecationWarning, message));
  }
  return i;
}

Maybe<int64_t> indexClampedPy(Thread* t, Value v) {
  if (v.isSmallInt()) return v.asSmallInt();
  Value i = TRY(indexPy(t, v));
  int64_t n;
  if (fitsInt64(i, &n)) return n;
  return intSign(i) < 0 ? INT64_MIN : INT64_MAX;
}

Maybe<int64_t> indexInt64Py(Thread* t, Value v, Type* overflow) {
  if (v.isSmallInt()) return v.asSmallInt();
  Value i = TRY(indexPy(t, v));
  int64_t n;
  if (fitsInt64(i, &n)) return n;
  return raise(t, overflow, "cannot fit '{}' into an index-sized integer", typeName(v));
}

}  // namespace typhon
