// Native functions as the object model's files make them, besides makeNativeFunction (function.h).
#pragma once

#include <string>

#include "runtime/object/type.h"
#include "runtime/types/function.h"

namespace typhon {

// method_descriptor or, for class methods, classmethod_descriptor: what stands in the dict of the owner.
Value makeMethodDescriptor(Thread* t, const NativeDef& def, Type* owner);
// The descriptor's function bound to a receiver (an instance, or the class for class methods).
Value bindNative(Thread* t, NativeFunction* f, Value receiver);
// The __new__ of a native type.
Value makeNewFunction(Thread* t, Type* owner);
// Whether v is the __new__ that makeNewFunction made, and of which type.
Type* newFunctionOwner(Value v);

const Signature* signatureFor(Thread* t, NativeFunction* f);
// "list.append", "len".
std::string nativeQualifiedName(const NativeFunction* f);

// The address of an object as its repr shows it.
inline uint64_t addressOf(Value v) { return v.isObject() ? reinterpret_cast<uint64_t>(v.asObject()) : v.bits(); }

}  // namespace typhon
