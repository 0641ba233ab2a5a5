// method: a function bound to its first argument.
#include <alloca.h>

#include "runtime/memory/heap.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/function.h"
#include "runtime/types/native_function.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

Value methodCall(Thread* t, Value self, const Args& args) {
  auto* m = self.as<BoundMethod>();
  size_t total = args.total();
  if (total > 256) {
    Tuple* all = TRY(makeTuple(t, total + 1));
    all->items[0] = m->self;
    for (size_t i = 0; i < total; ++i) all->items[i + 1] = args.values[i];
    return callPy(t, m->function, Args{all->items, args.positional + 1, args.keywords});
  }
  auto* all = static_cast<Value*>(alloca((total + 1) * sizeof(Value)));
  all[0] = m->self;
  for (size_t i = 0; i < total; ++i) all[i + 1] = args.values[i];
  return callPy(t, m->function, Args{all, args.positional + 1, args.keywords});
}

// Attributes that methods have themselves, then those of the function.
Value methodGetAttribute(Thread* t, Value self, Str* name) {
  name = TRY(internStr(t, name));
  Value found = typeLookup(types::method, name);
  if (!found.isUnbound()) {
    auto get = typeOf(found)->slots.descriptorGet;
    return get ? get(t, found, self, Value(types::method)) : found;
  }
  return getAttrPy(t, self.as<BoundMethod>()->function, name);
}

Value methodRepr(Thread* t, Value self) {
  auto* m = self.as<BoundMethod>();
  Value name = TRY(findAttrPy(t, m->function, names::__qualname__));
  if (name.isUnbound()) name = TRY(findAttrPy(t, m->function, names::__name__));
  std::string shown = isa<Str>(name) ? strText(name) : "?";
  std::string receiver = TRY(reprTextPy(t, m->self));
  Str* s = TRY(makeStr(t, fmt::format("<bound method {} of {}>", shown, receiver)));
  return Value(s);
}

Value methodCompare(Thread* t, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isa<BoundMethod>(other)) return notImplemented;
  auto* a = self.as<BoundMethod>();
  auto* b = other.as<BoundMethod>();
  bool same = TRY(equalPy(t, a->function, b->function)) && isIdentical(a->self, b->self);
  return Value::boolean(same == (op == CompareOp::Eq));
}

bool methodHash(Thread* t, Value self, int64_t* out) {
  auto* m = self.as<BoundMethod>();
  int64_t h = TRY(hashPy(t, m->function));
  h ^= static_cast<int64_t>(addressOf(m->self) >> 4);
  *out = h == -1 ? -2 : h;
  return true;
}

Value methodCreate(Thread* t, Value* args, size_t) {
  if (!isCallable(args[1])) return raise(t, exc::TypeError, "first argument must be callable");
  if (args[2].isNone()) return raise(t, exc::TypeError, "instance must not be None");
  return makeBoundMethod(t, args[1], args[2]);
}
const NativeDef createDef = {"__new__", "(cls, function, instance, /)", methodCreate, nullptr};

Value methodDoc(Thread* t, Value self) {
  Value doc = TRY(findAttrPy(t, self.as<BoundMethod>()->function, names::__doc__));
  return doc.isUnbound() ? Value::none() : doc;
}

Value methodReduce(Thread* t, Value* args, size_t) {
  auto* m = args[0].as<BoundMethod>();
  Value name = TRY(getAttrPy(t, m->function, names::__name__));
  Value getattr = TRY(getBuiltin(t, "getattr"));
  Tuple* inner = TRY(makeTuple(t, {m->self, name}));
  Tuple* outer = TRY(makeTuple(t, {getattr, Value(inner)}));
  return Value(outer);
}

const NativeDef methodMethods[] = {{"__reduce__", "(self, /)", methodReduce, nullptr}};
const GetSetDef methodGetSets[] = {{"__doc__", methodDoc, nullptr, nullptr}};
const MemberDef methodMembers[] = {
    {"__func__", offsetof(BoundMethod, function), MemberDef::kReadOnly, "the function (or other callable) implementing a method"},
    {"__self__", offsetof(BoundMethod, self), MemberDef::kReadOnly, "the instance to which a method is bound"},
};

}  // namespace

Value makeBoundMethod(Thread* t, Value function, Value self) {
  auto* m = TRY(allocate<BoundMethod>(t, types::method));
  m->function = function;
  m->self = self;
  return Value(m);
}

extern const TypeSpec methodSpec = {
    .name = "method",
    .kind = Kind::BoundMethod,
    .flags = kWeakReferable,
    .slots = {.repr = methodRepr,
              .hash = methodHash,
              .call = methodCall,
              .getAttribute = methodGetAttribute,
              .setAttribute = genericSetAttrPy,
              .compare = methodCompare},
    .methods = methodMethods,
    .getsets = methodGetSets,
    .members = methodMembers,
    .create = &createDef,
    .doc = "Create a bound instance method object.",
};

size_t sizeOf_BoundMethod(const Object*) { return sizeof(BoundMethod); }
void trace_BoundMethod(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<BoundMethod*>(o)->function);
  tracer.visit(static_cast<BoundMethod*>(o)->self);
}

}  // namespace typhon
