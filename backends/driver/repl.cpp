// The prompt, in the manner of Python 3.12's: >>> and ..., compiled statement by statement. The prompts go to stderr.
#include "backends/driver/repl.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "runtime/base/os.h"
#include "runtime/exec/blocking.h"
#include "runtime/exec/compile.h"
#include "runtime/exec/config.h"
#include "runtime/exec/engine.h"
#include "runtime/modules/line_input.h"
#include "runtime/modules/signals.h"
#include "runtime/modules/sys.h"
#include "runtime/modules/version.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"

namespace typhon::driver {
namespace {

enum class Line { Read, End, Interrupted };

// One line with its newline. Without an editor it is read byte by byte: what follows it belongs to sys.stdin (a terminal gives a
// line at a time anyway).
Line readLine(Thread* t, const std::string& prompt, std::string* line) {
  if (mayEditLine()) {
    switch (editLinePy(t, prompt.c_str(), line)) {
      case LineInput::Read:
        return Line::Read;
      case LineInput::End:
        return Line::End;
      case LineInput::Failed:
        return Line::Interrupted;
    }
  }
  std::fputs(prompt.c_str(), stderr);
  std::fflush(stderr);
  line->clear();
  for (;;) {
    char c;
    ssize_t n = blocking(t, [&] { return read(0, &c, 1); });
    if (n < 0 && errno == EINTR) {
      if (checkSignalsPy(t)) continue;
      return Line::Interrupted;
    }
    if (n <= 0) return line->empty() ? Line::End : Line::Read;
    line->push_back(c);
    if (c == '\n') return Line::Read;
  }
}

std::string promptText(Thread* t, Str* name) {
  Value v = sysAttribute(t, name);
  if (v.isUnbound()) return "";
  Str* s = strPy(t, v);
  if (!s) {
    clearPending(t);
    return "";
  }
  return toUtf8(s);
}

bool isBlankOrComment(const std::string& line) {
  size_t first = line.find_first_not_of(" \t\f\n");
  return first == std::string::npos || line[first] == '#';
}

// Whether more lines have to come before `source` is a statement or an error. A block ends with an empty line: without a newline
// at its end it is incomplete.
bool isIncomplete(std::string_view source, const std::string& lastLine, uint32_t futureFlags) {
  if (source.ends_with("\\\n")) return true;
  frontend::CompileOptions options;
  options.mode = frontend::Mode::Single;
  options.sourceIsText = true;
  options.allowIncompleteInput = options.dontImplyDedent = true;
  options.futureFlags = futureFlags;
  auto lacksMore = [](const frontend::CompileResult& result) {
    return result.error && result.error->message == "incomplete input";
  };
  std::string_view open = source.substr(0, source.size() - source.ends_with('\n'));
  frontend::CompileResult result = frontend::compile(open, "<stdin>", options);
  if (lacksMore(result)) {
    // What its newline makes an error (a string that ends with the line) no further line can mend.
    frontend::CompileResult closed = frontend::compile(source, "<stdin>", options);
    return !closed.error || lacksMore(closed);
  }
  // The tokenizer ignores lines of a block that hold nothing but blanks or a comment.
  return !result.error && open.find('\n') != std::string_view::npos && lastLine != "\n" && isBlankOrComment(lastLine);
}

// Runs PYTHONSTARTUP, and the hook by which site prepares the prompt. False: the program has ended with *status.
bool startUp(Thread* t, Module* main, int* status) {
  const char* name = config().ignoreEnvironment ? nullptr : std::getenv("PYTHONSTARTUP");
  if (name && *name) {
    std::string source;
    if (!base::readWholeFile(name, &source)) {
      int error = errno;
      std::fprintf(stderr, "Could not open PYTHONSTARTUP\n");
      if (Str* path = makeStr(t, name)) (void)raiseOs(t, error, Value(path));
      printExceptionPy(t, takePending(t));
    } else {
      frontend::CompileOptions options;
      options.optimize = config().optimize;
      options.sourceIsFile = true;
      Str* fileName = internStr(t, "__file__");
      Str* path = makeStr(t, name);
      bool ok = fileName && path && dictSetStr(t, main->dict, fileName, Value(path));
      Code* code = ok ? compileSourcePy(t, source, name, options) : nullptr;
      ok = code && !runCodePy(t, code, main->dict, Value(main->dict)).isError();
      flushOutput(t);
      if (!ok) {
        bool exiting = pendingIs(t, exc::SystemExit);
        *status = reportUncaught(t);
        if (exiting) return false;
      }
      if (fileName) dictDeleteStr(t, main->dict, fileName);
    }
  }
  return true;
}

void callInteractiveHook(Thread* t) {
  Str* name = internStr(t, "__interactivehook__");
  Value hook = name ? sysAttribute(t, name) : Value::unbound();
  if (hook.isUnbound()) return;
  if (callPy(t, hook, {}).isError()) {
    std::fprintf(stderr, "Failed calling sys.__interactivehook__\n");
    printExceptionPy(t, takePending(t));
  }
}

}  // namespace

int runRepl(Thread* t, Module* main, bool afterProgram) {
  if (!config().quiet && !afterProgram)
    std::fprintf(stderr,
                 "Typhon %s (Python %d.%d, engine %s) on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for "
                 "more information.\n",
                 kTyphonVersion, libraryVersion().major, libraryVersion().minor, t->engine->name);
  int status = 0;
  if (!afterProgram && !startUp(t, main, &status)) return status;
  callInteractiveHook(t);
  Module* sys = sysModule();
  if (sysAttribute(t, names::ps1).isUnbound())
    if (Str* s = makeStr(t, ">>> ")) (void)!moduleSet(t, sys, "ps1", Value(s));
  if (sysAttribute(t, names::ps2).isUnbound())
    if (Str* s = makeStr(t, "... ")) (void)!moduleSet(t, sys, "ps2", Value(s));
  std::string source, line;
  uint32_t futureFlags = 0;  // of the __future__ imports so far
  for (;;) {
    flushOutput(t);
    Line got = readLine(t, promptText(t, source.empty() ? names::ps1 : names::ps2), &line);
    if (got == Line::Interrupted) {
      clearPending(t);
      std::fputs("\nKeyboardInterrupt\n", stderr);
      source.clear();
      continue;
    }
    if (got == Line::End) {
      std::fputs("\n", stderr);
      if (source.empty()) return 0;
    } else {
      if (source.empty() && isBlankOrComment(line)) continue;
      source += line;
      if (isIncomplete(source, line, futureFlags)) continue;
    }
    frontend::CompileOptions options;
    options.mode = frontend::Mode::Single;
    options.sourceIsText = true;
    options.optimize = config().optimize;
    options.futureFlags = futureFlags;
    Code* code = compileSourcePy(t, source, "<stdin>", options);
    source.clear();
    if (code) futureFlags |= code->flags & (bytecode::kFutureAnnotations | bytecode::kFutureBarryAsBdfl);
    if (code && !runCodePy(t, code, main->dict, Value(main->dict)).isError()) continue;
    flushOutput(t);
    bool exiting = pendingIs(t, exc::SystemExit);
    status = reportUncaught(t);
    if (exiting) return status;
  }
}

}  // namespace typhon::driver
