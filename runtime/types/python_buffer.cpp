// PEP 688: buffers as special methods.
#include "runtime/types/python_buffer.h"

#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/object/record.h"
#include "runtime/object/slot_wrappers.h"
#include "runtime/ops/ops.h"
#include "runtime/types/exception.h"
#include "runtime/types/int.h"
#include "runtime/types/memoryview.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

// The flags of the C interface.
enum : int { kWritable = 0x1, kDimensions = 0x8, kFullReadOnly = 0x11c };

int flagsForPython(int flags) { return (flags & kBufferFull ? kFullReadOnly : 0) | (flags & kBufferWritable ? kWritable : 0); }
int flagsFromPython(int64_t flags) {
  return (flags & kDimensions ? kBufferFull : kBufferSimple) | (flags & kWritable ? kBufferWritable : 0);
}

// Owner of a buffer that a __buffer__ method gave. Released with the buffer, or when it is collected.
struct BufferWrapper : Record {
  static constexpr uint32_t kValues = 2;
  Value view;    // the memoryview; None when released
  Value object;  // whose method made it
};

// Calls object.__release_buffer__(view); what it raises cannot be passed on.
void callReleaseBufferPy(Thread* t, Value object, Value view) {
  Value result = callSpecialPy(t, object, names::__release_buffer__, &view, 1);
  if (result.isError()) writeUnraisablePy(t, object);
}

void releaseWrapped(Thread* t, BufferWrapper* wrapper) {
  if (wrapper->view.isNone()) return;
  PendingSaver saver(t);
  Value view = wrapper->view, object = wrapper->object;
  wrapper->view = Value::none();
  typeOf(view)->slots.releaseBuffer(view, nullptr);
  // A view of the object itself, from super().__buffer__(), calls the method when it is released.
  auto* memory = view.as<MemoryView>();
  if (memory->buffer && memory->buffer->view.owner == object) {
    if (!memory->exports) releaseMemoryView(memory);
    return;
  }
  if (typeOf(object)->slots.releaseBuffer == releasePythonBuffer) callReleaseBufferPy(t, object, view);
}

void wrapperRelease(Value self, BufferView*) { releaseWrapped(currentThread(), static_cast<BufferWrapper*>(self.asObject())); }
void wrapperFinalize(Thread* t, Value self) { releaseWrapped(t, static_cast<BufferWrapper*>(self.asObject())); }

const TypeSpec wrapperSpec = {
    .name = "_buffer_wrapper",
    .kind = kRecordKind,
    .flags = kDisallowNew,
    .slots = {.finalize = wrapperFinalize, .releaseBuffer = wrapperRelease},
};

Type* wrapperTypePy(Thread* t) {
  static Type* type = nullptr;
  if (!type) {
    type = TRY(makeNativeType(t, wrapperSpec));
    addRoot(&type);
  }
  return type;
}

}  // namespace

bool pythonBufferPy(Thread* t, Value self, BufferView* view, int flags) {
  Type* type = TRY(wrapperTypePy(t));
  Value wanted = Value::smallInt(flagsForPython(flags));
  Value memory = TRY(callSpecialPy(t, self, names::__buffer__, &wanted, 1));
  if (!isa<MemoryView>(memory)) return raise(t, exc::TypeError, "__buffer__ returned non-memoryview object");
  auto* wrapper = TRY(makeRecord<BufferWrapper>(t, type));
  wrapper->view = Value::none();
  wrapper->object = self;
  TRY(typeOf(memory)->slots.buffer(t, memory, view, flags));
  wrapper->view = memory;
  writeBarrier(wrapper);
  view->owner = Value(wrapper);
  return true;
}

void releasePythonBuffer(Value self, BufferView* view) {
  Thread* t = currentThread();
  PendingSaver saver(t);
  // The method gets a view that belongs to nobody; the native base's part comes after it.
  BufferView shown = *view;
  shown.owner = Value::none();
  if (MemoryView* memory = makeMemoryView(t, shown)) {
    memory->restricted = true;
    callReleaseBufferPy(t, self, Value(memory));
    releaseMemoryView(memory);
  } else {
    writeUnraisablePy(t, self);
  }
  for (Type* type = typeOf(self); type; type = type->base) {
    auto release = type->slots.releaseBuffer;
    if (!(type->typeFlags & kNativeType) || release == releasePythonBuffer) continue;
    if (release) release(self, view);
    return;
  }
}

Value wrapBufferPy(Thread* t, Value self, bool (*buffer)(Thread*, Value, BufferView*, int), Value flags) {
  int64_t bits = TRY(indexInt64Py(t, flags, exc::OverflowError));
  if (bits != static_cast<int>(bits)) return raise(t, exc::OverflowError, "buffer flags too large");
  BufferView view;
  TRY(buffer(t, self, &view, flagsFromPython(bits)));
  return Value(TRY(makeMemoryView(t, view)));
}

Value wrapReleaseBufferPy(Thread* t, Value self, Value view) {
  auto* memory = dynCast<MemoryView>(view);
  if (!memory) return raise(t, exc::TypeError, "expected a memoryview object");
  if (!memory->buffer) return Value::none();
  Value owner = memory->buffer->view.owner;
  if (owner.isUnbound() || owner.isNone()) return Value::none();
  if (owner != self) return raise(t, exc::ValueError, "memoryview's buffer is not this object");
  if (memory->buffer->released) return raise(t, exc::ValueError, "memoryview's buffer has already been released");
  releaseMemoryView(memory);
  return Value::none();
}

}  // namespace typhon
