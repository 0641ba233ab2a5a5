// typhon-opcodes FILE...: runs Python files one after the other on the metered engine and tells which opcodes were never
// executed. Status 1 when one of the opcodes of opcodes.def (quickened forms apart) was not.
#include <pthread.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "frontend/bytecode/opcode.h"
#include "runtime/base/os.h"
#include "runtime/builtins/builtins.h"
#include "runtime/exec/compile.h"
#include "runtime/exec/format_exception.h"
#include "runtime/modules/sys.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/runtime.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "tests/fuzz/metered.h"

using namespace typhon;

namespace {

struct Job {
  int argc;
  char** argv;
};

bool runFile(Thread* t, const char* path) {
  std::string source;
  if (!base::readWholeFile(path, &source)) {
    std::fprintf(stderr, "typhon-opcodes: %s cannot be read\n", path);
    return true;
  }
  Str* name = TRY(internStr(t, "__main__"));
  Module* main = TRY(makeModule(t, name));
  TRY(moduleSet(t, main, "__builtins__", Value(builtinsModule())));
  TRY(dictSetStr(t, sysModules(t), name, Value(main)));
  Code* code = TRY(compileSourcePy(t, source, path, {}));
  return !runCodePy(t, code, main->dict, Value(main->dict)).isError();
}

int report() {
  static const struct {
    const char* name;
    bool quick;
  } kNames[] = {
#define OP(name, a, b, c, feedback, flags, doc) {#name, false},
#define QUICK(name, base) {#name, true},
#include "frontend/bytecode/opcodes.def"
#undef OP
#undef QUICK
  };
  unsigned missing = 0, missingQuick = 0, total = 0, quick = 0;
  for (unsigned i = 0; i < bytecode::kOpCount; ++i) {
    (kNames[i].quick ? quick : total)++;
    if (meter.executed[i]) continue;
    (kNames[i].quick ? missingQuick : missing)++;
    std::fprintf(stderr, "not executed: %s%s\n", kNames[i].name, kNames[i].quick ? " (quickened)" : "");
  }
  std::fprintf(stderr, "%u of %u opcodes and %u of %u quickened forms executed\n", total - missing, total, quick - missingQuick,
               quick);
  return missing ? 1 : 0;
}

void* work(void* argument) {
  auto* job = static_cast<Job*>(argument);
  RuntimeOptions options;
  options.engine = &meteredEngine;
  options.hashSeedGiven = true;
  Thread* t = initRuntime(options);
  if (!t) std::_Exit(2);
  for (int i = 1; i < job->argc; ++i)
    if (!runFile(t, job->argv[i])) printExceptionPy(t, takePending(t));
  int status = report();
  std::_Exit(finishRuntimePy(t, status));
}

}  // namespace

int main(int argc, char** argv) {
  Job job{argc, argv};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, size_t{256} << 20);
  pthread_t thread;
  if (pthread_create(&thread, &attributes, work, &job) != 0) return 2;
  pthread_join(thread, nullptr);
}
