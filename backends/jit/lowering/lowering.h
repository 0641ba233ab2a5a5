// Graph to LLVM IR.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "backends/jit/graph/graph.h"

namespace llvm {
class LLVMContext;
class Module;
}  // namespace llvm

namespace typhon::jit {

// Makes a module with one function, `symbol`, of type Value(Thread*, Frame*). `exitEvery`: stress, see Options. With `pointers`
// the code takes addresses from a table kPointerTable of that contents; *complete becomes false if one was not among them.
std::unique_ptr<llvm::Module> lower(Graph& graph, const std::string& symbol, llvm::LLVMContext& context, uint32_t exitEvery,
                                    const std::vector<uint64_t>* pointers, bool* complete);

}  // namespace typhon::jit
