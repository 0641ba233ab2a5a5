// object: what every class inherits.
#include <algorithm>

#include "runtime/builtins/builtins.h"
#include "runtime/exec/audit.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/kinds.h"
#include "runtime/object/shape_internal.h"
#include "runtime/object/type_internal.h"
#include "runtime/modules/sys.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/instance_state.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/native_function.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

Value objectRepr(Thread* t, Value self) {
  Str* s = TRY(makeStr(t, fmt::format("<{} object at {:#x}>", fullTypeName(t, typeOf(self)), addressOf(self))));
  return Value(s);
}

Value objectStr(Thread* t, Value self) {
  auto repr = typeOf(self)->slots.repr;
  return repr ? repr(t, self) : objectRepr(t, self);
}

bool objectHash(Thread*, Value self, int64_t* out) {
  uint64_t address = addressOf(self);
  *out = static_cast<int64_t>(address >> 4 | address << 60);
  if (*out == -1) *out = -2;
  return true;
}

Value objectCompare(Thread* t, Value self, Value other, CompareOp op) {
  if (op == CompareOp::Eq) return isIdentical(self, other) ? Value::boolean(true) : notImplemented;
  if (op != CompareOp::Ne) return notImplemented;
  auto compare = typeOf(self)->slots.compare;
  if (!compare) return notImplemented;
  Value equal = TRY(compare(t, self, other, CompareOp::Eq));
  if (equal == notImplemented) return equal;
  return Value::boolean(!TRY(truthPy(t, equal)));
}

Value objectCreate(Thread* t, Type* cls, const Args& args);

bool objectInit(Thread* t, Value self, const Args& args) {
  if (args.total() == 0) return true;
  Type* type = typeOf(self);
  if (type->slots.init != objectInit)
    return raise(t, exc::TypeError, "object.__init__() takes exactly one argument (the instance to initialize)");
  if (type->slots.create == objectCreate)
    return raise(t, exc::TypeError, "{}.__init__() takes exactly one argument (the instance to initialize)", typeName(type));
  return true;
}

// "Can't instantiate abstract class A without an implementation for abstract methods 'f', 'g'".
Raised raiseAbstract(Thread* t, Type* cls) {
  Str* abstractName = names::__abstractmethods__;
  Value methods = TRY(getAttrPy(t, Value(cls), abstractName));
  List* sorted = TRY(toListPy(t, methods));
  TRY(listSortPy(t, sorted, Value::none(), false));
  std::string text;
  for (size_t i = 0; i < sorted->length; ++i) {
    if (i) text += ", ";
    text += "'" + strText(listItem(sorted, i)) + "'";
  }
  return raise(t, exc::TypeError, "Can't instantiate abstract class {} without an implementation for abstract method{} {}",
               typeName(cls), sorted->length > 1 ? "s" : "", text);
}

Value objectCreate(Thread* t, Type* cls, const Args& args) {
  if (args.total()) {
    if (cls->slots.create != objectCreate)
      return raise(t, exc::TypeError, "object.__new__() takes exactly one argument (the type to instantiate)");
    if (cls->slots.init == objectInit) return raise(t, exc::TypeError, "{}() takes no arguments", typeName(cls));
  }
  if (cls->typeFlags & kAbstract) return raiseAbstract(t, cls);
  Object* o = TRY(allocateInstance(t, cls, sizeof(Instance)));
  return Value(o);
}

Value getClass(Thread*, Value self) { return Value(typeOf(self)); }

bool setClass(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::TypeError, "can't delete __class__ attribute");
  if (!isa<Type>(v)) return raise(t, exc::TypeError, "__class__ must be set to a class, not '{}' object", typeName(v));
  TRY(auditSetAttributePy(t, self, "__class__", v));
  Type* from = typeOf(self);
  Type* to = v.as<Type>();
  bool modules = isSubtype(from, types::module) && isSubtype(to, types::module);
  if (!modules && (from->typeFlags & kNativeType || to->typeFlags & kNativeType))
    return raise(t, exc::TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  TRY(compatibleForAssignment(t, from, to, "__class__"));
  return shapeChangeType(t, self.asObject(), to);
}

// --- methods

Value objectFormat(Thread* t, Value* args, size_t) {
  if (!isa<Str>(args[1])) return raise(t, exc::TypeError, "__format__() argument must be str, not {}", argumentTypeName(args[1]));
  if (args[1].as<Str>()->length)
    return raise(t, exc::TypeError, "unsupported format string passed to {}.__format__", typeName(args[0]));
  Str* s = TRY(strPy(t, args[0]));
  return Value(s);
}

Value objectSizeOf(Thread* t, Value* args, size_t) {
  Value v = args[0];
  if (!v.isObject()) return Value::smallInt(v.isSmallInt() ? 28 : 24);
  return makeInt(t, static_cast<int64_t>(memory::sizeOfObject(v.asObject())) + (isa<Type>(v) ? 0 : 8));
}

// Adds the names in the dicts of the class and its bases.
bool mergeClassDictPy(Thread* t, Dict* into, Value cls) {
  Value classDict = TRY(findAttrPy(t, cls, names::__dict__));
  if (!classDict.isUnbound()) TRY(dictUpdatePy(t, into, classDict));
  Value bases = TRY(findAttrPy(t, cls, names::__bases__));
  if (auto* tuple = dynCast<Tuple>(bases))
    for (size_t i = 0; i < tuple->length; ++i) TRY(mergeClassDictPy(t, into, tuple->items[i]));
  return true;
}

Value objectDir(Thread* t, Value* args, size_t) {
  Dict* all = TRY(makeDict(t));
  Value own = TRY(findAttrPy(t, args[0], names::__dict__));
  if (isa<Dict>(own)) TRY(dictUpdatePy(t, all, own));
  Value cls = TRY(findAttrPy(t, args[0], names::__class__));
  if (!cls.isUnbound()) TRY(mergeClassDictPy(t, all, cls));
  List* keys = TRY(toListPy(t, Value(all)));
  return Value(keys);
}

Value objectInitSubclass(Thread*, Value*, size_t) { return Value::none(); }
Value objectSubclassHook(Thread*, Value*, size_t) { return notImplemented; }

// --- pickling (protocol 2 and later natively, older ones through copyreg)

Value importCopyregPy(Thread* t, const char* attribute) {
  static Str* name = internStr(t, "copyreg");  // interned strings live for ever
  if (!name) return Value::error();
  Value module = TRY(dictGetPy(t, sysModules(t), Value(name)));
  if (module.isUnbound()) module = TRY(importNamePy(t, name, builtinsDict(), Value::none(), Value::none(), Value::smallInt(0)));
  return getAttrPy(t, module, attribute);
}

// State of structures that no method describes cannot be pickled.
bool hasHiddenState(Object* o) {
  switch (o->kind) {
    case Kind::Instance:
    case Kind::List:
    case Kind::Dict:
    case Kind::Int:
    case Kind::Float:
    case Kind::Complex:
    case Kind::Str:
    case Kind::Bytes:
    case Kind::Tuple:
    case Kind::Set:
    case Kind::Exception:
      return false;
    default:
      return true;
  }
}

Value stateOfPy(Thread* t, Value self, bool required) {
  if (required && self.isObject() && hasHiddenState(self.asObject()))
    return raise(t, exc::TypeError, "cannot pickle '{}' object", typeName(self));
  Value state = Value::none();
  bool inSlots = keepsAttributesInSlots(self);
  Value own = inSlots ? Value::unbound() : TRY(instanceDict(t, self));
  if (inSlots) {
    Dict* attributes = TRY(copyAttributes(t, self));
    if (attributes->used) state = Value(attributes);
  } else if (!own.isUnbound()) {
    if (isa<Dict>(own) && own.as<Dict>()->used) {
      Dict* copy = TRY(dictCopy(t, own.as<Dict>()));
      state = Value(copy);
    }
  }
  static Str* knownName = internStr(t, "__slotnames__");  // where copyreg keeps its answer
  Value slotNames = knownName ? typeGetOwn(typeOf(self), knownName) : Value::unbound();
  if (!isa<List>(slotNames)) {
    Value slotNamesOf = TRY(importCopyregPy(t, "_slotnames"));
    slotNames = TRY(callPy(t, slotNamesOf, {Value(typeOf(self))}));
  }
  auto* list = dynCast<List>(slotNames);
  if (!list || list->length == 0) return state;
  Dict* slots = TRY(makeDict(t));
  for (size_t i = 0; i < list->length; ++i) {
    Value name = listItem(list, i);
    if (!isa<Str>(name)) continue;
    Value v = TRY(findAttrPy(t, self, name.as<Str>()));
    if (!v.isUnbound()) TRY(dictSetPy(t, slots, name, v));
  }
  if (slots->used == 0) return state;
  Tuple* both = TRY(makeTuple(t, {state, Value(slots)}));
  return Value(both);
}

Value objectGetState(Thread* t, Value* args, size_t) { return stateOfPy(t, args[0], false); }

// What __getnewargs_ex__ or __getnewargs__ say. *positional Unbound when there is neither.
bool newArgumentsPy(Thread* t, Value self, Value* positional, Value* keywords) {
  *positional = *keywords = Value::unbound();
  Value method = TRY(lookupSpecialPy(t, self, names::__getnewargs_ex__));
  if (!method.isUnbound()) {
    Value both = TRY(callPy(t, method));
    if (!isa<Tuple>(both)) return raise(t, exc::TypeError, "__getnewargs_ex__ should return a tuple, not '{}'", typeName(both));
    if (both.as<Tuple>()->length != 2)
      return raise(t, exc::ValueError, "__getnewargs_ex__ should return a tuple of length 2, not {}", both.as<Tuple>()->length);
    *positional = both.as<Tuple>()->items[0];
    *keywords = both.as<Tuple>()->items[1];
    if (!isa<Tuple>(*positional))
      return raise(t, exc::TypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{}'",
                   typeName(*positional));
    if (!isa<Dict>(*keywords))
      return raise(t, exc::TypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{}'",
                   typeName(*keywords));
    return true;
  }
  method = TRY(lookupSpecialPy(t, self, names::__getnewargs__));
  if (method.isUnbound()) return true;
  *positional = TRY(callPy(t, method));
  if (!isa<Tuple>(*positional))
    return raise(t, exc::TypeError, "__getnewargs__ should return a tuple, not '{}'", typeName(*positional));
  return true;
}

Value reduceNewObjectPy(Thread* t, Value self) {
  Type* cls = typeOf(self);
  if (!cls->slots.create || cls->typeFlags & kDisallowNew)
    return raise(t, exc::TypeError, "cannot pickle '{}' object", typeName(self));
  Value positional, keywords;
  TRY(newArgumentsPy(t, self, &positional, &keywords));
  bool hasArguments = !positional.isUnbound();
  Value constructor, arguments;
  if (keywords.isUnbound() || keywords.as<Dict>()->used == 0) {
    constructor = TRY(importCopyregPy(t, "__newobj__"));
    size_t count = hasArguments ? positional.as<Tuple>()->length : 0;
    Tuple* all = TRY(makeTuple(t, count + 1));
    all->items[0] = Value(cls);
    for (size_t i = 0; i < count; ++i) all->items[i + 1] = positional.as<Tuple>()->items[i];
    arguments = Value(all);
  } else {
    constructor = TRY(importCopyregPy(t, "__newobj_ex__"));
    Tuple* all = TRY(makeTuple(t, {Value(cls), positional, keywords}));
    arguments = Value(all);
  }
  Value getState = TRY(getAttrPy(t, self, names::__getstate__));
  Value state;
  auto* native = dynCast<NativeFunction>(getState);
  if (native && native->self == self && native->def->fn == objectGetState)
    state = TRY(stateOfPy(t, self, !(hasArguments || isa<List>(self) || isa<Dict>(self))));
  else
    state = TRY(callPy(t, getState));
  Value listItems = Value::none(), dictItems = Value::none();
  if (isa<List>(self)) listItems = TRY(iterPy(t, self));
  if (isa<Dict>(self)) {
    Value items = TRY(callMethodPy(t, self, names::items));
    dictItems = TRY(iterPy(t, items));
  }
  Tuple* out = TRY(makeTuple(t, {constructor, arguments, state, listItems, dictItems}));
  return Value(out);
}

Value reduceByProtocolPy(Thread* t, Value self, Value protocol) {
  int64_t number = TRY(indexInt64Py(t, protocol));
  if (number >= 2) return reduceNewObjectPy(t, self);
  Value reduceEx = TRY(importCopyregPy(t, "_reduce_ex"));
  return callPy(t, reduceEx, {self, Value::smallInt(number)});
}

Value objectReduce(Thread* t, Value* args, size_t) { return reduceByProtocolPy(t, args[0], Value::smallInt(0)); }

Value objectReduceEx(Thread* t, Value* args, size_t) {
  Value reduce = TRY(findAttrPy(t, args[0], names::__reduce__));
  if (!reduce.isUnbound()) {
    Value ofClass = TRY(getAttrPy(t, Value(typeOf(args[0])), names::__reduce__));
    if (ofClass != typeGetOwn(types::object, names::__reduce__)) return callPy(t, reduce);
  }
  return reduceByProtocolPy(t, args[0], args[1]);
}

const NativeDef objectMethods[] = {
    {"__reduce_ex__", "(self, protocol, /)", objectReduceEx, "Helper for pickle."},
    {"__reduce__", "(self, /)", objectReduce, "Helper for pickle."},
    {"__getstate__", "(self, /)", objectGetState, "Helper for pickle."},
    {"__subclasshook__", "(cls, *args)", objectSubclassHook,
     "What abc.ABCMeta asks first in issubclass(): True and False settle it, NotImplemented does not.\n",
     NativeDef::kClassMethod},
    {"__init_subclass__", "(cls, /)", objectInitSubclass,
     "Called on the base when a class is derived from it. Does nothing by itself.\n", NativeDef::kClassMethod},
    {"__format__", "(self, format_spec, /)", objectFormat, "str(self) if the specification is empty, else TypeError."},
    {"__sizeof__", "(self, /)", objectSizeOf, "Size of object in memory, in bytes."},
    {"__dir__", "(self, /)", objectDir, "Default dir() implementation."},
};
const GetSetDef objectGetSets[] = {{"__class__", getClass, setClass, "the object's class"}};

}  // namespace

extern const TypeSpec objectSpec = {
    .name = "object",
    .kind = Kind::Instance,
    .flags = kBaseType,
    .slots = {.repr = objectRepr,
              .str = objectStr,
              .hash = objectHash,
              .getAttribute = genericGetAttrPy,
              .setAttribute = genericSetAttrPy,
              .compare = objectCompare,
              .create = objectCreate,
              .init = objectInit},
    .methods = objectMethods,
    .getsets = objectGetSets,
    .doc =
        "What all classes derive from.\n"
        "\n"
        "An instance of object itself has no attributes and takes none.\n",
};

}  // namespace typhon
