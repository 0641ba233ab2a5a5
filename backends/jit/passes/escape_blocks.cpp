// Where ways meet (escape.h).
#include <algorithm>
#include <deque>

#include "backends/jit/host/state.h"
#include "backends/jit/passes/escape.h"

namespace typhon::jit {

bool Escape::reaches(const Edge& e, const Block* to) const {
  if (e.thrower) return run_.throws.count(e.thrower);
  if (!run_.ends.count(e.from)) return false;
  auto only = run_.only.find(e.from);
  return only == run_.only.end() || only->second == to;
}

Node* Escape::newPhi(Block* b, uint64_t bits) {
  Node* phi = graph_.node(NodeOp::Phi, Rep::Any);
  phi->block = b;
  phi->scope = b->scope;
  phi->pc = b->pc;
  phi->bits = bits;
  return phi;
}

Node* Escape::partPhi(Block* b, Node* owner, size_t part) {
  Node*& phi = facts_.partPhis[{b, owner, part}];
  if (!phi) phi = newPhi(b, owner->bits);
  return phi;
}

// Whether one phi can stand for both.
bool Escape::alike(Node* key, const Contents& c, Node* other, const Contents& d) const {
  const Object &a = run_.objects.at(key), &b = run_.objects.at(other);
  return a.form == b.form && a.type == b.type && a.optional == b.optional && c.shape == d.shape &&
         c.parts.size() == d.parts.size();
}

// n for a phi, as the edge brings it: an object is made on the edge. What an exception leads to gets it from the node that
// raises, as the frames do.
Node* Escape::arriving(Incoming& in, Block* to, Node* n) {
  n = value(n);
  if (!find(in.point.objects, n)) return n;
  if (in.thrower) return known(in.point, n);
  return make(in.point, n, Place{in.from, nullptr, to, in.from->nodes.back()});
}

// One meeting of several ways: which objects have to be made on them, and which phis take objects over.
class Escape::Merge {
 public:
  Merge(Escape& escape, Block* b, std::vector<Incoming>& incoming, bool loop, bool handler)
      : e_(escape), b_(b), in_(incoming), needed_(incoming.size()), loop_(loop), handler_(handler) {}

  void run(Point* out) {
    findThere();
    do {
      again_ = false;
      taken_.assign(in_.size(), {});
      meetings_.clear();
      taking_.clear();
      optional_.clear();
      same_.clear();
      look();
    } while (again_);
    finish(out);
  }

 private:
  // Objects that there are on all ways.
  void findThere() {
    for (const auto& [key, c] : in_[0].point.objects) {
      bool all = std::all_of(in_.begin(), in_.end(), [&](const Incoming& i) { return i.point.objects.count(key) != 0; });
      if (all && !e_.facts_.lostIn.count({b_, key})) there_.insert(key);
    }
    for (Node* key : there_) {
      const Contents& first = in_[0].point.objects.at(key);
      bool made = handler_ || e_.facts_.madeIn.count({b_, key});
      for (const Incoming& i : in_) {
        const Contents& c = i.point.objects.at(key);
        made |= c.made || c.shape != first.shape;
      }
      if (made) makeEverywhere(key);
    }
  }

  void makeEverywhere(Node* key) {
    if (!made_.insert(key).second) return;
    again_ = true;
    for (size_t i = 0; i < in_.size(); ++i) need(i, key);
  }

  // The object is made on the edge at the latest, and what it refers to.
  void need(size_t i, Node* key) {
    Contents* c = e_.find(in_[i].point.objects, key);
    if (!c || c->made || !needed_[i].insert(key).second) return;
    again_ = true;
    for (Node* part : c->parts)
      if (e_.objectOf(part)) need(i, e_.value(part));
    if (there_.count(key)) makeEverywhere(key);
  }

  void look() {
    for (Node* phi : b_->phis) {
      Meeting m{phi, {}};
      for (const Incoming& i : in_) m.values.push_back(phi->inputs[i.edge]);
      meetings_.push_back(std::move(m));
    }
    for (Node* key : there_) {
      if (made_.count(key)) continue;
      std::vector<std::vector<Node*>> parts;
      for (const Incoming& i : in_) parts.push_back(i.point.objects.at(key).parts);
      lookAtParts(key, parts, false);
    }
    for (size_t m = 0; m < meetings_.size(); ++m) look(meetings_[m]);
  }

  // A phi for each part of the objects that differs, or may when the loop comes round.
  void lookAtParts(Node* owner, const std::vector<std::vector<Node*>>& parts, bool all) {
    for (size_t p = 0; p < parts[0].size(); ++p) {
      Meeting m{nullptr, {}, owner, p};
      bool differ = (all && loop_) || e_.facts_.changingParts.count({b_, owner, p});
      for (size_t i = 0; i < in_.size(); ++i) {
        m.values.push_back(e_.value(parts[i][p]));
        differ |= m.values[i] != m.values[0];
      }
      if (planted(Plant::object_merged)) differ = false;
      if (!differ) continue;
      m.phi = e_.partPhi(b_, owner, p);
      meetings_.push_back(std::move(m));
    }
  }

  void look(const Meeting& m) {
    std::vector<Node*> keys;
    for (Node* v : m.values) keys.push_back(e_.value(v));
    bool equal = std::all_of(keys.begin(), keys.end(), [&](const Node* k) { return k == keys[0]; });
    if (equal && !loop_ && !handler_ && !m.owner && there_.count(keys[0])) {
      same_[m.phi] = keys[0];
      return;
    }
    std::vector<std::vector<Node*>> parts;
    if (takes(m, keys, &parts)) {
      Contents c;
      c.parts = parts[0];
      Object object;
      if (auto optional = optional_.find(m.phi); optional != optional_.end()) {
        object = optional->second.object;
        c.shape = optional->second.shape;
      } else {
        object = e_.run_.objects.at(keys[0]);
        c.shape = in_[0].point.objects.at(keys[0]).shape;
      }
      taking_[m.phi] = {object, std::move(c)};
      Node* phi = m.phi;
      return lookAtParts(phi, parts, true);
    }
    for (size_t i = 0; i < keys.size(); ++i)
      if (e_.objectOf(keys[i])) need(i, keys[i]);
  }

  // Whether objects and other values come in, of which only frames know.
  bool isOptional(const Meeting& m, const std::vector<Node*>& keys) {
    if (m.owner || !e_.onlyInFrames(m.phi)) return false;
    if (auto known = e_.facts_.optional.find(m.phi); known != e_.facts_.optional.end()) {
      optional_[m.phi] = known->second;
      return true;
    }
    for (size_t i = 0; i < keys.size(); ++i) {
      const Contents* c = e_.objectOf(keys[i]) ? e_.find(in_[i].point.objects, keys[i]) : nullptr;
      if (!c || c->made) continue;
      bool all = std::all_of(keys.begin(), keys.end(), [&](Node* k) { return e_.objectOf(k) && !e_.objectOf(k)->optional; });
      if (all) return false;
      optional_[m.phi] = e_.optionalOf(keys[i], *c);
      return true;
    }
    return false;
  }

  bool takes(const Meeting& m, const std::vector<Node*>& keys, std::vector<std::vector<Node*>>* parts) {
    if (handler_ || plain_.count(m.phi) || e_.facts_.plainPhis.count(m.phi)) return false;
    bool optional = isOptional(m, keys);
    for (size_t i = 0; i < keys.size(); ++i) {
      Contents* c = e_.objectOf(keys[i]) ? e_.find(in_[i].point.objects, keys[i]) : nullptr;
      if (c && !c->made && needed_[i].count(keys[i])) return false;
      parts->emplace_back();
      if (optional) {
        if (!e_.partsFor(optional_.at(m.phi), in_[i].point.objects, keys[i], &parts->back())) return false;
        continue;
      }
      if (!c || c->made || e_.run_.objects.at(keys[i]).optional) return false;
      if (!e_.alike(keys[0], in_[0].point.objects.at(keys[0]), keys[i], *c)) return false;
      parts->back() = c->parts;
    }
    auto unmade = [&](size_t i) {
      auto c = in_[i].point.objects.find(keys[i]);
      return c != in_[i].point.objects.end() && !c->second.made;
    };
    for (size_t i = 0; i < keys.size(); ++i) {
      if (!unmade(i)) continue;
      auto other = taken_[i].find(keys[i]);
      if (other == taken_[i].end()) continue;
      // Two phis for one object.
      plain_.insert(m.phi);
      plain_.insert(other->second);
      again_ = true;
      return false;
    }
    for (size_t i = 0; i < keys.size(); ++i)
      if (unmade(i)) taken_[i][keys[i]] = m.phi;
    return true;
  }

  void finish(Point* out) {
    Start& start = e_.run_.starts[b_];
    for (const auto& [phi, key] : same_) e_.run_.replaced[phi] = key;
    std::set<const Node*> taken;
    for (const auto& on : taken_)
      for (const auto& [key, phi] : on) {
        taken.insert(key);
        e_.run_.takers[key].insert(phi);
      }
    // Which phis stand for objects has to be known before values are looked at.
    for (const auto& [phi, object] : taking_) e_.run_.objects[phi] = object.first;
    for (const Meeting& m : meetings_) {
      if (m.owner) start.parts[{m.owner, m.part}] = m.phi;
      if (e_.run_.objects.count(m.phi)) {
        if (!m.owner) start.phis.push_back(m.phi);
        continue;
      }
      if (same_.count(m.phi)) continue;
      if (m.owner) {
        m.phi->inputs.assign(b_->predecessors.size(), nullptr);
        start.values.push_back(m.phi);
      } else {
        start.plain.push_back(m.phi);
      }
      for (size_t i = 0; i < in_.size(); ++i) {
        bool object = e_.objectOf(m.values[i]) != nullptr;
        Node* v = e_.arriving(in_[i], b_, m.values[i]);
        if (m.owner)
          m.phi->inputs[in_[i].edge] = v;
        else if (object)
          e_.run_.inputs.push_back({m.phi, in_[i].edge, v});
      }
    }
    for (Node* key : there_) {
      if (taken.count(key)) continue;
      if (made_.count(key)) {
        if (Node* made = madeOf(key, start)) start.objects[key].made = made;
      } else {
        start.objects[key] = contents(key, in_[0].point.objects.at(key), start);
      }
    }
    for (const auto& [phi, object] : taking_) start.objects[phi] = contents(phi, object.second, start);
    out->objects = start.objects;
  }

  Contents contents(Node* owner, Contents c, const Start& start) {
    for (size_t p = 0; p < c.parts.size(); ++p)
      if (auto phi = start.parts.find({owner, p}); phi != start.parts.end()) c.parts[p] = phi->second;
    return c;
  }

  // The object as it has been made on one way or another.
  Node* madeOf(Node* key, Start& start) {
    std::vector<Node*> values;
    for (Incoming& i : in_) values.push_back(e_.arriving(i, b_, key));
    bool equal = std::all_of(values.begin(), values.end(), [&](const Node* v) { return v && v == values[0]; });
    if (equal && !in_[0].thrower) return values[0];
    if (std::find(values.begin(), values.end(), nullptr) != values.end()) return nullptr;
    Node*& phi = e_.facts_.madePhis[{b_, key}];
    if (!phi) phi = e_.newPhi(b_, 0);
    phi->inputs.assign(b_->predecessors.size(), nullptr);
    for (size_t i = 0; i < in_.size(); ++i) phi->inputs[in_[i].edge] = values[i];
    start.made[key] = phi;
    start.values.push_back(phi);
    return phi;
  }

  Escape& e_;
  Block* b_;
  std::vector<Incoming>& in_;
  Keys there_, made_;
  std::vector<Keys> needed_;
  std::set<Node*> plain_;
  std::vector<std::map<Node*, Node*, ById>> taken_;  // by edge: which phi takes an object
  std::deque<Meeting> meetings_;
  std::map<Node*, std::pair<Object, Contents>, ById> taking_;  // phis, and what they are with the first edge's parts
  std::map<Node*, Optional> optional_;
  std::map<Node*, Node*, ById> same_;
  bool loop_, handler_, again_ = false;
};

// The state at the block's start; false if nothing leads there.
bool Escape::enter(Block* b, Point* out) {
  bool entry = std::any_of(graph_.entries.begin(), graph_.entries.end(), [&](const Entry& e) { return e.block == b; });
  if (entry) return true;
  std::vector<Incoming> incoming;
  bool loop = false, handler = false;
  for (size_t e = 0; e < b->predecessors.size(); ++e) {
    const Edge& edge = b->predecessors[e];
    handler |= edge.thrower != nullptr;
    if (isRetreating(edge, b)) {
      loop = true;
      continue;
    }
    if (!reaches(edge, b)) continue;
    incoming.push_back({e, edge.from, edge.thrower, edge.thrower ? run_.throws.at(edge.thrower) : run_.ends.at(edge.from)});
  }
  if (incoming.empty()) return false;
  if (incoming.size() == 1 && !loop && !handler && b->phis.empty()) {
    *out = std::move(incoming[0].point);
    return true;
  }
  Merge(*this, b, incoming, loop, handler).run(out);
  if (b->loopHeader && !b->registers.empty()) noteLoopState(b, *out);
  return true;
}

// What the states of guards that will move in front of the loop say.
void Escape::noteLoopState(Block* b, Point& p) {
  FrameState state{b->pc, b->scope, b->registers, {}};
  std::vector<std::pair<Node*, Node*>> objects;
  eachInFrames(&state, [&](Node* key) {
    if (Node* n = known(p, key)) objects.emplace_back(key, n);
  });
  if (objects.empty()) return;
  for (Node*& r : state.registers) {
    Node* key = value(r);
    auto object = std::find_if(objects.begin(), objects.end(), [&](const auto& o) { return o.first == key; });
    if (object != objects.end()) r = object->second;
  }
  run_.loopStates.push_back({b, std::move(state.registers), std::move(objects)});
}

// Whether what comes round the loop by this edge is as the loop's head has taken it to be.
void Escape::verify(Block* b, size_t edge) {
  const Edge& e = b->predecessors[edge];
  if (!reaches(e, b)) return;
  Start& start = run_.starts.at(b);
  Incoming in{edge, e.from, e.thrower, e.thrower ? run_.throws.at(e.thrower) : run_.ends.at(e.from)};
  std::vector<std::pair<Node*, Node*>> takes;     // phi, object
  std::vector<std::pair<Node*, Node*>> arrivals;  // phi, value
  auto plain = [&](Node* phi) {
    facts_.plainPhis.insert(phi);
    failed_ = true;
  };
  auto fill = [&](auto& self, Node* phi, Node* n) -> void {
    if (!run_.objects.count(phi)) return void(arrivals.emplace_back(phi, n));
    Node* key = value(n);
    Contents* c = objectOf(key) ? find(in.point.objects, key) : nullptr;
    std::vector<Node*> parts;
    if (run_.objects.at(phi).optional) {
      if (!partsFor(optionalOf(phi, start.objects.at(phi)), in.point.objects, key, &parts)) return plain(phi);
    } else {
      if (!c || c->made || !alike(phi, start.objects.at(phi), key, *c)) return plain(phi);
      parts = c->parts;
    }
    if (c && !c->made) takes.emplace_back(phi, key);
    for (size_t p = 0; p < parts.size(); ++p)
      if (auto part = start.parts.find({phi, p}); part != start.parts.end()) self(self, part->second, parts[p]);
  };
  auto isPhiHere = [&](const Node* key) { return key->op == NodeOp::Phi && key->block == b; };
  for (Node* phi : start.phis) fill(fill, phi, phi->inputs[edge]);
  for (auto& [key, c] : start.objects) {
    if (isPhiHere(key)) continue;
    auto round = in.point.objects.find(key);
    if (round == in.point.objects.end()) {
      auto takers = run_.takers.find(key);
      if (takers != run_.takers.end())
        facts_.plainPhis.insert(takers->second.begin(), takers->second.end());
      else
        facts_.lostIn.insert({b, key});
      failed_ = true;
      continue;
    }
    if (c.made || round->second.made) continue;
    for (size_t p = 0; p < c.parts.size() && p < round->second.parts.size(); ++p) {
      auto part = start.parts.find({key, p});
      if (part != start.parts.end()) {
        fill(fill, part->second, round->second.parts[p]);
      } else if (value(c.parts[p]) != value(round->second.parts[p])) {
        facts_.changingParts.insert({b, key, p});
        failed_ = true;
      }
    }
  }
  for (Node* phi : start.plain) {
    Node* key = value(phi->inputs[edge]);
    Contents* c = objectOf(key) ? find(in.point.objects, key) : nullptr;
    if (!c) continue;
    if (!c->made && !in.thrower && onlyInFrames(phi) && !facts_.plainPhis.count(phi) &&
        facts_.optional.emplace(phi, optionalOf(key, *c)).second)
      failed_ = true;
    else
      arrivals.emplace_back(phi, key);
  }
  for (auto& [phi, n] : arrivals) {
    Node* v = arriving(in, b, n);
    if (std::find(start.plain.begin(), start.plain.end(), phi) != start.plain.end())
      run_.inputs.push_back({phi, edge, v});
    else
      phi->inputs[edge] = v;
  }
  // What has been made now, and what two phis would take.
  std::map<Node*, Node*> takenBy;
  for (const auto& [phi, key] : takes) {
    auto [other, fresh] = takenBy.try_emplace(key, phi);
    if (!fresh) plain(phi), plain(other->second);
    if (in.point.objects.at(key).made) plain(phi);
  }
  for (auto& [key, c] : start.objects) {
    auto round = in.point.objects.find(key);
    if (isPhiHere(key) || round == in.point.objects.end()) continue;
    if (c.made) {
      if (auto phi = start.made.find(key); phi != start.made.end())
        phi->second->inputs[edge] = round->second.made;
      else if (round->second.made != c.made)
        hopeless_ = failed_ = true;
    } else if (takenBy.count(key)) {
      // It would go on beside the phi.
      plain(takenBy.at(key));
    } else if (round->second.made || round->second.shape != c.shape) {
      facts_.madeIn.insert({b, key});
      failed_ = true;
    }
  }
}

}  // namespace typhon::jit
