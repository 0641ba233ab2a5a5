// Checks that look at no value (that a global or a class is what it was) come before the guard in front of them: what was
// computed between the two is then in no exit's state, so that only its low bits may be needed (wrapInts).
#include <algorithm>

#include "backends/jit/passes/passes.h"

namespace typhon::jit {

void checkEarly(Graph& graph) {
  for (Block* b : graph.blocks) {
    // A guard behind which nothing has been done that an exit there would do again.
    Node* anchor = nullptr;
    for (size_t i = 0; i < b->nodes.size(); ++i) {
      Node* n = b->nodes[i];
      if (n->replacement) continue;
      if (n->flags() & (EFFECT | RAISES | PYTHON | END)) {
        anchor = nullptr;
        continue;
      }
      if (!(n->flags() & GUARD) || !n->state) continue;
      if (!n->inputs.empty() || !anchor) {
        if (!n->inputs.empty() && !anchor) anchor = n;
        continue;
      }
      n->state = anchor->state;
      n->pc = anchor->pc;
      n->scope = anchor->scope;
      auto place = std::find(b->nodes.begin(), b->nodes.end(), anchor);
      std::rotate(place, b->nodes.begin() + static_cast<std::ptrdiff_t>(i),
                  b->nodes.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  }
}

}  // namespace typhon::jit
