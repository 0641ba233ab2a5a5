// dict: insertion-ordered hash table (compact: an index table over an entry array). A dict that serves as the globals of a
// module or the namespace of a class keeps its values in Cells ("cell layout"), invisibly to Python code.
#pragma once

#include <string>

#include "runtime/exec/errors.h"
#include "runtime/types/value_array.h"

namespace typhon {

struct Str;
struct Type;

struct DictTable;  // runtime/types/dict_table.h: for dict's own files and the interpreters' fast paths

struct Dict : Object {
  uint64_t used;     // live entries
  DictTable* table;  // null while empty and never grown
  uint64_t version;  // changes with every change of keys (not of values)
  bool cells;        // values are Cells
  uint8_t padding[7];
  Value extra;  // of a defaultdict: its default_factory; unused (0) otherwise
};
// Number of items Python code sees (in a cell dict, empty cells do not count).
uint64_t dictLength(const Dict* d);

Dict* makeDict(Thread* t, size_t expected = 0);
// {keys[i]: values[i] ...} of exact strs that are known to be different. Runs no Python code. Null with MemoryError pending.
Dict* makeStrDict(Thread* t, const Value* keys, const Value* values, size_t count);

// Lookups with any key: Unbound if absent; the error mark when hashing or comparing raised.
Value dictGetPy(Thread* t, Dict* d, Value key);
bool dictSetPy(Thread* t, Dict* d, Value key, Value v);
// The same with the hash known.
Value dictGetHashedPy(Thread* t, Dict* d, Value key, int64_t hash);
bool dictSetHashedPy(Thread* t, Dict* d, Value key, Value v, int64_t hash);
// 1 removed, 0 absent, -1 raised. *removed gets the value if not null.
int dictDeletePy(Thread* t, Dict* d, Value key, Value* removed = nullptr);
int dictDeleteHashedPy(Thread* t, Dict* d, Value key, int64_t hash, Value* removed = nullptr);
// Existing value, or inserts `v` and returns it.
Value dictSetDefaultPy(Thread* t, Dict* d, Value key, Value v);

// str keys (exact str): never run Python code as long as all keys are exact str (else they compare through the general path).
Value dictGetStr(Dict* d, Str* key);  // Unbound if absent
bool dictSetStr(Thread* t, Dict* d, Str* key, Value v);
bool dictDeleteStr(Thread* t, Dict* d, Str* key);  // false: it was not there (nothing pending)

// Iteration in order: `position` starts at 0; false at the end. Survives changes of values; after a change of keys the caller
// sees some entries or none, never garbage. Live entries only.
bool dictNext(Dict* d, size_t* position, Value* key, Value* v, int64_t* hash = nullptr);

// The same backwards: `position` starts at SIZE_MAX.
bool dictPrevious(Dict* d, size_t* position, Value* key, Value* v, int64_t* hash = nullptr);
// Removes the last or first item; false when the dict is empty.
bool dictPopEnd(Dict* d, bool last, Value* key, Value* v);
// Moves an item to the end or the beginning of the order: 1, 0 if the key is absent, -1 raised.
int dictMoveToEndPy(Thread* t, Dict* d, Value key, bool last);

// d.update(other) for mappings and iterables of pairs; merges dict fast.
bool dictUpdatePy(Thread* t, Dict* d, Value other);
bool dictMergePy(Thread* t, Dict* d, Dict* other, bool overrideExisting = true);
Dict* dictCopy(Thread* t, Dict* d);
// What displays and calls need: {k: v ...} of `count` pairs; {**mapping} (TypeError "'x' object is not a mapping"); f(**mapping)
// for the callable (duplicates, non-str keys and non-mappings raise TypeErrors that name it).
Value buildDictPy(Thread* t, const Value* pairs, size_t count);
bool dictUpdateMappingPy(Thread* t, Dict* d, Value mapping);
bool dictMergeCallPy(Thread* t, Dict* d, Value mapping, Value callable);
// The callable as error messages name it: "module.f()".
std::string callableTextPy(Thread* t, Value callable);
void dictClear(Dict* d);

// collections.OrderedDict, once _collections is loaded (its exact instances are merged as plain dicts); null before.
extern Type* orderedDictType;

// Cell layout. makeCellDict: empty; dictToCells: converts in place (globals given to exec). dictCell: the cell of a key, null if
// there is none; dictCellOrAdd makes an empty one. An entry whose cell is empty (Unbound) is absent to Python code. Whoever fills
// an empty cell does it through dictSetStr, which puts the entry at the end of the order; full cells may be stored to directly.
Dict* makeCellDict(Thread* t);
bool dictToCells(Thread* t, Dict* d);
Cell* dictCell(Dict* d, Str* key);
Cell* dictCellOrAdd(Thread* t, Dict* d, Str* key);

}  // namespace typhon
