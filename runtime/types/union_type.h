// types.UnionType: int | str (PEP 604).
#pragma once

#include "runtime/memory/heap.h"

namespace typhon {

struct Tuple;

struct UnionType : Object {
  Tuple* args;       // deduplicated, flattened
  Value parameters;  // tuple of the type parameters in them, or Unbound until asked for
};

// a | b; NotImplemented when one of them cannot be part of a union. (None stands for NoneType.)
Value makeUnion(Thread* t, Value a, Value b);

}  // namespace typhon
