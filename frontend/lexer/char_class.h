// Character classes of the source alphabet, one byte of flags for each byte value.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace typhon::frontend {

enum CharClass : uint8_t {
  kIdentStart = 1 << 0,     // letters, '_' and all bytes of non-ASCII characters
  kIdentContinue = 1 << 1,  // those and digits
  kDigit = 1 << 2,
  kHexDigit = 1 << 3,
  kBlank = 1 << 4,         // space, tab, form feed
  kStringPrefix = 1 << 5,  // b r u f in both cases
};

inline constexpr std::array<uint8_t, 256> kCharClasses = [] {
  std::array<uint8_t, 256> table{};
  for (int c = 0; c < 256; ++c) {
    uint8_t flags = 0;
    bool digit = c >= '0' && c <= '9';
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || c == '_' || c >= 128) flags |= kIdentStart | kIdentContinue;
    if (digit) flags |= kIdentContinue | kDigit | kHexDigit;
    if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) flags |= kHexDigit;
    if (c == ' ' || c == '\t' || c == '\f') flags |= kBlank;
    for (char prefix : {'b', 'B', 'r', 'R', 'u', 'U', 'f', 'F'}) {
      if (c == prefix) flags |= kStringPrefix;
    }
    table[static_cast<std::size_t>(c)] = flags;
  }
  return table;
}();

inline bool hasClass(int c, uint8_t flags) { return c >= 0 && (kCharClasses[static_cast<uint8_t>(c)] & flags); }
inline bool isDecimalDigit(int c) { return hasClass(c, kDigit); }
inline bool isHexDigit(int c) { return hasClass(c, kHexDigit); }

}  // namespace typhon::frontend
