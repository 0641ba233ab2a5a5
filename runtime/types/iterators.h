// Layouts of the iterators that engines have fast paths for, and of the other iterators of the builtins module.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/memory/heap.h"

namespace typhon {

// iter(list): `index` is the next item; `list` is null once the end was seen, and stays so when the list grows later.
struct ListIterator : Object {
  List* list;
  uint64_t index;
};
Value makeListIterator(Thread* t, List* list);

// reversed(list): `index` is the next item, -1 at the end.
struct ListReverseIterator : Object {
  List* list;
  int64_t index;
};

// iter(tuple).
struct TupleIterator : Object {
  Tuple* tuple;  // null at the end
  uint64_t index;
};
Value makeTupleIterator(Thread* t, Tuple* tuple);

// iter(range) whose members are all small ints: yields Value::smallInt(next), adds step, until remaining is 0.
struct RangeIterator : Object {
  int64_t next;
  int64_t step;
  uint64_t remaining;
};
// iter(range) of larger ints.
struct LongRangeIterator : Object {
  Value start, step, length;  // ints
  Value index;                // int: how many were taken
};

// iter(x) for x with __getitem__ only ("iterator").
struct SequenceIterator : Object {
  Value sequence;  // Unbound at the end
  int64_t index;
};
Value makeSequenceIterator(Thread* t, Value sequence);

// iter(callable, sentinel).
struct CallableIterator : Object {
  Value callable;  // Unbound at the end
  Value sentinel;
};
Value makeCallableIterator(Thread* t, Value callable, Value sentinel);

// reversed(x) by __len__ and __getitem__.
struct ReversedIterator : Object {
  Value sequence;  // Unbound at the end
  int64_t index;
};

// Iterators over dicts, their views included, in both directions.
struct DictIterator : Object {
  enum What : uint8_t { Keys, Values, Items };
  Dict* dict;          // null at the end
  uint64_t position;   // of the next entry (for reverse ones: of the entry after it)
  uint64_t used;       // entries at the start; a change of it raises
  uint64_t version;    // of the dict's keys when it was last looked at
  uint64_t remaining;  // for __length_hint__
  What what;
  bool reverse;
  bool ordered;  // of an OrderedDict: any change of keys raises
};
Value makeDictIterator(Thread* t, Dict* d, DictIterator::What what, bool reverse = false);

// dict.keys(), values(), items().
struct DictView : Object {
  Dict* dict;
};

struct SetIterator : Object {
  Set* set;  // null at the end
  uint64_t position;
  uint64_t used;
  uint64_t remaining;
};
Value makeSetIterator(Thread* t, Set* s);

struct Enumerate : Object {
  Value iterator;
  Value index;  // int: of the next item
};
struct Zip : Object {
  Tuple* iterators;
  bool strict;
};
// Takes the next item of an iterator of pairs apart instead of making a tuple: what the two places of `pair` hold then. Failed:
// an exception is pending. Item: the item was no pair; it is in the first place.
enum class PairStep : uint8_t { Pair, Item, End, Failed };
using NextPair = PairStep (*)(Thread* t, Value iterator, Value* pair);
// For exact enumerate and zip objects and iterators over the items of a dict; null for others.
NextPair nextPairOf(Value iterator);
PairStep dictNextPair(Thread* t, Value iterator, Value* pair);

// What nextPy does with an error that a next slot left: Unbound, with nothing pending, for StopIteration, else the error mark.
Value endOrErrorPy(Thread* t);

struct Map : Object {
  Value function;
  Tuple* iterators;
};
struct Filter : Object {
  Value function;  // or None
  Value iterator;
};

// iter(v) for the built-in iterables, without looking at slots first; Unbound when v is not one of them (exactly).
Value iterBuiltin(Thread* t, Value v);

}  // namespace typhon
