// Special methods written in Python, which are entered as frames behind the caller's.
#pragma once

#include "runtime/exec/push_call.h"
#include "runtime/exec/steps/steps.h"
#include "runtime/object/method_cache.h"

namespace typhon::steps {

static_assert(kWordsOfEnter == wordsOf(Op::ENTER));

// The Python function that is the special method of a class written in Python, or null.
inline Function* pythonMethod(Type* type, Str* name) {
  if (type->typeFlags & kNativeType) return nullptr;
  Value v = typeLookupInline(type, name);
  return isa<Function>(v) ? v.as<Function>() : nullptr;
}

// pushCall for N positional arguments. There has to be a caller: t->frame.
template <size_t N>
inline Step pushMethod(Thread* t, Function* f, const Value (&values)[N], Continuation continuation, uint32_t destination) {
  if (tryPushCall(t, t->frame, f, values, N, continuation, destination)) [[likely]]
    return Step::Pushed;
  return pushCall(t, f, Args{values, N, nullptr}, continuation, destination) ? Step::Pushed : Step::Failed;
}

}  // namespace typhon::steps
