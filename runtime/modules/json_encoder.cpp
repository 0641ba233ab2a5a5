// The _json module: encoder and the functions that quote strings.
#include <cmath>

#include "runtime/base/float_text.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/json.h"
#include "runtime/object/record.h"
#include "runtime/ops/ops.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/float.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon {

struct JsonEncoder : Record {
  static constexpr uint32_t kValues = 8;
  Value markers, defaultFunction, encoder, indent, keySeparator, itemSeparator;
  Value sortKeys, skipKeys;  // bools
  bool allowNan;
  uint8_t quoting;  // json::Quoting
};

namespace json {
namespace {

enum Quoting : uint8_t { kCallEncoder, kAscii, kUnicode };

// Which characters stand for themselves in a quoted string (below 128).
struct Plain {
  bool is[128];
  constexpr Plain() : is() {
    for (int c = 32; c < 127; ++c) is[c] = c != '"' && c != '\\';
  }
};
constexpr Plain kPlain;

void appendUnit(TextBuffer& out, uint32_t unit) {
  constexpr const char* kDigits = "0123456789abcdef";
  char text[6] = {'\\', 'u', kDigits[unit >> 12], kDigits[unit >> 8 & 15], kDigits[unit >> 4 & 15], kDigits[unit & 15]};
  out.append(TextView(std::string_view(text, 6)));
}

void appendEscaped(TextBuffer& out, char32_t c) {
  switch (c) {
    case '"':
      return out.appendAscii("\\\"");
    case '\\':
      return out.appendAscii("\\\\");
    case '\b':
      return out.appendAscii("\\b");
    case '\f':
      return out.appendAscii("\\f");
    case '\n':
      return out.appendAscii("\\n");
    case '\r':
      return out.appendAscii("\\r");
    case '\t':
      return out.appendAscii("\\t");
    default:
      break;
  }
  if (c >= 0x10000) {
    c -= 0x10000;
    appendUnit(out, 0xD800 | (c >> 10));
    c = 0xDC00 | (c & 0x3FF);
  }
  appendUnit(out, c);
}

// The text in quotes.
template <class Ch>
void appendQuoted(TextBuffer& out, const Ch* s, size_t length, bool ascii) {
  out.append('"');
  size_t start = 0;
  for (size_t i = 0; i < length; ++i) {
    char32_t c = s[i];
    if (c < 128 ? kPlain.is[c] || (!ascii && c == 127) : !ascii) continue;
    if (i > start) out.append(TextView(s + start, i - start, sizeof(Ch)));
    appendEscaped(out, c);
    start = i + 1;
  }
  if (length > start) out.append(TextView(s + start, length - start, sizeof(Ch)));
  out.append('"');
}
void appendQuoted(TextBuffer& out, const Str* s, bool ascii) {
  withText(textOf(s), [&](auto* data) { appendQuoted(out, data, s->length, ascii); });
}

template <bool ascii>
Value quoteFunction(Thread* t, Value* args, size_t) {
  auto* s = dynCast<Str>(args[0]);
  if (!s) return raise(t, exc::TypeError, "first argument must be a string, not {}", typeName(args[0]));
  StrBuilder out(t);
  appendQuoted(out.buffer(), s, ascii);
  return TRY(out.finish());
}

// One call of the encoder.
class Encoding {
 public:
  Encoding(Thread* t, JsonEncoder* encoder) : t_(t), e_(encoder), builder_(t), out_(builder_.buffer()) {}

  bool objectPy(Value v) {
    if (v.isNone()) return text("null");
    if (v.isTrue()) return text("true");
    if (v.isFalse()) return text("false");
    if (isa<Str>(v)) return stringPy(v);
    if (isInt(v)) return integerPy(v);
    if (isFloat(v)) return floatPy(v);
    NativeCall guard(t_, " while encoding a JSON object");
    if (!guard.ok()) return false;
    if (isa<List>(v) || isa<Tuple>(v)) return listPy(v);
    if (isa<Dict>(v)) return dictPy(v);
    Value marker;
    TRY(enterPy(v, &marker));
    Value replaced = TRY(callPy(t_, e_->defaultFunction, {v}));
    TRY(objectPy(replaced));
    return leavePy(marker);
  }
  Str* finish() { return builder_.finish(); }

 private:
  bool text(std::string_view ascii) {
    out_.appendAscii(ascii);
    return true;
  }
  bool add(Value str) {
    out_.append(textOf(str.as<Str>()));
    return true;
  }

  bool stringPy(Value v) {
    if (e_->quoting != kCallEncoder) {
      appendQuoted(out_, v.as<Str>(), e_->quoting == kAscii);
      return true;
    }
    Value encoded = TRY(callPy(t_, e_->encoder, {v}));
    if (!isa<Str>(encoded)) return raise(t_, exc::TypeError, "encoder() must return a string, not {}", typeName(encoded));
    return add(encoded);
  }
  bool integerPy(Value v) {
    if (v.isSmallInt()) {
      char digits[24];
      char* end = digits + sizeof digits;
      char* p = end;
      int64_t i = v.asSmallInt();
      uint64_t u = i < 0 ? -static_cast<uint64_t>(i) : static_cast<uint64_t>(i);
      do *--p = static_cast<char>('0' + u % 10);
      while (u /= 10);
      if (i < 0) *--p = '-';
      return text({p, static_cast<size_t>(end - p)});
    }
    Str* shown = TRY(intRepr(t_, v));
    return add(Value(shown));
  }
  bool floatPy(Value v) {
    double d = asDouble(v);
    if (!std::isfinite(d)) {
      if (!e_->allowNan) {
        std::string shown = TRY(reprTextPy(t_, v));
        return raise(t_, exc::ValueError, kNotCompliant, shown);
      }
      return text(std::isnan(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
    }
    char buffer[base::kFloatReprSize];
    return text({buffer, base::floatReprTo(d, buffer)});
  }

  // Remembers a container that is being encoded; ValueError when it contains itself.
  bool enterPy(Value v, Value* marker) {
    if (e_->markers.isNone()) return true;
    *marker = TRY(makeInt(t_, static_cast<int64_t>(reinterpret_cast<uintptr_t>(v.isObject() ? v.asObject() : nullptr))));
    auto* markers = e_->markers.as<Dict>();
    Value known = TRY(dictGetPy(t_, markers, *marker));
    if (!known.isUnbound()) return raise(t_, exc::ValueError, "Circular reference detected");
    return dictSetPy(t_, markers, *marker, v);
  }
  bool leavePy(Value marker) {
    if (marker.isUnbound()) return true;
    return dictDeletePy(t_, e_->markers.as<Dict>(), marker) >= 0;
  }

  bool listPy(Value v) {
    Value sequence = TRY(sequenceFastPy(t_, v, "_iterencode_list needs a sequence"));
    size_t count;
    sequenceItems(sequence, &count);
    if (count == 0) return text("[]");
    Value marker;
    TRY(enterPy(v, &marker));
    out_.append('[');
    for (size_t i = 0;; ++i) {
      const Value* items = sequenceItems(sequence, &count);
      if (i >= count) break;
      Value item = items[i];
      if (i) add(e_->itemSeparator);
      TRY(objectPy(item));
    }
    TRY(leavePy(marker));
    out_.append(']');
    return true;
  }

  // 1: written; 0: to be skipped; -1: exception.
  int keyPy(Value key, bool first) {
    Value shown;
    if (isa<Str>(key)) {
      shown = key;
    } else if (isFloat(key)) {
      double d = asDouble(key);
      if (!std::isfinite(d)) {
        if (!e_->allowNan) {
          std::string reprText = TRY(reprTextPy(t_, key));
          return raise(t_, exc::ValueError, kNotCompliant, reprText);
        }
        shown = TRY(internStr(t_, std::isnan(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity"));
      } else {
        shown = TRY(makeStr(t_, base::floatRepr(d)));
      }
    } else if (key.isNone() || key.isBool()) {
      shown = TRY(internStr(t_, key.isNone() ? "null" : key.isTrue() ? "true" : "false"));
    } else if (isInt(key)) {
      shown = TRY(intRepr(t_, key));
    } else if (e_->skipKeys.isTrue()) {
      return 0;
    } else {
      return raise(t_, exc::TypeError, "keys must be str, int, float, bool or None, not {}", typeName(key));
    }
    if (!first) add(e_->itemSeparator);
    TRY(stringPy(shown));
    add(e_->keySeparator);
    return 1;
  }

  bool dictPy(Value v) {
    auto* dict = v.as<Dict>();
    if (dictLength(dict) == 0) return text("{}");
    Value marker;
    TRY(enterPy(v, &marker));
    out_.append('{');
    bool first = true;
    bool exact = isExact(v, kShapeOf_dict);
    if (e_->sortKeys.isTrue() || !exact) {
      static Str* itemsName = internStr(t_, "items");
      Value view = TRY(callMethodPy(t_, v, itemsName));
      List* items = TRY(toListPy(t_, view));
      if (e_->sortKeys.isTrue()) TRY(listSortPy(t_, items, Value::none(), false));
      for (size_t i = 0; i < items->length; ++i) {
        Value item = listItem(items, i);
        if (!isa<Tuple>(item) || item.as<Tuple>()->length != 2) return raise(t_, exc::ValueError, "items must return 2-tuples");
        TRY(pairPy(item.as<Tuple>()->items[0], item.as<Tuple>()->items[1], &first));
      }
    } else {
      size_t position = 0;
      Value key, item;
      uint64_t used = dict->used;
      while (dictNext(dict, &position, &key, &item)) {
        TRY(pairPy(key, item, &first));
        if (dict->used != used) return raise(t_, exc::RuntimeError, "dictionary changed size during iteration");
      }
    }
    TRY(leavePy(marker));
    out_.append('}');
    return true;
  }
  bool pairPy(Value key, Value item, bool* first) {
    int written = keyPy(key, *first);
    if (written < 0) return false;
    if (written == 0) return true;
    *first = false;
    return objectPy(item);
  }

  static constexpr const char* kNotCompliant = "Out of range float values are not JSON compliant: {}";
  Thread* t_;
  JsonEncoder* e_;
  StrBuilder builder_;
  TextBuffer& out_;
};

// encoder(obj, _current_indent_level)
Value encoderCall(Thread* t, Value self, const Args& args) {
  if (args.positional != 2 || args.total() != 2) {
    if (args.total() != 2) return raise(t, exc::TypeError, "_iterencode() takes exactly 2 arguments ({} given)", args.total());
  }
  TRY(indexInt64Py(t, args[1], exc::OverflowError));
  Encoding encoding(t, self.as<JsonEncoder>());
  TRY(encoding.objectPy(args[0]));
  Str* text = TRY(encoding.finish());
  return TRY(makeTuple(t, {Value(text)}));
}

Value encoderNew(Thread* t, Value* args, size_t) {
  if (!args[1].isNone() && !isa<Dict>(args[1]))
    return raise(t, exc::TypeError, "make_encoder() argument 1 must be dict or None, not {}", argumentTypeName(args[1]));
  for (int i : {5, 6}) {
    if (!isa<Str>(args[i]))
      return raise(t, exc::TypeError, "make_encoder() argument {} must be str, not {}", i, argumentTypeName(args[i]));
  }
  auto* e = TRY(makeRecord<JsonEncoder>(t, args[0].as<Type>()));
  e->markers = args[1];
  e->defaultFunction = args[2];
  e->encoder = args[3];
  e->indent = args[4];
  e->keySeparator = args[5];
  e->itemSeparator = args[6];
  e->sortKeys = Value::boolean(TRY(truthPy(t, args[7])));
  e->skipKeys = Value::boolean(TRY(truthPy(t, args[8])));
  e->allowNan = TRY(truthPy(t, args[9]));
  if (auto* f = dynCast<NativeFunction>(args[3]))
    e->quoting = f->def->fn == quoteFunction<true> ? kAscii : f->def->fn == quoteFunction<false> ? kUnicode : kCallEncoder;
  writeBarrier(e);
  return e;
}

const NativeDef kNew = {"__new__",
                        "(cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
                        encoderNew, nullptr};
const MemberDef kMembers[] = {
    {"markers", offsetof(JsonEncoder, markers), MemberDef::kReadOnly, "markers"},
    {"default", offsetof(JsonEncoder, defaultFunction), MemberDef::kReadOnly, "default"},
    {"encoder", offsetof(JsonEncoder, encoder), MemberDef::kReadOnly, "encoder"},
    {"indent", offsetof(JsonEncoder, indent), MemberDef::kReadOnly, "indent"},
    {"key_separator", offsetof(JsonEncoder, keySeparator), MemberDef::kReadOnly, "key_separator"},
    {"item_separator", offsetof(JsonEncoder, itemSeparator), MemberDef::kReadOnly, "item_separator"},
    {"sort_keys", offsetof(JsonEncoder, sortKeys), MemberDef::kReadOnly, "sort_keys"},
    {"skipkeys", offsetof(JsonEncoder, skipKeys), MemberDef::kReadOnly, "skipkeys"},
};

const NativeDef kFunctions[] = {
    {"encode_basestring_ascii", "(string, /)", quoteFunction<true>,
     "encode_basestring_ascii(string) -> string\n"
     "\n"
     "The JSON form of a string in ASCII alone."},
    {"encode_basestring", "(string, /)", quoteFunction<false>,
     "encode_basestring(string) -> string\n"
     "\n"
     "The JSON form of a string."},
    {"scanstring", "(string, end, strict=True, /)", scanStringFunction,
     "scanstring(string, end, strict=True) -> (string, end)\n\nScan the string for a JSON string, whose first character is at "
     "end."},
};

bool init(Thread* t, Module* m) {
  Type* scanner = TRY(makeNativeType(t, scannerSpec));
  Type* encoder = TRY(makeNativeType(t, encoderSpec));
  return moduleSet(t, m, "make_scanner", Value(scanner)) && moduleSet(t, m, "make_encoder", Value(encoder));
}

}  // namespace

const TypeSpec encoderSpec = {
    .name = "_json.Encoder",
    .kind = kRecordKind,
    .flags = kBaseType,
    .slots = {.call = encoderCall},
    .members = kMembers,
    .create = &kNew,
    .doc = "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)"};

}  // namespace json

extern const ModuleSpec jsonModule = {"_json", json::kFunctions, "json speedups\n", json::init};

}  // namespace typhon
