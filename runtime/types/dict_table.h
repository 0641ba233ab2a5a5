// The table of a dict: [header | index | entries]. The index is an open-addressing hash table (CPython's probing) of
// numbers of 1, 2 or 4 bytes: 0 free, 1 deleted, n + 2 the entry n. Entries stand in insertion order; a deleted one has
// the key Unbound. While all keys are exact strs, which know their hash, entries do without it; the first other key
// gives the dict another table. Only dict's own files and fast paths of the engines look into it.
#pragma once

#include "runtime/types/dict.h"
#include "runtime/types/str.h"

namespace typhon {

struct DictEntry {
  Value key;    // Unbound: deleted
  Value value;  // in a cell dict: a Cell
};
struct HashedDictEntry : DictEntry {
  int64_t hash;
};

struct DictTable : Object {
  // Small dicts are common, and none has 2^32 entries (100 GiB).
  uint32_t mask;        // slots of the index - 1
  uint32_t entryCount;  // entries in use, deleted ones among them included
  uint32_t usable;      // entries that may still be added before the table has to be rebuilt
  uint32_t firstLive;   // no entry before this one is live
  uint32_t capacity;    // entries there is room for
  uint8_t widthLog2;    // bytes of an index slot, as a power of two
  bool allStr;          // all keys are exact str: entries are DictEntry, else HashedDictEntry
  uint8_t padding[2];

  uint8_t* index() { return reinterpret_cast<uint8_t*>(this + 1); }
  // All entries, in tables with (or without) hashes.
  template <class Entry>
  Entry* entries() {
    return reinterpret_cast<Entry*>(index() + ((uint64_t{mask} + 1) << widthLog2));
  }
  size_t entryBytes() const { return allStr ? sizeof(DictEntry) : sizeof(HashedDictEntry); }
  DictEntry* entry(uint64_t n) { return reinterpret_cast<DictEntry*>(entries<char>() + n * entryBytes()); }
  uint64_t numberOf(const DictEntry* e) {
    return static_cast<uint64_t>(reinterpret_cast<const char*>(e) - entries<char>()) / entryBytes();
  }
  // Of an entry that is not deleted.
  int64_t hashAt(const DictEntry* e) const {
    return allStr ? e->key.as<Str>()->hash : static_cast<const HashedDictEntry*>(e)->hash;
  }
  void put(uint64_t n, Value key, Value value, int64_t hash) {
    DictEntry* e = entry(n);
    e->key = key;
    e->value = value;
    if (!allStr) static_cast<HashedDictEntry*>(e)->hash = hash;
  }
};
static_assert(sizeof(HashedDictEntry) == 24);
static_assert(sizeof(DictTable) % 8 == 0);

inline size_t dictTableBytes(uint64_t slots, uint8_t widthLog2, uint64_t capacity, bool allStr) {
  return sizeof(DictTable) + (slots << widthLog2) + capacity * (allStr ? sizeof(DictEntry) : sizeof(HashedDictEntry));
}
inline size_t dictTableBytes(const DictTable* table) {
  return dictTableBytes(uint64_t{table->mask} + 1, table->widthLog2, table->capacity, table->allStr);
}

inline constexpr uint64_t kDictFree = 0, kDictDeleted = 1, kDictFirst = 2;
inline constexpr int kDictPerturbShift = 5;

inline uint64_t dictSlot(const uint8_t* index, uint8_t widthLog2, uint64_t i) {
  switch (widthLog2) {
    case 0:
      return index[i];
    case 1:
      return reinterpret_cast<const uint16_t*>(index)[i];
    case 2:
      return reinterpret_cast<const uint32_t*>(index)[i];
    default:
      return reinterpret_cast<const uint64_t*>(index)[i];
  }
}

namespace detail {
template <class Slot>
inline DictEntry* dictFindStr(DictTable* table, Str* key, uint64_t hash) {
  const Slot* index = reinterpret_cast<const Slot*>(table->index());
  DictEntry* entries = table->entries<DictEntry>();
  uint64_t mask = table->mask, perturb = hash, i = hash & mask;
  Value wanted(key);
  while (true) {
    uint64_t slot = index[i];
    if (slot == kDictFree) return nullptr;
    if (slot != kDictDeleted) {
      DictEntry* e = entries + (slot - kDictFirst);
      if (e->key == wanted) return e;
      if (static_cast<uint64_t>(e->key.as<Str>()->hash) == hash && equals(e->key.as<Str>(), key)) return e;
    }
    perturb >>= kDictPerturbShift;
    i = (i * 5 + perturb + 1) & mask;
  }
}
}  // namespace detail

// The entry of an exact str in a table whose keys are all exact str, or null. Runs no Python code.
inline DictEntry* dictFindStr(DictTable* table, Str* key) {
  uint64_t hash = static_cast<uint64_t>(key->hash != -1 ? key->hash : hashOf(key));
  switch (table->widthLog2) {
    case 0:
      return detail::dictFindStr<uint8_t>(table, key, hash);
    case 1:
      return detail::dictFindStr<uint16_t>(table, key, hash);
    case 2:
      return detail::dictFindStr<uint32_t>(table, key, hash);
    default:
      return detail::dictFindStr<uint64_t>(table, key, hash);
  }
}

namespace detail {
template <class Entry>
inline DictEntry* dictNextEntry(DictTable* table, uint64_t* position) {
  Entry* entries = table->entries<Entry>();
  uint64_t i = *position, end = table->entryCount;
  if (i < table->firstLive) i = table->firstLive;
  while (i < end && entries[i].key.isUnbound()) ++i;
  *position = i + 1;
  return i < end ? entries + i : nullptr;
}
}  // namespace detail

// The first entry at or behind number *position that is not deleted, or null at the end; *position is the next number then.
inline DictEntry* dictNextEntry(DictTable* table, uint64_t* position) {
  return table->allStr ? detail::dictNextEntry<DictEntry>(table, position)
                       : detail::dictNextEntry<HashedDictEntry>(table, position);
}

// The entry of a small int, or null, when no key that compares through Python code is met; *general is set when one is
// (then the result means nothing).
DictEntry* dictFindSmallInt(DictTable* table, Value key, bool* general);

// Attributes in an instance's own dict. The entry of an interned name, tried first at the place where another instance had it.
// Null if there is none, and where only the general way will do: keys that are no exact strs, values in cells.
DictEntry* dictFindAttribute(const Dict* d, Str* name);
inline DictEntry* dictAttributeAt(const Dict* d, uint64_t place, Str* name) {
  DictTable* table = d->table;
  if (table && place < table->entryCount && table->allStr && !d->cells) {
    DictEntry* e = table->entries<DictEntry>() + place;
    if (e->key == Value(name)) return e;
  }
  return dictFindAttribute(d, name);
}
// Whether the dict is known not to have the name.
bool dictLacksAttribute(const Dict* d, Str* name);

// What an entry holds for Python code: Unbound for deleted entries and empty cells.
inline Value dictEntryValue(const Dict* d, const DictEntry* e) {
  return d->cells && !e->key.isUnbound() ? e->value.as<Cell>()->value : e->value;
}

}  // namespace typhon
