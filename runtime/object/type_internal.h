// What the object model's own files share about types: versions, class attributes, bases, making types.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/object/type.h"

namespace typhon {

struct List;
struct Cell;
struct WeakRef;

// --- start-up (native_type.cpp)
// Allocates the Type objects and root shapes of every row of types.def, so that objects of these types can be made.
bool allocateBuiltinTypes(Thread* t);
// Fills them: bases, MRO, slots, dicts.
bool fillBuiltinTypes(Thread* t);

// --- attributes of classes (type.cpp)
// Sets (Unbound: deletes) an attribute in the class's own dict, keeping versions, slots and flags right. Deleting an absent one
// returns false with nothing pending.
bool typeSetOwn(Thread* t, Type* type, Str* name, Value v);
// The class's own attribute, without bases; Unbound if absent.
Value typeGetOwn(const Type* type, Str* name);
// A new version for the type and everything derived from it. Called when keys, descriptors or bases change.
void typeChanged(Type* type);
// Called with every type whose version changes, after the change; engines that cache by shape only may set it. Or null.
extern void (*typeChangedHook)(Type* type);

// A weak reference for C++ code, which no Python code sees. Null with MemoryError pending.
WeakRef* makePlainWeakReference(Thread* t, Object* o);

// Calls `visit` for each live direct subclass.
template <class F>
void forEachSubclass(const Type* type, F visit);
bool addSubclass(Thread* t, Type* base, Type* sub);
void removeSubclass(Type* base, Type* sub);
List* subclassList(Thread* t, const Type* type);
// The i-th entry of the list of subclasses, or null when it has died; -1 entries: count.
size_t subclassCount(const Type* type);
Type* subclassAt(const Type* type, size_t i);

template <class F>
void forEachSubclass(const Type* type, F visit) {
  for (size_t i = 0; i < subclassCount(type); ++i)
    if (Type* sub = subclassAt(type, i)) visit(sub);
}

// --- bases and MRO (mro.cpp)
// C3 linearisation of the type's bases (or what the metaclass's mro() returns). Null with TypeError pending.
Tuple* computeMroPy(Thread* t, Type* type);
Value defaultMro(Thread* t, Type* type);  // a list: type.mro()
// The base among `bases` whose layout instances extend; TypeError "multiple bases have instance lay-out conflict".
Type* bestBase(Thread* t, Tuple* bases);
// The nearest type along `base` that adds to the layout.
Type* solidBase(Type* type);
// Whether instances of one can become instances of the other by __class__ assignment.
bool compatibleForAssignment(Thread* t, Type* oldType, Type* newType, const char* attribute);

// --- classes from Python (class_builder.cpp)
// type(name, bases, namespace, **keywords): makes a class of this metaclass.
Value typeCreatePy(Thread* t, Type* metatype, const Args& args);
// The most derived metaclass of `metatype` and the types of the bases; TypeError "metaclass conflict: ...".
Type* calculateMetaclass(Thread* t, Type* metatype, Tuple* bases);
// type.__bases__ = value.
bool typeSetBasesPy(Thread* t, Type* type, Value bases);

// Whether both native types make their instances in the same way (T.__new__(cls) is safe).
bool sameConstructor(const Type* a, const Type* b);
// Slots that `type` itself may not have but its base does, copied (native types).
void inheritSlots(Type* type);

// The attribute of the type's full name: "module.qualname" unless the module is builtins, as repr(type) shows it.
std::string fullTypeName(Thread* t, Type* type);
// tp_name: for native types the dotted name of the spec, else the plain name.
std::string typeNameText(const Type* type);

// Whether v.__isabstractmethod__ is true. False with an exception pending.
bool isAbstractObjectPy(Thread* t, Value v, bool* result);
// isinstance and issubclass as type.__instancecheck__ and type.__subclasscheck__ answer them (ops/class.cpp).
Maybe<bool> recursiveIsInstancePy(Thread* t, Value v, Value cls);
Maybe<bool> recursiveIsSubclassPy(Thread* t, Value derived, Value cls);
// An attribute of the builtins module ("getattr"). NameError when it was deleted.
Value getBuiltin(Thread* t, const char* name);
// Raises the class without arguments (StopIteration at the end of __next__).
Raised raiseBare(Thread* t, Type* type);

}  // namespace typhon
