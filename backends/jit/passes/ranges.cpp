// Ints that are not negative, of which remainders and quotients are cheaper.
#include <algorithm>

#include "backends/jit/passes/passes.h"

namespace typhon::jit {

namespace {

// Whether n is not negative if its inputs are what they are taken to be. What wraps has been shown not to, or only its low bits
// count (wrapInts).
bool holds(const Node* n) {
  auto input = [&](size_t i) { return resolve(n->inputs[i])->nonNegative; };
  auto both = [&] { return input(0) && input(1); };
  auto either = [&] { return input(0) || input(1); };
  switch (n->op) {
    case NodeOp::Constant:
      return n->type == Rep::Int && intOf(n) >= 0;
    case NodeOp::Phi:
      return n->type == Rep::Int && std::all_of(n->inputs.begin(), n->inputs.end(), [](Node* v) {
               v = resolve(v);
               return v && v->nonNegative;
             });
    case NodeOp::CheckInt:
      return input(0) || planted(Plant::sign_forgotten);
    case NodeOp::CharCode:
    case NodeOp::BoolToInt:
    case NodeOp::WordToInt:
    case NodeOp::SmallWordToInt:
    case NodeOp::Length:
    case NodeOp::LengthAt:
    case NodeOp::CheckIndex:
    case NodeOp::CheckSigned:
    case NodeOp::IntAbsolute:
      return true;
    case NodeOp::IntAdd:
    case NodeOp::IntAddWrapping:
    case NodeOp::IntMultiply:
    case NodeOp::IntFloorDivide:
    case NodeOp::IntOr:
    case NodeOp::IntXor:
    case NodeOp::IntMinimum:
      return both();
    case NodeOp::IntAnd:
    case NodeOp::IntMaximum:
      return either();
    case NodeOp::IntShiftLeft:
    case NodeOp::IntShiftRight:
      return input(0);
    case NodeOp::IntModulo:  // by zero it leaves
      return input(1);
    case NodeOp::ScalarLoad:
    case NodeOp::ScalarLoadWide:
      return n->type == Rep::Int && static_cast<char>(n->bits) < 'a';
    case NodeOp::CheckRange:
      return static_cast<int64_t>(n->bits) >= 0 || input(0);
    default:
      return false;
  }
}

}  // namespace

void findNonNegative(Graph& graph) {
  // All are taken to be so until one is found that is not.
  auto each = [&](auto visit) {
    for (Block* b : graph.blocks)
      for (std::vector<Node*>* nodes : {&b->phis, &b->nodes})
        for (Node* n : *nodes)
          if (!n->replacement) visit(n);
  };
  each([](Node* n) {
    n->nonNegative = n->type == Rep::Int;
    for (Node* input : n->inputs)
      if (Node* v = resolve(input); v && v->op == NodeOp::Constant) v->nonNegative = holds(v);
  });
  for (bool changed = true; changed;) {
    changed = false;
    each([&](Node* n) {
      if (!n->nonNegative || holds(n)) return;
      n->nonNegative = false;
      changed = true;
    });
  }
}

}  // namespace typhon::jit
