// Parsing the command line by python3's rules: options end at -c, -m or the file; clusters (-BIc) and glued arguments
// (-Wignore, -Xdev) work. PYTHON* variables count unless -E or -I.
#include "backends/driver/options.h"

#include "runtime/modules/library.h"

#include <algorithm>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace typhon::driver {
namespace {

// What runs without a choice: `jit`, once it is there.
constexpr const char* kDefaultEngine = "goto";

CommandLine failure(const char* program) {
  std::fprintf(stderr, "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `python -h' for more information.\n",
               program);
  CommandLine line;
  line.run = CommandLine::Run::Failure;
  line.status = 2;
  return line;
}

// A PYTHON* variable; unset and empty are the same.
const char* variable(const char* name) {
  if (config().ignoreEnvironment) return nullptr;
  const char* value = std::getenv(name);
  return value && *value ? value : nullptr;
}

// What a variable says that holds a level: a number, or anything else for 1. 0 without it.
int levelIn(const char* name) {
  const char* value = variable(name);
  if (!value) return 0;
  char* end = nullptr;
  errno = 0;
  long number = std::strtol(value, &end, 10);
  return *end || errno || number < 0 || number > INT_MAX ? 1 : static_cast<int>(number);
}
void raiseTo(int* flag, const char* name) { *flag = std::max(*flag, levelIn(name)); }

bool isEngine(const std::string& name) {
#ifdef TYPHON_TAIL_ENGINE
  if (name == "tail") return true;
#endif
  return name == "switch" || name == "goto" || name == "jit";
}

bool chooseEngine(const std::string& name, const char* source) {
  if (!isEngine(name)) {
    std::fprintf(stderr, "typhon: unknown engine '%s' %s; there are switch, goto and jit\n", name.c_str(), source);
    return false;
  }
  config().engine = name;
  config().engineGiven = true;
  return true;
}

bool digits(const std::string& s, int64_t* out) {
  if (s.empty() || s.size() > 18) return false;
  for (char c : s)
    if (c < '0' || c > '9') return false;
  *out = std::atoll(s.c_str());
  return true;
}

// What python3 prints when a setting is impossible.
bool fatal(const char* message, const char* state = "preinitialized") {
  std::fprintf(stderr, "Fatal Python error: %s\nPython runtime state: %s\n\n", message, state);
  return false;
}

bool readTracedFrames(const std::string& text, const char* origin) {
  char* end = nullptr;
  long frames = std::strtol(text.c_str(), &end, 10);
  if (text.empty() || *end || frames < 0 || frames > 65535) {
    std::string message = std::string("config_init_tracemalloc: ") + origin + ": invalid number of frames";
    return fatal(message.c_str());
  }
  config().tracedFrames = static_cast<int>(frames);
  return true;
}

bool readXOption(const std::string& option, std::string* xEngine) {
  size_t equals = option.find('=');
  std::string key = option.substr(0, equals), value = equals == std::string::npos ? "" : option.substr(equals + 1);
  config().xOptions.emplace_back(key, equals == std::string::npos ? std::nullopt : std::optional(value));
  if (key == "importtime") config().importTime = true;
  if (key == "tracemalloc" && !readTracedFrames(equals == std::string::npos ? "1" : value, "-X tracemalloc=NFRAME")) return false;
  if (key == "dev") config().devMode = config().faultHandler = true;
  if (key == "faulthandler") config().faultHandler = true;
  if (key == "utf8") {
    if (equals != std::string::npos && value != "0" && value != "1")
      return fatal("preconfig_init_utf8_mode: invalid -X utf8 option value", "preinitializing");
    config().utf8Mode = value != "0";
    config().utf8Given = true;
  }
  if (key == "frozen_modules" && !value.empty() && value != "on" && value != "off")
    return fatal("bad value for option -X frozen_modules (expected \"on\" or \"off\")");
  if (key == "frozen_modules") config().frozenModules = value != "off";
  if (key == "no_debug_ranges") config().noDebugRanges = true;
  if (key == "warn_default_encoding") config().warnDefaultEncoding = 1;
  if (key == "pycache_prefix") config().pycachePrefix = value;
  if (key == "backend") *xEngine = value;
  if (key == "int_max_str_digits") {
    if (!digits(value, &config().intMaxStrDigits) || (config().intMaxStrDigits && config().intMaxStrDigits < 640)) {
      return fatal("config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.");
    }
  }
  return true;
}

bool randomHashes = false;  // -R, which PYTHONHASHSEED does not change

bool readHashSeed() {
  const char* value = randomHashes ? nullptr : variable("PYTHONHASHSEED");
  if (!value || !std::strcmp(value, "random")) return true;
  int64_t seed;
  if (!digits(value, &seed) || seed > 4294967295) {
    return fatal("config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]");
  }
  config().hashSeed = static_cast<uint64_t>(seed);
  config().hashSeedGiven = true;
  config().hashRandomization = seed != 0;
  return true;
}

bool readEnvironment() {
  Config& c = config();
  raiseTo(&c.debug, "PYTHONDEBUG");
  raiseTo(&c.verbose, "PYTHONVERBOSE");
  raiseTo(&c.optimize, "PYTHONOPTIMIZE");
  raiseTo(&c.inspect, "PYTHONINSPECT");
  if (levelIn("PYTHONDONTWRITEBYTECODE")) c.dontWriteBytecode = 1;
  if (levelIn("PYTHONNOUSERSITE")) c.noUserSite = 1;
  if (variable("PYTHONPROFILEIMPORTTIME")) c.importTime = true;
  // An option goes before its variable, even if it has no value.
  auto asked = [&c](std::string_view option) {
    return std::any_of(c.xOptions.begin(), c.xOptions.end(), [option](const auto& given) { return given.first == option; });
  };
  if (const char* v = variable("PYTHONTRACEMALLOC"); v && !asked("tracemalloc") && !readTracedFrames(v, "PYTHONTRACEMALLOC"))
    return false;
  c.unbuffered |= levelIn("PYTHONUNBUFFERED") > 0;
  if (variable("PYTHONNODEBUGRANGES")) c.noDebugRanges = true;
  if (const char* v = variable("PYTHONUTF8"); v && !c.utf8Given) {
    if (std::strcmp(v, "0") != 0 && std::strcmp(v, "1") != 0)
      return fatal("preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value", "preinitializing");
    c.utf8Mode = *v == '1';
  }
  if (const char* v = variable("PYTHONMALLOC")) {  // there is one allocator, whatever is asked for
    static constexpr std::string_view kAllocators[] = {"default", "malloc",       "pymalloc",
                                                       "debug",   "malloc_debug", "pymalloc_debug"};
    if (std::find(std::begin(kAllocators), std::end(kAllocators), v) == std::end(kAllocators))
      return fatal("preconfig_init_allocator: PYTHONMALLOC: unknown allocator", "preinitializing");
  }
  if (variable("PYTHONSAFEPATH")) c.safePath = true;
  if (variable("PYTHONDEVMODE")) c.devMode = c.faultHandler = true;
  if (variable("PYTHONFAULTHANDLER")) c.faultHandler = true;
  if (variable("PYTHONWARNDEFAULTENCODING")) c.warnDefaultEncoding = 1;
  if (const char* v = variable("PYTHONPYCACHEPREFIX"); v && !asked("pycache_prefix")) c.pycachePrefix = v;
  if (const char* v = variable("PYTHONINTMAXSTRDIGITS"); v && c.intMaxStrDigits < 0) {
    if (!digits(v, &c.intMaxStrDigits) || (c.intMaxStrDigits && c.intMaxStrDigits < 640))
      return fatal("config_init_int_max_str_digits: PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited.");
  }
  if (const char* v = variable("PYTHONWARNINGS")) {
    std::vector<std::string> given;
    std::string all = v;
    for (size_t start = 0; start <= all.size();) {
      size_t comma = all.find(',', start);
      if (comma == std::string::npos) comma = all.size();
      given.push_back(all.substr(start, comma - start));
      start = comma + 1;
    }
    c.warnOptions.insert(c.warnOptions.begin(), given.begin(), given.end());
  }
  if (const char* v = variable("PYTHONPATH")) {
    std::string all = v;
    for (size_t start = 0; start <= all.size();) {
      size_t colon = all.find(':', start);
      if (colon == std::string::npos) colon = all.size();
      if (colon > start) c.modulePath.push_back(all.substr(start, colon - start));
      start = colon + 1;
    }
  }
  // The order in which python3 has them: development mode, variable, options, -b.
  if (c.devMode) c.warnOptions.insert(c.warnOptions.begin(), "default");
  if (c.bytesWarning) c.warnOptions.push_back(c.bytesWarning > 1 ? "error::BytesWarning" : "default::BytesWarning");
  return true;
}

// The process's LC_CTYPE, as the environment says. The C locale means UTF-8 mode (PEP 540), and a UTF-8 locale takes its place
// unless LC_ALL asks for it (PEP 538); child processes learn of that by LC_CTYPE.
void initLocale() {
  Config& c = config();
  const char* name = std::setlocale(LC_CTYPE, "");
  if (name && std::strcmp(name, "C") != 0 && std::strcmp(name, "POSIX") != 0) return;
  if (!c.utf8Given && !variable("PYTHONUTF8")) c.utf8Mode = 1;
  const char* coerce = variable("PYTHONCOERCECLOCALE");
  const char* all = std::getenv("LC_ALL");
  if ((all && *all) || (coerce && std::strcmp(coerce, "0") == 0)) return;
  for (const char* target : {"C.UTF-8", "C.utf8", "UTF-8"}) {
    if (!std::setlocale(LC_CTYPE, target)) continue;
    setenv("LC_CTYPE", target, 1);
    if (coerce && std::strcmp(coerce, "warn") == 0)
      std::fprintf(
          stderr,
          "Python detected LC_CTYPE=C: LC_CTYPE coerced to %.20s (set another locale or PYTHONCOERCECLOCALE=0 to disable this "
          "locale coercion behavior).\n",
          target);
    return;
  }
}

// Absolute name of the program that was called, links kept (the name may choose the engine).
std::string findExecutable(const char* program) {
  std::string name = program;
  if (name.find('/') != std::string::npos) {
    if (name[0] == '/') return name;
    char cwd[PATH_MAX];
    if (!getcwd(cwd, sizeof cwd)) return name;
    if (name.starts_with("./")) name = name.substr(2);
    return std::string(cwd) + "/" + name;
  }
  if (const char* path = std::getenv("PATH")) {
    std::string all = path;
    for (size_t start = 0; start <= all.size();) {
      size_t colon = all.find(':', start);
      if (colon == std::string::npos) colon = all.size();
      std::string candidate = all.substr(start, colon - start) + "/" + name;
      if (access(candidate.c_str(), X_OK) == 0) return candidate;
      start = colon + 1;
    }
  }
  char self[PATH_MAX];
  ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
  return n > 0 ? std::string(self, static_cast<size_t>(n)) : name;
}

// What sys.executable is to be: where the engine is not the default, the link beside the program that is named after it, so that
// children started through it run on the same engine whatever their flags and environment. Without such a link: the program.
std::string engineNamed(const std::string& executable, const std::string& engine) {
  size_t slash = executable.rfind('/');
  if (slash == std::string::npos || engine == kDefaultEngine) return executable;
  std::string link = executable.substr(0, slash + 1) + "typhon-" + engine;
  if (link == executable || access(link.c_str(), X_OK) != 0) return executable;
  return link;
}

}  // namespace

CommandLine parseCommandLine(int argc, char** argv) {
  Config& c = config();
  CommandLine line;
  const char* program = argc > 0 ? argv[0] : "typhon";
  for (int i = 0; i < argc; ++i) c.originalArgv.push_back(argv[i]);
  std::string backend, xEngine;
  int versions = 0, i = 1;
  bool done = false;
  for (; i < argc && !done; ++i) {
    const char* arg = argv[i];
    if (arg[0] != '-' || arg[1] == 0) break;
    if (!std::strcmp(arg, "--")) {
      ++i;
      break;
    }
    if (arg[1] == '-') {
      std::string option = arg + 2;
      if (option == "help")
        line.run = CommandLine::Run::Help;
      else if (option == "help-env")
        line.run = CommandLine::Run::HelpEnv;
      else if (option == "help-xoptions")
        line.run = CommandLine::Run::HelpXOptions;
      else if (option == "help-all")
        line.run = CommandLine::Run::HelpAll;
      else if (option == "list-engines")
        line.run = CommandLine::Run::ListEngines;
      else if (option == "version")
        ++versions;
      else if (option.starts_with("backend="))
        backend = option.substr(8);
      else if (option == "backend" && i + 1 < argc)
        backend = argv[++i];
      else if (option.starts_with("dump="))
        line.dump = option.substr(5);
      else if (option == "check-hash-based-pycs") {
        if (i + 1 >= argc) {
          std::fprintf(stderr, "Argument expected for the --check-hash-based-pycs options\n");
          return failure(program);
        }
        c.checkHashBasedPycs = argv[++i];
        if (c.checkHashBasedPycs != "always" && c.checkHashBasedPycs != "never" && c.checkHashBasedPycs != "default") {
          std::fprintf(stderr, "--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n");
          return failure(program);
        }
      } else {
        std::fprintf(stderr, "unknown option --%s\n", option.c_str());
        return failure(program);
      }
      if (line.run == CommandLine::Run::Help || line.run == CommandLine::Run::HelpEnv ||
          line.run == CommandLine::Run::HelpXOptions || line.run == CommandLine::Run::HelpAll ||
          line.run == CommandLine::Run::ListEngines)
        return line;
      continue;
    }
    for (const char* p = arg + 1; *p && !done; ++p) {
      // The argument of an option: the rest of the word, or the next one.
      auto argument = [&](std::string* out) {
        if (p[1]) {
          *out = p + 1;
        } else if (i + 1 < argc) {
          *out = argv[++i];
        } else {
          std::fprintf(stderr, "Argument expected for the -%c option\n", *p);
          return false;
        }
        return true;
      };
      switch (*p) {
        case 'b':
          ++c.bytesWarning;
          break;
        case 'B':
          c.dontWriteBytecode = 1;
          break;
        case 'd':
          ++c.debug;
          break;
        case 'E':
          c.ignoreEnvironment = 1;
          break;
        case 'h':
        case '?':
          line.run = CommandLine::Run::Help;
          return line;
        case 'i':
          ++c.inspect, ++c.interactive;
          break;
        case 'I':
          c.isolated = c.ignoreEnvironment = c.noUserSite = 1, c.safePath = true;
          break;
        case 'O':
          ++c.optimize;
          break;
        case 'P':
          c.safePath = true;
          break;
        case 'q':
          ++c.quiet;
          break;
        case 'R':
          randomHashes = true;
          break;
        case 's':
          c.noUserSite = 1;
          break;
        case 'S':
          c.noSite = 1;
          break;
        case 't':
          break;
        case 'u':
          c.unbuffered = true;
          break;
        case 'v':
          ++c.verbose;
          break;
        case 'V':
          ++versions;
          break;
        case 'x':
          c.skipFirstLine = true;
          break;
        case 'W': {
          std::string option;
          if (!argument(&option)) return failure(program);
          c.warnOptions.push_back(option);
          goto nextArgument;
        }
        case 'X': {
          std::string option;
          if (!argument(&option)) return failure(program);
          if (!readXOption(option, &xEngine)) {
            line.run = CommandLine::Run::Failure;
            line.status = 1;
            return line;
          }
          goto nextArgument;
        }
        case 'c':
          if (!argument(&line.target)) return failure(program);
          line.run = CommandLine::Run::Command;
          line.target += "\n";
          done = true;
          break;
        case 'm':
          if (!argument(&line.target)) return failure(program);
          line.run = CommandLine::Run::Module;
          done = true;
          break;
        case 'J':
          std::fprintf(stderr, "-J is reserved for Jython\n");
          return failure(program);
        default:
          std::fprintf(stderr, "Unknown option: -%c\n", *p);
          return failure(program);
      }
    }
  nextArgument:;
  }
  if (versions) {
    c.executable = findExecutable(program);
    if (!findLibrary()) {
      line.run = CommandLine::Run::Failure;
      line.status = 1;
      return line;
    }
    line.run = versions > 1 ? CommandLine::Run::LongVersion : CommandLine::Run::Version;
    return line;
  }
  std::string stage = line.dump.substr(0, line.dump.find(':'));
  if (stage == "graph" || stage == "ir" || stage == "asm") {
    // What the compiler makes of the program shows while it runs.
    c.xOptions.emplace_back("jit-dump", line.dump);
    if (backend.empty()) backend = "jit";
    line.dump.clear();
  }
  if (!done) {
    if (i < argc && std::strcmp(argv[i], "-") != 0) {
      line.run = line.dump.empty() ? CommandLine::Run::Script : CommandLine::Run::Dump;
      line.target = argv[i];
    }
    if (i < argc) {
      for (int k = i; k < argc; ++k) c.argv.push_back(argv[k]);
    } else {
      c.argv.push_back("");
    }
  } else {
    c.argv.push_back(line.run == CommandLine::Run::Command ? "-c" : "-m");
    for (int k = i; k < argc; ++k) c.argv.push_back(argv[k]);
  }
  if (!line.dump.empty() && line.run != CommandLine::Run::Dump && line.run != CommandLine::Run::Command) {
    std::fprintf(stderr, "--dump needs a file\n");
    return failure(program);
  }
  initLocale();
  if (!readEnvironment() || !readHashSeed()) {
    line.run = CommandLine::Run::Failure;
    line.status = 1;
    return line;
  }
  // Who chooses the engine: --backend, -X backend, the name of the program, TYPHON_BACKEND.
  std::string name = program;
  name = name.substr(name.rfind('/') + 1);
  const char* fromVariable = c.ignoreEnvironment ? nullptr : std::getenv("TYPHON_BACKEND");
  bool ok = true;
  if (!backend.empty())
    ok = chooseEngine(backend, "in --backend");
  else if (!xEngine.empty())
    ok = chooseEngine(xEngine, "in -X backend");
  else if (name.starts_with("typhon-") && isEngine(name.substr(7)))
    ok = chooseEngine(name.substr(7), "in the program's name");
  else if (fromVariable && *fromVariable)
    ok = chooseEngine(fromVariable, "in TYPHON_BACKEND");
  if (!ok) {
    line.run = CommandLine::Run::Failure;
    line.status = 2;
    return line;
  }
  c.executable = engineNamed(findExecutable(program), c.engineGiven ? c.engine : std::string(kDefaultEngine));
  if (!findLibrary()) {
    line.run = CommandLine::Run::Failure;
    line.status = 1;
  }
  return line;
}

}  // namespace typhon::driver
