// Values of literals.
#include "frontend/parser/literals.h"

#include <gtest/gtest.h>

#include <cmath>

#include "frontend/ast/dump.h"

namespace typhon::frontend {
namespace {

std::string number(std::string_view literal) {
  Arena arena;
  size_t digits;
  return ast::constantRepr(numberValue(arena, literal, &digits));
}

TEST(Literals, Numbers) {
  EXPECT_EQ(number("0"), "0");
  EXPECT_EQ(number("00_0"), "0");
  EXPECT_EQ(number("1_000"), "1000");
  EXPECT_EQ(number("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(number("9223372036854775808"), "9223372036854775808");
  EXPECT_EQ(number("0xFFFF_FFFF_FFFF_FFFF_F"), "295147905179352825855");
  EXPECT_EQ(number("0o7777777777777777777777777"), "37778931862957161709567");
  EXPECT_EQ(number("0b" + std::string(70, '1')), "1180591620717411303423");
  EXPECT_EQ(number("0x00000000000000000000001"), "1");
  EXPECT_EQ(number("1e400"), "inf");
  EXPECT_EQ(number("1e-400"), "0.0");
  EXPECT_EQ(number("5e-324"), "5e-324");
  EXPECT_EQ(number("1_0.5_0e1_0"), "105000000000.0");
  EXPECT_EQ(number("07.5"), "7.5");
  EXPECT_EQ(number("1J"), "1j");
}

TEST(Literals, TooManyDigits) {
  Arena arena;
  size_t digits;
  numberValue(arena, std::string(4301, '1'), &digits);
  EXPECT_EQ(digits, 4301u);
  numberValue(arena, "0x" + std::string(5000, '1'), &digits);
  EXPECT_EQ(digits, 0u);
}

TEST(Literals, Strings) {
  Arena arena;
  auto decode = [&](std::string_view body) { return std::string(decodeStringBody(arena, body, false, false).text); };
  EXPECT_EQ(decode("a\\n\\x41\\101\\u20ac\\U0001F600"), "a\nAA€😀");
  EXPECT_EQ(decode("\\N{DIGIT ONE}\\N{greek small letter alpha}"), "1α");
  EXPECT_EQ(decode("a\\\nb"), "ab");
  EXPECT_EQ(decode("\\ud800"), "\xED\xA0\x80");
  EXPECT_EQ(decode("\\q\\é"), "\\q\\é");
  DecodedString bad = decodeStringBody(arena, "ab\\q\\777", false, false);
  EXPECT_EQ(badEscapeMessage(bad.badEscape), "invalid escape sequence '\\q'");
  EXPECT_EQ(decodeStringBody(arena, "é\\x4", false, false).error,
            "(unicode error) 'unicodeescape' codec can't decode bytes in position 10-12: truncated \\xXX escape");
  EXPECT_EQ(decodeBytesBody(arena, "\\x41\\0\\'", false).text, std::string_view("A\0'", 3));
  EXPECT_EQ(decodeBytesBody(arena, "a\\x4", false).error, "(value error) invalid \\x escape at position 1");
}

TEST(Literals, Prefixes) {
  EXPECT_EQ(splitStringToken("Rb'''a'''").body, "a");
  EXPECT_TRUE(splitStringToken("Rb'''a'''").isBytes);
  EXPECT_TRUE(splitStringToken("Rb''").isRaw);
  EXPECT_TRUE(splitStringToken("u''").isUnicode);
  EXPECT_FALSE(splitStringToken("U''").isUnicode);
  EXPECT_EQ(splitStringToken("''").body, "");
}

}  // namespace
}  // namespace typhon::frontend
