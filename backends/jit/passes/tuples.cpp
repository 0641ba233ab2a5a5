// Tuples of which only exits know: a function's `x_y` that it has taken apart, `t = (a, b)` that nobody looks at any more. They
// are not made; an exit makes them of their items (TupleState), as it makes what else compiled code does without.
#include <algorithm>
#include <unordered_set>

#include "backends/jit/passes/passes.h"

namespace typhon::jit {

namespace {

class Tuples {
 public:
  explicit Tuples(Graph& graph) : graph_(graph) {
    for (const Block* b : graph.blocks)
      for (Node* n : b->nodes)
        if (n->op == NodeOp::NewTuple && !n->replacement && n->inputs.size() <= kMostUnmadeItems) unmade_.insert(n);
  }

  void run() {
    // What is made after all sees the frame when it raises, and in it others.
    for (size_t before = ~size_t{0}; !unmade_.empty() && unmade_.size() != before;) {
      before = unmade_.size();
      keepUsed();
    }
    for (Node* n : unmade_) leaveToExits(n);
  }

 private:
  void keep(Node* n) {
    if (n) unmade_.erase(resolve(n));
  }
  void keepAll(const std::vector<Node*>& nodes) {
    for (Node* n : nodes) keep(n);
  }

  void keepUsed() {
    // Scopes of which something can see the frames.
    std::unordered_set<const Scope*> seen;
    for (const Block* b : graph_.blocks)
      for (Node* n : b->nodes)
        if (n->flags() & PYTHON)
          for (const Scope* s = n->scope; s; s = s->outer) seen.insert(s);
    for (const Block* b : graph_.blocks) {
      for (const Node* phi : b->phis) keepAll(phi->inputs);
      for (Node* n : b->nodes) {
        if (unmade_.count(n)) continue;
        keepAll(n->inputs);
        for (const Scope* s = n->scope; s; s = s->outer) {
          keep(s->extra);
          keep(s->callee);
          keep(s->generator);
        }
        bool leaves = n->flags() & GUARD && !(n->flags() & (RAISES | PYTHON));
        bool unseen = n->op == NodeOp::LeaveScope && !seen.count(n->scope);
        if (!n->state || leaves || unseen) continue;
        keepAll(n->state->registers);
        for (const Scope* s = n->state->scope; s->outer; s = s->outer) keepAll(s->call->registers);
      }
    }
    // A tuple within another one is kept, so that an exit makes it once.
    for (auto it = unmade_.begin(); it != unmade_.end();) {
      Node* n = *it++;
      bool holds =
          std::any_of(n->inputs.begin(), n->inputs.end(), [](Node* input) { return resolve(input)->op == NodeOp::NewTuple; });
      if (holds) unmade_.erase(n);
    }
  }

  static void leaveToExits(Node* n) {
    raisesNothing(n);
    n->op = NodeOp::TupleState;
  }

  Graph& graph_;
  std::unordered_set<Node*> unmade_;
};

}  // namespace

void leaveTuplesToExits(Graph& graph) { Tuples(graph).run(); }

}  // namespace typhon::jit
