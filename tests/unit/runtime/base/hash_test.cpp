// Hashes equal CPython 3.12's (PYTHONHASHSEED 0, 1 and 42).
#include "runtime/base/hash.h"

#include <gtest/gtest.h>

namespace typhon::base {
namespace {

TEST(Hash, Strings) {
  setProcessHashKey(hashKeyFromSeed(1));
  EXPECT_EQ(hashBytes("abc", 3), -4667308735975688587);
  setProcessHashKey(hashKeyFromSeed(42));
  EXPECT_EQ(hashBytes("abc", 3), 3869580338025362921);
  setProcessHashKey({});
  EXPECT_EQ(hashBytes("a", 1), 4644417185603328019);
  EXPECT_EQ(hashBytes("", 0), 0);
}

TEST(Hash, Numbers) {
  EXPECT_EQ(hashInt(-1), -2);
  EXPECT_EQ(hashInt(INT64_MIN), -4);
  EXPECT_EQ(hashInt((int64_t{1} << 61) - 1), 0);
  uint64_t limbs[3] = {0x123456789abcdef0u, 0xfedcba9876543210u, 0x77};
  EXPECT_EQ(hashLimbs(limbs, 3, true), -655884233731902832);
  EXPECT_EQ(hashDouble(1.0), 1);
  EXPECT_EQ(hashDouble(-1.0), -2);
  EXPECT_EQ(hashDouble(0.1), 230584300921369408);
}

TEST(Hash, Containers) {
  TupleHash t;
  FrozenSetHash s;
  for (int i : {1, 2, 3}) t.add(i), s.add(i);
  EXPECT_EQ(t.finish(3), 529344067295497451);
  EXPECT_EQ(s.finish(3), -272375401224217160);
  EXPECT_EQ(TupleHash().finish(0), 5740354900026072187);
  EXPECT_EQ(FrozenSetHash().finish(0), 133146708735736);
}

}  // namespace
}  // namespace typhon::base
