// What the collector asks about records.
#include "runtime/object/record.h"

namespace typhon {

size_t sizeOf_IteratorState(const Object* o) {
  auto* r = static_cast<const Record*>(o);
  return sizeof(Record) + r->valueCount * sizeof(Value) + r->byteCount;
}
void trace_IteratorState(Object* o, Tracer& tracer) {
  auto* r = static_cast<Record*>(o);
  tracer.visitRange(r->values(), r->valueCount);
}

}  // namespace typhon
