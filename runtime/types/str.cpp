// str: making, interning, hashing, comparing and concatenating strings. Methods are in str_*.cpp.
#include "runtime/types/str.h"

#include <cstdlib>
#include <cstring>

#include "runtime/base/hash.h"
#include "runtime/base/unicode.h"
#include "runtime/base/utf8.h"
#include "runtime/exec/errors.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/weak.h"
#include "runtime/types/str_buffer.h"

namespace typhon {

// Made on demand, interned.
Str* latin1Strs[256];

namespace {

Str* emptyStr;

// Below this many bytes `s += t` copies instead of setting up a growing buffer.
constexpr size_t kMinSharedBytes = 256;
// From this size on `s + t` does the same when t is short.
constexpr size_t kMinLoopBytes = 4096;

// The table of interned strings: open addressing over malloc'ed memory, traced as a root.
class InternTable {
 public:
  // The entry for the text, or the free slot where it belongs.
  Str** find(TextView text, int64_t hash) {
    size_t mask = capacity_ - 1;
    for (size_t i = static_cast<size_t>(hash) & mask;; i = (i + 1) & mask) {
      Str* s = entries_[i];
      if (!s || (s->hash == hash && equalText(textOf(s), text))) return &entries_[i];
    }
  }
  bool ensureRoom() {
    if ((count_ + 1) * 2 < capacity_) return true;
    size_t capacity = capacity_ ? capacity_ * 2 : 4096;
    auto grown = static_cast<Str**>(std::calloc(capacity, sizeof(Str*)));
    if (!grown) return false;
    Str** old = entries_;
    size_t oldCapacity = capacity_;
    entries_ = grown;
    capacity_ = capacity;
    for (size_t i = 0; i < oldCapacity; ++i) {
      if (!old[i]) continue;
      size_t at = static_cast<size_t>(old[i]->hash) & (capacity - 1);
      while (grown[at]) at = (at + 1) & (capacity - 1);
      grown[at] = old[i];
    }
    if (!old) addRootFunction(&InternTable::trace);
    std::free(old);
    return true;
  }
  void add(Str** slot, Str* s) {
    s->strFlags |= Str::kInterned;
    *slot = s;
    ++count_;
    if (youngCount_ < kMostYoung) young_[youngCount_] = s;
    ++youngCount_;
  }
  bool ready() const { return entries_; }
  template <class F>
  void forEach(F f) {
    for (size_t i = 0; i < capacity_; ++i)
      if (entries_[i]) f(entries_[i]);
  }

 private:
  static void trace(Tracer& tracer);
  Str** entries_ = nullptr;
  size_t capacity_ = 0, count_ = 0;
  // Those interned since the last collection, all that a minor one need look at; there may have been too many to note.
  static constexpr size_t kMostYoung = 256;
  Str* young_[kMostYoung];
  size_t youngCount_ = 0;
};
InternTable interned;

void InternTable::trace(Tracer& tracer) {
  if (skipsOld(tracer) && interned.youngCount_ <= kMostYoung) {
    for (size_t i = 0; i < interned.youngCount_; ++i) tracer.visit(interned.young_[i]);
  } else {
    interned.forEach([&](Str* s) { tracer.visit(s); });
  }
  if (tracer.marks()) interned.youngCount_ = 0;
}

int64_t hashOfText(TextView v) { return base::hashBytes(v.data, v.bytes()); }

// Interns a string of the given text, which must not be in the table.
Str* internNew(Thread* t, TextView text, int64_t hash) {
  Str* s = TRY(makeStrUninitialised(t, text.size, widestInText(text)));
  copyText(mutableData(s), s->width, text);
  s->hash = hash;
  if (!interned.ensureRoom()) return raiseMemory(t);
  interned.add(interned.find(text, hash), s);
  return s;
}

}  // namespace

size_t sizeOf_Str(const Object* o) {
  auto s = static_cast<const Str*>(o);
  return sizeof(Str) + (s->strFlags & Str::kShared ? 0 : s->length * s->width);
}
void trace_Str(Object* o, Tracer& tracer) {
  auto s = static_cast<Str*>(o);
  if (s->strFlags & Str::kShared) tracer.visit(bufferOf(s));
}
size_t sizeOf_StrBuffer(const Object* o) { return sizeof(StrBuffer) + static_cast<const StrBuffer*>(o)->capacity; }

Str* makeStr(Thread* t, TextView text) {
  if (text.size == 0 && emptyStr) return emptyStr;
  if (text.size == 1 && text[0] < 256) return characterStr(t, text[0]);
  Str* s = TRY(makeStrUninitialised(t, text.size, widestInText(text)));
  copyText(mutableData(s), s->width, text);
  return text.size ? s : internStr(t, s);
}

Str* makeStr(Thread* t, std::string_view utf8) {
  if (base::isAscii(utf8)) return makeStr(t, TextView(utf8));
  base::Utf8Scan scan = base::scanUtf8(utf8, true);
  utf8 = utf8.substr(0, scan.validBytes);
  Str* s = TRY(makeStrUninitialised(t, scan.codePoints, scan.widest));
  uint8_t* data = mutableData(s);
  if (s->width == 1)
    base::decodeUtf8To(utf8, data);
  else if (s->width == 2)
    base::decodeUtf8To(utf8, reinterpret_cast<char16_t*>(data));
  else
    base::decodeUtf8To(utf8, reinterpret_cast<char32_t*>(data));
  if (s->length == 1 && s->width == 1) return makeStrFromCodePoint(t, s->at(0));
  return s;
}

Str* makeStrAscii(Thread* t, std::string_view ascii) {
  if (ascii.size() < 2) [[unlikely]]
    return makeStr(t, TextView(ascii));
  Str* s = TRY(makeStrUninitialised(t, ascii.size(), 0x7F));
  copyShort(mutableData(s), ascii.data(), ascii.size());
  return s;
}

Str* makeStrLatin1(Thread* t, std::string_view bytes) { return makeStr(t, TextView(bytes)); }

Str* makeStrFromCodePoints(Thread* t, const char32_t* points, size_t count) { return makeStr(t, TextView(points, count, 4)); }

Str* makeStrFromCodePoint(Thread* t, char32_t c) {
  if (c < 256) {
    if (latin1Strs[c]) [[likely]]
      return latin1Strs[c];
    auto byte = static_cast<Latin1>(c);
    TextView text(&byte, 1, 1);
    int64_t hash = hashOfText(text);
    Str* s = nullptr;
    if (interned.ready()) s = *interned.find(text, hash);
    if (!s) s = TRY(internNew(t, text, hash));
    return latin1Strs[c] = s;
  }
  Str* s = TRY(makeStrUninitialised(t, 1, c));
  copyText(mutableData(s), s->width, TextView(&c, 1, 4));
  return s;
}

Str* internStr(Thread* t, std::string_view utf8) {
  if (base::isAscii(utf8)) {
    TextView text(utf8);
    int64_t hash = hashOfText(text);
    Str* s = interned.ready() ? *interned.find(text, hash) : nullptr;
    if (!s) s = TRY(internNew(t, text, hash));
    if (text.size == 0) emptyStr = s;
    if (text.size == 1) latin1Strs[text[0]] = s;
    return s;
  }
  return internStr(t, TRY(makeStr(t, utf8)));
}

Str* internStr(Thread* t, Str* s) {
  if (s->isInterned()) return s;
  int64_t hash = hashOf(s);
  if (interned.ready())
    if (Str* known = *interned.find(textOf(s), hash)) return known;
  // Only exact strings with their own characters go into the table.
  if (!isExactStr(s) || s->strFlags & Str::kShared || s->length < 2) {
    Str* copy = TRY(internNew(t, textOf(s), hash));
    if (copy->length == 0) emptyStr = copy;
    if (copy->length == 1 && copy->width == 1) latin1Strs[copy->at(0)] = copy;
    return copy;
  }
  if (!interned.ensureRoom()) return raiseMemory(t);
  interned.add(interned.find(textOf(s), hash), s);
  return s;
}

Str* findInterned(Str* s) {
  if (s->isInterned()) return s;
  return interned.ready() ? *interned.find(textOf(s), hashOf(s)) : nullptr;
}

std::string toUtf8(const Str* s) {
  if (s->isAscii()) return std::string(s->ascii());
  return toUtf8(textOf(s));
}

namespace {

template <class Word>
bool sameWord(const uint8_t* a, const uint8_t* b) {
  Word x, y;
  std::memcpy(&x, a, sizeof(Word));
  std::memcpy(&y, b, sizeof(Word));
  return x == y;
}

// Keys are short: up to 16 bytes are two words, which may overlap.
inline bool sameBytes(const uint8_t* a, const uint8_t* b, size_t n) {
  if (n > 16) return std::memcmp(a, b, n) == 0;
  if (n >= 8) return sameWord<uint64_t>(a, b) && sameWord<uint64_t>(a + n - 8, b + n - 8);
  if (n >= 4) return sameWord<uint32_t>(a, b) && sameWord<uint32_t>(a + n - 4, b + n - 4);
  for (size_t i = 0; i < n; ++i)
    if (a[i] != b[i]) return false;
  return true;
}

}  // namespace

bool equals(const Str* a, const Str* b) {
  if (a == b) return true;
  if (a->length != b->length || a->width != b->width) return false;
  if (a->hash != b->hash && a->hash != -1 && b->hash != -1) return false;
  return sameBytes(a->data, b->data, a->length * a->width);
}
bool equals(const Str* a, std::string_view ascii) { return a->isAscii() && a->ascii() == ascii; }
int compare(const Str* a, const Str* b) {
  if (a->width == 1 && b->width == 1) [[likely]] {
    size_t n = a->length < b->length ? a->length : b->length;
    // The first characters decide most comparisons.
    if (n && a->data[0] != b->data[0]) return a->data[0] < b->data[0] ? -1 : 1;
    if (int order = n ? std::memcmp(a->data, b->data, n) : 0) return order;
    return a->length < b->length ? -1 : a->length > b->length;
  }
  return compareText(textOf(a), textOf(b));
}

int64_t hashOf(Str* s) {
  if (s->hash == -1) s->hash = hashOfText(textOf(s));
  return s->hash;
}

Str* concat(Thread* t, Str* a, Str* b) {
  if (a->length == 0 && isExactStr(b)) return b;
  if (b->length == 0 && isExactStr(a)) return a;
  uint8_t width = a->width > b->width ? a->width : b->width;
  // `s = s + t` in a loop: a little added to much is taken for a string that will go on growing.
  if (a->length * width >= kMinLoopBytes && b->length <= a->length / 8) return append(t, a, b);
  char32_t widest = width == 1 ? (a->isAscii() && b->isAscii() ? 0x7F : 0xFF) : width == 2 ? 0xFFFF : base::kMaxCodePoint;
  Str* s = TRY(makeStrUninitialised(t, a->length + b->length, widest));
  copyText(mutableData(s), width, textOf(a));
  copyText(mutableData(s) + a->length * width, width, textOf(b));
  return s;
}

Str* append(Thread* t, Str* a, Str* b) {
  if (b->length == 0 && isExactStr(a)) return a;
  uint8_t width = a->width > b->width ? a->width : b->width;
  size_t length = a->length + b->length, bytes = length * width;
  if (bytes < kMinSharedBytes || a->length < b->length) return concat(t, a, b);
  bool ascii = a->isAscii() && b->isAscii();
  StrBuffer* buffer = nullptr;
  if (a->strFlags & Str::kShared && width == a->width) {
    buffer = bufferOf(a);
    bool grows = buffer->used == a->length * width;
    if (!grows || (buffer->capacity < bytes && !extendStrBuffer(buffer, bytes + bytes / 2))) buffer = nullptr;
  }
  if (!buffer) {
    if (bytes > (size_t{1} << 46)) return raiseMemory(t);
    buffer = TRY(makeStrBuffer(t, bytes + bytes / 2 + 56));
    copyText(buffer->bytes, width, textOf(a));
  }
  // The new string's header comes first: if it cannot be had, the buffer still ends where `a` does.
  Str* s = TRY(makeShared(t, buffer, length, width, ascii));
  copyText(buffer->bytes + a->length * width, width, textOf(b));
  buffer->used = bytes;
  return s;
}

Str* substring(Thread* t, Str* s, size_t start, size_t end) {
  if (start == 0 && end == s->length && isExactStr(s)) return s;
  if (s->isAscii()) return makeStrAscii(t, s->ascii().substr(start, end - start));
  return makeStr(t, textOf(s).slice(start, end));
}

bool StrBuilder::fail() { return raiseMemory(thread_); }

bool StrBuilder::add(const Str* s) {
  buffer_.append(textOf(s));
  return check();
}
bool StrBuilder::add(const Str* s, size_t start, size_t end) {
  buffer_.append(textOf(s).slice(start, end));
  return check();
}
bool StrBuilder::add(TextView v) {
  buffer_.append(v);
  return check();
}
bool StrBuilder::add(std::string_view utf8) {
  buffer_.appendUtf8(utf8);
  return check();
}
bool StrBuilder::add(char32_t c) {
  buffer_.append(c);
  return check();
}
bool StrBuilder::addFill(char32_t c, size_t count) {
  buffer_.appendRepeated(c, count);
  return check();
}
Str* StrBuilder::finish() {
  if (buffer_.failed()) return raiseMemory(thread_);
  return makeStr(thread_, buffer_.view());
}

std::string strText(Value v, size_t limit) {
  auto s = v.as<Str>();
  if (limit && s->length > limit) return toUtf8(textOf(s).slice(0, limit));
  return toUtf8(s);
}

}  // namespace typhon
