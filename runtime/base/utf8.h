// UTF-8 in both directions, with WTF-8 (surrogates as three bytes, Python's "surrogatepass") on request, and scans over
// arrays of code points one, two or four bytes wide. Fast paths for ASCII. Nothing here allocates on the managed heap.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace typhon::base {

// Length of the leading run of ASCII bytes.
size_t asciiPrefix(const char* text, size_t size);
inline bool isAscii(std::string_view text) { return asciiPrefix(text.data(), text.size()) == text.size(); }

enum class Utf8Fault : uint8_t { None, InvalidStart, InvalidContinuation, UnexpectedEnd };

// Result of reading one code point: on success size bytes were used; on a fault size is the length of what an error
// handler replaces, counted as CPython counts it (the maximal valid part of the sequence; all that is left at the end).
struct Utf8Step {
  char32_t c;
  uint8_t size;
  Utf8Fault fault;
};
Utf8Step decodeUtf8Step(const char* at, const char* end, bool surrogates = false);

// One pass over text: how many code points its valid beginning has and where it ends. `widest` is the bitwise or of all
// code points: enough to tell whether they fit into 7, 8 or 16 bits.
struct Utf8Scan {
  size_t codePoints;
  size_t validBytes;
  char32_t widest;
};
Utf8Scan scanUtf8(std::string_view text, bool surrogates = false);
inline bool isValidUtf8(std::string_view text) { return scanUtf8(text).validBytes == text.size(); }

// Code points of valid UTF-8 or WTF-8.
size_t countUtf8(std::string_view text);

// Writes the code points of valid UTF-8 or WTF-8, each of which must fit into Ch; returns the end of the output.
template <class Ch>
Ch* decodeUtf8To(std::string_view text, Ch* out) {
  const char* p = text.data();
  const char* end = p + text.size();
  while (p < end) {
    auto b = static_cast<uint8_t>(*p);
    if (b < 0x80) {
      if (end - p >= 8) {
        uint64_t word;
        std::memcpy(&word, p, 8);
        if (!(word & 0x8080808080808080u)) {
          for (int i = 0; i < 8; ++i) out[i] = static_cast<Ch>(static_cast<uint8_t>(p[i]));
          p += 8, out += 8;
          continue;
        }
      }
      *out++ = static_cast<Ch>(b), ++p;
    } else if (b < 0xE0) {
      *out++ = static_cast<Ch>((b & 0x1Fu) << 6 | (static_cast<uint8_t>(p[1]) & 0x3Fu)), p += 2;
    } else if (b < 0xF0) {
      *out++ =
          static_cast<Ch>((b & 0x0Fu) << 12 | (static_cast<uint8_t>(p[1]) & 0x3Fu) << 6 | (static_cast<uint8_t>(p[2]) & 0x3Fu));
      p += 3;
    } else {
      *out++ = static_cast<Ch>((b & 0x07u) << 18 | (static_cast<uint8_t>(p[1]) & 0x3Fu) << 12 |
                               (static_cast<uint8_t>(p[2]) & 0x3Fu) << 6 | (static_cast<uint8_t>(p[3]) & 0x3Fu));
      p += 4;
    }
  }
  return out;
}

inline unsigned utf8Length(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

// Writes one code point (surrogates as three bytes), returns the end of the output.
inline char* encodeUtf8One(char32_t c, char* out) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *out++ = static_cast<char>(0xC0 | c >> 6);
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *out++ = static_cast<char>(0xE0 | c >> 12);
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else {
    *out++ = static_cast<char>(0xF0 | c >> 18);
    *out++ = static_cast<char>(0x80 | (c >> 12 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  }
  return out;
}

// Bytes that encoding takes.
template <class Ch>
size_t utf8Size(const Ch* text, size_t length) {
  size_t size = length;
  for (size_t i = 0; i < length; ++i) {
    if constexpr (sizeof(Ch) == 1) {
      size += static_cast<uint8_t>(text[i]) >> 7;
    } else if constexpr (sizeof(Ch) == 2) {
      size += (text[i] >= 0x80) + (text[i] >= 0x800);
    } else {
      size += (text[i] >= 0x80) + (text[i] >= 0x800) + (text[i] >= 0x10000);
    }
  }
  return size;
}

// Encodes (surrogates as three bytes) into a buffer of utf8Size bytes; returns its end.
template <class Ch>
char* encodeUtf8To(const Ch* text, size_t length, char* out) {
  for (size_t i = 0; i < length; ++i) out = encodeUtf8One(static_cast<std::make_unsigned_t<Ch>>(text[i]), out);
  return out;
}
template <>
inline char* encodeUtf8To<char32_t>(const char32_t* text, size_t length, char* out) {
  for (size_t i = 0; i < length; ++i) out = encodeUtf8One(text[i], out);
  return out;
}

// The first surrogate, or length.
template <class Ch>
size_t findSurrogate(const Ch* text, size_t length) {
  if constexpr (sizeof(Ch) == 1) return length;
  size_t i = 0;
  for (; i + 16 <= length; i += 16) {  // one test per sixteen: the compiler makes vector compares of it
    bool any = false;
    for (size_t k = 0; k < 16; ++k) any |= (static_cast<uint32_t>(text[i + k]) & 0xFFFFF800u) == 0xD800u;
    if (any) break;
  }
  for (; i < length; ++i)
    if ((static_cast<uint32_t>(text[i]) & 0xFFFFF800u) == 0xD800u) return i;
  return length;
}

// The bitwise or of all code points: enough to tell whether they fit into 7, 8 or 16 bits.
template <class Ch>
char32_t widestOf(const Ch* text, size_t length) {
  if constexpr (sizeof(Ch) == 1) {
    return asciiPrefix(reinterpret_cast<const char*>(text), length) == length ? 0x7F : 0xFF;
  } else {
    uint32_t bits = 0;
    for (size_t i = 0; i < length; ++i) bits |= text[i];
    return bits;
  }
}

// Whole strings; the first wants valid UTF-8 or WTF-8.
std::u32string decodeUtf8Valid(std::string_view text);
std::string encodeUtf8(std::u32string_view text);

}  // namespace typhon::base
