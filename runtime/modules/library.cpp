#include "runtime/modules/library.h"

#include <sys/stat.h>

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "runtime/base/os.h"
#include "runtime/exec/config.h"

#ifndef TYPHON_DEFAULT_STDLIB
#define TYPHON_DEFAULT_STDLIB ""  // set by the build: -DTYPHON_STDLIB=/opt/python/lib/python3.12
#endif

namespace typhon {
namespace {

constexpr VersionQuirks kQuirks[] = {
    {{3, 12, 1}, "typhon-312", 20221023, true, "15.0.0", 150, false, false},
    {{3, 11, 2}, "typhon-311", 20220615, false, "14.0.0", 140, true, true},
};

Library found{"", "/usr", "", "", &kQuirks[0]};

bool isFile(const std::string& path) {
  struct stat st;
  return stat(path.c_str(), &st) == 0 && S_ISREG(st.st_mode);
}

std::string parentOf(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : slash == 0 ? "/" : path.substr(0, slash);
}

// The row for a library's folder: by its name, pythonX.Y, else by a file that only the younger one has. Null: not a library, or
// of a version that is not supported.
const VersionQuirks* quirksOf(const std::string& directory) {
  if (!isFile(directory + "/os.py") || !isFile(directory + "/importlib/_bootstrap_external.py")) return nullptr;
  std::string name = directory.substr(directory.rfind('/') + 1);
  if (name.starts_with("python3.")) {
    int minor = std::atoi(name.c_str() + std::strlen("python3."));
    for (const VersionQuirks& row : kQuirks)
      if (row.version.minor == minor) return &row;
    return nullptr;
  }
  return &kQuirks[isFile(directory + "/_pydatetime.py") ? 0 : 1];
}

bool use(std::string directory) {
  while (directory.size() > 1 && directory.back() == '/') directory.pop_back();
  const VersionQuirks* quirks = quirksOf(directory);
  if (!quirks) return false;
  found.directory = directory;
  found.prefix = parentOf(parentOf(directory));
  if (found.prefix.empty()) found.prefix = "/";
  found.quirks = quirks;
  return true;
}

// The library below a prefix, `preferred` (a minor version, or 0) first.
bool useBelow(const std::string& prefix, int preferred = 0) {
  std::string base = (prefix == "/" ? "" : prefix) + "/lib/python3.";
  if (preferred && use(base + std::to_string(preferred))) return true;
  for (const VersionQuirks& row : kQuirks)
    if (use(base + std::to_string(row.version.minor))) return true;
  return false;
}

// What pyvenv.cfg says.
struct Environment {
  bool exists = false;
  std::string home, executable;
  int minor = 0;  // of the Python version it was made with
};

Environment readEnvironment(const std::string& executable) {
  Environment e;
  std::string folder = parentOf(executable), text;
  if (!base::readWholeFile((folder + "/pyvenv.cfg").c_str(), &text) &&
      !base::readWholeFile((parentOf(folder) + "/pyvenv.cfg").c_str(), &text))
    return e;
  e.exists = true;
  for (size_t start = 0; start < text.size();) {
    size_t end = text.find('\n', start);
    if (end == std::string::npos) end = text.size();
    std::string line = text.substr(start, end - start);
    start = end + 1;
    size_t equals = line.find('=');
    if (equals == std::string::npos) continue;
    auto strip = [](std::string s) {
      size_t first = s.find_first_not_of(" \t\r"), last = s.find_last_not_of(" \t\r");
      return first == std::string::npos ? std::string() : s.substr(first, last - first + 1);
    };
    std::string key = strip(line.substr(0, equals)), value = strip(line.substr(equals + 1));
    for (char& c : key) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (key == "home") e.home = value;
    if (key == "executable") e.executable = value;
    if ((key == "version" || key == "version_info") && value.starts_with("3.")) e.minor = std::atoi(value.c_str() + 2);
  }
  return e;
}

std::string resolved(const std::string& path) {
  char buffer[PATH_MAX];
  return realpath(path.c_str(), buffer) ? buffer : path;
}

bool noSuchLibrary(const char* source, const std::string& directory) {
  std::fprintf(stderr, "typhon: %s: no standard library of Python 3.11 or 3.12 in %s\n", source, directory.c_str());
  return false;
}

bool search(const Environment& environment) {
  const Config& c = config();
  for (const auto& [key, value] : c.xOptions)
    if (key == "stdlib") return value.value_or("").empty() || use(*value) || noSuchLibrary("-X stdlib", *value);
  auto variable = [&](const char* name) {
    const char* value = c.ignoreEnvironment ? nullptr : std::getenv(name);
    return value && *value ? value : nullptr;
  };
  if (const char* directory = variable("TYPHON_STDLIB")) return use(directory) || noSuchLibrary("TYPHON_STDLIB", directory);
  if (const char* home = variable("PYTHONHOME")) {
    std::string prefix = home;
    prefix = prefix.substr(0, prefix.find(':'));
    return useBelow(prefix) || noSuchLibrary("PYTHONHOME", prefix + "/lib");
  }
  if (!environment.home.empty() && useBelow(parentOf(environment.home), environment.minor)) return true;
  if (*TYPHON_DEFAULT_STDLIB && use(TYPHON_DEFAULT_STDLIB)) return true;
  if (useBelow(parentOf(parentOf(resolved(c.executable))), environment.minor)) return true;
  // Of the usual places the younger version first; an environment keeps the one it was made with.
  const std::string places[] = {"/usr/local", "/usr"};
  for (int minor : {environment.minor, kQuirks[0].version.minor, kQuirks[1].version.minor})
    for (const std::string& prefix : places)
      if (minor && use(prefix + "/lib/python3." + std::to_string(minor))) return true;
  return true;  // none: programs that need only built-in modules run
}

}  // namespace

bool findLibrary() {
  Config& c = config();
  Environment environment = readEnvironment(c.executable);
  found.home = environment.home;
  found.baseExecutable = c.executable;
  if (environment.exists && !environment.home.empty()) {
    std::string there = environment.home + "/" + c.executable.substr(c.executable.rfind('/') + 1);
    if (isFile(there))
      found.baseExecutable = there;
    else if (isFile(environment.executable))
      found.baseExecutable = environment.executable;
    else
      found.baseExecutable = resolved(c.executable);
  }
  if (!search(environment)) return false;
  if (!found.found()) return true;
  int minor = found.quirks->version.minor;
  std::string lib = parentOf(found.directory);
  c.modulePath.push_back(lib + "/python3" + std::to_string(minor) + ".zip");
  c.modulePath.push_back(found.directory);
  c.modulePath.push_back(found.directory + "/lib-dynload");
  return true;
}

const Library& library() { return found; }

bool isLibraryFile(const std::string& path) {
  return found.found() && path.size() > found.directory.size() && path[found.directory.size()] == '/' &&
         path.starts_with(found.directory);
}

PythonVersion libraryVersion() { return versionQuirks().version; }

}  // namespace typhon
