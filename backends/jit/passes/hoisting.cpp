// What stays the same in a loop moves in front of it; indices that run with the loop are checked there, all at once.
#include <algorithm>

#include "backends/jit/passes/flow.h"
#include "backends/jit/passes/memory.h"
#include "backends/jit/passes/passes.h"
#include "runtime/ops/compare_numbers.h"

namespace typhon::jit {

namespace {

void append(Block* preheader, Node* n) {
  preheader->nodes.insert(preheader->nodes.end() - 1, n);
  n->block = preheader;
}

bool runsEachTime(const Flow& flow, const Loop& loop, const Block* b) {
  return std::all_of(loop.latches.begin(), loop.latches.end(), [&](const Block* latch) { return flow.dominates(b, latch); });
}

bool isInvariant(const Loop& loop, Node* n) {
  n = resolve(n);
  return n && (n->op == NodeOp::Constant || (n->block && !loop.has(n->block)));
}

// A guard that fails in front of the loop leaves at the loop's head, before its first iteration.
void moveGuard(Node* n, const Loop& loop, FrameState* state) {
  n->state = state;
  n->pc = loop.header->pc;
  n->hoisted = true;
}

// An int that grows by the same amount each time round, and which the loop's head compares with where to stop.
struct Counter {
  Node* phi;
  Node *first, *stop;  // before the loop; what it is compared with
  int64_t step;
  bool includesStop;
};

// n as `base` plus a constant.
struct Offset {
  Node* base;
  int64_t by;
};
Offset offsetOf(Node* n) {
  n = resolve(n);
  if (n->op != NodeOp::IntAdd && n->op != NodeOp::IntAddWrapping && n->op != NodeOp::IntSubtract) return {n, 0};
  Node *a = resolve(n->inputs[0]), *b = resolve(n->inputs[1]);
  if (n->op != NodeOp::IntSubtract && isNearConstant(a)) std::swap(a, b);
  if (!isNearConstant(b)) return {n, 0};
  return {a, n->op == NodeOp::IntSubtract ? -intOf(b) : intOf(b)};
}

// What holds of ints where the other does not.
CompareOp inverted(CompareOp op) {
  switch (op) {
    case CompareOp::Lt:
      return CompareOp::Ge;
    case CompareOp::Le:
      return CompareOp::Gt;
    case CompareOp::Gt:
      return CompareOp::Le;
    case CompareOp::Ge:
      return CompareOp::Lt;
    default:
      return op;
  }
}

// The counter that decides in the loop's head whether there is another iteration.
bool findCounter(const Loop& loop, Counter* out) {
  Block* header = loop.header;
  Node* branch = header->nodes.back();
  if (branch->op != NodeOp::Branch || !loop.preheader) return false;
  bool yes = loop.has(header->successors[0]), no = loop.has(header->successors[1]);
  if (yes == no) return false;
  Node* compare = resolve(branch->inputs[0]);
  if (compare->op != NodeOp::CompareInt || compare->block != header) return false;
  CompareOp op = static_cast<CompareOp>(compare->bits);
  Node *phi = resolve(compare->inputs[0]), *stop = resolve(compare->inputs[1]);
  if (phi->op != NodeOp::Phi || phi->block != header) std::swap(phi, stop), op = reflected(op);
  if (phi->op != NodeOp::Phi || phi->block != header || phi->type != Rep::Int || !isInvariant(loop, stop)) return false;
  if (!yes) op = inverted(op);
  *out = {phi, nullptr, stop, 0, op == CompareOp::Le || op == CompareOp::Ge};
  for (size_t e = 0; e < header->predecessors.size(); ++e) {
    Node* coming = resolve(phi->inputs[e]);
    if (header->predecessors[e].from == loop.preheader) {
      out->first = coming;
      continue;
    }
    Offset next = offsetOf(coming);
    if (next.base != phi || next.by == 0 || (out->step && out->step != next.by)) return false;
    out->step = next.by;
  }
  bool up = op == CompareOp::Lt || op == CompareOp::Le, down = op == CompareOp::Gt || op == CompareOp::Ge;
  return out->first && (out->step > 0 ? up : out->step < 0 && down);
}

}  // namespace

void hoistInvariants(Graph& graph) {
  Flow flow(graph);
  for (const Loop& loop : flow.loops()) {
    if (!loop.preheader) continue;
    Places written;
    for (const Block* b : loop.blocks)
      for (const Node* n : b->nodes)
        if (!n->replacement) written |= writesOf(n);
    FrameState* state = stateBefore(graph, loop);
    for (Block* b : loop.blocks) {
      bool always = state && runsEachTime(flow, loop, b);
      std::vector<Node*> kept;
      for (Node* n : b->nodes) {
        bool movable = !n->replacement && !(n->flags() & (RAISES | END | EFFECT | PYTHON)) && n->op != NodeOp::Constant &&
                       n->op != NodeOp::RangeState && n->op != NodeOp::GeneratorState && n->op != NodeOp::NumberState &&
                       n->op != NodeOp::Caught && (!(n->flags() & GUARD) || always) &&
                       (planted(Plant::load_stale) || (readsOf(n) & written).none()) &&
                       std::all_of(n->inputs.begin(), n->inputs.end(), [&](Node* input) { return isInvariant(loop, input); });
        if (!movable) {
          kept.push_back(n);
          continue;
        }
        if (n->flags() & GUARD) moveGuard(n, loop, state);
        n->scope = loop.header->scope;
        append(loop.preheader, n);
      }
      b->nodes = std::move(kept);
    }
  }
}

void checkSpans(Graph& graph) {
  Flow flow(graph);
  for (const Loop& loop : flow.loops()) {
    Counter counter;
    FrameState* state = stateBefore(graph, loop);
    if (!state || !findCounter(loop, &counter)) continue;
    bool up = counter.step > 0;
    // What the phi is within the loop, behind its head.
    Node* lowest = up ? counter.first : counter.stop;
    Node* highest = up ? counter.stop : counter.first;
    int64_t low = up || counter.includesStop ? 0 : 1, high = up && !counter.includesStop ? -1 : 0;
    for (Block* b : loop.blocks) {
      if (b == loop.header) continue;
      bool always = runsEachTime(flow, loop, b);
      for (Node* n : b->nodes) {
        if (n->replacement) continue;
        if (n->op == NodeOp::CheckIndex && always && isInvariant(loop, n->inputs[0])) {
          Offset index = offsetOf(n->inputs[1]);
          if (index.base != counter.phi) continue;
          Node* span = graph.node(NodeOp::CheckSpan, Rep::None);
          span->inputs = {n->inputs[0], lowest, highest};
          span->bits = static_cast<uint64_t>(low + index.by);
          span->more = static_cast<uint64_t>(high + index.by);
          span->scope = loop.header->scope;
          moveGuard(span, loop, state);
          append(loop.preheader, span);
          n->replacement = resolve(n->inputs[1]);
        } else if (n->op == NodeOp::IntAdd || n->op == NodeOp::IntSubtract) {
          // What lies between the phi's limits is a small int, and so is what lies near a limit that is known to be small.
          Offset sum = offsetOf(n);
          if (sum.base != counter.phi) continue;
          bool fits = sum.by > 0 ? sum.by + high <= 0 || isNearConstant(highest) : sum.by + low >= 0 || isNearConstant(lowest);
          if (!fits) continue;
          Node* by = graph.node(NodeOp::Constant, Rep::Int);
          by->bits = Value::smallInt(sum.by).bits();
          by->scope = n->scope;
          append(loop.preheader, by);
          n->op = NodeOp::IntAddWrapping;
          n->inputs = {counter.phi, by};
          n->state = nullptr;
        }
      }
    }
  }
}

}  // namespace typhon::jit
