// Machine code that has been replaced, or whose code object is dead, until no C++ stack returns into it.
#include <algorithm>
#include <cstddef>

#include "backends/jit/host/state.h"
#include "runtime/memory/stack_words.h"

namespace typhon::jit {
namespace {

// Looking through the stacks is worth it for this many pieces, or for twice what could not be freed the last time.
constexpr size_t kWorthLooking = 64;

std::vector<CompiledCode> retired;  // mentions no objects: those are kept by the code object
size_t limit = kWorthLooking;

struct Search {
  std::vector<CompiledCode>& sorted;
  std::vector<bool> used;
};

// Marks what a word of the stack points into: it may be a return address. Words between the variables of frames are looked at,
// too.
[[clang::no_sanitize("address")]] void look(const uintptr_t* from, const uintptr_t* to, void* context) {
  auto& search = *static_cast<Search*>(context);
  uintptr_t low = search.sorted.front().start, high = search.sorted.back().start + search.sorted.back().size;
  for (; from < to; ++from) {
    uintptr_t word = *from;
    // A call may be the last instruction: what it returns to lies behind the code.
    if (word < low || word > high) continue;
    auto next = std::upper_bound(search.sorted.begin(), search.sorted.end(), word,
                                 [](uintptr_t w, const CompiledCode& c) { return w < c.start; });
    if (next == search.sorted.begin()) continue;
    const CompiledCode& code = *--next;
    if (word - code.start <= code.size) search.used[static_cast<size_t>(next - search.sorted.begin())] = true;
  }
}

}  // namespace

namespace {
void retire(const CompiledCode& code) {
  if (code.memory) retired.push_back(code);
}
void retireMain(CodeState& state) {
  retire(state.main);
  state.main = {};
  state.entry = nullptr;
}
}  // namespace

void retire(CodeState& state) {
  cancelJobs(state);
  retireMain(state);
  for (const CodeState::Loop& loop : state.loops) retire(loop.code);
  state.loops.clear();
}

void retireAt(CodeState& state, uint32_t pc) {
  cancelJobs(state, pc);
  retireMain(state);
  std::erase_if(state.loops, [pc](const CodeState::Loop& loop) {
    bool compiled = pc >= loop.first && pc < loop.end;
    if (compiled) retire(loop.code);
    return compiled;
  });
}

void freeRetired() {
  if (retired.size() < limit) return;
  std::sort(retired.begin(), retired.end(), [](const CompiledCode& a, const CompiledCode& b) { return a.start < b.start; });
  Search search{retired, std::vector<bool>(retired.size(), false)};
  visitNativeStacks(__builtin_frame_address(0), look, &search);
  size_t kept = 0;
  for (size_t i = 0; i < retired.size(); ++i) {
    if (search.used[i]) {
      retired[kept++] = retired[i];
      continue;
    }
    host().counters.codeBytes -= retired[i].size;
    ++host().counters.freed;
    host().compiler->free(retired[i].memory);
  }
  retired.resize(kept);
  limit = std::max(kWorthLooking, 2 * kept);
}

}  // namespace typhon::jit
