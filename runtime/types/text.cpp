// Algorithms on borrowed characters (see text.h).
#include "runtime/types/text.h"

#include <bit>
#include <cstdlib>

#include "runtime/base/utf8.h"
#include "runtime/types/text_occurrences.h"

namespace typhon {

namespace {

template <class To, class From>
void copyElements(To* out, const From* from, size_t size) {
  for (size_t i = 0; i < size; ++i) out[i] = static_cast<To>(from[i]);
}

// A needle brought to the width of the text that is searched; in a buffer of its own when it has to be widened.
class Widened {
 public:
  Widened(TextView v, uint8_t width) : data_(v.data) {
    if (v.width == width) return;
    size_t bytes = v.size * width;
    void* out = bytes <= sizeof small_ ? small_ : (large_ = std::malloc(bytes));
    if (!out) std::abort();
    copyText(out, width, v);
    data_ = out;
  }
  ~Widened() { std::free(large_); }
  Widened(const Widened&) = delete;
  const void* data() const { return data_; }

 private:
  const void* data_;
  void* large_ = nullptr;
  alignas(8) char small_[512];
};

// Sixteen places of a text at a time; clang makes the machine's vector compares and masks of it.
constexpr size_t kBlock = 16;
using Block = Latin1 __attribute__((ext_vector_type(kBlock)));
using BlockMask = bool __attribute__((ext_vector_type(kBlock)));

Block loadBlock(const Latin1* p) {
  Block b;
  std::memcpy(&b, p, sizeof b);
  return b;
}

// Whether `size` bytes are the same; they are few as a rule.
bool sameBytes(const Latin1* a, const Latin1* b, size_t size) {
  auto ends = [&](auto piece) {  // the first and the last piece, which may overlap
    auto x = piece, y = piece, z = piece;
    std::memcpy(&piece, a, sizeof piece);
    std::memcpy(&x, b, sizeof piece);
    std::memcpy(&y, a + size - sizeof piece, sizeof piece);
    std::memcpy(&z, b + size - sizeof piece, sizeof piece);
    return ((piece ^ x) | (y ^ z)) == 0;
  };
  if (size > 16) return std::memcmp(a, b, size) == 0;
  if (size >= 8) return ends(uint64_t{});
  if (size >= 4) return ends(uint32_t{});
  if (size == 0) return true;
  return a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1];
}

// Calls found(place) for the occurrences of a needle that do not overlap, from `from` on, until it returns false. Of the places
// those are compared whose first and last byte are the needle's (Mula 2016). Where too many agree by these and not by the
// rest, memmem goes on, which is linear.
template <class Found>
[[gnu::always_inline]] inline void eachOccurrence(const Latin1* text, size_t n, const Latin1* needle, size_t m, size_t from,
                                                  Found found) {
  if (m > n || from > n - m) return;
  size_t places = n - m + 1, misses = 0;
  if (places >= kBlock) {
    const Block first = needle[0], last = needle[m - 1];
    const auto equalAt = [&](size_t i) -> uint32_t {
      auto both = (loadBlock(text + i) == first) & (loadBlock(text + i + m - 1) == last);
      return std::bit_cast<uint16_t>(__builtin_convertvector(both, BlockMask));
    };
    // Two blocks at a time, a last one that overlaps the one before; what lies before `from` is passed by.
    bool tedious = false;
    for (size_t i = from; i < places && !tedious; i += 2 * kBlock) {
      uint32_t equal;
      if (i + 2 * kBlock <= places) [[likely]] {
        equal = equalAt(i) | equalAt(i + kBlock) << kBlock;
      } else if (i + kBlock < places) {
        size_t rest = places - kBlock - i;  // of the first of the two blocks
        equal = (equalAt(i) & ((1u << rest) - 1)) | equalAt(i + rest) << rest;
      } else {
        i = places - kBlock;
        equal = equalAt(i);
      }
      for (; equal; equal &= equal - 1) {
        size_t place = i + static_cast<size_t>(std::countr_zero(equal));
        if (place < from) continue;
        if (m > 2 && !sameBytes(text + place + 1, needle + 1, m - 2)) {
          misses += 1 + m / 16;
          continue;
        }
        if (!found(place)) return;
        from = place + m;
      }
      tedious = misses > 16 + i / 16;
      if (tedious && from < i + 2 * kBlock) from = i + 2 * kBlock;
    }
    if (!tedious) return;
  }
  while (from < places) {
    // In short texts the first byte leads to the places worth looking at.
    const void* p =
        misses <= 16 + from / 16 ? std::memchr(text + from, needle[0], places - from) : memmem(text + from, n - from, needle, m);
    if (!p) return;
    size_t place = static_cast<size_t>(static_cast<const Latin1*>(p) - text);
    if (!sameBytes(text + place, needle, m)) {
      misses += 1 + m / 16;
      from = place + 1;
      continue;
    }
    if (!found(place)) return;
    from = place + m;
  }
}

// Of one byte a character.
size_t findNarrow(const Latin1* text, size_t n, const Latin1* needle, size_t m) {
  if (m == 0) return 0;
  if (m == 1) return base::findElement(text, n, needle[0]);
  size_t at = base::kNotFound;
  eachOccurrence(text, n, needle, m, 0, [&](size_t place) {
    at = place;
    return false;
  });
  return at;
}

size_t countNarrow(const Latin1* text, size_t n, Latin1 c) {
  size_t count = 0;
  while (n) {  // in pieces whose counters fit into a byte, which the compiler makes vectors of
    size_t piece = n < 255 ? n : 255;
    uint8_t here = 0;
    for (size_t i = 0; i < piece; ++i) here = static_cast<uint8_t>(here + (text[i] == c));
    count += here;
    text += piece;
    n -= piece;
  }
  return count;
}

}  // namespace

void convertText(void* out, uint8_t outWidth, TextView from) {
  withText(from, [&](auto* source) {
    if (outWidth == 1)
      copyElements(static_cast<Latin1*>(out), source, from.size);
    else if (outWidth == 2)
      copyElements(static_cast<Ucs2*>(out), source, from.size);
    else
      copyElements(static_cast<Ucs4*>(out), source, from.size);
  });
}

char32_t widestInText(TextView v) {
  return withText(v, [&](auto* p) { return base::widestOf(p, v.size); });
}

bool isAsciiText(TextView v) {
  if (v.width == 1) return base::isAscii(v.narrow());
  return widestInText(v) < 0x80;
}

bool equalText(TextView a, TextView b) {
  if (a.size != b.size) return false;
  if (a.width == b.width) return a.size == 0 || std::memcmp(a.data, b.data, a.bytes()) == 0;
  return withText(a, [&](auto* p) {
    return withText(b, [&](auto* q) {
      for (size_t i = 0; i < a.size; ++i)
        if (static_cast<char32_t>(p[i]) != static_cast<char32_t>(q[i])) return false;
      return true;
    });
  });
}

int compareText(TextView a, TextView b) {
  size_t n = a.size < b.size ? a.size : b.size;
  int order = 0;
  if (a.width == 1 && b.width == 1) {
    order = n ? std::memcmp(a.data, b.data, n) : 0;
  } else {
    order = withText(a, [&](auto* p) {
      return withText(b, [&](auto* q) {
        for (size_t i = 0; i < n; ++i) {
          char32_t x = p[i], y = q[i];
          if (x != y) return x < y ? -1 : 1;
        }
        return 0;
      });
    });
  }
  if (order) return order;
  return a.size < b.size ? -1 : a.size > b.size;
}

size_t findText(TextView text, TextView needle) {
  if (needle.size > text.size || (needle.width > text.width && needle.size)) return base::kNotFound;
  if (text.width == 1) return findNarrow(text.as<Latin1>(), text.size, needle.as<Latin1>(), needle.size);
  Widened same(needle, text.width);
  return withText(text, [&](auto* p) { return base::findIn(p, text.size, static_cast<decltype(p)>(same.data()), needle.size); });
}

size_t findTextLast(TextView text, TextView needle) {
  if (needle.size > text.size || (needle.width > text.width && needle.size)) return base::kNotFound;
  Widened same(needle, text.width);
  return withText(text,
                  [&](auto* p) { return base::findInLast(p, text.size, static_cast<decltype(p)>(same.data()), needle.size); });
}

size_t countText(TextView text, TextView needle, size_t limit) {
  if (needle.size > text.size || (needle.width > text.width && needle.size)) return 0;
  if (text.width == 1 && needle.size) {
    auto p = text.as<Latin1>();
    if (needle.size == 1 && limit == SIZE_MAX) return countNarrow(p, text.size, needle.as<Latin1>()[0]);
    size_t count = 0;
    if (limit) eachOccurrence(p, text.size, needle.as<Latin1>(), needle.size, 0, [&](size_t) { return ++count < limit; });
    return count;
  }
  Widened same(needle, text.width);
  return withText(
      text, [&](auto* p) { return base::countIn(p, text.size, static_cast<decltype(p)>(same.data()), needle.size, limit); });
}

[[gnu::noinline]] static size_t findWideOccurrences(TextView text, TextView needle, size_t from, size_t most, size_t* places) {
  size_t count = 0;
  Widened same(needle, text.width);
  withText(text, [&](auto* p) {
    while (count < most && from < text.size) {
      size_t step = base::findIn(p + from, text.size - from, static_cast<decltype(p)>(same.data()), needle.size);
      if (step == base::kNotFound) break;
      places[count++] = from += step;
      from += needle.size;
    }
  });
  return count;
}

size_t findOccurrences(TextView text, TextView needle, size_t from, size_t most, size_t* places) {
  if (!most || needle.width > text.width) return 0;
  if (text.width != 1) return findWideOccurrences(text, needle, from, most, places);
  size_t count = 0;
  eachOccurrence(text.as<Latin1>(), text.size, needle.as<Latin1>(), needle.size, from, [&](size_t place) {
    places[count] = place;
    return ++count < most;
  });
  return count;
}

size_t findChar(TextView text, char32_t c) {
  if (text.width < 4 && c >> (8 * text.width)) return base::kNotFound;
  return withText(text, [&](auto* p) {
    return base::findElement(p, text.size, static_cast<std::remove_cv_t<std::remove_pointer_t<decltype(p)>>>(c));
  });
}

size_t findCharLast(TextView text, char32_t c) {
  if (text.width < 4 && c >> (8 * text.width)) return base::kNotFound;
  return withText(text, [&](auto* p) {
    return base::findElementLast(p, text.size, static_cast<std::remove_cv_t<std::remove_pointer_t<decltype(p)>>>(c));
  });
}

std::string toUtf8(TextView v) {
  return withText(v, [&](auto* p) {
    std::string out(base::utf8Size(p, v.size), '\0');
    if (out.size() == v.size)
      copyText(out.data(), 1, v);  // ASCII
    else
      base::encodeUtf8To(p, v.size, out.data());
    return out;
  });
}

std::u32string toUcs4(TextView v) {
  std::u32string out(v.size, U'\0');
  copyText(out.data(), 4, v);
  return out;
}

TextBuffer::~TextBuffer() {
  if (data_ != inline_) std::free(data_);
}

bool TextBuffer::prepare(char32_t widest, size_t more) {
  if (failed_) return false;
  uint8_t width = widest > limit_ ? widthFor(widest) : width_;
  if (width == width_ && capacity_ - size_ >= more) return true;
  size_t capacity = capacity_;
  if (capacity - size_ < more) {
    capacity = size_ + more + (size_ + more) / 2 + 64;
    if (more > SIZE_MAX / 16 || size_ > SIZE_MAX / 16) return failed_ = true, false;
  }
  if (width == width_ && data_ != inline_) {
    void* grown = std::realloc(data_, capacity * width);
    if (!grown) return failed_ = true, false;
    data_ = grown;
  } else {
    void* grown = std::malloc(capacity * width);
    if (!grown) return failed_ = true, false;
    copyText(grown, width, view());
    if (data_ != inline_) std::free(data_);
    data_ = grown;
  }
  capacity_ = capacity;
  width_ = width;
  limit_ = width == 1 ? 0xFF : width == 2 ? 0xFFFF : 0x10FFFF;
  return true;
}

void TextBuffer::appendSlow(TextView v) {
  if (!v.size) return;
  char32_t widest = v.width <= width_ ? 0 : widestInText(v);
  if (!prepare(widest, v.size)) return;
  copyText(at(size_), width_, v);
  size_ += v.size;
}

void TextBuffer::appendUtf8(std::string_view wtf8) {
  size_t ascii = base::asciiPrefix(wtf8.data(), wtf8.size());
  append(TextView(wtf8.substr(0, ascii)));
  wtf8.remove_prefix(ascii);
  if (wtf8.empty()) return;
  base::Utf8Scan scan = base::scanUtf8(wtf8, true);
  wtf8 = wtf8.substr(0, scan.validBytes);
  if (!prepare(scan.widest, scan.codePoints)) return;
  if (width_ == 1)
    base::decodeUtf8To(wtf8, static_cast<Latin1*>(at(size_)));
  else if (width_ == 2)
    base::decodeUtf8To(wtf8, static_cast<Ucs2*>(at(size_)));
  else
    base::decodeUtf8To(wtf8, static_cast<Ucs4*>(at(size_)));
  size_ += scan.codePoints;
}

void TextBuffer::appendRepeated(char32_t c, size_t count) {
  if (!count || !prepare(c, count)) return;
  fillText(at(size_), width_, c, count);
  size_ += count;
}

}  // namespace typhon
