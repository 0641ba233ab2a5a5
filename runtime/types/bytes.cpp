// bytes and bytearray: making, resizing, hashing, repr.
#include "runtime/types/bytes.h"

#include <cstring>

#include "runtime/base/hash.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/tuning.h"
#include "runtime/ops/ops.h"
#include "runtime/types/int.h"
#include "runtime/types/memoryview.h"
#include "runtime/types/str.h"
#include "runtime/types/text.h"

namespace typhon {

namespace {

Bytes* emptyBytes;
Bytes* singleBytes[256];

Bytes* allocateBytes(Thread* t, size_t length) {
  if (length > (size_t{1} << 46)) return raiseMemory(t);
  // One byte more than needed: the contents are always followed by a zero, for system calls.
  auto b = static_cast<Bytes*>(TRY(allocateUnfilled(t, sizeof(Bytes) + length + 1, sizeof(Bytes), Kind::Bytes, kShapeOf_bytes)));
  b->length = length;
  b->hash = -1;
  b->data[length] = 0;
  return b;
}

void traceSingles(Tracer& tracer) {
  tracer.visit(emptyBytes);
  for (Bytes* b : singleBytes) tracer.visit(b);
}

void registerSingles() {
  static bool done = false;
  if (!done) addRootFunction(traceSingles);
  done = true;
}

}  // namespace

size_t sizeOf_Bytes(const Object* o) { return sizeof(Bytes) + static_cast<const Bytes*>(o)->length + 1; }
size_t sizeOf_ByteArray(const Object*) { return sizeof(ByteArray); }
void trace_ByteArray(Object* o, Tracer& tracer) { tracer.visit(static_cast<ByteArray*>(o)->store); }

Bytes* makeBytesUninitialised(Thread* t, size_t length) { return allocateBytes(t, length); }

Bytes* makeBytes(Thread* t, std::string_view bytes) {
  if (bytes.size() <= 1) {
    Bytes*& shared = bytes.empty() ? emptyBytes : singleBytes[static_cast<uint8_t>(bytes[0])];
    if (shared) return shared;
    uint8_t value = bytes.empty() ? 0 : static_cast<uint8_t>(bytes[0]);
    Bytes* b = TRY(allocateBytes(t, bytes.size()));
    if (!bytes.empty()) b->data[0] = value;
    registerSingles();
    return shared = b;
  }
  Bytes* b = TRY(allocateBytes(t, bytes.size()));
  copyShort(b->data, bytes.data(), bytes.size());
  return b;
}

int64_t hashOf(Bytes* b) {
  if (b->hash == -1) b->hash = base::hashBytes(b->data, b->length);
  return b->hash;
}

ByteArray* makeByteArray(Thread* t, std::string_view bytes) {
  auto b = TRY(allocate<ByteArray>(t, types::bytearray));
  if (bytes.empty()) return b;
  ByteStore* store = TRY(makeByteStore(t, bytes.size() + 1));
  std::memcpy(store->bytes, bytes.data(), bytes.size());
  b->store = store;
  writeBarrier(b);
  b->length = bytes.size();
  return b;
}

bool checkResizable(Thread* t, ByteArray* b) {
  if (b->views && !b->exports) b->views = liveViewsOf(t, b);
  if (b->exports || b->views) return raise(t, exc::BufferError, "Existing exports of data: object cannot be re-sized");
  return true;
}

bool resizeByteArray(Thread* t, ByteArray* b, size_t length) {
  if (length == b->length) return true;
  TRY(checkResizable(t, b));
  if (length > (size_t{1} << 46)) return raiseMemory(t);
  size_t capacity = b->store ? b->store->capacity : 0;
  if (b->start + length <= capacity && length >= capacity / 4) {
    b->length = length;
    return true;
  }
  if (length == 0) {
    b->store = nullptr;
    b->start = b->length = 0;
    return true;
  }
  // What grows goes on growing: short arrays by half, so that few steps lead to a size where an eighth is much.
  size_t wanted = length > b->length ? length + (length < 4096 ? length / 2 : length / 8) + 6 : length + 1;
  if (length + b->length / 2 < b->length && wanted < length + 16) wanted = length + 16;
  size_t keep = length < b->length ? length : b->length;
  // Data that has slid towards the end is moved back when that gives enough room.
  if (b->start && length <= capacity && length >= capacity / 2) {
    std::memmove(b->store->bytes, b->store->bytes + b->start, keep);
    b->start = 0;
    b->length = length;
    return true;
  }
  ByteStore* old = b->store;
  if (old && b->start == 0 && extendByteStore(old, wanted)) {
    b->length = length;
    return true;
  }
  ByteStore* store = TRY(makeByteStore(t, wanted));
  if (keep) std::memcpy(store->bytes, byteArrayData(b), keep);
  b->store = store;
  b->start = 0;
  b->length = length;
  writeBarrier(b);
  discard(old);
  return true;
}

bool spliceByteArray(Thread* t, ByteArray* b, size_t start, size_t end, std::string_view with) {
  size_t removed = end - start, tail = b->length - end;
  if (with.size() != removed) {
    TRY(checkResizable(t, b));
    if (start == 0 && with.empty() && removed < b->length) {  // bytes go at the front: nothing is moved
      b->start += removed;
      b->length -= removed;
      return true;
    }
    if (with.size() < removed) {
      std::memmove(byteArrayData(b) + start + with.size(), byteArrayData(b) + end, tail);
      if (!with.empty()) std::memcpy(byteArrayData(b) + start, with.data(), with.size());
      return resizeByteArray(t, b, b->length - removed + with.size());
    }
    TRY(resizeByteArray(t, b, b->length - removed + with.size()));
    std::memmove(byteArrayData(b) + start + with.size(), byteArrayData(b) + end, tail);
  }
  if (!with.empty()) std::memmove(byteArrayData(b) + start, with.data(), with.size());
  return true;
}

Str* bytesRepr(Thread* t, std::string_view bytes) {
  char quote = bytes.find('\'') != std::string_view::npos && bytes.find('"') == std::string_view::npos ? '"' : '\'';
  StrBuilder out(t);
  TextBuffer& b = out.buffer();
  b.append(U'b');
  b.append(static_cast<char32_t>(quote));
  for (char ch : bytes) {
    auto c = static_cast<uint8_t>(ch);
    if (ch == quote || c == '\\') {
      b.append(U'\\');
      b.append(char32_t{c});
    } else if (c == '\t') {
      b.appendAscii("\\t");
    } else if (c == '\n') {
      b.appendAscii("\\n");
    } else if (c == '\r') {
      b.appendAscii("\\r");
    } else if (c < ' ' || c >= 0x7F) {
      b.appendAscii("\\x");
      b.append(static_cast<char32_t>("0123456789abcdef"[c >> 4]));
      b.append(static_cast<char32_t>("0123456789abcdef"[c & 15]));
    } else {
      b.append(char32_t{c});
    }
  }
  b.append(static_cast<char32_t>(quote));
  return out.finish();
}

Maybe<uint8_t> byteArgumentPy(Thread* t, Value v, const char* message) {
  Value index = v.isSmallInt() ? v : TRY(indexPy(t, v));
  int64_t i;
  if (!fitsInt64(index, &i) || i < 0 || i > 255) return raise(t, exc::ValueError, "{}", message);
  return static_cast<uint8_t>(i);
}

}  // namespace typhon
