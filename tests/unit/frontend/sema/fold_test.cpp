// Operators on constants.
#include "frontend/sema/fold.h"

#include <gtest/gtest.h>

#include "frontend/ast/dump.h"

namespace typhon::frontend::sema {
namespace {

using ast::BinaryOperator;
using ast::ConstantValue;

class FoldTest : public testing::Test {
 protected:
  std::string binary(BinaryOperator op, ConstantValue left, ConstantValue right) {
    ConstantValue result;
    return foldBinary(arena_, op, left, right, result) ? ast::constantRepr(result) : "-";
  }
  ConstantValue number(int64_t value) { return ConstantValue::integer(value); }

  Arena arena_;
};

TEST_F(FoldTest, Integers) {
  EXPECT_EQ(binary(BinaryOperator::Add, number(2), number(3)), "5");
  EXPECT_EQ(binary(BinaryOperator::FloorDiv, number(-7), number(2)), "-4");
  EXPECT_EQ(binary(BinaryOperator::Mod, number(-7), number(2)), "1");
  EXPECT_EQ(binary(BinaryOperator::Div, number(7), number(2)), "3.5");
  EXPECT_EQ(binary(BinaryOperator::Div, number(7), number(0)), "-");
  EXPECT_EQ(binary(BinaryOperator::Pow, number(2), number(62)), "4611686018427387904");
  EXPECT_EQ(binary(BinaryOperator::Pow, number(2), number(1000)), "-");
  EXPECT_EQ(binary(BinaryOperator::LShift, number(1), number(64)), "18446744073709551616");
  EXPECT_EQ(binary(BinaryOperator::BitOr, ConstantValue::boolean(true), ConstantValue::boolean(false)), "True");
}

TEST_F(FoldTest, Floats) {
  EXPECT_EQ(binary(BinaryOperator::Mult, ConstantValue::floating(0.5), number(3)), "1.5");
  EXPECT_EQ(binary(BinaryOperator::Mod, ConstantValue::floating(-1), number(3)), "2.0");
  EXPECT_EQ(binary(BinaryOperator::Pow, ConstantValue::floating(-8), ConstantValue::floating(0.5)), "-");
}

TEST_F(FoldTest, Sequences) {
  EXPECT_EQ(binary(BinaryOperator::Add, ConstantValue::str("a"), ConstantValue::str("b")), "'ab'");
  EXPECT_EQ(binary(BinaryOperator::Mult, ConstantValue::str("ab"), number(3)), "'ababab'");
  EXPECT_EQ(binary(BinaryOperator::Mult, ConstantValue::str("a"), number(5000)), "-");
  EXPECT_EQ(binary(BinaryOperator::Add, ConstantValue::str("a"), ConstantValue::bytes("b")), "-");
  ConstantValue result;
  ASSERT_TRUE(foldSubscript(arena_, ConstantValue::str("caf\xc3\xa9!"), number(-2), result));
  EXPECT_EQ(ast::constantRepr(result), "'\xc3\xa9'");
  EXPECT_FALSE(foldSubscript(arena_, ConstantValue::str("a"), number(1), result));
}

}  // namespace
}  // namespace typhon::frontend::sema
