// Getting and releasing buffers.
#include "runtime/types/buffer.h"

#include "runtime/exec/thread.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/memoryview.h"

namespace typhon {

namespace {

// PEP 688: the memoryview that a __buffer__ method gives.
bool getPythonBufferPy(Thread* t, Value v, Value method, BufferView* view, int flags) {
  Value result = TRY(callPy(t, method, {Value::smallInt(flags & kBufferWritable ? 1 : 0)}));
  if (!isa<MemoryView>(result)) return raise(t, exc::TypeError, "__buffer__ returned non-memoryview object");
  return typeOf(result)->slots.buffer(t, result, view, flags);
}

}  // namespace

bool hasBuffer(Value v) {
  Type* type = typeOf(v);
  return type->slots.buffer || !typeLookup(type, names::__buffer__).isUnbound();
}

bool getBufferPy(Thread* t, Value v, BufferView* view, int flags) {
  if (auto b = dynCast<Bytes>(v)) {
    if (flags & kBufferWritable) return raise(t, exc::BufferError, "Object is not writable.");
    *view = BufferView();
    view->owner = v;
    view->data = b->data;
    view->length = static_cast<int64_t>(b->length);
    return true;
  }
  Type* type = typeOf(v);
  if (type->slots.buffer) return type->slots.buffer(t, v, view, flags);
  Value method = TRY(lookupSpecialPy(t, v, names::__buffer__));
  if (method.isUnbound()) return raise(t, exc::TypeError, "a bytes-like object is required, not '{}'", typeName(v));
  return getPythonBufferPy(t, v, method, view, flags);
}

void releaseBuffer(BufferView* view) {
  if (view->owner.isUnbound()) return;
  Value owner = view->owner;
  if (auto release = typeOf(owner)->slots.releaseBuffer) release(owner, view);
  view->owner = Value::unbound();
}

}  // namespace typhon
