// Shapes: the table of all shapes, transitions between them, name lookup, dictionary mode, and the learning of how many
// attribute slots an instance gets inline.
#include "runtime/base/os.h"
#include "runtime/object/shape.h"

#include <algorithm>
#include <sys/mman.h>

#include <bit>
#include <cstdio>
#include <cstdlib>

#include "frontend/bytecode/opcode.h"
#include "runtime/exec/engine.h"
#include "runtime/feedback/feedback.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/kinds.h"
#include "runtime/memory/roots.h"
#include "runtime/memory/weak.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/shape_internal.h"
#include "runtime/object/type.h"
#include "runtime/types/dict.h"
#include "runtime/types/function.h"
#include "runtime/types/module.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon {

Shape** shapeTable = nullptr;
uint32_t shapeTableSize = 0;

namespace {

// Address space for this many shapes is reserved at start, less where it is limited; pages come as ids are given out.
constexpr size_t kMostShapes = size_t{1} << 22;
size_t capacity = kMostShapes;

// Layouts whose structure always has the same size, so that the tail's offset can stand in the shape.
uint32_t fixedTailOffset(Kind kind) {
  switch (kind) {
    case Kind::Instance:
      return sizeof(Instance);
    case Kind::Module:
      return sizeof(Module);
    case Kind::Function:
      return sizeof(Function);
    default:
      return 0;
  }
}

Shape* allocateShape(Thread* t, uint32_t id) {
  Shape* s = allocateInternal<Shape>(t);
  if (!s) return nullptr;
  s->transitions = Value::unbound();
  s->id = id;
  return s;
}

// Ids of dead shapes. The first `reusable` may be given out again; feedback may still show the others.
struct {
  uint32_t* ids;
  uint32_t count, reusable;
} deadShapes;
// Ids of the shapes made since the last collection: roots of the next minor one, which does not look at old objects that got
// them.
struct {
  uint32_t* ids;
  uint32_t count;
} newShapes;

// A shape under an id of its own, in the table and among the new ones. Only then: had the id been taken before the shape was
// allocated, a collection at that allocation would forget that it is new, and the next minor one would free the shape. Fields
// other than the id are for the caller to fill, before anything else is allocated. nullptr with MemoryError when there is no
// room.
Shape* makeShape(Thread* t) {
  if (!deadShapes.reusable && shapeTableSize == capacity) {
    raiseMemory(t);
    return nullptr;
  }
  Shape* s = TRY(allocateShape(t, 0));
  // After the allocation: a collection may have made ids reusable, never fewer.
  uint32_t id;
  if (deadShapes.reusable) {
    id = deadShapes.ids[--deadShapes.reusable];
    deadShapes.ids[deadShapes.reusable] = deadShapes.ids[--deadShapes.count];
  } else {
    id = shapeTableSize++;
  }
  s->id = id;
  shapeTable[id] = s;
  newShapes.ids[newShapes.count++] = id;
  return s;
}

void fillRoot(Shape* s, Type* type, uint32_t inlineCount) {
  s->type = type;
  s->parent = nullptr;
  s->lastName = nullptr;
  s->slotCount = 0;
  s->tailOffset = fixedTailOffset(type->instanceKind);
  s->memberCount = type->memberCount;
  s->hasDictionary = type->typeFlags & kHasInstanceDict;
  s->inlineCount = s->hasDictionary ? inlineCount : 0;
  writeBarrier(s);
}

// --- the name table of a shape: [names used, name capacity, names..., index...]. A chain of shapes shares one table as long
// as each shape has a single child; a name counts for a shape if its slot is below the shape's slotCount.
constexpr size_t kTableHeader = 2;
constexpr size_t kFirstTableCapacity = 4;

size_t tableUsed(const ValueArray* table) { return static_cast<size_t>(table->items[0].asSmallInt()); }
size_t tableCapacity(const ValueArray* table) { return static_cast<size_t>(table->items[1].asSmallInt()); }
size_t indexSize(size_t capacity) { return capacity * 2; }
size_t indexStart(const Str* name, size_t mask) {
  return ((reinterpret_cast<uintptr_t>(name) >> 4) * 0x9E3779B97F4A7C15u >> 32) & mask;
}

ValueArray* makeTable(Thread* t, size_t capacity) {
  ValueArray* table = makeValueArray(t, kTableHeader + capacity + indexSize(capacity));
  if (!table) return nullptr;
  table->items[0] = Value::smallInt(0);
  table->items[1] = Value::smallInt(static_cast<int64_t>(capacity));
  return table;
}

void tableAdd(ValueArray* table, Str* name) {
  size_t used = tableUsed(table), capacity = tableCapacity(table), mask = indexSize(capacity) - 1;
  Value* names = table->items + kTableHeader;
  Value* index = names + capacity;
  names[used] = Value(name);
  size_t i = indexStart(name, mask);
  while (!index[i].isUnbound()) i = (i + 1) & mask;
  index[i] = Value::smallInt(static_cast<int64_t>(used));
  table->items[0] = Value::smallInt(static_cast<int64_t>(used + 1));
  writeBarrier(table);
}

int tableFind(const ValueArray* table, const Str* name) {
  size_t capacity = tableCapacity(table), mask = indexSize(capacity) - 1;
  const Value* names = table->items + kTableHeader;
  const Value* index = names + capacity;
  for (size_t i = indexStart(name, mask);; i = (i + 1) & mask) {
    if (index[i].isUnbound()) return -1;
    size_t slot = static_cast<size_t>(index[i].asSmallInt());
    if (names[slot] == Value(name)) return static_cast<int>(slot);
  }
}

// A table for a shape with `name` added to what `parent` has: the parent's own if it ends there and has room, else a copy.
ValueArray* extendTable(Thread* t, Shape* parent, Str* name) {
  ValueArray* table = parent->table;
  if (!table || tableUsed(table) != parent->slotCount || tableUsed(table) == tableCapacity(table)) {
    size_t capacity = std::bit_ceil(std::max<size_t>(kFirstTableCapacity, parent->slotCount + 1));
    ValueArray* copy = makeTable(t, capacity);
    if (!copy) return nullptr;
    for (size_t i = 0; i < parent->slotCount; ++i) tableAdd(copy, table->items[kTableHeader + i].as<Str>());
    table = copy;
  }
  tableAdd(table, name);
  return table;
}

Str* slotName(const Shape* s, uint32_t slot) { return s->table->items[kTableHeader + slot].as<Str>(); }

Shape* findTransition(Shape* s, Str* name) {
  if (s->transitions.isUnbound()) return nullptr;
  if (isa<Shape>(s->transitions)) {
    Shape* only = s->transitions.as<Shape>();
    return only->lastName == name ? only : nullptr;
  }
  Value found = dictGetStr(s->transitions.as<Dict>(), name);
  return found.isUnbound() ? nullptr : found.as<Shape>();
}

bool addTransition(Thread* t, Shape* s, Shape* child) {
  if (s->transitions.isUnbound()) {
    s->transitions = Value(child);
  } else if (isa<Shape>(s->transitions)) {
    Dict* all = makeDict(t);
    if (!all) return false;
    Shape* first = s->transitions.as<Shape>();
    if (!dictSetStr(t, all, first->lastName, Value(first)) || !dictSetStr(t, all, child->lastName, Value(child))) return false;
    s->transitions = Value(all);
  } else {
    return dictSetStr(t, s->transitions.as<Dict>(), child->lastName, Value(child));
  }
  writeBarrier(s);
  return true;
}

// Names that a shape or a member of __slots__ has given a slot, as a filter with one hash: most names of class attributes are
// none.
constexpr size_t kNameFilterBits = 1 << 14;
uint64_t nameFilter[kNameFilterBits / 64];
size_t filterBit(const Str* name) { return (reinterpret_cast<uintptr_t>(name) >> 4) * 0x9E3779B97F4A7C15u >> 50; }
void noteSlotName(const Str* name) { nameFilter[filterBit(name) / 64] |= uint64_t{1} << filterBit(name) % 64; }
bool mayNameSlot(const Str* name) { return nameFilter[filterBit(name) / 64] >> filterBit(name) % 64 & 1; }

// Instances of the type turned out to need more slots than they get inline: new ones get more. Existing instances keep their
// shapes. Types with a fixed root (types.def) do not learn.
constexpr uint32_t kMaxInlineCount = 64;
void learnInlineCount(Thread* t, Type* type, uint32_t needed) {
  if (!type->rootShape || type->rootShape->id < kFixedShapeCount || type->typeFlags & kNativeType) return;
  uint32_t count = std::min(needed + needed / 2 + 1, kMaxInlineCount);
  if (count <= type->inlineCount) return;
  Shape* root = makeShape(t);
  if (!root) {
    clearPending(t);
    return;
  }
  type->inlineCount = static_cast<uint16_t>(count);
  fillRoot(root, type, count);
  type->rootShape = root;
  writeBarrier(type);
}

// Shapes live as long as their type, an object or a living child refers to them; those of the built-in types always.
void traceShapeTable(Tracer& tracer) {
  for (uint32_t i = 1; i < kFixedShapeCount; ++i) tracer.visit(shapeTable[i]);
  if (tracesWeakly()) return;
  for (uint32_t i = 0; i < newShapes.count; ++i) tracer.visit(shapeTable[newShapes.ids[i]]);
}

void forgetDeadShapes(Tracer&, bool major) {
  newShapes.count = 0;
  if (!major) return;
  for (uint32_t i = kFixedShapeCount; i < shapeTableSize; ++i) {
    if (!shapeTable[i] || survives(shapeTable[i])) continue;
    shapeTable[i] = nullptr;
    deadShapes.ids[deadShapes.count++] = i;
  }
  // Ids come back once no site can show them: when there are many, all sites forget. Compiled code knows shapes by their ids too.
  constexpr uint32_t kMany = 4096;
  if (deadShapes.count - deadShapes.reusable < std::max(kMany, (shapeTableSize - deadShapes.count) / 2) || compilerHooks.enter)
    return;
  resetAttributeFeedback();
  deadShapes.reusable = deadShapes.count;
}

template <class T>
T* reserveIds() {
  void* room = mmap(nullptr, capacity * sizeof(T), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (room == MAP_FAILED) {
    std::fputs("typhon: no address space for the table of shapes\n", stderr);
    std::exit(1);
  }
  return static_cast<T*>(room);
}

}  // namespace

void initShapeTable() {
  // A thirtieth of the address space that there may be: 16 bytes an id.
  capacity = std::min(kMostShapes, base::addressSpaceLimit() / 512);
  shapeTable = reserveIds<Shape*>();
  deadShapes.ids = reserveIds<uint32_t>();
  newShapes.ids = reserveIds<uint32_t>();
  shapeTableSize = kFixedShapeCount;
  addRootFunction(traceShapeTable);
  addWeakFunction(forgetDeadShapes);
}

Shape* makeFixedRootShape(Thread* t, Type* type, uint32_t id) {
  Shape* s = TRY(allocateShape(t, id));
  shapeTable[id] = s;
  fillRoot(s, type, 0);
  type->rootShape = s;
  return s;
}

bool makeTypeShapes(Thread* t, Type* type) {
  if (!type->rootShape) {
    type->rootShape = TRY(makeShape(t));
    writeBarrier(type);
  }
  fillRoot(type->rootShape, type, type->inlineCount);
  if (type->typeFlags & kHasInstanceDict && !type->dictionaryShape) {
    Shape* s = TRY(makeShape(t));
    // No inline slots: whatever an instance had, the tail only shrinks when it comes here.
    fillRoot(s, type, 0);
    s->isDictionary = true;
    type->dictionaryShape = s;
  }
  writeBarrier(type);
  return true;
}

Value* tailOf(Object* o, const Shape* s) {
  size_t offset = s->tailOffset ? s->tailOffset : (memory::kindOf(o).sizeOf(o) + 7) & ~size_t{7};
  return reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + offset);
}

int shapeLookup(Shape* s, Str* name) {
  if (!s->table) return -1;
  int slot = tableFind(s->table, name);
  return slot >= 0 && static_cast<uint32_t>(slot) < s->slotCount ? slot : -1;
}

Shape* shapeWith(Thread* t, Shape* s, Str* name) {
  if (Shape* known = findTransition(s, name)) return known;
  ValueArray* table = TRY(extendTable(t, s, name));
  Shape* child = TRY(makeShape(t));
  child->type = s->type;
  child->parent = s;
  child->lastName = name;
  noteSlotName(name);
  child->table = table;
  child->slotCount = s->slotCount + 1;
  child->tailOffset = s->tailOffset;
  child->memberCount = s->memberCount;
  child->inlineCount = s->inlineCount;
  child->hasDictionary = true;
  if (!s->table) {
    s->table = table;
    writeBarrier(s);
  }
  if (!addTransition(t, s, child)) return nullptr;
  if (child->slotCount > child->inlineCount) learnInlineCount(t, s->type, child->slotCount);
  return child;
}

bool noteDictionaryName(Thread* t, Shape* s, Str* name) {
  if (shapeLookup(s, name) >= 0) return true;
  if (s->slotCount >= kMaxShapeSlots) return false;
  ValueArray* table = extendTable(t, s, name);
  if (!table) {
    clearPending(t);
    return false;
  }
  noteSlotName(name);
  s->table = table;
  ++s->slotCount;
  writeBarrier(s);
  return true;
}

Value* attributeSlot(Object* o, const Shape* s, uint32_t slot) {
  Value* overflow = overflowWord(o, s);
  if (slot < s->inlineCount) return overflow + 1 + slot;
  return overflow->as<ValueArray>()->items + (slot - s->inlineCount);
}

Value shapeGet(Object* o, Shape* s, Str* name) {
  if (s->isDictionary) return dictGetStr(overflowWord(o, s)->as<Dict>(), name);
  int slot = shapeLookup(s, name);
  return slot < 0 ? Value::unbound() : *attributeSlot(o, s, static_cast<uint32_t>(slot));
}

bool shapeSet(Thread* t, Object* o, Shape* s, Str* name, Value v) {
  if (s->isDictionary) return dictSetStr(t, overflowWord(o, s)->as<Dict>(), name, v);
  int slot = shapeLookup(s, name);
  if (slot >= 0) {
    Value* place = attributeSlot(o, s, static_cast<uint32_t>(slot));
    *place = v;
    if (static_cast<uint32_t>(slot) >= s->inlineCount)
      writeBarrier(overflowWord(o, s)->asObject());
    else
      writeBarrier(o);
    return true;
  }
  if (s->slotCount >= kMaxShapeSlots) {
    Dict* d = TRY(shapeMaterialise(t, o));
    return dictSetStr(t, d, name, v);
  }
  Shape* next = TRY(shapeWith(t, s, name));
  uint32_t added = s->slotCount;
  if (added < s->inlineCount) {
    *(overflowWord(o, s) + 1 + added) = v;
  } else {
    size_t position = added - s->inlineCount;
    ValueArray* old = overflowWord(o, s)->isUnbound() ? nullptr : overflowWord(o, s)->as<ValueArray>();
    if (!old || position >= old->capacity) {
      ValueArray* bigger = TRY(makeValueArray(t, old ? old->capacity * 2 : 4));
      for (size_t i = 0; i < position; ++i) bigger->items[i] = old->items[i];
      *overflowWord(o, s) = Value(bigger);
      writeBarrier(o);
      old = bigger;
    }
    old->items[position] = v;
    writeBarrier(old);
  }
  o->shape = next->id;
  writeBarrier(o);
  return true;
}

// The shape of an object that got the attributes of `s` in their order, but not the one in `slot`. Null with MemoryError pending.
Shape* shapeWithout(Thread* t, Shape* s, uint32_t slot) {
  Shape* to = s;
  while (to->slotCount > slot) to = to->parent;
  for (uint32_t i = slot + 1; i < s->slotCount; ++i) to = TRY(shapeWith(t, to, slotName(s, i)));
  return to;
}

int shapeDelete(Thread* t, Object* o, Shape* s, Str* name) {
  if (s->isDictionary) return dictDeleteStr(t, overflowWord(o, s)->as<Dict>(), name) ? 1 : 0;
  int found = shapeLookup(s, name);
  if (found < 0) return 0;
  // The few attributes of a small object move up; it has as many shapes as orders in which they come and go.
  constexpr uint32_t kMostMoved = 8;
  if (s->slotCount <= std::min(uint32_t{s->inlineCount}, kMostMoved)) {
    uint32_t slot = static_cast<uint32_t>(found);
    Shape* to = shapeWithout(t, s, slot);
    if (!to) return -1;
    Value* slots = overflowWord(o, s) + 1;
    for (uint32_t i = slot; i + 1 < s->slotCount; ++i) slots[i] = slots[i + 1];
    slots[s->slotCount - 1] = Value::unbound();
    o->shape = to->id;
    writeBarrier(o);
    return 1;
  }
  Dict* d = shapeMaterialise(t, o);
  if (!d) return -1;
  return dictDeleteStr(t, d, name) ? 1 : 0;
}

Dict* shapeAttributes(Thread* t, Object* o, Shape* s) {
  Dict* d = TRY(makeDict(t, s->slotCount));
  for (uint32_t i = 0; i < s->slotCount; ++i) TRY(dictSetStr(t, d, slotName(s, i), *attributeSlot(o, s, i)));
  return d;
}

Dict* shapeMaterialise(Thread* t, Object* o) {
  Shape* s = shapeOf(o);
  if (s->isDictionary) return overflowWord(o, s)->as<Dict>();
  Dict* d = TRY(shapeAttributes(t, o, s));
  TRY(shapeReplaceDict(t, o, d));
  return d;
}

bool shapeReplaceDict(Thread* t, Object* o, Dict* dict) {
  Shape* s = shapeOf(o);
  *overflowWord(o, s) = Value(dict);
  o->shape = s->type->dictionaryShape->id;
  writeBarrier(o);
  return true;
}

bool shapeChangeType(Thread* t, Object* o, Type* to) {
  Shape* s = shapeOf(o);
  if (!s->hasDictionary) {
    o->shape = to->rootShape->id;
    writeBarrier(o);
    return true;
  }
  // The object's room is what its old shape said; the new one may say at most that.
  if (!s->isDictionary && to->rootShape->inlineCount == s->inlineCount) {
    Shape* target = to->rootShape;
    for (uint32_t i = 0; i < s->slotCount; ++i) target = TRY(shapeWith(t, target, slotName(s, i)));
    o->shape = target->id;
  } else {
    TRY(shapeMaterialise(t, o));
    o->shape = to->dictionaryShape->id;
  }
  writeBarrier(o);
  return true;
}

void noteMemberName(const Str* name) { noteSlotName(name); }

bool slotMayBeCached(const Type* type, const Str* name) {
  if (name && !mayNameSlot(name)) return false;
  for (uint32_t i = 1; i < shapeTableSize; ++i) {
    Shape* s = shapeTable[i];
    if (!s || !(s->memberCount || s->slotCount) || !isSubtype(s->type, type)) continue;
    if (s->memberCount || !name || shapeLookup(s, const_cast<Str*>(name)) >= 0) return true;
  }
  return false;
}

uint32_t countInitStores(Value init) {
  Function* f = dynCast<Function>(init);
  if (!f || f->code->argCount == 0) return 0;
  const Code* code = f->code;
  if (!code->words) return std::min((*code->unit)->partialSelfStores, uint32_t{kMaxInlineCount});
  uint32_t seen[kMaxInlineCount];
  uint32_t count = 0;
  for (uint32_t pc = 0; pc < code->wordCount;) {
    bytecode::Decoded d = bytecode::decode(code->words + pc);
    bytecode::Op op = bytecode::info(d.op).base;
    if (op == bytecode::Op::STORE_ATTR && d.a == 0 && count < kMaxInlineCount) {
      uint32_t i = 0;
      while (i < count && seen[i] != d.c) ++i;
      if (i == count) seen[count++] = d.c;
    }
    pc += d.words;
  }
  return count;
}

size_t sizeOf_Shape(const Object*) { return sizeof(Shape); }
void trace_Shape(Object* o, Tracer& tracer) {
  Shape* s = static_cast<Shape*>(o);
  tracer.visit(s->type);
  tracer.visit(s->parent);
  tracer.visit(s->lastName);
  tracer.visit(s->table);
  tracer.visit(s->transitions);
}

}  // namespace typhon
