// What the plugin offers to the executable (host/state.h).
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>

#include <cstdio>

#include "backends/jit/codecache/codecache.h"
#include "backends/jit/graph/builder.h"
#include "backends/jit/host/background.h"
#include "backends/jit/host/state.h"
#include "backends/jit/lowering/lowering.h"
#include "backends/jit/lowering/portable.h"
#include "backends/jit/passes/passes.h"
#include "runtime/feedback/feedback.h"
#include "runtime/object/shape.h"
#include "runtime/types/function.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace typhon::jit {
namespace {

// From this many nodes on LLVM's passes take too long.
constexpr uint32_t kLargeGraph = 4000;

// What debuggers and profilers show.
std::string symbolOf(const Code* code, uint32_t pc) {
  std::string name = "py::" + toUtf8(code->qualifiedName);
  return pc == kFromStart ? name : name + "@" + std::to_string(positionAt(code, pc).line);
}

// Objects that compiled code mentions live until it is replaced, or as long as the code object: a list of them among what its
// feedback refers to.
bool keepConstants(Thread* t, Code* code, const Graph& graph) {
  List* list = makeList(t);
  if (!list) return false;
  for (const Scope& s : graph.scopes) {
    if (!listAppend(t, list, Value(s.code))) return false;
    if (s.function && s.outer && !listAppend(t, list, Value(s.function))) return false;
  }
  for (Value v : graph.mentioned)
    if (!listAppend(t, list, v)) return false;
  for (const Block* b : graph.blocks) {
    for (const Node* n : b->nodes) {
      bool holds = (n->op == NodeOp::Constant && !n->more) || n->op == NodeOp::CheckSame || n->op == NodeOp::CheckVersion;
      if (holds && Value::fromBits(n->bits).isObject() && !listAppend(t, list, Value::fromBits(n->bits))) return false;
      if (n->op == NodeOp::CheckCell) {
        if (!listAppend(t, list, Value(reinterpret_cast<Object*>(n->bits)))) return false;
        if (Value::fromBits(n->more).isObject() && !listAppend(t, list, Value::fromBits(n->more))) return false;
      }
      if (n->op == NodeOp::CheckFunctionCode &&
          !(listAppend(t, list, Value::fromBits(n->bits)) && listAppend(t, list, Value::fromBits(n->more))))
        return false;
      // An id is not given to another shape while this one lives.
      if ((n->op == NodeOp::CheckShape || n->op == NodeOp::StoreShape) && !listAppend(t, list, Value(shapeTable[n->bits])))
        return false;
      for (size_t i = 0; i < n->words.size(); ++i) {
        // Shape ids; what is chosen by them.
        if (n->op == NodeOp::GeneratorState || n->op == NodeOp::SuspendInPlace || n->op == NodeOp::CheckTypeVersions ||
            (n->op == NodeOp::SelectByVersion && i % 2 == 0))
          continue;
        bool shape = n->op == NodeOp::CheckShapes || n->op == NodeOp::HasShape || i % 2 == 0;
        Value v = shape ? Value(shapeTable[n->words[i]]) : Value::fromBits(n->words[i]);
        if (v.isObject() && !listAppend(t, list, v)) return false;
      }
      if (n->op == NodeOp::CallFunction && !listAppend(t, list, Value::fromBits(n->more))) return false;
      if (n->op == NodeOp::CheckClosure || n->op == NodeOp::CheckWord || n->op == NodeOp::NewInstance) {
        if (!listAppend(t, list, Value::fromBits(n->bits))) return false;
        if (n->more && !listAppend(t, list, Value(reinterpret_cast<Object*>(n->more)))) return false;
      }
      if (n->op == NodeOp::CheckGlobals && !listAppend(t, list, Value(reinterpret_cast<Object*>(n->bits)))) return false;
    }
  }
  return keepForFeedback(t, code, Value(list));
}

// What lowering has made of a graph, and how it becomes code.
class ModuleCompilation : public Compilation {
 public:
  bool generate() override {
    StageClock clock(&times);
    if (!object_) {
      object_ = emitObject(*module_, effort_, dump_, &clock, &refusal);
      bool keep = !keptAs_.empty() && object_;
      module_.reset();
      context_.reset();
      if (keep) keepObject(host().options.cache, keptAs_, *object_);
      if (!object_) return false;
    }
    mayFork();
    MachineCode made;
    if (!linkObject(std::move(object_), symbol_, pointers_, &made, &refusal)) return false;
    clock.ended(Stage::Link);
    code = {reinterpret_cast<EntryPoint>(made.entry), made.memory, made.start, made.size};
    return true;
  }

  std::unique_ptr<llvm::LLVMContext> context_ = std::make_unique<llvm::LLVMContext>();
  std::unique_ptr<llvm::Module> module_;
  ObjectFile object_;  // from the cache
  Effort effort_ = Effort::Full;
  std::string symbol_, dump_, keptAs_;
  std::vector<uint64_t> pointers_;
};

Compilation* prepare(Thread* t, Frame* frame, uint32_t pc, const CodeState& state, std::string* refusal) {
  const Options& options = host().options;
  auto made = std::make_unique<ModuleCompilation>();
  StageClock clock(&made->times);
  Graph graph;
  if (!buildGraph(frame->function, frame->code, pc, state, options.mode != Options::Force, graph, refusal)) return nullptr;
  made->first = graph.first;
  made->end = graph.end;
  clock.ended(Stage::Graph);
  runPasses(graph);
  bool shown = options.dumpName.empty() || options.dumpName == toUtf8(frame->code->qualifiedName);
  made->dump_ = shown ? options.dump : "";
  if (made->dump_ == "graph") std::fputs(print(graph).c_str(), stderr);
  if (!keepConstants(t, frame->code, graph)) {
    clearPending(t);
    *refusal = "out of memory";
    return nullptr;
  }
  clock.ended(Stage::Passes);
  made->symbol_ = symbolOf(frame->code, pc);
  // Force compiles importlib before a program's first line: what knows nothing of its values is not worth LLVM's passes.
  bool unknown = options.mode == Options::Force && !state.compilations;
  made->effort_ = unknown || options.quick || graph.nodeCount() > kLargeGraph ? Effort::Quick : Effort::Full;
  Portable portable;
  bool cached = unknown && !options.cache.empty() && made->dump_.empty() &&
                makePortable(graph, made->symbol_, options.exitEvery, &portable);
  if (!cached) portable.pointers.clear();
  made->object_ = cached ? cachedObject(options.cache, portable.key) : nullptr;
  if (!made->object_) {
    bool complete;
    made->module_ =
        lower(graph, made->symbol_, *made->context_, options.exitEvery, cached ? &portable.pointers : nullptr, &complete);
    if (options.verify && llvm::verifyModule(*made->module_, &llvm::errs())) {
      made->module_->print(llvm::errs(), nullptr);
      *refusal = "the module is malformed";
      return nullptr;
    }
    if (cached && complete && options.writesCache) made->keptAs_ = portable.key;
  }
  made->pointers_ = std::move(portable.pointers);
  clock.ended(Stage::Lowering);
  return made.release();
}

const Compiler kCompiler = {prepare, freeMachineCode};

}  // namespace
}  // namespace typhon::jit

extern "C" __attribute__((visibility("default"))) const typhon::jit::Compiler* typhonJitCompiler() {
  return &typhon::jit::kCompiler;
}

// What has static storage in LLVM is never destroyed: its thread may be at work when the process exits, and the exit does not
// wait for it. Destructors are registered through this function, which the libraries in the plugin find before the C library's.
extern "C" __attribute__((visibility("hidden"))) int __cxa_atexit(void (*)(void*), void*, void*) { return 0; }
