// set: order of the table as CPython 3.12 shows it, algebra, hashing.
#include "runtime/types/set.h"

#include <set>

#include "runtime/types/list.h"
#include "tests/unit/runtime/runtime_fixture.h"

namespace typhon {
namespace {

class SetTest : public RuntimeTest {
 protected:
  Set* of(std::initializer_list<int64_t> items, bool frozen = false) {
    Set* s = makeSet(t, frozen);
    for (int64_t i : items) EXPECT_TRUE(setAddPy(t, s, Value::smallInt(i)));
    return s;
  }
};

TEST_F(SetTest, orderIsCPythons) {
  EXPECT_EQ(shown(of({40, 8, 16, 24, 32})), "{32, 40, 8, 16, 24}");
  EXPECT_EQ(shown(of({33, 1, 9, 17, 25})), "{33, 1, 9, 17, 25}");
  EXPECT_EQ(shown(of({-1, -2, -3})), "{-3, -1, -2}");
}

TEST_F(SetTest, removedItemsLeaveTheRest) {
  Set* s = makeSet(t);
  std::set<int64_t> model;
  for (int64_t i = 0; i < 5000; ++i) {
    int64_t n = i * 7919 % 1000;
    if (i % 3) {
      EXPECT_TRUE(setAddPy(t, s, Value::smallInt(n)));
      model.insert(n);
    } else {
      EXPECT_EQ(setDiscardPy(t, s, Value::smallInt(n)), static_cast<int>(model.erase(n)));
    }
    ASSERT_EQ(s->used, model.size());
  }
  for (int64_t n = 0; n < 1000; ++n) EXPECT_EQ(setContainsPy(t, s, Value::smallInt(n)), static_cast<int>(model.count(n)));
  while (!setPop(s).isUnbound()) {
  }
  EXPECT_EQ(s->used, 0u);
}

TEST_F(SetTest, algebra) {
  Set* a = of({1, 2, 3, 4});
  Set* b = of({3, 4, 5});
  EXPECT_EQ(shown(setIntersectionPy(t, a, b)), "{3, 4}");
  EXPECT_EQ(shown(setDifferencePy(t, a, b)), "{1, 2}");
  Set* c = setCopy(t, a);
  EXPECT_TRUE(setSymmetricDifferenceUpdatePy(t, c, b));
  EXPECT_EQ(c->used, 3u);
  EXPECT_TRUE(setUpdatePy(t, c, a));
  EXPECT_EQ(c->used, 5u);
  EXPECT_TRUE(*setIsSubsetPy(t, a, c));
  EXPECT_FALSE(*setIsSubsetPy(t, c, a));
}

TEST_F(SetTest, unhashableSetsStandForFrozensets) {
  Set* s = makeSet(t);
  EXPECT_TRUE(setAddPy(t, s, of({1, 2}, true)));
  EXPECT_EQ(setContainsPy(t, s, of({2, 1})), 1);
  EXPECT_FALSE(setAddPy(t, s, of({1})));
  EXPECT_EQ(setContainsPy(t, s, makeList(t)), -1);
}

}  // namespace
}  // namespace typhon
