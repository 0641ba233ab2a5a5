// See posix_support.h.
#include "runtime/modules/posix_support.h"

#include <climits>

#include "runtime/exec/thread.h"
#include "runtime/exec/warnings.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/function.h"

namespace typhon::posix {

Value fspathPy(Thread* t, Value v) {
  if (isa<Str>(v) || isa<Bytes>(v)) return v;
  Value method = TRY(lookupSpecialPy(t, v, names::__fspath__));
  if (method.isUnbound()) return raise(t, exc::TypeError, "expected str, bytes or os.PathLike object, not {}", typeName(v));
  Value path = TRY(callPy(t, method));
  if (isa<Str>(path) || isa<Bytes>(path)) return path;
  return raise(t, exc::TypeError, "expected {}.__fspath__() to return str or bytes, not {}", typeName(v), typeName(path));
}

bool fsBytesPy(Thread* t, Value v, std::string* out) {
  Value path = TRY(fspathPy(t, v));
  if (isa<Bytes>(path)) {
    *out = path.as<Bytes>()->view();
  } else {
    Maybe<std::string> encoded = encodeFsName(t, path.as<Str>());
    if (!encoded.ok()) return false;
    *out = *encoded;
  }
  if (out->find('\0') != std::string::npos) return raise(t, exc::ValueError, "embedded null byte");
  return true;
}

bool pathPy(Thread* t, Value v, const char* function, const char* argument, Path* out, int flags) {
  out->object = v;
  if (v.isNone() && flags & kNullable) {
    out->text = ".";
    out->object = Value::unbound();
    return true;
  }
  out->given = true;
  bool path = isa<Str>(v) || isa<Bytes>(v);
  if (!path && flags & kAllowFd && (isInt(v) || typeOf(v)->slots.index)) {
    Value index = TRY(indexPy(t, v));
    int64_t fd;
    if (!fitsInt64(index, &fd)) {
      return raise(t, exc::OverflowError, "fd is {} than {}", intSign(index) > 0 ? "greater" : "less",
                   intSign(index) > 0 ? "maximum" : "minimum");
    }
    if (fd > INT_MAX) return raise(t, exc::OverflowError, "fd is greater than maximum");
    if (fd < INT_MIN) return raise(t, exc::OverflowError, "fd is less than minimum");
    out->fd = static_cast<int>(fd);
    out->isFd = true;
    return true;
  }
  if (!path) {
    Value method = TRY(lookupSpecialPy(t, v, names::__fspath__));
    if (method.isUnbound()) {
      const char* allowed =
          flags & kAllowFd
              ? (flags & kNullable ? "string, bytes, os.PathLike, integer or None" : "string, bytes, os.PathLike or integer")
              : (flags & kNullable ? "string, bytes, os.PathLike or None" : "string, bytes or os.PathLike");
      return raise(t, exc::TypeError, "{}: {} should be {}, not {}", function, argument, allowed, typeName(v));
    }
    Value result = TRY(callPy(t, method));
    if (!isa<Str>(result) && !isa<Bytes>(result)) {
      return raise(t, exc::TypeError, "expected {}.__fspath__() to return str or bytes, not {}", typeName(v), typeName(result));
    }
    v = result;
    out->object = v;
  }
  out->isBytes = isa<Bytes>(v);
  return fsBytesPy(t, v, &out->text);
}

Value pathResult(Thread* t, std::string_view name, bool asBytes) {
  if (asBytes) return Value(TRY(makeBytes(t, name)));
  return Value(TRY(decodeFsName(t, name)));
}

bool dirFdPy(Thread* t, Value v, int* fd) {
  if (v.isNone()) {
    *fd = AT_FDCWD;
    return true;
  }
  if (!isInt(v) && !typeOf(v)->slots.index)
    return raise(t, exc::TypeError, "argument should be integer or None, not {}", typeName(v));
  Value index = TRY(indexPy(t, v));
  int64_t n;
  if (!fitsInt64(index, &n)) n = intSign(index) > 0 ? INT64_MAX : INT64_MIN;
  if (n > INT_MAX) return raise(t, exc::OverflowError, "fd is greater than maximum");
  if (n < INT_MIN) return raise(t, exc::OverflowError, "fd is less than minimum");
  *fd = static_cast<int>(n);
  return true;
}

bool descriptorPy(Thread* t, Value v, int* fd) {
  if (!isInt(v)) {
    Str* name = TRY(internStr(t, "fileno"));
    Value method = TRY(findAttrPy(t, v, name));
    if (method.isUnbound()) return raise(t, exc::TypeError, "argument must be an int, or have a fileno() method.");
    v = TRY(callPy(t, method));
    if (!isInt(v)) return raise(t, exc::TypeError, "fileno() returned a non-integer");
  }
  int64_t n;
  if (!fitsInt64(v, &n) || n > INT_MAX || n < INT_MIN)
    return raise(t, exc::OverflowError, "Python int too large to convert to C int");
  if (n < 0) return raise(t, exc::ValueError, "file descriptor cannot be a negative integer ({})", n);
  *fd = static_cast<int>(n);
  return true;
}

bool pidPy(Thread* t, Value v, pid_t* pid) {
  Value index = TRY(indexPy(t, v));
  int64_t n;
  if (!fitsInt64(index, &n)) return raise(t, exc::OverflowError, "Python int too large to convert to C long");
  if (n > INT_MAX) return raise(t, exc::OverflowError, "signed integer is greater than maximum");
  if (n < INT_MIN) return raise(t, exc::OverflowError, "signed integer is less than minimum");
  *pid = static_cast<pid_t>(n);
  return true;
}

bool offsetPy(Thread* t, Value v, int64_t* offset) {
  if (isa<Int>(v) || v.isSmallInt() || v.isBool() || typeOf(v)->slots.index) {
    Value index = TRY(indexPy(t, v));
    if (!fitsInt64(index, offset)) return raise(t, exc::OverflowError, "Python int too large to convert to C long");
    return true;
  }
  return raise(t, exc::TypeError, "'{}' object cannot be interpreted as an integer", typeName(v));
}

bool idPy(Thread* t, Value v, const char* what, uint32_t* id) {
  if (!isInt(v) && !typeOf(v)->slots.index) return raise(t, exc::TypeError, "{} should be integer, not {}", what, typeName(v));
  Value index = TRY(indexPy(t, v));
  int64_t n;
  if (!fitsInt64(index, &n)) {
    return raise(t, exc::OverflowError, "{} is {}", what, intSign(index) > 0 ? "greater than maximum" : "less than minimum");
  }
  // CPython's word for a number that a long holds and an id does not.
  if (n < -1 || n > UINT32_MAX) return raise(t, exc::OverflowError, "{} is less than minimum", what);
  *id = static_cast<uint32_t>(n);
  return true;
}

bool boolPy(Thread* t, Value v, bool* out) {
  *out = TRY(truthPy(t, v));
  return true;
}

bool addFunctions(Thread* t, Module* m, std::span<const NativeDef> functions) {
  Str* name = TRY(internStr(t, "posix"));
  for (const NativeDef& def : functions) {
    Value f = TRY(makeNativeFunction(t, def, Value(m), Value(name)));
    TRY(moduleSet(t, m, def.name, f));
  }
  return true;
}

}  // namespace typhon::posix
