// The `jit` engine: interprets until code is hot, then has it compiled.
#include "backends/jit/host/engine.h"

#include <algorithm>
#include <cstdio>

#include "backends/jit/host/state.h"
#include "runtime/exec/tracing.h"
#include "runtime/memory/stacks.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

const char* const kExitReasons[] = {"guard", "overflow",  "bounds",   "shape",  "changed", "poll",
                                    "room",  "unreached", "loop_end", "stress", "hoisted"};

// Never destroyed: the compiler's thread looks at the options until the process ends.
Host& host() {
  static Host* instance = new Host;
  return *instance;
}

CodeState& stateOf(Code* code) {
  if (!code->compiled) code->compiled = new CodeState;
  return *static_cast<CodeState*>(code->compiled);
}

namespace {

// Calls after which code is compiled, and iterations for each of them. Compiling takes some ten milliseconds, in which the
// interpreter runs a million instructions: what is compiled must have shown that it is worth it. Force compiles at once.
constexpr uint32_t kCallThreshold = 3000;
constexpr uint32_t kLoopFactor = 10;
// A site that has failed this often makes its function be compiled anew, with what interpreters have learned meanwhile. An exit
// costs a microsecond, compiling some ten thousand, and each exit shows interpreters more of what comes behind it.
constexpr uint32_t kExitsBeforeRecompilation = 16;
// Calls after which it is compiled anew; twice as many each time, since what keeps changing is no better off compiled.
constexpr uint32_t kRelearnCalls = 500;
constexpr uint32_t kMostDoublings = 10;

EntryPoint entryFor(Thread* t, Frame* frame) {
  CodeState& state = stateOf(frame->code);
  if (frame->pc == frame->code->words) return state.entry ? state.entry : codeFor(t, frame, state, kFromStart);
  switch (bytecode::info(frame->pc->op).base) {
    case bytecode::Op::YIELD:
    case bytecode::Op::YIELD_DELEGATE:
    case bytecode::Op::RETURN_GENERATOR:
      return state.entry ? state.entry : codeFor(t, frame, state, kFromStart);
    default:
      return codeFor(t, frame, state, static_cast<uint32_t>(frame->pc - frame->code->words));
  }
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
  CodeState& site = stateOf(code);
  uint32_t pc = static_cast<uint32_t>(frame->pc - code->words);
  ++site.reasons[{pc, reason}];
  if (reason == ExitReason::Poll || reason == ExitReason::Room || reason == ExitReason::LoopEnd) return;
  if (h.options.log) {
    std::fprintf(stderr, "jit: exit from %s line %d: %s at %s\n", toUtf8(code->qualifiedName).c_str(), positionAt(code, pc).line,
                 kExitReasons[static_cast<unsigned>(reason)], bytecode::info(frame->pc->op).name);
  }
  if (reason == ExitReason::Stress) return;
  uint32_t& exits = site.exits[pc];
  if (++exits < kExitsBeforeRecompilation) return;
  exits = 0;
  // Interpreters record nothing of these that would make the next guess better.
  bool learned = reason != ExitReason::Overflow && reason != ExitReason::Bounds;
  site.strikes[pc] += learned ? 1 : CodeState::kMaxStrikes;
  while (depth--) frame = frame->caller;
  code = frame->code;
  // What was compiled is left to the frames that still run it.
  CodeState& state = stateOf(code);
  retireAt(state, static_cast<uint32_t>(frame->pc - code->words));
  if (!state.entry && state.loops.empty() && state.jobs.empty() && !runsElsewhere(code, frame)) letGo(code);
  if (h.options.mode == Options::Force) {
    code->hotLimit = 1;
    return;
  }
  uint32_t doublings = std::min(state.replacements++, kMostDoublings);
  code->hotLimit = code->hotness + (kRelearnCalls << doublings);
  state.patience = 1u << doublings;
}

bool configure(const Engine& interpreter) {
  Host& h = host();
  h.interpreter = &interpreter;
  if (!readOptions()) return false;
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
