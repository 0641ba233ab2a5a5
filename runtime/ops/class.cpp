// isinstance, issubclass, and the class statement (builtins.__build_class__).
#include "runtime/builtins/builtins.h"
#include "runtime/exec/engine.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/abc_cache.h"
#include "runtime/object/slot_wrappers.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/object/method_cache.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/union_type.h"
#include "runtime/types/value_array.h"

namespace typhon {
namespace {

// cls.__bases__ if it is a tuple; Unbound otherwise.
Value abstractBasesPy(Thread* t, Value cls) {
  Value bases = TRY(findAttrPy(t, cls, names::__bases__));
  return isa<Tuple>(bases) ? bases : Value::unbound();
}

// Whether `derived` has `cls` among its bases, as __bases__ tell.
Maybe<bool> abstractIsSubclassPy(Thread* t, Value derived, Value cls) {
  for (;;) {
    if (derived == cls) return true;
    Value bases = TRY(abstractBasesPy(t, derived));
    if (bases.isUnbound()) return false;
    auto* tuple = bases.as<Tuple>();
    if (tuple->length == 0) return false;
    if (tuple->length == 1) {
      derived = tuple->items[0];
      continue;
    }
    NativeCall guard(t, " in __issubclass__");
    if (!guard.ok()) return Raised{};
    for (size_t i = 0; i < tuple->length; ++i)
      if (TRY(abstractIsSubclassPy(t, tuple->items[i], cls))) return true;
    return false;
  }
}

Maybe<bool> checkClassPy(Thread* t, Value cls, const char* message) {
  Value bases = TRY(abstractBasesPy(t, cls));
  if (bases.isUnbound()) return raiseMessage(t, exc::TypeError, message);
  return true;
}

// Whether an object that is no instance of the class is a proxy that claims to be one.
Maybe<bool> claimsClassPy(Thread* t, Value v, Type* cls) {
  Type* type = typeOf(v.asObject());
  // No native type has a __class__ of its own besides those that see to all attributes themselves.
  if (type->typeFlags & kNativeType && type->typeFlags & kGetAttributePlain) return false;
  if (type->typeFlags & (kGetAttributePlain | kGetAttributeHooked) &&
      typeLookupInline(type, names::__class__) == typeLookupInline(types::object, names::__class__))
    return false;
  Value claimed = TRY(findAttrPy(t, v, names::__class__));
  return isa<Type>(claimed) && claimed.as<Type>() != type && isSubtype(claimed.as<Type>(), cls);
}

}  // namespace

Maybe<bool> recursiveIsInstancePy(Thread* t, Value v, Value cls) {
  if (isa<Type>(cls)) {
    return isInstance(v, cls.as<Type>()) || (v.isObject() && TRY(claimsClassPy(t, v, cls.as<Type>())));
  }
  TRY(checkClassPy(t, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"));
  Value claimed = TRY(findAttrPy(t, v, names::__class__));
  if (claimed.isUnbound()) return false;
  return abstractIsSubclassPy(t, claimed, cls);
}

Maybe<bool> recursiveIsSubclassPy(Thread* t, Value derived, Value cls) {
  if (isa<Type>(cls) && isa<Type>(derived)) return isSubtype(derived.as<Type>(), cls.as<Type>());
  TRY(checkClassPy(t, derived, "issubclass() arg 1 must be a class"));
  if (!isa<UnionType>(cls)) TRY(checkClassPy(t, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"));
  return abstractIsSubclassPy(t, derived, cls);
}

Maybe<bool> isInstancePy(Thread* t, Value v, Value cls) {
  if (Value(typeOf(v)) == cls) return true;
  if (isa<Type>(cls) && typeOf(cls.asObject()) == types::type) return recursiveIsInstancePy(t, v, cls);
  if (isa<UnionType>(cls)) cls = Value(cls.as<UnionType>()->args);
  if (isa<Tuple>(cls)) {
    auto* tuple = cls.as<Tuple>();
    size_t i = 0;
    auto next = [&] { return tuple->items[i].isNone() ? Value(types::noneType) : tuple->items[i]; };
    // Plain classes recurse no further.
    for (; i < tuple->length; ++i) {
      Value item = next();
      if (!isa<Type>(item) || typeOf(item) != types::type) break;
      if (TRY(isInstancePy(t, v, item))) return true;
    }
    if (i == tuple->length) return false;
    NativeCall guard(t, " in __instancecheck__");
    if (!guard.ok()) return Raised{};
    for (; i < tuple->length; ++i) {
      if (TRY(isInstancePy(t, v, next()))) return true;
    }
    return false;
  }
  if (bool answer;
      isa<Type>(cls) && abcKnowsInstance(t, cls.as<Type>(), typeLookup(typeOf(cls), names::__instancecheck__), v, &answer))
    return answer;
  {
    NativeCall guard(t, " in __instancecheck__");
    if (!guard.ok()) return Raised{};
    Value r = TRY(callSpecialPy(t, cls, names::__instancecheck__, &v, 1));
    if (!r.isUnbound()) return truthPy(t, r);
  }
  return recursiveIsInstancePy(t, v, cls);
}

Maybe<bool> isSubclassPy(Thread* t, Value derived, Value cls) {
  if (isa<Type>(cls) && typeOf(cls) == types::type) {
    if (derived == cls) return true;
    return recursiveIsSubclassPy(t, derived, cls);
  }
  if (isa<UnionType>(cls)) cls = Value(cls.as<UnionType>()->args);
  if (isa<Tuple>(cls)) {
    NativeCall guard(t, " in __subclasscheck__");
    if (!guard.ok()) return Raised{};
    auto* tuple = cls.as<Tuple>();
    for (size_t i = 0; i < tuple->length; ++i) {
      Value item = tuple->items[i].isNone() ? Value(types::noneType) : tuple->items[i];
      if (TRY(isSubclassPy(t, derived, item))) return true;
    }
    return false;
  }
  {
    NativeCall guard(t, " in __subclasscheck__");
    if (!guard.ok()) return Raised{};
    Value r = TRY(callSpecialPy(t, cls, names::__subclasscheck__, &derived, 1));
    if (!r.isUnbound()) return truthPy(t, r);
  }
  return recursiveIsSubclassPy(t, derived, cls);
}

namespace {

// PEP 560: bases that are no classes say by __mro_entries__ what stands for them. Returns `bases` itself if nothing changed.
Tuple* resolveBasesPy(Thread* t, Tuple* bases) {
  List* resolved = nullptr;
  for (size_t i = 0; i < bases->length; ++i) {
    Value base = bases->items[i];
    if (isa<Type>(base)) {
      if (resolved) TRY(listAppend(t, resolved, base));
      continue;
    }
    Value method = TRY(findAttrPy(t, base, names::__mro_entries__));
    if (method.isUnbound()) {
      if (resolved) TRY(listAppend(t, resolved, base));
      continue;
    }
    Value entries = TRY(callPy(t, method, {Value(bases)}));
    if (!isa<Tuple>(entries)) return raise(t, exc::TypeError, "__mro_entries__ must return a tuple");
    if (!resolved) resolved = TRY(makeList(t, bases->items, i));
    auto* tuple = entries.as<Tuple>();
    for (size_t k = 0; k < tuple->length; ++k) TRY(listAppend(t, resolved, tuple->items[k]));
  }
  return resolved ? listToTuple(t, resolved) : bases;
}

}  // namespace

Value buildClassPy(Thread* t, const Args& args) {
  if (args.positional < 2) return raise(t, exc::TypeError, "__build_class__: not enough arguments");
  if (!isa<Function>(args[0])) return raise(t, exc::TypeError, "__build_class__: func must be a function");
  if (!isa<Str>(args[1])) return raise(t, exc::TypeError, "__build_class__: name is not a string");
  auto* body = args[0].as<Function>();
  Tuple* originalBases = TRY(makeTuple(t, args.values + 2, args.positional - 2));
  Tuple* bases = TRY(resolveBasesPy(t, originalBases));

  // metaclass= is taken out of the keywords; the others go to __prepare__ and the metaclass.
  RootedVector callValues(t);
  TRY(callValues.push(args[1]));
  TRY(callValues.push(Value(bases)));
  TRY(callValues.push(Value::none()));  // the namespace
  Tuple* keywords = args.keywords;
  Value metaclass = Value::unbound();
  if (keywords && keywords->length) {
    List* left = TRY(makeList(t));
    for (size_t i = 0; i < keywords->length; ++i) {
      Value v = args.values[args.positional + i];
      if (equals(keywords->items[i].as<Str>(), "metaclass")) {
        metaclass = v;
        continue;
      }
      TRY(listAppend(t, left, keywords->items[i]));
      TRY(callValues.push(v));
    }
    keywords = left->length ? TRY(listToTuple(t, left)) : nullptr;
  }
  bool isClass = true;
  if (metaclass.isUnbound())
    metaclass = bases->length ? Value(typeOf(bases->items[0])) : Value(types::type);
  else
    isClass = isa<Type>(metaclass);
  if (isClass) {
    Type* winner = TRY(calculateMetaclass(t, metaclass.as<Type>(), bases));
    metaclass = Value(winner);
  }

  Value ns;
  Value prepare = metaclass == Value(types::type) ? Value::unbound() : TRY(findAttrPy(t, metaclass, names::__prepare__));
  if (prepare.isUnbound()) {
    Dict* d = TRY(makeDict(t));
    ns = Value(d);
  } else {
    RootedVector prepareValues(t);
    TRY(prepareValues.push(args[1]));
    TRY(prepareValues.push(Value(bases)));
    for (size_t i = 3; i < callValues.size(); ++i) TRY(prepareValues.push(callValues[i]));
    ns = TRY(callPy(t, prepare, Args{prepareValues.data(), 2, keywords}));
  }
  if (!typeOf(ns)->slots.getItem)
    return raise(t, exc::TypeError, "{}.__prepare__() must return a mapping, not {}",
                 isClass ? typeNameText(metaclass.as<Type>()) : "<metaclass>", typeName(ns));

  Value cell = TRY(runCodePy(t, body->code, body->globals, ns, body->closure));
  if (bases != originalBases) TRY(setItemPy(t, ns, Value(names::__orig_bases__), Value(originalBases)));
  callValues[2] = ns;
  Value cls = TRY(callPy(t, metaclass, Args{callValues.data(), 3, keywords}));
  if (isa<Type>(cls) && isa<Cell>(cell)) {
    Value inCell = cell.as<Cell>()->value;
    if (inCell != cls) {
      std::string nameText = TRY(reprTextPy(t, args[1]));
      std::string classText = TRY(reprTextPy(t, cls));
      if (inCell.isUnbound())
        return raise(t, exc::RuntimeError, "__class__ not set defining {} as {}. Was __classcell__ propagated to type.__new__?",
                     nameText, classText);
      std::string cellText = TRY(reprTextPy(t, inCell));
      return raise(t, exc::TypeError, "__class__ set to {} defining {} as {}", cellText, nameText, classText);
    }
  }
  return cls;
}

}  // namespace typhon
