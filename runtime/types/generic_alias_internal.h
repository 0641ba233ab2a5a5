// Layout of generic aliases, and the handling of type parameters that they share with unions.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/object/object.h"

namespace typhon {

struct Tuple;

struct GenericAlias : Object {
  Value origin;
  Tuple* args;
  Value parameters;  // tuple; Unbound until asked for
  bool starred;      // *list[int]
};

// The type parameters in arguments, without repetition.
Tuple* typeParametersPy(Thread* t, Tuple* args);
// The arguments with `item` (one value or a tuple) put in the place of the parameters. `self` is for messages.
Tuple* substituteParametersPy(Thread* t, Value self, Tuple* args, Tuple* parameters, Value item);

}  // namespace typhon
