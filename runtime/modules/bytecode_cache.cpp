#include "runtime/modules/bytecode_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "frontend/bytecode/serialise.h"
#include "runtime/base/hash.h"
#include "runtime/base/os.h"
#include "runtime/exec/config.h"
#include "runtime/modules/library.h"

namespace typhon {
namespace {

uint32_t word(std::string_view bytes, size_t at) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) value |= uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return value;
}
void addWord(std::string& out, uint32_t value) {
  for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i));
}

struct Split {
  std::string folder, name;  // the folder without its last slash
};
Split split(const std::string& path) {
  size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {"", path};
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

// name.typhon-312.opt-1.pyc for name.py
std::string fileName(const std::string& sourceName, int optimize, std::string_view variant) {
  size_t dot = sourceName.rfind('.');
  std::string base = dot == std::string::npos || dot == 0 ? sourceName.substr(dot == 0 ? 1 : 0) : sourceName.substr(0, dot);
  std::string out = base + (dot == std::string::npos ? "" : ".");
  if (!variant.empty()) out += std::string(variant) + "-";
  out += versionQuirks().cacheTag;
  if (optimize) out += ".opt-" + std::to_string(optimize);
  return out + ".pyc";
}

std::string absoluteFolder(const std::string& folder) {
  if (!folder.empty() && folder[0] == '/') return folder;
  char* cwd = getcwd(nullptr, 0);
  if (!cwd) return folder;
  std::string out = folder.empty() ? cwd : std::string(cwd) + "/" + folder;
  std::free(cwd);
  return out;
}

bool isBelow(const std::string& path, const std::string& folder) {
  return path.size() > folder.size() && path.compare(0, folder.size(), folder) == 0 && path[folder.size()] == '/';
}

// Makes the folder and those above it that are missing.
bool makeFolders(const std::string& folder, mode_t mode) {
  if (folder.empty() || folder == "/") return true;
  struct stat st;
  if (stat(folder.c_str(), &st) == 0) {
    if (S_ISDIR(st.st_mode)) return true;
    errno = ENOTDIR;
    return false;
  }
  if (!makeFolders(split(folder).folder, mode)) return false;
  return mkdir(folder.c_str(), mode) == 0 || errno == EEXIST;
}

// $XDG_CACHE_HOME/typhon or ~/.cache/typhon; empty: none.
const std::string& userCacheRoot() {
  static const std::string root = [] {
    std::string base;
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && cache[0] == '/') {
      base = cache;
    } else if (const char* home = std::getenv("HOME"); home && home[0] == '/') {
      base = std::string(home) + "/.cache";
    } else {
      return std::string();
    }
    std::string folder = base + "/typhon";
    struct stat st;
    if (stat(folder.c_str(), &st) == 0) {
      // What is read from here is run: nobody else may have written it.
      if (!S_ISDIR(st.st_mode) || st.st_uid != geteuid() || (st.st_mode & (S_IWGRP | S_IWOTH))) return std::string();
    } else if (getuid() != geteuid()) {
      return std::string();
    }
    return folder;
  }();
  return root;
}

constexpr size_t kSealBytes = 8;

// The secret of the user's folder, made when it is first needed. False: there is none.
bool sealKey(base::HashKey* key) {
  static base::HashKey known;
  static const bool have = [] {
    if (userCacheRoot().empty()) return false;
    std::string path = userCacheRoot() + "/key";
    unsigned char bytes[16];
    for (int attempt = 0; attempt < 2; ++attempt) {
      int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
      if (fd >= 0) {
        struct stat st;
        bool mine = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() && !(st.st_mode & (S_IRWXG | S_IRWXO));
        bool ok = mine && read(fd, bytes, sizeof bytes) == sizeof bytes;
        close(fd);
        if (ok) {
          std::memcpy(&known, bytes, sizeof bytes);
          return true;
        }
        return false;
      }
      if (errno != ENOENT || config().dontWriteBytecode) return false;
      base::randomBytes(bytes, sizeof bytes);
      if (!writeCacheFile(path, {reinterpret_cast<const char*>(bytes), sizeof bytes}, 0600)) return false;
    }
    return false;
  }();
  *key = known;
  return have;
}

uint64_t sealOf(base::HashKey key, std::string_view bytes) { return base::sipHash13(key, bytes.data(), bytes.size()); }

}  // namespace

void addCacheSeal(const std::string& path, std::string* bytes) {
  base::HashKey key;
  if (userCacheRoot().empty() || !isBelow(path, userCacheRoot()) || !sealKey(&key)) return;
  uint64_t seal = sealOf(key, *bytes);
  addWord(*bytes, static_cast<uint32_t>(seal));
  addWord(*bytes, static_cast<uint32_t>(seal >> 32));
}

bool takeCacheSeal(const std::string& path, std::string* bytes) {
  base::HashKey key;
  if (bytes->size() < kCacheHeaderBytes + kSealBytes || userCacheRoot().empty() || !isBelow(path, userCacheRoot()) ||
      !sealKey(&key))
    return false;
  size_t size = bytes->size() - kSealBytes;
  uint64_t seal = word(*bytes, size) | uint64_t{word(*bytes, size + 4)} << 32;
  if (seal != sealOf(key, std::string_view(*bytes).substr(0, size))) return false;
  bytes->resize(size);
  return true;
}

std::string_view cacheMagicBytes() {
  static const char magic[4] = {static_cast<char>(bytecode::cacheMagic()), static_cast<char>(bytecode::cacheMagic() >> 8), '\r',
                                '\n'};
  return {magic, 4};
}

const char* readCacheHeader(std::string_view bytes, CacheHeader* out) {
  if (bytes.substr(0, 4) != cacheMagicBytes()) return "bad magic number";
  if (bytes.size() < kCacheHeaderBytes) return "reached EOF while reading pyc header";
  out->flags = word(bytes, 4);
  if (out->flags & ~uint32_t{kHashBased | kCheckSource}) return "invalid flags";
  if (out->flags & kHashBased) {
    out->sourceHash = word(bytes, 8) | uint64_t{word(bytes, 12)} << 32;
  } else {
    out->modified = word(bytes, 8);
    out->size = word(bytes, 12);
  }
  return nullptr;
}

std::string cacheHeader(const CacheHeader& header) {
  std::string out(cacheMagicBytes());
  addWord(out, header.flags);
  bool hash = header.flags & kHashBased;
  addWord(out, hash ? static_cast<uint32_t>(header.sourceHash) : header.modified);
  addWord(out, hash ? static_cast<uint32_t>(header.sourceHash >> 32) : header.size);
  return out;
}

uint64_t cacheSourceHash(std::string_view source) { return bytecode::sourceHash(source); }

std::string cachePath(const std::string& source, int optimize) {
  Split s = split(source);
  std::string file = fileName(s.name, optimize, "");
  if (config().pycachePrefix.empty())
    return s.folder.empty()  ? "__pycache__/" + file
           : s.folder == "/" ? "/__pycache__/" + file
                             : s.folder + "/__pycache__/" + file;
  return config().pycachePrefix + absoluteFolder(s.folder) + "/" + file;
}

std::string userCachePath(const std::string& source, int optimize, std::string_view variant) {
  if (userCacheRoot().empty()) return "";
  Split s = split(source);
  return userCacheRoot() + absoluteFolder(s.folder) + "/" + fileName(s.name, optimize, variant);
}

bool isSystemSource(const std::string& source) {
  const Library& l = library();
  if (l.found() && isBelow(source, l.directory) && !isBelow(source, l.directory + "/site-packages")) return true;
  return isBelow(source, "/usr") && !isBelow(source, "/usr/local");
}

bool writeCacheFile(const std::string& path, std::string_view bytes, uint32_t mode) {
  static std::atomic<unsigned> counter{0};
  std::string folder = split(path).folder;
  // The user's own folder is private; __pycache__ is as open as the umask says.
  if (!makeFolders(folder, !userCacheRoot().empty() && isBelow(path, userCacheRoot()) ? 0700 : 0777)) return false;
  std::string temporary = path + "." + std::to_string(getpid()) + "." + std::to_string(counter++);
  int fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0666);
  if (fd < 0 && errno == EEXIST) {
    // Left behind by a process that was killed and had our number.
    unlink(temporary.c_str());
    fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0666);
  }
  if (fd < 0) return false;
  bool ok = true;
  for (size_t done = 0; ok && done < bytes.size();) {
    ssize_t n = write(fd, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0)
      ok = false;
    else
      done += static_cast<size_t>(n);
  }
  int error = errno;
  if (close(fd) != 0 && ok) {
    ok = false;
    error = errno;
  }
  if (ok && rename(temporary.c_str(), path.c_str()) == 0) return true;
  if (ok) error = errno;
  unlink(temporary.c_str());
  errno = error;
  return false;
}

}  // namespace typhon
