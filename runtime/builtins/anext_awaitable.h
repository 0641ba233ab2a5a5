// What anext(iterator, default) returns.
#pragma once

#include "runtime/object/object.h"

namespace typhon {

struct Thread;

struct AnextAwaitable : Object {
  Value wrapped;  // the awaitable of __anext__
  Value defaultValue;
};
Value makeAnextAwaitable(Thread* t, Value wrapped, Value defaultValue);

}  // namespace typhon
