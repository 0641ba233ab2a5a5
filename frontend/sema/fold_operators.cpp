// Operators on constants. Integers up to 127 bits; what is larger is left to run time.
#include <cmath>
#include <limits>
#include <string>

#include "frontend/sema/fold.h"

namespace typhon::frontend::sema {

using namespace ast;

namespace {

using Wide = __int128;
constexpr int kMaxIntBits = 128;
constexpr int64_t kMaxCollection = 256;
constexpr int64_t kMaxText = 4096;
constexpr int64_t kMaxTotalItems = 1024;

int bitLength(Wide value) {
  unsigned __int128 magnitude = value < 0 ? -static_cast<unsigned __int128>(value) : value;
  int bits = 0;
  while (magnitude) {
    ++bits;
    magnitude >>= 1;
  }
  return bits;
}

bool isBool(const ConstantValue& value) { return value.is(ConstantKind::True) || value.is(ConstantKind::False); }

// The value of an int or bool that fits 127 bits.
bool toWide(const ConstantValue& value, Wide& out) {
  if (isBool(value)) {
    out = value.is(ConstantKind::True);
    return true;
  }
  if (value.is(ConstantKind::Int)) {
    out = value.integer();
    return true;
  }
  if (!value.is(ConstantKind::BigInt)) return false;
  std::string_view text = value.text();
  bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  int base = 10;
  if (text.starts_with("0x")) {
    base = 16;
    text.remove_prefix(2);
  }
  constexpr Wide kLimit = (static_cast<Wide>(1) << 122);
  Wide result = 0;
  for (char c : text) {
    int digit = c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
    if (result >= kLimit) return false;
    result = result * base + digit;
  }
  out = negative ? -result : result;
  return true;
}

ConstantValue fromWide(Arena& arena, Wide value) {
  if (value >= std::numeric_limits<int64_t>::min() && value <= std::numeric_limits<int64_t>::max())
    return ConstantValue::integer(static_cast<int64_t>(value));
  unsigned __int128 magnitude = value < 0 ? -static_cast<unsigned __int128>(value) : value;
  std::string digits;
  while (magnitude) {
    digits.insert(digits.begin(), "0123456789abcdef"[static_cast<unsigned>(magnitude & 15)]);
    magnitude >>= 4;
  }
  return ConstantValue::bigInteger(arena.copyText((value < 0 ? "-0x" : "0x") + digits));
}

bool toDouble(const ConstantValue& value, double& out) {
  if (value.is(ConstantKind::Float)) {
    out = value.real();
    return true;
  }
  if (isBool(value) || value.is(ConstantKind::Int)) {
    Wide wide = 0;
    toWide(value, wide);
    out = static_cast<double>(static_cast<int64_t>(wide));
    return true;
  }
  return false;
}

Wide floorDivide(Wide a, Wide b) {
  Wide quotient = a / b;
  return (a % b != 0 && (a < 0) != (b < 0)) ? quotient - 1 : quotient;
}

bool binaryInteger(Arena& arena, BinaryOperator op, const ConstantValue& left, const ConstantValue& right,
                   ConstantValue& result) {
  Wide a, b;
  if (!toWide(left, a) || !toWide(right, b)) return false;
  bool bothBool = isBool(left) && isBool(right);
  auto done = [&](Wide value) {
    result = fromWide(arena, value);
    return true;
  };
  int bitsA = bitLength(a), bitsB = bitLength(b);
  switch (op) {
    case BinaryOperator::Add:
      return bitsA < 126 && bitsB < 126 && done(a + b);
    case BinaryOperator::Sub:
      return bitsA < 126 && bitsB < 126 && done(a - b);
    case BinaryOperator::Mult:
      if (a == 0 || b == 0) return done(0);
      return bitsA + bitsB <= kMaxIntBits - 2 && done(a * b);
    case BinaryOperator::Div: {
      if (b == 0) return false;
      constexpr Wide kExact = static_cast<Wide>(1) << 53;
      if (a > kExact || a < -kExact || b > kExact || b < -kExact) return false;
      result =
          ConstantValue::floating(static_cast<double>(static_cast<int64_t>(a)) / static_cast<double>(static_cast<int64_t>(b)));
      return true;
    }
    case BinaryOperator::FloorDiv:
      return b != 0 && done(floorDivide(a, b));
    case BinaryOperator::Mod:
      return b != 0 && done(a - floorDivide(a, b) * b);
    case BinaryOperator::Pow: {
      if (b < 0) return false;
      if (b == 0) return done(1);
      if (b > kMaxIntBits && bitsA > 0) return false;
      if (bitsA > kMaxIntBits / static_cast<int64_t>(b)) return false;
      if (bitsA * static_cast<int64_t>(b) > 126) return false;
      Wide power = 1;
      for (Wide i = 0; i < b; ++i) power *= a;
      return done(power);
    }
    case BinaryOperator::LShift:
      if (b < 0) return false;
      if (a == 0) return done(0);
      return bitsA <= 126 && b <= 126 - bitsA && done(a * (static_cast<Wide>(1) << static_cast<int>(b)));
    case BinaryOperator::RShift:
      if (b < 0) return false;
      return done(b > 126 ? (a < 0 ? -1 : 0) : a >> static_cast<int>(b));
    case BinaryOperator::BitOr:
      if (bothBool) return result = ConstantValue::boolean(a | b), true;
      return done(a | b);
    case BinaryOperator::BitXor:
      if (bothBool) return result = ConstantValue::boolean(a ^ b), true;
      return done(a ^ b);
    case BinaryOperator::BitAnd:
      if (bothBool) return result = ConstantValue::boolean(a & b), true;
      return done(a & b);
    case BinaryOperator::MatMult:
      return false;
  }
  return false;
}

bool binaryFloat(BinaryOperator op, double a, double b, ConstantValue& result) {
  double value;
  switch (op) {
    case BinaryOperator::Add:
      value = a + b;
      break;
    case BinaryOperator::Sub:
      value = a - b;
      break;
    case BinaryOperator::Mult:
      value = a * b;
      break;
    case BinaryOperator::Div:
      if (b == 0) return false;
      value = a / b;
      break;
    case BinaryOperator::Pow:
      // Zero to a negative power raises, a negative base gives a complex number, overflow raises.
      if (!std::isfinite(a) || !std::isfinite(b) || (a == 0 && b < 0) || (a < 0 && b != std::floor(b))) return false;
      value = std::pow(a, b);
      if (!std::isfinite(value)) return false;
      break;
    case BinaryOperator::FloorDiv:
    case BinaryOperator::Mod: {
      if (b == 0) return false;
      double rest = std::fmod(a, b);
      double quotient = (a - rest) / b;
      if (rest != 0) {
        if ((b < 0) != (rest < 0)) {
          rest += b;
          quotient -= 1.0;
        }
      } else {
        rest = std::copysign(0.0, b);
      }
      if (op == BinaryOperator::Mod) {
        value = rest;
      } else if (quotient != 0) {
        value = std::floor(quotient);
        if (quotient - value > 0.5) value += 1.0;
      } else {
        value = std::copysign(0.0, a / b);
      }
      break;
    }
    default:
      return false;
  }
  result = ConstantValue::floating(value);
  return true;
}

bool binaryComplex(BinaryOperator op, const ConstantValue& left, const ConstantValue& right, ConstantValue& result) {
  double ar, ai = 0, br, bi = 0;
  if (left.is(ConstantKind::Complex)) {
    ar = left.real(), ai = left.imag();
  } else if (!toDouble(left, ar)) {
    return false;
  }
  if (right.is(ConstantKind::Complex)) {
    br = right.real(), bi = right.imag();
  } else if (!toDouble(right, br)) {
    return false;
  }
  switch (op) {
    case BinaryOperator::Add:
      result = ConstantValue::complex(ar + br, ai + bi);
      return true;
    case BinaryOperator::Sub:
      result = ConstantValue::complex(ar - br, ai - bi);
      return true;
    case BinaryOperator::Mult:
      result = ConstantValue::complex(ar * br - ai * bi, ar * bi + ai * br);
      return true;
    default:
      return false;
  }
}

int64_t totalItems(const ConstantValue& value, int depth) {
  if (!value.is(ConstantKind::Tuple) && !value.is(ConstantKind::FrozenSet)) return 0;
  int64_t count = static_cast<int64_t>(value.items().size());
  if (depth < 20)
    for (const ConstantValue& item : value.items()) count += totalItems(item, depth + 1);
  return count;
}

int64_t codePoints(std::string_view text) {
  int64_t count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return count;
}

bool repeat(Arena& arena, const ConstantValue& sequence, const ConstantValue& times, ConstantValue& result) {
  Wide wide;
  if (!toWide(times, wide) || wide < 0 || wide > kMaxText) return false;
  auto n = static_cast<int64_t>(wide);
  if (sequence.is(ConstantKind::Tuple)) {
    auto size = static_cast<int64_t>(sequence.items().size());
    if (size && (n > kMaxCollection / size || (n && totalItems(sequence, 0) > kMaxTotalItems / n))) return false;
    auto items = arena.makeSequence<ConstantValue>(static_cast<size_t>(size * n));
    for (int64_t i = 0; i < size * n; ++i) items[static_cast<size_t>(i)] = sequence.items()[static_cast<size_t>(i % size)];
    result = ConstantValue::tuple(items);
    return true;
  }
  bool isText = sequence.is(ConstantKind::Str);
  int64_t size = isText ? codePoints(sequence.text()) : static_cast<int64_t>(sequence.text().size());
  if (size && n > kMaxText / size) return false;
  std::string text;
  for (int64_t i = 0; i < n; ++i) text += sequence.text();
  std::string_view copy = arena.copyText(text);
  result = isText ? ConstantValue::str(copy) : ConstantValue::bytes(copy);
  return true;
}

bool isSequence(const ConstantValue& value) {
  return value.is(ConstantKind::Str) || value.is(ConstantKind::Bytes) || value.is(ConstantKind::Tuple);
}

}  // namespace

bool foldBinary(Arena& arena, BinaryOperator op, const ConstantValue& left, const ConstantValue& right, ConstantValue& result) {
  if (op == BinaryOperator::Mult && isSequence(left)) return repeat(arena, left, right, result);
  if (op == BinaryOperator::Mult && isSequence(right)) return repeat(arena, right, left, result);
  if (isSequence(left)) {
    if (op != BinaryOperator::Add || left.kind() != right.kind()) return false;
    if (left.is(ConstantKind::Tuple)) {
      auto items = arena.makeSequence<ConstantValue>(left.items().size() + right.items().size());
      std::copy(left.items().begin(), left.items().end(), items.begin());
      std::copy(right.items().begin(), right.items().end(), items.begin() + static_cast<ptrdiff_t>(left.items().size()));
      result = ConstantValue::tuple(items);
      return true;
    }
    std::string text = std::string(left.text()) + std::string(right.text());
    // Two lone surrogates that meet would have to become one code point only in UTF-16; in WTF-8 they stay apart.
    std::string_view copy = arena.copyText(text);
    result = left.is(ConstantKind::Str) ? ConstantValue::str(copy) : ConstantValue::bytes(copy);
    return true;
  }
  if (left.is(ConstantKind::Complex) || right.is(ConstantKind::Complex)) return binaryComplex(op, left, right, result);
  if (left.is(ConstantKind::Float) || right.is(ConstantKind::Float)) {
    double a, b;
    return toDouble(left, a) && toDouble(right, b) && binaryFloat(op, a, b, result);
  }
  return binaryInteger(arena, op, left, right, result);
}

bool foldUnary(Arena& arena, UnaryOperator op, const ConstantValue& operand, ConstantValue& result) {
  if (op == UnaryOperator::Not) {
    result = ConstantValue::boolean(!constantTruth(operand));
    return true;
  }
  if (operand.is(ConstantKind::Float) && op != UnaryOperator::Invert) {
    result = ConstantValue::floating(op == UnaryOperator::USub ? -operand.real() : operand.real());
    return true;
  }
  if (operand.is(ConstantKind::Complex) && op != UnaryOperator::Invert) {
    result = op == UnaryOperator::USub ? ConstantValue::complex(-operand.real(), -operand.imag()) : operand;
    return true;
  }
  if (operand.is(ConstantKind::BigInt) && op == UnaryOperator::USub) {
    std::string_view text = operand.text();
    result = ConstantValue::bigInteger(text.starts_with('-') ? text.substr(1) : arena.copyText("-" + std::string(text)));
    return true;
  }
  Wide value;
  if (!toWide(operand, value)) return false;
  result = fromWide(arena, op == UnaryOperator::USub ? -value : op == UnaryOperator::Invert ? ~value : value);
  return true;
}

bool foldSubscript(Arena& arena, const ConstantValue& container, const ConstantValue& index, ConstantValue& result) {
  Wide wide;
  if (!isSequence(container) || !toWide(index, wide)) return false;
  auto size = container.is(ConstantKind::Tuple)   ? static_cast<int64_t>(container.items().size())
              : container.is(ConstantKind::Bytes) ? static_cast<int64_t>(container.text().size())
                                                  : codePoints(container.text());
  if (wide < 0) wide += size;
  if (wide < 0 || wide >= size) return false;
  auto at = static_cast<size_t>(wide);
  if (container.is(ConstantKind::Tuple)) {
    result = container.items()[at];
    return true;
  }
  if (container.is(ConstantKind::Bytes)) {
    result = ConstantValue::integer(static_cast<unsigned char>(container.text()[at]));
    return true;
  }
  std::string_view text = container.text();
  size_t start = 0;
  auto next = [&](size_t from) {
    ++from;
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xc0) == 0x80) ++from;
    return from;
  };
  for (size_t i = 0; i < at; ++i) start = next(start);
  result = ConstantValue::str(arena.copyText(text.substr(start, next(start) - start)));
  return true;
}

bool constantTruth(const ConstantValue& value) {
  switch (value.kind()) {
    case ConstantKind::None:
    case ConstantKind::False:
      return false;
    case ConstantKind::True:
    case ConstantKind::Ellipsis:
      return true;
    case ConstantKind::Int:
      return value.integer() != 0;
    case ConstantKind::BigInt: {
      std::string_view digits = value.text();
      if (digits.starts_with('-')) digits.remove_prefix(1);
      if (digits.starts_with("0x")) digits.remove_prefix(2);
      return digits.find_first_not_of('0') != std::string_view::npos;
    }
    case ConstantKind::Float:
      return value.real() != 0;
    case ConstantKind::Complex:
      return value.real() != 0 || value.imag() != 0;
    case ConstantKind::Str:
    case ConstantKind::Bytes:
      return !value.text().empty();
    case ConstantKind::Tuple:
    case ConstantKind::FrozenSet:
      return !value.items().empty();
  }
  return false;
}

}  // namespace typhon::frontend::sema
