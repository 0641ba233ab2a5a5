// Filter chains: from dicts to liblzma's structures and back.
#include "runtime/plugins/compression/lzma_filters.h"

#include <cstdlib>

#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace typhon::lzma {

Maybe<uint64_t> uint64Py(Thread* t, Value v) {
  Value i = TRY(indexPy(t, v));
  if (intSign(i) < 0) return raise(t, exc::OverflowError, "can't convert negative int to unsigned");
  uint64_t result;
  if (!fitsUint64(i, &result)) return raise(t, exc::OverflowError, "Python int too large to convert to C unsigned long");
  return result;
}

Maybe<uint32_t> uint32Py(Thread* t, Value v) {
  uint64_t wide = TRY(uint64Py(t, v));
  if (wide > UINT32_MAX) return raise(t, exc::OverflowError, "Value too large for uint32_t type");
  return static_cast<uint32_t>(wide);
}

namespace {

// The specifier's item; Unbound if it has none.
Value itemPy(Thread* t, Value spec, const char* name) {
  Str* key = TRY(internStr(t, name));
  Value v = getItemPy(t, spec, Value(key));
  if (!v.isError()) return v;
  if (!pendingIs(t, exc::KeyError)) return v;
  clearPending(t);
  return Value::unbound();
}

// Options with their names; `known` lists all keys that may occur besides "id".
bool checkKeysPy(Thread* t, Value spec, std::initializer_list<const char*> known, const char* message) {
  auto* dict = dynCast<Dict>(spec);
  if (!dict) return true;
  size_t position = 0;
  Value key, v;
  while (dictNext(dict, &position, &key, &v)) {
    bool found = false;
    if (auto* s = dynCast<Str>(key)) {
      found = equals(s, "id");
      for (const char* name : known) found |= equals(s, name);
    }
    if (!found) return raise(t, exc::ValueError, "{}", message);
  }
  return true;
}

bool optionPy(Thread* t, Value spec, const char* name, uint32_t* out) {
  Value v = TRY(itemPy(t, spec, name));
  if (!v.isUnbound()) *out = TRY(uint32Py(t, v));
  return true;
}

void* parseLzmaPy(Thread* t, Value spec) {
  uint32_t preset = LZMA_PRESET_DEFAULT;
  TRY(optionPy(t, spec, "preset", &preset));
  TRY(checkKeysPy(t, spec, {"preset", "dict_size", "lc", "lp", "pb", "mode", "nice_len", "mf", "depth"},
                  "Invalid filter specifier for LZMA filter"));
  lzma_options_lzma options{};
  if (lzma_lzma_preset(&options, preset)) return raise(t, lzmaError, "Invalid compression preset: {}", preset);
  uint32_t mode = options.mode, finder = options.mf;
  TRY(optionPy(t, spec, "dict_size", &options.dict_size));
  TRY(optionPy(t, spec, "lc", &options.lc));
  TRY(optionPy(t, spec, "lp", &options.lp));
  TRY(optionPy(t, spec, "pb", &options.pb));
  TRY(optionPy(t, spec, "mode", &mode));
  TRY(optionPy(t, spec, "nice_len", &options.nice_len));
  TRY(optionPy(t, spec, "mf", &finder));
  TRY(optionPy(t, spec, "depth", &options.depth));
  options.mode = static_cast<lzma_mode>(mode);
  options.mf = static_cast<lzma_match_finder>(finder);
  void* copy = std::malloc(sizeof options);
  if (!copy) return raiseMemory(t);
  return std::memcpy(copy, &options, sizeof options);
}

void* parseDeltaPy(Thread* t, Value spec) {
  uint32_t distance = 1;
  TRY(checkKeysPy(t, spec, {"dist"}, "Invalid filter specifier for delta filter"));
  TRY(optionPy(t, spec, "dist", &distance));
  auto* options = static_cast<lzma_options_delta*>(std::calloc(1, sizeof(lzma_options_delta)));
  if (!options) return raiseMemory(t);
  options->type = LZMA_DELTA_TYPE_BYTE;
  options->dist = distance;
  return options;
}

void* parseBcjPy(Thread* t, Value spec) {
  uint32_t offset = 0;
  TRY(checkKeysPy(t, spec, {"start_offset"}, "Invalid filter specifier for BCJ filter"));
  TRY(optionPy(t, spec, "start_offset", &offset));
  auto* options = static_cast<lzma_options_bcj*>(std::calloc(1, sizeof(lzma_options_bcj)));
  if (!options) return raiseMemory(t);
  options->start_offset = offset;
  return options;
}

bool isBcj(lzma_vli id) {
  return id == LZMA_FILTER_X86 || id == LZMA_FILTER_POWERPC || id == LZMA_FILTER_IA64 || id == LZMA_FILTER_ARM ||
         id == LZMA_FILTER_ARMTHUMB || id == LZMA_FILTER_SPARC;
}

bool parseFilterPy(Thread* t, Value spec, lzma_filter* filter) {
  if (!typeOf(spec)->slots.getItem || isa<Str>(spec))
    return raise(t, exc::TypeError, "Filter specifier must be a dict or dict-like object");
  Value id = TRY(itemPy(t, spec, "id"));
  if (id.isUnbound()) return raise(t, exc::ValueError, "Filter specifier must have an \"id\" entry");
  filter->id = TRY(uint64Py(t, id));
  void* options = nullptr;
  if (filter->id == LZMA_FILTER_LZMA1 || filter->id == LZMA_FILTER_LZMA2) {
    options = parseLzmaPy(t, spec);
  } else if (filter->id == LZMA_FILTER_DELTA) {
    options = parseDeltaPy(t, spec);
  } else if (isBcj(filter->id)) {
    options = parseBcjPy(t, spec);
  } else {
    return raise(t, exc::ValueError, "Invalid filter ID: {}", filter->id);
  }
  filter->options = options;
  return options != nullptr;
}

Value describe(Thread* t, const lzma_filter& filter) {
  Dict* spec = TRY(makeDict(t));
  auto add = [&](const char* name, uint64_t number) -> bool {
    Value v = TRY(makeUnsigned(t, number));
    Str* key = TRY(internStr(t, name));
    return dictSetStr(t, spec, key, v);
  };
  TRY(add("id", filter.id));
  if (filter.id == LZMA_FILTER_LZMA1) {
    auto* o = static_cast<const lzma_options_lzma*>(filter.options);
    TRY(add("lc", o->lc));
    TRY(add("lp", o->lp));
    TRY(add("pb", o->pb));
    TRY(add("dict_size", o->dict_size));
  } else if (filter.id == LZMA_FILTER_LZMA2) {
    TRY(add("dict_size", static_cast<const lzma_options_lzma*>(filter.options)->dict_size));
  } else if (filter.id == LZMA_FILTER_DELTA) {
    TRY(add("dist", static_cast<const lzma_options_delta*>(filter.options)->dist));
  } else if (isBcj(filter.id)) {
    if (filter.options) TRY(add("start_offset", static_cast<const lzma_options_bcj*>(filter.options)->start_offset));
  } else {
    return raise(t, exc::ValueError, "Invalid filter ID: {}", filter.id);
  }
  return spec;
}

}  // namespace

FilterChain::FilterChain() {
  for (lzma_filter& f : filters) f = {LZMA_VLI_UNKNOWN, nullptr};
}
FilterChain::~FilterChain() {
  for (lzma_filter& f : filters) std::free(f.options);
}

bool FilterChain::parsePy(Thread* t, Value specifiers) {
  if (isa<Dict>(specifiers)) return raise(t, exc::TypeError, "{} is not a sequence", typeName(specifiers));
  int64_t count = TRY(lengthPy(t, specifiers));
  if (count > LZMA_FILTERS_MAX)
    return raise(t, exc::ValueError, "Too many filters - liblzma supports a maximum of {}", LZMA_FILTERS_MAX);
  for (int64_t i = 0; i < count; ++i) {
    Value spec = TRY(getItemPy(t, specifiers, Value::smallInt(i)));
    TRY(parseFilterPy(t, spec, &filters[i]));
  }
  return true;
}

Value encodeFilterProperties(Thread* t, Value* args, size_t) {
  FilterChain chain;
  TRY(parseFilterPy(t, args[0], &chain.filters[0]));
  uint32_t size;
  TRY(checkPy(t, lzma_properties_size(&size, &chain.filters[0])));
  Bytes* out = TRY(makeBytesUninitialised(t, size));
  TRY(checkPy(t, lzma_properties_encode(&chain.filters[0], out->data)));
  return out;
}

Value decodeFilterProperties(Thread* t, Value* args, size_t) {
  lzma_filter filter{};
  filter.id = TRY(uint64Py(t, args[0]));
  BufferHolder properties;
  TRY(properties.acquirePy(t, args[1]));
  TRY(checkPy(t, lzma_properties_decode(&filter, nullptr, properties.view.data, properties.bytes().size())));
  Value spec = describe(t, filter);
  std::free(filter.options);
  return spec;
}

}  // namespace typhon::lzma
