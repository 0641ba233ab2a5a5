// Algorithms on borrowed characters (see text.h).
#include "runtime/types/text.h"

#include <cstdlib>

#include "runtime/base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

#ifdef __SSE2__
// The first place of a needle of two bytes or more, for texts of at least sixteen places, which are compared sixteen at a time by
// the needle's first and last byte (Mula 2016). Where too many agree by these and not by the rest, memmem goes on, which is
// linear.
constexpr size_t kBlock = 16;
size_t findInBlocks(const Latin1* text, size_t n, const Latin1* needle, size_t m) {
  size_t places = n - m + 1, misses = 0;
  const __m128i first = _mm_set1_epi8(static_cast<char>(needle[0])), last = _mm_set1_epi8(static_cast<char>(needle[m - 1]));
  for (size_t i = 0; i < places;) {
    size_t at = i + kBlock <= places ? i : places - kBlock;  // the last block overlaps the one before
    __m128i heads = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + at));
    __m128i tails = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + at + m - 1));
    auto equal =
        static_cast<unsigned>(_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(heads, first), _mm_cmpeq_epi8(tails, last))));
    for (equal = equal >> (i - at) << (i - at); equal; equal &= equal - 1) {
      size_t found = at + static_cast<size_t>(__builtin_ctz(equal));
      if (m == 2 || std::memcmp(text + found + 1, needle + 1, m - 2) == 0) return found;
      misses += 1 + m / 16;
    }
    i = at + kBlock;
    if (misses > 16 + i / 16 && i < places) {
      auto p = static_cast<const Latin1*>(memmem(text + i, n - i, needle, m));
      return p ? static_cast<size_t>(p - text) : base::kNotFound;
    }
  }
  return base::kNotFound;
}
#endif

// Of one byte a character: in short texts the first character leads to the places worth looking at. Where that does not pay,
// memmem, whose preparation costs more than most searches.
size_t findNarrow(const Latin1* text, size_t n, const Latin1* needle, size_t m) {
  if (m == 0) return 0;
  if (m > n) return base::kNotFound;
  if (m == 1) return base::findElement(text, n, needle[0]);
#ifdef __SSE2__
  if (n - m + 1 >= kBlock) return findInBlocks(text, n, needle, m);
#endif
  size_t last = n - m, misses = 0;
  for (size_t i = 0; i <= last; ++i) {
    auto p = static_cast<const Latin1*>(std::memchr(text + i, needle[0], last - i + 1));
    if (!p) return base::kNotFound;
    i = static_cast<size_t>(p - text);
    bool close = p[1] == needle[1];
    if (close && std::memcmp(p, needle, m) == 0) return i;
    misses += close ? 1 + m / 16 : 1;
    if (misses > 16 + i / 16) {
      p = static_cast<const Latin1*>(memmem(text + i, n - i, needle, m));
      return p ? static_cast<size_t>(p - text) : base::kNotFound;
    }
  }
  return base::kNotFound;
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
    for (size_t at = 0; count < limit; ++count) {
      size_t step = findNarrow(p + at, text.size - at, needle.as<Latin1>(), needle.size);
      if (step == base::kNotFound) break;
      at += step + needle.size;
    }
    return count;
  }
  Widened same(needle, text.width);
  return withText(
      text, [&](auto* p) { return base::countIn(p, text.size, static_cast<decltype(p)>(same.data()), needle.size, limit); });
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
