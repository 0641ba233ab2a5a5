// How blocks lie to one another: dominators and loops.
#pragma once

#include "backends/jit/graph/graph.h"

namespace typhon::jit {

// A natural loop. Loops with the same head are one.
struct Loop {
  Block* header;
  Block* preheader;             // the only way in, which leads nowhere else; null: there is no such block
  std::vector<Block*> latches;  // from where it goes back to the head
  std::vector<Block*> blocks;   // in the graph's order
  std::vector<bool> contains;   // by block id
  bool has(const Block* b) const { return b->id < contains.size() && contains[b->id]; }
};

// Of a graph as it is: blocks that are added later are not known to it.
class Flow {
 public:
  explicit Flow(const Graph& graph);

  const std::vector<Loop>& loops() const { return loops_; }  // inner ones before those around them
  uint32_t position(const Block* b) const { return position_[b->id]; }
  // Whether each way to b leads through a.
  bool dominates(const Block* a, const Block* b) const { return within(dominators_, a, b); }
  // Whether what a's nodes have made is there in b. Less than that a dominates b: a handler may be led to from a's middle.
  bool reaches(const Block* a, const Block* b) const { return within(values_, a, b); }
  bool isBackEdge(const Block* from, const Block* to) const { return position(from) >= position(to); }

 private:
  // A tree, as the interval of a walk through it for each block.
  struct Tree {
    std::vector<uint32_t> in, out;
  };
  bool within(const Tree& tree, const Block* a, const Block* b) const {
    uint32_t i = position(a), j = position(b);
    return tree.in[i] <= tree.in[j] && tree.out[j] <= tree.out[i];
  }
  static Tree walk(const std::vector<int>& parents);
  void findLoops(const Graph& graph);

  std::vector<uint32_t> position_;  // by block id
  Tree dominators_, values_;
  std::vector<Loop> loops_;
};

// Gives each loop that can have one a preheader.
void makePreheaders(Graph& graph);

// A block on the edge `edge` into `to`, for what has to happen there.
Block* splitEdge(Graph& graph, Block* to, size_t edge);

// The frame state at the head of a loop as its edge `edge` comes to it.
FrameState* stateEntering(Graph& graph, Block* header, size_t edge);
// The same as its preheader comes to it; null if there is none, or if guards that stood in front of the loop have failed before.
FrameState* stateBefore(Graph& graph, const Loop& loop);

}  // namespace typhon::jit
