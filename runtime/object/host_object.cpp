// What the collector asks about host objects.
#include "runtime/object/host_object.h"

#include "runtime/memory/heap.h"

namespace typhon {

size_t sizeOf_PackedStruct(const Object*) { return sizeof(HostObject); }
void trace_PackedStruct(Object* o, Tracer& tracer) {
  tracer.visitRange(static_cast<HostObject*>(o)->fields, HostObject::kFields);
}
void dispose_PackedStruct(Object* o) {
  auto* host = static_cast<HostObject*>(o);
  if (host->state) addExternalBytes(-host->state->externalBytes);
  delete host->state;
  host->state = nullptr;
}

HostObject* makeHostObject(Thread* t, Type* type, std::unique_ptr<HostState> state) {
  auto* host = TRY(allocate<HostObject>(t, type));
  if (state) addExternalBytes(state->externalBytes);
  host->state = state.release();
  for (Value& field : host->fields) field = Value::unbound();
  return host;
}

}  // namespace typhon
