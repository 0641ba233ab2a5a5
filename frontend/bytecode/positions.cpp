// Binary search in the position table.
#include "frontend/bytecode/positions.h"

#include <algorithm>

namespace typhon::bytecode {

namespace {

// Behind the entry that covers pc.
auto behind(const CodeUnit& unit, uint32_t pc) {
  return std::upper_bound(unit.positions.begin(), unit.positions.end(), pc,
                          [](uint32_t at, const PositionEntry& entry) { return at < entry.start; });
}

}  // namespace

PositionEntry positionAt(const CodeUnit& unit, uint32_t pc) {
  auto after = behind(unit, pc);
  if (after == unit.positions.begin()) return {0, 0, -1, -1, -1};
  return *(after - 1);
}

std::span<const PositionEntry> linesBefore(const CodeUnit& unit, uint32_t pc) {
  auto after = behind(unit, pc);
  if (after == unit.positions.begin() || (after - 1)->start != pc) return {};
  auto own = after - 1, first = own;
  while (first != unit.positions.begin() && (first - 1)->start == pc) --first;
  return {first, own};
}

}  // namespace typhon::bytecode
