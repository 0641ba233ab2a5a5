// Roots: registered locations and functions, RootedVectors, threads with their VM stacks, C++ stacks.
#include "runtime/memory/roots.h"

#include <cstdlib>
#include <cstring>

#include "runtime/base/os.h"
#include "runtime/exec/errors.h"
#include "frontend/bytecode/liveness.h"
#include "runtime/exec/frame.h"
#include "runtime/types/function.h"
#include "runtime/exec/thread.h"
#include "runtime/memory/heap_internal.h"
#include "runtime/memory/stack_words.h"
#include "runtime/memory/stacks.h"
#include "runtime/types/function.h"

namespace typhon {

class RootedVectors {
 public:
  static void link(RootedVector* v) {
    v->next_ = head_;
    v->previous_ = nullptr;
    if (head_) head_->previous_ = v;
    head_ = v;
  }
  static void unlink(RootedVector* v) {
    if (v->previous_) {
      v->previous_->next_ = v->next_;
    } else {
      head_ = v->next_;
    }
    if (v->next_) v->next_->previous_ = v->previous_;
  }
  static void trace(Tracer& tracer) {
    for (RootedVector* v = head_; v; v = v->next_) tracer.visitRange(v->data_, v->size_);
  }

 private:
  inline static RootedVector* head_ = nullptr;
};

RootedVector::RootedVector(Thread* t) : thread_(t) { RootedVectors::link(this); }

RootedVector::~RootedVector() {
  RootedVectors::unlink(this);
  if (data_ == inline_) return;
  addExternalBytes(-static_cast<int64_t>(capacity_ * sizeof(Value)));
  std::free(data_);
}

bool RootedVector::grow() {
  bool first = data_ == inline_;
  size_t capacity = capacity_ * (first ? 4 : 2);
  void* data = std::realloc(first ? nullptr : data_, capacity * sizeof(Value));
  if (!data) return raiseMemory(thread_);
  if (first) std::memcpy(data, static_cast<const void*>(inline_), sizeof inline_);
  addExternalBytes(static_cast<int64_t>((capacity - (first ? 0 : capacity_)) * sizeof(Value)));
  data_ = static_cast<Value*>(data);
  capacity_ = capacity;
  return true;
}

namespace {

// Lists that only grow, made of pieces so that nothing has to be copied or can fail half-way.
template <class T>
struct RootList {
  struct Piece {
    T items[128];
    size_t count = 0;
    Piece* next = nullptr;
  };
  Piece* head = nullptr;
  void add(T item) {
    if (!head || head->count == 128) {
      Piece* piece = new Piece;
      piece->next = head;
      head = piece;
    }
    head->items[head->count++] = item;
  }
  template <class F>
  void forEach(F f) {
    for (Piece* p = head; p; p = p->next) {
      for (size_t i = 0; i < p->count; ++i) f(p->items[i]);
    }
  }
};

RootList<void (*)(Tracer&)> functions;
RootList<Value*> values;
RootList<Object**> pointers;
Thread* threads = nullptr;  // linked through Thread::next
NativeStack* stacks = nullptr;

}  // namespace

void addRootFunction(void (*trace)(Tracer&)) { functions.add(trace); }
void addRoot(Value* location) { values.add(location); }
void addRootPointer(Object** location) { pointers.add(location); }

void registerThread(Thread* t) {
  t->next = threads;
  threads = t;
}
void unregisterThread(Thread* t) {
  for (Thread** link = &threads; *link; link = &(*link)->next) {
    if (*link == t) {
      *link = t->next;
      return;
    }
  }
}
void forEachThread(void (*fn)(Thread*, void*), void* context) {
  for (Thread* t = threads; t; t = t->next) fn(t, context);
}

void registerNativeStack(NativeStack* stack) {
  stack->previous = nullptr;
  stack->next = stacks;
  if (stacks) stacks->previous = stack;
  stacks = stack;
}
void unregisterNativeStack(NativeStack* stack) {
  if (stack->previous) {
    stack->previous->next = stack->next;
  } else {
    stacks = stack->next;
  }
  if (stack->next) stack->next->previous = stack->previous;
}
void forgetOtherNativeStacks(NativeStack* own) {
  stacks = own;
  own->previous = own->next = nullptr;
}

namespace {
struct PublishedCall {
  NativeStack* stack;
  void (*fn)(void*);
  void* arg;
};
}  // namespace

thread_local const void* engineStackTop = nullptr;

void callWithStackPublished(NativeStack* stack, void (*fn)(void*), void* arg) {
  PublishedCall call{stack, fn, arg};
  typhonSpillAndCall(
      [](void* stackPointer, void* context) {
        PublishedCall& published = *static_cast<PublishedCall*>(context);
        published.stack->top = static_cast<const char*>(stackPointer);
        published.fn(published.arg);
        published.stack->top = nullptr;
      },
      &call);
}

namespace memory {

namespace {

// A frame's header, and its registers. Named registers always count: frame objects and locals() read them even when the
// code no longer does. Temporaries count as far as they are live at the frame's pc; what a call window holds is live while the
// call lasts, for a special method that answers NotImplemented needs the operands once more. A live register's word may
// still be stale (one that is only conditionally used), hence the conservative look. The pc of the innermost frame is only
// known to be right in a call (`exact`).
void traceFrame(Tracer& tracer, Frame* f, bool exact) {
  tracer.visit(reinterpret_cast<Object*>(f->function));
  tracer.visit(reinterpret_cast<Object*>(f->code));
  tracer.visit(f->locals);
  Code* code = f->code;
  const Value* registers = f->registers();
  if (!exact) {
    tracer.visitConservative(registers, registers + code->registerCount);
    return;
  }
  if (!code->liveness) code->liveness = new bytecode::Liveness(**code->unit);
  uint32_t pc = static_cast<uint32_t>(f->pc - code->words);
  const auto& words = (*code->unit)->code;
  if (pc > 0 && words[pc - 1].op == bytecode::Op::EXT) --pc;
  bytecode::LiveSet live = code->liveness->before(pc);
  tracer.visitConservative(registers, registers + code->localCount);
  for (uint32_t i = code->localCount; i < code->registerCount; ++i)
    if (live.contains(i)) tracer.visitConservative(registers + i, registers + i + 1);
}

void traceThread(Tracer& tracer, Thread* t, bool exact) {
  // The structure itself word by word: whatever fields it has or will get.
  tracer.visitConservative(t, t + 1);
  for (HandledException* link = t->handled; link; link = link->previous) tracer.visit(link->exception);
  for (Frame* f = t->frame; f; f = f->caller) {
    traceFrame(tracer, f, exact);
    exact = true;
  }
}

// Calls fn(low, high) for the part of each C++ stack that is in use.
template <class F>
void forEachStack(const char* stackPointer, F fn) {
  bool found = false;
  for (NativeStack* s = stacks; s; s = s->next) {
    if (stackPointer >= s->low && stackPointer < s->high) {
      fn(stackPointer, s->high);
      found = true;
    } else if (s->top) {
      fn(s->top, s->high);
    }
  }
  if (found) return;
  static thread_local base::StackBounds bounds = base::currentStackBounds();
  if (stackPointer >= bounds.low && stackPointer < bounds.high) fn(stackPointer, bounds.high);
}

void traceNativeStacks(Tracer& tracer, const char* stackPointer) {
  forEachStack(stackPointer, [&](const char* low, const char* high) { tracer.visitConservative(low, high); });
}

}  // namespace

namespace {

// Everything but C++ stacks.
void tracePreciseRoots(Tracer& tracer, Thread* current, bool explicitCall) {
  functions.forEach([&](void (*trace)(Tracer&)) { trace(tracer); });
  values.forEach([&](Value* v) { tracer.visit(*v); });
  pointers.forEach([&](Object** p) { tracer.visit(*p); });
  RootedVectors::trace(tracer);
  if (tracer.marks()) startStacks();
  bool currentSeen = false;
  // A thread that waits may have stopped at a poll, where its pc is stale.
  for (Thread* each = threads; each; each = each->next) {
    traceThread(tracer, each, explicitCall && each == current);
    currentSeen |= each == current;
  }
  if (current && !currentSeen) traceThread(tracer, current, explicitCall);
}

}  // namespace

void traceRoots(Tracer& tracer, void* stackPointer, Thread* current, bool explicitCall) {
  tracePreciseRoots(tracer, current, explicitCall);
  traceNativeStacks(tracer, static_cast<const char*>(stackPointer));
  endStacks();
}

}  // namespace memory

void visitNativeStacks(const void* stackPointer, void (*fn)(const uintptr_t* from, const uintptr_t* to, void* context),
                       void* context) {
  auto aligned = [](const char* p) {
    return reinterpret_cast<const uintptr_t*>((reinterpret_cast<uintptr_t>(p) + 7) & ~uintptr_t{7});
  };
  memory::forEachStack(static_cast<const char*>(stackPointer),
                       [&](const char* low, const char* high) { fn(aligned(low), aligned(high - 7), context); });
}

void forEachRoot(Thread* current, void (*visit)(Object*, void*), void* context) {
  Tracer tracer(visit, context);
  memory::tracePreciseRoots(tracer, current, true);
}

}  // namespace typhon
