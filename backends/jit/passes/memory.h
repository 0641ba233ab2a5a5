// What nodes read and write of the heap, finely enough to tell slots at different offsets apart.
#pragma once

#include <array>
#include <bitset>

#include "backends/jit/graph/graph.h"

namespace typhon::jit {

// The kinds of enum Memory except FIELDS, and fields by their offset.
inline constexpr unsigned kFieldClasses = 32;
inline constexpr unsigned kPlaces = 8 + kFieldClasses;
using Places = std::bitset<kPlaces>;

Places readsOf(const Node* n);
Places writesOf(const Node* n);

// The node whose value it is: checks pass on what they have looked at.
Node* valueOf(Node* n);

}  // namespace typhon::jit
