// Type: a class, native or written in Python; TypeSpec: how C++ declares one.
#pragma once

#include <span>

#include "runtime/object/native.h"
#include "runtime/object/object.h"
#include "runtime/object/shape.h"
#include "runtime/object/well_known.h"

namespace typhon {

struct BufferView;

enum class CompareOp : uint8_t { Lt, Le, Eq, Ne, Gt, Ge };

// What a type implements. A null field is absent (fields are inherited along the MRO when a type is made). The result
// conventions are those of the whole runtime: error mark, false or -1 with an exception pending. All may run Python code.
struct Slots {
  using Unary = Value (*)(Thread*, Value self);
  using Binary = Value (*)(Thread*, Value left, Value right);  // NotImplemented when not for these operands
  Unary repr = nullptr, str = nullptr;
  bool (*hash)(Thread*, Value self, int64_t* out) = nullptr;  // hashNotImplemented marks unhashable types
  Value (*call)(Thread*, Value self, const Args&) = nullptr;
  Value (*getAttribute)(Thread*, Value self, Str* name) = nullptr;          // name need not be interned
  bool (*setAttribute)(Thread*, Value self, Str* name, Value v) = nullptr;  // v Unbound deletes
  Value (*compare)(Thread*, Value self, Value other, CompareOp) = nullptr;  // NotImplemented when not for these
  Unary iter = nullptr;
  Unary next = nullptr;  // Unbound at the end: no StopIteration is made
  Value (*descriptorGet)(Thread*, Value self, Value instanceOrUnbound, Value typeOrUnbound) = nullptr;
  bool (*descriptorSet)(Thread*, Value self, Value instance, Value v) = nullptr;  // v Unbound deletes
  Value (*create)(Thread*, Type* cls, const Args&) = nullptr;                     // __new__
  bool (*init)(Thread*, Value self, const Args&) = nullptr;                       // __init__
  void (*finalize)(Thread*, Value self) = nullptr;                                // __del__; leaves no exception pending
  Unary await = nullptr, aiter = nullptr, anext = nullptr;
  Binary add = nullptr, subtract = nullptr, multiply = nullptr, modulo = nullptr, divmod = nullptr, lshift = nullptr,
         rshift = nullptr, and_ = nullptr, xor_ = nullptr, or_ = nullptr, floorDivide = nullptr, trueDivide = nullptr,
         matmul = nullptr;
  Value (*power)(Thread*, Value left, Value right, Value modOrNone) = nullptr;
  Unary negate = nullptr, positive = nullptr, absolute = nullptr, invert = nullptr;
  int (*truth)(Thread*, Value self) = nullptr;  // 1, 0, or -1 with an exception
  Unary toInt = nullptr, toFloat = nullptr, index = nullptr;
  Binary inplaceAdd = nullptr, inplaceSubtract = nullptr, inplaceMultiply = nullptr, inplaceModulo = nullptr,
         inplaceLshift = nullptr, inplaceRshift = nullptr, inplaceAnd = nullptr, inplaceXor = nullptr, inplaceOr = nullptr,
         inplaceFloorDivide = nullptr, inplaceTrueDivide = nullptr, inplaceMatmul = nullptr;
  Binary inplacePower = nullptr;
  int64_t (*length)(Thread*, Value self) = nullptr;  // -1 with an exception
  Binary getItem = nullptr;
  bool (*setItem)(Thread*, Value self, Value key, Value v) = nullptr;  // v Unbound deletes
  Binary concat = nullptr, inplaceConcat = nullptr;                    // sequences: tried after `add` of both operands
  Value (*repeat)(Thread*, Value self, int64_t count) = nullptr;
  Value (*inplaceRepeat)(Thread*, Value self, int64_t count) = nullptr;
  int (*contains)(Thread*, Value self, Value item) = nullptr;                  // 1, 0, or -1 with an exception
  bool (*buffer)(Thread*, Value self, BufferView* view, int flags) = nullptr;  // runtime/types/buffer.h
  void (*releaseBuffer)(Value self, BufferView* view) = nullptr;
};

enum TypeFlags : uint32_t {
  kBaseType = 1,         // may be subclassed
  kNativeType = 2,       // declared by a TypeSpec: immutable for Python code
  kSequencePattern = 4,  // matches a sequence pattern (PEP 634)
  kMappingPattern = 8,
  kMatchSelf = 16,        // `int(x)` in a pattern binds the subject itself
  kHasInstanceDict = 32,  // instances have a __dict__
  kWeakReferable = 64,
  kAbstract = 128,            // has abstract methods
  kDisallowNew = 256,         // cannot be instantiated from Python ("cannot create 'x' instances")
  kGetAttributePlain = 512,   // attribute lookup is object's own: inline caches are sound (computed)
  kSetAttributePlain = 1024,  // the same for stores (computed)
  kExceptionType = 2048,      // derives from BaseException (computed, inherited)
  kTypeType = 4096,           // derives from type: instances are classes
  kHeapMetaclassCall = 8192,  // its metaclass overrides __call__: calls do not take the fast construction path
  kMethodDescriptor = 16384,  // instances bind like functions (LOAD_METHOD may skip the bound method)
  kIterableCoroutineLike = 32768,
  kGetAttributeHooked = 65536,  // as kGetAttributePlain, but what is not found goes to a __getattr__ (computed)
};

struct TypeSpec {
  const char* name;       // "list", or "collections.deque": module and qualified name
  Type** base = nullptr;  // null: object
  Kind kind;              // of instances; Kind::Instance when there is only an attribute tail
  uint32_t flags = 0;
  Slots slots = {};
  std::span<const NativeDef> methods = {};
  std::span<const GetSetDef> getsets = {};
  std::span<const MemberDef> members = {};
  const NativeDef* create = nullptr;  // __new__ with a signature: "(cls, x=0, /, base=10)"; args[0] is the class
  const NativeDef* init = nullptr;    // __init__ with a signature: "(self, iterable=(), /)"; returns None or the error mark
  const char* doc = nullptr;
};

// A class. Its attributes live in a cell dict (runtime/types/dict.h), so that engines may treat them as constants.
struct Type : Object {
  Str* name;           // __name__
  Str* qualifiedName;  // __qualname__
  Type* base;          // the base whose layout instances extend
  Tuple* bases;
  Tuple* mro;
  Dict* dict;              // cells; of a native type it also holds __module__ and __doc__
  Shape* rootShape;        // of new instances
  Shape* dictionaryShape;  // of instances whose attributes moved to a Dict; null without __dict__
  Value subclasses;        // list of weak references
  const TypeSpec* spec;    // of native types, inherited pointer of the layout's provider otherwise
  uint64_t version;        // unique; renewed when its attributes' keys, descriptors or bases change (of subclasses too)
  uint32_t typeFlags;
  Kind instanceKind;
  uint16_t memberCount;  // __slots__ words of instances, those of the bases included
  uint16_t inlineCount;  // inline attribute slots new instances get; learned (runtime/object/shape.cpp)
  Tuple* memberNames;    // the __slots__ members that this class itself adds, sorted; or null
  Slots slots;
};

inline Type* typeOf(const Object* o) { return shapeOf(o)->type; }
// type(v) for any value but Unbound and the error mark.
Type* typeOfImmediate(Value v);
inline Type* typeOf(Value v) { return v.isObject() ? typeOf(v.asObject()) : typeOfImmediate(v); }

// Whether `type` is `base` or derives from it (by MRO; no __subclasscheck__).
bool isSubtype(const Type* type, const Type* base);
inline bool isInstance(Value v, const Type* base) {
  Type* type = typeOf(v);
  return type == base || isSubtype(type, base);
}

// Makes a native type from its spec. The spec must live forever. Null with an exception pending on failure.
Type* makeNativeType(Thread* t, const TypeSpec& spec);

// The attribute of the class found along its MRO, without binding; Unbound if there is none. `name` is interned. Uses the
// global method cache; neither collects nor runs Python code.
Value typeLookup(Type* type, Str* name);
// Cell in the dict of the class along the MRO that has the attribute, or null: for inline caches.
struct Cell;
Cell* typeLookupCell(Type* type, Str* name);

// For messages: the type's name as tp_name shows it ("int", "collections.deque"; the plain name for Python classes).
const char* typeName(Value v);
const char* typeName(const Type* type);

}  // namespace typhon
