// Ints of up to 64 bits without a sign, as hashes and generators of random numbers have them: unboxed where sites have met such
// as are too long for small ints.
#include "backends/jit/graph/builder.h"
#include "runtime/feedback/feedback.h"
#include "runtime/types/int.h"

namespace typhon::jit {

namespace {

// Whether the constant is such a number.
bool wordOf(const Node* n, uint64_t* out) {
  return n->op == NodeOp::Constant && !n->more && isExactInt(Value::fromBits(n->bits)) &&
         fitsUint64(Value::fromBits(n->bits), out);
}

}  // namespace

// Whether the operands are to be taken for words: nothing but such ints has come, and they have not always been small.
bool Builder::areWords(Node* a, Node* b, uint64_t left, uint64_t right) const {
  auto fits = [](const Node* n, uint64_t seen) {
    uint64_t word;
    if (n->op == NodeOp::Constant) return wordOf(n, &word);
    return seen && !(seen & ~uint64_t{kSawSmallInt | kSawWord});
  };
  return fits(a, left) && fits(b, right) && (left | right) & kSawWord;
}

Node* Builder::asWord(Node* n) {
  if (n->type == Rep::Word) return n;
  if (uint64_t word; wordOf(n, &word)) {
    Node* plain = number(word);
    plain->type = Rep::Word;
    return plain;
  }
  Node* checked = guard(NodeOp::AsWord, Rep::Word, {n});
  if (n->type == Rep::Any) refine(n, checked);
  return checked;
}

// a <op> b of words, or null. What is small for certain becomes a small int again.
Node* Builder::wordArithmetic(BinaryOp op, Node* a, Node* b, uint64_t left, uint64_t right) {
  uint64_t count = 0, mask = 0;
  bool counted = b->op == NodeOp::Constant && wordOf(b, &count);
  auto operation = [&](NodeOp node) {
    Node* x = asWord(a);
    Node* y = a == b ? x : asWord(b);
    uint64_t bits = static_cast<uint64_t>(op);
    return node == NodeOp::WordOperation ? guard(node, Rep::Word, {x, y}, bits) : add(node, Rep::Word, {x, y}, bits);
  };
  auto small = [&](Node* word) { return guard(NodeOp::WordToInt, Rep::Int, {word}); };
  constexpr auto kLargest = static_cast<uint64_t>(Value::kSmallIntMax);
  switch (op) {
    case BinaryOp::Add:
    case BinaryOp::Subtract:
    case BinaryOp::Multiply:
    case BinaryOp::Lshift:
      return operation(NodeOp::WordOperation);
    case BinaryOp::Modulo:
      return right == kSawSmallInt ? small(operation(NodeOp::WordOperation)) : operation(NodeOp::WordOperation);
    case BinaryOp::FloorDivide:
      return operation(NodeOp::WordOperation);
    case BinaryOp::Or:
    case BinaryOp::Xor:
      return operation(NodeOp::WordOperationWrapping);
    case BinaryOp::And: {
      bool masked = (wordOf(a, &mask) || wordOf(b, &mask)) && mask <= kLargest;
      Node* both = operation(NodeOp::WordOperationWrapping);
      return masked ? add(NodeOp::SmallWordToInt, Rep::Int, {both}) : both;
    }
    case BinaryOp::Rshift: {
      Node* shifted = operation(NodeOp::WordOperationWrapping);
      return counted && count >= 3 ? add(NodeOp::SmallWordToInt, Rep::Int, {shifted}) : shifted;
    }
    default:
      return nullptr;
  }
}

}  // namespace typhon::jit
