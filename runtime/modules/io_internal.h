// What the files of the _io module share: layouts of its types, and helpers.
//
// Finalization: a stream that wraps another one marks it (`wrapped`), so that of a chain that became unreachable only
// the outermost stream is closed by its finalizer, and buffered data reaches the file whatever order finalizers run in.
#pragma once

#include <string>
#include <string_view>

#include "runtime/exec/errors.h"
#include "runtime/exec/thread.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/exception.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {

struct Module;

inline constexpr int64_t kDefaultBufferSize = 8192;

struct FileIO : Object {
  int fd;  // -1: closed
  bool created, readable, writable, appending;
  int8_t seekable;  // -1: not asked yet
  bool closeFd, finalizing, wrapped;
  uint32_t blockSize;
};

// BufferedReader, BufferedWriter and BufferedRandom. The buffer holds either read-ahead, [position, readEnd), or data
// to be written, [0, writeEnd); never both.
struct Buffered : Object {
  Value raw;  // Unbound: not initialised, or detached
  ByteStore* buffer;
  int64_t size;  // of the buffer
  int64_t position, readEnd, writeEnd;
  int64_t rawPosition;  // of the raw stream; -1: not known
  Thread* owner;        // the thread inside an operation
  bool initialised, detached, readable, writable, finalizing, wrapped;
  bool fastRaw;  // raw is exactly a FileIO
};

struct BufferedPair : Object {
  Value reader, writer;  // Buffered
};

struct BytesIO : Object {
  Bytes* shared;     // what it was made from, until it is written to; then null
  ByteStore* store;  // its own memory otherwise
  int64_t size, position;
  int64_t exports;
  bool closed;
};
// Exports the memory of a BytesIO to memoryviews.
struct BytesIOBuffer : Object {
  BytesIO* source;
};

struct StringIO : Object {
  TextBuffer* text;  // owned; null: not initialised
  int64_t position;
  int64_t counted;    // external bytes that `text` was last said to take
  Value decoder;      // NewlineDecoder or None
  Value newline;      // str that '\n' is written as, or None
  Value readNewline;  // the newline argument: str or None
  bool readUniversal, readTranslate, closed;
};

// Universal newlines over another incremental decoder (or over text already decoded: None).
struct NewlineDecoder : Object {
  Value decoder;  // Unbound: not initialised
  Value errors;
  bool translate, pendingCr;
  uint8_t seen;  // kSeenCr, kSeenLf, kSeenCrLf
};
enum SeenNewlines : uint8_t { kSeenCr = 1, kSeenLf = 2, kSeenCrLf = 4 };

// TextIOWrapper. Common encodings are converted here; for others `encoder` and `decoder` are the codec's incremental
// objects.
struct TextIO : Object {
  Value buffer;              // Unbound: not initialised, or detached
  Value encoding, errors;    // str
  Value encoder, decoder;    // None: native, or the stream cannot write or read
  Value readNewline;         // the newline argument: str or None
  Value decoded;             // str that was read ahead, or None
  Value snapshotInput;       // bytes that gave `decoded` (with what the decoder held before), or None
  std::string* pending;      // encoded text not yet given to the buffer; owned
  const char* writeNewline;  // what '\n' is written as, or null
  uint64_t decodedUsed;      // characters of `decoded` that were consumed
  uint64_t snapshotFlags;    // the decoder's flags before snapshotInput
  int64_t chunkSize;
  double bytesPerChar;
  NativeCodec codec;  // None: by encoder and decoder
  uint8_t incompleteSize;
  char incomplete[14];  // native decoding: bytes of an unfinished character
  bool pendingCr;       // native decoding, universal newlines
  uint8_t seen;
  bool canRead, canWrite, lineBuffering, writeThrough, readUniversal, readTranslate, writeTranslate, seekable, telling, hasRead1,
      initialised, detached, finalizing, startOfStream;
};

// Types of the module.
namespace io {
extern Type *ioBase, *rawIOBase, *bufferedIOBase, *textIOBase, *fileIO, *bufferedReader, *bufferedWriter, *bufferedRandom,
    *bufferedPair, *bytesIO, *bytesIOBuffer, *stringIO, *textIO, *newlineDecoder;
extern Type* unsupportedOperation;  // a class: io.UnsupportedOperation
extern const TypeSpec ioBaseSpec, rawIOBaseSpec, bufferedIOBaseSpec, textIOBaseSpec, fileIOSpec, bufferedReaderSpec,
    bufferedWriterSpec, bufferedRandomSpec, bufferedPairSpec, bytesIOSpec, bytesIOBufferSpec, stringIOSpec, textIOSpec,
    newlineDecoderSpec;
}  // namespace io

// io.UnsupportedOperation(what).
Raised raiseUnsupported(Thread* t, const char* what);

// Attribute `closed`, by getattr. ValueError "I/O operation on closed file." when it is true.
Maybe<bool> isClosedPy(Thread* t, Value stream);
bool checkClosedPy(Thread* t, Value stream, const char* message = "I/O operation on closed file.");
// stream.readable() and so on must be true: UnsupportedOperation "File or stream is not readable.".
bool checkCapabilityPy(Thread* t, Value stream, const char* method);
// Calls a method by name.
Value callNamedPy(Thread* t, Value v, const char* name, std::initializer_list<Value> args = {});
// A "size or None" argument: None is -1. TypeError "argument should be integer or None, not 'x'".
Maybe<int64_t> sizeArgumentPy(Thread* t, Value v);
// An offset for seek and truncate (any integer; OverflowError beyond 64 bits).
Maybe<int64_t> offsetArgumentPy(Thread* t, Value v);
// A buffer that will be written to: TypeError "readinto() argument must be read-write bytes-like object, not bytes".
bool acquireWritablePy(Thread* t, Value v, const char* what, BufferHolder* buffer);
// The finalizer that all streams share: closes what is open.
void finalizeStream(Thread* t, Value self);
Value cannotPickle(Thread* t, Value* args, size_t argc);
// Line iteration through readline().
Value nextLinePy(Thread* t, Value self);
// Marks a raw or buffered stream as wrapped by another (or no longer).
void setWrapped(Value stream, bool wrapped);
// bytes, cut from a builder.
Value bytesValue(Thread* t, std::string_view bytes);

// io_file.cpp: direct access for the buffered types. Retry after signals; -1 with an exception pending; -2: would
// block.
int64_t fileRead(Thread* t, FileIO* f, void* out, int64_t size);
int64_t fileWrite(Thread* t, FileIO* f, const void* data, int64_t size);
int64_t fileSeek(Thread* t, FileIO* f, int64_t offset, int whence);
Value makeFileIOPy(Thread* t, Value file, const char* mode, bool closeFd, Value opener);

// io_buffered.cpp.
Value makeBufferedPy(Thread* t, Type* type, Value raw, int64_t size);
bool bufferedWritePy(Thread* t, Buffered* b,
                     std::string_view data);  // the write() of BufferedWriter and BufferedRandom
bool bufferedFlushPy(Thread* t, Buffered* b);
// read1(): up to `size` bytes appended to out with at most one raw read. False: exception.
bool bufferedRead1Py(Thread* t, Buffered* b, int64_t size, std::string* out);
Value bufferedReadAllPy(Thread* t, Buffered* b);

// io_newline.cpp.
// Translates text from a decoder; `final` ends the stream.
Str* translateNewlines(Thread* t, Str* text, bool final, bool translate, bool* pendingCr, uint8_t* seen);
Value newlinesValue(Thread* t, uint8_t seen);  // None, a str or a tuple
NewlineDecoder* makeNewlineDecoder(Thread* t, Value decoder, bool translate, Value errors);
Str* decodeNewlinesPy(Thread* t, NewlineDecoder* d, Value input, bool final);

// io_text.cpp.
Value makeTextIOPy(Thread* t, Value buffer, Value encoding, Value errors, Value newline, bool lineBuffering, bool writeThrough);
// The locale's encoding, as locale.getencoding().
std::string localeEncoding();

// io_module.cpp.
Value openPy(Thread* t, Value file, Value mode, int64_t buffering, Value encoding, Value errors, Value newline, bool closeFd,
             Value opener);

}  // namespace typhon
