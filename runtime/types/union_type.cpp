// types.UnionType: int | str (PEP 604). Follows CPython's unionobject.c.
#include "runtime/types/union_type.h"

#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/generic_alias_internal.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

UnionType* unionOf(Value v) { return v.as<UnionType>(); }

bool isUnionable(Value v) {
  if (v.isNone() || isa<Type>(v) || isa<GenericAlias>(v) || isa<UnionType>(v)) return true;
  return typeOf(v) == types::typeAliasType;
}

bool addArgument(Thread* t, List* list, Value v) {
  if (v.isNone()) v = Value(types::noneType);
  for (size_t i = 0; i < list->length; ++i) {
    Value old = listItem(list, i);
    // Aliases are the same when they are equal; classes when they are the same object.
    bool same = isa<GenericAlias>(old) && isa<GenericAlias>(v) ? TRY(equalPy(t, old, v)) : isIdentical(old, v);
    if (same) return true;
  }
  return listAppend(t, list, v);
}

bool addFlattened(Thread* t, List* list, Value v) {
  if (!isa<UnionType>(v)) return addArgument(t, list, v);
  Tuple* args = unionOf(v)->args;
  for (size_t i = 0; i < args->length; ++i) TRY(addArgument(t, list, args->items[i]));
  return true;
}

Value fromList(Thread* t, List* list) {
  if (list->length == 1) return listItem(list, 0);
  Tuple* args = TRY(listToTuple(t, list));
  auto* u = TRY(allocate<UnionType>(t, types::unionType));
  u->args = args;
  u->parameters = Value::unbound();
  return Value(u);
}

bool appendItemReprPy(Thread* t, std::string* out, Value v) {
  if (v == Value(types::noneType)) {
    *out += "None";
    return true;
  }
  if (isa<GenericAlias>(v)) {
    *out += TRY(reprTextPy(t, v));
    return true;
  }
  Value qualifiedName = TRY(findAttrPy(t, v, names::__qualname__));
  Value module = qualifiedName.isUnbound() ? qualifiedName : TRY(findAttrPy(t, v, names::__module__));
  if (qualifiedName.isUnbound() || module.isUnbound() || module.isNone()) {
    *out += TRY(reprTextPy(t, v));
    return true;
  }
  Str* name = TRY(strPy(t, qualifiedName));
  Str* moduleText = TRY(strPy(t, module));
  if (!equals(moduleText, "builtins")) *out += toUtf8(moduleText) + ".";
  *out += toUtf8(name);
  return true;
}

Value unionRepr(Thread* t, Value self) {
  std::string text;
  Tuple* args = unionOf(self)->args;
  for (size_t i = 0; i < args->length; ++i) {
    if (i) text += " | ";
    TRY(appendItemReprPy(t, &text, args->items[i]));
  }
  Str* s = TRY(makeStr(t, text));
  return Value(s);
}

Set* argumentSet(Thread* t, Value v) {
  Set* set = TRY(makeSet(t, true));
  TRY(setUpdatePy(t, set, Value(unionOf(v)->args)));
  return set;
}

bool unionHash(Thread* t, Value self, int64_t* out) {
  Set* set = TRY(argumentSet(t, self));
  *out = TRY(hashPy(t, Value(set)));
  return true;
}

Value unionCompare(Thread* t, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isa<UnionType>(other) || !isa<UnionType>(self)) return notImplemented;
  Set* a = TRY(argumentSet(t, self));
  Set* b = TRY(argumentSet(t, other));
  return comparePy(t, op, Value(a), Value(b));
}

Value unionOr(Thread* t, Value a, Value b) { return makeUnion(t, a, b); }

Tuple* parametersOf(Thread* t, UnionType* u) {
  if (u->parameters.isUnbound()) {
    Tuple* found = TRY(typeParametersPy(t, u->args));
    u->parameters = Value(found);
    writeBarrier(u);
  }
  return u->parameters.as<Tuple>();
}

// (list[T] | set[T])[int]: substitutes and joins again with |.
Value unionGetItem(Thread* t, Value self, Value item) {
  auto* u = unionOf(self);
  Tuple* parameters = TRY(parametersOf(t, u));
  Tuple* args = TRY(substituteParametersPy(t, self, u->args, parameters, item));
  Value result = args->items[0];
  for (size_t i = 1; i < args->length; ++i) result = TRY(binaryPy(t, BinaryOp::Or, result, args->items[i]));
  return result;
}

Value getArgs(Thread*, Value self) { return Value(unionOf(self)->args); }
Value getParameters(Thread* t, Value self) {
  Tuple* p = TRY(parametersOf(t, unionOf(self)));
  return Value(p);
}

const GetSetDef unionGetSets[] = {
    {"__args__", getArgs, nullptr, nullptr},
    {"__parameters__", getParameters, nullptr, "Type variables in the types.UnionType."},
};

}  // namespace

Value makeUnion(Thread* t, Value a, Value b) {
  if (!isUnionable(a) || !isUnionable(b)) return notImplemented;
  List* list = TRY(makeList(t));
  TRY(addFlattened(t, list, a));
  TRY(addFlattened(t, list, b));
  return fromList(t, list);
}

extern const TypeSpec unionTypeSpec = {
    .name = "types.UnionType",
    .kind = Kind::UnionType,
    .slots = {.repr = unionRepr, .hash = unionHash, .compare = unionCompare, .or_ = unionOr, .getItem = unionGetItem},
    .getsets = unionGetSets,
    .doc = "Represent a PEP 604 union type\n\nE.g. for int | str",
};

size_t sizeOf_UnionType(const Object*) { return sizeof(UnionType); }
void trace_UnionType(Object* o, Tracer& tracer) {
  tracer.visit(static_cast<UnionType*>(o)->args);
  tracer.visit(static_cast<UnionType*>(o)->parameters);
}

}  // namespace typhon
