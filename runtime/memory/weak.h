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

// Queues the finalizers of all registered objects, alive or not: when the process ends.
void queueFinalizersForExit();

// Runs the callbacks and finalizers that collections have queued. Called at polls, by gc.collect() and at exit.
// Exceptions go to sys.unraisablehook. Runs Python code.
void runPendingFinalizersPy(Thread* t);

}  // namespace typhon
