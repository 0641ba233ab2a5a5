// UTF-8: faults are counted as CPython counts them, surrogates only on request, round trips in every width.
#include "runtime/base/utf8.h"

#include <gtest/gtest.h>

namespace typhon::base {
namespace {

Utf8Step step(std::string_view s, bool surrogates = false) { return decodeUtf8Step(s.data(), s.data() + s.size(), surrogates); }

TEST(Utf8, Faults) {
  EXPECT_EQ(step("\x80").fault, Utf8Fault::InvalidStart);
  EXPECT_EQ(step("\xC0\x80").fault, Utf8Fault::InvalidStart);
  EXPECT_EQ(step("\xF5\x80").fault, Utf8Fault::InvalidStart);
  EXPECT_EQ(step("\xE2\x82").fault, Utf8Fault::UnexpectedEnd);
  EXPECT_EQ(step("\xE2\x82").size, 2);
  EXPECT_EQ(step("\xE2\x82x").fault, Utf8Fault::InvalidContinuation);
  EXPECT_EQ(step("\xE2\x82x").size, 2);
  EXPECT_EQ(step("\xF0\x9F\x98x").size, 3);
  EXPECT_EQ(step("\xED\xA0\x80").fault, Utf8Fault::InvalidContinuation);
  EXPECT_EQ(step("\xED\xA0\x80").size, 1);
  EXPECT_EQ(step("\xED\xA0\x80", true).c, 0xD800u);
  EXPECT_EQ(step("\xF4\x90\x80\x80").fault, Utf8Fault::InvalidContinuation);
}

TEST(Utf8, Scan) {
  Utf8Scan scan = scanUtf8("abc\xC3\xA9 and \xF0\x9F\x98\x80");
  EXPECT_EQ(scan.codePoints, 10u);
  EXPECT_EQ(scan.validBytes, 14u);
  EXPECT_GT(scan.widest, 0xFFFFu);
  scan = scanUtf8("0123456789abcdefgh\xFFzz");
  EXPECT_EQ(scan.validBytes, 18u);
  EXPECT_EQ(asciiPrefix("0123456789abcdefgh\xFFzz", 21), 18u);
}

TEST(Utf8, RoundTrip) {
  std::u32string all;
  for (char32_t c = 0; c < 0x110000; c += 7) all.push_back(c);
  std::string text = encodeUtf8(all);
  EXPECT_EQ(countUtf8(text), all.size());
  EXPECT_EQ(decodeUtf8Valid(text), all);
  EXPECT_EQ(scanUtf8(text, true).codePoints, all.size());
  std::u16string narrow = u"caf\u00E9 \u20AC";
  std::string out(utf8Size(narrow.data(), narrow.size()), '\0');
  encodeUtf8To(narrow.data(), narrow.size(), out.data());
  EXPECT_EQ(out, "caf\xC3\xA9 \xE2\x82\xAC");
  EXPECT_EQ(findSurrogate(all.data(), all.size()), (0xD800u + 6) / 7);
}

}  // namespace
}  // namespace typhon::base
