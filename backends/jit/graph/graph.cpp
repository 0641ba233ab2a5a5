#include "backends/jit/graph/graph.h"

#include <algorithm>
#include <cstddef>

#include "runtime/object/fixed_shapes.h"
#include "runtime/types/function.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

const uint8_t kNodeFlags[] = {
#define NODE(name, flags, reads, writes) flags,
#include "backends/jit/graph/nodes.def"
#undef NODE
};
const uint8_t kNodeReads[] = {
#define NODE(name, flags, reads, writes) reads,
#include "backends/jit/graph/nodes.def"
#undef NODE
};
const uint8_t kNodeWrites[] = {
#define NODE(name, flags, reads, writes) writes,
#include "backends/jit/graph/nodes.def"
#undef NODE
};
const char* const kNodeNames[] = {
#define NODE(name, flags, reads, writes) #name,
#include "backends/jit/graph/nodes.def"
#undef NODE
};

namespace {

// Whether the node, which may call anything in general, looks at numbers or lengths only.
bool isHarmless(const Node* n) {
  auto plain = [](const Node* v) {
    return v->type == Rep::Int || v->type == Rep::Bool || v->type == Rep::Float || v->type == Rep::Word;
  };
  const Node* v = n->inputs.empty() ? nullptr : resolve(n->inputs[0]);
  switch (n->op) {
    case NodeOp::Truth:
      return plain(v) || v->shape == kShapeOf_list || v->shape == kShapeOf_tuple || v->shape == kShapeOf_str;
    case NodeOp::CompareAny:
      return plain(v) && plain(resolve(n->inputs[1]));
    default:
      return false;
  }
}

}  // namespace

uint8_t Node::reads() const {
  uint8_t declared = kNodeReads[static_cast<unsigned>(op)];
  // Those of tuples and strs do not change.
  if ((op == NodeOp::Length || op == NodeOp::CheckLength) && inputs[0]) {
    uint32_t known = resolve(inputs[0])->shape;
    if (known == kShapeOf_tuple || known == kShapeOf_str) return 0;
  }
  if (op == NodeOp::CheckShape && shape) return 0;
  return declared;
}

uint8_t Node::writes() const { return isHarmless(this) ? 0 : kNodeWrites[static_cast<unsigned>(op)]; }

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

int64_t partOffset(Form form, size_t i) {
  size_t first = form == Form::Instance ? sizeof(Object)
                 : form == Form::Tuple  ? offsetof(Tuple, items)
                 : form == Form::Method ? offsetof(BoundMethod, function)
                                        : offsetof(Cell, value);
  return static_cast<int64_t>(first + i * sizeof(Value));
}

void eachOfState(const FrameState* state, const std::function<void(Node*)>& visit) {
  std::vector<Node*> parts;
  auto part = [&](Node* n) {
    n = resolve(n);
    if (n && n->op == NodeOp::ObjectState && std::find(parts.begin(), parts.end(), n) == parts.end()) parts.push_back(n);
    if (n) visit(n);
  };
  for (Node* r : state->registers) part(r);
  for (const auto& object : state->objects) part(object.second);
  for (size_t i = 0; i < parts.size(); ++i)
    for (size_t p = 0; p < parts[i]->inputs.size(); ++p) part(parts[i]->inputs[p]);
}

}  // namespace typhon::jit
