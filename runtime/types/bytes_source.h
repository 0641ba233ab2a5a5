// What the constructors of bytes and bytearray share, and slices and comparisons of bytes.
#pragma once

#include <string>
#include <string_view>

#include "runtime/exec/errors.h"
#include "runtime/object/type.h"
#include "runtime/types/buffer.h"
#include "runtime/types/slice.h"

namespace typhon {

// (source, encoding, errors), any of them Unbound: the TypeErrors of bad combinations. `type` is "bytes" or
// "bytearray".
bool checkBytesArguments(Thread* t, const char* type, Value source, Value encoding, Value errors);
// The bytes that source stands for: an encoded str, a count of zeros, a buffer, an iterable of ints.
bool readBytesSourcePy(Thread* t, const char* type, Value source, Value encoding, Value errors, std::string* out);

bool compareBytes(std::string_view a, std::string_view b, CompareOp op);
// The selected bytes, as an object like self.
Value takeSlice(Thread* t, Value self, const SliceBounds& range);

// Appends the items of a view in C order, strides followed.
void appendContiguous(const BufferView& view, std::string* out);

}  // namespace typhon
