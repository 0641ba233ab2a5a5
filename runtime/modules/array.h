// array.array: numbers or characters of one C type.
#pragma once

#include "runtime/types/value_array.h"

namespace typhon {

// One type code and what it does.
struct ArrayFormat {
  char code;
  uint8_t size;
  const char* bufferFormat;
  int machine;  // code of the little-endian layout in pickles; -1: none
  Value (*get)(Thread* t, const uint8_t* p);
  bool (*set)(Thread* t, uint8_t* p, Value v);  // p null: only checks; may run Python code before it writes
};

struct Array : Object {
  const ArrayFormat* format;
  ByteStore* store;  // null while nothing was ever added
  uint64_t length;   // items
  uint64_t exports;  // live buffer views: while positive, resizing raises BufferError
};
// The type code that a subscript's feedback word (noteContainer) has of an array.
inline char arrayCode(uint64_t seen) { return static_cast<char>(seen >> 8); }
struct ArrayIterator : Object {
  Array* array;  // null at the end
  uint64_t index;
};

}  // namespace typhon
