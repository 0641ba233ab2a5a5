// What the plugin offers to the executable (host/state.h).
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/raw_ostream.h>

#include <cstdio>

#include "backends/jit/codecache/codecache.h"
#include "backends/jit/graph/builder.h"
#include "backends/jit/host/state.h"
#include "backends/jit/lowering/lowering.h"
#include "backends/jit/passes/passes.h"
#include "runtime/feedback/feedback.h"
#include "runtime/object/shape.h"
#include "runtime/types/function.h"

namespace typhon::jit {
namespace {

// From this many nodes on LLVM's passes take too long.
constexpr uint32_t kLargeGraph = 4000;

// Objects that compiled code mentions live as long as the code object.
bool keepConstants(Thread* t, Code* code, const Graph& graph) {
  for (const Block* b : graph.blocks) {
    for (const Node* n : b->nodes) {
      bool holds = (n->op == NodeOp::Constant && !n->more) || n->op == NodeOp::CheckSame || n->op == NodeOp::CheckVersion;
      if (holds && Value::fromBits(n->bits).isObject() && !keepForFeedback(t, code, Value::fromBits(n->bits))) return false;
      if (n->op == NodeOp::CheckCell) {
        if (!keepForFeedback(t, code, Value(reinterpret_cast<Object*>(n->bits)))) return false;
        if (Value::fromBits(n->more).isObject() && !keepForFeedback(t, code, Value::fromBits(n->more))) return false;
      }
      if (n->op == NodeOp::CheckFunctionCode && !(keepForFeedback(t, code, Value::fromBits(n->bits)) && keepForFeedback(t, code, Value::fromBits(n->more))))
        return false;
      // An id is not given to another shape while this one lives.
      if ((n->op == NodeOp::CheckShape || n->op == NodeOp::StoreShape) && !keepForFeedback(t, code, Value(shapeTable[n->bits]))) return false;
      if (n->op == NodeOp::CheckGlobals && !keepForFeedback(t, code, Value(reinterpret_cast<Object*>(n->bits)))) return false;
    }
  }
  return true;
}

EntryPoint compile(Thread* t, Frame* frame, uint32_t pc, const CodeState& state, uint64_t* bytes, std::string* refusal) {
  const Options& options = host().options;
  Graph graph;
  if (!buildGraph(frame->function, frame->code, pc, state, options.mode != Options::Force, graph, refusal)) return nullptr;
  runPasses(graph, state);
  if (options.dump == "graph") std::fputs(print(graph).c_str(), stderr);
  if (!keepConstants(t, frame->code, graph)) {
    clearPending(t);
    *refusal = "out of memory";
    return nullptr;
  }
  static uint64_t serial = 0;
  std::string symbol = "typhon_code_" + std::to_string(++serial);
  auto context = std::make_unique<llvm::LLVMContext>();
  std::unique_ptr<llvm::Module> module = lower(graph, symbol, *context, options.exitEvery);
  if (options.verify && llvm::verifyModule(*module, &llvm::errs())) {
    module->print(llvm::errs(), nullptr);
    *refusal = "the module is malformed";
    return nullptr;
  }
  // Force compiles importlib before a program's first line: what knows nothing of its values is not worth LLVM's passes.
  bool quick = graph.nodeCount() > kLargeGraph || (options.mode == Options::Force && !state.compilations);
  void* address = compileModule(std::move(module), symbol, quick, options.dump, bytes, refusal);
  return reinterpret_cast<EntryPoint>(address);
}

const Compiler kCompiler = {compile};

}  // namespace
}  // namespace typhon::jit

extern "C" __attribute__((visibility("default"))) const typhon::jit::Compiler* typhonJitCompiler() { return &typhon::jit::kCompiler; }
