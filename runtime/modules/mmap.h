// mmap.mmap: a file, or memory shared with children, as an array of bytes.
#pragma once

#include "runtime/object/object.h"

namespace typhon {

struct MemoryMap : Object {
  char* data;  // null: closed
  size_t size, position;
  int64_t offset;  // in the file
  uint64_t exports;
  int fd;  // own duplicate of the file's; -1: anonymous or closed
  int access;
};

}  // namespace typhon
