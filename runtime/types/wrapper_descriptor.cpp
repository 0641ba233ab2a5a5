// wrapper_descriptor and method-wrapper: the slots of native types as special methods.
#include <cstring>

#include "runtime/memory/heap.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/signature.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/native_function.h"
#include "runtime/types/python_buffer.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

// `prefix`: a space where CPython's message begins with an empty name.
bool checkCount(Thread* t, const Args& args, size_t least, size_t most, const char* prefix = "") {
  if (args.positional >= least && args.positional <= most) return true;
  if (least == most)
    return raise(t, exc::TypeError, "{}expected {} argument{}, got {}", prefix, least, least == 1 ? "" : "s", args.positional);
  if (args.positional < least)
    return raise(t, exc::TypeError, "{}expected at least {} argument{}, got {}", prefix, least, least == 1 ? "" : "s",
                 args.positional);
  return raise(t, exc::TypeError, "{}expected at most {} argument{}, got {}", prefix, most, most == 1 ? "" : "s",
               args.positional);
}

template <class F>
F slotAs(const WrapperDescriptor* w) {
  return reinterpret_cast<F>(w->function);
}

// CPython's hackcheck: object.__setattr__ must not get around a native type's own.
bool mayApply(Thread* t, const WrapperDescriptor* w, Value self) {
  Type* type = typeOf(self);
  while (type && !(type->typeFlags & kNativeType)) type = type->base;
  if (type && reinterpret_cast<void*>(type->slots.setAttribute) != w->function)
    return raise(t, exc::TypeError, "can't apply this {} to {} object", w->row->name, typeName(type));
  return true;
}

Value noneIf(bool ok) { return ok ? Value::none() : Value::error(); }

Maybe<Str*> attributeName(Thread* t, Value name) {
  if (!isa<Str>(name)) return raise(t, exc::TypeError, "attribute name must be string, not '{}'", typeName(name));
  return name.as<Str>();
}

using UnaryFn = Value (*)(Thread*, Value);
using BinaryFn = Value (*)(Thread*, Value, Value);

std::string wrapperShownName(const void* context) {
  auto* w = static_cast<const WrapperDescriptor*>(context);
  return toUtf8(w->owner->name) + "()";
}

Value wrapperGet(Thread* t, Value self, Value instance, Value) {
  if (instance.isUnbound()) return self;
  auto* w = self.as<WrapperDescriptor>();
  if (!isInstance(instance, w->owner))
    return raise(t, exc::TypeError, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object", w->row->name,
                 typeName(w->owner), typeName(instance));
  auto* bound = TRY(allocate<MethodWrapper>(t, types::methodWrapper));
  bound->descriptor = w;
  bound->self = instance;
  return Value(bound);
}

Value wrapperCall(Thread* t, Value self, const Args& args) { return callWrapperPy(t, self.as<WrapperDescriptor>(), args); }
Value wrapperRepr(Thread* t, Value self) {
  auto* w = self.as<WrapperDescriptor>();
  Str* s = TRY(makeStr(t, fmt::format("<slot wrapper '{}' of '{}' objects>", w->row->name, typeName(w->owner))));
  return Value(s);
}

Value nameOf(Thread*, const WrapperDescriptor* w) { return Value(*w->row->interned); }
Value qualifiedNameOf(Thread* t, const WrapperDescriptor* w) {
  Str* s = TRY(makeStr(t, toUtf8(w->owner->qualifiedName) + "." + w->row->name));
  return Value(s);
}
Value docOf(Thread* t, const WrapperDescriptor* w) {
  const char* doc = w->def && w->def->doc ? w->def->doc : w->row->doc;
  if (!*doc) return Value::none();
  Str* s = TRY(makeStr(t, doc));
  return Value(s);
}
Value textSignatureOf(Thread* t, const WrapperDescriptor* w) {
  std::string text = w->row->signature;
  text = "($self" + text.substr(5);
  Str* s = TRY(makeStr(t, text));
  return Value(s);
}
Value reduceOf(Thread* t, Value receiver, const WrapperDescriptor* w) {
  Value getattr = TRY(getBuiltin(t, "getattr"));
  Tuple* inner = TRY(makeTuple(t, {receiver, nameOf(t, w)}));
  Tuple* outer = TRY(makeTuple(t, {getattr, Value(inner)}));
  return Value(outer);
}

Value wrapperName(Thread* t, Value self) { return nameOf(t, self.as<WrapperDescriptor>()); }
Value wrapperQualifiedName(Thread* t, Value self) { return qualifiedNameOf(t, self.as<WrapperDescriptor>()); }
Value wrapperDoc(Thread* t, Value self) { return docOf(t, self.as<WrapperDescriptor>()); }
Value wrapperOwner(Thread*, Value self) { return Value(self.as<WrapperDescriptor>()->owner); }
Value wrapperTextSignature(Thread* t, Value self) { return textSignatureOf(t, self.as<WrapperDescriptor>()); }
Value wrapperReduce(Thread* t, Value* args, size_t) {
  auto* w = args[0].as<WrapperDescriptor>();
  return reduceOf(t, Value(w->owner), w);
}

// In CPython a member of the structure, which shows in the message.
bool readOnlyMember(Thread* t, Value, Value) { return raise(t, exc::AttributeError, "readonly attribute"); }

const NativeDef wrapperMethods[] = {{"__reduce__", "(self, /)", wrapperReduce, nullptr}};
const GetSetDef wrapperGetSets[] = {
    {"__name__", wrapperName, readOnlyMember, nullptr},
    {"__qualname__", wrapperQualifiedName, nullptr, nullptr},
    {"__doc__", wrapperDoc, nullptr, nullptr},
    {"__objclass__", wrapperOwner, readOnlyMember, nullptr},
    {"__text_signature__", wrapperTextSignature, nullptr, nullptr},
};

// --- method-wrapper

WrapperDescriptor* descriptorOf(Value self) { return self.as<MethodWrapper>()->descriptor; }

Value boundCall(Thread* t, Value self, const Args& args) {
  return callWrapperOnPy(t, descriptorOf(self), self.as<MethodWrapper>()->self, args);
}
Value boundRepr(Thread* t, Value self) {
  Value receiver = self.as<MethodWrapper>()->self;
  Str* s = TRY(makeStr(t, fmt::format("<method-wrapper '{}' of {} object at {:#x}>", descriptorOf(self)->row->name,
                                      typeName(receiver), addressOf(receiver))));
  return Value(s);
}
Value boundCompare(Thread*, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isa<MethodWrapper>(other)) return notImplemented;
  bool same = descriptorOf(self) == descriptorOf(other) && self.as<MethodWrapper>()->self == other.as<MethodWrapper>()->self;
  return Value::boolean(same == (op == CompareOp::Eq));
}
bool boundHash(Thread*, Value self, int64_t* out) {
  *out =
      static_cast<int64_t>((self.as<MethodWrapper>()->self.bits() >> 3) ^ (reinterpret_cast<uintptr_t>(descriptorOf(self)) >> 4));
  return true;
}
Value boundName(Thread* t, Value self) { return nameOf(t, descriptorOf(self)); }
Value boundQualifiedName(Thread* t, Value self) { return qualifiedNameOf(t, descriptorOf(self)); }
Value boundDoc(Thread* t, Value self) { return docOf(t, descriptorOf(self)); }
Value boundOwner(Thread*, Value self) { return Value(descriptorOf(self)->owner); }
Value boundSelf(Thread*, Value self) { return self.as<MethodWrapper>()->self; }
Value boundTextSignature(Thread* t, Value self) { return textSignatureOf(t, descriptorOf(self)); }
Value boundReduce(Thread* t, Value* args, size_t) { return reduceOf(t, boundSelf(t, args[0]), descriptorOf(args[0])); }

const NativeDef boundMethods[] = {{"__reduce__", "(self, /)", boundReduce, nullptr}};
const GetSetDef boundGetSets[] = {
    {"__name__", boundName, nullptr, nullptr}, {"__qualname__", boundQualifiedName, nullptr, nullptr},
    {"__doc__", boundDoc, nullptr, nullptr},   {"__objclass__", boundOwner, readOnlyMember, nullptr},
    {"__self__", boundSelf, nullptr, nullptr}, {"__text_signature__", boundTextSignature, nullptr, nullptr},
};

}  // namespace

extern const TypeSpec wrapperDescriptorSpec = {
    .name = "wrapper_descriptor",
    .kind = Kind::WrapperDescriptor,
    .flags = kMethodDescriptor,
    .slots = {.repr = wrapperRepr, .call = wrapperCall, .descriptorGet = wrapperGet},
    .methods = wrapperMethods,
    .getsets = wrapperGetSets,
};

extern const TypeSpec methodWrapperSpec = {
    .name = "method-wrapper",
    .kind = Kind::MethodWrapper,
    .slots = {.repr = boundRepr, .hash = boundHash, .call = boundCall, .compare = boundCompare},
    .methods = boundMethods,
    .getsets = boundGetSets,
};

Value callWrapperPy(Thread* t, WrapperDescriptor* w, const Args& args) {
  if (args.positional == 0)
    return raise(t, exc::TypeError, "descriptor '{}' of '{}' object needs an argument", w->row->name, typeName(w->owner));
  if (!isInstance(args[0], w->owner))
    return raise(t, exc::TypeError, "descriptor '{}' requires a '{}' object but received a '{}'", w->row->name,
                 typeName(w->owner), typeName(args[0]));
  return callWrapperOnPy(t, w, args[0], Args{args.values + 1, args.positional - 1, args.keywords});
}

Value callWrapperOnPy(Thread* t, WrapperDescriptor* w, Value self, const Args& args) {
  if (w->row->shape == WrapperShape::Call) return slotAs<Value (*)(Thread*, Value, const Args&)>(w)(t, self, args);
  if (w->row->shape == WrapperShape::Init) {
    if (w->def) {
      CalleeName callee{w->owner->spec->name, wrapperShownName, w, true};
      if (const char* dot = strrchr(callee.name, '.')) callee.name = dot + 1;
      return callBoundPy(t, *w->def, *signatureOf(t, *w->def), self, args, callee);
    }
    return noneIf(slotAs<bool (*)(Thread*, Value, const Args&)>(w)(t, self, args));
  }
  if (args.keywords && args.keywords->length)
    return raise(t, exc::TypeError, "wrapper {}() takes no keyword arguments", w->row->name);
  switch (w->row->shape) {
    case WrapperShape::Call:
    case WrapperShape::Init:
      __builtin_unreachable();
    case WrapperShape::Unary:
      TRY(checkCount(t, args, 0, 0));
      return slotAs<UnaryFn>(w)(t, self);
    case WrapperShape::Hash: {
      TRY(checkCount(t, args, 0, 0));
      int64_t hash;
      if (!slotAs<bool (*)(Thread*, Value, int64_t*)>(w)(t, self, &hash)) return Raised{};
      return makeInt(t, hash);
    }
    case WrapperShape::GetAttribute: {
      TRY(checkCount(t, args, 1, 1));
      Str* name = TRY(attributeName(t, args[0]));
      return slotAs<Value (*)(Thread*, Value, Str*)>(w)(t, self, name);
    }
    case WrapperShape::SetAttribute: {
      TRY(checkCount(t, args, 2, 2, " "));
      TRY(mayApply(t, w, self));
      Str* name = TRY(attributeName(t, args[0]));
      return noneIf(slotAs<bool (*)(Thread*, Value, Str*, Value)>(w)(t, self, name, args[1]));
    }
    case WrapperShape::DelAttribute: {
      TRY(checkCount(t, args, 1, 1));
      TRY(mayApply(t, w, self));
      Str* name = TRY(attributeName(t, args[0]));
      return noneIf(slotAs<bool (*)(Thread*, Value, Str*, Value)>(w)(t, self, name, Value::unbound()));
    }
    case WrapperShape::Compare:
      TRY(checkCount(t, args, 1, 1));
      return slotAs<Value (*)(Thread*, Value, Value, CompareOp)>(w)(t, self, args[0], w->row->op);
    case WrapperShape::Next: {
      TRY(checkCount(t, args, 0, 0));
      Value v = TRY(slotAs<UnaryFn>(w)(t, self));
      if (v.isUnbound()) return raiseBare(t, exc::StopIteration);
      return v;
    }
    case WrapperShape::DescriptorGet: {
      TRY(checkCount(t, args, 1, 2, " "));
      Value instance = args[0].isNone() ? Value::unbound() : args[0];
      Value type = args.positional > 1 && !args[1].isNone() ? args[1] : Value::unbound();
      if (instance.isUnbound() && type.isUnbound()) return raise(t, exc::TypeError, "__get__(None, None) is invalid");
      return slotAs<Value (*)(Thread*, Value, Value, Value)>(w)(t, self, instance, type);
    }
    case WrapperShape::DescriptorSet:
      TRY(checkCount(t, args, 2, 2, " "));
      return noneIf(slotAs<bool (*)(Thread*, Value, Value, Value)>(w)(t, self, args[0], args[1]));
    case WrapperShape::DescriptorDelete:
      TRY(checkCount(t, args, 1, 1));
      return noneIf(slotAs<bool (*)(Thread*, Value, Value, Value)>(w)(t, self, args[0], Value::unbound()));
    case WrapperShape::Finalize:
      TRY(checkCount(t, args, 0, 0));
      slotAs<void (*)(Thread*, Value)>(w)(t, self);
      return Value::none();
    case WrapperShape::Binary:
    case WrapperShape::BinaryLeft:
    case WrapperShape::InplacePower:
      TRY(checkCount(t, args, 1, 1));
      return slotAs<BinaryFn>(w)(t, self, args[0]);
    case WrapperShape::BinaryRight:
      TRY(checkCount(t, args, 1, 1));
      return slotAs<BinaryFn>(w)(t, args[0], self);
    case WrapperShape::Power:
      TRY(checkCount(t, args, 1, 2, " "));
      return slotAs<Value (*)(Thread*, Value, Value, Value)>(w)(t, self, args[0], args.positional > 1 ? args[1] : Value::none());
    case WrapperShape::PowerRight:
      TRY(checkCount(t, args, 1, 2, " "));
      return slotAs<Value (*)(Thread*, Value, Value, Value)>(w)(t, args[0], self, args.positional > 1 ? args[1] : Value::none());
    case WrapperShape::Truth: {
      TRY(checkCount(t, args, 0, 0));
      int truth = slotAs<int (*)(Thread*, Value)>(w)(t, self);
      if (truth < 0) return Raised{};
      return Value::boolean(truth);
    }
    case WrapperShape::Length: {
      TRY(checkCount(t, args, 0, 0));
      int64_t n = slotAs<int64_t (*)(Thread*, Value)>(w)(t, self);
      if (n < 0) return Raised{};
      return makeInt(t, n);
    }
    case WrapperShape::SetItem:
      TRY(checkCount(t, args, 2, 2, " "));
      return noneIf(slotAs<bool (*)(Thread*, Value, Value, Value)>(w)(t, self, args[0], args[1]));
    case WrapperShape::DelItem:
      TRY(checkCount(t, args, 1, 1));
      return noneIf(slotAs<bool (*)(Thread*, Value, Value, Value)>(w)(t, self, args[0], Value::unbound()));
    case WrapperShape::Repeat: {
      TRY(checkCount(t, args, 1, 1, " "));
      int64_t count = TRY(indexInt64Py(t, args[0], exc::OverflowError));
      return slotAs<Value (*)(Thread*, Value, int64_t)>(w)(t, self, count);
    }
    case WrapperShape::Contains: {
      TRY(checkCount(t, args, 1, 1));
      int found = slotAs<int (*)(Thread*, Value, Value)>(w)(t, self, args[0]);
      if (found < 0) return Raised{};
      return Value::boolean(found);
    }
    case WrapperShape::Buffer:
      TRY(checkCount(t, args, 1, 1, " "));
      return wrapBufferPy(t, self, slotAs<bool (*)(Thread*, Value, BufferView*, int)>(w), args[0]);
    case WrapperShape::ReleaseBuffer:
      TRY(checkCount(t, args, 1, 1, " "));
      return wrapReleaseBufferPy(t, self, args[0]);
  }
  __builtin_unreachable();
}

size_t sizeOf_WrapperDescriptor(const Object*) { return sizeof(WrapperDescriptor); }
void trace_WrapperDescriptor(Object* o, Tracer& tracer) { tracer.visit(static_cast<WrapperDescriptor*>(o)->owner); }
size_t sizeOf_MethodWrapper(const Object*) { return sizeof(MethodWrapper); }
void trace_MethodWrapper(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<MethodWrapper*>(o)->descriptor);
  tracer.visit(static_cast<MethodWrapper*>(o)->self);
}

}  // namespace typhon
