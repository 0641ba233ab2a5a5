// set and frozenset: one layout, CPython's table and probing order, so that iteration order is the same.
#pragma once

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
int setDiscardPy(Thread* t, Set* s, Value item);   // 1 removed, 0 absent, -1
Value buildSetPy(Thread* t, const Value* items, size_t count);  // {a, b ...}
bool setUpdatePy(Thread* t, Set* s, Value iterable);
bool setNext(Set* s, size_t* position, Value* item);
inline bool isAnySet(Value v) { return isa<Set>(v); }

}  // namespace typhon
