// The bytearray type.
#include <cstring>

#include "runtime/ops/ops.h"
#include "runtime/types/bytes_methods.h"
#include "runtime/types/bytes_source.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

ByteArray* array(Value v) { return v.as<ByteArray>(); }

// bytes_repr with the type's name around it; single quotes are always escaped.
Value reprSlot(Thread* t, Value self) {
  std::string_view bytes = bytesOf(self);
  char quote = bytes.find('\'') != std::string_view::npos && bytes.find('"') == std::string_view::npos ? '"' : '\'';
  std::string out = typeName(self);
  if (size_t dot = out.rfind('.'); dot != std::string::npos) out.erase(0, dot + 1);
  out += "(b";
  out.push_back(quote);
  for (char ch : bytes) {
    auto c = static_cast<uint8_t>(ch);
    if (c == '\'' || c == '\\')
      out.push_back('\\'), out.push_back(ch);
    else if (c == '\t')
      out += "\\t";
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c < ' ' || c >= 0x7F)
      out += fmt::format("\\x{:02x}", c);
    else
      out.push_back(ch);
  }
  out.push_back(quote);
  out.push_back(')');
  return Value(TRY(makeStr(t, out)));
}

int64_t lengthSlot(Thread*, Value self) { return static_cast<int64_t>(array(self)->length); }

Value strSlot(Thread* t, Value self) {
  TRY(warnOfStrPy(t, self));
  return reprSlot(t, self);
}

Value compareSlot(Thread* t, Value self, Value other, CompareOp op) {
  if (!isa<Bytes>(other) && !hasBuffer(other)) {
    TRY(warnOfComparisonPy(t, self, other, op));
    return notImplemented;
  }
  BufferHolder buffer;
  TRY(buffer.acquirePy(t, other));
  return Value::boolean(compareBytes(bytesOf(self), buffer.bytes(), op));
}

// An index, made absolute. `length` is read after the conversion.
Maybe<int64_t> indexOfPy(Thread* t, ByteArray* b, Value key) {
  int64_t i;
  if (key.isSmallInt()) {
    i = key.asSmallInt();
  } else {
    if (!isInt(key) && !typeOf(key)->slots.index)
      return raise(t, exc::TypeError, "bytearray indices must be integers or slices, not {}", typeName(key));
    i = TRY(indexInt64Py(t, key));
  }
  if (i < 0) i += static_cast<int64_t>(b->length);
  if (i < 0 || i >= static_cast<int64_t>(b->length)) return raise(t, exc::IndexError, "bytearray index out of range");
  return i;
}

Value getItemSlot(Thread* t, Value self, Value key) {
  auto b = array(self);
  if (auto slice = dynCast<Slice>(key)) {
    SliceBounds r;
    TRY(sliceUnpackPy(t, slice, &r));
    sliceAdjust(&r, static_cast<int64_t>(b->length));
    return takeSlice(t, self, r);
  }
  int64_t i = TRY(indexOfPy(t, b, key));
  return Value::smallInt(byteArrayData(b)[i]);
}

bool deleteExtended(Thread* t, ByteArray* b, SliceBounds r) {
  if (r.count == 0) return true;
  TRY(checkResizable(t, b));
  if (r.step < 0) {
    r.start += r.step * (r.count - 1);
    r.step = -r.step;
  }
  uint8_t* data = byteArrayData(b);
  auto length = static_cast<int64_t>(b->length);
  int64_t out = r.start, next = r.start, left = r.count;
  for (int64_t i = r.start; i < length; ++i) {
    if (left && i == next) {
      next += r.step;
      --left;
    } else {
      data[out++] = data[i];
    }
  }
  return resizeByteArray(t, b, static_cast<size_t>(out));
}

bool setSlice(Thread* t, Value self, const Slice* slice, Value v) {
  auto b = array(self);
  SliceBounds r;
  TRY(sliceUnpackPy(t, slice, &r));
  std::string bytes;
  if (!v.isUnbound()) {
    if (isInt(v) || isa<Str>(v))
      return raise(t, exc::TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    TRY(readBytesSourcePy(t, "bytearray", v, Value::unbound(), Value::unbound(), &bytes));
  }
  sliceAdjust(&r, static_cast<int64_t>(b->length));
  if (r.step == 1 || (r.count == 0 && v.isUnbound())) {
    if (r.count == 0 && r.stop < r.start) r.stop = r.start;
    return spliceByteArray(t, b, static_cast<size_t>(r.start), static_cast<size_t>(r.start + r.count), bytes);
  }
  if (bytes.empty()) return deleteExtended(t, b, r);  // assigning nothing deletes, too
  if (static_cast<int64_t>(bytes.size()) != r.count) {
    return raise(t, exc::ValueError, "attempt to assign bytes of size {} to extended slice of size {}", bytes.size(), r.count);
  }
  uint8_t* data = byteArrayData(b);
  for (int64_t i = 0; i < r.count; ++i) data[r.start + i * r.step] = static_cast<uint8_t>(bytes[static_cast<size_t>(i)]);
  return true;
}

bool setItemSlot(Thread* t, Value self, Value key, Value v) {
  auto b = array(self);
  if (auto slice = dynCast<Slice>(key)) return setSlice(t, self, slice, v);
  if (v.isUnbound()) {
    int64_t i = TRY(indexOfPy(t, b, key));
    return spliceByteArray(t, b, static_cast<size_t>(i), static_cast<size_t>(i) + 1, {});
  }
  TRY(indexOfPy(t, b, key));
  uint8_t byte = TRY(byteArgumentPy(t, v));
  int64_t i = TRY(indexOfPy(t, b, key));
  byteArrayData(b)[i] = byte;
  return true;
}

Value concatSlot(Thread* t, Value self, Value other) {
  if (!hasBuffer(other)) return raise(t, exc::TypeError, "can't concat {} to {}", typeName(other), typeName(self));
  BufferHolder buffer;
  TRY(buffer.acquirePy(t, other));
  std::string joined(bytesOf(self));
  joined += buffer.bytes();
  return Value(TRY(makeByteArray(t, joined)));
}

Value inplaceConcatSlot(Thread* t, Value self, Value other) {
  auto b = array(self);
  if (isExactBytes(other)) {  // bytes of a class could have another buffer
    TRY(spliceByteArray(t, b, b->length, b->length, other.as<Bytes>()->view()));
    return self;
  }
  if (!hasBuffer(other)) return raise(t, exc::TypeError, "can't concat {} to {}", typeName(other), typeName(self));
  if (other == self) {
    std::string copy(bytesOf(self));
    TRY(spliceByteArray(t, b, b->length, b->length, copy));
    return self;
  }
  BufferHolder buffer;
  TRY(buffer.acquirePy(t, other));
  TRY(spliceByteArray(t, b, b->length, b->length, buffer.bytes()));
  return self;
}

Value inplaceRepeatSlot(Thread* t, Value self, int64_t count) {
  auto b = array(self);
  std::string unit(bytesOf(self));
  if (count <= 0) {
    TRY(resizeByteArray(t, b, 0));
    return self;
  }
  __int128 length = static_cast<__int128>(unit.size()) * count;
  if (length > (int64_t{1} << 46)) return raiseMemory(t);
  TRY(resizeByteArray(t, b, static_cast<size_t>(length)));
  for (int64_t i = 1; i < count && !unit.empty(); ++i)
    std::memcpy(byteArrayData(b) + static_cast<size_t>(i) * unit.size(), unit.data(), unit.size());
  return self;
}

bool bufferSlot(Thread*, Value self, BufferView* view, int) {
  auto b = array(self);
  static uint8_t nothing[1];
  *view = BufferView();
  view->owner = self;
  view->data = b->store ? byteArrayData(b) : nothing;
  view->length = static_cast<int64_t>(b->length);
  view->readOnly = false;
  ++b->exports;
  return true;
}

void releaseBufferSlot(Value self, BufferView*) {
  if (array(self)->exports) --array(self)->exports;
}

Value byteArrayNew(Thread* t, Value* args, size_t) { return Value(TRY(allocate<ByteArray>(t, args[0].as<Type>()))); }

Value byteArrayInit(Thread* t, Value* args, size_t) {
  auto b = array(args[0]);
  Value source = args[1];
  TRY(checkBytesArguments(t, "bytearray", source, args[2], args[3]));
  if (b->length) TRY(resizeByteArray(t, b, 0));
  if (source.isUnbound()) return Value::none();
  if (!isa<Str>(source) && !isInt(source) && !hasBuffer(source) && !typeOf(source)->slots.index && !isa<List>(source) &&
      !isa<Tuple>(source)) {
    // Items that are computed see those before them.
    Value iterator = iterPy(t, source);
    if (iterator.isError()) {
      if (!pendingIs(t, exc::TypeError)) return iterator;
      clearPending(t);
      return raise(t, exc::TypeError, "cannot convert '{}' object to bytearray", typeName(source));
    }
    for (;;) {
      Value item = TRY(nextPy(t, iterator));
      if (item.isUnbound()) return Value::none();
      uint8_t byte = TRY(byteArgumentPy(t, item));
      TRY(resizeByteArray(t, b, b->length + 1));
      byteArrayData(b)[b->length - 1] = byte;
    }
  }
  std::string content;
  TRY(readBytesSourcePy(t, "bytearray", source, args[2], args[3], &content));
  TRY(spliceByteArray(t, b, 0, b->length, content));
  return Value::none();
}

Value byteArrayAppend(Thread* t, Value* args, size_t) {
  auto b = array(args[0]);
  uint8_t byte = TRY(byteArgumentPy(t, args[1]));
  TRY(resizeByteArray(t, b, b->length + 1));
  byteArrayData(b)[b->length - 1] = byte;
  return Value::none();
}

Value byteArrayClear(Thread* t, Value* args, size_t) {
  TRY(resizeByteArray(t, array(args[0]), 0));
  return Value::none();
}

Value byteArrayCopy(Thread* t, Value* args, size_t) { return Value(TRY(makeByteArray(t, bytesOf(args[0])))); }

Value byteArrayExtend(Thread* t, Value* args, size_t) {
  auto b = array(args[0]);
  if (hasBuffer(args[1])) {
    TRY(inplaceConcatSlot(t, args[0], args[1]));
    return Value::none();
  }
  Value iterator = iterPy(t, args[1]);
  if (iterator.isError()) {
    if (!pendingIs(t, exc::TypeError)) return iterator;
    clearPending(t);
    return raise(t, exc::TypeError, "can't extend bytearray with {}", typeName(args[1]));
  }
  TRY(lengthHintPy(t, args[1], 32));
  std::string bytes;
  for (;;) {
    Value item = TRY(nextPy(t, iterator));
    if (item.isUnbound()) break;
    bytes.push_back(static_cast<char>(TRY(byteArgumentPy(t, item))));
  }
  TRY(spliceByteArray(t, b, b->length, b->length, bytes));
  return Value::none();
}

Value byteArrayInsert(Thread* t, Value* args, size_t) {
  auto b = array(args[0]);
  int64_t index = TRY(countArgumentPy(t, args[1]));
  char byte = static_cast<char>(TRY(byteArgumentPy(t, args[2])));
  auto length = static_cast<int64_t>(b->length);
  if (index < 0 && (index += length) < 0) index = 0;
  if (index > length) index = length;
  TRY(spliceByteArray(t, b, static_cast<size_t>(index), static_cast<size_t>(index), {&byte, 1}));
  return Value::none();
}

Value byteArrayPop(Thread* t, Value* args, size_t) {
  auto b = array(args[0]);
  int64_t index = TRY(countArgumentPy(t, args[1]));
  auto length = static_cast<int64_t>(b->length);
  if (length == 0) return raise(t, exc::IndexError, "pop from empty bytearray");
  if (index < 0) index += length;
  if (index < 0 || index >= length) return raise(t, exc::IndexError, "pop index out of range");
  TRY(checkResizable(t, b));
  Value byte = Value::smallInt(byteArrayData(b)[index]);
  TRY(spliceByteArray(t, b, static_cast<size_t>(index), static_cast<size_t>(index) + 1, {}));
  return byte;
}

Value byteArrayRemove(Thread* t, Value* args, size_t) {
  auto b = array(args[0]);
  char byte = static_cast<char>(TRY(byteArgumentPy(t, args[1])));
  size_t at = bytesOf(args[0]).find(byte);
  if (at == std::string_view::npos) return raise(t, exc::ValueError, "value not found in bytearray");
  TRY(spliceByteArray(t, b, at, at + 1, {}));
  return Value::none();
}

Value byteArrayReverse(Thread*, Value* args, size_t) {
  auto b = array(args[0]);
  uint8_t* data = byteArrayData(b);
  for (size_t i = 0, j = b->length; i + 1 < j; ++i) std::swap(data[i], data[--j]);
  return Value::none();
}

Value byteArrayAlloc(Thread*, Value* args, size_t) {
  auto b = array(args[0]);
  // CPython counts the NUL that it keeps behind the contents.
  return Value::smallInt(b->store && b->store->capacity ? static_cast<int64_t>(b->store->capacity) + 1 : 0);
}

Value byteArraySizeOf(Thread*, Value* args, size_t) {
  auto b = array(args[0]);
  return Value::smallInt(static_cast<int64_t>(sizeof(ByteArray) + (b->store ? b->store->capacity : 0)));
}

Value reduce(Thread* t, Value self, int64_t protocol) {
  Value state = TRY(callMethodPy(t, self, names::__getstate__));
  Value arguments;
  if (protocol < 3) {
    Value text = TRY(makeStrLatin1(t, bytesOf(self))), encoding = TRY(makeStr(t, "latin-1"));
    arguments = TRY(array(self)->length ? makeTuple(t, {text, encoding}) : makeTuple(t, 0));
  } else {
    Value bytes = TRY(makeBytes(t, bytesOf(self)));
    arguments = TRY(array(self)->length ? makeTuple(t, {bytes}) : makeTuple(t, 0));
  }
  return Value(TRY(makeTuple(t, {Value(typeOf(self)), arguments, state})));
}

Value byteArrayReduce(Thread* t, Value* args, size_t) { return reduce(t, args[0], 2); }
Value byteArrayReduceEx(Thread* t, Value* args, size_t) {
  int protocol = TRY(intArgumentPy(t, args[1]));
  return reduce(t, args[0], protocol);
}

const NativeDef kCreate = {"__new__", "(cls, /, *args, **kwargs)", byteArrayNew, nullptr};
const NativeDef kInit = {"__init__", "(self, source=<absent>, encoding=<absent>, errors=<absent>)", byteArrayInit, nullptr};

const NativeDef kMethods[] = {
    BYTES_METHOD_ROWS,
    {"append", "(self, item, /)", byteArrayAppend, "Puts one byte behind the last."},
    {"clear", "(self, /)", byteArrayClear, "Remove all items from the bytearray."},
    {"copy", "(self, /)", byteArrayCopy, "Return a copy of B."},
    {"extend", "(self, iterable_of_ints, /)", byteArrayExtend,
     "Append all the items from the iterator or sequence to the bytearray.\n\n  iterable_of_ints\n    The iterable of "
     "items to "
     "append."},
    {"insert", "(self, index, item, /)", byteArrayInsert, "Puts one byte in front of the index."},
    {"pop", "(self, index=-1, /)", byteArrayPop, "Takes a byte out and returns it: the last one, or that at the index."},
    {"remove", "(self, value, /)", byteArrayRemove, "Takes the first byte of this value out."},
    {"reverse", "(self, /)", byteArrayReverse, "Turns the order of the bytes round."},
    {"__alloc__", "(self, /)", byteArrayAlloc,
     "B.__alloc__() -> int\n"
     "\n"
     "How many bytes are set aside."},
    {"__reduce__", "(self, /)", byteArrayReduce, "Return state information for pickling."},
    {"__reduce_ex__", "(self, proto=0, /)", byteArrayReduceEx, "Return state information for pickling."},
    {"__sizeof__", "(self, /)", byteArraySizeOf, "How many bytes the bytearray takes in memory."},
};

constexpr Slots byteArraySlots() {
  Slots s;
  s.repr = reprSlot;
  s.str = strSlot;
  s.hash = hashNotImplemented;
  s.compare = compareSlot;
  s.iter = bytesIterSlot;
  s.modulo = bytesModulo;
  s.length = lengthSlot;
  s.getItem = getItemSlot;
  s.setItem = setItemSlot;
  s.concat = concatSlot;
  s.repeat = bytesRepeatSlot;
  s.contains = bytesContainsSlot;
  s.inplaceConcat = inplaceConcatSlot;
  s.inplaceRepeat = inplaceRepeatSlot;
  s.buffer = bufferSlot;
  s.releaseBuffer = releaseBufferSlot;
  return s;
}

}  // namespace

extern const TypeSpec bytearraySpec;
const TypeSpec bytearraySpec = {.name = "bytearray",
                                .kind = Kind::ByteArray,
                                .flags = kBaseType | kMatchSelf,
                                .slots = byteArraySlots(),
                                .methods = kMethods,
                                .create = &kCreate,
                                .init = &kInit,
                                .doc =
                                    "bytearray(iterable_of_ints) -> bytearray\n"
                                    "bytearray(string, encoding[, errors]) -> bytearray\n"
                                    "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
                                    "bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n"
                                    "bytearray() -> empty bytes array\n"
                                    "\n"
                                    "Bytes that can be changed, made of integers below 256, of text by an encoding, of anything "
                                    "with a buffer, or so many zeros."};

}  // namespace typhon
