// Native functions that the graph knows better than to call.
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

}  // namespace

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
    if (isMath(f, "sqrt") && a[0]->type == Rep::Float) return guard(NodeOp::FloatSqrt, Rep::Float, {a[0]});
  }
  if (a.size() == 2) {
    if (isBuiltin(f, "isinstance") && a[1]->op == NodeOp::Constant) {
      Value type = Value::fromBits(a[1]->bits);
      if (isa<typhon::Type>(type) && type.as<typhon::Type>()->shape == kShapeOf_type)
        return add(NodeOp::IsInstance, Rep::Bool, {a[0], a[1]}, type.bits());
    }
    if ((isBuiltin(f, "min") || isBuiltin(f, "max")) && both(Rep::Int))
      return add(f->def->name[1] == 'i' ? NodeOp::IntMinimum : NodeOp::IntMaximum, Rep::Int, {a[0], a[1]});
    if (f->owner == types::list && f->self.isUnbound() && std::string_view(f->def->name) == "append" &&
        a[0]->shape == kShapeOf_list) {
      add(NodeOp::ListAppend, Rep::None, {a[0], a[1]});
      return constant(Value::none());
    }
  }
  return nullptr;
}

}  // namespace typhon::jit
