// SourceFileLoader.get_code in C++, by PEP 3147, 488 and 552, with these differences from the library's:
//
// - a file whose code is damaged is compiled again and replaced (CPython lets the import fail for ever);
// - a source that was edited within the second of its recorded time is noticed: a cache file written within two seconds of the
//   source's time is believed only if the source still has the hash that is recorded in the code;
// - sources of the system are cached in a folder of the user's, as are those whose __pycache__ cannot be written.
#include "runtime/modules/source_loader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

#include "runtime/base/os.h"
#include "runtime/exec/compile.h"
#include "runtime/exec/config.h"
#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/bytecode_cache.h"
#include "runtime/modules/import_internal.h"
#include "runtime/modules/library.h"
#include "runtime/modules/module_support.h"
#include "runtime/modules/library_adapters.h"
#include "runtime/modules/marshal.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/native_function.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

// SourceFileLoader as importlib made it, to see whether a program has changed its methods since.
const char* const kMethods[] = {"get_filename", "path_stats", "get_data", "set_data", "source_to_code", "_cache_bytecode"};
Type* loaderClass = nullptr;
Value originalMethods[std::size(kMethods)];
Value originalGetCode = Value::unbound(), nativeGetCode = Value::unbound();

bool isUntouchedLoader(Thread* t, Value self) {
  if (typeOf(self) != loaderClass) return false;
  for (size_t i = 0; i < std::size(kMethods); ++i) {
    Str* name = internStr(t, kMethods[i]);
    if (!name || !(typeLookup(loaderClass, name) == originalMethods[i])) return false;
  }
  return true;
}

// Messages of -v, through importlib's own printer (which is not there yet when its own code is loaded).
bool verbosePy(Thread* t, const std::string& message) {
  if (!config().verbose || !importlibModule()) return true;
  Value print = TRY(getAttrPy(t, Value(importlibModule()), "_verbose_message"));
  Str* format = TRY(makeStr(t, "{}"));
  Str* text = TRY(makeStr(t, message));
  return !callPy(t, print, {Value(format), Value(text)}).isError();
}

struct Source {
  std::string path;
  struct stat st;
  std::string text;
  bool haveText = false;

  int64_t modifiedNs() const { return int64_t{st.st_mtim.tv_sec} * 1000000000 + st.st_mtim.tv_nsec; }
  bool read() {
    if (!haveText) haveText = base::readWholeFile(path.c_str(), &text);
    return haveText;
  }
};

// How a cache file answered.
struct Probe {
  Code* code = nullptr;  // what it holds, if it is to be used
  bool exists = false;
  uint32_t flags = 0;  // of a readable header, so that the new file is of the same sort
};

constexpr int64_t kSuspectNs = 2'000'000'000;

bool isCurrent(Source& source, const CacheHeader& header, const struct stat& file, const Code* code) {
  if (header.flags & kHashBased) return true;  // seen to before the code was loaded
  int64_t written = int64_t{file.st_mtim.tv_sec} * 1000000000 + file.st_mtim.tv_nsec;
  if (written - source.modifiedNs() > kSuspectNs) return true;
  // Too close to the edit for whole seconds to tell.
  uint64_t recorded = (*code->unit)->sourceHash;
  return recorded && source.read() && cacheSourceHash(source.text) == recorded;
}

// Looks at one cache file. False with an exception pending (of printing, or out of memory).
bool probePy(Thread* t, const std::string& path, Source& source, const std::string& moduleName, Probe* out) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return true;
  struct stat file;
  std::string bytes;
  bool ok = fstat(fd, &file) == 0 && S_ISREG(file.st_mode) && base::readWholeFd(fd, &bytes);
  close(fd);
  if (!ok) return true;
  out->exists = true;
  bool sealed = takeCacheSeal(path, &bytes);
  CacheHeader header;
  if (const char* problem = readCacheHeader(bytes, &header)) {
    std::string detail = std::string(problem) == "bad magic number"
                             ? ": " + TRY(reprTextPy(t, Value(TRY(makeBytes(t, std::string_view(bytes).substr(0, 4))))))
                             : "";
    bool flags = std::string(problem) == "invalid flags";
    return flags || verbosePy(t, std::string(problem) + (detail.empty() ? " of '" : " in '") + moduleName + "'" + detail);
  }
  out->flags = header.flags;
  if (header.flags & kHashBased) {
    Value given = TRY(importAttributePy(t, "_imp", "check_hash_based_pycs"));
    std::string mode = isa<Str>(given) ? toUtf8(given.as<Str>()) : config().checkHashBasedPycs;
    if (mode != "never" && ((header.flags & kCheckSource) || mode == "always"))
      if (!source.read() || cacheSourceHash(source.text) != header.sourceHash) return true;
  } else if (header.modified != static_cast<uint32_t>(source.st.st_mtim.tv_sec) ||
             header.size != static_cast<uint32_t>(source.st.st_size)) {
    return verbosePy(t, "bytecode is stale for '" + moduleName + "'");
  }
  Value loaded = marshalLoadFilePy(t, std::move(bytes), kCacheHeaderBytes, sealed);
  if (loaded.isError()) {
    if (pendingIs(t, exc::MemoryError)) return false;
    clearPending(t);
    return verbosePy(t, "damaged bytecode in '" + path + "'");
  }
  if (!isa<Code>(loaded) || !isCurrent(source, header, file, loaded.as<Code>())) return true;
  out->code = loaded.as<Code>();
  return verbosePy(t, path + " matches " + source.path) && verbosePy(t, "code object from '" + path + "'");
}

// Where the cache of a source may lie, in the order they are tried.
std::vector<std::string> candidatesFor(const std::string& source, int optimize) {
  std::vector<std::string> paths;
  std::string beside = cachePath(source, optimize);
  std::string mark = libraryAdapterMark(source);
  std::string own = userCachePath(source, optimize, mark);
  // Others know nothing of adapted files: no tool's __pycache__ counts for them.
  if (!mark.empty()) return own.empty() ? paths : std::vector<std::string>{own};
  if (!config().pycachePrefix.empty()) return {beside};
  bool system = isSystemSource(source);
  if (!own.empty() && system) paths.push_back(own);
  paths.push_back(beside);
  if (!own.empty() && !system) paths.push_back(own);
  return paths;
}

// Writes the cache file of freshly compiled code to the first place that takes it. Failures are only told of with -v.
bool storePy(Thread* t, Code* code, const Source& source, const std::vector<std::string>& candidates, uint32_t flags) {
  CacheHeader header;
  header.flags = flags;
  header.modified = static_cast<uint32_t>(source.st.st_mtim.tv_sec);
  header.size = static_cast<uint32_t>(source.text.size());
  if (flags & kHashBased) header.sourceHash = cacheSourceHash(source.text);
  std::string bytes = cacheHeader(header);
  TRY(marshalDumpPy(t, Value(code), &bytes));
  bool system = isSystemSource(source.path) && config().pycachePrefix.empty();
  for (const std::string& path : candidates) {
    if (system && path == cachePath(source.path, std::min(config().optimize, 2))) break;  // __pycache__ of the system
    std::string content = bytes;
    addCacheSeal(path, &content);
    if (writeCacheFile(path, content, source.st.st_mode | 0200)) return verbosePy(t, "created '" + path + "'");
    TRY(verbosePy(t, "could not create '" + path + "': " + base::errnoText(errno)));
  }
  return true;
}

// The modules that CPython carries frozen, besides those that are frozen here too: tracebacks call their code by that name.
constexpr std::string_view kFrozenInCPython[] = {
    "_collections_abc",    "_sitebuiltins",  "abc",  "codecs", "genericpath",
    "importlib.machinery", "importlib.util", "io",   "ntpath", "os",
    "posixpath",           "runpy",          "site", "stat",
};

// The file name of the code of a module's source: its path, or `<frozen os>`.
Str* shownFilename(Thread* t, const std::string& moduleName, Str* path) {
  if (!config().frozenModules || !library().found()) return path;
  if (std::ranges::find(kFrozenInCPython, moduleName) == std::end(kFrozenInCPython)) return path;
  std::string place = library().directory + "/" + moduleName + ".py";
  std::replace(place.end() - static_cast<ptrdiff_t>(moduleName.size() + 3), place.end() - 3, '.', '/');
  return toUtf8(path) == place ? makeStr(t, "<frozen " + moduleName + ">") : path;
}

bool writingAllowed(Thread* t) {
  Value flag = sysAttribute(t, names::dont_write_bytecode);
  return flag.isFalse() || flag == Value::smallInt(0);
}

// SourceFileLoader.get_code(self, fullname)
Value getCode(Thread* t, Value* args, size_t) {
  Value self = args[0];
  auto original = [&] { return callPy(t, originalGetCode, {self, args[1]}); };
  if (!isUntouchedLoader(t, self)) return original();
  Value name = TRY(findAttrPy(t, self, names::name));
  Value path = TRY(findAttrPy(t, self, names::path));
  if (!isa<Str>(path) || !isa<Str>(name) || !isa<Str>(args[1]) || !equals(name.as<Str>(), args[1].as<Str>())) return original();
  Value tag = TRY(findAttrPy(t, TRY(getAttrPy(t, Value(sysModule()), "implementation")), TRY(internStr(t, "cache_tag"))));
  Value prefix = sysAttribute(t, names::pycache_prefix);
  Source source;
  source.path = toUtf8(path.as<Str>());
  // A program that plays with the tag or the prefix gets what the library does with them.
  bool ordinary =
      isa<Str>(tag) && equals(tag.as<Str>(), versionQuirks().cacheTag) &&
      (prefix.isNone() ? config().pycachePrefix.empty() : isa<Str>(prefix) && toUtf8(prefix.as<Str>()) == config().pycachePrefix);
  if (!ordinary || stat(source.path.c_str(), &source.st) != 0) return original();
  int optimize = std::min(config().optimize, 2);
  std::vector<std::string> candidates = candidatesFor(source.path, optimize);
  uint32_t flags = 0;
  std::string moduleName = toUtf8(name.as<Str>());
  Str* shown = TRY(shownFilename(t, moduleName, path.as<Str>()));
  for (const std::string& candidate : candidates) {
    Probe probe;
    TRY(probePy(t, candidate, source, moduleName, &probe));
    if (probe.code) {
      TRY(setCodeFilename(t, probe.code, shown));
      return Value(probe.code);
    }
    if (probe.exists && (probe.flags & kHashBased)) flags = probe.flags;
  }
  if (!source.read()) return original();
  Value text = Value(TRY(makeBytes(t, adaptedLibrarySource(source.path, source.text))));
  Value compiled = TRY(callMethodPy(t, self, TRY(internStr(t, "source_to_code")), {text, Value(shown)}));
  TRY(verbosePy(t, "code object from " + source.path));
  // What was compiled may have an adapted line; the file is what counts.
  if (isa<Code>(compiled)) const_cast<bytecode::CodeUnit&>(**compiled.as<Code>()->unit).sourceHash = cacheSourceHash(source.text);
  if (isa<Code>(compiled) && writingAllowed(t)) TRY(storePy(t, compiled.as<Code>(), source, candidates, flags));
  return compiled;
}

constexpr NativeDef kGetCode = {
    "get_code", "(self, /, fullname)", getCode,
    "Concrete implementation of InspectLoader.get_code.\n\nReading of bytecode requires path_stats to be "
    "implemented. To write\nbytecode, set_data must also be implemented."};

}  // namespace

bool adaptExternalImportlibPy(Thread* t, Module* external) {
  Value magic = Value(TRY(makeBytes(t, cacheMagicBytes())));
  TRY(moduleSet(t, external, "MAGIC_NUMBER", magic));
  uint32_t raw = 0;
  for (size_t i = 4; i-- > 0;) raw = raw << 8 | static_cast<unsigned char>(cacheMagicBytes()[i]);
  TRY(moduleSet(t, external, "_RAW_MAGIC_NUMBER", Value::smallInt(raw)));
  Value loader = TRY(getAttrPy(t, Value(external), "SourceFileLoader"));
  if (!isa<Type>(loader)) return raise(t, exc::ImportError, "importlib has no class SourceFileLoader");
  loaderClass = loader.as<Type>();
  addRoot(&loaderClass);
  for (size_t i = 0; i < std::size(kMethods); ++i) {
    originalMethods[i] = typeLookup(loaderClass, TRY(internStr(t, kMethods[i])));
    addRoot(&originalMethods[i]);
  }
  Str* getCodeName = TRY(internStr(t, "get_code"));
  originalGetCode = TRY(getAttrPy(t, loader, getCodeName));
  addRoot(&originalGetCode);
  nativeGetCode = TRY(makeMethodDescriptor(t, kGetCode, loaderClass));
  addRoot(&nativeGetCode);
  return setAttrPy(t, loader, getCodeName, nativeGetCode);
}

Code* libraryCodePy(Thread* t, const std::string& sourcePath, const std::string& filename) {
  Source source;
  source.path = sourcePath;
  Value path = Value(TRY(makeStr(t, sourcePath)));
  if (stat(sourcePath.c_str(), &source.st) != 0) return raiseOs(t, errno, path);
  std::string cache = userCachePath(sourcePath, std::min(config().optimize, 2), "frozen");
  if (!cache.empty()) {
    Probe probe;
    TRY(probePy(t, cache, source, filename, &probe));
    if (probe.code) return probe.code;
  }
  if (!source.read()) return raiseOs(t, errno, path);
  frontend::CompileOptions options;
  options.optimize = config().optimize;
  Code* code = TRY(compileSourcePy(t, source.text, filename, options));
  if (!cache.empty() && !config().dontWriteBytecode) TRY(storePy(t, code, source, {cache}, 0));
  return code;
}

}  // namespace typhon
