// Binary search in the position table.
#include "frontend/bytecode/positions.h"

#include <algorithm>

namespace typhon::bytecode {

PositionEntry positionAt(const CodeUnit& unit, uint32_t pc) {
  auto after = std::upper_bound(unit.positions.begin(), unit.positions.end(), pc,
                                [](uint32_t at, const PositionEntry& entry) { return at < entry.start; });
  if (after == unit.positions.begin()) return {0, 0, -1, -1, -1};
  return *(after - 1);
}

}  // namespace typhon::bytecode
