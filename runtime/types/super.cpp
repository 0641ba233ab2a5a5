// super: attribute lookup behind a class in the MRO of another. The zero-argument form reads the frame of its caller.
#include "runtime/types/super.h"

#include "runtime/exec/thread.h"
#include "runtime/memory/heap.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon {

Type* superStartPy(Thread* t, Type* type, Value v) {
  if (isa<Type>(v) && isSubtype(v.as<Type>(), type)) return v.as<Type>();
  if (isSubtype(typeOf(v), type)) return typeOf(v);
  // A proxy that claims another class.
  Value claimed = TRY(findAttrPy(t, v, names::__class__));
  if (isa<Type>(claimed) && claimed.as<Type>() != typeOf(v) && isSubtype(claimed.as<Type>(), type)) return claimed.as<Type>();
  return raise(t, exc::TypeError, "super(type, obj): obj must be an instance or subtype of type");
}

Value superFindPy(Thread* t, Type* type, Value self, Type* start, Str* name) {
  Tuple* mro = start->mro;
  if (!mro) return Value::unbound();  // a metaclass's mro() is at work
  size_t i = 0;
  while (i < mro->length && mro->items[i] != Value(type)) ++i;
  for (++i; i < mro->length; ++i) {
    Value found = typeGetOwn(mro->items[i].as<Type>(), name);
    if (found.isUnbound()) continue;
    auto get = typeOf(found)->slots.descriptorGet;
    if (!get) return found;
    return get(t, found, self == Value(start) ? Value::unbound() : self, Value(start));
  }
  return Value::unbound();
}

namespace {

Value makeSuper(Thread* t, Type* cls, Type* type, Value self, Type* start) {
  auto* s = TRY(allocate<Super>(t, cls));
  s->type = Value(type);
  s->self = self;
  s->selfType = start ? Value(start) : Value::none();
  return Value(s);
}

Value superGetAttribute(Thread* t, Value v, Str* name) {
  auto* s = v.as<Super>();
  if (isa<Type>(s->selfType) && name != names::__class__ && !equals(name, "__class__")) {
    name = TRY(internStr(t, name));
    Value found = TRY(superFindPy(t, s->type.as<Type>(), s->self, s->selfType.as<Type>(), name));
    if (!found.isUnbound()) return found;
  }
  return genericGetAttrPy(t, v, name);
}

Value superGet(Thread* t, Value v, Value instance, Value) {
  auto* s = v.as<Super>();
  if (instance.isUnbound() || instance.isNone() || !s->self.isNone()) return v;
  if (typeOf(v) != types::super_) return callPy(t, Value(typeOf(v)), {s->type, instance});
  Type* start = TRY(superStartPy(t, s->type.as<Type>(), instance));
  return makeSuper(t, types::super_, s->type.as<Type>(), instance, start);
}

Value superCreate(Thread* t, Type* cls, const Args&) {
  auto* s = TRY(allocate<Super>(t, cls));
  s->type = s->self = s->selfType = Value::none();
  return Value(s);
}

// What super() means in the innermost Python frame: its __class__ cell and its first argument.
bool superFromFrame(Thread* t, Value* type, Value* self) {
  Frame* f = t->frame;
  if (!f) return raise(t, exc::RuntimeError, "super(): no current frame");
  Code* code = f->code;
  if (code->argCount == 0) return raise(t, exc::RuntimeError, "super(): no arguments");
  const bytecode::CodeUnit& unit = **code->unit;
  Value first = f->registers()[0];
  if (unit.localKinds[0] & bytecode::kCell && isa<Cell>(first)) first = first.as<Cell>()->value;
  if (first.isUnbound()) return raise(t, exc::RuntimeError, "super(): arg[0] deleted");
  for (uint32_t i = 0; i < code->localCount; ++i) {
    if (!(unit.localKinds[i] & bytecode::kFree) || code->localNames->items[i] != Value(names::__class__)) continue;
    Value cell = f->registers()[i];
    if (!isa<Cell>(cell)) return raise(t, exc::RuntimeError, "super(): bad __class__ cell");
    Value v = cell.as<Cell>()->value;
    if (v.isUnbound()) return raise(t, exc::RuntimeError, "super(): empty __class__ cell");
    if (!isa<Type>(v)) return raise(t, exc::RuntimeError, "super(): __class__ is not a type ({})", typeName(v));
    *type = v;
    *self = first;
    return true;
  }
  return raise(t, exc::RuntimeError, "super(): __class__ cell not found");
}

bool superInit(Thread* t, Value v, const Args& args) {
  if (args.keywords && args.keywords->length) return raise(t, exc::TypeError, "super() takes no keyword arguments");
  if (args.positional > 2) return raise(t, exc::TypeError, "super() expected at most 2 arguments, got {}", args.positional);
  Value type, self = Value::none();
  if (args.positional == 0) {
    TRY(superFromFrame(t, &type, &self));
  } else {
    type = args[0];
    if (!isa<Type>(type)) return raise(t, exc::TypeError, "super() argument 1 must be a type, not {}", typeName(type));
    if (args.positional > 1) self = args[1];
  }
  Value start = Value::none();
  if (!self.isNone()) {
    Type* found = TRY(superStartPy(t, type.as<Type>(), self));
    start = Value(found);
  }
  auto* s = v.as<Super>();
  s->type = type;
  s->self = self;
  s->selfType = start;
  writeBarrier(s);
  return true;
}

Value superRepr(Thread* t, Value v) {
  auto* s = v.as<Super>();
  std::string type = isa<Type>(s->type) ? toUtf8(s->type.as<Type>()->name) : "NULL";
  std::string text = isa<Type>(s->selfType)
                         ? fmt::format("<super: <class '{}'>, <{} object>>", type, toUtf8(s->selfType.as<Type>()->name))
                         : fmt::format("<super: <class '{}'>, NULL>", type);
  Str* out = TRY(makeStr(t, text));
  return Value(out);
}

const MemberDef superMembers[] = {
    {"__thisclass__", offsetof(Super, type), MemberDef::kReadOnly, "the class invoking super()"},
    {"__self__", offsetof(Super, self), MemberDef::kReadOnly, "the instance invoking super(); may be None"},
    {"__self_class__", offsetof(Super, selfType), MemberDef::kReadOnly,
     "the class whose instance called super(); None if unbound"},
};

}  // namespace

Value superGetAttrPy(Thread* t, Type* type, Value self, Str* name) {
  Type* start = TRY(superStartPy(t, type, self));
  if (name != names::__class__) {
    Value found = TRY(superFindPy(t, type, self, start, name));
    if (!found.isUnbound()) return found;
  }
  Value s = TRY(makeSuper(t, types::super_, type, self, start));
  return genericGetAttrPy(t, s, name);
}

extern const TypeSpec superSpec = {
    .name = "super",
    .kind = Kind::Super,
    .flags = kBaseType,
    .slots = {.repr = superRepr,
              .getAttribute = superGetAttribute,
              .descriptorGet = superGet,
              .create = superCreate,
              .init = superInit},
    .members = superMembers,
    .doc =
        "super() -> as super(__class__, first argument)\n"
        "super(type) -> unbound\n"
        "super(type, obj), super(type, type2) -> bound to an instance, or to a class\n"
        "\n"
        "What the classes behind a given one in the method resolution order have to offer, for an instance or a class:\n"
        "\n"
        "    class Circle(Shape):\n"
        "        def draw(self):\n"
        "            super().draw()\n",
};

size_t sizeOf_Super(const Object*) { return sizeof(Super); }
void trace_Super(Object* o, Tracer& tracer) {
  auto* s = static_cast<Super*>(o);
  tracer.visit(s->type);
  tracer.visit(s->self);
  tracer.visit(s->selfType);
}

}  // namespace typhon
