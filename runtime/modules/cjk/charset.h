// The tables of the East Asian charsets. They are made from the C library's (iconv) when a charset is first asked for, and mended
// where CPython's differ.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace typhon::cjk {

inline constexpr char32_t kAbsent = 0xffffffff;
// A code that a later edition of the standard gave to a character: an error of two bytes in codecs of the older one.
inline constexpr char32_t kWithheld = 0xfffffffe;

// A charset in one of its encodings: codes of one byte, of two, and of three where the first is 0x8f. A code is its bytes as a
// number.
class Charset {
 public:
  struct Single {
    uint8_t byte;
    char32_t character;
  };
  struct Run {  // `count` codes in a row stand for as many characters in a row, or for none
    uint32_t code;
    char32_t character;
    int count;
  };
  struct Exception {  // encoded differently from what the first code that stands for the character would say; 0: not at all
    char32_t character;
    uint32_t code;
  };
  struct Recipe {
    const char* iconvName;
    const char* threeByteFallback;  // where codes of three bytes come from that iconvName does not know; or null
    std::vector<Single> singles;
    std::vector<Run> runs;
    std::vector<Exception> exceptions;
  };

  explicit Charset(const Recipe& recipe);

  // The character of a code, a pair (isPair), or kAbsent.
  char32_t single(uint8_t byte) const { return singles_[byte]; }
  char32_t decode(uint32_t code) const { return code > 0xffff ? three_[code & 0xffff] : two_[code]; }
  // The code of a character; 0 if it has none (U+0000 is not asked for).
  uint32_t encode(char32_t c) const {
    const auto& block = c < kLimit ? encode_[c >> 8] : encode_[0];
    return c < kLimit && block ? block[c & 0xff] : 0;
  }

  // Two characters that share a code: U+304B U+309A. decode() gives kPair plus a number.
  static constexpr char32_t kPair = 0x80000000;
  static bool isPair(char32_t c) { return c >= kPair && c < kWithheld; }
  struct Pair {
    char32_t first, second;
  };
  const Pair& pair(char32_t c) const { return pairs_[c - kPair]; }
  bool beginsPair(char32_t c) const { return pairCodes_.count(uint64_t{c} << 32); }
  uint32_t encodePair(char32_t first, char32_t second) const {
    auto found = pairCodes_.find(uint64_t{first} << 32 | second);
    return found == pairCodes_.end() ? 0 : found->second;
  }

 private:
  static constexpr char32_t kLimit = 0x30000;
  void set(uint32_t code, const std::u32string& text);
  void setEncoding(char32_t c, uint32_t code, bool replace);

  char32_t singles_[256];
  std::vector<char32_t> two_, three_;
  std::vector<Pair> pairs_;
  std::unordered_map<uint64_t, uint32_t> pairCodes_;  // and (first, 0) for every first character
  std::unique_ptr<uint32_t[]> encode_[kLimit >> 8];
};

// The charsets, by the Python codec that has them.
enum class CharsetId : uint8_t {
  Gb2312,
  Gbk,
  Gb18030,
  Big5,
  Cp950,
  Big5Hkscs,
  Cp932,
  ShiftJis,
  EucJp,
  Jisx0213,  // EUC-JISX0213, of 2000
  Jisx2004,  // EUC-JIS-2004
  ShiftJisx0213,
  ShiftJis2004,
  EucKr,
  Cp949,
  Johab,
  Count
};
const Charset& charset(CharsetId id);

}  // namespace typhon::cjk
