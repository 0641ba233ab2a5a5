// What dict's files and the dict types of _collections share: views, iterators' step, equality, repr.
#pragma once

#include "runtime/object/fixed_shapes.h"
#include "runtime/types/dict.h"
#include "runtime/types/iterators.h"

namespace typhon {

// A view: the shape is kShapeOf_dictKeys, dictValues or dictItems.
Value makeDictView(Thread* t, Dict* d, FixedShape shape);
// The next slot of dict iterators of every kind.
Value dictIteratorNext(Thread* t, Value self);
// Sets up an iterator just allocated.
void startDictIterator(DictIterator* it, Dict* d, DictIterator::What what, bool reverse);

Maybe<bool> dictEqualPy(Thread* t, Dict* a, Dict* b);
Value dictReprPy(Thread* t, Value v);

}  // namespace typhon
