// Escape analysis: objects that nothing but the compiled code sees are not made. Their parts are values, with phis where ways
// meet, and checks of them are decided when the code is compiled; an exit makes the objects that its frames hold (ObjectState).
// An object that escapes on some ways is made there (NewObject), where it escapes (partial escape analysis).
//
// The analysis runs through the blocks in their order, and knows of each object at each point whether it has been made and what
// its parts are. It is optimistic: what comes round a loop is taken to be as what came in, and an object that a phi takes over to
// be of no use to anybody else. Where that turns out wrong it says so to the next run (Facts). The graph is changed when a run
// has found nothing wrong.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "backends/jit/graph/graph.h"

namespace typhon {
struct Type;
}

namespace typhon::jit {

class Escape {
 public:
  explicit Escape(Graph& graph);
  void run();

 private:
  // Objects go by the node that stands for them: that which made them, or the phi that has taken them over.
  struct Object {
    Form form;
    typhon::Type* type;  // of an instance
    // It may be something else on some ways, as a variable is that a loop assigns; only frames have it. The last of its parts is
    // what it is otherwise, or the error mark.
    bool optional = false;
  };
  // What a phi is that has objects and other values come in: the object, its shape and number of parts.
  struct Optional {
    Object object;
    uint32_t shape;
    size_t count;
  };
  // An object at one point.
  struct Contents {
    Node* made = nullptr;  // the object itself, if it has been made; then the rest does not matter
    uint32_t shape = 0;
    std::vector<Node*> parts;
  };
  struct ById {
    bool operator()(const Node* a, const Node* b) const { return a->id < b->id; }
  };
  using Objects = std::map<Node*, Contents, ById>;
  using Keys = std::set<Node*, ById>;
  // What describes the objects at one point, for the states of all nodes there.
  struct Here {
    std::unordered_map<const Node*, Node*> objects;  // ObjectStates
    std::unordered_map<const FrameState*, FrameState*> states;
  };
  struct Point {
    Objects objects;
    std::shared_ptr<Here> here = std::make_shared<Here>();
    void changed() { here = std::make_shared<Here>(); }
  };
  // Where new nodes go: in front of a node, or on the edge to a block.
  struct Place {
    Block* block;
    Node* before;
    Block* to;
    Node* like;  // whose scope and instruction they belong to
  };
  // What an edge brings.
  struct Incoming {
    size_t edge;
    Block* from;
    Node* thrower;
    Point point;
  };
  // A phi, and what comes into it; of a part of an object that `owner` stands for, one that there will be if it needs one.
  struct Meeting {
    Node* phi;
    std::vector<Node*> values;  // by incoming edge
    Node* owner = nullptr;
    size_t part = 0;
  };
  // How things stand at a block's start. Part phis that are no values stand for objects.
  struct Start {
    Objects objects;
    std::vector<Node*> phis;                          // those that were there and stand for objects now
    std::vector<Node*> plain;                         // those that were there and are values
    std::vector<Node*> values;                        // new ones that are values
    std::map<std::pair<Node*, size_t>, Node*> parts;  // by owner and part
    std::map<Node*, Node*, ById> made;                // of objects that have been made in several places
  };

  void findUsedPhis();
  void analyse();

  // --- values
  Node* value(Node* n) const;
  const Object* objectOf(Node* n) const;
  Contents* find(Objects& objects, Node* n);
  bool onlyInFrames(const Node* phi) const { return !usedPhis_.count(phi); }
  Optional optionalOf(Node* key, const Contents& c) const;
  bool partsFor(const Optional& o, Objects& objects, Node* n, std::vector<Node*>* parts);
  Node* constant(uint64_t bits, Rep type);
  Node* placed(NodeOp op, const Place& at);
  static void describe(Node* n, const Object& object, const Contents& c);
  Node* make(Point& p, Node* key, const Place& at);
  Node* used(Point& p, Node* n, const Place& at);
  Node* stateOf(Point& p, Node* key);
  Node* known(Point& p, Node* key);
  FrameState* stateAt(Point& p, FrameState* state);
  // Calls `visit` for each object that the frames of the state, and what inlined calls need, hold.
  template <typename Visit>
  void eachInFrames(const FrameState* state, Visit visit) {
    auto look = [&](Node* n) {
      n = value(n);
      if (run_.objects.count(n)) visit(n);
    };
    for (Node* r : state->registers) look(r);
    for (const Scope* s = state->scope; s; s = s->outer) {
      look(s->extra);
      look(s->callee);
      look(s->generator);
      if (!s->call) continue;
      for (Node* r : s->call->registers) look(r);
    }
  }

  // --- nodes
  void visit(Node* n, Block* b, Point& p);
  void leaveScope(Node* n, Point& p, const Place& at);
  bool allocates(Node* n, Point& p);
  void checkVersion(Node* n, typhon::Type* type, Point& p, const Place& at);
  bool decided(Node* n, Point& p, const Place& at);
  bool visitObject(Node* n, Point& p, const Place& at);
  bool visitValue(Node* n);

  // --- blocks (escape_blocks.cpp)
  bool reaches(const Edge& e, const Block* to) const;
  bool isRetreating(const Edge& e, const Block* to) const { return position_[e.from->id] >= position_[to->id]; }
  bool enter(Block* b, Point* out);
  class Merge;
  void verify(Block* b, size_t edge);
  bool alike(Node* key, const Contents& c, Node* other, const Contents& d) const;
  Node* arriving(Incoming& in, Block* to, Node* n);
  Node* partPhi(Block* b, Node* owner, size_t part);
  Node* newPhi(Block* b, uint64_t bits);
  void noteLoopState(Block* b, Point& p);

  void apply();

  Graph& graph_;
  Node* unbound_;
  Node* absent_;                              // a part of an object that is not there
  Node* is_;                                  // last part of an optional object that is there
  std::unordered_set<const Node*> usedPhis_;  // by others than frames
  std::vector<uint32_t> position_;            // by block id
  bool failed_ = false;                       // the run has taken something for granted that is not so
  bool hopeless_ = false;                     // and has not found out what

  // What runs have found out for those after them.
  struct Facts {
    std::set<Node*> plainPhis;                                  // that cannot take objects over
    std::set<std::tuple<Block*, Node*, size_t>> changingParts;  // which loops change
    std::set<std::pair<Block*, Node*>> madeIn, lostIn;          // objects that loops make, or do not have when they come round
    std::map<Node*, Optional> optional;
    std::map<std::tuple<Block*, Node*, size_t>, Node*> partPhis;
    std::map<std::pair<Block*, Node*>, Node*> madePhis;
  } facts_;

  struct Run {
    std::unordered_map<const Node*, Object> objects;
    std::unordered_map<const Node*, std::set<Node*>> takers;  // phis that have taken an object over
    std::unordered_map<const Block*, Point> ends;
    std::unordered_map<const Node*, Point> throws;
    std::unordered_map<const Block*, const Block*> only;  // the successor that control always goes to
    std::unordered_map<const Block*, Start> starts;
    // What is to be changed.
    std::unordered_map<const Node*, Node*> replaced;
    std::unordered_map<const Node*, bool> known;
    std::unordered_set<Node*> removed;
    std::vector<std::tuple<Node*, size_t, Node*>> inputs;  // of which node, which, by what
    std::vector<std::pair<Node*, FrameState*>> states;
    std::vector<Node*> leaves;
    std::vector<std::tuple<Block*, std::vector<Node*>, std::vector<std::pair<Node*, Node*>>>> loopStates;
    std::vector<std::pair<Node*, Place>> insertions;
  } run_;
  std::set<const Node*> pending_;                              // being made
  std::vector<std::tuple<Node*, Node*, int64_t>> unfinished_;  // an object, what it refers to, where
};

}  // namespace typhon::jit
