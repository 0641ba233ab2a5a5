// The prompt, in the manner of Python 3.12's: >>> and ..., compiled statement by statement.
#include "backends/driver/repl.h"

#include <unistd.h>

#include <cstdio>
#include <string>

#include "runtime/exec/compile.h"
#include "runtime/exec/config.h"
#include "runtime/exec/engine.h"
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

// One line with its newline; false at the end of the input.
bool readLine(const std::string& prompt, std::string* line) {
  std::fputs(prompt.c_str(), stdout);
  std::fflush(stdout);
  line->clear();
  for (int c; (c = std::getchar()) != EOF;) {
    line->push_back(static_cast<char>(c));
    if (c == '\n') return true;
  }
  return !line->empty();
}

std::string promptText(Thread* t, Str* name, const char* fallback) {
  Value v = sysAttribute(t, name);
  if (v.isUnbound()) return fallback;
  Str* s = strPy(t, v);
  if (!s) {
    clearPending(t);
    return fallback;
  }
  return toUtf8(s);
}

}  // namespace

int runRepl(Thread* t, Module* main) {
  if (!config().quiet)
    std::fprintf(stderr, "Typhon %s (Python %d.%d, engine %s) on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n",
                 kTyphonVersion, libraryVersion().major, libraryVersion().minor, t->engine->name);
  Module* sys = sysModule();
  if (sysAttribute(t, names::ps1).isUnbound())
    if (Str* s = makeStr(t, ">>> ")) (void)!moduleSet(t, sys, "ps1", Value(s));
  if (sysAttribute(t, names::ps2).isUnbound())
    if (Str* s = makeStr(t, "... ")) (void)!moduleSet(t, sys, "ps2", Value(s));
  std::string source, line;
  while (readLine(source.empty() ? promptText(t, names::ps1, ">>> ") : promptText(t, names::ps2, "... "), &line)) {
    source += line;
    frontend::CompileOptions options;
    options.mode = frontend::Mode::Single;
    options.sourceIsText = true;
    options.optimize = config().optimize;
    // A compound statement ends with an empty line; anything else as soon as it is complete.
    options.allowIncompleteInput = true;
    options.dontImplyDedent = line != "\n";
    frontend::CompileResult result = frontend::compile(source, "<stdin>", options);
    if (result.error && result.error->message == "incomplete input") continue;
    std::string statement;
    statement.swap(source);
    if (statement.find_first_not_of(" \t\n") == std::string::npos) continue;
    options.allowIncompleteInput = options.dontImplyDedent = false;
    Code* code = compileSourcePy(t, statement, "<stdin>", options);
    if (code && !runCodePy(t, code, main->dict, Value(main->dict)).isError()) continue;
    bool exiting = pendingIs(t, exc::SystemExit);
    int status = reportUncaught(t);
    if (exiting) return status;
  }
  std::fputs("\n", stdout);
  return 0;
}

}  // namespace typhon::driver
