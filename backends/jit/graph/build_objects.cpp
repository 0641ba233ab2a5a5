// Names, variables, attributes, subscripts, displays.
#include <cstddef>

#include "backends/jit/graph/builder.h"
#include "runtime/feedback/attribute_cache.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/shape.h"
#include "runtime/types/module.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

namespace {
constexpr uint32_t kHeader = bytecode::kFrameHeaderWords;
}

// The contents of a cell: the constant it has been so far, or a load.
Node* Builder::cellValue(Cell* cell) {
  Cell* holder = cell->value.isUnbound() && cell->fallback ? cell->fallback : cell;
  Value v = holder->value;
  if (mayGuess() && holder->state == Cell::Constant && !v.isUnbound() && v.isObject()) {
    // A name of the module's own would hide the builtin.
    if (holder != cell) guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cell), Value::kUnboundBits);
    guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(holder), v.bits());
    return constant(v);
  }
  return nullptr;
}

// An attribute of a constant module or class; null if it is not that constant.
Node* Builder::constantAttribute(Node* v) {
  Value owner = Value::fromBits(v->bits);
  if (quick() == Op::LOAD_ATTR_MODULE || quick() == Op::LOAD_METHOD_MODULE) {
    Cell* cell = reinterpret_cast<Cell*>(feedback(1));
    if (!isa<Module>(owner) || owner.as<Module>()->dict != cell->owner || cell->state != Cell::Constant ||
        cell->value.isUnbound())
      return nullptr;
    Node* same = guard(NodeOp::CheckWord, Rep::None, {}, v->bits, reinterpret_cast<uint64_t>(cell->owner));
    same->offset = offsetof(Module, dict);
    Value held = cell->value;
    guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cell), held.bits());
    return constant(held);
  }
  if (quick() == Op::LOAD_ATTR_TYPE || quick() == Op::LOAD_METHOD_TYPE) {
    AttributeCache* cache = reinterpret_cast<AttributeCache*>(feedback(1));
    if (!isa<typhon::Type>(owner) || owner.as<typhon::Type>()->version != cache->version || cache->cell->value.isUnbound())
      return nullptr;
    if (quick() == Op::LOAD_METHOD_TYPE && (cache->cell->value != cache->extra || !cache->self.isUnbound())) return nullptr;
    // A counter of the class: its value is loaded each time.
    guard(NodeOp::CheckVersion, Rep::None, {}, v->bits, cache->version);
    if (cache->cell->state != Cell::Constant) return nullptr;
    Value held = cache->cell->value;
    guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cache->cell), held.bits());
    return constant(held);
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

bool Builder::objects() {
  const bytecode::Decoded& d = d_;
  auto nameAt = [&](uint32_t i) { return name(i); };
  auto shapeChecked = [&](Node* v) {
    Node* checked = guard(NodeOp::CheckShape, Rep::Any, {v}, static_cast<uint32_t>(feedback()));
    refine(v, checked);
    return checked;
  };
  // A shape alone does not show that a data descriptor has been put into the class meanwhile; then all that attribute sites know
  // is void.
  auto classUnchanged = [&] { guard(NodeOp::CheckEpoch, Rep::None, {}, attributeEpoch); };
  auto slotOffset = [&] { return (feedback() >> 32 & 0xffff) * 8; };
  switch (d.op) {
    case Op::CHECK_BOUND:
      unboundCheck(read(d.a), HelperId::unbound_local, {nameAt(d.bc())});
      return true;
    case Op::MAKE_CELL:
      write(d.a, helper(HelperId::make_cell, {read(d.a)}));
      return true;
    case Op::LOAD_FREE:
      if (scope_->outer) {
        for (uint32_t i = 0; i < d.c; ++i) {
          if (function_) {
            write(d.a + i, constant(function_->closure->items[i]));
          } else {
            Node* closure = add(NodeOp::LoadPointer, Rep::Any, {scope_->callee}, offsetof(typhon::Function, closure));
            write(d.a + i, add(NodeOp::TupleItem, Rep::Any, {closure}, i));
          }
        }
        return true;
      }
      for (uint32_t i = 0; i < d.c; ++i) write(d.a + i, quickHelper(HelperId::load_free, {number(i)}));
      return true;
    case Op::LOAD_CELL: {
      Node* v = add(NodeOp::LoadField, Rep::Any, {read(d.b)}, offsetof(Cell, value));
      unboundCheck(v, HelperId::unbound_cell, {number(d.b), nameAt(d.c)});
      write(d.a, v);
      return true;
    }
    case Op::STORE_CELL:
      add(NodeOp::StoreField, Rep::None, {read(d.a), read(d.b)}, offsetof(Cell, value));
      return true;
    case Op::DELETE_CELL: {
      Node* v = add(NodeOp::LoadField, Rep::Any, {read(d.a)}, offsetof(Cell, value));
      unboundCheck(v, HelperId::unbound_cell, {number(d.a), nameAt(d.bc())});
      add(NodeOp::StoreField, Rep::None, {read(d.a), constant(Value::unbound())}, offsetof(Cell, value));
      return true;
    }
    case Op::LOAD_GLOBAL:
      if (quick() == Op::LOAD_GLOBAL_CELL && (!function_ || reinterpret_cast<Cell*>(feedback())->owner == function_->globals)) {
        if (Node* v = cellValue(reinterpret_cast<Cell*>(feedback()))) {
          write(d.a, v);
          return true;
        }
      }
      write(d.a, helper(HelperId::load_global, {nameAt(d.bc())}));
      return true;
    case Op::LOAD_NAME:
      if (quick() == Op::LOAD_NAME_CELL && function_ && reinterpret_cast<Cell*>(feedback())->owner == function_->globals) {
        if (Node* v = cellValue(reinterpret_cast<Cell*>(feedback()))) {
          write(d.a, v);
          return true;
        }
      }
      write(d.a, helper(HelperId::load_name, {nameAt(d.bc())}));
      return true;
    case Op::STORE_GLOBAL:
      helper(HelperId::store_global, {nameAt(d.bc()), read(d.a)});
      return true;
    case Op::STORE_NAME:
      helper(HelperId::store_name, {nameAt(d.bc()), read(d.a)});
      return true;
    case Op::DELETE_GLOBAL:
      helper(HelperId::delete_global, {nameAt(d.bc())});
      return true;
    case Op::DELETE_NAME:
      helper(HelperId::delete_name, {nameAt(d.bc())});
      return true;
    case Op::LOAD_LOCALS:
      write(d.a, helper(HelperId::load_locals, {}));
      return true;
    case Op::LOAD_DICT_OR_CELL:
    case Op::LOAD_DICT_OR_GLOBAL: {
      bool global = d.op == Op::LOAD_DICT_OR_GLOBAL;
      uint32_t nameIndex = global ? d.bc() : d.c;
      Node* v = helper(HelperId::load_dict_or, {read(d.a), nameAt(nameIndex)});
      Node* missing = add(NodeOp::IsBits, Rep::Bool, {v}, Value::kUnboundBits);
      add(NodeOp::Branch, Rep::None, {missing});
      // A little diamond: the other place is looked at only if the mapping has no such name.
      Block* before = current_;
      Block* other = newBlock();
      Block* join = graph_.block(pc_, scope_);
      before->successors = {other, join};
      other->predecessors.push_back({before, nullptr});
      join->predecessors.push_back({before, nullptr});
      current_ = other;
      Node* second;
      if (global) {
        second = helper(HelperId::load_global, {nameAt(nameIndex)});
      } else {
        second = add(NodeOp::LoadField, Rep::Any, {read(d.b)}, offsetof(Cell, value));
        unboundCheck(second, HelperId::unbound_cell, {number(d.b), nameAt(nameIndex)});
      }
      add(NodeOp::Jump, Rep::None);
      current_->successors.push_back(join);
      join->predecessors.push_back({current_, nullptr});
      graph_.blocks.push_back(join);
      current_ = join;
      Node* phi = graph_.node(NodeOp::Phi, Rep::Any);
      phi->block = join;
      phi->inputs = {v, second};
      join->phis.push_back(phi);
      write(d.a, phi);
      return true;
    }
    case Op::LOAD_BUILD_CLASS:
      write(d.a, helper(HelperId::load_build_class, {}));
      return true;
    case Op::LOAD_ASSERTION_ERROR:
      write(d.a, object(exc::AssertionError));
      return true;
    case Op::SETUP_ANNOTATIONS:
      helper(HelperId::setup_annotations, {});
      return true;

    case Op::LOAD_ATTR: {
      Node* v = read(d.b);
      if (mayGuess() && shapesLive() && quick() == Op::LOAD_ATTR_SLOT) {
        Node* self = shapeChecked(v);
        classUnchanged();
        write(d.a, add(NodeOp::LoadField, Rep::Any, {self}, slotOffset()));
        return true;
      }
      if (mayGuess() && shapesLive() && quick() == Op::LOAD_ATTR_MEMBER) {
        Node* self = shapeChecked(v);
        classUnchanged();
        Node* x = add(NodeOp::LoadField, Rep::Any, {self}, slotOffset());
        write(d.a, guard(NodeOp::CheckBound, Rep::Any, {x}));
        return true;
      }
      if (mayGuess() && shapesLive() && quick() == Op::LOAD_ATTR_OVERFLOW) {
        Node* self = shapeChecked(v);
        classUnchanged();
        Node* array = add(NodeOp::LoadField, Rep::Any, {self}, feedback(1) * 8);
        write(d.a, add(NodeOp::LoadField, Rep::Any, {array}, offsetof(ValueArray, items) + slotOffset()));
        return true;
      }
      if (mayGuess() && shapesLive() && quick() == Op::LOAD_ATTR_POLY) {
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
      if (mayGuess() && shapesLive() && (quick() == Op::LOAD_ATTR_PROPERTY || quick() == Op::LOAD_ATTR_METHOD)) {
        AttributeCache* cache = reinterpret_cast<AttributeCache*>(feedback(1));
        typhon::Type* type = shapeTable[static_cast<uint32_t>(feedback())]->type;
        bool method = quick() == Op::LOAD_ATTR_METHOD;
        Value held = method ? cache->cell->value : cache->extra;
        if (cache->version == type->version && isa<typhon::Function>(held)) {
          Node* self = shapeChecked(v);
          guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), cache->version);
          if (method) {
            guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cache->cell), held.bits());
            write(d.a, helper(HelperId::bind_method, {constant(held), self}));
            return true;
          }
          // The getter's frame lies behind this one; its argument is within the slack that every frame has behind it.
          if (Node* x = callConstant(held, code_->registerCount, {self})) {
            write(d.a, x);
            return true;
          }
        }
      }
      if (mayGuess() && v->op == NodeOp::Constant) {
        if (Node* x = constantAttribute(v)) {
          write(d.a, x);
          return true;
        }
      }
      if (mayGuess() && shapesLive() && quick() == Op::LOAD_ATTR_CLASS) {
        AttributeCache* cache = reinterpret_cast<AttributeCache*>(feedback(1));
        typhon::Type* type = shapeTable[static_cast<uint32_t>(feedback())]->type;
        Value held = cache->cell->value;
        if (cache->version == type->version && !held.isUnbound()) {
          shapeChecked(v);
          guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), cache->version);
          guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cache->cell), held.bits());
          write(d.a, constant(held));
          return true;
        }
      }
      write(d.a, helper(HelperId::load_attr, {v, nameAt(d.c)}));
      return true;
    }
    case Op::STORE_ATTR: {
      Node* v = read(d.a);
      Node* x = read(d.b);
      if (mayGuess() && shapesLive() && (quick() == Op::STORE_ATTR_SLOT || quick() == Op::STORE_ATTR_MEMBER)) {
        Node* self = shapeChecked(v);
        classUnchanged();
        add(NodeOp::StoreField, Rep::None, {self, x == v ? self : x}, slotOffset());
        return true;
      }
      if (mayGuess() && shapesLive() && quick() == Op::STORE_ATTR_OVERFLOW) {
        Node* self = shapeChecked(v);
        classUnchanged();
        Node* array = add(NodeOp::LoadField, Rep::Any, {self}, feedback(1) * 8);
        add(NodeOp::StoreField, Rep::None, {array, x == v ? self : x}, offsetof(ValueArray, items) + slotOffset());
        return true;
      }
      if (mayGuess() && shapesLive() && quick() == Op::STORE_ATTR_POLY) {
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
      if (mayGuess() && shapesLive() && quick() == Op::STORE_ATTR_ADD) {
        Node* checked = guard(NodeOp::CheckShape, Rep::Any, {v}, static_cast<uint32_t>(feedback()));
        classUnchanged();
        add(NodeOp::StoreField, Rep::None, {checked, x}, slotOffset());
        add(NodeOp::StoreShape, Rep::None, {checked}, static_cast<uint32_t>(feedback(1)));
        return true;
      }
      helper(HelperId::store_attr, {v, nameAt(d.c), x});
      return true;
    }
    case Op::DELETE_ATTR:
      helper(HelperId::delete_attr, {read(d.a), nameAt(d.bc())});
      return true;
    case Op::LOAD_METHOD: {
      Node* v = read(d.b);
      if (mayGuess() && shapesLive() && quick() == Op::LOAD_METHOD_CLASS) {
        AttributeCache* cache = reinterpret_cast<AttributeCache*>(feedback(1));
        typhon::Type* type = shapeTable[static_cast<uint32_t>(feedback())]->type;
        if (cache->version == type->version && cache->cell->value == cache->extra) {
          Node* self = shapeChecked(v);
          guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), cache->version);
          guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cache->cell), cache->extra.bits());
          write(d.a, constant(cache->extra));
          write(d.a + kHeader, self);
          return true;
        }
      }
      if (mayGuess() && shapesLive() && quick() == Op::LOAD_METHOD_POLY) {
        const PolymorphicCache* cache = reinterpret_cast<const PolymorphicCache*>(feedback(1));
        bool valid = true;
        for (uint32_t i = 0; i < cache->count; ++i) {
          const PolymorphicCache::Entry& e = cache->entries[i];
          valid &= e.version == shapeTable[e.shape]->type->version && e.cell->value == e.value;
        }
        if (valid) {
          Node *self, *unused;
          loadPolymorphic(cache, v, &self, &unused);
          Node* callee = nullptr;
          std::vector<uint64_t> ways;
          for (uint32_t i = 0; i < cache->count; ++i) {
            const PolymorphicCache::Entry& e = cache->entries[i];
            guard(NodeOp::CheckVersion, Rep::None, {}, Value(shapeTable[e.shape]->type).bits(), e.version);
            guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(e.cell), e.value.bits());
            ways.push_back(e.shape);
            ways.push_back(e.value.bits());
          }
          bool same = true;
          for (size_t i = 3; i < ways.size(); i += 2) same &= ways[i] == ways[1];
          if (same) {
            callee = constant(Value::fromBits(ways[1]));
          } else {
            callee = add(NodeOp::SelectByShape, Rep::Any, {self});
            callee->words = std::move(ways);
          }
          write(d.a, callee);
          write(d.a + kHeader, self);
          return true;
        }
      }
      if (mayGuess() && shapesLive() && quick() == Op::LOAD_METHOD_SLOT) {
        Node* self = shapeChecked(v);
        classUnchanged();
        write(d.a, add(NodeOp::LoadField, Rep::Any, {self}, slotOffset()));
        write(d.a + kHeader, constant(Value::unbound()));
        return true;
      }
      if (mayGuess() && v->op == NodeOp::Constant) {
        if (Node* x = constantAttribute(v)) {
          write(d.a, x);
          write(d.a + kHeader, constant(Value::unbound()));
          return true;
        }
      }
      helper(HelperId::load_method, {v, nameAt(d.c), number(d.a)});
      reload(d.a, 1);
      reload(d.a + kHeader, 1);
      return true;
    }
    case Op::LOAD_SUPER_ATTR:
      spill(d.b, 3);
      write(d.a, helper(HelperId::load_super_attr, {number(d.b), nameAt(d.c)}));
      return true;
    case Op::LOAD_SUPER_METHOD: {
      const PolymorphicCache* cache = reinterpret_cast<const PolymorphicCache*>(feedback());
      Node *super = read(d.b), *self = read(d.b + 2);
      if (mayGuess() && cache && cache->count == 1 && super->op == NodeOp::Constant &&
          Value::fromBits(super->bits) == Value(types::super_)) {
        guard(NodeOp::CheckSame, Rep::Any, {read(d.b + 1)}, feedback(1));
        typhon::Type* type = self->op == NodeOp::CheckShape ? shapeTable[self->bits]->type : nullptr;
        const PolymorphicCache::Entry& entry = cache->entries[0];
        if (type && type->version == entry.version)
          guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), entry.version);
        else
          guard(NodeOp::CheckTypeVersion, Rep::Any, {self}, entry.version);
        write(d.a, constant(entry.value));
        write(d.a + kHeader, self);
        return true;
      }
      spill(d.b, 3);
      helper(HelperId::load_super_method, {number(d.b), nameAt(d.c), number(d.a)});
      reload(d.a, 1);
      reload(d.a + kHeader, 1);
      return true;
    }

    case Op::LOAD_ITEM:
    case Op::LOAD_ITEM_I: {
      Node* v = read(d.b);
      Node* key = d.op == Op::LOAD_ITEM_I ? constant(Value::smallInt(d.signedC())) : read(d.c);
      if (mayGuess() && (quick() == Op::LOAD_ITEM_LIST || quick() == Op::LOAD_ITEM_TUPLE)) {
        bool list = quick() == Op::LOAD_ITEM_LIST;
        Node* checked = guard(NodeOp::CheckShape, Rep::Any, {v}, list ? kShapeOf_list : kShapeOf_tuple);
        refine(v, checked);
        write(d.a, guard(list ? NodeOp::ListLoad : NodeOp::TupleLoad, Rep::Any, {checked, asInt(key)}));
        return true;
      }
      if (mayGuess() && quick() == Op::LOAD_ITEM_DICT) {
        Node* checked = guard(NodeOp::CheckShape, Rep::Any, {v}, kShapeOf_dict);
        refine(v, checked);
        write(d.a, helper(HelperId::dict_get, {checked, key}));
        return true;
      }
      write(d.a, helper(HelperId::get_item, {v, key}));
      return true;
    }
    case Op::STORE_ITEM: {
      Node* v = read(d.a);
      Node* key = read(d.b);
      Node* x = read(d.c);
      if (mayGuess() && quick() == Op::STORE_ITEM_LIST) {
        Node* checked = guard(NodeOp::CheckShape, Rep::Any, {v}, kShapeOf_list);
        refine(v, checked);
        Node* index = asInt(key);
        guard(NodeOp::ListStore, Rep::None, {checked, index, x == key ? index : x});
        return true;
      }
      if (mayGuess() && quick() == Op::STORE_ITEM_DICT) {
        Node* checked = guard(NodeOp::CheckShape, Rep::Any, {v}, kShapeOf_dict);
        refine(v, checked);
        helper(HelperId::dict_set, {checked, key, x});
        return true;
      }
      helper(HelperId::set_item, {v, key, x});
      return true;
    }
    case Op::DELETE_ITEM:
      helper(HelperId::delete_item, {read(d.a), read(d.b)});
      return true;
    case Op::LOAD_SLICE:
      write(d.a, helper(HelperId::load_slice, {read(d.b), read(d.c), read(d.c + 1)}));
      return true;
    case Op::STORE_SLICE:
      helper(HelperId::store_slice, {read(d.a), read(d.b), read(d.b + 1), read(d.c)});
      return true;
    case Op::BUILD_SLICE:
      write(d.a, helper(HelperId::build_slice, {read(d.b), read(d.b + 1), read(d.b + 2)}));
      return true;

#define DISPLAY(NAME, id, registers)                              \
  case Op::NAME:                                                  \
    spill(d.b, registers);                                        \
    write(d.a, helper(HelperId::id, {number(d.b), number(d.c)})); \
    return true;
      DISPLAY(BUILD_TUPLE, build_tuple, d.c)
      DISPLAY(BUILD_LIST, build_list, d.c)
      DISPLAY(BUILD_SET, build_set, d.c)
      DISPLAY(BUILD_DICT, build_dict, 2 * d.c)
      DISPLAY(BUILD_STRING, build_string, d.c)
#undef DISPLAY
    case Op::LIST_APPEND:
      add(NodeOp::ListAppend, Rep::None, {read(d.a), read(d.b)});
      return true;
    case Op::LIST_EXTEND:
      helper(HelperId::list_extend, {read(d.a), read(d.b)});
      return true;
    case Op::LIST_TO_TUPLE:
      write(d.a, helper(HelperId::list_to_tuple, {read(d.b)}));
      return true;
    case Op::STAR_ARGUMENTS:
      write(d.a, helper(HelperId::star_arguments, {read(d.b), read(d.c)}));
      return true;
    case Op::SET_ADD:
      helper(HelperId::set_add, {read(d.a), read(d.b)});
      return true;
    case Op::SET_UPDATE:
      helper(HelperId::set_update, {read(d.a), read(d.b)});
      return true;
    case Op::DICT_SET:
      helper(HelperId::dict_set, {read(d.a), read(d.b), read(d.c)});
      return true;
    case Op::DICT_UPDATE:
      helper(HelperId::dict_update, {read(d.a), read(d.b)});
      return true;
    case Op::DICT_MERGE:
      helper(HelperId::dict_merge, {read(d.a), read(d.b), read(d.c)});
      return true;
    case Op::CONVERT:
      write(d.a, helper(HelperId::convert, {read(d.b), number(d.c)}));
      return true;
    case Op::FORMAT_SIMPLE:
      write(d.a, helper(HelperId::format_simple, {read(d.b)}));
      return true;
    case Op::FORMAT_SPEC:
      write(d.a, helper(HelperId::format_spec, {read(d.b), read(d.c)}));
      return true;
    default:
      return false;
  }
}

}  // namespace typhon::jit
