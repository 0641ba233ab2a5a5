// The bytes type: constructor, slots, method table; iterators of bytes, bytearray and memoryview.
#include <cstring>

#include "runtime/base/hash.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes_methods.h"
#include "runtime/types/bytes_source.h"
#include "runtime/types/codecs.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

// Iterator over the items of a bytes, bytearray or memoryview; exhausted when `source` is Unbound.
struct BufferIterator : Object {
  Value source;
  int64_t index;
};

size_t sizeOf_BufferIterator(const Object*) { return sizeof(BufferIterator); }
void trace_BufferIterator(Object* o, Tracer& tracer) { tracer.visit(static_cast<BufferIterator*>(o)->source); }

namespace {

Value reprSlot(Thread* t, Value self) { return Value(TRY(bytesRepr(t, bytesOf(self)))); }
bool hashSlot(Thread*, Value self, int64_t* out) {
  *out = hashOf(self.as<Bytes>());
  return true;
}
int64_t lengthSlot(Thread*, Value self) { return static_cast<int64_t>(bytesOf(self).size()); }

Value strSlot(Thread* t, Value self) {
  TRY(warnOfStrPy(t, self));
  return reprSlot(t, self);
}

Value compareSlot(Thread* t, Value self, Value other, CompareOp op) {
  if (!isa<Bytes>(other)) {
    TRY(warnOfComparisonPy(t, self, other, op));
    return notImplemented;
  }
  return Value::boolean(compareBytes(bytesOf(self), bytesOf(other), op));
}

Value getItemSlot(Thread* t, Value self, Value key) {
  auto b = self.as<Bytes>();
  auto length = static_cast<int64_t>(b->length);
  if (auto slice = dynCast<Slice>(key)) {
    SliceBounds r;
    TRY(sliceUnpackPy(t, slice, &r));
    sliceAdjust(&r, length);
    if (r.count == length && r.step == 1 && isExactBytes(self)) return self;
    return takeSlice(t, self, r);
  }
  int64_t i;
  if (key.isSmallInt()) {
    i = key.asSmallInt();
  } else {
    if (!isInt(key) && !typeOf(key)->slots.index)
      return raise(t, exc::TypeError, "byte indices must be integers or slices, not {}", typeName(key));
    i = TRY(indexInt64Py(t, key));
  }
  if (i < 0) i += length;
  if (i < 0 || i >= length) return raise(t, exc::IndexError, "index out of range");
  return Value::smallInt(b->data[i]);
}

Value concatSlot(Thread* t, Value self, Value other) {
  if (auto b = dynCast<Bytes>(other)) {
    auto a = self.as<Bytes>();
    if (a->length == 0 && isExactBytes(other)) return other;
    if (b->length == 0 && isExactBytes(self)) return self;
    Bytes* out = TRY(makeBytesUninitialised(t, a->length + b->length));
    std::memcpy(out->data, a->data, a->length);
    std::memcpy(out->data + a->length, b->data, b->length);
    return out;
  }
  if (!hasBuffer(other)) return raise(t, exc::TypeError, "can't concat {} to {}", typeName(other), typeName(self));
  BufferHolder buffer;
  TRY(buffer.acquirePy(t, other));
  std::string joined(bytesOf(self));
  joined += buffer.bytes();
  return Value(TRY(makeBytes(t, joined)));
}

bool bufferSlot(Thread* t, Value self, BufferView* view, int flags) {
  if (flags & kBufferWritable) return raise(t, exc::BufferError, "Object is not writable.");
  *view = BufferView();
  view->owner = self;
  view->data = self.as<Bytes>()->data;
  view->length = static_cast<int64_t>(self.as<Bytes>()->length);
  return true;
}

Value bytesNew(Thread* t, Value* args, size_t) {
  auto cls = args[0].as<Type>();
  Value source = args[1];
  // A subclass of str may have the method.
  Value method = Value::unbound();
  if (!source.isUnbound() && args[2].isUnbound() && args[3].isUnbound())
    method = TRY(lookupSpecialPy(t, source, names::__bytes__));
  if (method.isUnbound()) TRY(checkBytesArguments(t, "bytes", source, args[2], args[3]));
  Value result;
  if (source.isUnbound()) {
    result = TRY(makeBytes(t, {}));
  } else {
    if (!isExactBytes(source) && !method.isUnbound()) {
      result = TRY(callPy(t, method));
      if (!isa<Bytes>(result)) return raise(t, exc::TypeError, "__bytes__ returned non-bytes (type {})", typeName(result));
    } else if (isExactBytes(source)) {
      result = source;
    } else {
      std::string content;
      TRY(readBytesSourcePy(t, "bytes", source, args[2], args[3], &content));
      result = TRY(makeBytes(t, content));
    }
  }
  if (cls == types::bytes) return result;
  auto from = result.as<Bytes>();
  Bytes* copy = TRY(allocate<Bytes>(t, cls, from->length + 1));
  copy->length = from->length;
  copy->hash = from->hash;
  std::memcpy(copy->data, from->data, from->length);
  return copy;
}

Value bytesGetNewArgs(Thread* t, Value* args, size_t) {
  Value bytes = TRY(makeBytes(t, bytesOf(args[0])));
  return Value(TRY(makeTuple(t, {bytes})));
}

Value bytesDunderBytes(Thread* t, Value* args, size_t) { return bytesUnchanged(t, args[0]); }

Value bytesSizeOf(Thread*, Value* args, size_t) {
  return Value::smallInt(static_cast<int64_t>(sizeof(Bytes) + args[0].as<Bytes>()->length + 1));
}

const NativeDef kCreate = {"__new__", "(cls, source=<absent>, encoding=<absent>, errors=<absent>)", bytesNew, nullptr};

const NativeDef kMethods[] = {
    BYTES_METHOD_ROWS,
    {"__getnewargs__", "(self, /)", bytesGetNewArgs, nullptr},
    {"__bytes__", "(self, /)", bytesDunderBytes, "Convert this value to exact type bytes."},
    {"__sizeof__", "(self, /)", bytesSizeOf, "Size of object in memory, in bytes."},
};

constexpr Slots bytesSlots() {
  Slots s;
  s.repr = reprSlot;
  s.str = strSlot;
  s.hash = hashSlot;
  s.compare = compareSlot;
  s.iter = bytesIterSlot;
  s.modulo = bytesModulo;
  s.length = lengthSlot;
  s.getItem = getItemSlot;
  s.concat = concatSlot;
  s.repeat = bytesRepeatSlot;
  s.contains = bytesContainsSlot;
  s.buffer = bufferSlot;
  return s;
}

// The iterators.

Value iteratorNext(Thread* t, Value self) {
  auto it = self.as<BufferIterator>();
  if (it->source.isUnbound()) return Value::unbound();
  Value source = it->source;
  if (isExactBytes(source)) {
    auto b = source.as<Bytes>();
    if (it->index < static_cast<int64_t>(b->length)) return Value::smallInt(b->data[it->index++]);
  } else if (isa<Bytes>(source) || isa<ByteArray>(source)) {
    std::string_view bytes = bytesOf(source);
    if (it->index < static_cast<int64_t>(bytes.size()))
      return Value::smallInt(static_cast<uint8_t>(bytes[static_cast<size_t>(it->index++)]));
  } else {
    int64_t length = typeOf(source)->slots.length(t, source);
    if (length < 0) return Value::error();
    if (it->index < length) return typeOf(source)->slots.getItem(t, source, Value::smallInt(it->index++));
  }
  it->source = Value::unbound();
  return Value::unbound();
}

Value iteratorSelf(Thread*, Value self) { return self; }

Value iteratorLengthHint(Thread* t, Value* args, size_t) {
  auto it = args[0].as<BufferIterator>();
  if (it->source.isUnbound()) return Value::smallInt(0);
  int64_t length = TRY(lengthPy(t, it->source));
  return Value::smallInt(length > it->index ? length - it->index : 0);
}

Value iteratorReduce(Thread* t, Value* args, size_t) {
  auto it = args[0].as<BufferIterator>();
  Value iter = TRY(builtinPy(t, "iter"));
  if (it->source.isUnbound()) {
    Value nothing = emptyTuple();
    Value inner = TRY(makeTuple(t, {nothing}));
    return Value(TRY(makeTuple(t, {iter, inner})));
  }
  Value inner = TRY(makeTuple(t, {it->source}));
  return Value(TRY(makeTuple(t, {iter, inner, Value::smallInt(it->index)})));
}

Value iteratorSetState(Thread* t, Value* args, size_t) {
  auto it = args[0].as<BufferIterator>();
  int64_t index = TRY(countArgumentPy(t, args[1]));
  if (it->source.isUnbound()) return Value::none();
  int64_t length = TRY(lengthPy(t, it->source));
  it->index = index < 0 ? 0 : index > length ? length : index;
  return Value::none();
}

const NativeDef kIteratorMethods[] = {
    {"__length_hint__", "(self, /)", iteratorLengthHint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__", "(self, /)", iteratorReduce, "Return state information for pickling."},
    {"__setstate__", "(self, state, /)", iteratorSetState, "Set state information for unpickling."},
};

constexpr Slots iteratorSlots() {
  Slots s;
  s.iter = iteratorSelf;
  s.next = iteratorNext;
  return s;
}

}  // namespace

bool compareBytes(std::string_view a, std::string_view b, CompareOp op) {
  if (op == CompareOp::Eq) return a == b;
  if (op == CompareOp::Ne) return a != b;
  int order = a.compare(b);
  return op == CompareOp::Lt ? order < 0 : op == CompareOp::Le ? order <= 0 : op == CompareOp::Gt ? order > 0 : order >= 0;
}

Value takeSlice(Thread* t, Value self, const SliceBounds& r) {
  std::string_view bytes = bytesOf(self);
  if (r.count <= 0) return makeLike(t, self, {});
  if (r.step == 1) return makeLike(t, self, bytes.substr(static_cast<size_t>(r.start), static_cast<size_t>(r.count)));
  std::string out(static_cast<size_t>(r.count), '\0');
  for (int64_t i = 0, at = r.start; i < r.count; ++i, at += r.step) out[static_cast<size_t>(i)] = bytes[static_cast<size_t>(at)];
  return makeLike(t, self, out);
}

bool checkBytesArguments(Thread* t, const char* type, Value source, Value encoding, Value errors) {
  if (!encoding.isUnbound() && !isa<Str>(encoding))
    return raise(t, exc::TypeError, "{}() argument 'encoding' must be str, not {}", type, argumentTypeName(encoding));
  if (!errors.isUnbound() && !isa<Str>(errors))
    return raise(t, exc::TypeError, "{}() argument 'errors' must be str, not {}", type, argumentTypeName(errors));
  bool text = !source.isUnbound() && isa<Str>(source);
  if (!encoding.isUnbound() && !text) return raise(t, exc::TypeError, "encoding without a string argument");
  if (encoding.isUnbound() && text) return raise(t, exc::TypeError, "string argument without an encoding");
  if (!errors.isUnbound() && !text) return raise(t, exc::TypeError, "errors without a string argument");
  return true;
}

bool readBytesSourcePy(Thread* t, const char* type, Value source, Value encoding, Value errors, std::string* out) {
  bool array = type[4] == 's' ? false : true;
  out->clear();
  if (isa<Str>(source)) {
    Value encoded = TRY(encodeStrPy(t, source.as<Str>(), strText(encoding), errors.isUnbound() ? "strict" : strText(errors)));
    *out = encoded.as<Bytes>()->view();
    return true;
  }
  if (isInt(source) || typeOf(source)->slots.index) {
    Maybe<int64_t> count = indexInt64Py(t, source, exc::OverflowError);
    if (count.ok()) {
      if (*count < 0) return raise(t, exc::ValueError, "negative count");
      if (*count > (int64_t{1} << 46)) return raiseMemory(t);
      out->assign(static_cast<size_t>(*count), '\0');
      return true;
    }
    if (!pendingIs(t, exc::TypeError)) return false;
    clearPending(t);
  }
  if (hasBuffer(source)) {
    BufferHolder buffer;
    TRY(buffer.acquirePy(t, source, kBufferFull));
    appendContiguous(buffer.view, out);
    return true;
  }
  const char* range = array ? "byte must be in range(0, 256)" : "bytes must be in range(0, 256)";
  auto add = [&](Value item) -> bool {
    if (item.isSmallInt() && static_cast<uint64_t>(item.asSmallInt()) < 256) [[likely]] {
      out->push_back(static_cast<char>(item.asSmallInt()));
      return true;
    }
    out->push_back(static_cast<char>(TRY(byteArgumentPy(t, item, range))));
    return true;
  };
  if (auto list = dynCast<List>(source); list && typeOf(source) == types::list) {
    out->reserve(list->length);
    for (size_t i = 0; i < list->length; ++i) TRY(add(listItem(list, i)));
    return true;
  }
  if (auto tuple = dynCast<Tuple>(source); tuple && typeOf(source) == types::tuple) {
    for (size_t i = 0; i < tuple->length; ++i) TRY(add(tuple->items[i]));
    return true;
  }
  Value iterator = iterPy(t, source);
  if (iterator.isError()) {
    if (!pendingIs(t, exc::TypeError)) return false;
    clearPending(t);
    return raise(t, exc::TypeError, "cannot convert '{}' object to {}", typeName(source), type);
  }
  for (;;) {
    Value item = TRY(nextPy(t, iterator));
    if (item.isUnbound()) return true;
    TRY(add(item));
  }
}

Value makeBufferIterator(Thread* t, Type* type, Value source) {
  auto it = TRY(allocate<BufferIterator>(t, type));
  it->source = source;
  return it;
}

Value bytesIterSlot(Thread* t, Value self) {
  return makeBufferIterator(t, isa<Bytes>(self) ? types::bytesIterator : types::bytearrayIterator, self);
}

extern const TypeSpec bytesSpec;
const TypeSpec bytesSpec = {.name = "bytes",
                            .kind = Kind::Bytes,
                            .flags = kBaseType | kMatchSelf,
                            .slots = bytesSlots(),
                            .methods = kMethods,
                            .create = &kCreate,
                            .doc =
                                "bytes(iterable_of_ints) -> bytes\n"
                                "bytes(string, encoding[, errors]) -> bytes\n"
                                "bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
                                "bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n"
                                "bytes() -> empty bytes object\n"
                                "\n"
                                "Bytes that cannot be changed, made of integers below 256, of text by an encoding, of anything "
                                "with a buffer, or so many zeros."};

extern const TypeSpec bytesIteratorSpec;
const TypeSpec bytesIteratorSpec = {.name = "bytes_iterator",
                                    .kind = Kind::BufferIterator,
                                    .flags = kDisallowNew,
                                    .slots = iteratorSlots(),
                                    .methods = kIteratorMethods};
extern const TypeSpec bytearrayIteratorSpec;
const TypeSpec bytearrayIteratorSpec = {.name = "bytearray_iterator",
                                        .kind = Kind::BufferIterator,
                                        .flags = kDisallowNew,
                                        .slots = iteratorSlots(),
                                        .methods = kIteratorMethods};
extern const TypeSpec memoryIteratorSpec;
const TypeSpec memoryIteratorSpec = {
    .name = "memory_iterator", .kind = Kind::BufferIterator, .flags = kDisallowNew, .slots = iteratorSlots()};

}  // namespace typhon
