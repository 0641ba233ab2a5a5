// What the command line and the environment have settled, before the runtime starts. Written once by the driver; sys.flags,
// sys.argv, the warnings filters and the importer read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace typhon {

struct Config {
  // sys.flags
  int debug = 0, inspect = 0, interactive = 0, optimize = 0, dontWriteBytecode = 0, noUserSite = 0, noSite = 0,
      ignoreEnvironment = 0, verbose = 0, bytesWarning = 0, quiet = 0, isolated = 0;
  bool devMode = false, safePath = false, unbuffered = false;
  int utf8Mode = 0, warnDefaultEncoding = 0;
  bool utf8Given = false;        // -X utf8 stood on the command line: it counts more than PYTHONUTF8
  int64_t intMaxStrDigits = -1;  // -1: the default, 4300
  bool hashRandomization = true;
  bool importTime = false;     // -X importtime
  bool faultHandler = false;   // -X faulthandler: faulthandler.enable() before anything else
  int tracedFrames = 0;        // -X tracemalloc=N, PYTHONTRACEMALLOC: frames a traceback of an allocation keeps; 0: not asked for
  bool noDebugRanges = false;  // -X no_debug_ranges: tracebacks without carets
  bool skipFirstLine = false;  // -x
  bool frozenModules = true;   // -X frozen_modules=off: the library's start-up modules go by their path, not as <frozen NAME>
  uint64_t hashSeed = 0;
  bool hashSeedGiven = false;
  std::vector<std::string> argv;                                             // sys.argv
  std::vector<std::string> originalArgv;                                     // sys.orig_argv
  std::vector<std::string> warnOptions;                                      // sys.warnoptions
  std::vector<std::pair<std::string, std::optional<std::string>>> xOptions;  // sys._xoptions; no second member means True
  std::string executable;                                                    // sys.executable
  std::vector<std::string> modulePath;                                       // sys.path but for its first entry
  std::string pycachePrefix, checkHashBasedPycs = "default";
  std::string engine = "goto";  // sys._typhon.engine
  bool engineGiven = false;     // by an option, name or variable
};

// The configuration of the process.
Config& config();

}  // namespace typhon
