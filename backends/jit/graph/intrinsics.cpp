// Native functions that the graph knows better than to call.
#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "backends/jit/graph/builder.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/types/float.h"
#include "runtime/types/float_arithmetic.h"
#include "runtime/types/str.h"

namespace typhon::jit {

namespace {

bool isBuiltin(const NativeFunction* f, std::string_view name) {
  return !f->owner && name == f->def->name && isa<Str>(f->module) && toUtf8(f->module.as<Str>()) == "builtins";
}
bool isMath(const NativeFunction* f, std::string_view name) {
  return !f->owner && name == f->def->name && isa<Str>(f->module) && toUtf8(f->module.as<Str>()) == "math";
}

using FloatFunction = double (*)(double);

// Functions of math that are what C has of the same name wherever the result is finite.
FloatFunction cFunction(const NativeFunction* f) {
  struct Entry {
    std::string_view name;
    FloatFunction function;
  };
  static const Entry entries[] = {{"sin", std::sin},   {"cos", std::cos},    {"tan", std::tan},   {"asin", std::asin},
                                  {"acos", std::acos}, {"atan", std::atan},  {"sinh", std::sinh}, {"cosh", std::cosh},
                                  {"tanh", std::tanh}, {"exp", std::exp},    {"cbrt", std::cbrt}, {"log", std::log},
                                  {"log2", std::log2}, {"log10", std::log10}};
  for (const Entry& e : entries)
    if (isMath(f, e.name)) return e.function;
  return nullptr;
}

// Operators of floats where they are that simple; NaN, so that the interpreter does it, where they are not: complex results,
// divisors of zero, infinities.
constexpr double kNotSimple = std::numeric_limits<double>::quiet_NaN();
double power(double x, double y) {
  if (!std::isfinite(x) || !std::isfinite(y) || x == 0 || (x < 0 && y != std::floor(y))) return kNotSimple;
  return std::pow(x, y);
}
double modulo(double x, double y) { return y == 0 ? kNotSimple : floatModulo(x, y); }
double floorDivide(double x, double y) { return y == 0 ? kNotSimple : floatFloorDivide(x, y); }

}  // namespace

// Calls of C functions, whose results are finite.
Node* Builder::floatCall(double (*function)(double), Node* x) {
  return guard(NodeOp::FloatCall, Rep::Float, {x}, 0, reinterpret_cast<uint64_t>(function));
}
Node* Builder::floatCall(double (*function)(double, double), Node* x, Node* y) {
  return guard(NodeOp::FloatCall, Rep::Float, {x, y}, 0, reinterpret_cast<uint64_t>(function));
}

Node* Builder::floatOperator(BinaryOp op, Node* x, Node* y) {
  if (op == BinaryOp::Modulo) return floatCall(modulo, x, y);
  if (op == BinaryOp::FloorDivide) return floatCall(floorDivide, x, y);
  auto constant = [](const Node* n) {  // an int or a float
    Value v = n->op == NodeOp::Constant ? Value::fromBits(n->bits) : Value::none();
    return v.isSmallInt() ? static_cast<double>(v.asSmallInt()) : v.isImmediateFloat() ? v.asImmediateFloat() : 0;
  };
  const Node* exponent = y->op == NodeOp::IntToFloat || y->op == NodeOp::CheckFloat ? y->inputs[0] : y;
  if (constant(exponent) != 2) return floatCall(power, x, y);
  // (A C++ compiler would make pow(x, 2) a product: the exponent stays an argument.)
  return guard(NodeOp::FloatSquare, Rep::Float, {x, y}, 0, reinterpret_cast<uint64_t>(power));
}

// An argument as a float: of what is not known it is guessed once. Null: it is something else.
Node* Builder::floatArgument(Node* n) {
  bool unknown = n->type == Rep::Any && !n->shape && n->op != NodeOp::Constant;
  if (n->type == Rep::Float || n->type == Rep::Int) return asFloat(n);
  return unknown && mayGuess() && !state_.strikesAt(pc_) ? asFloat(n) : nullptr;
}

// The same as a small int.
Node* Builder::intArgument(Node* n) {
  if (n->type == Rep::Int) return n;
  bool unknown = n->type == Rep::Any && !n->shape && n->op != NodeOp::Constant;
  return unknown && mayGuess() && !state_.strikesAt(pc_) ? asInt(n) : nullptr;
}

// Whether v is an instance of the class, whose class is type, if what is known of v says so.
std::optional<bool> Builder::derives(Node* v, typhon::Type* base) {
  typhon::Type* type = v->type == Rep::Int || v->type == Rep::Word ? types::int_
                       : v->type == Rep::Float                     ? types::float_
                       : v->type == Rep::Bool                      ? types::bool_
                       : v->type == Rep::Complex                   ? types::complex
                                                                   : typeKnown(v);
  if (!type) return std::nullopt;
  bool is = isSubtype(type, base) != planted(Plant::instance_class);
  // A proxy may claim another class.
  bool plain = type->typeFlags & (kGetAttributePlain | kGetAttributeHooked) &&
               typeLookup(type, names::__class__) == typeLookup(types::object, names::__class__);
  if (!is && !plain) return std::nullopt;
  if (type->typeFlags & kNativeType) return is;
  // Its class may have changed since that was known, and its class's bases.
  if (v->op != NodeOp::CheckShape) return std::nullopt;
  guard(NodeOp::CheckShape, Rep::Any, {v}, v->bits);
  guard(NodeOp::CheckVersion, Rep::None, {}, Value(type).bits(), type->version);
  return is;
}

// What a variable of which nothing is known has been by the sites that subscript it: the shape of lists, tuples or strs; 0.
uint32_t Builder::containerOf(Node* v) const {
  for (uint32_t pc = 0; pc < unit_.code.size();) {
    bytecode::Decoded d = bytecode::decode(&unit_.code[pc]);
    bool stores = d.op == Op::STORE_ITEM;
    if (stores || d.op == Op::LOAD_ITEM || d.op == Op::LOAD_ITEM_I) {
      uint32_t r = stores ? d.a : d.b;
      if (r < code_->localCount && registers_[r] == v) {
        switch (words_[pc + d.instruction].op) {
          case Op::LOAD_ITEM_LIST:
          case Op::LOAD_ITEM_I_LIST:
          case Op::STORE_ITEM_LIST:
            return kShapeOf_list;
          case Op::LOAD_ITEM_TUPLE:
          case Op::LOAD_ITEM_I_TUPLE:
            return kShapeOf_tuple;
          case Op::LOAD_ITEM_STR:
            return kShapeOf_str;
          default:
            break;
        }
      }
    }
    pc += d.words;
  }
  return 0;
}

// isinstance() with a class, or a tuple of classes that was put together here; null if one of them has a say in the matter.
Node* Builder::isInstance(Node* v, Node* classes) {
  std::vector<Node*> list = {classes};
  if (classes->op == NodeOp::NewTuple) list = classes->inputs;
  for (Node* c : list) {
    Value type = Value::fromBits(c->bits);
    if (c->op != NodeOp::Constant || !isa<typhon::Type>(type) || type.as<typhon::Type>()->shape != kShapeOf_type) return nullptr;
  }
  Join join;
  for (Node* c : list) {
    std::optional<bool> known = mayGuess() ? derives(v, Value::fromBits(c->bits).as<typhon::Type>()) : std::nullopt;
    if (known && !*known && c != list.back()) continue;
    Node* is = known ? boolean(*known) : add(NodeOp::IsInstance, Rep::Bool, {v, c}, c->bits);
    if (c == list.back() || (known && *known)) {
      if (!join.block) return is;
      meet(join, is);
      break;
    }
    add(NodeOp::Branch, Rep::None, {is});
    Block *before = current_, *yes = newBlock(), *no = newBlock();
    startNew(yes, before);
    startNew(no, before);
    current_ = yes;
    meet(join, is);
    current_ = no;
  }
  return afterJoin(join);
}

// A call of `f` as nodes of its own; null if it is none of those.
Node* Builder::intrinsic(NativeFunction* f, const std::vector<Node*>& a) {
  if (a.size() == 1) {
    if (isBuiltin(f, "len")) {
      if (a[0]->shape == kShapeOf_list || a[0]->shape == kShapeOf_tuple || a[0]->shape == kShapeOf_str)
        return add(NodeOp::Length, Rep::Int, {a[0]});
      bool unknown = a[0]->type == Rep::Any && !a[0]->shape && a[0]->op != NodeOp::Constant;
      uint32_t shape = unknown && mayGuess() && !state_.strikesAt(pc_) ? containerOf(a[0]) : 0;
      if (shape) {
        Node* v = guard(NodeOp::CheckShape, Rep::Any, {a[0]}, shape);
        refine(a[0], v);
        return add(NodeOp::Length, Rep::Int, {v});
      }
      return add(NodeOp::LengthAny, Rep::Any, {a[0]});  // that of a class may be a big int
    }
    if (isBuiltin(f, "abs") && a[0]->type == Rep::Int) return guard(NodeOp::IntAbsolute, Rep::Int, {a[0]});
    if (isBuiltin(f, "abs") && a[0]->type == Rep::Float) return add(NodeOp::FloatAbsolute, Rep::Float, {a[0]});
    if (isBuiltin(f, "abs") && a[0]->type == Rep::Complex)
      return floatCall(static_cast<double (*)(double, double)>(std::hypot), complexPart(a[0], 0), complexPart(a[0], 1));
    if (isMath(f, "fabs") && a[0]->type == Rep::Float) return add(NodeOp::FloatAbsolute, Rep::Float, {a[0]});
    if (isBuiltin(f, "ord")) {
      bool unknown = a[0]->type == Rep::Any && !a[0]->shape && a[0]->op != NodeOp::Constant;
      if ((unknown || a[0]->shape == kShapeOf_str) && mayGuess() && !state_.strikesAt(pc_))
        return guard(NodeOp::CharCode, Rep::Int, {asStr(a[0])});
    }
    FloatFunction function = cFunction(f);
    bool root = isMath(f, "sqrt");
    if (function || root) {
      Node* x = floatArgument(a[0]);
      // Once that was wrong, ints may be among them: these functions convert what they get.
      if (!x && mayGuess() && a[0]->type == Rep::Any && !a[0]->shape) x = guard(NodeOp::CheckNumber, Rep::Float, {a[0]});
      if (!x) return nullptr;
      if (root) return guard(NodeOp::FloatSqrt, Rep::Float, {x});
      return floatCall(function, x);
    }
  }
  if (a.size() == 1 && a[0]->type == Rep::Float && mayGuess() && (isMath(f, "floor") || isMath(f, "ceil")))
    return guard(NodeOp::FloatToInt, Rep::Int,
                 {f->def->name[0] == 'f' ? floatCall(std::floor, a[0]) : floatCall(std::ceil, a[0])});
  if (a.size() == 2 && (isMath(f, "atan2") || isMath(f, "pow"))) {
    Node *x = floatArgument(a[0]), *y = x ? floatArgument(a[1]) : nullptr;
    if (y) return f->def->name[0] == 'a' ? floatCall(std::atan2, x, y) : floatCall(std::pow, x, y);
  }
  if (a.size() == 2) {
    if (isBuiltin(f, "isinstance"))
      if (Node* v = isInstance(a[0], a[1])) return v;
    if (isBuiltin(f, "divmod")) {
      Node *x = intArgument(a[0]), *y = x ? intArgument(a[1]) : nullptr;
      if (!y) return nullptr;
      Node* quotient = guard(NodeOp::IntFloorDivide, Rep::Int, {x, y});
      Node* pair = add(NodeOp::NewTuple, Rep::Any, {quotient, guard(NodeOp::IntModulo, Rep::Int, {x, y})});
      pair->shape = kShapeOf_tuple;
      return pair;
    }
    if (f->owner == types::list && f->self.isUnbound() && std::string_view(f->def->name) == "append" &&
        a[0]->shape == kShapeOf_list) {
      add(NodeOp::ListAppend, Rep::None, {a[0], a[1]});
      return constant(Value::none());
    }
  }
  if (a.size() >= 2 && a.size() <= 4 && (isBuiltin(f, "min") || isBuiltin(f, "max"))) return extreme(f->def->name[1] == 'i', a);
  return nullptr;
}

// next(g) and g.send(v) at a site that has met a generator or coroutine; null if it is neither.
Node* Builder::resumeCall(NativeFunction* f, const std::vector<Node*>& a) {
  if (!resumesGenerator()) return nullptr;
  bool next = a.size() == 1 && isBuiltin(f, "next");
  bool send = a.size() == 2 && f->self.isUnbound() && (f->owner == types::generator || f->owner == types::coroutine) &&
              f->def->name == std::string_view("send") && typeKnown(a[0]) == f->owner;
  if (!next && !send) return nullptr;
  mayTrace_ = true;
  return helper(HelperId::resume_call, {constant(Value(f)), a[0], send ? a[1] : raw(Value::kUnboundBits)});
}

// A native method that looks something up as find_item and find_member do; null if it is none.
Node* Builder::lookup(NativeFunction* f, const std::vector<Node*>& a) {
  if (a.size() < 2 || !mayBeFound(a[1]) || !f->self.isUnbound()) return nullptr;
  std::string_view name = f->def->name;
  if (f->owner == types::dict && name == "get" && a[0]->shape == kShapeOf_dict && a.size() <= 3)
    return add(NodeOp::FindItem, Rep::Any, {a[0], a[1], a.size() == 3 ? a[2] : constant(Value::none())});
  return nullptr;
}

// min() or max() of ints, or of floats, as one of the arguments is known to be; what is not known is taken to be like it. Where
// nothing is known they are taken for ints at first, for floats if that was wrong.
Node* Builder::extreme(bool least, const std::vector<Node*>& a) {
  auto any = [&](Rep type) { return std::any_of(a.begin(), a.end(), [&](Node* n) { return n->type == type; }); };
  bool floats = any(Rep::Float), ints = any(Rep::Int);
  if (floats && ints) return nullptr;
  bool unknown =
      std::all_of(a.begin(), a.end(), [](Node* n) { return n->type == Rep::Any && !n->shape && n->op != NodeOp::Constant; });
  if (!floats && !ints && (!unknown || !mayGuess())) return nullptr;
  std::vector<Node*> numbers;
  if (unknown) {
    floats = state_.strikesAt(pc_);
    for (Node* n : a) numbers.push_back(floats ? asFloat(n) : asInt(n));
  } else {
    for (Node* n : a) {
      numbers.push_back(floats ? floatArgument(n) : intArgument(n));
      if (!numbers.back()) return nullptr;
    }
  }
  NodeOp op = floats ? least ? NodeOp::FloatMinimum : NodeOp::FloatMaximum : least ? NodeOp::IntMinimum : NodeOp::IntMaximum;
  Node* result = numbers[0];
  for (size_t i = 1; i < numbers.size(); ++i) result = add(op, floats ? Rep::Float : Rep::Int, {result, numbers[i]});
  return result;
}

}  // namespace typhon::jit
