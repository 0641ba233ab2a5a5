// Files of compiled code: where they lie, their header (PEP 552), reading and atomic writing. Nothing here raises or runs Python
// code; what a file means for an import is decided in source_loader.cpp.
//
// A source below a folder that is not the user's (the standard library, /usr) is cached in a folder of the user's, and so is one
// whose __pycache__ cannot be written; that folder must belong to the user and be writable for nobody else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace typhon {

inline constexpr size_t kCacheHeaderBytes = 16;

// The first four bytes of a file: two that change with the opcode table, then "\r\n".
std::string_view cacheMagicBytes();

enum CacheFlags : uint32_t { kHashBased = 1, kCheckSource = 2 };

struct CacheHeader {
  uint32_t flags = 0;
  uint32_t modified = 0, size = 0;  // of the source; of files that are not hash-based
  uint64_t sourceHash = 0;          // of hash-based files
};
// Why a file is of no use, in importlib's words, or null.
const char* readCacheHeader(std::string_view bytes, CacheHeader* out);
std::string cacheHeader(const CacheHeader& header);
// As _imp.source_hash(_RAW_MAGIC_NUMBER, source).
uint64_t cacheSourceHash(std::string_view source);

// importlib.util.cache_from_source(source) with the interpreter's tag and prefix: the name that __cached__ shows. `optimize` 0
// to 2.
std::string cachePath(const std::string& source, int optimize);
// The file in the user's own cache folder; empty when there is none (no home, or it belongs to somebody else). `variant` keeps
// apart what is compiled differently from the same source.
std::string userCachePath(const std::string& source, int optimize, std::string_view variant = "");
// Whether __pycache__ folders beside this source are never written.
bool isSystemSource(const std::string& source);

// Files in the user's own folder end in a seal: SipHash-1-3 of the rest, keyed with a secret that lies in that folder. A file
// with a right seal was written by this user's Typhon, so its code need not be verified again. Nothing is added or taken off
// where there is no key, or for a path that is elsewhere.
void addCacheSeal(const std::string& path, std::string* bytes);
bool takeCacheSeal(const std::string& path, std::string* bytes);  // whether there was a right one

// Writes a file whole or not at all, its folders included: to a temporary name beside it, then renamed. errno tells why not.
bool writeCacheFile(const std::string& path, std::string_view bytes, uint32_t mode);

}  // namespace typhon
