// Equality of constants and of whole units: same type and same bits.
#include <bit>

#include "frontend/bytecode/code_unit.h"

namespace typhon::bytecode {

bool Constant::operator==(const Constant& other) const {
  if (kind != other.kind) return false;
  switch (kind) {
    case Kind::None:
    case Kind::True:
    case Kind::False:
    case Kind::Ellipsis:
      return true;
    case Kind::Int:
      return integer == other.integer;
    case Kind::Float:
      return std::bit_cast<uint64_t>(real) == std::bit_cast<uint64_t>(other.real);
    case Kind::Complex:
      return std::bit_cast<uint64_t>(real) == std::bit_cast<uint64_t>(other.real) &&
             std::bit_cast<uint64_t>(imaginary) == std::bit_cast<uint64_t>(other.imaginary);
    case Kind::BigInt:
    case Kind::Str:
    case Kind::Bytes:
      return text == other.text;
    case Kind::Tuple:
    case Kind::FrozenSet:
      return items == other.items;
    case Kind::Code:
      return code == other.code;
  }
  return false;
}

}  // namespace typhon::bytecode
