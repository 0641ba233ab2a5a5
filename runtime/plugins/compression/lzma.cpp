// The _lzma module, over liblzma: compressors and decompressors. Filter chains: lzma_filters.cpp.
#include <lzma.h>

#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/plugins/compression/lzma_filters.h"
#include "runtime/modules/native_modules.h"
#include "runtime/modules/stream_codec.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon {

namespace lzma {

Type* lzmaError;

bool checkPy(Thread* t, lzma_ret code) {
  switch (code) {
    case LZMA_OK:
    case LZMA_GET_CHECK:
    case LZMA_NO_CHECK:
    case LZMA_STREAM_END:
      return true;
    case LZMA_UNSUPPORTED_CHECK:
      return raise(t, lzmaError, "Unsupported integrity check");
    case LZMA_MEM_ERROR:
      return raiseMemory(t);
    case LZMA_MEMLIMIT_ERROR:
      return raise(t, lzmaError, "Memory usage limit exceeded");
    case LZMA_FORMAT_ERROR:
      return raise(t, lzmaError, "Input format not supported by decoder");
    case LZMA_OPTIONS_ERROR:
      return raise(t, lzmaError, "Invalid or unsupported options");
    case LZMA_DATA_ERROR:
      return raise(t, lzmaError, "Corrupt input data");
    case LZMA_BUF_ERROR:
      return raise(t, lzmaError, "Insufficient buffer space");
    case LZMA_PROG_ERROR:
      return raise(t, lzmaError, "Internal error");
    default:
      return raise(t, lzmaError, "Unrecognized error from liblzma: {}", static_cast<int>(code));
  }
}

}  // namespace lzma

namespace {

using namespace lzma;

enum Format { kFormatAuto, kFormatXz, kFormatAlone, kFormatRaw };

struct LzmaCompressor : Compressor {
  lzma_stream z = LZMA_STREAM_INIT;
  ~LzmaCompressor() override { lzma_end(&z); }
  Value run(Thread* t, std::string_view data, bool finish) override;
};

Maybe<uint32_t> presetArgumentPy(Thread* t, Value v) {
  if (v.isNone()) return uint32_t{LZMA_PRESET_DEFAULT};
  return uint32Py(t, v);
}

// *bytes: about what the encoder holds.
bool startCompressor(Thread* t, lzma_stream* z, int format, int check, Value presetValue, Value filterSpecs, int64_t* bytes) {
  if (!presetValue.isNone() && !filterSpecs.isNone())
    return raise(t, exc::ValueError, "Cannot specify both preset and filter chain");
  uint32_t preset = TRY(presetArgumentPy(t, presetValue));
  FilterChain chain;
  *bytes = 0;
  if (filterSpecs.isNone()) {
    *bytes = static_cast<int64_t>(lzma_easy_encoder_memusage(preset));
  } else if (format == kFormatXz || format == kFormatAlone || format == kFormatRaw) {
    TRY(chain.parsePy(t, filterSpecs));
    *bytes = static_cast<int64_t>(lzma_raw_encoder_memusage(chain.filters));
  }
  if (*bytes < 0) *bytes = 0;  // a chain of filters that will be refused
  switch (format) {
    case kFormatXz: {
      auto wanted = check == -1 ? LZMA_CHECK_CRC64 : static_cast<lzma_check>(check);
      if (filterSpecs.isNone()) return checkPy(t, lzma_easy_encoder(z, preset, wanted));
      return checkPy(t, lzma_stream_encoder(z, chain.filters, wanted));
    }
    case kFormatAlone:
      if (filterSpecs.isNone()) {
        lzma_options_lzma options;
        if (lzma_lzma_preset(&options, preset)) return raise(t, lzmaError, "Invalid compression preset: {}", preset);
        return checkPy(t, lzma_alone_encoder(z, &options));
      }
      if (chain.filters[0].id != LZMA_FILTER_LZMA1 || chain.filters[1].id != LZMA_VLI_UNKNOWN)
        return raise(t, exc::ValueError, "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
      return checkPy(t, lzma_alone_encoder(z, static_cast<lzma_options_lzma*>(chain.filters[0].options)));
    case kFormatRaw:
      if (filterSpecs.isNone()) return raise(t, exc::ValueError, "Must specify filters for FORMAT_RAW");
      return checkPy(t, lzma_raw_encoder(z, chain.filters));
    default:
      return raise(t, exc::ValueError, "Invalid container format: {}", format);
  }
}

Value compressorNew(Thread* t, Value* args, size_t) {
  int format = TRY(intArgumentPy(t, args[1]));
  int check = TRY(intArgumentPy(t, args[2]));
  // Wrong combinations of arguments are told before the format is looked at.
  if (!args[3].isNone() && !args[4].isNone()) return raise(t, exc::ValueError, "Cannot specify both preset and filter chain");
  if (format != kFormatXz && check != -1 && check != LZMA_CHECK_NONE)
    return raise(t, exc::ValueError, "Integrity checks are only supported by FORMAT_XZ");
  auto state = std::make_unique<LzmaCompressor>();
  if (!startCompressor(t, &state->z, format, check, args[3], args[4], &state->externalBytes)) {
    // Compressors hold 100 MB and more: those that nobody uses any more may be all that is in the way.
    if (!pendingIs(t, exc::MemoryError)) return Value::error();
    clearPending(t);
    collectGarbage(t);
    state = std::make_unique<LzmaCompressor>();
    TRY(startCompressor(t, &state->z, format, check, args[3], args[4], &state->externalBytes));
  }
  return TRY(makeHostObject(t, args[0].as<Type>(), std::move(state)));
}

Value LzmaCompressor::run(Thread* t, std::string_view data, bool finish) {
  const lzma_action action = finish ? LZMA_FINISH : LZMA_RUN;
  OutputBuffer out;
  lzma_ret code = blocking(t, [&] {
    z.next_in = reinterpret_cast<const uint8_t*>(data.data());
    z.avail_in = data.size();
    while (true) {
      if (out.available() == 0 && !out.grow()) return LZMA_MEM_ERROR;
      size_t room = out.available();
      z.next_out = out.next();
      z.avail_out = room;
      lzma_ret result = lzma_code(&z, action);
      out.commit(room - z.avail_out);
      // No input and room for output: there is nothing left to do.
      if (result == LZMA_BUF_ERROR && z.avail_in == 0 && z.avail_out > 0) result = LZMA_OK;
      if (result != LZMA_OK) return result;
      if (action == LZMA_RUN && z.avail_in == 0 && z.avail_out > 0) return result;
    }
  });
  TRY(checkPy(t, code));
  return TRY(out.finish(t));
}

struct LzmaDecompressor : Decompressor {
  lzma_stream z = LZMA_STREAM_INIT;
  int check = 16;  // CHECK_UNKNOWN
  lzma_ret code = LZMA_OK;
  ~LzmaDecompressor() override { lzma_end(&z); }
  bool step() override {
    z.next_in = in;
    z.avail_in = inLeft;
    z.next_out = out;
    z.avail_out = outLeft;
    code = lzma_code(&z, LZMA_RUN);
    if (code == LZMA_GET_CHECK || code == LZMA_NO_CHECK) check = lzma_get_check(&z);
    if (code == LZMA_BUF_ERROR && z.avail_in == 0 && z.avail_out > 0) code = LZMA_OK;
    in = z.next_in;
    inLeft = z.avail_in;
    out = z.next_out;
    outLeft = z.avail_out;
    eof = code == LZMA_STREAM_END;
    return code == LZMA_OK || code == LZMA_GET_CHECK || code == LZMA_NO_CHECK || code == LZMA_STREAM_END ||
           (code == LZMA_BUF_ERROR && outLeft == 0);
  }
  Raised raiseError(Thread* t) override {
    if (checkPy(t, code)) return raise(t, lzmaError, "Internal error");
    return Raised{};
  }
  const char* endMessage() const override { return "Already at end of stream"; }
  bool holdsOutput() const override { return true; }
};

Value decompressorNew(Thread* t, Value* args, size_t) {
  constexpr uint32_t kFlags = LZMA_TELL_ANY_CHECK | LZMA_TELL_NO_CHECK;
  int format = TRY(intArgumentPy(t, args[1]));
  uint64_t limit = UINT64_MAX;
  if (!args[2].isNone()) {
    if (format == kFormatRaw) return raise(t, exc::ValueError, "Cannot specify memory limit with FORMAT_RAW");
    limit = TRY(uint64Py(t, args[2]));
  }
  if (format == kFormatRaw && args[3].isNone()) return raise(t, exc::ValueError, "Must specify filters for FORMAT_RAW");
  if (format != kFormatRaw && !args[3].isNone())
    return raise(t, exc::ValueError, "Cannot specify filters except with FORMAT_RAW");
  auto state = std::make_unique<LzmaDecompressor>();
  switch (format) {
    case kFormatAuto:
      TRY(checkPy(t, lzma_auto_decoder(&state->z, limit, kFlags)));
      break;
    case kFormatXz:
      TRY(checkPy(t, lzma_stream_decoder(&state->z, limit, kFlags)));
      break;
    case kFormatAlone:
      state->check = LZMA_CHECK_NONE;
      TRY(checkPy(t, lzma_alone_decoder(&state->z, limit)));
      break;
    case kFormatRaw: {
      state->check = LZMA_CHECK_NONE;
      FilterChain chain;
      TRY(chain.parsePy(t, args[3]));
      TRY(checkPy(t, lzma_raw_decoder(&state->z, chain.filters)));
      break;
    }
    default:
      return raise(t, exc::ValueError, "Invalid container format: {}", format);
  }
  state->externalBytes = 8 << 20;  // the dictionary of preset 6; what a stream needs is seen only later
  return TRY(makeHostObject(t, args[0].as<Type>(), std::move(state)));
}

Value getCheck(Thread*, Value self) { return Value::smallInt(self.as<HostObject>()->stateAs<LzmaDecompressor>()->check); }

Value isCheckSupported(Thread* t, Value* args, size_t) {
  int id = TRY(intArgumentPy(t, args[0]));
  return Value::boolean(lzma_check_is_supported(static_cast<lzma_check>(id)));
}

const NativeDef kFunctions[] = {
    {"is_check_supported", "(check_id, /)", isCheckSupported,
     "Test whether the given integrity check is supported.\n\nAlways returns True for CHECK_NONE and CHECK_CRC32."},
    {"_encode_filter_properties", "(filter, /)", encodeFilterProperties,
     "Return a bytes object encoding the options (properties) of the filter specified by *filter* (a dict)."},
    {"_decode_filter_properties", "(filter_id, encoded_props, /)", decodeFilterProperties,
     "Return a bytes object encoding the options (properties) of the filter specified by *filter* (a dict)."},
};

const NativeDef kCompressorNew = {"__new__", "(cls, format=1, check=-1, preset=None, filters=None)", compressorNew, nullptr};
const TypeSpec kCompressorSpec = {.name = "_lzma.LZMACompressor",
                                  .kind = kHostKind,
                                  .flags = kBaseType,
                                  .methods = kCompressorMethods,
                                  .create = &kCompressorNew,
                                  .doc = "Create a compressor object for compressing data incrementally."};
const GetSetDef kDecompressorAttributes[] = {kDecompressorGetSets[0],
                                             kDecompressorGetSets[1],
                                             kDecompressorGetSets[2],
                                             {"check", getCheck, nullptr, "ID of the integrity check used by the input stream."}};
const NativeDef kDecompressorNew = {"__new__", "(cls, format=0, memlimit=None, filters=None)", decompressorNew, nullptr};
const TypeSpec kDecompressorSpec = {.name = "_lzma.LZMADecompressor",
                                    .kind = kHostKind,
                                    .flags = kBaseType,
                                    .methods = kDecompressorMethods,
                                    .getsets = kDecompressorAttributes,
                                    .create = &kDecompressorNew,
                                    .doc = "Create a decompressor object for decompressing data incrementally."};

const IntConstant kConstants[] = {
    {"FORMAT_AUTO", kFormatAuto},
    {"FORMAT_XZ", kFormatXz},
    {"FORMAT_ALONE", kFormatAlone},
    {"FORMAT_RAW", kFormatRaw},
    {"CHECK_NONE", LZMA_CHECK_NONE},
    {"CHECK_CRC32", LZMA_CHECK_CRC32},
    {"CHECK_CRC64", LZMA_CHECK_CRC64},
    {"CHECK_SHA256", LZMA_CHECK_SHA256},
    {"CHECK_ID_MAX", LZMA_CHECK_ID_MAX},
    {"CHECK_UNKNOWN", LZMA_CHECK_ID_MAX + 1},
    {"FILTER_LZMA1", LZMA_FILTER_LZMA1},
    {"FILTER_LZMA2", LZMA_FILTER_LZMA2},
    {"FILTER_DELTA", LZMA_FILTER_DELTA},
    {"FILTER_X86", LZMA_FILTER_X86},
    {"FILTER_IA64", LZMA_FILTER_IA64},
    {"FILTER_ARM", LZMA_FILTER_ARM},
    {"FILTER_ARMTHUMB", LZMA_FILTER_ARMTHUMB},
    {"FILTER_SPARC", LZMA_FILTER_SPARC},
    {"FILTER_POWERPC", LZMA_FILTER_POWERPC},
    {"MF_HC3", LZMA_MF_HC3},
    {"MF_HC4", LZMA_MF_HC4},
    {"MF_BT2", LZMA_MF_BT2},
    {"MF_BT3", LZMA_MF_BT3},
    {"MF_BT4", LZMA_MF_BT4},
    {"MODE_FAST", LZMA_MODE_FAST},
    {"MODE_NORMAL", LZMA_MODE_NORMAL},
    {"PRESET_DEFAULT", LZMA_PRESET_DEFAULT},
    {"PRESET_EXTREME", LZMA_PRESET_EXTREME},
};

bool init(Thread* t, Module* m) {
  addRoot(&lzmaError);
  lzmaError = TRY(moduleAddException(t, m, "_lzma.LZMAError", nullptr, "Call to liblzma failed."));
  TRY(moduleAddType(t, m, kCompressorSpec));
  TRY(moduleAddType(t, m, kDecompressorSpec));
  return moduleSetInts(t, m, kConstants);
}

}  // namespace

const ModuleSpec lzmaModule = {"_lzma", kFunctions, nullptr, init};

}  // namespace typhon

TYPHON_PLUGIN_MODULE(_lzma, typhon::lzmaModule)
