// The passes over the graph, in the order in which runPasses has them.
#pragma once

#include "backends/jit/graph/graph.h"
#include "backends/jit/host/state.h"

namespace typhon::jit {

// Takes away the edge from the end of `from` to the block `to`, and its inputs of the phis there.
void dropJump(const Block* from, Block* to);
// The node cannot fail any more: it has no handler and no state to leave with.
void raisesNothing(Node* n);
// Keeps the blocks that an entry leads to, in reverse post-order: a value's block comes before its uses'.
void orderBlocks(Graph& graph);
// Phis whose inputs are one value are that value.
void removeTrivialPhis(Graph& graph);
// Objects that nothing but this code sees are not made, or only where something else does: their parts are values (escape.h).
void leaveObjectsUnmade(Graph& graph);
// The node is a condition that always holds, or never.
void becomeConstant(Node* n, bool value);
// Representations of phis: the widest of what comes in, taken optimistically around loops.
void inferTypes(Graph& graph);
// Checks without inputs come before the guard in front of them, if nothing lies between that has an effect.
void checkEarly(Graph& graph);
// Ints of which only the low bits count are computed without checks: products, sums and shifts to the left that a mask follows.
void wrapInts(Graph& graph);
// Phis of small int constants and floats become a float and which int it still is (NumberState).
void splitNumbers(Graph& graph);
// Phis of floats and anything else that only frames look at become a float and what else it is: nothing is boxed for them.
void splitUnread(Graph& graph);
// A check of a loop's phi moves in front of the loop, where it guards what comes in, if all that comes round is of the type.
void hoistChecks(Graph& graph);
// Checks of what is known.
void removeChecks(Graph& graph);
// Nodes whose value is known from a node before them: the same check or computation, a load of what was loaded or stored.
void removeRedundant(Graph& graph);
// Branches whose outcome is known by now become jumps.
void foldBranches(Graph& graph);
// Checks, loads and computations that come to the same each time round move in front of the loop.
void hoistInvariants(Graph& graph);
// Checks of indices that a loop counts become one check of its limits in front of it; sums of them that cannot overflow are no
// guards any more.
void checkSpans(Graph& graph);
// Which ints cannot be negative (Node::nonNegative).
void findNonNegative(Graph& graph);
// Nodes without effect that nobody uses.
void removeDead(Graph& graph);

void runPasses(Graph& graph);

}  // namespace typhon::jit
