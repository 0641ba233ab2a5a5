// Types of phis, and checks that they make superfluous.
#include <algorithm>
#include <unordered_map>

#include "backends/jit/passes/flow.h"
#include "backends/jit/passes/passes.h"

namespace typhon::jit {

namespace {

Rep typeOfInput(Node* n) {
  n = resolve(n);
  if (!n) return Rep::Any;
  if (n->op == NodeOp::Constant && Value::fromBits(n->bits).isImmediateFloat()) return Rep::Float;
  return n->type;
}

// What is known of a value: its representation and, of objects, the fixed shape.
struct Fact {
  Rep type = Rep::None;
  uint32_t shape = 0;
  bool operator==(const Fact&) const = default;
};
Fact factOf(Node* n) {
  Node* r = resolve(n);
  return {typeOfInput(n), r ? r->shape : 0};
}

Rep join(Rep a, Rep b) {
  if (a == Rep::None) return b;
  if (b == Rep::None || a == b) return a;
  if (planted(Plant::phi_int_or_float) && a != Rep::Any && b != Rep::Any && a != Rep::Bool && b != Rep::Bool) return Rep::Float;
  return Rep::Any;
}
Fact join(Fact a, Fact b) {
  if (a.type == Rep::None) return b;
  if (b.type == Rep::None) return a;
  return {join(a.type, b.type), a.shape == b.shape ? a.shape : 0};
}

// Fixpoint over all phis. Inputs of `assumed` phis along edges from outside the loop count as what is assumed.
void solve(Graph& graph, const std::vector<uint32_t>& position, const std::unordered_map<Node*, Fact>& assumed) {
  for (Block* b : graph.blocks)
    for (Node* phi : b->phis) phi->type = Rep::None, phi->shape = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (Block* b : graph.blocks) {
      for (Node* phi : b->phis) {
        if (phi->type == Rep::Any && !phi->shape) continue;
        auto it = assumed.find(phi);
        Fact fact = it != assumed.end() ? it->second : Fact{};
        for (size_t i = 0; i < phi->inputs.size(); ++i) {
          bool fromOutside = position[b->predecessors[i].from->id] < position[b->id];
          if (it != assumed.end() && fromOutside) continue;
          fact = join(fact, factOf(phi->inputs[i]));
        }
        if (fact != Fact{phi->type, phi->shape}) {
          phi->type = fact.type;
          phi->shape = fact.shape;
          changed = true;
        }
      }
    }
  }
}

std::vector<uint32_t> positions(const Graph& graph) {
  uint32_t count = 0;
  for (const Block* b : graph.blocks) count = std::max(count, b->id + 1);
  std::vector<uint32_t> position(count, ~0u);
  for (uint32_t i = 0; i < graph.blocks.size(); ++i) position[graph.blocks[i]->id] = i;
  return position;
}

}  // namespace

void inferTypes(Graph& graph) { solve(graph, positions(graph), {}); }

void hoistChecks(Graph& graph) {
  // Which phis of loop heads are checked, and for what.
  std::unordered_map<Node*, Fact> wanted;
  for (Block* b : graph.blocks) {
    for (Node* n : b->nodes) {
      bool shape = n->op == NodeOp::CheckShape && n->shape;
      if (n->op != NodeOp::CheckInt && n->op != NodeOp::CheckFloat && n->op != NodeOp::CheckNumber && n->op != NodeOp::AsWord &&
          n->op != NodeOp::AsComplex && !shape)
        continue;
      Node* phi = resolve(n->inputs[0]);
      if (phi->op != NodeOp::Phi || !phi->block->loopHeader || phi->type != Rep::Any || (shape && phi->shape == n->shape) ||
          phi->block->registers.empty())
        continue;
      if (stateOf(phi->block->scope->code).strikesAt(phi->block->pc)) continue;
      // A loop that exceptions lead to has no place in front of it.
      bool plain =
          std::all_of(phi->block->predecessors.begin(), phi->block->predecessors.end(), [](const Edge& e) { return !e.thrower; });
      if (!plain) continue;
      // A variable that is a float from the second time round on: what comes in may be one already.
      bool begins =
          std::any_of(phi->inputs.begin(), phi->inputs.end(), [](Node* input) { return typeOfInput(input) == Rep::Int; });
      if (n->op == NodeOp::CheckNumber && begins) continue;
      Fact fact = {n->type, n->shape};
      auto [it, fresh] = wanted.try_emplace(phi, fact);
      if (!fresh && it->second != fact) it->second = {};
    }
  }
  std::erase_if(wanted, [](const auto& entry) { return entry.second == Fact{}; });
  if (wanted.empty()) return;
  std::vector<uint32_t> position = positions(graph);
  for (;;) {
    solve(graph, position, wanted);
    if (planted(Plant::hoist_unproven))
      for (auto& [phi, fact] : wanted) phi->type = fact.type, phi->shape = fact.shape;
    size_t dropped =
        std::erase_if(wanted, [](const auto& entry) { return Fact{entry.first->type, entry.first->shape} != entry.second; });
    if (!dropped) break;
  }
  // Deterministic order: by block, then by register.
  for (size_t bi = 0; bi < graph.blocks.size(); ++bi) {
    Block* header = graph.blocks[bi];
    bool any = std::any_of(header->phis.begin(), header->phis.end(), [&](Node* phi) { return wanted.count(phi); });
    if (!any) continue;
    for (size_t e = 0; e < header->predecessors.size(); ++e) {
      Block* from = header->predecessors[e].from;
      if (from->id < position.size() && position[from->id] >= position[header->id]) continue;
      std::vector<Node*> checks;
      FrameState* entering = nullptr;
      for (Node* phi : header->phis) {
        auto it = wanted.find(phi);
        if (it == wanted.end() || factOf(phi->inputs[e]) == it->second) continue;
        if (!entering) entering = stateEntering(graph, header, e);
        NodeOp op = it->second.type == Rep::Int       ? NodeOp::CheckInt
                    : it->second.type == Rep::Float   ? NodeOp::CheckFloat
                    : it->second.type == Rep::Word    ? NodeOp::AsWord
                    : it->second.type == Rep::Complex ? NodeOp::AsComplex
                                                      : NodeOp::CheckShape;
        Node* check = graph.node(op, it->second.type);
        check->shape = check->bits = it->second.shape;
        check->pc = header->pc;
        check->scope = header->scope;
        check->inputs = {phi->inputs[e]};
        check->state = entering;
        phi->inputs[e] = check;
        checks.push_back(check);
      }
      if (checks.empty()) continue;
      if (from->successors.size() != 1) {
        from = splitEdge(graph, header, e);
        ++bi;
      }
      for (Node* check : checks) check->block = from;
      from->nodes.insert(from->nodes.end() - 1, checks.begin(), checks.end());
    }
  }
}

void removeChecks(Graph& graph) {
  for (Block* b : graph.blocks) {
    for (Node* n : b->nodes) {
      if (n->replacement || n->inputs.empty()) continue;
      Node* input = resolve(n->inputs[0]);
      if (!input) continue;
      if (n->op == NodeOp::CheckInt && input->type == Rep::Word) n->op = NodeOp::WordToInt;
      if ((n->op == NodeOp::CheckInt && input->type == Rep::Int) || (n->op == NodeOp::AsWord && input->type == Rep::Word) ||
          (n->op == NodeOp::AsComplex && input->type == Rep::Complex) ||
          (n->op == NodeOp::CheckFloat && input->type == Rep::Float) ||
          (n->op == NodeOp::CheckNumber && input->type == Rep::Float) ||
          (n->op == NodeOp::CheckBound &&
           (input->type == Rep::Int || input->type == Rep::Float || needsObject(input->type) || input->shape)) ||
          (n->op == NodeOp::CheckShape && n->shape && input->shape == n->shape)) {
        n->replacement = input;
      } else if (n->op == NodeOp::CheckNumber && input->type == Rep::Int) {
        n->op = NodeOp::IntToFloat;
        n->state = nullptr;
      }
    }
  }
}

}  // namespace typhon::jit
