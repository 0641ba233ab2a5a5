// Types: type(v), attribute lookup along the MRO with its cache, versions, changes of class attributes, subclasses.
#include "runtime/object/type.h"

#include <bit>
#include <string>

#include "runtime/feedback/feedback.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/weak.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/method_cache.h"
#include "runtime/object/shape_internal.h"
#include "runtime/object/slot_wrappers.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon {

void (*typeChangedHook)(Type* type) = nullptr;
MethodCacheEntry methodCache[kMethodCacheSize];

namespace {

uint64_t lastVersion = 0;

Cell* lookupSlowly(Type* type, Str* name) {
  if (!type->mro) {
    // A type that is being made.
    for (Type* b = type; b; b = b->base) {
      if (!b->dict) continue;
      Cell* cell = dictCell(b->dict, name);
      if (cell && !cell->value.isUnbound()) return cell;
    }
    return nullptr;
  }
  Tuple* mro = type->mro;  // a key's __eq__ may set another
  for (size_t i = 0; i < mro->length; ++i) {
    Dict* dict = mro->items[i].as<Type>()->dict;
    if (!dict) continue;
    Cell* cell = dictCell(dict, name);
    if (cell && !cell->value.isUnbound()) return cell;
  }
  return nullptr;
}

bool isDescriptor(Value v) {
  if (v.isUnbound() || !v.isObject()) return false;
  const Slots& s = typeOf(v)->slots;
  return s.descriptorGet || s.descriptorSet;
}

bool isDataDescriptor(Value v) { return !v.isUnbound() && v.isObject() && typeOf(v)->slots.descriptorSet; }
bool isAccessHook(const Str* name) {
  return name == names::__getattribute__ || name == names::__getattr__ || name == names::__setattr__ ||
         name == names::__delattr__;
}

}  // namespace

Type* typeOfImmediate(Value v) {
  if (v.isSmallInt()) return types::int_;
  if (v.isImmediateFloat()) return types::float_;
  if (v.isBool()) return types::bool_;
  assert(v.isNone());
  return types::noneType;
}

bool isSubtype(const Type* type, const Type* base) {
  if (type == base || base == types::object) return true;
  if (!type->mro) {
    for (const Type* b = type; b; b = b->base)
      if (b == base) return true;
    return false;
  }
  Value wanted(base);
  for (size_t i = 1; i < type->mro->length; ++i)
    if (type->mro->items[i] == wanted) return true;
  // A metaclass's mro() may put the type itself elsewhere than first.
  return type->mro->length > 0 && type->mro->items[0] == wanted;
}

Cell* typeLookupCell(Type* type, Str* name) {
  MethodCacheEntry& e = methodCacheEntry(type->version, name);
  if (e.version == type->version && e.name == name && (!e.cell || !e.cell->value.isUnbound())) return e.cell;
  uint64_t version = type->version;  // as it is now: the lookup may run a key's __eq__, which may change the type
  Cell* cell = lookupSlowly(type, name);
  if (type->mro) e = {version, name, cell};
  return cell;
}

Value typeLookup(Type* type, Str* name) {
  Cell* cell = typeLookupCell(type, name);
  return cell ? cell->value : Value::unbound();
}

Value typeGetOwn(const Type* type, Str* name) {
  Cell* cell = dictCell(type->dict, name);
  return cell ? cell->value : Value::unbound();
}

void typeChanged(Type* type) {
  type->version = ++lastVersion;
  if (typeChangedHook) typeChangedHook(type);
  forEachSubclass(type, [](Type* sub) { typeChanged(sub); });
}

bool typeSetOwn(Thread* t, Type* type, Str* name, Value v) {
  Cell* cell = dictCell(type->dict, name);
  Value old = cell ? cell->value : Value::unbound();
  Value before = old.isUnbound() ? typeLookup(type, name) : old;
  if (v.isUnbound()) {
    if (old.isUnbound()) return false;
    storeCell(cell, Value::unbound());
    dictDeleteStr(t, type->dict, name);
    typeChanged(type);
  } else {
    if (cell && !old.isUnbound())
      storeCell(cell, v);
    else
      TRY(dictSetStr(t, type->dict, name, v));
    // Caches may rely on the keys, and on what is a descriptor and which; a plain value is read from its cell each time.
    if (old.isUnbound() || isDescriptor(old) || isDescriptor(v)) typeChanged(type);
  }
  // Sites that know an instance's slot by its shape alone must learn of a data descriptor that goes before it, or of one, a
  // member's, that does no more.
  bool hook = isAccessHook(name);
  Value after = v.isUnbound() ? typeLookup(type, name) : v;
  bool descriptor = isDataDescriptor(before) || isDataDescriptor(after);
  // (What a metaclass has goes before the attributes of its classes, which are found by the classes' versions.)
  if ((hook || descriptor) && (type->typeFlags & kTypeType || slotMayBeCached(type, hook ? nullptr : name)))
    resetAttributeFeedback();
  if (name->length > 4 && name->isAscii() && name->data[0] == '_' && name->data[1] == '_') {
    if (updateSlotsFor(type, name)) updateComputedFlags(type);
  }
  return true;
}

// --- subclasses: type->subclasses is a list of weak references, Unbound while there are none.

size_t subclassCount(const Type* type) { return isa<List>(type->subclasses) ? type->subclasses.as<List>()->length : 0; }

Type* subclassAt(const Type* type, size_t i) {
  WeakRef* ref = listItem(type->subclasses.as<List>(), i).as<WeakRef>();
  return ref->referent.isUnbound() ? nullptr : ref->referent.as<Type>();
}

WeakRef* makePlainWeakReference(Thread* t, Object* o) {
  // Not one that weakref.ref() would share: its type is object.
  auto* ref = static_cast<WeakRef*>(allocateObject(t, sizeof(WeakRef), Kind::WeakRef, kShapeOf_object));
  if (!ref) return nullptr;
  ref->referent = Value(o);
  ref->callback = Value::none();
  ref->hash = Value::unbound();
  TRY(addWeakReference(t, ref));
  return ref;
}

bool addSubclass(Thread* t, Type* base, Type* sub) {
  WeakRef* ref = TRY(makePlainWeakReference(t, sub));
  if (!isa<List>(base->subclasses)) {
    List* list = TRY(makeList(t));
    base->subclasses = Value(list);
    writeBarrier(base);
  }
  List* list = base->subclasses.as<List>();
  // The dead ones are dropped whenever the list has doubled.
  if (list->length >= 8 && std::has_single_bit(list->length)) {
    size_t kept = 0;
    for (size_t i = 0; i < list->length; ++i)
      if (subclassAt(base, i)) listStore(list, kept++, listItem(list, i));
    listTruncate(list, kept);
  }
  return listAppend(t, list, Value(ref));
}

void removeSubclass(Type* base, Type* sub) {
  for (size_t i = 0; i < subclassCount(base); ++i) {
    if (subclassAt(base, i) == sub) {
      WeakRef* ref = listItem(base->subclasses.as<List>(), i).as<WeakRef>();
      listPop(base->subclasses.as<List>(), i);
      removeWeakReference(ref);
      return;
    }
  }
}

List* subclassList(Thread* t, const Type* type) {
  List* out = TRY(makeList(t));
  for (size_t i = 0; i < subclassCount(type); ++i)
    if (Type* sub = subclassAt(type, i)) TRY(listAppend(t, out, Value(sub)));
  return out;
}

// --- names for messages

std::string typeNameText(const Type* type) {
  if (type->typeFlags & kNativeType && type->spec) return type->spec->name;
  return type->name ? toUtf8(type->name) : std::string("?");
}

const char* typeName(const Type* type) {
  if (type->typeFlags & kNativeType && type->spec) return type->spec->name;
  // Messages are made at once; a few names may be needed in one of them.
  static std::string ring[16];
  static unsigned next = 0;
  std::string& text = ring[next++ % 16];
  text = typeNameText(type);
  return text.c_str();
}

const char* typeName(Value v) { return typeName(typeOf(v)); }

std::string fullTypeName(Thread* t, Type* type) {
  if (type->typeFlags & kNativeType) return type->spec->name;
  Value module = typeGetOwn(type, names::__module__);
  std::string name = toUtf8(type->qualifiedName);
  if (!isa<Str>(module) || equals(module.as<Str>(), "builtins")) return name;
  return toUtf8(module.as<Str>()) + "." + name;
}

size_t sizeOf_Type(const Object*) { return sizeof(Type); }
void trace_Type(Object* o, Tracer& tracer) {
  Type* type = static_cast<Type*>(o);
  tracer.visit(type->name);
  tracer.visit(type->qualifiedName);
  tracer.visit(type->base);
  tracer.visit(type->bases);
  tracer.visit(type->mro);
  tracer.visit(type->dict);
  tracer.visit(type->rootShape);
  tracer.visit(type->dictionaryShape);
  tracer.visit(type->subclasses);
  tracer.visit(type->memberNames);
}

}  // namespace typhon
