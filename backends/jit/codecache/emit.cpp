// LLVM's passes and code generators. Everything about the target machine stands here.
#include <llvm/Analysis/CGSCCPassManager.h>
#include <llvm/Analysis/LoopAnalysisManager.h>
#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/SmallVectorMemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/GVN.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>
#include <llvm/Transforms/Utils/Cloning.h>

#include "backends/jit/codecache/codecache.h"
#include "backends/jit/host/background.h"
#include "backends/jit/host/state.h"

namespace typhon::jit {
namespace {

using namespace llvm;

struct Targets {
  std::unique_ptr<TargetMachine> quick, full;
  std::string error;
  Targets() {
    InitializeNativeTarget();
    InitializeNativeTargetAsmPrinter();
    auto builder = orc::JITTargetMachineBuilder::detectHost();
    if (!builder) {
      error = toString(builder.takeError());
      return;
    }
    builder->setRelocationModel(Reloc::PIC_);
    builder->setCodeModel(CodeModel::Small);
    skipUselessPasses();
    quick = make(*builder, CodeGenOptLevel::None);
    full = make(*builder, CodeGenOptLevel::Default);
    // The fast selector halves the generator's time. Behind the passes its code is as good: what patterns over several
    // instructions would gain, they lose to memory.
    if (full) full->Options.EnableFastISel = true;
  }
  // Instructions are ordered by the processor itself. Looking for equal ends of blocks takes longer the more exits there are, and
  // saves cold code only.
  static void skipUselessPasses() {
    const char* const options[] = {"typhon", "-enable-misched=false", "-disable-post-ra", "-enable-tail-merge=false"};
    cl::ParseCommandLineOptions(std::size(options), options, "", &nulls());
  }
  std::unique_ptr<TargetMachine> make(orc::JITTargetMachineBuilder& builder, CodeGenOptLevel level) {
    builder.setCodeGenOptLevel(level);
    auto machine = builder.createTargetMachine();
    if (machine) return std::move(*machine);
    error = toString(machine.takeError());
    return nullptr;
  }
};

// The light pipeline: what pays for itself on functions of this shape (docs/jit.md has the figures).
void optimise(llvm::Module& module, TargetMachine& machine) {
  PassInstrumentationCallbacks callbacks;
  callbacks.registerBeforeNonSkippedPassCallback([](StringRef, Any) { mayFork(); });
  PassBuilder passes(&machine, PipelineTuningOptions(), std::nullopt, &callbacks);
  LoopAnalysisManager loops;
  FunctionAnalysisManager functions;
  CGSCCAnalysisManager graphs;
  ModuleAnalysisManager modules;
  passes.registerModuleAnalyses(modules);
  passes.registerCGSCCAnalyses(graphs);
  passes.registerFunctionAnalyses(functions);
  passes.registerLoopAnalyses(loops);
  passes.crossRegisterProxies(loops, functions, graphs, modules);
  // Beyond this size the passes that look at all of memory take longer than they save.
  constexpr size_t kManyBlocks = 400;
  size_t blocks = 0;
  for (llvm::Function& f : module) blocks += f.size();
  FunctionPassManager pipeline;
  pipeline.addPass(EarlyCSEPass(true));
  pipeline.addPass(SimplifyCFGPass());
  pipeline.addPass(InstCombinePass());
  if (blocks <= kManyBlocks) {
    pipeline.addPass(createFunctionToLoopPassAdaptor(LICMPass(LICMOptions()), /*UseMemorySSA=*/true));
    pipeline.addPass(GVNPass());
  }
  pipeline.addPass(SimplifyCFGPass());
  for (llvm::Function& f : module)
    if (!f.isDeclaration()) pipeline.run(f, functions);
}

// The code generator's passes for one machine. To make and schedule its eighty passes takes as long as they take for a small
// function, so they are kept. A fork finds them between two runs.
class Generator {
 public:
  Generator(TargetMachine& machine, CodeGenFileType type)
      : complete_(!machine.addPassesToEmitFile(passes_, stream_, nullptr, type)) {}

  // False: the machine has no such passes.
  bool run(llvm::Module& module, SmallVector<char, 0>* out) {
    if (!complete_) return false;
    written_.clear();
    passes_.run(module);
    *out = written_;
    return true;
  }

 private:
  SmallVector<char, 0> written_;
  raw_svector_ostream stream_{written_};
  legacy::PassManager passes_;
  bool complete_;
};

}  // namespace

ObjectFile emitObject(llvm::Module& module, Effort effort, const std::string& dump, StageClock* clock, std::string* error) {
  static Targets targets;
  if (!targets.error.empty()) {
    *error = targets.error;
    return nullptr;
  }
#ifdef TYPHON_DEBUG
  if (verifyModule(module, &errs())) {
    *error = "the module is malformed";
    return nullptr;
  }
#endif
  TargetMachine& machine = effort == Effort::Quick ? *targets.quick : *targets.full;
  module.setDataLayout(machine.createDataLayout());
  module.setTargetTriple(machine.getTargetTriple().str());
  if (effort == Effort::Full) optimise(module, machine);
  clock->ended(Stage::Optimise);
  mayFork();
  if (dump == "ir") module.print(errs(), nullptr);
  if (dump == "asm") {
    // Emitting changes the module.
    std::unique_ptr<llvm::Module> copy = CloneModule(module);
    SmallVector<char, 0> text;
    if (Generator(machine, CodeGenFileType::AssemblyFile).run(*copy, &text)) errs() << StringRef(text.data(), text.size());
  }
  // One for each effort, which the thread that runs LLVM has for itself.
  static std::unique_ptr<Generator> generators[2];
  std::unique_ptr<Generator>& generator = generators[effort == Effort::Quick ? 0 : 1];
  if (!generator) generator = std::make_unique<Generator>(machine, CodeGenFileType::ObjectFile);
  SmallVector<char, 0> object;
  if (!generator->run(module, &object)) {
    *error = "LLVM cannot emit code";
    return nullptr;
  }
  clock->ended(Stage::Emit);
  return std::make_unique<SmallVectorMemoryBuffer>(std::move(object), false);
}

}  // namespace typhon::jit
