// Character names: generated word tables, the algorithmic names of Hangul syllables and unified ideographs, aliases and
// named sequences. As CPython, algorithmic names are matched in upper case only, all others in any case.
#include <algorithm>
#include <cstdio>
#include <cstring>

#include "runtime/base/unicode.h"

namespace typhon::base {

namespace {

struct NamedSequence {
  const char* name;
  uint8_t count;
  char32_t points[4];
};

#include "unicode_names.inc"

constexpr std::string_view kIdeographPrefix = "CJK UNIFIED IDEOGRAPH-";
constexpr std::string_view kHangulPrefix = "HANGUL SYLLABLE ";
const char* const kHangulL[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
const char* const kHangulV[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
const char* const kHangulT[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D",  "L", "LG", "LM", "LB", "LS", "LT",
                                "LP", "LH", "M",  "B",  "BS", "S",  "SS", "NG", "J", "C",  "K",  "T",  "P",  "H"};

bool isIdeograph(uint32_t c) {
  for (auto& range : kIdeographRanges)
    if (c >= range[0] && c <= range[1]) return true;
  return false;
}

void appendName(size_t index, std::string* out) {
  const uint8_t* p = kNameData + kNameOffsets[index];
  const uint8_t* end = kNameData + kNameOffsets[index + 1];
  for (bool first = true; p < end; first = false) {
    unsigned id = *p++;
    if (id >= 192) id = 192 + ((id - 192) << 8) + *p++;
    if (!first) out->push_back(' ');
    out->append(kNameWords + kNameWordOffsets[id], kNameWordOffsets[id + 1] - kNameWordOffsets[id]);
  }
}

uint32_t nameHash(std::string_view name) {
  uint32_t h = 2166136261u;
  for (unsigned char ch : name) h = (h ^ ch) * 16777619u;
  return h ^ (h >> 15);
}

bool upperAscii(std::string_view name, std::string* out) {
  if (name.size() > 256) return false;
  for (char ch : name) out->push_back(ch >= 'a' && ch <= 'z' ? static_cast<char>(ch - 32) : ch);
  return true;
}

// The longest entry that text starts with; -1 if none.
template <size_t N>
int longestPrefix(const char* const (&list)[N], std::string_view& text) {
  int best = -1;
  size_t bestLength = 0;
  for (size_t i = 0; i < N; ++i) {
    size_t length = std::strlen(list[i]);
    if (text.substr(0, length) == list[i] && (best < 0 || length > bestLength)) best = static_cast<int>(i), bestLength = length;
  }
  if (best >= 0) text.remove_prefix(bestLength);
  return best;
}

}  // namespace

bool charName(char32_t c, std::string* out) {
  if (c - 0xAC00 < 11172) {
    unsigned s = c - 0xAC00;
    out->append(kHangulPrefix).append(kHangulL[s / 588]).append(kHangulV[s % 588 / 28]).append(kHangulT[s % 28]);
    return true;
  }
  if (isIdeograph(c)) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%X", static_cast<unsigned>(c));
    out->append(kIdeographPrefix).append(buffer);
    return true;
  }
  const uint32_t* end = kNamePoints + kPrimaryNames;
  const uint32_t* found = std::lower_bound(kNamePoints, end, static_cast<uint32_t>(c));
  if (found == end || *found != c) return false;
  appendName(static_cast<size_t>(found - kNamePoints), out);
  return true;
}

int32_t lookupCharName(std::string_view name) {
  if (name.substr(0, kHangulPrefix.size()) == kHangulPrefix) {
    std::string_view rest = name.substr(kHangulPrefix.size());
    int l = longestPrefix(kHangulL, rest), v = longestPrefix(kHangulV, rest), t = longestPrefix(kHangulT, rest);
    if (l < 0 || v < 0 || t < 0 || !rest.empty()) return -1;
    return 0xAC00 + (l * 21 + v) * 28 + t;
  }
  if (name.substr(0, kIdeographPrefix.size()) == kIdeographPrefix) {
    std::string_view digits = name.substr(kIdeographPrefix.size());
    if (digits.size() != 4 && digits.size() != 5) return -1;
    uint32_t c = 0;
    for (char ch : digits) {
      if (ch >= '0' && ch <= '9')
        c = c * 16 + static_cast<uint32_t>(ch - '0');
      else if (ch >= 'A' && ch <= 'F')
        c = c * 16 + static_cast<uint32_t>(ch - 'A' + 10);
      else
        return -1;
    }
    return isIdeograph(c) ? static_cast<int32_t>(c) : -1;
  }
  std::string upper, candidate;
  if (!upperAscii(name, &upper)) return -1;
  uint32_t slot = nameHash(upper) & 0xFFFF;
  while (kNameTable[slot] != 0xFFFF) {
    candidate.clear();
    appendName(kNameTable[slot], &candidate);
    if (candidate == upper) return static_cast<int32_t>(kNamePoints[kNameTable[slot]]);
    slot = (slot + 1) & 0xFFFF;
  }
  return -1;
}

unsigned lookupNamedSequence(std::string_view name, char32_t out[4]) {
  std::string upper;
  if (!upperAscii(name, &upper)) return 0;
  const NamedSequence* end = kNamedSequences + sizeof kNamedSequences / sizeof *kNamedSequences;
  const NamedSequence* found = std::lower_bound(
      kNamedSequences, end, upper, [](const NamedSequence& s, const std::string& key) { return key.compare(s.name) > 0; });
  if (found == end || upper != found->name) return 0;
  for (unsigned i = 0; i < found->count; ++i) out[i] = found->points[i];
  return found->count;
}

}  // namespace typhon::base
