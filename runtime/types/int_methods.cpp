// The Python side of int: constructor, slots, methods.
#include <string>

#include "runtime/exec/thread.h"
#include "runtime/exec/warnings.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/float.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/int_limbs.h"
#include "runtime/types/number_text.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

// An int that a conversion method returned, made exact; subclasses are on their way out.
Value checkedInt(Thread* t, Value v) {
  if (isExactInt(v)) return v;
  if (!isInt(v)) return raise(t, exc::TypeError, "__int__ returned non-int (type {})", typeName(v));
  std::string name = typeName(v);
  if (!warnPy(t, exc::DeprecationWarning,
              "__int__ returned non-int (type " + name +
                  ").  The ability to return an instance of a strict subclass of int is deprecated, and may not be "
                  "supported in a future version of Python."))
    return Value::error();
  return exactInt(t, v);
}

}  // namespace

Value toIntPy(Thread* t, Value v) {
  if (isExactInt(v)) return v;
  Type* type = typeOf(v);
  if (type->slots.toInt) {
    Value i = TRY(type->slots.toInt(t, v));
    return checkedInt(t, i);
  }
  if (type->slots.index) {
    Value i = TRY(indexPy(t, v));
    return exactInt(t, i);
  }
  Value truncate = TRY(lookupSpecialPy(t, v, names::__trunc__));
  if (!truncate.isUnbound()) {
    if (!warnPy(t, exc::DeprecationWarning, "The delegation of int() to __trunc__ is deprecated.")) return Value::error();
    Value i = TRY(callPy(t, truncate));
    if (isInt(i)) return exactInt(t, i);
    if (!typeOf(i)->slots.index) return raise(t, exc::TypeError, "__trunc__ returned non-Integral (type {})", typeName(i));
    i = TRY(indexPy(t, i));
    return exactInt(t, i);
  }
  if (isa<Str>(v)) {
    std::string buffer;
    return intFromText(t, asciiNumberText(v.as<Str>(), &buffer), 10, v);
  }
  if (isa<Bytes>(v)) return intFromText(t, v.as<Bytes>()->view(), 10, v);
  if (hasBuffer(v)) {
    BufferHolder holder;
    if (!holder.acquirePy(t, v)) return Value::error();
    Bytes* copy = TRY(makeBytes(t, holder.bytes()));
    return intFromText(t, copy->view(), 10, copy);
  }
  return raise(t, exc::TypeError, "int() argument must be a string, a bytes-like object or a real number, not '{}'", typeName(v));
}

namespace {

// The exact int as an instance of a subclass.
Value intAs(Thread* t, Type* cls, Value exact) {
  if (cls == types::int_) return exact;
  IntView view(exact);
  Int* i = TRY(allocate<Int>(t, cls, view.count * sizeof(uint64_t)));
  auto n = static_cast<int32_t>(view.count);
  for (size_t k = 0; k < view.count; ++k) i->limbs[k] = view.limbs[k];
  i->size = view.negative ? -n : n;
  return i;
}

Value intNew(Thread* t, Value* args, size_t) {
  auto cls = args[0].as<Type>();
  if (cls == types::bool_) return raise(t, exc::TypeError, "int.__new__(bool) is not safe, use bool.__new__()");
  Value x = args[1], base = args[2], v;
  if (x.isUnbound()) {
    if (!base.isUnbound()) return raise(t, exc::TypeError, "int() missing string argument");
    v = Value::smallInt(0);
  } else if (base.isUnbound()) {
    v = TRY(toIntPy(t, x));
  } else {
    int64_t radix = TRY(indexClampedPy(t, base));
    if (radix != 0 && (radix < 2 || radix > 36)) return raise(t, exc::ValueError, "int() base must be >= 2 and <= 36, or 0");
    if (isa<Str>(x)) {
      std::string buffer;
      v = TRY(intFromText(t, asciiNumberText(x.as<Str>(), &buffer), static_cast<int>(radix), x));
    } else if (isa<Bytes>(x)) {
      v = TRY(intFromText(t, x.as<Bytes>()->view(), static_cast<int>(radix), x));
    } else if (isa<ByteArray>(x)) {
      Bytes* copy =
          TRY(makeBytes(t, {reinterpret_cast<const char*>(byteArrayData(x.as<ByteArray>())), x.as<ByteArray>()->length}));
      v = TRY(intFromText(t, copy->view(), static_cast<int>(radix), copy));
    } else {
      return raise(t, exc::TypeError, "int() can't convert non-string with explicit base");
    }
  }
  return intAs(t, cls, v);
}

// --- slots

template <Value (*operation)(Thread*, Value, Value)>
Value binarySlot(Thread* t, Value a, Value b) {
  if (!isInt(a) || !isInt(b)) return notImplemented;
  return operation(t, a, b);
}

Value powerSlot(Thread* t, Value a, Value b, Value mod) {
  if (!isInt(a) || !isInt(b) || (!mod.isNone() && !isInt(mod))) return notImplemented;
  return intPower(t, a, b, mod);
}

Value reprSlot(Thread* t, Value self) {
  Str* s = TRY(intRepr(t, self));
  return s;
}

bool hashSlot(Thread*, Value self, int64_t* out) {
  *out = intHash(self);
  return true;
}

Value compareSlot(Thread*, Value a, Value b, CompareOp op) {
  if (!isInt(a) || !isInt(b)) return notImplemented;
  return Value::boolean(compareBits(op, intCompare(a, b), 0));
}

Value absoluteSlot(Thread* t, Value self) { return intSign(self) < 0 ? intNegate(t, self) : exactInt(t, self); }
int truthSlot(Thread*, Value self) { return intSign(self) != 0; }
Value toFloatSlot(Thread* t, Value self) {
  double d = TRY(intToDoubleChecked(t, self));
  return makeFloat(t, d);
}

// --- methods

Value selfExact(Thread* t, Value* args, size_t) { return exactInt(t, args[0]); }
Value realGet(Thread* t, Value self) { return exactInt(t, self); }
Value imaginaryGet(Thread*, Value) { return Value::smallInt(0); }
Value denominatorGet(Thread*, Value) { return Value::smallInt(1); }

Value bitLength(Thread*, Value* args, size_t) { return Value::smallInt(intBitLength(args[0])); }
Value bitCount(Thread*, Value* args, size_t) { return Value::smallInt(intBitCount(args[0])); }
Value isInteger(Thread*, Value*, size_t) { return Value::boolean(true); }

Value asIntegerRatio(Thread* t, Value* args, size_t) {
  Value numerator = TRY(exactInt(t, args[0]));
  Tuple* pair = TRY(makeTuple(t, {numerator, Value::smallInt(1)}));
  return pair;
}

Value getNewArgs(Thread* t, Value* args, size_t) {
  Value v = TRY(exactInt(t, args[0]));
  Tuple* tuple = TRY(makeTuple(t, {v}));
  return tuple;
}

Value roundMethod(Thread* t, Value* args, size_t) {
  if (args[1].isUnbound()) return exactInt(t, args[0]);
  Value digits = TRY(indexPy(t, args[1]));
  if (intSign(digits) >= 0) return exactInt(t, args[0]);
  int64_t n;
  if (!fitsInt64(digits, &n)) n = INT64_MIN + 1;
  return intRoundToPowerOfTen(t, args[0], static_cast<uint64_t>(-n));
}

Value formatMethod(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1])) return raise(t, exc::TypeError, "__format__() argument must be str, not {}", argumentTypeName(args[1]));
  auto spec = args[1].as<Str>();
  Str* s = TRY(spec->length ? formatInt(t, args[0], textOf(spec)) : strPy(t, args[0]));
  return s;
}

// As CPython counts: a header of 24 bytes and 4 for each 30 bits.
Value sizeOfMethod(Thread*, Value* args, size_t) {
  int64_t digits = (intBitLength(args[0]) + 29) / 30;
  return Value::smallInt(24 + 4 * (digits ? digits : 1));
}

bool byteOrder(Thread* t, const char* function, Value v, bool* little) {
  if (!isa<Str>(v))
    return raise(t, exc::TypeError, "{}() argument 'byteorder' must be str, not {}", function, argumentTypeName(v));
  if (equals(v.as<Str>(), "little")) return *little = true;
  if (equals(v.as<Str>(), "big")) return *little = false, true;
  return raise(t, exc::ValueError, "byteorder must be either 'little' or 'big'");
}

Value toBytes(Thread* t, Value* args, size_t) {
  int64_t length = TRY(indexInt64Py(t, args[1], exc::OverflowError));
  bool little, isSigned = TRY(truthPy(t, args[3]));
  if (!byteOrder(t, "to_bytes", args[2], &little)) return Value::error();
  if (length < 0) return raise(t, exc::ValueError, "length argument must be non-negative");
  if (intSign(args[0]) < 0 && !isSigned) return raise(t, exc::OverflowError, "can't convert negative int to unsigned");
  Bytes* bytes = TRY(makeBytesUninitialised(t, static_cast<size_t>(length)));
  if (!intToBytes(args[0], bytes->data, static_cast<size_t>(length), little, isSigned))
    return raise(t, exc::OverflowError, "int too big to convert");
  return bytes;
}

// The bytes of an object as bytes() would take them, but neither ints nor strs.
Value bytesOf(Thread* t, Value v) {
  if (isa<Bytes>(v)) return v;
  Value method = TRY(lookupSpecialPy(t, v, names::__bytes__));
  if (!method.isUnbound()) {
    Value b = TRY(callPy(t, method));
    if (!isa<Bytes>(b)) return raise(t, exc::TypeError, "__bytes__ returned non-bytes (type {})", typeName(b));
    return b;
  }
  if (hasBuffer(v)) {
    BufferHolder holder;
    if (!holder.acquirePy(t, v)) return Value::error();
    Bytes* b = TRY(makeBytes(t, holder.bytes()));
    return b;
  }
  Type* type = typeOf(v);
  if (isInt(v) || isa<Str>(v) || (!type->slots.iter && !type->slots.getItem))
    return raise(t, exc::TypeError, "cannot convert '{}' object to bytes", typeName(v));
  Value iterator = TRY(iterPy(t, v));
  std::string collected;
  for (;;) {
    Value item = TRY(nextPy(t, iterator));
    if (item.isUnbound()) break;
    int64_t byte = TRY(indexClampedPy(t, item));
    if (byte < 0 || byte > 255) return raise(t, exc::ValueError, "bytes must be in range(0, 256)");
    collected.push_back(static_cast<char>(byte));
  }
  Bytes* b = TRY(makeBytes(t, collected));
  return b;
}

Value fromBytes(Thread* t, Value* args, size_t) {
  bool little, isSigned = TRY(truthPy(t, args[3]));
  if (!byteOrder(t, "from_bytes", args[2], &little)) return Value::error();
  Value bytes = TRY(bytesOf(t, args[1]));
  auto b = bytes.as<Bytes>();
  Value v = TRY(intFromBytes(t, b->data, b->length, little, isSigned));
  if (args[0].as<Type>() == types::int_) return v;
  return callPy(t, args[0], {v});
}

constexpr NativeDef kMethods[] = {
    {"conjugate", "(self, /)", selfExact, "The number itself: it is its own complex conjugate."},
    {"bit_length", "(self, /)", bitLength,
     "Number of bits needed for the magnitude.\n\n>>> bin(20)\n'0b10100'\n>>> (20).bit_length()\n5"},
    {"bit_count", "(self, /)", bitCount,
     "Number of ones in the binary form of the magnitude.\n\n>>> bin(20)\n'0b10100'\n>>> (20).bit_count()\n2"},
    {"to_bytes", "(self, /, length=1, byteorder='big', *, signed=False)", toBytes,
     "The integer as `length` bytes, most significant first ('big') or last ('little').\n\nWith signed=True in two's "
     "complement. OverflowError if it does not fit."},
    {"from_bytes", "(cls, /, bytes, byteorder='big', *, signed=False)", fromBytes,
     "The integer that an array of bytes represents.\n\nbytes: a bytes-like object or an iterable of ints in range(256). "
     "byteorder: 'big' or 'little'.\nsigned: whether two's complement is used.",
     NativeDef::kClassMethod},
    {"as_integer_ratio", "(self, /)", asIntegerRatio,
     "The pair (self, 1): the integer as a fraction.\n\n>>> (-7).as_integer_ratio()\n(-7, 1)"},
    {"is_integer", "(self, /)", isInteger, "Always True; there for symmetry with float.is_integer()."},
    {"__trunc__", "(self, /)", selfExact, "The integer itself."},
    {"__floor__", "(self, /)", selfExact, "The integer itself."},
    {"__ceil__", "(self, /)", selfExact, "The integer itself."},
    {"__round__", "(self, ndigits=<absent>, /)", roundMethod,
     "The integer rounded to a multiple of 10**-ndigits if ndigits is negative; ties go to the even multiple."},
    {"__getnewargs__", "(self, /)", getNewArgs, ""},
    {"__format__", "(self, format_spec, /)", formatMethod, "Text of the number as the format specification says."},
    {"__sizeof__", "(self, /)", sizeOfMethod, "Size in memory, in bytes."},
};

constexpr GetSetDef kGetSets[] = {
    {"real", realGet, nullptr, "the real part of a complex number"},
    {"imag", imaginaryGet, nullptr, "the imaginary part of a complex number"},
    {"numerator", realGet, nullptr, "what a fraction of it would have above the line: itself"},
    {"denominator", denominatorGet, nullptr, "what a fraction of it would have below the line: 1"},
};

constexpr NativeDef kNew = {"__new__", "(cls, x=<absent>, /, base=<absent>)", intNew, ""};

}  // namespace

extern const TypeSpec intSpec = {
    .name = "int",
    .kind = Kind::Int,
    .flags = kBaseType | kMatchSelf,
    .slots = {.repr = reprSlot,
              .hash = hashSlot,
              .compare = compareSlot,
              .add = binarySlot<intAdd>,
              .subtract = binarySlot<intSubtract>,
              .multiply = binarySlot<intMultiply>,
              .modulo = binarySlot<intModulo>,
              .divmod = binarySlot<intDivmod>,
              .lshift = binarySlot<intLshift>,
              .rshift = binarySlot<intRshift>,
              .and_ = binarySlot<intAnd>,
              .xor_ = binarySlot<intXor>,
              .or_ = binarySlot<intOr>,
              .floorDivide = binarySlot<intFloorDivide>,
              .trueDivide = binarySlot<intTrueDivide>,
              .power = powerSlot,
              .negate = intNegate,
              .positive = exactInt,
              .absolute = absoluteSlot,
              .invert = intInvert,
              .truth = truthSlot,
              .toInt = exactInt,
              .toFloat = toFloatSlot,
              .index = exactInt},
    .methods = kMethods,
    .getsets = kGetSets,
    .create = &kNew,
    .doc =
        "int([x]) -> integer\nint(x, base=10) -> integer\n\nAn integer made from a number or a string; 0 without an "
        "argument. A float is truncated\ntowards zero. With a base, or if x is text, x must be a literal of an integer "
        "in that\nbase, which may have a sign, white space around it and underscores between digits. Bases\nare 0 and "
        "2 to 36; with base 0 the literal's prefix tells.",
};

}  // namespace typhon
