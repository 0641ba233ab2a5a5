// Files that are open for writing. CPython closes a file where its last reference goes, and so
//
//     open(path, "w").write(text)
//     print(open(path).read())
//
// prints the text. Here the first file stays open until a collection finds it; so one is made when somebody is about to look at a
// file that is open for writing: what was abandoned is closed, and its contents are there.
#pragma once

#include <sys/stat.h>

#include "runtime/exec/thread.h"
#include "runtime/object/native.h"

namespace typhon {

void noteWriter(int fd, const struct stat& file);
void forgetWriter(int fd);
bool anyWriters();

// The native function `fn`, called with these arguments, is about to read, measure or overwrite the file; null: to start a
// process that may look at any. The arguments are rooted meanwhile, nothing else is. True if the file may have changed.
bool settleWritersPy(Thread* t, const struct stat* file, NativeFn fn, const Value* args, size_t argc);

}  // namespace typhon
