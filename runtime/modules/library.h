// The standard library this process runs: where it was found, and everything that follows its version.
//
// The grammar is always 3.12's. sys.version_info and whatever must agree with the library's Python code (magic numbers, the
// Unicode version, names that moved) follow the library found, 3.11 or 3.12, through the one table of VersionQuirks.
#pragma once

#include <string>
#include <vector>

#include "runtime/modules/version.h"

namespace typhon {

// What differs between the libraries of two Python versions, one row per version (library.cpp).
struct VersionQuirks {
  PythonVersion version;
  const char* cacheTag;        // sys.implementation.cache_tag
  int sreMagic;                // _sre.MAGIC: opcodes of re/_compiler.py
  bool sreCallsTemplate;       // Pattern.sub and Match.expand use re._compile_template (3.12), not re._subx and re._expand
  const char* unicodeVersion;  // unicodedata.unidata_version
  int unicodeAge;              // the same as ten times the number; younger characters are unassigned
  bool throwsTriples;          // contextlib calls generator.throw(type, value, traceback), which is deprecated since 3.12
  bool separateSha2;           // _sha256 and _sha512 instead of _sha2
};

struct Library {
  std::string directory;       // of the .py files; empty: no library was found
  std::string prefix;          // sys.base_prefix: /usr for /usr/lib/python3.11
  std::string home;            // `home` of pyvenv.cfg: the folder of the interpreter that made the virtual environment; or empty
  std::string baseExecutable;  // sys._base_executable
  const VersionQuirks* quirks;
  bool found() const { return !directory.empty(); }
};

// Looks for the library, in this order: -X stdlib=DIR (nothing: run without one), TYPHON_STDLIB, PYTHONHOME, pyvenv.cfg beside
// the executable, the build's default, <prefix>/lib of the executable, /usr/local and /usr; of several, the one of 3.12. Puts its
// folders into config().modulePath. Called once by the driver, when the command line has been read. False after a message on
// stderr (a folder was named that holds no library Typhon can run).
bool findLibrary();

// Before findLibrary: none, with the quirks of 3.12.
const Library& library();
// Whether a source file is one of the library's.
bool isLibraryFile(const std::string& path);
inline const VersionQuirks& versionQuirks() { return *library().quirks; }

}  // namespace typhon
