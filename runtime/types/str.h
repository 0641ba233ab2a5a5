// str: immutable text, one, two or four bytes a code point (PEP 393).
#pragma once

#include <string>
#include <string_view>

#include "runtime/exec/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/types/text.h"

namespace typhon {

// Shared growing storage behind strings that were built by `s += t`; leaf.
struct StrBuffer : Object {
  uint64_t capacity;  // bytes
  uint64_t used;      // bytes taken by the longest string on it; only a string that ends here may grow in place
  uint8_t bytes[];
};

struct Str : Object {
  enum : uint8_t { kAscii = 1, kInterned = 2, kShared = 4 /* data lies in a StrBuffer */ };
  uint64_t length;  // code points
  int64_t hash;     // -1: not computed yet
  uint8_t width;    // bytes per code point: 1 (up to U+00FF), 2, 4; always the narrowest possible
  uint8_t strFlags;
  uint8_t padding[6];
  const uint8_t* data;  // inline behind the structure, or in a StrBuffer; not terminated

  bool isAscii() const { return strFlags & kAscii; }
  bool isInterned() const { return strFlags & kInterned; }
  const uint8_t* narrow() const { return data; }
  const char16_t* medium() const { return reinterpret_cast<const char16_t*>(data); }
  const char32_t* wide() const { return reinterpret_cast<const char32_t*>(data); }
  char32_t at(size_t i) const { return width == 1 ? data[i] : width == 2 ? medium()[i] : wide()[i]; }
  // Bytes as they are; for ASCII strings this is the text itself.
  std::string_view ascii() const { return {reinterpret_cast<const char*>(data), length}; }
};

inline TextView textOf(const Str* s) { return TextView(s->data, s->length, s->width); }
// Whether v is exactly of type str.
inline bool isExactStr(Value v) { return v.isObject() && v.asObject()->shape == kShapeOf_str; }

// From UTF-8 or WTF-8 text, which must be valid. One-character Latin-1 and empty strings are shared.
Str* makeStr(Thread* t, std::string_view utf8);
Str* makeStrLatin1(Thread* t, std::string_view bytes);
// Text that is known to be ASCII.
Str* makeStrAscii(Thread* t, std::string_view ascii);
Str* makeStrFromCodePoints(Thread* t, const char32_t* points, size_t count);
Str* makeStrFromCodePoint(Thread* t, char32_t c);
// The strings of one Latin-1 character, where they have been asked for.
extern Str* latin1Strs[256];
inline Str* characterStr(Thread* t, char32_t c) {
  if (c < 256 && latin1Strs[c]) [[likely]]
    return latin1Strs[c];
  return makeStrFromCodePoint(t, c);
}
// A copy of the characters, at the narrowest width.
Str* makeStr(Thread* t, TextView text);
// Uninitialised (for the caller to fill at once through mutableData): `length` code points of at most `maxChar`.
inline Str* makeStrUninitialised(Thread* t, size_t length, char32_t maxChar) {
  uint8_t width = widthFor(maxChar);
  if (length > (size_t{1} << 46)) [[unlikely]]
    return raiseMemory(t);
  auto s = static_cast<Str*>(allocateUnfilled(t, sizeof(Str) + length * width, sizeof(Str), Kind::Str, kShapeOf_str));
  if (!s) [[unlikely]]
    return nullptr;
  s->length = length;
  s->hash = -1;
  s->width = width;
  s->strFlags = maxChar < 0x80 ? Str::kAscii : 0;
  s->data = reinterpret_cast<uint8_t*>(s + 1);
  return s;
}
inline uint8_t* mutableData(Str* s) { return const_cast<uint8_t*>(s->data); }
// The one string with this text; strings used as attribute names are interned. Interned strings live for ever.
Str* internStr(Thread* t, std::string_view utf8);
Str* internStr(Thread* t, Str* s);
// The interned string with the text of s, or null.
Str* findInterned(Str* s);

// WTF-8 text.
std::string toUtf8(const Str* s);
bool equals(const Str* a, const Str* b);
bool equals(const Str* a, std::string_view ascii);
int compare(const Str* a, const Str* b);  // by code points: negative, zero, positive
int64_t hashOf(Str* s);                   // CPython's SipHash-1-3, cached

Str* concat(Thread* t, Str* a, Str* b);
// a += b where the caller drops `a`: grows in place when a ends its shared buffer.
Str* append(Thread* t, Str* a, Str* b);
// separator.join(items): TypeError "sequence item 0: expected str instance, int found".
Str* joinStrs(Thread* t, Str* separator, const Value* items, size_t count);
Str* substring(Thread* t, Str* s, size_t start, size_t end);

// Builds a string piece by piece in malloc'ed memory of no references; keep it on the stack. A failed allocation is
// remembered: every later call returns false, and finish() returns null with MemoryError pending.
class StrBuilder {
 public:
  explicit StrBuilder(Thread* t) : thread_(t) {}
  StrBuilder(const StrBuilder&) = delete;
  [[nodiscard]] bool add(const Str* s);
  [[nodiscard]] bool add(const Str* s, size_t start, size_t end);
  [[nodiscard]] bool add(TextView v);
  [[nodiscard]] bool add(std::string_view utf8);
  [[nodiscard]] bool add(const char* utf8) { return add(std::string_view(utf8)); }
  [[nodiscard]] bool add(char32_t c);
  [[nodiscard]] bool addFill(char32_t c, size_t count);
  size_t length() const { return buffer_.size(); }
  // The characters themselves, for code that adds many and looks at failures once, in finish().
  TextBuffer& buffer() { return buffer_; }
  Str* finish();  // null with MemoryError pending

 private:
  bool check() { return buffer_.failed() ? fail() : true; }
  bool fail();
  Thread* thread_;
  TextBuffer buffer_;
};

// repr(s) with Python's quoting and escapes.
Str* strRepr(Thread* t, const Str* s);
// For messages: text of a str Value, WTF-8, at most `limit` code points (0: all).
std::string strText(Value v, size_t limit = 0);

}  // namespace typhon
