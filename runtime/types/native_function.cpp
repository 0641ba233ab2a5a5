// builtin_function_or_method, method_descriptor, classmethod_descriptor: native functions as Python objects, and their calls.
#include "runtime/types/native_function.h"

#include <cstring>

#include "runtime/memory/heap.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/published_signatures.h"
#include "runtime/object/signature.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

const NativeDef newDef = {"__new__", "(*args, **kwargs)", nullptr, "Makes a new object; help(type) tells with which arguments."};

NativeFunction* allocateNative(Thread* t, Type* type, const NativeDef& def, const Signature* signature, Value self, Type* owner,
                               Value module) {
  auto* f = TRY(allocate<NativeFunction>(t, type));
  f->def = &def;
  f->signature = signature;
  f->self = self;
  f->owner = owner;
  f->module = module;
  return f;
}

// "list.append()", "math.sqrt()", "len()": how CPython's messages show a function.
std::string shownName(const void* context) {
  auto* f = static_cast<const NativeFunction*>(context);
  std::string name = nativeQualifiedName(f) + "()";
  if (!f->owner && isa<Str>(f->module) && !equals(f->module.as<Str>(), "builtins"))
    return toUtf8(f->module.as<Str>()) + "." + name;
  return name;
}

// T.__new__(cls, ...) of a native type T.
Value callNewPy(Thread* t, Type* owner, const Args& args) {
  const char* name = owner->spec->name;
  if (args.positional == 0) return raise(t, exc::TypeError, "{}.__new__(): not enough arguments", name);
  Value first = args[0];
  if (!isa<Type>(first)) return raise(t, exc::TypeError, "{}.__new__(X): X is not a type object ({})", name, typeName(first));
  Type* cls = first.as<Type>();
  if (!isSubtype(cls, owner))
    return raise(t, exc::TypeError, "{}.__new__({}): {} is not a subtype of {}", name, typeName(cls), typeName(cls), name);
  // The layout's own constructor must run: find the native type that cls really extends.
  Type* native = cls;
  while (native && !(native->typeFlags & kNativeType)) native = native->base;
  if (native && !sameConstructor(native, owner))
    return raise(t, exc::TypeError, "{}.__new__({}) is not safe, use {}.__new__()", name, typeName(cls), typeName(native));
  if (native && native->typeFlags & kDisallowNew) return raise(t, exc::TypeError, "cannot create '{}' instances", typeName(cls));
  return owner->slots.create(t, cls, Args{args.values + 1, args.positional - 1, args.keywords});
}

// Receiver checks and odd functions; then the call.
Value callSlowPy(Thread* t, NativeFunction* f, const Args& args) {
  if (f->def == &newDef) return callNewPy(t, f->self.as<Type>(), args);
  const Signature* s = signatureFor(t, f);
  CalleeName callee{f->def->name, shownName, f};
  if (f->owner && f->self.isUnbound()) {
    // Called through the class.
    if (f->def->flags & NativeDef::kClassMethod) {
      if (args.positional == 0)
        return raise(t, exc::TypeError, "descriptor '{}' of '{}' object needs an argument", f->def->name, typeName(f->owner));
      if (!isa<Type>(args[0]))
        return raise(t, exc::TypeError, "descriptor '{}' requires a type but received a '{}' instance", f->def->name,
                     typeName(args[0]));
      if (!isSubtype(args[0].as<Type>(), f->owner))
        return raise(t, exc::TypeError, "descriptor '{}' requires a subtype of '{}' but received '{}'", f->def->name,
                     typeName(f->owner), typeName(args[0].as<Type>()));
    } else {
      if (args.positional == 0)
        return raise(t, exc::TypeError, "unbound method {}.{}() needs an argument", typeNameText(f->owner), f->def->name);
      if (!isInstance(args[0], f->owner))
        return raise(t, exc::TypeError, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object", f->def->name,
                     typeName(f->owner), typeName(args[0]));
    }
  }
  return callBoundPy(t, *f->def, *s, f->owner ? f->self : Value::unbound(), args, callee);
}

Value nativeCall(Thread* t, Value self, const Args& args) { return callNativePy(t, self.as<NativeFunction>(), args); }

Value builtinRepr(Thread* t, Value self) {
  auto* f = self.as<NativeFunction>();
  std::string text;
  if (f->self.isUnbound() || isa<Module>(f->self))
    text = fmt::format("<built-in function {}>", f->def->name);
  else
    text = fmt::format("<built-in method {} of {} object at {:#x}>", f->def->name, typeName(f->self), addressOf(f->self));
  Str* s = TRY(makeStr(t, text));
  return Value(s);
}

Value builtinCompare(Thread*, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isa<NativeFunction>(other)) return notImplemented;
  auto* a = self.as<NativeFunction>();
  auto* b = other.as<NativeFunction>();
  bool same = a->def == b->def && a->self == b->self && a->owner == b->owner;
  return Value::boolean(same == (op == CompareOp::Eq));
}

bool builtinHash(Thread*, Value self, int64_t* out) {
  auto* f = self.as<NativeFunction>();
  uint64_t h = reinterpret_cast<uintptr_t>(f->def) * 31 + (f->self.isUnbound() ? 0 : f->self.bits() >> 3);
  *out = static_cast<int64_t>(h >> 1);
  return true;
}

Value getName(Thread* t, Value self) {
  Str* s = TRY(internStr(t, self.as<NativeFunction>()->def->name));
  return Value(s);
}
Value getQualifiedName(Thread* t, Value self) {
  Str* s = TRY(makeStr(t, nativeQualifiedName(self.as<NativeFunction>())));
  return Value(s);
}
Value getDoc(Thread* t, Value self) {
  const char* doc = self.as<NativeFunction>()->def->doc;
  if (!doc) return Value::none();
  Str* s = TRY(makeStr(t, doc));
  return Value(s);
}
Value getModule(Thread*, Value self) {
  Value module = self.as<NativeFunction>()->module;
  return module.isUnbound() ? Value::none() : module;
}
bool setModule(Thread*, Value self, Value v) {
  self.as<NativeFunction>()->module = v.isUnbound() ? Value::none() : v;
  writeBarrier(self.asObject());
  return true;
}
Value getSelf(Thread*, Value self) {
  Value receiver = self.as<NativeFunction>()->self;
  return receiver.isUnbound() ? Value::none() : receiver;
}
Value getOwner(Thread*, Value self) { return Value(self.as<NativeFunction>()->owner); }
Value getTextSignature(Thread* t, Value self) {
  auto* f = self.as<NativeFunction>();
  const char* receiver = f->def->flags & NativeDef::kClassMethod ? "type"
                         : f->owner                              ? "self"
                         : isa<Module>(f->self)                  ? "module"
                                                                 : "";
  if (f->def == &newDef) return Value(TRY(makeStr(t, "($type, *args, **kwargs)")));
  std::string place = f->owner ? fullTypeName(t, f->owner) : isa<Str>(f->module) ? toUtf8(f->module.as<Str>()) : "";
  if (auto published = publishedSignature(place + "." + f->def->name)) {
    if (!*published) return Value::none();
    return Value(TRY(makeStr(t, *published)));
  }
  return Value(TRY(makeStr(t, textSignature(t, *f->def, receiver))));
}

// Pickled as getattr(receiver, name), or by name.
Value reduceBuiltin(Thread* t, Value* args, size_t) {
  auto* f = args[0].as<NativeFunction>();
  Str* name = TRY(internStr(t, f->def->name));
  if (f->self.isUnbound() || isa<Module>(f->self)) return Value(name);
  Value getattr = TRY(getBuiltin(t, "getattr"));
  Tuple* inner = TRY(makeTuple(t, {f->self, Value(name)}));
  Tuple* outer = TRY(makeTuple(t, {getattr, Value(inner)}));
  return Value(outer);
}
Value reduceDescriptor(Thread* t, Value* args, size_t) {
  auto* f = args[0].as<NativeFunction>();
  Str* name = TRY(internStr(t, f->def->name));
  Value getattr = TRY(getBuiltin(t, "getattr"));
  Tuple* inner = TRY(makeTuple(t, {Value(f->owner), Value(name)}));
  Tuple* outer = TRY(makeTuple(t, {getattr, Value(inner)}));
  return Value(outer);
}

Value descriptorRepr(Thread* t, Value self) {
  auto* f = self.as<NativeFunction>();
  Str* s = TRY(makeStr(t, fmt::format("<method '{}' of '{}' objects>", f->def->name, typeName(f->owner))));
  return Value(s);
}

Value methodDescriptorGet(Thread* t, Value self, Value instance, Value) {
  if (instance.isUnbound()) return self;
  auto* f = self.as<NativeFunction>();
  if (!isInstance(instance, f->owner))
    return raise(t, exc::TypeError, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object", f->def->name,
                 typeName(f->owner), typeName(instance));
  return bindNative(t, f, instance);
}

Value classmethodDescriptorGet(Thread* t, Value self, Value instance, Value type) {
  auto* f = self.as<NativeFunction>();
  if (type.isUnbound() || type.isNone()) {
    if (instance.isUnbound())
      return raise(t, exc::TypeError, "descriptor '{}' for type '{}' needs either an object or a type", f->def->name,
                   typeName(f->owner));
    type = Value(typeOf(instance));
  }
  if (!isa<Type>(type))
    return raise(t, exc::TypeError, "descriptor '{}' for type '{}' needs a type, not a '{}' as arg 2", f->def->name,
                 typeName(f->owner), typeName(type));
  if (!isSubtype(type.as<Type>(), f->owner))
    return raise(t, exc::TypeError, "descriptor '{}' requires a subtype of '{}' but received '{}'", f->def->name,
                 typeName(f->owner), typeName(type.as<Type>()));
  return bindNative(t, f, type);
}

// In CPython a member of the structure, which shows in the message.
bool readOnlyMember(Thread* t, Value, Value) { return raise(t, exc::AttributeError, "readonly attribute"); }

const NativeDef builtinMethods[] = {{"__reduce__", "(self, /)", reduceBuiltin, nullptr}};
const GetSetDef builtinGetSets[] = {
    {"__name__", getName, nullptr, nullptr}, {"__qualname__", getQualifiedName, nullptr, nullptr},
    {"__doc__", getDoc, nullptr, nullptr},   {"__module__", getModule, setModule, nullptr},
    {"__self__", getSelf, nullptr, nullptr}, {"__text_signature__", getTextSignature, nullptr, nullptr},
};
const NativeDef descriptorMethods[] = {{"__reduce__", "(self, /)", reduceDescriptor, nullptr}};
const GetSetDef descriptorGetSets[] = {
    {"__name__", getName, readOnlyMember, nullptr},
    {"__qualname__", getQualifiedName, nullptr, nullptr},
    {"__doc__", getDoc, nullptr, nullptr},
    {"__objclass__", getOwner, readOnlyMember, nullptr},
    {"__text_signature__", getTextSignature, nullptr, nullptr},
};

}  // namespace

extern const TypeSpec builtinFunctionSpec = {
    .name = "builtin_function_or_method",
    .kind = Kind::NativeFunction,
    .flags = kWeakReferable,
    .slots = {.repr = builtinRepr, .hash = builtinHash, .call = nativeCall, .compare = builtinCompare},
    .methods = builtinMethods,
    .getsets = builtinGetSets,
};

extern const TypeSpec methodDescriptorSpec = {
    .name = "method_descriptor",
    .kind = Kind::NativeFunction,
    .flags = kMethodDescriptor,
    .slots = {.repr = descriptorRepr, .call = nativeCall, .descriptorGet = methodDescriptorGet},
    .methods = descriptorMethods,
    .getsets = descriptorGetSets,
};

extern const TypeSpec classmethodDescriptorSpec = {
    .name = "classmethod_descriptor",
    .kind = Kind::NativeFunction,
    .slots = {.repr = descriptorRepr, .call = nativeCall, .descriptorGet = classmethodDescriptorGet},
    .getsets = descriptorGetSets,
};

Value makeNativeFunction(Thread* t, const NativeDef& def, Value self, Value moduleName) {
  auto* f = TRY(allocateNative(t, types::builtinFunction, def, nullptr, self, nullptr, moduleName));
  return Value(f);
}

Value makeMethodDescriptor(Thread* t, const NativeDef& def, Type* owner) {
  Type* type = def.flags & NativeDef::kClassMethod ? types::classmethodDescriptor : types::methodDescriptor;
  auto* f = TRY(allocateNative(t, type, def, nullptr, Value::unbound(), owner, Value::unbound()));
  return Value(f);
}

Value bindNative(Thread* t, NativeFunction* f, Value receiver) {
  auto* bound = TRY(allocateNative(t, types::builtinFunction, *f->def, f->signature, receiver, f->owner, Value::unbound()));
  return Value(bound);
}

Value makeNewFunction(Thread* t, Type* owner) {
  auto* f = TRY(allocateNative(t, types::builtinFunction, newDef, nullptr, Value(owner), nullptr, Value::unbound()));
  return Value(f);
}

Type* newFunctionOwner(Value v) {
  auto* f = dynCast<NativeFunction>(v);
  return f && f->def == &newDef ? f->self.as<Type>() : nullptr;
}

const Signature* signatureFor(Thread* t, NativeFunction* f) {
  if (!f->signature) f->signature = signatureOf(t, *f->def, f->owner != nullptr);
  return f->signature;
}

std::string nativeQualifiedName(const NativeFunction* f) {
  std::string name = f->def->name;
  if (f->owner && (f->self.isUnbound() || !isa<Type>(f->self))) {
    Type* type = f->self.isUnbound() ? f->owner : typeOf(f->self);
    return toUtf8(type->qualifiedName) + "." + name;
  }
  if (isa<Type>(f->self)) return toUtf8(f->self.as<Type>()->qualifiedName) + "." + name;
  return name;
}

Value callNativePy(Thread* t, NativeFunction* f, const Args& args) {
  const Signature* s = f->signature;
  Value result;
  if (!s) return callSlowPy(t, f, args);
  if (!f->owner) {
    if (callPositionalPy(t, *f->def, *s, Value::unbound(), args, &result)) return result;
  } else if (!f->self.isUnbound()) {
    if (callPositionalPy(t, *f->def, *s, f->self, args, &result)) return result;
  } else if (args.positional && !(f->def->flags & NativeDef::kClassMethod) && isInstance(args[0], f->owner)) {
    // A method called through its descriptor is frequent (LOAD_METHOD).
    if (callPositionalPy(t, *f->def, *s, Value::unbound(), args, &result)) return result;
  }
  return callSlowPy(t, f, args);
}

size_t sizeOf_NativeFunction(const Object*) { return sizeof(NativeFunction); }
void trace_NativeFunction(Object* o, Tracer& tracer) {
  auto* f = static_cast<NativeFunction*>(o);
  tracer.visit(f->self);
  tracer.visit(f->owner);
  tracer.visit(f->module);
}

}  // namespace typhon
