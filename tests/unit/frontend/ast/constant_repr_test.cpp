// repr() of constants.
#include <gtest/gtest.h>

#include "frontend/ast/dump.h"

namespace typhon::frontend::ast {
namespace {

TEST(ConstantRepr, Numbers) {
  EXPECT_EQ(constantRepr(ConstantValue::integer(-7)), "-7");
  EXPECT_EQ(constantRepr(ConstantValue::bigInteger("0x10000000000000000")), "18446744073709551616");
  EXPECT_EQ(constantRepr(ConstantValue::bigInteger("-123456789012345678901")), "-123456789012345678901");
  EXPECT_EQ(constantRepr(ConstantValue::floating(1e22)), "1e+22");
  EXPECT_EQ(constantRepr(ConstantValue::floating(1.0)), "1.0");
  EXPECT_EQ(constantRepr(ConstantValue::complex(0, 2)), "2j");
  EXPECT_EQ(constantRepr(ConstantValue::complex(1, -2)), "(1-2j)");
  EXPECT_EQ(constantRepr(ConstantValue::complex(-0.0, 1e300)), "(-0+1e+300j)");
}

TEST(ConstantRepr, Texts) {
  EXPECT_EQ(stringRepr("it's"), "\"it's\"");
  EXPECT_EQ(stringRepr("'\""), "'\\'\"'");
  EXPECT_EQ(stringRepr("\n\t\\\x01\x7F"), "'\\n\\t\\\\\\x01\\x7f'");
  EXPECT_EQ(stringRepr("é€\xED\xA0\x80\xE2\x80\xA8"), "'é€\\ud800\\u2028'");
  EXPECT_EQ(stringRepr("\xC2\xA0\xF3\xA0\x80\x81"), "'\\xa0\\U000e0001'");
  EXPECT_EQ(bytesRepr("a'\xFF\n"), "b\"a'\\xff\\n\"");
}

TEST(ConstantRepr, Containers) {
  ConstantValue items[] = {ConstantValue::none(), ConstantValue::boolean(true)};
  EXPECT_EQ(constantRepr(ConstantValue::tuple(items)), "(None, True)");
  EXPECT_EQ(constantRepr(ConstantValue::tuple(std::span(items).first(1))), "(None,)");
  EXPECT_EQ(constantRepr(ConstantValue::tuple({})), "()");
  EXPECT_EQ(constantRepr(ConstantValue::frozenSet(items)), "frozenset({None, True})");
  EXPECT_EQ(constantRepr(ConstantValue::ellipsis()), "Ellipsis");
}

}  // namespace
}  // namespace typhon::frontend::ast
