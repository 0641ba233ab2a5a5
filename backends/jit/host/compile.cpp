// From hot code to code that can be entered. The graph and LLVM's module are made here and now, since that reads the heap; LLVM's
// work on them is a job for the background, and what comes of it is installed when some hot code is met the next time.
#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdio>
#include <cstdlib>

#include "backends/jit/host/background.h"
#include "backends/jit/host/state.h"
#include "runtime/base/os.h"
#include "runtime/feedback/attribute_cache.h"
#include "runtime/types/function.h"
#include "runtime/types/str.h"

namespace typhon::jit {

const char* const kStages[] = {"graph", "passes", "lowering", "optimise", "emit", "link"};

namespace {

constexpr uint32_t kMaxCompilations = 24;
// More do not wait at a time: what is asked for later has more feedback by then, and it may be hotter.
constexpr size_t kMaxJobs = 6;
// Code that is being compiled asks again after this many calls.
constexpr uint32_t kAskAgain = 32;
// How often a loop asks in vain for the one around it, before it is compiled for itself: it may not come to its end.
constexpr uint32_t kMaxWaits = 8;
// A function whose loops have been entered this often is compiled from its start at the next call, few as they were; twice as
// often for each time that its code had to be replaced. One that has been called this often when a loop is hot is compiled so at
// once.
constexpr uint32_t kLoopEntries = 3;

struct CompileJob : Job {
  std::unique_ptr<Compilation> compilation;
  Code* code = nullptr;  // whose state lists the job; null: nobody wants it any more. Under the interpreter's lock only
  uint32_t pc = 0;
  bool done = false;
  void run() override { done = compilation->generate(); }
};

// The plugin stands beside the executable, or in lib/typhon beside its bin. Empty: it is not installed.
std::string pluginPath() {
  char path[PATH_MAX];
  ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
  if (n <= 0) return "";
  std::string folder(path, static_cast<size_t>(n));
  folder.resize(folder.rfind('/'));
  for (const char* place : {"/typhon-jit.so", "/../lib/typhon/typhon-jit.so"})
    if (access((folder + place).c_str(), R_OK) == 0) return folder + place;
  return "";
}

struct LoadJob : Job {
  const Compiler* compiler = nullptr;
  std::string error;
  void run() override {
    std::string path = pluginPath();
    void* handle = path.empty() ? nullptr : dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    using Get = const Compiler* (*)();
    if (Get get = handle ? reinterpret_cast<Get>(dlsym(handle, kPluginEntry)) : nullptr)
      compiler = get();
    else if (const char* reason = path.empty() ? nullptr : dlerror())
      error = reason;
  }
};
LoadJob* loading = nullptr;
bool failedToLoad = false;

// Says once that there is no plugin.
void runWithoutCompiler(const std::string& reason) {
  Host& h = host();
  failedToLoad = true;
  if (h.options.log && !reason.empty()) std::fprintf(stderr, "typhon: jit: %s\n", reason.c_str());
  std::fprintf(stderr, "typhon: the jit engine's plugin typhon-jit.so is not installed; running on %s\n", h.interpreter->name);
  if (h.options.mode == Options::Force) std::exit(2);
  h.options.mode = Options::Off;
  compilerHooks.callLimit = ~0u;
}

void loaded(LoadJob* job) {
  loading = nullptr;
  if (!job->lost && !(host().compiler = job->compiler)) runWithoutCompiler(job->error);
  delete job;
}

void postpone(Code* code) {
  if (code->hotLimit != ~0u) code->hotLimit = code->hotness + kAskAgain;
}

void refuse(Code* code, CodeState& state, const std::string& why) {
  state.refused = true;
  state.refusal = why;
  retire(state);
  code->hotLimit = ~0u;
  ++host().counters.refusals;
  if (host().options.log) std::fprintf(stderr, "jit: %s not compiled: %s\n", toUtf8(code->qualifiedName).c_str(), why.c_str());
  if (host().options.mode == Options::Force && !state.compilations && why != kTooLarge) {
    std::fprintf(stderr, "typhon: -X jit=force: cannot compile %s: %s\n", toUtf8(code->qualifiedName).c_str(), why.c_str());
    std::_Exit(2);
  }
}

std::string describe(const StageTimes& times) {
  std::string text;
  char number[64];
  for (size_t i = 0; i < times.size(); ++i) {
    std::snprintf(number, sizeof number, "%s%s %.1f", i ? ", " : "", kStages[i], static_cast<double>(times[i]) / 1e6);
    text += number;
  }
  return text;
}

void install(Code* code, CodeState& state, uint32_t pc, const Compilation& compilation) {
  Host& h = host();
  const CompiledCode& made = compilation.code;
  ++state.compilations;
  ++h.counters.compilations;
  uint64_t spent = 0;
  for (size_t i = 0; i < compilation.times.size(); ++i) {
    spent += compilation.times[i];
    h.counters.stages[i] += compilation.times[i];
  }
  h.counters.nanoseconds += spent;
  h.counters.codeBytes += made.size;
  if (pc == kFromStart) {
    state.main = made;
    state.entry = made.entry;
    code->hotLimit = 0;
  } else {
    state.loops.push_back({pc, compilation.first, compilation.end, made, 0});
  }
  if (h.options.log) {
    std::string where = pc == kFromStart ? "" : " from the loop at " + std::to_string(pc);
    uint32_t words = std::min(compilation.end, code->wordCount) - compilation.first;
    std::fprintf(stderr, "jit: compiled %s%s: %.1f ms (%s), %u words, %llu bytes\n", toUtf8(code->qualifiedName).c_str(),
                 where.c_str(), static_cast<double>(spent) / 1e6, describe(compilation.times).c_str(), words,
                 static_cast<unsigned long long>(made.size));
  }
}

void finish(CompileJob* job) {
  if (job->lost) {
    // LLVM was in the middle of it when the process forked.
    (void)job->compilation.release();
  } else if (!job->code) {
    if (job->done) host().compiler->free(job->compilation->code.memory);
  }
  if (job->code) {
    CodeState& state = stateOf(job->code);
    std::erase(state.jobs, job);
    if (job->done)
      install(job->code, state, job->pc, *job->compilation);
    else if (!job->lost)
      refuse(job->code, state, job->compilation->refusal);
  }
  delete job;
}

void installFinished() {
  while (Job* job = finishedJob()) {
    if (job == loading)
      loaded(loading);
    else
      finish(static_cast<CompileJob*>(job));
  }
}

EntryPoint entryAt(Code* code, CodeState& state, uint32_t pc) {
  if (pc == kFromStart) return state.entry;
  for (CodeState::Loop& loop : state.loops) {
    if (loop.pc != pc) continue;
    // Code entered at a loop has the interpreter run what comes before it, and, where that is an inner loop, can move nothing in
    // front of it: one head is that of both ways in.
    bool often = ++loop.entered == kLoopEntries << std::min(state.replacements, 10u);
    state.loopsOften |= often;
    state.waits.clear();  // inner loops did not ask in vain
    if (often && !state.entry && !state.refused) code->hotLimit = std::min(code->hotLimit, code->hotness + 1);
    return loop.code.entry;
  }
  return nullptr;
}

bool isUnderWay(const CodeState& state, uint32_t pc) {
  return std::any_of(state.jobs.begin(), state.jobs.end(), [&](Job* job) { return static_cast<CompileJob*>(job)->pc == pc; });
}

// Loading the plugin takes some ten milliseconds.
bool compilerIsReady() {
  Host& h = host();
  if (h.compiler) return true;
  if (failedToLoad || loading) return false;
  loading = new LoadJob;
  if (h.options.background && submitJob(loading)) return false;
  loading->run();
  loaded(loading);
  return h.compiler != nullptr;
}

}  // namespace

EntryPoint codeFor(Thread* t, Frame* frame, CodeState& state, uint32_t pc) {
  installFinished();
  Code* code = frame->code;
  Host& h = host();
  if (EntryPoint entry = entryAt(code, state, pc)) return entry;
  // In the foreground the same happens each time, after as many calls as the options say.
  bool weighs = h.options.background && !h.options.threshold && h.options.mode != Options::Force;
  if (weighs && pc != kFromStart) {
    noteIterations(code, state, pc);
    if (!isHot(code, state, outermostLoop(code, pc))) return nullptr;
  }
  if (pc != kFromStart && h.options.mode != Options::Force) {
    // The loop around it is asked for where that has come round, so that what follows the inner one has been seen.
    uint32_t outer = outermostLoop(code, pc);
    if (outer != pc && !state.refused && ++state.waits[pc] <= kMaxWaits) {
      askAtNextIteration(code, outer);
      return nullptr;
    }
  }
  if (state.refused || failedToLoad) {
    code->hotLimit = ~0u;
    return nullptr;
  }
  // What has been called again and again until its loops were hot is compiled from its start, and not the loop first: most of its
  // time will be spent in later calls. Where this call does not end, or exits have left the loop to the interpreter, the loop
  // asks in vain a few times.
  if (weighs && pc != kFromStart && code->hotness >= kLoopEntries && !state.replacements &&
      ++state.waits[kFromStart] <= kMaxWaits) {
    state.loopsOften = true;
    codeFor(t, frame, state, kFromStart);
    return nullptr;
  }
  if (weighs && pc == kFromStart && frame->pc && !isHot(code, state, pc)) return nullptr;
  if (isUnderWay(state, pc) || (h.options.background && jobsUnderWay() >= kMaxJobs) || !compilerIsReady()) {
    postpone(code);
    return nullptr;
  }
  if (pc != kFromStart && state.patience) {
    --state.patience;
    return nullptr;
  }
  freeRetired();
  std::string refusal = "too many exits";
  feedbackInUse = true;
  std::unique_ptr<Compilation> compilation(
      state.compilations < kMaxCompilations ? h.compiler->prepare(t, frame, pc, state, &refusal) : nullptr);
  feedbackInUse = false;
  if (!compilation) {
    refuse(code, state, refusal);
    return nullptr;
  }
  auto* job = new CompileJob;
  job->compilation = std::move(compilation);
  job->code = code;
  job->pc = pc;
  state.jobs.push_back(job);
  if (h.options.background && submitJob(job)) {
    postpone(code);
    return nullptr;
  }
  job->run();
  finish(job);
  return entryAt(code, state, pc);
}

bool compileNow(Thread* t, Function* function) {
  if (host().options.mode == Options::Off) return false;
  Frame frame{};
  frame.function = function;
  frame.code = function->code;
  CodeState& state = stateOf(frame.code);
  while (!state.refused && !failedToLoad) {
    if (codeFor(t, &frame, state, kFromStart)) return true;
    if (jobsUnderWay()) awaitJob(state.jobs.empty() ? nullptr : state.jobs.back());
  }
  return false;
}

void finishJobs() {
  awaitJob(nullptr);
  installFinished();
}

void cancelJobs(CodeState& state, uint32_t pc) {
  std::erase_if(state.jobs, [pc](Job* listed) {
    auto* job = static_cast<CompileJob*>(listed);
    bool wanted = pc != kEverywhere && (pc < job->compilation->first || pc >= job->compilation->end);
    if (wanted) return false;
    ++host().counters.cancelled;
    job->code = nullptr;
    if (withdrawJob(job)) delete job;
    return true;
  });
}

bool isInstalled() { return !pluginPath().empty(); }

}  // namespace typhon::jit
