// dict: the table against a model, order, cells, iteration under changes.
#include "runtime/types/dict.h"

#include <algorithm>
#include <random>
#include <vector>

#include "runtime/types/dict_table.h"
#include "runtime/types/str.h"
#include "tests/unit/runtime/runtime_fixture.h"

namespace typhon {
namespace {

using DictTest = RuntimeTest;

Value number(int64_t i) { return Value::smallInt(i); }

TEST_F(DictTest, behavesAsAModelOfOrderedPairs) {
  std::mt19937 random(7);
  for (int keys : {4, 100, 40000}) {
    Dict* d = makeDict(t);
    std::vector<std::pair<int64_t, int64_t>> model;
    int steps = keys == 40000 ? 60000 : 5000;
    for (int step = 0; step < steps; ++step) {
      int64_t key = static_cast<int64_t>(random() % keys) * 8;
      auto at = keys == 40000 ? model.end() : std::find_if(model.begin(), model.end(), [&](auto& p) { return p.first == key; });
      Value found = dictGetPy(t, d, number(key));
      if (keys != 40000) EXPECT_EQ(found.isUnbound(), at == model.end());
      if (keys == 40000) {
        ASSERT_TRUE(dictSetPy(t, d, number(key), number(step)));
        EXPECT_EQ(dictGetPy(t, d, number(key)).asSmallInt(), step);
      } else if (random() % 3) {
        ASSERT_TRUE(dictSetPy(t, d, number(key), number(step)));
        if (at == model.end()) {
          model.push_back({key, step});
        } else {
          at->second = step;
        }
      } else {
        EXPECT_EQ(dictDeletePy(t, d, number(key)), at != model.end());
        if (at != model.end()) model.erase(at);
      }
    }
    if (keys == 40000) continue;
    EXPECT_EQ(dictLength(d), model.size());
    size_t position = 0, i = 0;
    Value key, v;
    while (dictNext(d, &position, &key, &v)) {
      ASSERT_LT(i, model.size());
      EXPECT_EQ(key.asSmallInt(), model[i].first);
      EXPECT_EQ(v.asSmallInt(), model[i].second);
      ++i;
    }
    EXPECT_EQ(i, model.size());
  }
}

TEST_F(DictTest, movesAndPopsAtBothEnds) {
  Dict* d = makeDict(t);
  std::vector<int64_t> model;
  for (int64_t i = 0; i < 50; ++i) {
    ASSERT_TRUE(dictSetPy(t, d, number(i), number(i)));
    model.push_back(i);
  }
  std::mt19937 random(3);
  for (int step = 0; step < 2000; ++step) {
    int64_t key = model[random() % model.size()];
    bool last = random() % 2;
    EXPECT_EQ(dictMoveToEndPy(t, d, number(key), last), 1);
    model.erase(std::find(model.begin(), model.end(), key));
    model.insert(last ? model.end() : model.begin(), key);
    if (step % 10 == 0) {
      Value k, v;
      EXPECT_TRUE(dictPopEnd(d, step % 20 == 0, &k, &v));
      int64_t expected = step % 20 == 0 ? model.back() : model.front();
      EXPECT_EQ(k.asSmallInt(), expected);
      model.erase(std::find(model.begin(), model.end(), expected));
      ASSERT_TRUE(dictSetPy(t, d, number(1000 + step), number(0)));
      model.push_back(1000 + step);
    }
  }
  EXPECT_EQ(dictMoveToEndPy(t, d, number(-1), true), 0);
  size_t position = 0, i = 0;
  Value key, v;
  while (dictNext(d, &position, &key, &v)) EXPECT_EQ(key.asSmallInt(), model[i++]);
  EXPECT_EQ(i, model.size());
  position = SIZE_MAX;
  while (dictPrevious(d, &position, &key, &v)) EXPECT_EQ(key.asSmallInt(), model[--i]);
  EXPECT_EQ(i, 0u);
}

TEST_F(DictTest, cellLayoutIsInvisible) {
  Dict* d = makeCellDict(t);
  Str* a = internStr(t, "a");
  Str* b = internStr(t, "b");
  Cell* looked = dictCellOrAdd(t, d, a);
  EXPECT_EQ(dictLength(d), 0u);
  EXPECT_TRUE(dictGetStr(d, a).isUnbound());
  ASSERT_TRUE(dictSetStr(t, d, b, number(1)));
  ASSERT_TRUE(dictSetStr(t, d, a, number(2)));
  EXPECT_EQ(dictCell(d, a), looked);
  EXPECT_EQ(looked->state, Cell::Constant);
  EXPECT_EQ(shown(d), "{'b': 1, 'a': 2}");
  EXPECT_TRUE(dictDeleteStr(t, d, b));
  EXPECT_FALSE(dictDeleteStr(t, d, b));
  EXPECT_EQ(shown(d), "{'a': 2}");
  ASSERT_TRUE(dictSetStr(t, d, b, number(3)));
  EXPECT_EQ(shown(d), "{'a': 2, 'b': 3}");
  EXPECT_EQ(shown(dictCopy(t, d)), "{'a': 2, 'b': 3}");
  Dict* plain = makeDict(t);
  ASSERT_TRUE(dictSetPy(t, plain, number(5), number(6)));
  ASSERT_TRUE(dictToCells(t, plain));
  EXPECT_EQ(shown(plain), "{5: 6}");
  dictClear(d);
  EXPECT_EQ(dictLength(d), 0u);
  EXPECT_EQ(dictCell(d, a), looked);
}

TEST_F(DictTest, strKeysAreFoundByTextAndByPointer) {
  Dict* d = makeDict(t);
  for (int i = 0; i < 300; ++i) ASSERT_TRUE(dictSetStr(t, d, makeStr(t, "key" + std::to_string(i)), number(i)));
  EXPECT_TRUE(d->table->allStr);
  for (int i = 0; i < 300; ++i) EXPECT_EQ(dictGetStr(d, makeStr(t, "key" + std::to_string(i))).asSmallInt(), i);
  EXPECT_TRUE(dictGetStr(d, makeStr(t, "key300")).isUnbound());
  ASSERT_TRUE(dictSetPy(t, d, number(1), number(1)));
  EXPECT_FALSE(d->table->allStr);
  EXPECT_EQ(dictGetStr(d, makeStr(t, "key7")).asSmallInt(), 7);
}

TEST_F(DictTest, unhashableKeysRaise) {
  Dict* d = makeDict(t);
  EXPECT_EQ(shown(dictGetPy(t, d, makeDict(t))), "TypeError");
  EXPECT_FALSE(dictSetPy(t, d, makeDict(t), number(1)));
}

}  // namespace
}  // namespace typhon
