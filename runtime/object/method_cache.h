// The global method cache, for lookups in line: what a class finds along its MRO, by version and name. Versions are never reused,
// so that entries of dead types cannot match. Names are interned and live for ever.
#pragma once

#include "runtime/object/type.h"
#include "runtime/types/value_array.h"

namespace typhon {

struct MethodCacheEntry {
  uint64_t version;
  Str* name;
  Cell* cell;  // null: no class of the MRO has it
};
inline constexpr size_t kMethodCacheSize = 4096;
extern MethodCacheEntry methodCache[kMethodCacheSize];

inline MethodCacheEntry& methodCacheEntry(uint64_t version, const Str* name) {
  size_t h = (reinterpret_cast<uintptr_t>(name) >> 4) ^ (version * 0x9E3779B97F4A7C15u >> 40);
  return methodCache[h % kMethodCacheSize];
}

// typeLookup with its most frequent case in line.
inline Value typeLookupInline(Type* type, Str* name) {
  const MethodCacheEntry& e = methodCacheEntry(type->version, name);
  if (e.version == type->version && e.name == name && e.cell && !e.cell->value.isUnbound()) [[likely]]
    return e.cell->value;
  return typeLookup(type, name);
}

}  // namespace typhon
