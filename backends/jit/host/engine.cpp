// The `jit` engine: interprets until code is hot, then has it compiled.
#include "backends/jit/host/engine.h"

#include <dlfcn.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "backends/jit/host/state.h"
#include "runtime/exec/config.h"
#include "runtime/exec/tracing.h"
#include "runtime/feedback/attribute_cache.h"
#include "runtime/memory/stacks.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

const char* const kExitReasons[] = {"guard", "overflow", "bounds", "shape", "changed", "poll", "room", "unreached", "stress"};

Host& host() {
  static Host instance;
  return instance;
}

CodeState& stateOf(Code* code) {
  if (!code->compiled) code->compiled = new CodeState;
  return *static_cast<CodeState*>(code->compiled);
}

namespace {

#ifdef TYPHON_PLANTS
const char* const kPlants[] = {
#define PLANT(name, what) #name,
#include "backends/jit/host/plants.def"
#undef PLANT
};
bool plantNamed(const std::string& name, Plant* out) {
  for (unsigned i = 0; i < static_cast<unsigned>(Plant::kNone); ++i) {
    if (name != kPlants[i]) continue;
    *out = static_cast<Plant>(i);
    return true;
  }
  return false;
}
#endif

// Calls after which code is compiled, and iterations for each of them. Compiling takes some ten milliseconds, in which the
// interpreter runs a million instructions: what is compiled must have shown that it is worth it. Force compiles at once.
constexpr uint32_t kCallThreshold = 3000;
constexpr uint32_t kLoopFactor = 10;
// A site that has failed this often makes its function be compiled anew, with what the interpreter has learned meanwhile.
constexpr uint32_t kExitsBeforeRecompilation = 8;
constexpr uint32_t kMaxCompilations = 24;

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

void* openPlugin() {
  std::string path = pluginPath();
  return path.empty() ? nullptr : dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
}

// False, and once said, when there is no plugin.
bool loadCompiler() {
  Host& h = host();
  if (h.compiler) return true;
  static bool failed = false;
  if (failed) return false;
  if (void* handle = openPlugin()) {
    using Get = const Compiler* (*)();
    if (Get get = reinterpret_cast<Get>(dlsym(handle, kPluginEntry))) h.compiler = get();
  }
  if (h.compiler) return true;
  failed = true;
  const char* reason = dlerror();
  if (h.options.log && reason) std::fprintf(stderr, "typhon: jit: %s\n", reason);
  std::fprintf(stderr, "typhon: the jit engine's plugin typhon-jit.so is not installed; running on %s\n", h.interpreter->name);
  if (h.options.mode == Options::Force) std::exit(2);
  h.options.mode = Options::Off;
  compilerHooks.callLimit = ~0u;
  return false;
}

uint64_t now() {
  timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return static_cast<uint64_t>(ts.tv_sec) * 1000000000 + static_cast<uint64_t>(ts.tv_nsec);
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

CompiledCode compileAt(Thread* t, Frame* frame, CodeState& state, uint32_t pc) {
  Code* code = frame->code;
  if (!loadCompiler()) {
    code->hotLimit = ~0u;
    return {};
  }
  freeRetired();
  Host& h = host();
  std::string refusal;
  uint64_t start = now();
  CompiledCode compiled;
  feedbackInUse = true;
  bool done = state.compilations < kMaxCompilations && h.compiler->compile(t, frame, pc, state, &compiled, &refusal);
  feedbackInUse = false;
  uint64_t spent = now() - start;
  if (!done) {
    refuse(code, state, refusal.empty() ? "too many exits" : refusal);
    return {};
  }
  ++state.compilations;
  ++h.counters.compilations;
  h.counters.nanoseconds += spent;
  h.counters.codeBytes += compiled.size;
  if (h.options.log) {
    std::string where = pc == kFromStart ? "" : " from the loop at " + std::to_string(pc);
    std::fprintf(stderr, "jit: compiled %s%s: %.1f ms, %llu bytes\n", toUtf8(code->qualifiedName).c_str(), where.c_str(),
                 static_cast<double>(spent) / 1e6, static_cast<unsigned long long>(compiled.size));
  }
  return compiled;
}

EntryPoint mainEntry(Thread* t, Frame* frame, CodeState& state) {
  if (state.entry) return state.entry;
  state.main = compileAt(t, frame, state, kFromStart);
  if ((state.entry = state.main.entry)) frame->code->hotLimit = 0;
  return state.entry;
}

EntryPoint entryFor(Thread* t, Frame* frame) {
  Code* code = frame->code;
  CodeState& state = stateOf(code);
  if (state.refused) {
    code->hotLimit = ~0u;
    return nullptr;
  }
  uint32_t pc = static_cast<uint32_t>(frame->pc - code->words);
  bool atLoop = pc != 0 && bytecode::info(frame->pc->op).base != bytecode::Op::YIELD &&
                bytecode::info(frame->pc->op).base != bytecode::Op::YIELD_DELEGATE &&
                bytecode::info(frame->pc->op).base != bytecode::Op::RETURN_GENERATOR;
  if (!atLoop) return mainEntry(t, frame, state);
  for (const CodeState::Loop& loop : state.loops)
    if (loop.pc == pc) return loop.code.entry;
  CompiledCode compiled = compileAt(t, frame, state, pc);
  if (compiled.entry) state.loops.push_back({pc, compiled});
  return compiled.entry;
}

bool enter(Thread* t, Frame* frame, Value* result) {
  if (stackIsShort(t)) return false;
  EntryPoint entry = entryFor(t, frame);
  if (!entry) return false;
  *result = entry(t, frame);
  return true;
}

void release(Code* code) {
  retire(*static_cast<CodeState*>(code->compiled));
  delete static_cast<CodeState*>(code->compiled);
  code->compiled = nullptr;
}

Value run(Thread* t, Frame* frame) {
  Code* code = frame->code;
  if (!(frame->flags & kFrameAtPc) && !isTraced(t) && ++code->hotness >= code->hotLimit) {
    Value result;
    if (enter(t, frame, &result)) return result;
  }
  ++host().counters.interpreted;
  return host().interpreter->run(t, frame);
}

bool number(const std::string& text, uint32_t* out) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos || text.size() > 9) return false;
  *out = static_cast<uint32_t>(std::atol(text.c_str()));
  return true;
}

}  // namespace

namespace {

// Whether an activation of the code besides `frame` is on some thread's stack.
bool runsElsewhere(const Code* code, const Frame* frame) {
  struct Search {
    const Code* code;
    const Frame* besides;
    bool found = false;
  } search{code, frame};
  forEachThread(
      [](Thread* t, void* context) {
        auto* s = static_cast<Search*>(context);
        for (const Frame* f = t->frame; f && !s->found; f = f->caller) s->found = f->code == s->code && f != s->besides;
      },
      &search);
  return search.found;
}

// What only replaced machine code has mentioned may die, classes above all.
void letGo(Code* code) {
  List* list = code->feedbackObjects;
  for (size_t i = 0; list && i < list->length; ++i)
    if (isa<List>(listItem(list, i))) listTruncate(listItem(list, i).as<List>(), 0);
}

}  // namespace

void noteExit(Frame* frame, ExitReason reason, uint32_t depth) {
  Host& h = host();
  ++h.counters.exits[static_cast<unsigned>(reason)];
  Code* code = frame->code;
  uint32_t pc = static_cast<uint32_t>(frame->pc - code->words);
  ++stateOf(code).reasons[{pc, reason}];
  if (h.options.log && reason != ExitReason::Poll && reason != ExitReason::Room) {
    std::fprintf(stderr, "jit: exit from %s line %d: %s at %s\n", toUtf8(code->qualifiedName).c_str(), positionAt(code, pc).line,
                 kExitReasons[static_cast<unsigned>(reason)], bytecode::info(frame->pc->op).name);
  }
  if (reason == ExitReason::Poll || reason == ExitReason::Room || reason == ExitReason::Stress) return;
  if (++stateOf(code).exits[pc] % kExitsBeforeRecompilation) return;
  while (depth--) frame = frame->caller;
  code = frame->code;
  CodeState& state = stateOf(code);
  // What was compiled is left to the frames that still run it.
  retire(state);
  if (!runsElsewhere(code, frame)) letGo(code);
  if (code->hotLimit == 0) code->hotLimit = host().options.mode == Options::Force ? 1 : code->hotness + 20;
}

bool compileNow(Thread* t, Function* function) {
  if (host().options.mode == Options::Off) return false;
  Frame frame{};
  frame.function = function;
  frame.code = function->code;
  CodeState& state = stateOf(frame.code);
  return !state.refused && mainEntry(t, &frame, state);
}

bool isInstalled() { return !pluginPath().empty(); }

bool configure(const Engine& interpreter) {
  Host& h = host();
  h.interpreter = &interpreter;
  for (const auto& [key, value] : config().xOptions) {
    const std::string text = value.value_or("");
    bool ok = true;
    if (key == "jit") {
      if (text == "off")
        h.options.mode = Options::Off;
      else if (text == "force")
        h.options.mode = Options::Force;
      else
        ok = text == "on" || text.empty();
    } else if (key == "jit-threshold") {
      ok = number(text, &h.options.threshold);
    } else if (key == "jit-log") {
      h.options.log = true;
    } else if (key == "jit-verify") {
      h.options.verify = true;
    } else if (key == "jit-dump") {
      size_t colon = text.find(':');
      h.options.dump = text.substr(0, colon);
      if (colon != std::string::npos) h.options.dumpName = text.substr(colon + 1);
      ok = h.options.dump == "graph" || h.options.dump == "ir" || h.options.dump == "asm";
    } else if (key == "jit-effort") {
      h.options.quick = text == "quick";
      ok = h.options.quick || text == "full";
    } else if (key == "jit-perf-map") {
      h.options.perfMap = true;
    } else if (key == "jit-gdb") {
      h.options.debugger = true;
#ifdef TYPHON_PLANTS
    } else if (key == "jit-plant") {
      ok = plantNamed(text, &h.options.plant);
#endif
    } else if (key == "jit-cache") {
      h.options.cache = text;
      ok = !text.empty();
    } else if (key == "jit-deopt-every") {
      ok = number(text, &h.options.exitEvery);
    }
    if (!ok) {
      std::fprintf(stderr, "typhon: -X %s=%s is not understood\n", key.c_str(), text.c_str());
      return false;
    }
  }
  h.options.writesCache = !config().dontWriteBytecode;
  if (h.options.mode == Options::Off) return true;
  uint32_t threshold = h.options.threshold ? h.options.threshold : kCallThreshold;
  if (h.options.mode == Options::Force) threshold = 1;
  compilerHooks.enter = enter;
  compilerHooks.release = release;
  compilerHooks.callLimit = threshold;
  compilerHooks.loopLimit = uint64_t{threshold} * kLoopFactor;
  return true;
}

}  // namespace typhon::jit

namespace typhon {
const Engine jitEngine = {"jit", jit::run};
}
