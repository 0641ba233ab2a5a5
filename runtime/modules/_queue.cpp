// _queue: SimpleQueue, an unbounded queue between threads. Its put() may be called from finalizers and signal handlers: it never
// waits.
#include "runtime/base/os.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/thread_lock.h"
#include "runtime/modules/time_support.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/exception.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"

namespace typhon {

struct SimpleQueue : Object {
  List* items;
  uint64_t head;         // items before it have been taken
  base::FutexLock lock;  // taken while somebody waits for an item
  bool waited;
};

size_t sizeOf_SimpleQueue(const Object*) { return sizeof(SimpleQueue); }
void trace_SimpleQueue(Object* o, Tracer& tracer) { tracer.visit(static_cast<SimpleQueue*>(o)->items); }

namespace {

Type* emptyType = nullptr;

Value queueNew(Thread* t, Type* cls, const Args& args) {
  if (args.positional) return raise(t, exc::TypeError, "SimpleQueue() takes no positional arguments");
  if (args.total()) return raise(t, exc::TypeError, "SimpleQueue() takes no keyword arguments");
  List* items = TRY(makeList(t));
  SimpleQueue* q = TRY(allocate<SimpleQueue>(t, cls));
  q->items = items;
  return Value(q);
}

uint64_t lengthOf(SimpleQueue* q) { return q->items->length - q->head; }

Value put(Thread* t, Value* args, size_t) {
  SimpleQueue* q = args[0].as<SimpleQueue>();
  TRY(listAppend(t, q->items, args[1]));
  if (q->waited) {
    q->waited = false;
    q->lock.release();
  }
  return Value::none();
}

Value pop(SimpleQueue* q) {
  Value item = listItem(q->items, q->head);
  listStore(q->items, q->head++, Value::none());
  if (q->head == q->items->length) {
    listTruncate(q->items, 0);
    q->head = 0;
  } else if (q->head > 64 && q->head * 2 > q->items->length) {
    uint64_t left = lengthOf(q);
    for (uint64_t i = 0; i < left; ++i) listStore(q->items, i, listItem(q->items, q->head + i));
    listTruncate(q->items, left);
    q->head = 0;
  }
  return item;
}

Raised raiseEmptyPy(Thread* t) {
  Value e = makeExceptionPy(t, emptyType, nullptr, 0);
  if (e.isError()) return {};
  return raiseValue(t, e);
}

Value takePy(Thread* t, SimpleQueue* q, int64_t deadline) {
  // Whoever waits holds the lock; the next one waits behind it, and put() lets the first go on.
  while (lengthOf(q) == 0) {
    switch (acquireLockPy(t, &q->lock, deadline)) {
      case Acquired::Error:
        return Value::error();
      case Acquired::Timeout:
        return raiseEmptyPy(t);
      case Acquired::Yes:
        q->waited = true;
    }
  }
  Value item = pop(q);
  // There may be more, and somebody else who waits.
  if (q->waited) {
    q->waited = false;
    q->lock.release();
  }
  return item;
}

Value get(Thread* t, Value* args, size_t) {
  SimpleQueue* q = args[0].as<SimpleQueue>();
  bool block = TRY(truthPy(t, args[1]));
  int64_t deadline = base::kNoDeadline;
  if (!block) {
    deadline = 0;
  } else if (!args[2].isNone()) {
    int64_t ns;
    TRY(timeFromSecondsPy(t, args[2], Rounding::Ceiling, &ns));
    if (ns < 0) return raise(t, exc::ValueError, "'timeout' must be a non-negative number");
    if (static_cast<double>(ns) > kLockTimeoutMax * 1e9) return raise(t, exc::OverflowError, "timeout value is too large");
    if (ns == 0 || __builtin_add_overflow(base::monotonicNs(), ns, &deadline)) deadline = ns ? base::kNoDeadline : 0;
  }
  return takePy(t, q, deadline);
}

Value getNowait(Thread* t, Value* args, size_t) { return takePy(t, args[0].as<SimpleQueue>(), 0); }
Value isEmpty(Thread*, Value* args, size_t) { return Value::boolean(lengthOf(args[0].as<SimpleQueue>()) == 0); }
Value size(Thread*, Value* args, size_t) { return Value::smallInt(static_cast<int64_t>(lengthOf(args[0].as<SimpleQueue>()))); }

const NativeDef kMethods[] = {
    {"empty", "(self, /)", isEmpty, "Whether nothing is in the queue at this moment."},
    {"get", "(self, /, block=True, timeout=None)", get,
     "Takes an item off the queue.\n"
     "\n"
     "Waits for one if block is true, at most timeout seconds if that is given; raises Empty if none came."},
    {"get_nowait", "(self, /)", getNowait, "Takes an item off the queue; raises Empty if there is none now."},
    {"put", "(self, /, item, block=True, timeout=None)", put,
     "Puts an item into the queue. It never has to wait; block and timeout are accepted as for Queue."},
    {"put_nowait", "(self, /, item)", put, "The same as put(item), as for Queue."},
    {"qsize", "(self, /)", size, "How many items are in the queue at this moment."},
    {"__class_getitem__", "(cls, object, /)", classGetItem, "See PEP 585", NativeDef::kClassMethod},
};
const TypeSpec queueSpec = {
    .name = "_queue.SimpleQueue",
    .kind = Kind::SimpleQueue,
    .flags = kBaseType | kWeakReferable,
    .slots = {.create = queueNew},
    .methods = kMethods,
    .doc = "Simple, unbounded, reentrant FIFO queue.",
};

const TypeSpec emptySpec = {
    .name = "_queue.Empty",
    .base = &exc::Exception,
    .kind = Kind::Exception,
    .flags = kBaseType | kHasInstanceDict,
    .doc = "Nothing is in the queue, and there was no time to wait.",
};

bool init(Thread* t, Module* m) {
  if (!emptyType) {
    emptyType = TRY(makeNativeType(t, emptySpec));
    addRoot(&emptyType);
  }
  TRY(moduleSet(t, m, "Empty", Value(emptyType)));
  return moduleAddType(t, m, queueSpec) != nullptr;
}

}  // namespace

extern const ModuleSpec queueModule = {"_queue", {}, "What the queue module needs in native code.", init};

}  // namespace typhon
