// _lsprof: the profiler behind cProfile. It listens through sys.monitoring, as CPython 3.12's does, and keeps for each function,
// and for each pair of caller and callee, how often it was called and how long it took.
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "runtime/base/os.h"
#include "runtime/exec/tracing.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/object/host_object.h"
#include "runtime/ops/ops.h"
#include "runtime/types/exception.h"
#include "runtime/types/float.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/native_function.h"
#include "runtime/types/str.h"
#include "runtime/types/struct_sequence.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

using tracing::Event;

constexpr unsigned kProfilerTool = 2;
constexpr Event kEvents[] = {Event::PyStart,  Event::PyResume, Event::PyThrow, Event::PyReturn, Event::PyYield,
                             Event::PyUnwind, Event::Call,     Event::CReturn, Event::CRaise};

// Times are in the timer's ticks: nanoseconds, or what the program's own timer counts.
struct Totals {
  int64_t total = 0, own = 0;
  int64_t calls = 0, recursiveCalls = 0;
  int32_t depth = 0;  // activations under way
};

struct Entry : Totals {
  uint64_t shown;  // index of what stands for it in the list of functions
  std::map<size_t, Totals> callees;
};

struct Activation {
  size_t entry;
  int64_t start, inner;  // inner: spent in callees
};

struct Profile : HostState {
  std::unordered_map<const void*, size_t> indices;  // by Code or NativeDef
  std::vector<Entry> entries;
  std::vector<Activation> stack;
  double unit = 0;  // seconds per tick of the program's own timer; 0: as it is
  bool subcalls = true, builtins = true, enabled = false;
};

enum Field { kTimer, kFunctions };

Type *entryType = nullptr, *subentryType = nullptr;

HostObject* self(Value v) { return v.as<HostObject>(); }
Profile& profileOf(Value v) { return *self(v)->stateAs<Profile>(); }

// The time now; what the program's timer raises is reported, and counts as no time.
int64_t nowPy(Thread* t, HostObject* p) {
  Value timer = p->fields[kTimer];
  if (timer.isUnbound() || timer.isNone()) return base::monotonicNs();
  Value v = callPy(t, timer);
  double unit = p->stateAs<Profile>()->unit;
  if (!v.isError()) {
    if (unit > 0) {
      Maybe<int64_t> ticks = indexInt64Py(t, v, exc::OverflowError);
      if (ticks.ok()) return *ticks;
    } else {
      Maybe<double> seconds = toDoublePy(t, v);
      if (seconds.ok()) return static_cast<int64_t>(*seconds * 1e9);
    }
  }
  writeUnraisablePy(t, timer);
  return 0;
}

// The entry of a function; `key` identifies it, `shown` makes what getstats() shows for it.
template <class F>
Maybe<size_t> entryFor(Thread* t, HostObject* p, const void* key, F shown) {
  Profile& profile = *p->stateAs<Profile>();
  auto found = profile.indices.find(key);
  if (found != profile.indices.end()) return found->second;
  Value v = TRY(shown());
  List* functions = p->fields[kFunctions].as<List>();
  TRY(listAppend(t, functions, v));
  Entry entry;
  entry.shown = functions->length - 1;
  profile.entries.push_back(entry);
  profile.indices[key] = profile.entries.size() - 1;
  return profile.entries.size() - 1;
}

void enterEntry(Thread* t, HostObject* p, size_t entry) {
  Profile& profile = *p->stateAs<Profile>();
  if (profile.subcalls && !profile.stack.empty()) ++profile.entries[profile.stack.back().entry].callees[entry].depth;
  ++profile.entries[entry].depth;
  profile.stack.push_back({entry, 0, 0});
  int64_t now = nowPy(t, p);
  profile.stack.back().start = now;
}

void count(Totals& totals, int64_t total, int64_t own) {
  if (--totals.depth == 0)
    totals.total += total;
  else
    ++totals.recursiveCalls;
  totals.own += own;
  ++totals.calls;
}

// The innermost activation ends.
void leaveEntry(Profile& profile, int64_t now) {
  Activation done = profile.stack.back();
  profile.stack.pop_back();
  int64_t total = now - done.start, own = total - done.inner;
  count(profile.entries[done.entry], total, own);
  if (profile.stack.empty()) return;
  Activation& caller = profile.stack.back();
  caller.inner += total;
  if (!profile.subcalls) return;
  auto found = profile.entries[caller.entry].callees.find(done.entry);
  if (found != profile.entries[caller.entry].callees.end()) count(found->second, total, own);
}

Value started(Thread* t, Value* args, size_t argc) {
  HostObject* p = self(args[0]);
  if (argc < 2 || !isa<Code>(args[1])) return Value::none();
  size_t entry = TRY(entryFor(t, p, args[1].asObject(), [&] { return args[1]; }));
  enterEntry(t, p, entry);
  return Value::none();
}

Value returned(Thread* t, Value* args, size_t argc) {
  HostObject* p = self(args[0]);
  Profile& profile = profileOf(args[0]);
  if (argc < 2 || !isa<Code>(args[1]) || profile.stack.empty()) return Value::none();
  // A function that was running when profiling began returns without having been entered.
  auto found = profile.indices.find(args[1].asObject());
  if (found == profile.indices.end() || profile.stack.back().entry != found->second) return Value::none();
  int64_t now = nowPy(t, p);
  leaveEntry(profile, now);
  return Value::none();
}

bool isNative(Value callee) { return typeOf(callee) == types::builtinFunction || typeOf(callee) == types::methodDescriptor; }

// "<built-in method builtins.len>", "<method 'append' of 'list' objects>".
Value nativeName(Thread* t, NativeFunction* f) {
  if (f->owner && !(f->def->flags & (NativeDef::kStatic | NativeDef::kClassMethod)))
    return Value(TRY(makeStr(t, fmt::format("<method '{}' of '{}' objects>", f->def->name, typeName(f->owner)))));
  if (isa<Str>(f->module))
    return Value(TRY(makeStr(t, fmt::format("<built-in method {}.{}>", toUtf8(f->module.as<Str>()), f->def->name))));
  return Value(TRY(makeStr(t, fmt::format("<built-in method {}>", f->def->name))));
}

// args: self, code, offset, callable, first argument.
Value called(Thread* t, Value* args, size_t argc) {
  HostObject* p = self(args[0]);
  if (!profileOf(args[0]).builtins || argc < 4 || !isNative(args[3])) return Value::none();
  NativeFunction* f = args[3].as<NativeFunction>();
  size_t entry = TRY(entryFor(t, p, f->def, [&] { return nativeName(t, f); }));
  enterEntry(t, p, entry);
  return Value::none();
}

Value callEnded(Thread* t, Value* args, size_t argc) {
  HostObject* p = self(args[0]);
  Profile& profile = profileOf(args[0]);
  if (!profile.builtins || argc < 4 || !isNative(args[3]) || profile.stack.empty()) return Value::none();
  auto found = profile.indices.find(args[3].as<NativeFunction>()->def);
  if (found == profile.indices.end() || profile.stack.back().entry != found->second) return Value::none();
  leaveEntry(profile, nowPy(t, p));
  return Value::none();
}

// The method that hears of an event.
const char* callbackFor(Event e) {
  switch (e) {
    case Event::PyStart:
    case Event::PyResume:
    case Event::PyThrow:
      return "_pystart_callback";
    case Event::Call:
      return "_ccall_callback";
    case Event::CReturn:
    case Event::CRaise:
      return "_creturn_callback";
    default:
      return "_pyreturn_callback";
  }
}

bool option(Thread* t, Value v, bool* to) {
  if (v.isUnbound()) return true;
  *to = TRY(truthPy(t, v));
  return true;
}

// The running profiler, for there is one tool.
Value running;

Value enable(Thread* t, Value* args, size_t) {
  Profile& profile = profileOf(args[0]);
  TRY(option(t, args[1], &profile.subcalls));
  TRY(option(t, args[2], &profile.builtins));
  if (profile.enabled) return Value::none();
  if (!running.isUnbound()) return raise(t, exc::ValueError, "Another profiling tool is already active");
  uint32_t events = 0;
  for (Event e : kEvents) {
    Value callback = TRY(getAttrPy(t, args[0], callbackFor(e)));
    tracing::setToolCallback(t, kProfilerTool, e, callback);
    events |= 1u << static_cast<unsigned>(e);
  }
  running = args[0];
  profile.enabled = true;
  tracing::setToolEvents(kProfilerTool, events);
  return Value::none();
}

Value disable(Thread* t, Value* args, size_t) {
  Profile& profile = profileOf(args[0]);
  if (!profile.enabled) return Value::none();
  tracing::setToolEvents(kProfilerTool, 0);
  for (Event e : kEvents) tracing::setToolCallback(t, kProfilerTool, e, Value::none());
  running = Value::unbound();
  profile.enabled = false;
  int64_t now = nowPy(t, self(args[0]));
  while (!profile.stack.empty()) leaveEntry(profile, now);
  return Value::none();
}

Value clear(Thread* t, Value* args, size_t) {
  HostObject* p = self(args[0]);
  List* functions = TRY(makeList(t));
  p->fields[kFunctions] = Value(functions);
  writeBarrier(p);
  Profile& profile = profileOf(args[0]);
  profile.indices.clear();
  profile.entries.clear();
  profile.stack.clear();
  return Value::none();
}

Value shownRow(Thread* t, HostObject* p, size_t entry, const Totals& totals, Value callees) {
  Profile& profile = *p->stateAs<Profile>();
  bool ownTimer = !p->fields[kTimer].isUnbound() && isCallable(p->fields[kTimer]) && profile.unit > 0;
  double factor = ownTimer ? profile.unit : 1e-9;
  Value code = listItem(p->fields[kFunctions].as<List>(), profile.entries[entry].shown);
  Value calls = TRY(makeInt(t, totals.calls)), recursive = TRY(makeInt(t, totals.recursiveCalls));
  Value total = TRY(makeFloat(t, static_cast<double>(totals.total) * factor));
  Value own = TRY(makeFloat(t, static_cast<double>(totals.own) * factor));
  if (callees.isUnbound()) return makeStructSequence(t, subentryType, {code, calls, recursive, total, own});
  return makeStructSequence(t, entryType, {code, calls, recursive, total, own, callees});
}

Value getStats(Thread* t, Value* args, size_t) {
  HostObject* p = self(args[0]);
  List* rows = TRY(makeList(t));
  // By value: making rows may run nothing of the profile's own, but keeps no reference into it either.
  for (size_t i = 0; i < profileOf(args[0]).entries.size(); ++i) {
    const Entry entry = profileOf(args[0]).entries[i];
    if (entry.calls == 0) continue;
    Value callees = Value::none();
    if (!entry.callees.empty()) {
      List* inner = TRY(makeList(t));
      for (const auto& [callee, totals] : entry.callees) {
        if (totals.calls == 0) continue;
        Value row = TRY(shownRow(t, p, callee, totals, Value::unbound()));
        TRY(listAppend(t, inner, row));
      }
      callees = Value(inner);
    }
    Value row = TRY(shownRow(t, p, i, entry, callees));
    TRY(listAppend(t, rows, row));
  }
  return Value(rows);
}

Value profilerNew(Thread* t, Type* cls, const Args&) {
  HostObject* p = TRY(makeHostObject(t, cls, std::make_unique<Profile>()));
  Value made(p);
  List* functions = TRY(makeList(t));
  p->fields[kFunctions] = Value(functions);
  writeBarrier(p);
  return made;
}

Value profilerInit(Thread* t, Value* args, size_t) {
  HostObject* p = self(args[0]);
  Profile& profile = profileOf(args[0]);
  if (!args[1].isNone()) p->fields[kTimer] = args[1];
  writeBarrier(p);
  profile.unit = TRY(toDoublePy(t, args[2]));
  TRY(option(t, args[3], &profile.subcalls));
  TRY(option(t, args[4], &profile.builtins));
  return Value::none();
}

const NativeDef kInit = {"__init__", "(self, timer=None, timeunit=0.0, subcalls=True, builtins=True)", profilerInit, nullptr};
const NativeDef kMethods[] = {
    {"getstats", "(self, /)", getStats,
     "getstats() -> list of profiler_entry objects\n\nReturn all information collected by the profiler.\nEach profiler_entry is "
     "a "
     "tuple-like object with the\nfollowing attributes:\n\n    code          code object\n    callcount     how many times this "
     "was "
     "called\n    reccallcount  how many times called recursively\n    totaltime     total time in this entry\n    inlinetime    "
     "inline "
     "time in this entry (not in subcalls)\n    calls         details of the calls\n"},
    {"enable", "(self, /, subcalls=<absent>, builtins=<absent>)", enable,
     "enable(subcalls=True, builtins=True)\n\nStart collecting profiling information.\nIf 'subcalls' is True, also records for "
     "each "
     "function\nstatistics separated according to its current caller.\nIf 'builtins' is True, records the time spent "
     "in\nbuilt-in functions "
     "separately from their caller.\n"},
    {"disable", "(self, /)", disable, "disable()\n\nStop collecting profiling information.\n"},
    {"_pystart_callback", "(self, /, *args)", started, nullptr},
    {"_pyreturn_callback", "(self, /, *args)", returned, nullptr},
    {"_ccall_callback", "(self, /, *args)", called, nullptr},
    {"_creturn_callback", "(self, /, *args)", callEnded, nullptr},
    {"clear", "(self, /)", clear, "clear()\n\nClear all profiling information collected so far.\n"},
};

const TypeSpec profilerSpec = {
    .name = "_lsprof.Profiler",
    .kind = kHostKind,
    .flags = kBaseType | kWeakReferable,
    .slots = {.create = profilerNew},
    .methods = kMethods,
    .init = &kInit,
    .doc =
        "Profiler(timer=None, timeunit=None, subcalls=True, builtins=True)\n\n    Builds a profiler object using the specified "
        "timer "
        "function.\n    The default timer is a fast built-in one based on real time.\n    For custom timer functions returning "
        "integers, "
        "'timeunit' can\n    be a float specifying a scale (that is, how long each integer unit\n    is, in seconds).\n",
};

const StructField kEntryFields[] = {
    {"code", "code object or built-in function name"},
    {"callcount", "how many times this was called"},
    {"reccallcount", "how many times called recursively"},
    {"totaltime", "total time in this entry"},
    {"inlinetime", "inline time in this entry (not in subcalls)"},
    {"calls", "details of the calls"},
};

bool init(Thread* t, Module* m) {
  if (!entryType) {
    std::span<const StructField> fields(kEntryFields);
    entryType = TRY(makeStructSequenceType(t, "_lsprof.profiler_entry", nullptr, fields, 6));
    addRoot(&entryType);
    subentryType = TRY(makeStructSequenceType(t, "_lsprof.profiler_subentry", nullptr, fields.first(5), 5));
    addRoot(&subentryType);
    addRoot(&running);
  }
  TRY(moduleSet(t, m, "profiler_entry", Value(entryType)));
  TRY(moduleSet(t, m, "profiler_subentry", Value(subentryType)));
  return moduleAddType(t, m, profilerSpec) != nullptr;
}

}  // namespace

extern const ModuleSpec lsprofModule = {"_lsprof", {}, "Fast profiler", init};

}  // namespace typhon
