// Floats as text: expected values come from CPython 3.12.
#include "runtime/base/float_text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace typhon::base {
namespace {

TEST(FloatText, Repr) {
  EXPECT_EQ(floatRepr(0.1), "0.1");
  EXPECT_EQ(floatRepr(-0.0), "-0.0");
  EXPECT_EQ(floatRepr(1e16), "1e+16");
  EXPECT_EQ(floatRepr(1e15), "1000000000000000.0");
  EXPECT_EQ(floatRepr(1e-4), "0.0001");
  EXPECT_EQ(floatRepr(1e-5), "1e-05");
  EXPECT_EQ(floatRepr(5e-324), "5e-324");
  EXPECT_EQ(floatRepr(1.7976931348623157e308), "1.7976931348623157e+308");
  EXPECT_EQ(floatRepr(-INFINITY), "-inf");
}

TEST(FloatText, Format) {
  EXPECT_EQ(formatDouble(3.14159, 'f', 2), "3.14");
  EXPECT_EQ(formatDouble(2.5, 'f', 0), "2");
  EXPECT_EQ(formatDouble(0.5, '%', 1), "50.0%");
  EXPECT_EQ(formatDouble(1234567.0, 'g', 6), "1.23457e+06");
  EXPECT_EQ(formatDouble(100000.0, 'g', 6), "100000");
  EXPECT_EQ(formatDouble(1.0, 'g', 6, kFloatAlternate), "1.00000");
  EXPECT_EQ(formatDouble(12.0, 'E', 3, kFloatSign), "+1.200E+01");
  EXPECT_EQ(formatDouble(1.0, 'r', 0, kFloatAddDot0), "1.0");
  EXPECT_EQ(formatDouble(-0.001, 'f', 1, kFloatNoNegZero), "0.0");
  EXPECT_EQ(formatDouble(NAN, 'F', 1), "NAN");
  EXPECT_EQ(formatDouble(1e300, 'f', 0).size(), 301u);
}

TEST(FloatText, Parse) {
  double v = 0;
  EXPECT_TRUE(parseDouble("1e400", &v));
  EXPECT_TRUE(std::isinf(v));
  EXPECT_TRUE(parseDouble("-1e-400", &v));
  EXPECT_TRUE(v == 0 && std::signbit(v));
  EXPECT_TRUE(parseDouble("+.5", &v));
  EXPECT_EQ(v, 0.5);
  EXPECT_TRUE(parseDouble("5.", &v));
  EXPECT_TRUE(parseDouble("Infinity", &v));
  EXPECT_FALSE(parseDouble(".", &v));
  EXPECT_FALSE(parseDouble("1e", &v));
  EXPECT_FALSE(parseDouble("0x1", &v));
  EXPECT_EQ(parseDoublePrefix("1e+x", &v), 1u);
  EXPECT_TRUE(parseDouble("2.2250738585072014e-308", &v));
  EXPECT_EQ(v, 2.2250738585072014e-308);
}

TEST(FloatText, Hex) {
  double v = 0;
  EXPECT_EQ(floatHex(1.5), "0x1.8000000000000p+0");
  EXPECT_EQ(floatHex(-5e-324), "-0x0.0000000000001p-1022");
  EXPECT_EQ(parseHexFloat(" 0x1.8p1 ", &v), HexFloatResult::Ok);
  EXPECT_EQ(v, 3.0);
  EXPECT_EQ(parseHexFloat("0x1.00000000000008p0", &v), HexFloatResult::Ok);
  EXPECT_EQ(v, 1.0);
  EXPECT_EQ(parseHexFloat("0x1.000000000000081p0", &v), HexFloatResult::Ok);
  EXPECT_EQ(v, 1.0000000000000002);
  EXPECT_EQ(parseHexFloat("0x1p1024", &v), HexFloatResult::TooLarge);
  EXPECT_EQ(parseHexFloat("0x1.fffffffffffff8p1023", &v), HexFloatResult::TooLarge);
  EXPECT_EQ(parseHexFloat("0xg", &v), HexFloatResult::Invalid);
}

TEST(FloatText, Half) {
  uint16_t bits = 0;
  for (unsigned b = 0; b < 0x7C00; ++b) {
    ASSERT_TRUE(doubleToHalf(halfToDouble(static_cast<uint16_t>(b)), &bits));
    ASSERT_EQ(bits, b);
  }
  EXPECT_FALSE(doubleToHalf(65520.0, &bits));
  EXPECT_TRUE(doubleToHalf(65519.99, &bits));
  EXPECT_EQ(bits, 0x7BFF);
}

}  // namespace
}  // namespace typhon::base
