// Searching: random texts over a small alphabet against the plain method, and inputs that make the plain method
// quadratic.
#include "runtime/base/text_search.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace typhon::base {
namespace {

template <class S>
void compareWithStd() {
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    S text, needle;
    size_t n = random() % 60, m = random() % 8, letters = 1 + random() % 3;
    for (size_t i = 0; i < n; ++i) text.push_back(static_cast<typename S::value_type>('a' + random() % letters));
    for (size_t i = 0; i < m; ++i) needle.push_back(static_cast<typename S::value_type>('a' + random() % letters));
    ASSERT_EQ(findIn(text.data(), n, needle.data(), m), text.find(needle));
    ASSERT_EQ(findInLast(text.data(), n, needle.data(), m), text.rfind(needle));
    if (m >= 2) {
      using Forward = search_detail::View<typename S::value_type, false>;
      using Backward = search_detail::View<typename S::value_type, true>;
      ASSERT_EQ(search_detail::twoWay(Forward{text.data(), n}, Forward{needle.data(), m}), text.find(needle));
      size_t at = search_detail::twoWay(Backward{text.data(), n}, Backward{needle.data(), m});
      ASSERT_EQ(at == kNotFound ? at : n - at - m, text.rfind(needle));
    }
  }
}

TEST(TextSearch, OneByte) { compareWithStd<std::string>(); }
TEST(TextSearch, TwoBytes) { compareWithStd<std::u16string>(); }
TEST(TextSearch, FourBytes) { compareWithStd<std::u32string>(); }

TEST(TextSearch, WorstCase) {
  std::u16string text(1000000, u'a'), needle(100000, u'a');
  needle[50000] = u'b';
  EXPECT_EQ(findIn(text.data(), text.size(), needle.data(), needle.size()), kNotFound);
  EXPECT_EQ(findInLast(text.data(), text.size(), needle.data(), needle.size()), kNotFound);
  needle[50000] = u'a';
  EXPECT_EQ(countIn(text.data(), text.size(), needle.data(), needle.size()), 10u);
}

TEST(TextSearch, Count) {
  EXPECT_EQ(countIn("aaaa", 4, "aa", 2), 2u);
  EXPECT_EQ(countIn("abc", 3, "", 0), 4u);
  EXPECT_EQ(countIn("aaaa", 4, "a", 1, 3), 3u);
}

}  // namespace
}  // namespace typhon::base
