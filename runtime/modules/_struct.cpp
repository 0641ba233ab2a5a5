// The _struct module: packing of values into bytes by format strings.
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "runtime/base/float_text.h"
#include "runtime/memory/roots.h"
#include "runtime/object/host_object.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/native_item.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

// `repeat` items of one format character; for 's' and 'p' one item of `size` bytes.
struct Field {
  char code;
  int64_t offset, size, repeat;
};

struct Layout : HostState {
  std::vector<Field> fields;
  int64_t size = 0, items = 0;
  bool big = false, native = false;
};

}  // namespace

struct PackedStruct : HostObject {
  Layout* layout() const { return stateAs<Layout>(); }  // null: not initialised
  Value& format() { return fields[0]; }                 // str
};
struct UnpackIterator : Object {
  PackedStruct* format;
  BufferView view;
  int64_t position;
};

size_t sizeOf_UnpackIterator(const Object*) { return sizeof(UnpackIterator); }
void trace_UnpackIterator(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<UnpackIterator*>(o)->format);
  tracer.visit(static_cast<UnpackIterator*>(o)->view.owner);
}

namespace {

Type *structType, *iteratorType, *structError;
Dict* formatCache;  // text of a format -> PackedStruct

constexpr size_t kMaxCached = 100;

PackedStruct* packed(Value v) { return v.as<PackedStruct>(); }

// Size of an item in standard mode; 0: not a format character there.
int standardSize(char code) {
  switch (code) {
    case 'x':
    case 'c':
    case 'b':
    case 'B':
    case '?':
    case 's':
    case 'p':
      return 1;
    case 'h':
    case 'H':
    case 'e':
      return 2;
    case 'i':
    case 'I':
    case 'l':
    case 'L':
    case 'f':
      return 4;
    case 'q':
    case 'Q':
    case 'd':
      return 8;
    default:
      return 0;
  }
}

int nativeSize(char code) {
  if (code == 'x' || code == 's' || code == 'p') return 1;
  return nativeItemSize(code);
}

bool parseLayout(Thread* t, std::string_view format, Layout* out) {
  size_t i = 0;
  out->native = true;
  bool aligned = true;
  if (!format.empty()) {
    char c = format[0];
    if (c == '@' || c == '=' || c == '<' || c == '>' || c == '!') ++i;
    if (c == '=' || c == '<' || c == '>' || c == '!') out->native = aligned = false;
    out->big = c == '>' || c == '!';
  }
  __int128 size = 0, items = 0;
  while (i < format.size()) {
    char c = format[i++];
    if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
    int64_t repeat = 1;
    if (c >= '0' && c <= '9') {
      repeat = c - '0';
      while (i < format.size() && format[i] >= '0' && format[i] <= '9') {
        if (repeat > (INT64_MAX - 9) / 10) return raise(t, structError, "total struct size too long");
        repeat = repeat * 10 + (format[i++] - '0');
      }
      if (i >= format.size()) return raise(t, structError, "repeat count given without format specifier");
      c = format[i++];
    }
    if (c == '\0') return raise(t, structError, "embedded null character");
    int unit = out->native ? nativeSize(c) : standardSize(c);
    if (!unit) return raise(t, structError, "bad char in struct format");
    if (aligned && unit > 1) size = (size + unit - 1) / unit * unit;
    bool text = c == 's' || c == 'p';
    if (c != 'x' && (repeat > 0 || text)) {
      out->fields.push_back({c, static_cast<int64_t>(size), text ? repeat : unit, text ? 1 : repeat});
      items += text ? 1 : repeat;
    }
    size += static_cast<__int128>(unit) * repeat;
    if (size > INT64_MAX) return raise(t, structError, "total struct size too long");
  }
  out->size = static_cast<int64_t>(size);
  out->items = static_cast<int64_t>(items);
  return true;
}

// --- items

// The 1, 2, 4 or 8 bytes of an item as a word whose lowest bytes they are, and back.
uint64_t loadItem(const uint8_t* p, int64_t size, bool big) {
  uint64_t bits = 0;
  if (size == 8)
    std::memcpy(&bits, p, 8);
  else if (size == 4)
    std::memcpy(&bits, p, 4);
  else if (size == 2)
    std::memcpy(&bits, p, 2);
  else
    bits = *p;
  return big ? __builtin_bswap64(bits) >> (64 - 8 * size) : bits;
}
void storeItem(uint8_t* p, uint64_t bits, int64_t size, bool big) {
  if (big) bits = __builtin_bswap64(bits) >> (64 - 8 * size);
  if (size == 8)
    std::memcpy(p, &bits, 8);
  else if (size == 4)
    std::memcpy(p, &bits, 4);
  else if (size == 2)
    std::memcpy(p, &bits, 2);
  else
    *p = static_cast<uint8_t>(bits);
}

Value unpackItem(Thread* t, const Layout& layout, const Field& f, const uint8_t* p) {
  if (f.code == 's') return Value(TRY(makeBytes(t, {reinterpret_cast<const char*>(p), static_cast<size_t>(f.size)})));
  if (f.code == 'p') {
    int64_t n = f.size ? *p : 0;
    if (n >= f.size) n = f.size ? f.size - 1 : 0;
    return Value(TRY(makeBytes(t, {reinterpret_cast<const char*>(p) + 1, static_cast<size_t>(n)})));
  }
  // Standard items are brought into native order and size.
  uint64_t item = loadItem(p, f.size, layout.big);
  char code = f.code;
  if (!layout.native && code == 'l') code = 'i';
  if (!layout.native && code == 'L') code = 'I';
  return unpackNativeItem(t, code, reinterpret_cast<const uint8_t*>(&item));
}

Raised rangeError(Thread* t, char code, int64_t size, bool isSigned) {
  if (isSigned) {
    int64_t max = size == 8 ? INT64_MAX : (int64_t{1} << (8 * size - 1)) - 1;
    return raise(t, structError, "'{}' format requires {} <= number <= {}", code, -max - 1, max);
  }
  uint64_t max = size == 8 ? UINT64_MAX : (uint64_t{1} << (8 * size)) - 1;
  return raise(t, structError, "'{}' format requires 0 <= number <= {}", code, max);
}

bool packIntegerPy(Thread* t, const Field& f, Value v, uint64_t* bits) {
  if (!isInt(v)) {
    if (!typeOf(v)->slots.index) return raise(t, structError, "required argument is not an integer");
    v = TRY(indexPy(t, v));
  }
  bool isSigned = f.code == 'b' || f.code == 'h' || f.code == 'i' || f.code == 'l' || f.code == 'q' || f.code == 'n';
  int64_t i;
  if (f.code == 'P') {
    if (fitsInt64(v, &i))
      *bits = static_cast<uint64_t>(i);
    else if (!fitsUint64(v, bits))
      return raise(t, structError, "int too large to convert");
    return true;
  }
  if (isSigned) {
    if (!fitsInt64(v, &i)) return rangeError(t, f.code, f.size, true);
    int64_t limit = f.size < 8 ? int64_t{1} << (8 * f.size - 1) : 0;
    if (limit && (i < -limit || i >= limit)) return rangeError(t, f.code, f.size, true);
    *bits = static_cast<uint64_t>(i);
    return true;
  }
  if (!fitsUint64(v, bits) || (f.size < 8 && *bits >> (8 * f.size))) return rangeError(t, f.code, f.size, false);
  return true;
}

bool packFloatPy(Thread* t, const Layout& layout, const Field& f, Value v, uint64_t* bits) {
  Maybe<double> converted = v.isImmediateFloat() ? Maybe<double>(v.asImmediateFloat()) : toDoublePy(t, v);
  if (!converted.ok()) {
    if (!pendingIs(t, exc::TypeError)) return false;
    clearPending(t);
    return raise(t, structError, "required argument is not a float");
  }
  double d = *converted;
  if (f.code == 'd') {
    *bits = std::bit_cast<uint64_t>(d);
  } else if (f.code == 'f') {
    auto single = static_cast<float>(d);
    if (!layout.native && std::isinf(single) && !std::isinf(d))
      return raise(t, exc::OverflowError, "float too large to pack with f format");
    *bits = std::bit_cast<uint32_t>(single);
  } else {
    uint16_t half;
    if (!base::doubleToHalf(d, &half)) return raise(t, exc::OverflowError, "float too large to pack with e format");
    *bits = half;
  }
  return true;
}

bool packItemPy(Thread* t, const Layout& layout, const Field& f, Value v, uint8_t* p) {
  uint64_t bits = 0;
  switch (f.code) {
    case 's':
    case 'p': {
      std::string_view bytes;
      if (auto b = dynCast<Bytes>(v))
        bytes = b->view();
      else if (auto a = dynCast<ByteArray>(v))
        bytes = a->view();
      else
        return raise(t, structError, "argument for '{}' must be a bytes object", f.code);
      if (f.code == 'p') {
        if (f.size == 0) return true;
        size_t n = bytes.size() < static_cast<size_t>(f.size) ? bytes.size() : static_cast<size_t>(f.size) - 1;
        std::memcpy(p + 1, bytes.data(), n);
        *p = static_cast<uint8_t>(n > 255 ? 255 : n);
      } else {
        std::memcpy(p, bytes.data(), bytes.size() < static_cast<size_t>(f.size) ? bytes.size() : static_cast<size_t>(f.size));
      }
      return true;
    }
    case 'c': {
      auto b = dynCast<Bytes>(v);
      if (!b || b->length != 1) return raise(t, structError, "char format requires a bytes object of length 1");
      *p = b->data[0];
      return true;
    }
    case '?':
      *p = TRY(truthPy(t, v));
      return true;
    case 'e':
    case 'f':
    case 'd':
      TRY(packFloatPy(t, layout, f, v, &bits));
      break;
    default:
      TRY(packIntegerPy(t, f, v, &bits));
  }
  storeItem(p, bits, f.size, layout.big);
  return true;
}

// Items that are small ints whatever their bits are.
template <class N>
void unpackSmall(const uint8_t* p, int64_t count, bool big, Value* out) {
  for (int64_t k = 0; k < count; ++k, p += sizeof(N)) {
    N n;
    std::memcpy(&n, p, sizeof n);
    if constexpr (sizeof n == 2) n = big ? static_cast<N>(__builtin_bswap16(static_cast<uint16_t>(n))) : n;
    if constexpr (sizeof n == 4) n = big ? static_cast<N>(__builtin_bswap32(static_cast<uint32_t>(n))) : n;
    out[k] = Value::smallInt(n);
  }
}
bool unpackSmallField(const Field& f, bool big, const uint8_t* p, Value* out) {
  static_assert(std::endian::native == std::endian::little);
  bool isUnsigned = f.code < 'a';
  switch (f.code) {
    case 'b':
    case 'B':
      isUnsigned ? unpackSmall<uint8_t>(p, f.repeat, big, out) : unpackSmall<int8_t>(p, f.repeat, big, out);
      return true;
    case 'h':
    case 'H':
      isUnsigned ? unpackSmall<uint16_t>(p, f.repeat, big, out) : unpackSmall<int16_t>(p, f.repeat, big, out);
      return true;
    case 'i':
    case 'I':
    case 'l':
    case 'L':
      if (f.size != 4) return false;
      isUnsigned ? unpackSmall<uint32_t>(p, f.repeat, big, out) : unpackSmall<int32_t>(p, f.repeat, big, out);
      return true;
    default:
      return false;
  }
}

Value unpackAll(Thread* t, const Layout& layout, const uint8_t* data) {
  Tuple* tuple = TRY(makeTuple(t, static_cast<size_t>(layout.items)));
  Value* out = tuple->items;
  for (const Field& f : layout.fields) {
    const uint8_t* p = data + f.offset;
    if (unpackSmallField(f, layout.big, p, out)) {
      out += f.repeat;
      continue;
    }
    for (int64_t k = 0; k < f.repeat; ++k, p += f.size) {
      *out++ = TRY(unpackItem(t, layout, f, p));
      writeBarrier(tuple);
    }
  }
  return tuple;
}

// Packs into zeroed memory.
bool packAllPy(Thread* t, const Layout& layout, const Value* values, uint8_t* data) {
  size_t in = 0;
  for (const Field& f : layout.fields) {
    uint8_t* p = data + f.offset;
    for (int64_t k = 0; k < f.repeat; ++k, p += f.size) TRY(packItemPy(t, layout, f, values[in++], p));
  }
  return true;
}

// --- operations on a Struct

Value packValues(Thread* t, PackedStruct* s, const Value* values, size_t count) {
  int64_t items = s->layout() ? s->layout()->items : -1;
  if (items != static_cast<int64_t>(count))
    return raise(t, structError, "pack expected {} items for packing (got {})", items, count);
  if (s->layout()->size > (int64_t{1} << 46)) return raiseMemory(t);
  Bytes* out = TRY(makeBytesUninitialised(t, static_cast<size_t>(s->layout()->size)));
  std::memset(out->data, 0, out->length);
  TRY(packAllPy(t, *s->layout(), values, out->data));
  return out;
}

Value packInto(Thread* t, PackedStruct* s, const Value* values, size_t count) {
  int64_t items = s->layout() ? s->layout()->items : -1;
  if (count == 0) return raise(t, structError, "pack_into expected buffer argument");
  if (count == 1) return raise(t, structError, "pack_into expected offset argument");
  if (items != static_cast<int64_t>(count) - 2)
    return raise(t, structError, "pack_into expected {} items for packing (got {})", items, count - 2);
  BufferHolder buffer;
  if (!buffer.acquirePy(t, values[0], kBufferWritable)) {
    if (!pendingIs(t, exc::TypeError) && !pendingIs(t, exc::BufferError)) return Value::error();
    clearPending(t);
    return raise(t, exc::TypeError, "argument must be read-write bytes-like object, not {}", argumentTypeName(values[0]));
  }
  int64_t offset = TRY(indexInt64Py(t, values[1]));
  int64_t size = s->layout()->size, length = buffer.view.length;
  if (offset < 0) {
    if (offset + size > 0) return raise(t, structError, "no space to pack {} bytes at offset {}", size, offset);
    if (offset + length < 0) return raise(t, structError, "offset {} out of range for {}-byte buffer", offset, length);
    offset += length;
  }
  if (length - offset < size) {
    return raise(t, structError,
                 "pack_into requires a buffer of at least {} bytes for packing {} bytes at offset {} (actual buffer size is {})",
                 static_cast<uint64_t>(size) + static_cast<uint64_t>(offset), size, offset, length);
  }
  std::memset(buffer.view.data + offset, 0, static_cast<size_t>(size));
  TRY(packAllPy(t, *s->layout(), values + 2, buffer.view.data + offset));
  return Value::none();
}

bool checkInitialised(Thread* t, PackedStruct* s) {
  return s->layout() || raise(t, exc::RuntimeError, "Struct object is not initialized");
}

Value unpackBuffer(Thread* t, PackedStruct* s, Value source) {
  TRY(checkInitialised(t, s));
  BufferHolder buffer;
  TRY(buffer.acquirePy(t, source));
  if (buffer.view.length != s->layout()->size)
    return raise(t, structError, "unpack requires a buffer of {} bytes", s->layout()->size);
  return unpackAll(t, *s->layout(), buffer.view.data);
}

Value unpackFrom(Thread* t, PackedStruct* s, Value source, Value offsetValue) {
  TRY(checkInitialised(t, s));
  BufferHolder buffer;
  TRY(buffer.acquirePy(t, source));
  int64_t offset = TRY(countArgumentPy(t, offsetValue));
  int64_t size = s->layout()->size, length = buffer.view.length;
  if (offset < 0) {
    if (offset + size > 0) return raise(t, structError, "not enough data to unpack {} bytes at offset {}", size, offset);
    if (offset + length < 0) return raise(t, structError, "offset {} out of range for {}-byte buffer", offset, length);
    offset += length;
  }
  if (length - offset < size) {
    return raise(t, structError,
                 "unpack_from requires a buffer of at least {} bytes for unpacking {} bytes at offset {} (actual "
                 "buffer size is {})",
                 static_cast<uint64_t>(size) + static_cast<uint64_t>(offset), size, offset, length);
  }
  return unpackAll(t, *s->layout(), buffer.view.data + offset);
}

Value iterUnpack(Thread* t, PackedStruct* s, Value source) {
  TRY(checkInitialised(t, s));
  if (s->layout()->size == 0) return raise(t, structError, "cannot iteratively unpack with a struct of length 0");
  BufferView view;
  TRY(getBufferPy(t, source, &view, kBufferSimple));
  if (view.length % s->layout()->size) {
    releaseBuffer(&view);
    return raise(t, structError, "iterative unpacking requires a buffer of a multiple of {} bytes", s->layout()->size);
  }
  auto it = TRY(allocate<UnpackIterator>(t, iteratorType));
  it->format = s;
  it->view = view;
  writeBarrier(it);
  return it;
}

Value iteratorNext(Thread* t, Value self) {
  auto it = self.as<UnpackIterator>();
  if (it->view.owner.isUnbound()) return Value::unbound();
  if (it->position >= it->view.length) {
    releaseBuffer(&it->view);
    return Value::unbound();
  }
  const uint8_t* p = it->view.data + it->position;
  it->position += it->format->layout()->size;
  return unpackAll(t, *it->format->layout(), p);
}
Value iteratorSelf(Thread*, Value self) { return self; }
Value iteratorLengthHint(Thread*, Value* args, size_t) {
  auto it = args[0].as<UnpackIterator>();
  if (it->view.owner.isUnbound()) return Value::smallInt(0);
  return Value::smallInt((it->view.length - it->position) / it->format->layout()->size);
}

// --- the type

bool setFormat(Thread* t, PackedStruct* s, Value format) {
  std::string text;
  if (auto str = dynCast<Str>(format)) {
    text = TRY(encodeAsciiPy(t, str, "strict"))->view();
  } else if (auto bytes = dynCast<Bytes>(format)) {
    text = bytes->view();
  } else {
    return raise(t, exc::TypeError, "Struct() argument 1 must be a str or bytes object, not {}", typeName(format));
  }
  auto layout = new Layout;
  if (!parseLayout(t, text, layout)) {
    delete layout;
    return false;
  }
  delete s->state;
  s->state = layout;
  s->format() = TRY(makeStrLatin1(t, text));
  writeBarrier(s);
  return true;
}

PackedStruct* makeStruct(Thread* t, Type* type) {
  auto s = TRY(allocate<PackedStruct>(t, type));
  for (Value& field : s->fields) field = Value::unbound();
  s->format() = Value::none();
  return s;
}

Value structNew(Thread* t, Value* args, size_t) { return Value(TRY(makeStruct(t, args[0].as<Type>()))); }
Value structInit(Thread* t, Value* args, size_t) {
  TRY(setFormat(t, packed(args[0]), args[1]));
  return Value::none();
}

Value packMethod(Thread* t, Value* args, size_t argc) { return packValues(t, packed(args[0]), args + 1, argc - 1); }
Value packIntoMethod(Thread* t, Value* args, size_t argc) { return packInto(t, packed(args[0]), args + 1, argc - 1); }
Value unpackMethod(Thread* t, Value* args, size_t) { return unpackBuffer(t, packed(args[0]), args[1]); }
Value unpackFromMethod(Thread* t, Value* args, size_t) { return unpackFrom(t, packed(args[0]), args[1], args[2]); }
Value iterUnpackMethod(Thread* t, Value* args, size_t) { return iterUnpack(t, packed(args[0]), args[1]); }
Value sizeOfMethod(Thread*, Value* args, size_t) {
  auto s = packed(args[0]);
  return Value::smallInt(
      static_cast<int64_t>(sizeof(PackedStruct) + (s->layout() ? s->layout()->fields.size() * sizeof(Field) : 0)));
}
Value getFormat(Thread* t, Value self) {
  TRY(checkInitialised(t, packed(self)));
  return packed(self)->format();
}
Value getSize(Thread*, Value self) { return Value::smallInt(packed(self)->layout() ? packed(self)->layout()->size : -1); }

const NativeDef kCreate = {"__new__", "(cls, /, *args, **kwargs)", structNew, nullptr};
const NativeDef kInit = {"__init__", "(self, /, format)", structInit, nullptr};
const NativeDef kMethods[] = {
    {"pack", "(self, /, *values)", packMethod,
     "S.pack(v1, v2, ...) -> bytes\n"
     "\n"
     "The values as bytes, in this format."},
    {"pack_into", "(self, /, *values)", packIntoMethod,
     "S.pack_into(buffer, offset, v1, v2, ...)\n\nPack the values v1, v2, ... according to the format string "
     "S.format\nand "
     "write the packed bytes into the writable buffer buf starting at\noffset."},
    {"unpack", "(self, buffer, /)", unpackMethod,
     "Return a tuple containing unpacked values.\n\nUnpack according to the format string Struct.format. The buffer's "
     "size "
     "in\nbytes must be Struct.size.\n\nSee help(struct) for more on format strings."},
    {"unpack_from", "(self, /, buffer, offset=0)", unpackFromMethod,
     "Return a tuple containing unpacked values.\n\nValues are unpacked according to the format string "
     "Struct.format.\n\nThe "
     "buffer's size in bytes, starting at position offset, must be\nat least Struct.size."},
    {"iter_unpack", "(self, buffer, /)", iterUnpackMethod,
     "Unpacks the buffer piece by piece, a tuple each; its length has to be a multiple of the size."},
    {"__sizeof__", "(self, /)", sizeOfMethod, "S.__sizeof__() -> the object's size in bytes"},
};
const GetSetDef kGetSets[] = {
    {"format", getFormat, nullptr, "struct format string"},
    {"size", getSize, nullptr, "struct size in bytes"},
};
const TypeSpec kStructSpec = {.name = "_struct.Struct",
                              .kind = Kind::PackedStruct,
                              .flags = kBaseType | kWeakReferable,
                              .methods = kMethods,
                              .getsets = kGetSets,
                              .create = &kCreate,
                              .init = &kInit,
                              .doc = "Struct(fmt) --> compiled struct object"};

const NativeDef kIteratorMethods[] = {{"__length_hint__", "(self, /)", iteratorLengthHint, nullptr}};
constexpr Slots iteratorSlots() {
  Slots s;
  s.iter = iteratorSelf;
  s.next = iteratorNext;
  return s;
}
const TypeSpec kIteratorSpec = {.name = "_struct.unpack_iterator",
                                .kind = Kind::UnpackIterator,
                                .flags = kDisallowNew,
                                .slots = iteratorSlots(),
                                .methods = kIteratorMethods};

// --- module functions: a Struct for the format, kept in a cache

PackedStruct* structFor(Thread* t, Value format) {
  if (isInstance(format, structType)) return packed(format);
  if (isExactStr(format)) {
    Value known = dictGetStr(formatCache, format.as<Str>());
    if (!known.isUnbound()) return packed(known);
  }
  PackedStruct* s = TRY(makeStruct(t, structType));
  TRY(setFormat(t, s, format));
  if (isExactStr(format)) {
    if (formatCache->used >= kMaxCached) dictClear(formatCache);
    TRY(dictSetStr(t, formatCache, format.as<Str>(), s));
  }
  return s;
}

Value calcSize(Thread* t, Value* args, size_t) {
  PackedStruct* s = TRY(structFor(t, args[0]));
  return makeInt(t, s->layout()->size);
}
Value packFunction(Thread* t, Value* args, size_t argc) {
  if (argc == 0) return raise(t, exc::TypeError, "missing format argument");
  PackedStruct* s = TRY(structFor(t, args[0]));
  return packValues(t, s, args + 1, argc - 1);
}
Value packIntoFunction(Thread* t, Value* args, size_t argc) {
  if (argc == 0) return raise(t, exc::TypeError, "missing format argument");
  PackedStruct* s = TRY(structFor(t, args[0]));
  return packInto(t, s, args + 1, argc - 1);
}
Value unpackFunction(Thread* t, Value* args, size_t) {
  PackedStruct* s = TRY(structFor(t, args[0]));
  return unpackBuffer(t, s, args[1]);
}
Value unpackFromFunction(Thread* t, Value* args, size_t) {
  PackedStruct* s = TRY(structFor(t, args[0]));
  return unpackFrom(t, s, args[1], args[2]);
}
Value iterUnpackFunction(Thread* t, Value* args, size_t) {
  PackedStruct* s = TRY(structFor(t, args[0]));
  return iterUnpack(t, s, args[1]);
}
Value clearCache(Thread*, Value*, size_t) {
  dictClear(formatCache);
  return Value::none();
}

const NativeDef kFunctions[] = {
    {"_clearcache", "()", clearCache, "Clear the internal cache."},
    {"calcsize", "(format, /)", calcSize, "How many bytes a format takes."},
    {"iter_unpack", "(format, buffer, /)", iterUnpackFunction,
     "Unpacks the buffer piece by piece, a tuple each; its length has to be a multiple of the format's size."},
    {"pack", "(*values)", packFunction,
     "pack(format, v1, v2, ...) -> bytes\n"
     "\n"
     "The values as bytes, in the format."},
    {"pack_into", "(*values)", packIntoFunction,
     "pack_into(format, buffer, offset, v1, v2, ...)\n"
     "\n"
     "Writes the values into the buffer, beginning at the offset."},
    {"unpack", "(format, buffer, /)", unpackFunction,
     "The values that are packed in the buffer, whose length has to be calcsize(format)."},
    {"unpack_from", "(format, /, buffer, offset=0)", unpackFromFunction,
     "The values that are packed in the buffer from the offset on."},
};

bool init(Thread* t, Module* m) {
  addRoot(&structType);
  addRoot(&iteratorType);
  addRoot(&structError);
  addRoot(&formatCache);
  formatCache = TRY(makeDict(t));
  structType = TRY(moduleAddType(t, m, kStructSpec));
  iteratorType = TRY(makeNativeType(t, kIteratorSpec));
  Value name = TRY(internStr(t, "error")), bases = TRY(makeTuple(t, {Value(exc::Exception)}));
  Dict* body = TRY(makeDict(t));
  TRY(dictSetStr(t, body, names::__module__, TRY(internStr(t, "struct"))));
  Value cls = TRY(callPy(t, Value(types::type), {name, bases, Value(body)}));
  structError = cls.as<Type>();
  return moduleSet(t, m, "error", cls);
}

}  // namespace

extern const ModuleSpec structModule = {
    "_struct", kFunctions,
    "Functions to convert between Python values and C structs.\nPython bytes objects are used to hold the data "
    "representing "
    "the C struct\nand also as format strings (explained below) to describe the layout of data\nin the C struct.",
    init};

}  // namespace typhon
