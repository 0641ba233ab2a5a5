// How C++ functions are offered to Python: one row with a signature string, from which argument binding, defaults,
// TypeErrors, inspect.signature and the docstring come.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/object/value.h"

namespace typhon {

struct Thread;
struct Tuple;
struct Type;

// Arguments of a call as a caller has them: `positional` values, then one value per name in `keywords`. Borrowed: the
// memory is a VM window or a C++ array and lives through the call. The callee may overwrite nothing in it.
struct Args {
  const Value* values = nullptr;
  size_t positional = 0;
  Tuple* keywords = nullptr;  // tuple of str, or null

  size_t total() const;  // positional and keyword values
  Value operator[](size_t i) const { return values[i]; }
};

// A native function receives its arguments already bound. args[i] belongs to the i-th name of the signature, in order:
// positional parameters, keyword-only parameters, then **kwargs (a dict that the callee owns); behind them follow the values
// of *args, if the signature has one, so that there are argc values in all. An omitted argument holds its default; a
// default written as `<absent>` gives Unbound. Returns the result, or Value::error() with an exception pending.
// args is writable scratch memory of the callee, scanned by the collector.
using NativeFn = Value (*)(Thread* t, Value* args, size_t argc);

// One native function or method.
//   signature   "(self, index, object, /)", "(iterable, /, *, key=None, reverse=False)", "(*args, sep=' ', **kwargs)"; defaults
//   may be
//               None, True, False, integers, floats, strings in single quotes, (), and <absent> ("may be left out").
//               Static methods begin with no self; class methods begin with `cls`.
struct NativeDef {
  const char* name;
  const char* signature;
  NativeFn fn;
  const char* doc;
  enum Flags : uint32_t { kNone = 0, kStatic = 1, kClassMethod = 2, kCoexist = 4 } flags = kNone;
};

// A computed attribute of a native type. A null setter makes it read-only; the setter gets Unbound for `del`.
struct GetSetDef {
  const char* name;
  Value (*get)(Thread* t, Value self);
  bool (*set)(Thread* t, Value self, Value value);
  const char* doc;
};

// An attribute that is a Value field of the native structure; Unbound there reads as AttributeError (or None).
struct MemberDef {
  const char* name;
  uint32_t offset;  // bytes from the start of the object
  enum Flags : uint32_t { kReadOnly = 1, kNoneIfUnbound = 2, kWritable = 0 } flags;
  const char* doc;
};

}  // namespace typhon
