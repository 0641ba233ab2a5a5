// Tracing: who is told of what running code does. Three kinds of listeners share the events of PEP 669: the tools of
// sys.monitoring, the function of sys.setprofile and that of sys.settrace. While a thread has a listener its poll flag kPollTrace
// is set, and the interpreters run it instruction by instruction (backends/interpreter/traced.cpp), reporting here. Otherwise
// nothing costs anything.
#pragma once

#include "runtime/exec/frame_object.h"
#include "runtime/exec/thread.h"

namespace typhon {

inline bool isTraced(const Thread* t) { return t->poll.load(std::memory_order_relaxed) & kPollTrace; }

namespace tracing {

// In sys.monitoring's order: event i is bit i of its event sets.
enum class Event : uint8_t {
  PyStart,
  PyResume,
  PyReturn,
  PyYield,
  Call,
  Line,
  Instruction,
  Jump,
  Branch,
  StopIteration,
  Raise,
  ExceptionHandled,
  PyUnwind,
  PyThrow,
  Reraise,
  CReturn,
  CRaise,
  kCount
};
constexpr unsigned kEventCount = static_cast<unsigned>(Event::kCount);
// The first ones belong to an instruction: they can be asked for in one code object only, and be disabled at one place.
constexpr unsigned kLocalEventCount = static_cast<unsigned>(Event::StopIteration) + 1;
constexpr unsigned kToolCount = 6;

// --- reports. All may run Python code. False: a listener has raised, and the instruction at frame->pc fails with what is
// pending.

// Start, resume or throw into a generator (PyThrow: the exception that is pending stays so, or is replaced).
bool reportEntry(Thread* t, Frame* frame, Event event);
// The instruction at frame->pc begins a line. The trace function may have moved frame->pc by assigning to f_lineno.
bool reportLine(Thread* t, Frame* frame, int line);
bool reportInstruction(Thread* t, Frame* frame);
// PyReturn or PyYield.
bool reportExit(Thread* t, Frame* frame, Event event, Value v);
// Jump or Branch from frame->pc to the word `target`.
bool reportJump(Thread* t, Frame* frame, Event event, uint32_t target);
// Call, CReturn or CRaise of the call at frame->pc. `first` Unbound: there is no argument. After CRaise the exception is pending
// still, or another.
bool reportCall(Thread* t, Frame* frame, Event event, Value callee, Value first);
// Whether anybody wants calls reported: finding out what is called is not free.
bool wantsCalls(Thread* t, const Frame* frame);
// Raise, Reraise, ExceptionHandled or PyUnwind: an exception is pending at frame->pc, and still is afterwards, or another.
void reportException(Thread* t, Frame* frame, Event event);
// The generator that frame->pc delegates to has returned `v`: what `yield from` sees as StopIteration.
bool reportStopIteration(Thread* t, Frame* frame, Value v);

// The line that the frame of the next report is at; the interpreter sets it before it reports. An instruction without a line of
// its own has that of the one executed before it, which no table can tell.
extern thread_local int currentLine;
// That line, while listeners are told of the frame; else 0.
int shownLine(const Frame* frame);

// --- listeners

// Sets the poll flag as the listeners of the thread demand; to be called when they have changed.
void update(Thread* t);
void updateAllThreads();
// While it lives, listeners hear nothing of this thread.
class Silence {
 public:
  explicit Silence(Thread* t);
  ~Silence();
  Silence(const Silence&) = delete;

 private:
  Thread* thread_;
};
// The function for sys.call_tracing(): calls with tracing on, though it is off inside listeners.
Value callTracedPy(Thread* t, Value callable, Tuple* args);
// Why f_lineno may not be assigned now, or null.
const char* jumpRefusal();

// The tools of sys.monitoring. `events` are bit sets.
uint32_t toolEvents(unsigned tool);
void setToolEvents(unsigned tool, uint32_t events);
uint32_t localEvents(unsigned tool, const Code* code);
void setLocalEvents(unsigned tool, const Code* code, uint32_t events);
// Returns the callback there was, None for none.
Value setToolCallback(Thread* t, unsigned tool, Event event, Value callback);
// What a callback returns to hear no more of this place, and stands for no argument. Made at start-up.
extern Value disable, missing;
bool initTracing(Thread* t);
// Undoes what callbacks have disabled.
void restartEvents();
// A code object dies.
void forgetCode(const Code* code);

}  // namespace tracing

// Assignment to f_lineno: moves a traced frame to a line (line_jump.cpp). False with ValueError pending.
bool jumpToLine(Thread* t, FrameObject* f, Value line);

}  // namespace typhon
