// Graph to LLVM IR.
#pragma once

#include <memory>
#include <string>

#include "backends/jit/graph/graph.h"

namespace llvm {
class LLVMContext;
class Module;
}  // namespace llvm

namespace typhon::jit {

// Makes a module with one function, `symbol`, of type Value(Thread*, Frame*). `exitEvery`: stress, see Options.
std::unique_ptr<llvm::Module> lower(Graph& graph, const std::string& symbol, llvm::LLVMContext& context, uint32_t exitEvery);

}  // namespace typhon::jit
