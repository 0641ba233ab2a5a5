// Weak references, finalizers and disposal, as the collector handles them.
//
// Once everything reachable is marked: weak references to dead objects are cleared and their callbacks queued (if the
// reference itself is alive); dead objects with finalizers are queued and marked again, with all they refer to: they
// die at a later collection unless their finalizer resurrects them. What stays dead is disposed of.
#include "runtime/memory/weak.h"

#include <cstdlib>
#include <vector>

#include "runtime/exec/thread.h"
#include "runtime/memory/kinds.h"
#include "runtime/memory/mapped_array.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/generator.h"

namespace typhon {

size_t sizeOf_WeakRef(const Object*) { return sizeof(WeakRef); }
void trace_WeakRef(Object* o, Tracer& tracer) {
  WeakRef* r = static_cast<WeakRef*>(o);
  tracer.visit(r->callback);
  tracer.visit(r->hash);
}

namespace memory {

namespace {

// Open addressing by the object's address; a deleted entry keeps a key that no object has.
struct Entry {
  Object* key;
  WeakRef* head;
};
Object* const kDeleted = reinterpret_cast<Object*>(1);
Entry* table = nullptr;
size_t tableSize = 0, tableUsed = 0 /* deleted ones included */, tableLive = 0;

MappedArray<Object*> finalizable, disposable;
size_t firstNewFinalizable = 0, firstNewDisposable = 0;
MappedArray<WeakRef*> callbackQueue;
MappedArray<Object*> finalizerQueue;
size_t callbacksDone = 0, finalizersDone = 0;

size_t slotOf(const Object* o) { return (reinterpret_cast<uintptr_t>(o) >> 3) * 0x9e3779b97f4a7c15u >> 20 & (tableSize - 1); }

Entry* find(const Object* o) {
  if (!tableSize) return nullptr;
  for (size_t i = slotOf(o);; i = (i + 1) & (tableSize - 1)) {
    if (table[i].key == o) return &table[i];
    if (!table[i].key) return nullptr;
  }
}

bool growTable() {
  size_t size = 64;
  while (size < tableLive * 4) size *= 2;
  Entry* grown = static_cast<Entry*>(std::calloc(size, sizeof(Entry)));
  if (!grown) return false;
  Entry* old = table;
  size_t oldSize = tableSize;
  table = grown;
  tableSize = size;
  tableUsed = tableLive;
  for (size_t k = 0; k < oldSize; ++k) {
    if (!old[k].key || old[k].key == kDeleted) continue;
    size_t i = slotOf(old[k].key);
    while (table[i].key) i = (i + 1) & (tableSize - 1);
    table[i] = old[k];
  }
  std::free(old);
  return true;
}

void removeEntry(Entry* e) {
  e->key->flags &= static_cast<uint8_t>(~kHasWeakReferences);
  e->key = kDeleted;
  e->head = nullptr;
  --tableLive;
}

bool (*idleTests[static_cast<size_t>(Kind::kCount)])(const Object*);

// Whether finalizing the object would do nothing: most generators have come to their end, or were never begun; most
// files are closed.
bool finalizesIdly(const Object* o) {
  if (o->kind == Kind::Generator) {
    auto* g = static_cast<const Generator*>(o);
    return g->state == Generator::Finished || (g->state == Generator::Created && g->flavour != 1 && !g->hooksInitialised);
  }
  auto idle = idleTests[static_cast<size_t>(o->kind)];
  return idle && idle(o);
}

// Moves the dead among the registered objects behind `due` as far as there is something to do for them (one that has
// lost its flag is a generator that ran to its end), keeps the living.
void takeDead(MappedArray<Object*>& registered, size_t* firstNew, bool major, MappedArray<Object*>& due) {
  size_t kept = major ? 0 : *firstNew;
  for (size_t i = kept; i < registered.size(); ++i) {
    Object* o = registered[i];
    if (!isMarked(o) && (!(o->flags & kHasFinalizer) || finalizesIdly(o) || due.push(o))) continue;
    registered[kept++] = o;
  }
  registered.truncate(kept);
  *firstNew = kept;
}

void clearReferencesToDead() {
  for (size_t i = 0; i < tableSize; ++i) {
    Entry& e = table[i];
    if (!e.key || e.key == kDeleted || isMarked(e.key)) continue;
    for (WeakRef* r = e.head; r; r = r->next) {
      r->referent = Value::unbound();
      if (isMarked(r) && r->callback.isObject()) callbackQueue.push(r);
    }
    removeEntry(&e);
  }
}

// Takes dead references out of the chains of the living.
void pruneChains() {
  for (size_t i = 0; i < tableSize; ++i) {
    Entry& e = table[i];
    if (!e.key || e.key == kDeleted) continue;
    WeakRef** link = &e.head;
    while (*link) {
      if (isMarked(*link)) {
        link = &(*link)->next;
      } else {
        *link = (*link)->next;
      }
    }
    if (!e.head) removeEntry(&e);
  }
}

}  // namespace

namespace {
void (*weakFunctions[8])(Tracer&, bool);
size_t weakFunctionCount = 0;
}  // namespace

void initWeak() {
  size_t capacity = (space.end - space.base) / 256;
  finalizable.reserve(capacity);
  disposable.reserve(capacity);
  callbackQueue.reserve(capacity);
  finalizerQueue.reserve(capacity);
}

void traceFinalizerQueues(Tracer& tracer) {
  for (size_t i = callbacksDone; i < callbackQueue.size(); ++i) tracer.visit(callbackQueue[i]);
  for (size_t i = finalizersDone; i < finalizerQueue.size(); ++i) tracer.visit(finalizerQueue[i]);
}

namespace {

// Sorts what is queued from `first` on by rank (0 to 3), keeping the order within a rank.
template <typename Rank>
void sortQueue(size_t first, Rank rankOf) {
  if (finalizerQueue.size() - first < 2) return;
  std::vector<Object*> queued(&finalizerQueue[first], &finalizerQueue[first] + (finalizerQueue.size() - first));
  size_t at = first;
  for (int rank = 0; rank < 4; ++rank)
    for (Object* o : queued)
      if (rankOf(o) == rank) finalizerQueue[at++] = o;
}

bool finalizesNatively(Object* o) { return o->kind != Kind::Generator && typeOf(o)->typeFlags & kNativeType; }

// Referrers are finalized before what they refer to, as where references are counted: __del__ may write to the file that is
// about to be closed. What no other dead object with a finalizer leads to comes first; otherwise (cycles among them), what has
// its finalizer in Python.
void orderDue(size_t first) {
  if (finalizerQueue.size() - first < 2) return;
  for (size_t i = first; i < finalizerQueue.size(); ++i) traceChildren(finalizerQueue[i]);
  drainMarkStack();
  sortQueue(first, [](Object* o) { return (isMarked(o) ? 2 : 0) + (finalizesNatively(o) ? 1 : 0); });
}

}  // namespace

void processDead(Tracer& tracer, bool major) {
  size_t firstDue = finalizerQueue.size();
  takeDead(finalizable, &firstNewFinalizable, major, finalizerQueue);
  if (tableLive) clearReferencesToDead();
  orderDue(firstDue);
  for (size_t i = firstDue; i < finalizerQueue.size(); ++i) tracer.visit(finalizerQueue[i]);
  drainMarkStack();
  if (tableLive) pruneChains();
  for (size_t i = 0; i < weakFunctionCount; ++i) {
    weakFunctions[i](tracer, major);
    drainMarkStack();
  }

  size_t kept = major ? 0 : firstNewDisposable;
  for (size_t i = kept; i < disposable.size(); ++i) {
    Object* o = disposable[i];
    if (isMarked(o)) {
      disposable[kept++] = o;
    } else {
      kindOf(o).dispose(o);
    }
  }
  disposable.truncate(kept);
  firstNewDisposable = kept;
}

bool finalizersQueued() { return callbacksDone < callbackQueue.size() || finalizersDone < finalizerQueue.size(); }

bool registerDisposable(Object* o) { return disposable.push(o); }

}  // namespace memory

using namespace memory;

void addWeakFunction(void (*function)(Tracer&, bool)) {
  assert(weakFunctionCount < sizeof weakFunctions / sizeof *weakFunctions);
  weakFunctions[weakFunctionCount++] = function;
}

bool survives(const Object* o) { return isMarked(o); }

void forEachDisposable(void (*visit)(Object*, void*), void* context) {
  for (Object* o : disposable) visit(o, context);
}

WeakRef* weakReferencesOf(Object* o) {
  if (!(o->flags & kHasWeakReferences)) return nullptr;
  Entry* e = find(o);
  return e ? e->head : nullptr;
}

bool addWeakReference(Thread* t, WeakRef* reference) {
  Object* o = reference->referent.asObject();
  if (Entry* e = find(o)) {
    reference->next = e->head;
    e->head = reference;
    return true;
  }
  if ((tableUsed + 1) * 3 > tableSize * 2 && !growTable()) return raiseMemory(t);
  size_t i = slotOf(o);
  while (table[i].key && table[i].key != kDeleted) i = (i + 1) & (tableSize - 1);
  if (!table[i].key) ++tableUsed;
  table[i] = {o, reference};
  ++tableLive;
  reference->next = nullptr;
  o->flags |= kHasWeakReferences;
  return true;
}

void removeWeakReference(WeakRef* reference) {
  if (!reference->referent.isObject()) return;
  Entry* e = find(reference->referent.asObject());
  reference->referent = Value::unbound();
  if (!e) return;
  for (WeakRef** link = &e->head; *link; link = &(*link)->next) {
    if (*link == reference) {
      *link = reference->next;
      break;
    }
  }
  if (!e->head) removeEntry(e);
}

bool registerFinalizable(Thread* t, Object* o) {
  if (!finalizable.push(o)) return raiseMemory(t);
  o->flags |= kHasFinalizer;
  return true;
}

void setIdleFinalizerTest(Kind kind, bool (*idle)(const Object*)) { idleTests[static_cast<size_t>(kind)] = idle; }

bool finalizationOrderMatters(bool (*isIdle)(Value)) {
  if (finalizersQueued()) return true;
  for (const Object* o : finalizable) {
    if (!(o->flags & kHasFinalizer) || finalizesIdly(o)) continue;
    if (o->kind == Kind::Generator || !(typeOf(o)->typeFlags & kNativeType)) return true;
  }
  for (size_t i = 0; i < tableSize; ++i) {
    if (!table[i].key || table[i].key == kDeleted) continue;
    for (const WeakRef* r = table[i].head; r; r = r->next)
      if (r->callback.isObject() && !isIdle(r->callback)) return true;
  }
  return false;
}

void queueFinalizersForExit() {
  for (Object* o : finalizable) finalizerQueue.push(o);
  sortQueue(finalizersDone, [](Object* o) { return finalizesNatively(o) ? 1 : 0; });
  finalizable.truncate(0);
  firstNewFinalizable = 0;
}

void runPendingFinalizersPy(Thread* t) {
  static bool running = false;
  if (running) return;
  running = true;
  t->poll.fetch_and(~uint32_t{kPollFinalizers}, std::memory_order_relaxed);
  PendingSaver saver(t);
  while (finalizersQueued()) {
    if (callbacksDone < callbackQueue.size()) {
      WeakRef* r = callbackQueue[callbacksDone++];
      Value callback = r->callback;
      r->callback = Value::none();
      if (callPy(t, callback, {Value(r)}).isError()) writeUnraisablePy(t, callback, nullptr);
    } else {
      Object* o = finalizerQueue[finalizersDone++];
      if (o->flags & kFinalized) continue;
      o->flags = static_cast<uint8_t>((o->flags | kFinalized) & ~kHasFinalizer);
      if (auto finalize = typeOf(o)->slots.finalize) finalize(t, Value(o));
    }
  }
  callbackQueue.truncate(0);
  finalizerQueue.truncate(0);
  callbacksDone = finalizersDone = 0;
  running = false;
}

}  // namespace typhon
