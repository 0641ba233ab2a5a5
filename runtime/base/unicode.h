// Unicode character data (Unicode 15.0): categories, predicates, case mappings, numeric values and normal forms.
// The tables are generated at build time by tools/unicode_gen.cpp; which predicate is made from which property follows
// CPython's str methods (isspace: Zs or bidirectional WS, B, S; isprintable: not C* or Z*, except the space; ...).
// Nothing here allocates on the managed heap, raises or runs Python code.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace typhon::base {

constexpr char32_t kMaxCodePoint = 0x10FFFF;

// One set of properties; code points with equal properties share a record.
struct CharRecord {
  uint32_t flags;
  int32_t upperDelta;  // simple case mappings, as distances
  int32_t lowerDelta;
  int32_t titleDelta;
  uint16_t special;  // index of the full case mapping, 0 where the simple one is all
  uint8_t category;
  uint8_t bidirectional;
  uint8_t combining;
  uint8_t width;
  uint8_t decimal;  // 255: none
  uint8_t digit;    // 255: none
  uint8_t numeric;  // index of the numeric value, 0: none
  uint8_t age;      // major * 10 + minor of the version that introduced it (12.1: 121), 0: unassigned
};

enum CharFlag : uint32_t {
  kFlagAlpha = 1u << 0,
  kFlagDecimal = 1u << 1,
  kFlagDigit = 1u << 2,
  kFlagNumeric = 1u << 3,
  kFlagSpace = 1u << 4,
  kFlagLineBreak = 1u << 5,
  kFlagPrintable = 1u << 6,
  kFlagUpper = 1u << 7,
  kFlagLower = 1u << 8,
  kFlagTitle = 1u << 9,
  kFlagXidStart = 1u << 10,
  kFlagXidContinue = 1u << 11,
  kFlagCased = 1u << 12,
  kFlagCaseIgnorable = 1u << 13,
  kFlagMirrored = 1u << 14,
  kFlagNfdNo = 1u << 15,
  kFlagNfkdNo = 1u << 16,
  kFlagNfcNo = 1u << 17,
  kFlagNfcMaybe = 1u << 18,
  kFlagNfkcNo = 1u << 19,
  kFlagNfkcMaybe = 1u << 20,
};

extern const uint16_t kCharBlocks[];   // code point >> 7 -> block
extern const uint16_t kCharIndexes[];  // block * 128 + low bits -> record
extern const CharRecord kCharRecords[];

inline const CharRecord& charRecord(char32_t c) {
  if (c > kMaxCodePoint) return kCharRecords[0];
  return kCharRecords[kCharIndexes[(size_t{kCharBlocks[c >> 7]} << 7) | (c & 127)]];
}
inline uint32_t charFlags(char32_t c) { return charRecord(c).flags; }

inline bool isAlpha(char32_t c) { return charFlags(c) & kFlagAlpha; }
inline bool isDecimal(char32_t c) { return charFlags(c) & kFlagDecimal; }
inline bool isDigit(char32_t c) { return charFlags(c) & kFlagDigit; }
inline bool isNumeric(char32_t c) { return charFlags(c) & kFlagNumeric; }
inline bool isAlnum(char32_t c) { return charFlags(c) & (kFlagAlpha | kFlagDecimal | kFlagDigit | kFlagNumeric); }
inline bool isSpace(char32_t c) { return charFlags(c) & kFlagSpace; }
inline bool isLineBreak(char32_t c) { return charFlags(c) & kFlagLineBreak; }
inline bool isPrintable(char32_t c) { return charFlags(c) & kFlagPrintable; }
inline bool isUpper(char32_t c) { return charFlags(c) & kFlagUpper; }
inline bool isLower(char32_t c) { return charFlags(c) & kFlagLower; }
inline bool isTitle(char32_t c) { return charFlags(c) & kFlagTitle; }
inline bool isCased(char32_t c) { return charFlags(c) & kFlagCased; }
inline bool isCaseIgnorable(char32_t c) { return charFlags(c) & kFlagCaseIgnorable; }
inline bool isXidStart(char32_t c) { return charFlags(c) & kFlagXidStart; }  // without the underscore
inline bool isXidContinue(char32_t c) { return charFlags(c) & kFlagXidContinue; }
inline bool isMirrored(char32_t c) { return charFlags(c) & kFlagMirrored; }
inline bool isSurrogate(char32_t c) { return (c & 0xFFFFF800u) == 0xD800u; }

// Simple (one to one) case mappings.
inline char32_t toUpper(char32_t c) { return static_cast<char32_t>(static_cast<int32_t>(c) + charRecord(c).upperDelta); }
inline char32_t toLower(char32_t c) { return static_cast<char32_t>(static_cast<int32_t>(c) + charRecord(c).lowerDelta); }
inline char32_t toTitle(char32_t c) { return static_cast<char32_t>(static_cast<int32_t>(c) + charRecord(c).titleDelta); }

// Full case mappings (SpecialCasing without conditions, CaseFolding C and F). They write 1 to 3 code points, return how
// many.
constexpr unsigned kMaxCaseExpansion = 3;
unsigned toUpperFull(char32_t c, char32_t out[kMaxCaseExpansion]);
unsigned toLowerFull(char32_t c, char32_t out[kMaxCaseExpansion]);
unsigned toTitleFull(char32_t c, char32_t out[kMaxCaseExpansion]);
unsigned toFoldedFull(char32_t c, char32_t out[kMaxCaseExpansion]);

inline int decimalValue(char32_t c) {  // -1: none
  uint8_t d = charRecord(c).decimal;
  return d == 255 ? -1 : d;
}
inline int digitValue(char32_t c) {  // -1: none
  uint8_t d = charRecord(c).digit;
  return d == 255 ? -1 : d;
}
bool numericValue(char32_t c, double* value);

// Names of property values, "" where CPython's unicodedata gives "".
const char* categoryName(char32_t c);
const char* bidirectionalName(char32_t c);
const char* eastAsianWidthName(char32_t c);
inline unsigned combiningClass(char32_t c) { return charRecord(c).combining; }
// The version that introduced c, times ten (3.2: 32, 15.0: 150); 0 if unassigned.
inline unsigned charAge(char32_t c) { return charRecord(c).age; }
// The decomposition mapping as unicodedata.decomposition prints it ("<font> 0041"), "" if none.
std::string decompositionText(char32_t c);

enum class NormalForm : uint8_t { Nfc, Nfd, Nfkc, Nfkd };
enum class QuickCheck : uint8_t { Yes, No, Maybe };

// Whether text is in the form, as far as one pass over the properties can tell (UAX #15, section 9).
QuickCheck quickCheckNormalized(NormalForm form, std::u32string_view text);
std::u32string normalize(NormalForm form, std::u32string_view text);
// The same on valid UTF-8 (what identifiers need).
std::string normalizeNfkc(std::string_view utf8);

// Character names (aliases included), as in "\N{...}" and unicodedata.
// The name of c appended to out; false if it has none.
bool charName(char32_t c, std::string* out);
// The code point of a name or alias in any case; -1 if there is none. Named sequences are not looked up.
int32_t lookupCharName(std::string_view name);
// A named sequence ("LATIN SMALL LETTER R WITH TILDE"), written to out (at most 4 code points); returns its length or
// 0.
unsigned lookupNamedSequence(std::string_view name, char32_t out[4]);

}  // namespace typhon::base
