// Weak references and finalizers as the collector sees them. Semantics: PEP 442, CPython's gc order: callbacks of weak
// references to unreachable objects are queued before finalizers run; a resurrected object is not finalized twice.
#pragma once

#include "runtime/memory/heap.h"

namespace typhon {

// A weak reference object: layout shared with _weakref (runtime/modules/_weakref.cpp owns its Python side).
struct WeakRef : Object {
  Value referent;  // not traced; Unbound once it is gone
  Value callback;  // or None
  Value hash;      // cached int, or Unbound
  WeakRef* next;   // the other references to the same object, newest first; not traced
};

// Head of the chain of weak references to `o`, or null.
WeakRef* weakReferencesOf(Object* o);
// Puts a new reference at the head of its referent's chain, or removes it.
bool addWeakReference(Thread* t, WeakRef* reference);
void removeWeakReference(WeakRef* reference);

// Objects of types with __del__ (or a native finalizer slot) are registered when they are made.
bool registerFinalizable(Thread* t, Object* o);
// Says how to recognise objects of a kind for which finalizing would do nothing: those die at once. The test runs
// within collections, on dead objects (what they refer to can still be read), and must not allocate.
void setIdleFinalizerTest(Kind kind, bool (*idle)(const Object*));

// Functions called in every collection once all that is reachable is marked, what finalizers will see included: for
// tables that refer to objects without keeping them alive, which ask `survives` and forget the dead. They may mark more
// through the tracer. Only in a `major` collection is everything that does not survive dead: a minor one decides about
// new objects.
void addWeakFunction(void (*function)(Tracer& tracer, bool major));
// Within such a function.
bool survives(const Object* o);
// Calls `visit` for every object of a kind that is disposed of (code objects among them), dead ones that are still to
// be disposed of included.
void forEachDisposable(void (*visit)(Object*, void*), void* context);
// Whether the marking under way is that of a major collection: trace functions leave out what weak functions take care
// of.
bool tracesWeakly();
// Whether the tracer has no use for old objects, which are marked: in a minor collection.
bool skipsOld(const Tracer& tracer);

// Whether it makes a difference to the program if what is unreachable is finalized before the rest when the process ends: there
// are finalizers written in Python or suspended generators, or callbacks of weak references (but those that `isIdle` knows to do
// nothing that shows).
bool finalizationOrderMatters(bool (*isIdle)(Value callback));
// Queues the finalizers of all registered objects, alive or not: when the process ends.
void queueFinalizersForExit();

// Runs the callbacks and finalizers that collections have queued. Called at polls, by gc.collect() and at exit.
// Exceptions go to sys.unraisablehook. Runs Python code.
void runPendingFinalizersPy(Thread* t);

}  // namespace typhon
