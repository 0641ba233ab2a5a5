// functools._lru_cache_wrapper: a dict from the call's arguments to its result; bounded caches keep their entries in a ring
// in the order of use.
#include "runtime/modules/lru_cache.h"

#include "runtime/memory/heap.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

// One cached call; lives in the ring and as a value of the (private) dict.
struct LruEntry : Object {
  LruEntry* previous;
  LruEntry* next;
  int64_t hash;
  Value key;
  Value result;
};

struct LruCache : Object {
  Value function;
  Dict* cache;
  LruEntry* ring;     // sentinel: next is the oldest, previous the newest
  Value keywordMark;  // separates positional from keyword arguments in keys
  Value infoType;     // the named tuple of cache_info()
  int64_t maxSize;    // -1: unbounded; 0: nothing is kept
  int64_t hits, misses;
  uint64_t typed;
};

size_t sizeOf_LruEntry(const Object*) { return sizeof(LruEntry); }
void trace_LruEntry(Object* o, Tracer& tracer) {
  auto e = static_cast<LruEntry*>(o);
  tracer.visit(e->previous);
  tracer.visit(e->next);
  tracer.visit(e->key);
  tracer.visit(e->result);
}
size_t sizeOf_LruCache(const Object*) { return sizeof(LruCache); }
void trace_LruCache(Object* o, Tracer& tracer) {
  auto c = static_cast<LruCache*>(o);
  tracer.visit(c->function);
  tracer.visit(c->cache);
  tracer.visit(c->ring);
  tracer.visit(c->keywordMark);
  tracer.visit(c->infoType);
}

namespace {

void unlink(LruEntry* e) {
  e->previous->next = e->next;
  writeBarrier(e->previous);
  e->next->previous = e->previous;
  writeBarrier(e->next);
}

void insertAfter(LruEntry* place, LruEntry* e) {
  LruEntry* next = place->next;
  e->previous = place;
  e->next = next;
  writeBarrier(e);
  place->next = e;
  writeBarrier(place);
  next->previous = e;
  writeBarrier(next);
}
// Puts an entry at the newest end.
void appendNewest(LruCache* c, LruEntry* e) { insertAfter(c->ring->previous, e); }

// The key of a call: the argument itself for a single int or str, else a tuple.
Value makeKey(Thread* t, LruCache* c, const Args& args) {
  size_t names = args.keywords ? args.keywords->length : 0;
  if (!c->typed && names == 0 && args.positional == 1) {
    Value v = args[0];
    if (isExactInt(v) || (isa<Str>(v) && typeOf(v) == types::str)) return v;
  }
  size_t length = args.positional + (names ? 1 + 2 * names : 0) + (c->typed ? args.positional + names : 0);
  Tuple* key = TRY(makeTuple(t, length));
  size_t at = 0;
  for (size_t i = 0; i < args.positional; ++i) key->items[at++] = args[i];
  if (names) {
    key->items[at++] = c->keywordMark;
    for (size_t i = 0; i < names; ++i) {
      key->items[at++] = args.keywords->items[i];
      key->items[at++] = args[args.positional + i];
    }
  }
  if (c->typed)
    for (size_t i = 0; i < args.positional + names; ++i) key->items[at++] = typeOf(args[i]);
  return key;
}

Value callUnbounded(Thread* t, LruCache* c, const Args& args) {
  Value key = TRY(makeKey(t, c, args));
  int64_t hash = TRY(hashPy(t, key));
  Value result = TRY(dictGetHashedPy(t, c->cache, key, hash));
  if (!result.isUnbound()) {
    ++c->hits;
    return result;
  }
  ++c->misses;
  result = TRY(callPy(t, c->function, args));
  if (!dictSetHashedPy(t, c->cache, key, result, hash)) return Value::error();
  return result;
}

Value callBounded(Thread* t, LruCache* c, const Args& args) {
  Value key = TRY(makeKey(t, c, args));
  int64_t hash = TRY(hashPy(t, key));
  Value found = TRY(dictGetHashedPy(t, c->cache, key, hash));
  if (!found.isUnbound()) {
    auto e = found.as<LruEntry>();
    unlink(e);
    appendNewest(c, e);
    ++c->hits;
    return e->result;
  }
  ++c->misses;
  Value result = TRY(callPy(t, c->function, args));
  // The call may have filled the cache, with this very key too.
  Value meanwhile = TRY(dictGetHashedPy(t, c->cache, key, hash));
  if (!meanwhile.isUnbound()) return result;
  LruEntry* entry;
  if (static_cast<int64_t>(c->cache->used) < c->maxSize || c->ring->next == c->ring) {
    entry = TRY(allocateInternal<LruEntry>(t));
  } else {
    // Full: the oldest entry is taken out and used again.
    entry = c->ring->next;
    unlink(entry);
    int removed = dictDeleteHashedPy(t, c->cache, entry->key, entry->hash);
    if (removed <= 0) {
      if (removed < 0) {
        insertAfter(c->ring, entry);  // the oldest again
        return Value::error();
      }
      return result;  // somebody else has removed it: the ring is not to shrink further
    }
  }
  entry->hash = hash;
  entry->key = key;
  entry->result = result;
  writeBarrier(entry);
  if (!dictSetHashedPy(t, c->cache, key, entry, hash)) return Value::error();
  appendNewest(c, entry);
  return result;
}

Value callSlot(Thread* t, Value self, const Args& args) {
  auto c = self.as<LruCache>();
  if (c->maxSize < 0) return callUnbounded(t, c, args);
  if (c->maxSize == 0) {
    ++c->misses;
    return callPy(t, c->function, args);
  }
  return callBounded(t, c, args);
}

Value descriptorGet(Thread* t, Value self, Value instance, Value) {
  if (instance.isUnbound() || instance.isNone()) return self;
  return makeBoundMethod(t, self, instance);
}

LruEntry* makeRing(Thread* t) {
  LruEntry* ring = TRY(allocateInternal<LruEntry>(t));
  ring->previous = ring->next = ring;
  ring->key = ring->result = Value::unbound();
  return ring;
}

Value lruNew(Thread* t, Value* args, size_t) {
  Value function = args[1], maxSize = args[2], typed = args[3];
  if (!isCallable(function)) return raise(t, exc::TypeError, "the first argument must be callable");
  int64_t size = -1;
  if (!maxSize.isNone()) {
    if (!isInt(maxSize) && !typeOf(maxSize)->slots.index) return raise(t, exc::TypeError, "maxsize should be integer or None");
    size = TRY(indexInt64Py(t, maxSize, exc::OverflowError));
    if (size < 0) size = 0;
  }
  bool isTyped = TRY(truthPy(t, typed));
  Dict* cache = TRY(makeDict(t));
  LruEntry* ring = TRY(makeRing(t));
  Object* mark = TRY(allocateInstance(t, types::object, sizeof(Object)));
  LruCache* c = TRY(allocate<LruCache>(t, args[0].as<Type>()));
  c->function = function;
  c->cache = cache;
  c->ring = ring;
  c->keywordMark = mark;
  c->infoType = args[4];
  c->maxSize = size;
  c->typed = isTyped;
  return c;
}

Value cacheInfo(Thread* t, Value* args, size_t) {
  auto c = args[0].as<LruCache>();
  Value maxSize = Value::none();
  if (c->maxSize >= 0) maxSize = TRY(makeInt(t, c->maxSize));
  return callPy(
      t, c->infoType,
      {Value::smallInt(c->hits), Value::smallInt(c->misses), maxSize, Value::smallInt(static_cast<int64_t>(c->cache->used))});
}

Value cacheClear(Thread* t, Value* args, size_t) {
  auto c = args[0].as<LruCache>();
  c->hits = c->misses = 0;
  LruEntry* ring = TRY(makeRing(t));
  c->ring = ring;
  writeBarrier(c);
  dictClear(c->cache);
  return Value::none();
}

Value reduceMethod(Thread* t, Value* args, size_t) { return getAttrPy(t, args[0], names::__qualname__); }
Value copyMethod(Thread*, Value* args, size_t) { return args[0]; }

constexpr NativeDef kNew = {"lru_cache", "(cls, user_function, maxsize, typed, cache_info_type)", lruNew, ""};
constexpr NativeDef kMethods[] = {
    {"cache_info", "(self, /)", cacheInfo, "Hits, misses, bound and present size of the cache."},
    {"cache_clear", "(self, /)", cacheClear, "Empties the cache and its statistics."},
    {"__reduce__", "(self, /)", reduceMethod, "What pickle needs."},
    {"__copy__", "(self, /)", copyMethod, "The wrapper itself."},
    {"__deepcopy__", "(self, memo, /)", copyMethod, "The wrapper itself."},
};

}  // namespace

extern const TypeSpec lruCacheSpec = {
    .name = "functools._lru_cache_wrapper",
    .kind = Kind::LruCache,
    .flags = kHasInstanceDict | kWeakReferable | kMethodDescriptor,
    .slots = {.call = callSlot, .descriptorGet = descriptorGet},
    .methods = kMethods,
    .create = &kNew,
    .doc =
        "A callable that caches the results of another.\n\nuser_function: the function that is cached.\nmaxsize: None for a "
        "cache without bound, 0 for none, else the number of recent calls kept.\ntyped: whether arguments of different "
        "types are cached apart.\ncache_info_type: the named tuple that cache_info() makes.",
};

}  // namespace typhon
