// Attributes: what the site's inline cache knows becomes guards and loads; properties, descriptors and hooks written in Python
// become calls.
#include <algorithm>
#include <cstddef>

#include "backends/jit/graph/builder.h"
#include "runtime/feedback/attribute_cache.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/shape.h"
#include "runtime/types/module.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

namespace {
constexpr uint32_t kHeader = bytecode::kFrameHeaderWords;

AttributeCache* cacheIn(uint64_t word) { return reinterpret_cast<AttributeCache*>(word); }
}  // namespace

// The value of a class's or module's attribute, which is in `cell`: the constant it has been so far, or a load.
Node* Builder::attributeValue(Cell* cell) {
  Value held = cell->value;
  if (cell->state == Cell::Constant) {
    guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cell), held.bits());
    return constant(held);
  }
  return mutableCell(cell);
}

// An attribute of a constant module or class; null if it is not that constant. *self: the first argument that a method of it
// gets, or Unbound.
Node* Builder::constantAttribute(Node* v, Node** self) {
  Value owner = Value::fromBits(v->bits);
  *self = nullptr;
  if (quick() == Op::LOAD_ATTR_MODULE || quick() == Op::LOAD_METHOD_MODULE) {
    Cell* cell = reinterpret_cast<Cell*>(feedback(1));
    if (!isa<Module>(owner) || owner.as<Module>()->dict != cell->owner || cell->value.isUnbound()) return nullptr;
    Node* same = guard(NodeOp::CheckWord, Rep::None, {}, v->bits, reinterpret_cast<uint64_t>(cell->owner));
    same->offset = offsetof(Module, dict);
    return attributeValue(cell);
  }
  if (quick() == Op::LOAD_ATTR_TYPE || quick() == Op::LOAD_METHOD_TYPE) {
    AttributeCache* cache = cacheIn(feedback(1));
    if (!isa<typhon::Type>(owner) || owner.as<typhon::Type>()->version != cache->version || cache->cell->value.isUnbound())
      return nullptr;
    if (quick() == Op::LOAD_METHOD_TYPE) {
      if (cache->cell->value != cache->found) return nullptr;
      guard(NodeOp::CheckVersion, Rep::None, {}, v->bits, cache->version);
      guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cache->cell), cache->found.bits());
      if (!cache->self.isUnbound()) *self = constant(cache->self);
      return constant(cache->extra);
    }
    guard(NodeOp::CheckVersion, Rep::None, {}, v->bits, cache->version);
    return attributeValue(cache->cell);
  }
  return nullptr;
}

// Whether the shapes that the attribute site has met still exist.
bool Builder::shapesLive() const {
  auto lives = [](uint64_t shape) { return shapeTable[static_cast<uint32_t>(shape)] != nullptr; };
  switch (quick()) {
    case Op::LOAD_ATTR_POLY:
    case Op::STORE_ATTR_POLY:
    case Op::LOAD_METHOD_POLY: {
      const PolymorphicCache* cache = reinterpret_cast<const PolymorphicCache*>(feedback(1));
      for (uint32_t i = 0; i < cache->count; ++i)
        if (!lives(cache->entries[i].shape)) return false;
      return cache->count != 0;
    }
    case Op::STORE_ATTR_ADD:
      return lives(feedback()) && lives(feedback(1));
    default:
      return lives(feedback());
  }
}

// Checks that v has one of the shapes in the cache. *offset: the byte offset of the slot for each, or null if all have the same.
void Builder::loadPolymorphic(const PolymorphicCache* cache, Node* v, Node** checked, Node** offset) {
  *checked = guard(NodeOp::CheckShapes, Rep::Any, {v});
  std::vector<uint64_t> slots;
  bool same = true;
  for (uint32_t i = 0; i < cache->count; ++i) {
    (*checked)->words.push_back(cache->entries[i].shape);
    slots.push_back(cache->entries[i].shape);
    slots.push_back(cache->entries[i].slot * 8);
    same &= cache->entries[i].slot == cache->entries[0].slot;
  }
  refine(v, *checked);
  *offset = nullptr;
  if (same) return;
  *offset = add(NodeOp::SelectByShape, Rep::Any, {*checked});
  (*offset)->words = std::move(slots);
}

// v, which has the shape that the site knows.
Node* Builder::shapeChecked(Node* v) {
  Node* checked = guard(NodeOp::CheckShape, Rep::Any, {v}, static_cast<uint32_t>(feedback()));
  refine(v, checked);
  return checked;
}

// A shape alone does not show that a data descriptor has been put into the class meanwhile; then all that attribute sites know is
// void.
void Builder::classUnchanged() {
  if (!planted(Plant::epoch_unchecked)) guard(NodeOp::CheckEpoch, Rep::None, {}, attributeEpoch);
}

// The class of the objects that the site knows, guarded to be as it was; null if it has changed already.
typhon::Type* Builder::cachedType(const AttributeCache* cache) {
  typhon::Type* type = shapeTable[static_cast<uint32_t>(feedback())]->type;
  return cache->version == type->version ? type : nullptr;
}

// The call of a property's getter or setter, of a descriptor or of __getattr__, in place of the instruction. Its frame lies
// behind this one; up to three arguments are within the slack that every frame has behind it. False, and nothing done but checks,
// if it is not that plain.
bool Builder::callAccessor(Value f, std::vector<Node*> arguments, Continuation continuation) {
  if (!isa<typhon::Function>(f)) return false;
  Target t;
  t.function = f.as<typhon::Function>();
  t.code = t.function->code;
  t.window = code_->registerCount;
  t.arguments = std::move(arguments);
  t.continuation = continuation;
  if (!prepare(t)) return false;
  Node* result = callFunction(t);
  if (continuation == Continuation::Store) write(d_.a, result);
  return true;
}

// --- Sites whose guess has failed too often, or whose cache is full: what the site knows is done in line where it fits, and the
// general operation beside it where it does not. Nothing is known of the object behind them.

// The shapes that the site has a cache for; none where the site is of another kind.
std::vector<uint64_t> Builder::shapesMet() const {
  switch (quick()) {
    case Op::LOAD_ATTR_POLY:
    case Op::STORE_ATTR_POLY:
    case Op::LOAD_METHOD_POLY: {
      const PolymorphicCache* cache = reinterpret_cast<const PolymorphicCache*>(feedback(1));
      std::vector<uint64_t> shapes;
      for (uint32_t i = 0; i < cache->count; ++i) shapes.push_back(cache->entries[i].shape);
      return shapes;
    }
    case Op::LOAD_ATTR_SLOT:
    case Op::LOAD_ATTR_MEMBER:
    case Op::LOAD_ATTR_OVERFLOW:
    case Op::LOAD_ATTR_CLASS:
    case Op::LOAD_ATTR_METHOD:
    case Op::LOAD_ATTR_PROPERTY:
    case Op::LOAD_ATTR_DESCRIPTOR:
    case Op::LOAD_ATTR_HOOK:
    case Op::STORE_ATTR_SLOT:
    case Op::STORE_ATTR_MEMBER:
    case Op::STORE_ATTR_OVERFLOW:
    case Op::STORE_ATTR_ADD:
    case Op::STORE_ATTR_PROPERTY:
    case Op::STORE_ATTR_DESCRIPTOR:
    case Op::LOAD_METHOD_CLASS:
    case Op::LOAD_METHOD_BOUND:
    case Op::LOAD_METHOD_SLOT:
      return {static_cast<uint32_t>(feedback())};
    default:
      return {};
  }
}

bool Builder::branches() const {
  if (!mayBranch()) return false;
  std::vector<uint64_t> shapes = shapesMet();
  if (shapes.empty() || !shapesLive()) return false;
  return !mayGuess() || (shapes.size() == PolymorphicCache::kMaxEntries && state_.strikesAt(pc_));
}

// Goes on where v has one of those shapes; returns the block for the rest.
Block* Builder::branchOnShape(Node* v) {
  Block* rest = newBlock();
  rest->cold = true;
  auto unless = [&](Node* condition) {
    add(NodeOp::Branch, Rep::None, {condition});
    Block *before = current_, *on = newBlock();
    startNew(on, before);
    startNew(rest, before);
    current_ = on;
  };
  unless(add(NodeOp::IsObject, Rep::Bool, {v}));
  Node* has = add(NodeOp::HasShape, Rep::Bool, {v});
  has->words = shapesMet();
  unless(has);
  return rest;
}

void Builder::loadAttributeBranching(Node* v) {
  std::vector<Node*> before = registers_;
  Block *rest = branchOnShape(v), *fits = current_;
  Join join;
  auto general = [&] { return helper(HelperId::load_attr, {v, name(d_.c)}); };
  current_ = rest;
  meet(join, general());
  current_ = fits;
  if (!loadAttribute(v)) write(d_.a, general());
  Node* found = read(d_.a);
  registers_ = std::move(before);
  meet(join, found);
  write(d_.a, afterJoin(join));
}

void Builder::storeAttributeBranching(Node* v, Node* x) {
  std::vector<Node*> before = registers_;
  Block *rest = branchOnShape(v), *fits = current_;
  Join join;
  auto general = [&] { helper(HelperId::store_attr, {v, name(d_.c), x}); };
  current_ = rest;
  general();
  meet(join, constant(Value::none()));
  current_ = fits;
  if (!storeAttribute(v, x)) general();
  registers_ = std::move(before);
  meet(join, constant(Value::none()));
  afterJoin(join);
}

void Builder::loadMethodBranching(Node* v) {
  std::vector<Node*> before = registers_;
  Block *rest = branchOnShape(v), *fits = current_;
  Join join;
  std::vector<Node*> selves;
  auto general = [&] {
    helper(HelperId::load_method, {v, name(d_.c), number(d_.a)});
    reload(d_.a, 1);
    reload(d_.a + kHeader, 1);
  };
  auto end = [&] {
    Node *callee = read(d_.a), *self = read(d_.a + kHeader);
    registers_ = before;
    selves.push_back(self);
    meet(join, callee);
    return callee;
  };
  current_ = rest;
  general();
  end();
  current_ = fits;
  if (!loadMethodKnown(v)) general();
  Node* known = end();
  Node* callee = afterJoin(join);
  write(d_.a, callee);
  write(d_.a + kHeader, newPhi(proper_, d_.a + kHeader, selves));
  if (known->op == NodeOp::Constant) {
    methodWays_.push_back({callee, {known->bits}});
  } else if (known->op == NodeOp::SelectByShape) {
    std::vector<uint64_t> ways;
    for (size_t i = 1; i < known->words.size(); i += 2)
      if (std::find(ways.begin(), ways.end(), known->words[i]) == ways.end()) ways.push_back(known->words[i]);
    methodWays_.push_back({callee, std::move(ways)});
  }
}

bool Builder::loadAttribute(Node* v) {
  const bytecode::Decoded& d = d_;
  uint64_t slotOffset = (feedback() >> 32 & 0xffff) * 8;
  if (loadComplexPart(v)) return true;
  if (v->op == NodeOp::Constant) {
    Node* self;
    if (Node* x = constantAttribute(v, &self)) {
      write(d.a, x);
      return true;
    }
  }
  switch (quick()) {
    case Op::LOAD_ATTR_SLOT:
    case Op::LOAD_ATTR_MEMBER:
    case Op::LOAD_ATTR_OVERFLOW:
    case Op::LOAD_ATTR_POLY:
    case Op::LOAD_ATTR_CLASS:
    case Op::LOAD_ATTR_METHOD:
    case Op::LOAD_ATTR_PROPERTY:
    case Op::LOAD_ATTR_DESCRIPTOR:
    case Op::LOAD_ATTR_HOOK:
      if (!shapesLive()) return false;
      break;
    case Op::LOAD_ATTR_TYPE: {
      // A class that is no constant, as cls is in a class method: the one that the site has met.
      AttributeCache* cache = cacheIn(feedback(1));
      if (cache->cell->value.isUnbound()) return false;
      refine(v, guard(NodeOp::CheckClass, Rep::Any, {v}, cache->version));
      write(d.a, attributeValue(cache->cell));
      return true;
    }
    default:
      return false;
  }
  switch (quick()) {
    case Op::LOAD_ATTR_SLOT: {
      Node* self = shapeChecked(v);
      classUnchanged();
      write(d.a, add(NodeOp::LoadField, Rep::Any, {self}, slotOffset));
      return true;
    }
    case Op::LOAD_ATTR_MEMBER: {
      Node* self = shapeChecked(v);
      classUnchanged();
      write(d.a, guard(NodeOp::CheckBound, Rep::Any, {add(NodeOp::LoadField, Rep::Any, {self}, slotOffset)}));
      return true;
    }
    case Op::LOAD_ATTR_OVERFLOW: {
      Node* self = shapeChecked(v);
      classUnchanged();
      Node* array = add(NodeOp::LoadField, Rep::Any, {self}, feedback(1) * 8);
      write(d.a, add(NodeOp::LoadField, Rep::Any, {array}, offsetof(ValueArray, items) + slotOffset));
      return true;
    }
    case Op::LOAD_ATTR_POLY: {
      const PolymorphicCache* cache = reinterpret_cast<const PolymorphicCache*>(feedback(1));
      Node *checked, *offset;
      loadPolymorphic(cache, v, &checked, &offset);
      classUnchanged();
      if (offset)
        write(d.a, add(NodeOp::LoadFieldAt, Rep::Any, {checked, offset}));
      else
        write(d.a, add(NodeOp::LoadField, Rep::Any, {checked}, cache->entries[0].slot * 8));
      return true;
    }
    default:
      break;
  }
  AttributeCache* cache = cacheIn(feedback(1));
  typhon::Type* type = cachedType(cache);
  if (!type) return false;
  auto checkClass = [&] {
    if (!planted(Plant::accessor_stale)) guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), cache->version);
  };
  switch (quick()) {
    case Op::LOAD_ATTR_CLASS: {
      if (cache->cell->value.isUnbound()) return false;
      shapeChecked(v);
      checkClass();
      write(d.a, attributeValue(cache->cell));
      return true;
    }
    case Op::LOAD_ATTR_METHOD: {
      Value held = cache->cell->value;
      if (!isa<typhon::Function>(held)) return false;
      Node* self = shapeChecked(v);
      checkClass();
      guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cache->cell), held.bits());
      Node* bound = allocating(HelperId::bind_method, {constant(held), self});
      bound->shape = kShapeOf_method;
      write(d.a, bound);
      return true;
    }
    case Op::LOAD_ATTR_PROPERTY: {
      Node* self = shapeChecked(v);
      checkClass();
      return callAccessor(cache->extra, {self}, Continuation::Store);
    }
    case Op::LOAD_ATTR_DESCRIPTOR: {
      typhon::Type* own = typeOf(cache->found);
      if (own->version != cache->version2) return false;
      Node* self = shapeChecked(v);
      checkClass();
      guard(NodeOp::CheckVersion, Rep::None, {}, Value(own).bits(), cache->version2);
      return callAccessor(cache->extra, {constant(cache->found), self, object(type)}, Continuation::Store);
    }
    case Op::LOAD_ATTR_HOOK: {
      Node* self = shapeChecked(v);
      checkClass();
      return callAccessor(cache->extra, {self, name(d.c)}, Continuation::Store);
    }
    default:
      return false;
  }
}

bool Builder::storeAttribute(Node* v, Node* x) {
  uint64_t slotOffset = (feedback() >> 32 & 0xffff) * 8;
  switch (quick()) {
    case Op::STORE_ATTR_SLOT:
    case Op::STORE_ATTR_MEMBER: {
      if (!shapesLive()) return false;
      Node* self = shapeChecked(v);
      classUnchanged();
      add(NodeOp::StoreField, Rep::None, {self, x == v ? self : x}, slotOffset);
      return true;
    }
    case Op::STORE_ATTR_OVERFLOW: {
      if (!shapesLive()) return false;
      Node* self = shapeChecked(v);
      classUnchanged();
      Node* array = add(NodeOp::LoadField, Rep::Any, {self}, feedback(1) * 8);
      add(NodeOp::StoreField, Rep::None, {array, x == v ? self : x}, offsetof(ValueArray, items) + slotOffset);
      return true;
    }
    case Op::STORE_ATTR_POLY: {
      if (!shapesLive()) return false;
      const PolymorphicCache* cache = reinterpret_cast<const PolymorphicCache*>(feedback(1));
      Node *checked, *offset;
      loadPolymorphic(cache, v, &checked, &offset);
      classUnchanged();
      if (offset)
        add(NodeOp::StoreFieldAt, Rep::None, {checked, offset, x});
      else
        add(NodeOp::StoreField, Rep::None, {checked, x}, cache->entries[0].slot * 8);
      return true;
    }
    case Op::STORE_ATTR_ADD: {
      if (!shapesLive()) return false;
      Node* checked = guard(NodeOp::CheckShape, Rep::Any, {v}, static_cast<uint32_t>(feedback()));
      classUnchanged();
      add(NodeOp::StoreField, Rep::None, {checked, x}, slotOffset);
      if (!planted(Plant::shape_not_stored)) add(NodeOp::StoreShape, Rep::None, {checked}, static_cast<uint32_t>(feedback(1)));
      return true;
    }
    case Op::STORE_ATTR_PROPERTY:
    case Op::STORE_ATTR_DESCRIPTOR: {
      if (!shapesLive()) return false;
      AttributeCache* cache = cacheIn(feedback(1));
      typhon::Type* type = cachedType(cache);
      bool descriptor = quick() == Op::STORE_ATTR_DESCRIPTOR;
      typhon::Type* own = descriptor ? typeOf(cache->found) : nullptr;
      if (!type || (own && own->version != cache->version2)) return false;
      Node* self = shapeChecked(v);
      if (x == v) x = self;
      guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), cache->version);
      if (!own) return callAccessor(cache->extra, {self, x}, Continuation::Discard);
      guard(NodeOp::CheckVersion, Rep::None, {}, Value(own).bits(), cache->version2);
      return callAccessor(cache->extra, {constant(cache->found), self, x}, Continuation::Discard);
    }
    default:
      return false;
  }
}

// Callable and self of a method into its window.
bool Builder::loadMethodKnown(Node* v) {
  const bytecode::Decoded& d = d_;
  auto found = [&](Node* callable, Node* self) {
    write(d.a, callable);
    write(d.a + kHeader, self ? self : constant(Value::unbound()));
    return true;
  };
  if (v->op == NodeOp::Constant) {
    Node* self;
    if (Node* x = constantAttribute(v, &self)) return found(x, self);
  }
  switch (quick()) {
    case Op::LOAD_METHOD_CLASS:
    case Op::LOAD_METHOD_BOUND: {
      if (!shapesLive()) return false;
      AttributeCache* cache = cacheIn(feedback(1));
      bool bound = quick() == Op::LOAD_METHOD_BOUND;
      typhon::Type* type = cachedType(cache);
      Value expected = bound ? cache->found : cache->extra;
      if (!type || cache->cell->value != expected) return false;
      Node* self = shapeChecked(v);
      guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), cache->version);
      guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cache->cell), expected.bits());
      if (bound) return found(constant(cache->extra), cache->self.isUnbound() ? nullptr : constant(cache->self));
      return found(constant(cache->extra), self);
    }
    case Op::LOAD_METHOD_TYPE: {
      AttributeCache* cache = cacheIn(feedback(1));
      if (cache->cell->value != cache->found) return false;
      refine(v, guard(NodeOp::CheckClass, Rep::Any, {v}, cache->version));
      guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cache->cell), cache->found.bits());
      return found(constant(cache->extra), cache->self.isUnbound() ? nullptr : constant(cache->self));
    }
    case Op::LOAD_METHOD_SLOT: {
      if (!shapesLive()) return false;
      Node* self = shapeChecked(v);
      classUnchanged();
      return found(add(NodeOp::LoadField, Rep::Any, {self}, (feedback() >> 32 & 0xffff) * 8), nullptr);
    }
    case Op::LOAD_METHOD_POLY:
      break;
    default:
      return false;
  }
  if (!shapesLive()) return false;
  const PolymorphicCache* cache = reinterpret_cast<const PolymorphicCache*>(feedback(1));
  for (uint32_t i = 0; i < cache->count; ++i) {
    const PolymorphicCache::Entry& e = cache->entries[i];
    if (e.version != shapeTable[e.shape]->type->version || e.cell->value != e.value) return false;
  }
  Node *self, *unused;
  loadPolymorphic(cache, v, &self, &unused);
  std::vector<uint64_t> ways;
  bool same = true;
  for (uint32_t i = 0; i < cache->count; ++i) {
    const PolymorphicCache::Entry& e = cache->entries[i];
    guard(NodeOp::CheckVersion, Rep::None, {}, Value(shapeTable[e.shape]->type).bits(), e.version);
    guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(e.cell), e.value.bits());
    ways.push_back(e.shape);
    ways.push_back(e.value.bits());
    same &= e.value.bits() == ways[1];
  }
  if (same) return found(constant(Value::fromBits(ways[1])), self);
  Node* callee = add(NodeOp::SelectByShape, Rep::Any, {self});
  callee->words = std::move(ways);
  return found(callee, self);
}

// super().name of one of the classes that the site has met.
bool Builder::loadSuperMethodKnown() {
  const bytecode::Decoded& d = d_;
  const PolymorphicCache* cache = reinterpret_cast<const PolymorphicCache*>(feedback());
  Node *super = read(d.b), *self = read(d.b + 2);
  if (!cache || !cache->count || super->op != NodeOp::Constant || Value::fromBits(super->bits) != Value(types::super_))
    return false;
  auto found = [&](Node* callable) {
    write(d.a, callable);
    write(d.a + kHeader, self);
    return true;
  };
  guard(NodeOp::CheckSame, Rep::Any, {read(d.b + 1)}, feedback(1));
  // The class of self may be known.
  typhon::Type* type = self->op == NodeOp::CheckShape ? shapeTable[self->bits]->type : nullptr;
  for (uint32_t i = 0; type && i < cache->count; ++i) {
    if (cache->entries[i].version != type->version) continue;
    guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), type->version);
    return found(constant(cache->entries[i].value));
  }
  if (cache->count == 1) {
    guard(NodeOp::CheckTypeVersion, Rep::Any, {self}, cache->entries[0].version);
    return found(constant(cache->entries[0].value));
  }
  Node* checked = guard(NodeOp::CheckTypeVersions, Rep::Any, {self});
  Node* callee = add(NodeOp::SelectByVersion, Rep::Any, {checked});
  bool same = true;
  for (uint32_t i = 0; i < cache->count; ++i) {
    const PolymorphicCache::Entry& e = cache->entries[i];
    checked->words.push_back(e.version);
    callee->words.push_back(e.version);
    callee->words.push_back(e.value.bits());
    same &= e.value == cache->entries[0].value;
  }
  return found(same ? constant(cache->entries[0].value) : callee);
}

bool Builder::attributes() {
  const bytecode::Decoded& d = d_;
  switch (d.op) {
    case Op::LOAD_ATTR: {
      Node* v = read(d.b);
      if (branches())
        loadAttributeBranching(v);
      else if (!mayGuess() || !loadAttribute(v))
        write(d.a, helper(HelperId::load_attr, {v, name(d.c)}));
      return true;
    }
    case Op::STORE_ATTR: {
      Node *v = read(d.a), *x = read(d.b);
      if (branches())
        storeAttributeBranching(v, x);
      else if (!mayGuess() || !storeAttribute(v, x))
        helper(HelperId::store_attr, {v, name(d.c), x});
      return true;
    }
    case Op::DELETE_ATTR:
      helper(HelperId::delete_attr, {read(d.a), name(d.bc())});
      return true;
    case Op::LOAD_METHOD: {
      Node* v = read(d.b);
      if (branches()) {
        loadMethodBranching(v);
        return true;
      }
      if (mayGuess() && loadMethodKnown(v)) return true;
      helper(HelperId::load_method, {v, name(d.c), number(d.a)});
      reload(d.a, 1);
      reload(d.a + kHeader, 1);
      return true;
    }
    case Op::LOAD_SUPER_ATTR:
      spill(d.b, 3);
      write(d.a, helper(HelperId::load_super_attr, {number(d.b), name(d.c)}));
      return true;
    case Op::LOAD_SUPER_METHOD:
      if (mayGuess() && loadSuperMethodKnown()) return true;
      spill(d.b, 3);
      helper(HelperId::load_super_method, {number(d.b), name(d.c), number(d.a)});
      reload(d.a, 1);
      reload(d.a + kHeader, 1);
      return true;
    default:
      return false;
  }
}

}  // namespace typhon::jit
