// ORC and JITLink: one JITDylib for each piece of code, so that it can go alone.
#include <llvm/ExecutionEngine/JITLink/JITLink.h>
#include <llvm/ExecutionEngine/Orc/Core.h>
#include <llvm/ExecutionEngine/Orc/ExecutorProcessControl.h>
#include <llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h>
#include <llvm/Support/MemoryBuffer.h>

#include <cstring>
#include <mutex>

#include "backends/jit/codecache/codecache.h"
#include "backends/jit/helpers/helpers.h"
#include "backends/jit/host/state.h"

namespace typhon::jit {
namespace {

using namespace llvm;

// Where the object that is being linked has come to lie. Linking is done in the thread that asks for it, under the linker's
// mutex.
struct Layout {
  uintptr_t start = 0, end = 0;  // of the instructions
  std::vector<Section> sections;
};

class Watch : public orc::ObjectLinkingLayer::Plugin {
 public:
  explicit Watch(Layout* layout) : layout_(layout) {}
  void modifyPassConfig(orc::MaterializationResponsibility&, jitlink::LinkGraph&, jitlink::PassConfiguration& config) override {
    config.PostFixupPasses.push_back([this](jitlink::LinkGraph& graph) {
      for (jitlink::Section& section : graph.sections()) {
        jitlink::SectionRange range(section);
        if (range.empty()) continue;
        layout_->sections.push_back({section.getName().str(), range.getStart().getValue()});
        if ((section.getMemProt() & orc::MemProt::Exec) == orc::MemProt::None) continue;
        uintptr_t start = range.getStart().getValue(), end = range.getEnd().getValue();
        layout_->start = layout_->start ? std::min<uintptr_t>(layout_->start, start) : start;
        layout_->end = std::max<uintptr_t>(layout_->end, end);
      }
      return Error::success();
    });
  }
  Error notifyFailed(orc::MaterializationResponsibility&) override { return Error::success(); }
  Error notifyRemovingResources(orc::JITDylib&, orc::ResourceKey) override { return Error::success(); }
  void notifyTransferringResources(orc::JITDylib&, orc::ResourceKey, orc::ResourceKey) override {}

 private:
  Layout* layout_;
};

// What freeMachineCode gets.
struct Memory {
  orc::JITDylib* library;
  void* debugger;
};

class Linker {
 public:
  Linker() { start(); }
  // Null with *error set when ORC cannot start.
  static Linker* instance(std::string* error) {
    static Linker linker;
    if (linker.layer_) return &linker;
    *error = linker.error_;
    return nullptr;
  }

  bool link(ObjectFile object, const std::string& symbol, const std::vector<uint64_t>& pointers, MachineCode* code,
            std::string* error) {
    std::lock_guard<std::mutex> lock(mutex_);
    orc::JITDylib& library = session_->createBareJITDylib("code " + std::to_string(++serial_));
    library.addToLinkOrder(*helpers_);
    layout_ = {};
    std::unique_ptr<MemoryBuffer> shown;
    if (host().options.debugger) shown = MemoryBuffer::getMemBufferCopy(object->getBuffer());
    void* entry = nullptr;
    auto fail = [&](Error e) {
      *error = toString(std::move(e));
      consumeError(session_->removeJITDylib(library));
      return false;
    };
    if (Error e = layer_->add(library, std::move(object))) return fail(std::move(e));
    auto found = session_->lookup({&library}, symbol);
    if (!found) return fail(found.takeError());
    entry = found->getAddress().toPtr<void*>();
    if (!pointers.empty()) {
      auto table = session_->lookup({&library}, kPointerTable);
      if (!table) return fail(table.takeError());
      std::memcpy(table->getAddress().toPtr<void*>(), pointers.data(), pointers.size() * sizeof(uint64_t));
    }
    auto* memory = new Memory{&library, shown ? showToDebugger(*shown, layout_.sections) : nullptr};
    *code = {entry, memory, layout_.start, layout_.end - layout_.start};
    if (host().options.perfMap) appendToPerfMap(code->start, code->size, symbol);
    return true;
  }

  void free(Memory* memory) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (memory->debugger) forgetByDebugger(memory->debugger);
    consumeError(session_->removeJITDylib(*memory->library));
    delete memory;
  }

 private:
  void start() {
    auto control = orc::SelfExecutorProcessControl::Create(nullptr, std::make_unique<orc::InPlaceTaskDispatcher>());
    if (!control) {
      error_ = toString(control.takeError());
      return;
    }
    session_ = std::make_unique<orc::ExecutionSession>(std::move(*control));
    helpers_ = &session_->createBareJITDylib("helpers");
    orc::SymbolMap symbols;
    for (unsigned i = 0; i < static_cast<unsigned>(HelperId::kCount); ++i)
      symbols[session_->intern(kHelpers[i].name)] = {orc::ExecutorAddr::fromPtr(kHelpers[i].address),
                                                     JITSymbolFlags::Exported | JITSymbolFlags::Callable};
    if (Error e = helpers_->define(orc::absoluteSymbols(std::move(symbols)))) {
      error_ = toString(std::move(e));
      return;
    }
    layer_ = std::make_unique<orc::ObjectLinkingLayer>(*session_);
    layer_->addPlugin(std::make_shared<Watch>(&layout_));
  }

  std::mutex mutex_;  // code is freed while other code is linked in the background
  // Never taken down: compiled code may run until the process ends.
  std::unique_ptr<orc::ExecutionSession> session_;
  std::unique_ptr<orc::ObjectLinkingLayer> layer_;
  orc::JITDylib* helpers_ = nullptr;
  Layout layout_;
  uint64_t serial_ = 0;
  std::string error_;
};

}  // namespace

bool linkObject(ObjectFile object, const std::string& symbol, const std::vector<uint64_t>& pointers, MachineCode* code,
                std::string* error) {
  Linker* linker = Linker::instance(error);
  return linker && linker->link(std::move(object), symbol, pointers, code, error);
}

void freeMachineCode(void* memory) {
  std::string error;
  Linker::instance(&error)->free(static_cast<Memory*>(memory));
}

}  // namespace typhon::jit
