// Object files kept on disk. Only forced mode uses them, in a folder that the user names: what stands there is run as it is.
#include <dlfcn.h>
#include <fcntl.h>
#include <llvm/Support/MemoryBuffer.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "backends/jit/codecache/codecache.h"

namespace typhon::jit {
namespace {

std::string stampOf(const char* path) {
  struct stat s;
  if (stat(path, &s) != 0) return "?";
  return std::to_string(s.st_mtim.tv_sec) + "." + std::to_string(s.st_mtim.tv_nsec) + "." + std::to_string(s.st_size);
}

}  // namespace

std::string buildKey() {
  static const std::string key = [] {
    Dl_info plugin{};
    dladdr(reinterpret_cast<void*>(&buildKey), &plugin);
    return stampOf("/proc/self/exe") + "/" + stampOf(plugin.dli_fname ? plugin.dli_fname : "") + "/";
  }();
  return key;
}

ObjectFile cachedObject(const std::string& folder, const std::string& key) {
  auto buffer = llvm::MemoryBuffer::getFile(folder + "/" + key + ".o", /*IsText=*/false, /*RequiresNullTerminator=*/false);
  return buffer ? std::move(*buffer) : nullptr;
}

void keepObject(const std::string& folder, const std::string& key, const llvm::MemoryBuffer& object) {
  mkdir(folder.c_str(), 0700);
  std::string name = folder + "/" + key + ".o", temporary = name + "." + std::to_string(getpid());
  int file = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return;
  size_t size = object.getBufferSize();
  bool written = write(file, object.getBufferStart(), size) == static_cast<ssize_t>(size);
  close(file);
  if (!written || rename(temporary.c_str(), name.c_str()) != 0) unlink(temporary.c_str());
}

}  // namespace typhon::jit
