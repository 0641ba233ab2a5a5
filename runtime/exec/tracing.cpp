// See tracing.h.
#include "runtime/exec/tracing.h"

#include <bit>
#include <unordered_map>

#include "runtime/memory/roots.h"
#include "runtime/memory/stacks.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/native_function.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace tracing {

Value disable, missing;
thread_local int currentLine = 0;

namespace {

constexpr const char* kEventNames[kEventCount] = {
    "PY_START",       "PY_RESUME", "PY_RETURN",         "PY_YIELD",  "CALL",     "LINE",    "INSTRUCTION", "JUMP",   "BRANCH",
    "STOP_ITERATION", "RAISE",     "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN",    "C_RAISE"};

// A set of tools, one bit each.
using Tools = uint8_t;

struct CodeEvents {
  Tools tools[kLocalEventCount] = {};
  // Tools that have disabled an event at a place: by word and event, and line where there are several. Void when `version` is not
  // that of the last restart.
  std::unordered_map<uint64_t, Tools> disabled;
  uint64_t version = 0;
};

Tools globalTools[kEventCount];
std::unordered_map<const Code*, CodeEvents> codeEvents;
size_t localListeners = 0;  // code objects with local events
uint64_t restarts = 0;
Value callbacks;  // tuple, by tool and event
// Listeners that run on this thread: they are not reported on themselves.
thread_local int listening = 0;
// The event a trace function is being told of; kCount outside of one.
thread_local Event reported = Event::kCount;
// The frame that they are told of, and its line.
thread_local const Frame* shownFrame = nullptr;
thread_local int lineShown = 0;

unsigned index(Event e) { return static_cast<unsigned>(e); }
bool isLocal(Event e) { return index(e) < kLocalEventCount; }
uint32_t wordOf(const Frame* f) { return static_cast<uint32_t>(f->pc - f->code->words); }
Value offsetOf(const Frame* f) { return Value::smallInt(int64_t{wordOf(f)} * 8); }

bool anyTool() {
  for (Tools tools : globalTools)
    if (tools) return true;
  return localListeners != 0;
}

// The pending exception, if there is one, held aside while listeners are told of it. It comes back, unless one of them has
// raised.
class Aside {
 public:
  explicit Aside(Thread* t) : t_(t), exception_(takePending(t)) {}
  ~Aside() {
    if (t_->pending.isUnbound()) restorePending(t_, exception_);
  }
  Aside(const Aside&) = delete;
  Value exception() const { return exception_; }

 private:
  Thread* t_;
  Value exception_;
};

// While listeners run, nothing is reported.
class Listening {
 public:
  Listening(Thread* t, const Frame* frame) : t_(t), reported_(reported), frame_(shownFrame), line_(lineShown) {
    shownFrame = frame;
    lineShown = currentLine;
    ++listening;
    update(t);
  }
  ~Listening() {
    --listening;
    reported = reported_;
    shownFrame = frame_;
    currentLine = lineShown;
    lineShown = line_;
    update(t_);
  }
  Listening(const Listening&) = delete;

 private:
  Thread* t_;
  Event reported_;
  const Frame* frame_;
  int line_;
};

Tools toolsFor(const Code* code, Event e) {
  Tools tools = globalTools[index(e)];
  // C_RETURN and C_RAISE go with CALL.
  Event local = e == Event::CReturn || e == Event::CRaise ? Event::Call : e;
  if (!isLocal(local) || codeEvents.empty()) return tools;
  auto found = codeEvents.find(code);
  return found == codeEvents.end() ? tools : tools | found->second.tools[index(local)];
}

Tools& disabledAt(const Code* code, uint32_t word, Event e, Value place) {
  CodeEvents& events = codeEvents[code];
  if (events.version != restarts) {
    events.disabled.clear();
    events.version = restarts;
  }
  uint64_t line = e == Event::Line ? static_cast<uint64_t>(place.asSmallInt()) : 0;
  return events.disabled[line << 40 | uint64_t{word} << 8 | index(e)];
}

// Calls the tools' callbacks with the code, `place` (an offset, or a line) and `values`.
bool callToolsAt(Thread* t, Frame* frame, Event e, Value place, const Value* values = nullptr, size_t count = 0) {
  Code* code = frame->code;
  Tools tools = toolsFor(code, e);
  if (!tools) return true;
  uint32_t word = wordOf(frame);
  if (isLocal(e) && codeEvents.contains(code)) tools &= static_cast<Tools>(~disabledAt(code, word, e, place));
  while (tools) {
    unsigned tool = static_cast<unsigned>(std::bit_width(tools)) - 1;
    tools ^= static_cast<Tools>(1u << tool);
    Value callback = callbacks.as<Tuple>()->items[tool * kEventCount + index(e)];
    if (callback.isNone()) continue;
    Value args[4] = {Value(code), place};
    for (size_t i = 0; i < count; ++i) args[2 + i] = values[i];
    Listening guard(t, frame);
    Value answer = TRY(callPy(t, callback, Args{args, 2 + count, nullptr}));
    if (answer != disable) continue;
    if (isLocal(e)) {
      disabledAt(code, word, e, place) |= static_cast<Tools>(1u << tool);
    } else {
      setToolCallback(t, tool, e, Value::none());
      return raise(t, exc::ValueError, "Cannot disable {} events. Callback removed.", kEventNames[index(e)]);
    }
  }
  return true;
}
bool callTools(Thread* t, Frame* frame, Event e) { return callToolsAt(t, frame, e, offsetOf(frame)); }
bool callTools(Thread* t, Frame* frame, Event e, Value v) { return callToolsAt(t, frame, e, offsetOf(frame), &v, 1); }

// Calls a function of sys.settrace or sys.setprofile. What it changes in f_locals becomes the frame's variables.
Value callLegacy(Thread* t, Frame* frame, FrameObject* f, Value function, const char* event, Value argument) {
  Listening guard(t, frame);
  if (isa<Dict>(f->locals) && f->locals != frame->locals && frameLocals(t, frame).isError()) return Raised{};
  Str* name = TRY(internStr(t, event));
  Value result = callPy(t, function, {Value(f), Value(name), argument});
  PendingSaver saver(t);
  storeFrameLocals(t, f);
  return result;
}

bool callProfile(Thread* t, Frame* frame, const char* event, Value argument) {
  if (t->profileFunction.isUnbound()) return true;
  FrameObject* f = TRY(frameObjectOf(t, frame));
  Value result = callLegacy(t, frame, f, t->profileFunction, event, argument);
  if (!result.isError()) return true;
  t->profileFunction = Value::unbound();
  update(t);
  return false;
}

// "call" goes to the thread's function, everything else to the frame's f_trace; either answers with what f_trace shall be.
bool callTrace(Thread* t, Frame* frame, Event e, const char* event, Value argument) {
  if (t->traceFunction.isUnbound()) return true;
  bool entry = event[0] == 'c';
  // A frame without a frame object has no f_trace.
  if (!entry && !(frame->flags & (kFrameObjectExists | kFrameOfGenerator))) return true;
  FrameObject* f = TRY(frameObjectOf(t, frame));
  if (!entry && f->trace.isNone()) return true;
  Event before = reported;
  reported = e;
  Value result = callLegacy(t, frame, f, entry ? t->traceFunction : f->trace, event, argument);
  reported = before;
  if (result.isError()) {
    addTraceback(t, frame);
    t->traceFunction = Value::unbound();
    f->trace = Value::none();
    update(t);
    return false;
  }
  if (!result.isNone()) {
    f->trace = result;
    writeBarrier(f);
  }
  return true;
}

void setFlag(Thread* t, bool on) {
  if (!on) {
    t->poll.fetch_and(~uint32_t{kPollTrace});
    return;
  }
  if (isTraced(t)) return;
  t->poll.fetch_or(kPollTrace);
  // Frames that run at full speed look at the flag when a callee returns the slow way.
  for (Frame* f = t->frame; f; f = f->caller) f->flags |= kFrameTraced;
}

bool hasListener(const Thread* t) { return !t->traceFunction.isUnbound() || !t->profileFunction.isUnbound() || anyTool(); }

}  // namespace

int shownLine(const Frame* frame) { return frame && frame == shownFrame ? lineShown : 0; }

void update(Thread* t) { setFlag(t, listening == 0 && hasListener(t)); }

void updateAllThreads() {
  Thread* own = currentThread();
  forEachThread(
      [](Thread* t, void* current) {
        if (t != current) setFlag(t, hasListener(t));
      },
      own);
  update(own);
}

bool reportEntry(Thread* t, Frame* frame, Event event) {
  if (listening) return true;
  Aside aside(t);
  TRY(callTrace(t, frame, event, "call", Value::none()));
  TRY(callProfile(t, frame, "call", Value::none()));
  return event == Event::PyThrow ? callTools(t, frame, event, aside.exception()) : callTools(t, frame, event);
}

bool reportLine(Thread* t, Frame* frame, int line) {
  if (listening) return true;
  if (!t->traceFunction.isUnbound() && frame->flags & (kFrameObjectExists | kFrameOfGenerator)) {
    FrameObject* f = TRY(frameObjectOf(t, frame));
    bytecode::Word* pc = frame->pc;
    if (f->traceLines) TRY(callTrace(t, frame, Event::Line, "line", Value::none()));
    if (frame->pc != pc) return true;
  }
  return callToolsAt(t, frame, Event::Line, Value::smallInt(line));
}

bool reportInstruction(Thread* t, Frame* frame) {
  if (listening) return true;
  if (!t->traceFunction.isUnbound() && frame->flags & (kFrameObjectExists | kFrameOfGenerator)) {
    FrameObject* f = TRY(frameObjectOf(t, frame));
    if (f->traceOpcodes) TRY(callTrace(t, frame, Event::Instruction, "opcode", Value::none()));
  }
  return callTools(t, frame, Event::Instruction);
}

bool reportExit(Thread* t, Frame* frame, Event event, Value v) {
  if (listening) return true;
  TRY(callTrace(t, frame, event, "return", v));
  TRY(callProfile(t, frame, "return", v));
  return callTools(t, frame, event, v);
}

bool reportJump(Thread* t, Frame* frame, Event event, uint32_t target) {
  if (listening) return true;
  return callTools(t, frame, event, Value::smallInt(int64_t{target} * 8));
}

bool wantsCalls(Thread* t, const Frame* frame) {
  return !listening && (!t->profileFunction.isUnbound() || toolsFor(frame->code, Event::Call));
}

bool reportCall(Thread* t, Frame* frame, Event event, Value callee, Value first) {
  if (listening) return true;
  Aside aside(t);  // of CRaise
  if (!t->profileFunction.isUnbound()) {
    const char* name = event == Event::Call ? "c_call" : event == Event::CReturn ? "c_return" : "c_exception";
    Value function;
    if (typeOf(callee) == types::builtinFunction)
      function = callee;
    else if (typeOf(callee) == types::methodDescriptor && !first.isUnbound())
      function = TRY(bindNative(t, callee.as<NativeFunction>(), first));
    if (!function.isUnbound()) TRY(callProfile(t, frame, name, function));
  }
  Value values[2] = {callee, first.isUnbound() ? missing : first};
  return callToolsAt(t, frame, event, offsetOf(frame), values, 2);
}

namespace {
bool tellOfException(Thread* t, Frame* frame, Event event, Value exception) {
  if (event == Event::PyUnwind) {
    TRY(callTrace(t, frame, event, "return", Value::none()));
    TRY(callProfile(t, frame, "return", Value::none()));
  } else if (event == Event::Raise && !t->traceFunction.isUnbound()) {
    Tuple* argument = TRY(makeTuple(t, {Value(typeOf(exception)), exception, exception.as<Exception>()->traceback}));
    TRY(callTrace(t, frame, event, "exception", Value(argument)));
  }
  return callTools(t, frame, event, exception);
}

}  // namespace

void reportException(Thread* t, Frame* frame, Event event) {
  if (listening || !isa<Exception>(t->pending)) return;
  Aside aside(t);
  (void)tellOfException(t, frame, event, aside.exception());
}

bool reportStopIteration(Thread* t, Frame* frame, Value v) {
  if (listening || (t->traceFunction.isUnbound() && !toolsFor(frame->code, Event::StopIteration))) return true;
  Value e = TRY(makeExceptionPy(t, exc::StopIteration, &v, v.isNone() ? 0 : 1));
  Tuple* argument = TRY(makeTuple(t, {Value(exc::StopIteration), e, Value::none()}));
  TRY(callTrace(t, frame, Event::StopIteration, "exception", Value(argument)));
  return callTools(t, frame, Event::StopIteration, e);
}

Silence::Silence(Thread* t) : thread_(t) {
  ++listening;
  update(t);
}
Silence::~Silence() {
  --listening;
  update(thread_);
}

Value callTracedPy(Thread* t, Value callable, Tuple* args) {
  int before = listening;
  Event event = reported;
  listening = 0;
  reported = Event::kCount;
  update(t);
  Value result = callExPy(t, callable, args, nullptr);
  listening = before;
  reported = event;
  update(t);
  return result;
}

const char* jumpRefusal() {
  switch (reported) {
    case Event::Line:
    case Event::Instruction:
    case Event::Jump:
    case Event::PyYield:
      return nullptr;
    case Event::kCount:
      return "f_lineno can only be set in a trace function";
    case Event::PyStart:
      return "can't jump from the 'call' trace event of a new frame";
    default:
      return "can only jump from a 'line' trace event";
  }
}

uint32_t toolEvents(unsigned tool) {
  uint32_t events = 0;
  for (unsigned i = 0; i < kEventCount; ++i)
    if (globalTools[i] >> tool & 1) events |= 1u << i;
  return events;
}

void setToolEvents(unsigned tool, uint32_t events) {
  for (unsigned i = 0; i < kEventCount; ++i) {
    globalTools[i] &= static_cast<Tools>(~(1u << tool));
    if (events >> i & 1) globalTools[i] |= static_cast<Tools>(1u << tool);
  }
  updateAllThreads();
}

uint32_t localEvents(unsigned tool, const Code* code) {
  auto found = codeEvents.find(code);
  uint32_t events = 0;
  if (found == codeEvents.end()) return events;
  for (unsigned i = 0; i < kLocalEventCount; ++i)
    if (found->second.tools[i] >> tool & 1) events |= 1u << i;
  return events;
}

namespace {
bool listensLocally(const CodeEvents& events) {
  for (Tools tools : events.tools)
    if (tools) return true;
  return false;
}
}  // namespace

void setLocalEvents(unsigned tool, const Code* code, uint32_t events) {
  CodeEvents& own = codeEvents[code];
  localListeners -= listensLocally(own);
  for (unsigned i = 0; i < kLocalEventCount; ++i) {
    own.tools[i] &= static_cast<Tools>(~(1u << tool));
    if (events >> i & 1) own.tools[i] |= static_cast<Tools>(1u << tool);
  }
  localListeners += listensLocally(own);
  updateAllThreads();
}

Value setToolCallback(Thread*, unsigned tool, Event event, Value callback) {
  Value& place = callbacks.as<Tuple>()->items[tool * kEventCount + index(event)];
  Value before = place;
  place = callback;
  writeBarrier(callbacks.asObject());
  return before;
}

void restartEvents() { ++restarts; }

void forgetCode(const Code* code) {
  auto found = codeEvents.find(code);
  if (found == codeEvents.end()) return;
  localListeners -= listensLocally(found->second);
  codeEvents.erase(found);
}

bool initTracing(Thread* t) {
  Tuple* all = TRY(makeTuple(t, kToolCount * kEventCount));
  for (size_t i = 0; i < all->length; ++i) all->items[i] = Value::none();
  callbacks = Value(all);
  addRoot(&callbacks);
  disable = TRY(callPy(t, Value(types::object)));
  addRoot(&disable);
  missing = TRY(callPy(t, Value(types::object)));
  addRoot(&missing);
  return true;
}

}  // namespace tracing
}  // namespace typhon
