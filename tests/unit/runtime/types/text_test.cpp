// Views of text in three widths, splitting, and the growing buffer.
#include "runtime/types/text.h"

#include <gtest/gtest.h>

#include "runtime/types/text_split.h"

namespace typhon {
namespace {

TextView wide(const std::u32string& s) { return TextView(s.data(), s.size(), 4); }

TEST(Text, ComparesAcrossWidths) {
  std::u16string medium = u"abc";
  TextView a(std::string_view("abc")), b(medium.data(), 3, 2);
  std::u32string other = U"ab\U0001F600";
  EXPECT_TRUE(equalText(a, b));
  EXPECT_EQ(compareText(a, b), 0);
  EXPECT_LT(compareText(a, wide(other)), 0);
  EXPECT_GT(compareText(wide(other), b), 0);
}

TEST(Text, FindsNarrowInWide) {
  std::u32string text = U"caf\u00E9 \U0001F600 caf\u00E9";
  TextView needle(std::string_view("caf"));
  EXPECT_EQ(findText(wide(text), needle), 0u);
  EXPECT_EQ(findTextLast(wide(text), needle), 7u);
  EXPECT_EQ(countText(wide(text), needle), 2u);
  EXPECT_EQ(findText(needle, wide(text)), base::kNotFound);
  EXPECT_EQ(findChar(TextView(std::string_view("abc")), 0x1F600), base::kNotFound);
}

TEST(Text, BufferWidens) {
  TextBuffer buffer;
  for (int i = 0; i < 300; ++i) buffer.append(U'a');
  EXPECT_EQ(buffer.width(), 1);
  buffer.append(char32_t{0x20AC});
  EXPECT_EQ(buffer.width(), 2);
  buffer.appendUtf8("\xF0\x9F\x98\x80!");
  EXPECT_EQ(buffer.width(), 4);
  EXPECT_EQ(buffer.size(), 303u);
  EXPECT_EQ(buffer[299], U'a');
  EXPECT_EQ(buffer[300], char32_t{0x20AC});
  EXPECT_EQ(buffer[301], char32_t{0x1F600});
  EXPECT_EQ(toUtf8(buffer.view().slice(300, 303)), "\xE2\x82\xAC\xF0\x9F\x98\x80!");
}

TEST(Text, Splits) {
  std::vector<std::string> pieces;
  std::string_view text = "  a b  c ";
  auto collect = [&](size_t start, size_t end) {
    pieces.emplace_back(text.substr(start, end - start));
    return true;
  };
  splitSpaces(TextView(text), isAsciiSpace, 1, collect);
  EXPECT_EQ(pieces, (std::vector<std::string>{"a", "b  c "}));
  pieces.clear();
  splitSpacesLast(TextView(text), isAsciiSpace, 1, collect);
  EXPECT_EQ(pieces, (std::vector<std::string>{"c", "  a b"}));
  pieces.clear();
  splitLines(
      TextView(std::string_view("a\r\nb\rc")), [](char32_t c) { return c == '\r' || c == '\n'; }, true,
      [&](size_t start, size_t end) {
        pieces.push_back(std::to_string(start) + "-" + std::to_string(end));
        return true;
      });
  EXPECT_EQ(pieces, (std::vector<std::string>{"0-3", "3-5", "5-6"}));
}

TEST(Text, ClampsRanges) {
  int64_t start = -2, end = INT64_MAX;
  clampRange(&start, &end, 5);
  EXPECT_EQ(start, 3);
  EXPECT_EQ(end, 5);
  start = -10, end = -1;
  clampRange(&start, &end, 5);
  EXPECT_EQ(start, 0);
  EXPECT_EQ(end, 4);
}

}  // namespace
}  // namespace typhon
