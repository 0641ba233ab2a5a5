// BytesIO: a binary stream in memory.
#include <cstring>

#include "runtime/memory/tuning.h"
#include "runtime/modules/io_internal.h"
#include "runtime/types/bytes_methods.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/memoryview.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon {

size_t sizeOf_BytesIO(const Object*) { return sizeof(BytesIO); }
void trace_BytesIO(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<BytesIO*>(o)->shared);
  tracer.visit(static_cast<BytesIO*>(o)->store);
}
size_t sizeOf_BytesIOBuffer(const Object*) { return sizeof(BytesIOBuffer); }
void trace_BytesIOBuffer(Object* o, Tracer& tracer) { tracer.visit(static_cast<BytesIOBuffer*>(o)->source); }

namespace {

BytesIO* stream(Value v) { return v.as<BytesIO>(); }

bool checkOpen(Thread* t, BytesIO* b) { return !b->closed || raise(t, exc::ValueError, "I/O operation on closed file."); }

// Memoryviews hold BytesIOBuffer objects, which know their stream.
size_t countBuffers(Thread* t, BytesIO* b) {
  return liveViewsOf(t, b, [](Object* owner, Object* stream) {
    auto buffer = dynCast<BytesIOBuffer>(Value(owner));
    return buffer && static_cast<Object*>(buffer->source) == stream;
  });
}

// No memoryview may be on the memory when it is to move.
bool checkExports(Thread* t, BytesIO* b) {
  if (b->exports) b->exports = static_cast<int64_t>(countBuffers(t, b));
  if (b->exports) return raise(t, exc::BufferError, "Existing exports of data: object cannot be re-sized");
  return true;
}

std::string_view content(BytesIO* b) {
  const uint8_t* data = b->shared ? b->shared->data : b->store ? b->store->bytes : nullptr;
  return {data ? reinterpret_cast<const char*>(data) : "", static_cast<size_t>(b->size)};
}

// Gives it memory of its own for `capacity` bytes.
bool ensure(Thread* t, BytesIO* b, int64_t capacity) {
  if (b->store && capacity <= static_cast<int64_t>(b->store->capacity)) return true;
  if (capacity > (int64_t{1} << 46)) return raiseMemory(t);
  if (capacity < b->size) capacity = b->size;
  int64_t wanted = b->size ? capacity + capacity / 4 + 64 : capacity;
  if (b->store && !b->shared && extendByteStore(b->store, static_cast<size_t>(wanted))) return true;
  ByteStore* store = TRY(makeByteStore(t, static_cast<size_t>(wanted)));
  if (b->size) std::memcpy(store->bytes, content(b).data(), static_cast<size_t>(b->size));
  ByteStore* old = b->store;
  b->store = store;
  b->shared = nullptr;
  writeBarrier(b);
  discard(old);
  return true;
}

bool writeBytes(Thread* t, BytesIO* b, std::string_view data) {
  if (data.empty()) return true;
  int64_t end = b->position + static_cast<int64_t>(data.size());
  TRY(ensure(t, b, end));
  if (b->position > b->size) std::memset(b->store->bytes + b->size, 0, static_cast<size_t>(b->position - b->size));
  std::memcpy(b->store->bytes + b->position, data.data(), data.size());
  b->position = end;
  if (end > b->size) b->size = end;
  return true;
}

// Up to n bytes from the position on.
std::string_view take(BytesIO* b, int64_t n) {
  int64_t left = b->position < b->size ? b->size - b->position : 0;
  if (n < 0 || n > left) n = left;
  std::string_view part = n ? content(b).substr(static_cast<size_t>(b->position), static_cast<size_t>(n)) : "";
  b->position += n;
  return part;
}

std::string_view takeLine(BytesIO* b, int64_t limit) {
  int64_t start = b->position;
  std::string_view part = take(b, limit);
  size_t newline = part.find('\n');
  if (newline != std::string_view::npos) {
    part = part.substr(0, newline + 1);
    b->position = start + static_cast<int64_t>(part.size());
  }
  return part;
}

Value readMethod(Thread* t, Value* args, size_t) {
  int64_t n = TRY(sizeArgumentPy(t, args[1]));
  TRY(checkOpen(t, stream(args[0])));
  return bytesValue(t, take(stream(args[0]), n));
}

Value readLineMethod(Thread* t, Value* args, size_t) {
  int64_t n = TRY(sizeArgumentPy(t, args[1]));
  TRY(checkOpen(t, stream(args[0])));
  return bytesValue(t, takeLine(stream(args[0]), n));
}

Value readLines(Thread* t, Value* args, size_t) {
  auto b = stream(args[0]);
  int64_t hint = TRY(sizeArgumentPy(t, args[1]));
  TRY(checkOpen(t, b));
  List* lines = TRY(makeList(t));
  for (int64_t total = 0;;) {
    std::string_view line = takeLine(b, -1);
    if (line.empty()) return lines;
    total += static_cast<int64_t>(line.size());
    TRY(listAppend(t, lines, TRY(bytesValue(t, line))));
    if (hint > 0 && total >= hint) return lines;
  }
}

Value readInto(Thread* t, Value* args, size_t) {
  auto b = stream(args[0]);
  BufferHolder target;
  TRY(acquireWritablePy(t, args[1], "readinto() argument", &target));
  TRY(checkOpen(t, b));
  std::string_view part = take(b, target.view.length);
  if (!part.empty()) std::memmove(target.view.data, part.data(), part.size());
  return Value::smallInt(static_cast<int64_t>(part.size()));
}

Value nextSlot(Thread* t, Value self) {
  TRY(checkOpen(t, stream(self)));
  std::string_view line = takeLine(stream(self), -1);
  return line.empty() ? Value::unbound() : bytesValue(t, line);
}

Value iterSlot(Thread* t, Value self) {
  TRY(checkOpen(t, stream(self)));
  return self;
}

Value writeMethod(Thread* t, Value* args, size_t) {
  auto b = stream(args[0]);
  TRY(checkOpen(t, b));
  TRY(checkExports(t, b));
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  TRY(checkOpen(t, b));
  TRY(writeBytes(t, b, data.bytes()));
  return Value::smallInt(data.view.length);
}

Value writeLines(Thread* t, Value* args, size_t) {
  TRY(checkOpen(t, stream(args[0])));
  Value iterator = TRY(iterPy(t, args[1]));
  for (;;) {
    Value line = TRY(nextPy(t, iterator));
    if (line.isUnbound()) return Value::none();
    Value writeArgs[] = {args[0], line};
    TRY(writeMethod(t, writeArgs, 2));
  }
}

Value seekMethod(Thread* t, Value* args, size_t) {
  auto b = stream(args[0]);
  int64_t position = TRY(countArgumentPy(t, args[1]));
  int whence = TRY(intArgumentPy(t, args[2]));
  TRY(checkOpen(t, b));
  if (position < 0 && whence == 0) return raise(t, exc::ValueError, "negative seek value {}", position);
  if (whence < 0 || whence > 2) return raise(t, exc::ValueError, "invalid whence ({}, should be 0, 1 or 2)", whence);
  int64_t from = whence == 1 ? b->position : whence == 2 ? b->size : 0;
  if (position > INT64_MAX - from) return raise(t, exc::OverflowError, "new position too large");
  position += from;
  b->position = position < 0 ? 0 : position;
  return makeInt(t, b->position);
}

Value tellMethod(Thread* t, Value* args, size_t) {
  TRY(checkOpen(t, stream(args[0])));
  return makeInt(t, stream(args[0])->position);
}

Value truncateMethod(Thread* t, Value* args, size_t) {
  auto b = stream(args[0]);
  TRY(checkOpen(t, b));
  int64_t size = args[1].isNone() ? b->position : TRY(sizeArgumentPy(t, args[1]));
  TRY(checkExports(t, b));
  if (size < 0) return raise(t, exc::ValueError, "negative size value {}", size);
  if (size < b->size) b->size = size;
  return makeInt(t, size);
}

Value getValue(Thread* t, Value* args, size_t) {
  auto b = stream(args[0]);
  TRY(checkOpen(t, b));
  if (b->shared && b->shared->length == static_cast<uint64_t>(b->size)) return b->shared;
  return bytesValue(t, content(b));
}

Value getBuffer(Thread* t, Value* args, size_t) {
  auto b = stream(args[0]);
  TRY(checkOpen(t, b));
  auto buffer = TRY(allocate<BytesIOBuffer>(t, io::bytesIOBuffer));
  buffer->source = b;
  return Value(TRY(makeMemoryViewPy(t, buffer)));
}

bool bufferSlot(Thread* t, Value self, BufferView* view, int) {
  auto b = self.as<BytesIOBuffer>()->source;
  TRY(ensure(t, b, 1));
  *view = BufferView();
  view->owner = self;
  view->data = b->store->bytes;
  view->length = b->size;
  view->readOnly = false;
  ++b->exports;
  return true;
}

void releaseBufferSlot(Value self, BufferView*) {
  auto b = self.as<BytesIOBuffer>()->source;
  if (b->exports) --b->exports;
}

Value closeMethod(Thread* t, Value* args, size_t) {
  auto b = stream(args[0]);
  TRY(checkExports(t, b));
  b->shared = nullptr;
  b->store = nullptr;
  b->size = 0;
  b->closed = true;
  return Value::none();
}

Value trueMethod(Thread* t, Value* args, size_t) {
  TRY(checkOpen(t, stream(args[0])));
  return Value::boolean(true);
}
Value falseMethod(Thread* t, Value* args, size_t) {
  TRY(checkOpen(t, stream(args[0])));
  return Value::boolean(false);
}
Value flushMethod(Thread* t, Value* args, size_t) {
  TRY(checkOpen(t, stream(args[0])));
  return Value::none();
}

Value getState(Thread* t, Value* args, size_t argc) {
  Value bytes = TRY(getValue(t, args, argc));
  Value dict = TRY(instanceDict(t, args[0]));
  if (auto d = dynCast<Dict>(dict)) {
    dict = d->used ? Value(TRY(dictCopy(t, d))) : Value::none();
  } else {
    dict = Value::none();
  }
  return Value(TRY(makeTuple(t, {bytes, TRY(makeInt(t, stream(args[0])->position)), dict})));
}

Value setState(Thread* t, Value* args, size_t) {
  auto b = stream(args[0]);
  auto state = dynCast<Tuple>(args[1]);
  if (!state || state->length < 3) {
    return raise(t, exc::TypeError, "{}.__setstate__ argument should be 3-tuple, got {}", typeName(args[0]), typeName(args[1]));
  }
  TRY(checkExports(t, b));
  b->size = b->position = 0;
  b->shared = nullptr;
  Value writeArgs[] = {args[0], state->items[0]};
  TRY(writeMethod(t, writeArgs, 2));
  if (!isInt(state->items[1])) {
    return raise(t, exc::TypeError, "second item of state must be an integer, not {}", typeName(state->items[1]));
  }
  int64_t position = TRY(toInt64(t, state->items[1], "ssize_t"));
  if (position < 0) return raise(t, exc::ValueError, "position value cannot be negative");
  b->position = position;
  if (!state->items[2].isNone()) {
    if (!isa<Dict>(state->items[2])) {
      return raise(t, exc::TypeError, "third item of state should be a dict, got a {}", typeName(state->items[2]));
    }
    Value dict = TRY(instanceDict(t, args[0]));
    if (auto d = dynCast<Dict>(dict)) TRY(dictUpdatePy(t, d, state->items[2]));
  }
  return Value::none();
}

Value sizeOfMethod(Thread*, Value* args, size_t) {
  auto b = stream(args[0]);
  return Value::smallInt(static_cast<int64_t>(sizeof(BytesIO) + (b->shared  ? b->shared->length
                                                                 : b->store ? b->store->capacity
                                                                            : 0)));
}

Value getClosed(Thread*, Value self) { return Value::boolean(stream(self)->closed); }

Value bytesIONew(Thread* t, Value* args, size_t) { return Value(TRY(allocate<BytesIO>(t, args[0].as<Type>()))); }

Value bytesIOInit(Thread* t, Value* args, size_t) {
  auto b = stream(args[0]);
  TRY(checkExports(t, b));
  b->size = b->position = 0;
  b->shared = nullptr;
  if (isExactBytes(args[1])) {
    b->shared = args[1].as<Bytes>();
    b->store = nullptr;
    b->size = static_cast<int64_t>(b->shared->length);
    writeBarrier(b);
  } else if (!args[1].isNone()) {
    BufferHolder data;
    TRY(data.acquirePy(t, args[1]));
    TRY(writeBytes(t, b, data.bytes()));
    b->position = 0;
  }
  return Value::none();
}

const NativeDef kCreate = {"__new__", "(cls, /, *args, **kwargs)", bytesIONew, nullptr};
const NativeDef kInit = {"__init__", "(self, initial_bytes=None)", bytesIOInit, nullptr};
const NativeDef kMethods[] = {
    {"readable", "(self, /)", trueMethod, "Returns True if the IO object can be read."},
    {"seekable", "(self, /)", trueMethod, "Returns True if the IO object can be seeked."},
    {"writable", "(self, /)", trueMethod, "Whether the stream can be written to."},
    {"close", "(self, /)", closeMethod, "Disable all I/O operations."},
    {"flush", "(self, /)", flushMethod, "Does nothing."},
    {"isatty", "(self, /)", falseMethod, "False: memory is no terminal."},
    {"tell", "(self, /)", tellMethod, "Current file position, an integer."},
    {"write", "(self, b, /)", writeMethod, "Writes bytes and returns how many."},
    {"writelines", "(self, lines, /)", writeLines, "Writes every bytes-like object of an iterable; nothing is put between them."},
    {"read1", "(self, size=-1, /)", readMethod,
     "The next bytes, at most size; all that remain if size is negative or left out. b'' at the end."},
    {"readinto", "(self, buffer, /)", readInto, "Fills the buffer; returns how many bytes were read, 0 at the end."},
    {"readline", "(self, size=-1, /)", readLineMethod,
     "The next line with its line end, at most size bytes of it if size is not negative. b'' at the end."},
    {"readlines", "(self, size=None, /)", readLines,
     "The remaining lines as a list; a size ends it with the line in which so many bytes have been read."},
    {"read", "(self, size=-1, /)", readMethod,
     "The next bytes, at most size; all that remain if size is negative. b'' at the end."},
    {"getbuffer", "(self, /)", getBuffer, "The whole contents as a memoryview that can be written to."},
    {"getvalue", "(self, /)", getValue, "The whole contents as bytes, wherever the position is."},
    {"seek", "(self, pos, whence=0, /)", seekMethod,
     "Moves to a byte position, counted by whence from the start (0), the present position (1) or the end (2), and returns the "
     "new one."},
    {"truncate", "(self, size=None, /)", truncateMethod,
     "Cuts the contents off after size bytes, by default at the present position, which stays. Returns the size."},
    {"__getstate__", "(self, /)", getState, nullptr},
    {"__setstate__", "(self, state, /)", setState, nullptr},
    {"__sizeof__", "(self, /)", sizeOfMethod, nullptr},
};
const GetSetDef kGetSets[] = {{"closed", getClosed, nullptr, "True if the file is closed."}};

constexpr Slots bytesIOSlots() {
  Slots s;
  s.iter = iterSlot;
  s.next = nextSlot;
  return s;
}
constexpr Slots bufferSlots() {
  Slots s;
  s.buffer = bufferSlot;
  s.releaseBuffer = releaseBufferSlot;
  return s;
}

}  // namespace

namespace io {
extern const TypeSpec bytesIOSpec = {.name = "_io.BytesIO",
                                     .base = &bufferedIOBase,
                                     .kind = Kind::BytesIO,
                                     .flags = kBaseType | kHasInstanceDict | kWeakReferable,
                                     .slots = bytesIOSlots(),
                                     .methods = kMethods,
                                     .getsets = kGetSets,
                                     .create = &kCreate,
                                     .init = &kInit,
                                     .doc = "A binary stream in memory."};
extern const TypeSpec bytesIOBufferSpec = {
    .name = "_io._BytesIOBuffer", .kind = Kind::BytesIOBuffer, .flags = kDisallowNew, .slots = bufferSlots()};
}  // namespace io

}  // namespace typhon
