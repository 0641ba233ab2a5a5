// The graph as text.
#include <fmt/format.h>

#include "backends/jit/graph/graph.h"
#include "backends/jit/helpers/helpers.h"
#include "runtime/types/function.h"
#include "runtime/types/str.h"

namespace typhon::jit {
namespace {

const char* const kTypeNames[] = {"none", "int", "float", "bool", "word", "complex", "any"};

std::string valueText(uint64_t bits) {
  Value v = Value::fromBits(bits);
  if (v.isSmallInt()) return fmt::format("{}", v.asSmallInt());
  if (v.isImmediateFloat()) return fmt::format("{:?}", fmt::format("{}", v.asImmediateFloat()));
  if (v.isNone()) return "None";
  if (v.isTrue()) return "True";
  if (v.isFalse()) return "False";
  if (v.isUnbound()) return "unbound";
  return fmt::format("{:#x}", bits);
}

void printNode(std::string& out, const Node* n) {
  out += fmt::format("    n{} = {}", n->id, kNodeNames[static_cast<unsigned>(n->op)]);
  if (n->op == NodeOp::Constant || n->op == NodeOp::IsBits || n->op == NodeOp::CheckSame) {
    out += " " + valueText(n->bits);
  } else if (n->op == NodeOp::Helper || n->op == NodeOp::QuickHelper) {
    out += fmt::format(" {}", kHelpers[n->bits].name);
  } else if (n->bits) {
    out += fmt::format(" {}", n->bits);
  }
  for (Node* input : n->inputs) out += input ? fmt::format(" n{}", resolve(input)->id) : " -";
  out += fmt::format(" : {}", kTypeNames[static_cast<unsigned>(n->type)]);
  if (n->shape) out += fmt::format(" shape {}", n->shape);
  if (n->handler) out += fmt::format("  raises to b{}", n->handler->id);
  if (n->flags() & GUARD && n->state) out += fmt::format("  exits to @{}", n->state->pc);
  out += "\n";
}

}  // namespace

std::string print(const Graph& graph) {
  std::string out = fmt::format("graph of {}\n", toUtf8(graph.code->qualifiedName));
  for (const Entry& e : graph.entries) out += fmt::format("  entry @{} -> b{}\n", e.pc, e.block->id);
  for (const Block* b : graph.blocks) {
    out += fmt::format("  b{} @{}{}:", b->id, b->pc, b->loopHeader ? " loop" : "");
    for (const Edge& e : b->predecessors) out += fmt::format(" <- b{}{}", e.from->id, e.thrower ? "!" : "");
    out += "\n";
    for (const Node* n : b->phis) printNode(out, n);
    for (const Node* n : b->nodes) printNode(out, n);
    if (!b->successors.empty()) {
      out += "    ->";
      for (const Block* s : b->successors) out += fmt::format(" b{}", s->id);
      out += "\n";
    }
  }
  return out;
}

}  // namespace typhon::jit
