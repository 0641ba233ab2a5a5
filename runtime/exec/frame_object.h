// FrameObject: an activation as Python code sees it (sys._getframe, tb_frame, gi_frame). Made on demand; while the
// activation lives it refers to the Frame on the VM stack, afterwards it keeps what the frame's registers held.
#pragma once

#include "runtime/exec/thread.h"

namespace typhon {

struct Tuple;
struct Dict;
struct Generator;
struct Traceback;

struct FrameObject : Object {
  Frame* frame;       // the live activation, or null
  FrameObject* next;  // on Thread::frameObjects, while live
  Function* function;
  Code* code;
  uint32_t pc;           // word index, once the activation is over
  Value back;            // FrameObject or None, once the activation is over (or a frame object of a traceback)
  Value locals;          // namespace mapping, the dict that f_locals has made, or Unbound
  Tuple* registers;      // values of the named registers, once the activation is over; or null
  Generator* generator;  // the suspended generator it shows, or null
  Value trace;           // f_trace
  bool traceLines, traceOpcodes;
};

// The frame object of a live activation; made if there is none. Null with MemoryError pending.
FrameObject* frameObjectOf(Thread* t, Frame* frame);
// The activation ends: its frame object (flag kFrameObjectExists) takes over what it needs.
void detachFrameObject(Thread* t, Frame* frame);
// The traceback entry of what the frame raises again with the instruction at frame->pc, if that has no position of its own: what
// is raised again is so by the instruction that raised it. Else null.
const Traceback* originOfReraise(const Thread* t, const Frame* frame);
// The frame object of a generator: of its activation while it runs, else one that reads its saved registers. Null with nothing
// pending when it is finished.
FrameObject* generatorFrameObject(Thread* t, Generator* g);
// The mapping locals() and f_locals give: the namespace itself, or for functions a dict filled anew with the variables that
// are bound (cells' contents included). CPython 3.12's rules.
Value frameLocals(Thread* t, Frame* frame);
// Makes the variables of a live function's frame what the dict that f_locals has made says, as CPython 3.12 does behind a trace
// function. Reports what goes wrong as unraisable; may run Python code (warnings).
void storeFrameLocals(Thread* t, FrameObject* f);
// Line being executed.
int frameLine(const FrameObject* f);

}  // namespace typhon
