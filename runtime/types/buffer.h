// The buffer protocol (PEP 3118) among C++ types. Objects do not move, so a view is a plain pointer that the view's
// owner keeps alive.
#pragma once

#include <string_view>

#include "runtime/object/type.h"
#include "runtime/types/bytes.h"

namespace typhon {

struct BufferView {
  Value owner;  // the exporter; a view on the C++ stack keeps it alive
  uint8_t* data = nullptr;
  int64_t length = 0;  // bytes
  int64_t itemSize = 1;
  bool readOnly = true;
  const char* format = "B";  // struct syntax; lives as long as the owner
  int dimensions = 1;
  int64_t* shape = nullptr;    // null: one dimension of length / itemSize items
  int64_t* strides = nullptr;  // null: C-contiguous
  void* internal = nullptr;
};
enum BufferFlags : int {
  kBufferSimple = 0,
  kBufferWritable = 1,
  kBufferFull = 2 /* format, shape and strides are understood */
};

// Gets a view of any object with a buffer; TypeError "a bytes-like object is required, not 'x'" or BufferError
// otherwise.
bool getBufferPy(Thread* t, Value v, BufferView* view, int flags);
void releaseBuffer(BufferView* view);
bool hasBuffer(Value v);

// Holds a contiguous view for a scope.
class BufferHolder {
 public:
  BufferHolder() = default;
  ~BufferHolder() {
    if (held_) releaseBuffer(&view);
  }
  BufferHolder(const BufferHolder&) = delete;
  [[nodiscard]] bool acquirePy(Thread* t, Value v, int flags = kBufferSimple) {
    if (isExactBytes(v) && !(flags & kBufferWritable)) {  // nothing to release
      view.owner = v;
      view.data = v.as<Bytes>()->data;
      view.length = static_cast<int64_t>(v.as<Bytes>()->length);
      return true;
    }
    return held_ = getBufferPy(t, v, &view, flags);
  }
  std::string_view bytes() const { return {reinterpret_cast<const char*>(view.data), static_cast<size_t>(view.length)}; }
  BufferView view;

 private:
  bool held_ = false;
};

}  // namespace typhon
