// separator.join(items) of items that come one by one (a generator's): none of them is kept, so that they can die at once.
#pragma once

#include "runtime/types/str.h"

namespace typhon {

// What has been put together so far. Two values for the caller to keep where the collector looks.
struct JoinState {
  Value text = Value::unbound();  // the first item; from the second on a string on a buffer of its own, which nobody else knows
  Value progress = Value::smallInt(0);  // how many items there were; once one was no str, the message of the TypeError
};

// Takes the next item. False with MemoryError pending.
bool joinNext(Thread* t, Str* separator, JoinState& state, Value item);
// The whole: as joinStrs of all items, with its TypeError.
Str* finishJoin(Thread* t, Str* separator, const JoinState& state);

}  // namespace typhon
