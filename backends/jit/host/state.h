// The part of the JIT that lives in the executable: options, counters, what is known of each code object, and the way to the
// compiler proper, which is a plugin (loaded at the first compilation).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "runtime/exec/engine.h"

namespace typhon::jit {

// Runs a frame as Engine::run does, from one of the places that were compiled for entry.
using EntryPoint = Value (*)(Thread*, Frame*);

enum class ExitReason : uint32_t { Guard, Overflow, Bounds, Shape, Changed, Poll, Room, Unreached, Stress, kCount };
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

// What the engine keeps of a code object (Code::compiled).
struct CodeState {
  EntryPoint entry = nullptr;  // start of the function, and where generators are resumed
  CompiledCode main;           // to which entry leads
  struct Loop {
    uint32_t pc;
    CompiledCode code;
  };
  std::vector<Loop> loops;                                      // on-stack replacement, by the loop head's pc
  std::map<uint32_t, uint32_t> exits;                           // by pc; polls not counted
  std::map<std::pair<uint32_t, ExitReason>, uint32_t> reasons;  // all, by pc and reason
  uint32_t compilations = 0;
  bool refused = false;
  std::string refusal;  // why
  uint32_t failures(uint32_t pc) const {
    auto it = exits.find(pc);
    return it == exits.end() ? 0 : it->second;
  }
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
  bool quick = false;  // none of LLVM's passes, for anything
  Plant plant = Plant::kNone;
  bool perfMap = false, debugger = false;
  std::string dump;      // graph, ir, asm: printed for everything that is compiled, or for dumpName
  std::string dumpName;  // a qualified name
  std::string cache;     // folder of objects that forced mode has compiled, or empty
  bool writesCache = true;
  uint32_t exitEvery = 0;  // stress: every Nth guard fails
};

struct Counters {
  uint64_t compilations = 0, nanoseconds = 0, codeBytes = 0, freed = 0, refusals = 0, interpreted = 0;
  uint64_t exits[static_cast<unsigned>(ExitReason::kCount)] = {};
};

// What the plugin offers. `pc`: a loop head's, or kFromStart. False with *refusal set when the code cannot be compiled.
struct Compiler {
  bool (*compile)(Thread* t, Frame* frame, uint32_t pc, const CodeState& state, CompiledCode* out, std::string* refusal);
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

// No frame enters what is compiled for the code object any more. Its memory is given back when no stack returns into it
// (retired.cpp).
void retire(CodeState& state);
// Gives back what it can, if enough has come together to be worth looking through the stacks. Interpreter lock held.
void freeRetired();

// Compiles the function (whose code is complete) from its start now, unless that is done. Whether there is code for it.
bool compileNow(Thread* t, Function* function);

// Compiled code leaves the frame at its pc. It was compiled for the frame `depth` callers further out.
void noteExit(Frame* frame, ExitReason reason, uint32_t depth);

}  // namespace typhon::jit
