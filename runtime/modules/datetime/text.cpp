// Dates and times as text: ISO 8601, ctime, strftime.
#include <iterator>

#include "runtime/modules/datetime/datetime.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/container_support.h"
#include "runtime/types/sequence_args.h"

namespace typhon::datetime {

std::string isoDate(const Date* d) { return fmt::format("{:04}-{:02}-{:02}", d->year, d->month, d->day); }

bool timeSpecArgument(Thread* t, Value v, TimeSpec* spec) {
  static constexpr const char* kNames[] = {"auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"};
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "isoformat() argument 'timespec' must be str, not {}", argumentTypeName(v));
  for (int i = 0; i < 6; ++i) {
    if (!equals(v.as<Str>(), kNames[i])) continue;
    *spec = static_cast<TimeSpec>(i);
    return true;
  }
  return raise(t, exc::ValueError, "Unknown timespec value");
}

std::string isoTime(const Date* d, TimeSpec spec) {
  if (spec == TimeSpec::Auto) spec = d->micros ? TimeSpec::Microseconds : TimeSpec::Seconds;
  std::string text = fmt::format("{:02}", d->hour);
  if (spec >= TimeSpec::Minutes) text += fmt::format(":{:02}", d->minute);
  if (spec >= TimeSpec::Seconds) text += fmt::format(":{:02}", d->second);
  if (spec == TimeSpec::Milliseconds) text += fmt::format(".{:03}", d->micros / 1000);
  if (spec == TimeSpec::Microseconds) text += fmt::format(".{:06}", d->micros);
  return text;
}

std::string ctimeText(const Date* d) {
  static constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format("{} {} {:2} {:02}:{:02}:{:02} {:04}", kDays[weekdayOf(d->year, d->month, d->day)], kMonths[d->month - 1],
                     d->day, d->hour, d->minute, d->second, d->year);
}

// --- strftime

Value strftimePy(Thread* t, Value object, Value format, Value timeTuple, Value tzinfoArgument) {
  if (!isa<Str>(format)) return raise(t, exc::TypeError, "strftime() argument 1 must be str, not {}", argumentTypeName(format));
  Value encoded = TRY(encodeStrPy(t, format.as<Str>(), "utf-8", "strict"));
  std::string text(encoded.as<Bytes>()->view()), out;
  Value tzinfo = isDateTime(object) || isTime(object) ? object.as<Date>()->tzinfo : Value::none();
  auto offset = [&](const char* separator, std::string* result) -> bool {
    Value v = TRY(utcOffsetPy(t, tzinfo, tzinfoArgument));
    if (!v.isNone()) *result = offsetText(v.as<TimeDelta>(), separator);
    return true;
  };
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%' || i + 1 >= text.size()) {
      out += text[i];
      continue;
    }
    char c = text[++i];
    std::string part;
    if (c == 'z') {
      TRY(offset("", &part));
    } else if (c == ':' && i + 1 < text.size() && text[i + 1] == 'z') {
      ++i;
      TRY(offset(":", &part));
    } else if (c == 'Z') {
      Value name = TRY(callTznamePy(t, tzinfo, tzinfoArgument));
      if (!name.isNone()) {
        // time.strftime sees it again.
        static Str* replace = internStr(t, "replace");
        Value percent = TRY(makeStr(t, "%")), twice = TRY(makeStr(t, "%%"));
        Value escaped = TRY(callMethodPy(t, name, replace, {percent, twice}));
        if (!isa<Str>(escaped)) return raise(t, exc::TypeError, "tzname.replace() did not return a string");
        Value bytes = TRY(encodeStrPy(t, escaped.as<Str>(), "utf-8", "strict"));
        part = bytes.as<Bytes>()->view();
      }
    } else if (c == 'f') {
      int micros = isDateTime(object) || isTime(object) ? object.as<Date>()->micros : 0;
      part = fmt::format("{:06}", micros);
    } else {
      part = std::string("%") + c;
    }
    out += part;
  }
  Value strftime = TRY(importAttributePy(t, "time", "strftime"));
  Str* newFormat = TRY(makeStr(t, out));
  return callPy(t, strftime, {Value(newFormat), timeTuple});
}

Value formatMethod(Thread* t, Value* args, size_t) {
  auto* format = dynCast<Str>(args[1]);
  if (!format) return raise(t, exc::TypeError, "__format__() argument 1 must be str, not {}", argumentTypeName(args[1]));
  if (format->length == 0) return Value(TRY(strPy(t, args[0])));
  static Str* name = internStr(t, "strftime");
  return callMethodPy(t, args[0], name, {args[1]});
}

// --- parsing

namespace {

// Decimal digits at a position, moving it.
bool digits(std::u32string_view s, size_t* at, size_t count, int* out) {
  if (s.size() < *at + count) return false;
  int value = 0;
  for (size_t i = 0; i < count; ++i) {
    char32_t c = s[*at + i];
    if (c < '0' || c > '9') return false;
    value = value * 10 + static_cast<int>(c - '0');
  }
  *at += count;
  *out = value;
  return true;
}

bool isDigit(char32_t c) { return c >= '0' && c <= '9'; }

// HH[:MM[:SS[.fraction]]] or the same without colons.
bool parseClock(std::u32string_view s, int out[4]) {
  size_t at = 0;
  bool colons = true;
  for (int part = 0; part < 3; ++part) {
    if (!digits(s, &at, 2, &out[part])) return false;
    if (part == 0) colons = at < s.size() && s[at] == ':';
    if (at >= s.size() || part == 2) break;
    if (s[at] == '.' || s[at] == ',') {
      if (part < 2) return false;
      break;
    }
    if (colons && s[at] != ':') return false;
    at += colons;
  }
  if (at >= s.size()) return true;
  if (s[at] != '.' && s[at] != ',') return false;
  ++at;
  size_t count = std::min<size_t>(6, s.size() - at);
  if (count == 0 || !digits(s, &at, count, &out[3])) return false;
  for (size_t i = count; i < 6; ++i) out[3] *= 10;
  for (; at < s.size(); ++at)
    if (!isDigit(s[at])) return false;
  return true;
}

}  // namespace

bool parseIsoDate(std::u32string_view s, int* year, int* month, int* day) {
  size_t at = 0;
  if (!digits(s, &at, 4, year)) return false;
  bool dashes = at < s.size() && s[at] == '-';
  at += dashes;
  if (at < s.size() && s[at] == 'W') {
    ++at;
    int week, weekday = 1;
    if (!digits(s, &at, 2, &week)) return false;
    if (at < s.size()) {
      if ((s[at] == '-') != dashes) return false;
      at += dashes;
      if (!digits(s, &at, 1, &weekday)) return false;
    }
    return at == s.size() && fromIsoWeek(*year, week, weekday, year, month, day) == 0;
  }
  if (!digits(s, &at, 2, month)) return false;
  if (at >= s.size() || (s[at] == '-') != dashes) return false;
  at += dashes;
  return digits(s, &at, 2, day) && at == s.size();
}

size_t isoSeparator(std::u32string_view s) {
  if (s.size() < 7) return std::u32string_view::npos;
  if (s.size() == 7) return 7;
  if (s[4] == '-') {
    if (s[5] != 'W') return 10;
    if (s.size() > 8 && s[8] == '-') {
      if (s.size() == 9) return std::u32string_view::npos;
      // YYYY-Www-D, unless two digits follow the dash: then it is the separator.
      return s.size() > 10 && isDigit(s[10]) ? 8 : 10;
    }
    return 8;
  }
  if (s[4] != 'W') return 8;
  size_t at = 7;
  while (at < s.size() && isDigit(s[at])) ++at;
  if (at < 9) return at;
  return at % 2 == 0 ? 7 : 8;
}

bool parseIsoTime(std::u32string_view s, ParsedTime* out) {
  if (s.size() < 2) return false;
  size_t zone = s.find_first_of(U"-+Z");
  int parts[4] = {};
  if (!parseClock(s.substr(0, zone), parts)) return false;
  out->hour = parts[0];
  out->minute = parts[1];
  out->second = parts[2];
  out->micros = parts[3];
  if (zone == std::u32string_view::npos) return true;
  out->hasZone = true;
  if (s[zone] == 'Z') return zone + 1 == s.size();
  std::u32string_view text = s.substr(zone + 1);
  int offset[4] = {};
  if (text.size() == 0 || text.size() == 1 || text.size() == 3 || !parseClock(text, offset)) return false;
  out->zoneMicros = ((offset[0] * 60 + offset[1]) * 60 + offset[2]) * kMicrosPerSecond + offset[3];
  if (s[zone] == '-') out->zoneMicros = -out->zoneMicros;
  return true;
}

Value zoneOf(Thread* t, const ParsedTime& time) {
  if (!time.hasZone) return Value::none();
  if (time.zoneMicros == 0) return utc;
  TimeDelta* offset = TRY(makeDeltaFromMicros(t, time.zoneMicros));
  return TRY(makeTimeZone(t, Value(offset), Value::unbound()));
}

bool IsoArgument::read(Thread* t, Value v) {
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "fromisoformat: argument must be str");
  TextView text = textOf(v.as<Str>());
  if (text.size <= std::size(few_)) {
    copyTextTo(few_, text);
    view_ = {few_, text.size};
  } else {
    view_ = many_ = toUcs4(text);
  }
  return true;
}

Raised raiseInvalidIso(Thread* t, Value text) {
  std::string shown = TRY(reprTextPy(t, text));
  return raise(t, exc::ValueError, "Invalid isoformat string: {}", shown);
}

bool sameOffset(Value a, Value b) {
  if (a == b) return true;
  return !a.isNone() && !b.isNone() && a.as<TimeDelta>()->total() == b.as<TimeDelta>()->total();
}

Value reduced(Thread* t, Type* cls, Value state, Value tzinfo) {
  Tuple* arguments = tzinfo.isNone() ? TRY(makeTuple(t, {state})) : TRY(makeTuple(t, {state, tzinfo}));
  return TRY(makeTuple(t, {Value(cls), Value(arguments)}));
}

const uint8_t* pickledState(Value v, size_t size, uint8_t* scratch) {
  if (auto* b = dynCast<Bytes>(v)) return b->length == size ? b->data : nullptr;
  auto* s = dynCast<Str>(v);
  if (!s || s->length != size) return nullptr;
  for (size_t i = 0; i < size; ++i) {
    if (s->at(i) > 255) return nullptr;
    scratch[i] = static_cast<uint8_t>(s->at(i));
  }
  return scratch;
}

}  // namespace typhon::datetime
