// What sys._typhon tells of the JIT.
#include "backends/jit/host/engine.h"
#include "backends/jit/host/state.h"
#include "runtime/modules/sys.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::jit {
namespace {

bool put(Thread* t, Dict* d, const std::string& key, uint64_t n) {
  Str* name = TRY(internStr(t, key));
  return dictSetStr(t, d, name, TRY(makeInt(t, static_cast<int64_t>(n))));
}

// A dict of the process's counters; exits are by reason.
Value counters(Thread* t, Value*, size_t) {
  const Counters& c = host().counters;
  Dict* d = TRY(makeDict(t));
  TRY(put(t, d, "compilations", c.compilations));
  TRY(put(t, d, "milliseconds", c.nanoseconds / 1000000));
  TRY(put(t, d, "code_bytes", c.codeBytes));
  for (size_t i = 0; i < c.stages.size(); ++i) TRY(put(t, d, std::string(kStages[i]) + "_microseconds", c.stages[i] / 1000));
  TRY(put(t, d, "freed", c.freed));
  TRY(put(t, d, "cancelled", c.cancelled));
  TRY(put(t, d, "refusals", c.refusals));
  TRY(put(t, d, "interpreted", c.interpreted));
  for (unsigned i = 0; i < static_cast<unsigned>(ExitReason::kCount); ++i)
    TRY(put(t, d, std::string("exits_") + kExitReasons[i], c.exits[i]));
  return Value(d);
}

// Whether a function has compiled code, or code for one of its loops.
Value compiled(Thread* t, Value* args, size_t) {
  if (!isa<typhon::Function>(args[0])) return raise(t, exc::TypeError, "a Python function is wanted, not {}", typeName(args[0]));
  const CodeState* state = static_cast<const CodeState*>(args[0].as<typhon::Function>()->code->compiled);
  return Value::boolean(state && (state->entry || !state->loops.empty()));
}

// What is known of one function: how often it was compiled, why it is not, how much code there is and where it was left.
Value describe(Thread* t, Value* args, size_t) {
  if (!isa<typhon::Function>(args[0])) return raise(t, exc::TypeError, "a Python function is wanted, not {}", typeName(args[0]));
  Code* code = args[0].as<typhon::Function>()->code;
  static const CodeState kNothing;
  const CodeState& state = code->compiled ? *static_cast<const CodeState*>(code->compiled) : kNothing;
  Dict* d = TRY(makeDict(t));
  uint64_t bytes = state.main.size;
  for (const CodeState::Loop& loop : state.loops) bytes += loop.code.size;
  TRY(put(t, d, "compilations", state.compilations));
  TRY(put(t, d, "code_bytes", bytes));
  Str* name = TRY(internStr(t, "refused"));
  Value why = Value::none();
  if (state.refused) why = Value(TRY(makeStr(t, state.refusal)));
  TRY(dictSetStr(t, d, name, why));
  List* exits = TRY(makeList(t));
  name = TRY(internStr(t, "exits"));
  TRY(dictSetStr(t, d, name, Value(exits)));
  // The map is copied: what follows may collect, and a finalizer may run compiled code.
  auto reasons = state.reasons;
  for (const auto& [at, count] : reasons) {
    Str* reason = TRY(internStr(t, kExitReasons[static_cast<unsigned>(at.second)]));
    Value line = Value::smallInt(positionAt(code, at.first).line);
    Tuple* exit = TRY(makeTuple(t, {line, Value(reason), Value::smallInt(count)}));
    TRY(listAppend(t, exits, Value(exit)));
  }
  return Value(d);
}

Value await(Thread*, Value*, size_t) {
  finishJobs();
  return Value::none();
}

Value compileFunction(Thread* t, Value* args, size_t) {
  if (!isa<typhon::Function>(args[0])) return raise(t, exc::TypeError, "a Python function is wanted, not {}", typeName(args[0]));
  typhon::Function* function = args[0].as<typhon::Function>();
  TRY(ensureComplete(t, function->code));
  return Value::boolean(compileNow(t, function));
}

const NativeDef kFunctions[] = {
    {"jit_counters", "()", counters, "Counters of the jit engine as a dict."},
    {"jit_code", "(function, /)", describe,
     "What is known of the function: compilations, code_bytes, refused (why it is not compiled), exits (line, reason, how "
     "often)."},
    {"jit_compile", "(function, /)", compileFunction,
     "Compiles the function now. False if that cannot be done: jit_code() tells why."},
    {"jit_await", "()", await, "Waits until all code that is being compiled in the background is ready to be entered."},
    {"jit_compiled", "(function, /)", compiled, "Whether the function, or a loop of it, is compiled at the moment."},
};

}  // namespace

bool addToSys(Thread* t) {
  Str* name = TRY(internStr(t, "_typhon"));
  Value ns = sysAttribute(t, name);
  if (ns.isUnbound()) return true;
  for (const NativeDef& def : kFunctions) {
    Value f = TRY(makeNativeFunction(t, def, Value::unbound(), Value::unbound()));
    Str* key = TRY(internStr(t, def.name));
    TRY(setAttrPy(t, ns, key, f));
  }
  return true;
}

}  // namespace typhon::jit
