#include "backends/jit/lowering/portable.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/BLAKE3.h>

#include <unordered_map>

#include "backends/jit/codecache/codecache.h"
#include "runtime/types/function.h"

namespace typhon::jit {
namespace {

// Nodes whose code is made of their operands and of plain numbers. A node that is not listed makes its graph unportable.
bool isPortable(NodeOp op) {
  switch (op) {
    case NodeOp::Constant:
    case NodeOp::LoadRegister:
    case NodeOp::StoreRegister:
    case NodeOp::Phi:
    case NodeOp::Caught:
    case NodeOp::LoadScratch:
    case NodeOp::CheckInt:
    case NodeOp::CheckFloat:
    case NodeOp::CheckNumber:
    case NodeOp::IntAdd:
    case NodeOp::IntSubtract:
    case NodeOp::IntMultiply:
    case NodeOp::IntFloorDivide:
    case NodeOp::IntModulo:
    case NodeOp::IntAnd:
    case NodeOp::IntOr:
    case NodeOp::IntXor:
    case NodeOp::IntShiftLeft:
    case NodeOp::IntShiftRight:
    case NodeOp::IntNegate:
    case NodeOp::IntInvert:
    case NodeOp::IntToFloat:
    case NodeOp::IntDivide:
    case NodeOp::FloatAdd:
    case NodeOp::FloatSubtract:
    case NodeOp::FloatMultiply:
    case NodeOp::FloatDivide:
    case NodeOp::FloatNegate:
    case NodeOp::CompareInt:
    case NodeOp::CompareFloat:
    case NodeOp::CompareAny:
    case NodeOp::Same:
    case NodeOp::IsBits:
    case NodeOp::Truth:
    case NodeOp::Not:
    case NodeOp::LoadField:
    case NodeOp::StoreField:
    case NodeOp::Helper:
    case NodeOp::QuickHelper:
    case NodeOp::Poll:
    case NodeOp::Jump:
    case NodeOp::Branch:
    case NodeOp::Return:
    case NodeOp::Leave:
    case NodeOp::Yield:
    case NodeOp::Unreachable:
    case NodeOp::Exit:
    case NodeOp::CheckRoom:
    case NodeOp::ListAppend:
    case NodeOp::ExchangeHandled:
      return true;
    default:
      return false;
  }
}

class Writer {
 public:
  Writer(const Graph& graph, Portable* out) : graph_(graph), out_(out) {}

  bool write() {
    pointer(reinterpret_cast<uint64_t>(graph_.code->words));
    const Code* code = graph_.code;
    for (uint64_t n :
         {uint64_t{code->registerCount}, uint64_t{code->localCount}, uint64_t{code->parameterCount}, uint64_t{code->argCount}})
      word(n);
    for (const Entry& e : graph_.entries) word(e.pc), word(e.block->id);
    for (const Block* b : graph_.blocks) {
      word(b->id), word(b->pc), word(b->loopHeader), word(b->cold);
      for (const Edge& e : b->predecessors) word(e.from->id), word(e.thrower ? e.thrower->id : ~0u);
      for (const Block* s : b->successors) word(s->id);
      for (const std::vector<Node*>* nodes : {&b->phis, &b->nodes})
        for (Node* n : *nodes)
          if (!node(n)) return false;
    }
    return true;
  }
  llvm::StringRef text() const { return {bytes_.data(), bytes_.size()}; }

 private:
  void word(uint64_t n) { bytes_.append(reinterpret_cast<const char*>(&n), sizeof n); }

  void pointer(uint64_t bits) {
    auto [it, fresh] = places_.try_emplace(bits, out_->pointers.size());
    if (fresh) out_->pointers.push_back(bits);
    word(it->second);
  }

  void use(Node* n) {
    n = resolve(n);
    if (!n) return word(~uint64_t{0});
    word(n->id);
    if (n->op == NodeOp::Constant) constant(n);
  }

  void constant(const Node* n) {
    bool object = !n->more && Value::fromBits(n->bits).isObject();
    word(object);
    object ? pointer(n->bits) : word(n->bits);
  }

  bool node(Node* n) {
    if (!isPortable(n->op)) return false;
    word(static_cast<uint64_t>(n->op) | uint64_t{static_cast<uint8_t>(n->type)} << 16 | uint64_t{n->noTraceback} << 24 |
         uint64_t{n->id} << 32);
    word(n->pc | uint64_t{n->shape} << 32);
    word(n->handler ? n->handler->id : ~0u);
    if (n->op == NodeOp::Constant)
      constant(n);
    else
      word(n->bits), word(n->more);
    word(n->inputs.size());
    for (Node* input : n->inputs) use(input);
    if (!n->state) return true;
    if (!n->state->objects.empty()) return false;
    word(n->state->pc);
    for (Node* r : n->state->registers) use(r);
    return true;
  }

  const Graph& graph_;
  Portable* out_;
  std::string bytes_;
  std::unordered_map<uint64_t, size_t> places_;
};

}  // namespace

bool makePortable(const Graph& graph, const std::string& symbol, uint32_t exitEvery, Portable* out) {
  Writer writer(graph, out);
  if (!writer.write()) return false;
  llvm::BLAKE3 hash;
  hash.update(buildKey());
  hash.update(symbol);
  hash.update(std::to_string(exitEvery));
  hash.update(writer.text());
  out->key = llvm::toHex(hash.final<16>(), /*LowerCase=*/true);
  return true;
}

}  // namespace typhon::jit
