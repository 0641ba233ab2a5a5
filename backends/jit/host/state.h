// The part of the JIT that lives in the executable: options, counters, what is known of each code object, and the way to the
// compiler proper, which is a plugin (loaded at the first compilation).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "runtime/exec/engine.h"

namespace typhon::jit {

// Runs a frame as Engine::run does, from one of the places that were compiled for entry.
using EntryPoint = Value (*)(Thread*, Frame*);

enum class ExitReason : uint32_t {
  Guard,
  Overflow,
  Bounds,
  Shape,
  Changed,
  Poll,
  Room,
  Unreached,
  LoopEnd,
  Stress,
  Hoisted,
  kCount
};
extern const char* const kExitReasons[];

inline constexpr uint32_t kFromStart = ~0u;

// The one reason for which force leaves code to the interpreter: LLVM would take minutes.
inline constexpr const char* kTooLarge = "too large";

// Machine code for a function or one of its loops.
struct CompiledCode {
  EntryPoint entry = nullptr;
  void* memory = nullptr;         // what the compiler frees
  uintptr_t start = 0, size = 0;  // of the instructions
};

// What a compilation spends its time with, in this order. Up to Lowering it reads the heap, under the interpreter's lock.
enum class Stage : uint8_t { Graph, Passes, Lowering, Optimise, Emit, Link, kCount };
extern const char* const kStages[];
using StageTimes = std::array<uint64_t, static_cast<size_t>(Stage::kCount)>;  // processor time in nanoseconds

// One piece of code on its way: what the compiler has made of it so far.
class Compilation {
 public:
  virtual ~Compilation() = default;
  // LLVM's part, to code that can be entered. Any thread, one at a time; looks at no object, needs no lock. False with `refusal`
  // set.
  virtual bool generate() = 0;

  CompiledCode code;
  uint32_t first = 0, end = ~0u;  // the instructions that were compiled; the rest is left to the interpreter
  std::string refusal;
  StageTimes times{};
};

// Reads the thread's processor time at the end of each stage.
class StageClock {
 public:
  explicit StageClock(StageTimes* times) : times_(times) {}
  void ended(Stage stage) {
    uint64_t before = last_;
    (*times_)[static_cast<size_t>(stage)] += (last_ = now()) - before;
  }

 private:
  static uint64_t now() {
    timespec ts;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ts);
    return static_cast<uint64_t>(ts.tv_sec) * 1000000000 + static_cast<uint64_t>(ts.tv_nsec);
  }
  StageTimes* times_;
  uint64_t last_ = now();
};

struct Job;

// What the engine keeps of a code object (Code::compiled).
struct CodeState {
  EntryPoint entry = nullptr;  // start of the function, and where generators are resumed
  CompiledCode main;           // to which entry leads
  struct Loop {
    uint32_t pc, first, end;  // of its head; of the instructions that were compiled
    CompiledCode code;
    uint32_t entered = 0;  // how often
  };
  std::vector<Loop> loops;                                      // on-stack replacement, by the loop head's pc
  std::vector<Job*> jobs;                                       // what is under way (background.h)
  std::map<uint32_t, uint32_t> exits;                           // by pc, since code was last replaced because of it; no polls
  std::map<uint32_t, uint32_t> strikes;                         // how often a guess at that pc was wrong too often
  std::map<std::pair<uint32_t, ExitReason>, uint32_t> reasons;  // all, by pc and reason
  uint32_t compilations = 0, replacements = 0;
  struct Heat {
    uint64_t words = 0, iteration = 0;  // of bytecode; what coming round takes the interpreter, in picoseconds
    uint64_t time = 0;                  // spent in the loop until it last asked
  };
  std::map<uint32_t, Heat> heat;  // by the loop head's pc
  std::map<uint32_t, uint32_t>
      waits;  // by an inner loop's pc: how often it has asked in vain for the outer one's code; all loops for the function's
  bool loopsOften = false;  // its loops have been entered often
  uint32_t patience = 0;    // how often loops shall not be compiled yet when they ask
  bool refused = false;
  std::string refusal;  // why
  // What interpreters have met meanwhile is worth another guess, but only one.
  bool mayGuess(uint32_t pc) const { return strikesAt(pc) < kMaxStrikes; }
  // Then it may be done in line where it fits, and otherwise by a helper; only what that relies on (classes above all) can fail.
  bool mayBranch(uint32_t pc) const { return strikesAt(pc) < 2 * kMaxStrikes; }
  uint32_t strikesAt(uint32_t pc) const {
    auto it = strikes.find(pc);
    return it == strikes.end() ? 0 : it->second;
  }
  static constexpr uint32_t kMaxStrikes = 2;
};

// Miscompiles on purpose (plants.def): what tests and random programs have to notice.
enum class Plant : uint32_t {
#define PLANT(name, what) name,
#include "backends/jit/host/plants.def"
#undef PLANT
  kNone
};

struct Options {
  enum Mode { Off, On, Force } mode = On;
  uint32_t threshold = 0;  // calls; 0: the default
  bool log = false, verify = false;
  bool quick = false;      // none of LLVM's passes, for anything
  bool background = true;  // LLVM runs in a thread of its own
  Plant plant = Plant::kNone;
  bool perfMap = false, debugger = false;
  std::string dump;      // graph, ir, asm: printed for everything that is compiled, or for dumpName
  std::string dumpName;  // a qualified name
  std::string cache;     // folder of objects that forced mode has compiled, or empty
  bool writesCache = true;
  uint32_t exitEvery = 0;  // stress: every Nth guard fails
};

struct Counters {
  uint64_t compilations = 0, nanoseconds = 0, codeBytes = 0, freed = 0, refusals = 0, interpreted = 0, cancelled = 0;
  StageTimes stages{};
  uint64_t exits[static_cast<unsigned>(ExitReason::kCount)] = {};
};

// What the plugin offers. `pc`: a loop head's, or kFromStart. Null with *refusal set when the code cannot be compiled.
struct Compiler {
  Compilation* (*prepare)(Thread* t, Frame* frame, uint32_t pc, const CodeState& state, std::string* refusal);
  void (*free)(void* memory);
};
inline constexpr const char* kPluginEntry = "typhonJitCompiler";  // const Compiler* ()

struct Host {
  const Engine* interpreter = nullptr;
  Options options;
  Counters counters;
  const Compiler* compiler = nullptr;
};
Host& host();

#ifdef TYPHON_PLANTS
inline bool planted(Plant plant) { return host().options.plant == plant; }
#else
constexpr bool planted(Plant) { return false; }
#endif

// Compiled code is entered while this much of the C++ stack is left; below, the interpreter goes on, which needs none.
inline constexpr ptrdiff_t kStackReserve = ptrdiff_t{48} << 20;
inline bool stackIsShort(Thread* t) {
  return static_cast<const char*>(__builtin_frame_address(0)) - t->nativeStackLimit < kStackReserve;
}

// What is kept of the code object; made when first asked for.
CodeState& stateOf(Code* code);

// No frame enters what is compiled for the code object any more, or is about to be. Its memory is given back when no stack
// returns into it (retired.cpp).
void retire(CodeState& state);
// The same of those pieces that have compiled the instruction at pc.
void retireAt(CodeState& state, uint32_t pc);
// Gives back what it can, if enough has come together to be worth looking through the stacks. Interpreter lock held.
void freeRetired();

// Compiles the function (whose code is complete) from its start now, unless that is done. Whether there is code for it.
bool compileNow(Thread* t, Function* function);

// compile.cpp: code for the frame's code object from `pc` on. In the background that takes a while; null until then.
EntryPoint codeFor(Thread* t, Frame* frame, CodeState& state, uint32_t pc);
// heat.cpp: whether the interpreter has spent enough time in the code, or in its loop at `pc`, for it to be compiled. A function
// that has not asks again when it may have.
bool isHot(Code* code, CodeState& state, uint32_t pc);
// The loop at `head` asks, having come round as often as loops do between two questions.
void noteIterations(const Code* code, CodeState& state, uint32_t head);
// loops.cpp: the head of the outermost loop around the one at pc that can be compiled in its place.
uint32_t outermostLoop(const Code* code, uint32_t pc);
// The loop asks for its code when it comes round the next time.
void askAtNextIteration(Code* code, uint32_t head);
// What is under way for it and has the instruction at pc is not wanted any more.
inline constexpr uint32_t kEverywhere = ~0u;
void cancelJobs(CodeState& state, uint32_t pc = kEverywhere);
// Waits until nothing is under way, and installs it. Interpreter lock held.
void finishJobs();

// options.cpp: reads the -X options. False after a message on stderr.
bool readOptions();

// Compiled code leaves the frame at its pc. It was compiled for the frame `depth` callers further out.
void noteExit(Frame* frame, ExitReason reason, uint32_t depth);

}  // namespace typhon::jit
