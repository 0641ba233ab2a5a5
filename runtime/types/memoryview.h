// memoryview: a view of another object's buffer, possibly strided and of several dimensions.
#pragma once

#include "runtime/types/buffer.h"

namespace typhon {

// The buffer that a memoryview and the views made from it share.
struct ManagedBuffer : Object {
  BufferView view;
  ByteStore* store;  // of a bytearray: kept as long as somebody may look at it; or null
  uint64_t views;    // memoryviews on it that are not released
  bool released;
  uint8_t padding[7];
};

struct MemoryView : Object {
  ManagedBuffer* buffer;  // null once released
  uint8_t* data;
  int64_t length;  // bytes, were they contiguous
  int64_t itemSize;
  const char* format;
  int64_t hash;      // -1: not computed yet
  uint64_t exports;  // buffers got from this view
  bool readOnly, restricted;
  uint16_t dimensions;
  uint32_t padding;
  int64_t extents[];  // shape, then strides

  int64_t* shape() { return extents; }
  int64_t* strides() { return extents + dimensions; }
};

// memoryview(object).
MemoryView* makeMemoryViewPy(Thread* t, Value object);
// A view of memory that belongs to `owner`, whose `releaseBuffer` slot is called in the end.
MemoryView* makeMemoryView(Thread* t, const BufferView& view);

// As view.release(), but buffers that others have got from the view do not matter.
void releaseMemoryView(MemoryView* view);

// Collects garbage and counts the buffers that memoryviews in use hold of `exporter` (or, with `of`, of exporters that
// it holds for): what an exporter asks before it refuses to be resized, because an unreachable memoryview releases its
// buffer only when it is collected. A view that only a word on a C++ stack keeps alive is released here.
size_t liveViewsOf(Thread* t, Object* exporter, bool (*of)(Object* owner, Object* exporter) = nullptr);

// The same for exporters that count their buffers themselves: collects garbage and releases those that only unreachable
// memoryviews hold.
void releaseDeadViews(Thread* t, Object* exporter);

}  // namespace typhon
