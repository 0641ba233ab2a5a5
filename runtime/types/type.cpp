// type: the class of classes. Making instances and classes, and what classes show of themselves.
#include <cstring>

#include "runtime/exec/audit.h"
#include "runtime/exec/thread.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/kinds.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/published_signatures.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/union_type.h"

namespace typhon {
namespace {

Type* typeIn(Value v) { return v.as<Type>(); }
Value shown(Thread* t, std::string_view text) {
  Str* s = TRY(makeStr(t, text));
  return Value(s);
}

Value typeRepr(Thread* t, Value self) { return shown(t, "<class '" + fullTypeName(t, typeIn(self)) + "'>"); }

// type(x), or an instance of the class: __new__, then __init__ of what it returned if that is an instance.
Value typeCall(Thread* t, Value self, const Args& args) {
  Type* type = typeIn(self);
  if (type == types::type) {
    if (args.positional == 1 && args.total() == 1) return Value(typeOf(args[0]));
    if (args.positional == 1) return raise(t, exc::TypeError, "type() takes no keyword arguments");
    if (args.positional != 3) return raise(t, exc::TypeError, "type() takes 1 or 3 arguments");
  }
  if (type == types::str && args.positional == 1 && args.total() == 1) return Value(TRY(strPy(t, args[0])));
  if (!type->slots.create || type->typeFlags & kDisallowNew)
    return raise(t, exc::TypeError, "cannot create '{}' instances", typeName(type));
  Value made = TRY(type->slots.create(t, type, args));
  Type* madeType = typeOf(made);
  if (madeType != type && !isSubtype(madeType, type)) return made;
  if (madeType->typeFlags & kNativeType && madeType->slots.init == types::object->slots.init) return made;
  if (auto init = madeType->slots.init) TRY(init(t, made, args));
  return made;
}

bool typeInit(Thread* t, Value, const Args& args) {
  if (args.keywords && args.keywords->length && args.positional == 1)
    return raise(t, exc::TypeError, "type.__init__() takes no keyword arguments");
  if (args.positional != 1 && args.positional != 3) return raise(t, exc::TypeError, "type.__init__() takes 1 or 3 arguments");
  return true;
}

Value typeOr(Thread* t, Value a, Value b) { return makeUnion(t, a, b); }

// --- names

// Common to the setters: heap types only, and no deletion.
bool maySet(Thread* t, Type* type, Value v, const char* name) {
  if (type->typeFlags & kNativeType)
    return raise(t, exc::TypeError, "cannot set '{}' attribute of immutable type '{}'", name, typeName(type));
  if (v.isUnbound()) return raise(t, exc::TypeError, "cannot delete '{}' attribute of immutable type '{}'", name, typeName(type));
  return auditSetAttributePy(t, Value(type), name, v);
}

Value getName(Thread*, Value self) { return Value(typeIn(self)->name); }
bool setName(Thread* t, Value self, Value v) {
  Type* type = typeIn(self);
  TRY(maySet(t, type, v, "__name__"));
  if (!isa<Str>(v))
    return raise(t, exc::TypeError, "can only assign string to {}.__name__, not '{}'", typeName(type), typeName(v));
  Str* s = v.as<Str>();
  TRY(encodeStrPy(t, s, "utf-8", "strict"));
  for (size_t i = 0; i < s->length; ++i)
    if (s->at(i) == 0) return raise(t, exc::ValueError, "type name must not contain null characters");
  type->name = s;
  writeBarrier(type);
  return true;
}

Value getQualifiedName(Thread*, Value self) { return Value(typeIn(self)->qualifiedName); }
bool setQualifiedName(Thread* t, Value self, Value v) {
  Type* type = typeIn(self);
  TRY(maySet(t, type, v, "__qualname__"));
  if (!isa<Str>(v))
    return raise(t, exc::TypeError, "can only assign string to {}.__qualname__, not '{}'", typeName(type), typeName(v));
  type->qualifiedName = v.as<Str>();
  writeBarrier(type);
  return true;
}

Value getModule(Thread* t, Value self) {
  if (typeIn(self)->typeFlags & kNativeType) {
    std::string_view full = typeIn(self)->spec->name;
    size_t dot = full.rfind('.');
    if (dot == std::string_view::npos) return Value(names::builtins);
    Str* s = TRY(internStr(t, full.substr(0, dot)));
    return Value(s);
  }
  Value v = typeGetOwn(typeIn(self), names::__module__);
  if (v.isUnbound()) return raiseAttribute(t, self, names::__module__, "__module__");
  // A class may have a descriptor of that name for its instances.
  if (auto get = typeOf(v)->slots.descriptorGet; get && !isa<Str>(v)) return get(t, v, Value::unbound(), self);
  return v;
}
bool setModule(Thread* t, Value self, Value v) {
  TRY(maySet(t, typeIn(self), v, "__module__"));
  return typeSetOwn(t, typeIn(self), names::__module__, v);
}

Value getDoc(Thread* t, Value self) {
  if (typeIn(self)->typeFlags & kNativeType && typeIn(self)->spec->doc) return shown(t, typeIn(self)->spec->doc);
  Value v = typeGetOwn(typeIn(self), names::__doc__);
  if (v.isUnbound()) return Value::none();
  if (auto get = typeOf(v)->slots.descriptorGet) return get(t, v, Value::unbound(), self);
  return v;
}
bool setDoc(Thread* t, Value self, Value v) {
  TRY(maySet(t, typeIn(self), v, "__doc__"));
  return typeSetOwn(t, typeIn(self), names::__doc__, v);
}

Value getTextSignature(Thread* t, Value self) {
  const TypeSpec* spec = typeIn(self)->spec;
  if (typeIn(self) == types::object) return shown(t, "()");
  if (!(typeIn(self)->typeFlags & kNativeType) || !spec) return Value::none();
  if (auto published = publishedSignature(fullTypeName(t, typeIn(self))))
    return *published ? shown(t, *published) : Value::none();
  const NativeDef* def = spec->init ? spec->init : spec->create;
  if (!def || strstr(def->signature, "<absent>")) return Value::none();
  std::string text = def->signature;
  // Without the receiver.
  size_t end = text.find_first_of(",)");
  text = text[end] == ')' ? "()" : "(" + text.substr(end + (text[end + 1] == ' ' ? 2 : 1));
  if (text == "(/)") text = "()";
  if (text.starts_with("(/, ")) text.erase(1, 3);
  return shown(t, text);
}

// --- bases

Value getBases(Thread*, Value self) { return Value(typeIn(self)->bases); }
bool setBases(Thread* t, Value self, Value v) {
  if (!(typeIn(self)->typeFlags & kNativeType) && !v.isUnbound()) TRY(auditSetAttributePy(t, self, "__bases__", v));
  return typeSetBasesPy(t, typeIn(self), v);
}
Value getBase(Thread*, Value self) {
  Type* base = typeIn(self)->base;
  return base ? Value(base) : Value::none();
}
Value getMro(Thread*, Value self) {
  Tuple* mro = typeIn(self)->mro;
  return mro ? Value(mro) : Value::none();
}
Value getDict(Thread* t, Value self) { return makeMappingProxy(t, Value(typeIn(self)->dict)); }

// Attributes that are plain fields in CPython.
bool setReadOnly(Thread* t, Value self, Value) { return raiseAttribute(t, self, names::__base__, "readonly attribute"); }

// --- what tools ask for

Value getAbstractMethods(Thread* t, Value self) {
  Value v = self == Value(types::type) ? Value::unbound() : typeGetOwn(typeIn(self), names::__abstractmethods__);
  if (v.isUnbound()) return raiseAttribute(t, self, names::__abstractmethods__, "__abstractmethods__");
  return v;
}
bool setAbstractMethods(Thread* t, Value self, Value v) {
  Type* type = typeIn(self);
  bool abstract = false;
  if (v.isUnbound()) {
    if (!typeSetOwn(t, type, names::__abstractmethods__, v))
      return raiseAttribute(t, self, names::__abstractmethods__, "__abstractmethods__");
  } else {
    abstract = TRY(truthPy(t, v));
    TRY(typeSetOwn(t, type, names::__abstractmethods__, v));
  }
  type->typeFlags = abstract ? type->typeFlags | kAbstract : type->typeFlags & ~uint32_t{kAbstract};
  return true;
}

Value getAnnotations(Thread* t, Value self) {
  Type* type = typeIn(self);
  if (type->typeFlags & kNativeType)
    return raiseAttribute(t, self, names::__annotations__,
                          fmt::format("type object '{}' has no attribute '__annotations__'", typeName(type)));
  Value v = typeGetOwn(type, names::__annotations__);
  if (!v.isUnbound()) {
    if (auto get = typeOf(v)->slots.descriptorGet) return get(t, v, Value::unbound(), self);
    return v;
  }
  Dict* made = TRY(makeDict(t));
  TRY(typeSetOwn(t, type, names::__annotations__, Value(made)));
  return Value(made);
}
bool setAnnotations(Thread* t, Value self, Value v) {
  Type* type = typeIn(self);
  if (type->typeFlags & kNativeType)
    return raise(t, exc::TypeError, "cannot set '__annotations__' attribute of immutable type '{}'", typeName(type));
  if (!typeSetOwn(t, type, names::__annotations__, v))
    return t->pending.isUnbound() ? static_cast<bool>(raiseAttribute(t, self, names::__annotations__, "__annotations__")) : false;
  return true;
}

Value getTypeParams(Thread*, Value self) {
  Value v = typeGetOwn(typeIn(self), names::__type_params__);
  return v.isUnbound() ? Value(emptyTuple()) : v;
}
bool setTypeParams(Thread* t, Value self, Value v) {
  TRY(maySet(t, typeIn(self), v, "__type_params__"));
  return typeSetOwn(t, typeIn(self), names::__type_params__, v);
}

// Plausible sizes: those of this runtime's layouts.
size_t baseSize(Type* type) {
  switch (type->instanceKind) {
    case Kind::Type:
      return sizeof(Type);
    case Kind::Int:
      return 24;
    case Kind::Tuple:
      return 24;
    case Kind::List:
      return sizeof(List);
    case Kind::Dict:
      return sizeof(Dict);
    case Kind::Instance:
      return 16;
    default:
      return 32;
  }
}
Value getBasicSize(Thread*, Value self) {
  Type* type = typeIn(self);
  size_t words = type->memberCount + (type->typeFlags & kHasInstanceDict ? 1 : 0) + (type->typeFlags & kWeakReferable ? 1 : 0);
  return Value::smallInt(static_cast<int64_t>(baseSize(type) + words * sizeof(Value)));
}
Value getItemSize(Thread*, Value self) {
  switch (typeIn(self)->instanceKind) {
    case Kind::Int:
      return Value::smallInt(4);
    case Kind::Tuple:
      return Value::smallInt(8);
    case Kind::Bytes:
      return Value::smallInt(1);
    case Kind::Type:
      return Value::smallInt(40);
    default:
      return Value::smallInt(0);
  }
}
Value getDictOffset(Thread*, Value self) {
  Type* type = typeIn(self);
  if (type->typeFlags & kTypeType) return Value::smallInt(264);
  if (type->instanceKind == Kind::Module || type->instanceKind == Kind::Function) return Value::smallInt(16);
  return Value::smallInt(type->typeFlags & kHasInstanceDict ? (type->typeFlags & kNativeType ? 16 : -1) : 0);
}
Value getWeakrefOffset(Thread*, Value self) { return Value::smallInt(typeIn(self)->typeFlags & kWeakReferable ? 24 : 0); }
// The bits that programs look at, with CPython's values.
Value getFlags(Thread*, Value self) {
  Type* type = typeIn(self);
  uint32_t f = type->typeFlags;
  int64_t flags = 1 << 12;  // READY
  // Generic is one in CPython, too: copyreg asks this of the bases of what it takes apart.
  if (!(f & kNativeType) || type == types::generic) flags |= 1 << 9;  // HEAPTYPE
  if (f & kNativeType) flags |= 1 << 8;                               // IMMUTABLETYPE
  if (f & kBaseType) flags |= 1 << 10;                                // BASETYPE
  if (f & kDisallowNew) flags |= 1 << 7;
  if (f & kSequencePattern) flags |= 1 << 5;
  if (f & kMappingPattern) flags |= 1 << 6;
  if (f & kMethodDescriptor) flags |= 1 << 17;
  if (f & kAbstract) flags |= 1 << 20;
  if (f & kMatchSelf) flags |= 1 << 22;
  flags |= 1 << 14;  // HAVE_GC
  if (isSubtype(type, types::int_)) flags |= 1 << 24;
  if (isSubtype(type, types::list)) flags |= 1 << 25;
  if (isSubtype(type, types::tuple)) flags |= 1 << 26;
  if (isSubtype(type, types::bytes)) flags |= 1 << 27;
  if (isSubtype(type, types::str)) flags |= 1 << 28;
  if (isSubtype(type, types::dict)) flags |= 1 << 29;
  if (f & kExceptionType) flags |= 1 << 30;
  if (f & kTypeType) flags |= int64_t{1} << 31;
  return Value::smallInt(flags);
}

// --- methods

Value typeMro(Thread* t, Value* args, size_t) { return defaultMro(t, typeIn(args[0])); }
Value typeSubclasses(Thread* t, Value* args, size_t) {
  List* list = TRY(subclassList(t, typeIn(args[0])));
  return Value(list);
}
Value typePrepare(Thread* t, Value*, size_t) {
  Dict* d = TRY(makeDict(t));
  return Value(d);
}
Value typeInstanceCheck(Thread* t, Value* args, size_t) {
  return Value::boolean(TRY(recursiveIsInstancePy(t, args[1], args[0])));
}
Value typeSubclassCheck(Thread* t, Value* args, size_t) {
  return Value::boolean(TRY(recursiveIsSubclassPy(t, args[1], args[0])));
}

bool mergeBasesPy(Thread* t, Dict* into, Value cls) {
  Value own = TRY(findAttrPy(t, cls, names::__dict__));
  if (!own.isUnbound()) TRY(dictUpdatePy(t, into, own));
  Value bases = TRY(findAttrPy(t, cls, names::__bases__));
  if (auto* tuple = dynCast<Tuple>(bases))
    for (size_t i = 0; i < tuple->length; ++i) TRY(mergeBasesPy(t, into, tuple->items[i]));
  return true;
}
Value typeDir(Thread* t, Value* args, size_t) {
  Dict* all = TRY(makeDict(t));
  TRY(mergeBasesPy(t, all, args[0]));
  List* keys = TRY(toListPy(t, Value(all)));
  return Value(keys);
}
Value typeSizeOf(Thread*, Value*, size_t) { return Value::smallInt(sizeof(Type)); }

const NativeDef typeMethods[] = {
    {"mro", "(self, /)", typeMro, "Return a type's method resolution order."},
    {"__subclasses__", "(self, /)", typeSubclasses, "Return a list of immediate subclasses."},
    {"__prepare__", "(cls, *args, **kwargs)", typePrepare,
     "__prepare__() -> dict\n"
     "\n"
     "The dict that a class statement fills.",
     NativeDef::kClassMethod},
    {"__instancecheck__", "(self, instance, /)", typeInstanceCheck, "Check if an object is an instance."},
    {"__subclasscheck__", "(self, subclass, /)", typeSubclassCheck, "Check if a class is a subclass."},
    {"__dir__", "(self, /)", typeDir, "The attributes of a class and of its bases."},
    {"__sizeof__", "(self, /)", typeSizeOf, "How many bytes the class takes in memory."},
};
const GetSetDef typeGetSets[] = {
    {"__name__", getName, setName, nullptr},
    {"__qualname__", getQualifiedName, setQualifiedName, nullptr},
    {"__module__", getModule, setModule, nullptr},
    {"__doc__", getDoc, setDoc, nullptr},
    {"__text_signature__", getTextSignature, nullptr, nullptr},
    {"__bases__", getBases, setBases, nullptr},
    {"__base__", getBase, setReadOnly, nullptr},
    {"__mro__", getMro, nullptr, nullptr},
    {"__dict__", getDict, nullptr, nullptr},
    {"__abstractmethods__", getAbstractMethods, setAbstractMethods, nullptr},
    {"__annotations__", getAnnotations, setAnnotations, nullptr},
    {"__type_params__", getTypeParams, setTypeParams, nullptr},
    {"__basicsize__", getBasicSize, setReadOnly, nullptr},
    {"__itemsize__", getItemSize, setReadOnly, nullptr},
    {"__dictoffset__", getDictOffset, setReadOnly, nullptr},
    {"__weakrefoffset__", getWeakrefOffset, setReadOnly, nullptr},
    {"__flags__", getFlags, setReadOnly, nullptr},
};

}  // namespace

extern const TypeSpec typeSpec = {
    .name = "type",
    .kind = Kind::Type,
    .flags = kBaseType | kWeakReferable,
    .slots = {.repr = typeRepr,
              .call = typeCall,
              .getAttribute = typeGetAttrPy,
              .setAttribute = typeSetAttrPy,
              .create = typeCreatePy,
              .init = typeInit,
              .or_ = typeOr},
    .methods = typeMethods,
    .getsets = typeGetSets,
    .doc =
        "type(object) -> its class\n"
        "type(name, bases, dict, **kwds) -> a new class",
};

}  // namespace typhon
