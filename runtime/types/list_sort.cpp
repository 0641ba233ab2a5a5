// list.sort: the observable behaviour of CPython's, with unboxed fast paths for keys that are all ints, floats or strs.
#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>

#include "runtime/object/method_cache.h"
#include "runtime/ops/direct.h"
#include "runtime/types/container_support.h"
#include "runtime/types/float.h"
#include "runtime/types/merge_sort.h"

namespace typhon {
namespace {

// --- memory for items without Python code between: malloc'ed, invisible to the collector

struct FreeDelete {
  void operator()(void* p) const { free(p); }
};
template <class T>
using RawArray = std::unique_ptr<T[], FreeDelete>;
template <class T>
RawArray<T> makeRaw(size_t n) {
  return RawArray<T>(static_cast<T*>(malloc(n * sizeof(T))));
}
template <class T>
struct RawRoom {
  size_t total;
  RawArray<T> memory;
  // Merging needs at most half of the array; it is taken at once.
  T* operator()(size_t) {
    if (!memory) memory = makeRaw<T>(total / 2 + 1);
    return memory.get();
  }
};

// --- items

struct IntItem {
  int64_t key;
};
struct IntPair {
  int64_t key;
  Value value;
};
struct FloatPair {
  double key;
  Value value;
};
struct StrPair {
  uint64_t prefix;  // the first bytes, most significant first
  const Str* key;
  Value value;
};

struct KeyLess {
  template <class T>
  int operator()(const T& a, const T& b) const {
    return a.key < b.key;
  }
};

// Of strs of one byte per code point.
struct NarrowLess {
  int operator()(const StrPair& a, const StrPair& b) const {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    size_t n = std::min(a.key->length, b.key->length);
    if (n > 8) {
      int order = memcmp(a.key->data + 8, b.key->data + 8, n - 8);
      if (order) return order < 0;
    }
    return a.key->length < b.key->length;
  }
};
struct StrLess {
  int operator()(const StrPair& a, const StrPair& b) const { return compare(a.key, b.key) < 0; }
};

uint64_t prefixOf(const Str* s) {
  uint64_t word = 0;
  memcpy(&word, s->data, std::min<size_t>(8, s->length));
  return __builtin_bswap64(word);
}

// --- radix sort of integers: stable, for arrays without order worth exploiting

// Keys as they order unsigned. Sorts by the bits below `bits`; `spare` has room for n items.
template <class T, class Bits>
void radixSort(T* items, T* spare, size_t n, int bits, Bits bitsOf) {
  constexpr int kDigit = 11;
  constexpr size_t kBuckets = size_t{1} << kDigit;
  auto counts = makeRaw<uint32_t>(kBuckets);
  T* from = items;
  T* to = spare;
  for (int shift = 0; shift < bits; shift += kDigit) {
    uint32_t* count = counts.get();
    std::fill_n(count, kBuckets, 0);
    for (size_t i = 0; i < n; ++i) ++count[(bitsOf(from[i]) >> shift) & (kBuckets - 1)];
    if (count[(bitsOf(from[0]) >> shift) & (kBuckets - 1)] == n) continue;  // all alike
    uint32_t sum = 0;
    for (size_t b = 0; b < kBuckets; ++b) {
      uint32_t here = count[b];
      count[b] = sum;
      sum += here;
    }
    for (size_t i = 0; i < n; ++i) to[count[(bitsOf(from[i]) >> shift) & (kBuckets - 1)]++] = from[i];
    std::swap(from, to);
  }
  if (from != items) memcpy(static_cast<void*>(items), from, n * sizeof(T));
}

// Sorting by bits looks at all items several times; below so many, merging is as fast.
constexpr size_t kFewestForBits = 100;

// Whether radix sort beats merging: enough items for its counters, and few passes.
bool worthRadix(size_t n, int bits) {
  if (n < 600 || n > UINT32_MAX) return false;
  size_t passes = (bits + 10) / 11;
  return passes * 2 <= static_cast<size_t>(std::bit_width(n));
}

// Whether there are no long runs for merging to profit from.
template <class T, class Bits>
bool isUnordered(const T* items, size_t n, Bits bitsOf) {
  size_t turns = 0;
  bool falling = false;
  for (size_t i = 1; i < n; ++i) {
    bool down = bitsOf(items[i]) < bitsOf(items[i - 1]);
    turns += down != falling;
    falling = down;
  }
  return turns > n / 8;
}

// One distribution into about as many buckets as there are items, then insertion. False, with nothing changed, when many items
// would fall together, or without memory. bucketOf(item) is below 1 << bucketWidth(n) and rises with the item.
int bucketWidth(size_t n) { return std::min(static_cast<int>(std::bit_width(n)), 16); }
template <class T, class BucketOf, class Less>
bool bucketSort(T* items, size_t n, BucketOf bucketOf, const Less& less) {
  if (n > UINT32_MAX) return false;
  size_t buckets = size_t{1} << bucketWidth(n);
  auto counts = makeRaw<uint32_t>(buckets);
  auto spare = makeRaw<T>(n);
  if (!counts || !spare) return false;
  uint32_t* count = counts.get();
  std::fill_n(count, buckets, 0);
  size_t together = 0;  // the sum of the squares of the counts
  for (size_t i = 0; i < n; ++i) together += 2 * count[bucketOf(items[i])]++ + 1;
  if (together > 6 * n) return false;
  uint32_t sum = 0;
  for (size_t b = 0; b < buckets; ++b) {
    uint32_t here = count[b];
    count[b] = sum;
    sum += here;
  }
  for (size_t i = 0; i < n; ++i) spare[count[bucketOf(items[i])]++] = items[i];
  for (size_t i = 0; i < n; ++i) {
    T item = spare[i];
    size_t at = i;
    for (; at > 0 && less(item, items[at - 1]); --at) items[at] = items[at - 1];
    items[at] = item;
  }
  return true;
}

// The same by the leading bits of numbers of up to `bits` bits.
template <class T, class Bits, class Less>
bool bucketSortByBits(T* items, size_t n, int bits, Bits bitsOf, const Less& less) {
  int shift = std::max(bits - bucketWidth(n), 0);
  return bucketSort(items, n, [=](const T& item) { return bitsOf(item) >> shift; }, less);
}

template <class T, class Bits>
bool sortByBits(Thread* t, T* items, size_t n, Bits bitsOf, bool exactOrder) {
  if (exactOrder && n >= kFewestForBits) {
    uint64_t lowest = UINT64_MAX, highest = 0;
    for (size_t i = 0; i < n; ++i) {
      uint64_t b = bitsOf(items[i]);
      lowest = std::min(lowest, b);
      highest = std::max(highest, b);
    }
    int bits = std::bit_width(highest - lowest);
    auto offsetBits = [=](const T& item) { return bitsOf(item) - lowest; };
    if (!isUnordered(items, n, bitsOf)) {
      // merging profits from the runs
    } else if (worthRadix(n, bits)) {
      auto spare = makeRaw<T>(n);
      if (!spare) return raiseMemory(t);
      radixSort(items, spare.get(), n, bits, offsetBits);
      return true;
    } else if (bucketSortByBits(items, n, bits, offsetBits, KeyLess())) {
      return true;
    }
  }
  KeyLess less;
  RawRoom<T> room{n, nullptr};
  if (!MergeSort<T, KeyLess, RawRoom<T>>(items, n, less, room).run()) return raiseMemory(t);
  return true;
}

// Of a small int as it stands in a Value: the tag bits are dropped.
uint64_t intBits(int64_t key) { return static_cast<uint64_t>(key >> 2) ^ (uint64_t{1} << 63); }
uint64_t floatBits(double key) {
  auto bits = std::bit_cast<uint64_t>(key + 0.0);  // -0.0 becomes 0.0: they are equal
  return bits >> 63 ? ~bits : bits | (uint64_t{1} << 63);
}

// --- the fast paths. `keys` may be `values` itself; both hold n items. 1 sorted, 0 not applicable, -1 raised.

int sortInts(Thread* t, const Value* keys, Value* values, size_t n) {
  if (keys == values) {
    // An int is its own key, and equal ones cannot be told apart.
    auto* raw = reinterpret_cast<IntItem*>(values);
    static_assert(sizeof(IntItem) == sizeof(Value));
    return sortByBits(t, raw, n, [](const IntItem& i) { return intBits(i.key); }, true) ? 1 : -1;
  }
  auto items = makeRaw<IntPair>(n);
  if (!items) return raiseMemory(t);
  for (size_t i = 0; i < n; ++i) items[i] = {static_cast<int64_t>(keys[i].bits()), values[i]};
  if (!sortByBits(t, items.get(), n, [](const IntPair& p) { return intBits(p.key); }, true)) return -1;
  for (size_t i = 0; i < n; ++i) values[i] = items[i].value;
  return 1;
}

// Numbers that are spread evenly, in buckets of equal ranges. False: there is order, or they are spread otherwise.
bool sortSpread(FloatPair* items, size_t n) {
  if (n < kFewestForBits || !isUnordered(items, n, [](const FloatPair& p) { return p.key; })) return false;
  double lowest = items[0].key, highest = lowest;
  for (size_t i = 1; i < n; ++i) {
    lowest = std::min(lowest, items[i].key);
    highest = std::max(highest, items[i].key);
  }
  size_t last = (size_t{1} << bucketWidth(n)) - 1;
  double scale = static_cast<double>(last) / (highest - lowest);
  if (!(highest - lowest <= std::numeric_limits<double>::max()) || !(scale <= std::numeric_limits<double>::max())) return false;
  return bucketSort(
      items, n,
      [=](const FloatPair& p) { return std::min(static_cast<size_t>(static_cast<int64_t>((p.key - lowest) * scale)), last); },
      KeyLess());
}

int sortFloats(Thread* t, const Value* keys, Value* values, size_t n) {
  auto items = makeRaw<FloatPair>(n);
  if (!items) return raiseMemory(t);
  bool ordered = true;
  for (size_t i = 0; i < n; ++i) {
    items[i] = {asDouble(keys[i]), values[i]};
    ordered &= items[i].key == items[i].key;
  }
  if (!(ordered && sortSpread(items.get(), n)) &&
      !sortByBits(t, items.get(), n, [](const FloatPair& p) { return floatBits(p.key); }, ordered))
    return -1;
  for (size_t i = 0; i < n; ++i) values[i] = items[i].value;
  return 1;
}

// False: merging is better.
bool sortByPrefix(StrPair* items, size_t n) {
  auto prefix = [](const StrPair& p) { return p.prefix; };
  if (!isUnordered(items, n, prefix)) return false;
  uint64_t lowest = UINT64_MAX, highest = 0;
  for (size_t i = 0; i < n; ++i) {
    lowest = std::min(lowest, items[i].prefix);
    highest = std::max(highest, items[i].prefix);
  }
  return bucketSortByBits(
      items, n, std::bit_width(highest - lowest), [=](const StrPair& p) { return p.prefix - lowest; }, NarrowLess());
}

int sortStrs(Thread* t, const Value* keys, Value* values, size_t n) {
  auto items = makeRaw<StrPair>(n);
  if (!items) return raiseMemory(t);
  bool narrow = true;
  for (size_t i = 0; i < n; ++i) {
    const Str* s = keys[i].as<Str>();
    narrow &= s->width == 1;
    items[i] = {narrow ? prefixOf(s) : 0, s, values[i]};
  }
  RawRoom<StrPair> room{n, nullptr};
  bool ok;
  if (narrow) {
    NarrowLess less;
    ok = (n >= kFewestForBits && sortByPrefix(items.get(), n)) ||
         MergeSort<StrPair, NarrowLess, RawRoom<StrPair>>(items.get(), n, less, room).run();
  } else {
    StrLess less;
    ok = MergeSort<StrPair, StrLess, RawRoom<StrPair>>(items.get(), n, less, room).run();
  }
  if (!ok) return raiseMemory(t);
  for (size_t i = 0; i < n; ++i) values[i] = items[i].value;
  return 1;
}

int sortUniform(Thread* t, const Value* keys, Value* values, size_t n) {
  Value first = keys[0];
  if (first.isSmallInt()) {
    for (size_t i = 1; i < n; ++i) {
      if (!keys[i].isSmallInt()) return 0;
    }
    return sortInts(t, keys, values, n);
  }
  auto isExactFloat = [](Value v) { return v.isImmediateFloat() || isExact(v, kShapeOf_float_); };
  if (isExactFloat(first)) {
    for (size_t i = 1; i < n; ++i) {
      if (!isExactFloat(keys[i])) return 0;
    }
    return sortFloats(t, keys, values, n);
  }
  if (isExact(first, kShapeOf_str)) {
    for (size_t i = 1; i < n; ++i) {
      if (!isExact(keys[i], kShapeOf_str)) return 0;
    }
    return sortStrs(t, keys, values, n);
  }
  return 0;
}

// --- tuples whose members at each place are of one simple kind: comparing them runs no Python code and cannot fail

enum class MemberKind : uint8_t { Int, Float, Str };
constexpr size_t kMostMembers = 8;

struct TupleItem {
  const Tuple* key;
  Value value;
};
struct TupleLess {
  const MemberKind* kinds;
  int operator()(const TupleItem& x, const TupleItem& y) const {
    const Tuple* a = x.key;
    const Tuple* b = y.key;
    size_t n = std::min(a->length, b->length);
    for (size_t i = 0; i < n; ++i) {
      Value v = a->items[i], w = b->items[i];
      if (v == w) continue;
      switch (kinds[i]) {
        case MemberKind::Int:
          return v.asSmallInt() < w.asSmallInt();
        case MemberKind::Float:
          if (v.asImmediateFloat() == w.asImmediateFloat()) continue;  // zeros
          return v.asImmediateFloat() < w.asImmediateFloat();
        case MemberKind::Str:
          if (int order = compare(v.as<Str>(), w.as<Str>())) return order < 0;
      }
    }
    return a->length < b->length;
  }
};

bool memberKind(Value v, MemberKind* kind) {
  if (v.isSmallInt())
    *kind = MemberKind::Int;
  else if (v.isImmediateFloat())
    *kind = MemberKind::Float;
  else if (isExact(v, kShapeOf_str))
    *kind = MemberKind::Str;
  else
    return false;
  return true;
}

// 1 sorted, 0 not such tuples, -1 raised.
int sortTuples(Thread* t, const Value* keys, Value* values, size_t n) {
  MemberKind kinds[kMostMembers];
  size_t known = 0;
  for (size_t i = 0; i < n; ++i) {
    if (!isExact(keys[i], kShapeOf_tuple)) return 0;
    auto tuple = keys[i].as<Tuple>();
    if (tuple->length > kMostMembers) return 0;
    for (size_t k = 0; k < tuple->length; ++k) {
      MemberKind kind;
      if (!memberKind(tuple->items[k], &kind)) return 0;
      if (k < known ? kind != kinds[k] : false) return 0;
      if (k >= known) kinds[known++] = kind;
    }
  }
  auto items = makeRaw<TupleItem>(n);
  if (!items) return raiseMemory(t);
  for (size_t i = 0; i < n; ++i) items[i] = {keys[i].as<Tuple>(), values[i]};
  RawRoom<TupleItem> room{n, nullptr};
  TupleLess less{kinds};
  if (!MergeSort<TupleItem, TupleLess, RawRoom<TupleItem>>(items.get(), n, less, room).run()) return raiseMemory(t);
  for (size_t i = 0; i < n; ++i) values[i] = items[i].value;
  return 1;
}

// --- the general path: anything with __lt__, Python code between comparisons

struct KeyedValue {
  Value key, value;
};
inline Value keyOf(const KeyedValue& item) { return item.key; }
inline Value keyOf(Value item) { return item; }

// Comparisons may collect, so the arrays that merging writes to are logged again behind each.
struct Arrays {
  ValueArray* items;
  ValueArray* room = nullptr;
  void log() {
    writeBarrier(items);
    if (room) writeBarrier(room);
  }
};
// What the keys had in common when sorting began, which shows in how often CPython asks a `__lt__` that answers NotImplemented.
enum class Likeness : uint8_t {
  None,
  OneType,     // all of one type: its own comparison is asked first, and once more as a part of the general rules
  FirstItems,  // tuples, and the first item of each is of that one type
};
Likeness likenessOf(const Value* keys, size_t n) {
  auto inTuple = [](Value v) { return isExact(v, kShapeOf_tuple) && v.as<Tuple>()->length > 0; };
  bool tuples = std::all_of(keys, keys + n, inTuple);
  auto typeAt = [=](size_t i) { return typeOf(tuples ? keys[i].as<Tuple>()->items[0] : keys[i]); };
  Type* first = typeAt(0);
  for (size_t i = 1; i < n; ++i)
    if (typeAt(i) != first) return Likeness::None;
  if (!first->slots.compare || (tuples && first == types::tuple)) return Likeness::None;
  return tuples ? Likeness::FirstItems : Likeness::OneType;
}

// a < b of two values of one type.
int lessOfOneTypePy(Thread* t, Value a, Value b) {
  Type* type = typeOf(a);
  if (type->typeFlags & kNativeType) return lessFastPy(t, a, b);
  Value method = typeLookupInline(type, names::__lt__), v;
  if (isa<Function>(method)) {
    Value operands[] = {a, b};
    v = TRY(callFunctionPy(t, method.as<Function>(), Args{operands, 2, nullptr}));
  } else {
    v = TRY(type->slots.compare(t, a, b, CompareOp::Lt));
  }
  if (v.isBool()) [[likely]]
    return v.isTrue();
  return v == notImplemented ? TRY(compareTruthPy(t, CompareOp::Lt, a, b)) : TRY(truthPy(t, v));
}

// a < b of two tuples that are not empty and begin with items of one type.
int lessOfTuplesPy(Thread* t, const Tuple* a, const Tuple* b) {
  size_t i = TRY(firstDifferencePy(t, a, b));
  if (i == std::min(a->length, b->length)) return a->length < b->length;
  return i == 0 ? lessOfOneTypePy(t, a->items[0], b->items[0]) : lessFastPy(t, a->items[i], b->items[i]);
}

template <class T>
struct GeneralLess {
  Thread* t;
  Arrays* arrays;
  Likeness likeness;
  int operator()(const T& a, const T& b) const {
    Value x = keyOf(a), y = keyOf(b);
    int k = likeness == Likeness::OneType      ? lessOfOneTypePy(t, x, y)
            : likeness == Likeness::FirstItems ? lessOfTuplesPy(t, x.as<Tuple>(), y.as<Tuple>())
                                               : lessFastPy(t, x, y);
    arrays->log();
    return k;
  }
};
template <class T>
struct GeneralRoom {
  Thread* t;
  Arrays* arrays;
  size_t total;
  T* operator()(size_t) {
    if (!arrays->room) {
      arrays->room = makeValueArray(t, (total / 2 + 1) * (sizeof(T) / sizeof(Value)));
      if (!arrays->room) return nullptr;
    }
    arrays->log();
    return reinterpret_cast<T*>(arrays->room->items);
  }
};
template <class T>
bool sortGeneral(Thread* t, ValueArray* array, size_t n, Likeness likeness) {
  Arrays arrays{array};
  GeneralLess<T> less{t, &arrays, likeness};
  GeneralRoom<T> room{t, &arrays, n};
  return MergeSort<T, GeneralLess<T>, GeneralRoom<T>>(reinterpret_cast<T*>(array->items), n, less, room).run();
}

bool sortStorePy(Thread* t, ValueArray* store, size_t n, Value key, bool reverse) {
  Value* values = store->items;
  ValueArray* keys = store;
  if (!key.isNone()) {
    keys = TRY(makeValueArray(t, n));
    for (size_t i = 0; i < n; ++i) {
      Value argument = values[i];  // which the callee may write to
      Value made = TRY(callDirectPy(t, key, &argument, 1));
      keys->items[i] = made;
      writeBarrier(keys);
    }
  }
  if (n < 2) return true;
  // Sorting the reversed array ascending and reversing the result keeps equal items in their order.
  if (reverse) {
    std::reverse(values, values + n);
    if (keys != store) std::reverse(keys->items, keys->items + n);
  }
  int done = sortUniform(t, keys->items, values, n);
  if (done == 0) done = sortTuples(t, keys->items, values, n);
  if (done == 0) {
    Likeness likeness = likenessOf(keys->items, n);
    if (keys == store) {
      done = sortGeneral<Value>(t, store, n, likeness) ? 1 : -1;
    } else {
      ValueArray* pairs = TRY(makeValueArray(t, 2 * n));
      for (size_t i = 0; i < n; ++i) {
        pairs->items[2 * i] = keys->items[i];
        pairs->items[2 * i + 1] = values[i];
      }
      done = sortGeneral<KeyedValue>(t, pairs, n, likeness) ? 1 : -1;
      for (size_t i = 0; i < n; ++i) values[i] = pairs->items[2 * i + 1];
    }
  }
  if (reverse) std::reverse(values, values + n);
  writeBarrier(store);
  return done > 0;
}

}  // namespace

bool listSortPy(Thread* t, List* l, Value key, bool reverse) {
  size_t n = l->length;
  ValueArray* store = l->store;
  if (n == 0) return true;
  if (n == 1 && key.isNone()) return true;
  // While sorting, the list looks empty; a store other than this one afterwards means that it was changed.
  ValueArray* mark = TRY(makeValueArray(t, 0));
  l->length = 0;
  l->store = mark;
  writeBarrier(l);
  bool ok = sortStorePy(t, store, n, key, reverse);
  bool modified = l->store != mark || l->length != 0;
  l->store = store;
  l->length = n;
  writeBarrier(l);
  if (ok && modified) return raise(t, exc::ValueError, "list modified during sort");
  return ok;
}

}  // namespace typhon
