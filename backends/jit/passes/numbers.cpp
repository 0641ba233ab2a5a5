// Numbers of which less is needed than they are: ints of which only the low bits count, and variables that begin as an int and
// go on as floats.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "backends/jit/passes/passes.h"
#include "runtime/ops/binary.h"
#include "runtime/types/float.h"

namespace typhon::jit {

namespace {

// Not yet among the block's nodes.
Node* constantIn(Graph& graph, Block* block, Rep type, Value v) {
  Node* n = graph.node(NodeOp::Constant, type);
  n->bits = v.bits();
  n->block = block;
  n->scope = block->scope;
  return n;
}

Node* constantBefore(Graph& graph, Block* block, size_t* place, Rep type, Value v) {
  Node* n = constantIn(graph, block, type, v);
  block->nodes.insert(block->nodes.begin() + static_cast<std::ptrdiff_t>((*place)++), n);
  return n;
}

bool isWordConstant(const Node* n) { return n->op == NodeOp::Constant && n->type == Rep::Word; }

// Of a shift to the left by how much.
Node* countOf(const Node* n) {
  bool word = n->op == NodeOp::WordOperation && n->bits == static_cast<uint64_t>(BinaryOp::Lshift);
  return word || n->op == NodeOp::IntShiftLeft ? resolve(n->inputs[1]) : nullptr;
}

// Whether the count is a constant and no guard is needed for it.
bool isFixedShift(const Node* n) {
  const Node* count = countOf(n);
  return isWordConstant(count) ? count->bits < 64 : isIntConstant(count) && intOf(count) >= 0 && intOf(count) < 62;
}

// What gives the same low bits of its result for any operands with the same low bits: the ring of ints modulo 2**62, or of words
// modulo 2**64.
bool isOfRing(const Node* n) {
  switch (n->op) {
    case NodeOp::IntAdd:
    case NodeOp::IntAddWrapping:
    case NodeOp::IntSubtract:
    case NodeOp::IntMultiply:
    case NodeOp::IntNegate:
    case NodeOp::IntAnd:
    case NodeOp::IntOr:
    case NodeOp::IntXor:
    case NodeOp::IntInvert:
      return true;
    case NodeOp::IntShiftLeft:
      return true;
    case NodeOp::WordOperation:
    case NodeOp::WordOperationWrapping:
      switch (static_cast<BinaryOp>(n->bits)) {
        case BinaryOp::Add:
        case BinaryOp::Subtract:
        case BinaryOp::Multiply:
        case BinaryOp::And:
        case BinaryOp::Or:
        case BinaryOp::Xor:
          return true;
        case BinaryOp::Lshift:
          return true;
        default:
          return false;
      }
    default:
      return false;
  }
}

// x % 2**k is x & (2**k - 1), of negative numbers too.
void maskRemainders(Graph& graph) {
  for (Block* b : graph.blocks) {
    for (size_t i = 0; i < b->nodes.size(); ++i) {
      Node* n = b->nodes[i];
      if (n->replacement || n->op != NodeOp::IntModulo) continue;
      const Node* divisor = resolve(n->inputs[1]);
      if (!isIntConstant(divisor)) continue;
      int64_t d = intOf(divisor);
      if (d <= 0 || (d & (d - 1))) continue;
      n->inputs[1] = constantBefore(graph, b, &i, Rep::Int, Value::smallInt(d - 1));
      n->op = NodeOp::IntAnd;
      n->state = nullptr;
    }
  }
}

}  // namespace

void wrapInts(Graph& graph) {
  maskRemainders(graph);
  // Sums that nobody uses are there for their check.
  std::unordered_set<Node*> wrapping, used;
  for (Block* b : graph.blocks)
    for (Node* n : b->nodes)
      if (!n->replacement)
        for (Node* input : n->inputs) used.insert(resolve(input));
  for (Block* b : graph.blocks)
    for (Node* n : b->nodes)
      if (!n->replacement && isOfRing(n) && used.count(n)) wrapping.insert(n);
  if (wrapping.empty()) return;
  // Whoever needs all of a number takes it out, until what is left is used by one another and by masks only.
  bool changed;
  auto needsAll = [&](Node* n) {
    if (n && wrapping.erase(resolve(n))) changed = true;
  };
  auto stateNeeds = [&](const FrameState* state) {
    if (state) eachOfState(state, needsAll);
  };
  do {
    changed = false;
    for (const Scope& s : graph.scopes) {
      needsAll(s.extra);
      needsAll(s.callee);
      stateNeeds(s.call);
    }
    for (Block* b : graph.blocks) {
      for (Node* phi : b->phis)
        if (!phi->replacement)
          for (Node* input : phi->inputs) needsAll(input);
      FrameState atHead{b->pc, b->scope, b->registers, b->objects};
      stateNeeds(&atHead);
      for (Node* n : b->nodes) {
        if (n->replacement) continue;
        if (Node* count = wrapping.count(n) ? countOf(n) : nullptr) needsAll(count), stateNeeds(n->state);
        if (wrapping.count(n)) continue;
        stateNeeds(n->state);
        for (size_t i = 0; i < n->inputs.size(); ++i) {
          // The other operand of `&` has no bits above: the result is exact.
          bool masks = n->op == NodeOp::IntAnd ||
                       (n->op == NodeOp::WordOperationWrapping && n->bits == static_cast<uint64_t>(BinaryOp::And));
          Node* mask = masks ? resolve(n->inputs[1 - i]) : nullptr;
          bool low = mask && ((mask->type == Rep::Word && !wrapping.count(mask)) ||
                              (isIntConstant(mask) && (intOf(mask) >= 0 || planted(Plant::wrap_whole))));
          if (!low) needsAll(n->inputs[i]);
        }
      }
    }
  } while (changed);
  for (Block* b : graph.blocks) {
    for (size_t i = 0; i < b->nodes.size(); ++i) {
      Node* n = b->nodes[i];
      if (!wrapping.count(n)) continue;
      switch (n->op) {
        case NodeOp::IntAdd:
          n->op = NodeOp::IntAddWrapping;
          break;
        case NodeOp::IntSubtract:
          n->op = NodeOp::IntSubtractWrapping;
          break;
        case NodeOp::IntMultiply:
          n->op = NodeOp::IntMultiplyWrapping;
          break;
        case NodeOp::IntShiftLeft:
          if (!isFixedShift(n)) {
            n->more = 1;
            continue;
          }
          n->op = NodeOp::IntShiftLeftWrapping;
          break;
        case NodeOp::IntNegate:
          n->inputs.insert(n->inputs.begin(), constantBefore(graph, b, &i, Rep::Int, Value::smallInt(0)));
          n->op = NodeOp::IntSubtractWrapping;
          break;
        case NodeOp::WordOperation:
          if (countOf(n) && !isFixedShift(n)) {
            n->more = 1;
            continue;
          }
          n->op = NodeOp::WordOperationWrapping;
          break;
        default:
          break;
      }
      n->state = nullptr;
    }
  }
}

namespace {

bool isImmediateFloat(const Node* n) {
  return n->op == NodeOp::Constant && !n->more && Value::fromBits(n->bits).isImmediateFloat();
}

// A Value in two parts: a float, and what it is if it is something else (else the error mark).
class Splitting {
 public:
  explicit Splitting(Graph& graph) : graph_(graph) {}

  // Phis that floats, ints that are known to be near, and one another come into; one of them at least is used as a float.
  void splitNumbers() {
    bool wanted = false;
    eachPhi([&](Node* phi) { parts_[phi]; });
    for (Block* b : graph_.blocks)
      for (Node* n : b->nodes)
        wanted |= !n->replacement && (n->op == NodeOp::CheckNumber || n->op == NodeOp::CheckFloat) &&
                  resolve(n->inputs[0])->op == NodeOp::Phi;
    if (!wanted) return;
    auto fits = [&](Node* input) {
      input = resolve(input);
      return input && (input->type == Rep::Float || isNearConstant(input) || isImmediateFloat(input) || parts_.count(input));
    };
    while (std::erase_if(
        parts_, [&](const auto& entry) { return !std::all_of(entry.first->inputs.begin(), entry.first->inputs.end(), fits); })) {
    }
    split();
    for (Block* b : graph_.blocks)
      for (size_t i = 0; i < b->nodes.size(); ++i) use(b, &i);
  }

  // Phis that only frames look at, of floats and whatever else: a variable that an iteration assigns before it reads it.
  void splitUnread() {
    std::unordered_set<Node*> read;
    for (Block* b : graph_.blocks)
      for (Node* n : b->nodes)
        if (!n->replacement && !isState(n))
          for (Node* input : n->inputs) read.insert(resolve(input));
    for (const Scope& s : graph_.scopes)
      for (Node* n : {s.extra, s.callee, s.generator}) read.insert(resolve(n));
    eachPhi([&](Node* phi) {
      bool whole = std::all_of(phi->inputs.begin(), phi->inputs.end(), [](Node* input) { return resolve(input) != nullptr; });
      if (whole && !read.count(phi)) parts_[phi];
    });
    std::unordered_set<Node*> floats;
    auto brings = [&](Node* input) {
      input = resolve(input);
      return input->type == Rep::Float || floats.count(input);
    };
    for (bool changed = true; changed;) {
      changed = false;
      for (const auto& entry : parts_)
        if (std::any_of(entry.first->inputs.begin(), entry.first->inputs.end(), brings))
          changed |= floats.insert(entry.first).second;
    }
    std::erase_if(parts_, [&](const auto& entry) { return !floats.count(entry.first); });
    split();
  }

 private:
  struct Parts {
    Node *number = nullptr, *other = nullptr;
  };

  template <typename Visit>
  void eachPhi(Visit visit) {
    for (Block* b : graph_.blocks)
      for (Node* phi : b->phis)
        if (!phi->replacement && phi->type == Rep::Any && !phi->shape) visit(phi);
  }

  // What is made of its inputs where an exit or a call needs it.
  static bool isState(const Node* n) {
    return n->op == NodeOp::NumberState || n->op == NodeOp::RangeState || n->op == NodeOp::ObjectState ||
           n->op == NodeOp::GeneratorState;
  }

  void split() {
    for (Block* b : graph_.blocks)
      for (size_t i = 0; i < b->phis.size(); ++i)
        if (Node* phi = b->phis[i]; parts_.count(phi)) addParts(b, phi);
    for (auto& [phi, parts] : parts_) fill(phi, parts);
    for (Block* b : graph_.blocks) {
      std::erase_if(b->phis, [&](Node* phi) {
        auto whole = wholes_.find(phi);
        if (whole == wholes_.end()) return false;
        phi->replacement = whole->second;
        return true;
      });
    }
  }

  void addParts(Block* b, Node* phi) {
    Parts& parts = parts_[phi];
    auto part = [&](Rep type) {
      Node* n = graph_.node(NodeOp::Phi, type);
      n->block = b;
      n->pc = phi->pc;
      n->scope = phi->scope;
      n->bits = phi->bits;
      b->phis.push_back(n);
      return n;
    };
    parts.number = part(Rep::Float);
    parts.other = part(Rep::Any);
    Node* whole = graph_.node(NodeOp::NumberState, Rep::Any);
    whole->block = b;
    whole->pc = phi->pc;
    whole->scope = phi->scope;
    whole->inputs = {parts.number, parts.other};
    b->nodes.insert(b->nodes.begin(), whole);
    wholes_[phi] = whole;
  }

  void fill(Node* phi, const Parts& parts) {
    auto constant = [&](Rep type, Value v) { return constantIn(graph_, phi->block, type, v); };
    auto number = [&](double d) { return constant(Rep::Any, Value::immediateFloat(d)); };
    auto add = [&](Node* n, Node* other) {
      parts.number->inputs.push_back(n);
      parts.other->inputs.push_back(other);
    };
    for (Node* input : phi->inputs) {
      input = resolve(input);
      if (auto member = parts_.find(input); member != parts_.end())
        add(member->second.number, member->second.other);
      else if (input->op == NodeOp::NumberState)
        add(input->inputs[0], input->inputs[1]);
      else if (isNearConstant(input))
        add(number(static_cast<double>(intOf(input))), constant(Rep::Int, Value::fromBits(input->bits)));
      else if (input->type == Rep::Float || isImmediateFloat(input))
        add(input, planted(Plant::split_int)      ? constant(Rep::Int, Value::smallInt(1))
                   : planted(Plant::split_unread) ? constant(Rep::Any, Value::unbound())
                                                  : constant(Rep::Any, Value::error()));
      else
        add(number(0.0), input);
    }
  }

  // Arithmetic takes the number as it is. Ints that come in are near, so they compare as floats do.
  void use(Block* b, size_t* i) {
    Node* n = b->nodes[*i];
    if (n->replacement) return;
    auto number = [](Node* input) -> Node* {
      input = resolve(input);
      if (input->op == NodeOp::NumberState) return input->inputs[0];
      return input->type == Rep::Float || isImmediateFloat(input) ? input : nullptr;
    };
    if (n->op == NodeOp::CheckNumber && resolve(n->inputs[0])->op == NodeOp::NumberState) {
      n->replacement = number(n->inputs[0]);
    } else if (n->op == NodeOp::CompareAny && number(n->inputs[0]) && number(n->inputs[1])) {
      Node* compare = graph_.node(NodeOp::CompareFloat, Rep::Bool);
      compare->block = b;
      compare->pc = n->pc;
      compare->scope = n->scope;
      compare->bits = n->bits;
      compare->inputs = {number(n->inputs[0]), number(n->inputs[1])};
      b->nodes.insert(b->nodes.begin() + static_cast<std::ptrdiff_t>((*i)++), compare);
      n->replacement = compare;
    }
  }

  Graph& graph_;
  std::unordered_map<Node*, Parts> parts_;
  std::unordered_map<Node*, Node*> wholes_;
};

}  // namespace

void splitNumbers(Graph& graph) { Splitting(graph).splitNumbers(); }

void splitUnread(Graph& graph) { Splitting(graph).splitUnread(); }

}  // namespace typhon::jit
