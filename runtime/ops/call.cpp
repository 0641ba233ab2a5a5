// Calls from C++ code.
#include "runtime/exec/engine.h"
#include "runtime/memory/roots.h"
#include "runtime/object/type.h"
#include "runtime/ops/direct.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

size_t Args::total() const { return positional + (keywords ? keywords->length : 0); }

Value callPy(Thread* t, Value callable, const Args& args) {
  if (callable.isObject()) {
    switch (callable.asObject()->kind) {
      case Kind::Function:
        return callFunctionPy(t, callable.as<Function>(), args);
      case Kind::NativeFunction:
        return callNativePy(t, callable.as<NativeFunction>(), args);
      default:
        break;
    }
  }
  return callObjectPy(t, callable, args);
}

Value callPy(Thread* t, Value callable, std::initializer_list<Value> args) {
  return callPy(t, callable, Args{args.begin(), args.size(), nullptr});
}

Value callMethodPy(Thread* t, Value v, Str* name, std::initializer_list<Value> args) {
  Value self;
  Value callable = TRY(getMethodPy(t, v, name, &self));
  if (self.isUnbound()) return callPy(t, callable, args);
  RootedVector all(t);
  TRY(all.push(self));
  for (Value a : args) TRY(all.push(a));
  return callPy(t, callable, Args{all.data(), all.size(), nullptr});
}

Value callExPy(Thread* t, Value callable, Tuple* positional, Dict* keywords) {
  if (!keywords || keywords->used == 0) return callPy(t, callable, Args{positional->items, positional->length, nullptr});
  RootedVector values(t);
  for (size_t i = 0; i < positional->length; ++i) TRY(values.push(positional->items[i]));
  Tuple* kwNames = TRY(makeTuple(t, keywords->used));
  size_t position = 0, count = 0;
  Value key, value;
  while (dictNext(keywords, &position, &key, &value)) {
    if (!isa<Str>(key)) return raise(t, exc::TypeError, "keywords must be strings");
    kwNames->items[count++] = key;
    writeBarrier(kwNames);
    TRY(values.push(value));
  }
  return callPy(t, callable, Args{values.data(), positional->length, kwNames});
}

bool isCallable(Value v) { return typeOf(v)->slots.call != nullptr; }

}  // namespace typhon
