// Single items in native representation, by their format character: what memoryview, array and struct's native mode
// share.
#pragma once

#include "runtime/exec/errors.h"

namespace typhon {

// Bytes of an item in native size ('@'): c b B ? h H i I l L q Q n N f d e P; 0 for anything else.
int nativeItemSize(char format);
// The single format character of a native format ("B", "@B"), or 0.
char nativeFormatChar(const char* format);

// The value at `p` (which need not be aligned). Never fails but for MemoryError.
Value unpackNativeItem(Thread* t, char format, const uint8_t* p);
// Stores v. TypeError "memoryview: invalid type for format 'B'", ValueError "memoryview: invalid value for format 'B'".
// Runs Python code (__index__, __float__, __bool__).
bool packNativeItemPy(Thread* t, char format, Value v, uint8_t* p);

}  // namespace typhon
