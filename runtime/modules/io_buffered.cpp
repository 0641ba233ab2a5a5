// BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair.
#include <cerrno>
#include <cstring>

#include <unistd.h>

#include "runtime/exec/blocking.h"
#include "runtime/memory/stacks.h"
#include "runtime/modules/io_internal.h"
#include "runtime/types/memoryview.h"
#include "runtime/types/value_array.h"

namespace typhon {

size_t sizeOf_Buffered(const Object*) { return sizeof(Buffered); }
void trace_Buffered(Object* o, Tracer& tracer) {
  auto b = static_cast<Buffered*>(o);
  tracer.visit(b->raw);
  tracer.visit(b->buffer);
}
size_t sizeOf_BufferedPair(const Object*) { return sizeof(BufferedPair); }
void trace_BufferedPair(Object* o, Tracer& tracer) {
  auto p = static_cast<BufferedPair*>(o);
  tracer.visit(p->reader);
  tracer.visit(p->writer);
}

namespace {

constexpr int64_t kFailed = -1, kWouldBlock = -2;

Buffered* buffered(Value v) { return v.as<Buffered>(); }

bool checkInitialised(Thread* t, const Buffered* b) {
  if (b->initialised) return true;
  return raise(t, exc::ValueError, b->detached ? "raw stream has been detached" : "I/O operation on uninitialized object");
}

Maybe<bool> closedPy(Thread* t, Buffered* b) {
  TRY(checkInitialised(t, b));
  if (b->fastRaw) return b->raw.as<FileIO>()->fd < 0;
  return isClosedPy(t, b->raw);
}

// Initialised and open: "read of closed file" and the like.
bool checkOpenPy(Thread* t, Buffered* b, const char* message) {
  if (TRY(closedPy(t, b))) return raise(t, exc::ValueError, "{}", message);
  return true;
}

// Whether the thread exists still: after fork() only one is left.
bool isRegistered(Thread* t) {
  struct Search {
    Thread* thread;
    bool found;
  } search{t, false};
  forEachThread(
      [](Thread* each, void* context) {
        auto s = static_cast<Search*>(context);
        s->found |= each == s->thread;
      },
      &search);
  return search.found;
}

// Marks the stream as being in an operation: other threads wait until it is over, and raw streams written in Python
// must not call back into it.
class Operation {
 public:
  Operation(Thread* t, Buffered* b) : stream_(b) {
    if (b->owner == t) {
      Maybe<std::string> shown = reprTextPy(t, b);
      if (shown.ok()) raise(t, exc::RuntimeError, "reentrant call inside {}", *shown);
      stream_ = nullptr;
      return;
    }
    // Rare: two threads share a stream, and one of them waits for the system. Daemon threads stay where they were when the
    // process ends, and are not waited for.
    while (b->owner && isRegistered(b->owner) && !isFinalizing()) {
      blocking(t, [] { return usleep(100); });
      if (!handlePollPy(t)) {
        stream_ = nullptr;
        return;
      }
    }
    b->owner = t;
  }
  ~Operation() {
    if (stream_) stream_->owner = nullptr;
  }
  Operation(const Operation&) = delete;
  bool ok() const { return stream_; }

 private:
  Buffered* stream_;
};

void moved(Buffered* b, int64_t n) {
  if (b->rawPosition >= 0 && n > 0) b->rawPosition += n;
}

// --- the raw stream. Results: a count, kFailed or kWouldBlock.

int64_t rawReadPy(Thread* t, Buffered* b, void* out, int64_t size) {
  if (b->fastRaw) {
    auto f = b->raw.as<FileIO>();
    if (f->fd < 0) return raise(t, exc::ValueError, "I/O operation on closed file"), kFailed;
    int64_t n = fileRead(t, f, out, size);
    moved(b, n);
    return n;
  }
  ByteArray* array = makeByteArray(t, {});
  if (!array || !resizeByteArray(t, array, static_cast<size_t>(size))) return kFailed;
  MemoryView* view = makeMemoryViewPy(t, array);
  if (!view) return kFailed;
  Value result;
  for (;;) {
    result = callNamedPy(t, b->raw, "readinto", {Value(view)});
    if (!result.isError() || !pendingIs(t, exc::InterruptedError)) break;
    clearPending(t);
    if (!handlePollPy(t)) return kFailed;
  }
  if (result.isError()) return kFailed;
  if (result.isNone()) return kWouldBlock;
  Maybe<int64_t> n = indexInt64Py(t, result, exc::ValueError);
  if (!n.ok()) {
    Value cause = takePending(t);
    (void)raise(t, exc::OSError, "raw readinto() failed");
    Value error = takePending(t);
    raiseStatementPy(t, error, cause);
    return kFailed;
  }
  if (*n < 0 || *n > size) {
    raise(t, exc::OSError, "raw readinto() returned invalid length {} (should have been between 0 and {})", *n, size);
    return kFailed;
  }
  if (*n) std::memcpy(out, byteArrayData(array), static_cast<size_t>(*n));
  if (callNamedPy(t, view, "release").isError()) clearPending(t);
  moved(b, *n);
  return *n;
}

int64_t rawWritePy(Thread* t, Buffered* b, const void* data, int64_t size) {
  if (b->fastRaw) {
    auto f = b->raw.as<FileIO>();
    if (f->fd < 0) return raise(t, exc::ValueError, "I/O operation on closed file"), kFailed;
    int64_t n = fileWrite(t, f, data, size);
    moved(b, n);
    return n;
  }
  Bytes* copy = makeBytes(t, {static_cast<const char*>(data), static_cast<size_t>(size)});
  MemoryView* view = copy ? makeMemoryViewPy(t, copy) : nullptr;
  if (!view) return kFailed;
  Value result;
  for (;;) {
    result = callMethodPy(t, b->raw, names::write, {Value(view)});
    if (!result.isError() || !pendingIs(t, exc::InterruptedError)) break;
    clearPending(t);
    if (!handlePollPy(t)) return kFailed;
  }
  if (result.isError()) return kFailed;
  if (result.isNone()) return kWouldBlock;
  Maybe<int64_t> n = countArgumentPy(t, result);
  if (!n.ok()) return kFailed;
  if (*n < 0 || *n > size) {
    raise(t, exc::OSError, "raw write() returned invalid length {} (should have been between 0 and {})", *n, size);
    return kFailed;
  }
  moved(b, *n);
  return *n;
}

int64_t checkedPosition(Thread* t, Buffered* b, Value result) {
  if (result.isError()) return kFailed;
  Maybe<int64_t> position = offsetArgumentPy(t, result);
  if (!position.ok()) return kFailed;
  if (*position < 0) return raise(t, exc::OSError, "Raw stream returned invalid position {}", *position), kFailed;
  return b->rawPosition = *position;
}

int64_t rawSeekPy(Thread* t, Buffered* b, int64_t target, int whence) {
  if (b->fastRaw) {
    auto f = b->raw.as<FileIO>();
    if (f->fd < 0) return raise(t, exc::ValueError, "I/O operation on closed file"), kFailed;
    int64_t n = fileSeek(t, f, target, whence);
    if (n >= 0) b->rawPosition = n;
    return n;
  }
  Value offset = makeInt(t, target);
  if (offset.isError()) return kFailed;
  return checkedPosition(t, b, callNamedPy(t, b->raw, "seek", {offset, Value::smallInt(whence)}));
}

int64_t rawTellPy(Thread* t, Buffered* b) {
  if (b->fastRaw) return rawSeekPy(t, b, 0, 1);
  return checkedPosition(t, b, callNamedPy(t, b->raw, "tell"));
}

// --- the buffer

uint8_t* storage(Buffered* b) { return b->buffer->bytes; }
int64_t available(const Buffered* b) { return b->readEnd - b->position; }
void dropReadAhead(Buffered* b) { b->position = b->readEnd = 0; }

// Puts the raw stream back to where reading stands.
bool rewindPy(Thread* t, Buffered* b) {
  int64_t ahead = available(b);
  dropReadAhead(b);
  return ahead <= 0 || rawSeekPy(t, b, -ahead, 1) >= 0;
}

Raised raiseBlocking(Thread* t, int64_t written) {
  Value message = makeStr(t, "write could not complete without blocking");
  if (message.isError()) return Raised{};
  Value args[] = {Value::smallInt(EAGAIN), message, Value::smallInt(written)};
  Value e = makeExceptionPy(t, exc::BlockingIOError, args, 3);
  if (e.isError()) return Raised{};
  return raiseValue(t, e);
}

// Writes what is pending. False with an exception (BlockingIOError when the raw stream would block; the rest stays).
bool flushPendingPy(Thread* t, Buffered* b) {
  int64_t done = 0;
  bool ok = true;
  while (done < b->writeEnd) {
    int64_t n = rawWritePy(t, b, storage(b) + done, b->writeEnd - done);
    if (n < 0) {
      if (n == kWouldBlock) raiseBlocking(t, 0);
      ok = false;
      break;
    }
    done += n;
    // Partial writes can come from an interruption; handlers must run at least then.
    if (done < b->writeEnd && !handlePollPy(t)) {
      ok = false;
      break;
    }
  }
  if (done) {
    std::memmove(storage(b), storage(b) + done, static_cast<size_t>(b->writeEnd - done));
    b->writeEnd -= done;
  }
  return ok;
}

bool prepareToReadPy(Thread* t, Buffered* b) { return b->writeEnd == 0 || flushPendingPy(t, b); }

// One raw read into the empty buffer.
int64_t fillPy(Thread* t, Buffered* b) {
  dropReadAhead(b);
  int64_t n = rawReadPy(t, b, storage(b), b->size);
  if (n > 0) b->readEnd = n;
  return n;
}

int64_t takeBuffered(Buffered* b, void* out, int64_t size) {
  int64_t n = available(b) < size ? available(b) : size;
  if (n > 0) std::memcpy(out, storage(b) + b->position, static_cast<size_t>(n));
  b->position += n;
  return n;
}

// Reads up to `size` bytes; with `once`, at most one raw read and only if nothing is buffered.
int64_t readIntoPy(Thread* t, Buffered* b, uint8_t* out, int64_t size, bool once) {
  if (!prepareToReadPy(t, b)) return kFailed;
  int64_t done = takeBuffered(b, out, size);
  while (done < size) {
    int64_t left = size - done, n;
    // readinto1() reads at most once, and not just to fill the buffer.
    if (once && done && left <= b->size) break;
    if (left > b->size) {
      n = rawReadPy(t, b, out + done, once ? left : left - left % b->size);
      if (n > 0) done += n;
    } else {
      n = fillPy(t, b);
      if (n > 0) done += takeBuffered(b, out + done, left);
    }
    if (n == kFailed) return kFailed;
    if (n == kWouldBlock) return done ? done : kWouldBlock;
    if (n == 0 || once) break;
  }
  return done;
}

Value readAllLocked(Thread* t, Buffered* b) {
  std::string all(reinterpret_cast<char*>(storage(b)) + b->position, static_cast<size_t>(available(b)));
  dropReadAhead(b);
  if (b->writable && b->writeEnd) TRY(flushPendingPy(t, b));
  Value readAll = TRY(findAttrPy(t, b->raw, TRY(internStr(t, "readall"))));
  if (!readAll.isUnbound()) {
    Value rest = TRY(callPy(t, readAll));
    b->rawPosition = -1;
    if (rest.isNone()) return all.empty() ? rest : bytesValue(t, all);
    auto bytes = dynCast<Bytes>(rest);
    if (!bytes) return raise(t, exc::TypeError, "readall() should return bytes");
    if (all.empty()) return rest;
    all += bytes->view();
    return bytesValue(t, all);
  }
  for (bool any = !all.empty();; any = true) {
    Value chunk = TRY(callMethodPy(t, b->raw, names::read));
    auto bytes = dynCast<Bytes>(chunk);
    if (!bytes && !chunk.isNone()) return raise(t, exc::TypeError, "read() should return bytes");
    if (chunk.isNone() && all.empty()) return any ? bytesValue(t, all) : chunk;
    if (chunk.isNone() || bytes->length == 0) break;
    all += bytes->view();
    moved(b, static_cast<int64_t>(bytes->length));
  }
  return bytesValue(t, all);
}

// --- methods of reading

Value readMethod(Thread* t, Value* args, size_t) {
  auto b = buffered(args[0]);
  TRY(checkInitialised(t, b));
  int64_t n = TRY(sizeArgumentPy(t, args[1]));
  if (n < -1) return raise(t, exc::ValueError, "read length must be non-negative or -1");
  TRY(checkOpenPy(t, b, "read of closed file"));
  if (n >= 0 && n <= available(b) && !b->owner) {
    b->position += n;
    return bytesValue(t, {reinterpret_cast<char*>(storage(b)) + b->position - n, static_cast<size_t>(n)});
  }
  Operation operation(t, b);
  if (!operation.ok()) return Value::error();
  if (n == -1) return readAllLocked(t, b);
  if (n > (int64_t{1} << 46)) return raiseMemory(t);
  std::string out(static_cast<size_t>(n), '\0');
  int64_t got = readIntoPy(t, b, reinterpret_cast<uint8_t*>(out.data()), n, false);
  if (got == kFailed) return Value::error();
  if (got == kWouldBlock) return Value::none();
  return bytesValue(t, std::string_view(out).substr(0, static_cast<size_t>(got)));
}

Value read1Method(Thread* t, Value* args, size_t) {
  auto b = buffered(args[0]);
  TRY(checkInitialised(t, b));
  int64_t n = TRY(countArgumentPy(t, args[1]));
  if (n < 0) n = b->size;
  TRY(checkOpenPy(t, b, "read of closed file"));
  std::string out;
  TRY(bufferedRead1Py(t, b, n, &out));
  return bytesValue(t, out);
}

Value readIntoMethod(Thread* t, Value* args, bool once) {
  auto b = buffered(args[0]);
  TRY(checkInitialised(t, b));
  BufferHolder target;
  TRY(acquireWritablePy(t, args[1], once ? "readinto1() argument" : "readinto() argument", &target));
  TRY(checkOpenPy(t, b, "readinto of closed file"));
  Operation operation(t, b);
  if (!operation.ok()) return Value::error();
  int64_t n = readIntoPy(t, b, target.view.data, target.view.length, once);
  if (n == kFailed) return Value::error();
  return n == kWouldBlock ? Value::none() : Value::smallInt(n);
}
Value readInto(Thread* t, Value* args, size_t) { return readIntoMethod(t, args, false); }
Value readInto1(Thread* t, Value* args, size_t) { return readIntoMethod(t, args, true); }

Value peekMethod(Thread* t, Value* args, size_t) {
  auto b = buffered(args[0]);
  TRY(checkInitialised(t, b));
  TRY(checkOpenPy(t, b, "peek of closed file"));
  Operation operation(t, b);
  if (!operation.ok()) return Value::error();
  TRY(prepareToReadPy(t, b));
  if (available(b) <= 0 && fillPy(t, b) == kFailed) return Value::error();
  return bytesValue(t, {reinterpret_cast<char*>(storage(b)) + b->position, static_cast<size_t>(available(b))});
}

Value readLine(Thread* t, Buffered* b, int64_t limit) {
  TRY(checkInitialised(t, b));
  TRY(checkOpenPy(t, b, "readline of closed file"));
  Operation operation(t, b);
  if (!operation.ok()) return Value::error();
  TRY(prepareToReadPy(t, b));
  std::string line;
  for (;;) {
    int64_t n = available(b);
    if (limit >= 0 && n > limit - static_cast<int64_t>(line.size())) n = limit - static_cast<int64_t>(line.size());
    if (n > 0) {
      auto start = reinterpret_cast<const char*>(storage(b)) + b->position;
      auto newline = static_cast<const char*>(std::memchr(start, '\n', static_cast<size_t>(n)));
      if (newline) n = newline - start + 1;
      b->position += n;
      if (line.empty() && (newline || n == limit)) return bytesValue(t, {start, static_cast<size_t>(n)});
      line.append(start, static_cast<size_t>(n));
      if (newline) break;
    }
    if (limit >= 0 && static_cast<int64_t>(line.size()) >= limit) break;
    int64_t got = fillPy(t, b);
    if (got == kFailed) return Value::error();
    if (got <= 0) break;
  }
  return bytesValue(t, line);
}

Value readLineMethod(Thread* t, Value* args, size_t) {
  TRY(checkInitialised(t, buffered(args[0])));
  int64_t limit = TRY(sizeArgumentPy(t, args[1]));
  return readLine(t, buffered(args[0]), limit);
}

Value nextSlot(Thread* t, Value self) {
  Type* type = typeOf(self);
  if (type != io::bufferedReader && type != io::bufferedRandom) return nextLinePy(t, self);
  Value line = TRY(readLine(t, buffered(self), -1));
  return line.as<Bytes>()->length ? line : Value::unbound();
}

// --- writing

Value writeMethod(Thread* t, Value* args, size_t) {
  auto b = buffered(args[0]);
  TRY(checkInitialised(t, b));
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  TRY(bufferedWritePy(t, b, data.bytes()));
  return Value::smallInt(data.view.length);
}

Value flushMethod(Thread* t, Value* args, size_t) {
  auto b = buffered(args[0]);
  TRY(checkInitialised(t, b));
  TRY(checkOpenPy(t, b, "flush of closed file"));
  TRY(bufferedFlushPy(t, b));
  return Value::none();
}

Value rawFlush(Thread* t, Value* args, size_t) {
  TRY(checkInitialised(t, buffered(args[0])));
  return callMethodPy(t, buffered(args[0])->raw, names::flush);
}

// --- both

Value seekMethod(Thread* t, Value* args, size_t) {
  auto b = buffered(args[0]);
  TRY(checkInitialised(t, b));
  int whence = TRY(intArgumentPy(t, args[2]));
  if (whence < 0 || whence > 4) return raise(t, exc::ValueError, "whence value {} unsupported", whence);
  TRY(checkOpenPy(t, b, "seek of closed file"));
  TRY(checkCapabilityPy(t, b->raw, "seekable"));
  int64_t target = TRY(offsetArgumentPy(t, args[1]));
  Operation operation(t, b);
  if (!operation.ok()) return Value::error();
  if ((whence == 0 || whence == 1) && b->readable && b->writeEnd == 0 && b->readEnd > 0) {
    // A target within the buffer needs no call.
    int64_t current = b->rawPosition >= 0 ? b->rawPosition : rawTellPy(t, b);
    if (current < 0) return Value::error();
    int64_t offset = whence == 0 ? target - (current - available(b)) : target;
    if (offset >= -b->position && offset <= available(b)) {
      b->position += offset;
      return makeInt(t, current - available(b));
    }
  }
  if (b->writable && b->writeEnd) TRY(flushPendingPy(t, b));
  if (whence == 1) target -= available(b);
  int64_t position = rawSeekPy(t, b, target, whence);
  if (position < 0) return Value::error();
  dropReadAhead(b);
  return makeInt(t, position);
}

Value tellMethod(Thread* t, Value* args, size_t) {
  auto b = buffered(args[0]);
  TRY(checkInitialised(t, b));
  int64_t position = rawTellPy(t, b);
  if (position < 0) return Value::error();
  return makeInt(t, position - available(b) + b->writeEnd);
}

Value truncateMethod(Thread* t, Value* args, size_t) {
  auto b = buffered(args[0]);
  TRY(checkInitialised(t, b));
  TRY(checkOpenPy(t, b, "truncate of closed file"));
  if (!b->writable) return raiseUnsupported(t, "truncate");
  Operation operation(t, b);
  if (!operation.ok()) return Value::error();
  TRY(flushPendingPy(t, b));
  TRY(rewindPy(t, b));
  Value result = TRY(callNamedPy(t, b->raw, "truncate", {args[1]}));
  b->rawPosition = -1;
  return result;
}

Value closeMethod(Thread* t, Value* args, size_t) {
  auto b = buffered(args[0]);
  TRY(checkInitialised(t, b));
  if (TRY(closedPy(t, b))) return Value::none();
  if (b->finalizing) {
    if (callNamedPy(t, args[0], "_dealloc_warn", {args[0]}).isError()) clearPending(t);
  }
  Value flushed = callMethodPy(t, args[0], names::flush);
  Value error = flushed.isError() ? takePending(t) : Value::unbound();
  Value closed = Value::error();
  {
    Operation operation(t, b);  // who writes meanwhile finds a closed stream
    if (operation.ok()) closed = callMethodPy(t, b->raw, names::close);
  }
  dropReadAhead(b);
  b->writeEnd = 0;
  if (error.isUnbound()) return closed;
  if (closed.isError()) {  // the error of close() is raised in the context of that of flush()
    Value second = takePending(t);
    auto e = dynCast<Exception>(second);
    if (e && e->context.isNone() && second != error) {
      e->context = error;
      writeBarrier(e);
    }
    error = second;
  }
  restorePending(t, error);
  return Value::error();
}

Value detachMethod(Thread* t, Value* args, size_t) {
  auto b = buffered(args[0]);
  TRY(checkInitialised(t, b));
  TRY(callMethodPy(t, args[0], names::flush));
  Value raw = b->raw;
  setWrapped(raw, false);
  b->raw = Value::unbound();
  b->detached = true;
  b->initialised = false;
  return raw;
}

Value deallocWarn(Thread* t, Value* args, size_t) {
  auto b = buffered(args[0]);
  if (b->initialised && callNamedPy(t, b->raw, "_dealloc_warn", {args[1]}).isError()) clearPending(t);
  return Value::none();
}

Value delegate(Thread* t, Value self, const char* name) {
  TRY(checkInitialised(t, buffered(self)));
  return callNamedPy(t, buffered(self)->raw, name);
}
Value seekableMethod(Thread* t, Value* args, size_t) { return delegate(t, args[0], "seekable"); }
Value readableMethod(Thread* t, Value* args, size_t) { return delegate(t, args[0], "readable"); }
Value writableMethod(Thread* t, Value* args, size_t) { return delegate(t, args[0], "writable"); }
Value filenoMethod(Thread* t, Value* args, size_t) { return delegate(t, args[0], "fileno"); }
Value isattyMethod(Thread* t, Value* args, size_t) { return delegate(t, args[0], "isatty"); }

Value sizeOfMethod(Thread*, Value* args, size_t) {
  auto b = buffered(args[0]);
  return Value::smallInt(static_cast<int64_t>(sizeof(Buffered)) + (b->buffer ? b->size : 0));
}

Value getRaw(Thread*, Value self) { return buffered(self)->raw.isUnbound() ? Value::none() : buffered(self)->raw; }
Value getClosed(Thread* t, Value self) {
  TRY(checkInitialised(t, buffered(self)));
  return getAttrPy(t, buffered(self)->raw, names::closed);
}
Value getName(Thread* t, Value self) {
  TRY(checkInitialised(t, buffered(self)));
  return getAttrPy(t, buffered(self)->raw, names::name);
}
Value getMode(Thread* t, Value self) {
  TRY(checkInitialised(t, buffered(self)));
  return getAttrPy(t, buffered(self)->raw, names::mode);
}
Value getFinalizing(Thread*, Value self) { return Value::boolean(buffered(self)->finalizing); }
bool setFinalizing(Thread* t, Value self, Value v) {
  buffered(self)->finalizing = TRY(truthPy(t, v));
  return true;
}

Value reprSlot(Thread* t, Value self) {
  std::string type = typeName(self);
  Value name = Value::unbound();
  if (buffered(self)->initialised) {
    name = findAttrPy(t, self, names::name);
    if (name.isError()) {
      if (!pendingIs(t, exc::ValueError)) return name;
      clearPending(t);
      name = Value::unbound();
    }
  }
  if (name.isUnbound()) return Value(TRY(makeStr(t, "<" + type + ">")));
  NativeCall guard(t, " while getting the repr of an object");
  if (!guard.ok()) return Value::error();
  std::string shown = TRY(reprTextPy(t, name));
  return Value(TRY(makeStr(t, "<" + type + " name=" + shown + ">")));
}

Value bufferedNew(Thread* t, Value* args, size_t) {
  auto b = TRY(allocate<Buffered>(t, args[0].as<Type>()));
  b->raw = Value::unbound();
  b->rawPosition = -1;
  return b;
}

// Shared by the three __init__: (self, raw, buffer_size).
Value initialise(Thread* t, Value* args, bool reads, bool writes) {
  auto b = buffered(args[0]);
  Value raw = args[1];
  b->initialised = false;
  b->detached = false;
  int64_t size = TRY(countArgumentPy(t, args[2]));
  if (reads && writes) TRY(checkCapabilityPy(t, raw, "seekable"));
  if (reads) TRY(checkCapabilityPy(t, raw, "readable"));
  if (writes) TRY(checkCapabilityPy(t, raw, "writable"));
  if (size <= 0) return raise(t, exc::ValueError, "buffer size must be strictly positive");
  ByteStore* store = TRY(makeByteStore(t, static_cast<size_t>(size)));
  b->raw = raw;
  b->buffer = store;
  writeBarrier(b);
  b->size = size;
  b->position = b->readEnd = b->writeEnd = 0;
  b->owner = nullptr;
  b->readable = reads;
  b->writable = writes;
  b->fastRaw = typeOf(raw) == io::fileIO;
  b->rawPosition = -1;
  if (rawTellPy(t, b) < 0) clearPending(t);
  setWrapped(raw, true);
  b->initialised = true;
  return Value::none();
}

Value readerInit(Thread* t, Value* args, size_t) { return initialise(t, args, true, false); }
Value writerInit(Thread* t, Value* args, size_t) { return initialise(t, args, false, true); }
Value randomInit(Thread* t, Value* args, size_t) { return initialise(t, args, true, true); }

const NativeDef kCreate = {"__new__", "(cls, /, *args, **kwargs)", bufferedNew, nullptr};
const NativeDef kReaderInit = {"__init__", "(self, raw, buffer_size=8192)", readerInit, nullptr};
const NativeDef kWriterInit = {"__init__", "(self, raw, buffer_size=8192)", writerInit, nullptr};
const NativeDef kRandomInit = {"__init__", "(self, raw, buffer_size=8192)", randomInit, nullptr};

#define COMMON_ROWS                                                                                                        \
  {"detach", "(self, /)", detachMethod, nullptr}, {"close", "(self, /)", closeMethod, nullptr},                            \
      {"seekable", "(self, /)", seekableMethod, nullptr}, {"fileno", "(self, /)", filenoMethod, nullptr},                  \
      {"isatty", "(self, /)", isattyMethod, nullptr}, {"_dealloc_warn", "(self, source, /)", deallocWarn, nullptr},        \
      {"__reduce__", "(self, /)", cannotPickle, nullptr}, {"__reduce_ex__", "(self, protocol, /)", cannotPickle, nullptr}, \
      {"seek", "(self, target, whence=0, /)", seekMethod, nullptr}, {"tell", "(self, /)", tellMethod, nullptr},            \
      {"truncate", "(self, pos=None, /)", truncateMethod, nullptr}, {                                                      \
    "__sizeof__", "(self, /)", sizeOfMethod, nullptr                                                                       \
  }
#define READER_ROWS                                                                                                   \
  {"readable", "(self, /)", readableMethod, nullptr}, {"read", "(self, size=-1, /)", readMethod, nullptr},            \
      {"peek", "(self, size=0, /)", peekMethod, nullptr}, {"read1", "(self, size=-1, /)", read1Method, nullptr},      \
      {"readinto", "(self, buffer, /)", readInto, nullptr}, {"readinto1", "(self, buffer, /)", readInto1, nullptr}, { \
    "readline", "(self, size=-1, /)", readLineMethod, nullptr                                                         \
  }

const NativeDef kReaderMethods[] = {COMMON_ROWS, READER_ROWS, {"flush", "(self, /)", rawFlush, nullptr}};
const NativeDef kWriterMethods[] = {
    COMMON_ROWS,
    {"writable", "(self, /)", writableMethod, nullptr},
    {"write", "(self, buffer, /)", writeMethod,
     "Write buffer b to the IO stream.\n\nReturn the number of bytes written, which is always\nthe length of b in "
     "bytes.\n\nRaise BlockingIOError if the buffer is full and the\nunderlying raw stream cannot accept more data at "
     "the "
     "moment."},
    {"flush", "(self, /)", flushMethod, nullptr}};
const NativeDef kRandomMethods[] = {COMMON_ROWS,
                                    READER_ROWS,
                                    {"writable", "(self, /)", writableMethod, nullptr},
                                    {"write", "(self, buffer, /)", writeMethod, nullptr},
                                    {"flush", "(self, /)", flushMethod, nullptr}};
#undef COMMON_ROWS
#undef READER_ROWS

const GetSetDef kGetSets[] = {
    {"raw", getRaw, nullptr, nullptr},
    {"closed", getClosed, nullptr, nullptr},
    {"name", getName, nullptr, nullptr},
    {"mode", getMode, nullptr, nullptr},
    {"_finalizing", getFinalizing, setFinalizing, nullptr},
};

constexpr Slots readerSlots() {
  Slots s;
  s.repr = reprSlot;
  s.next = nextSlot;
  return s;
}
constexpr Slots writerSlots() {
  Slots s;
  s.repr = reprSlot;
  return s;
}

// --- BufferedRWPair

BufferedPair* pairOf(Value v) { return v.as<BufferedPair>(); }

Value pairForward(Thread* t, Value half, Str* method, std::initializer_list<Value> args = {}) {
  if (half.isUnbound()) return raise(t, exc::ValueError, "I/O operation on uninitialized object");
  return callMethodPy(t, half, method, args);
}
Value pairRead(Thread* t, Value* args, size_t) { return pairForward(t, pairOf(args[0])->reader, names::read, {args[1]}); }
Value pairPeek(Thread* t, Value* args, size_t) {
  return pairForward(t, pairOf(args[0])->reader, TRY(internStr(t, "peek")), {args[1]});
}
Value pairRead1(Thread* t, Value* args, size_t) {
  return pairForward(t, pairOf(args[0])->reader, TRY(internStr(t, "read1")), {args[1]});
}
Value pairReadInto(Thread* t, Value* args, size_t) {
  return pairForward(t, pairOf(args[0])->reader, TRY(internStr(t, "readinto")), {args[1]});
}
Value pairReadInto1(Thread* t, Value* args, size_t) {
  return pairForward(t, pairOf(args[0])->reader, TRY(internStr(t, "readinto1")), {args[1]});
}
Value pairWrite(Thread* t, Value* args, size_t) { return pairForward(t, pairOf(args[0])->writer, names::write, {args[1]}); }
Value pairFlush(Thread* t, Value* args, size_t) { return pairForward(t, pairOf(args[0])->writer, names::flush); }
Value pairReadable(Thread* t, Value* args, size_t) {
  return pairForward(t, pairOf(args[0])->reader, TRY(internStr(t, "readable")));
}
Value pairWritable(Thread* t, Value* args, size_t) {
  return pairForward(t, pairOf(args[0])->writer, TRY(internStr(t, "writable")));
}
Value pairIsatty(Thread* t, Value* args, size_t) {
  Value writer = TRY(pairForward(t, pairOf(args[0])->writer, names::isatty));
  if (!writer.isFalse()) return writer;
  return pairForward(t, pairOf(args[0])->reader, names::isatty);
}
Value pairClose(Thread* t, Value* args, size_t) {
  Value first = pairForward(t, pairOf(args[0])->writer, names::close);
  Value error = first.isError() ? takePending(t) : Value::unbound();
  Value second = pairForward(t, pairOf(args[0])->reader, names::close);
  if (error.isUnbound()) return second;
  if (second.isError()) {
    Value later = takePending(t);
    auto e = dynCast<Exception>(later);
    if (e && e->context.isNone() && later != error) {
      e->context = error;
      writeBarrier(e);
    }
    error = later;
  }
  restorePending(t, error);
  return Value::error();
}
Value pairClosed(Thread* t, Value self) {
  if (pairOf(self)->writer.isUnbound())
    return raise(t, exc::RuntimeError, "the BufferedRWPair object is being garbage-collected");
  return getAttrPy(t, pairOf(self)->writer, names::closed);
}

Value pairNew(Thread* t, Value* args, size_t) {
  auto p = TRY(allocate<BufferedPair>(t, args[0].as<Type>()));
  p->reader = p->writer = Value::unbound();
  return p;
}
Value pairInit(Thread* t, Value* args, size_t) {
  auto p = pairOf(args[0]);
  TRY(checkCapabilityPy(t, args[1], "readable"));
  TRY(checkCapabilityPy(t, args[2], "writable"));
  Value reader = TRY(callPy(t, Value(io::bufferedReader), {args[1], args[3]}));
  Value writer = TRY(callPy(t, Value(io::bufferedWriter), {args[2], args[3]}));
  p->reader = reader;
  p->writer = writer;
  writeBarrier(p);
  return Value::none();
}

const NativeDef kPairCreate = {"__new__", "(cls, /, *args, **kwargs)", pairNew, nullptr};
const NativeDef kPairInit = {"__init__", "(self, reader, writer, buffer_size=8192, /)", pairInit, nullptr};
const NativeDef kPairMethods[] = {
    {"read", "(self, size=-1, /)", pairRead, nullptr},
    {"peek", "(self, size=0, /)", pairPeek, nullptr},
    {"read1", "(self, size=-1, /)", pairRead1, nullptr},
    {"readinto", "(self, buffer, /)", pairReadInto, nullptr},
    {"readinto1", "(self, buffer, /)", pairReadInto1, nullptr},
    {"write", "(self, buffer, /)", pairWrite, nullptr},
    {"flush", "(self, /)", pairFlush, nullptr},
    {"readable", "(self, /)", pairReadable, nullptr},
    {"writable", "(self, /)", pairWritable, nullptr},
    {"close", "(self, /)", pairClose, nullptr},
    {"isatty", "(self, /)", pairIsatty, nullptr},
};
const GetSetDef kPairGetSets[] = {{"closed", pairClosed, nullptr, nullptr}};

constexpr uint32_t kFlags = kBaseType | kHasInstanceDict | kWeakReferable;

}  // namespace

bool bufferedWritePy(Thread* t, Buffered* b, std::string_view data) {
  TRY(checkOpenPy(t, b, "write to closed file"));
  auto size = static_cast<int64_t>(data.size());
  if (b->readEnd == 0 && b->writeEnd + size <= b->size && !b->owner) {  // it fits
    std::memcpy(storage(b) + b->writeEnd, data.data(), data.size());
    b->writeEnd += size;
    return true;
  }
  Operation operation(t, b);
  if (!operation.ok()) return false;
  TRY(checkOpenPy(t, b, "write to closed file"));  // once more: another thread may have closed it while this one waited
  TRY(rewindPy(t, b));
  if (b->writeEnd + size > b->size && !flushPendingPy(t, b)) {
    if (!pendingIs(t, exc::BlockingIOError)) return false;
    // As much as there is room for is kept; the caller learns how much that was.
    int64_t room = b->size - b->writeEnd, kept = room < size ? room : size;
    std::memcpy(storage(b) + b->writeEnd, data.data(), static_cast<size_t>(kept));
    b->writeEnd += kept;
    clearPending(t);
    return kept == size || raiseBlocking(t, kept);
  }
  int64_t done = 0;
  while (size - done > b->size - b->writeEnd) {
    int64_t n = rawWritePy(t, b, data.data() + done, size - done);
    if (n == kFailed) return false;
    if (n == kWouldBlock) {
      int64_t left = size - done, kept = left < b->size ? left : b->size;
      std::memcpy(storage(b), data.data() + done, static_cast<size_t>(kept));
      b->writeEnd = kept;
      return kept == left || raiseBlocking(t, done + kept);
    }
    done += n;
    if (size - done > b->size) TRY(handlePollPy(t));
  }
  std::memcpy(storage(b) + b->writeEnd, data.data() + done, static_cast<size_t>(size - done));
  b->writeEnd += size - done;
  return true;
}

bool bufferedFlushPy(Thread* t, Buffered* b) {
  Operation operation(t, b);
  if (!operation.ok()) return false;
  TRY(flushPendingPy(t, b));
  // The raw stream stands where this one does after a flush.
  if (b->readable) TRY(rewindPy(t, b));
  return true;
}

bool bufferedRead1Py(Thread* t, Buffered* b, int64_t size, std::string* out) {
  if (size == 0) return true;
  if (available(b) == 0 || b->writeEnd) {
    // One raw read, past the buffer.
    Operation operation(t, b);
    if (!operation.ok()) return false;
    TRY(prepareToReadPy(t, b));
    dropReadAhead(b);
    out->resize(static_cast<size_t>(size));
    int64_t n = rawReadPy(t, b, out->data(), size);
    out->resize(n > 0 ? static_cast<size_t>(n) : 0);
    return n != kFailed;
  }
  int64_t n = available(b) < size ? available(b) : size;
  out->append(reinterpret_cast<char*>(storage(b)) + b->position, static_cast<size_t>(n));
  b->position += n;
  return true;
}

Value bufferedReadAllPy(Thread* t, Buffered* b) {
  TRY(checkOpenPy(t, b, "read of closed file"));
  Operation operation(t, b);
  if (!operation.ok()) return Value::error();
  return readAllLocked(t, b);
}

Value makeBufferedPy(Thread* t, Type* type, Value raw, int64_t size) {
  return callPy(t, Value(type), {raw, Value::smallInt(size)});
}

namespace io {
extern const TypeSpec bufferedReaderSpec = {.name = "_io.BufferedReader",
                                            .base = &bufferedIOBase,
                                            .kind = Kind::Buffered,
                                            .flags = kFlags,
                                            .slots = readerSlots(),
                                            .methods = kReaderMethods,
                                            .getsets = kGetSets,
                                            .create = &kCreate,
                                            .init = &kReaderInit,
                                            .doc = "A buffer for reading over a raw stream."};
extern const TypeSpec bufferedWriterSpec = {.name = "_io.BufferedWriter",
                                            .base = &bufferedIOBase,
                                            .kind = Kind::Buffered,
                                            .flags = kFlags,
                                            .slots = writerSlots(),
                                            .methods = kWriterMethods,
                                            .getsets = kGetSets,
                                            .create = &kCreate,
                                            .init = &kWriterInit,
                                            .doc = "A buffer for writing over a raw stream."};
extern const TypeSpec bufferedRandomSpec = {.name = "_io.BufferedRandom",
                                            .base = &bufferedIOBase,
                                            .kind = Kind::Buffered,
                                            .flags = kFlags,
                                            .slots = readerSlots(),
                                            .methods = kRandomMethods,
                                            .getsets = kGetSets,
                                            .create = &kCreate,
                                            .init = &kRandomInit,
                                            .doc = "A buffer for reading and writing over a raw stream that can seek."};
extern const TypeSpec bufferedPairSpec = {
    .name = "_io.BufferedRWPair",
    .base = &bufferedIOBase,
    .kind = Kind::BufferedPair,
    .flags = kFlags,
    .methods = kPairMethods,
    .getsets = kPairGetSets,
    .create = &kPairCreate,
    .init = &kPairInit,
    .doc =
        "A reader and a writer taken together as one stream, as for a socket or a pair of pipes.\n"
        "\n"
        "Both are raw streams; buffer_size holds for each of the two buffers."};
}  // namespace io

}  // namespace typhon
