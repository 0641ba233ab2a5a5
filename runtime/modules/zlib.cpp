// The zlib module, over zlib.
#include <zlib.h>

#include <climits>

#include "runtime/memory/roots.h"
#include "runtime/modules/stream_codec.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

Type *zlibError, *compressType, *decompressType, *decompressorType;

constexpr int kDefaultBuffer = 16 * 1024;
// zlib counts in unsigned int; longer data goes in pieces.
constexpr size_t kPiece = UINT_MAX;

Raised raiseZlib(Thread* t, const z_stream& stream, int code, const char* what) {
  const char* message = code == Z_VERSION_ERROR ? "library version mismatch" : stream.msg;
  if (!message) {
    if (code == Z_BUF_ERROR) message = "incomplete or truncated stream";
    if (code == Z_STREAM_ERROR) message = "inconsistent stream state";
    if (code == Z_DATA_ERROR) message = "invalid input data";
  }
  if (!message) return raise(t, zlibError, "Error {} {}", code, what);
  return raise(t, zlibError, "Error {} {}: {}", code, what, std::string_view(message).substr(0, 200));
}

// A stream with the input that is still to be given to it.
struct Stream {
  z_stream z{};
  const uint8_t* in = nullptr;
  size_t left = 0;  // behind what z has

  void setInput(std::string_view data) {
    in = reinterpret_cast<const uint8_t*>(data.data());
    left = data.size();
    z.avail_in = 0;
    feed();
  }
  void feed() {
    if (z.avail_in || !left) return;
    size_t n = std::min(left, kPiece);
    z.next_in = const_cast<uint8_t*>(in);
    z.avail_in = static_cast<unsigned>(n);
    in += n;
    left -= n;
  }
  size_t unread() const { return z.avail_in + left; }
  std::string_view unreadBytes() const { return {reinterpret_cast<const char*>(z.next_in), unread()}; }
};

// Room for more output; false when there is none to be had.
bool makeRoom(z_stream& z, OutputBuffer& out) {
  if (out.available() == 0 && !out.grow()) return false;
  z.next_out = out.next();
  z.avail_out = static_cast<unsigned>(std::min(out.available(), kPiece));
  return true;
}

// Runs deflate over all the input; the last code.
int deflateAll(Stream& s, OutputBuffer& out, int flush) {
  int code = Z_OK;
  do {
    s.feed();
    int mode = s.left ? Z_NO_FLUSH : flush;
    do {
      if (!makeRoom(s.z, out)) return Z_MEM_ERROR;
      unsigned room = s.z.avail_out;
      code = deflate(&s.z, mode);
      out.commit(room - s.z.avail_out);
      if (code == Z_STREAM_ERROR) return code;
    } while (s.z.avail_out == 0);
  } while (s.left);
  return code;
}

struct CompressState : LockedState {
  Stream s;
  bool open = false;
  ~CompressState() override {
    if (open) deflateEnd(&s.z);
  }
};
struct DecompressState : LockedState {
  Stream s;
  bool open = false, eof = false;
  ~DecompressState() override {
    if (open) inflateEnd(&s.z);
  }
};
enum DecompressFields { kUnusedData, kUnconsumedTail, kDictionary };

Maybe<uint32_t> maskedArgumentPy(Thread* t, Value v) {
  Value i = TRY(indexPy(t, v));
  Value low = TRY(intAnd(t, i, Value::smallInt(0xFFFFFFFF)));
  return static_cast<uint32_t>(low.asSmallInt());
}

template <auto checksum>
Value checksumFunction(Thread* t, Value* args, size_t) {
  BufferHolder data;
  TRY(data.acquirePy(t, args[0]));
  unsigned long value = TRY(maskedArgumentPy(t, args[1]));
  std::string_view bytes = data.bytes();
  auto run = [&] { return checksum(value, reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()); };
  value = bytes.size() > 5 * 1024 ? blocking(t, run) : run();
  return Value::smallInt(static_cast<int64_t>(value & 0xFFFFFFFF));
}

Value compressFunction(Thread* t, Value* args, size_t) {
  BufferHolder data;
  TRY(data.acquirePy(t, args[0]));
  int level = TRY(intArgumentPy(t, args[1]));
  int wbits = TRY(intArgumentPy(t, args[2]));
  Stream s;
  int code = deflateInit2(&s.z, level, Z_DEFLATED, wbits, 8, Z_DEFAULT_STRATEGY);
  if (code == Z_MEM_ERROR) return raise(t, exc::MemoryError, "Out of memory while compressing data");
  if (code == Z_STREAM_ERROR) return raise(t, zlibError, "Bad compression level");
  if (code != Z_OK) {
    deflateEnd(&s.z);
    return raiseZlib(t, s.z, code, "while compressing data");
  }
  s.setInput(data.bytes());
  OutputBuffer out(-1, std::max<size_t>(256, std::min<size_t>(data.bytes().size() / 2, 1 << 20)));
  code = blocking(t, [&] { return deflateAll(s, out, Z_FINISH); });
  int ended = deflateEnd(&s.z);
  if (code == Z_MEM_ERROR) return raiseMemory(t);
  if (code == Z_STREAM_ERROR) return raiseZlib(t, s.z, code, "while compressing data");
  if (ended != Z_OK) return raiseZlib(t, s.z, ended, "while finishing compression");
  return TRY(out.finish(t));
}

Value decompressFunction(Thread* t, Value* args, size_t) {
  BufferHolder data;
  TRY(data.acquirePy(t, args[0]));
  int wbits = TRY(intArgumentPy(t, args[1]));
  int64_t size = TRY(countArgumentPy(t, args[2]));
  if (size < 0) return raise(t, exc::ValueError, "bufsize must be non-negative");
  Stream s;
  int code = inflateInit2(&s.z, wbits);
  if (code == Z_MEM_ERROR) return raise(t, exc::MemoryError, "Out of memory while decompressing data");
  if (code != Z_OK) {
    inflateEnd(&s.z);
    return raiseZlib(t, s.z, code, "while preparing to decompress data");
  }
  s.setInput(data.bytes());
  OutputBuffer out(-1, std::max<size_t>(static_cast<size_t>(size), 1));
  code = blocking(t, [&] {
    int result = Z_OK;
    do {
      s.feed();
      do {
        if (!makeRoom(s.z, out)) return Z_MEM_ERROR;
        unsigned room = s.z.avail_out;
        result = inflate(&s.z, s.left ? Z_NO_FLUSH : Z_FINISH);
        out.commit(room - s.z.avail_out);
        if (result != Z_OK && result != Z_BUF_ERROR && result != Z_STREAM_END) return result;
      } while (s.z.avail_out == 0);
    } while (result != Z_STREAM_END && s.unread());
    return result;
  });
  if (code != Z_STREAM_END) {
    Raised raised = code == Z_MEM_ERROR ? raise(t, exc::MemoryError, "Out of memory while decompressing data")
                                        : raiseZlib(t, s.z, code, "while decompressing data");
    inflateEnd(&s.z);
    return raised;
  }
  code = inflateEnd(&s.z);
  if (code != Z_OK) return raiseZlib(t, s.z, code, "while finishing decompression");
  return TRY(out.finish(t));
}

// --- compressobj

Value compressObject(Thread* t, Value* args, size_t) {
  int numbers[5];
  for (int i = 0; i < 5; ++i) numbers[i] = TRY(intArgumentPy(t, args[i]));
  BufferHolder dictionary;
  if (!args[5].isNone()) TRY(dictionary.acquirePy(t, args[5]));
  auto state = std::make_unique<CompressState>();
  int code = deflateInit2(&state->s.z, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
  if (code == Z_MEM_ERROR) return raise(t, exc::MemoryError, "Can't allocate memory for compression object");
  if (code == Z_STREAM_ERROR) return raise(t, exc::ValueError, "Invalid initialization option");
  if (code != Z_OK) return raiseZlib(t, state->s.z, code, "while creating compression object");
  state->open = true;
  state->externalBytes = (int64_t{4} << (std::abs(numbers[2]) & 15)) + (int64_t{512} << numbers[3]);  // zconf.h
  if (!args[5].isNone()) {
    std::string_view bytes = dictionary.bytes();
    if (bytes.size() > UINT_MAX) return raise(t, exc::OverflowError, "zdict length does not fit in an unsigned int");
    code = deflateSetDictionary(&state->s.z, reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<unsigned>(bytes.size()));
    if (code == Z_STREAM_ERROR) return raise(t, exc::ValueError, "Invalid dictionary");
    if (code != Z_OK) return raise(t, exc::ValueError, "deflateSetDictionary()");
  }
  return TRY(makeHostObject(t, compressType, std::move(state)));
}

CompressState* compressor(Value v) { return v.as<HostObject>()->stateAs<CompressState>(); }

Value compressMethod(Thread* t, Value* args, size_t) {
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  CompressState* state = compressor(args[0]);
  StateLock lock(t, state);
  state->s.setInput(data.bytes());
  OutputBuffer out;
  int code = blocking(t, [&] { return deflateAll(state->s, out, Z_NO_FLUSH); });
  if (code == Z_MEM_ERROR) return raiseMemory(t);
  if (code == Z_STREAM_ERROR) return raiseZlib(t, state->s.z, code, "while compressing data");
  return TRY(out.finish(t));
}

Value compressFlush(Thread* t, Value* args, size_t) {
  int mode = TRY(intArgumentPy(t, args[1]));
  if (mode == Z_NO_FLUSH) return TRY(makeBytes(t, ""));
  CompressState* state = compressor(args[0]);
  StateLock lock(t, state);
  state->s.setInput({});
  OutputBuffer out;
  int code = blocking(t, [&] { return deflateAll(state->s, out, mode); });
  if (code == Z_MEM_ERROR) return raiseMemory(t);
  if (code == Z_STREAM_ERROR) return raiseZlib(t, state->s.z, code, "while flushing");
  if (code == Z_STREAM_END && mode == Z_FINISH) {
    code = deflateEnd(&state->s.z);
    state->open = false;
    if (code != Z_OK) return raiseZlib(t, state->s.z, code, "while finishing compression");
  } else if (code != Z_OK && code != Z_BUF_ERROR) {
    return raiseZlib(t, state->s.z, code, "while flushing");
  }
  return TRY(out.finish(t));
}

template <class State, auto copy>
Value copyStream(Thread* t, HostObject* self, Type* type, const char* what, const char* noMemory) {
  auto* old = self->stateAs<State>();
  auto state = std::make_unique<State>();
  {
    StateLock lock(t, old);
    int code = copy(&state->s.z, &old->s.z);
    if (code == Z_STREAM_ERROR) return raise(t, exc::ValueError, "Inconsistent stream state");
    if (code == Z_MEM_ERROR) return raise(t, exc::MemoryError, "{}", noMemory);
    if (code != Z_OK) return raiseZlib(t, old->s.z, code, what);
    state->open = true;
    if constexpr (std::is_same_v<State, DecompressState>) state->eof = old->eof;
  }
  HostObject* made = TRY(makeHostObject(t, type, std::move(state)));
  for (int i = 0; i < HostObject::kFields; ++i) made->fields[i] = self->fields[i];
  writeBarrier(made);
  return made;
}

Value compressCopy(Thread* t, Value* args, size_t) {
  return copyStream<CompressState, deflateCopy>(t, args[0].as<HostObject>(), compressType, "while copying compression object",
                                                "Can't allocate memory for compression object");
}

// --- decompressobj

bool setDictionary(Thread* t, z_stream& z, Value dictionary) {
  BufferHolder bytes;
  TRY(bytes.acquirePy(t, dictionary));
  if (bytes.bytes().size() > UINT_MAX) return raise(t, exc::OverflowError, "zdict length does not fit in an unsigned int");
  int code = inflateSetDictionary(&z, reinterpret_cast<const uint8_t*>(bytes.bytes().data()),
                                  static_cast<unsigned>(bytes.bytes().size()));
  if (code != Z_OK) return raiseZlib(t, z, code, "while setting zdict");
  return true;
}

Value decompressObject(Thread* t, Value* args, size_t) {
  int wbits = TRY(intArgumentPy(t, args[0]));
  if (!args[1].isUnbound() && !hasBuffer(args[1]))
    return raise(t, exc::TypeError, "zdict argument must support the buffer protocol");
  auto state = std::make_unique<DecompressState>();
  int code = inflateInit2(&state->s.z, wbits);
  if (code == Z_STREAM_ERROR) return raise(t, exc::ValueError, "Invalid initialization option");
  if (code == Z_MEM_ERROR) return raise(t, exc::MemoryError, "Can't allocate memory for decompression object");
  if (code != Z_OK) return raiseZlib(t, state->s.z, code, "while creating decompression object");
  state->open = true;
  state->externalBytes = 40 << 10;
  if (!args[1].isUnbound() && wbits < 0) TRY(setDictionary(t, state->s.z, args[1]));
  HostObject* made = TRY(makeHostObject(t, decompressType, std::move(state)));
  Value empty = TRY(makeBytes(t, ""));
  made->fields[kUnusedData] = made->fields[kUnconsumedTail] = empty;
  made->fields[kDictionary] = args[1];
  writeBarrier(made);
  return made;
}

DecompressState* decompressor(Value v) { return v.as<HostObject>()->stateAs<DecompressState>(); }

// Keeps what was not read: behind the end of the stream, or when the output was limited.
bool saveUnread(Thread* t, HostObject* self, int code) {
  Stream& s = self->stateAs<DecompressState>()->s;
  std::string left(s.unreadBytes());
  bool ended = code == Z_STREAM_END;
  if (ended) {
    if (!left.empty()) {
      std::string all(self->fields[kUnusedData].as<Bytes>()->view());
      all += left;
      self->fields[kUnusedData] = TRY(makeBytes(t, all));
      writeBarrier(self);
    }
    s.setInput({});
  }
  // A tail of an earlier call is replaced even at the end, by what then is unused data as well.
  if ((!ended && !left.empty()) || self->fields[kUnconsumedTail].as<Bytes>()->length) {
    self->fields[kUnconsumedTail] = TRY(makeBytes(t, left));
    writeBarrier(self);
  }
  return true;
}

// Inflates the input, setting the dictionary when the stream asks for it. The last code in *code; false: exception.
bool inflateAllPy(Thread* t, HostObject* self, OutputBuffer& out, bool finish, int* code) {
  Stream& s = self->stateAs<DecompressState>()->s;
  while (true) {
    *code = blocking(t, [&] {
      int result = Z_OK;
      do {
        s.feed();
        do {
          if (!makeRoom(s.z, out)) return out.failed() ? Z_MEM_ERROR : result;
          unsigned room = s.z.avail_out;
          result = inflate(&s.z, !finish ? Z_SYNC_FLUSH : s.left ? Z_NO_FLUSH : Z_FINISH);
          out.commit(room - s.z.avail_out);
          if (result != Z_OK && result != Z_BUF_ERROR && result != Z_STREAM_END) return result;
        } while (s.z.avail_out == 0);
      } while (result != Z_STREAM_END && s.unread());
      return result;
    });
    if (*code != Z_NEED_DICT || self->fields[kDictionary].isUnbound()) return true;
    TRY(setDictionary(t, s.z, self->fields[kDictionary]));
  }
}

Value decompressMethod(Thread* t, Value* args, size_t) {
  BufferHolder data;
  TRY(data.acquirePy(t, args[1]));
  int64_t limit = TRY(countArgumentPy(t, args[2]));
  if (limit < 0) return raise(t, exc::ValueError, "max_length must be non-negative");
  auto* self = args[0].as<HostObject>();
  DecompressState* state = decompressor(args[0]);
  StateLock lock(t, state);
  state->s.setInput(data.bytes());
  OutputBuffer out(limit ? limit : -1);
  int code;
  TRY(inflateAllPy(t, self, out, false, &code));
  if (code == Z_MEM_ERROR && out.failed()) return raiseMemory(t);
  TRY(saveUnread(t, self, code));
  if (code == Z_STREAM_END) {
    state->eof = true;
  } else if (code != Z_OK && code != Z_BUF_ERROR) {
    return raiseZlib(t, state->s.z, code, "while decompressing data");
  }
  return TRY(out.finish(t));
}

Value decompressFlush(Thread* t, Value* args, size_t) {
  int64_t length = TRY(countArgumentPy(t, args[1]));
  if (length <= 0) return raise(t, exc::ValueError, "length must be greater than zero");
  auto* self = args[0].as<HostObject>();
  DecompressState* state = decompressor(args[0]);
  StateLock lock(t, state);
  Value tail = self->fields[kUnconsumedTail];
  state->s.setInput(tail.as<Bytes>()->view());
  OutputBuffer out(-1, static_cast<size_t>(length));
  int code;
  TRY(inflateAllPy(t, self, out, true, &code));
  if (code == Z_MEM_ERROR && out.failed()) return raiseMemory(t);
  TRY(saveUnread(t, self, code));
  if (code == Z_STREAM_END) {
    state->eof = true;
    code = inflateEnd(&state->s.z);
    state->open = false;
    if (code != Z_OK) return raiseZlib(t, state->s.z, code, "while finishing decompression");
  }
  return TRY(out.finish(t));
}

Value decompressCopy(Thread* t, Value* args, size_t) {
  return copyStream<DecompressState, inflateCopy>(t, args[0].as<HostObject>(), decompressType,
                                                  "while copying decompression object",
                                                  "Can't allocate memory for decompression object");
}

template <int field>
Value getField(Thread*, Value v) {
  return v.as<HostObject>()->fields[field];
}
Value getEof(Thread*, Value v) { return Value::boolean(decompressor(v)->eof); }

// --- _ZlibDecompressor

struct ZlibDecompressor : Decompressor {
  z_stream z{};
  bool open = false;
  int code = Z_OK;
  std::string dictionary;
  ~ZlibDecompressor() override {
    if (open) inflateEnd(&z);
  }
  bool step() override {
    z.next_in = const_cast<uint8_t*>(in);
    z.avail_in = static_cast<unsigned>(std::min(inLeft, kPiece));
    z.next_out = out;
    z.avail_out = static_cast<unsigned>(std::min(outLeft, kPiece));
    unsigned inBefore = z.avail_in, outBefore = z.avail_out;
    do {
      code = inflate(&z, Z_SYNC_FLUSH);
      if (code != Z_NEED_DICT || dictionary.empty()) break;
      code =
          inflateSetDictionary(&z, reinterpret_cast<const uint8_t*>(dictionary.data()), static_cast<unsigned>(dictionary.size()));
    } while (code == Z_OK);
    in += inBefore - z.avail_in;
    inLeft -= inBefore - z.avail_in;
    out += outBefore - z.avail_out;
    outLeft -= outBefore - z.avail_out;
    eof = code == Z_STREAM_END;
    return code == Z_OK || code == Z_BUF_ERROR || code == Z_STREAM_END;
  }
  Raised raiseError(Thread* t) override { return raiseZlib(t, z, code, "while decompressing data"); }
  const char* endMessage() const override { return "End of stream already reached"; }
};

Value decompressorNew(Thread* t, Value* args, size_t) {
  int wbits = TRY(intArgumentPy(t, args[1]));
  auto state = std::make_unique<ZlibDecompressor>();
  if (!args[2].isUnbound()) {
    if (!hasBuffer(args[2])) return raise(t, exc::TypeError, "zdict argument must support the buffer protocol");
    BufferHolder dictionary;
    TRY(dictionary.acquirePy(t, args[2]));
    state->dictionary = dictionary.bytes();
  }
  int code = inflateInit2(&state->z, wbits);
  if (code == Z_STREAM_ERROR) return raise(t, exc::ValueError, "Invalid initialization option");
  if (code == Z_MEM_ERROR) return raise(t, exc::MemoryError, "Can't allocate memory for decompression object");
  if (code != Z_OK) return raiseZlib(t, state->z, code, "while creating decompression object");
  state->open = true;
  if (wbits < 0 && !state->dictionary.empty()) {
    code = inflateSetDictionary(&state->z, reinterpret_cast<const uint8_t*>(state->dictionary.data()),
                                static_cast<unsigned>(state->dictionary.size()));
    if (code != Z_OK) return raiseZlib(t, state->z, code, "while setting zdict");
  }
  return TRY(makeHostObject(t, args[0].as<Type>(), std::move(state)));
}

const NativeDef kCompressMethods[] = {
    {"compress", "(self, data, /)", compressMethod, "Returns a bytes object containing compressed data."},
    {"flush", "(self, mode=4, /)", compressFlush, "Return a bytes object containing any remaining compressed data."},
    {"copy", "(self, /)", compressCopy, "Return a copy of the compression object."},
    {"__copy__", "(self, /)", compressCopy, nullptr},
    {"__deepcopy__", "(self, memo, /)", compressCopy, nullptr},
};
const TypeSpec kCompressSpec = {.name = "zlib.Compress", .kind = kHostKind, .flags = kDisallowNew, .methods = kCompressMethods};

const NativeDef kDecompressMethods[] = {
    {"decompress", "(self, data, /, max_length=0)", decompressMethod,
     "Return a bytes object containing the decompressed version of the data."},
    {"flush", "(self, length=16384, /)", decompressFlush, "Return a bytes object containing any remaining decompressed data."},
    {"copy", "(self, /)", decompressCopy, "Return a copy of the decompression object."},
    {"__copy__", "(self, /)", decompressCopy, nullptr},
    {"__deepcopy__", "(self, memo, /)", decompressCopy, nullptr},
};
const GetSetDef kDecompressGetSets[] = {
    {"unused_data", getField<kUnusedData>, nullptr, nullptr},
    {"unconsumed_tail", getField<kUnconsumedTail>, nullptr, nullptr},
    {"eof", getEof, nullptr, nullptr},
};
const TypeSpec kDecompressSpec = {.name = "zlib.Decompress",
                                  .kind = kHostKind,
                                  .flags = kDisallowNew,
                                  .methods = kDecompressMethods,
                                  .getsets = kDecompressGetSets};

const NativeDef kDecompressorNew = {"__new__", "(cls, wbits=15, zdict=<absent>)", decompressorNew, nullptr};
const TypeSpec kDecompressorSpec = {.name = "zlib._ZlibDecompressor",
                                    .kind = kHostKind,
                                    .methods = kDecompressorMethods,
                                    .getsets = kDecompressorGetSets,
                                    .create = &kDecompressorNew,
                                    .doc = "Create a decompressor object for decompressing data incrementally."};

const NativeDef kFunctions[] = {
    {"adler32", "(data, value=1, /)", checksumFunction<adler32_z>,
     "Compute an Adler-32 checksum of data.\n\nThe returned checksum is an integer."},
    {"crc32", "(data, value=0, /)", checksumFunction<crc32_z>,
     "Compute a CRC-32 checksum of data.\n\nThe returned checksum is an integer."},
    {"compress", "(data, /, level=-1, wbits=15)", compressFunction, "Returns a bytes object containing compressed data."},
    {"decompress", "(data, /, wbits=15, bufsize=16384)", decompressFunction,
     "Returns a bytes object containing the uncompressed data."},
    {"compressobj", "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)", compressObject,
     "Return a compressor object."},
    {"decompressobj", "(wbits=15, zdict=<absent>)", decompressObject, "Return a decompressor object."},
};

const IntConstant kConstants[] = {
    {"MAX_WBITS", MAX_WBITS},
    {"DEFLATED", Z_DEFLATED},
    {"DEF_MEM_LEVEL", 8},
    {"DEF_BUF_SIZE", kDefaultBuffer},
    {"Z_NO_COMPRESSION", Z_NO_COMPRESSION},
    {"Z_BEST_SPEED", Z_BEST_SPEED},
    {"Z_BEST_COMPRESSION", Z_BEST_COMPRESSION},
    {"Z_DEFAULT_COMPRESSION", Z_DEFAULT_COMPRESSION},
    {"Z_FILTERED", Z_FILTERED},
    {"Z_HUFFMAN_ONLY", Z_HUFFMAN_ONLY},
    {"Z_RLE", Z_RLE},
    {"Z_FIXED", Z_FIXED},
    {"Z_DEFAULT_STRATEGY", Z_DEFAULT_STRATEGY},
    {"Z_NO_FLUSH", Z_NO_FLUSH},
    {"Z_PARTIAL_FLUSH", Z_PARTIAL_FLUSH},
    {"Z_SYNC_FLUSH", Z_SYNC_FLUSH},
    {"Z_FULL_FLUSH", Z_FULL_FLUSH},
    {"Z_FINISH", Z_FINISH},
    {"Z_BLOCK", Z_BLOCK},
    {"Z_TREES", Z_TREES},
};

bool init(Thread* t, Module* m) {
  for (Type** type : {&zlibError, &compressType, &decompressType, &decompressorType}) addRoot(type);
  zlibError = TRY(moduleAddException(t, m, "zlib.error"));
  compressType = TRY(makeNativeType(t, kCompressSpec));
  decompressType = TRY(makeNativeType(t, kDecompressSpec));
  decompressorType = TRY(moduleAddType(t, m, kDecompressorSpec));
  return moduleSetInts(t, m, kConstants) && moduleSetText(t, m, "ZLIB_VERSION", ZLIB_VERSION) &&
         moduleSetText(t, m, "ZLIB_RUNTIME_VERSION", zlibVersion()) && moduleSetText(t, m, "__version__", "1.0");
}

}  // namespace

extern const ModuleSpec zlibModule = {
    "zlib", kFunctions,
    "The functions in this module allow compression and decompression using the\nzlib library, which is based on GNU zip.", init};

}  // namespace typhon
