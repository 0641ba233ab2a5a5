// Formatting of numbers: known answers of CPython 3.12.
#include "runtime/types/format_spec.h"

#include <gtest/gtest.h>

#include <cmath>

#include "runtime/exec/thread.h"
#include "runtime/runtime.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/percent_format.h"

namespace typhon {
namespace {

class FormatSpecTest : public ::testing::Test {
 protected:
  // Messages name types, so the types have to exist.
  static Thread* runtime() {
    static Thread* t = initRuntime({});
    return t;
  }
  void SetUp() override { t = runtime(); }
  std::string integer(int64_t i, const char* spec) {
    Str* s = formatInt(t, makeInt(t, i), textOf(makeStr(t, spec)));
    return s ? toUtf8(s) : "error";
  }
  std::string real(double d, const char* spec) {
    Str* s = formatFloat(t, makeFloat(t, d), d, textOf(makeStr(t, spec)));
    return s ? toUtf8(s) : "error";
  }
  std::string percent(Value v, char code, PercentSpec spec) {
    std::string out;
    return formatPercentNumberPy(t, code, v, spec, &out) ? out : "error";
  }
  Thread* t = nullptr;
};

TEST_F(FormatSpecTest, Fields) {
  FormatSpec spec;
  ASSERT_TRUE(parseFormatSpec(t, textOf(makeStr(t, "é^+z#012_.5f")), "float", 0, '>', &spec));
  EXPECT_EQ(spec.fill, U'é');
  EXPECT_EQ(spec.align, '^');
  EXPECT_EQ(spec.sign, '+');
  EXPECT_TRUE(spec.noNegativeZero);
  EXPECT_TRUE(spec.alternate);
  EXPECT_EQ(spec.width, 12);
  EXPECT_EQ(spec.grouping, '_');
  EXPECT_EQ(spec.precision, 5);
  EXPECT_EQ(spec.type, U'f');
}

TEST_F(FormatSpecTest, Integers) {
  EXPECT_EQ(integer(1234567, ","), "1,234,567");
  EXPECT_EQ(integer(1234, "010,"), "00,001,234");
  EXPECT_EQ(integer(1234, "08,"), "0,001,234");
  EXPECT_EQ(integer(-255, "#06x"), "-0x0ff");
  EXPECT_EQ(integer(65535, "_X"), "FFFF");
  EXPECT_EQ(integer(0xdeadbeef, "#_x"), "0xdead_beef");
  EXPECT_EQ(integer(42, "*^9"), "***42****");
  EXPECT_EQ(integer(42, "é>5"), "ééé42");
  EXPECT_EQ(integer(-42, "=+6"), "-   42");
  EXPECT_EQ(integer(8364, "3c"), "  €");
  EXPECT_EQ(integer(3, ".2f"), "3.00");
  EXPECT_EQ(integer(1, "%"), "100.000000%");
}

TEST_F(FormatSpecTest, Floats) {
  EXPECT_EQ(real(1234567.891, ",.2f"), "1,234,567.89");
  EXPECT_EQ(real(-0.0001, "z.2f"), "0.00");
  EXPECT_EQ(real(2.5, "#.0f"), "2.");
  EXPECT_EQ(real(0.1, ""), "0.1");
  EXPECT_EQ(real(1e16, "g"), "1e+16");
  EXPECT_EQ(real(100.0, ".3"), "1e+02");
  EXPECT_EQ(real(0.5, "08.1%"), "00050.0%");
  EXPECT_EQ(real(1.0, ".1200f").size(), 1202u);
  EXPECT_EQ(real(HUGE_VAL, "010"), "0000000inf");
}

TEST_F(FormatSpecTest, PercentConversions) {
  EXPECT_EQ(percent(Value::smallInt(3), 'd', {.width = 5, .precision = 3}), "  003");
  EXPECT_EQ(percent(Value::smallInt(-3), 'd', {.zero = true, .width = 5}), "-0003");
  EXPECT_EQ(percent(Value::smallInt(255), 'X', {.alternate = true, .zero = true, .width = 8}), "0X0000FF");
  EXPECT_EQ(percent(Value::smallInt(3), 'd', {.left = true, .plus = true, .width = 5}), "+3   ");
  EXPECT_EQ(percent(makeFloat(t, 1.25), 'f', {.precision = 1}), "1.2");
  EXPECT_EQ(percent(makeFloat(t, 1e100), 'g', {}), "1e+100");
}

}  // namespace
}  // namespace typhon
