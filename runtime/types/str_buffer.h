// Strings on growing buffers (StrBuffer): what `s += t` and join() of a generator share.
#pragma once

#include "runtime/memory/tuning.h"
#include "runtime/types/str.h"

namespace typhon {

// The buffer of a string with kShared.
inline StrBuffer* bufferOf(const Str* s) {
  return reinterpret_cast<StrBuffer*>(const_cast<uint8_t*>(s->data) - sizeof(StrBuffer));
}

// Of nothing yet (used: 0). Null with MemoryError pending.
inline StrBuffer* makeStrBuffer(Thread* t, size_t capacity) {
  capacity = (capacity + 7) & ~size_t{7};
  auto buffer =
      static_cast<StrBuffer*>(TRY(allocateUnfilled(t, sizeof(StrBuffer) + capacity, sizeof(StrBuffer), Kind::StrBuffer, 0)));
  buffer->capacity = capacity;
  return buffer;
}

// Gives the buffer that capacity where it lies, if there is room behind it. Never collects.
inline bool extendStrBuffer(StrBuffer* buffer, size_t capacity) {
  capacity = (capacity + 7) & ~size_t{7};
  if (!extendInPlace(buffer, sizeof(StrBuffer) + capacity)) return false;
  buffer->capacity = capacity;
  return true;
}

// A string on the buffer, from its beginning. Null with MemoryError pending.
inline Str* makeShared(Thread* t, StrBuffer* buffer, size_t length, uint8_t width, bool ascii) {
  auto s = static_cast<Str*>(TRY(allocateObject(t, sizeof(Str), Kind::Str, kShapeOf_str)));
  s->length = length;
  s->hash = -1;
  s->width = width;
  s->strFlags = static_cast<uint8_t>(Str::kShared | (ascii ? Str::kAscii : 0));
  s->data = buffer->bytes;
  return s;
}

}  // namespace typhon
