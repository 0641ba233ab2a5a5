// Branches whose outcome is known once types are, or because a branch before them was taken, are jumps; what only the other way
// led to goes.
#include <optional>
#include <unordered_map>

#include "backends/jit/passes/flow.h"
#include "backends/jit/passes/passes.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/types/float.h"

namespace typhon::jit {

namespace {

// The type of every value that the node may have; null: not known. Objects of fixed shapes only, whose class is what it is.
const typhon::Type* typeOfValue(const Node* n) {
  switch (n->type) {
    case Rep::Int:
    case Rep::Word:
      return types::int_;
    case Rep::Float:
      return types::float_;
    case Rep::Complex:
      return types::complex;
    case Rep::Bool:
      return types::bool_;
    default:
      return n->shape ? shapeTable[n->shape]->type : nullptr;
  }
}

std::optional<bool> known(const Node* n) {
  if (n->op == NodeOp::IsBits) {
    const Node* v = resolve(n->inputs[0]);
    bool other = v->type == Rep::Int || v->type == Rep::Float || needsObject(v->type) ||
                 (v->shape && !Value::fromBits(n->bits).isObject());
    return other && v->op != NodeOp::Constant ? std::optional<bool>(false) : std::nullopt;
  }
  if (n->op != NodeOp::IsInstance) return std::nullopt;
  const typhon::Type* type = typeOfValue(resolve(n->inputs[0]));
  if (!type) return std::nullopt;
  return isSubtype(type, Value::fromBits(n->bits).as<typhon::Type>()) != planted(Plant::instance_class);
}

// len() of what is known to be a list, tuple or str by now.
bool becomeLength(Node* n) {
  uint32_t shape = n->op == NodeOp::LengthAny ? resolve(n->inputs[0])->shape : 0;
  if (shape != kShapeOf_list && shape != kShapeOf_tuple && shape != kShapeOf_str) return false;
  raisesNothing(n);
  n->op = NodeOp::Length;
  n->type = Rep::Int;
  return true;
}

void becomeJump(Block* b, bool outcome) {
  Node* branch = b->nodes.back();
  Block *to = b->successors[outcome ? 0 : 1], *other = b->successors[outcome ? 1 : 0];
  dropJump(b, other);
  branch->op = NodeOp::Jump;
  branch->inputs.clear();
  b->successors = {to};
}

}  // namespace

void becomeConstant(Node* n, bool value) {
  raisesNothing(n);
  n->op = NodeOp::Constant;
  n->type = Rep::Bool;
  n->bits = Value::boolean(value).bits();
  n->more = 0;
  n->inputs.clear();
}

void foldBranches(Graph& graph) {
  for (Block* b : graph.blocks) {
    for (Node* n : b->nodes) {
      if (n->replacement || becomeLength(n)) continue;
      if (std::optional<bool> value = known(n)) becomeConstant(n, *value);
    }
  }
  Flow flow(graph);
  bool changed = false;
  std::unordered_map<const Node*, std::vector<Block*>> branches;  // by condition
  for (Block* b : graph.blocks) {
    Node* branch = b->nodes.empty() ? nullptr : b->nodes.back();
    if (!branch || branch->op != NodeOp::Branch || b->successors[0] == b->successors[1]) continue;
    Node* condition = resolve(branch->inputs[0]);
    std::optional<bool> outcome;
    if (condition->op == NodeOp::Constant && condition->type == Rep::Bool) outcome = condition->bits == Value::kTrueBits;
    std::vector<Block*>& before = branches[condition];
    for (const Block* p : before) {
      for (size_t way = 0; way < 2 && !outcome; ++way) {
        const Block* taken = p->successors[way];
        if (taken->predecessors.size() == 1 && flow.dominates(taken, b)) outcome = (way == 0) != planted(Plant::branch_again);
      }
    }
    if (outcome) {
      becomeJump(b, *outcome);
      changed = true;
    } else {
      before.push_back(b);
    }
  }
  if (!changed) return;
  orderBlocks(graph);
  removeTrivialPhis(graph);
}

}  // namespace typhon::jit
