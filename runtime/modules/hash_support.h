// What the modules of hash algorithms share.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/object/value.h"

namespace typhon {

class BufferHolder;

// Data to hash: a buffer of one dimension. TypeErrors "Strings must be encoded before hashing", "object supporting the buffer API
// required".
bool acquireHashDataPy(Thread* t, Value v, BufferHolder* holder);

// "0a1b..." of bytes.
Value hexText(Thread* t, std::string_view bytes);

// Data of this size is hashed without the interpreter lock.
inline constexpr size_t kHashWithoutLock = 2048;

}  // namespace typhon
