// perf's map file and gdb's interface for code made at run time.
#include <elf.h>
#include <fcntl.h>
#include <llvm/Support/MemoryBuffer.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>

#include "backends/jit/codecache/codecache.h"

// The names and layouts that gdb knows ("JIT Compilation Interface" in its manual).
extern "C" {
struct jit_code_entry {
  jit_code_entry *next_entry, *prev_entry;
  const char* symfile_addr;
  uint64_t symfile_size;
};
struct jit_descriptor {
  uint32_t version, action_flag;
  jit_code_entry *relevant_entry, *first_entry;
};
__attribute__((visibility("default"))) jit_descriptor __jit_debug_descriptor = {1, 0, nullptr, nullptr};
// gdb has a breakpoint here.
__attribute__((noinline, visibility("default"))) void __jit_debug_register_code() { asm volatile("" ::: "memory"); }
}

namespace typhon::jit {
namespace {

enum : uint32_t { kRegister = 1, kUnregister = 2 };

struct Shown {
  jit_code_entry entry;
  std::unique_ptr<char[]> object;
};

void announce(jit_code_entry* entry, uint32_t action) {
  __jit_debug_descriptor.relevant_entry = entry;
  __jit_debug_descriptor.action_flag = action;
  __jit_debug_register_code();
}

// Tells the object file where its sections are.
void setAddresses(char* object, size_t size, const std::vector<Section>& sections) {
  auto* header = reinterpret_cast<Elf64_Ehdr*>(object);
  if (size < sizeof(Elf64_Ehdr) || header->e_shoff + uint64_t{header->e_shnum} * sizeof(Elf64_Shdr) > size ||
      header->e_shstrndx >= header->e_shnum)
    return;
  auto* headers = reinterpret_cast<Elf64_Shdr*>(object + header->e_shoff);
  const char* names = object + headers[header->e_shstrndx].sh_offset;
  for (unsigned i = 0; i < header->e_shnum; ++i)
    for (const Section& section : sections)
      if (section.name == names + headers[i].sh_name) headers[i].sh_addr = section.address;
}

}  // namespace

void* showToDebugger(const llvm::MemoryBuffer& object, const std::vector<Section>& sections) {
  auto* shown = new Shown{};
  size_t size = object.getBufferSize();
  shown->object.reset(new char[size]);
  std::memcpy(shown->object.get(), object.getBufferStart(), size);
  setAddresses(shown->object.get(), size, sections);
  jit_code_entry* entry = &shown->entry;
  *entry = {__jit_debug_descriptor.first_entry, nullptr, shown->object.get(), size};
  if (entry->next_entry) entry->next_entry->prev_entry = entry;
  __jit_debug_descriptor.first_entry = entry;
  announce(entry, kRegister);
  return shown;
}

void forgetByDebugger(void* handle) {
  auto* shown = static_cast<Shown*>(handle);
  jit_code_entry* entry = &shown->entry;
  (entry->prev_entry ? entry->prev_entry->next_entry : __jit_debug_descriptor.first_entry) = entry->next_entry;
  if (entry->next_entry) entry->next_entry->prev_entry = entry->prev_entry;
  announce(entry, kUnregister);
  delete shown;
}

void appendToPerfMap(uintptr_t start, size_t size, const std::string& name) {
  // A child of a fork has a map of its own.
  static pid_t owner = 0;
  static int file = -1;
  if (owner != getpid()) {
    owner = getpid();
    if (file >= 0) close(file);
    std::string path = "/tmp/perf-" + std::to_string(owner) + ".map";
    file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  }
  if (file < 0) return;
  char line[32];
  int n = std::snprintf(line, sizeof line, "%zx %zx ", static_cast<size_t>(start), size);
  std::string text = std::string(line, static_cast<size_t>(n)) + name + "\n";
  if (write(file, text.data(), text.size()) < 0) close(file), file = -1;
}

}  // namespace typhon::jit
