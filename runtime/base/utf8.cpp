// UTF-8: the parts of utf8.h that are not inline.
#include "runtime/base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace typhon::base {

size_t asciiPrefix(const char* text, size_t size) {
  size_t i = 0;
#ifdef __SSE2__
  auto load = [&](size_t at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + at)); };
  for (; i + 64 <= size; i += 64) {
    __m128i any = _mm_or_si128(_mm_or_si128(load(i), load(i + 16)), _mm_or_si128(load(i + 32), load(i + 48)));
    if (_mm_movemask_epi8(any)) break;
  }
  for (; i + 16 <= size; i += 16) {
    int mask = _mm_movemask_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(text + i)));
    if (mask) return i + static_cast<size_t>(__builtin_ctz(static_cast<unsigned>(mask)));
  }
#endif
  for (; i + 8 <= size; i += 8) {
    uint64_t word;
    std::memcpy(&word, text + i, 8);
    word &= 0x8080808080808080u;
    if (word) return i + static_cast<size_t>(__builtin_ctzll(word)) / 8;
  }
  while (i < size && static_cast<uint8_t>(text[i]) < 0x80) ++i;
  return i;
}

Utf8Step decodeUtf8Step(const char* at, const char* end, bool surrogates) {
  auto byte = [&](ptrdiff_t i) { return static_cast<uint8_t>(at[i]); };
  auto continues = [&](ptrdiff_t i) { return (byte(i) & 0xC0) == 0x80; };
  ptrdiff_t left = end - at;
  uint8_t b = byte(0);
  if (b < 0x80) return {b, 1, Utf8Fault::None};
  if (b < 0xC2 || b > 0xF4) return {0, 1, Utf8Fault::InvalidStart};
  auto rest = static_cast<uint8_t>(left > 4 ? 4 : left);
  if (b < 0xE0) {
    if (left < 2) return {0, rest, Utf8Fault::UnexpectedEnd};
    if (!continues(1)) return {0, 1, Utf8Fault::InvalidContinuation};
    return {(b & 0x1Fu) << 6 | (byte(1) & 0x3Fu), 2, Utf8Fault::None};
  }
  if (left < 2) return {0, rest, Utf8Fault::UnexpectedEnd};
  if (!continues(1)) return {0, 1, Utf8Fault::InvalidContinuation};
  uint8_t second = byte(1);
  if (b < 0xF0) {
    if ((b == 0xE0 && second < 0xA0) || (b == 0xED && second >= 0xA0 && !surrogates))
      return {0, 1, Utf8Fault::InvalidContinuation};
    if (left < 3) return {0, rest, Utf8Fault::UnexpectedEnd};
    if (!continues(2)) return {0, 2, Utf8Fault::InvalidContinuation};
    return {(b & 0x0Fu) << 12 | (second & 0x3Fu) << 6 | (byte(2) & 0x3Fu), 3, Utf8Fault::None};
  }
  if ((b == 0xF0 && second < 0x90) || (b == 0xF4 && second >= 0x90)) return {0, 1, Utf8Fault::InvalidContinuation};
  if (left < 3) return {0, rest, Utf8Fault::UnexpectedEnd};
  if (!continues(2)) return {0, 2, Utf8Fault::InvalidContinuation};
  if (left < 4) return {0, rest, Utf8Fault::UnexpectedEnd};
  if (!continues(3)) return {0, 3, Utf8Fault::InvalidContinuation};
  return {(b & 0x07u) << 18 | (second & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 | (byte(3) & 0x3Fu), 4, Utf8Fault::None};
}

Utf8Scan scanUtf8(std::string_view text, bool surrogates) {
  const char* begin = text.data();
  const char* p = begin;
  const char* end = begin + text.size();
  size_t points = 0;
  char32_t widest = 0;
  while (p < end) {
    size_t run = asciiPrefix(p, static_cast<size_t>(end - p));
    if (run) {
      p += run, points += run;
      widest |= 0x7F;
    }
    while (p < end && static_cast<uint8_t>(*p) >= 0x80) {
      // Two and three bytes that are beyond doubt, without the call.
      auto byte = [p](int i) { return static_cast<uint8_t>(p[i]); };
      if (end - p >= 3 && (byte(1) & 0xC0) == 0x80) {
        if (byte(0) >= 0xC2 && byte(0) < 0xE0) {
          widest |= (byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
          p += 2, ++points;
          continue;
        }
        if (byte(0) > 0xE0 && byte(0) < 0xF0 && byte(0) != 0xED && (byte(2) & 0xC0) == 0x80) {
          widest |= (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
          p += 3, ++points;
          continue;
        }
      }
      Utf8Step step = decodeUtf8Step(p, end, surrogates);
      if (step.fault != Utf8Fault::None) return {points, static_cast<size_t>(p - begin), widest};
      widest |= step.c;
      p += step.size;
      ++points;
    }
  }
  return {points, text.size(), widest};
}

size_t countUtf8(std::string_view text) {
  size_t count = 0;
  for (char c : text) count += (c & 0xC0) != 0x80;
  return count;
}

std::u32string decodeUtf8Valid(std::string_view text) {
  std::u32string result(countUtf8(text), U'\0');
  decodeUtf8To(text, result.data());
  return result;
}

std::string encodeUtf8(std::u32string_view text) {
  std::string result(utf8Size(text.data(), text.size()), '\0');
  encodeUtf8To(text.data(), text.size(), result.data());
  return result;
}

}  // namespace typhon::base
