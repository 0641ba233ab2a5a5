// Decimal numbers from text and to text.
#include <algorithm>

#include "runtime/modules/decimal/number.h"

namespace typhon::decimal {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Removes the word at the beginning of the text, whatever its case.
bool takeWord(std::string_view* text, std::string_view lower) {
  if (text->size() < lower.size()) return false;
  for (size_t i = 0; i < lower.size(); ++i)
    if (((*text)[i] | 0x20) != lower[i]) return false;
  text->remove_prefix(lower.size());
  return true;
}

std::string_view takeDigits(std::string_view* text) {
  size_t n = 0;
  while (n < text->size() && isDigit((*text)[n])) ++n;
  std::string_view digits = text->substr(0, n);
  text->remove_prefix(n);
  return digits;
}

std::string_view withoutZeros(std::string_view digits) {
  while (!digits.empty() && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

// Beyond all exponents, but far from the end of the type.
constexpr int64_t kFarExponent = 4'000'000'000'000'000'000;

std::string textOf(const View& a, bool capitals, bool engineering) {
  std::string text = a.negative ? "-" : "";
  if (a.isInfinite()) return text + "Infinity";
  if (a.isNan()) {
    text += a.form == Form::SignalingNan ? "sNaN" : "NaN";
    appendDigits(&text, a.coefficient);
    return text;
  }
  std::string digits;
  appendDigits(&digits, a.coefficient);
  if (digits.empty()) digits = "0";
  auto size = static_cast<int64_t>(digits.size());
  int64_t left = a.exponent + size;  // digits before the point without an exponent
  int64_t point = 1;                 // digits before the point that is written
  if (a.exponent <= 0 && left > -6)
    point = left;
  else if (engineering)
    point = a.isZero() ? ((left + 1) % 3 + 3) % 3 - 1 : ((left - 1) % 3 + 3) % 3 + 1;
  if (point <= 0) {
    text += "0.";
    text.append(static_cast<size_t>(-point), '0');
    text += digits;
  } else if (point >= size) {
    text += digits;
    text.append(static_cast<size_t>(point - size), '0');
  } else {
    text.append(digits, 0, static_cast<size_t>(point));
    text += '.';
    text.append(digits, static_cast<size_t>(point));
  }
  if (left != point) {
    text += capitals ? 'E' : 'e';
    if (left > point) text += '+';
    text += std::to_string(left - point);
  }
  return text;
}

}  // namespace

bool parseNumber(Number* out, std::string_view text, uint32_t* status) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (takeWord(&text, "inf")) {
    takeWord(&text, "inity");
    out->setSpecial(Form::Infinite, negative);
    return text.empty();
  }
  bool signaling = takeWord(&text, "snan");
  if (signaling || takeWord(&text, "nan")) {
    out->setSpecial(signaling ? Form::SignalingNan : Form::QuietNan, negative);
    std::string_view payload = withoutZeros(takeDigits(&text));
    if (!text.empty()) return false;
    if (!limbsFromDigits(&out->coefficient, payload.data(), payload.size())) {
      out->invalid(kNoMemory, status);
      return true;
    }
    out->count();
    return true;
  }
  std::string_view whole = takeDigits(&text), fraction;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    fraction = takeDigits(&text);
  }
  if (whole.empty() && fraction.empty()) return false;
  int64_t exponent = 0;
  if (!text.empty() && (text.front() | 0x20) == 'e') {
    text.remove_prefix(1);
    bool below = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
      below = text.front() == '-';
      text.remove_prefix(1);
    }
    std::string_view digits = takeDigits(&text);
    if (digits.empty()) return false;
    for (char c : digits) exponent = exponent > kFarExponent / 10 ? kFarExponent : exponent * 10 + (c - '0');
    if (below) exponent = -exponent;
  }
  if (!text.empty()) return false;
  bool ok;
  if (fraction.empty()) {
    whole = withoutZeros(whole);
    ok = limbsFromDigits(&out->coefficient, whole.data(), whole.size());
  } else if (whole.empty() || whole == "0") {
    std::string_view digits = withoutZeros(fraction);
    ok = limbsFromDigits(&out->coefficient, digits.data(), digits.size());
  } else {
    char few[64];
    std::string many;
    size_t size = whole.size() + fraction.size();
    char* digits = few;
    if (size > sizeof few) {
      many.resize(size);
      digits = many.data();
    }
    std::copy(whole.begin(), whole.end(), digits);
    std::copy(fraction.begin(), fraction.end(), digits + whole.size());
    std::string_view joined = withoutZeros({digits, size});
    ok = limbsFromDigits(&out->coefficient, joined.data(), joined.size());
  }
  if (!ok) {
    out->invalid(kNoMemory, status);
    return true;
  }
  out->form = Form::Finite;
  out->negative = negative;
  out->exponent = exponent - static_cast<int64_t>(fraction.size());
  out->count();
  return true;
}

std::string scientificText(const View& a, bool capitals) { return textOf(a, capitals, false); }
std::string engineeringText(const View& a, bool capitals) { return textOf(a, capitals, true); }

}  // namespace typhon::decimal
