// _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase: the bases of all streams.
#include "runtime/exec/config.h"
#include "runtime/modules/io_internal.h"
#include "runtime/types/exception.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace io {
Type *ioBase, *rawIOBase, *bufferedIOBase, *textIOBase, *fileIO, *bufferedReader, *bufferedWriter, *bufferedRandom, *bufferedPair,
    *bytesIO, *bytesIOBuffer, *stringIO, *textIO, *newlineDecoder, *unsupportedOperation;
}  // namespace io

Raised raiseUnsupported(Thread* t, const char* what) { return raise(t, io::unsupportedOperation, "{}", what); }

Value callNamedPy(Thread* t, Value v, const char* name, std::initializer_list<Value> args) {
  return callMethodPy(t, v, TRY(internStr(t, name)), args);
}

Maybe<bool> isClosedPy(Thread* t, Value stream) {
  Value closed = TRY(getAttrPy(t, stream, names::closed));
  return truthPy(t, closed);
}

bool checkClosedPy(Thread* t, Value stream, const char* message) {
  if (TRY(isClosedPy(t, stream))) return raise(t, exc::ValueError, "{}", message);
  return true;
}

bool checkCapabilityPy(Thread* t, Value stream, const char* method) {
  Value able = TRY(callNamedPy(t, stream, method));
  if (able.isTrue()) return true;
  return raise(t, io::unsupportedOperation, "File or stream is not {}.", method);
}

Maybe<int64_t> sizeArgumentPy(Thread* t, Value v) {
  if (v.isSmallInt()) return v.asSmallInt();
  if (v.isNone()) return int64_t{-1};
  if (!isInt(v) && !typeOf(v)->slots.index)
    return raise(t, exc::TypeError, "argument should be integer or None, not '{}'", typeName(v));
  return indexInt64Py(t, v, exc::OverflowError);
}

Maybe<int64_t> offsetArgumentPy(Thread* t, Value v) {
  if (v.isSmallInt()) return v.asSmallInt();
  return indexInt64Py(t, v, exc::OverflowError);
}

bool acquireWritablePy(Thread* t, Value v, const char* what, BufferHolder* buffer) {
  if (buffer->acquirePy(t, v, kBufferWritable)) return true;
  if (!pendingIs(t, exc::TypeError) && !pendingIs(t, exc::BufferError)) return false;
  clearPending(t);
  return raise(t, exc::TypeError, "{} must be read-write bytes-like object, not {}", what, argumentTypeName(v));
}

Value bytesValue(Thread* t, std::string_view bytes) { return Value(TRY(makeBytes(t, bytes))); }

void setWrapped(Value stream, bool wrapped) {
  if (auto f = dynCast<FileIO>(stream))
    f->wrapped = wrapped;
  else if (auto b = dynCast<Buffered>(stream))
    b->wrapped = wrapped;
}

Value cannotPickle(Thread* t, Value* args, size_t) {
  std::string_view name = typeName(args[0]);
  size_t dot = name.rfind('.');
  return raise(t, exc::TypeError, "cannot pickle '{}' instances", dot == name.npos ? name : name.substr(dot + 1));
}

void finalizeStream(Thread* t, Value self) {
  if (auto f = dynCast<FileIO>(self)) {
    if (f->wrapped || f->fd < 0) return;
  } else if (auto b = dynCast<Buffered>(self)) {
    if (b->wrapped || !b->initialised) return;
  }
  PendingSaver saver(t);
  Maybe<bool> closed = isClosedPy(t, self);
  if (!closed.ok()) clearPending(t);
  if (closed.ok() && *closed) return;
  // Tells close() that it was not asked for: it warns about files left open.
  Str* mark = internStr(t, "_finalizing");
  if (!mark || !setAttrPy(t, self, mark, Value::boolean(true))) clearPending(t);
  if (callMethodPy(t, self, names::close).isError()) {
    if (config().devMode)
      writeUnraisablePy(t, self);
    else
      clearPending(t);
  }
}

Value nextLinePy(Thread* t, Value self) {
  Value line = TRY(callMethodPy(t, self, names::readline));
  int64_t length = TRY(lengthPy(t, line));
  return length ? line : Value::unbound();
}

namespace {

// --- _IOBase

Str* closedMark() {
  static Str* mark = nullptr;  // interned strings live for ever
  if (!mark) mark = internStr(currentThread(), "__IOBase_closed");
  return mark;
}

Maybe<bool> markedClosedPy(Thread* t, Value self) {
  Value mark = TRY(findAttrPy(t, self, closedMark()));
  if (mark.isUnbound()) return false;
  return truthPy(t, mark);
}

Value baseSeek(Thread* t, Value*, size_t) { return raiseUnsupported(t, "seek"); }
Value baseTell(Thread* t, Value* args, size_t) {
  return callNamedPy(t, args[0], "seek", {Value::smallInt(0), Value::smallInt(1)});
}
Value baseTruncate(Thread* t, Value*, size_t) { return raiseUnsupported(t, "truncate"); }
Value baseFileno(Thread* t, Value*, size_t) { return raiseUnsupported(t, "fileno"); }

Value baseFlush(Thread* t, Value* args, size_t) {
  if (TRY(markedClosedPy(t, args[0]))) return raise(t, exc::ValueError, "I/O operation on closed file.");
  return Value::none();
}

Value baseClose(Thread* t, Value* args, size_t) {
  if (TRY(markedClosedPy(t, args[0]))) return Value::none();
  Value flushed = callMethodPy(t, args[0], names::flush);
  Value error = flushed.isError() ? takePending(t) : Value::unbound();
  bool marked = setAttrPy(t, args[0], closedMark(), Value::boolean(true));
  if (!error.isUnbound()) {
    if (!marked) clearPending(t);
    restorePending(t, error);
    return Value::error();
  }
  return marked ? Value::none() : Value::error();
}

Value baseFalse(Thread*, Value*, size_t) { return Value::boolean(false); }

Value baseIsatty(Thread* t, Value* args, size_t) {
  TRY(checkClosedPy(t, args[0]));
  return Value::boolean(false);
}

Value baseCheckClosed(Thread* t, Value* args, size_t) {
  TRY(checkClosedPy(t, args[0]));
  return Value::none();
}
Value baseCheckSeekable(Thread* t, Value* args, size_t) {
  TRY(checkCapabilityPy(t, args[0], "seekable"));
  return Value::boolean(true);
}
Value baseCheckReadable(Thread* t, Value* args, size_t) {
  TRY(checkCapabilityPy(t, args[0], "readable"));
  return Value::boolean(true);
}
Value baseCheckWritable(Thread* t, Value* args, size_t) {
  TRY(checkCapabilityPy(t, args[0], "writable"));
  return Value::boolean(true);
}

Value baseEnter(Thread* t, Value* args, size_t) {
  TRY(checkClosedPy(t, args[0]));
  return args[0];
}
Value baseExit(Thread* t, Value* args, size_t) { return callMethodPy(t, args[0], names::close); }

Value baseReadline(Thread* t, Value* args, size_t) {
  Value self = args[0];
  int64_t limit = TRY(sizeArgumentPy(t, args[1]));
  Value peek = TRY(findAttrPy(t, self, TRY(internStr(t, "peek"))));
  std::string line;
  while (limit < 0 || static_cast<int64_t>(line.size()) < limit) {
    int64_t want = 1;
    if (!peek.isUnbound()) {
      Value ahead = TRY(callPy(t, peek, {Value::smallInt(1)}));
      auto bytes = dynCast<Bytes>(ahead);
      if (!bytes) return raise(t, exc::OSError, "peek() should have returned a bytes object, not '{}'", typeName(ahead));
      if (bytes->length > 0) {
        size_t newline = bytes->view().find('\n');
        want = static_cast<int64_t>(newline == std::string_view::npos ? bytes->length : newline + 1);
        int64_t room = limit - static_cast<int64_t>(line.size());
        if (limit >= 0 && want > room) want = room;
      }
    }
    Value got = TRY(callMethodPy(t, self, names::read, {Value::smallInt(want)}));
    auto bytes = dynCast<Bytes>(got);
    if (!bytes) return raise(t, exc::OSError, "read() should have returned a bytes object, not '{}'", typeName(got));
    if (bytes->length == 0) break;
    line += bytes->view();
    if (line.back() == '\n') break;
  }
  return bytesValue(t, line);
}

Value baseReadlines(Thread* t, Value* args, size_t) {
  int64_t hint = TRY(sizeArgumentPy(t, args[1]));
  List* lines = TRY(makeList(t));
  Value iterator = TRY(iterPy(t, args[0]));
  for (int64_t total = 0;;) {
    Value line = TRY(nextPy(t, iterator));
    if (line.isUnbound()) break;
    TRY(listAppend(t, lines, line));
    if (hint <= 0) continue;
    total += TRY(lengthPy(t, line));
    if (total > hint) break;
  }
  return lines;
}

Value baseWritelines(Thread* t, Value* args, size_t) {
  TRY(checkClosedPy(t, args[0]));
  Value iterator = TRY(iterPy(t, args[1]));
  for (;;) {
    Value line = TRY(nextPy(t, iterator));
    if (line.isUnbound()) return Value::none();
    TRY(callMethodPy(t, args[0], names::write, {line}));
  }
}

Value baseIter(Thread* t, Value self) {
  TRY(checkClosedPy(t, self));
  return self;
}

Value getClosed(Thread* t, Value self) { return Value::boolean(TRY(markedClosedPy(t, self))); }

Value baseNew(Thread* t, Value* args, size_t) {
  Object* o = TRY(allocateInstance(t, args[0].as<Type>(), sizeof(Instance)));
  return o;
}

const NativeDef kBaseCreate = {"__new__", "(cls, /, *args, **kwargs)", baseNew, nullptr};
const NativeDef kBaseMethods[] = {
    {"seek", "(self, offset, whence=0, /)", baseSeek,
     "Change the stream position to the given byte offset.\n\n  offset\n    The stream position, relative to "
     "'whence'.\n  "
     "whence\n    The relative position to seek from: 0 the start, 1 the current position, 2 the end.\n\nReturn the "
     "new "
     "absolute position."},
    {"tell", "(self, /)", baseTell, "Return current stream position."},
    {"truncate", "(self, size=None, /)", baseTruncate,
     "Cuts the stream off after size bytes, by default at the present position, which stays. Returns the size."},
    {"flush", "(self, /)", baseFlush, "Writes out what is buffered; does nothing for a stream that is only read."},
    {"close", "(self, /)", baseClose, "Flushes and closes the stream; a closed one can be closed again."},
    {"seekable", "(self, /)", baseFalse,
     "Whether seek(), tell() and truncate() work rather than raise OSError; may have to try."},
    {"readable", "(self, /)", baseFalse, "Whether the stream can be read; if not, read() raises OSError."},
    {"writable", "(self, /)", baseFalse, "Whether the stream can be written to; if not, write() raises OSError."},
    {"_checkClosed", "(self, /, *args)", baseCheckClosed, nullptr},
    {"_checkSeekable", "(self, /, *args)", baseCheckSeekable, nullptr},
    {"_checkReadable", "(self, /, *args)", baseCheckReadable, nullptr},
    {"_checkWritable", "(self, /, *args)", baseCheckWritable, nullptr},
    {"fileno", "(self, /)", baseFileno, "The file descriptor; OSError where there is none."},
    {"isatty", "(self, /)", baseIsatty, "Whether the stream is a terminal, as far as can be told."},
    {"__enter__", "(self, /)", baseEnter, nullptr},
    {"__exit__", "(self, /, *args)", baseExit, nullptr},
    {"readline", "(self, size=-1, /)", baseReadline,
     "The next line, at most size bytes of it if size is given.\n"
     "\n"
     "Binary lines end with b'\\n'; for text, open()'s newline says what ends a line."},
    {"readlines", "(self, hint=-1, /)", baseReadlines,
     "The remaining lines as a list; a hint ends it with the line in which so many bytes or characters have been read."},
    {"writelines", "(self, lines, /)", baseWritelines, "Writes each line of an iterable; no line ends are added."},
};
const GetSetDef kBaseGetSets[] = {{"closed", getClosed, nullptr, nullptr}};

constexpr Slots baseSlots() {
  Slots s;
  s.iter = baseIter;
  s.next = nextLinePy;
  s.finalize = finalizeStream;
  return s;
}

// --- _RawIOBase

Value rawRead(Thread* t, Value* args, size_t) {
  Value self = args[0];
  int64_t n = TRY(sizeArgumentPy(t, args[1]));
  if (n < 0) return callNamedPy(t, self, "readall");
  ByteArray* array = TRY(makeByteArray(t, {}));
  TRY(resizeByteArray(t, array, static_cast<size_t>(n)));
  if (n) std::memset(byteArrayData(array), 0, static_cast<size_t>(n));
  Value count = TRY(callNamedPy(t, self, "readinto", {Value(array)}));
  if (count.isNone()) return count;
  int64_t got = TRY(countArgumentPy(t, count));
  if (got < 0 || got > n) return raise(t, exc::ValueError, "readinto returned {} outside buffer size {}", got, n);
  return bytesValue(t, array->view().substr(0, static_cast<size_t>(got)));
}

Value rawReadAll(Thread* t, Value* args, size_t) {
  std::string all;
  for (bool any = false;; any = true) {
    Value chunk = TRY(callMethodPy(t, args[0], names::read, {Value::smallInt(kDefaultBufferSize)}));
    if (chunk.isNone()) {
      if (any && !all.empty()) break;
      return chunk;
    }
    auto bytes = dynCast<Bytes>(chunk);
    if (!bytes) return raise(t, exc::TypeError, "read() should return bytes");
    if (bytes->length == 0) break;
    all += bytes->view();
  }
  return bytesValue(t, all);
}

Value rawNotImplemented(Thread* t, Value*, size_t) { return raiseMessage(t, exc::NotImplementedError, ""); }

const NativeDef kRawMethods[] = {
    {"read", "(self, size=-1, /)", rawRead, nullptr},
    {"readall", "(self, /)", rawReadAll, "Read until EOF, using multiple read() call."},
    {"readinto", "(self, /, *args)", rawNotImplemented, nullptr},
    {"write", "(self, /, *args)", rawNotImplemented, nullptr},
};

// --- _BufferedIOBase

Value unsupportedDetach(Thread* t, Value*, size_t) { return raiseUnsupported(t, "detach"); }
Value unsupportedRead(Thread* t, Value*, size_t) { return raiseUnsupported(t, "read"); }
Value unsupportedRead1(Thread* t, Value*, size_t) { return raiseUnsupported(t, "read1"); }
Value unsupportedReadline(Thread* t, Value*, size_t) { return raiseUnsupported(t, "readline"); }
Value unsupportedWrite(Thread* t, Value*, size_t) { return raiseUnsupported(t, "write"); }

Value readIntoWith(Thread* t, Value* args, const char* method) {
  BufferHolder buffer;
  TRY(acquireWritablePy(t, args[1], method[4] ? "readinto1() argument" : "readinto() argument", &buffer));
  Value data = TRY(callNamedPy(t, args[0], method, {Value::smallInt(buffer.view.length)}));
  auto bytes = dynCast<Bytes>(data);
  if (!bytes) return raise(t, exc::TypeError, "read() should return bytes");
  if (static_cast<int64_t>(bytes->length) > buffer.view.length) {
    return raise(t, exc::ValueError, "read() returned too much data: {} bytes requested, {} returned", buffer.view.length,
                 bytes->length);
  }
  std::memcpy(buffer.view.data, bytes->data, bytes->length);
  return Value::smallInt(static_cast<int64_t>(bytes->length));
}

Value bufferedBaseReadInto(Thread* t, Value* args, size_t) { return readIntoWith(t, args, "read"); }
Value bufferedBaseReadInto1(Thread* t, Value* args, size_t) { return readIntoWith(t, args, "read1"); }

const NativeDef kBufferedBaseMethods[] = {
    {"detach", "(self, /)", unsupportedDetach, "Takes the raw stream out and returns it; the buffer cannot be used afterwards."},
    {"read", "(self, size=-1, /)", unsupportedRead,
     "Read and return up to n bytes.\n\nIf the size argument is omitted, None, or negative, read and\nreturn all data "
     "until "
     "EOF."},
    {"read1", "(self, size=-1, /)", unsupportedRead1,
     "Read and return up to size bytes, with at most one read() call to the underlying raw stream."},
    {"readinto", "(self, buffer, /)", bufferedBaseReadInto, nullptr},
    {"readinto1", "(self, buffer, /)", bufferedBaseReadInto1, nullptr},
    {"write", "(self, b, /)", unsupportedWrite,
     "Write buffer b to the IO stream.\n\nReturn the number of bytes written, which is always\nthe length of b in "
     "bytes."},
};

// --- _TextIOBase

Value textBaseWrite(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1])) {
    return raise(t, exc::TypeError, "write() argument 1 must be str, not {}", argumentTypeName(args[1]));
  }
  return raiseUnsupported(t, "write");
}

Value getNone(Thread*, Value) { return Value::none(); }

const NativeDef kTextBaseMethods[] = {
    {"detach", "(self, /)", unsupportedDetach,
     "Takes the binary stream out and returns it; the text stream cannot be used afterwards."},
    {"read", "(self, size=-1, /)", unsupportedRead,
     "The next characters, at most size; all that remain if size is negative or left out."},
    {"readline", "(self, size=-1, /)", unsupportedReadline,
     "The next line, at most size characters of it if size is given. '' at the end."},
    {"write", "(self, s, /)", textBaseWrite, "Writes text and returns the number of characters."},
};
const GetSetDef kTextBaseGetSets[] = {
    {"encoding", getNone, nullptr, "the name of the encoding, for subclasses to say"},
    {"newlines", getNone, nullptr, "the kinds of line end that reading has met, for subclasses to say"},
    {"errors", getNone, nullptr, "how errors of the encoding are handled, for subclasses to say"},
};

constexpr uint32_t kBaseFlags = kBaseType | kHasInstanceDict | kWeakReferable;

}  // namespace

namespace io {

extern const TypeSpec ioBaseSpec = {.name = "_io._IOBase",
                                    .kind = Kind::Instance,
                                    .flags = kBaseFlags,
                                    .slots = baseSlots(),
                                    .methods = kBaseMethods,
                                    .getsets = kBaseGetSets,
                                    .create = &kBaseCreate,
                                    .doc = "The abstract base class for all I/O classes."};
extern const TypeSpec rawIOBaseSpec = {.name = "_io._RawIOBase",
                                       .base = &ioBase,
                                       .kind = Kind::Instance,
                                       .flags = kBaseFlags,
                                       .methods = kRawMethods,
                                       .doc = "Base class for raw binary I/O."};
extern const TypeSpec bufferedIOBaseSpec = {.name = "_io._BufferedIOBase",
                                            .base = &ioBase,
                                            .kind = Kind::Instance,
                                            .flags = kBaseFlags,
                                            .methods = kBufferedBaseMethods,
                                            .doc = "Base class for buffered IO objects."};
extern const TypeSpec textIOBaseSpec = {.name = "_io._TextIOBase",
                                        .base = &ioBase,
                                        .kind = Kind::Instance,
                                        .flags = kBaseFlags,
                                        .methods = kTextBaseMethods,
                                        .getsets = kTextBaseGetSets,
                                        .doc =
                                            "Base class for text I/O.\n\nThis class provides a character and line based "
                                            "interface to stream\nI/O. There is no readinto method because Python's "
                                            "character strings are\nimmutable."};

}  // namespace io

}  // namespace typhon
