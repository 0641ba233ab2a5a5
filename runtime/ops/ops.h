// What Python's operations mean. Every engine calls these; fast paths in front of them may only do the same faster.
// All may run Python code (hence the suffix), allocate and raise, unless said otherwise.
#pragma once

#include <initializer_list>
#include <string>

#include "runtime/exec/errors.h"
#include "runtime/exec/thread.h"
#include "runtime/object/native.h"
#include "runtime/object/type.h"

namespace typhon {

struct Str;
struct Tuple;
struct List;
struct Dict;

enum class BinaryOp : uint8_t {
  Add,
  Subtract,
  Multiply,
  TrueDivide,
  FloorDivide,
  Modulo,
  Power,
  Matmul,
  Lshift,
  Rshift,
  And,
  Or,
  Xor
};

// --- operators (runtime/ops/binary.cpp, unary.cpp)
Value binaryPy(Thread* t, BinaryOp op, Value a, Value b);
Value inplacePy(Thread* t, BinaryOp op, Value a, Value b);
Value powerPy(Thread* t, Value a, Value b, Value mod);  // three-argument pow()
Value divmodPy(Thread* t, Value a, Value b);
Value negatePy(Thread* t, Value v);
Value positivePy(Thread* t, Value v);
Value invertPy(Thread* t, Value v);
Value absolutePy(Thread* t, Value v);
Maybe<bool> truthPy(Thread* t, Value v);
const char* symbolOf(BinaryOp op, bool inplace);  // "+", "**=": for messages

// --- comparison, identity, membership (compare.cpp)
Value comparePy(Thread* t, CompareOp op, Value a, Value b);  // any object
Maybe<bool> compareTruthPy(Thread* t, CompareOp op, Value a, Value b);
Maybe<bool> equalPy(Thread* t, Value a, Value b);  // identical or ==
bool isIdentical(Value a, Value b);                // `is`: numbers by value and bits
Maybe<bool> containsPy(Thread* t, Value container, Value item);
Maybe<int64_t> hashPy(Thread* t, Value v);                     // TypeError "unhashable type: 'x'"
bool hashNotImplemented(Thread* t, Value self, int64_t* out);  // the hash slot of unhashable types

// --- attributes (attribute.cpp)
Value getAttrPy(Thread* t, Value v, Str* name);
Value getAttrPy(Thread* t, Value v, const char* name);
// Unbound instead of AttributeError.
Value findAttrPy(Thread* t, Value v, Str* name);
bool setAttrPy(Thread* t, Value v, Str* name, Value value);  // value Unbound deletes
// object.__getattribute__ and object.__setattr__ themselves.
Value genericGetAttrPy(Thread* t, Value v, Str* name);
bool genericSetAttrPy(Thread* t, Value v, Str* name, Value value);
// Special method `name` of v's type (not of the instance), bound to v; Unbound if there is none.
Value lookupSpecialPy(Thread* t, Value v, Str* name);
// The instance's attribute dict, made on demand; Unbound if instances have none.
Value instanceDict(Thread* t, Value v);
// Callable and self for calling v.name: *self is Unbound when the result is to be called without it (LOAD_METHOD).
Value getMethodPy(Thread* t, Value v, Str* name, Value* self);
// super(type, self).name.
Value superGetAttrPy(Thread* t, Type* type, Value self, Str* name);

// --- calls (call.cpp)
Value callPy(Thread* t, Value callable, const Args& args);
Value callPy(Thread* t, Value callable, std::initializer_list<Value> args = {});
Value callMethodPy(Thread* t, Value v, Str* name, std::initializer_list<Value> args = {});
// callable(*positional, **keywords); keywords null or a dict.
Value callExPy(Thread* t, Value callable, Tuple* positional, Dict* keywords);
bool isCallable(Value v);

// --- subscripts, length (subscript.cpp)
Value getItemPy(Thread* t, Value v, Value key);
bool setItemPy(Thread* t, Value v, Value key, Value value);  // value Unbound deletes
Maybe<int64_t> lengthPy(Thread* t, Value v);
// A hint for preallocation: __len__, __length_hint__, else `fallback`.
Maybe<int64_t> lengthHintPy(Thread* t, Value v, int64_t fallback);
// v as an index: an int by __index__ ("'x' object cannot be interpreted as an integer").
Value indexPy(Thread* t, Value v);
// The same clamped into 64 bits (out of range becomes INT64_MIN or MAX), as slices want it...
Maybe<int64_t> indexClampedPy(Thread* t, Value v);
// ... or raising IndexError "cannot fit 'x' into an index-sized integer" (or the given class).
Maybe<int64_t> indexInt64Py(Thread* t, Value v, Type* overflow = exc::IndexError);

// --- iteration (iterate.cpp)
Value iterPy(Thread* t, Value v);         // TypeError "'x' object is not iterable"
Value nextPy(Thread* t, Value iterator);  // Unbound at the end (StopIteration is swallowed)
List* toListPy(Thread* t, Value iterable);
Tuple* toTuplePy(Thread* t, Value iterable);
// The `count` items of an iterable into out[0..]; ValueErrors of unpacking.
bool unpackPy(Thread* t, Value v, size_t count, Value* out);
bool unpackExPy(Thread* t, Value v, size_t before, size_t after, Value* out);

// --- text (text.cpp)
Str* reprPy(Thread* t, Value v);
Str* strPy(Thread* t, Value v);
Str* asciiPy(Thread* t, Value v);
Str* formatPy(Thread* t, Value v, Str* specOrNull);
// For messages: repr as WTF-8 text, cut at `limit` characters when positive.
Maybe<std::string> reprTextPy(Thread* t, Value v, size_t limit = 0);

// --- classes (class.cpp)
Maybe<bool> isInstancePy(Thread* t, Value v, Value classinfo);  // isinstance()
Maybe<bool> isSubclassPy(Thread* t, Value v, Value classinfo);  // issubclass()
Value buildClassPy(Thread* t, const Args& args);                // builtins.__build_class__

// --- pattern matching, imports
Value matchKeysPy(Thread* t, Value subject, Tuple* keys);                                  // tuple or None
Value matchClassPy(Thread* t, Value subject, Value cls, size_t positional, Tuple* names);  // tuple or None
Value importNamePy(Thread* t, Str* name, Dict* globals, Value locals, Value fromlist, Value level);
Value importFromPy(Thread* t, Value module, Str* name);
bool importStarPy(Thread* t, Value module, Value locals);

// NotImplemented and Ellipsis are objects.
extern Value notImplemented;
extern Value ellipsis;

}  // namespace typhon
