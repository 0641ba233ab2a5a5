// set, frozenset: the table and the set algebra. Growth, probing and the order in which algorithms walk and fill tables are
// CPython 3.12's (Objects/setobject.c), because iteration order shows them.
#include "runtime/types/set.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/memory/tuning.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict_table.h"
#include "runtime/types/set_table.h"

namespace typhon {
namespace {

// The size of a table for more than `minimum` entries.
uint64_t sizeFor(uint64_t minimum) { return minimum < kSetMinimumSize ? kSetMinimumSize : std::bit_ceil(minimum + 1); }

// `filled`: the caller fills it at once, all of it.
SetTable* makeTable(Thread* t, uint64_t size, bool filled = false) {
  if (size > PTRDIFF_MAX / (2 * sizeof(SetEntry))) return raiseMemory(t);
  size_t bytes = SetTable::bytesFor(size);
  auto* table = static_cast<SetTable*>(allocateUnfilled(t, bytes, filled ? sizeof(SetTable) : bytes, Kind::SetTable, kNoShape));
  if (!table) return nullptr;
  table->mask = size - 1;
  return table;
}

// Calls f(entry) for the live entries; f changes nothing in the table.
template <class F>
[[gnu::always_inline]] inline void forEachLive(const SetTable* table, F&& f) {
  const uint64_t* words = table->taken();
  for (uint64_t i = 0; i <= table->mask; i += 64) {
    for (uint64_t taken = words[i / 64]; taken; taken &= taken - 1) {
      const SetEntry& e = table->entries[i + static_cast<unsigned>(std::countr_zero(taken))];
      if (!e.key.isError()) [[likely]]
        f(e);
    }
  }
}

// Puts a key that is not there into a table without deleted entries.
[[gnu::always_inline]] inline void insertClean(SetTable* table, Value key, uint64_t tag) {
  uint64_t mask = table->mask, perturb = ~tag, i = perturb & mask;
  while (true) {
    SetEntry *e = table->entries + i, *last = i + kSetLinearProbes <= mask ? e + kSetLinearProbes : e;
    while (!e->free()) [[unlikely]] {
      if (e++ == last) goto next;
    }
    table->fill(e, key, tag);
    return;
  next:
    perturb >>= kSetPerturbShift;
    i = (i * 5 + 1 + perturb) & mask;
  }
}

// Puts what is alive in another table into an empty one, in the order of that table.
[[gnu::noinline]] void fillFrom(SetTable* table, const SetTable* from) {
  SetEntry* entries = table->entries;
  uint64_t mask = table->mask;
  auto* taken = reinterpret_cast<uint8_t*>(table->taken());
  forEachLive(from, [&](const SetEntry& source) {
    SetEntry copy = source;
    uint64_t perturb = ~copy.tag, i = perturb & mask;
    while (entries[i].tag) [[unlikely]] {
      uint64_t last = i + kSetLinearProbes <= mask ? i + kSetLinearProbes : i;
      uint64_t at = i;
      while (at != last && entries[at].tag) ++at;
      if (!entries[at].tag) {
        i = at;
        break;
      }
      perturb >>= kSetPerturbShift;
      i = (i * 5 + 1 + perturb) & mask;
    }
    entries[i] = copy;
    taken[i / 8] |= static_cast<uint8_t>(1u << i % 8);
  });
}

// A table for more than `minimum` entries.
bool resize(Thread* t, Set* s, uint64_t minimum) {
  SetTable* table = TRY(makeTable(t, sizeFor(minimum)));
  SetTable* old = s->table;
  if (old) fillFrom(table, old);
  s->table = table;
  s->fill = s->used;
  writeBarrier(s);
  discard(old);
  return true;
}

uint64_t maskOf(const Set* s) { return s->table ? s->table->mask : kSetMinimumSize - 1; }

// A table with the same entries.
SetTable* copyTable(Thread* t, const SetTable* from) {
  SetTable* table = TRY(makeTable(t, from->mask + 1, true));
  table->takenFirst = from->takenFirst;
  memcpy(static_cast<void*>(table->entries), from->entries, SetTable::bytesFor(from->mask + 1) - sizeof(SetTable));
  return table;
}

uint64_t growthOf(const Set* s) { return s->used > 50000 ? s->used * 2 : s->used * 4; }

enum class Found { No, Yes, Error };

// Finds the key's entry, or (for No) the one that it would get: the last deleted entry of its probe sequence, as in CPython, else
// the free one where that ends; null when there is no table. `adding`: an
// equal key counts as found though its __eq__ has changed the set, as in CPython; *out then means nothing.
[[gnu::noinline]] Found findPy(Thread* t, const Set* s, Value key, int64_t hash, SetEntry** out, bool adding = false) {
restart:
  SetTable* table = s->table;
  if (!table) {
    *out = nullptr;
    return Found::No;
  }
  uint64_t mask = table->mask, perturb = hash, i = perturb & mask, tag = setTag(hash);
  SetEntry* deleted = nullptr;
  while (true) {
    SetEntry* e = table->entries + i;
    uint64_t probes = i + kSetLinearProbes <= mask ? kSetLinearProbes : 0;
    do {
      if (e->tag == tag) {
        Value start = e->key;
        if (start == key) {
          *out = e;
          return Found::Yes;
        }
        if (!start.isError() && !(start.isSmallInt() && key.isSmallInt())) {
          Maybe<bool> equal = equalSlowPy(t, start, key);
          if (!equal.ok()) return Found::Error;
          // __eq__ may have changed the set: then the search begins anew.
          if (adding && *equal) return Found::Yes;
          if (s->table != table || e->key != start) goto restart;
          if (*equal) {
            *out = e;
            return Found::Yes;
          }
        }
      }
      if (e->free()) {
        *out = deleted ? deleted : e;
        return Found::No;
      }
      if (e->deleted()) deleted = e;
      ++e;
    } while (probes--);
    perturb >>= kSetPerturbShift;
    i = (i * 5 + 1 + perturb) & mask;
  }
}

// The same as far as it takes no more than a look at identities and texts. General: something else has this hash.
enum class Simple { No, Yes, General };

[[gnu::always_inline]] inline Simple findSimple(SetTable* table, Value key, uint64_t tag, SetEntry** out) {
  uint64_t mask = table->mask, perturb = ~tag, i = perturb & mask;
  SetEntry* deleted = nullptr;
  while (true) {
    SetEntry *e = table->entries + i, *last = i + kSetLinearProbes <= mask ? e + kSetLinearProbes : e;
    while (true) {
      if (e->tag == tag) {
        *out = e;
        if (e->key == key) return Simple::Yes;
        bool texts = isExact(e->key, kShapeOf_str) && isExact(key, kShapeOf_str);
        return texts && equals(e->key.as<Str>(), key.as<Str>()) ? Simple::Yes : Simple::General;
      }
      if (e->free()) {
        *out = deleted ? deleted : e;
        return Simple::No;
      }
      if (e->deleted()) [[unlikely]]
        deleted = e;
      if (e++ == last) break;
    }
    perturb >>= kSetPerturbShift;
    i = (i * 5 + 1 + perturb) & mask;
  }
}

// The hash of a small int or an exact str; -1: it is none.
[[gnu::always_inline]] inline int64_t simpleHash(Value v) {
  if (v.isSmallInt()) return base::hashInt(v.asSmallInt());
  if (!isExact(v, kShapeOf_str)) return -1;
  Str* text = v.as<Str>();
  return text->hash != -1 ? text->hash : hashOf(text);
}

[[gnu::always_inline]] inline Found findAnyPy(Thread* t, const Set* s, Value key, int64_t hash, SetEntry** out,
                                              bool adding = false) {
  if (s->table) [[likely]] {
    Simple found = findSimple(s->table, key, setTag(hash), out);
    if (found != Simple::General) [[likely]]
      return found == Simple::Yes ? Found::Yes : Found::No;
  }
  return findPy(t, s, key, hash, out, adding);
}

// Puts an item where findPy found place for it.
[[gnu::always_inline]] inline bool addAt(Thread* t, Set* s, SetEntry* e, Value item, int64_t hash) {
  if (!e->free()) [[unlikely]] {  // a deleted one
    *e = {item, setTag(hash)};
    writeBarrier(s->table);
    ++s->used;
    return true;
  }
  s->table->fill(e, item, setTag(hash));
  writeBarrier(s->table);
  ++s->fill;
  ++s->used;
  if (s->fill * 5 < s->table->mask * 3) return true;
  return resize(t, s, growthOf(s));
}

[[gnu::noinline]] bool addSlowPy(Thread* t, Set* s, Value item) {
  int64_t hash = TRY(hashFastPy(t, item));
  return setAddHashedPy(t, s, item, hash);
}

// setAddPy with what is frequent inline.
[[gnu::always_inline]] inline bool addFastPy(Thread* t, Set* s, Value item) {
  int64_t hash = simpleHash(item);
  if (hash == -1 || !s->table) [[unlikely]]
    return addSlowPy(t, s, item);
  SetEntry* e;
  Simple found = findSimple(s->table, item, setTag(hash), &e);
  if (found == Simple::No) [[likely]]
    return addAt(t, s, e, item, hash);
  return found == Simple::Yes || addSlowPy(t, s, item);
}

// Adds an item of which no equal one is there, to a set without deleted entries.
inline bool addDistinct(Thread* t, Set* s, Value item, int64_t hash) {
  if (!s->table) TRY(resize(t, s, 0));
  insertClean(s->table, item, setTag(hash));
  writeBarrier(s->table);
  ++s->fill;
  ++s->used;
  if (s->fill * 5 < s->table->mask * 3) return true;
  return resize(t, s, growthOf(s));
}

// Calls f(item, hash) for the items in the order of the table; false when f failed. What f changes in the set shows: the search
// for the next item begins behind the last one in the table of that time.
template <class F>
[[gnu::always_inline]] inline bool forEachItem(Set* s, F&& f) {
  uint64_t i = 0;
  while (SetTable* table = s->table) {
    uint64_t fill = s->fill, used = s->used;
    auto changed = [&] { return s->table != table || s->fill != fill || s->used != used; };
    for (; i <= table->mask; i = (i | 63) + 1) {
      const SetEntry* group = table->entries + (i & ~uint64_t{63});
      for (uint64_t taken = table->taken()[i / 64] >> i % 64 << i % 64; taken; taken &= taken - 1) {
        SetEntry e = group[std::countr_zero(taken)];
        if (e.key.isError()) continue;
        TRY(f(e.key, e.hash()));
        if (changed()) [[unlikely]] {
          i = static_cast<uint64_t>(group - table->entries) + static_cast<unsigned>(std::countr_zero(taken)) + 1;
          goto again;
        }
      }
    }
    return true;
  again:;
  }
  return true;
}

// The same without those items that have no place in `others`: where the first place of an item is free, it is absent. These are
// sorted out without branches, 64 places at a time.
template <class F>
[[gnu::always_inline]] inline bool forEachPossible(Set* s, const Set* others, F&& f) {
  uint64_t i = 0;
  while (SetTable* table = s->table) {
    const SetTable* other = others->table;
    if (!other) return true;
    uint64_t fill = s->fill, used = s->used, otherFill = others->fill;
    auto changed = [&] {
      return s->table != table || s->fill != fill || s->used != used || others->table != other || others->fill != otherFill;
    };
    for (; i <= table->mask; i = (i | 63) + 1) {
      const SetEntry* group = table->entries + (i & ~uint64_t{63});
      uint8_t possible[64];
      size_t count = 0;
      for (uint64_t taken = table->taken()[i / 64] >> i % 64 << i % 64; taken; taken &= taken - 1) {
        auto k = static_cast<uint8_t>(std::countr_zero(taken));
        possible[count] = k;
        count += !other->firstPlaceIsFree(group[k].tag);
      }
      for (size_t n = 0; n < count; ++n) {
        SetEntry e = group[possible[n]];
        if (e.key.isError()) continue;
        TRY(f(e.key, e.hash()));
        if (changed()) [[unlikely]] {
          i = static_cast<uint64_t>(group - table->entries) + possible[n] + 1;
          goto again;
        }
      }
    }
    return true;
  again:;
  }
  return true;
}

void removeEntry(Set* s, SetEntry* e) {
  *e = {Value::error(), kSetDeletedTag};
  --s->used;
}

// A set as an unhashable key stands for the frozenset of its items.
bool hashItemPy(Thread* t, Value* item, int64_t* hash) {
  Maybe<int64_t> known = hashFastPy(t, *item);
  if (known.ok()) {
    *hash = *known;
    return true;
  }
  if (!isa<Set>(*item) || !isInstance(*item, types::set) || !pendingIs(t, exc::TypeError)) return false;
  clearPending(t);
  Set* frozen = TRY(makeSet(t, true));
  TRY(setMergePy(t, frozen, item->as<Set>()));
  *item = frozen;
  *hash = TRY(hashPy(t, frozen));
  return true;
}

}  // namespace

Set* makeSet(Thread* t, bool frozen) {
  Set* s = TRY(allocateExact<Set>(t, frozen ? kShapeOf_frozenset : kShapeOf_set));
  s->hash = -1;
  return s;
}

bool setAddHashedPy(Thread* t, Set* s, Value item, int64_t hash) {
  SetEntry* e = nullptr;
  while (true) {
    Found found = findAnyPy(t, s, item, hash, &e, true);
    if (found == Found::Error) return false;
    if (found == Found::Yes) return true;
    if (e) break;
    TRY(resize(t, s, 0));
  }
  return addAt(t, s, e, item, hash);
}

bool setAddPy(Thread* t, Set* s, Value item) { return addFastPy(t, s, item); }

int setContainsSimple(Set* s, Value item) {
  int64_t hash = simpleHash(item);
  if (hash == -1) return -1;
  if (!s->table) return 0;
  SetEntry* e;
  Simple found = findSimple(s->table, item, setTag(hash), &e);
  return found == Simple::General ? -1 : found == Simple::Yes;
}

int setContainsHashedPy(Thread* t, Set* s, Value item, int64_t hash) {
  SetEntry* e;
  Found found = findAnyPy(t, s, item, hash, &e);
  return found == Found::Error ? -1 : found == Found::Yes;
}

int setContainsPy(Thread* t, Set* s, Value item) {
  if (int found = setContainsSimple(s, item); found >= 0) [[likely]]
    return found;
  int64_t hash;
  TRY(hashItemPy(t, &item, &hash));
  return setContainsHashedPy(t, s, item, hash);
}

int setDiscardHashedPy(Thread* t, Set* s, Value item, int64_t hash) {
  SetEntry* e;
  Found found = findAnyPy(t, s, item, hash, &e);
  if (found == Found::Error) return -1;
  if (found == Found::No) return 0;
  removeEntry(s, e);
  return 1;
}

int setDiscardPy(Thread* t, Set* s, Value item) {
  int64_t hash;
  TRY(hashItemPy(t, &item, &hash));
  return setDiscardHashedPy(t, s, item, hash);
}

bool setNext(Set* s, size_t* position, Value* item, int64_t* hash) {
  SetTable* table = s->table;
  if (!table) return false;
  for (uint64_t i = table->nextTaken(*position); i <= table->mask; i = table->nextTaken(i + 1)) {
    if (table->entries[i].key.isError()) continue;
    *item = table->entries[i].key;
    if (hash) *hash = table->entries[i].hash();
    *position = i + 1;
    return true;
  }
  *position = table->mask + 1;
  return false;
}

Value setPop(Set* s) {
  if (s->used == 0) return Value::unbound();
  SetTable* table = s->table;
  uint64_t i = s->finger & table->mask;
  while (!table->entries[i].live()) i = i == table->mask ? 0 : i + 1;
  Value item = table->entries[i].key;
  removeEntry(s, table->entries + i);
  s->finger = i + 1;
  return item;
}

void setClear(Set* s) {
  s->table = nullptr;
  s->used = s->fill = 0;
}

bool setMergePy(Thread* t, Set* s, Set* other) {
  if (other == s || other->used == 0) return true;
  SetTable* from = other->table;
  bool grows = (s->fill + other->used) * 5 >= maskOf(s) * 3;
  uint64_t size = grows ? sizeFor((s->used + other->used) * 2) : maskOf(s) + 1;
  if (s->fill == 0 && size == from->mask + 1 && other->fill == other->used) {
    SetTable* old = s->table;
    s->table = TRY(copyTable(t, from));
    s->fill = s->used = other->used;
    writeBarrier(s);
    discard(old);
    return true;
  }
  if (grows || !s->table) TRY(resize(t, s, size - 1));
  if (s->fill == 0) {
    fillFrom(s->table, from);
    s->fill = s->used = other->used;
    writeBarrier(s->table);
    return true;
  }
  return forEachItem(other, [&](Value item, int64_t hash) -> bool {
    SetEntry* e = nullptr;
    if (SetTable* table = s->table; table && table->firstPlaceIsFree(setTag(hash)))
      return addAt(t, s, table->entries + (static_cast<uint64_t>(hash) & table->mask), item, hash);
    Found found = findAnyPy(t, s, item, hash, &e, true);
    if (found == Found::Error) return false;
    if (found == Found::Yes) return true;
    return e ? addAt(t, s, e, item, hash) : setAddHashedPy(t, s, item, hash);
  });
}

bool setUpdatePy(Thread* t, Set* s, Value iterable) {
  if (isa<Set>(iterable)) return setMergePy(t, s, iterable.as<Set>());
  if (isExact(iterable, kShapeOf_dict)) {
    Dict* d = iterable.as<Dict>();
    uint64_t count = dictLength(d);
    if ((s->fill + count) * 5 >= maskOf(s) * 3) TRY(resize(t, s, (s->used + count) * 2));
    size_t position = 0;
    Value key, v;
    int64_t hash;
    while (dictNext(d, &position, &key, &v, &hash)) TRY(setAddHashedPy(t, s, key, hash));
    return true;
  }
  if (isExact(iterable, kShapeOf_list)) {
    List* list = iterable.as<List>();
    for (size_t i = 0; i < list->length; ++i) TRY(addFastPy(t, s, listItem(list, i)));
    return true;
  }
  Iteration it(t);
  if (!it.startPy(iterable)) return false;
  while (true) {
    Value item = TRY(it.nextPy());
    if (item.isUnbound()) return true;
    TRY(addFastPy(t, s, item));
  }
}

Value buildSetPy(Thread* t, const Value* items, size_t count) {
  Set* s = TRY(makeSet(t));
  for (size_t i = 0; i < count; ++i) TRY(addFastPy(t, s, items[i]));
  return s;
}

bool setIsFrozen(const Set* s) { return !isSubtype(typeOf(s), types::set); }

Set* setCopy(Thread* t, Set* s) {
  Set* copy = TRY(makeSet(t, setIsFrozen(s)));
  TRY(setMergePy(t, copy, s));
  return copy;
}

void setSwapBodies(Set* a, Set* b) {
  std::swap(a->used, b->used);
  std::swap(a->fill, b->fill);
  std::swap(a->table, b->table);
  if (setIsFrozen(a) && setIsFrozen(b)) {
    std::swap(a->hash, b->hash);
  } else {
    a->hash = b->hash = -1;
  }
  writeBarrier(a);
  writeBarrier(b);
}

// --- algebra

Value setIntersectionPy(Thread* t, Set* s, Value iterable) {
  if (iterable.isObject() && iterable.asObject() == s) return TRY(setCopy(t, s));
  Set* result = TRY(makeSet(t, setIsFrozen(s)));
  Value item;
  if (isa<Set>(iterable)) {
    Set* other = iterable.as<Set>();
    if (other->used > s->used) std::swap(s, other);
    TRY(forEachPossible(other, s, [&](Value each, int64_t hash) -> bool {
      SetEntry* e;
      Found found = findAnyPy(t, s, each, hash, &e);
      if (found == Found::Error) return false;
      return found == Found::No || addDistinct(t, result, each, hash);
    }));
    return result;
  }
  Iteration it(t);
  if (!it.startPy(iterable)) return Value::error();
  while (true) {
    item = TRY(it.nextPy());
    if (item.isUnbound()) return result;
    int64_t hash = TRY(hashFastPy(t, item));
    int found = setContainsHashedPy(t, s, item, hash);
    if (found < 0) return Value::error();
    if (found) TRY(setAddHashedPy(t, result, item, hash));
  }
}

bool setDifferenceUpdatePy(Thread* t, Set* s, Value iterable) {
  if (iterable.isObject() && iterable.asObject() == s) {
    setClear(s);
    return true;
  }
  Value item;
  if (isa<Set>(iterable)) {
    Set* other = iterable.as<Set>();
    if ((other->used >> 3) > s->used) {
      Value common = TRY(setIntersectionPy(t, s, other));
      other = common.as<Set>();
    }
    TRY(forEachItem(other, [&](Value each, int64_t hash) -> bool { return setDiscardHashedPy(t, s, each, hash) >= 0; }));
  } else {
    Iteration it(t);
    if (!it.startPy(iterable)) return false;
    while (true) {
      item = TRY(it.nextPy());
      if (item.isUnbound()) break;
      int64_t hash = TRY(hashFastPy(t, item));
      if (setDiscardHashedPy(t, s, item, hash) < 0) return false;
    }
  }
  // Too many deleted entries make searching slow.
  if (s->fill - s->used <= maskOf(s) / 4) return true;
  return resize(t, s, growthOf(s));
}

Value setDifferencePy(Thread* t, Set* s, Value iterable) {
  uint64_t otherSize = 0;
  bool isDict = isExact(iterable, kShapeOf_dict);
  if (isa<Set>(iterable)) {
    otherSize = iterable.as<Set>()->used;
  } else if (isDict) {
    otherSize = dictLength(iterable.as<Dict>());
  }
  if ((!isa<Set>(iterable) && !isDict) || s->used / 4 > otherSize) {
    Set* copy = TRY(setCopy(t, s));
    TRY(setDifferenceUpdatePy(t, copy, iterable));
    return copy;
  }
  Set* result = TRY(makeSet(t, setIsFrozen(s)));
  TRY(forEachItem(s, [&](Value item, int64_t hash) -> bool {
    if (isDict) {
      Value v = TRY(dictGetHashedPy(t, iterable.as<Dict>(), item, hash));
      if (!v.isUnbound()) return true;
    } else if (const SetTable* other = iterable.as<Set>()->table; other && !other->firstPlaceIsFree(setTag(hash))) {
      SetEntry* e;
      Found contained = findAnyPy(t, iterable.as<Set>(), item, hash, &e);
      if (contained != Found::No) return contained == Found::Yes;
    }
    return addDistinct(t, result, item, hash);
  }));
  return result;
}

bool setSymmetricDifferenceUpdatePy(Thread* t, Set* s, Value iterable) {
  if (iterable.isObject() && iterable.asObject() == s) {
    setClear(s);
    return true;
  }
  auto toggle = [&](Value item, int64_t hash) -> bool {
    int removed = setDiscardHashedPy(t, s, item, hash);
    if (removed < 0) return false;
    return removed || setAddHashedPy(t, s, item, hash);
  };
  size_t position = 0;
  Value item, v;
  int64_t hash;
  if (isExact(iterable, kShapeOf_dict)) {
    while (dictNext(iterable.as<Dict>(), &position, &item, &v, &hash)) TRY(toggle(item, hash));
    return true;
  }
  Set* other;
  if (isa<Set>(iterable)) {
    other = iterable.as<Set>();
  } else {
    other = TRY(makeSet(t));
    TRY(setUpdatePy(t, other, iterable));
  }
  return forEachItem(other, toggle);
}

Maybe<bool> setIsSubsetPy(Thread* t, Set* s, Value iterable) {
  if (!isa<Set>(iterable)) {
    Value common = TRY(setIntersectionPy(t, s, iterable));
    return common.as<Set>()->used == s->used;
  }
  Set* other = iterable.as<Set>();
  if (s->used > other->used) return false;
  bool missing = false;
  // Stops at the first item that is missing, which is no error.
  bool all = forEachItem(s, [&](Value item, int64_t hash) -> bool {
    SetEntry* e;
    Found found = findAnyPy(t, other, item, hash, &e);
    missing = found == Found::No;
    return found == Found::Yes;
  });
  if (!all && !missing) return Raised{};
  return all;
}

Maybe<bool> setIsDisjointPy(Thread* t, Set* s, Set* other) {
  if (other->used > s->used) std::swap(s, other);
  bool common = false;
  bool none = forEachPossible(other, s, [&](Value item, int64_t hash) -> bool {
    SetEntry* e;
    Found found = findAnyPy(t, s, item, hash, &e);
    common = found == Found::Yes;
    return found == Found::No;
  });
  if (!none && !common) return Raised{};
  return none;
}

int64_t setHash(const Set* s) {
  base::FrozenSetHash hash;
  if (const SetTable* table = s->table) {
    forEachLive(table, [&](const SetEntry& e) { hash.add(e.hash()); });
  }
  return hash.finish(s->used);
}

}  // namespace typhon
