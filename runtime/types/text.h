// TextView: borrowed characters of one, two or four bytes each, and the algorithms on them that str, bytes and the
// codecs share. Nothing here allocates on the managed heap, raises or runs Python code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "runtime/base/text_search.h"

namespace typhon {

using Latin1 = uint8_t;  // element types of the three widths
using Ucs2 = char16_t;
using Ucs4 = char32_t;

// Two words, so that views are passed in registers: through memory, a load that spans the stores of two words waits for both.
struct TextView {
  const void* data = nullptr;
  size_t size : 56 = 0;  // characters
  uint8_t width = 1;     // bytes per character

  TextView() = default;
  TextView(const void* data, size_t size, uint8_t width) : data(data), size(size), width(width) {}
  TextView(std::string_view latin1) : data(latin1.data()), size(latin1.size()) {}

  char32_t operator[](size_t i) const {
    return width == 1   ? static_cast<const Latin1*>(data)[i]
           : width == 2 ? static_cast<const Ucs2*>(data)[i]
                        : static_cast<const Ucs4*>(data)[i];
  }
  TextView slice(size_t from, size_t to) const {
    return TextView(static_cast<const char*>(data) + from * width, to - from, width);
  }
  size_t bytes() const { return size * width; }
  template <class Ch>
  const Ch* as() const {
    return static_cast<const Ch*>(data);
  }
  // The view as bytes; only for width 1.
  std::string_view narrow() const { return {static_cast<const char*>(data), size}; }
};

// Calls f(const Ch* data) with the view's element type.
template <class F>
inline decltype(auto) withText(const TextView& v, F&& f) {
  if (v.width == 1) return f(v.as<Latin1>());
  if (v.width == 2) return f(v.as<Ucs2>());
  return f(v.as<Ucs4>());
}

// Bytes per character that characters up to `widest` (or their bitwise or) need.
inline uint8_t widthFor(char32_t widest) { return widest < 0x100 ? 1 : widest < 0x10000 ? 2 : 4; }

static_assert(sizeof(TextView) == 16);

// Copies characters into an array whose elements are at least as wide as needed for each of them (a narrowing copy is
// fine as long as the values fit).
void convertText(void* out, uint8_t outWidth, TextView from);
// memcpy for what is mostly short: no call up to 64 bytes.
inline void copyShort(void* out, const void* from, size_t bytes) {
  auto to = static_cast<char*>(out);
  auto source = static_cast<const char*>(from);
  auto ends = [&](auto piece) {  // the first and the last piece, which may overlap
    auto last = piece;
    std::memcpy(&piece, source, sizeof piece);
    std::memcpy(&last, source + bytes - sizeof last, sizeof last);
    std::memcpy(to, &piece, sizeof piece);
    std::memcpy(to + bytes - sizeof last, &last, sizeof last);
  };
  using Vector = uint8_t __attribute__((vector_size(16)));
  if (bytes > 64) {
    std::memcpy(to, source, bytes);
  } else if (bytes > 32) {
    Vector pieces[4];
    std::memcpy(pieces, source, 32);
    std::memcpy(pieces + 2, source + bytes - 32, 32);
    std::memcpy(to, pieces, 32);
    std::memcpy(to + bytes - 32, pieces + 2, 32);
  } else if (bytes > 16) {
    ends(Vector{});
  } else if (bytes >= 8) {
    ends(uint64_t{});
  } else if (bytes >= 4) {
    ends(uint32_t{});
  } else if (bytes >= 2) {
    ends(uint16_t{});
  } else if (bytes) {
    *to = *source;
  }
}
inline void copyText(void* out, uint8_t outWidth, TextView from) {
  if (outWidth == from.width) [[likely]]
    return copyShort(out, from.data, from.bytes());
  convertText(out, outWidth, from);
}
// Writes c `count` times.
inline void fillText(void* out, uint8_t outWidth, char32_t c, size_t count) {
  if (outWidth == 1)
    std::memset(out, static_cast<int>(c), count);
  else if (outWidth == 2)
    for (size_t i = 0; i < count; ++i) static_cast<Ucs2*>(out)[i] = static_cast<Ucs2>(c);
  else
    for (size_t i = 0; i < count; ++i) static_cast<Ucs4*>(out)[i] = c;
}
template <class Ch>
inline void copyTextTo(Ch* out, TextView from) {
  copyText(out, sizeof(Ch), from);
}

// The bitwise or of all characters, or a value in the same width class (7, 8, 16, 21 bits).
char32_t widestInText(TextView v);
bool isAsciiText(TextView v);

bool equalText(TextView a, TextView b);
int compareText(TextView a, TextView b);  // by code points: negative, 0, positive

// Positions relative to the view; base::kNotFound if absent.
size_t findText(TextView text, TextView needle);
size_t findTextLast(TextView text, TextView needle);
size_t countText(TextView text, TextView needle, size_t limit = SIZE_MAX);
size_t findChar(TextView text, char32_t c);
size_t findCharLast(TextView text, char32_t c);

// WTF-8 of the characters.
std::string toUtf8(TextView v);
std::u32string toUcs4(TextView v);

// Slice bounds as str.find and its kin take them: negative counts from the end, clamped to [0, size].
inline void clampRange(int64_t* start, int64_t* end, int64_t size) {
  if (*end > size) *end = size;
  if (*end < 0 && (*end += size) < 0) *end = 0;
  if (*start < 0 && (*start += size) < 0) *start = 0;
}

// Characters being collected; widens when it has to. A failed allocation is remembered (see failed()).
class TextBuffer {
 public:
  TextBuffer() = default;
  ~TextBuffer();
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;

  void append(char32_t c) {
    if (c > limit_ || size_ == capacity_) [[unlikely]] {
      if (!prepare(c, 1)) return;
    }
    if (width_ == 1)
      static_cast<Latin1*>(data_)[size_++] = static_cast<Latin1>(c);
    else if (width_ == 2)
      static_cast<Ucs2*>(data_)[size_++] = static_cast<Ucs2>(c);
    else
      static_cast<Ucs4*>(data_)[size_++] = c;
  }
  void append(TextView v) {
    if (v.width != width_ || capacity_ - size_ < v.size) [[unlikely]]
      return appendSlow(v);
    copyShort(at(size_), v.data, v.bytes());
    size_ += v.size;
  }
  void appendAscii(std::string_view ascii) { append(TextView(ascii)); }
  void appendUtf8(std::string_view wtf8);  // valid
  void appendRepeated(char32_t c, size_t count);
  // Room for `count` more characters up to `widest`, which the caller writes itself and then commits.
  void* reserve(size_t count, char32_t widest) { return prepare(widest, count) ? at(size_) : nullptr; }
  void commit(size_t count) { size_ += count; }

  size_t size() const { return size_; }
  uint8_t width() const { return width_; }
  bool failed() const { return failed_; }
  void truncate(size_t size) { size_ = size; }
  void clear() { size_ = 0; }
  char32_t operator[](size_t i) const { return view()[i]; }
  // Characters that are stored at `width()` but may fit into less.
  TextView view() const { return TextView(data_, size_, width_); }

 private:
  void appendSlow(TextView v);
  bool prepare(char32_t widest, size_t more);
  void* at(size_t i) { return static_cast<char*>(data_) + i * width_; }

  void* data_ = inline_;
  size_t size_ = 0, capacity_ = sizeof inline_;
  char32_t limit_ = 0xFF;
  uint8_t width_ = 1;
  bool failed_ = false;
  alignas(8) char inline_[240];
};

}  // namespace typhon
