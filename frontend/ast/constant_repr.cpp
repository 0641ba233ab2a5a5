// repr() of constants.
#include <cmath>
#include <cstdio>
#include <vector>

#include "frontend/ast/dump.h"
#include "runtime/base/float_text.h"
#include "runtime/base/unicode.h"
#include "runtime/base/utf8.h"

namespace typhon::frontend::ast {

namespace {

// Single quotes unless the text has such and no double ones.
char quoteFor(std::string_view text) {
  bool hasSingle = text.find('\'') != std::string_view::npos;
  return hasSingle && text.find('"') == std::string_view::npos ? '"' : '\'';
}

void appendHex(std::string& out, char letter, int digits, uint32_t value) {
  char text[16];
  std::snprintf(text, sizeof text, "\\%c%0*x", letter, digits, value);
  out += text;
}

// The escapes that str and bytes share; false when the character is none of them.
bool appendSimpleEscape(std::string& out, char32_t c, char quote) {
  if (c == static_cast<char32_t>(quote) || c == '\\') {
    out += '\\';
    out += static_cast<char>(c);
    return true;
  }
  switch (c) {
    case '\t':
      out += "\\t";
      return true;
    case '\n':
      out += "\\n";
      return true;
    case '\r':
      out += "\\r";
      return true;
    default:
      return false;
  }
}

std::string complexRepr(double real, double imag) {
  auto part = [](double value, unsigned flags) { return base::formatDouble(value, 'r', 0, flags); };
  if (real == 0.0 && !std::signbit(real)) return part(imag, 0) + "j";
  return "(" + part(real, 0) + part(imag, base::kFloatSign) + "j)";
}

}  // namespace

std::string stringRepr(std::string_view text) {
  char quote = quoteFor(text);
  std::string out(1, quote);
  const char* end = text.data() + text.size();
  for (const char* p = text.data(); p < end;) {
    base::Utf8Step step = base::decodeUtf8Step(p, end, true);
    char32_t c = step.c;
    if (appendSimpleEscape(out, c, quote)) {
    } else if (c < ' ' || c == 0x7F) {
      appendHex(out, 'x', 2, c);
    } else if (c < 0x7F || (!base::isSurrogate(c) && base::isPrintable(c))) {
      out.append(p, step.size);
    } else if (c <= 0xFF) {
      appendHex(out, 'x', 2, c);
    } else if (c <= 0xFFFF) {
      appendHex(out, 'u', 4, c);
    } else {
      appendHex(out, 'U', 8, c);
    }
    p += step.size;
  }
  out += quote;
  return out;
}

std::string bytesRepr(std::string_view bytes) {
  char quote = quoteFor(bytes);
  std::string out = "b";
  out += quote;
  for (char byte : bytes) {
    auto c = static_cast<unsigned char>(byte);
    if (appendSimpleEscape(out, c, quote)) continue;
    if (c < ' ' || c >= 0x7F) {
      appendHex(out, 'x', 2, c);
    } else {
      out += byte;
    }
  }
  out += quote;
  return out;
}

std::string bigIntegerDigits(std::string_view text) {
  bool negative = text.substr(0, 1) == "-";
  if (negative) text.remove_prefix(1);
  if (text.substr(0, 2) != "0x") return (negative ? "-" : "") + std::string(text);
  constexpr uint32_t kGroup = 1000000000;
  std::vector<uint32_t> groups;  // of nine decimal digits, lowest first
  for (char c : text.substr(2)) {
    uint64_t carry = static_cast<uint64_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    for (uint32_t& group : groups) {
      uint64_t value = uint64_t{group} * 16 + carry;
      group = static_cast<uint32_t>(value % kGroup);
      carry = value / kGroup;
    }
    if (carry) groups.push_back(static_cast<uint32_t>(carry));
  }
  std::string out = negative ? "-" : "";
  if (groups.empty()) return out + "0";
  char digits[16];
  for (size_t i = groups.size(); i-- > 0;) {
    std::snprintf(digits, sizeof digits, i + 1 == groups.size() ? "%u" : "%09u", groups[i]);
    out += digits;
  }
  return out;
}

std::string constantRepr(const ConstantValue& value) {
  switch (value.kind()) {
    case ConstantKind::None:
      return "None";
    case ConstantKind::True:
      return "True";
    case ConstantKind::False:
      return "False";
    case ConstantKind::Ellipsis:
      return "Ellipsis";
    case ConstantKind::Int:
      return std::to_string(value.integer());
    case ConstantKind::BigInt:
      return bigIntegerDigits(value.text());
    case ConstantKind::Float:
      return base::floatRepr(value.real());
    case ConstantKind::Complex:
      return complexRepr(value.real(), value.imag());
    case ConstantKind::Str:
      return stringRepr(value.text());
    case ConstantKind::Bytes:
      return bytesRepr(value.text());
    case ConstantKind::Tuple:
    case ConstantKind::FrozenSet:
      break;
  }
  bool isTuple = value.is(ConstantKind::Tuple);
  std::string out = isTuple ? "(" : "frozenset({";
  for (const ConstantValue& item : value.items()) {
    if (out.back() != '(' && out.back() != '{') out += ", ";
    out += constantRepr(item);
  }
  if (!isTuple) return value.items().empty() ? "frozenset()" : out + "})";
  return out + (value.items().size() == 1 ? ",)" : ")");
}

}  // namespace typhon::frontend::ast
