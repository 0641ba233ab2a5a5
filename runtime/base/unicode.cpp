// Unicode character data: the parts of unicode.h that are not inline, over the generated tables.
#include "runtime/base/unicode.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "runtime/base/utf8.h"

namespace typhon::base {

namespace {

// Lengths of the full mappings, which follow one another in kCaseData from offset on.
struct SpecialCase {
  uint16_t offset;
  uint8_t upper, lower, title, fold;
};

// Offsets and lengths in kDecompositionData of the mapping as listed and of the complete canonical and compatible ones.
struct Decomposition {
  uint16_t raw, canonical, compat;
  uint8_t rawCount, canonicalCount, compatCount, tag;
};

struct Composition {
  uint32_t first, second, composed;
};

}  // namespace

#include "unicode_tables.inc"

namespace {

constexpr char32_t kHangulS = 0xAC00, kHangulL = 0x1100, kHangulV = 0x1161, kHangulT = 0x11A7;
constexpr unsigned kHangulVCount = 21, kHangulTCount = 28, kHangulLCount = 19;
constexpr unsigned kHangulSCount = kHangulLCount * kHangulVCount * kHangulTCount;

unsigned copyCase(unsigned offset, unsigned count, char32_t* out) {
  for (unsigned i = 0; i < count; ++i) out[i] = kCaseData[offset + i];
  return count;
}

const Decomposition* decompositionOf(char32_t c) {
  if (c > kMaxCodePoint) return nullptr;
  unsigned index = kDecompositionIndexes[(size_t{kDecompositionBlocks[c >> 7]} << 7) | (c & 127)];
  return index ? &kDecompositions[index] : nullptr;
}

char32_t compose(char32_t first, char32_t second) {
  if (first - kHangulL < kHangulLCount && second - kHangulV < kHangulVCount)
    return kHangulS + ((first - kHangulL) * kHangulVCount + (second - kHangulV)) * kHangulTCount;
  if (first - kHangulS < kHangulSCount && (first - kHangulS) % kHangulTCount == 0 && second - kHangulT - 1 < kHangulTCount - 1)
    return first + (second - kHangulT);
  uint32_t slot = (static_cast<uint32_t>(first) * 0x9E3779B1u ^ static_cast<uint32_t>(second) * 0x85EBCA77u) >> 21;
  while (kCompositions[slot].composed) {
    if (kCompositions[slot].first == first && kCompositions[slot].second == second) return kCompositions[slot].composed;
    slot = (slot + 1) & 2047;
  }
  return 0;
}

void appendDecomposed(char32_t c, bool compat, std::u32string* out) {
  if (c - kHangulS < kHangulSCount) {
    unsigned s = c - kHangulS;
    out->push_back(kHangulL + s / (kHangulVCount * kHangulTCount));
    out->push_back(kHangulV + s % (kHangulVCount * kHangulTCount) / kHangulTCount);
    if (s % kHangulTCount) out->push_back(kHangulT + s % kHangulTCount);
    return;
  }
  const Decomposition* d = c < 0xA0 ? nullptr : decompositionOf(c);
  if (!d) {
    out->push_back(c);
    return;
  }
  unsigned offset = compat ? d->compat : d->canonical, count = compat ? d->compatCount : d->canonicalCount;
  for (unsigned i = 0; i < count; ++i) out->push_back(kDecompositionData[offset + i]);
}

// Canonical ordering: a stable sort of each run of non-starters by combining class.
void reorder(std::u32string* text) {
  size_t i = 0, size = text->size();
  while (i < size) {
    if ((*text)[i] < 0x300 || combiningClass((*text)[i]) == 0) {
      ++i;
      continue;
    }
    size_t start = i;
    while (i < size && combiningClass((*text)[i]) != 0) ++i;
    if (i - start < 2) continue;
    std::vector<uint64_t> keys;  // class, position, character: sorting these is stable
    for (size_t k = start; k < i; ++k)
      keys.push_back(uint64_t{combiningClass((*text)[k])} << 56 | (k - start) << 21 | (*text)[k]);
    std::sort(keys.begin(), keys.end());
    for (size_t k = start; k < i; ++k) (*text)[k] = static_cast<char32_t>(keys[k - start] & 0x1FFFFF);
  }
}

// Canonical composition in place (UAX #15): each character goes into the last starter unless something blocks it.
void composeAll(std::u32string* text) {
  size_t out = 0, starter = SIZE_MAX;
  unsigned lastClass = 0;
  for (size_t i = 0; i < text->size(); ++i) {
    char32_t c = (*text)[i];
    unsigned cls = combiningClass(c);
    if (starter != SIZE_MAX) {
      bool adjacent = starter + 1 == out;
      if (adjacent || (lastClass < cls && lastClass != 0)) {
        char32_t composed = compose((*text)[starter], c);
        if (composed) {
          (*text)[starter] = composed;
          continue;
        }
      }
    }
    if (cls == 0) starter = out;
    lastClass = cls;
    (*text)[out++] = c;
  }
  text->resize(out);
}

}  // namespace

unsigned toUpperFull(char32_t c, char32_t out[kMaxCaseExpansion]) {
  const CharRecord& r = charRecord(c);
  if (!r.special) return out[0] = static_cast<char32_t>(static_cast<int32_t>(c) + r.upperDelta), 1;
  const SpecialCase& s = kSpecialCases[r.special];
  return copyCase(s.offset, s.upper, out);
}

unsigned toLowerFull(char32_t c, char32_t out[kMaxCaseExpansion]) {
  const CharRecord& r = charRecord(c);
  if (!r.special) return out[0] = static_cast<char32_t>(static_cast<int32_t>(c) + r.lowerDelta), 1;
  const SpecialCase& s = kSpecialCases[r.special];
  return copyCase(s.offset + s.upper, s.lower, out);
}

unsigned toTitleFull(char32_t c, char32_t out[kMaxCaseExpansion]) {
  const CharRecord& r = charRecord(c);
  if (!r.special) return out[0] = static_cast<char32_t>(static_cast<int32_t>(c) + r.titleDelta), 1;
  const SpecialCase& s = kSpecialCases[r.special];
  return copyCase(s.offset + s.upper + s.lower, s.title, out);
}

unsigned toFoldedFull(char32_t c, char32_t out[kMaxCaseExpansion]) {
  const CharRecord& r = charRecord(c);
  if (!r.special) return out[0] = static_cast<char32_t>(static_cast<int32_t>(c) + r.lowerDelta), 1;
  const SpecialCase& s = kSpecialCases[r.special];
  return copyCase(s.offset + s.upper + s.lower + s.title, s.fold, out);
}

bool numericValue(char32_t c, double* value) {
  unsigned index = charRecord(c).numeric;
  if (!index) return false;
  *value = kNumericValues[index];
  return true;
}

const char* categoryName(char32_t c) { return kCategoryNames[charRecord(c).category]; }
const char* bidirectionalName(char32_t c) { return kBidirectionalNames[charRecord(c).bidirectional]; }
const char* eastAsianWidthName(char32_t c) { return kWidthNames[charRecord(c).width]; }

std::string decompositionText(char32_t c) {
  std::string text;
  const Decomposition* d = decompositionOf(c);
  if (!d) return text;
  text = kDecompositionTags[d->tag];
  for (unsigned i = 0; i < d->rawCount; ++i) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%s%04X", text.empty() ? "" : " ", kDecompositionData[d->raw + i]);
    text += buffer;
  }
  return text;
}

QuickCheck quickCheckNormalized(NormalForm form, std::u32string_view text) {
  static constexpr uint32_t kNo[] = {kFlagNfcNo, kFlagNfdNo, kFlagNfkcNo, kFlagNfkdNo};
  static constexpr uint32_t kMaybe[] = {kFlagNfcMaybe, 0, kFlagNfkcMaybe, 0};
  uint32_t no = kNo[static_cast<int>(form)], maybe = kMaybe[static_cast<int>(form)];
  QuickCheck result = QuickCheck::Yes;
  unsigned lastClass = 0;
  for (char32_t c : text) {
    if (c < 0xA0) {
      lastClass = 0;
      continue;
    }
    const CharRecord& r = charRecord(c);
    if (r.combining && lastClass > r.combining) return QuickCheck::No;
    lastClass = r.combining;
    if (r.flags & no) return QuickCheck::No;
    if (r.flags & maybe) result = QuickCheck::Maybe;
  }
  return result;
}

std::u32string normalize(NormalForm form, std::u32string_view text) {
  if (quickCheckNormalized(form, text) == QuickCheck::Yes) return std::u32string(text);
  std::u32string result;
  result.reserve(text.size() + 16);
  bool compat = form == NormalForm::Nfkc || form == NormalForm::Nfkd;
  for (char32_t c : text) appendDecomposed(c, compat, &result);
  reorder(&result);
  if (form == NormalForm::Nfc || form == NormalForm::Nfkc) composeAll(&result);
  return result;
}

std::string normalizeNfkc(std::string_view utf8) {
  std::u32string text = decodeUtf8Valid(utf8);
  if (quickCheckNormalized(NormalForm::Nfkc, text) == QuickCheck::Yes) return std::string(utf8);
  return encodeUtf8(normalize(NormalForm::Nfkc, text));
}

}  // namespace typhon::base
