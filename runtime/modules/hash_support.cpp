// What the modules of hash algorithms share.
#include "runtime/modules/hash_support.h"

#include "runtime/types/buffer.h"
#include "runtime/types/str.h"

namespace typhon {

bool acquireHashDataPy(Thread* t, Value v, BufferHolder* holder) {
  if (isa<Str>(v)) return raise(t, exc::TypeError, "Strings must be encoded before hashing");
  if (!hasBuffer(v)) return raise(t, exc::TypeError, "object supporting the buffer API required");
  TRY(holder->acquirePy(t, v, kBufferFull));
  if (holder->view.dimensions > 1) return raise(t, exc::BufferError, "Buffer must be single dimension");
  if (holder->view.strides && holder->view.strides[0] != holder->view.itemSize)
    return raise(t, exc::BufferError, "memoryview: underlying buffer is not C-contiguous");
  return true;
}

Value hexText(Thread* t, std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  Str* s = TRY(makeStrUninitialised(t, bytes.size() * 2, 'f'));
  uint8_t* out = mutableData(s);
  for (char c : bytes) {
    *out++ = static_cast<uint8_t>(kDigits[static_cast<uint8_t>(c) >> 4]);
    *out++ = static_cast<uint8_t>(kDigits[c & 15]);
  }
  return s;
}

}  // namespace typhon
