#include "backends/jit/passes/flow.h"

#include <algorithm>
#include <unordered_map>

#include "backends/jit/host/state.h"

namespace typhon::jit {

Flow::Flow(const Graph& graph) {
  uint32_t ids = 0;
  for (const Block* b : graph.blocks) ids = std::max(ids, b->id + 1);
  position_.assign(ids, 0);
  for (uint32_t i = 0; i < graph.blocks.size(); ++i) position_[graph.blocks[i]->id] = i;
  // Immediate dominators by iteration (Cooper, Harvey and Kennedy). -1 is what all entries come from.
  constexpr int kUnknown = -2;
  size_t count = graph.blocks.size();
  std::vector<int> parent(count, kUnknown);
  for (const Entry& e : graph.entries) parent[position(e.block)] = -1;
  std::vector<bool> fixed(count, false);
  for (const Entry& e : graph.entries) fixed[position(e.block)] = true;
  auto meet = [&](int a, int b) {
    while (a != b) {
      while (a > b) a = parent[static_cast<size_t>(a)];
      while (b > a) b = parent[static_cast<size_t>(b)];
    }
    return a;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < count; ++i) {
      if (fixed[i]) continue;
      int found = kUnknown;
      for (const Edge& e : graph.blocks[i]->predecessors) {
        int from = static_cast<int>(position(e.from));
        if (parent[static_cast<size_t>(from)] == kUnknown) continue;
        found = found == kUnknown ? from : meet(found, from);
      }
      if (found == kUnknown) found = -1;
      if (found != parent[i]) parent[i] = found, changed = true;
    }
  }
  dominators_ = walk(parent);
  for (size_t i = 0; i < count; ++i) {
    if (parent[i] < 0) continue;
    const Block* above = graph.blocks[static_cast<size_t>(parent[i])];
    const auto& edges = graph.blocks[i]->predecessors;
    bool middle = std::any_of(edges.begin(), edges.end(), [&](const Edge& e) { return e.thrower && e.from == above; });
    if (middle) parent[i] = parent[static_cast<size_t>(parent[i])];
  }
  values_ = walk(parent);
  findLoops(graph);
}

Flow::Tree Flow::walk(const std::vector<int>& parents) {
  size_t count = parents.size();
  std::vector<std::vector<uint32_t>> children(count);
  std::vector<uint32_t> roots;
  for (uint32_t i = 0; i < count; ++i) {
    if (parents[i] < 0)
      roots.push_back(i);
    else
      children[static_cast<size_t>(parents[i])].push_back(i);
  }
  Tree tree;
  tree.in.assign(count, 0);
  tree.out.assign(count, 0);
  uint32_t clock = 0;
  std::vector<std::pair<uint32_t, size_t>> stack;
  for (uint32_t root : roots) {
    stack.push_back({root, 0});
    tree.in[root] = ++clock;
    while (!stack.empty()) {
      auto& [at, next] = stack.back();
      if (next < children[at].size()) {
        uint32_t child = children[at][next++];
        tree.in[child] = ++clock;
        stack.push_back({child, 0});
      } else {
        tree.out[at] = ++clock;
        stack.pop_back();
      }
    }
  }
  return tree;
}

void Flow::findLoops(const Graph& graph) {
  for (Block* header : graph.blocks) {
    Loop loop;
    loop.header = header;
    loop.preheader = nullptr;
    for (const Edge& e : header->predecessors)
      if (isBackEdge(e.from, header) && dominates(header, e.from)) loop.latches.push_back(e.from);
    if (loop.latches.empty()) continue;
    loop.contains.assign(position_.size(), false);
    loop.contains[header->id] = true;
    std::vector<Block*> work = loop.latches;
    while (!work.empty()) {
      Block* b = work.back();
      work.pop_back();
      if (loop.contains[b->id]) continue;
      loop.contains[b->id] = true;
      for (const Edge& e : b->predecessors) work.push_back(e.from);
    }
    for (Block* b : graph.blocks)
      if (loop.contains[b->id]) loop.blocks.push_back(b);
    size_t outside = 0;
    for (const Edge& e : header->predecessors) {
      if (loop.has(e.from)) continue;
      ++outside;
      loop.preheader = !e.thrower && e.from->successors.size() == 1 ? e.from : nullptr;
    }
    if (outside != 1) loop.preheader = nullptr;
    loops_.push_back(std::move(loop));
  }
  std::sort(loops_.begin(), loops_.end(), [&](const Loop& a, const Loop& b) {
    return a.blocks.size() != b.blocks.size() ? a.blocks.size() < b.blocks.size() : position(a.header) > position(b.header);
  });
}

void makePreheaders(Graph& graph) {
  Flow flow(graph);
  for (const Loop& loop : flow.loops()) {
    Block* header = loop.header;
    std::vector<size_t> outside;
    bool plain = true;
    for (size_t e = 0; e < header->predecessors.size(); ++e) {
      if (loop.has(header->predecessors[e].from)) continue;
      outside.push_back(e);
      plain &= !header->predecessors[e].thrower;
    }
    if (!plain || outside.empty()) continue;
    Block* before = graph.block(header->pc, header->scope);
    for (size_t e : outside) {
      Block* from = header->predecessors[e].from;
      std::replace(from->successors.begin(), from->successors.end(), header, before);
      before->predecessors.push_back({from, nullptr});
    }
    for (Node* phi : header->phis) {
      Node* coming = phi->inputs[outside[0]];
      if (outside.size() > 1) {
        Node* several = graph.node(NodeOp::Phi, Rep::Any);
        several->block = before;
        several->pc = phi->pc;
        several->scope = phi->scope;
        several->bits = phi->bits;
        for (size_t e : outside) several->inputs.push_back(phi->inputs[e]);
        before->phis.push_back(several);
        coming = several;
      }
      phi->inputs[outside[0]] = coming;
    }
    header->predecessors[outside[0]] = {before, nullptr};
    for (size_t i = outside.size(); --i > 0;) {
      auto drop = static_cast<std::ptrdiff_t>(outside[i]);
      header->predecessors.erase(header->predecessors.begin() + drop);
      for (Node* phi : header->phis) phi->inputs.erase(phi->inputs.begin() + drop);
    }
    before->successors = {header};
    Node* jump = graph.node(NodeOp::Jump, Rep::None);
    jump->block = before;
    jump->scope = header->scope;
    jump->pc = header->pc;
    before->nodes.push_back(jump);
    graph.blocks.insert(std::find(graph.blocks.begin(), graph.blocks.end(), header), before);
  }
}

Block* splitEdge(Graph& graph, Block* to, size_t edge) {
  Block* from = to->predecessors[edge].from;
  Block* between = graph.block(to->pc, to->scope);
  std::replace(from->successors.begin(), from->successors.end(), to, between);
  between->predecessors.push_back({from, nullptr});
  between->successors = {to};
  to->predecessors[edge].from = between;
  Node* jump = graph.node(NodeOp::Jump, Rep::None);
  jump->block = between;
  jump->scope = to->scope;
  jump->pc = to->pc;
  between->nodes.push_back(jump);
  graph.blocks.insert(std::find(graph.blocks.begin(), graph.blocks.end(), to), between);
  return between;
}

FrameState* stateEntering(Graph& graph, Block* header, size_t edge) {
  FrameState* state = graph.frameState(header->pc, header->scope);
  state->registers = header->registers;
  // What has parts comes with its parts, the same object once.
  std::unordered_map<const Node*, Node*> objects;
  auto coming = [&](auto& self, Node* n) -> Node* {
    n = resolve(n);
    if (!n) return n;
    if (n->op == NodeOp::Phi && n->block == header) return n->inputs[edge];
    bool object = n->op == NodeOp::ObjectState;
    if (n->op != NodeOp::RangeState && n->op != NodeOp::NumberState && n->op != NodeOp::GeneratorState && !object) return n;
    if (auto known = objects.find(n); known != objects.end()) return known->second;
    Node* made = graph.node(n->op, Rep::Any);
    if (object) objects[n] = made;
    made->bits = n->bits;
    made->more = n->more;
    made->offset = n->offset;
    made->shape = n->shape;
    made->words = n->words;
    made->scope = n->scope;
    for (Node* input : n->inputs) made->inputs.push_back(self(self, input));
    return made;
  };
  for (Node*& r : state->registers) r = coming(coming, r);
  for (const auto& [key, object] : header->objects) state->objects.emplace_back(key, coming(coming, object));
  return state;
}

FrameState* stateBefore(Graph& graph, const Loop& loop) {
  Block* header = loop.header;
  if (!loop.preheader || header->registers.empty() || stateOf(header->scope->code).strikesAt(header->pc)) return nullptr;
  for (size_t e = 0; e < header->predecessors.size(); ++e)
    if (header->predecessors[e].from == loop.preheader) return stateEntering(graph, header, e);
  return nullptr;
}

}  // namespace typhon::jit
