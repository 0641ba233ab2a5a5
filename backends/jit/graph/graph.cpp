#include "backends/jit/graph/graph.h"

namespace typhon::jit {

const uint8_t kNodeFlags[] = {
#define NODE(name, flags) flags,
#include "backends/jit/graph/nodes.def"
#undef NODE
};
const char* const kNodeNames[] = {
#define NODE(name, flags) #name,
#include "backends/jit/graph/nodes.def"
#undef NODE
};

Node* Graph::node(NodeOp op, Rep type) {
  Node& n = nodes_.emplace_back();
  n.op = op;
  n.type = type;
  n.id = static_cast<uint32_t>(nodes_.size()) - 1;
  return &n;
}

Block* Graph::block(uint32_t pc, Scope* scope) {
  Block& b = blockStore_.emplace_back();
  b.id = static_cast<uint32_t>(blockStore_.size()) - 1;
  b.pc = pc;
  b.scope = scope;
  return &b;
}

Scope* Graph::scope(Scope* outer) {
  Scope& s = scopes.emplace_back();
  s.outer = outer;
  s.id = static_cast<uint32_t>(scopes.size()) - 1;
  s.depth = outer ? outer->depth + 1 : 0;
  return &s;
}

FrameState* Graph::frameState(uint32_t pc, Scope* scope) {
  FrameState& s = states_.emplace_back();
  s.pc = pc;
  s.scope = scope;
  return &s;
}

}  // namespace typhon::jit
