// merge_sort.h against std::stable_sort, and the bookkeeping when comparisons fail.
#include "runtime/types/merge_sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

namespace typhon {
namespace {

struct Item {
  int key, tag;
  bool operator==(const Item&) const = default;
};
struct CountingLess {
  size_t calls = 0, failAt = SIZE_MAX;
  int operator()(const Item& a, const Item& b) {
    if (++calls >= failAt) return -1;
    return a.key < b.key;
  }
};
struct VectorRoom {
  std::vector<Item> memory;
  Item* operator()(size_t n) {
    if (memory.size() < n) memory.resize(n);
    return memory.data();
  }
};

bool sortItems(std::vector<Item>& items, CountingLess& less) {
  VectorRoom room;
  return MergeSort<Item, CountingLess, VectorRoom>(items.data(), items.size(), less, room).run();
}

std::vector<Item> makeItems(size_t n, int pattern, std::mt19937& random) {
  std::vector<Item> items(n);
  for (size_t i = 0; i < n; ++i) {
    int key = static_cast<int>(i);
    switch (pattern) {
      case 0:
        key = static_cast<int>(random() % 1000000);
        break;
      case 1:
        break;
      case 2:
        key = -key;
        break;
      case 3:
        key = static_cast<int>(random() % 5);
        break;
      case 4:
        key = key % 17 * 100 + key;
        break;
      case 5:
        key = std::abs(key - static_cast<int>(n / 2));
        break;
    }
    items[i] = {key, static_cast<int>(i)};
  }
  return items;
}

TEST(MergeSort, sortsStably) {
  std::mt19937 random(1);
  for (size_t n : {0, 1, 2, 3, 31, 63, 64, 65, 200, 1000, 4097}) {
    for (int pattern = 0; pattern < 6; ++pattern) {
      std::vector<Item> items = makeItems(n, pattern, random), expected = items;
      std::sort(expected.begin(), expected.end(),
                [](const Item& a, const Item& b) { return std::pair(a.key, a.tag) < std::pair(b.key, b.tag); });
      CountingLess less;
      EXPECT_TRUE(sortItems(items, less));
      EXPECT_EQ(items, expected) << n << " items, pattern " << pattern;
      if ((pattern == 1 || pattern == 2) && n > 1) EXPECT_EQ(less.calls, n - 1);
    }
  }
}

TEST(MergeSort, keepsAllItemsWhenAComparisonFails) {
  std::mt19937 random(2);
  for (int pattern : {0, 3, 4, 5}) {
    std::vector<Item> original = makeItems(700, pattern, random);
    CountingLess all;
    std::vector<Item> copy = original;
    sortItems(copy, all);
    for (size_t failAt = 1; failAt <= all.calls; failAt += 37) {
      std::vector<Item> items = original;
      CountingLess less;
      less.failAt = failAt;
      EXPECT_FALSE(sortItems(items, less));
      std::vector<int> tags;
      for (const Item& item : items) tags.push_back(item.tag);
      std::sort(tags.begin(), tags.end());
      std::vector<int> expected(tags.size());
      std::iota(expected.begin(), expected.end(), 0);
      EXPECT_EQ(tags, expected) << "failing at " << failAt;
    }
  }
}

}  // namespace
}  // namespace typhon
