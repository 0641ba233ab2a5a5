// set and frozenset: one layout, CPython's table and probing order, so that iteration order is the same.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/types/value_array.h"

namespace typhon {

struct SetTable;

struct Set : Object {
  uint64_t used;
  uint64_t fill;    // used and dummy entries
  SetTable* table;  // null: the smallest table, empty
  int64_t hash;     // of a frozenset; -1: not computed yet
  uint64_t finger;  // where pop() goes on
};
Set* makeSet(Thread* t, bool frozen = false);
bool setAddPy(Thread* t, Set* s, Value item);
int setContainsPy(Thread* t, Set* s, Value item);  // 1, 0, -1
// The same for items that compare without running Python code (small ints and exact strs among their like); -1: it is none.
int setContainsSimple(Set* s, Value item);
int setDiscardPy(Thread* t, Set* s, Value item);                // 1 removed, 0 absent, -1
Value buildSetPy(Thread* t, const Value* items, size_t count);  // {a, b ...}
bool setUpdatePy(Thread* t, Set* s, Value iterable);
bool setMergePy(Thread* t, Set* s, Set* other);
int setDiscardHashedPy(Thread* t, Set* s, Value item, int64_t hash);
Value setPop(Set* s);             // Unbound when it is empty
bool setIsFrozen(const Set* s);   // whether it is a frozenset (or of a subclass of it)
Set* setCopy(Thread* t, Set* s);  // a plain set or frozenset
void setSwapBodies(Set* a, Set* b);
Value setDifferencePy(Thread* t, Set* s, Value iterable);
Maybe<bool> setIsSubsetPy(Thread* t, Set* s, Value iterable);
Maybe<bool> setIsDisjointPy(Thread* t, Set* s, Set* other);
bool setDifferenceUpdatePy(Thread* t, Set* s, Value iterable);
bool setSymmetricDifferenceUpdatePy(Thread* t, Set* s, Value iterable);
Value setIntersectionPy(Thread* t, Set* s, Value iterable);  // a new set or frozenset, as s is
// Items with known hash, e.g. from setNext.
bool setAddHashedPy(Thread* t, Set* s, Value item, int64_t hash);
int setContainsHashedPy(Thread* t, Set* s, Value item, int64_t hash);
int64_t setHash(const Set* s);  // as of the frozenset with its items
void setClear(Set* s);
// Items in the order of the table: `position` starts at 0; false at the end.
bool setNext(Set* s, size_t* position, Value* item, int64_t* hash = nullptr);
inline bool isAnySet(Value v) { return isa<Set>(v); }

}  // namespace typhon
