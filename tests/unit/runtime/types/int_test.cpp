// int against GMP's mpz layer on random operands, and known answers.
#include "runtime/types/int.h"

#include <gmp.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>

#include "runtime/exec/thread.h"
#include "runtime/types/float.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/int_limbs.h"

namespace typhon {
namespace {

std::string decimal(const mpz_t z) {
  std::string text(mpz_sizeinbase(z, 10) + 2, '\0');
  mpz_get_str(text.data(), 10, z);
  text.resize(text.find('\0'));
  return text;
}

class IntTest : public ::testing::Test {
 protected:
  void SetUp() override { initHeap(); }

  // Sizes and values where carries and the border between small and large ints matter.
  std::string randomNumber() {
    std::string digits;
    switch (random() % 4) {
      case 0:
        digits = std::to_string(random() % 41);
        break;
      case 1: {
        mpz_t z;
        mpz_init(z);
        mpz_ui_pow_ui(z, 2, 58 + random() % 80);
        long delta = static_cast<long>(random() % 5) - 2;
        delta < 0 ? mpz_sub_ui(z, z, static_cast<unsigned long>(-delta)) : mpz_add_ui(z, z, static_cast<unsigned long>(delta));
        digits = decimal(z);
        mpz_clear(z);
        break;
      }
      default:
        for (size_t n = 1 + random() % 120; n; --n) digits.push_back(static_cast<char>('0' + random() % 10));
    }
    return (random() & 1 ? "-" : "") + digits;
  }

  Value parse(const std::string& text) { return intFromDigits(t, text, 10); }

  Thread thread;
  Thread* t = &thread;
  std::mt19937_64 random{20240607};
};

struct Z {
  mpz_t z;
  Z() { mpz_init(z); }
  explicit Z(const std::string& text) { mpz_init_set_str(z, text.c_str(), 10); }
  ~Z() { mpz_clear(z); }
  std::string text() const { return decimal(z); }
};

TEST_F(IntTest, ArithmeticAgreesWithGmp) {
  for (int i = 0; i < 20000; ++i) {
    std::string x = randomNumber(), y = randomNumber();
    Value a = parse(x), b = parse(y);
    Z p(x), q(y), r;
    ASSERT_EQ(intToText(a, 10), p.text());
    mpz_add(r.z, p.z, q.z);
    ASSERT_EQ(intToText(intAdd(t, a, b), 10), r.text()) << x << " + " << y;
    mpz_sub(r.z, p.z, q.z);
    ASSERT_EQ(intToText(intSubtract(t, a, b), 10), r.text()) << x << " - " << y;
    mpz_mul(r.z, p.z, q.z);
    ASSERT_EQ(intToText(intMultiply(t, a, b), 10), r.text()) << x << " * " << y;
    mpz_and(r.z, p.z, q.z);
    ASSERT_EQ(intToText(intAnd(t, a, b), 10), r.text()) << x << " & " << y;
    mpz_ior(r.z, p.z, q.z);
    ASSERT_EQ(intToText(intOr(t, a, b), 10), r.text()) << x << " | " << y;
    mpz_xor(r.z, p.z, q.z);
    ASSERT_EQ(intToText(intXor(t, a, b), 10), r.text()) << x << " ^ " << y;
    mpz_gcd(r.z, p.z, q.z);
    ASSERT_EQ(intToText(intGcd(t, a, b), 10), r.text()) << x << " gcd " << y;
    if (mpz_sgn(q.z)) {
      mpz_fdiv_q(r.z, p.z, q.z);
      ASSERT_EQ(intToText(intFloorDivide(t, a, b), 10), r.text()) << x << " // " << y;
      mpz_fdiv_r(r.z, p.z, q.z);
      ASSERT_EQ(intToText(intModulo(t, a, b), 10), r.text()) << x << " % " << y;
    }
    int order = mpz_cmp(p.z, q.z), got = intCompare(a, b);
    ASSERT_EQ(order > 0 ? 1 : order < 0 ? -1 : 0, got > 0 ? 1 : got < 0 ? -1 : 0);
    int64_t shift = static_cast<int64_t>(random() % 200);
    mpz_mul_2exp(r.z, p.z, static_cast<mp_bitcnt_t>(shift));
    ASSERT_EQ(intToText(intLshift(t, a, Value::smallInt(shift)), 10), r.text()) << x << " << " << shift;
    mpz_fdiv_q_2exp(r.z, p.z, static_cast<mp_bitcnt_t>(shift));
    ASSERT_EQ(intToText(intRshift(t, a, Value::smallInt(shift)), 10), r.text()) << x << " >> " << shift;
    mpz_neg(r.z, p.z);
    ASSERT_EQ(intToText(intNegate(t, a), 10), r.text());
    mpz_com(r.z, p.z);
    ASSERT_EQ(intToText(intInvert(t, a), 10), r.text());
  }
}

TEST_F(IntTest, PowersAgreeWithGmp) {
  for (int i = 0; i < 2000; ++i) {
    std::string x = randomNumber(), m = randomNumber();
    unsigned long e = random() % 40;
    Z p(x), q(m), r, exponent(std::to_string(e));
    Value power = intPower(t, parse(x), Value::smallInt(static_cast<int64_t>(e)), Value::none());
    mpz_pow_ui(r.z, p.z, e);
    ASSERT_EQ(intToText(power, 10), r.text()) << x << " ** " << e;
    if (mpz_cmpabs_ui(q.z, 1) > 0) {
      Value modular = intPower(t, parse(x), Value::smallInt(static_cast<int64_t>(e)), parse(m));
      mpz_fdiv_r(r.z, r.z, q.z);
      ASSERT_EQ(intToText(modular, 10), r.text()) << "pow(" << x << ", " << e << ", " << m << ")";
    }
  }
}

TEST_F(IntTest, ResultsAreSmallWhereTheyFit) {
  Value limit = Value::smallInt(Value::kSmallIntMax), above = intAdd(t, limit, Value::smallInt(1));
  EXPECT_TRUE(isa<Int>(above));
  EXPECT_TRUE(intSubtract(t, above, Value::smallInt(1)).isSmallInt());
  EXPECT_TRUE(intNegate(t, above).isSmallInt());  // the smallest small int
  EXPECT_TRUE(isa<Int>(intSubtract(t, intNegate(t, above), Value::smallInt(1))));
  EXPECT_TRUE(intFloorDivide(t, intMultiply(t, above, above), above) != limit);
  EXPECT_EQ(intModulo(t, above, Value::smallInt(10)), Value::smallInt(2));
}

TEST_F(IntTest, FastPathsRefuseWhatDoesNotFit) {
  Value max = Value::smallInt(Value::kSmallIntMax), min = Value::smallInt(Value::kSmallIntMin), out;
  EXPECT_FALSE(addSmall(max, Value::smallInt(1), &out));
  EXPECT_FALSE(subtractSmall(min, Value::smallInt(1), &out));
  EXPECT_FALSE(multiplySmall(max, Value::smallInt(2), &out));
  EXPECT_FALSE(floorDivideSmall(min, Value::smallInt(-1), &out));
  EXPECT_FALSE(floorDivideSmall(max, Value::smallInt(0), &out));
  EXPECT_FALSE(moduloSmall(max, Value::smallInt(0), &out));
  EXPECT_FALSE(negateSmall(min, &out));
  EXPECT_FALSE(lshiftSmall(max, Value::smallInt(1), &out));
  EXPECT_FALSE(lshiftSmall(Value::smallInt(1), Value::smallInt(-1), &out));
  EXPECT_FALSE(rshiftSmall(Value::smallInt(1), Value::smallInt(-1), &out));
  EXPECT_FALSE(addSmall(Value::immediateFloat(1.0), Value::smallInt(1), &out));
  EXPECT_TRUE(lshiftSmall(Value::smallInt(1), Value::smallInt(60), &out));
  EXPECT_EQ(out, Value::smallInt(int64_t{1} << 60));
  EXPECT_TRUE(floorDivideSmall(Value::smallInt(-7), Value::smallInt(2), &out));
  EXPECT_EQ(out, Value::smallInt(-4));
  EXPECT_TRUE(moduloSmall(Value::smallInt(-7), Value::smallInt(2), &out));
  EXPECT_EQ(out, Value::smallInt(1));
  EXPECT_TRUE(moduloSmall(Value::smallInt(7), Value::smallInt(-2), &out));
  EXPECT_EQ(out, Value::smallInt(-1));
}

TEST_F(IntTest, DoublesAreExact) {
  EXPECT_EQ(intToDouble(parse("9007199254740993")), 9007199254740992.0);  // tie to even
  EXPECT_EQ(intToDouble(parse("9007199254740995")), 9007199254740996.0);
  EXPECT_EQ(intToDouble(parse("18446744073709551617")), 18446744073709551616.0);
  EXPECT_EQ(intToDouble(parse("-36893488147419107329")), -36893488147419111424.0);
  EXPECT_TRUE(std::isinf(intToDouble(parse("1" + std::string(400, '0')))));
  EXPECT_EQ(intToText(intFromDouble(t, 1e23), 10), "99999999999999991611392");
  int order;
  ASSERT_TRUE(compareIntDouble(parse("9007199254740993"), 9007199254740992.0, &order));
  EXPECT_GT(order, 0);
  ASSERT_TRUE(compareIntDouble(parse("99999999999999991611392"), 1e23, &order));
  EXPECT_EQ(order, 0);
  ASSERT_TRUE(compareIntDouble(Value::smallInt(1), 1.5, &order));
  EXPECT_LT(order, 0);
  EXPECT_FALSE(compareIntDouble(Value::smallInt(1), std::nan(""), &order));
}

TEST_F(IntTest, TrueDivisionRoundsOnce) {
  auto divide = [&](const char* a, const char* b) { return asDouble(intTrueDivide(t, parse(a), parse(b))); };
  EXPECT_EQ(divide("1", "3"), 1.0 / 3);
  EXPECT_EQ(divide("9007199254740993", "1"), 9007199254740992.0);
  EXPECT_EQ(divide("-1", "4503599627370497"), -2.2204460492503126e-16);
  std::string large(400, '7');
  EXPECT_EQ(divide((large + "0").c_str(), large.c_str()), 10.0);
  EXPECT_EQ(divide("1", ("1" + std::string(320, '0')).c_str()), 1e-320);
  EXPECT_EQ(divide("1", ("1" + std::string(330, '0')).c_str()), 0.0);
}

TEST_F(IntTest, HashesAreCPythons) {
  EXPECT_EQ(intHash(parse("0")), 0);
  EXPECT_EQ(intHash(parse("-1")), -2);
  EXPECT_EQ(intHash(parse("2305843009213693951")), 0);
  EXPECT_EQ(intHash(parse("2305843009213693952")), 1);
  EXPECT_EQ(intHash(parse("-100000000000000000000")), -848750603811160107);
}

TEST_F(IntTest, BytesBothWays) {
  for (int i = 0; i < 3000; ++i) {
    Value v = parse(randomNumber());
    uint8_t bytes[64];
    bool little = i & 1;
    ASSERT_TRUE(intToBytes(v, bytes, sizeof bytes, little, true));
    ASSERT_EQ(intCompare(intFromBytes(t, bytes, sizeof bytes, little, true), v), 0);
  }
  uint8_t byte;
  EXPECT_TRUE(intToBytes(Value::smallInt(255), &byte, 1, true, false));
  EXPECT_FALSE(intToBytes(Value::smallInt(256), &byte, 1, true, false));
  EXPECT_FALSE(intToBytes(Value::smallInt(128), &byte, 1, true, true));
  EXPECT_TRUE(intToBytes(Value::smallInt(-128), &byte, 1, true, true));
  EXPECT_FALSE(intToBytes(Value::smallInt(-129), &byte, 1, true, true));
  EXPECT_FALSE(intToBytes(Value::smallInt(-1), &byte, 1, true, false));
}

TEST_F(IntTest, SquareRootsAndRounding) {
  for (int i = 0; i < 5000; ++i) {
    std::string x = randomNumber();
    if (x[0] == '-') x.erase(0, 1);
    Z p(x), r;
    mpz_sqrt(r.z, p.z);
    ASSERT_EQ(intToText(intSqrtFloor(t, parse(x)), 10), r.text()) << x;
  }
  auto round = [&](int64_t n, uint64_t digits) { return intRoundToPowerOfTen(t, Value::smallInt(n), digits).asSmallInt(); };
  EXPECT_EQ(round(25, 1), 20);
  EXPECT_EQ(round(35, 1), 40);
  EXPECT_EQ(round(-25, 1), -20);
  EXPECT_EQ(round(-26, 1), -30);
  EXPECT_EQ(round(50, 2), 0);
  EXPECT_EQ(round(51, 2), 100);
  EXPECT_EQ(round(5, 1000000000), 0);
}

}  // namespace
}  // namespace typhon
