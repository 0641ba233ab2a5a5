// The _json module: scanner and scanstring. The encoder: json_encoder.cpp.
#include <cmath>

#include "runtime/base/float_text.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/json.h"
#include "runtime/object/record.h"
#include "runtime/ops/ops.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon {

struct JsonScanner : Record {
  static constexpr uint32_t kValues = 6;
  Value objectHook, pairsHook, parseFloat, parseInt, parseConstant;
  Value strict;  // bool
};

namespace json {
namespace {

Raised raiseDecodeErrorPy(Thread* t, const char* message, Str* text, size_t at) {
  Value cls = TRY(importAttributePy(t, "json.decoder", "JSONDecodeError"));
  Str* words = TRY(makeStr(t, message));
  Value e = TRY(callPy(t, cls, {Value(words), Value(text), Value::smallInt(static_cast<int64_t>(at))}));
  return raiseValue(t, e);
}

Raised raiseStop(Thread* t, size_t at) { return raiseWith(t, exc::StopIteration, Value::smallInt(static_cast<int64_t>(at))); }

template <class Ch>
int hexValue(const Ch* p) {  // of four digits; -1: not such
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    char32_t c = p[i];
    int digit = c >= '0' && c <= '9'   ? static_cast<int>(c - '0')
                : c >= 'a' && c <= 'f' ? static_cast<int>(c - 'a' + 10)
                : c >= 'A' && c <= 'F' ? static_cast<int>(c - 'A' + 10)
                                       : -1;
    if (digit < 0) return -1;
    value = value << 4 | digit;
  }
  return value;
}

// The string whose first character behind the quote is at `begin`; *end gets the position behind the closing quote.
template <class Ch>
Str* scanStringPy(Thread* t, Str* text, const Ch* s, size_t length, size_t begin, bool strict, size_t* end) {
  size_t i = begin;
  // The usual string has no escapes: one slice.
  for (; i < length; ++i) {
    char32_t c = s[i];
    if (c == '"') {
      *end = i + 1;
      return makeStr(t, TextView(s + begin, i - begin, sizeof(Ch)));
    }
    if (c == '\\') break;
    if (c <= 0x1f && strict) return raiseDecodeErrorPy(t, "Invalid control character at", text, i);
  }
  StrBuilder out(t);
  size_t start = begin;
  while (true) {
    for (; i < length; ++i) {
      char32_t c = s[i];
      if (c == '"' || c == '\\') break;
      if (c <= 0x1f && strict) return raiseDecodeErrorPy(t, "Invalid control character at", text, i);
    }
    if (i >= length) return raiseDecodeErrorPy(t, "Unterminated string starting at", text, begin - 1);
    if (i > start) out.buffer().append(TextView(s + start, i - start, sizeof(Ch)));
    char32_t c = s[i++];
    if (c == '"') break;
    if (i == length) return raiseDecodeErrorPy(t, "Unterminated string starting at", text, begin - 1);
    c = s[i++];
    switch (c) {
      case '"':
      case '\\':
      case '/':
        break;
      case 'b':
        c = '\b';
        break;
      case 'f':
        c = '\f';
        break;
      case 'n':
        c = '\n';
        break;
      case 'r':
        c = '\r';
        break;
      case 't':
        c = '\t';
        break;
      case 'u': {
        if (i + 4 >= length) return raiseDecodeErrorPy(t, "Invalid \\uXXXX escape", text, i - 1);
        int unit = hexValue(s + i);
        if (unit < 0) return raiseDecodeErrorPy(t, "Invalid \\uXXXX escape", text, i - 1);
        i += 4;
        c = static_cast<char32_t>(unit);
        if (c >= 0xD800 && c < 0xDC00 && i + 6 < length && s[i] == '\\' && s[i + 1] == 'u') {
          int low = hexValue(s + i + 2);
          if (low < 0) return raiseDecodeErrorPy(t, "Invalid \\uXXXX escape", text, i + 1);
          if (low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + static_cast<char32_t>(low - 0xDC00);
            i += 6;
          }
        }
        break;
      }
      default:
        return raiseDecodeErrorPy(t, "Invalid \\escape", text, i - 2);
    }
    out.buffer().append(c);
    start = i;
  }
  *end = i;
  return out.finish();
}

// One document being read.
template <class Ch>
class Scan {
 public:
  Scan(Thread* t, JsonScanner* scanner, Str* text)
      : t_(t),
        scanner_(scanner),
        text_(text),
        s_(reinterpret_cast<const Ch*>(text->data)),
        length_(text->length),
        strict_(scanner->strict.isTrue()) {}

  // The value at `at`; *end gets the position behind it.
  Value valuePy(size_t at, size_t* end) {
    if (at >= length_) return raiseStop(t_, at);
    switch (s_[at]) {
      case '"':
        return Value(TRY((scanStringPy<Ch>(t_, text_, s_, length_, at + 1, strict_, end))));
      case '{': {
        NativeCall guard(t_, " while decoding a JSON object from a unicode string");
        if (!guard.ok()) return Raised{};
        return objectPy(at + 1, end);
      }
      case '[': {
        NativeCall guard(t_, " while decoding a JSON array from a unicode string");
        if (!guard.ok()) return Raised{};
        return arrayPy(at + 1, end);
      }
      case 'n':
        if (word(at, "null", end)) return Value::none();
        break;
      case 't':
        if (word(at, "true", end)) return Value::boolean(true);
        break;
      case 'f':
        if (word(at, "false", end)) return Value::boolean(false);
        break;
      case 'N':
        if (word(at, "NaN", end)) return constantPy("NaN");
        break;
      case 'I':
        if (word(at, "Infinity", end)) return constantPy("Infinity");
        break;
      case '-':
        if (word(at, "-Infinity", end)) return constantPy("-Infinity");
        break;
      default:
        break;
    }
    return numberPy(at, end);
  }

 private:
  bool word(size_t at, std::string_view w, size_t* end) const {
    if (length_ - at < w.size()) return false;
    for (size_t i = 0; i < w.size(); ++i)
      if (s_[at + i] != static_cast<Ch>(w[i])) return false;
    *end = at + w.size();
    return true;
  }
  size_t skipBlanks(size_t i) const {
    while (i < length_ && (s_[i] == ' ' || s_[i] == '\t' || s_[i] == '\n' || s_[i] == '\r')) ++i;
    return i;
  }
  bool at(size_t i, char c) const { return i < length_ && s_[i] == static_cast<Ch>(c); }

  Value constantPy(const char* name) {
    Str* s = TRY(internStr(t_, name));
    return callPy(t_, scanner_->parseConstant, {Value(s)});
  }

  Value numberPy(size_t start, size_t* end) {
    size_t i = start;
    auto digit = [&](size_t k) { return k < length_ && s_[k] >= '0' && s_[k] <= '9'; };
    bool negative = s_[i] == '-';
    if (negative) ++i;
    if (!digit(i)) return raiseStop(t_, start);
    if (s_[i] == '0') {
      ++i;
    } else {
      while (digit(i)) ++i;
    }
    bool isFloat = false;
    if (at(i, '.') && digit(i + 1)) {
      isFloat = true;
      i += 2;
      while (digit(i)) ++i;
    }
    if (at(i, 'e') || at(i, 'E')) {
      size_t k = i + 1;
      if (at(k, '+') || at(k, '-')) ++k;
      if (digit(k)) {
        isFloat = true;
        while (digit(k)) ++k;
        i = k;
      }
    }
    *end = i;
    size_t count = i - start;
    Value custom = isFloat ? scanner_->parseFloat : scanner_->parseInt;
    bool plain = custom == Value(isFloat ? types::float_ : types::int_);
    if (plain && !isFloat && count <= 18) {
      int64_t value = 0;
      for (size_t k = start + negative; k < i; ++k) value = value * 10 + (s_[k] - '0');
      return Value::smallInt(negative ? -value : value);
    }
    if (plain && isFloat) {
      char small[64];
      std::string large;
      char* digits = small;
      if (count > sizeof small) {
        large.resize(count);
        digits = large.data();
      }
      for (size_t k = 0; k < count; ++k) digits[k] = static_cast<char>(s_[start + k]);
      double value = 0;
      base::parseDouble({digits, count}, &value);
      return makeFloat(t_, value);
    }
    Str* digits = TRY(makeStr(t_, TextView(s_ + start, count, sizeof(Ch))));
    return callPy(t_, custom, {Value(digits)});
  }

  // Keys that occurred are shared: a small table by their characters.
  Str* keyPy(size_t begin, size_t* end) {
    uint32_t hash = 0;
    size_t i = begin;
    for (; i < length_ && i - begin < 24; ++i) {
      char32_t c = s_[i];
      if (c == '"') {
        Value& place = keys_[(hash ^ hash >> 15) & (kKeys - 1)];
        size_t count = i - begin;
        if (!place.isUnbound()) {
          Str* known = place.as<Str>();
          if (known->length == count && equalText(textOf(known), TextView(s_ + begin, count, sizeof(Ch)))) {
            *end = i + 1;
            return known;
          }
        }
        Str* key = TRY((scanStringPy<Ch>(t_, text_, s_, length_, begin, strict_, end)));
        place = key;
        return key;
      }
      if (c == '\\') break;
      hash = (hash + c) * 0x9E3779B1u;
    }
    return scanStringPy<Ch>(t_, text_, s_, length_, begin, strict_, end);
  }

  Value objectPy(size_t i, size_t* end) {
    bool pairs = !scanner_->pairsHook.isNone();
    List* list = nullptr;
    Dict* dict = nullptr;
    if (pairs) {
      list = TRY(makeList(t_));
    } else {
      dict = TRY(makeDict(t_));
    }
    i = skipBlanks(i);
    if (!at(i, '}')) {
      while (true) {
        if (!at(i, '"')) return raiseDecodeErrorPy(t_, "Expecting property name enclosed in double quotes", text_, i);
        Str* key = TRY(keyPy(i + 1, &i));
        i = skipBlanks(i);
        if (!at(i, ':')) return raiseDecodeErrorPy(t_, "Expecting ':' delimiter", text_, i);
        i = skipBlanks(i + 1);
        Value v = TRY(valuePy(i, &i));
        if (pairs) {
          Value pair = TRY(makeTuple(t_, {Value(key), v}));
          TRY(listAppend(t_, list, pair));
        } else {
          TRY(dictSetStr(t_, dict, key, v));
        }
        i = skipBlanks(i);
        if (at(i, '}')) break;
        if (!at(i, ',')) return raiseDecodeErrorPy(t_, "Expecting ',' delimiter", text_, i);
        i = skipBlanks(i + 1);
      }
    }
    *end = i + 1;
    if (pairs) return callPy(t_, scanner_->pairsHook, {Value(list)});
    if (!scanner_->objectHook.isNone()) return callPy(t_, scanner_->objectHook, {Value(dict)});
    return dict;
  }

  Value arrayPy(size_t i, size_t* end) {
    List* list = TRY(makeList(t_));
    i = skipBlanks(i);
    if (!at(i, ']')) {
      while (true) {
        Value v = TRY(valuePy(i, &i));
        TRY(listAppend(t_, list, v));
        i = skipBlanks(i);
        if (at(i, ']')) break;
        if (!at(i, ',')) return raiseDecodeErrorPy(t_, "Expecting ',' delimiter", text_, i);
        i = skipBlanks(i + 1);
      }
    }
    *end = i + 1;
    return list;
  }

  static constexpr size_t kKeys = 64;
  Thread* t_;
  JsonScanner* scanner_;
  Str* text_;
  const Ch* s_;
  size_t length_;
  bool strict_;
  Value keys_[kKeys];  // on the C++ stack, which the collector scans
};

template <class Ch>
Value scanPy(Thread* t, JsonScanner* scanner, Str* text, size_t at, size_t* end) {
  Scan<Ch> scan(t, scanner, text);
  return scan.valuePy(at, end);
}

Value scannerCall(Thread* t, Value self, const Args& args) {
  Value text, index;
  size_t given = args.positional;
  for (size_t i = 0; i < args.total(); ++i) {
    if (i < args.positional) {
      (i == 0 ? text : index) = args[i];
      continue;
    }
    auto* name = args.keywords->items[i - args.positional].as<Str>();
    if (equals(name, "string") && given < 1) {
      text = args[i];
    } else if (equals(name, "idx")) {
      index = args[i];
    } else {
      return raise(t, exc::TypeError, "'{}' is an invalid keyword argument for scan_once()", toUtf8(name));
    }
  }
  if (given > 2) return raise(t, exc::TypeError, "scan_once() takes at most 2 arguments ({} given)", args.total());
  if (text.isUnbound()) return raise(t, exc::TypeError, "scan_once() missing required argument 'string' (pos 1)");
  if (index.isUnbound()) return raise(t, exc::TypeError, "scan_once() missing required argument 'idx' (pos 2)");
  int64_t at = TRY(countArgumentPy(t, index));
  auto* s = dynCast<Str>(text);
  if (!s) return raise(t, exc::TypeError, "first argument must be a string, not {}", typeName(text));
  if (at < 0) return raise(t, exc::ValueError, "idx cannot be negative");
  auto* scanner = self.as<JsonScanner>();
  size_t end = 0;
  Value v;
  switch (s->width) {
    case 1:
      v = scanPy<uint8_t>(t, scanner, s, static_cast<size_t>(at), &end);
      break;
    case 2:
      v = scanPy<char16_t>(t, scanner, s, static_cast<size_t>(at), &end);
      break;
    default:
      v = scanPy<char32_t>(t, scanner, s, static_cast<size_t>(at), &end);
  }
  TRY(v);
  return TRY(makeTuple(t, {v, Value::smallInt(static_cast<int64_t>(end))}));
}

Value scannerNew(Thread* t, Value* args, size_t) {
  Value context = args[1];
  auto* s = TRY(makeRecord<JsonScanner>(t, args[0].as<Type>()));
  Value strict = TRY(getAttrPy(t, context, "strict"));
  s->strict = Value::boolean(TRY(truthPy(t, strict)));
  s->objectHook = TRY(getAttrPy(t, context, "object_hook"));
  s->pairsHook = TRY(getAttrPy(t, context, "object_pairs_hook"));
  s->parseFloat = TRY(getAttrPy(t, context, "parse_float"));
  s->parseInt = TRY(getAttrPy(t, context, "parse_int"));
  s->parseConstant = TRY(getAttrPy(t, context, "parse_constant"));
  writeBarrier(s);
  return s;
}

const NativeDef kNew = {"__new__", "(cls, context)", scannerNew, nullptr};
const MemberDef kMembers[] = {
    {"strict", offsetof(JsonScanner, strict), MemberDef::kReadOnly, "strict"},
    {"object_hook", offsetof(JsonScanner, objectHook), MemberDef::kReadOnly, "object_hook"},
    {"object_pairs_hook", offsetof(JsonScanner, pairsHook), MemberDef::kReadOnly, nullptr},
    {"parse_float", offsetof(JsonScanner, parseFloat), MemberDef::kReadOnly, "parse_float"},
    {"parse_int", offsetof(JsonScanner, parseInt), MemberDef::kReadOnly, "parse_int"},
    {"parse_constant", offsetof(JsonScanner, parseConstant), MemberDef::kReadOnly, "parse_constant"},
};

}  // namespace

const TypeSpec scannerSpec = {.name = "_json.Scanner",
                              .kind = kRecordKind,
                              .flags = kBaseType,
                              .slots = {.call = scannerCall},
                              .members = kMembers,
                              .create = &kNew,
                              .doc = "JSON scanner object"};

// (string, end, strict=True)
Value scanStringFunction(Thread* t, Value* args, size_t) {
  auto* s = dynCast<Str>(args[0]);
  int64_t begin = TRY(countArgumentPy(t, args[1]));
  bool strict = TRY(truthPy(t, args[2]));
  if (!s) return raise(t, exc::TypeError, "first argument must be a string, not {}", typeName(args[0]));
  if (begin < 0 || static_cast<size_t>(begin) > s->length) return raise(t, exc::ValueError, "end is out of bounds");
  size_t end = 0;
  Str* result = withText(textOf(s), [&]<class Ch>(const Ch* data) {
    return scanStringPy<Ch>(t, s, data, s->length, static_cast<size_t>(begin), strict, &end);
  });
  TRY(result);
  return TRY(makeTuple(t, {Value(result), Value::smallInt(static_cast<int64_t>(end))}));
}

}  // namespace json
}  // namespace typhon
