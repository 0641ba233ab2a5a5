// What a decoder or encoder does about input that it cannot convert.
#pragma once

#include <string>
#include <string_view>

#include "runtime/exec/errors.h"
#include "runtime/types/bytes.h"
#include "runtime/types/str.h"

namespace typhon {

enum class ErrorMode : uint8_t {
  Strict,
  Ignore,
  Replace,
  SurrogateEscape,
  SurrogatePass,
  BackslashReplace,
  XmlCharRefReplace,
  NameReplace,
  Other
};
ErrorMode errorModeOf(std::string_view errors);

// One decoding run. `in` may be replaced by a handler that gives the exception another object.
class DecodeErrors {
 public:
  DecodeErrors(Thread* t, const char* encoding, std::string_view errors)
      : thread_(t), encoding_(encoding), errors_(errors), mode_(errorModeOf(errors)) {}
  // Handles bytes [start, end) of *in: appends what they are replaced with to out, sets *resume. False: exception
  // pending.
  bool handlePy(std::string_view* in, size_t start, size_t end, const char* reason, StrBuilder* out, size_t* resume);
  ErrorMode mode() const { return mode_; }

 private:
  bool callPy(std::string_view* in, size_t start, size_t end, const char* reason, StrBuilder* out, size_t* resume);
  Thread* thread_;
  const char* encoding_;
  std::string_view errors_;
  ErrorMode mode_;
  Value handler_, exception_;
};

// One encoding run.
class EncodeErrors {
 public:
  EncodeErrors(Thread* t, const char* encoding, std::string_view errors, Str* source)
      : thread_(t), encoding_(encoding), errors_(errors), mode_(errorModeOf(errors)), source_(source) {}
  // Handles characters [start, end). The replacement is text in *text (to be encoded by the caller) or bytes in *bytes,
  // the other one is empty; sets *resume.
  bool handlePy(size_t start, size_t end, const char* reason, std::u32string* text, std::string* bytes, size_t* resume);
  // Raises UnicodeEncodeError for the range.
  Raised fail(size_t start, size_t end, const char* reason);
  ErrorMode mode() const { return mode_; }

 private:
  bool callPy(size_t start, size_t end, const char* reason, std::u32string* text, std::string* bytes, size_t* resume);
  Thread* thread_;
  const char* encoding_;
  std::string_view errors_;
  ErrorMode mode_;
  Str* source_;
  Value handler_, exception_;
};

// UnicodeDecodeError(encoding, bytes(in), start, end, reason).
Value makeDecodeErrorPy(Thread* t, const char* encoding, std::string_view in, size_t start, size_t end, const char* reason);

// The handlers as functions of an exception instance: (replacement, position), or the exception raised again.
// For the registry; indexed by ErrorMode (Strict .. NameReplace).
Value applyErrorModePy(Thread* t, ErrorMode mode, Value exception);

}  // namespace typhon
