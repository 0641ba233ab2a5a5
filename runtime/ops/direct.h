// What natives that do the same thing for every item of an iterable call: the frequent cases of calls and tests inline.
#pragma once

#include "runtime/object/signature.h"
#include "runtime/ops/ops.h"
#include "runtime/types/function.h"

namespace typhon {

// callPy with positional arguments in memory that the callee may write to. A module's native function that takes exactly these
// is entered at once.
inline Value callDirectPy(Thread* t, Value callable, Value* args, size_t argc) {
  if (auto* f = dynCast<NativeFunction>(callable)) {
    const Signature* s = f->signature;
    if (s && !f->owner && s->plain && s->positionalCount == argc) [[likely]]
      return f->def->fn(t, args, argc);
  }
  return callPy(t, callable, Args{args, argc, nullptr});
}

// truthPy with small ints and the singletons inline.
inline Maybe<bool> truthDirectPy(Thread* t, Value v) {
  if (v.isSmallInt()) return v.asSmallInt() != 0;
  if (v.isBool()) return v.isTrue();
  if (v.isNone()) return false;
  return truthPy(t, v);
}

}  // namespace typhon
