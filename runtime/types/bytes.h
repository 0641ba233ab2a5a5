// bytes: immutable bytes. (bytearray: bytearray.h; the buffer protocol: buffer.h.)
#pragma once

#include <string_view>

#include "runtime/memory/heap.h"

namespace typhon {

struct Bytes : Object {
  uint64_t length;
  int64_t hash;  // -1: not computed yet
  uint8_t data[];

  std::string_view view() const { return {reinterpret_cast<const char*>(data), length}; }
};
Bytes* makeBytes(Thread* t, std::string_view bytes);
// Zeroed, for the caller to fill at once.
Bytes* makeBytesUninitialised(Thread* t, size_t length);

struct ByteArray : Object {
  uint64_t length;
  uint64_t start;    // of the data in the store: bytes removed at the front
  ByteStore* store;
  uint64_t exports;  // live buffer views: while positive, resizing raises BufferError
};
ByteArray* makeByteArray(Thread* t, std::string_view bytes);
uint8_t* byteArrayData(ByteArray* b);

}  // namespace typhon
