// UTF-8 as errors of Python's decoder describe it and as errors="replace" repairs it.
#include "runtime/base/utf8.h"

#include <cstdio>

#include "frontend/lexer/source.h"

namespace typhon::frontend {

using base::Utf8Fault;
using base::Utf8Step;

std::string utf8DecodeError(std::string_view bytes) {
  const char* end = bytes.data() + bytes.size();
  size_t at = base::scanUtf8(bytes).validBytes;
  if (at == bytes.size()) return "";
  Utf8Step step = base::decodeUtf8Step(bytes.data() + at, end);
  const char* reason = step.fault == Utf8Fault::InvalidStart          ? "invalid start byte"
                       : step.fault == Utf8Fault::InvalidContinuation ? "invalid continuation byte"
                                                                      : "unexpected end of data";
  char message[120];
  if (step.size == 1) {
    std::snprintf(message, sizeof message, "'utf-8' codec can't decode byte 0x%02x in position %zu: %s",
                  static_cast<unsigned char>(bytes[at]), at, reason);
  } else {
    std::snprintf(message, sizeof message, "'utf-8' codec can't decode bytes in position %zu-%zu: %s", at, at + step.size - 1,
                  reason);
  }
  return message;
}

size_t countCharacters(std::string_view bytes) {
  const char* end = bytes.data() + bytes.size();
  size_t count = 0;
  for (const char* p = bytes.data(); p < end; ++count) p += base::decodeUtf8Step(p, end).size;
  return count;
}

std::string replaceInvalidUtf8(std::string_view bytes) {
  if (base::isValidUtf8(bytes)) return std::string(bytes);
  std::string out;
  const char* end = bytes.data() + bytes.size();
  for (const char* p = bytes.data(); p < end;) {
    Utf8Step step = base::decodeUtf8Step(p, end);
    if (step.fault == Utf8Fault::None) {
      out.append(p, step.size);
    } else {
      out += "\xEF\xBF\xBD";
    }
    p += step.size;
  }
  return out;
}

void appendUtf8(std::string& out, char32_t c) {
  char bytes[4];
  out.append(bytes, static_cast<size_t>(base::encodeUtf8One(c, bytes) - bytes));
}

}  // namespace typhon::frontend
