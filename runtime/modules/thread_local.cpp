// See thread_local.h.
#include "runtime/modules/thread_local.h"

#include "runtime/exec/thread.h"
#include "runtime/memory/heap.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

// All of them are linked, so that a thread that ends finds those where it has a dict. The links are not followed by the
// collector; a dead object is taken out when it is disposed of.
struct ThreadLocal : Object {
  Dict* dicts;       // serial of the thread -> dict
  Tuple* arguments;  // of the constructor, for __init__ in other threads
  Dict* keywords;    // or null
  Dict* lastDict;    // of the thread that used it last
  uint64_t lastSerial;
  ThreadLocal *next, *previous;
};

namespace {
ThreadLocal* all = nullptr;
}

size_t sizeOf_ThreadLocal(const Object*) { return sizeof(ThreadLocal); }
void trace_ThreadLocal(Object* o, Tracer& tracer) {
  auto l = static_cast<ThreadLocal*>(o);
  tracer.visit(l->dicts);
  tracer.visit(l->arguments);
  tracer.visit(l->keywords);
  tracer.visit(l->lastDict);
}
void dispose_ThreadLocal(Object* o) {
  auto l = static_cast<ThreadLocal*>(o);
  if (!l->dicts) return;  // its construction failed
  if (l->previous)
    l->previous->next = l->next;
  else
    all = l->next;
  if (l->next) l->next->previous = l->previous;
}

void forgetThreadLocals(Thread* t) {
  for (ThreadLocal* l = all; l; l = l->next) {
    if (l->lastSerial == t->serial) {
      l->lastSerial = 0;
      l->lastDict = nullptr;
    }
    // A small integer as key: nothing is called and nothing can fail.
    (void)dictDeletePy(currentThread(), l->dicts, Value::smallInt(static_cast<int64_t>(t->serial)));
  }
}

namespace {

void remember(Thread* t, ThreadLocal* l, Dict* d) {
  l->lastSerial = t->serial;
  l->lastDict = d;
  writeBarrier(l);
}

// The calling thread's dict; a thread's first use runs __init__ of a subclass. Null with an exception pending.
Dict* dictOfPy(Thread* t, ThreadLocal* l) {
  if (l->lastSerial == t->serial) return l->lastDict;
  Value key = Value::smallInt(static_cast<int64_t>(t->serial));
  Value found = TRY(dictGetPy(t, l->dicts, key));
  if (!found.isUnbound()) {
    remember(t, l, found.as<Dict>());
    return found.as<Dict>();
  }
  Dict* d = TRY(makeDict(t));
  TRY(dictSetPy(t, l->dicts, key, Value(d)));
  remember(t, l, d);
  Type* type = typeOf(l);
  Value init = typeLookup(type, names::__init__);
  if (init == typeLookup(types::object, names::__init__)) return d;
  Value bound = lookupSpecialPy(t, Value(l), names::__init__);
  if (bound.isError() || callExPy(t, bound, l->arguments, l->keywords).isError()) {
    PendingSaver saver(t);
    // The next use is to try again.
    (void)dictDeletePy(t, l->dicts, key);
    l->lastSerial = 0;
    l->lastDict = nullptr;
    return nullptr;
  }
  return d;
}

Value localNew(Thread* t, Type* cls, const Args& args) {
  size_t named = args.keywords ? args.keywords->length : 0;
  if ((args.positional || named) && typeLookup(cls, names::__init__) == typeLookup(types::object, names::__init__))
    return raise(t, exc::TypeError, "Initialization arguments are not supported");
  Tuple* positional = TRY(makeTuple(t, args.values, args.positional));
  Dict* keywords = nullptr;
  if (named) {
    keywords = TRY(makeDict(t));
    for (size_t i = 0; i < named; ++i) TRY(dictSetPy(t, keywords, args.keywords->items[i], args[args.positional + i]));
  }
  Dict* dicts = TRY(makeDict(t));
  // __init__ is called by the constructor for the thread that makes it.
  Dict* own = TRY(makeDict(t));
  TRY(dictSetPy(t, dicts, Value::smallInt(static_cast<int64_t>(t->serial)), Value(own)));
  ThreadLocal* l = TRY(allocate<ThreadLocal>(t, cls));
  l->dicts = dicts;
  l->arguments = positional;
  l->keywords = keywords;
  l->next = all;
  if (all) all->previous = l;
  all = l;
  remember(t, l, own);
  return Value(l);
}

bool isDictName(Str* name) { return equals(name, "__dict__"); }

Value localGetAttr(Thread* t, Value self, Str* name) {
  Dict* d = TRY(dictOfPy(t, self.as<ThreadLocal>()));
  if (isDictName(name)) return Value(d);
  if (!name->isInterned()) name = TRY(internStr(t, name));
  // As for any object, with the thread's dict in the place of the instance's.
  Type* type = typeOf(self);
  Value found = typeLookup(type, name);
  const Slots* slots = found.isUnbound() ? nullptr : &typeOf(found)->slots;
  if (slots && slots->descriptorGet && slots->descriptorSet) return slots->descriptorGet(t, found, self, Value(type));
  Value own = dictGetStr(d, name);
  if (!own.isUnbound()) return own;
  if (!slots) return raiseNoAttribute(t, self, name);
  return slots->descriptorGet ? slots->descriptorGet(t, found, self, Value(type)) : found;
}

bool localSetAttr(Thread* t, Value self, Str* name, Value v) {
  if (isDictName(name))
    return raiseAttribute(t, self, name, fmt::format("'{}' object attribute '{}' is read-only", typeName(self), toUtf8(name)));
  Dict* d = TRY(dictOfPy(t, self.as<ThreadLocal>()));
  if (!name->isInterned()) name = TRY(internStr(t, name));
  Value found = typeLookup(typeOf(self), name);
  if (!found.isUnbound())
    if (auto set = typeOf(found)->slots.descriptorSet) return set(t, found, self, v);
  if (!v.isUnbound()) return dictSetStr(t, d, name, v);
  return dictDeleteStr(t, d, name) || raiseNoAttribute(t, self, name);
}

}  // namespace

extern const TypeSpec threadLocalSpec = {
    .name = "_thread._local",
    .kind = Kind::ThreadLocal,
    .flags = kBaseType | kWeakReferable,
    .slots = {.getAttribute = localGetAttr, .setAttribute = localSetAttr, .create = localNew},
    .doc = "Thread-local data",
};

}  // namespace typhon
