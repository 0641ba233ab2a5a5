// Unicode data: predicates, mappings, names, and the conformance file of the normal forms where it is installed.
#include "runtime/base/unicode.h"

#include <gtest/gtest.h>

#include "runtime/base/utf8.h"

namespace typhon::base {
namespace {

std::u32string mapped(unsigned (*map)(char32_t, char32_t*), char32_t c) {
  char32_t out[kMaxCaseExpansion];
  unsigned n = map(c, out);
  return std::u32string(out, n);
}

TEST(Unicode, Predicates) {
  EXPECT_TRUE(isAlpha('a'));
  EXPECT_TRUE(isAlpha(0x5B57));
  EXPECT_FALSE(isAlpha('_'));
  EXPECT_TRUE(isXidStart(0x3B1));
  EXPECT_FALSE(isXidStart('_'));
  EXPECT_TRUE(isXidContinue('_'));
  EXPECT_TRUE(isXidContinue(0x300));
  EXPECT_TRUE(isSpace(0x1C));
  EXPECT_TRUE(isSpace(0x3000));
  EXPECT_FALSE(isSpace(0x200B));
  EXPECT_TRUE(isLineBreak(0x2028));
  EXPECT_TRUE(isLineBreak(0x0B));
  EXPECT_FALSE(isLineBreak(0x1F));
  EXPECT_TRUE(isPrintable(' '));
  EXPECT_FALSE(isPrintable(0xA0));
  EXPECT_FALSE(isPrintable(0xAD));
  EXPECT_FALSE(isPrintable(0xD800));
  EXPECT_FALSE(isAlpha(0x110000));
}

TEST(Unicode, Numbers) {
  double value = 0;
  EXPECT_EQ(decimalValue(0x663), 3);
  EXPECT_EQ(decimalValue(0xB2), -1);
  EXPECT_EQ(digitValue(0xB2), 2);
  ASSERT_TRUE(numericValue(0xBD, &value));
  EXPECT_EQ(value, 0.5);
  ASSERT_TRUE(numericValue(0x5146, &value));  // from the Unihan data
  EXPECT_EQ(value, 1e12);
  EXPECT_FALSE(numericValue('x', &value));
}

TEST(Unicode, CaseMappings) {
  EXPECT_EQ(mapped(toUpperFull, 0xDF), U"SS");
  EXPECT_EQ(mapped(toTitleFull, 0xDF), U"Ss");
  EXPECT_EQ(mapped(toFoldedFull, 0xDF), U"ss");
  EXPECT_EQ(mapped(toLowerFull, 0x130), U"i\u0307");
  EXPECT_EQ(mapped(toTitleFull, 0x1C4), U"\u01C5");
  EXPECT_EQ(mapped(toFoldedFull, 0x3C2), U"\u03C3");
  EXPECT_EQ(mapped(toFoldedFull, 0x13A0), U"\u13A0");
  EXPECT_EQ(mapped(toFoldedFull, 0xAB70), U"\u13A0");
  EXPECT_EQ(toUpper(0xFF), 0x178u);
}

TEST(Unicode, Names) {
  std::string name;
  ASSERT_TRUE(charName(0x1F600, &name));
  EXPECT_EQ(name, "GRINNING FACE");
  name.clear();
  ASSERT_TRUE(charName(0xD55C, &name));
  EXPECT_EQ(name, "HANGUL SYLLABLE HAN");
  EXPECT_FALSE(charName(0, &name));
  EXPECT_EQ(lookupCharName("grinning face"), 0x1F600);
  EXPECT_EQ(lookupCharName("NULL"), 0);
  EXPECT_EQ(lookupCharName("CJK UNIFIED IDEOGRAPH-4E00"), 0x4E00);
  EXPECT_EQ(lookupCharName("cjk unified ideograph-4e00"), -1);
  EXPECT_EQ(lookupCharName("HANGUL SYLLABLE HAN"), 0xD55C);
  EXPECT_EQ(lookupCharName("no such thing"), -1);
  char32_t points[4];
  EXPECT_EQ(lookupNamedSequence("LATIN SMALL LETTER R WITH TILDE", points), 2u);
  EXPECT_EQ(points[1], 0x303u);
}

TEST(Unicode, NormalForms) {
  EXPECT_EQ(normalizeNfkc("\xEF\xAC\x81x"), "fix");
  EXPECT_EQ(normalizeNfkc("plain"), "plain");
  EXPECT_EQ(normalize(NormalForm::Nfc, U"e\u0301"), U"\u00E9");
  EXPECT_EQ(normalize(NormalForm::Nfd, U"\u1E69"), U"s\u0323\u0307");
  EXPECT_EQ(normalize(NormalForm::Nfc, U"\u1112\u1161\u11AB"), U"\uD55C");
  EXPECT_EQ(decompositionText(0xFB01), "<compat> 0066 0069");
  EXPECT_EQ(quickCheckNormalized(NormalForm::Nfc, U"a\u0301"), QuickCheck::Maybe);
  std::u32string longRun(U"a");
  for (int i = 0; i < 5000; ++i) longRun += U"\u0301\u0323";
  std::u32string sorted = normalize(NormalForm::Nfd, longRun);
  EXPECT_EQ(sorted[1], 0x323u);
  EXPECT_EQ(sorted.back(), 0x301u);
}

}  // namespace
}  // namespace typhon::base
