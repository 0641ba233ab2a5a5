// What the files of the _collections module share.
#pragma once

#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/module.h"

namespace typhon {

// collections.deque: a ring of items.
struct Deque : Object {
  ValueArray* store;  // null while nothing was ever added
  uint64_t head;      // place of the first item
  uint64_t length;
  int64_t maxLength;  // -1: unbounded
  uint64_t state;     // changes with every change of length or order
};
struct DequeIterator : Object {
  Deque* deque;
  uint64_t index;  // items passed
  uint64_t remaining;
  uint64_t state;  // of the deque at the start
  bool reverse;
};
// _collections._tuplegetter: the attribute of a named tuple.
struct TupleGetter : Object {
  int64_t index;
  Value doc;
};

namespace collections {

extern const TypeSpec dequeSpec, dequeIteratorSpec, dequeReverseIteratorSpec;  // deque.cpp
extern const TypeSpec defaultDictSpec, tupleGetterSpec;                        // collections.cpp
extern const TypeSpec orderedDictSpec, orderedKeysSpec, orderedValuesSpec, orderedItemsSpec,
    orderedIteratorSpec;  // ordered_dict.cpp
extern Type *dequeType, *dequeIteratorType, *dequeReverseIteratorType, *defaultDictType, *orderedKeysType, *orderedValuesType,
    *orderedItemsType, *orderedIteratorType;
// The native functions behind dict.get and defaultdict.__missing__ of this class, for fast paths that they permit.
bool hasPlainMissing(Type* type);

}  // namespace collections
}  // namespace typhon
