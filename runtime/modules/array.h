// array.array: numbers or characters of one C type.
#pragma once

#include "runtime/types/value_array.h"

namespace typhon {

struct ArrayFormat;

struct Array : Object {
  const ArrayFormat* format;
  ByteStore* store;  // null while nothing was ever added
  uint64_t length;   // items
  uint64_t exports;  // live buffer views: while positive, resizing raises BufferError
};
struct ArrayIterator : Object {
  Array* array;  // null at the end
  uint64_t index;
};

}  // namespace typhon
