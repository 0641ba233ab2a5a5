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
    .doc =
        "A function in a class that gets the class as its first argument, whether it is called on the class or on an instance. A "
        "subclass passes itself.\n"
        "\n"
        "    class Shape:\n"
        "        @classmethod\n"
        "        def unit(cls): return cls(1)\n"
        "\n"
        "staticmethod passes nothing.",
};

extern const TypeSpec staticmethodSpec = {
    .name = "staticmethod",
    .kind = Kind::WrappedCallable,
    .flags = kBaseType | kHasInstanceDict,
    .slots = {.repr = wrappedRepr, .call = staticCall, .descriptorGet = staticGet, .create = wrappedCreate},
    .getsets = wrappedGetSets,
    .members = wrappedMembers,
    .init = &initDef,
    .doc =
        "A function in a class that gets neither the instance nor the class as an argument, on whichever it is called.\n"
        "\n"
        "    class Shape:\n"
        "        @staticmethod\n"
        "        def area(width, height): ...\n"
        "\n"
        "classmethod passes the class.",
};

size_t sizeOf_WrappedCallable(const Object*) { return sizeof(WrappedCallable); }
void trace_WrappedCallable(Object* o, Tracer& tracer) { tracer.visit(static_cast<WrappedCallable*>(o)->callable); }

}  // namespace typhon
