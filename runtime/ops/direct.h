// What natives that do the same thing for every item of an iterable call: the frequent cases of calls and tests inline.
#pragma once

#include "runtime/exec/engine.h"
#include "runtime/object/signature.h"
#include "runtime/ops/ops.h"
#include "runtime/types/function.h"

namespace typhon {

// Whether a native function called with these arguments gets no other ones: a module's function, or a method called through the
// class for an instance of it.
inline bool takesItsArguments(const NativeFunction* f, const Value* args, size_t argc) {
  if (!f->owner) return true;
  return argc && f->self.isUnbound() && !(f->def->flags & NativeDef::kClassMethod) && isInstance(args[0], f->owner);
}

// Calls what is no function, through its type.
inline Value callObjectPy(Thread* t, Value callable, const Args& args) {
  auto call = typeOf(callable)->slots.call;
  if (!call) [[unlikely]]
    return raise(t, exc::TypeError, "'{}' object is not callable", typeName(callable));
  NativeCall guard(t, " while calling a Python object");
  if (!guard.ok()) [[unlikely]]
    return Raised{};
  return call(t, callable, args);
}

// callPy with positional arguments in memory that the callee may write to. A native function for which these and
// defaults suffice is entered at once.
[[gnu::always_inline]] inline Value callDirectPy(Thread* t, Value callable, Value* args, size_t argc) {
  if (isa<Function>(callable)) return callFunctionPy(t, callable.as<Function>(), Args{args, argc, nullptr});
  if (auto* f = dynCast<NativeFunction>(callable)) {
    const Signature* s = f->signature;
    if (s && s->plain && argc <= s->positionalCount && argc >= s->requiredCount && takesItsArguments(f, args, argc)) [[likely]] {
      if (argc == s->positionalCount) return f->def->fn(t, args, argc);
      if (fillsPositionally(*s, argc)) return callFilledPy(t, *f->def, *s, Value::unbound(), args, argc);
    }
  } else {
    return callObjectPy(t, callable, Args{args, argc, nullptr});
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
