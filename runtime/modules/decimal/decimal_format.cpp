// format() of decimal numbers.
#include <cstring>

#include "runtime/base/utf8.h"
#include "runtime/modules/decimal/decimal.h"
#include "runtime/types/dict.h"
#include "runtime/types/digit_grouping.h"
#include "runtime/types/str.h"

namespace typhon::decimal {

namespace {

// [[fill]align][sign][z][0][width][,][.precision][type]
struct Spec {
  char32_t fill = ' ';
  char align = '>';  // 'z': zeros behind the sign
  char sign = '-';
  bool noNegativeZero = false;
  int64_t width = 0, precision = -1;
  char32_t type = 'G';
  Grouping grouping;
};

bool isAlign(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }
bool isDigit(char32_t c) { return c >= '0' && c <= '9'; }

bool readNumber(TextView text, size_t* at, int64_t* out) {
  int64_t n = 0;
  for (; *at < text.size && isDigit(text[*at]); ++*at)
    if (__builtin_mul_overflow(n, int64_t{10}, &n) || __builtin_add_overflow(n, static_cast<int64_t>(text[*at] - '0'), &n))
      return false;
  *out = n;
  return true;
}

bool parseSpec(TextView text, bool capitals, Spec* out) {
  size_t at = 0;
  auto peek = [&](size_t ahead = 0) { return at + ahead < text.size ? text[at + ahead] : char32_t{0}; };
  out->type = capitals ? 'G' : 'g';
  bool aligned = true;
  if (text.size > 1 && isAlign(text[1])) {
    out->fill = text[0];
    out->align = static_cast<char>(text[1]);
    at = 2;
  } else if (isAlign(peek())) {
    out->align = static_cast<char>(text[at++]);
  } else {
    aligned = false;
  }
  if (peek() == '+' || peek() == '-' || peek() == ' ') out->sign = static_cast<char>(text[at++]);
  if (peek() == 'z') {
    out->noNegativeZero = true;
    ++at;
  }
  if (peek() == '0') {
    if (aligned) return false;
    out->align = 'z';
    out->fill = '0';
    ++at;
  }
  if (isDigit(peek())) {
    if (peek() == '0' || !readNumber(text, &at, &out->width)) return false;
  }
  if (peek() == ',') {
    out->grouping.separator = ",";
    out->grouping.sizes = "\3";
    ++at;
  }
  if (peek() == '.') {
    ++at;
    if (!isDigit(peek()) || !readNumber(text, &at, &out->precision)) return false;
  }
  switch (char32_t c = peek()) {
    case 'E':
    case 'e':
    case 'F':
    case 'f':
    case 'G':
    case 'g':
    case '%':
      out->type = c;
      ++at;
      break;
    case 'N':
    case 'n':
      if (!out->grouping.separator.empty()) return false;
      out->type = c == 'N' ? 'G' : 'g';
      out->grouping = localeGrouping();
      ++at;
      break;
    default:
      break;
  }
  return at == text.size;
}

// override[key] as UTF-8, if it is there.
bool overrideText(Thread* t, Dict* d, const char* key, std::string* out) {
  Str* name = TRY(internStr(t, key));
  Value v = TRY(dictGetPy(t, d, Value(name)));
  if (v.isUnbound()) return true;
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "bad argument type for built-in operation");
  *out = toUtf8(v.as<Str>());
  return true;
}

bool readOverrides(Thread* t, Value overrides, Grouping* g) {
  if (!isa<Dict>(overrides)) return raise(t, exc::TypeError, "optional argument must be a dict");
  auto* d = overrides.as<Dict>();
  TRY(overrideText(t, d, "decimal_point", &g->point));
  TRY(overrideText(t, d, "thousands_sep", &g->separator));
  TRY(overrideText(t, d, "grouping", &g->sizes));
  bool negative = false;
  for (char size : g->sizes) negative |= static_cast<unsigned char>(size) > 127;
  if (g->point.empty() || g->point.size() > 4 || g->separator.size() > 4 || negative)
    return raise(t, exc::ValueError, "invalid override dict");
  return true;
}

// Rounds to `digits` significant digits.
void roundTo(Number* n, int64_t digits, Rounding mode, uint32_t* status) {
  if (n->isZero() || n->digits <= digits) return;
  Number rounded;
  View v = n->view();
  rescale(&rounded, v, v.exponent + v.digits - digits, mode, status);
  if (rounded.digits > digits) {  // 9.99 became 10.0
    Number shorter;
    rescale(&shorter, rounded.view(), rounded.exponent + 1, mode, status);
    rounded.swap(shorter);
  }
  n->swap(rounded);
}

}  // namespace

Value formatDecimal(Thread* t, Value selfValue, Value specValue, Value overrides) {
  if (!isa<Str>(specValue)) return raise(t, exc::TypeError, "format arg must be str");
  Context* c = TRY(currentContext(t));
  Spec spec;
  if (!parseSpec(textOf(specValue.as<Str>()), c->capitals, &spec)) return raise(t, exc::ValueError, "invalid format string");
  if (!overrides.isUnbound()) TRY(readOverrides(t, overrides, &spec.grouping));
  if (spec.width > kMaxPrecision || spec.precision > kMaxPrecision)
    return raise(t, exc::ValueError, "format specification exceeds internal limits of _decimal");

  View v = selfValue.as<Decimal>()->view();
  Number n;
  uint32_t status = 0;
  n.copy(v, &status);
  std::string whole, rest;       // digits before the point; what follows, the point included
  auto kind = spec.type | 0x20;  // in lower case; '%' becomes... itself plus nothing
  if (spec.type == '%') kind = '%';
  if (v.isSpecial()) {
    if (spec.align == 'z') {
      spec.align = '>';
      spec.fill = ' ';
    }
    View magnitude = v;
    magnitude.negative = false;
    rest = scientificText(magnitude, true);
    if (kind == '%') rest += '%';
  } else {
    if (kind == '%') n.exponent += 2;
    if (spec.precision >= 0) {
      Rounding mode = c->rules.rounding;
      if (kind == 'e') {
        roundTo(&n, spec.precision + 1, mode, &status);
        int64_t missing = spec.precision + 1 - n.digits;
        if (missing > 0 && !n.isZero()) {
          Number padded;
          rescale(&padded, n.view(), n.exponent - missing, mode, &status);
          n.swap(padded);
        }
      } else if (kind == 'g') {
        roundTo(&n, spec.precision ? spec.precision : 1, mode, &status);
      } else {
        if (!n.isZero() && n.adjusted() + spec.precision > kMaxPrecision) {
          TRY(report(t, c, kInvalidOperation));
          return raise(t, exc::ValueError, "format specification exceeds internal limits of _decimal");
        }
        Number scaled;
        rescale(&scaled, n.view(), -spec.precision, mode, &status);
        n.swap(scaled);
      }
    }
    if ((kind == 'f' || kind == '%') && n.isZero() && n.exponent > 0) n.exponent = 0;
    if (status & kNoMemory) return raiseMemory(t);
    if (n.isZero() && spec.noNegativeZero) n.negative = false;

    std::string digits;
    appendDigits(&digits, n.coefficient);
    if (digits.empty()) digits = "0";
    auto size = static_cast<int64_t>(digits.size());
    int64_t left = n.exponent + size, point = 1;
    if (kind == 'e') {
      if (n.isZero() && spec.precision >= 0) point = 1 - spec.precision;
    } else if (kind != 'g' || (n.exponent <= 0 && left > -6)) {
      point = left;
    }
    int64_t padding = point < 0 ? -point : point > size ? point - size : 0;
    if (padding > int64_t{1} << 40) return raiseMemory(t);
    std::string fraction;
    if (point <= 0) {
      whole = "0";
      fraction.assign(static_cast<size_t>(-point), '0');
      fraction += digits;
    } else if (point >= size) {
      whole = digits;
      whole.append(static_cast<size_t>(point - size), '0');
    } else {
      whole = digits.substr(0, static_cast<size_t>(point));
      fraction = digits.substr(static_cast<size_t>(point));
    }
    if (!fraction.empty()) rest = spec.grouping.point + fraction;
    if (left != point || kind == 'e') {
      rest += spec.type & 0x20 ? 'e' : 'E';
      rest += left >= point ? "+" : "";
      rest += std::to_string(left - point);
    }
    if (kind == '%') rest += '%';
  }

  std::string sign = n.negative ? "-" : spec.sign == '-' ? "" : std::string(1, spec.sign);
  auto fixed = static_cast<int64_t>(sign.size() + codePoints(rest));
  if (!whole.empty() && (!spec.grouping.separator.empty() || spec.align == 'z')) {
    int64_t least = spec.align == 'z' ? spec.width - fixed : 0;
    if (least > int64_t{1} << 40) return raiseMemory(t);
    Grouping plain = spec.grouping;
    if (plain.separator.empty()) plain.sizes.clear();
    whole = groupDigits(whole, plain, least > 0 ? static_cast<size_t>(least) : 0);
  }
  int64_t padding = spec.width - fixed - static_cast<int64_t>(codePoints(whole));
  if (padding > int64_t{1} << 40) return raiseMemory(t);
  auto fill = static_cast<size_t>(padding > 0 ? padding : 0);
  size_t before = spec.align == '>' ? fill : spec.align == '^' ? fill / 2 : 0;
  size_t inside = spec.align == '=' || spec.align == 'z' ? fill : 0;
  if (spec.fill < 0x80 && base::isAscii(whole) && base::isAscii(rest)) [[likely]] {
    Str* text = TRY(makeStrUninitialised(t, sign.size() + whole.size() + rest.size() + fill, 0x7F));
    uint8_t* to = mutableData(text);
    auto pad = [&](size_t count) {
      memset(to, static_cast<int>(spec.fill), count);
      to += count;
    };
    auto add = [&](const std::string& part) {
      memcpy(to, part.data(), part.size());
      to += part.size();
    };
    pad(before);
    add(sign);
    pad(inside);
    add(whole);
    add(rest);
    pad(fill - before - inside);
    return text;
  }
  StrBuilder builder(t);
  if (!builder.addFill(spec.fill, before) || !builder.add(sign) || !builder.addFill(spec.fill, inside) || !builder.add(whole) ||
      !builder.add(rest) || !builder.addFill(spec.fill, fill - before - inside))
    return raiseMemory(t);
  return TRY(builder.finish());
}

}  // namespace typhon::decimal
