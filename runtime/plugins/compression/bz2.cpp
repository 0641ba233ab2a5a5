// The _bz2 module, over libbz2.
#include <bzlib.h>

#include <climits>

#include "runtime/memory/roots.h"
#include "runtime/modules/native_modules.h"
#include "runtime/modules/stream_codec.h"
#include "runtime/types/buffer.h"
#include "runtime/types/sequence_args.h"

namespace typhon {
namespace {

constexpr size_t kPiece = UINT_MAX;

Raised raiseBz(Thread* t, int code) {
  switch (code) {
    case BZ_PARAM_ERROR:
      return raise(t, exc::ValueError, "Internal error - invalid parameters passed to libbzip2");
    case BZ_MEM_ERROR:
      return raiseMemory(t);
    case BZ_DATA_ERROR:
    case BZ_DATA_ERROR_MAGIC:
      return raise(t, exc::OSError, "Invalid data stream");
    case BZ_IO_ERROR:
      return raise(t, exc::OSError, "Unknown I/O error");
    case BZ_UNEXPECTED_EOF:
      return raise(t, exc::EOFError, "Compressed file ended before the logical end-of-stream was detected");
    case BZ_SEQUENCE_ERROR:
      return raise(t, exc::RuntimeError, "Internal error - Invalid sequence of commands sent to libbzip2");
    default:
      return raise(t, exc::OSError, "Unrecognized error from libbzip2: {}", code);
  }
}

struct BzCompressor : Compressor {
  bz_stream z{};
  bool open = false;
  ~BzCompressor() override {
    if (open) BZ2_bzCompressEnd(&z);
  }
  Value run(Thread* t, std::string_view data, bool finish) override;
};

Value compressorNew(Thread* t, Value* args, size_t) {
  int level = TRY(intArgumentPy(t, args[1]));
  if (level < 1 || level > 9) return raise(t, exc::ValueError, "compresslevel must be between 1 and 9");
  auto state = std::make_unique<BzCompressor>();
  int code = BZ2_bzCompressInit(&state->z, level, 0, 0);
  if (code != BZ_OK) return raiseBz(t, code);
  state->open = true;
  state->externalBytes = level * 800000 + 400000;  // bzip2(1), MEMORY MANAGEMENT
  return TRY(makeHostObject(t, args[0].as<Type>(), std::move(state)));
}

Value BzCompressor::run(Thread* t, std::string_view data, bool finish) {
  const int action = finish ? BZ_FINISH : BZ_RUN;
  OutputBuffer out;
  int code = blocking(t, [&] {
    const char* in = data.data();
    size_t left = data.size();
    int result = BZ_OK;
    z.avail_in = 0;
    while (true) {
      if (z.avail_in == 0 && left) {
        z.next_in = const_cast<char*>(in);
        z.avail_in = static_cast<unsigned>(std::min(left, kPiece));
        in += z.avail_in;
        left -= z.avail_in;
      }
      if (action == BZ_RUN && z.avail_in == 0) return BZ_OK;
      if (out.available() == 0 && !out.grow()) return BZ_MEM_ERROR;
      unsigned room = static_cast<unsigned>(std::min(out.available(), kPiece));
      z.next_out = reinterpret_cast<char*>(out.next());
      z.avail_out = room;
      result = BZ2_bzCompress(&z, action);
      out.commit(room - z.avail_out);
      if (result < 0 || result == BZ_STREAM_END) return result;
    }
  });
  if (code < 0) return raiseBz(t, code);
  return TRY(out.finish(t));
}

struct BzDecompressor : Decompressor {
  bz_stream z{};
  bool open = false;
  int code = BZ_OK;
  ~BzDecompressor() override {
    if (open) BZ2_bzDecompressEnd(&z);
  }
  bool step() override {
    unsigned inBefore = static_cast<unsigned>(std::min(inLeft, kPiece)),
             outBefore = static_cast<unsigned>(std::min(outLeft, kPiece));
    z.next_in = reinterpret_cast<char*>(const_cast<uint8_t*>(in));
    z.avail_in = inBefore;
    z.next_out = reinterpret_cast<char*>(out);
    z.avail_out = outBefore;
    code = BZ2_bzDecompress(&z);
    in += inBefore - z.avail_in;
    inLeft -= inBefore - z.avail_in;
    out += outBefore - z.avail_out;
    outLeft -= outBefore - z.avail_out;
    eof = code == BZ_STREAM_END;
    return code >= 0;
  }
  Raised raiseError(Thread* t) override { return raiseBz(t, code); }
  const char* endMessage() const override { return "End of stream already reached"; }
};

Value decompressorNew(Thread* t, Value* args, size_t) {
  auto state = std::make_unique<BzDecompressor>();
  int code = BZ2_bzDecompressInit(&state->z, 0, 0);
  if (code != BZ_OK) return raiseBz(t, code);
  state->open = true;
  state->externalBytes = 3700000;
  return TRY(makeHostObject(t, args[0].as<Type>(), std::move(state)));
}

const NativeDef kCompressorNew = {"__new__", "(cls, compresslevel=9, /)", compressorNew, nullptr};
const TypeSpec kCompressorSpec = {.name = "_bz2.BZ2Compressor",
                                  .kind = kHostKind,
                                  .flags = kBaseType,
                                  .methods = kCompressorMethods,
                                  .create = &kCompressorNew,
                                  .doc = "Create a compressor object for compressing data incrementally."};

const NativeDef kDecompressorNew = {"__new__", "(cls, /)", decompressorNew, nullptr};
const TypeSpec kDecompressorSpec = {.name = "_bz2.BZ2Decompressor",
                                    .kind = kHostKind,
                                    .flags = kBaseType,
                                    .methods = kDecompressorMethods,
                                    .getsets = kDecompressorGetSets,
                                    .create = &kDecompressorNew,
                                    .doc = "Create a decompressor object for decompressing data incrementally."};

bool init(Thread* t, Module* m) {
  TRY(moduleAddType(t, m, kCompressorSpec));
  TRY(moduleAddType(t, m, kDecompressorSpec));
  return true;
}

}  // namespace

const ModuleSpec bz2Module = {"_bz2", {}, nullptr, init};

}  // namespace typhon

TYPHON_PLUGIN_MODULE(_bz2, typhon::bz2Module)
