// Filter chains of liblzma and the dicts that describe them.
#pragma once

#include <lzma.h>

#include "runtime/exec/errors.h"
#include "runtime/object/value.h"

namespace typhon::lzma {

extern Type* lzmaError;  // _lzma.LZMAError
// Whether the code means success; false with the exception for it pending.
bool checkPy(Thread* t, lzma_ret code);

// Int arguments as lzma's options want them; OverflowError "Value too large for uint32_t type".
Maybe<uint32_t> uint32Py(Thread* t, Value v);
Maybe<uint64_t> uint64Py(Thread* t, Value v);

// The filters that a sequence of specifiers describes; owns their options.
struct FilterChain {
  lzma_filter filters[LZMA_FILTERS_MAX + 1];
  FilterChain();
  ~FilterChain();
  FilterChain(const FilterChain&) = delete;
  bool parsePy(Thread* t, Value specifiers);
};

// _encode_filter_properties(filter), _decode_filter_properties(filter_id, encoded_props)
Value encodeFilterProperties(Thread* t, Value* args, size_t argc);
Value decodeFilterProperties(Thread* t, Value* args, size_t argc);

}  // namespace typhon::lzma
