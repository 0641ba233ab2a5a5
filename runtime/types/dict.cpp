// dict: the table; lookup, insertion, deletion, iteration, merging, cell layout.
#include "runtime/types/dict.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/memory/tuning.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict_table.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"

namespace typhon {
namespace {

constexpr uint64_t kMinimumSlots = 8;

uint64_t usableOf(uint64_t slots) { return slots * 2 / 3; }

DictTable* makeTable(Thread* t, uint64_t slots, bool allStr) {
  uint8_t width = slots <= 0xff ? 0 : slots <= 0xffff ? 1 : 2;
  if (slots > uint64_t{1} << 31) return raiseMemory(t);
  uint32_t capacity = static_cast<uint32_t>(usableOf(slots));
  size_t bytes = dictTableBytes(slots, width, capacity, allStr);
  auto* table = static_cast<DictTable*>(allocateObject(t, bytes, Kind::DictTable, kNoShape));
  if (!table) return nullptr;
  table->mask = static_cast<uint32_t>(slots - 1);
  table->usable = capacity;
  table->capacity = capacity;
  table->widthLog2 = width;
  table->allStr = allStr;
  return table;
}

// Calls f(index) with the index as an array of its element type.
template <class F>
inline decltype(auto) withIndex(DictTable* table, F&& f) {
  uint8_t* index = table->index();
  switch (table->widthLog2) {
    case 0:
      return f(index);
    case 1:
      return f(reinterpret_cast<uint16_t*>(index));
    case 2:
      return f(reinterpret_cast<uint32_t*>(index));
    default:
      return f(reinterpret_cast<uint64_t*>(index));
  }
}

// Lets the first slot on the hash's probe sequence that a new entry may take lead to entry `number`.
inline void takeSlot(DictTable* table, uint64_t hash, uint64_t number) {
  withIndex(table, [&](auto* index) {
    uint64_t mask = table->mask, perturb = hash, i = hash & mask;
    while (index[i] >= kDictFirst) {
      perturb >>= kDictPerturbShift;
      i = (i * 5 + perturb + 1) & mask;
    }
    index[i] = static_cast<std::remove_reference_t<decltype(index[0])>>(number + kDictFirst);
  });
}

// Marks the slot that leads to an entry of the table as deleted.
void freeSlotOf(DictTable* table, const DictEntry* wanted) {
  uint64_t number = table->numberOf(wanted) + kDictFirst, hash = static_cast<uint64_t>(table->hashAt(wanted));
  withIndex(table, [&](auto* index) {
    uint64_t mask = table->mask, perturb = hash, i = hash & mask;
    while (index[i] != number) {
      perturb >>= kDictPerturbShift;
      i = (i * 5 + perturb + 1) & mask;
    }
    index[i] = kDictDeleted;
  });
}

inline uint64_t hashAt(const DictEntry& e) { return static_cast<uint64_t>(e.key.as<Str>()->hash); }
inline uint64_t hashAt(const HashedDictEntry& e) { return static_cast<uint64_t>(e.hash); }

template <class Slot, class Entry>
void fillIndex(DictTable* table, Slot* index) {
  constexpr uint64_t kAhead = 8;  // the hash of a str is in the str
  const Entry* entries = table->entries<Entry>();
  uint64_t mask = table->mask, end = table->entryCount;
  for (uint64_t n = table->firstLive; n < end; ++n) {
    if (sizeof(Entry) == sizeof(DictEntry) && n + kAhead < end) __builtin_prefetch(entries[n + kAhead].key.asObject());
    if (entries[n].key.isUnbound()) continue;
    uint64_t perturb = hashAt(entries[n]), i = perturb & mask;
    while (index[i]) {
      perturb >>= kDictPerturbShift;
      i = (i * 5 + perturb + 1) & mask;
    }
    index[i] = static_cast<Slot>(n + kDictFirst);
  }
}

void buildIndex(DictTable* table) {
  withIndex(table, [&](auto* index) {
    using Slot = std::remove_reference_t<decltype(index[0])>;
    table->allStr ? fillIndex<Slot, DictEntry>(table, index) : fillIndex<Slot, HashedDictEntry>(table, index);
  });
}

uint64_t slotsFor(uint64_t entries) { return std::max(kMinimumSlots, std::bit_ceil((entries * 3 + 1) / 2)); }

// Gives the dict a table of `slots` slots with its entries packed, behind `headroom` free places. `allStr`: entries without
// hashes, which needs that the dict's own have none.
bool rebuild(Thread* t, Dict* d, uint64_t slots, bool allStr, uint64_t headroom = 0) {
  DictTable* table = TRY(makeTable(t, slots, allStr));
  DictTable* old = d->table;
  for (uint64_t i = 0; i < headroom; ++i) table->put(i, Value::unbound(), Value::unbound(), 0);
  if (old) {
    if (old->allStr == allStr && old->firstLive == 0 && old->entryCount == d->used) {
      memcpy(static_cast<void*>(table->entry(headroom)), old->entry(0), d->used * table->entryBytes());
    } else {
      uint64_t to = headroom;
      for (uint64_t i = old->firstLive; i < old->entryCount; ++i) {
        const DictEntry* e = old->entry(i);
        if (!e->key.isUnbound()) table->put(to++, e->key, e->value, old->hashAt(e));
      }
    }
  }
  table->firstLive = headroom;
  table->entryCount = headroom + d->used;
  table->usable = table->capacity - table->entryCount;
  buildIndex(table);
  d->table = table;
  writeBarrier(d);
  discard(old);
  return true;
}

// Makes room for one more entry, with this key.
bool grow(Thread* t, Dict* d, Value key) {
  bool allStr = isExact(key, kShapeOf_str) && (!d->table || d->table->allStr || d->used == 0);
  return rebuild(t, d, std::max(kMinimumSlots, std::bit_ceil(d->used * 3)), allStr);
}

// Makes place for hashes.
bool giveHashes(Thread* t, Dict* d) { return rebuild(t, d, uint64_t{d->table->mask} + 1, false); }

// --- lookup

enum class Found { No, Yes, Error, Changed };

template <class Slot>
Found findIn(Thread* t, Dict* d, DictTable* table, Value key, int64_t hash, DictEntry** out) {
  const Slot* index = reinterpret_cast<const Slot*>(table->index());
  uint64_t mask = table->mask, perturb = hash, i = perturb & mask;
  while (true) {
    uint64_t slot = index[i];
    if (slot == kDictFree) {
      *out = nullptr;
      return Found::No;
    }
    if (slot != kDictDeleted) {
      DictEntry* e = table->entry(slot - kDictFirst);
      if (e->key == key) {
        *out = e;
        return Found::Yes;
      }
      if (table->hashAt(e) == hash && !(e->key.isSmallInt() && key.isSmallInt())) {
        Value start = e->key;
        Maybe<bool> equal = equalSlowPy(t, start, key);
        if (!equal.ok()) return Found::Error;
        // __eq__ may have changed the dict: then the search begins anew.
        if (d->table != table || e->key != start) return Found::Changed;
        if (*equal) {
          *out = e;
          return Found::Yes;
        }
      }
    }
    perturb >>= kDictPerturbShift;
    i = (i * 5 + perturb + 1) & mask;
  }
}

// The entry of a key, live or with an empty cell.
Found findPy(Thread* t, Dict* d, Value key, int64_t hash, DictEntry** out) {
  while (true) {
    DictTable* table = d->table;
    if (!table) {
      *out = nullptr;
      return Found::No;
    }
    if (table->allStr && isExact(key, kShapeOf_str)) {
      *out = dictFindStr(table, key.as<Str>());
      return *out ? Found::Yes : Found::No;
    }
    Found found;
    switch (table->widthLog2) {
      case 0:
        found = findIn<uint8_t>(t, d, table, key, hash, out);
        break;
      case 1:
        found = findIn<uint16_t>(t, d, table, key, hash, out);
        break;
      case 2:
        found = findIn<uint32_t>(t, d, table, key, hash, out);
        break;
      default:
        found = findIn<uint64_t>(t, d, table, key, hash, out);
        break;
    }
    if (found != Found::Changed) return found;
  }
}

// --- changes

// Adds an entry for a key that is not there; in a cell dict, `v` is the Cell.
bool insertNew(Thread* t, Dict* d, Value key, Value v, int64_t hash) {
  if (!d->table || d->table->usable == 0) TRY(grow(t, d, key));
  if (d->table->allStr && !isExact(key, kShapeOf_str)) TRY(giveHashes(t, d));
  DictTable* table = d->table;
  uint64_t number = table->entryCount++;
  takeSlot(table, hash, number);
  table->put(number, key, v, hash);
  --table->usable;
  writeBarrier(table);
  ++d->used;
  return true;
}

// What setFast did.
enum class Stored : uint8_t { Done, Failed, General };

// d[key] = v for a key of which equal ones are recognised without running Python code: exact strs among such (`same` compares a
// key of equal hash) and small ints. A new entry takes the first deleted slot that the search met or the free one at its end.
// General: it met something else.
template <class Entry, class Slot, class Same>
Stored setFast(Thread* t, Dict* d, Slot* index, Value key, Value v, uint64_t hash, Same same) {
  DictTable* table = d->table;
  Entry* entries = table->entries<Entry>();
  constexpr uint64_t kNone = UINT64_MAX;
  uint64_t mask = table->mask, perturb = hash, i = hash & mask, deleted = kNone;
  while (true) {
    uint64_t slot = index[i];
    if (slot == kDictFree) break;
    if (slot == kDictDeleted) [[unlikely]] {
      if (deleted == kNone) deleted = i;
    } else {
      Entry* e = entries + (slot - kDictFirst);
      bool found = e->key == key;
      if (!found && hashAt(*e) == hash) {
        int equal = same(e->key);
        if (equal < 0) return Stored::General;
        found = equal;
      }
      if (found) {
        e->value = v;
        writeBarrier(table);
        return Stored::Done;
      }
    }
    perturb >>= kDictPerturbShift;
    i = (i * 5 + perturb + 1) & mask;
  }
  if (table->usable == 0) {
    if (!grow(t, d, key)) return Stored::Failed;
    table = d->table;
    takeSlot(table, hash, table->entryCount);
  } else {
    index[deleted == kNone ? i : deleted] = static_cast<Slot>(table->entryCount + kDictFirst);
  }
  table->put(table->entryCount++, key, v, static_cast<int64_t>(hash));
  --table->usable;
  writeBarrier(table);
  ++d->used;
  ++d->version;
  return Stored::Done;
}

Stored setStrFast(Thread* t, Dict* d, Str* key, Value v) {
  uint64_t hash = static_cast<uint64_t>(key->hash != -1 ? key->hash : hashOf(key));
  return withIndex(d->table, [&](auto* index) {
    return setFast<DictEntry>(t, d, index, key, v, hash,
                              [key](Value other) { return static_cast<int>(equals(other.as<Str>(), key)); });
  });
}

Stored setSmallIntFast(Thread* t, Dict* d, Value key, Value v) {
  if (d->table->allStr && !giveHashes(t, d)) return Stored::Failed;
  return withIndex(d->table, [&](auto* index) {
    return setFast<HashedDictEntry>(t, d, index, key, v, static_cast<uint64_t>(base::hashInt(key.asSmallInt())),
                                    [](Value other) { return other.isSmallInt() ? 0 : -1; });
  });
}

// Takes an entry out of the table.
void removeEntry(Dict* d, DictEntry* e) {
  DictTable* table = d->table;
  freeSlotOf(table, e);
  e->key = Value::unbound();
  e->value = Value::unbound();
  --d->used;
  while (table->firstLive < table->entryCount && table->entry(table->firstLive)->key.isUnbound()) ++table->firstLive;
}

// Adds a key that Python code does not see yet, wrapping the value if need be.
bool addEntry(Thread* t, Dict* d, Value key, Value v, int64_t hash) {
  if (d->cells) {
    Cell* cell = TRY(makeCell(t, Value::unbound()));
    cell->owner = d;
    storeCell(cell, v);
    v = cell;
  }
  TRY(insertNew(t, d, key, v, hash));
  ++d->version;
  return true;
}

// Stores into an entry that findPy found.
bool storeEntry(Thread* t, Dict* d, DictEntry* e, Value v) {
  if (!d->cells) {
    e->value = v;
    writeBarrier(d->table);
    return true;
  }
  Cell* cell = e->value.as<Cell>();
  if (cell->value.isUnbound() && !v.isUnbound()) {
    // A name that was deleted, or only looked up so far, comes to the end of the order.
    Value key = e->key;
    int64_t hash = d->table->hashAt(e);
    if (e != d->table->entry(d->table->entryCount - 1)) {
      removeEntry(d, e);
      TRY(insertNew(t, d, key, cell, hash));
    }
    ++d->version;
  }
  storeCell(cell, v);
  return true;
}

Value valueOf(const Dict* d, const DictEntry* e) { return d->cells ? e->value.as<Cell>()->value : e->value; }

bool isLive(const Dict* d, const DictEntry* e) {
  return !e->key.isUnbound() && !(d->cells && e->value.as<Cell>()->value.isUnbound());
}

DictTable* cloneTable(Thread* t, DictTable* table) {
  size_t bytes = dictTableBytes(table);
  auto* copy = static_cast<DictTable*>(allocateObject(t, bytes, Kind::DictTable, kNoShape));
  if (!copy) return nullptr;
  size_t usedBytes = bytes - (table->capacity - table->entryCount) * table->entryBytes();
  memcpy(reinterpret_cast<char*>(copy) + sizeof(Object), reinterpret_cast<char*>(table) + sizeof(Object),
         usedBytes - sizeof(Object));
  return copy;
}

inline Stored setFastAny(Thread* t, Dict* d, Value key, Value v) {
  if (!d->table || d->cells) return Stored::General;
  if (key.isSmallInt()) return setSmallIntFast(t, d, key, v);
  if (d->table->allStr && isExact(key, kShapeOf_str)) return setStrFast(t, d, key.as<Str>(), v);
  return Stored::General;
}

}  // namespace

DictEntry* dictFindSmallInt(DictTable* table, Value key, bool* general) {
  *general = false;
  if (table->allStr) return nullptr;
  int64_t hash = base::hashInt(key.asSmallInt());
  const uint8_t* index = table->index();
  HashedDictEntry* entries = table->entries<HashedDictEntry>();
  uint64_t mask = table->mask, perturb = hash, i = perturb & mask;
  while (true) {
    uint64_t slot = dictSlot(index, table->widthLog2, i);
    if (slot == kDictFree) return nullptr;
    if (slot != kDictDeleted) {
      HashedDictEntry* e = entries + (slot - kDictFirst);
      if (e->key == key) return e;
      if (e->hash == hash && !e->key.isSmallInt()) {
        *general = true;
        return nullptr;
      }
    }
    perturb >>= kDictPerturbShift;
    i = (i * 5 + perturb + 1) & mask;
  }
}

namespace {

Dict* makeDictFor(Thread* t, size_t expected, bool allStr) {
  DictTable* table = nullptr;
  if (expected) table = TRY(makeTable(t, slotsFor(expected), allStr));
  Dict* d = TRY(allocateExact<Dict>(t, kShapeOf_dict));
  d->table = table;
  return d;
}

}  // namespace

Dict* makeDict(Thread* t, size_t expected) { return makeDictFor(t, expected, true); }

Dict* makeStrDict(Thread* t, const Value* keys, const Value* values, size_t count) {
  Dict* d = TRY(makeDictFor(t, count, true));
  for (size_t i = 0; i < count; ++i) {
    Str* key = keys[i].as<Str>();
    takeSlot(d->table, static_cast<uint64_t>(hashOf(key)), i);
    d->table->put(i, keys[i], values[i], 0);
  }
  if (count) {
    d->table->entryCount += static_cast<uint32_t>(count);
    d->table->usable -= static_cast<uint32_t>(count);
    writeBarrier(d->table);
  }
  d->used = d->version = count;
  return d;
}

uint64_t dictLength(const Dict* d) {
  if (!d->cells) return d->used;
  uint64_t count = 0;
  if (DictTable* table = d->table) {
    for (uint64_t i = table->firstLive; i < table->entryCount; ++i) count += isLive(d, table->entry(i));
  }
  return count;
}

Value dictGetHashedPy(Thread* t, Dict* d, Value key, int64_t hash) {
  DictEntry* e;
  Found found = findPy(t, d, key, hash, &e);
  if (found == Found::Yes) return valueOf(d, e);
  return found == Found::No ? Value::unbound() : Value::error();
}

Value dictGetPy(Thread* t, Dict* d, Value key) {
  if (isExact(key, kShapeOf_str)) {
    DictTable* table = d->table;
    if (!table) return Value::unbound();
    if (table->allStr) {
      DictEntry* e = dictFindStr(table, key.as<Str>());
      return e ? valueOf(d, e) : Value::unbound();
    }
  }
  int64_t hash = TRY(hashFastPy(t, key));
  return dictGetHashedPy(t, d, key, hash);
}

bool dictSetHashedPy(Thread* t, Dict* d, Value key, Value v, int64_t hash) {
  DictEntry* e;
  switch (findPy(t, d, key, hash, &e)) {
    case Found::Yes:
      return storeEntry(t, d, e, v);
    case Found::No:
      return addEntry(t, d, key, v, hash);
    default:
      return false;
  }
}

bool dictSetPy(Thread* t, Dict* d, Value key, Value v) {
  if (Stored done = setFastAny(t, d, key, v); done != Stored::General) [[likely]]
    return done == Stored::Done;
  int64_t hash = TRY(hashFastPy(t, key));
  return dictSetHashedPy(t, d, key, v, hash);
}

int dictDeleteHashedPy(Thread* t, Dict* d, Value key, int64_t hash, Value* removed) {
  DictEntry* e;
  Found found = findPy(t, d, key, hash, &e);
  if (found == Found::Error) return -1;
  if (found == Found::No || !isLive(d, e)) return 0;
  if (removed) *removed = valueOf(d, e);
  if (d->cells) {
    storeCell(e->value.as<Cell>(), Value::unbound());
  } else {
    removeEntry(d, e);
  }
  ++d->version;
  return 1;
}

int dictDeletePy(Thread* t, Dict* d, Value key, Value* removed) {
  int64_t hash = TRY(hashFastPy(t, key));
  return dictDeleteHashedPy(t, d, key, hash, removed);
}

Value dictSetDefaultPy(Thread* t, Dict* d, Value key, Value v) {
  int64_t hash = TRY(hashFastPy(t, key));
  DictEntry* e;
  Found found = findPy(t, d, key, hash, &e);
  if (found == Found::Error) return Value::error();
  if (found == Found::Yes && isLive(d, e)) return valueOf(d, e);
  TRY(found == Found::Yes ? storeEntry(t, d, e, v) : addEntry(t, d, key, v, hash));
  return v;
}

// --- str keys

Value dictGetStr(Dict* d, Str* key) {
  DictTable* table = d->table;
  if (!table) return Value::unbound();
  if (table->allStr) {
    DictEntry* e = dictFindStr(table, key);
    return e ? valueOf(d, e) : Value::unbound();
  }
  // Some key is not an exact str. Should its __eq__ raise, the key counts as absent.
  Thread* t = currentThread();
  Value v = dictGetHashedPy(t, d, key, hashOf(key));
  if (!v.isError()) return v;
  clearPending(t);
  return Value::unbound();
}

DictEntry* dictFindAttribute(const Dict* d, Str* name) {
  return d->table && d->table->allStr && !d->cells ? dictFindStr(d->table, name) : nullptr;
}

bool dictLacksAttribute(const Dict* d, Str* name) { return !d->table || (d->table->allStr && !dictFindStr(d->table, name)); }

bool dictSetStr(Thread* t, Dict* d, Str* key, Value v) { return dictSetHashedPy(t, d, key, v, hashOf(key)); }

bool dictDeleteStr(Thread* t, Dict* d, Str* key) { return dictDeleteHashedPy(t, d, key, hashOf(key), nullptr) > 0; }

// --- iteration

bool dictNext(Dict* d, size_t* position, Value* key, Value* v, int64_t* hash) {
  DictTable* table = d->table;
  if (!table) return false;
  while (DictEntry* e = dictNextEntry(table, position)) {
    if (!isLive(d, e)) continue;
    *key = e->key;
    *v = valueOf(d, e);
    if (hash) *hash = table->hashAt(e);
    return true;
  }
  *position = table->entryCount;
  return false;
}

bool dictPrevious(Dict* d, size_t* position, Value* key, Value* v, int64_t* hash) {
  DictTable* table = d->table;
  if (!table) return false;
  for (size_t i = std::min<size_t>(*position, table->entryCount); i-- > table->firstLive;) {
    DictEntry* e = table->entry(i);
    if (!isLive(d, e)) continue;
    *key = e->key;
    *v = valueOf(d, e);
    if (hash) *hash = table->hashAt(e);
    *position = i;
    return true;
  }
  *position = 0;
  return false;
}

bool dictPopEnd(Dict* d, bool last, Value* key, Value* v) {
  size_t position = last ? SIZE_MAX : 0;
  int64_t hash;
  if (!(last ? dictPrevious(d, &position, key, v, &hash) : dictNext(d, &position, key, v, &hash))) return false;
  DictTable* table = d->table;
  DictEntry* e = table->entry(last ? position : position - 1);
  if (d->cells) {
    storeCell(e->value.as<Cell>(), Value::unbound());
  } else {
    removeEntry(d, e);
    // The places behind the last entry can be used again, but not their index slots: `usable` stays.
    if (last) {
      table->entryCount = position;
      table->firstLive = std::min(table->firstLive, table->entryCount);
    }
  }
  ++d->version;
  return true;
}

int dictMoveToEndPy(Thread* t, Dict* d, Value key, bool last) {
  int64_t hash = TRY(hashFastPy(t, key));
  DictEntry* e;
  Found found = findPy(t, d, key, hash, &e);
  if (found == Found::Error) return -1;
  if (found == Found::No || !isLive(d, e)) return 0;
  DictTable* table = d->table;
  if (last) {
    if (e == table->entry(table->entryCount - 1)) return 1;
    Value stored = e->key, v = e->value;
    removeEntry(d, e);
    TRY(insertNew(t, d, stored, v, hash));
    ++d->version;
    return 1;
  }
  if (e == table->entry(table->firstLive)) return 1;
  Value stored = e->key, v = e->value;
  removeEntry(d, e);
  // The entry goes before the first one; where there is no place, the table gets as many free ones as it has entries.
  if (d->table->firstLive == 0 || d->table->usable == 0) {
    uint64_t headroom = d->used + 4;
    TRY(rebuild(t, d, std::max(kMinimumSlots, std::bit_ceil((d->used + headroom) * 2)), d->table->allStr, headroom));
  }
  table = d->table;
  uint64_t number = --table->firstLive;
  takeSlot(table, hash, number);
  table->put(number, stored, v, hash);
  --table->usable;  // an index slot is taken
  writeBarrier(table);
  ++d->used;
  ++d->version;
  return 1;
}

// --- whole dicts

void dictClear(Dict* d) {
  ++d->version;
  if (d->cells) {
    if (DictTable* table = d->table) {
      for (uint64_t i = table->firstLive; i < table->entryCount; ++i) {
        DictEntry* e = table->entry(i);
        if (isLive(d, e)) storeCell(e->value.as<Cell>(), Value::unbound());
      }
    }
    return;
  }
  d->table = nullptr;
  d->used = 0;
}

Dict* dictCopy(Thread* t, Dict* d) {
  Dict* copy = TRY(makeDict(t));
  if (d->used == 0) return copy;
  if (!d->cells && d->used >= d->table->entryCount / 3 * 2) {
    copy->table = TRY(cloneTable(t, d->table));
    writeBarrier(copy);
    copy->used = d->used;
    return copy;
  }
  TRY(rebuild(t, copy, slotsFor(dictLength(d)), d->table->allStr));
  size_t position = 0;
  Value key, v;
  int64_t hash;
  // Keys are known to differ: no comparisons.
  while (dictNext(d, &position, &key, &v, &hash)) TRY(insertNew(t, copy, key, v, hash));
  return copy;
}

bool dictMergePy(Thread* t, Dict* d, Dict* other, bool overrideExisting) {
  if (d == other || other->used == 0) return true;
  if (d->used == 0 && !d->cells && !other->cells && other->used == other->table->entryCount) {
    d->table = TRY(cloneTable(t, other->table));
    d->used = other->used;
    ++d->version;
    writeBarrier(d);
    return true;
  }
  uint64_t count = dictLength(other);
  if (!d->table || d->table->usable < count)
    TRY(rebuild(t, d, slotsFor(d->used + count), d->used ? d->table->allStr : other->table->allStr));
  size_t position = 0;
  Value key, v;
  int64_t hash;
  uint64_t version = other->version;
  while (dictNext(other, &position, &key, &v, &hash)) {
    if (overrideExisting) {
      if (Stored done = setFastAny(t, d, key, v); done != Stored::General) {
        if (done == Stored::Failed) return false;
        continue;
      }
    }
    DictEntry* e;
    Found found = findPy(t, d, key, hash, &e);
    if (found == Found::Error) return false;
    if (found == Found::No) {
      TRY(addEntry(t, d, key, v, hash));
    } else if (overrideExisting || !isLive(d, e)) {
      TRY(storeEntry(t, d, e, v));
    }
    if (other->version != version) return raise(t, exc::RuntimeError, "dict mutated during update");
  }
  return true;
}

namespace {

// d[k] = mapping[k] for k in mapping.keys().
bool mergeMappingPy(Thread* t, Dict* d, Value mapping) {
  Value keys = TRY(callMethodPy(t, mapping, names::keys));
  Iteration it(t);
  if (!it.startPy(keys)) return false;
  while (true) {
    Value key = TRY(it.nextPy());
    if (key.isUnbound()) return true;
    Value v = TRY(getItemPy(t, mapping, key));
    TRY(dictSetPy(t, d, key, v));
  }
}

bool mergePairsPy(Thread* t, Dict* d, Value iterable) {
  Iteration it(t);
  NextPair nextPair = nullptr;
  if (!isExact(iterable, kShapeOf_list) && !isExact(iterable, kShapeOf_tuple)) {
    // From zip, enumerate and the like without a tuple for each pair.
    iterable = TRY(iterPy(t, iterable));
    nextPair = nextPairOf(iterable);
  }
  if (!nextPair && !it.startPy(iterable)) return false;
  for (size_t i = 0;; ++i) {
    Value item;
    if (nextPair) {
      if (t->poll.load(std::memory_order_relaxed)) [[unlikely]]
        TRY(handlePollPy(t));
      Value pair[2];
      PairStep step = nextPair(t, iterable, pair);
      if (step == PairStep::Failed) return false;
      if (step == PairStep::Pair) [[likely]] {
        TRY(dictSetPy(t, d, pair[0], pair[1]));
        continue;
      }
      item = step == PairStep::End ? Value::unbound() : pair[0];
    } else {
      item = TRY(it.nextPy());
    }
    if (item.isUnbound()) return true;
    if (isExact(item, kShapeOf_tuple) && item.as<Tuple>()->length == 2) [[likely]] {
      TRY(dictSetPy(t, d, item.as<Tuple>()->items[0], item.as<Tuple>()->items[1]));
      continue;
    }
    Value fast = sequenceFastPy(t, item, "");
    if (fast.isError()) {
      if (!pendingIs(t, exc::TypeError)) return false;
      clearPending(t);
      return raise(t, exc::TypeError, "cannot convert dictionary update sequence element #{} to a sequence", i);
    }
    size_t n;
    const Value* pair = sequenceItems(fast, &n);
    if (n != 2) return raise(t, exc::ValueError, "dictionary update sequence element #{} has length {}; 2 is required", i, n);
    TRY(dictSetPy(t, d, pair[0], pair[1]));
  }
}

bool isPlainDict(Value v) {
  if (!isa<Dict>(v)) return false;
  Type* type = typeOf(v);
  return type->slots.iter == types::dict->slots.iter || type == orderedDictType;
}

}  // namespace

bool dictUpdatePy(Thread* t, Dict* d, Value other) {
  if (isPlainDict(other)) return dictMergePy(t, d, other.as<Dict>());
  Value keys = TRY(findAttrPy(t, other, names::keys));
  if (!keys.isUnbound()) return mergeMappingPy(t, d, other);
  return mergePairsPy(t, d, other);
}

bool dictUpdateMappingPy(Thread* t, Dict* d, Value mapping) {
  if (isPlainDict(mapping)) return dictMergePy(t, d, mapping.as<Dict>());
  if (mergeMappingPy(t, d, mapping)) return true;
  if (!pendingIs(t, exc::AttributeError)) return false;
  clearPending(t);
  return raise(t, exc::TypeError, "'{}' object is not a mapping", typeName(mapping));
}

std::string callableTextPy(Thread* t, Value callable) {
  PendingSaver saver(t);
  auto textOf = [&](Str* name) -> std::string {
    Value v = findAttrPy(t, callable, name);
    if (v.isError()) clearPending(t);
    return isa<Str>(v) ? toUtf8(v.as<Str>()) : std::string();
  };
  std::string qualified = textOf(names::__qualname__);
  if (qualified.empty()) {
    Str* shown = strPy(t, callable);
    if (shown) return toUtf8(shown);
    clearPending(t);
    return typeName(callable);
  }
  std::string module = textOf(names::__module__);
  if (!module.empty() && module != "builtins") return module + "." + qualified + "()";
  return qualified + "()";
}

bool dictMergeCallPy(Thread* t, Dict* d, Value mapping, Value callable) {
  auto isNew = [&](Value key) -> bool {
    Value existing = TRY(dictGetPy(t, d, key));
    if (existing.isUnbound()) return true;
    Str* shown = TRY(strPy(t, key));
    return raise(t, exc::TypeError, "{} got multiple values for keyword argument '{}'", callableTextPy(t, callable),
                 toUtf8(shown));
  };
  if (isPlainDict(mapping)) {
    Dict* other = mapping.as<Dict>();
    if (d->used == 0 && other->table && other->table->allStr) return dictMergePy(t, d, other);
    size_t position = 0;
    Value key, v;
    while (dictNext(other, &position, &key, &v)) TRY(isNew(key) && dictSetPy(t, d, key, v));
    return true;
  }
  Value keys = callMethodPy(t, mapping, names::keys);
  if (keys.isError()) {
    if (!pendingIs(t, exc::AttributeError)) return false;
    clearPending(t);
    return raise(t, exc::TypeError, "{} argument after ** must be a mapping, not {}", callableTextPy(t, callable),
                 typeName(mapping));
  }
  Iteration it(t);
  if (!it.startPy(keys)) return false;
  while (true) {
    Value key = TRY(it.nextPy());
    if (key.isUnbound()) return true;
    TRY(isNew(key));
    Value v = TRY(getItemPy(t, mapping, key));
    TRY(dictSetPy(t, d, key, v));  // the call complains of keys that are no strings
  }
}

Value buildDictPy(Thread* t, const Value* pairs, size_t count) {
  Dict* d = TRY(makeDictFor(t, count, count && isExact(pairs[0], kShapeOf_str)));
  for (size_t i = 0; i < count; ++i) TRY(dictSetPy(t, d, pairs[2 * i], pairs[2 * i + 1]));
  return d;
}

// --- cell layout

Dict* makeCellDict(Thread* t) {
  Dict* d = TRY(makeDict(t));
  d->cells = true;
  return d;
}

bool dictToCells(Thread* t, Dict* d) {
  if (d->cells) return true;
  DictTable* table = d->table;
  size_t count = table ? table->entryCount : 0;
  // All cells are made first, so that the layout changes at one moment.
  ValueArray* cells = TRY(makeValueArray(t, count));
  for (size_t i = 0; i < count; ++i) {
    const DictEntry& e = *table->entry(i);
    if (e.key.isUnbound()) continue;
    Cell* cell = TRY(makeCell(t, Value::unbound()));
    cell->owner = d;
    storeCell(cell, e.value);
    cells->items[i] = cell;
    writeBarrier(cells);
  }
  for (size_t i = 0; i < count; ++i) {
    DictEntry& e = *table->entry(i);
    if (!e.key.isUnbound()) e.value = cells->items[i];
  }
  if (table) writeBarrier(table);
  d->cells = true;
  return true;
}

namespace {

DictEntry* cellEntry(Dict* d, Str* key) {
  if (!d->table) return nullptr;
  if (d->table->allStr) return dictFindStr(d->table, key);
  Thread* t = currentThread();
  DictEntry* e;
  if (findPy(t, d, key, hashOf(key), &e) == Found::Error) {
    clearPending(t);
    return nullptr;
  }
  return e;
}

}  // namespace

Cell* dictCell(Dict* d, Str* key) {
  DictEntry* e = cellEntry(d, key);
  return e ? e->value.as<Cell>() : nullptr;
}

Cell* dictCellOrAdd(Thread* t, Dict* d, Str* key) {
  if (DictEntry* e = cellEntry(d, key)) return e->value.as<Cell>();
  Cell* cell = TRY(makeCell(t, Value::unbound()));
  cell->owner = d;
  TRY(insertNew(t, d, key, cell, hashOf(key)));
  return cell;
}

}  // namespace typhon
