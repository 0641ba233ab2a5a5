// Order of blocks; dead nodes; the list of passes.
#include <algorithm>

#include "backends/jit/helpers/helpers.h"
#include "backends/jit/passes/flow.h"
#include "backends/jit/passes/memory.h"
#include "backends/jit/passes/passes.h"

namespace typhon::jit {

namespace {
template <typename IsIt>
void dropEdge(Block* to, IsIt isIt) {
  auto edge = std::find_if(to->predecessors.begin(), to->predecessors.end(), isIt);
  if (edge == to->predecessors.end()) return;
  auto at = edge - to->predecessors.begin();
  to->predecessors.erase(edge);
  for (Node* phi : to->phis) phi->inputs.erase(phi->inputs.begin() + at);
}
}  // namespace

void dropJump(const Block* from, Block* to) {
  dropEdge(to, [&](const Edge& e) { return e.from == from && !e.thrower; });
}

void raisesNothing(Node* n) {
  if (n->handler) dropEdge(n->handler, [&](const Edge& e) { return e.thrower == n; });
  n->handler = nullptr;
  n->state = nullptr;
}

void orderBlocks(Graph& graph) {
  uint32_t count = 0;
  for (Block* b : graph.blocks) count = std::max(count, b->id + 1);
  for (const Entry& e : graph.entries) count = std::max(count, e.block->id + 1);
  std::vector<uint8_t> seen(count + 1, 0);
  std::vector<Block*> postOrder;
  struct Visit {
    Block* block;
    std::vector<Block*> next;
    size_t index;
  };
  auto followers = [](Block* b) {
    std::vector<Block*> next = b->successors;
    for (Node* n : b->nodes)
      if (n->handler) next.push_back(n->handler);
    return next;
  };
  auto grow = [&](Block* b) {
    if (b->id >= seen.size()) seen.resize(b->id + 64, 0);
  };
  std::vector<Visit> stack;
  auto visit = [&](Block* b) {
    grow(b);
    if (seen[b->id]) return;
    seen[b->id] = 1;
    stack.push_back({b, followers(b), 0});
  };
  for (auto e = graph.entries.rbegin(); e != graph.entries.rend(); ++e) {
    visit(e->block);
    while (!stack.empty()) {
      if (stack.back().index < stack.back().next.size()) {
        visit(stack.back().next[stack.back().index++]);
      } else {
        postOrder.push_back(stack.back().block);
        stack.pop_back();
      }
    }
  }
  std::reverse(postOrder.begin(), postOrder.end());
  graph.blocks = std::move(postOrder);
  for (Block* b : graph.blocks) {
    size_t kept = 0;
    for (size_t i = 0; i < b->predecessors.size(); ++i) {
      Block* from = b->predecessors[i].from;
      if (from->id >= seen.size() || !seen[from->id]) continue;
      b->predecessors[kept] = b->predecessors[i];
      for (Node* phi : b->phis) phi->inputs[kept] = phi->inputs[i];
      ++kept;
    }
    b->predecessors.resize(kept);
    for (Node* phi : b->phis) phi->inputs.resize(kept);
  }
}

void removeTrivialPhis(Graph& graph) {
  // What comes round a loop is often the phi as it has been checked there: the same value.
  auto unchecked = [](Node* n) {
    for (n = valueOf(n); n && (n->op == NodeOp::CheckFloat || n->op == NodeOp::AsWord || n->op == NodeOp::AsComplex);)
      n = valueOf(n->inputs[0]);
    return n;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (Block* b : graph.blocks) {
      size_t kept = 0;
      for (Node* phi : b->phis) {
        Node* same = nullptr;
        bool trivial = true;
        for (Node* input : phi->inputs) {
          input = resolve(input);
          if (input == phi || (input && unchecked(input) == phi)) continue;
          if (!input || (same && same != input)) {
            // Equal constants are one value, but a constant has to stand where it dominates: keep such phis.
            trivial = false;
            break;
          }
          same = input;
        }
        if (trivial && same) {
          phi->replacement = same;
          changed = true;
        } else {
          b->phis[kept++] = phi;
        }
      }
      b->phis.resize(kept);
    }
  }
}

void removeDead(Graph& graph) {
  std::vector<uint8_t> used(graph.nodeCount(), 0);
  std::vector<Node*> work;
  auto use = [&](Node* n) {
    n = resolve(n);
    if (n && !used[n->id]) {
      used[n->id] = 1;
      work.push_back(n);
    }
  };
  // What the frames around an inlined function hold.
  std::vector<bool> visited(graph.scopes.size(), false);
  auto useScope = [&](const Scope* s) {
    for (; s && !visited[s->id]; s = s->outer) {
      visited[s->id] = true;
      use(s->extra);
      use(s->callee);
      use(s->generator);
      if (s->call)
        for (Node* r : s->call->registers) use(r);
    }
  };
  // An object that nobody looks at need not be made.
  auto allocates = [](const Node* n) {
    return n->op == NodeOp::NewTuple || n->op == NodeOp::NewList || n->op == NodeOp::NewObject || n->op == NodeOp::NewRange ||
           (n->op == NodeOp::Allocate &&
            (n->bits == static_cast<uint64_t>(HelperId::bind_method) || n->bits == static_cast<uint64_t>(HelperId::build_slice)));
  };
  for (Block* b : graph.blocks)
    for (Node* n : b->nodes)
      if (!n->replacement && n->flags() & (GUARD | RAISES | EFFECT | END) && !allocates(n)) use(n);
  while (!work.empty()) {
    Node* n = work.back();
    work.pop_back();
    useScope(n->scope);
    for (Node* input : n->inputs) use(input);
    if (n->state) eachOfState(n->state, use);
  }
  for (Block* b : graph.blocks) {
    std::erase_if(b->nodes, [&](Node* n) { return n->replacement || !used[n->id]; });
    std::erase_if(b->phis, [&](Node* n) { return n->replacement || !used[n->id]; });
  }
  // What is not done cannot raise.
  for (Block* b : graph.blocks) {
    size_t kept = 0;
    for (size_t i = 0; i < b->predecessors.size(); ++i) {
      const Node* thrower = b->predecessors[i].thrower;
      if (thrower && !used[thrower->id]) continue;
      b->predecessors[kept] = b->predecessors[i];
      for (Node* phi : b->phis) phi->inputs[kept] = phi->inputs[i];
      ++kept;
    }
    b->predecessors.resize(kept);
    for (Node* phi : b->phis) phi->inputs.resize(kept);
  }
}

void runPasses(Graph& graph) {
  auto settleTypes = [&] {
    inferTypes(graph);
    removeChecks(graph);
    removeTrivialPhis(graph);
  };
  orderBlocks(graph);
  removeTrivialPhis(graph);
  makePreheaders(graph);
  leaveObjectsUnmade(graph);
  settleTypes();
  splitNumbers(graph);
  settleTypes();
  hoistChecks(graph);
  removeChecks(graph);
  removeTrivialPhis(graph);
  splitUnread(graph);
  foldBranches(graph);
  checkEarly(graph);
  removeRedundant(graph);
  foldBranches(graph);
  settleTypes();
  hoistInvariants(graph);
  checkSpans(graph);
  removeRedundant(graph);
  wrapInts(graph);
  findNonNegative(graph);
  removeDead(graph);
}

}  // namespace typhon::jit
