// memoryview.
#include "runtime/types/memoryview.h"

#include <cstring>
#include <unordered_set>
#include <vector>

#include "runtime/base/hash.h"
#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes_methods.h"
#include "runtime/types/bytes_source.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/native_item.h"
#include "runtime/types/python_buffer.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

size_t sizeOf_MemoryView(const Object* o) {
  return sizeof(MemoryView) + size_t{static_cast<const MemoryView*>(o)->dimensions} * 2 * sizeof(int64_t);
}
void trace_MemoryView(Object* o, Tracer& tracer) {
  auto m = static_cast<MemoryView*>(o);
  tracer.visit(m->buffer);
}
size_t sizeOf_ManagedBuffer(const Object*) { return sizeof(ManagedBuffer); }
void trace_ManagedBuffer(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<ManagedBuffer*>(o)->view.owner);
  tracer.visit(static_cast<ManagedBuffer*>(o)->store);
}

namespace {

constexpr int kMaxDimensions = 64;

MemoryView* viewOf(Value v) { return v.as<MemoryView>(); }

bool checkReleased(Thread* t, MemoryView* m) {
  if (m->buffer && !m->buffer->released) return true;
  return raise(t, exc::ValueError, "operation forbidden on released memoryview object");
}

// What __release_buffer__ gets ends with the call: no view may be made from it.
bool checkRestricted(Thread* t, MemoryView* m) {
  return !m->restricted || raise(t, exc::ValueError, "cannot create new view on restricted memoryview");
}

void releaseManaged(ManagedBuffer* buffer) {
  if (buffer->released) return;
  buffer->released = true;
  auto array = dynCast<ByteArray>(buffer->view.owner);
  if (array && array->views) --array->views;
  if (array && typeOf(Value(array))->slots.releaseBuffer == releasePythonBuffer) {
    ++array->exports;
    releaseBuffer(&buffer->view);
  } else if (!array) {
    releaseBuffer(&buffer->view);
  }
}

MemoryView* allocateView(Thread* t, ManagedBuffer* buffer, int dimensions) {
  auto m = TRY(allocate<MemoryView>(t, types::memoryview, static_cast<size_t>(dimensions) * 2 * sizeof(int64_t)));
  m->buffer = buffer;
  m->dimensions = static_cast<uint16_t>(dimensions);
  m->hash = -1;
  m->itemSize = 1;
  m->format = "B";
  ++buffer->views;
  return m;
}

// Row-major strides for the shape; sets the length too.
void setContiguous(MemoryView* m) {
  int64_t stride = m->itemSize;
  for (int i = m->dimensions - 1; i >= 0; --i) {
    m->strides()[i] = stride;
    stride *= m->shape()[i];
  }
  m->length = stride;
}

// A view like `from`, on the same buffer.
MemoryView* cloneView(Thread* t, MemoryView* from) {
  MemoryView* m = TRY(allocateView(t, from->buffer, from->dimensions));
  m->data = from->data;
  m->length = from->length;
  m->itemSize = from->itemSize;
  m->format = from->format;
  m->readOnly = from->readOnly;
  std::memcpy(m->extents, from->extents, size_t{from->dimensions} * 2 * sizeof(int64_t));
  return m;
}

bool isContiguous(const MemoryView* m, bool fortran) {
  auto self = const_cast<MemoryView*>(m);
  int64_t stride = m->itemSize;
  if (m->length == 0) return true;
  for (int k = 0; k < m->dimensions; ++k) {
    int i = fortran ? k : m->dimensions - 1 - k;
    if (self->shape()[i] > 1 && self->strides()[i] != stride) return false;
    stride *= self->shape()[i];
  }
  return true;
}

void appendItems(MemoryView* m, int dimension, const uint8_t* at, std::string* out) {
  if (dimension == m->dimensions) {
    out->append(reinterpret_cast<const char*>(at), static_cast<size_t>(m->itemSize));
    return;
  }
  int64_t n = m->shape()[dimension], stride = m->strides()[dimension];
  for (int64_t i = 0; i < n; ++i) appendItems(m, dimension + 1, at + i * stride, out);
}

// Bytes in C order, or Fortran order.
std::string contentOf(MemoryView* m, bool fortran = false) {
  std::string out;
  if (fortran && m->dimensions > 1) {
    std::vector<int64_t> index(m->dimensions, 0);
    int64_t items = m->itemSize ? m->length / m->itemSize : 0;
    for (int64_t k = 0; k < items; ++k) {
      const uint8_t* at = m->data;
      for (int i = 0; i < m->dimensions; ++i) at += index[static_cast<size_t>(i)] * m->strides()[i];
      out.append(reinterpret_cast<const char*>(at), static_cast<size_t>(m->itemSize));
      for (int i = 0; i < m->dimensions && ++index[static_cast<size_t>(i)] == m->shape()[i]; ++i)
        index[static_cast<size_t>(i)] = 0;
    }
    return out;
  }
  if (isContiguous(m, false)) return std::string(reinterpret_cast<const char*>(m->data), static_cast<size_t>(m->length));
  out.reserve(static_cast<size_t>(m->length));
  appendItems(m, 0, m->data, &out);
  return out;
}

Maybe<char> nativeFormat(Thread* t, MemoryView* m) {
  char format = nativeFormatChar(m->format);
  if (!format) return raise(t, exc::NotImplementedError, "memoryview: format {} not supported", m->format);
  return format;
}

// Address of an item by one index per dimension.
bool itemAtPy(Thread* t, MemoryView* m, const Value* keys, uint8_t** at) {
  *at = m->data;
  for (int i = 0; i < m->dimensions; ++i) {
    int64_t k = TRY(indexInt64Py(t, keys[i]));
    TRY(checkReleased(t, m));
    int64_t n = m->shape()[i];
    if (k < 0) k += n;
    if (k < 0 || k >= n) return raise(t, exc::IndexError, "index out of bounds on dimension {}", i + 1);
    *at += k * m->strides()[i];
  }
  return true;
}

bool isIndex(Value v) { return isInt(v) || typeOf(v)->slots.index; }

enum class Key : uint8_t { Item, Slice, Whole };

// What a subscript means; for items *at gets the address.
bool resolveKeyPy(Thread* t, MemoryView* m, Value key, Key* kind, uint8_t** at) {
  TRY(checkReleased(t, m));
  *kind = Key::Item;
  *at = m->data;
  auto tuple = dynCast<Tuple>(key);
  if (m->dimensions == 0) {
    if (tuple && tuple->length == 0) return true;
    if (key == ellipsis) return *kind = Key::Whole, true;
    return raise(t, exc::TypeError, "invalid indexing of 0-dim memory");
  }
  if (isa<Slice>(key)) {
    if (m->dimensions > 1) return raise(t, exc::NotImplementedError, "multi-dimensional slicing is not implemented");
    return *kind = Key::Slice, true;
  }
  if (isIndex(key)) {
    if (m->dimensions > 1) return raise(t, exc::NotImplementedError, "multi-dimensional sub-views are not implemented");
    return itemAtPy(t, m, &key, at);
  }
  if (tuple) {
    bool indexes = true, slices = tuple->length > 0;
    for (size_t i = 0; i < tuple->length; ++i) {
      indexes &= isIndex(tuple->items[i]);
      slices &= isa<Slice>(tuple->items[i]);
    }
    if (indexes) {
      if (tuple->length > m->dimensions) {
        return raise(t, exc::TypeError, "cannot index {}-dimension view with {}-element tuple", m->dimensions, tuple->length);
      }
      if (tuple->length < m->dimensions) return raise(t, exc::NotImplementedError, "sub-views are not implemented");
      return itemAtPy(t, m, tuple->items, at);
    }
    if (slices) return raise(t, exc::NotImplementedError, "multi-dimensional slicing is not implemented");
  }
  return raise(t, exc::TypeError, "memoryview: invalid slice key");
}

MemoryView* sliceViewPy(Thread* t, MemoryView* m, const Slice* slice) {
  // Made first: the part keeps the buffer if an __index__ of the slice releases the view.
  MemoryView* part = TRY(cloneView(t, m));
  SliceBounds r;
  if (!sliceUnpackPy(t, slice, &r)) {
    releaseMemoryView(part);
    return Raised{};
  }
  sliceAdjust(&r, part->shape()[0]);
  part->data += r.start * part->strides()[0];
  part->shape()[0] = r.count > 0 ? r.count : 0;
  part->strides()[0] *= r.step;
  part->length = part->shape()[0] * part->itemSize;
  return part;
}

Value getItemSlot(Thread* t, Value self, Value key) {
  auto m = viewOf(self);
  Key kind;
  uint8_t* at;
  TRY(resolveKeyPy(t, m, key, &kind, &at));
  if (kind == Key::Whole) return self;
  if (kind == Key::Slice) return Value(TRY(sliceViewPy(t, m, key.as<Slice>())));
  return unpackNativeItem(t, TRY(nativeFormat(t, m)), at);
}

bool assignSlicePy(Thread* t, MemoryView* to, Value source) {
  BufferHolder buffer;
  TRY(buffer.acquirePy(t, source, kBufferFull));
  const BufferView& v = buffer.view;
  const char *toFormat = to->format[0] == '@' ? to->format + 1 : to->format,
             *format = v.format[0] == '@' ? v.format + 1 : v.format;
  int64_t count = v.shape ? (v.dimensions ? v.shape[0] : 1) : v.itemSize ? v.length / v.itemSize : 0;
  if (v.dimensions != 1 || v.itemSize != to->itemSize || std::strcmp(format, toFormat) || count != to->shape()[0]) {
    return raise(t, exc::ValueError, "memoryview assignment: lvalue and rvalue have different structures");
  }
  std::string content;  // copied first: the two may overlap
  appendContiguous(v, &content);
  for (int64_t i = 0; i < count; ++i) {
    std::memcpy(to->data + i * to->strides()[0], content.data() + i * to->itemSize, static_cast<size_t>(to->itemSize));
  }
  return true;
}

bool setItemSlot(Thread* t, Value self, Value key, Value v) {
  auto m = viewOf(self);
  TRY(checkReleased(t, m));
  if (m->readOnly) return raise(t, exc::TypeError, "cannot modify read-only memory");
  if (v.isUnbound()) return raise(t, exc::TypeError, "cannot delete memory");
  Key kind;
  uint8_t* at;
  TRY(resolveKeyPy(t, m, key, &kind, &at));
  if (kind == Key::Slice) {
    MemoryView* part = TRY(sliceViewPy(t, m, key.as<Slice>()));
    bool done = checkReleased(t, m) && assignSlicePy(t, part, v);
    releaseMemoryView(part);
    return done;
  }
  char format = TRY(nativeFormat(t, m));
  uint8_t item[8];
  TRY(packNativeItemPy(t, format, v, item));
  TRY(checkReleased(t, m));
  std::memcpy(at, item, static_cast<size_t>(m->itemSize));
  return true;
}

int64_t lengthSlot(Thread* t, Value self) {
  auto m = viewOf(self);
  if (!checkReleased(t, m)) return -1;
  if (m->dimensions == 0) {
    raise(t, exc::TypeError, "0-dim memory has no length");
    return -1;
  }
  return m->shape()[0];
}

Value reprSlot(Thread* t, Value self) {
  auto m = viewOf(self);
  bool released = !m->buffer || m->buffer->released;
  return Value(TRY(makeStr(t, fmt::format("<{} at {:#x}>", released ? "released memory" : "memory", self.bits() - 1))));
}

bool hashSlot(Thread* t, Value self, int64_t* out) {
  auto m = viewOf(self);
  if (m->hash == -1) {
    TRY(checkReleased(t, m));
    if (!m->readOnly) return raise(t, exc::ValueError, "cannot hash writable memoryview object");
    char format = nativeFormatChar(m->format);
    if (format != 'B' && format != 'b' && format != 'c')
      return raise(t, exc::ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    std::string content = contentOf(m);
    m->hash = base::hashBytes(content.data(), content.size());
  }
  *out = m->hash;
  return true;
}

// Items compared one by one by value.
Maybe<bool> equalItemsPy(Thread* t, MemoryView* a, MemoryView* b) {
  if (a->dimensions != b->dimensions) return false;
  for (int i = 0; i < a->dimensions; ++i) {
    if (a->shape()[i] != b->shape()[i]) return false;
    if (a->shape()[i] == 0) return true;
  }
  char fa = nativeFormatChar(a->format), fb = nativeFormatChar(b->format);
  if (!fa || !fb) return std::strcmp(a->format, b->format) == 0 && a->itemSize == b->itemSize && contentOf(a) == contentOf(b);
  std::string x = contentOf(a), y = contentOf(b);
  if (fa == fb && fa != 'f' && fa != 'd' && fa != 'e' && fa != '?') return x == y;
  size_t items = x.size() / static_cast<size_t>(a->itemSize);
  for (size_t i = 0; i < items; ++i) {
    Value u = TRY(unpackNativeItem(t, fa, reinterpret_cast<uint8_t*>(x.data()) + i * static_cast<size_t>(a->itemSize)));
    Value v = TRY(unpackNativeItem(t, fb, reinterpret_cast<uint8_t*>(y.data()) + i * static_cast<size_t>(b->itemSize)));
    if (!TRY(compareTruthPy(t, CompareOp::Eq, u, v))) return false;
  }
  return true;
}

Value compareSlot(Thread* t, Value self, Value other, CompareOp op) {
  if (op != CompareOp::Eq && op != CompareOp::Ne) return notImplemented;
  auto a = viewOf(self);
  bool equal;
  if (!a->buffer || a->buffer->released) {
    equal = self == other;
  } else if (auto b = dynCast<MemoryView>(other)) {
    equal = b->buffer && !b->buffer->released ? TRY(equalItemsPy(t, a, b)) : self == other;
  } else {
    if (!hasBuffer(other)) return notImplemented;
    MemoryView* view = makeMemoryViewPy(t, other);
    if (!view) {
      clearPending(t);
      return notImplemented;
    }
    Maybe<bool> same = equalItemsPy(t, a, view);
    if (--view->buffer->views == 0) releaseManaged(view->buffer);
    equal = TRY(same);
  }
  return Value::boolean(equal == (op == CompareOp::Eq));
}

Value iterSlot(Thread* t, Value self) {
  auto m = viewOf(self);
  TRY(checkReleased(t, m));
  if (m->dimensions == 0) return raise(t, exc::TypeError, "invalid indexing of 0-dim memory");
  if (m->dimensions != 1) return raise(t, exc::NotImplementedError, "multi-dimensional sub-views are not implemented");
  return makeBufferIterator(t, types::memoryIterator, self);
}

bool bufferSlot(Thread* t, Value self, BufferView* view, int flags) {
  auto m = viewOf(self);
  TRY(checkReleased(t, m));
  TRY(checkRestricted(t, m));
  if ((flags & kBufferWritable) && m->readOnly)
    return raise(t, exc::BufferError, "memoryview: underlying buffer is not writable");
  if (!(flags & kBufferFull) && !isContiguous(m, false))
    return raise(t, exc::BufferError, "memoryview: underlying buffer is not C-contiguous");
  *view = BufferView();
  view->owner = self;
  view->data = m->data;
  view->length = m->length;
  view->itemSize = m->itemSize;
  view->readOnly = m->readOnly;
  view->format = m->format;
  view->dimensions = m->dimensions;
  view->shape = m->shape();
  view->strides = m->strides();
  ++m->exports;
  return true;
}

void releaseBufferSlot(Value self, BufferView*) {
  if (viewOf(self)->exports) --viewOf(self)->exports;
}

// Methods.

bool releaseView(Thread* t, MemoryView* m) {
  if (!m->buffer) return true;
  if (m->exports) {
    return raise(t, exc::BufferError, "memoryview has {} exported buffer{}", m->exports, m->exports == 1 ? "" : "s");
  }
  releaseMemoryView(m);
  return true;
}

Value memoryRelease(Thread* t, Value* args, size_t) {
  TRY(releaseView(t, viewOf(args[0])));
  return Value::none();
}

Value memoryEnter(Thread* t, Value* args, size_t) {
  TRY(checkReleased(t, viewOf(args[0])));
  return args[0];
}

Value memoryToBytes(Thread* t, Value* args, size_t) {
  auto m = viewOf(args[0]);
  TRY(checkReleased(t, m));
  bool fortran = false;
  if (!args[1].isNone()) {
    auto order = dynCast<Str>(args[1]);
    if (!order)
      return raise(t, exc::TypeError, "tobytes() argument 'order' must be str or None, not {}", argumentTypeName(args[1]));
    if (equals(order, "F"))
      fortran = true;
    else if (equals(order, "A"))
      fortran = !isContiguous(m, false) && isContiguous(m, true);
    else if (!equals(order, "C"))
      return raise(t, exc::ValueError, "order must be 'C', 'F' or 'A'");
  }
  return Value(TRY(makeBytes(t, contentOf(m, fortran))));
}

Value listOf(Thread* t, MemoryView* m, char format, int dimension, const uint8_t* at) {
  if (dimension == m->dimensions) return unpackNativeItem(t, format, at);
  List* list = TRY(makeList(t));
  for (int64_t i = 0; i < m->shape()[dimension]; ++i) {
    Value item = TRY(listOf(t, m, format, dimension + 1, at + i * m->strides()[dimension]));
    TRY(listAppend(t, list, item));
  }
  return list;
}

Value memoryToList(Thread* t, Value* args, size_t) {
  auto m = viewOf(args[0]);
  TRY(checkReleased(t, m));
  return listOf(t, m, TRY(nativeFormat(t, m)), 0, m->data);
}

Value memoryHex(Thread* t, Value* args, size_t) {
  auto m = viewOf(args[0]);
  TRY(checkReleased(t, m));
  int group = TRY(intArgumentPy(t, args[2]));
  return hexText(t, contentOf(m), args[1], group);
}

Value memoryToReadOnly(Thread* t, Value* args, size_t) {
  TRY(checkReleased(t, viewOf(args[0])));
  MemoryView* m = TRY(cloneView(t, viewOf(args[0])));
  m->readOnly = true;
  return m;
}

bool isByteFormat(char f) { return f == 'b' || f == 'B' || f == 'c'; }

Value memoryCast(Thread* t, Value* args, size_t) {
  auto self = viewOf(args[0]);
  TRY(checkReleased(t, self));
  auto formatText = dynCast<Str>(args[1]);
  if (!formatText) return raise(t, exc::TypeError, "cast() argument 'format' must be str, not {}", argumentTypeName(args[1]));
  if (!isContiguous(self, false)) return raise(t, exc::TypeError, "memoryview: casts are restricted to C-contiguous views");
  Value shape = args[2];
  bool zeros = false;
  for (int i = 0; i < self->dimensions; ++i) zeros |= self->shape()[i] == 0;
  if ((!shape.isUnbound() || self->dimensions != 1) && zeros)
    return raise(t, exc::TypeError, "memoryview: cannot cast view with zeros in shape or strides");
  std::vector<int64_t> extents;
  if (!shape.isUnbound()) {
    auto list = dynCast<List>(shape);
    auto tuple = dynCast<Tuple>(shape);
    if (!list && !tuple) return raise(t, exc::TypeError, "shape must be a list or a tuple");
    size_t n = list ? list->length : tuple->length;
    if (n > kMaxDimensions) {
      return raise(t, exc::ValueError, "memoryview: number of dimensions must not exceed {}", kMaxDimensions);
    }
    if (self->dimensions != 1 && n != 1) return raise(t, exc::TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
    for (size_t i = 0; i < n; ++i) {
      Value item = list ? listItem(list, i) : tuple->items[i];
      if (!isInt(item)) return raise(t, exc::TypeError, "memoryview.cast(): elements of shape must be integers");
      int64_t extent = TRY(toInt64(t, item, "ssize_t"));
      if (extent <= 0) return raise(t, exc::ValueError, "memoryview.cast(): elements of shape must be integers > 0");
      extents.push_back(extent);
    }
  }
  char from = nativeFormatChar(self->format);
  std::string name = toUtf8(formatText);
  char to = nativeFormatChar(name.c_str());
  if (!from) {
    return raise(t, exc::ValueError,
                 "memoryview: source format must be a native single character format prefixed with an optional '@'");
  }
  if (!to) {
    return raise(t, exc::ValueError,
                 "memoryview: destination format must be a native single character format prefixed with an optional '@'");
  }
  if (!isByteFormat(from) && !isByteFormat(to))
    return raise(t, exc::TypeError, "memoryview: cannot cast between two non-byte formats");
  int64_t itemSize = nativeItemSize(to);
  if (self->length % itemSize) return raise(t, exc::TypeError, "memoryview: length is not a multiple of itemsize");
  bool shaped = !shape.isUnbound();
  if (!shaped) extents.push_back(self->length / itemSize);
  __int128 product = itemSize;
  for (int64_t extent : extents)
    if (product <= INT64_MAX) product *= extent;
  if (shaped && product != self->length) return raise(t, exc::TypeError, "memoryview: product(shape) * itemsize != buffer size");
  // Formats live for ever, so that views and buffers may point to them.
  static constexpr char kFormats[] =
      "c\0b\0B\0?\0h\0H\0i\0I\0l\0L\0q\0Q\0n\0N\0f\0d\0e\0P\0"
      "@c\0@b\0@B\0@?\0@h\0@H\0@i\0@I\0@l\0@L\0@q\0@Q\0@n\0@N\0@f\0@d\0@e\0@P";
  const char* format = kFormats;
  while (name != format) format += std::strlen(format) + 1;
  MemoryView* m = TRY(allocateView(t, self->buffer, static_cast<int>(extents.size())));
  m->data = self->data;
  m->itemSize = itemSize;
  m->format = format;
  m->readOnly = self->readOnly;
  for (size_t i = 0; i < extents.size(); ++i) m->shape()[i] = extents[i];
  setContiguous(m);
  return m;
}

Value memoryNew(Thread* t, Value* args, size_t) { return Value(TRY(makeMemoryViewPy(t, args[1]))); }

Value memoryFromFlags(Thread* t, Value* args, size_t) {
  int64_t flags = TRY(countArgumentPy(t, args[2]));
  if (!hasBuffer(args[1]))
    return raise(t, exc::TypeError, "memoryview: a bytes-like object is required, not '{}'", typeName(args[1]));
  BufferView view;
  TRY(getBufferPy(t, args[1], &view, kBufferFull | (flags & 1 ? kBufferWritable : 0)));
  return Value(TRY(makeMemoryView(t, view)));
}

Value tupleOf(Thread* t, const int64_t* values, int count) {
  Tuple* tuple = TRY(makeTuple(t, static_cast<size_t>(count)));
  for (int i = 0; i < count; ++i) tuple->items[i] = Value::smallInt(values[i]);
  return tuple;
}

#define MEMORY_GETTER(name, expression) \
  Value name(Thread* t, Value self) {   \
    auto m = viewOf(self);              \
    TRY(checkReleased(t, m));           \
    return expression;                  \
  }
MEMORY_GETTER(getObj, m->buffer->view.owner)
MEMORY_GETTER(getBytes, Value::smallInt(m->length))
MEMORY_GETTER(getReadOnly, Value::boolean(m->readOnly))
MEMORY_GETTER(getItemSize, Value::smallInt(m->itemSize))
MEMORY_GETTER(getFormat, Value(TRY(makeStr(t, m->format))))
MEMORY_GETTER(getDimensions, Value::smallInt(m->dimensions))
MEMORY_GETTER(getShape, tupleOf(t, m->shape(), m->dimensions))
MEMORY_GETTER(getStrides, tupleOf(t, m->strides(), m->dimensions))
MEMORY_GETTER(getSuboffsets, Value(emptyTuple()))
MEMORY_GETTER(getCContiguous, Value::boolean(isContiguous(m, false)))
MEMORY_GETTER(getFContiguous, Value::boolean(isContiguous(m, true)))
MEMORY_GETTER(getContiguous, Value::boolean(isContiguous(m, false) || isContiguous(m, true)))
#undef MEMORY_GETTER

const GetSetDef kGetSets[] = {
    {"obj", getObj, nullptr, "The underlying object of the memoryview."},
    {"nbytes", getBytes, nullptr, "how many bytes all elements take without gaps"},
    {"readonly", getReadOnly, nullptr, "whether nothing can be written"},
    {"itemsize", getItemSize, nullptr, "how many bytes an element takes"},
    {"format", getFormat, nullptr, "what an element is, in the notation of the struct module"},
    {"ndim", getDimensions, nullptr, "how many dimensions there are"},
    {"shape", getShape, nullptr, "the length of each dimension"},
    {"strides", getStrides, nullptr, "how many bytes apart neighbours are in each dimension"},
    {"suboffsets", getSuboffsets, nullptr, "for arrays of pointers to arrays, as in some image libraries"},
    {"c_contiguous", getCContiguous, nullptr, "whether the elements lie one after another in C's order"},
    {"f_contiguous", getFContiguous, nullptr, "whether the elements lie one after another in Fortran's order"},
    {"contiguous", getContiguous, nullptr, "whether the elements lie one after another"},
};

const NativeDef kCreate = {"__new__", "(cls, object)", memoryNew, nullptr};

const NativeDef kMethods[] = {
    {"release", "(self, /)", memoryRelease, "Gives the buffer back."},
    {"tobytes", "(self, /, order='C')", memoryToBytes,
     "Return the data in the buffer as a byte string.\n\nOrder can be {'C', 'F', 'A'}. When order is 'C' or 'F', the "
     "data of "
     "the\noriginal array is converted to C or Fortran order. For contiguous views,\n'A' returns an exact copy of the "
     "physical "
     "memory."},
    {"hex", "(self, /, sep=<absent>, bytes_per_sep=1)", memoryHex,
     "Return the data in the buffer as a str of hexadecimal numbers.\n\n  sep\n    An optional single character or "
     "byte to "
     "separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.\n\n>>> "
     "memoryview(b'Typhon').hex(':')\n'54:79:70:68:6f:6e'"},
    {"tolist", "(self, /)", memoryToList, "The elements as a list."},
    {"cast", "(self, /, format, shape=<absent>)", memoryCast, "Cast a memoryview to a new format or shape."},
    {"toreadonly", "(self, /)", memoryToReadOnly, "Return a readonly version of the memoryview."},
    {"_from_flags", "(cls, /, object, flags)", memoryFromFlags, "A view of an object's memory that copies nothing.",
     NativeDef::kClassMethod},
    {"__enter__", "(self, /)", memoryEnter, nullptr},
    {"__exit__", "(self, /, *args)", memoryRelease, nullptr},
};

constexpr Slots memorySlots() {
  Slots s;
  s.repr = reprSlot;
  s.hash = hashSlot;
  s.compare = compareSlot;
  s.iter = iterSlot;
  s.length = lengthSlot;
  s.getItem = getItemSlot;
  s.setItem = setItemSlot;
  s.buffer = bufferSlot;
  s.releaseBuffer = releaseBufferSlot;
  return s;
}

// The memoryviews on an exporter that are not released, and all memoryviews that somebody refers to.
struct ViewSearch {
  Object* exporter;
  bool (*of)(Object*, Object*);
  std::vector<MemoryView*> views;
  std::unordered_set<Object*> referred;

  static void refer(Object* o, void* context) {
    if (isa<MemoryView>(o)) static_cast<ViewSearch*>(context)->referred.insert(o);
  }
  static void look(Object* o, void* context) {
    auto search = static_cast<ViewSearch*>(context);
    forEachReferent(o, refer, context);
    auto view = dynCast<MemoryView>(Value(o));
    if (!view || !view->buffer || view->buffer->released) return;
    Object* owner = view->buffer->view.owner.asObject();
    if (search->of ? search->of(owner, search->exporter) : owner == search->exporter) search->views.push_back(view);
  }
};

}  // namespace

void releaseMemoryView(MemoryView* m) {
  if (!m->buffer) return;
  ManagedBuffer* buffer = m->buffer;
  m->buffer = nullptr;
  if (--buffer->views == 0) releaseManaged(buffer);
}

MemoryView* makeMemoryView(Thread* t, const BufferView& view) {
  auto buffer = TRY(allocateInternal<ManagedBuffer>(t));
  buffer->view = view;
  if (auto array = dynCast<ByteArray>(view.owner)) {  // counted apart: see bytes.h
    if (array->exports) --array->exports;
    ++array->views;
    buffer->store = array->store;
  }
  MemoryView* m = TRY(allocateView(t, buffer, view.dimensions));
  m->data = view.data;
  m->length = view.length;
  m->itemSize = view.itemSize;
  m->format = view.format;
  m->readOnly = view.readOnly;
  for (int i = 0; i < view.dimensions; ++i) {
    m->shape()[i] = view.shape ? view.shape[i] : view.itemSize ? view.length / view.itemSize : 0;
    if (view.strides) m->strides()[i] = view.strides[i];
  }
  if (!view.strides) setContiguous(m);
  return m;
}

MemoryView* makeMemoryViewPy(Thread* t, Value object) {
  if (auto other = dynCast<MemoryView>(object)) {
    TRY(checkReleased(t, other));
    TRY(checkRestricted(t, other));
    return cloneView(t, other);
  }
  if (!hasBuffer(object))
    return raise(t, exc::TypeError, "memoryview: a bytes-like object is required, not '{}'", typeName(object));
  BufferView view;
  TRY(getBufferPy(t, object, &view, kBufferFull));
  return makeMemoryView(t, view);
}

size_t liveViewsOf(Thread* t, Object* exporter, bool (*of)(Object* owner, Object* exporter)) {
  ViewSearch search{exporter, of, {}, {}};
  forEachObject(t, ViewSearch::look, &search);
  forEachRoot(t, ViewSearch::refer, &search);
  std::unordered_set<ManagedBuffer*> live;
  for (MemoryView* view : search.views)
    if (view->exports || search.referred.count(view)) live.insert(view->buffer);
  for (MemoryView* view : search.views)
    if (!live.count(view->buffer)) view->buffer->released = true;
  return live.size();
}

void releaseDeadViews(Thread* t, Object* exporter) {
  ViewSearch search{exporter, nullptr, {}, {}};
  forEachObject(t, ViewSearch::look, &search);
  forEachRoot(t, ViewSearch::refer, &search);
  std::unordered_set<ManagedBuffer*> live, dead;
  for (MemoryView* view : search.views) (view->exports || search.referred.count(view) ? live : dead).insert(view->buffer);
  for (ManagedBuffer* buffer : dead)
    if (!live.count(buffer)) releaseManaged(buffer);
}

void appendContiguous(const BufferView& view, std::string* out) {
  auto data = reinterpret_cast<const char*>(view.data);
  if (!view.strides || view.dimensions == 0) {
    out->append(data, static_cast<size_t>(view.length));
    return;
  }
  auto append = [&](auto& self, int dimension, const char* at) -> void {
    if (dimension == view.dimensions) {
      out->append(at, static_cast<size_t>(view.itemSize));
      return;
    }
    for (int64_t i = 0; i < view.shape[dimension]; ++i) self(self, dimension + 1, at + i * view.strides[dimension]);
  };
  append(append, 0, data);
}

extern const TypeSpec memoryviewSpec;
const TypeSpec memoryviewSpec = {.name = "memoryview",
                                 .kind = Kind::MemoryView,
                                 .flags = kSequencePattern | kWeakReferable,
                                 .slots = memorySlots(),
                                 .methods = kMethods,
                                 .getsets = kGetSets,
                                 .create = &kCreate,
                                 .doc = "A view of an object's memory that copies nothing."};

}  // namespace typhon
