// Native functions that the graph knows better than to call.
#include <cmath>
#include <string_view>

#include "backends/jit/graph/builder.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/types/float.h"
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
  static const Entry entries[] = {{"sin", std::sin},   {"cos", std::cos},   {"tan", std::tan},   {"asin", std::asin},
                                  {"acos", std::acos}, {"atan", std::atan}, {"sinh", std::sinh}, {"cosh", std::cosh},
                                  {"tanh", std::tanh}, {"exp", std::exp},   {"cbrt", std::cbrt}};
  for (const Entry& e : entries)
    if (isMath(f, e.name)) return e.function;
  return nullptr;
}

}  // namespace

// An argument as a float: of what is not known it is guessed once. Null: it is something else.
Node* Builder::floatArgument(Node* n) {
  bool unknown = n->type == Rep::Any && !n->shape && n->op != NodeOp::Constant;
  if (n->type == Rep::Float || n->type == Rep::Int) return asFloat(n);
  return unknown && mayGuess() && !state_.strikesAt(pc_) ? asFloat(n) : nullptr;
}

// A call of `f` as nodes of its own; null if it is none of those.
Node* Builder::intrinsic(NativeFunction* f, const std::vector<Node*>& a) {
  auto both = [&](Rep type) { return a.size() == 2 && a[0]->type == type && a[1]->type == type; };
  if (a.size() == 1) {
    if (isBuiltin(f, "len")) {
      if (a[0]->shape == kShapeOf_list || a[0]->shape == kShapeOf_tuple || a[0]->shape == kShapeOf_str)
        return add(NodeOp::Length, Rep::Int, {a[0]});
      return add(NodeOp::LengthAny, Rep::Int, {a[0]});
    }
    if (isBuiltin(f, "abs") && a[0]->type == Rep::Int) return guard(NodeOp::IntAbsolute, Rep::Int, {a[0]});
    if (isBuiltin(f, "abs") && a[0]->type == Rep::Float) return add(NodeOp::FloatAbsolute, Rep::Float, {a[0]});
    if (isMath(f, "fabs") && a[0]->type == Rep::Float) return add(NodeOp::FloatAbsolute, Rep::Float, {a[0]});
    FloatFunction function = cFunction(f);
    bool root = isMath(f, "sqrt");
    if (function || root) {
      Node* x = floatArgument(a[0]);
      if (!x) return nullptr;
      if (root) return guard(NodeOp::FloatSqrt, Rep::Float, {x});
      return guard(NodeOp::FloatCall, Rep::Float, {x}, 0, reinterpret_cast<uint64_t>(function));
    }
  }
  if (a.size() == 2) {
    if (isBuiltin(f, "isinstance") && a[1]->op == NodeOp::Constant) {
      Value type = Value::fromBits(a[1]->bits);
      if (isa<typhon::Type>(type) && type.as<typhon::Type>()->shape == kShapeOf_type)
        return add(NodeOp::IsInstance, Rep::Bool, {a[0], a[1]}, type.bits());
    }
    if ((isBuiltin(f, "min") || isBuiltin(f, "max")) && both(Rep::Int))
      return add(f->def->name[1] == 'i' ? NodeOp::IntMinimum : NodeOp::IntMaximum, Rep::Int, {a[0], a[1]});
    if ((isBuiltin(f, "min") || isBuiltin(f, "max")) && both(Rep::Float))
      return add(f->def->name[1] == 'i' ? NodeOp::FloatMinimum : NodeOp::FloatMaximum, Rep::Float, {a[0], a[1]});
    if (f->owner == types::list && f->self.isUnbound() && std::string_view(f->def->name) == "append" &&
        a[0]->shape == kShapeOf_list) {
      add(NodeOp::ListAppend, Rep::None, {a[0], a[1]});
      return constant(Value::none());
    }
  }
  return nullptr;
}

}  // namespace typhon::jit
