// Values that are there already: what has been checked, computed or loaded before on every way, and what has been stored.
#include <algorithm>
#include <unordered_map>

#include "backends/jit/passes/flow.h"
#include "backends/jit/passes/memory.h"
#include "backends/jit/passes/passes.h"
#include "runtime/object/object.h"

namespace typhon::jit {

namespace {

Places placesOf(const Node* n, uint8_t kinds) {
  Places places(kinds & static_cast<uint8_t>(~FIELDS));
  if (!(kinds & FIELDS)) return places;
  if (n->op == NodeOp::LoadField || n->op == NodeOp::StoreField) {
    places.set(8 + n->bits / sizeof(Value) % kFieldClasses);
  } else {
    for (unsigned i = 8; i < kPlaces; ++i) places.set(i);
  }
  return places;
}

// The state of each place, as a number that is another one after each write.
using Versions = std::array<uint32_t, kPlaces>;
// Not a place of the heap: whether flags can have been set from below since the last poll.
constexpr unsigned kPolled = 6;
using Key = std::vector<uint64_t>;
struct KeyHash {
  size_t operator()(const Key& key) const {
    uint64_t h = key.size();
    for (uint64_t word : key) h = (h ^ word) * 0x9e3779b97f4a7c15u, h ^= h >> 29;
    return h;
  }
};
// A value that is there behind `block`.
struct Known {
  Node* value;
  Block* block;
};

class Redundancy {
 public:
  explicit Redundancy(Graph& graph) : graph_(graph), flow_(graph) {}

  void run() {
    for (const Loop& loop : flow_.loops())
      for (const Block* b : loop.blocks)
        for (const Node* n : b->nodes)
          if (!n->replacement) writtenIn_[loop.header] |= writesOf(n);
    for (Block* b : graph_.blocks) {
      Versions now = versionsAt(b);
      for (Node* n : b->nodes)
        if (!n->replacement) visit(n, b, &now);
      behind_[b] = now;
    }
  }

 private:
  Versions versionsAt(Block* b) {
    Versions at;
    bool known = !b->predecessors.empty() &&
                 std::none_of(b->predecessors.begin(), b->predecessors.end(), [](const Edge& e) { return e.thrower; });
    for (unsigned p = 0; p < kPlaces; ++p) {
      uint32_t version = 0;
      bool same = known;
      for (const Edge& e : b->predecessors) {
        if (!same) break;
        if (flow_.isBackEdge(e.from, b)) {
          same = flow_.dominates(b, e.from) && (planted(Plant::load_stale) || !writtenIn_[b].test(p));
        } else {
          uint32_t there = behind_[e.from][p];
          same = !version || version == there;
          version = there;
        }
      }
      at[p] = same && version ? version : ++lastVersion_;
    }
    // Each iteration polls.
    bool loop =
        std::any_of(b->predecessors.begin(), b->predecessors.end(), [&](const Edge& e) { return flow_.isBackEdge(e.from, b); });
    if (loop) at[kPolled] = ++lastVersion_;
    return at;
  }

  void write(const Node* n, Versions* now) {
    Places written = writesOf(n);
    // What runs Python code may begin to trace, or leave a signal behind.
    if (n->flags() & PYTHON) (*now)[kPolled] = ++lastVersion_;
    if (written.none() || (planted(Plant::store_forgotten) && n->op == NodeOp::ListStore)) return;
    for (unsigned p = 0; p < kPlaces; ++p)
      if (written.test(p)) (*now)[p] = ++lastVersion_;
  }

  uint64_t number(Node* n) {
    n = valueOf(n);
    if (n->op != NodeOp::Constant) return n->id;
    auto [it, fresh] = constants_.try_emplace({n->bits, n->more}, n->id);
    return it->second;
  }

  // What identifies the value of a node with these operands, here.
  Key keyOf(NodeOp op, const Node* n, const std::vector<Node*>& inputs, const Places& reads, const Versions& now) {
    Key key = {static_cast<uint64_t>(op) | static_cast<uint64_t>(n->offset) << 32, n->bits, n->more, inputs.size()};
    for (Node* input : inputs) key.push_back(number(input));
    key.insert(key.end(), n->words.begin(), n->words.end());
    for (unsigned p = 0; p < kPlaces; ++p)
      if (reads.test(p)) key.push_back(now[p]);
    return key;
  }

  void visit(Node* n, Block* b, Versions* now) {
    write(n, now);
    if (n->op == NodeOp::StoreField || n->op == NodeOp::ListStore) return remember(n, b, *now);
    if (n->op == NodeOp::NewObject) return rememberParts(n, b, *now);
    if (n->op == NodeOp::Poll) return poll(n, b, *now);
    bool pure = !(n->flags() & (RAISES | END | EFFECT | PYTHON));
    if (!pure || n->op == NodeOp::Constant || n->op == NodeOp::RangeState || n->op == NodeOp::GeneratorState ||
        n->op == NodeOp::NumberState || n->op == NodeOp::Caught)
      return;
    for (Node* input : n->inputs)
      if (!input) return;
    if (fold(n)) return;
    std::vector<Known>& known = table_[keyOf(n->op, n, n->inputs, readsOf(n), *now)];
    for (const Known& k : known) {
      if (!flow_.reaches(k.block, b) || resolve(k.value) == n) continue;
      n->replacement = k.value;
      return;
    }
    known.push_back({n, b});
  }

  // One poll between two calls that can run Python code is enough: those in front of inlined calls, and at back edges.
  void poll(Node* n, Block* b, const Versions& now) {
    std::vector<Known>& known = table_[{static_cast<uint64_t>(NodeOp::Poll), now[kPolled]}];
    for (const Known& k : known) {
      if (!flow_.reaches(k.block, b) || k.value == n) continue;
      n->replacement = k.value;
      return;
    }
    if (n->bits == 0) known.push_back({n, b});
  }

  // A load of what has been stored gives that. A store into an object that may be another makes the table's entries of
  // before void by the new version.
  void remember(Node* n, Block* b, const Versions& now) {
    Node load;
    bool list = n->op == NodeOp::ListStore;
    load.op = list ? NodeOp::ListLoad : NodeOp::LoadField;
    load.bits = list ? 0 : n->bits;
    load.inputs = list ? std::vector<Node*>{n->inputs[0], n->inputs[1]} : std::vector<Node*>{n->inputs[0]};
    Node* stored = resolve(n->inputs[list ? 2 : 1]);
    table_[keyOf(load.op, &load, load.inputs, readsOf(&load), now)].push_back({stored, b});
  }

  // What has just been made is of its shape, and has its parts.
  void rememberParts(Node* n, Block* b, const Versions& now) {
    if (static_cast<Form>(n->offset) != Form::Instance) return;
    Node look;
    look.inputs = {n};
    auto put = [&](Node* value) { table_[keyOf(look.op, &look, look.inputs, readsOf(&look), now)].push_back({value, b}); };
    look.op = NodeOp::CheckShape;
    look.bits = n->more;
    put(n);
    look.op = NodeOp::LoadField;
    for (size_t i = 0; i < n->inputs.size(); ++i) {
      look.bits = sizeof(Object) + i * sizeof(Value);
      put(resolve(n->inputs[i]));
    }
  }

  // What is taken from a tuple that was made here.
  bool fold(Node* n) {
    if (n->op != NodeOp::TupleItem && n->op != NodeOp::CheckLength && n->op != NodeOp::Length) return false;
    Node* made = valueOf(n->inputs[0]);
    bool tuple = made->op == NodeOp::NewObject && static_cast<Form>(made->offset) == Form::Tuple;
    if (made->op != NodeOp::NewTuple && !tuple) return false;
    if (n->op == NodeOp::TupleItem && n->bits < made->inputs.size()) {
      n->replacement = resolve(made->inputs[n->bits]);
      return true;
    }
    if (n->op == NodeOp::CheckLength && n->bits == made->inputs.size()) {
      n->replacement = made;
      return true;
    }
    return false;
  }

  struct PairHash {
    size_t operator()(const std::pair<uint64_t, uint64_t>& p) const { return KeyHash()({p.first, p.second}); }
  };

  Graph& graph_;
  Flow flow_;
  std::unordered_map<const Block*, Places> writtenIn_;  // by loop head
  std::unordered_map<const Block*, Versions> behind_;
  std::unordered_map<Key, std::vector<Known>, KeyHash> table_;
  std::unordered_map<std::pair<uint64_t, uint64_t>, uint32_t, PairHash> constants_;
  uint32_t lastVersion_ = 0;
};

}  // namespace

Places readsOf(const Node* n) { return placesOf(n, n->reads()); }
Places writesOf(const Node* n) { return placesOf(n, n->writes()); }

Node* valueOf(Node* n) {
  for (n = resolve(n);;) {
    switch (n->op) {
      case NodeOp::CheckInt:
      case NodeOp::CheckShape:
      case NodeOp::CheckShapes:
      case NodeOp::CheckTypeVersion:
      case NodeOp::CheckClass:
      case NodeOp::CheckClosure:
      case NodeOp::CheckSame:
      case NodeOp::CheckBound:
      case NodeOp::CheckImmediate:
      case NodeOp::CheckImmediateNumber:
      case NodeOp::CheckLength:
        n = resolve(n->inputs[0]);
        break;
      case NodeOp::CheckIndex:
        n = resolve(n->inputs[1]);
        break;
      default:
        return n;
    }
  }
}

void removeRedundant(Graph& graph) { Redundancy(graph).run(); }

}  // namespace typhon::jit
