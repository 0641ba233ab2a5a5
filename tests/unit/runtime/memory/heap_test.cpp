// The heap: what survives collections, what does not, and that memory is used again.
#include "runtime/memory/heap.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "runtime/exec/thread.h"
#include "runtime/memory/layout.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/tuning.h"
#include "runtime/types/value_array.h"

namespace typhon {
namespace {

class HeapTest : public ::testing::Test {
 protected:
  void SetUp() override { initHeap(); }
  Thread thread;
  Thread* t = &thread;
};

// Keeps stale pointers out of this function's frame: the work happens in calls that are not inlined.
template <class F>
[[gnu::noinline]] auto apart(F f) {
  return f();
}

TEST_F(HeapTest, MemoryIsZeroedAndHeaderIsSet) {
  for (int i = 0; i < 20000; ++i) {
    ByteStore* b = makeByteStore(t, 40);
    ASSERT_EQ(b->kind, Kind::ByteStore);
    for (int k = 0; k < 40; ++k) ASSERT_EQ(b->bytes[k], 0);
    std::memset(b->bytes, 0xee, 40);
  }
}

TEST_F(HeapTest, RootedListSurvivesManyCollections) {
  RootedVector keep(t);
  uint64_t seed = 1;
  for (int round = 0; round < 60; ++round) {
    for (int i = 0; i < 20000; ++i) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      ValueArray* a = makeValueArray(t, seed >> 60);
      for (size_t k = 0; k < a->capacity; ++k) a->items[k] = Value::smallInt(round * 100 + static_cast<int>(k));
      if (i % 500 == 0) {
        ValueArray* holder = makeValueArray(t, 1);
        holder->items[0] = a;
        ASSERT_TRUE(keep.push(holder));
        ASSERT_TRUE(keep.push(Value::smallInt(round)));
      }
    }
  }
  for (size_t i = 0; i < keep.size(); i += 2) {
    ValueArray* a = keep[i].as<ValueArray>()->items[0].as<ValueArray>();
    ASSERT_EQ(a->kind, Kind::ValueArray);
    for (size_t k = 0; k < a->capacity; ++k) {
      ASSERT_EQ(a->items[k].asSmallInt(), keep[i + 1].asSmallInt() * 100 + static_cast<int>(k));
    }
  }
  EXPECT_GT(heapStatistics().minorCollections, 2u);
}

TEST_F(HeapTest, GarbageIsReused) {
  collectGarbage(t);
  uint64_t before = heapStatistics().reservedBytes;
  for (int i = 0; i < 2000000; ++i) ASSERT_NE(makeByteStore(t, 64), nullptr);
  EXPECT_LT(heapStatistics().reservedBytes, before + (24u << 20));
}

TEST_F(HeapTest, LargeObjectsComeAndGo) {
  collectGarbage(t);
  uint64_t before = heapStatistics().reservedBytes;
  RootedVector keep(t);
  for (int i = 0; i < 3000; ++i) {
    ByteStore* b = makeByteStore(t, 9000 + static_cast<size_t>(i) * 97);
    ASSERT_EQ(b->bytes[8999], 0);
    b->bytes[8999] = 7;
    if (i % 100 == 0) ASSERT_TRUE(keep.push(b));
  }
  for (Value v : keep) ASSERT_EQ(v.as<ByteStore>()->bytes[8999], 7);
  keep.truncate(0);
  apart([&] { collectGarbage(t); });
  EXPECT_LT(heapStatistics().reservedBytes, before + (24u << 20));
}

TEST_F(HeapTest, LargeObjectsGrowWhereTheyLie) {
  RootedVector keep(t);
  ByteStore *upper = nullptr, *lower = nullptr;
  for (int tries = 0; tries < 100 && !lower; ++tries) {
    ByteStore *one = makeByteStore(t, 100000), *other = makeByteStore(t, 100000);
    if (one > other) std::swap(one, other);
    auto distance = static_cast<size_t>(reinterpret_cast<char*>(other) - reinterpret_cast<char*>(one));
    if (distance == (sizeof(ByteStore) + 100000 + 4095) / 4096 * 4096) lower = one, upper = other;
  }
  ASSERT_NE(lower, nullptr) << "no two lie side by side";
  ASSERT_TRUE(keep.push(lower));
  std::memset(lower->bytes, 5, 100000);
  EXPECT_FALSE(extendByteStore(lower, 190000));
  release(upper);
  ASSERT_TRUE(extendByteStore(lower, 190000));
  ASSERT_EQ(lower->capacity, 190000u);
  EXPECT_EQ(lower->bytes[99999], 5);
  for (size_t i = 100000; i < 190000; ++i) ASSERT_EQ(lower->bytes[i], 0);
  std::memset(lower->bytes, 6, 190000);
  // What it gives back is used again, and does not overlap with it.
  lower->capacity = 50000;
  shortenInPlace(lower, sizeof(ByteStore) + 50000);
  for (int i = 0; i < 40; ++i) {
    ByteStore* other = makeByteStore(t, 20000);
    for (size_t k = 0; k < 20000; ++k) ASSERT_EQ(other->bytes[k], 0);
    std::memset(other->bytes, 9, 20000);
  }
  EXPECT_FALSE(extendInPlace(makeByteStore(t, 40), 80));  // no large object
  release(makeByteStore(t, 40));
  apart([&] { collectGarbage(t); });
  for (size_t k = 0; k < 50000; ++k) ASSERT_EQ(keep[0].as<ByteStore>()->bytes[k], 6);
}

TEST_F(HeapTest, InteriorPointersOnTheStackKeepObjects) {
  for (size_t size : {16u, 200u, 5000u, 70000u}) {
    ByteStore* b = makeByteStore(t, size);
    uint8_t* inside = &b->bytes[size - 1];
    asm volatile("" : "+r"(inside));
    b = nullptr;
    *inside = 42;
    collectGarbage(t);
    for (int i = 0; i < 50000; ++i) ASSERT_NE(makeByteStore(t, size < 1000 ? size : 64), nullptr);
    EXPECT_EQ(*inside, 42);
    EXPECT_NE(memory::resolveAddress(reinterpret_cast<uintptr_t>(inside)), nullptr);
  }
}

TEST_F(HeapTest, BarrierKeepsYoungObjectsReachableFromOldOnes) {
  RootedVector keep(t);
  ValueArray* old = makeValueArray(t, 100);
  ValueArray* large = makeValueArray(t, 100000);
  ASSERT_TRUE(keep.push(old) && keep.push(large));
  collectGarbage(t);
  ASSERT_TRUE(old->gc & kOldUnlogged);
  for (size_t round = 0; round < 50; ++round) {
    ByteStore* b = makeByteStore(t, 32);
    b->bytes[0] = static_cast<uint8_t>(round);
    old->items[round] = b;
    writeBarrier(old);
    ByteStore* c = makeByteStore(t, 32);
    c->bytes[0] = static_cast<uint8_t>(round);
    large->items[round * 1999] = c;
    writeBarrierAt(large, &large->items[round * 1999]);
    for (int i = 0; i < 70000; ++i) std::memset(makeByteStore(t, 32)->bytes, 0xff, 32);
  }
  for (size_t round = 0; round < 50; ++round) {
    EXPECT_EQ(old->items[round].as<ByteStore>()->bytes[0], round);
    EXPECT_EQ(large->items[round * 1999].as<ByteStore>()->bytes[0], round);
  }
}

TEST_F(HeapTest, DeepAndWideStructuresAreMarked) {
  RootedVector keep(t);
  ValueArray* wide = makeValueArray(t, 300000);
  ASSERT_TRUE(keep.push(wide));
  for (size_t i = 0; i < wide->capacity; ++i) {
    ValueArray* a = makeValueArray(t, 1);
    a->items[0] = Value::smallInt(static_cast<int64_t>(i));
    wide->items[i] = a;
    writeBarrierAt(wide, &wide->items[i]);
  }
  Value chain = Value::none();
  ASSERT_TRUE(keep.push(chain));
  for (int i = 0; i < 500000; ++i) {
    ValueArray* a = makeValueArray(t, 2);
    a->items[0] = keep.back();
    a->items[1] = Value::smallInt(i);
    keep.back() = a;
  }
  collectGarbage(t);
  for (size_t i = 0; i < wide->capacity; ++i)
    ASSERT_EQ(wide->items[i].as<ValueArray>()->items[0].asSmallInt(), static_cast<int64_t>(i));
  int i = 500000;
  for (Value v = keep.back(); !v.isNone(); v = v.as<ValueArray>()->items[0]) {
    ASSERT_EQ(v.as<ValueArray>()->items[1].asSmallInt(), --i);
  }
}

// A heap large enough to be collected in steps, changed all the while.
TEST_F(HeapTest, StepwiseMajorCollections) {
  collectGarbage(t);
  uint64_t majorsBefore = heapStatistics().majorCollections;
  RootedVector keep(t);
  constexpr size_t kSlots = 4000, kInner = 1000;
  ValueArray* root = makeValueArray(t, kSlots);
  ASSERT_TRUE(keep.push(root));
  auto makeInner = [&](int64_t stamp) {
    ValueArray* inner = makeValueArray(t, 4);
    for (int k = 0; k < 4; ++k) inner->items[k] = Value::smallInt(stamp);
    return inner;
  };
  for (size_t i = 0; i < kSlots; ++i) {
    ValueArray* slot = makeValueArray(t, kInner);
    root->items[i] = slot;
    writeBarrierAt(root, &root->items[i]);
    for (size_t k = 0; k < kInner; k += 10) {
      ValueArray* inner = makeInner(static_cast<int64_t>(i * kInner + k));
      slot->items[k] = inner;
      writeBarrierAt(slot, &slot->items[k]);
    }
  }
  uint64_t seed = 7;
  for (int round = 0; round < 500000; ++round) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    size_t i = (seed >> 33) % kSlots, k = (seed >> 20) % kInner / 10 * 10;
    ValueArray* slot = root->items[i].as<ValueArray>();
    ASSERT_EQ(slot->items[k].as<ValueArray>()->items[3].asSmallInt(), static_cast<int64_t>(i * kInner + k));
    // Move an old object behind what may have been marked, and put a new one in its place.
    if (round % 3 == 0) {
      size_t j = (seed >> 13) % kSlots;
      std::swap(root->items[i], root->items[j]);
      writeBarrierAt(root, &root->items[i]);
      writeBarrierAt(root, &root->items[j]);
      std::swap(root->items[i], root->items[j]);
      ValueArray* moved = slot->items[k].as<ValueArray>();
      ValueArray* holder = makeValueArray(t, 1);
      holder->items[0] = moved;
      slot->items[k] = Value::none();
      for (int n = 0; n < 3; ++n) ASSERT_NE(makeByteStore(t, 100), nullptr);
      slot->items[k] = makeInner(holder->items[0].as<ValueArray>()->items[3].asSmallInt());
      writeBarrierAt(slot, &slot->items[k]);
    }
  }
  for (size_t i = 0; i < kSlots; ++i) {
    for (size_t k = 0; k < kInner; k += 10) {
      ASSERT_EQ(root->items[i].as<ValueArray>()->items[k].as<ValueArray>()->items[0].asSmallInt(),
                static_cast<int64_t>(i * kInner + k));
    }
  }
  EXPECT_GT(heapStatistics().majorCollections, majorsBefore);
}

TEST_F(HeapTest, StressAndPoison) {
  setHeapStress({7, true});
  RootedVector keep(t);
  for (int i = 0; i < 3000; ++i) {
    ValueArray* a = makeValueArray(t, static_cast<size_t>(i % 20));
    for (size_t k = 0; k < a->capacity; ++k) a->items[k] = Value::smallInt(i);
    if (i % 10 == 0) ASSERT_TRUE(keep.push(a));
  }
  for (size_t i = 0; i < keep.size(); ++i) {
    ValueArray* a = keep[i].as<ValueArray>();
    for (size_t k = 0; k < a->capacity; ++k) ASSERT_EQ(a->items[k].asSmallInt(), static_cast<int64_t>(i) * 10);
  }
  setHeapStress({});
}

TEST_F(HeapTest, LimitGivesMemoryErrorNotDeath) {
  collectGarbage(t);
  setHeapLimit(heapStatistics().liveBytes + (8u << 20));
  EXPECT_EQ(makeByteStore(t, 100u << 20), nullptr);
  RootedVector keep(t);
  bool failed = false;
  for (int i = 0; i < 1000000 && !failed; ++i) {
    ByteStore* b = makeByteStore(t, 1000);
    if (!b) {
      failed = true;
    } else {
      ASSERT_TRUE(keep.push(b));
    }
  }
  EXPECT_TRUE(failed);
  setHeapLimit(0);
  EXPECT_EQ(makeByteStore(t, ~size_t{0} / 2), nullptr);
}

}  // namespace
}  // namespace typhon
