// LLVM modules to machine code in memory.
#pragma once

#include <memory>
#include <string>

namespace llvm {
class LLVMContext;
class Module;
}  // namespace llvm

namespace typhon::jit {

// Runs LLVM's passes over the module unless it is to be quick (then the fast instruction selector takes it as it is), compiles it
// and links it with the helpers. The address of `symbol`, or null with *error set.
// `dump` ("ir", "asm" or empty) prints to stderr on the way. *bytes grows by the size of the object file.
void* compileModule(std::unique_ptr<llvm::Module> module, const std::string& symbol, bool quick, const std::string& dump, uint64_t* bytes,
                    std::string* error);

}  // namespace typhon::jit
