// Classes written in Python: type.__new__ with __slots__, layout, __classcell__, __set_name__ and __init_subclass__; changes of
// __bases__. Follows type_new and type_set_bases of CPython's typeobject.c.
#include <algorithm>

#include "runtime/base/unicode.h"
#include "runtime/exec/frame.h"
#include "runtime/exec/thread.h"
#include "runtime/feedback/feedback.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/weak.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/shape_internal.h"
#include "runtime/object/slot_wrappers.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/super.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon {
namespace {

// --- the __dict__ and __weakref__ attributes that classes get when their instances first have them

// The descriptor by which the layout itself shows its dict, for classes that stand before their layout's in an MRO.
Value layoutDictDescriptor(Value self) {
  Type* type = typeOf(self);
  while (!(type->typeFlags & kNativeType)) type = type->base;
  for (; type && type != types::object; type = type->base)
    if (Value d = typeGetOwn(type, names::__dict__); !d.isUnbound()) return d;
  return Value::unbound();
}

Value getInstanceDict(Thread* t, Value self) {
  if (Value d = layoutDictDescriptor(self); !d.isUnbound())
    return typeOf(d)->slots.descriptorGet(t, d, self, Value(typeOf(self)));
  Value d = TRY(instanceDict(t, self));
  if (d.isUnbound()) return raiseAttribute(t, self, names::__dict__, "This object has no __dict__");
  return d;
}
bool setInstanceDictAttribute(Thread* t, Value self, Value v) {
  if (Value d = layoutDictDescriptor(self); !d.isUnbound()) return typeOf(d)->slots.descriptorSet(t, d, self, v);
  return setInstanceDict(t, self, v);
}
Value getWeakReference(Thread*, Value self) {
  WeakRef* r = weakReferencesOf(self.asObject());
  return r ? Value(r) : Value::none();
}
const GetSetDef dictGetSet = {"__dict__", getInstanceDict, setInstanceDictAttribute,
                              "dictionary for instance variables (if defined)"};
const GetSetDef weakrefGetSet = {"__weakref__", getWeakReference, nullptr, "list of weak references to the object (if defined)"};

bool addGetSet(Thread* t, Type* type, Str* name, const GetSetDef& def) {
  auto* d = TRY(allocate<GetSetDescriptor>(t, types::getsetDescriptor));
  d->def = &def;
  d->owner = type;
  d->name = name;
  return dictSetStr(t, type->dict, name, Value(d));
}

// Layouts with a dict in the structure: their subclasses need no other.
bool kindHasDict(Kind kind) { return kind == Kind::Module || kind == Kind::Function || kind == Kind::Type; }
// Layouts of varying size, for which CPython refuses __slots__.
bool isVariableSize(Kind kind) { return kind == Kind::Int || kind == Kind::Tuple || kind == Kind::Bytes || kind == Kind::Type; }

// --- __slots__

struct Layout {
  bool addDict = false, addWeakref = false;
  Tuple* members = nullptr;  // mangled names in order, or null
};

bool isIdentifier(const Str* s) {
  if (s->length == 0) return false;
  for (size_t i = 0; i < s->length; ++i) {
    char32_t c = s->at(i);
    if (i == 0 ? !(c == '_' || base::isXidStart(c)) : !base::isXidContinue(c)) return false;
  }
  return true;
}

Str* mangle(Thread* t, Str* className, Str* name) {
  std::string text = toUtf8(name);
  if (text.size() < 3 || text[0] != '_' || text[1] != '_' || text.ends_with("__") || text.find('.') != std::string::npos)
    return internStr(t, name);
  std::string cls = toUtf8(className);
  size_t start = cls.find_first_not_of('_');
  if (start == std::string::npos) return internStr(t, name);
  return internStr(t, "_" + cls.substr(start) + text);
}

bool readSlots(Thread* t, Type* base, Str* className, Dict* ns, Value slots, bool mayAddDict, bool mayAddWeakref,
               Layout* layout) {
  Tuple* items = nullptr;
  if (isa<Str>(slots)) {
    items = TRY(makeTuple(t, {slots}));
  } else {
    items = TRY(toTuplePy(t, slots));
  }
  if (items->length > 0 && isVariableSize(base->instanceKind))
    return raise(t, exc::TypeError, "nonempty __slots__ not supported for subtype of '{}'", typeName(base));
  List* names = TRY(makeList(t));
  for (size_t i = 0; i < items->length; ++i) {
    Value item = items->items[i];
    if (!isa<Str>(item)) return raise(t, exc::TypeError, "__slots__ items must be strings, not '{}'", typeName(item));
    Str* name = item.as<Str>();
    if (!isIdentifier(name)) return raise(t, exc::TypeError, "__slots__ must be identifiers");
    if (equals(name, "__dict__")) {
      if (!mayAddDict || layout->addDict) return raise(t, exc::TypeError, "__dict__ slot disallowed: we already got one");
      layout->addDict = true;
      continue;
    }
    if (equals(name, "__weakref__")) {
      if (!mayAddWeakref || layout->addWeakref)
        return raise(t, exc::TypeError, "__weakref__ slot disallowed: we already got one");
      layout->addWeakref = true;
      continue;
    }
    Str* mangled = TRY(mangle(t, className, name));
    TRY(listAppend(t, names, Value(mangled)));
    if (mangled != names::__qualname__ && mangled != names::__classcell__ && !dictGetStr(ns, mangled).isUnbound()) {
      std::string shown = TRY(reprTextPy(t, item));
      return raise(t, exc::ValueError, "{} in __slots__ conflicts with class variable", shown);
    }
  }
  TRY(listSortPy(t, names, Value::none(), false));
  layout->members = TRY(listToTuple(t, names));
  return true;
}

bool addMembers(Thread* t, Type* type, Tuple* members, uint32_t first) {
  for (size_t i = 0; i < members->length; ++i) {
    auto* d = TRY(allocate<MemberDescriptor>(t, types::memberDescriptor));
    d->owner = type;
    d->name = members->items[i].as<Str>();
    d->index = first + static_cast<uint32_t>(i);
    TRY(dictSetStr(t, type->dict, d->name, Value(d)));
  }
  return true;
}

// --- what the namespace asks for

// Wraps a plain function under this name in staticmethod or classmethod.
bool wrapFunction(Thread* t, Dict* dict, Str* name, Value (*wrap)(Thread*, Value)) {
  Value v = dictGetStr(dict, name);
  if (!isa<Function>(v)) return true;
  Value wrapped = TRY(wrap(t, v));
  return dictSetStr(t, dict, name, wrapped);
}

bool setModuleName(Thread* t, Dict* dict) {
  if (!dictGetStr(dict, names::__module__).isUnbound()) return true;
  Frame* f = t->frame;
  if (!f || !f->function) return true;
  Value module = dictGetStr(f->function->globals, names::__name__);
  return module.isUnbound() || dictSetStr(t, dict, names::__module__, module);
}

bool callSetNames(Thread* t, Type* type) {
  // Methods may change the class while they are called.
  Dict* copy = TRY(dictCopy(t, type->dict));
  size_t position = 0;
  Value key, v;
  while (dictNext(copy, &position, &key, &v)) {
    Value method = TRY(lookupSpecialPy(t, v, names::__set_name__));
    if (method.isUnbound()) continue;
    if (callPy(t, method, {Value(type), key}).isError()) {
      Value error = takePending(t);
      std::string shown = "?";
      Maybe<std::string> keyText = reprTextPy(t, key);
      if (keyText.ok())
        shown = *keyText;
      else
        clearPending(t);
      Str* note = makeStr(
          t, fmt::format("Error calling __set_name__ on '{}' instance {} in '{}'", typeName(v), shown, toUtf8(type->name)));
      Str* addNote = note ? internStr(t, "add_note") : nullptr;
      if (!addNote || callMethodPy(t, error, addNote, {Value(note)}).isError()) clearPending(t);
      restorePending(t, error);
      return false;
    }
  }
  return true;
}

bool callInitSubclass(Thread* t, Type* type, const Args& args) {
  // This is super(type, type), which a mro() that leaves out the class makes impossible.
  bool found = false;
  for (size_t i = 0; i < type->mro->length; ++i) found = found || type->mro->items[i] == Value(type);
  if (!found) return raise(t, exc::TypeError, "super(type, obj): obj must be an instance or subtype of type");
  Value method = TRY(superGetAttrPy(t, type, Value(type), names::__init_subclass__));
  return !callPy(t, method, Args{args.values + args.positional, 0, args.keywords}).isError();
}

uint32_t guessInlineCount(Type* type) {
  uint32_t inherited = type->base->typeFlags & kHasInstanceDict ? type->base->inlineCount : 0;
  uint32_t own = countInitStores(typeGetOwn(type, names::__init__));
  uint32_t guess = inherited + own;
  return std::min<uint32_t>(guess ? guess : 2, 64);
}

bool fillClass(Thread* t, Type* type, Str* name, Tuple* bases, Type* base, Dict* ns, const Layout& layout) {
  type->name = name;
  type->base = base;
  type->bases = bases;
  type->spec = base->spec;
  type->subclasses = Value::unbound();
  type->instanceKind = base->instanceKind;
  type->typeFlags = kBaseType | (base->typeFlags & (kHasInstanceDict | kWeakReferable | kMatchSelf | kExceptionType));
  writeBarrier(type);
  type->dict = TRY(makeCellDict(t));
  writeBarrier(type);
  TRY(dictMergePy(t, type->dict, ns));

  Value qualifiedName = dictGetStr(type->dict, names::__qualname__);
  if (qualifiedName.isUnbound()) {
    type->qualifiedName = name;
  } else {
    if (!isa<Str>(qualifiedName))
      return raise(t, exc::TypeError, "type __qualname__ must be a str, not {}", typeName(qualifiedName));
    type->qualifiedName = qualifiedName.as<Str>();
    dictDeleteStr(t, type->dict, names::__qualname__);
  }
  writeBarrier(type);
  TRY(setModuleName(t, type->dict));
  TRY(wrapFunction(t, type->dict, names::__new__, makeStaticMethod));
  TRY(wrapFunction(t, type->dict, names::__init_subclass__, makeClassMethod));
  TRY(wrapFunction(t, type->dict, names::__class_getitem__, makeClassMethod));

  // Before the members, one of which may have this name.
  Value classCell = dictGetStr(type->dict, names::__classcell__);
  if (!classCell.isUnbound()) {
    if (!isa<Cell>(classCell)) {
      std::string shown = TRY(reprTextPy(t, Value(typeOf(classCell))));
      return raise(t, exc::TypeError, "__classcell__ must be a nonlocal cell, not {}", shown);
    }
    storeCell(classCell.as<Cell>(), Value(type));
    dictDeleteStr(t, type->dict, names::__classcell__);
  }

  // What annotation scopes of the body look names up in is from now on what the class has.
  Str* classDictName = TRY(internStr(t, "__classdictcell__"));
  Value classDictCell = dictGetStr(type->dict, classDictName);
  if (!classDictCell.isUnbound()) {
    if (!isa<Cell>(classDictCell)) {
      std::string shown = TRY(reprTextPy(t, Value(typeOf(classDictCell))));
      return raise(t, exc::TypeError, "__classdictcell__ must be a nonlocal cell, not {}", shown);
    }
    storeCell(classDictCell.as<Cell>(), Value(type->dict));
    dictDeleteStr(t, type->dict, classDictName);
  }

  uint32_t memberCount = base->memberCount;
  if (layout.members && layout.members->length) {
    TRY(addMembers(t, type, layout.members, memberCount));
    memberCount += static_cast<uint32_t>(layout.members->length);
    type->memberNames = layout.members;
    writeBarrier(type);
  }
  type->memberCount = static_cast<uint16_t>(memberCount);
  if (layout.addDict) {
    type->typeFlags |= kHasInstanceDict;
    if (dictGetStr(type->dict, names::__dict__).isUnbound()) TRY(addGetSet(t, type, names::__dict__, dictGetSet));
  }
  if (layout.addWeakref) {
    type->typeFlags |= kWeakReferable;
    if (dictGetStr(type->dict, names::__weakref__).isUnbound()) TRY(addGetSet(t, type, names::__weakref__, weakrefGetSet));
  }
  if (dictGetStr(type->dict, names::__doc__).isUnbound()) TRY(dictSetStr(t, type->dict, names::__doc__, Value::none()));
  // Equality without a hash makes instances unhashable.
  if (!dictGetStr(type->dict, names::__eq__).isUnbound() && dictGetStr(type->dict, names::__hash__).isUnbound())
    TRY(dictSetStr(t, type->dict, names::__hash__, Value::none()));

  type->mro = TRY(computeMroPy(t, type));
  writeBarrier(type);
  for (size_t i = 1; i < type->mro->length && !(type->typeFlags & (kSequencePattern | kMappingPattern)); ++i)
    type->typeFlags |= type->mro->items[i].as<Type>()->typeFlags & (kSequencePattern | kMappingPattern);
  type->inlineCount = static_cast<uint16_t>(guessInlineCount(type));
  TRY(makeTypeShapes(t, type));
  for (size_t i = 0; i < bases->length; ++i) TRY(addSubclass(t, bases->items[i].as<Type>(), type));
  typeChanged(type);
  updateSlots(type);
  return true;
}

}  // namespace

Type* calculateMetaclass(Thread* t, Type* metatype, Tuple* bases) {
  Type* winner = metatype;
  for (size_t i = 0; i < bases->length; ++i) {
    Type* candidate = typeOf(bases->items[i]);
    if (isSubtype(winner, candidate)) continue;
    if (isSubtype(candidate, winner)) {
      winner = candidate;
      continue;
    }
    return raise(t, exc::TypeError,
                 "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of "
                 "all its bases");
  }
  return winner;
}

Value typeCreatePy(Thread* t, Type* metatype, const Args& args) {
  if (args.positional != 3)
    return raise(t, exc::TypeError, "type.__new__() takes exactly 3 arguments ({} given)", args.positional);
  if (!isa<Str>(args[0]))
    return raise(t, exc::TypeError, "type.__new__() argument 1 must be str, not {}", argumentTypeName(args[0]));
  if (!isa<Tuple>(args[1]))
    return raise(t, exc::TypeError, "type.__new__() argument 2 must be tuple, not {}", argumentTypeName(args[1]));
  if (!isa<Dict>(args[2]))
    return raise(t, exc::TypeError, "type.__new__() argument 3 must be dict, not {}", argumentTypeName(args[2]));
  Str* name = args[0].as<Str>();
  Tuple* bases = args[1].as<Tuple>();
  Dict* ns = args[2].as<Dict>();
  Type* base = types::object;
  if (bases->length == 0) {
    bases = TRY(makeTuple(t, {Value(types::object)}));
  } else {
    for (size_t i = 0; i < bases->length; ++i) {
      if (isa<Type>(bases->items[i])) continue;
      Value entries = TRY(findAttrPy(t, bases->items[i], names::__mro_entries__));
      if (!entries.isUnbound())
        return raise(t, exc::TypeError, "type() doesn't support MRO entry resolution; use types.new_class()");
    }
    Type* winner = TRY(calculateMetaclass(t, metatype, bases));
    if (winner != metatype) {
      if (winner->slots.create != typeCreatePy) return winner->slots.create(t, winner, args);
      metatype = winner;
    }
    base = TRY(bestBase(t, bases));
  }
  TRY(encodeStrPy(t, name, "utf-8", "strict"));
  for (size_t i = 0; i < name->length; ++i)
    if (name->at(i) == 0) return raise(t, exc::ValueError, "type name must not contain null characters");
  if (auto* doc = dynCast<Str>(dictGetStr(ns, names::__doc__))) TRY(encodeStrPy(t, doc, "utf-8", "strict"));

  Layout layout;
  bool mayAddDict = !(base->typeFlags & kHasInstanceDict) && !kindHasDict(base->instanceKind);
  bool mayAddWeakref = !(base->typeFlags & kWeakReferable);
  Str* slotsName = names::__slots__;
  Value slots = dictGetStr(ns, slotsName);
  if (slots.isUnbound()) {
    layout.addDict = mayAddDict;
    // Instances of types of varying size cannot be referred to weakly in CPython, with exceptions of its own.
    layout.addWeakref = mayAddWeakref && !(isVariableSize(base->instanceKind));
  } else {
    TRY(readSlots(t, base, name, ns, slots, mayAddDict, mayAddWeakref, &layout));
    // Other bases may bring a dict or weak references along.
    for (size_t i = 0; i < bases->length; ++i) {
      uint32_t flags = bases->items[i].as<Type>()->typeFlags;
      if (mayAddDict && !layout.addDict && flags & kHasInstanceDict) layout.addDict = true;
      if (mayAddWeakref && !layout.addWeakref && flags & kWeakReferable) layout.addWeakref = true;
    }
  }

  Type* type = TRY(allocate<Type>(t, metatype));
  type->version = 0;
  TRY(fillClass(t, type, name, bases, base, ns, layout));
  TRY(callSetNames(t, type));
  TRY(callInitSubclass(t, type, args));
  return Value(type);
}

// --- __bases__

namespace {

// Recomputes the MRO of the class and everything below it. On failure what was changed is put back by the caller.
bool recomputeMroPy(Thread* t, Type* type, List* changed) {
  Tuple* old = type->mro;
  Tuple* mro = TRY(computeMroPy(t, type));
  // mro() has changed bases itself, and that has settled this class.
  if (type->mro != old) return true;
  Tuple* entry = TRY(makeTuple(t, {Value(type), Value(old), Value(mro)}));
  TRY(listAppend(t, changed, Value(entry)));
  type->mro = mro;
  writeBarrier(type);
  typeChanged(type);
  List* subclasses = TRY(subclassList(t, type));
  for (size_t i = 0; i < subclasses->length; ++i) TRY(recomputeMroPy(t, listItem(subclasses, i).as<Type>(), changed));
  return true;
}

void updateSlotsBelow(Type* type) {
  updateSlots(type);
  forEachSubclass(type, [](Type* sub) { updateSlotsBelow(sub); });
}

}  // namespace

namespace {

bool hasBase(const Type* type, const Type* base) {
  for (; type; type = type->base)
    if (type == base) return true;
  return false;
}

}  // namespace

bool typeSetBasesPy(Thread* t, Type* type, Value v) {
  std::string name = toUtf8(type->name);
  if (type->typeFlags & kNativeType)
    return raise(t, exc::TypeError, "cannot set '__bases__' attribute of immutable type '{}'", typeName(type));
  if (v.isUnbound())
    return raise(t, exc::TypeError, "cannot delete '__bases__' attribute of immutable type '{}'", typeName(type));
  if (!isa<Tuple>(v)) return raise(t, exc::TypeError, "can only assign tuple to {}.__bases__, not {}", name, typeName(v));
  Tuple* bases = v.as<Tuple>();
  if (bases->length == 0) return raise(t, exc::TypeError, "can only assign non-empty tuple to {}.__bases__, not ()", name);
  for (size_t i = 0; i < bases->length; ++i) {
    if (!isa<Type>(bases->items[i]))
      return raise(t, exc::TypeError, "{}.__bases__ must be tuple of classes, not '{}'", name, typeName(bases->items[i]));
    // The MRO may lag behind while a mro() runs that changes bases itself.
    if (isSubtype(bases->items[i].as<Type>(), type) || hasBase(bases->items[i].as<Type>(), type))
      return raise(t, exc::TypeError, "a __bases__ item causes an inheritance cycle");
  }
  Type* newBase = TRY(bestBase(t, bases));
  TRY(compatibleForAssignment(t, type->base, newBase, "__bases__"));
  Tuple* oldBases = type->bases;
  Type* oldBase = type->base;
  type->bases = bases;
  type->base = newBase;
  writeBarrier(type);
  List* changed = TRY(makeList(t));
  if (!recomputeMroPy(t, type, changed)) {
    for (size_t i = 0; i < changed->length; ++i) {
      Tuple* entry = listItem(changed, i).as<Tuple>();
      Type* sub = entry->items[0].as<Type>();
      if (sub->mro != entry->items[2].as<Tuple>()) continue;  // changed again by a mro()
      sub->mro = entry->items[1].as<Tuple>();
      writeBarrier(sub);
    }
    if (type->bases == bases) {
      type->bases = oldBases;
      type->base = oldBase;
      writeBarrier(type);
    }
    typeChanged(type);
    return false;
  }
  if (type->bases != bases) return true;  // a mro() has set others, which are in force
  for (size_t i = 0; i < oldBases->length; ++i) removeSubclass(oldBases->items[i].as<Type>(), type);
  for (size_t i = 0; i < bases->length; ++i) TRY(addSubclass(t, bases->items[i].as<Type>(), type));
  typeChanged(type);
  updateSlotsBelow(type);
  resetAttributeFeedback();
  return true;
}

}  // namespace typhon
