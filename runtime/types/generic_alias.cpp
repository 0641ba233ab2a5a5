// types.GenericAlias: list[int] (PEP 585). Attributes but for a few are those of the origin; subscripting substitutes type
// parameters. Follows CPython's genericaliasobject.c.
#include "runtime/types/generic_alias.h"

#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/object/record.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/generic_alias_internal.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/union_type.h"

namespace typhon {

// --- type parameters of arguments, shared with unions

bool addUnique(Thread* t, List* list, Value v) {
  for (size_t i = 0; i < list->length; ++i)
    if (listItem(list, i) == v) return true;
  return listAppend(t, list, v);
}

Tuple* typeParametersPy(Thread* t, Tuple* args) {
  List* found = TRY(makeList(t));
  for (size_t i = 0; i < args->length; ++i) {
    Value arg = args->items[i];
    if (isa<Type>(arg)) continue;
    Value subst = TRY(findAttrPy(t, arg, names::__typing_subst__));
    if (!subst.isUnbound()) {
      TRY(addUnique(t, found, arg));
      continue;
    }
    Value inner = TRY(findAttrPy(t, arg, names::__parameters__));
    if (auto* tuple = dynCast<Tuple>(inner))
      for (size_t k = 0; k < tuple->length; ++k) TRY(addUnique(t, found, tuple->items[k]));
  }
  return listToTuple(t, found);
}

namespace {

// For messages and reprs of arguments.
bool appendItemReprPy(Thread* t, std::string* out, Value v) {
  if (v == ellipsis) {
    *out += "...";
    return true;
  }
  Value origin = TRY(findAttrPy(t, v, names::__origin__));
  if (!origin.isUnbound()) {
    Value args = TRY(findAttrPy(t, v, names::__args__));
    if (!args.isUnbound()) {
      *out += TRY(reprTextPy(t, v));
      return true;
    }
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

// *out: the arguments of *tuple[...], or of an alias of typing's that means the same, in a list of arguments (PEP 646); null for
// anything else.
bool unpackedTupleArgsPy(Thread* t, Value v, Tuple** out) {
  *out = nullptr;
  if (isa<Type>(v)) return true;
  if (auto* alias = dynCast<GenericAlias>(v)) {
    if (alias->starred && alias->origin == Value(types::tuple)) *out = alias->args;
  } else {
    Str* name = TRY(internStr(t, "__typing_unpacked_tuple_args__"));
    *out = dynCast<Tuple>(TRY(findAttrPy(t, v, name)));
  }
  // tuple[int, ...] has no definite length.
  if (*out && (*out)->length && (*out)->items[(*out)->length - 1] == ellipsis) *out = nullptr;
  return true;
}

Tuple* unpackArgs(Thread* t, Value item) {
  List* out = TRY(makeList(t));
  auto* tuple = dynCast<Tuple>(item);
  size_t count = tuple ? tuple->length : 1;
  for (size_t i = 0; i < count; ++i) {
    Value v = tuple ? tuple->items[i] : item;
    Tuple* inner;
    TRY(unpackedTupleArgsPy(t, v, &inner));
    if (!inner) {
      TRY(listAppend(t, out, v));
      continue;
    }
    for (size_t k = 0; k < inner->length; ++k) TRY(listAppend(t, out, inner->items[k]));
  }
  return listToTuple(t, out);
}

size_t indexOf(Tuple* parameters, Value v) {
  for (size_t i = 0; i < parameters->length; ++i)
    if (parameters->items[i] == v) return i;
  return SIZE_MAX;
}

// An argument with type parameters inside: arg[substitutes of its own parameters].
Value substituteInnerPy(Thread* t, Value arg, Tuple* parameters, Tuple* values) {
  Value inner = TRY(findAttrPy(t, arg, names::__parameters__));
  auto* own = dynCast<Tuple>(inner);
  if (!own || own->length == 0) return arg;
  List* chosen = TRY(makeList(t));
  for (size_t i = 0; i < own->length; ++i) {
    Value parameter = own->items[i];
    size_t at = indexOf(parameters, parameter);
    if (at == SIZE_MAX) {
      TRY(listAppend(t, chosen, parameter));
      continue;
    }
    Value v = values->items[at];
    auto iter = typeOf(parameter)->slots.iter;
    if (iter && isa<Tuple>(v))
      for (size_t k = 0; k < v.as<Tuple>()->length; ++k) TRY(listAppend(t, chosen, v.as<Tuple>()->items[k]));
    else
      TRY(listAppend(t, chosen, v));
  }
  Tuple* key = TRY(listToTuple(t, chosen));
  return getItemPy(t, arg, Value(key));
}

}  // namespace

Tuple* substituteParametersPy(Thread* t, Value self, Tuple* args, Tuple* parameters, Value item) {
  size_t count = parameters->length;
  if (count == 0) {
    std::string text = TRY(reprTextPy(t, self));
    return raise(t, exc::TypeError, "{} is not a generic class", text);
  }
  Tuple* unpacked = TRY(unpackArgs(t, item));
  Value values(unpacked);
  for (size_t i = 0; i < count; ++i) {
    Value prepare = TRY(findAttrPy(t, parameters->items[i], names::__typing_prepare_subst__));
    if (prepare.isUnbound() || prepare.isNone()) continue;
    Value prepared = TRY(callPy(t, prepare, {self, values}));
    if (isa<Tuple>(prepared)) {
      values = prepared;
    } else {
      Tuple* one = TRY(makeTuple(t, {prepared}));
      values = Value(one);
    }
  }
  Tuple* given = values.as<Tuple>();
  if (given->length != count) {
    std::string text = TRY(reprTextPy(t, self));
    return raise(t, exc::TypeError, "Too {} arguments for {}; actual {}, expected {}", given->length > count ? "many" : "few",
                 text, given->length, count);
  }
  List* out = TRY(makeList(t));
  for (size_t i = 0; i < args->length; ++i) {
    Value arg = args->items[i];
    if (isa<Type>(arg)) {
      TRY(listAppend(t, out, arg));
      continue;
    }
    Value unpackedFlag = TRY(findAttrPy(t, arg, names::__typing_is_unpacked_typevartuple__));
    bool unpack = !unpackedFlag.isUnbound() && TRY(truthPy(t, unpackedFlag));
    Value subst = TRY(findAttrPy(t, arg, names::__typing_subst__));
    Value made;
    if (!subst.isUnbound()) {
      size_t at = indexOf(parameters, arg);
      made = TRY(callPy(t, subst, {at == SIZE_MAX ? arg : given->items[at]}));
    } else {
      made = TRY(substituteInnerPy(t, arg, parameters, given));
    }
    if (unpack) {
      if (!isa<Tuple>(made)) {
        std::string text = TRY(reprTextPy(t, made));
        return raise(t, exc::TypeError, "expected __typing_subst__ of {} objects to return a tuple, not {}", typeName(arg), text);
      }
      for (size_t k = 0; k < made.as<Tuple>()->length; ++k) TRY(listAppend(t, out, made.as<Tuple>()->items[k]));
    } else {
      TRY(listAppend(t, out, made));
    }
  }
  return listToTuple(t, out);
}

namespace {

GenericAlias* aliasOf(Value v) { return v.as<GenericAlias>(); }

Value makeAlias(Thread* t, Type* cls, Value origin, Value args) {
  Tuple* tuple = dynCast<Tuple>(args);
  if (!tuple) tuple = TRY(makeTuple(t, {args}));
  auto* alias = TRY(allocate<GenericAlias>(t, cls));
  alias->origin = origin;
  alias->args = tuple;
  alias->parameters = Value::unbound();
  return Value(alias);
}

Tuple* parametersOf(Thread* t, GenericAlias* alias) {
  if (alias->parameters.isUnbound()) {
    Tuple* found = TRY(typeParametersPy(t, alias->args));
    alias->parameters = Value(found);
    writeBarrier(alias);
  }
  return alias->parameters.as<Tuple>();
}

Value aliasCreate(Thread* t, Value* args, size_t) { return makeAlias(t, args[0].as<Type>(), args[1], args[2]); }
const NativeDef createDef = {"__new__", "(cls, origin, args, /)", aliasCreate, nullptr};

Value aliasRepr(Thread* t, Value self) {
  auto* alias = aliasOf(self);
  std::string text = alias->starred ? "*" : "";
  TRY(appendItemReprPy(t, &text, alias->origin));
  text += "[";
  for (size_t i = 0; i < alias->args->length; ++i) {
    if (i) text += ", ";
    Value arg = alias->args->items[i];
    if (auto* list = dynCast<List>(arg)) {
      // Of a ParamSpec: Callable-like classes take lists of types.
      text += "[";
      for (size_t k = 0; k < list->length; ++k) {
        if (k) text += ", ";
        TRY(appendItemReprPy(t, &text, listItem(list, k)));
      }
      text += "]";
    } else {
      TRY(appendItemReprPy(t, &text, arg));
    }
  }
  if (alias->args->length == 0) text += "()";
  Str* s = TRY(makeStr(t, text + "]"));
  return Value(s);
}

bool aliasHash(Thread* t, Value self, int64_t* out) {
  int64_t a = TRY(hashPy(t, aliasOf(self)->origin)), b = TRY(hashPy(t, Value(aliasOf(self)->args)));
  *out = a ^ b;
  if (*out == -1) *out = -2;
  return true;
}

Value aliasCompare(Thread* t, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isa<GenericAlias>(other) || !isa<GenericAlias>(self))
    return notImplemented;
  auto* a = aliasOf(self);
  auto* b = aliasOf(other);
  bool same =
      a->starred == b->starred && TRY(equalPy(t, a->origin, b->origin)) && TRY(equalPy(t, Value(a->args), Value(b->args)));
  return Value::boolean(same == (op == CompareOp::Eq));
}

Value aliasCall(Thread* t, Value self, const Args& args) {
  Value made = TRY(callPy(t, aliasOf(self)->origin, args));
  Str* name = TRY(internStr(t, "__orig_class__"));
  if (!setAttrPy(t, made, name, self)) {
    if (!pendingIs(t, exc::AttributeError) && !pendingIs(t, exc::TypeError)) return Raised{};
    clearPending(t);
  }
  return made;
}

// Attributes of the alias itself; all others are the origin's.
constexpr std::string_view kOwnAttributes[] = {
    "__class__",       "__origin__",    "__args__",   "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__",
    "__mro_entries__", "__reduce_ex__", "__reduce__", "__copy__",     "__deepcopy__"};

Value aliasGetAttribute(Thread* t, Value self, Str* name) {
  if (name->length > 4 && name->at(0) == '_' && name->at(1) == '_') {
    bool own = false;
    for (std::string_view text : kOwnAttributes) own |= equals(name, text);
    if (own) return genericGetAttrPy(t, self, name);
    return getAttrPy(t, aliasOf(self)->origin, name);
  }
  return getAttrPy(t, aliasOf(self)->origin, name);
}

Value aliasGetItem(Thread* t, Value self, Value item) {
  auto* alias = aliasOf(self);
  Tuple* parameters = TRY(parametersOf(t, alias));
  Tuple* args = TRY(substituteParametersPy(t, self, alias->args, parameters, item));
  Value made = TRY(makeAlias(t, types::genericAlias, alias->origin, Value(args)));
  made.as<GenericAlias>()->starred = alias->starred;
  return made;
}

// iter(list[int]) yields *list[int] once (PEP 646).
struct AliasIterator : Record {
  static constexpr uint32_t kValues = 1;
  Value alias;  // Unbound when it has been given out
};

Value aliasIteratorNext(Thread* t, Value self) {
  auto* iterator = static_cast<AliasIterator*>(self.asObject());
  if (iterator->alias.isUnbound()) return Value::unbound();
  auto* alias = aliasOf(iterator->alias);
  Value starred = TRY(makeAlias(t, typeOf(iterator->alias), alias->origin, Value(alias->args)));
  starred.as<GenericAlias>()->starred = true;
  iterator->alias = Value::unbound();
  return starred;
}

Value aliasIteratorReduce(Thread* t, Value* args, size_t) {
  Value alias = static_cast<AliasIterator*>(args[0].asObject())->alias;
  Value iter = TRY(getBuiltin(t, "iter"));
  Tuple* of = alias.isUnbound() ? makeTuple(t, {Value(TRY(makeTuple(t, {})))}) : makeTuple(t, {alias});
  if (!of) return Value::error();
  return Value(TRY(makeTuple(t, {iter, Value(of)})));
}

const NativeDef aliasIteratorMethods[] = {{"__reduce__", "(self, /)", aliasIteratorReduce, nullptr}};

const TypeSpec aliasIteratorSpec = {
    .name = "generic_alias_iterator",
    .kind = kRecordKind,
    .flags = kDisallowNew,
    .slots = {.iter = selfIter, .next = aliasIteratorNext},
    .methods = aliasIteratorMethods,
};

Value aliasIter(Thread* t, Value self) {
  static Type* type = nullptr;
  if (!type) {
    type = TRY(makeNativeType(t, aliasIteratorSpec));
    addRoot(&type);
  }
  auto* iterator = TRY(makeRecord<AliasIterator>(t, type));
  iterator->alias = self;
  return Value(iterator);
}

Value aliasOr(Thread* t, Value a, Value b) { return makeUnion(t, a, b); }

Value mroEntries(Thread* t, Value* args, size_t) {
  Tuple* out = TRY(makeTuple(t, {aliasOf(args[0])->origin}));
  return Value(out);
}
Value instanceCheck(Thread* t, Value*, size_t) {
  return raise(t, exc::TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}
Value subclassCheck(Thread* t, Value*, size_t) {
  return raise(t, exc::TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}
Value aliasReduce(Thread* t, Value* args, size_t) {
  auto* alias = aliasOf(args[0]);
  if (alias->starred) {
    Value plain = TRY(makeAlias(t, types::genericAlias, alias->origin, Value(alias->args)));
    Value next = TRY(getBuiltin(t, "next"));
    Value iterator = TRY(iterPy(t, plain));
    Tuple* inner = TRY(makeTuple(t, {iterator}));
    Tuple* out = TRY(makeTuple(t, {next, Value(inner)}));
    return Value(out);
  }
  Tuple* inner = TRY(makeTuple(t, {alias->origin, Value(alias->args)}));
  Tuple* out = TRY(makeTuple(t, {Value(typeOf(args[0])), Value(inner)}));
  return Value(out);
}
Value aliasDir(Thread* t, Value* args, size_t) {
  Value dirFunction = TRY(getBuiltin(t, "dir"));
  Value list = TRY(callPy(t, dirFunction, {aliasOf(args[0])->origin}));
  for (std::string_view text : kOwnAttributes) {
    Str* name = TRY(internStr(t, text));
    if (!TRY(containsPy(t, list, Value(name)))) TRY(listAppend(t, list.as<List>(), Value(name)));
  }
  return list;
}

Value getOrigin(Thread*, Value self) { return aliasOf(self)->origin; }
Value getArgs(Thread*, Value self) { return Value(aliasOf(self)->args); }
Value getUnpacked(Thread*, Value self) { return Value::boolean(aliasOf(self)->starred); }
Value getParameters(Thread* t, Value self) {
  Tuple* p = TRY(parametersOf(t, aliasOf(self)));
  return Value(p);
}
Value getUnpackedTupleArgs(Thread*, Value self) {
  auto* alias = aliasOf(self);
  return alias->starred && alias->origin == Value(types::tuple) ? Value(alias->args) : Value::none();
}

const NativeDef aliasMethods[] = {
    {"__mro_entries__", "(self, bases, /)", mroEntries, nullptr},
    {"__instancecheck__", "(self, instance, /)", instanceCheck, nullptr},
    {"__subclasscheck__", "(self, cls, /)", subclassCheck, nullptr},
    {"__reduce__", "(self, /)", aliasReduce, nullptr},
    {"__dir__", "(self, /)", aliasDir, nullptr},
};
const GetSetDef aliasGetSets[] = {
    {"__origin__", getOrigin, nullptr, nullptr},
    {"__args__", getArgs, nullptr, nullptr},
    {"__unpacked__", getUnpacked, nullptr, nullptr},
    {"__parameters__", getParameters, nullptr, "Type variables in the GenericAlias."},
    {"__typing_unpacked_tuple_args__", getUnpackedTupleArgs, nullptr, nullptr},
};

}  // namespace

Value makeGenericAlias(Thread* t, Value origin, Value args) { return makeAlias(t, types::genericAlias, origin, args); }

extern const TypeSpec genericAliasSpec = {
    .name = "types.GenericAlias",
    .kind = Kind::GenericAlias,
    .flags = kBaseType | kWeakReferable,
    .slots = {.repr = aliasRepr,
              .hash = aliasHash,
              .call = aliasCall,
              .getAttribute = aliasGetAttribute,
              .setAttribute = genericSetAttrPy,
              .compare = aliasCompare,
              .iter = aliasIter,
              .or_ = aliasOr,
              .getItem = aliasGetItem},
    .methods = aliasMethods,
    .getsets = aliasGetSets,
    .create = &createDef,
    .doc = "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
};

size_t sizeOf_GenericAlias(const Object*) { return sizeof(GenericAlias); }
void trace_GenericAlias(Object* o, Tracer& tracer) {
  auto* a = static_cast<GenericAlias*>(o);
  tracer.visit(a->origin);
  tracer.visit(a->args);
  tracer.visit(a->parameters);
}

}  // namespace typhon
