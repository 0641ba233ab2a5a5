// Memory of a compilation and interned names.
#include "frontend/ast/arena.h"

#include <gtest/gtest.h>

#include <string>

namespace typhon::frontend {
namespace {

TEST(Arena, AllocatesAligned) {
  Arena arena;
  for (size_t i = 1; i < 3000; i += 7) {
    char* memory = static_cast<char*>(arena.allocate(i, 8));
    EXPECT_EQ(reinterpret_cast<uintptr_t>(memory) % 8, 0u);
    std::memset(memory, 1, i);
  }
  std::memset(arena.allocate(10 << 20), 1, 10 << 20);
  EXPECT_GE(arena.reservedBytes(), size_t{10} << 20);
}

TEST(Arena, InternsNames) {
  Arena arena;
  std::vector<Identifier> names;
  for (int i = 0; i < 5000; ++i) names.push_back(arena.intern("name" + std::to_string(i)));
  for (int i = 0; i < 5000; ++i) {
    EXPECT_EQ(names[static_cast<size_t>(i)], arena.intern("name" + std::to_string(i)));
    EXPECT_EQ(names[static_cast<size_t>(i)].view(), "name" + std::to_string(i));
  }
  EXPECT_FALSE(Identifier());
  EXPECT_TRUE(arena.intern(""));
}

TEST(Arena, CopiesSequences) {
  Arena arena;
  int values[] = {1, 2, 3};
  auto copy = arena.copySequence(values, 3);
  EXPECT_EQ(copy.size(), 3u);
  EXPECT_EQ(copy[2], 3);
  EXPECT_TRUE(arena.makeSequence<int>(0).empty());
}

}  // namespace
}  // namespace typhon::frontend
