// LLVM modules to machine code in memory, and back to free memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace llvm {
class MemoryBuffer;
class Module;
}  // namespace llvm

namespace typhon::jit {

class StageClock;
using ObjectFile = std::unique_ptr<llvm::MemoryBuffer>;

// Quick: the fast instruction selector takes the module as it is. Full: LLVM's passes and its optimising code generator.
enum class Effort { Quick, Full };

// Compiles the module (emit.cpp). One thread at a time; a fork may take place on the way. `dump` ("ir", "asm" or empty) prints to
// stderr. Null with *error set.
ObjectFile emitObject(llvm::Module& module, Effort effort, const std::string& dump, StageClock* clock, std::string* error);

struct MachineCode {
  void* entry = nullptr;
  void* memory = nullptr;         // for freeMachineCode
  uintptr_t start = 0, size = 0;  // of the instructions
};
// Links the object with the helpers (link.cpp); `symbol` is the function in it. `pointers` are written to its table
// kPointerTable, if it has one. Any thread, as freeMachineCode. False with *error set.
bool linkObject(ObjectFile object, const std::string& symbol, const std::vector<uint64_t>& pointers, MachineCode* code,
                std::string* error);
// Gives the memory back. Nothing may run the code, or return into it, any more.
void freeMachineCode(void* memory);

// The table of addresses in an object that does not depend on where the heap lies.
inline constexpr const char* kPointerTable = "typhon_pointers";

// Objects on disk (objects.cpp): what -X jit-cache=FOLDER keeps of code that was compiled without feedback, from run to run.
// Null when there is none.
ObjectFile cachedObject(const std::string& folder, const std::string& key);
void keepObject(const std::string& folder, const std::string& key, const llvm::MemoryBuffer& object);
// What all keys begin with: it differs from build to build.
std::string buildKey();

// Tells debuggers and profilers of code (debuggers.cpp).
struct Section {
  std::string name;
  uintptr_t address;
};
void appendToPerfMap(uintptr_t start, size_t size, const std::string& name);
// Registers the object with its sections' addresses; the handle is for forgetByDebugger.
void* showToDebugger(const llvm::MemoryBuffer& object, const std::vector<Section>& sections);
void forgetByDebugger(void* handle);

}  // namespace typhon::jit
