// typhon: the interpreter. Chooses an engine, starts the runtime on a large C++ stack, runs the program.
#include <algorithm>
#include <malloc.h>
#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "backends/driver/options.h"
#include "backends/driver/repl.h"
#include "backends/driver/run.h"
#include "backends/interpreter/engines.h"
#include "backends/jit/host/engine.h"
#include "runtime/base/os.h"
#include "runtime/modules/version.h"
#include "runtime/runtime.h"

#ifdef TYPHON_WRITES_PROFILE
extern "C" int __llvm_profile_write_file();  // the profile runtime would write in exit(), which is not called
#endif

namespace typhon::driver {
namespace {

// C++ code may nest deeply (repr of nested data, callbacks); the system's default of 8 MiB is not enough for that.
constexpr size_t kNativeStackBytes = size_t{256} << 20;

const Engine* engineByName(const std::string& name) {
  if (name == "switch") return &switchEngine;
#ifdef TYPHON_TAIL_ENGINE
  if (name == "tail") return &tailEngine;
#endif
  if (name == "jit") {
    if (!jit::configure(gotoEngine)) std::_Exit(2);
    return &jitEngine;
  }
  return &gotoEngine;
}

struct Job {
  CommandLine line;
};

void* pythonMain(void* argument) {
  Job* job = static_cast<Job*>(argument);
  RuntimeOptions options;
  options.engine = engineByName(config().engine);
  config().engine = options.engine->name;
  options.hashSeed = config().hashSeed;
  options.hashSeedGiven = config().hashSeedGiven;
  Thread* t = initRuntime(options);
  if (!t) std::_Exit(1);
  if (options.engine == &jitEngine && !jit::addToSys(t)) clearPending(t);
  int status = runProgram(t, job->line);
  int final = finishRuntimePy(t, status == kInterrupted ? 130 : status);
  if (status == kInterrupted) {
    // The shell is to see that Ctrl-C ended the program.
    std::fflush(nullptr);
    signal(SIGINT, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    kill(getpid(), SIGINT);
    pause();
  }
  std::fflush(nullptr);
#ifdef TYPHON_WRITES_PROFILE
  __llvm_profile_write_file();
#endif
  std::_Exit(final);
}

int run(int argc, char** argv) {
  Job job;
  job.line = parseCommandLine(argc, argv);
  switch (job.line.run) {
    case CommandLine::Run::Failure:
      return job.line.status;
    case CommandLine::Run::Help:
    case CommandLine::Run::HelpEnv:
    case CommandLine::Run::HelpXOptions:
    case CommandLine::Run::HelpAll:
      printHelp(argv[0], job.line.run);
      return 0;
    case CommandLine::Run::ListEngines:
      std::printf("switch\ngoto\n%s", jit::isInstalled() ? "jit\n" : "");
      return 0;
    case CommandLine::Run::Version:
      std::printf("Python %d.%d.%d (Typhon %s)\n", libraryVersion().major, libraryVersion().minor, libraryVersion().micro,
                  kTyphonVersion);
      return 0;
    case CommandLine::Run::LongVersion:
      std::printf("Python %d.%d.%d (Typhon %s, engines switch and goto, %s)\n", libraryVersion().major, libraryVersion().minor,
                  libraryVersion().micro, kTyphonVersion, "Clang " __clang_version__);
      return 0;
    case CommandLine::Run::Dump:
      return dumpFile(job.line);
    default:
      break;
  }
  // One arena for all threads: they take turns anyway, and glibc grows that of a thread page by page, with a system call each.
  mallopt(M_ARENA_MAX, 1);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  constexpr size_t kLeastStackBytes = size_t{8} << 20;
  size_t size = std::clamp(base::addressSpaceLimit() / 16, kLeastStackBytes, kNativeStackBytes);
  pthread_t thread;
  // Under a tight limit of address space a smaller stack has to do.
  while (true) {
    pthread_attr_setstacksize(&attributes, size);
    int error = pthread_create(&thread, &attributes, pythonMain, &job);
    if (!error) break;
    if (size <= kLeastStackBytes) {
      std::fprintf(stderr, "typhon: cannot start a thread: %s\n", std::strerror(error));
      return 1;
    }
    size /= 2;
  }
  // The interpreter's thread ends the process. Signals are to interrupt its system calls, not this wait.
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  for (;;) pause();
}

}  // namespace
}  // namespace typhon::driver

int main(int argc, char** argv) { return typhon::driver::run(argc, argv); }
