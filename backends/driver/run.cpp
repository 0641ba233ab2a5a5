// Running a program as __main__.
#include "backends/driver/run.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "backends/driver/repl.h"
#include "runtime/base/os.h"
#include "runtime/builtins/builtins.h"
#include "runtime/exec/compile.h"
#include "runtime/exec/engine.h"
#include "runtime/modules/import_system.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
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
    return fitsInt64(code, &n) ? static_cast<int>(n & 0xff) : 255;
  }
  flushStream(t, names::stdoutName);
  Value text = Value::unbound();
  if (Str* s = strPy(t, code)) text = Value(s);
  clearPending(t);
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

// Reports the pending exception of the program through sys.excepthook.
int reportUncaught(Thread* t) {
  Value e = takePending(t);
  if (isInstance(e, exc::SystemExit)) return exitStatus(t, e);
  flushStream(t, names::stdoutName);
  Module* sys = sysModule();
  bool ok = moduleSet(t, sys, "last_exc", e) && moduleSet(t, sys, "last_type", Value(typeOf(e))) && moduleSet(t, sys, "last_value", e) &&
            moduleSet(t, sys, "last_traceback", isa<Exception>(e) ? e.as<Exception>()->traceback : Value::none());
  if (!ok) clearPending(t);
  Value hook = sysAttribute(t, names::excepthook);
  Value traceback = isa<Exception>(e) ? e.as<Exception>()->traceback : Value::none();
  bool interrupted = isInstance(e, exc::KeyboardInterrupt);
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

// sys.path[0]: the script's folder, the current one, or nothing at all when paths are to be safe.
bool setFirstPath(Thread* t, const CommandLine& line) {
  if (config().safePath) return true;
  std::string first;
  if (line.run == CommandLine::Run::Script) {
    char resolved[PATH_MAX];
    std::string file = realpath(line.target.c_str(), resolved) ? resolved : line.target;
    size_t slash = file.rfind('/');
    first = slash == std::string::npos ? "" : slash == 0 ? "/" : file.substr(0, slash);
  } else if (line.run == CommandLine::Run::Module) {
    char cwd[PATH_MAX];
    if (getcwd(cwd, sizeof cwd)) first = cwd;
  }
  Value path = sysAttribute(t, names::path);
  if (!isa<List>(path)) return true;
  Str* s = TRY(makeStr(t, first));
  return listInsert(t, path.as<List>(), 0, Value(s));
}

Module* makeMain(Thread* t) {
  Str* name = TRY(internStr(t, "__main__"));
  Module* main = TRY(makeModule(t, name));
  TRY(moduleSet(t, main, "__builtins__", Value(builtinsModule())));
  TRY(dictSetStr(t, sysModules(t), name, Value(main)));
  return main;
}

bool runText(Thread* t, Module* main, std::string_view source, const char* filename, bool isText) {
  frontend::CompileOptions options;
  options.optimize = config().optimize;
  options.sourceIsText = isText;
  Code* code = TRY(compileSourcePy(t, source, filename, options));
  return !runCodePy(t, code, main->dict, Value(main->dict)).isError();
}

// The file's bytes with its first line blanked when -x says so.
void skipFirstLine(std::string* source) {
  if (!config().skipFirstLine) return;
  size_t end = source->find('\n');
  *source = end == std::string::npos ? "" : source->substr(end);
}

bool runModule(Thread* t, const std::string& name) {
  // runpy knows how; it comes with the library.
  Str* runpy = TRY(internStr(t, "runpy"));
  Value module = TRY(importNamePy(t, runpy, builtinsDict(), Value::none(), Value::none(), Value::smallInt(0)));
  Str* target = TRY(makeStr(t, name));
  Value run = TRY(getAttrPy(t, module, "_run_module_as_main"));
  TRY(callPy(t, run, {Value(target), Value::boolean(true)}));
  return true;
}

}  // namespace

int runProgram(Thread* t, const CommandLine& line) {

  Module* main = makeMain(t);
  if (!main || !setFirstPath(t, line)) return reportUncaught(t);
  bool ok = true;
  switch (line.run) {
    case CommandLine::Run::Command: ok = runText(t, main, line.target, "<string>", true); break;
    case CommandLine::Run::Module: ok = runModule(t, line.target); break;
    case CommandLine::Run::Script: {
      const char* program = config().originalArgv.empty() ? "typhon" : config().originalArgv[0].c_str();
      struct stat st;
      if (stat(line.target.c_str(), &st) != 0) {
        std::fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", program,
                     line.target[0] == '/' ? line.target.c_str() : (std::string(get_current_dir_name()) + "/" + line.target).c_str(), errno,
                     std::strerror(errno));
        return 2;
      }
      // Tracebacks and __file__ show the script's absolute name.
      std::string file = line.target;
      if (char folder[PATH_MAX]; file[0] != '/' && getcwd(folder, sizeof folder)) file = std::string(folder) + "/" + file;
      if (S_ISDIR(st.st_mode)) {
        file += "/__main__.py";
        if (access(file.c_str(), F_OK) != 0) {
          std::fprintf(stderr, "%s: can't find '__main__' module in '%s'\n", program, line.target.c_str());
          return 1;
        }
        if (List* path = dynCast<List>(sysAttribute(t, names::path)); path && path->length && !config().safePath) {
          if (Str* s = makeStr(t, line.target)) listStore(path, 0, Value(s));
        }
      }
      std::string source;
      if (!base::readWholeFile(file.c_str(), &source)) {
        std::fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", program, file.c_str(), errno, std::strerror(errno));
        return 2;
      }
      skipFirstLine(&source);
      Str* name = makeStr(t, file);
      ok = name && moduleSet(t, main, "__file__", Value(name)) && moduleSet(t, main, "__cached__", Value::none()) &&
           runText(t, main, source, file.c_str(), false);
      break;
    }
    default: {
      if (isatty(0) || config().interactive) return runRepl(t, main);
      std::string source;
      if (!base::readWholeFd(0, &source)) {
        std::fprintf(stderr, "typhon: can't read standard input: %s\n", std::strerror(errno));
        return 1;
      }
      ok = runText(t, main, source, "<stdin>", false);
      break;
    }
  }
  int status = ok ? 0 : reportUncaught(t);
  if (config().inspect && line.run != CommandLine::Run::Stdin) return runRepl(t, main);
  return status;
}

}  // namespace typhon::driver
