// The one error convention: a failing function returns its result type's error mark with the exception pending on the
// thread. No C++ exception exists in the runtime.
#pragma once

#include <fmt/core.h>

#include <utility>

#include "runtime/object/well_known.h"

namespace typhon {

struct Thread;

// A result that is not a Value or pointer and may fail.
template <class T>
class [[nodiscard]] Maybe;

// What raise() returns: converts to the error mark of every result type, so `return raise(...)` fits any function.
struct Raised {
  operator Value() const { return Value::error(); }
  operator bool() const { return false; }
  operator int() const { return -1; }      // slots that answer 1, 0 or -1
  operator int64_t() const { return -1; }  // length
  template <class T>
  operator T*() const {
    return nullptr;
  }
};

template <class T>
class [[nodiscard]] Maybe {
 public:
  Maybe(T value) : value_(value), ok_(true) {}
  Maybe(Raised) : value_(), ok_(false) {}
  bool ok() const { return ok_; }
  T operator*() const { return value_; }

 private:
  T value_;
  bool ok_;
};

namespace detail {
inline bool failed(Value v) { return v.isError(); }
inline bool failed(Raised) { return true; }
inline bool failed(bool ok) { return !ok; }
template <class T>
inline bool failed(T* p) {
  return p == nullptr;
}
template <class T>
inline bool failed(const Maybe<T>& m) {
  return !m.ok();
}
template <class T>
inline T unwrap(T v) {
  return v;
}
template <class T>
inline T unwrap(const Maybe<T>& m) {
  return *m;
}
}  // namespace detail

// TRY(expression): the expression's value; on failure returns from the enclosing function with its own error mark.
#define TRY(expression)                                         \
  ({                                                            \
    auto typhonTryResult = (expression);                        \
    if (::typhon::detail::failed(typhonTryResult)) [[unlikely]] \
      return ::typhon::Raised{};                                \
    ::typhon::detail::unwrap(typhonTryResult);                  \
  })

// Makes an exception of the class with one str argument and leaves it pending, chained to the exception being handled
// (__context__). `raise(t, exc::TypeError, "'{}' object is not callable", typeName(v))`. Text is WTF-8.
Raised raiseMessage(Thread* t, Type* type, std::string_view message);
template <class... A>
[[gnu::cold, gnu::noinline]] Raised raise(Thread* t, Type* type, fmt::string_view format, const A&... args) {
  if constexpr (sizeof...(A) == 0) {
    return raiseMessage(t, type, std::string_view(format.data(), format.size()));
  } else {
    return raiseMessage(t, type, fmt::vformat(format, fmt::make_format_args(args...)));
  }
}
// Raises the class with one argument of any type (KeyError(key), StopIteration(value)).
Raised raiseWith(Thread* t, Type* type, Value argument);
// Makes `exception` (an instance) pending as it is, with __context__ set as a raise statement does.
Raised raiseValue(Thread* t, Value exception);
// OSError or the subclass for errno `code` (PEP 3151), with optional file names (Unbound: none).
Raised raiseOs(Thread* t, int code, Value filename = Value::unbound(), Value filename2 = Value::unbound());
// MemoryError, made beforehand.
Raised raiseMemory(Thread* t);

// Whether the pending exception is an instance of the class (or tuple element); no Python code.
bool pendingIs(Thread* t, Type* type);
// Takes the pending exception off the thread and returns it (Unbound if there is none).
Value takePending(Thread* t);
// Puts it back as it was, without touching its context or traceback.
void restorePending(Thread* t, Value exception);
void clearPending(Thread* t);

// Holds the pending exception aside while cleanup code runs, and puts it back.
class PendingSaver {
 public:
  explicit PendingSaver(Thread* t) : thread_(t), saved_(takePending(t)) {}
  ~PendingSaver() {
    if (!saved_.isUnbound()) restorePending(thread_, saved_);
  }

 private:
  Thread* thread_;
  Value saved_;
};

// Reports the pending exception through sys.unraisablehook and clears it. `where` is the object in whose code it happened.
void writeUnraisablePy(Thread* t, Value where, const char* message = nullptr);
// What sys.unraisablehook does by default: prints it to sys.stderr. `message` may be empty, `where` None or Unbound.
void defaultUnraisablePy(Thread* t, Value exception, std::string_view message, Value where);

}  // namespace typhon
