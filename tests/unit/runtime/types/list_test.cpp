// list: growing, inserting, slices, sorting by every path.
#include "runtime/types/list.h"

#include <algorithm>
#include <random>
#include <vector>

#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "tests/unit/runtime/runtime_fixture.h"

namespace typhon {
namespace {

class ListTest : public RuntimeTest {
 protected:
  bool isSorted(List* l) {
    for (size_t i = 1; i < l->length; ++i) {
      Maybe<bool> less = compareTruthPy(t, CompareOp::Lt, listItem(l, i), listItem(l, i - 1));
      if (!less.ok() || *less) return false;
    }
    return true;
  }
};

TEST_F(ListTest, insertsAndPops) {
  List* l = makeList(t);
  std::vector<int64_t> model;
  std::mt19937 random(5);
  for (int64_t i = 0; i < 3000; ++i) {
    if (model.empty() || random() % 3) {
      auto at = static_cast<int64_t>(random() % (model.size() + 1));
      ASSERT_TRUE(listInsert(t, l, at, Value::smallInt(i)));
      model.insert(model.begin() + at, i);
    } else {
      size_t at = random() % model.size();
      EXPECT_EQ(listPop(l, at).asSmallInt(), model[at]);
      model.erase(model.begin() + static_cast<ptrdiff_t>(at));
    }
  }
  ASSERT_EQ(l->length, model.size());
  for (size_t i = 0; i < model.size(); ++i) EXPECT_EQ(listItem(l, i).asSmallInt(), model[i]);
}

TEST_F(ListTest, extendsItself) {
  Value items[] = {Value::smallInt(1), Value::smallInt(2)};
  List* l = makeList(t, items, 2);
  EXPECT_TRUE(listExtendPy(t, l, l));
  EXPECT_EQ(shown(l), "[1, 2, 1, 2]");
  EXPECT_FALSE(listExtendPy(t, l, Value::smallInt(3)));
  EXPECT_EQ(shown(listSlice(t, l, 1, 3)), "[2, 1]");
}

TEST_F(ListTest, sortsNumbersTextsAndTuples) {
  std::mt19937_64 random(9);
  for (size_t n : {2, 10, 100, 5000}) {
    for (int kind = 0; kind < 7; ++kind) {
      List* l = makeList(t);
      for (size_t i = 0; i < n; ++i) {
        Value v;
        switch (kind) {
          case 0:
            v = Value::smallInt(static_cast<int64_t>(random() % 100000) - 50000);
            break;
          case 1:
            v = makeInt(t, static_cast<int64_t>(random()));
            break;
          case 2:
            v = makeFloat(t, static_cast<double>(static_cast<int64_t>(random())) * 1e-3);
            break;
          case 3:
            v = makeStr(t, std::to_string(random() % 100000));
            break;
          case 4:
            v = makeStr(t, (random() % 2 ? "\u00e9" : "\u4e2d") + std::to_string(random() % 1000));
            break;
          case 5:
            v = makeTuple(
                t, {Value::smallInt(static_cast<int64_t>(random() % 10)), makeFloat(t, static_cast<double>(random() % 100))});
            break;
          case 6:
            v = random() % 2 ? Value::smallInt(static_cast<int64_t>(random() % 100))
                             : makeFloat(t, static_cast<double>(random() % 100));
            break;
        }
        ASSERT_TRUE(listAppend(t, l, v));
      }
      ASSERT_TRUE(listSortPy(t, l, Value::none(), false)) << "kind " << kind;
      EXPECT_EQ(l->length, n);
      EXPECT_TRUE(isSorted(l)) << n << " of kind " << kind;
      ASSERT_TRUE(listSortPy(t, l, Value::none(), true));
      std::reverse(l->store->items, l->store->items + n);
      EXPECT_TRUE(isSorted(l));
    }
  }
}

TEST_F(ListTest, uncomparableItemsKeepTheList) {
  Value items[] = {Value::smallInt(3), Value::none(), Value::smallInt(1)};
  List* l = makeList(t, items, 3);
  EXPECT_FALSE(listSortPy(t, l, Value::none(), false));
  EXPECT_EQ(l->length, 3u);
}

}  // namespace
}  // namespace typhon
