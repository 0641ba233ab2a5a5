// The array module.
#include "runtime/modules/array.h"

#include <algorithm>
#include <bit>
#include <cfloat>
#include <climits>
#include <cstring>

#include "runtime/memory/roots.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/container_support.h"
#include "runtime/types/float.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/slice.h"

namespace typhon {

// One of the type codes.
size_t sizeOf_Array(const Object*) { return sizeof(Array); }
void trace_Array(Object* o, Tracer& tracer) { tracer.visit(static_cast<Array*>(o)->store); }
size_t sizeOf_ArrayIterator(const Object*) { return sizeof(ArrayIterator); }
void trace_ArrayIterator(Object* o, Tracer& tracer) { tracer.visit(static_cast<ArrayIterator*>(o)->array); }

namespace {

Type *arrayType, *arrayIteratorType;

// --- items

template <class T>
void put(uint8_t* p, T v) {
  if (p) memcpy(p, &v, sizeof(T));
}
template <class T>
T take(const uint8_t* p) {
  T v;
  memcpy(&v, p, sizeof(T));
  return v;
}

template <class T>
Value getInteger(Thread* t, const uint8_t* p) {
  if constexpr (std::is_same_v<T, uint64_t>)
    return makeUnsigned(t, take<T>(p));
  else
    return makeInt(t, take<T>(p));
}

// An int argument of a C type narrower than long, by way of `I` (short or int): each step has its own message.
Maybe<int64_t> longItemPy(Thread* t, Value v) {
  Value i = TRY(indexPy(t, v));
  return toInt64(t, i, "long");
}
bool checkRange(Thread* t, int64_t n, int64_t low, int64_t high, const char* what) {
  if (n < low) return raise(t, exc::OverflowError, "{} is less than minimum", what);
  if (n > high) return raise(t, exc::OverflowError, "{} is greater than maximum", what);
  return true;
}

bool setSignedChar(Thread* t, uint8_t* p, Value v) {
  int64_t n = TRY(longItemPy(t, v));
  TRY(checkRange(t, n, SHRT_MIN, SHRT_MAX, "signed short integer"));
  TRY(checkRange(t, n, -128, 127, "signed char"));
  put(p, static_cast<int8_t>(n));
  return true;
}
bool setUnsignedChar(Thread* t, uint8_t* p, Value v) {
  int64_t n = TRY(longItemPy(t, v));
  TRY(checkRange(t, n, 0, 255, "unsigned byte integer"));
  put(p, static_cast<uint8_t>(n));
  return true;
}
bool setShort(Thread* t, uint8_t* p, Value v) {
  int64_t n = TRY(longItemPy(t, v));
  TRY(checkRange(t, n, SHRT_MIN, SHRT_MAX, "signed short integer"));
  put(p, static_cast<int16_t>(n));
  return true;
}
bool setUnsignedShort(Thread* t, uint8_t* p, Value v) {
  int64_t n = TRY(longItemPy(t, v));
  TRY(checkRange(t, n, INT_MIN, INT_MAX, "signed integer"));
  TRY(checkRange(t, n, 0, USHRT_MAX, "unsigned short"));
  put(p, static_cast<uint16_t>(n));
  return true;
}
bool setInt(Thread* t, uint8_t* p, Value v) {
  int64_t n = TRY(longItemPy(t, v));
  TRY(checkRange(t, n, INT_MIN, INT_MAX, "signed integer"));
  put(p, static_cast<int32_t>(n));
  return true;
}
Maybe<uint64_t> unsignedItemPy(Thread* t, Value v, const char* negative, const char* tooLarge) {
  Value i = TRY(indexPy(t, v));
  if (intSign(i) < 0) return raise(t, exc::OverflowError, "{}", negative);
  uint64_t n;
  if (!fitsUint64(i, &n)) return raise(t, exc::OverflowError, "{}", tooLarge);
  return n;
}
constexpr const char* kNegativeInt = "can't convert negative value to unsigned int";
constexpr const char* kLargeLong = "Python int too large to convert to C unsigned long";
bool setUnsignedInt(Thread* t, uint8_t* p, Value v) {
  uint64_t n = TRY(unsignedItemPy(t, v, kNegativeInt, kLargeLong));
  if (n > UINT_MAX) return raise(t, exc::OverflowError, "unsigned int is greater than maximum");
  put(p, static_cast<uint32_t>(n));
  return true;
}
bool setLong(Thread* t, uint8_t* p, Value v) {
  int64_t n = TRY(longItemPy(t, v));
  put(p, n);
  return true;
}
bool setUnsignedLong(Thread* t, uint8_t* p, Value v) {
  uint64_t n = TRY(unsignedItemPy(t, v, kNegativeInt, kLargeLong));
  put(p, n);
  return true;
}
bool setLongLong(Thread* t, uint8_t* p, Value v) {
  Value i = TRY(indexPy(t, v));
  int64_t n;
  if (!fitsInt64(i, &n)) return raise(t, exc::OverflowError, "int too big to convert");
  put(p, n);
  return true;
}
bool setUnsignedLongLong(Thread* t, uint8_t* p, Value v) {
  uint64_t n = TRY(unsignedItemPy(t, v, "can't convert negative int to unsigned", "int too big to convert"));
  put(p, n);
  return true;
}
Value getFloat(Thread* t, const uint8_t* p) { return makeFloat(t, take<float>(p)); }
bool setFloat(Thread* t, uint8_t* p, Value v) {
  double d = TRY(toDoublePy(t, v));
  put(p, static_cast<float>(d));
  return true;
}
Value getDouble(Thread* t, const uint8_t* p) { return makeFloat(t, take<double>(p)); }
bool setDouble(Thread* t, uint8_t* p, Value v) {
  double d = TRY(toDoublePy(t, v));
  put(p, d);
  return true;
}
Value getCharacter(Thread* t, const uint8_t* p) {
  uint32_t c = take<uint32_t>(p);
  if (c > 0x10ffff) return raise(t, exc::ValueError, "character U+{:x} is not in range [U+0000; U+10ffff]", c);
  return TRY(makeStrFromCodePoint(t, c));
}
bool setCharacter(Thread* t, uint8_t* p, Value v) {
  if (!isa<Str>(v) || v.as<Str>()->length != 1) return raise(t, exc::TypeError, "array item must be unicode character");
  put(p, static_cast<uint32_t>(v.as<Str>()->at(0)));
  return true;
}

const ArrayFormat kFormats[] = {
    {'b', 1, "b", 1, getInteger<int8_t>, setSignedChar},
    {'B', 1, "B", 0, getInteger<uint8_t>, setUnsignedChar},
    {'u', 4, "w", 20, getCharacter, setCharacter},
    {'h', 2, "h", 4, getInteger<int16_t>, setShort},
    {'H', 2, "H", 2, getInteger<uint16_t>, setUnsignedShort},
    {'i', 4, "i", 8, getInteger<int32_t>, setInt},
    {'I', 4, "I", 6, getInteger<uint32_t>, setUnsignedInt},
    {'l', 8, "l", 12, getInteger<int64_t>, setLong},
    {'L', 8, "L", 10, getInteger<uint64_t>, setUnsignedLong},
    {'q', 8, "q", 12, getInteger<int64_t>, setLongLong},
    {'Q', 8, "Q", 10, getInteger<uint64_t>, setUnsignedLongLong},
    {'f', 4, "f", 14, getFloat, setFloat},
    {'d', 8, "d", 16, getDouble, setDouble},
};

const ArrayFormat* formatOf(char32_t code) {
  for (const ArrayFormat& f : kFormats) {
    if (static_cast<char32_t>(f.code) == code) return &f;
  }
  return nullptr;
}

// --- storage

Array* self(Value v) { return v.as<Array>(); }
bool isArray(Value v) { return isa<Array>(v); }
uint8_t* placeOf(const Array* a, size_t i) { return a->store->bytes + i * a->format->size; }

Value makeArray(Thread* t, Type* cls, const ArrayFormat* format, size_t length) {
  ByteStore* store = nullptr;
  if (length > PTRDIFF_MAX / 16) return raiseMemory(t);
  if (length) store = TRY(makeByteStore(t, length * format->size));
  auto* a = TRY(allocate<Array>(t, cls));
  a->format = format;
  a->store = store;
  a->length = length;
  a->exports = 0;
  return a;
}

// Changes the number of items; new ones are not initialised.
bool resize(Thread* t, Array* a, size_t length) {
  if (a->exports > 0 && length != a->length)
    return raise(t, exc::BufferError, "cannot resize an array that is exporting buffers");
  if (length > PTRDIFF_MAX / 16) return raiseMemory(t);
  size_t bytes = length * a->format->size;
  if (length > a->length && (!a->store || bytes > a->store->capacity)) {
    ByteStore* grown = TRY(makeByteStore(t, a->length ? bytes + bytes / 8 + 16 : bytes));
    if (a->store) memcpy(grown->bytes, a->store->bytes, a->length * a->format->size);
    a->store = grown;
    writeBarrier(a);
  }
  a->length = length;
  return true;
}

bool insertItem(Thread* t, Array* a, int64_t index, Value v) {
  uint8_t item[8];
  TRY(a->format->set(t, item, v));
  int64_t length = a->length;
  if (index < 0) index = std::max<int64_t>(0, index + length);
  index = std::min(index, length);
  TRY(resize(t, a, length + 1));
  memmove(placeOf(a, index + 1), placeOf(a, index), (length - index) * a->format->size);
  memcpy(placeOf(a, index), item, a->format->size);
  return true;
}

bool appendItem(Thread* t, Array* a, Value v) { return insertItem(t, a, INT64_MAX, v); }

// a[start:end] = `count` items at `items`, which must not lie in a.
bool replaceItems(Thread* t, Array* a, size_t start, size_t end, const uint8_t* items, size_t count) {
  size_t length = a->length, size = a->format->size, tail = length - end;
  size_t newLength = start + count + tail;
  if (newLength > length) {
    TRY(resize(t, a, newLength));
    memmove(placeOf(a, start + count), placeOf(a, end), tail * size);
  } else if (newLength < length) {
    if (a->exports > 0) return raise(t, exc::BufferError, "cannot resize an array that is exporting buffers");
    memmove(placeOf(a, start + count), placeOf(a, end), tail * size);
    TRY(resize(t, a, newLength));
  }
  if (count) memcpy(placeOf(a, start), items, count * size);
  return true;
}

bool appendBytes(Thread* t, Array* a, std::string_view bytes) {
  size_t size = a->format->size;
  if (bytes.size() % size) return raise(t, exc::ValueError, "bytes length not a multiple of item size");
  size_t length = a->length;
  if (bytes.empty()) return true;
  TRY(resize(t, a, length + bytes.size() / size));
  memcpy(placeOf(a, length), bytes.data(), bytes.size());
  return true;
}

// Whether an item is a small int or a float that fits the C type as it is.
template <class T>
bool fitsPlainly(Value v) {
  if constexpr (std::is_floating_point_v<T>) {
    return isFloat(v);
  } else {
    if (!v.isSmallInt()) return false;
    int64_t n = v.asSmallInt();
    return static_cast<int64_t>(static_cast<T>(n)) == n && (std::is_signed_v<T> || n >= 0);
  }
}
template <class T>
T plainItem(Value v) {
  if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(asDouble(v));
  } else {
    return static_cast<T>(v.asSmallInt());
  }
}

// Appends the first of the items as far as they fit plainly, room for them made at once. Returns how many.
template <class T>
Maybe<size_t> appendPlain(Thread* t, Array* a, const Value* items, size_t count) {
  size_t plain = 0, length = a->length;
  while (plain < count && fitsPlainly<T>(items[plain])) ++plain;
  if (!plain) return plain;
  TRY(resize(t, a, length + plain));
  uint8_t* to = placeOf(a, length);
  for (size_t i = 0; i < plain; ++i) put(to + i * sizeof(T), plainItem<T>(items[i]));
  return plain;
}
Maybe<size_t> appendPlain(Thread* t, Array* a, const Value* items, size_t count) {
  switch (a->format->code) {
    case 'b':
      return appendPlain<int8_t>(t, a, items, count);
    case 'B':
      return appendPlain<uint8_t>(t, a, items, count);
    case 'h':
      return appendPlain<int16_t>(t, a, items, count);
    case 'H':
      return appendPlain<uint16_t>(t, a, items, count);
    case 'i':
      return appendPlain<int32_t>(t, a, items, count);
    case 'I':
      return appendPlain<uint32_t>(t, a, items, count);
    case 'l':
    case 'q':
      return appendPlain<int64_t>(t, a, items, count);
    case 'L':
    case 'Q':
      return appendPlain<uint64_t>(t, a, items, count);
    case 'f':
      return appendPlain<float>(t, a, items, count);
    case 'd':
      return appendPlain<double>(t, a, items, count);
    default:
      return size_t{0};
  }
}

bool extendPy(Thread* t, Array* a, Value source) {
  if (isArray(source)) {
    Array* other = self(source);
    if (other->format != a->format) return raise(t, exc::TypeError, "can only extend with array of same kind");
    size_t length = a->length, count = other->length;
    if (count == 0) return true;
    TRY(resize(t, a, length + count));
    memcpy(placeOf(a, length), other->store->bytes, count * a->format->size);  // other's items, even if it is a
    return true;
  }
  if (isExact(source, kShapeOf_list)) {
    auto* list = source.as<List>();
    if (list->length == 0) return true;
    size_t next = TRY(appendPlain(t, a, list->store->items, list->length));
    while (next < list->length) TRY(appendItem(t, a, listItem(list, next++)));
    return true;
  }
  Iteration it(t);
  if (!it.startPy(source)) return false;
  while (true) {
    Value item = TRY(it.nextPy());
    if (item.isUnbound()) return true;
    TRY(appendItem(t, a, item));
  }
}

bool appendCharacters(Thread* t, Array* a, const Str* s) {
  size_t length = a->length;
  if (s->length == 0) return true;
  TRY(resize(t, a, length + s->length));
  for (size_t i = 0; i < s->length; ++i) put(placeOf(a, length + i), static_cast<uint32_t>(s->at(i)));
  return true;
}

// --- slots

Value arrayCreate(Thread* t, Type* cls, const Args& args) {
  if (cls == arrayType && args.keywords && args.keywords->length)
    return raise(t, exc::TypeError, "array.array() takes no keyword arguments");
  if (args.positional < 1) return raise(t, exc::TypeError, "array() takes at least 1 argument (0 given)");
  if (args.positional > 2) return raise(t, exc::TypeError, "array() takes at most 2 arguments ({} given)", args.positional);
  if (!isa<Str>(args[0]) || args[0].as<Str>()->length != 1)
    return raise(t, exc::TypeError, "array() argument 1 must be a unicode character, not {}", typeName(args[0]));
  char32_t code = args[0].as<Str>()->at(0);
  Value initial = args.positional == 2 ? args[1] : Value::unbound();
  if (!initial.isUnbound() && code != 'u') {
    if (isa<Str>(initial))
      return raise(t, exc::TypeError, "cannot use a str to initialize an array with typecode '{}'", static_cast<char>(code));
    if (isArray(initial) && self(initial)->format->code == 'u')
      return raise(t, exc::TypeError, "cannot use a unicode array to initialize an array with typecode '{}'",
                   static_cast<char>(code));
  }
  const ArrayFormat* format = formatOf(code);
  if (!format) return raise(t, exc::ValueError, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  Array* a = TRY(makeArray(t, cls, format, 0)).as<Array>();
  if (initial.isUnbound()) return a;
  if (isa<Str>(initial)) {
    TRY(appendCharacters(t, a, initial.as<Str>()));
  } else if (isa<Bytes>(initial) || isa<ByteArray>(initial)) {
    BufferHolder bytes;
    if (!bytes.acquirePy(t, initial)) return Value::error();
    TRY(appendBytes(t, a, bytes.bytes()));
  } else if (isArray(initial) && self(initial)->format != format) {
    List* items = TRY(toListPy(t, initial));
    TRY(extendPy(t, a, items));
  } else {
    TRY(extendPy(t, a, initial));
  }
  return a;
}

Value toList(Thread* t, Array* a) {
  List* items = TRY(makeList(t, a->length));
  for (size_t i = 0; i < items->length; ++i) {
    Value item = TRY(a->format->get(t, placeOf(a, i)));
    listStore(items, i, item);
  }
  return items;
}

Value toText(Thread* t, Array* a) {
  StrBuilder out(t);
  for (size_t i = 0; i < a->length; ++i) {
    Value c = TRY(getCharacter(t, placeOf(a, i)));
    TRY(out.add(c.as<Str>()));
  }
  return TRY(out.finish());
}

Value arrayRepr(Thread* t, Value v) {
  Array* a = self(v);
  StrBuilder out(t);
  TRY(out.add(typeOf(v)->name));
  TRY(out.add("('"));
  TRY(out.add(static_cast<char32_t>(a->format->code)));
  TRY(out.add('\''));
  if (a->length) {
    Value content = a->format->code == 'u' ? TRY(toText(t, a)) : TRY(toList(t, a));
    Str* shown = TRY(reprPy(t, content));
    TRY(out.add(", "));
    TRY(out.add(shown));
  }
  TRY(out.add(')'));
  return TRY(out.finish());
}

Value arrayCompare(Thread* t, Value a, Value b, CompareOp op) {
  if (!isArray(a) || !isArray(b)) return notImplemented;
  Array* x = self(a);
  Array* y = self(b);
  if (x->length != y->length && (op == CompareOp::Eq || op == CompareOp::Ne)) return Value::boolean(op == CompareOp::Ne);
  for (size_t i = 0; i < x->length && i < y->length; ++i) {
    Value left = TRY(x->format->get(t, placeOf(x, i)));
    Value right = TRY(y->format->get(t, placeOf(y, i)));
    bool equal = TRY(compareTruthPy(t, CompareOp::Eq, left, right));
    if (!equal) {
      if (op == CompareOp::Eq) return Value::boolean(false);
      if (op == CompareOp::Ne) return Value::boolean(true);
      return comparePy(t, op, left, right);
    }
  }
  return compareResult(op, x->length < y->length ? -1 : x->length > y->length);
}

int64_t arrayLength(Thread*, Value v) { return static_cast<int64_t>(self(v)->length); }

Value arrayGetItem(Thread* t, Value v, Value key) {
  Array* a = self(v);
  if (isExact(key, kShapeOf_slice)) {
    SliceBounds b;
    TRY(sliceUnpackPy(t, key.as<Slice>(), &b));
    sliceAdjust(&b, a->length);
    Array* result = TRY(makeArray(t, arrayType, a->format, b.count)).as<Array>();
    for (int64_t i = 0, from = b.start; i < b.count; ++i, from += b.step)
      memcpy(placeOf(result, i), placeOf(a, from), a->format->size);
    return result;
  }
  if (!isInt(key) && !typeOf(key)->slots.index) return raise(t, exc::TypeError, "array indices must be integers");
  int64_t i = TRY(indexInt64Py(t, key));
  if (i < 0) i += a->length;
  if (static_cast<uint64_t>(i) >= a->length) return raise(t, exc::IndexError, "array index out of range");
  return a->format->get(t, placeOf(a, i));
}

bool arraySetItem(Thread* t, Value v, Value key, Value value) {
  Array* a = self(v);
  if (isExact(key, kShapeOf_slice)) {
    SliceBounds b;
    TRY(sliceUnpackPy(t, key.as<Slice>(), &b));
    Array* other = nullptr;
    if (!value.isUnbound()) {
      if (!isArray(value)) return raise(t, exc::TypeError, "can only assign array (not \"{}\") to array slice", typeName(value));
      other = self(value);
      if (other == a) {
        other = TRY(makeArray(t, arrayType, a->format, a->length)).as<Array>();
        if (a->length) memcpy(other->store->bytes, a->store->bytes, a->length * a->format->size);
      }
      if (other->format != a->format) return raise(t, exc::TypeError, "bad argument type for built-in operation");
    }
    sliceAdjust(&b, a->length);
    size_t count = other ? other->length : 0;
    if (b.step == 1)
      return replaceItems(t, a, b.start, b.start + b.count, other && other->store ? other->store->bytes : nullptr, count);
    if (!other) {
      if (b.step < 0) {
        b.start += b.step * (b.count - 1);
        b.step = -b.step;
      }
      for (int64_t i = b.count - 1; i >= 0; --i) {
        size_t at = b.start + i * b.step;
        TRY(replaceItems(t, a, at, at + 1, nullptr, 0));
      }
      return true;
    }
    if (static_cast<int64_t>(count) != b.count)
      return raise(t, exc::ValueError, "attempt to assign array of size {} to extended slice of size {}", count, b.count);
    for (int64_t i = 0, to = b.start; i < b.count; ++i, to += b.step) memcpy(placeOf(a, to), placeOf(other, i), a->format->size);
    return true;
  }
  if (!isInt(key) && !typeOf(key)->slots.index) return raise(t, exc::TypeError, "array indices must be integers");
  int64_t i = TRY(indexInt64Py(t, key));
  if (i < 0) i += a->length;
  if (static_cast<uint64_t>(i) >= a->length) return raise(t, exc::IndexError, "array assignment index out of range");
  if (value.isUnbound()) return replaceItems(t, a, i, i + 1, nullptr, 0);
  uint8_t item[8];
  TRY(a->format->set(t, item, value));
  if (static_cast<uint64_t>(i) >= a->length) return raise(t, exc::IndexError, "array assignment index out of range");
  memcpy(placeOf(a, i), item, a->format->size);
  return true;
}

Value arrayConcat(Thread* t, Value a, Value b) {
  if (!isArray(b)) return raise(t, exc::TypeError, "can only append array (not \"{}\") to array", typeName(b));
  Array* x = self(a);
  Array* y = self(b);
  if (x->format != y->format) return raise(t, exc::TypeError, "bad argument type for built-in operation");
  Array* result = TRY(makeArray(t, arrayType, x->format, x->length + y->length)).as<Array>();
  if (x->length) memcpy(result->store->bytes, x->store->bytes, x->length * x->format->size);
  if (y->length) memcpy(placeOf(result, x->length), y->store->bytes, y->length * x->format->size);
  return result;
}

Value arrayInplaceConcat(Thread* t, Value a, Value b) {
  if (!isArray(b)) return raise(t, exc::TypeError, "can only extend array with array (not \"{}\")", typeName(b));
  TRY(extendPy(t, self(a), b));
  return a;
}

Value arrayInplaceRepeat(Thread* t, Value v, int64_t count) {
  Array* a = self(v);
  if (a->length == 0) return v;
  if (count < 0) count = 0;
  size_t length = a->length, total;
  if (__builtin_mul_overflow(length, static_cast<size_t>(count), &total)) return raiseMemory(t);
  TRY(resize(t, a, total));
  for (size_t done = length; done < total; done += length) memcpy(placeOf(a, done), a->store->bytes, length * a->format->size);
  return v;
}

Value arrayRepeat(Thread* t, Value v, int64_t count) {
  Array* a = self(v);
  Array* copy = TRY(makeArray(t, arrayType, a->format, a->length)).as<Array>();
  if (a->length) memcpy(copy->store->bytes, a->store->bytes, a->length * a->format->size);
  return arrayInplaceRepeat(t, copy, count);
}

Value arrayIter(Thread* t, Value v) {
  auto* it = TRY(allocate<ArrayIterator>(t, arrayIteratorType));
  it->array = self(v);
  it->index = 0;
  return it;
}

// Position of the first equal item in [start, stop), -1 if none, -2 raised.
int64_t findItem(Thread* t, Array* a, Value v, int64_t start, int64_t stop) {
  for (int64_t i = start; i < stop && i < static_cast<int64_t>(a->length); ++i) {
    Value item = a->format->get(t, placeOf(a, i));
    if (item.isError()) return -2;
    Maybe<bool> equal = equalFastPy(t, item, v);
    if (!equal.ok()) return -2;
    if (*equal) return i;
  }
  return -1;
}

int arrayContains(Thread* t, Value v, Value item) {
  int64_t i = findItem(t, self(v), item, 0, INT64_MAX);
  return i == -2 ? -1 : i >= 0;
}

bool arrayBuffer(Thread*, Value v, BufferView* view, int) {
  Array* a = self(v);
  static uint8_t nothing[1];
  view->owner = v;
  view->data = a->store ? a->store->bytes : nothing;
  view->length = a->length * a->format->size;
  view->itemSize = a->format->size;
  view->readOnly = false;
  view->format = a->format->bufferFormat;
  ++a->exports;
  return true;
}
void arrayReleaseBuffer(Value v, BufferView*) { --self(v)->exports; }

// --- methods

Value appendMethod(Thread* t, Value* args, size_t) {
  TRY(appendItem(t, self(args[0]), args[1]));
  return Value::none();
}

Value bufferInfoMethod(Thread* t, Value* args, size_t) {
  Array* a = self(args[0]);
  Value address = TRY(makeUnsigned(t, a->store ? reinterpret_cast<uint64_t>(a->store->bytes) : 0));
  return TRY(makeTuple(t, {address, Value::smallInt(a->length)}));
}

void swapBytes(uint8_t* p, size_t count, size_t size) {
  for (size_t i = 0; i < count; ++i, p += size) std::reverse(p, p + size);
}

Value byteswapMethod(Thread*, Value* args, size_t) {
  Array* a = self(args[0]);
  if (a->store) swapBytes(a->store->bytes, a->length, a->format->size);
  return Value::none();
}

Value copyMethod(Thread* t, Value* args, size_t) {
  Array* a = self(args[0]);
  Array* copy = TRY(makeArray(t, arrayType, a->format, a->length)).as<Array>();
  if (a->length) memcpy(copy->store->bytes, a->store->bytes, a->length * a->format->size);
  return copy;
}

Value countMethod(Thread* t, Value* args, size_t) {
  Array* a = self(args[0]);
  int64_t count = 0;
  for (int64_t from = 0;;) {
    int64_t i = findItem(t, a, args[1], from, INT64_MAX);
    if (i == -2) return Value::error();
    if (i < 0) return Value::smallInt(count);
    ++count;
    from = i + 1;
  }
}

Value extendMethod(Thread* t, Value* args, size_t) {
  TRY(extendPy(t, self(args[0]), args[1]));
  return Value::none();
}

Value fromBytesMethod(Thread* t, Value* args, size_t) {
  BufferHolder bytes;
  if (!bytes.acquirePy(t, args[1])) return Value::error();
  TRY(appendBytes(t, self(args[0]), bytes.bytes()));
  return Value::none();
}

Value fromFileMethod(Thread* t, Value* args, size_t) {
  Array* a = self(args[0]);
  int64_t n = TRY(countArgumentPy(t, args[2]));
  if (n < 0) return raise(t, exc::ValueError, "negative count");
  int64_t bytes;
  if (__builtin_mul_overflow(n, int64_t{a->format->size}, &bytes)) return raiseMemory(t);
  Value wanted = TRY(makeInt(t, bytes));
  Value read = TRY(callMethodPy(t, args[1], names::read, {wanted}));
  auto* got = dynCast<Bytes>(read);
  if (!got) return raise(t, exc::TypeError, "read() didn't return bytes");
  bool complete = static_cast<int64_t>(got->length) == bytes;
  TRY(appendBytes(t, a, got->view().substr(0, got->length)));
  if (!complete) return raise(t, exc::EOFError, "read() didn't return enough bytes");
  return Value::none();
}

Value fromListMethod(Thread* t, Value* args, size_t) {
  Array* a = self(args[0]);
  if (!isa<List>(args[1])) return raise(t, exc::TypeError, "arg must be list");
  auto* items = args[1].as<List>();
  size_t before = a->length, n = items->length;
  if (n == 0) return Value::none();
  for (size_t i = TRY(appendPlain(t, a, items->store->items, n)); i < n; ++i) {
    if (items->length != n) {
      a->length = before;
      return raise(t, exc::RuntimeError, "list changed size during iteration");
    }
    if (!appendItem(t, a, listItem(items, i))) {
      if (a->length > before) a->length = before;
      return Value::error();
    }
  }
  return Value::none();
}

Value fromUnicodeMethod(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1]))
    return raise(t, exc::TypeError, "fromunicode() argument must be str, not {}", argumentTypeName(args[1]));
  if (self(args[0])->format->code != 'u')
    return raise(t, exc::ValueError, "fromunicode() may only be called on unicode type arrays");
  TRY(appendCharacters(t, self(args[0]), args[1].as<Str>()));
  return Value::none();
}

Value indexMethod(Thread* t, Value* args, size_t) {
  Array* a = self(args[0]);
  int64_t start = TRY(sliceIndexNotNonePy(t, args[2])), stop = TRY(sliceIndexNotNonePy(t, args[3]));
  int64_t length = a->length;
  if (start < 0) start = std::max<int64_t>(0, start + length);
  if (stop < 0) stop = std::max<int64_t>(0, stop + length);
  int64_t i = findItem(t, a, args[1], start, stop);
  if (i == -2) return Value::error();
  if (i < 0) return raise(t, exc::ValueError, "array.index(x): x not in array");
  return Value::smallInt(i);
}

Value insertMethod(Thread* t, Value* args, size_t) {
  int64_t index = TRY(countArgumentPy(t, args[1]));
  TRY(insertItem(t, self(args[0]), index, args[2]));
  return Value::none();
}

Value popMethod(Thread* t, Value* args, size_t) {
  Array* a = self(args[0]);
  int64_t i = TRY(countArgumentPy(t, args[1]));
  if (a->length == 0) return raise(t, exc::IndexError, "pop from empty array");
  if (i < 0) i += a->length;
  if (static_cast<uint64_t>(i) >= a->length) return raise(t, exc::IndexError, "pop index out of range");
  Value item = TRY(a->format->get(t, placeOf(a, i)));
  TRY(replaceItems(t, a, i, i + 1, nullptr, 0));
  return item;
}

Value removeMethod(Thread* t, Value* args, size_t) {
  Array* a = self(args[0]);
  int64_t i = findItem(t, a, args[1], 0, INT64_MAX);
  if (i == -2) return Value::error();
  if (i < 0) return raise(t, exc::ValueError, "array.remove(x): x not in array");
  if (static_cast<uint64_t>(i) < a->length) TRY(replaceItems(t, a, i, i + 1, nullptr, 0));
  return Value::none();
}

Value reverseMethod(Thread*, Value* args, size_t) {
  Array* a = self(args[0]);
  uint8_t item[8];
  size_t size = a->format->size;
  for (size_t i = 0, j = a->length; i + 1 < j; ++i) {
    --j;
    memcpy(item, placeOf(a, i), size);
    memcpy(placeOf(a, i), placeOf(a, j), size);
    memcpy(placeOf(a, j), item, size);
  }
  return Value::none();
}

std::string_view bytesOf(Array* a) {
  return a->length ? std::string_view(reinterpret_cast<char*>(a->store->bytes), a->length * a->format->size) : std::string_view();
}

Value toBytesMethod(Thread* t, Value* args, size_t) {
  Array* a = self(args[0]);
  Bytes* result = TRY(makeBytesUninitialised(t, a->length * a->format->size));
  std::string_view bytes = bytesOf(a);
  if (!bytes.empty()) memcpy(result->data, bytes.data(), bytes.size());
  return result;
}

Value toFileMethod(Thread* t, Value* args, size_t) {
  Array* a = self(args[0]);
  constexpr size_t kBlock = 64 * 1024;
  for (size_t at = 0; at < bytesOf(a).size(); at += kBlock) {
    Bytes* block = TRY(makeBytes(t, bytesOf(a).substr(at, kBlock)));
    TRY(callMethodPy(t, args[1], names::write, {Value(block)}));
  }
  return Value::none();
}

Value toListMethod(Thread* t, Value* args, size_t) { return toList(t, self(args[0])); }

Value toUnicodeMethod(Thread* t, Value* args, size_t) {
  if (self(args[0])->format->code != 'u')
    return raise(t, exc::ValueError, "tounicode() may only be called on unicode type arrays");
  return toText(t, self(args[0]));
}

Value reconstructor;  // the module's _array_reconstructor

Value codeOf(Thread* t, const Array* a) { return TRY(makeStrFromCodePoint(t, static_cast<unsigned char>(a->format->code))); }

Value reduceExMethod(Thread* t, Value* args, size_t) {
  Array* a = self(args[0]);
  if (!isInt(args[1])) return raise(t, exc::TypeError, "__reduce_ex__ argument should be an integer");
  int64_t protocol = TRY(toInt64(t, args[1]));
  Value state = Value::none();
  Value dict = TRY(instanceDict(t, args[0]));
  if (!dict.isUnbound()) state = dict;
  Value code = TRY(codeOf(t, a));
  if (protocol < 3) {
    Value items = TRY(toList(t, a));
    Tuple* arguments = TRY(makeTuple(t, {code, items}));
    return TRY(makeTuple(t, {Value(typeOf(args[0])), Value(arguments), state}));
  }
  Value bytes = TRY(toBytesMethod(t, args, 1));
  Tuple* arguments = TRY(makeTuple(t, {Value(typeOf(args[0])), code, Value::smallInt(a->format->machine), bytes}));
  return TRY(makeTuple(t, {reconstructor, Value(arguments), state}));
}

// How an item is laid out by a machine format code of pickles: the type code with that size and kind, and the byte order.
struct MachineFormat {
  char code;
  bool bigEndian;
};
constexpr MachineFormat kMachineFormats[] = {
    {'B', false}, {'b', false}, {'H', false}, {'H', true}, {'h', false}, {'h', true}, {'I', false}, {'I', true},
    {'i', false}, {'i', true},  {'Q', false}, {'Q', true}, {'q', false}, {'q', true}, {'f', false}, {'f', true},
    {'d', false}, {'d', true},  {'H', false}, {'H', true}, {'u', false}, {'u', true},
};

Value reconstruct(Thread* t, Value* args, size_t) {
  if (!isa<Type>(args[0])) return raise(t, exc::TypeError, "first argument must be a type object, not {}", typeName(args[0]));
  Type* cls = args[0].as<Type>();
  if (!isSubtype(cls, arrayType)) return raise(t, exc::TypeError, "{} is not a subtype of array.array", typeName(cls));
  if (!isa<Str>(args[1]) || args[1].as<Str>()->length != 1)
    return raise(t, exc::TypeError, "_array_reconstructor() argument 2 must be a unicode character, not {}", typeName(args[1]));
  const ArrayFormat* format = formatOf(args[1].as<Str>()->at(0));
  if (!format) return raise(t, exc::ValueError, "second argument must be a valid type code");
  Value machine = TRY(indexPy(t, args[2]));
  int64_t m = TRY(toInt64(t, machine, "int"));
  if (m < 0 || m > 21) return raise(t, exc::ValueError, "third argument must be a valid machine format code.");
  auto* bytes = dynCast<Bytes>(args[3]);
  if (!bytes) return raise(t, exc::TypeError, "fourth argument should be bytes, not {}", typeName(args[3]));
  const MachineFormat& layout = kMachineFormats[m];
  const ArrayFormat* from = formatOf(layout.code);
  if (bytes->length % from->size) return raise(t, exc::ValueError, "bytes length not a multiple of item size");
  // In the layout given first, then, unless that is the array's own, item by item.
  Array* raw = TRY(makeArray(t, arrayType, from, bytes->length / from->size)).as<Array>();
  if (raw->length) memcpy(raw->store->bytes, bytes->data, bytes->length);
  if (layout.bigEndian && raw->length) swapBytes(raw->store->bytes, raw->length, from->size);
  Array* result = TRY(makeArray(t, cls, format, 0)).as<Array>();
  if (m == 18 || m == 19) {
    // UTF-16.
    for (size_t i = 0; i < raw->length; ++i) {
      uint32_t c = take<uint16_t>(placeOf(raw, i));
      if (c >= 0xd800 && c < 0xdc00 && i + 1 < raw->length) {
        uint32_t low = take<uint16_t>(placeOf(raw, i + 1));
        if (low >= 0xdc00 && low < 0xe000) {
          c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
          ++i;
        }
      }
      Str* item = TRY(makeStrFromCodePoint(t, c));
      TRY(appendItem(t, result, item));
    }
    return result;
  }
  if (from->size == format->size && from->machine == format->machine) {
    TRY(appendBytes(t, result, bytesOf(raw)));
    return result;
  }
  Value items = TRY(toList(t, raw));
  TRY(extendPy(t, result, items));
  return result;
}

Value sizeofMethod(Thread*, Value* args, size_t) {
  Array* a = self(args[0]);
  return Value::smallInt(sizeof(Array) + (a->store ? sizeof(ByteStore) + a->store->capacity : 0));
}

Value getTypecode(Thread* t, Value v) { return codeOf(t, self(v)); }
Value getItemSize(Thread*, Value v) { return Value::smallInt(self(v)->format->size); }

// --- iterator

Value iteratorNext(Thread* t, Value v) {
  auto* it = v.as<ArrayIterator>();
  if (!it->array) return Value::unbound();
  if (it->index < it->array->length) return it->array->format->get(t, placeOf(it->array, it->index++));
  it->array = nullptr;
  return Value::unbound();
}

Value iteratorReduce(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<ArrayIterator>();
  Value iter = TRY(builtinPy(t, "iter"));
  if (!it->array) {
    Tuple* arguments = TRY(makeTuple(t, {Value(emptyTuple())}));
    return TRY(makeTuple(t, {iter, Value(arguments)}));
  }
  Tuple* arguments = TRY(makeTuple(t, {Value(it->array)}));
  return TRY(makeTuple(t, {iter, Value(arguments), Value::smallInt(it->index)}));
}

Value iteratorSetState(Thread* t, Value* args, size_t) {
  auto* it = args[0].as<ArrayIterator>();
  int64_t index = TRY(stateNumber(t, args[1]));
  if (it->array) it->index = std::clamp<int64_t>(index, 0, it->array->length);
  return Value::none();
}

const NativeDef kArrayMethods[] = {
    {"append", "(self, v, /)", appendMethod, "Add an item at the end."},
    {"buffer_info", "(self, /)", bufferInfoMethod, "(address, length) of the memory."},
    {"byteswap", "(self, /)", byteswapMethod, "Reverse the bytes of every item."},
    {"__copy__", "(self, /)", copyMethod, "A copy of the array."},
    {"__deepcopy__", "(self, unused, /)", copyMethod, "A copy of the array."},
    {"count", "(self, v, /)", countMethod, "How many items are equal to v."},
    {"extend", "(self, bb, /)", extendMethod, "Add the items of the iterable at the end."},
    {"frombytes", "(self, buffer, /)", fromBytesMethod, "Add items from their bytes."},
    {"fromfile", "(self, f, n, /)", fromFileMethod, "Add n items read from the file object."},
    {"fromlist", "(self, list, /)", fromListMethod, "Add the items of the list: all of them or none."},
    {"fromunicode", "(self, ustr, /)", fromUnicodeMethod, "Add the characters of the str to an array of type 'u'."},
    {"index", "(self, v, start=0, stop=9223372036854775807, /)", indexMethod,
     "Position of the first item equal to v. ValueError if there is none."},
    {"insert", "(self, i, v, /)", insertMethod, "Put v before the item at i."},
    {"pop", "(self, i=-1, /)", popMethod, "Remove the item at i (the last one by default) and return it."},
    {"remove", "(self, v, /)", removeMethod, "Remove the first item equal to v. ValueError if there is none."},
    {"reverse", "(self, /)", reverseMethod, "Reverse the order of the items in place."},
    {"tobytes", "(self, /)", toBytesMethod, "The items' bytes."},
    {"tofile", "(self, f, /)", toFileMethod, "Write the items' bytes to the file object."},
    {"tolist", "(self, /)", toListMethod, "A list of the items."},
    {"tounicode", "(self, /)", toUnicodeMethod, "A str of the items of an array of type 'u'."},
    {"__reduce_ex__", "(self, value, /)", reduceExMethod, "What pickle needs."},
    {"__sizeof__", "(self, /)", sizeofMethod, "Size in memory, in bytes."},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "array[int] as an annotation.", NativeDef::kClassMethod},
};
const GetSetDef kArrayGetSets[] = {
    {"typecode", getTypecode, nullptr, "The type code of the items."},
    {"itemsize", getItemSize, nullptr, "Bytes per item."},
};
const NativeDef kIteratorMethods[] = {
    {"__reduce__", "(self, /)", iteratorReduce, "What pickle needs."},
    {"__setstate__", "(self, state, /)", iteratorSetState, "Go to a position."},
};

const TypeSpec arraySpec = {
    .name = "array.array",
    .kind = Kind::Array,
    .flags = kBaseType | kSequencePattern | kWeakReferable,
    .slots =
        {
            .repr = arrayRepr,
            .hash = hashNotImplemented,
            .compare = arrayCompare,
            .iter = arrayIter,
            .create = arrayCreate,
            .length = arrayLength,
            .getItem = arrayGetItem,
            .setItem = arraySetItem,
            .concat = arrayConcat,
            .inplaceConcat = arrayInplaceConcat,
            .repeat = arrayRepeat,
            .inplaceRepeat = arrayInplaceRepeat,
            .contains = arrayContains,
            .buffer = arrayBuffer,
            .releaseBuffer = arrayReleaseBuffer,
        },
    .methods = kArrayMethods,
    .getsets = kArrayGetSets,
    .doc =
        "array(typecode [, initializer])\n\nSequence of numbers or characters of one C type, kept without boxes: b B h H i I l L "
        "q Q (integers "
        "of\n1, 2, 4, 8 and 8 bytes, lower case with sign), f d (floats of 4 and 8 bytes), u (characters).",
};
const TypeSpec arrayIteratorSpec = {
    .name = "array.arrayiterator",
    .kind = Kind::ArrayIterator,
    .flags = kDisallowNew,
    .slots = {.iter = selfIter, .next = iteratorNext},
    .methods = kIteratorMethods,
};

// collections.abc.MutableSequence.register(array), where there is a library.
bool registerSequencePy(Thread* t) {
  Str* name = TRY(internStr(t, "collections.abc"));
  Str* wanted = TRY(internStr(t, "MutableSequence"));
  Tuple* fromlist = TRY(makeTuple(t, {Value(wanted)}));
  Value module = importNamePy(t, name, nullptr, Value::none(), fromlist, Value::smallInt(0));
  if (module.isError()) {
    if (!pendingIs(t, exc::ImportError)) return false;
    clearPending(t);
    return true;
  }
  Value abstract = TRY(getAttrPy(t, module, wanted));
  TRY(callMethodPy(t, abstract, TRY(internStr(t, "register")), {Value(arrayType)}));
  return true;
}

bool initModule(Thread* t, Module* m) {
  static bool rooted = false;
  if (!rooted) {
    addRoot(&arrayType);
    addRoot(&arrayIteratorType);
    addRoot(&reconstructor);
    rooted = true;
  }
  arrayType = TRY(moduleAddType(t, m, arraySpec));
  arrayIteratorType = TRY(makeNativeType(t, arrayIteratorSpec));
  TRY(moduleSet(t, m, "ArrayType", arrayType));
  Str* codes = TRY(makeStr(t, "bBuhHiIlLqQfd"));
  TRY(moduleSet(t, m, "typecodes", codes));
  reconstructor = TRY(getAttrPy(t, m, "_array_reconstructor"));
  return registerSequencePy(t);
}

const NativeDef kFunctions[] = {
    {"_array_reconstructor", "(arraytype, typecode, mformat_code, items, /)", reconstruct, "Makes arrays for pickle."},
};

}  // namespace

extern const ModuleSpec arrayModule = {"array", kFunctions, "Arrays of numbers or characters of one C type.", initModule};

}  // namespace typhon
