// Names, variables, subscripts, displays.
#include <algorithm>
#include <cstddef>

#include "backends/jit/graph/builder.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

// The contents of a cell that changes and is not empty as a rule.
Node* Builder::mutableCell(Cell* cell) {
  return guard(NodeOp::CheckBound, Rep::Any, {add(NodeOp::LoadField, Rep::Any, {object(cell)}, offsetof(Cell, value))});
}

// The contents of a global's cell: the constant it has been so far, or a load; null: neither.
Node* Builder::cellValue(Cell* cell) {
  if (!mayGuess()) return nullptr;
  Cell* holder = cell->value.isUnbound() && cell->fallback ? cell->fallback : cell;
  Value v = holder->value;
  if (v.isUnbound()) return nullptr;
  // A name of the module's own would hide the builtin.
  if (holder != cell) guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(cell), Value::kUnboundBits);
  if (holder->state != Cell::Constant) return mutableCell(holder);
  guard(NodeOp::CheckCell, Rep::None, {}, reinterpret_cast<uint64_t>(holder), v.bits());
  return constant(v);
}

// A store to a global that is there and changes: the first store and the first change take more.
bool Builder::storeToCell(Cell* cell, Node* v) {
  if (!mayGuess() || !function_ || cell->owner != function_->globals || cell->state != Cell::Mutable || cell->value.isUnbound())
    return false;
  mutableCell(cell);
  add(NodeOp::StoreField, Rep::None, {object(cell), v}, offsetof(Cell, value));
  return true;
}

// An index of what has that length. Negative ones are counted from the end where such have come, or where they are constants.
Node* Builder::checkIndex(Node* length, Node* index) {
  bool constant = index->op == NodeOp::Constant, negative = constant && static_cast<int64_t>(index->bits) < 0;
  if (negative && !planted(Plant::negative_index)) index = add(NodeOp::IntAddWrapping, Rep::Int, {length, index});
  bool any = negative ? planted(Plant::negative_index) : !constant && state_.strikesAt(pc_);
  return guard(any ? NodeOp::CheckSigned : NodeOp::CheckIndex, Rep::Int, {length, index});
}

// Whether a lookup may do without Python code: tuples and floats as keys need the general way.
bool Builder::mayBeFound(const Node* key) {
  return key->type != Rep::Float && key->type != Rep::Bool && key->shape != kShapeOf_tuple;
}

// item in container
Node* Builder::contains(Node* item, Node* container) {
  auto general = [&] { return helper(HelperId::contains, {item, container}); };
  if (!mayBeFound(item)) return general();
  return orGeneral(quickHelper(HelperId::find_member, {item, container}), general);
}

// v[a:b:c], of which the slice need not be made.
Node* Builder::loadStepped(Node* v, Node* slice) {
  Node* n = helper(HelperId::load_stepped, {v, slice->inputs[0], slice->inputs[1], slice->inputs[2]});
  n->state = graph_.frameState(n->state->pc, n->state->scope);
  n->state->registers = state()->registers;
  std::replace(n->state->registers.begin(), n->state->registers.end(), slice, static_cast<Node*>(nullptr));
  return n;
}

Node* Builder::loadItem(Node* v, Node* key) {
  if (key->op == NodeOp::Allocate && key->bits == static_cast<uint64_t>(HelperId::build_slice)) return loadStepped(v, key);
  Op form = mayGuess() ? quick() : d_.op;
  auto shaped = [&](uint32_t shape) {
    Node* checked = guard(NodeOp::CheckShape, Rep::Any, {v}, shape);
    refine(v, checked);
    return checked;
  };
  switch (form) {
    case Op::LOAD_ITEM_LIST:
    case Op::LOAD_ITEM_I_LIST: {
      Node* list = shaped(kShapeOf_list);
      Node* index = checkIndex(add(NodeOp::Length, Rep::Int, {list}), asInt(key));
      return add(NodeOp::ListLoad, Rep::Any, {add(NodeOp::Storage, Rep::Any, {list}), index});
    }
    case Op::LOAD_ITEM_TUPLE:
    case Op::LOAD_ITEM_I_TUPLE: {
      Node* tuple = shaped(kShapeOf_tuple);
      return add(NodeOp::TupleLoad, Rep::Any, {tuple, checkIndex(add(NodeOp::Length, Rep::Int, {tuple}), asInt(key))});
    }
    case Op::LOAD_ITEM_STR: {
      Node* s = shaped(kShapeOf_str);
      Node* c = add(NodeOp::CharAt, Rep::Any, {s, asInt(key)});
      c->shape = kShapeOf_str;
      return c;
    }
    case Op::LOAD_ITEM_DICT: {
      Node* dict = shaped(kShapeOf_dict);
      if (!mayBeFound(key)) return helper(HelperId::dict_get, {dict, key});
      Node* found = add(NodeOp::FindItem, Rep::Any, {dict, key, number(Value::kErrorBits)});
      return orGeneral(found, [&] { return helper(HelperId::dict_get, {dict, key}); });
    }
    default:
      if (Node* item = loadScalar(v, key)) return item;
      if (Node* item = itemMethod(names::__getitem__, v, {key}, Continuation::Store)) return item;
      return helper(HelperId::get_item, {v, key});
  }
}

bool Builder::storeItem(Node* v, Node* key, Node* x) {
  if (!mayGuess()) return false;
  bool list = quick() == Op::STORE_ITEM_LIST;
  if (!list && quick() != Op::STORE_ITEM_DICT)
    return storeScalar(v, key, x) || itemMethod(names::__setitem__, v, {key, x}, Continuation::Discard) != nullptr;
  Node* checked = guard(NodeOp::CheckShape, Rep::Any, {v}, list ? kShapeOf_list : kShapeOf_dict);
  refine(v, checked);
  if (x == v) x = checked;
  if (!list) {
    helper(HelperId::dict_set, {checked, key, x});
    return true;
  }
  Node* index = asInt(key);
  if (x == key) x = index;
  index = checkIndex(add(NodeOp::Length, Rep::Int, {checked}), index);
  add(NodeOp::ListStore, Rep::None, {add(NodeOp::Storage, Rep::Any, {checked}), index, x});
  return true;
}

// Whether the empty list that this instruction makes is what the loop behind it appends to, once each time round: that of a
// comprehension without a condition. mayCall: what it calls could shorten what it goes through, or take items of the iterator.
bool Builder::appendsEachTime(bool* mayCall) const {
  *mayCall = false;
  if (next_ >= unit_.code.size()) return false;
  bytecode::Decoded loop = bytecode::decode(&unit_.code[next_]);
  if (loop.op != Op::FOR_ITER) return false;
  uint32_t end = static_cast<uint32_t>(next_ + loop.signedC());
  unsigned appends = 0;
  for (uint32_t pc = next_ + loop.words; pc < end;) {
    bytecode::Decoded d = bytecode::decode(&unit_.code[pc]);
    int64_t offset;
    switch (d.op) {
      case Op::CALL:
      case Op::CALL_KW:
      case Op::CALL_METHOD:
      case Op::CALL_METHOD_KW:
      case Op::CALL_EX:
      case Op::FOR_ITER:
      case Op::YIELD:
      case Op::YIELD_DELEGATE:
      case Op::SEND:
        *mayCall = true;
        break;
      default:
        break;
    }
    if (d.op == Op::FOR_ITER) {
      // An inner loop comes to its end.
      pc += static_cast<uint32_t>(d.signedC());
      continue;
    }
    bool jumps = bytecode::jumpOffset(d, offset);
    if (jumps && d.op == Op::JUMP_BACK) return appends == 1;
    if (jumps) return false;
    appends += d.op == Op::LIST_APPEND && d.a == d_.a;
    pc += d.words;
  }
  return false;
}

bool Builder::objects() {
  const bytecode::Decoded& d = d_;
  auto nameAt = [&](uint32_t i) { return name(i); };
  switch (d.op) {
    case Op::CHECK_BOUND:
      unboundCheck(read(d.a), HelperId::unbound_local, {nameAt(d.bc())});
      return true;
    case Op::MAKE_CELL:
      write(d.a, allocating(HelperId::make_cell, {read(d.a)}));
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
      if (quick() == Op::STORE_GLOBAL_CELL && storeToCell(reinterpret_cast<Cell*>(feedback()), read(d.a))) return true;
      helper(HelperId::store_global, {nameAt(d.bc()), read(d.a)});
      return true;
    case Op::STORE_NAME:
      if (quick() == Op::STORE_NAME_CELL && storeToCell(reinterpret_cast<Cell*>(feedback()), read(d.a))) return true;
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

    case Op::LOAD_ITEM:
    case Op::LOAD_ITEM_I: {
      Node* v = read(d.b);
      write(d.a, loadItem(v, d.op == Op::LOAD_ITEM_I ? constant(Value::smallInt(d.signedC())) : read(d.c)));
      return true;
    }
    case Op::STORE_ITEM:
      if (!storeItem(read(d.a), read(d.b), read(d.c))) helper(HelperId::set_item, {read(d.a), read(d.b), read(d.c)});
      return true;
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
      write(d.a, allocating(HelperId::build_slice, {read(d.b), read(d.b + 1), read(d.b + 2)}, kShapeOf_slice));
      return true;

    case Op::BUILD_TUPLE:
    case Op::BUILD_LIST: {
      bool list = d.op == Op::BUILD_LIST;
      constexpr uint32_t kMaxInLine = 8;
      if (bool mayCall; list && d.c == 0 && appendsEachTime(&mayCall)) {
        Node* it = read(bytecode::decode(&unit_.code[next_]).a);
        // What a loop over range() will come to is the difference of two numbers.
        bool range = it->op == NodeOp::RangeState;
        if (range ? it->bits == 1 : !mayCall) {
          if (range) it = add(NodeOp::IntSubtractWrapping, Rep::Int, {it->inputs[1], it->inputs[0]});
          write(d.a, allocating(HelperId::list_for, {it}, kShapeOf_list));
          return true;
        }
      }
      if ((d.c || list) && d.c <= kMaxInLine) {
        Node* n = add(list ? NodeOp::NewList : NodeOp::NewTuple, Rep::Any);
        for (uint32_t i = 0; i < d.c; ++i) n->inputs.push_back(read(d.b + i));
        n->shape = list ? kShapeOf_list : kShapeOf_tuple;
        write(d.a, n);
        return true;
      }
      spill(d.b, d.c);
      Node* n = helper(list ? HelperId::build_list : HelperId::build_tuple, {number(d.b), number(d.c)});
      n->shape = list ? kShapeOf_list : kShapeOf_tuple;
      write(d.a, n);
      return true;
    }
#define DISPLAY(NAME, id, registers, kind)                        \
  case Op::NAME:                                                  \
    spill(d.b, registers);                                        \
    write(d.a, helper(HelperId::id, {number(d.b), number(d.c)})); \
    read(d.a)->shape = kShapeOf_##kind;                           \
    return true;
    case Op::BUILD_DICT:
      if (d.c == 0) {
        write(d.a, allocating(HelperId::new_dict, {}, kShapeOf_dict));
        empty_ = read(d.a);
        emptyUntil_ = next_;
        return true;
      }
      spill(d.b, 2 * d.c);
      write(d.a, helper(HelperId::build_dict, {number(d.b), number(d.c)}));
      read(d.a)->shape = kShapeOf_dict;
      return true;
      DISPLAY(BUILD_SET, build_set, d.c, set)
      DISPLAY(BUILD_STRING, build_string, d.c, str)
#undef DISPLAY
    case Op::LIST_APPEND:
      add(NodeOp::ListAppend, Rep::None, {read(d.a), read(d.b)});
      return true;
    case Op::LIST_EXTEND:
      helper(HelperId::list_extend, {read(d.a), read(d.b)});
      return true;
    case Op::LIST_TO_TUPLE:
      write(d.a, allocating(HelperId::list_to_tuple, {read(d.b)}, kShapeOf_tuple));
      return true;
    case Op::STAR_ARGUMENTS:
      if (Node* v = read(d.b); typeKnown(v) == types::tuple) {
        write(d.a, v);
        return true;
      }
      write(d.a, helper(HelperId::star_arguments, {read(d.b), read(d.c)}));
      return true;
    case Op::PREPEND_ARGUMENTS: {
      // An inlined wrapper's *args, which were put together here, too.
      constexpr size_t kMostInLine = 8;
      Node* star = read(d.b + d.c - 1);
      bool none = star->op == NodeOp::Constant && star->bits == Value(emptyTuple()).bits();
      if ((none && d.c > 1) || (star->op == NodeOp::NewTuple && star->inputs.size() + d.c <= kMostInLine)) {
        Node* n = add(NodeOp::NewTuple, Rep::Any);
        for (uint32_t i = 0; i + 1 < d.c; ++i) n->inputs.push_back(read(d.b + i));
        if (!none) n->inputs.insert(n->inputs.end(), star->inputs.begin(), star->inputs.end());
        n->shape = kShapeOf_tuple;
        write(d.a, n);
        return true;
      }
      spill(d.b, d.c);
      write(d.a, helper(HelperId::prepend_arguments, {number(d.b), number(d.c)}));
      return true;
    }
    case Op::STAR_KEYWORDS:
      // The keyword arguments that an inlined wrapper passes on: as a rule there are none where it got none.
      if (Node* v = read(d.b); mayGuess() && v->op == NodeOp::Allocate && v->bits == static_cast<uint64_t>(HelperId::new_dict)) {
        if (!planted(Plant::keywords_dropped)) guard(NodeOp::CheckEmpty, Rep::None, {v});
        write(d.a, v);
        empty_ = v;
        emptyUntil_ = next_;
        return true;
      }
      write(d.a, helper(HelperId::star_keywords, {read(d.b), read(d.c)}));
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
      // The keyword arguments that an inlined wrapper passes on: as a rule there are none where it got none.
      if (Node* v = read(d.b); mayGuess() && read(d.a) == empty_ && pc_ == emptyUntil_ && v->op == NodeOp::Allocate &&
                               v->bits == static_cast<uint64_t>(HelperId::new_dict)) {
        if (!planted(Plant::keywords_dropped)) guard(NodeOp::CheckEmpty, Rep::None, {v});
        emptyUntil_ = next_;
        return true;
      }
      helper(HelperId::dict_merge, {read(d.a), read(d.b), read(d.c)});
      return true;
    case Op::CONVERT: {
      // Numbers and strs are turned into text without Python code.
      Node* v = read(d.b);
      bool plain = v->type != Rep::Any || v->shape == kShapeOf_str;
      if (plain)
        write(d.a, allocating(HelperId::convert, {v, number(d.c)}, kShapeOf_str));
      else
        write(d.a, helper(HelperId::convert, {v, number(d.c)}));
      return true;
    }
    case Op::FORMAT_SIMPLE: {
      Node* v = read(d.b);
      if (v->shape == kShapeOf_str)
        write(d.a, v);
      else if (v->type != Rep::Any)
        write(d.a, allocating(HelperId::format_simple, {v}, kShapeOf_str));
      else
        write(d.a, helper(HelperId::format_simple, {v}));
      return true;
    }
    case Op::FORMAT_SPEC:
      if (read(d.b)->type != Rep::Any)
        write(d.a, allocating(HelperId::format_spec, {read(d.b), read(d.c)}));
      else
        write(d.a, helper(HelperId::format_spec, {read(d.b), read(d.c)}));
      return true;
    default:
      return false;
  }
}

}  // namespace typhon::jit
