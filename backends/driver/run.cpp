// Running a program as __main__.
#include "backends/driver/run.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "backends/driver/repl.h"
#include "runtime/base/os.h"
#include "runtime/builtins/builtins.h"
#include "runtime/exec/audit.h"
#include "runtime/exec/compile.h"
#include "runtime/exec/engine.h"
#include "runtime/modules/import_system.h"
#include "runtime/modules/library.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::driver {
namespace {

// Flushes a standard stream; its failure is not this function's business.
void flushStream(Thread* t, Str* name) {
  Value stream = sysAttribute(t, name);
  if (stream.isUnbound() || stream.isNone()) return;
  if (callMethodPy(t, stream, names::flush).isError()) clearPending(t);
}

// The status that SystemExit asks for; anything but a number or None is printed.
int exitStatus(Thread* t, Value e) {
  Value code = isa<Exception>(e) ? e.as<Exception>()->fields[0] : Value::none();
  if (code.isUnbound() || code.isNone()) return 0;
  if (isInt(code)) {
    int64_t n;
    // As exit(3) of a C int: only the low byte reaches the parent; what does not fit a long counts as -1.
    if (fitsInt64(code, &n)) return static_cast<int>(n & 0xff);
    std::fprintf(stderr, "OverflowError: Python int too large to convert to C long\n");
    return 255;
  }
  Value text = Value::unbound();
  if (Str* s = strPy(t, code)) {
    text = Value(s);
  } else {
    Value failure = takePending(t);
    std::fprintf(stderr, "\n");
    printExceptionPy(t, failure);
    return 1;
  }
  Value err = sysAttribute(t, names::stderrName);
  if (!text.isUnbound() && !err.isUnbound() && !err.isNone()) {
    if (callMethodPy(t, err, names::write, {text}).isError()) clearPending(t);
    if (Str* newline = makeStr(t, "\n"))
      if (callMethodPy(t, err, names::write, {Value(newline)}).isError()) clearPending(t);
    flushStream(t, names::stderrName);
  } else if (!text.isUnbound()) {
    std::fprintf(stderr, "%s\n", toUtf8(text.as<Str>()).c_str());
  }
  return 1;
}

}  // namespace

// A file that has been run writes what it has printed before its exception is reported; -c and -m write it at the end.
void flushOutput(Thread* t) {
  PendingSaver saver(t);
  flushStream(t, names::stderrName);
  flushStream(t, names::stdoutName);
}

// Reports the pending exception of the program through sys.excepthook.
int reportUncaught(Thread* t, bool exitNow) {
  Value e = takePending(t);
  if (exitNow && isInstance(e, exc::SystemExit)) return exitStatus(t, e);
  Module* sys = sysModule();
  bool ok = moduleSet(t, sys, "last_exc", e) && moduleSet(t, sys, "last_type", Value(typeOf(e))) &&
            moduleSet(t, sys, "last_value", e) &&
            moduleSet(t, sys, "last_traceback", isa<Exception>(e) ? e.as<Exception>()->traceback : Value::none());
  if (!ok) clearPending(t);
  Value hook = sysAttribute(t, names::excepthook);
  Value traceback = isa<Exception>(e) ? e.as<Exception>()->traceback : Value::none();
  bool interrupted = typeOf(e) == exc::KeyboardInterrupt;  // and no class derived from it
  if (!auditPy(t, "sys.excepthook", {hook.isUnbound() ? Value::none() : hook, Value(typeOf(e)), e, traceback})) {
    Value refusal = takePending(t);
    if (!isInstance(refusal, exc::RuntimeError)) printExceptionPy(t, refusal);
    return interrupted ? kInterrupted : 1;
  }
  if (hook.isUnbound() || hook.isNone()) {
    std::fprintf(stderr, "sys.excepthook is missing\n");
    printExceptionPy(t, e);
  } else if (callPy(t, hook, {Value(typeOf(e)), e, traceback}).isError()) {
    Value second = takePending(t);
    if (isInstance(second, exc::SystemExit)) return exitStatus(t, second);
    std::fprintf(stderr, "Error in sys.excepthook:\n");
    printExceptionPy(t, second);
    std::fprintf(stderr, "\nOriginal exception was:\n");
    printExceptionPy(t, e);
  }
  flushStream(t, names::stderrName);
  return interrupted ? kInterrupted : 1;
}

namespace {

// sys.path[0] of a script, -c and -m: the script's folder, nothing ("": the current folder) or the current folder.
std::string firstPath(const CommandLine& line) {
  if (line.run == CommandLine::Run::Script) {
    char resolved[PATH_MAX];
    std::string file = realpath(line.target.c_str(), resolved) ? resolved : line.target;
    size_t slash = file.rfind('/');
    return slash == std::string::npos ? "" : slash == 0 ? "/" : file.substr(0, slash);
  }
  if (line.run == CommandLine::Run::Module) {
    char cwd[PATH_MAX];
    if (getcwd(cwd, sizeof cwd)) return cwd;
  }
  return "";
}

// Tracebacks, __file__ and sys.path show the script's absolute name.
std::string absolutePath(const std::string& path) {
  char folder[PATH_MAX];
  if (path.empty() || path[0] == '/' || !getcwd(folder, sizeof folder)) return path;
  return std::string(folder) + "/" + path;
}

bool insertPath(Thread* t, const std::string& folder) {
  Value path = sysAttribute(t, names::path);
  if (!isa<List>(path)) return true;
  Str* s = TRY(makeStr(t, folder));
  return listInsert(t, path.as<List>(), 0, Value(s));
}

// importlib's loader class, or null where there is no importlib.
Value importlibClass(Thread* t, const char* module, const char* name) {
  Str* key = TRY(internStr(t, module));
  Value m = TRY(loadedModule(t, key));
  if (m.isUnbound()) return Value::none();
  return getAttrPy(t, m, name);
}

Module* makeMain(Thread* t) {
  Str* name = TRY(internStr(t, "__main__"));
  Module* main = TRY(makeModule(t, name));
  TRY(moduleSet(t, main, "__builtins__", Value(builtinsModule())));
  Value loader = TRY(importlibClass(t, "_frozen_importlib", "BuiltinImporter"));
  TRY(moduleSet(t, main, "__loader__", loader));
  Dict* annotations = TRY(makeDict(t));
  TRY(moduleSet(t, main, "__annotations__", Value(annotations)));
  TRY(dictSetStr(t, sysModules(t), name, Value(main)));
  return main;
}

bool runText(Thread* t, Module* main, std::string_view source, const char* filename, bool isText) {
  frontend::CompileOptions options;
  options.optimize = config().optimize;
  options.sourceIsText = isText;
  options.sourceIsFile = !isText;
  Code* code = TRY(compileSourcePy(t, source, filename, options));
  return !runCodePy(t, code, main->dict, Value(main->dict)).isError();
}

// Whether the text of -c is UTF-8; if not says so and leaves a UnicodeEncodeError, as CPython does.
bool commandIsText(Thread* t, std::string_view command) {
  Value text = Value(TRY(decodeFsName(t, command)));
  if (!encodeStrPy(t, text.as<Str>(), "utf-8", "strict").isError()) return true;
  fputs("Unable to decode the command from the command line:\n", stderr);
  return false;
}

// The file's bytes with its first line blanked when -x says so.
void skipFirstLine(std::string* source) {
  if (!config().skipFirstLine) return;
  size_t end = source->find('\n');
  *source = end == std::string::npos ? "" : source->substr(end);
}

// runpy knows how to run a module, a folder or an archive; it comes with the library. `alterArgv`: sys.argv[0] becomes the
// module's file.
bool runModule(Thread* t, const std::string& name, bool alterArgv) {
  Value module = TRY(importPy(t, "runpy"));
  Str* target = TRY(makeStr(t, name));
  Value run = TRY(getAttrPy(t, module, "_run_module_as_main"));
  TRY(callPy(t, run, {Value(target), Value::boolean(alterArgv)}));
  return true;
}

// Whether a file ends as a ZIP archive does: an end-of-directory record within its last 64 KiB.
bool looksLikeArchive(const std::string& path) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  off_t size = lseek(fd, 0, SEEK_END);
  constexpr off_t kMostBytes = 65536 + 22;
  std::string tail(static_cast<size_t>(std::min(std::max<off_t>(size, 0), kMostBytes)), '\0');
  ssize_t n = pread(fd, tail.data(), tail.size(), size - static_cast<off_t>(tail.size()));
  close(fd);
  return n == static_cast<ssize_t>(tail.size()) && tail.find(std::string_view("PK\005\006", 4)) != std::string::npos;
}

// Whether the script is something to import from: one of sys.path_hooks has a finder for it. Plain files are not asked about
// unless a program start-up file has added a hook of its own.
Maybe<bool> isImportable(Thread* t, const std::string& path) {
  Value hooks = sysAttribute(t, names::path_hooks);
  if (!isa<List>(hooks)) return false;
  struct stat st;
  bool plain = stat(path.c_str(), &st) == 0 && S_ISREG(st.st_mode) && !looksLikeArchive(path);
  if (plain && hooks.as<List>()->length <= 2) return false;
  Value name = Value(TRY(makeStr(t, path)));
  Value cache = sysAttribute(t, names::path_importer_cache);
  for (size_t i = 0; i < hooks.as<List>()->length; ++i) {
    Value finder = callPy(t, listItem(hooks.as<List>(), i), {name});
    if (finder.isError()) {
      if (!pendingIs(t, exc::ImportError)) return Raised{};
      clearPending(t);
      continue;
    }
    if (isa<Dict>(cache)) TRY(dictSetPy(t, cache.as<Dict>(), name, finder));
    return !finder.isNone();
  }
  return false;
}

// What a script finds in its module.
bool describeScript(Thread* t, Module* main, Str* file) {
  return moduleSet(t, main, "__file__", Value(file)) && moduleSet(t, main, "__cached__", Value::none());
}

// Runs a file as the script. False with an exception pending, or *status set when there is no such file.
bool runScript(Thread* t, Module* main, const std::string& file, int* status) {
  const char* program = config().originalArgv.empty() ? "typhon" : config().originalArgv[0].c_str();
  std::string source;
  struct stat st;
  if (stat(file.c_str(), &st) != 0 || (!S_ISDIR(st.st_mode) && !base::readWholeFile(file.c_str(), &source))) {
    std::fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", program, file.c_str(), errno, std::strerror(errno));
    *status = 2;
    return true;
  }
  if (S_ISDIR(st.st_mode)) {
    std::fprintf(stderr, "%s: '%s' is a directory, cannot continue\n", program, file.c_str());
    *status = 1;
    return true;
  }
  skipFirstLine(&source);
  Str* name = TRY(makeStr(t, file));
  bool compiled = file.ends_with(".pyc");
  TRY(describeScript(t, main, name));
  Value loader = TRY(importlibClass(t, "_frozen_importlib_external", compiled ? "SourcelessFileLoader" : "SourceFileLoader"));
  if (!loader.isNone()) {
    Str* mainName = TRY(internStr(t, "__main__"));
    loader = TRY(callPy(t, loader, {Value(mainName), Value(name)}));
    TRY(moduleSet(t, main, "__loader__", loader));
    if (compiled) {
      Value code = TRY(callMethodPy(t, loader, TRY(internStr(t, "get_code")), {Value(mainName)}));
      return isa<Code>(code) && !runCodePy(t, code.as<Code>(), main->dict, Value(main->dict)).isError();
    }
  }
  return runText(t, main, source, file.c_str(), false);
}

// module.function(arguments...), for options that stand for a call.
bool callInModule(Thread* t, const char* moduleName, const char* function, std::initializer_list<Value> arguments) {
  Value module = TRY(importPy(t, moduleName));
  TRY(callMethodPy(t, module, TRY(internStr(t, function)), arguments));
  return true;
}

// Begins to trace allocations if -X tracemalloc asks for it.
bool startTracing(Thread* t) {
  int frames = config().tracedFrames;
  return !frames || callInModule(t, "_tracemalloc", "start", {Value::smallInt(frames)});
}

// -X faulthandler: faulthandler.enable().
bool enableFaultHandler(Thread* t) { return !config().faultHandler || callInModule(t, "faulthandler", "enable", {}); }

// import site, as far as it is wanted and there is a library.
bool importSite(Thread* t) {
  if (config().noSite || !library().found()) return true;
  if (!importPy(t, "site").isError()) return true;
  std::fprintf(stderr, "Failed to import the site module\n");
  return false;
}

}  // namespace

int runProgram(Thread* t, const CommandLine& line) {
  Module* main = makeMain(t);
  if (!main || !enableFaultHandler(t)) return reportUncaught(t);
  // The warnings module reads sys.warnoptions when it is imported.
  if (!config().warnOptions.empty() && importPy(t, "warnings").isError()) clearPending(t);
  if (!startTracing(t) || !importSite(t)) return reportUncaught(t);
  bool ok = true, importable = false;
  std::string script;
  if (line.run == CommandLine::Run::Script) {
    script = absolutePath(line.target);
    Maybe<bool> answer = isImportable(t, script);
    if (!answer.ok()) return reportUncaught(t);
    importable = *answer;
  }
  if (importable)
    ok = insertPath(t, script);
  else if (!config().safePath)
    ok = insertPath(t, firstPath(line));
  int status = 0;
  if (ok) switch (line.run) {
      case CommandLine::Run::Command:
        ok = commandIsText(t, line.target) && runText(t, main, line.target, "<string>", true);
        break;
      case CommandLine::Run::Module:
        ok = runModule(t, line.target, true);
        break;
      case CommandLine::Run::Script:
        ok = importable ? runModule(t, "__main__", false) : runScript(t, main, script, &status);
        if (!importable) flushOutput(t);
        break;
      default: {
        if (isatty(0) || config().interactive) return runRepl(t, main, false);
        std::string source;
        if (!base::readWholeFd(0, &source)) {
          std::fprintf(stderr, "typhon: can't read standard input: %s\n", std::strerror(errno));
          return 1;
        }
        Str* name = makeStr(t, "<stdin>");
        ok = name && describeScript(t, main, name) && runText(t, main, source, "<stdin>", false);
        flushOutput(t);
        break;
      }
    }
  bool goOn = config().inspect && line.run != CommandLine::Run::Stdin && (config().interactive || isatty(0));
  if (!ok) status = reportUncaught(t, !goOn);
  if (goOn) return runRepl(t, main, true);
  return status;
}

}  // namespace typhon::driver
