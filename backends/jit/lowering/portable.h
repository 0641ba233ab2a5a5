// What makes the code of a graph usable in another process: its addresses in a table, and a key by which it is found again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backends/jit/graph/graph.h"

namespace typhon::jit {

struct Portable {
  std::vector<uint64_t> pointers;  // Values of heap objects and plain addresses, in the order of the graph
  std::string key;                 // of everything else that lowering looks at
};

// False if the graph has nodes that depend on this process in another way: what feedback has put there. Graphs made without
// feedback have none.
bool makePortable(const Graph& graph, const std::string& symbol, uint32_t exitEvery, Portable* out);

}  // namespace typhon::jit
