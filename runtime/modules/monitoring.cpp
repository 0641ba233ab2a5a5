// sys.monitoring (PEP 669). What it sets up lives in runtime/exec/tracing.cpp.
#include <array>
#include <bit>

#include "runtime/exec/tracing.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/sys_internal.h"
#include "runtime/object/type.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/simple_namespace.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

using tracing::Event;
using tracing::kEventCount;
using tracing::kToolCount;

constexpr const char* kEventNames[kEventCount] = {
    "PY_START",       "PY_RESUME", "PY_RETURN",         "PY_YIELD",  "CALL",     "LINE",    "INSTRUCTION", "JUMP",   "BRANCH",
    "STOP_ITERATION", "RAISE",     "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN",    "C_RAISE"};
constexpr uint32_t bit(Event e) { return 1u << static_cast<unsigned>(e); }
constexpr uint32_t kCallResults = bit(Event::CReturn) | bit(Event::CRaise);

Value toolNames;  // tuple, None where a tool is not in use

Maybe<unsigned> toolArgument(Thread* t, Value v) {
  int64_t tool = TRY(indexInt64Py(t, v, exc::OverflowError));
  if (tool < 0 || tool >= int64_t{kToolCount})
    return raise(t, exc::ValueError, "invalid tool {} (must be between 0 and 5)", tool);
  return static_cast<unsigned>(tool);
}

Value& nameOf(unsigned tool) { return toolNames.as<Tuple>()->items[tool]; }

Maybe<unsigned> usedTool(Thread* t, Value v) {
  unsigned tool = TRY(toolArgument(t, v));
  if (nameOf(tool).isNone()) return raise(t, exc::ValueError, "tool {} is not in use", tool);
  return tool;
}

Value useToolId(Thread* t, Value* args, size_t) {
  unsigned tool = TRY(toolArgument(t, args[0]));
  if (!isa<Str>(args[1])) return raise(t, exc::ValueError, "tool name must be a str");
  if (!nameOf(tool).isNone()) return raise(t, exc::ValueError, "tool {} is already in use", tool);
  nameOf(tool) = args[1];
  writeBarrier(toolNames.asObject());
  return Value::none();
}

Value freeToolId(Thread* t, Value* args, size_t) {
  nameOf(TRY(toolArgument(t, args[0]))) = Value::none();
  return Value::none();
}

Value getTool(Thread* t, Value* args, size_t) { return nameOf(TRY(toolArgument(t, args[0]))); }

Value registerCallback(Thread* t, Value* args, size_t) {
  unsigned tool = TRY(toolArgument(t, args[0]));
  int64_t event = TRY(indexInt64Py(t, args[1], exc::OverflowError));
  if (event <= 0 || !std::has_single_bit(static_cast<uint64_t>(event)))
    return raise(t, exc::ValueError, "The callback can only be set for one event at a time");
  unsigned index = static_cast<unsigned>(std::countr_zero(static_cast<uint64_t>(event)));
  if (index >= kEventCount) return raise(t, exc::ValueError, "invalid event {}", event);
  return tracing::setToolCallback(t, tool, static_cast<Event>(index), args[2]);
}

Value getEvents(Thread* t, Value* args, size_t) {
  unsigned tool = TRY(toolArgument(t, args[0]));
  uint32_t events = tracing::toolEvents(tool);
  return Value::smallInt(events);
}

Value setEvents(Thread* t, Value* args, size_t) {
  unsigned tool = TRY(toolArgument(t, args[0]));
  int64_t events = TRY(indexInt64Py(t, args[1], exc::OverflowError));
  if (events < 0 || events >= int64_t{1} << kEventCount)
    return raise(t, exc::ValueError, "invalid event set 0x{:x}", static_cast<uint32_t>(events));
  TRY(usedTool(t, args[0]));
  uint32_t set = static_cast<uint32_t>(events);
  if (set & kCallResults && !(set & bit(Event::Call)))
    return raise(t, exc::ValueError, "cannot set C_RETURN or C_RAISE events independently");
  if (set & bit(Event::Call)) set |= kCallResults;
  tracing::setToolEvents(tool, set);
  return Value::none();
}

Value getLocalEvents(Thread* t, Value* args, size_t) {
  if (!isa<Code>(args[1])) return raise(t, exc::TypeError, "code must be a code object");
  unsigned tool = TRY(toolArgument(t, args[0]));
  return Value::smallInt(tracing::localEvents(tool, args[1].as<Code>()));
}

Value setLocalEvents(Thread* t, Value* args, size_t) {
  unsigned tool = TRY(toolArgument(t, args[0]));
  int64_t events = TRY(indexInt64Py(t, args[2], exc::OverflowError));
  if (!isa<Code>(args[1])) return raise(t, exc::TypeError, "code must be a code object");
  TRY(usedTool(t, args[0]));
  uint32_t set = static_cast<uint32_t>(events);
  if (set & kCallResults && !(set & bit(Event::Call)))
    return raise(t, exc::ValueError, "cannot set C_RETURN or C_RAISE events independently");
  set &= ~kCallResults;
  if (events < 0 || set >= 1u << tracing::kLocalEventCount)
    return raise(t, exc::ValueError, "invalid local event set 0x{:x}", set);
  tracing::setLocalEvents(tool, args[1].as<Code>(), set);
  return Value::none();
}

Value restartEvents(Thread*, Value*, size_t) {
  tracing::restartEvents();
  return Value::none();
}

// The tools that listen to each event, by name; events without listeners are left out.
Value allEvents(Thread* t, Value*, size_t) {
  Dict* all = TRY(makeDict(t));
  for (unsigned e = 0; e < kEventCount; ++e) {
    int64_t tools = 0;
    for (unsigned tool = 0; tool < kToolCount; ++tool)
      if (tracing::toolEvents(tool) >> e & 1) tools |= int64_t{1} << tool;
    if (tools == 0) continue;
    Str* name = TRY(internStr(t, kEventNames[e]));
    TRY(dictSetStr(t, all, name, Value::smallInt(tools)));
  }
  return Value(all);
}

const NativeDef kFunctions[] = {
    {"use_tool_id", "(tool_id, name, /)", useToolId, nullptr},
    {"free_tool_id", "(tool_id, /)", freeToolId, nullptr},
    {"get_tool", "(tool_id, /)", getTool, nullptr},
    {"register_callback", "(tool_id, event, func, /)", registerCallback, nullptr},
    {"get_events", "(tool_id, /)", getEvents, nullptr},
    {"set_events", "(tool_id, event_set, /)", setEvents, nullptr},
    {"get_local_events", "(tool_id, code, /)", getLocalEvents, nullptr},
    {"set_local_events", "(tool_id, code, event_set, /)", setLocalEvents, nullptr},
    {"restart_events", "()", restartEvents, nullptr},
    {"_all_events", "()", allEvents, nullptr},
};

}  // namespace

bool addMonitoring(Thread* t, Module* sys) {
  TRY(tracing::initTracing(t));
  Tuple* names = TRY(makeTuple(t, kToolCount));
  for (unsigned i = 0; i < kToolCount; ++i) names->items[i] = Value::none();
  toolNames = Value(names);
  addRoot(&toolNames);
  Str* moduleName = TRY(internStr(t, "sys.monitoring"));
  Module* m = TRY(makeModule(t, moduleName));
  for (const NativeDef& def : kFunctions) {
    Value f = TRY(makeNativeFunction(t, def, Value(m), Value(moduleName)));
    TRY(moduleSet(t, m, def.name, f));
  }
  Value events = TRY(makeSimpleNamespace(t));
  for (unsigned e = 0; e < kEventCount; ++e) {
    Str* name = TRY(internStr(t, kEventNames[e]));
    TRY(setAttrPy(t, events, name, Value::smallInt(int64_t{1} << e)));
  }
  Str* noEvents = TRY(internStr(t, "NO_EVENTS"));
  TRY(setAttrPy(t, events, noEvents, Value::smallInt(0)));
  TRY(moduleSet(t, m, "events", events));
  TRY(moduleSet(t, m, "DISABLE", tracing::disable));
  TRY(moduleSet(t, m, "MISSING", tracing::missing));
  struct {
    const char* name;
    int64_t id;
  } const tools[] = {{"DEBUGGER_ID", 0}, {"COVERAGE_ID", 1}, {"PROFILER_ID", 2}, {"OPTIMIZER_ID", 5}};
  for (auto& tool : tools) TRY(moduleSet(t, m, tool.name, Value::smallInt(tool.id)));
  return moduleSet(t, sys, "monitoring", Value(m));
}

}  // namespace typhon
