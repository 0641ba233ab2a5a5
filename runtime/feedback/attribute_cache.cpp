// Heap side of the attribute caches.
#include "runtime/feedback/attribute_cache.h"

#include "runtime/types/value_array.h"

namespace typhon {

size_t sizeOf_AttributeCache(const Object*) { return sizeof(AttributeCache); }
void trace_AttributeCache(Object* o, Tracer& tracer) {
  AttributeCache* cache = static_cast<AttributeCache*>(o);
  tracer.visit(cache->cell);
  tracer.visit(cache->extra);
  tracer.visit(cache->found);
  tracer.visit(cache->self);
}

size_t sizeOf_PolymorphicCache(const Object*) { return sizeof(PolymorphicCache); }
void trace_PolymorphicCache(Object* o, Tracer& tracer) {
  PolymorphicCache* cache = static_cast<PolymorphicCache*>(o);
  for (uint32_t i = 0; i < cache->count; ++i) {
    tracer.visit(cache->entries[i].cell);
    tracer.visit(cache->entries[i].value);
  }
}

}  // namespace typhon
