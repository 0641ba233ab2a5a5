// bytes and bytearray. (The buffer protocol: buffer.h. Their methods, mostly shared: bytes_methods.h.)
#pragma once

#include <string_view>

#include "runtime/exec/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/types/value_array.h"

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
  uint64_t start;  // of the data in the store: bytes removed at the front
  ByteStore* store;
  uint64_t exports;  // views held by C++ code: while positive, resizing raises BufferError
  uint64_t views;    // memoryviews, some of which may be garbage that is not collected yet

  std::string_view view() const { return {store ? reinterpret_cast<const char*>(store->bytes) + start : "", length}; }
};
ByteArray* makeByteArray(Thread* t, std::string_view bytes);
inline uint8_t* byteArrayData(ByteArray* b) { return b->store ? b->store->bytes + b->start : nullptr; }
// Makes it `length` bytes long; new bytes are not set. BufferError "Existing exports of data: object cannot be
// re-sized".
bool resizeByteArray(Thread* t, ByteArray* b, size_t length);
// The same check alone.
bool checkResizable(Thread* t, ByteArray* b);
// Replaces bytes [start, end) by others (which may not lie in the array itself).
bool spliceByteArray(Thread* t, ByteArray* b, size_t start, size_t end, std::string_view with);

inline bool isExactBytes(Value v) { return v.isObject() && v.asObject()->shape == kShapeOf_bytes; }
inline bool isExactByteArray(Value v) { return v.isObject() && v.asObject()->shape == kShapeOf_bytearray; }
int64_t hashOf(Bytes* b);
// repr(): with b and quotes, or bytearray's.
Str* bytesRepr(Thread* t, std::string_view bytes);

// An int argument that is a byte: ValueError "byte must be in range(0, 256)".
Maybe<uint8_t> byteArgumentPy(Thread* t, Value v, const char* message = "byte must be in range(0, 256)");

}  // namespace typhon
