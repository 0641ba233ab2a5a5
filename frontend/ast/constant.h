// ConstantValue: a constant as plain data, before there is a runtime object for it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace typhon::frontend::ast {

enum class ConstantKind : uint8_t {
  None,
  True,
  False,
  Ellipsis,
  Int,        // integer()
  BigInt,     // text(): an optional '-', then decimal digits, or "0x" and hexadecimal digits
  Float,      // real()
  Complex,    // real() and imag(); a literal has real() == 0
  Str,        // text(): WTF-8, that is UTF-8 in which lone surrogates may occur as three bytes
  Bytes,      // text(): raw bytes
  Tuple,      // items()
  FrozenSet,  // items()
};

// 24 bytes, trivially copyable; texts and items live in the arena.
class ConstantValue {
 public:
  constexpr ConstantValue() : integer_(0), second_(0) {}

  static ConstantValue none() { return ConstantValue(ConstantKind::None); }
  static ConstantValue boolean(bool value) { return ConstantValue(value ? ConstantKind::True : ConstantKind::False); }
  static ConstantValue ellipsis() { return ConstantValue(ConstantKind::Ellipsis); }
  static ConstantValue integer(int64_t value) {
    ConstantValue result(ConstantKind::Int);
    result.integer_ = value;
    return result;
  }
  static ConstantValue bigInteger(std::string_view digits) { return withText(ConstantKind::BigInt, digits); }
  static ConstantValue floating(double value) {
    ConstantValue result(ConstantKind::Float);
    result.real_ = value;
    return result;
  }
  static ConstantValue complex(double real, double imag) {
    ConstantValue result(ConstantKind::Complex);
    result.real_ = real;
    result.imag_ = imag;
    return result;
  }
  static ConstantValue str(std::string_view wtf8) { return withText(ConstantKind::Str, wtf8); }
  static ConstantValue bytes(std::string_view raw) { return withText(ConstantKind::Bytes, raw); }
  static ConstantValue tuple(std::span<const ConstantValue> items) { return withItems(ConstantKind::Tuple, items); }
  static ConstantValue frozenSet(std::span<const ConstantValue> items) { return withItems(ConstantKind::FrozenSet, items); }

  ConstantKind kind() const { return kind_; }
  bool is(ConstantKind kind) const { return kind_ == kind; }
  int64_t integer() const { return integer_; }
  double real() const { return real_; }
  double imag() const { return imag_; }
  std::string_view text() const { return {text_, static_cast<size_t>(second_)}; }
  std::span<const ConstantValue> items() const { return {items_, static_cast<size_t>(second_)}; }

 private:
  explicit constexpr ConstantValue(ConstantKind kind) : kind_(kind), integer_(0), second_(0) {}
  static ConstantValue withText(ConstantKind kind, std::string_view text) {
    ConstantValue result(kind);
    result.text_ = text.data();
    result.second_ = static_cast<int64_t>(text.size());
    return result;
  }
  static ConstantValue withItems(ConstantKind kind, std::span<const ConstantValue> items) {
    ConstantValue result(kind);
    result.items_ = items.data();
    result.second_ = static_cast<int64_t>(items.size());
    return result;
  }

  ConstantKind kind_ = ConstantKind::None;
  union {
    int64_t integer_;
    double real_;
    const char* text_;
    const ConstantValue* items_;
  };
  union {
    int64_t second_;
    double imag_;
  };
};

}  // namespace typhon::frontend::ast
