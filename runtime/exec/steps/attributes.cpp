// Attribute access behind the handlers: the general operation, and what it teaches the inline cache of its site.
#include "runtime/exec/steps/steps.h"
#include "runtime/feedback/attribute_cache.h"
#include "runtime/feedback/feedback.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/shape_internal.h"
#include "runtime/object/type_internal.h"
#include "runtime/ops/attribute_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_table.h"
#include "runtime/types/function.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon::steps {
namespace {

// A site that has been specialised this often without success stays general; counted in the kind field of its first word.
constexpr uint16_t kMaxSpecialisations = 12;

uint16_t attempts(const Word* pc) { return static_cast<uint16_t>(pc[1].bits >> 48); }
uint64_t siteWord(uint32_t shape, uint32_t slot, uint16_t attempt) {
  return shape | uint64_t{slot & 0xffff} << 32 | uint64_t{attempt} << 48;
}

// Word offset from the object's start of inline slot `slot`, or -1 when the slot is in the overflow array (or not computable).
int inlineOffset(const Shape* s, int slot) {
  if (s->tailOffset == 0 || slot >= s->inlineCount) return -1;
  return static_cast<int>(s->tailOffset / 8) + s->memberCount + 1 + slot;
}
int overflowWordOffset(const Shape* s) { return static_cast<int>(s->tailOffset / 8) + s->memberCount; }

struct Found {
  // Dictionary: `offset` is the place in the instance's own dict; Hideable: a method that this dict might hide. Static: a
  // function that is called without the instance; Hook: not found, `value` is the class's __getattr__.
  enum Kind {
    None,
    Inline,
    Overflow,
    Dictionary,
    Member,
    Class,
    Method,
    Hideable,
    Static,
    ClassMethod,
    Property,
    Descriptor,
    Native,
    Hook
  } kind = None;
  int offset = -1;
  Cell* cell = nullptr;
  Value value;
};

// The dict that holds the attributes of an instance with a dictionary shape.
Dict* ownDict(Object* o, const Shape* s) { return (tailOf(o, s) + s->memberCount)->as<Dict>(); }

// The function that is the special method of a descriptor whose class is written in Python; Unbound if there is none.
Value descriptorFunction(Value descriptor, Str* name) {
  Type* type = typeOf(descriptor);
  if (type->typeFlags & kNativeType) return Value::unbound();
  Value v = typeLookup(type, name);
  return isa<typhon::Function>(v) ? v : Value::unbound();
}

// How an instance of a class with object's own attribute access finds `name`, __getattr__ aside. Runs no Python code.
Found findOnInstance(Object* o, Str* name) {
  Found found;
  Shape* s = shapeOf(o);
  Type* type = s->type;
  bool plain = type->typeFlags & kGetAttributePlain;
  if (!plain && !(type->typeFlags & kGetAttributeHooked)) {
    // A __getattribute__ written in Python sees to everything, unless a __getattr__ stands behind it.
    Value own = type->typeFlags & kNativeType ? Value::unbound() : typeLookup(type, names::__getattribute__);
    if (isa<typhon::Function>(own) && typeLookup(type, names::__getattr__).isUnbound()) found = {Found::Hook, -1, nullptr, own};
    return found;
  }
  Cell* cell = typeLookupCell(type, name);
  Value inClass = cell ? cell->value : Value::unbound();
  if (!inClass.isUnbound()) {
    Type* descriptorType = typeOf(inClass);
    if (descriptorType->slots.descriptorSet) {
      // An AttributeError in a getter has to reach __getattr__, so classes with one take the general way.
      if (plain && descriptorType == types::property && isa<typhon::Function>(inClass.as<typhon::Property>()->getter)) {
        found = {Found::Property, -1, cell, inClass.as<typhon::Property>()->getter};
      } else if (plain && !descriptorFunction(inClass, names::__get__).isUnbound()) {
        found = {Found::Descriptor, -1, cell, inClass};
      } else if (isa<MemberDescriptor>(inClass) && !inClass.as<MemberDescriptor>()->def && s->tailOffset) {
        noteMemberName(name);
        found = {Found::Member, static_cast<int>(s->tailOffset / 8 + inClass.as<MemberDescriptor>()->index), cell, inClass};
      } else if (plain && isNativeAttribute(inClass)) {
        found = {Found::Native, -1, cell, inClass};
      }
      return found;
    }
  }
  if (s->isDictionary) {
    if (!s->tailOffset) return found;
    Dict* d = ownDict(o, s);
    if (const DictEntry* e = dictFindAttribute(d, name)) {
      uint64_t place = d->table->numberOf(e);
      if (place <= 0xffff) found = {Found::Dictionary, static_cast<int>(place), nullptr, {}};
    } else if (isa<typhon::Function>(inClass) && dictLacksAttribute(d, name)) {
      found = {Found::Hideable, -1, cell, inClass};
    }
    return found;
  }
  int slot = s->hasDictionary ? shapeLookup(s, name) : -1;
  if (slot >= 0) {
    int offset = inlineOffset(s, slot);
    if (offset >= 0) return {Found::Inline, offset, nullptr, {}};
    if (s->tailOffset) return {Found::Overflow, slot - s->inlineCount, nullptr, {}};
    return found;
  }
  if (inClass.isUnbound()) {
    if (!plain) found = {Found::Hook, -1, nullptr, typeLookup(type, names::__getattr__)};
    return found;
  }
  Type* descriptorType = typeOf(inClass);
  if (descriptorType->typeFlags & kMethodDescriptor) return {Found::Method, -1, cell, inClass};
  if (!descriptorType->slots.descriptorGet) return {Found::Class, -1, cell, inClass};
  if (descriptorType == types::staticmethod) return {Found::Static, -1, cell, inClass};
  if (descriptorType == types::classmethod) return {Found::ClassMethod, -1, cell, inClass};
  if (plain && !descriptorFunction(inClass, names::__get__).isUnbound()) return {Found::Descriptor, -1, cell, inClass};
  return found;
}

AttributeCache* makeCache(Thread* t, Frame* frame, Type* type, Cell* cell, Value extra) {
  AttributeCache* cache = allocateInternal<AttributeCache>(t);
  if (!cache) return nullptr;
  cache->version = type->version;
  cache->type = type;
  cache->cell = cell;
  cache->extra = cache->found = extra;
  cache->self = Value::unbound();
  if (!keepForFeedback(t, frame->code, Value(cache))) return nullptr;
  return cache;
}

// Adds an entry to the polymorphic cache of the site, which takes over from a monomorphic one. False when it is full.
bool addPolymorphic(Thread* t, Frame* frame, Word* pc, Op polymorphic, const PolymorphicCache::Entry* first,
                    const PolymorphicCache::Entry& entry) {
  PolymorphicCache* cache = nullptr;
  if (attempts(pc) == 0xffff) cache = reinterpret_cast<PolymorphicCache*>(pc[2].bits);
  if (!cache) {
    cache = allocateInternal<PolymorphicCache>(t);
    if (!cache || !keepForFeedback(t, frame->code, Value(cache))) {
      clearPending(t);
      return false;
    }
    if (first) cache->entries[cache->count++] = *first;
    pc[1].bits = siteWord(0, 0, 0xffff);
    pc[2].bits = reinterpret_cast<uint64_t>(cache);
  }
  for (uint32_t i = 0; i < cache->count; ++i) {
    if (cache->entries[i].shape == entry.shape) {
      cache->entries[i] = entry;
      writeBarrier(cache);
      pc->op = polymorphic;
      return true;
    }
  }
  if (cache->count == PolymorphicCache::kMaxEntries) return false;
  cache->entries[cache->count++] = entry;
  writeBarrier(cache);
  pc->op = polymorphic;
  return true;
}

// Sites at which several classes get an attribute, as those of an __init__ that is inherited. They keep the general form of the
// instruction; the entries of their caches have in `version` the id of the shape that the object takes, which is not 0.
PolymorphicCache* addingCache(const Word* pc) {
  if (pc->op != Op::STORE_ATTR || attempts(pc) != 0xffff) return nullptr;
  auto* cache = reinterpret_cast<PolymorphicCache*>(pc[2].bits);
  return cache->count && cache->entries[0].version ? cache : nullptr;
}

// Stores where such a site knows the object's shape.
bool storeAdding(const Word* pc, Object* o, Value value) {
  const PolymorphicCache* cache = addingCache(pc);
  if (!cache) return false;
  for (uint32_t i = 0; i < cache->count; ++i) {
    const PolymorphicCache::Entry& e = cache->entries[i];
    if (e.shape != o->shape) continue;
    reinterpret_cast<Value*>(o)[e.slot] = value;
    o->shape = static_cast<uint32_t>(e.version);
    writeBarrier(o);
    return true;
  }
  return false;
}

// Counts an attempt that came to nothing, so that a site which cannot be cached stops trying.
void countFailure(Word* pc, Op base, uint16_t before) {
  if (pc->op == base && attempts(pc) == before && before < kMaxSpecialisations) pc[1].bits = siteWord(0, 0, before + 1);
}

// Whether the site knows what loading the attribute from the object calls: a property's getter, a descriptor's __get__, a hook.
bool callsKnown(const Word* pc, Object* o) {
  if (pc->op != Op::LOAD_ATTR_PROPERTY && pc->op != Op::LOAD_ATTR_DESCRIPTOR && pc->op != Op::LOAD_ATTR_HOOK) return false;
  if (o->shape != static_cast<uint32_t>(pc[1].bits)) return false;
  const AttributeCache* cache = reinterpret_cast<const AttributeCache*>(pc[2].bits);
  if (cache->version != cache->type->version) return false;
  return pc->op != Op::LOAD_ATTR_DESCRIPTOR || typeOf(cache->found.asObject())->version == cache->version2;
}

// Whether the site's polymorphic cache is full and knows nothing of the shape.
bool isMegamorphic(const Word* pc, uint32_t shape) {
  const PolymorphicCache* cache = reinterpret_cast<const PolymorphicCache*>(pc[2].bits);
  if (attempts(pc) != 0xffff || cache->count < PolymorphicCache::kMaxEntries) return false;
  for (uint32_t i = 0; i < cache->count; ++i)
    if (cache->entries[i].shape == shape) return false;
  return true;
}

// Whether instances of the metaclass find their attributes as classes do, with at most a __getattr__ for what is missing.
bool findsAsType(Type* meta) {
  return meta->slots.getAttribute == typeGetAttrPy ||
         typeLookup(meta, names::__getattribute__) == typeGetOwn(types::type, names::__getattribute__);
}

// Where a class finds `name` in itself and its bases, if its metaclass has no say in it; null otherwise.
Cell* findOnType(Type* type, Str* name) {
  Type* meta = typeOf(type);
  if (!findsAsType(meta)) return nullptr;
  Value inMeta = typeLookup(meta, name);
  if (!inMeta.isUnbound() && typeOf(inMeta)->slots.descriptorSet) return nullptr;
  Cell* cell = typeLookupCell(type, name);
  return cell && !cell->value.isUnbound() ? cell : nullptr;
}

// What calling an attribute that was found in class `owner` calls: *callable with *self in front of the arguments, unless that is
// Unbound. False where binding it takes more.
bool callableOf(Value found, Value owner, Value* callable, Value* self) {
  *callable = found;
  *self = Value::unbound();
  Type* type = typeOf(found);
  if (type == types::staticmethod || type == types::classmethod) {
    *callable = found.as<WrappedCallable>()->callable;
    if (type == types::classmethod) *self = owner;
    return isa<typhon::Function>(*callable);
  }
  return isa<typhon::Function>(found) || !type->slots.descriptorGet;
}

// The site loads what a descriptor of a native type stands for, which objects of this shape find in their class.
void rememberNative(Thread* t, Frame* frame, Word* pc, const Object* o, Value descriptor) {
  AttributeCache* cache = makeCache(t, frame, typeOf(o), nullptr, descriptor);
  if (!cache) return clearPending(t);
  pc[1].bits = siteWord(o->shape, 0, attempts(pc) + 1);
  pc[2].bits = reinterpret_cast<uint64_t>(cache);
  pc->op = Op::LOAD_ATTR_NATIVE;
}

void specialiseLoad(Thread* t, Frame* frame, Word* pc, Value v, Str* name) {
  uint16_t attempt = attempts(pc);
  if (attempt >= kMaxSpecialisations && attempt != 0xffff) return;
  Object* o = v.asObject();
  if (isa<Module>(v)) {
    Cell* cell = dictCell(v.as<Module>()->dict, name);
    if (!cell || cell->value.isUnbound() || attempt == 0xffff) return;
    if (!(typeOf(o)->typeFlags & kNativeType)) return;
    if (!typeLookup(typeOf(o), name).isUnbound()) return;
    if (!keepForFeedback(t, frame->code, Value(cell))) return clearPending(t);
    pc[1].bits = siteWord(0, 0, attempt + 1);
    pc[2].bits = reinterpret_cast<uint64_t>(cell);
    pc->op = Op::LOAD_ATTR_MODULE;
    return;
  }
  if (isa<Type>(v)) {
    if (attempt == 0xffff) return;
    Type* type = v.as<Type>();
    Cell* cell = findOnType(type, name);
    if (!cell) {
      // What it knows of itself: cls.__name__. (Where the metaclass has a __getattr__, that wants to see AttributeErrors.)
      Value inMeta = typeOf(o)->slots.getAttribute == typeGetAttrPy ? typeLookup(typeOf(o), name) : Value::unbound();
      if (isNativeAttribute(inMeta)) rememberNative(t, frame, pc, o, inMeta);
      return;
    }
    // Found in the class itself: functions and plain values come back as they are.
    if (!isa<typhon::Function>(cell->value) && typeOf(cell->value)->slots.descriptorGet) return;
    if (isa<typhon::Function>(cell->value) == false && isa<NativeFunction>(cell->value)) return;
    AttributeCache* cache = makeCache(t, frame, type, cell, cell->value);
    if (!cache) return clearPending(t);
    pc[1].bits = siteWord(0, 0, attempt + 1);
    pc[2].bits = reinterpret_cast<uint64_t>(cache);
    pc->op = Op::LOAD_ATTR_TYPE;
    return;
  }
  Found found = findOnInstance(o, name);
  Type* type = typeOf(o);
  if (attempt == 0xffff) {
    if (found.kind == Found::Inline)
      addPolymorphic(t, frame, pc, Op::LOAD_ATTR_POLY, nullptr,
                     {o->shape, static_cast<uint32_t>(found.offset), 0, nullptr, nullptr, {}});
    return;
  }
  switch (found.kind) {
    case Found::None:
    case Found::Hideable:
      return;
    case Found::Dictionary:
      if (!noteDictionaryName(t, shapeOf(o), name)) return;
      pc[1].bits = siteWord(o->shape, found.offset, attempt + 1);
      pc[2].bits = overflowWordOffset(shapeOf(o));
      pc->op = Op::LOAD_ATTR_DICT;
      return;
    case Found::Inline: {
      AttributeFeedback* old = reinterpret_cast<AttributeFeedback*>(&pc[1].bits);
      if (attempt >= 2 && old->shape != 0 && pc[2].bits == 0) {
        PolymorphicCache::Entry first{old->shape, old->slot, 0, nullptr, nullptr, {}};
        addPolymorphic(t, frame, pc, Op::LOAD_ATTR_POLY, &first,
                       {o->shape, static_cast<uint32_t>(found.offset), 0, nullptr, nullptr, {}});
        return;
      }
      pc[1].bits = siteWord(o->shape, found.offset, attempt + 1);
      pc[2].bits = 0;
      pc->op = Op::LOAD_ATTR_SLOT;
      return;
    }
    case Found::Overflow:
      pc[1].bits = siteWord(o->shape, found.offset, attempt + 1);
      pc[2].bits = overflowWordOffset(shapeOf(o));
      pc->op = Op::LOAD_ATTR_OVERFLOW;
      return;
    case Found::Member:
      // The descriptor must still be the one: its class's version says so for the whole shape, which implies the type.
      pc[1].bits = siteWord(o->shape, found.offset, attempt + 1);
      pc[2].bits = 0;
      pc->op = Op::LOAD_ATTR_MEMBER;
      return;
    case Found::Class:
    case Found::Method:
    case Found::Property: {
      if (found.kind == Found::Method && !isa<typhon::Function>(found.value) && typeOf(found.value) != types::methodDescriptor)
        return;
      AttributeCache* cache = makeCache(t, frame, type, found.cell, found.value);
      if (!cache) return clearPending(t);
      pc[1].bits = siteWord(o->shape, 0, attempt + 1);
      pc[2].bits = reinterpret_cast<uint64_t>(cache);
      pc->op = found.kind == Found::Class    ? Op::LOAD_ATTR_CLASS
               : found.kind == Found::Method ? Op::LOAD_ATTR_METHOD
                                             : Op::LOAD_ATTR_PROPERTY;
      return;
    }
    case Found::Static:
    case Found::ClassMethod:
      return;
    case Found::Descriptor: {
      AttributeCache* cache = makeCache(t, frame, type, found.cell, found.value);
      if (!cache) return clearPending(t);
      cache->extra = descriptorFunction(found.value, names::__get__);
      cache->version2 = typeOf(found.value)->version;
      writeBarrier(cache);
      pc[1].bits = siteWord(o->shape, 0, attempt + 1);
      pc[2].bits = reinterpret_cast<uint64_t>(cache);
      pc->op = Op::LOAD_ATTR_DESCRIPTOR;
      return;
    }
    case Found::Native:
      rememberNative(t, frame, pc, o, found.value);
      return;
    case Found::Hook: {
      if (!isa<typhon::Function>(found.value)) return;
      AttributeCache* cache = makeCache(t, frame, type, nullptr, found.value);
      if (!cache) return clearPending(t);
      pc[1].bits = siteWord(o->shape, 0, attempt + 1);
      pc[2].bits = reinterpret_cast<uint64_t>(cache);
      pc->op = Op::LOAD_ATTR_HOOK;
      return;
    }
  }
}

void specialiseMethod(Thread* t, Frame* frame, Word* pc, Value v, Str* name) {
  uint16_t attempt = attempts(pc);
  if (attempt >= kMaxSpecialisations && attempt != 0xffff) return;
  Object* o = v.asObject();
  if (isa<Module>(v)) {
    if (attempt == 0xffff) return;
    Cell* cell = dictCell(v.as<Module>()->dict, name);
    if (!cell || cell->value.isUnbound() || !(typeOf(o)->typeFlags & kNativeType)) return;
    if (!typeLookup(typeOf(o), name).isUnbound()) return;
    if (!keepForFeedback(t, frame->code, Value(cell))) return clearPending(t);
    pc[1].bits = siteWord(0, 0, attempt + 1);
    pc[2].bits = reinterpret_cast<uint64_t>(cell);
    pc->op = Op::LOAD_METHOD_MODULE;
    return;
  }
  if (isa<Type>(v)) {
    if (attempt == 0xffff) return;
    Type* type = v.as<Type>();
    Cell* cell = findOnType(type, name);
    if (!cell) return;
    Value callable, self;
    if (!callableOf(cell->value, v, &callable, &self)) return;
    AttributeCache* cache = makeCache(t, frame, type, cell, cell->value);
    if (!cache) return clearPending(t);
    cache->extra = callable;
    cache->self = self;
    writeBarrier(cache);
    pc[1].bits = siteWord(0, 0, attempt + 1);
    pc[2].bits = reinterpret_cast<uint64_t>(cache);
    pc->op = Op::LOAD_METHOD_TYPE;
    return;
  }
  Found found = findOnInstance(o, name);
  Type* type = typeOf(o);
  if (found.kind == Found::Inline && attempt != 0xffff) {
    pc[1].bits = siteWord(o->shape, found.offset, attempt + 1);
    pc[2].bits = 0;
    pc->op = Op::LOAD_METHOD_SLOT;
    return;
  }
  if ((found.kind == Found::Static || found.kind == Found::ClassMethod || found.kind == Found::Class) && attempt != 0xffff) {
    Value callable, self;
    if (!callableOf(found.value, Value(typeOf(o)), &callable, &self)) return;
    AttributeCache* cache = makeCache(t, frame, type, found.cell, found.value);
    if (!cache) return clearPending(t);
    cache->extra = callable;
    cache->self = self;
    writeBarrier(cache);
    pc[1].bits = siteWord(o->shape, 0, attempt + 1);
    pc[2].bits = reinterpret_cast<uint64_t>(cache);
    pc->op = Op::LOAD_METHOD_BOUND;
    return;
  }
  if (found.kind == Found::Hideable && attempt != 0xffff) {
    AttributeCache* cache = makeCache(t, frame, type, found.cell, found.value);
    if (!cache) return clearPending(t);
    pc[1].bits = siteWord(o->shape, overflowWordOffset(shapeOf(o)), attempt + 1);
    pc[2].bits = reinterpret_cast<uint64_t>(cache);
    pc->op = Op::LOAD_METHOD_DICT;
    return;
  }
  if (found.kind != Found::Method) return;
  PolymorphicCache::Entry entry{o->shape, 0, type->version, type, found.cell, found.value};
  if (attempt == 0xffff) {
    addPolymorphic(t, frame, pc, Op::LOAD_METHOD_POLY, nullptr, entry);
    return;
  }
  AttributeFeedback* old = reinterpret_cast<AttributeFeedback*>(&pc[1].bits);
  // A site that knows a method of another shape; one that knows something bound has found something else than it calls.
  auto* previous = reinterpret_cast<AttributeCache*>(pc[2].bits);
  bool wasShaped = shapeTable[old->shape] && !shapeTable[old->shape]->isDictionary;
  if (attempt >= 2 && wasShaped && old->shape != o->shape && previous && previous->found == previous->extra &&
      typeOf(previous->extra)->typeFlags & kMethodDescriptor) {
    PolymorphicCache::Entry first{old->shape, 0, previous->version, previous->type, previous->cell, previous->extra};
    addPolymorphic(t, frame, pc, Op::LOAD_METHOD_POLY, &first, entry);
    return;
  }
  AttributeCache* cache = makeCache(t, frame, type, found.cell, found.value);
  if (!cache) return clearPending(t);
  pc[1].bits = siteWord(o->shape, 0, attempt + 1);
  pc[2].bits = reinterpret_cast<uint64_t>(cache);
  pc->op = Op::LOAD_METHOD_CLASS;
}

// Called before the store, with the shape the object had; `after` is the one it has now.
void specialiseStore(Thread* t, Frame* frame, Word* pc, Object* o, uint32_t shapeBefore, Str* name) {
  uint16_t attempt = attempts(pc);
  if (attempt >= kMaxSpecialisations && attempt != 0xffff) return;
  Shape* before = shapeTable[shapeBefore];
  Shape* now = shapeOf(o);
  Type* type = now->type;
  if (!(type->typeFlags & kSetAttributePlain) || !before || before->type != type) return;
  Cell* cell = typeLookupCell(type, name);
  if (cell && !cell->value.isUnbound() && typeOf(cell->value)->slots.descriptorSet) {
    Value descriptor = cell->value;
    if (attempt != 0xffff && isa<MemberDescriptor>(descriptor) && !descriptor.as<MemberDescriptor>()->def && now->tailOffset) {
      noteMemberName(name);
      pc[1].bits = siteWord(o->shape, now->tailOffset / 8 + descriptor.as<MemberDescriptor>()->index, attempt + 1);
      pc[2].bits = 0;
      pc->op = Op::STORE_ATTR_MEMBER;
    }
    return;
  }
  if (now->isDictionary && before == now && now->tailOffset && attempt != 0xffff) {
    Dict* d = ownDict(o, now);
    const DictEntry* e = dictFindAttribute(d, name);
    if (!e || d->table->numberOf(e) > 0xffff || !noteDictionaryName(t, now, name)) return;
    pc[1].bits = siteWord(o->shape, static_cast<uint32_t>(d->table->numberOf(e)), attempt + 1);
    pc[2].bits = overflowWordOffset(now);
    pc->op = Op::STORE_ATTR_DICT;
    return;
  }
  if (now->isDictionary || !now->hasDictionary) return;
  int slot = shapeLookup(now, name);
  if (slot < 0) return;
  int offset = inlineOffset(now, slot);
  if (before == now) {
    PolymorphicCache::Entry entry{o->shape, static_cast<uint32_t>(offset), 0, nullptr, nullptr, {}};
    if (attempt == 0xffff) {
      if (addingCache(pc)) {
        entry.version = o->shape;
        if (offset >= 0) addPolymorphic(t, frame, pc, Op::STORE_ATTR, nullptr, entry);
        return;
      }
      if (offset >= 0) addPolymorphic(t, frame, pc, Op::STORE_ATTR_POLY, nullptr, entry);
      return;
    }
    if (offset >= 0) {
      AttributeFeedback* old = reinterpret_cast<AttributeFeedback*>(&pc[1].bits);
      if (attempt >= 2 && old->shape != 0 && pc[2].bits == 0) {
        PolymorphicCache::Entry first{old->shape, old->slot, 0, nullptr, nullptr, {}};
        addPolymorphic(t, frame, pc, Op::STORE_ATTR_POLY, &first, entry);
        return;
      }
      pc[1].bits = siteWord(o->shape, offset, attempt + 1);
      pc[2].bits = 0;
      pc->op = Op::STORE_ATTR_SLOT;
    } else if (now->tailOffset) {
      pc[1].bits = siteWord(o->shape, slot - now->inlineCount, attempt + 1);
      pc[2].bits = overflowWordOffset(now);
      pc->op = Op::STORE_ATTR_OVERFLOW;
    }
  } else if (now->parent == before && offset >= 0 && before->inlineCount == now->inlineCount) {
    PolymorphicCache::Entry entry{shapeBefore, static_cast<uint32_t>(offset), now->id, nullptr, nullptr, {}};
    if (attempt == 0xffff) {
      if (addingCache(pc)) addPolymorphic(t, frame, pc, Op::STORE_ATTR, nullptr, entry);
      return;
    }
    const AttributeFeedback* old = reinterpret_cast<const AttributeFeedback*>(&pc[1].bits);
    const Shape* grown = pc[2].bits < shapeTableSize ? shapeTable[pc[2].bits] : nullptr;
    if (attempt >= 2 && old->shape != shapeBefore && grown && grown->parent && grown->parent == shapeTable[old->shape]) {
      // It did so for objects of another shape before.
      PolymorphicCache::Entry first{old->shape, old->slot, pc[2].bits, nullptr, nullptr, {}};
      addPolymorphic(t, frame, pc, Op::STORE_ATTR, &first, entry);
      return;
    }
    pc[1].bits = siteWord(shapeBefore, offset, attempt + 1);
    pc[2].bits = now->id;
    pc->op = Op::STORE_ATTR_ADD;
  }
}

// A store that calls `set`, written in Python, of the property or other descriptor in `cell`.
void specialiseSetter(Thread* t, Frame* frame, Word* pc, Op op, Object* o, Cell* cell, Value set) {
  uint16_t attempt = attempts(pc);
  if (attempt >= kMaxSpecialisations) return;
  AttributeCache* cache = makeCache(t, frame, typeOf(o), cell, cell->value);
  if (!cache) return clearPending(t);
  cache->extra = set;
  cache->version2 = typeOf(cell->value)->version;
  writeBarrier(cache);
  pc[1].bits = siteWord(o->shape, 0, attempt + 1);
  pc[2].bits = reinterpret_cast<uint64_t>(cache);
  pc->op = op;
}

// The attribute found behind `after` in the MRO of `type`; Unbound if there is none.
Value superLookup(Type* after, Type* type, Str* name) {
  Tuple* mro = type->mro;
  size_t i = 0;
  while (i < mro->length && mro->items[i] != Value(after)) ++i;
  for (++i; i < mro->length; ++i) {
    if (!isa<Type>(mro->items[i])) continue;
    Value v = dictGetStr(mro->items[i].as<Type>()->dict, name);
    if (!v.isUnbound()) return v;
  }
  return Value::unbound();
}

}  // namespace

Step loadAttrStep(Thread* t, Frame* frame, Word* pc, Value v, Str* name, uint32_t destination, Value* out) {
  // A site that has given up, as those of a native class's attributes do, goes the general way at once.
  if (v.isObject() && !(pc->op == Op::LOAD_ATTR && attempts(pc) == kMaxSpecialisations)) {
    if (pc->op == Op::LOAD_ATTR_NATIVE) {
      const AttributeCache* cache = reinterpret_cast<const AttributeCache*>(pc[2].bits);
      if (cache->version == typeOf(v.asObject())->version) {
        *out = nativeAttributePy(t, cache->found.asObject(), v);
        return out->isError() ? Step::Failed : Step::Done;
      }
    }
    if (!callsKnown(pc, v.asObject())) {
      // Compiled code comes here whatever the site knows: what no longer holds must not be found below.
      if (pc->op == Op::LOAD_ATTR_PROPERTY || pc->op == Op::LOAD_ATTR_DESCRIPTOR || pc->op == Op::LOAD_ATTR_HOOK)
        pc->op = Op::LOAD_ATTR;
      // Of a class first of all: looking up a name may run a key's __eq__, which may change the class.
      bool inClass = isa<Type>(v);
      if (inClass) {
        *out = getAttrPy(t, v, name);
        if (out->isError()) return Step::Failed;
      }
      uint16_t before = attempts(pc);
      if (!isMegamorphic(pc, v.asObject()->shape)) specialiseLoad(t, frame, pc, v, name);
      countFailure(pc, Op::LOAD_ATTR, before);
      if (inClass) return Step::Done;
    }
    // What is written in Python is entered as a frame.
    if (callsKnown(pc, v.asObject())) {
      AttributeCache* cache = reinterpret_cast<AttributeCache*>(pc[2].bits);
      Value args[3] = {v, Value(name), Value::unbound()};
      size_t count = pc->op == Op::LOAD_ATTR_HOOK ? 2 : 1;
      if (pc->op == Op::LOAD_ATTR_DESCRIPTOR) {
        args[0] = cache->found;
        args[1] = v;
        args[2] = Value(typeOf(v));
        count = 3;
      }
      return callValues(t, cache->extra, Args{args, count, nullptr}, Continuation::Store, destination, out);
    }
  }
  *out = getAttrPy(t, v, name);
  return out->isError() ? Step::Failed : Step::Done;
}

Step storeAttrStep(Thread* t, Frame* frame, Word* pc, Value v, Str* name, Value value, Value* out) {
  *out = Value::none();
  if (!v.isObject()) return setAttrPy(t, v, name, value) ? Step::Done : Step::Failed;
  Object* o = v.asObject();
  if (storeAdding(pc, o, value)) return Step::Done;
  Type* type = typeOf(o);
  if (!(type->typeFlags & kNativeType) && type->typeFlags & kSetAttributePlain) {
    Cell* cell = typeLookupCell(type, name);
    Value descriptor = cell ? cell->value : Value::unbound();
    if (!descriptor.isUnbound() && typeOf(descriptor) == types::property &&
        isa<typhon::Function>(descriptor.as<typhon::Property>()->setter)) {
      Value args[2] = {v, value};
      Value setter = descriptor.as<typhon::Property>()->setter;
      specialiseSetter(t, frame, pc, Op::STORE_ATTR_PROPERTY, o, cell, setter);
      return callValues(t, setter, Args{args, 2, nullptr}, Continuation::Discard, 0, out);
    }
    if (!descriptor.isUnbound()) {
      Value set = descriptorFunction(descriptor, names::__set__);
      if (!set.isUnbound()) {
        Value args[3] = {descriptor, v, value};
        specialiseSetter(t, frame, pc, Op::STORE_ATTR_DESCRIPTOR, o, cell, set);
        return callValues(t, set, Args{args, 3, nullptr}, Continuation::Discard, 0, out);
      }
    }
  }
  if (!(type->typeFlags & (kNativeType | kSetAttributePlain))) {
    Value set = typeLookup(type, names::__setattr__);
    if (isa<typhon::Function>(set)) {
      Value args[3] = {v, Value(name), value};
      return callValues(t, set, Args{args, 3, nullptr}, Continuation::Discard, 0, out);
    }
  }
  uint32_t before = o->shape;
  if (!setAttrPy(t, v, name, value)) return Step::Failed;
  uint16_t attempt = attempts(pc);
  if (!isMegamorphic(pc, o->shape)) specialiseStore(t, frame, pc, o, before, name);
  countFailure(pc, Op::STORE_ATTR, attempt);
  return Step::Done;
}

bool loadMethod(Thread* t, Frame* frame, Word* pc, Value v, Str* name, Value* callable, Value* self) {
  if (v.isObject()) {
    uint16_t before = attempts(pc);
    if (!isMegamorphic(pc, v.asObject()->shape)) specialiseMethod(t, frame, pc, v, name);
    countFailure(pc, Op::LOAD_METHOD, before);
  }
  *callable = getMethodPy(t, v, name, self);
  return !callable->isError();
}

Step loadSuperStep(Thread* t, const Value* operands, Str* name, Value* out, Value* self) {
  Value super = operands[0], type = operands[1], object = operands[2];
  if (self) *self = Value::unbound();
  if (super == Value(types::super_) && isa<Type>(type)) {
    // super(type, object).name without making the super object.
    if (isInstance(object, type.as<Type>())) {
      if (self) {
        // A function found behind `type` in the MRO is called with the object itself.
        Value found = superLookup(type.as<Type>(), typeOf(object), name);
        if (!found.isUnbound() && typeOf(found)->typeFlags & kMethodDescriptor) {
          *out = found;
          *self = object;
          return Step::Done;
        }
      }
      *out = superGetAttrPy(t, type.as<Type>(), object, name);
      return out->isError() ? Step::Failed : Step::Done;
    }
  }
  Value proxy = callPy(t, super, {type, object});
  if (proxy.isError()) return Step::Failed;
  *out = getAttrPy(t, proxy, name);
  return out->isError() ? Step::Failed : Step::Done;
}

bool loadSuperMethod(Thread* t, Frame* frame, Word* pc, const Value* operands, Str* name, Value* callable, Value* self) {
  if (loadSuperStep(t, operands, name, callable, self) == Step::Failed) return false;
  // A method found in the MRO of the object's class stays the same until that class's version changes.
  if (self->isUnbound() || operands[0] != Value(types::super_)) return true;
  PolymorphicCache* cache = reinterpret_cast<PolymorphicCache*>(pc[1].bits);
  if (!cache || pc[2].bits != operands[1].bits()) {
    if (cache) return true;  // one class per site: code that is shared by several keeps its first
    cache = allocateInternal<PolymorphicCache>(t);
    if (!cache || !keepForFeedback(t, frame->code, operands[1], Value(cache))) {
      clearPending(t);
      return true;
    }
    pc[2].bits = operands[1].bits();
    pc[1].bits = reinterpret_cast<uint64_t>(cache);
  }
  // Objects of several classes come here when they share a base's method; the oldest entry gives way.
  uint32_t i = cache->count < PolymorphicCache::kMaxEntries ? cache->count++ : cache->replaced++ % PolymorphicCache::kMaxEntries;
  cache->entries[i] = {0, 0, typeOf(operands[2])->version, nullptr, nullptr, *callable};
  writeBarrier(cache);
  return true;
}

}  // namespace typhon::steps
