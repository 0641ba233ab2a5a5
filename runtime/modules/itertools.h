// What the files of the itertools module share: one structure for all its iterators.
#pragma once

#include <algorithm>
#include <initializer_list>

#include "runtime/exec/warnings.h"
#include "runtime/object/record.h"
#include "runtime/types/container_support.h"
#include "runtime/types/float.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"

namespace typhon {

// The state of an iterator type of itertools; each file says what the fields mean to its types.
struct IteratorState : Record {
  static constexpr uint32_t kValues = 6;
  Value a, b, c, d, e, f;  // Unbound when empty
  int64_t i, j, k;
  bool flag;
};

namespace itertools {

inline IteratorState* stateOf(Value v) { return v.as<IteratorState>(); }
// A new instance of the class (args[0] of a __new__), all fields empty. Null with MemoryError pending.
IteratorState* newState(Thread* t, Value cls);
// (type(self), arguments) and (type(self), arguments, state): what __reduce__ returns.
Value reduced(Thread* t, Value self, std::initializer_list<Value> arguments, Value state = Value::unbound());
// The DeprecationWarning of 3.12 for whoever pickles or copies an iterator of this module. False with an exception pending
// when a filter turns it into one. Runs Python code.
[[nodiscard]] bool warnOfPicklePy(Thread* t);
// __reduce__ or __setstate__ behind that warning.
template <NativeFn fn>
Value deprecated(Thread* t, Value* args, size_t argc) {
  TRY(warnOfPicklePy(t));
  return fn(t, args, argc);
}
// A tuple of the state that __setstate__ got, with `count` items. TypeError otherwise.
Tuple* stateTuple(Thread* t, Value state, size_t count);
// A field store with barrier.
inline void set(IteratorState* s, Value IteratorState::* field, Value v) {
  s->*field = v;
  writeBarrier(s);
}

extern const TypeSpec accumulateSpec, batchedSpec, chainSpec, compressSpec, countSpec, cycleSpec, dropwhileSpec, filterfalseSpec,
    isliceSpec, pairwiseSpec, repeatSpec, starmapSpec, takewhileSpec, zipLongestSpec;  // itertools.cpp
extern const TypeSpec groupbySpec, grouperSpec, teeSpec, teeDataSpec;                  // itertools_groups.cpp
extern const TypeSpec combinationsSpec, combinationsWithReplacementSpec, permutationsSpec,
    productSpec;  // itertools_combinations.cpp
extern Type *chainType, *isliceType, *teeType, *teeDataType, *grouperType;
Value teeFunction(Thread* t, Value* args, size_t argc);

}  // namespace itertools
}  // namespace typhon
