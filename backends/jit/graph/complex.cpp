// Complex numbers: two doubles each as long as nothing but arithmetic looks at them.
#include "backends/jit/graph/builder.h"
#include "runtime/feedback/feedback.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/types/float.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon::jit {

// An operand, of which the site has met nothing but one kind of number; null if it is another. Ints and floats have an imaginary
// part of 0.
Node* Builder::asComplex(Node* n, uint64_t seen) {
  auto real = [&](Node* x) { return add(NodeOp::ComplexOf, Rep::Complex, {x, constant(Value::immediateFloat(0.0))}); };
  if (n->type == Rep::Complex) return n;
  if (n->type == Rep::Float || seen == kSawFloat) return real(asFloat(n));
  if (n->type == Rep::Int || seen == kSawSmallInt) return real(asFloat(asInt(n)));
  if (seen != kSawComplex) return nullptr;
  Node* checked = guard(NodeOp::AsComplex, Rep::Complex, {n});
  refine(n, checked);
  return checked;
}

// a <op> b, or null.
Node* Builder::complexArithmetic(BinaryOp op, Node* a, Node* b, uint64_t left, uint64_t right) {
  bool divides = op == BinaryOp::TrueDivide;
  if (op != BinaryOp::Add && op != BinaryOp::Subtract && op != BinaryOp::Multiply && !divides) return nullptr;
  if (left != kSawComplex && right != kSawComplex) return nullptr;
  auto known = [](uint64_t seen) { return seen == kSawComplex || seen == kSawFloat || seen == kSawSmallInt; };
  if (!known(left) || !known(right)) return nullptr;
  Node* x = asComplex(a, left);
  Node* y = a == b ? x : asComplex(b, right);
  if (divides) return guard(NodeOp::ComplexDivide, Rep::Complex, {x, y});
  return add(NodeOp::ComplexOperation, Rep::Complex, {x, y}, static_cast<uint64_t>(op));
}

// complex(real, imaginary) of floats or ints; null if that is not what the arguments are.
Node* Builder::newComplex(const std::vector<Node*>& arguments) {
  if (arguments.empty() || arguments.size() > 2) return nullptr;
  if (arguments.size() == 1 && arguments[0]->type == Rep::Complex) return arguments[0];
  Node* parts[2] = {nullptr, constant(Value::immediateFloat(0.0))};
  for (size_t i = 0; i < arguments.size(); ++i) {
    bool isFloat = arguments[i]->op == NodeOp::Constant && Value::fromBits(arguments[i]->bits).isImmediateFloat();
    parts[i] = isFloat ? arguments[i] : floatArgument(arguments[i]);
    if (!parts[i]) return nullptr;
  }
  return add(NodeOp::ComplexOf, Rep::Complex, {parts[0], parts[1]});
}

// v.real and v.imag; false: it is something else.
bool Builder::loadComplexPart(Node* v) {
  std::string attribute = toUtf8(code_->names->items[d_.c].as<Str>());
  if (attribute != "real" && attribute != "imag") return false;
  bool met = quick() == Op::LOAD_ATTR_NATIVE && static_cast<uint32_t>(feedback()) == kShapeOf_complex && v->type == Rep::Any;
  if (v->type != Rep::Complex && !met) return false;
  write(d_.a, complexPart(asComplex(v, kSawComplex), attribute == "imag"));
  return true;
}

}  // namespace typhon::jit
