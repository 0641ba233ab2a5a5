// Moves, constants, operators, comparisons and jumps.
#include "backends/jit/graph/builder.h"
#include "runtime/exec/steps/steps.h"
#include "runtime/feedback/feedback.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::jit {

namespace {

// How an operator's operands are to be treated.
enum class Numbers { Unknown, Ints, Floats };

bool onlyInts(uint64_t side) { return side == kSawSmallInt; }
bool onlyNumbers(uint64_t side) { return side && !(side & ~uint64_t{kSawSmallInt | kSawFloat}); }

Numbers judge(uint64_t left, uint64_t right) {
  if (onlyInts(left) && onlyInts(right)) return Numbers::Ints;
  // One side is always a float: so is the result.
  if (onlyNumbers(left) && onlyNumbers(right) && (left == kSawFloat || right == kSawFloat)) return Numbers::Floats;
  return Numbers::Unknown;
}

uint64_t sideOf(const Node* n, uint64_t seen) {
  if (n->type == Rep::Int) return kSawSmallInt;
  if (n->type == Rep::Float) return kSawFloat;
  if (n->type == Rep::Word) return kSawWord;
  if (n->type == Rep::Complex) return kSawComplex;
  if (n->op == NodeOp::Constant && Value::fromBits(n->bits).isImmediateFloat()) return kSawFloat;
  return seen;
}

// Whether ints, which comparing jumps do not record, and floats come together at the site.
bool mixesNumbers(uint64_t left, uint64_t right) { return onlyNumbers(left | right) && (left | right) & kSawFloat; }

// Constants included.
bool isStr(const Node* n) {
  return n->shape == kShapeOf_str || (n->op == NodeOp::Constant && !n->more && isExactStr(Value::fromBits(n->bits)));
}

struct Comparison {
  CompareOp op;
  enum { Value, JumpIf, JumpUnless } use;
  bool immediate;
};
bool comparisonOf(bytecode::Op op, Comparison* out) {
  switch (op) {
#define CASES(NAME, Name)                                    \
  case bytecode::Op::NAME:                                   \
    *out = {CompareOp::Name, Comparison::Value, false};      \
    return true;                                             \
  case bytecode::Op::JUMP_IF_##NAME:                         \
    *out = {CompareOp::Name, Comparison::JumpIf, false};     \
    return true;                                             \
  case bytecode::Op::JUMP_UNLESS_##NAME:                     \
    *out = {CompareOp::Name, Comparison::JumpUnless, false}; \
    return true;                                             \
  case bytecode::Op::JUMP_IF_##NAME##_I:                     \
    *out = {CompareOp::Name, Comparison::JumpIf, true};      \
    return true;                                             \
  case bytecode::Op::JUMP_UNLESS_##NAME##_I:                 \
    *out = {CompareOp::Name, Comparison::JumpUnless, true};  \
    return true;
    CASES(LESS, Lt)
    CASES(LESS_EQUAL, Le)
    CASES(EQUAL, Eq)
    CASES(NOT_EQUAL, Ne)
    CASES(GREATER, Gt)
    CASES(GREATER_EQUAL, Ge)
#undef CASES
    default:
      return false;
  }
}

}  // namespace

Node* Builder::asInt(Node* n) {
  if (n->type == Rep::Int) return n;
  if (n->type == Rep::Word) return guard(NodeOp::WordToInt, Rep::Int, {n});
  Node* checked = guard(NodeOp::CheckInt, Rep::Int, {n});
  refine(n, checked);
  return checked;
}

Node* Builder::asFloat(Node* n) {
  if (n->type == Rep::Float) return n;
  if (n->type == Rep::Int || n->type == Rep::Word) return add(NodeOp::IntToFloat, Rep::Float, {asInt(n)});
  Node* checked = guard(NodeOp::CheckFloat, Rep::Float, {n});
  refine(n, checked);
  return checked;
}

// A condition as 0 or 1; anything else as it is.
Node* Builder::boolAsInt(Node* n) { return n->type == Rep::Bool ? add(NodeOp::BoolToInt, Rep::Int, {n}) : n; }

// An exact str.
Node* Builder::asStr(Node* n) {
  if (isStr(n)) return n;
  Node* checked = guard(NodeOp::CheckShape, Rep::Any, {n}, kShapeOf_str);
  refine(n, checked);
  return checked;
}

// a <op> b as the feedback suggests, or through the helper.
Node* Builder::arithmetic(BinaryOp op, bool inplace, Node* a, Node* b) {
  // Bools are 0 and 1 in arithmetic, but their bits give bools.
  if (op != BinaryOp::And && op != BinaryOp::Or && op != BinaryOp::Xor) {
    a = boolAsInt(a);
    b = boolAsInt(b);
  }
  uint64_t seen = info(d_.op).feedbackWords ? feedback() : 0;
  uint64_t left = sideOf(a, seen & 0xff), right = sideOf(b, seen >> 8 & 0xff);
  Numbers numbers = mayGuess() ? judge(left, right) : Numbers::Unknown;
  if (mayGuess() && areWords(a, b, left, right))
    if (Node* v = wordArithmetic(op, a, b, left, right)) return v;
  if (mayGuess())
    if (Node* v = complexArithmetic(op, a, b, left, right)) return v;
  if (numbers == Numbers::Floats &&
      (op == BinaryOp::Add || op == BinaryOp::Subtract || op == BinaryOp::Multiply || op == BinaryOp::TrueDivide ||
       op == BinaryOp::Power || op == BinaryOp::Modulo || op == BinaryOp::FloorDivide)) {
    // The side that was not always a float is converted whatever it is.
    auto side = [&](Node* n, uint64_t met) {
      if (n->type == Rep::Float || n->type == Rep::Int || n->type == Rep::Word || met == kSawFloat) return asFloat(n);
      return guard(NodeOp::CheckNumber, Rep::Float, {n});
    };
    Node* x = side(a, left);
    Node* y = a == b ? x : side(b, right);
    switch (op) {
      case BinaryOp::Add:
        return add(NodeOp::FloatAdd, Rep::Float, {x, y});
      case BinaryOp::Subtract:
        return add(NodeOp::FloatSubtract, Rep::Float, {x, y});
      case BinaryOp::Multiply:
        return add(NodeOp::FloatMultiply, Rep::Float, {x, y});
      case BinaryOp::Power:
      case BinaryOp::Modulo:
      case BinaryOp::FloorDivide:
        return floatOperator(op, x, y);
      default:
        return guard(NodeOp::FloatDivide, Rep::Float, {x, y});
    }
  }
  if (numbers == Numbers::Ints && op == BinaryOp::Power && b->op == NodeOp::Constant && (intOf(b) == 2 || intOf(b) == 3)) {
    Node* x = asInt(a);
    Node* square = guard(NodeOp::IntMultiply, Rep::Int, {x, x});
    return intOf(b) == 2 ? square : guard(NodeOp::IntMultiply, Rep::Int, {square, x});
  }
  bool mixed = numbers == Numbers::Unknown && mayGuess() && onlyNumbers(left) && onlyNumbers(right);
  if (mixed && (op == BinaryOp::Add || op == BinaryOp::Subtract || op == BinaryOp::Multiply || op == BinaryOp::TrueDivide)) {
    Rep type = op == BinaryOp::TrueDivide ? Rep::Float : Rep::Any;
    return guard(NodeOp::NumberOperation, type, {a, b}, static_cast<uint64_t>(op));
  }
  if (numbers == Numbers::Ints) {
    NodeOp node = NodeOp::kCount;
    switch (op) {
      case BinaryOp::Add:
        node = NodeOp::IntAdd;
        break;
      case BinaryOp::Subtract:
        node = NodeOp::IntSubtract;
        break;
      case BinaryOp::Multiply:
        node = NodeOp::IntMultiply;
        break;
      case BinaryOp::FloorDivide:
        node = NodeOp::IntFloorDivide;
        break;
      case BinaryOp::Modulo:
        node = NodeOp::IntModulo;
        break;
      case BinaryOp::And:
        node = NodeOp::IntAnd;
        break;
      case BinaryOp::Or:
        node = NodeOp::IntOr;
        break;
      case BinaryOp::Xor:
        node = NodeOp::IntXor;
        break;
      case BinaryOp::Lshift:
        node = NodeOp::IntShiftLeft;
        break;
      case BinaryOp::Rshift:
        node = NodeOp::IntShiftRight;
        break;
      case BinaryOp::TrueDivide:
        node = NodeOp::IntDivide;
        break;
      default:
        break;
    }
    if (node != NodeOp::kCount) {
      Node* x = asInt(a);
      Node* y = a == b ? x : asInt(b);
      return guard(node, node == NodeOp::IntDivide ? Rep::Float : Rep::Int, {x, y});
    }
  }
  bool strs = op == BinaryOp::Add && mayGuess() && ((seen & 0xffff) == kBothStr || isStr(a) || isStr(b));
  if (strs && (isStr(a) || left == kSawStr) && (isStr(b) || right == kSawStr)) {
    Node* x = asStr(a);
    Node* y = a == b ? x : asStr(b);
    return allocating(inplace ? HelperId::append_str : HelperId::concat_str, {x, y}, kShapeOf_str);
  }
  if (Node* v = binaryMethod(op, inplace, a, b)) return v;
  return helper(HelperId::binary, {number(static_cast<uint64_t>(op) | (inplace ? 256 : 0)), a, b});
}

Node* Builder::comparison(CompareOp op, Node* a, Node* b, bool branches) {
  uint64_t seen = feedback();
  uint64_t left = sideOf(a, seen & 0xff), right = sideOf(b, seen >> 8 & 0xff);
  Numbers numbers = mayGuess() ? judge(left, right) : Numbers::Unknown;
  if (mayGuess() && (a->type == Rep::Word || b->type == Rep::Word)) {
    // Comparing jumps do not record small ints.
    auto unknown = [&](Node* n, uint64_t side) { return side ? side : n->op == NodeOp::Constant ? 0 : uint64_t{kSawSmallInt}; };
    if (areWords(a, b, unknown(a, left), unknown(b, right))) {
      Node* x = asWord(a);
      Node* y = a == b ? x : asWord(b);
      return add(NodeOp::CompareWord, Rep::Bool, {x, y}, static_cast<uint64_t>(op));
    }
  }
  auto other = [](Node* n) { return (n->op == NodeOp::Constant && n->type != Rep::Int) || n->shape; };
  // Comparing jumps do not record small ints.
  if (mayGuess() && branches && (seen & 0xffff) == 0 && unseenIsHot_ && left != kSawFloat && right != kSawFloat && !other(a) &&
      !other(b))
    numbers = Numbers::Ints;
  if (numbers == Numbers::Ints) {
    Node* x = asInt(a);
    Node* y = a == b ? x : asInt(b);
    return add(NodeOp::CompareInt, Rep::Bool, {x, y}, static_cast<uint64_t>(op));
  }
  if (numbers == Numbers::Floats && left == kSawFloat && right == kSawFloat) {
    Node* x = asFloat(a);
    Node* y = a == b ? x : asFloat(b);
    return add(NodeOp::CompareFloat, Rep::Bool, {x, y}, static_cast<uint64_t>(op));
  }
  if (mayGuess() && mixesNumbers(left, right) && (branches || (left && right))) {
    // A float beside a constant, as in `x > 0`: that is one as well, until there has been an int.
    auto near = [](Node* n) { return n->op == NodeOp::Constant && n->type == Rep::Int && isNearConstant(n); };
    if (!state_.strikesAt(pc_) && ((left == kSawFloat && near(b)) || (right == kSawFloat && near(a))))
      return add(NodeOp::CompareFloat, Rep::Bool, {asFloat(a), asFloat(b)}, static_cast<uint64_t>(op));
    return guard(NodeOp::CompareNumber, Rep::Bool, {a, b}, static_cast<uint64_t>(op));
  }
  if (mayGuess() && (isStr(a) || left == kSawStr) && (isStr(b) || right == kSawStr)) {
    Node* x = asStr(a);
    Node* y = a == b ? x : asStr(b);
    if (op != CompareOp::Eq && op != CompareOp::Ne) return add(NodeOp::OrderStr, Rep::Bool, {x, y}, static_cast<uint64_t>(op));
    Node* same = add(NodeOp::EqualStr, Rep::Bool, {x, y});
    return op == CompareOp::Eq ? same : add(NodeOp::Not, Rep::Bool, {same});
  }
  if (Node* same = comparisonOfIdentity(op, a, b)) return op == CompareOp::Eq ? same : add(NodeOp::Not, Rep::Bool, {same});
  if (Node* v = comparisonMethod(op, a, b, branches)) return v;
  return add(NodeOp::CompareAny, Rep::Any, {a, b}, static_cast<uint64_t>(op));
}

bool Builder::operators() {
  const bytecode::Decoded& d = d_;
  uint32_t target = static_cast<uint32_t>(pc_ + d.signedBc());
  if (steps::BinaryInstruction o; steps::isBinary(d.op, &o)) {
    bytecode::Operand kind = info(d.op).c;
    Node* a = read(d.b);
    Node* b = kind == bytecode::Operand::I   ? constant(Value::smallInt(d.signedC()))
              : kind == bytecode::Operand::K ? constant(code_->constants->items[d.c])
                                             : read(d.c);
    write(d.a, arithmetic(o.op, o.inplace, a, b));
    return true;
  }
  if (Comparison c; comparisonOf(d.op, &c)) {
    if (c.use == Comparison::Value) {
      write(d.a, comparison(c.op, read(d.b), read(d.c), false));
      return true;
    }
    Node* b = c.immediate ? constant(Value::smallInt(d.signedB())) : read(d.b);
    Node* condition = truth(comparison(c.op, read(d.a), b, true));
    uint32_t to = static_cast<uint32_t>(pc_ + d.signedC());
    if (c.use == Comparison::JumpIf)
      branch(condition, to);
    else
      branchUnless(condition, to);
    return true;
  }
  switch (d.op) {
    case Op::NOP:
      return true;
    case Op::MOVE:
      write(d.a, read(d.b));
      return true;
    case Op::LOAD_CONST:
      write(d.a, constant(code_->constants->items[d.bc()]));
      return true;
    case Op::LOAD_INT:
      write(d.a, constant(Value::smallInt(d.signedBc())));
      return true;
    case Op::LOAD_UNBOUND:
      write(d.a, constant(Value::unbound()));
      return true;
    case Op::NEGATE: {
      Node* v = read(d.b);
      uint64_t side = sideOf(v, feedback() & 0xff);
      if (mayGuess() && side == kSawSmallInt)
        write(d.a, guard(NodeOp::IntNegate, Rep::Int, {asInt(v)}));
      else if (mayGuess() && side == kSawFloat)
        write(d.a, add(NodeOp::FloatNegate, Rep::Float, {asFloat(v)}));
      else if (v->type == Rep::Complex) {
        Node *real = complexPart(v, 0), *imaginary = complexPart(v, 1);
        real = add(NodeOp::FloatNegate, Rep::Float, {real});
        write(d.a, add(NodeOp::ComplexOf, Rep::Complex, {real, add(NodeOp::FloatNegate, Rep::Float, {imaginary})}));
      } else
        write(d.a, helper(HelperId::unary, {number(0), v}));
      return true;
    }
    case Op::POSITIVE:
      write(d.a, helper(HelperId::unary, {number(1), read(d.b)}));
      return true;
    case Op::INVERT: {
      Node* v = read(d.b);
      if (mayGuess() && sideOf(v, feedback() & 0xff) == kSawSmallInt)
        write(d.a, add(NodeOp::IntInvert, Rep::Int, {asInt(v)}));
      else
        write(d.a, helper(HelperId::unary, {number(2), v}));
      return true;
    }
    case Op::NOT:
      write(d.a, add(NodeOp::Not, Rep::Bool, {truth(read(d.b))}));
      return true;
    case Op::IS:
      write(d.a, add(NodeOp::Same, Rep::Bool, {read(d.b), read(d.c)}));
      return true;
    case Op::IS_NOT: {
      Node* same = add(NodeOp::Same, Rep::Bool, {read(d.b), read(d.c)});
      write(d.a, add(NodeOp::Not, Rep::Bool, {same}));
      return true;
    }
    case Op::CONTAINS:
      write(d.a, contains(read(d.b), read(d.c)));
      return true;
    case Op::NOT_CONTAINS: {
      Node* found = truth(contains(read(d.b), read(d.c)));
      write(d.a, add(NodeOp::Not, Rep::Bool, {found}));
      return true;
    }
    case Op::JUMP:
      jump(target);
      return true;
    case Op::JUMP_BACK:
      guard(NodeOp::Poll, Rep::None, {});
      jump(target);
      return true;
    case Op::JUMP_IF_TRUE:
      branch(truth(read(d.a)), target);
      return true;
    case Op::JUMP_IF_FALSE:
      branchUnless(truth(read(d.a)), target);
      return true;
    case Op::JUMP_IF_NONE:
      branch(add(NodeOp::IsBits, Rep::Bool, {read(d.a)}, Value::kNoneBits), target);
      return true;
    case Op::JUMP_IF_NOT_NONE:
      branchUnless(add(NodeOp::IsBits, Rep::Bool, {read(d.a)}, Value::kNoneBits), target);
      return true;
    case Op::JUMP_IF_UNBOUND:
      branch(add(NodeOp::IsBits, Rep::Bool, {read(d.a)}, Value::kUnboundBits), target);
      return true;
    case Op::JUMP_IF_IS:
      branch(add(NodeOp::Same, Rep::Bool, {read(d.a), read(d.b)}), static_cast<uint32_t>(pc_ + d.signedC()));
      return true;
    case Op::JUMP_IF_IS_NOT:
      branchUnless(add(NodeOp::Same, Rep::Bool, {read(d.a), read(d.b)}), static_cast<uint32_t>(pc_ + d.signedC()));
      return true;
    default:
      return false;
  }
}

}  // namespace typhon::jit
