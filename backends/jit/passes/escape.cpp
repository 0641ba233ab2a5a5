// What nodes do with objects that are not made (escape.h), and what becomes of the graph.
#include "backends/jit/passes/escape.h"

#include <algorithm>
#include <cstddef>

#include "backends/jit/helpers/helpers.h"
#include "backends/jit/host/state.h"
#include "backends/jit/passes/flow.h"
#include "backends/jit/passes/passes.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/types/function.h"
#include "runtime/types/tuple.h"
#include "runtime/types/value_array.h"

namespace typhon::jit {

namespace {

// A graph of more allocations takes too long; one that needs more runs has to do without.
constexpr size_t kMostObjects = 200;
constexpr unsigned kMostRuns = 40;

bool isAllocation(const Node* n) {
  switch (n->op) {
    case NodeOp::NewInstance:
      return true;
    case NodeOp::NewTuple:
      return n->inputs.size() <= kMostParts;
    case NodeOp::Allocate:
      return n->bits == static_cast<uint64_t>(HelperId::bind_method) || n->bits == static_cast<uint64_t>(HelperId::make_cell);
    default:
      return false;
  }
}

// Which part of an object lies at the byte offset; kMostParts: none.
size_t partAt(Form form, uint64_t offset) {
  size_t first = form == Form::Instance ? sizeof(typhon::Object)
                 : form == Form::Tuple  ? offsetof(Tuple, items)
                 : form == Form::Method ? offsetof(BoundMethod, function)
                                        : offsetof(Cell, value);
  if (offset < first || offset % sizeof(Value)) return kMostParts;
  return std::min<size_t>(kMostParts, (offset - first) / sizeof(Value));
}

size_t edgeOf(const Block* from, const Block* to) {
  auto is = [&](const Edge& e) { return e.from == from && !e.thrower; };
  return static_cast<size_t>(std::find_if(to->predecessors.begin(), to->predecessors.end(), is) - to->predecessors.begin());
}

}  // namespace

Escape::Escape(Graph& graph) : graph_(graph) {
  uint32_t ids = 0;
  for (const Block* b : graph.blocks) ids = std::max(ids, b->id + 1);
  position_.assign(ids, 0);
  for (uint32_t i = 0; i < graph.blocks.size(); ++i) position_[graph.blocks[i]->id] = i;
  unbound_ = graph.node(NodeOp::Constant, Rep::Any);
  unbound_->bits = Value::kUnboundBits;
  absent_ = graph.node(NodeOp::Constant, Rep::None);
  is_ = graph.node(NodeOp::Constant, Rep::Any);
  is_->bits = Value::kErrorBits;
  is_->more = 1;
  findUsedPhis();
}

void Escape::findUsedPhis() {
  std::vector<Node*> work;
  auto use = [&](Node* n) {
    n = resolve(n);
    if (n && n->op == NodeOp::Phi && usedPhis_.insert(n).second) work.push_back(n);
  };
  for (const Scope& s : graph_.scopes) use(s.extra), use(s.callee), use(s.generator);
  for (const Block* b : graph_.blocks)
    for (const Node* n : b->nodes)
      if (!n->replacement)
        for (Node* input : n->inputs) use(input);
  while (!work.empty()) {
    Node* phi = work.back();
    work.pop_back();
    for (Node* input : phi->inputs) use(input);
  }
}

void Escape::run() {
  size_t count = 0;
  for (const Block* b : graph_.blocks) {
    if (b->successors.size() == 2 && b->successors[0] == b->successors[1]) return;
    count += static_cast<size_t>(std::count_if(b->nodes.begin(), b->nodes.end(), isAllocation));
  }
  if (count == 0 || count > kMostObjects) return;
  for (unsigned i = 0; i < kMostRuns && !hopeless_; ++i) {
    run_ = Run();
    analyse();
    if (!failed_) return apply();
  }
}

void Escape::analyse() {
  failed_ = false;
  for (Block* b : graph_.blocks) {
    Point p;
    if (!enter(b, &p)) continue;
    for (Node* n : b->nodes)
      if (!n->replacement) visit(n, b, p);
    run_.ends[b] = std::move(p);
  }
  for (Block* b : graph_.blocks)
    for (size_t e = 0; e < b->predecessors.size(); ++e)
      if (run_.starts.count(b) && isRetreating(b->predecessors[e], b)) verify(b, e);
}

// --- values

// What the node is by now: of what stands for an object the node that the object goes by.
Node* Escape::value(Node* n) const {
  for (n = resolve(n); n; n = resolve(n)) {
    auto by = run_.replaced.find(n);
    if (by == run_.replaced.end()) return n;
    n = by->second;
  }
  return n;
}

const Escape::Object* Escape::objectOf(Node* n) const {
  n = value(n);
  auto found = run_.objects.find(n);
  return found == run_.objects.end() ? nullptr : &found->second;
}

// Null: it is no object, or a phi has taken it over although it was of use.
Escape::Contents* Escape::find(Objects& objects, Node* n) {
  n = value(n);
  if (!run_.objects.count(n)) return nullptr;
  auto found = objects.find(n);
  if (found != objects.end()) return &found->second;
  auto takers = run_.takers.find(n);
  if (takers == run_.takers.end())
    hopeless_ = true;
  else
    facts_.plainPhis.insert(takers->second.begin(), takers->second.end());
  failed_ = true;
  return nullptr;
}

Escape::Optional Escape::optionalOf(Node* key, const Contents& c) const {
  Object object = run_.objects.at(key);
  size_t count = c.parts.size() - (object.optional ? 1 : 0);
  object.optional = true;
  return {object, c.shape, count};
}

// The parts that n has for a phi that may be such an object or something else; false if it is another object.
bool Escape::partsFor(const Optional& o, Objects& objects, Node* n, std::vector<Node*>* parts) {
  n = value(n);
  Contents* c = find(objects, n);
  if (!c || c->made) {
    parts->assign(o.count, absent_);
    parts->push_back(c ? c->made : n);
    return true;
  }
  const Optional other = optionalOf(n, *c);
  if (other.object.form != o.object.form || other.object.type != o.object.type || other.shape != o.shape ||
      other.count != o.count)
    return false;
  *parts = c->parts;
  if (!run_.objects.at(n).optional) parts->push_back(is_);
  return true;
}

Node* Escape::constant(uint64_t bits, Rep type) {
  Node* n = graph_.node(NodeOp::Constant, type);
  n->bits = bits;
  if (Value::fromBits(bits).isObject()) graph_.mentioned.push_back(Value::fromBits(bits));
  return n;
}

Node* Escape::placed(NodeOp op, const Place& at) {
  Node* n = graph_.node(op, Rep::Any);
  n->block = at.block;
  n->scope = at.like->scope;
  n->pc = at.like->pc;
  return n;
}

void Escape::describe(Node* n, const Object& object, const Contents& c) {
  n->offset = static_cast<uint32_t>(object.form);
  if (object.optional) n->words.push_back(1);
  if (object.form == Form::Tuple && !object.optional) n->shape = kShapeOf_tuple;
  if (object.form != Form::Instance) return;
  n->bits = Value(object.type).bits();
  n->more = c.shape;
}

// The object that `key` stands for, made at the place unless it has been made before; and what it refers to.
Node* Escape::make(Point& p, Node* key, const Place& at) {
  Contents& c = p.objects.at(key);
  if (c.made) return c.made;
  if (run_.objects.at(key).optional) {
    // What it is otherwise would have to be asked: it has to be a value.
    facts_.plainPhis.insert(key);
    failed_ = true;
    return unbound_;
  }
  Node* n = placed(NodeOp::NewObject, at);
  describe(n, run_.objects.at(key), c);
  c.made = n;
  p.changed();
  pending_.insert(key);
  Form form = run_.objects.at(key).form;
  for (size_t i = 0; i < c.parts.size(); ++i) {
    Node* part = value(c.parts[i]);
    Contents* other = find(p.objects, part);
    if (other && pending_.count(part)) {
      n->inputs.push_back(unbound_);
      unfinished_.push_back({n, other->made, partOffset(form, i)});
    } else {
      n->inputs.push_back(other ? make(p, part, at) : part);
    }
  }
  run_.insertions.push_back({n, at});
  pending_.erase(key);
  if (!pending_.empty()) return n;
  for (const auto& [object, part, offset] : unfinished_) {
    Node* store = placed(NodeOp::StoreField, at);
    store->type = Rep::None;
    store->inputs = {object, part};
    store->bits = static_cast<uint64_t>(offset);
    run_.insertions.push_back({store, at});
  }
  unfinished_.clear();
  return n;
}

// n for a use that needs the object itself.
Node* Escape::used(Point& p, Node* n, const Place& at) {
  n = value(n);
  Contents* c = find(p.objects, n);
  return c ? make(p, n, at) : n;
}

// What an exit makes the object of.
Node* Escape::stateOf(Point& p, Node* key) {
  auto [place, fresh] = p.here->objects.try_emplace(key, nullptr);
  if (!fresh) return place->second;
  const Contents& c = p.objects.at(key);
  Node* n = graph_.node(NodeOp::ObjectState, Rep::Any);
  place->second = n;
  describe(n, run_.objects.at(key), c);
  for (Node* part : c.parts) {
    part = value(part);
    Contents* other = find(p.objects, part);
    n->inputs.push_back(!other ? part : other->made ? other->made : stateOf(p, part));
  }
  size_t last = n->inputs.size() - (run_.objects.at(key).optional ? 2 : 1);
  if (planted(Plant::object_parts) && last > 1 && last < n->inputs.size()) std::swap(n->inputs[last - 1], n->inputs[last]);
  return n;
}

Node* Escape::known(Point& p, Node* key) {
  Contents* c = find(p.objects, key);
  return !c ? nullptr : c->made ? c->made : stateOf(p, key);
}

FrameState* Escape::stateAt(Point& p, FrameState* state) {
  if (p.objects.empty()) return state;
  auto [place, fresh] = p.here->states.try_emplace(state, state);
  if (!fresh) return place->second;
  FrameState made{state->pc, state->scope, {}, {}};
  eachInFrames(state, [&](Node* key) {
    bool there = std::any_of(made.objects.begin(), made.objects.end(), [&](const auto& o) { return o.first == key; });
    if (Node* n = there ? nullptr : known(p, key)) made.objects.emplace_back(key, n);
  });
  if (made.objects.empty()) return state;
  FrameState* copy = graph_.frameState(state->pc, state->scope);
  copy->registers = state->registers;
  copy->objects = std::move(made.objects);
  p.here->states[state] = copy;
  return copy;
}

// --- nodes

void Escape::visit(Node* n, Block* b, Point& p) {
  Place at{b, n, nullptr, n};
  if (allocates(n, p) || decided(n, p, at) || visitObject(n, p, at) || visitValue(n)) return;
  if (n->op == NodeOp::LeaveScope) return leaveScope(n, p, at);
  for (size_t i = 0; i < n->inputs.size(); ++i)
    if (n->inputs[i] && objectOf(n->inputs[i])) run_.inputs.push_back({n, i, used(p, n->inputs[i], at)});
  // What runs Python code sees what the frames hold.
  bool seen = n->op == NodeOp::Yield || (n->flags() & PYTHON && n->writes());
  if (seen && n->state) eachInFrames(n->state, [&](Node* key) { used(p, key, at); });
  if (n->state)
    if (FrameState* state = stateAt(p, n->state); state != n->state) run_.states.push_back({n, state});
  if (n->handler) run_.throws[n] = p;
  if (n->op == NodeOp::Branch) {
    auto outcome = run_.known.find(value(n->inputs[0]));
    if (outcome != run_.known.end()) run_.only[b] = b->successors[outcome->second ? 0 : 1];
  }
}

// Whoever has left a mark in the frame wants to see it once more: the interpreter goes on.
void Escape::leaveScope(Node* n, Point& p, const Place& at) {
  run_.leaves.push_back(n);
  FrameState* state = stateAt(p, n->state);
  if (state == n->state) return;
  bool unmade = std::any_of(state->objects.begin(), state->objects.end(),
                            [](const auto& o) { return o.second->op == NodeOp::ObjectState; });
  if (unmade) {
    Node* guard = placed(NodeOp::CheckUnseen, at);
    guard->type = Rep::None;
    guard->state = state;
    run_.insertions.push_back({guard, at});
  }
  run_.states.push_back({n, unmade ? nullptr : state});
}

bool Escape::allocates(Node* n, Point& p) {
  if (!isAllocation(n)) return false;
  Object object{Form::Tuple, nullptr};
  Contents c;
  if (n->op == NodeOp::NewInstance) {
    object = {Form::Instance, Value::fromBits(n->bits).as<typhon::Type>()};
    const Shape* shape = object.type->rootShape;
    uint32_t words = tailWords(shape);
    bool plain = !object.type->slots.finalize && !(object.type->typeFlags & kAbstract) &&
                 (!shape->tailOffset || shape->tailOffset == sizeof(typhon::Object)) && words <= kMostParts;
    if (!plain) return false;
    c.shape = shape->id;
    c.parts.assign(words, unbound_);
    graph_.mentioned.push_back(Value(object.type));
    graph_.mentioned.push_back(Value(shape));
  } else {
    if (n->op == NodeOp::Allocate)
      object.form = n->bits == static_cast<uint64_t>(HelperId::make_cell) ? Form::Cell : Form::Method;
    c.parts = n->inputs;
  }
  run_.objects[n] = object;
  p.objects[n] = std::move(c);
  p.changed();
  run_.removed.insert(n);
  return true;
}

// What is left to do of a check of an object's class that the compiler has answered: that the class is as it was.
void Escape::checkVersion(Node* n, typhon::Type* type, Point& p, const Place& at) {
  Node* guard = placed(NodeOp::CheckVersion, at);
  guard->type = Rep::None;
  guard->bits = Value(type).bits();
  guard->more = type->version;
  guard->state = stateAt(p, n->state);
  run_.insertions.push_back({guard, at});
}

// Conditions whose outcome is known.
bool Escape::decided(Node* n, Point& p, const Place& at) {
  if (n->inputs.empty()) return false;
  Node* v = value(n->inputs[0]);
  if (!v) return false;
  auto decide = [&](bool outcome) {
    run_.known[n] = outcome;
    return true;
  };
  const Object* object = objectOf(v);
  Contents* c = object ? find(p.objects, v) : nullptr;
  if (object && !c) return false;
  bool literal = v->op == NodeOp::Constant && !v->more;
  switch (n->op) {
    case NodeOp::IsBits:
      if (object) return decide(false);
      return literal && decide(v->bits == n->bits);
    case NodeOp::IsObject:
      return object && decide(true);
    case NodeOp::HasShape:
      if (!c || c->made || object->form != Form::Instance) return false;
      return decide(std::find(n->words.begin(), n->words.end(), c->shape) != n->words.end());
    case NodeOp::Not: {
      auto outcome = run_.known.find(v);
      return outcome != run_.known.end() && decide(!outcome->second);
    }
    case NodeOp::Same: {
      Node* w = value(n->inputs[1]);
      Contents* other = find(p.objects, w);
      if (v == w && c) return decide(true);
      bool fresh = (c && !c->made) || (other && !other->made);
      return fresh && !failed_ && decide(planted(Plant::object_same));
    }
    case NodeOp::IsInstance: {
      if (!c || c->made) return false;
      auto* wanted = Value::fromBits(n->bits).as<typhon::Type>();
      if (object->form == Form::Tuple) return decide(isSubtype(types::tuple, wanted));
      if (object->form != Form::Instance || !n->state) return false;
      checkVersion(n, object->type, p, at);
      return decide(isSubtype(object->type, wanted));
    }
    case NodeOp::Truth: {
      if (object) {
        if (object->form == Form::Tuple) return decide(true);
        bool plain = object->form == Form::Instance && !object->type->slots.truth && !object->type->slots.length;
        if (!plain || !n->state) return false;
        checkVersion(n, object->type, p, at);
        return decide(true);
      }
      if (!literal) return false;
      if (v->bits == Value::kTrueBits) return decide(true);
      return (v->bits == Value::kNoneBits || v->bits == Value::kFalseBits) && decide(false);
    }
    default:
      return false;
  }
}

// What looks at an object that is not made, or changes it.
bool Escape::visitObject(Node* n, Point& p, const Place& at) {
  if (n->inputs.empty()) return false;
  Node* key = value(n->inputs[0]);
  const Object* object = objectOf(key);
  Contents* c = object ? find(p.objects, key) : nullptr;
  if (!c || c->made) return false;
  bool instance = object->form == Form::Instance, tuple = object->form == Form::Tuple;
  auto replace = [&](Node* by) {
    run_.replaced[n] = by;
    return true;
  };
  auto load = [&](size_t part) { return part < c->parts.size() && replace(c->parts[part]); };
  auto store = [&](size_t part, Node* v) {
    if (part >= c->parts.size()) return false;
    if (!planted(Plant::object_store)) c->parts[part] = v;
    p.changed();
    run_.removed.insert(n);
    return true;
  };
  auto offsetIn = [&](size_t input) {
    Node* v = value(n->inputs[input]);
    return v->op == NodeOp::Constant ? partAt(object->form, v->bits) : kMostParts;
  };
  auto among = [&](uint64_t word) { return std::find(n->words.begin(), n->words.end(), word) != n->words.end(); };
  auto selected = [&](uint64_t word) {
    for (size_t i = 0; i < n->words.size(); i += 2)
      if (n->words[i] == word) return replace(constant(n->words[i + 1], Rep::Any));
    return false;
  };
  switch (n->op) {
    case NodeOp::CheckShape: {
      uint32_t shape = instance                       ? c->shape
                       : tuple                        ? kShapeOf_tuple
                       : object->form == Form::Method ? kShapeOf_method
                                                      : kShapeOf_cell;
      return n->bits == shape && replace(key);
    }
    case NodeOp::CheckShapes:
      return instance && among(c->shape) && replace(key);
    case NodeOp::CheckTypeVersion:
    case NodeOp::CheckTypeVersions:
      if (!instance || (n->words.empty() ? n->bits != object->type->version : !among(object->type->version))) return false;
      checkVersion(n, object->type, p, at);
      return replace(key);
    case NodeOp::CheckBound:
      return replace(key);
    case NodeOp::SelectByShape:
      return instance && selected(c->shape);
    case NodeOp::SelectByVersion:
      return instance && selected(object->type->version);
    case NodeOp::TypeOf:
      return instance && replace(constant(Value(object->type).bits(), Rep::Any));
    case NodeOp::LoadField:
      return load(partAt(object->form, n->bits));
    case NodeOp::LoadFieldAt:
      return load(offsetIn(1));
    case NodeOp::StoreField:
      return store(partAt(object->form, n->bits), n->inputs[1]);
    case NodeOp::StoreFieldAt:
      return store(offsetIn(1), n->inputs[2]);
    case NodeOp::StoreShape: {
      const Shape* shape = shapeTable[n->bits];
      if (!instance || shape->type != object->type || shape->isDictionary || tailWords(shape) != c->parts.size()) return false;
      graph_.mentioned.push_back(Value(shape));
      if (!planted(Plant::object_shape)) c->shape = shape->id;
      p.changed();
      run_.removed.insert(n);
      return true;
    }
    case NodeOp::TupleItem:
      return tuple && load(n->bits);
    case NodeOp::TupleLoad: {
      Node* index = value(n->inputs[1]);
      return tuple && isIntConstant(index) && load(static_cast<size_t>(intOf(index)));
    }
    case NodeOp::CheckLength:
      return tuple && n->bits == c->parts.size() && replace(key);
    case NodeOp::Length:
    case NodeOp::LengthAny:
      return tuple && replace(constant(Value::smallInt(static_cast<int64_t>(c->parts.size())).bits(), Rep::Int));
    default:
      return false;
  }
}

// Checks of what has come out of an object.
bool Escape::visitValue(Node* n) {
  auto replace = [&](Node* by) {
    run_.replaced[n] = by;
    return true;
  };
  switch (n->op) {
    case NodeOp::CheckBound: {
      Node* v = value(n->inputs[0]);
      bool bound = v->op == NodeOp::Constant ? v->bits != Value::kUnboundBits : v->type != Rep::Any || v->shape;
      return bound && replace(v);
    }
    case NodeOp::CheckIndex:
    case NodeOp::CheckSigned: {
      Node *length = value(n->inputs[0]), *index = value(n->inputs[1]);
      if (!isIntConstant(length) || !isIntConstant(index)) return false;
      int64_t i = intOf(index), count = intOf(length);
      if (n->op == NodeOp::CheckSigned && i < 0) i += count;
      if (i < 0 || i >= count) return false;
      return replace(i == intOf(index) ? index : constant(Value::smallInt(i).bits(), Rep::Int));
    }
    default:
      return false;
  }
}

// --- the graph

void Escape::apply() {
  for (const auto& [n, input, by] : run_.inputs) n->inputs[input] = by;
  for (const auto& [n, state] : run_.states) n->state = state;
  for (Node* n : run_.leaves) n->inputs.clear();
  for (const auto& [b, registers, objects] : run_.loopStates) b->registers = registers, b->objects = objects;
  for (Block* b : graph_.blocks) {
    std::erase_if(b->phis, [&](Node* phi) { return run_.objects.count(phi) || run_.replaced.count(phi); });
    auto start = run_.starts.find(b);
    if (start == run_.starts.end()) continue;
    for (Node* phi : start->second.values) {
      for (Node*& input : phi->inputs)
        if (!input) input = unbound_;
      b->phis.push_back(phi);
    }
  }
  std::map<const Node*, std::vector<Node*>> before;
  std::map<std::pair<Block*, Block*>, std::vector<Node*>> onEdges;
  for (const auto& [n, at] : run_.insertions) (at.to ? onEdges[{at.block, at.to}] : before[at.before]).push_back(n);
  for (Block* b : graph_.blocks) {
    std::vector<Node*> nodes;
    for (Node* n : b->nodes) {
      if (auto in = before.find(n); in != before.end()) nodes.insert(nodes.end(), in->second.begin(), in->second.end());
      if (!run_.removed.count(n)) nodes.push_back(n);
    }
    b->nodes = std::move(nodes);
  }
  // In the order of blocks, so that a function's code is the same each time.
  std::vector<std::pair<std::pair<Block*, Block*>, std::vector<Node*>>> edges(onEdges.begin(), onEdges.end());
  std::sort(edges.begin(), edges.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first.first->id, a.first.second->id) < std::pair(b.first.first->id, b.first.second->id);
  });
  for (auto& [edge, nodes] : edges) {
    auto [from, to] = edge;
    if (from->successors.size() != 1) from = splitEdge(graph_, to, edgeOf(from, to));
    for (Node* n : nodes) n->block = from;
    from->nodes.insert(from->nodes.end() - 1, nodes.begin(), nodes.end());
  }
  for (const auto& [n, by] : run_.replaced)
    if (n->op != NodeOp::Phi) raisesNothing(const_cast<Node*>(n));
  for (const auto& [n, by] : run_.replaced) const_cast<Node*>(n)->replacement = by;
  for (Node* n : run_.removed) raisesNothing(n);
  for (const auto& [n, outcome] : run_.known) becomeConstant(const_cast<Node*>(n), outcome);
  foldBranches(graph_);
  orderBlocks(graph_);
  removeTrivialPhis(graph_);
}

void leaveObjectsUnmade(Graph& graph) { Escape(graph).run(); }

}  // namespace typhon::jit
