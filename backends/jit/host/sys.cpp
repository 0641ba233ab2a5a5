// What sys._typhon tells of the JIT.
#include "backends/jit/host/engine.h"
#include "backends/jit/host/state.h"
#include "runtime/modules/sys.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

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

const NativeDef kFunctions[] = {
    {"jit_counters", "()", counters, "Counters of the jit engine as a dict."},
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
