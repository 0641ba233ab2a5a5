// gc: the garbage collector as Python code sees it. Collections are those of the whole heap; thresholds and debug flags are
// remembered for programs that read them back, and steer nothing.
#include <unordered_set>

#include "runtime/modules/gc.h"

#include "runtime/exec/audit.h"
#include "runtime/exec/engine.h"
#include "runtime/memory/stacks.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/tuning.h"
#include "runtime/memory/weak.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

bool enabled = true;
int64_t thresholds[3] = {700, 10, 10};
constexpr int64_t kDebugStats = 1;
int64_t debugFlags = 0;
uint64_t collectedByCall = 0;
Value callbacks, garbage;  // lists

bool isVisible(const Object* o) { return o->shape != 0 && o->kind != Kind::Shape; }

// Whether CPython's collector would keep track of it: containers, not atoms.
bool isTracked(Value v) {
  if (!v.isObject()) return false;
  switch (v.asObject()->kind) {
    case Kind::Str:
    case Kind::Bytes:
    case Kind::ByteArray:
    case Kind::Int:
    case Kind::Float:
    case Kind::Complex:
    case Kind::Range:
    case Kind::Code:
      return typeOf(v)->typeFlags & kNativeType ? false : true;
    case Kind::Tuple:
      return v.as<Tuple>()->length > 0;
    case Kind::Dict: {
      Value key, item;
      for (size_t position = 0; dictNext(v.as<Dict>(), &position, &key, &item);)
        if (isTracked(key) || isTracked(item)) return true;
      return false;
    }
    case Kind::Instance:
      return v != ellipsis && v != notImplemented;
    default:
      return isVisible(v.asObject());
  }
}

bool hasCells(const Object* o) { return o->kind == Kind::Dict && static_cast<const Dict*>(o)->cells; }

// Python objects that `o` refers to, through whatever internal objects lie between. The cells in which a namespace keeps its
// values are such, those of closures are not.
struct Referents {
  RootedVector* out;
  bool throughCells = false;
  bool ok = true;
  int depth = 0;
  static void visit(Object* o, void* context) {
    auto* self = static_cast<Referents*>(context);
    if (isVisible(o) && !(self->throughCells && o->kind == Kind::Cell)) {
      self->ok &= self->out->push(Value(o));
    } else if (o->kind != Kind::Shape && self->depth < 8) {
      ++self->depth;
      forEachReferent(o, visit, self);
      --self->depth;
    }
  }
};

bool referentsOf(Thread* t, Object* o, RootedVector* out) {
  Referents r{out, hasCells(o)};
  forEachReferent(o, Referents::visit, &r);
  return r.ok;
}

// The cells of all namespaces: objects of their own only to the collector.
struct NamespaceCells {
  std::unordered_set<const Object*> found;
  int depth = 0;
  void add(Object* dict) { forEachReferent(dict, visit, this); }
  static void visit(Object* o, void* context) {
    auto* self = static_cast<NamespaceCells*>(context);
    if (o->kind == Kind::Cell) {
      self->found.insert(o);
    } else if (!isVisible(o) && o->kind != Kind::Shape && self->depth < 8) {
      ++self->depth;
      forEachReferent(o, visit, self);
      --self->depth;
    }
  }
};

bool callCallbacksPy(Thread* t, const char* phase, int64_t generation, int64_t collected) {
  List* list = dynCast<List>(callbacks);
  if (!list || list->length == 0) return true;
  Dict* info = TRY(makeDict(t));
  TRY(dictSetStr(t, info, TRY(internStr(t, "generation")), Value::smallInt(generation)));
  TRY(dictSetStr(t, info, TRY(internStr(t, "collected")), Value::smallInt(collected)));
  TRY(dictSetStr(t, info, TRY(internStr(t, "uncollectable")), Value::smallInt(0)));
  Str* name = TRY(internStr(t, phase));
  for (size_t i = 0; i < list->length; ++i) {
    Value f = listItem(list, i);
    if (callPy(t, f, {Value(name), Value(info)}).isError()) writeUnraisablePy(t, f);
  }
  return true;
}

// Whether an instruction of Python code calls `fn` itself. Compiled code brings what lives in registers home before a call.
bool calledByInstruction(Thread* t, NativeFn fn) {
  using bytecode::Op;
  Frame* f = t->frame;
  if (!f || !engineStackTop) return false;
  if (f->pc > f->code->words && f->pc[-1].op == Op::EXT) return false;
  bytecode::Decoded d = bytecode::decode(f->pc);
  switch (bytecode::info(d.op).base) {
    case Op::CALL:
    case Op::CALL_KW:
    case Op::CALL_METHOD:
    case Op::CALL_METHOD_KW: {
      auto* callee = dynCast<NativeFunction>(f->registers()[d.b]);
      return callee && callee->def->fn == fn;
    }
    default:
      return false;
  }
}

Value collect(Thread* t, Value* args, size_t) {
  int generation = TRY(intArgumentPy(t, args[0]));
  if (generation < 0 || generation > 2) return raise(t, exc::ValueError, "invalid generation");
  TRY(callCallbacksPy(t, "start", generation, 0));
  size_t freed = collectWithin(t, collect);
  // What finalizers let go is free after another round; they may give up more in turn.
  for (int round = 0; round < 4 && t->poll.load(std::memory_order_relaxed) & kPollFinalizers; ++round) {
    runPendingFinalizersPy(t);
    freed += collectWithin(t, collect);
  }
  collectedByCall += freed;
  TRY(callCallbacksPy(t, "stop", generation, static_cast<int64_t>(freed)));
  return Value::smallInt(static_cast<int64_t>(freed));
}

Value enable(Thread*, Value*, size_t) {
  enabled = true;
  return Value::none();
}
Value disable(Thread*, Value*, size_t) {
  enabled = false;
  return Value::none();
}
Value isEnabled(Thread*, Value*, size_t) { return Value::boolean(enabled); }
Value getCount(Thread* t, Value*, size_t) {
  HeapStatistics s = heapStatistics();
  return Value(TRY(makeTuple(t, {Value::smallInt(0), Value::smallInt(static_cast<int64_t>(s.minorCollections % 10)),
                                 Value::smallInt(static_cast<int64_t>(s.majorCollections % 10))})));
}
Value getThreshold(Thread* t, Value*, size_t) {
  return Value(
      TRY(makeTuple(t, {Value::smallInt(thresholds[0]), Value::smallInt(thresholds[1]), Value::smallInt(thresholds[2])})));
}
Value setThreshold(Thread* t, Value* args, size_t) {
  for (int i = 0; i < 3; ++i) {
    if (!args[i].isUnbound()) thresholds[i] = TRY(intArgumentPy(t, args[i]));
  }
  return Value::none();
}
Value getDebug(Thread*, Value*, size_t) { return Value::smallInt(debugFlags); }
Value setDebug(Thread* t, Value* args, size_t) {
  debugFlags = TRY(intArgumentPy(t, args[0]));
  reportCollections(debugFlags & kDebugStats);
  return Value::none();
}

Value getStats(Thread* t, Value*, size_t) {
  HeapStatistics s = heapStatistics();
  List* list = TRY(makeList(t));
  for (uint64_t collections : {s.minorCollections, uint64_t{0}, s.majorCollections}) {
    Dict* d = TRY(makeDict(t));
    TRY(dictSetStr(t, d, TRY(internStr(t, "collections")), Value::smallInt(static_cast<int64_t>(collections))));
    TRY(dictSetStr(t, d, TRY(internStr(t, "collected")),
                   Value::smallInt(list->length == 2 ? static_cast<int64_t>(collectedByCall) : 0)));
    TRY(dictSetStr(t, d, TRY(internStr(t, "uncollectable")), Value::smallInt(0)));
    TRY(listAppend(t, list, Value(d)));
  }
  return Value(list);
}

// All visible objects into `out`: pushing takes no memory from the heap that is being walked.
bool allObjects(Thread* t, RootedVector* out) {
  struct Context {
    RootedVector* out;
    bool ok = true;
  } context{out};
  forEachObject(
      t,
      [](Object* o, void* c) {
        auto* self = static_cast<Context*>(c);
        if (isVisible(o) && isTracked(Value(o))) self->ok &= self->out->push(Value(o));
      },
      &context);
  return context.ok;
}

Value getObjects(Thread* t, Value* args, size_t) {
  int64_t generation = -1;
  if (!args[0].isNone()) generation = TRY(countArgumentPy(t, args[0]));
  TRY(auditPy(t, "gc.get_objects", {Value::smallInt(generation)}));
  if (!args[0].isNone()) {
    if (generation >= 3)
      return raise(t, exc::ValueError, "generation parameter must be less than the number of available generations (3)");
    if (generation < 0) return raise(t, exc::ValueError, "generation parameter cannot be negative");
  }
  RootedVector all(t);
  TRY(allObjects(t, &all));
  return Value(TRY(makeList(t, all.data(), all.size())));
}

Value getReferrers(Thread* t, Value* args, size_t argc) {
  if (auditHooksExist) TRY(callAuditHooksPy(t, "gc.get_referrers", {Value(TRY(makeTuple(t, args, argc)))}));
  RootedVector all(t), found(t);
  TRY(allObjects(t, &all));
  NamespaceCells cells;
  for (Value v : all)
    if (hasCells(v.asObject())) cells.add(v.asObject());
  for (Value v : all) {
    if (cells.found.contains(v.asObject())) continue;
    RootedVector referents(t);
    TRY(referentsOf(t, v.asObject(), &referents));
    bool refers = false;
    for (Value r : referents) {
      for (size_t i = 0; i < argc; ++i) refers |= r == args[i];
    }
    if (refers) TRY(found.push(v));
  }
  return Value(TRY(makeList(t, found.data(), found.size())));
}

Value getReferents(Thread* t, Value* args, size_t argc) {
  if (auditHooksExist) TRY(callAuditHooksPy(t, "gc.get_referents", {Value(TRY(makeTuple(t, args, argc)))}));
  RootedVector found(t);
  for (size_t i = 0; i < argc; ++i) {
    if (isTracked(args[i])) TRY(referentsOf(t, args[i].asObject(), &found));
  }
  return Value(TRY(makeList(t, found.data(), found.size())));
}

Value isTrackedFunction(Thread*, Value* args, size_t) { return Value::boolean(isTracked(args[0])); }
Value isFinalized(Thread*, Value* args, size_t) {
  return Value::boolean(args[0].isObject() && args[0].asObject()->flags & kFinalized);
}
Value nothing(Thread*, Value*, size_t) { return Value::none(); }
Value zero(Thread*, Value*, size_t) { return Value::smallInt(0); }

const NativeDef kFunctions[] = {
    {"enable", "()", enable, "Enable automatic garbage collection."},
    {"disable", "()", disable, "Disable automatic garbage collection."},
    {"isenabled", "()", isEnabled, "Whether collections happen by themselves."},
    {"collect", "(generation=2)", collect,
     "Collects what cannot be reached, of the generation given or all of it, and returns how many objects there were. ValueError "
     "for a generation that does not exist."},
    {"get_count", "()", getCount, "How many objects each of the three generations counts."},
    {"get_threshold", "()", getThreshold, "Return the current collection thresholds."},
    {"set_threshold", "(threshold0, threshold1=<absent>, threshold2=<absent>, /)", setThreshold,
     "set_threshold(threshold0, [threshold1, threshold2]) -> None\nSets the collection thresholds.  Setting threshold0 to zero "
     "disables collection.\n"},
    {"get_debug", "()", getDebug, "Get the garbage collection debugging flags."},
    {"set_debug", "(flags, /)", setDebug, "Set the garbage collection debugging flags."},
    {"get_stats", "()", getStats, "What the collector has done, a dict for each generation."},
    {"get_objects", "(generation=None)", getObjects,
     "Return a list of objects tracked by the collector (excluding the list returned)."},
    {"get_referrers", "(*objs)", getReferrers,
     "get_referrers(*objs) -> list\n"
     "\n"
     "The objects that refer to one of these."},
    {"get_referents", "(*objs)", getReferents,
     "get_referents(*objs) -> list\n"
     "\n"
     "The objects that these refer to."},
    {"is_tracked", "(obj, /)", isTrackedFunction, "Returns true if the object is tracked by the garbage collector."},
    {"is_finalized", "(obj, /)", isFinalized, "Whether the finalizer of an object has run."},
    {"freeze", "()", nothing, "Freeze all current tracked objects and ignore them for future collections."},
    {"unfreeze", "()", nothing, "Unfreeze all objects in the permanent generation."},
    {"get_freeze_count", "()", zero, "How many objects are frozen."},
};

bool init(Thread* t, Module* m) {
  callbacks = Value(TRY(makeList(t)));
  addRoot(&callbacks);
  garbage = Value(TRY(makeList(t)));
  addRoot(&garbage);
  TRY(moduleSet(t, m, "callbacks", callbacks));
  TRY(moduleSet(t, m, "garbage", garbage));
  struct {
    const char* name;
    int64_t value;
  } const flags[] = {{"DEBUG_STATS", kDebugStats},
                     {"DEBUG_COLLECTABLE", 2},
                     {"DEBUG_UNCOLLECTABLE", 4},
                     {"DEBUG_SAVEALL", 32},
                     {"DEBUG_LEAK", 38}};
  for (auto& flag : flags) TRY(moduleSet(t, m, flag.name, Value::smallInt(flag.value)));
  return true;
}

}  // namespace

size_t collectWithin(Thread* t, NativeFn fn) { return calledByInstruction(t, fn) ? collectGarbageExactly(t) : collectGarbage(t); }

extern const ModuleSpec gcModule = {"gc", kFunctions,
                                    "This module provides access to the garbage collector for reference cycles.\n\nenable() -- "
                                    "Enable automatic garbage collection.\n"
                                    "disable() -- Disable automatic garbage collection.\nisenabled() -- Returns true if "
                                    "automatic collection is enabled.\ncollect() -- Do "
                                    "a full collection right now.\n",
                                    init};

}  // namespace typhon
