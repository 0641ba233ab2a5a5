// classmethod and staticmethod.
#include "runtime/memory/heap.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/function.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

Value callableOf(Value self) { return self.as<WrappedCallable>()->callable; }

Value wrappedCreate(Thread* t, Type* cls, const Args&) {
  auto* w = TRY(allocate<WrappedCallable>(t, cls));
  w->callable = Value::none();
  return Value(w);
}

// Takes over the callable's names, as functools.wraps does.
Value wrappedInit(Thread* t, Value* args, size_t) {
  auto* w = args[0].as<WrappedCallable>();
  w->callable = args[1];
  writeBarrier(w);
  for (Str* name : {names::__module__, names::__name__, names::__qualname__, names::__doc__, names::__annotations__}) {
    Value v = TRY(findAttrPy(t, args[1], name));
    if (!v.isUnbound()) TRY(genericSetAttrPy(t, args[0], name, v));
  }
  return Value::none();
}
const NativeDef initDef = {"__init__", "(self, function, /)", wrappedInit, nullptr};

Value isAbstract(Thread* t, Value self) {
  bool abstract = false;
  if (!isAbstractObjectPy(t, callableOf(self), &abstract)) return Raised{};
  return Value::boolean(abstract);
}

const MemberDef wrappedMembers[] = {
    {"__func__", offsetof(WrappedCallable, callable), MemberDef::kReadOnly, nullptr},
    {"__wrapped__", offsetof(WrappedCallable, callable), MemberDef::kReadOnly, nullptr},
};
const GetSetDef wrappedGetSets[] = {{"__isabstractmethod__", isAbstract, nullptr, nullptr}};

Value staticGet(Thread*, Value self, Value, Value) { return callableOf(self); }
Value staticCall(Thread* t, Value self, const Args& args) { return callPy(t, callableOf(self), args); }
Value wrappedRepr(Thread* t, Value self) {
  std::string inner = TRY(reprTextPy(t, callableOf(self)));
  Str* s = TRY(makeStr(t, fmt::format("<{}({})>", isInstance(self, types::classmethod) ? "classmethod" : "staticmethod", inner)));
  return Value(s);
}

Value classGet(Thread* t, Value self, Value instance, Value type) {
  if (type.isUnbound() || type.isNone()) type = Value(typeOf(instance));
  Value callable = callableOf(self);
  if (isa<Function>(callable)) return makeBoundMethod(t, callable, type);
  if (auto get = typeOf(callable)->slots.descriptorGet) return get(t, callable, type, type);
  return makeBoundMethod(t, callable, type);
}

}  // namespace

Value makeStaticMethod(Thread* t, Value callable) {
  auto* w = TRY(allocate<WrappedCallable>(t, types::staticmethod));
  w->callable = callable;
  return Value(w);
}
Value makeClassMethod(Thread* t, Value callable) {
  auto* w = TRY(allocate<WrappedCallable>(t, types::classmethod));
  w->callable = callable;
  return Value(w);
}

extern const TypeSpec classmethodSpec = {
    .name = "classmethod",
    .kind = Kind::WrappedCallable,
    .flags = kBaseType | kHasInstanceDict,
    .slots = {.repr = wrappedRepr, .descriptorGet = classGet, .create = wrappedCreate},
    .getsets = wrappedGetSets,
    .members = wrappedMembers,
    .init = &initDef,
    .doc = "classmethod(function) -> method\n\n"
           "Convert a function to be a class method.\n\n"
           "A class method receives the class as implicit first argument,\n"
           "just like an instance method receives the instance.\n"
           "To declare a class method, use this idiom:\n\n"
           "  class C:\n"
           "      @classmethod\n"
           "      def f(cls, arg1, arg2, argN):\n"
           "          ...\n\n"
           "It can be called either on the class (e.g. C.f()) or on an instance\n"
           "(e.g. C().f()).  The instance is ignored except for its class.\n"
           "If a class method is called for a derived class, the derived class\n"
           "object is passed as the implied first argument.\n\n"
           "Class methods are different than C++ or Java static methods.\n"
           "If you want those, see the staticmethod builtin.",
};

extern const TypeSpec staticmethodSpec = {
    .name = "staticmethod",
    .kind = Kind::WrappedCallable,
    .flags = kBaseType | kHasInstanceDict,
    .slots = {.repr = wrappedRepr, .call = staticCall, .descriptorGet = staticGet, .create = wrappedCreate},
    .getsets = wrappedGetSets,
    .members = wrappedMembers,
    .init = &initDef,
    .doc = "staticmethod(function) -> method\n\n"
           "Convert a function to be a static method.\n\n"
           "A static method does not receive an implicit first argument.\n"
           "To declare a static method, use this idiom:\n\n"
           "     class C:\n"
           "         @staticmethod\n"
           "         def f(arg1, arg2, argN):\n"
           "             ...\n\n"
           "It can be called either on the class (e.g. C.f()) or on an instance\n"
           "(e.g. C().f()). Both the class and the instance are ignored, and\n"
           "neither is passed implicitly as the first argument to the method.\n\n"
           "Static methods in Python are similar to those found in Java or C++.\n"
           "For a more advanced concept, see the classmethod builtin.",
};

size_t sizeOf_WrappedCallable(const Object*) { return sizeof(WrappedCallable); }
void trace_WrappedCallable(Object* o, Tracer& tracer) { tracer.visit(static_cast<WrappedCallable*>(o)->callable); }

}  // namespace typhon
