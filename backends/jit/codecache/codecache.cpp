// ORC with JITLink. Everything about the target machine stands here.
#include "backends/jit/codecache/codecache.h"

#include <llvm/Analysis/CGSCCPassManager.h>
#include <llvm/Analysis/LoopAnalysisManager.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/SmallVectorMemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/GVN.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>

#include "backends/jit/helpers/helpers.h"

namespace typhon::jit {
namespace {

using namespace llvm;

std::string textOf(Error error) {
  std::string text;
  handleAllErrors(std::move(error), [&](const ErrorInfoBase& e) { text = e.message(); });
  return text;
}

class CodeCache {
 public:
  // Null with *error set when LLVM has no target for this machine.
  static CodeCache* instance(std::string* error) {
    static CodeCache cache;
    if (!cache.jit_ && cache.error_.empty()) cache.start();
    if (cache.jit_) return &cache;
    *error = cache.error_;
    return nullptr;
  }

  void* compile(std::unique_ptr<llvm::Module> module, const std::string& symbol, bool quick, const std::string& dump, uint64_t* bytes, std::string* error) {
    module->setDataLayout(full_->createDataLayout());
    module->setTargetTriple(full_->getTargetTriple().str());
    TargetMachine& machine = quick ? *fast_ : *full_;
    if (!quick) optimise(*module, machine);
    if (dump == "ir") module->print(errs(), nullptr);
    if (dump == "asm") emit(machine, *module, CodeGenFileType::AssemblyFile);
    std::unique_ptr<MemoryBuffer> object = emit(machine, *module, CodeGenFileType::ObjectFile);
    if (!object) {
      *error = "LLVM cannot emit code";
      return nullptr;
    }
    *bytes += object->getBufferSize();
    if (Error e = jit_->addObjectFile(std::move(object))) {
      *error = textOf(std::move(e));
      return nullptr;
    }
    auto address = jit_->lookup(symbol);
    if (!address) {
      *error = textOf(address.takeError());
      return nullptr;
    }
    return address->toPtr<void*>();
  }

 private:
  void start() {
    InitializeNativeTarget();
    InitializeNativeTargetAsmPrinter();
    auto builder = orc::JITTargetMachineBuilder::detectHost();
    if (!builder) {
      error_ = textOf(builder.takeError());
      return;
    }
    builder->setRelocationModel(Reloc::PIC_);
    builder->setCodeModel(CodeModel::Small);
    builder->setCodeGenOptLevel(CodeGenOptLevel::Default);
    auto full = builder->createTargetMachine();
    builder->setCodeGenOptLevel(CodeGenOptLevel::None);
    auto fast = builder->createTargetMachine();
    auto jit = orc::LLJITBuilder()
                   .setJITTargetMachineBuilder(*builder)
                   .setPlatformSetUp(orc::setUpInactivePlatform)
                   .setObjectLinkingLayerCreator([](orc::ExecutionSession& session, const Triple&) {
                     return std::make_unique<orc::ObjectLinkingLayer>(session);
                   })
                   .create();
    if (!full || !fast || !jit) {
      error_ = "LLVM cannot start";
      if (!full) consumeError(full.takeError());
      if (!fast) consumeError(fast.takeError());
      if (!jit) error_ = textOf(jit.takeError());
      return;
    }
    orc::SymbolMap symbols;
    for (unsigned i = 0; i < static_cast<unsigned>(HelperId::kCount); ++i)
      symbols[(*jit)->mangleAndIntern(kHelpers[i].name)] = {orc::ExecutorAddr::fromPtr(kHelpers[i].address),
                                                            JITSymbolFlags::Exported | JITSymbolFlags::Callable};
    if (Error e = (*jit)->getMainJITDylib().define(orc::absoluteSymbols(std::move(symbols)))) {
      error_ = textOf(std::move(e));
      return;
    }
    full_ = std::move(*full);
    fast_ = std::move(*fast);
    jit_ = std::move(*jit);
  }

  // The light pipeline: what pays for itself on functions of this shape (docs/jit.md has the figures).
  void optimise(llvm::Module& module, TargetMachine& machine) {
    PassBuilder passes(&machine);
    LoopAnalysisManager loops;
    FunctionAnalysisManager functions;
    CGSCCAnalysisManager graphs;
    ModuleAnalysisManager modules;
    passes.registerModuleAnalyses(modules);
    passes.registerCGSCCAnalyses(graphs);
    passes.registerFunctionAnalyses(functions);
    passes.registerLoopAnalyses(loops);
    passes.crossRegisterProxies(loops, functions, graphs, modules);
    FunctionPassManager pipeline;
    pipeline.addPass(EarlyCSEPass(true));
    pipeline.addPass(SimplifyCFGPass());
    pipeline.addPass(InstCombinePass());
    pipeline.addPass(createFunctionToLoopPassAdaptor(LICMPass(LICMOptions()), /*UseMemorySSA=*/true));
    pipeline.addPass(GVNPass());
    pipeline.addPass(SimplifyCFGPass());
    for (llvm::Function& f : module)
      if (!f.isDeclaration()) pipeline.run(f, functions);
  }

  std::unique_ptr<MemoryBuffer> emit(TargetMachine& machine, llvm::Module& module, CodeGenFileType type) {
    SmallVector<char, 0> buffer;
    raw_svector_ostream stream(buffer);
    legacy::PassManager passes;
    if (machine.addPassesToEmitFile(passes, stream, nullptr, type)) return nullptr;
    passes.run(module);
    if (type == CodeGenFileType::AssemblyFile) {
      errs() << StringRef(buffer.data(), buffer.size());
      return nullptr;
    }
    return std::make_unique<SmallVectorMemoryBuffer>(std::move(buffer), false);
  }

  std::unique_ptr<TargetMachine> full_, fast_;
  std::unique_ptr<orc::LLJIT> jit_;
  std::string error_;
};

}  // namespace

void* compileModule(std::unique_ptr<llvm::Module> module, const std::string& symbol, bool quick, const std::string& dump, uint64_t* bytes,
                    std::string* error) {
#ifdef TYPHON_DEBUG
  if (llvm::verifyModule(*module, &llvm::errs())) {
    *error = "the module is malformed";
    return nullptr;
  }
#endif
  CodeCache* cache = CodeCache::instance(error);
  return cache ? cache->compile(std::move(module), symbol, quick, dump, bytes, error) : nullptr;
}

}  // namespace typhon::jit
