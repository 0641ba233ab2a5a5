// The operating system layer: memory with an alignment, files, stack bounds.
#include "runtime/base/os.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstring>

namespace typhon::base {
namespace {

TEST(Os, Memory) {
  size_t alignment = size_t{1} << 21;
  void* p = mapMemory(3 * pageSize(), alignment);
  ASSERT_NE(p, nullptr);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(p) % alignment, 0u);
  std::memset(p, 1, 3 * pageSize());
  decommitMemory(p, 3 * pageSize());
  EXPECT_EQ(*static_cast<char*>(p), 0);
  unmapMemory(p, 3 * pageSize());
}

TEST(Os, Files) {
  std::string content;
  ASSERT_TRUE(readWholeFile("/proc/self/status", &content));
  EXPECT_NE(content.find("Pid:"), std::string::npos);
  EXPECT_FALSE(readWholeFile("/nonexistent-folder/file", &content));
  EXPECT_EQ(errnoText(errno), "No such file or directory");
}

TEST(Os, StackAndClocks) {
  char here;
  StackBounds bounds = currentStackBounds();
  EXPECT_LT(bounds.low, &here);
  EXPECT_GT(bounds.high, &here);
  EXPECT_LE(monotonicNs(), monotonicNs());
  EXPECT_GT(wallClockNs(), 0);
}

}  // namespace
}  // namespace typhon::base
