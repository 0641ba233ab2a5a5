// Getting and releasing buffers.
#include "runtime/types/buffer.h"

#include "runtime/exec/thread.h"
#include "runtime/types/bytes.h"

namespace typhon {

bool hasBuffer(Value v) { return typeOf(v)->slots.buffer; }

bool getBufferPy(Thread* t, Value v, BufferView* view, int flags) {
  Type* type = typeOf(v);
  if (type == types::bytes) {
    auto b = v.as<Bytes>();
    if (flags & kBufferWritable) return raise(t, exc::BufferError, "Object is not writable.");
    *view = BufferView();
    view->owner = v;
    view->data = b->data;
    view->length = static_cast<int64_t>(b->length);
    return true;
  }
  if (type->slots.buffer) return type->slots.buffer(t, v, view, flags);
  return raise(t, exc::TypeError, "a bytes-like object is required, not '{}'", typeName(v));
}

void releaseBuffer(BufferView* view) {
  if (view->owner.isUnbound()) return;
  Value owner = view->owner;
  if (auto release = typeOf(owner)->slots.releaseBuffer) release(owner, view);
  view->owner = Value::unbound();
}

}  // namespace typhon
