// The passes over the graph, in the order in which runPasses has them.
#pragma once

#include "backends/jit/graph/graph.h"
#include "backends/jit/host/state.h"

namespace typhon::jit {

// Keeps the blocks that an entry leads to, in reverse post-order: a value's block comes before its uses'.
void orderBlocks(Graph& graph);
// Phis whose inputs are one value are that value.
void removeTrivialPhis(Graph& graph);
// Representations of phis: the widest of what comes in, taken optimistically around loops.
void inferTypes(Graph& graph);
// A check of a loop's phi moves in front of the loop, where it guards what comes in, if all that comes round is of the type.
void hoistChecks(Graph& graph);
// Checks of what is known.
void removeChecks(Graph& graph);
// Nodes without effect that nobody uses.
void removeDead(Graph& graph);

void runPasses(Graph& graph);

}  // namespace typhon::jit
