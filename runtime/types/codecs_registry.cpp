// The codec registry (codecs.register, lookup, register_error), and choosing between it and the native codecs.
#include <bit>

#include "runtime/base/utf8.h"
#include "runtime/exec/config.h"
#include "runtime/exec/thread.h"
#include "runtime/memory/roots.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/codecs.h"
#include "runtime/types/codecs_errors.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str_methods.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

List* searchFunctions;
Dict* codecCache;
Dict* errorHandlers;

template <ErrorMode mode>
Value handlerFunction(Thread* t, Value* args, size_t) {
  return applyErrorModePy(t, mode, args[0]);
}

const NativeDef kHandlers[] = {
    {"strict_errors", "(exception, /)", handlerFunction<ErrorMode::Strict>,
     "Implements the 'strict' error handling, which raises a UnicodeError on coding errors."},
    {"ignore_errors", "(exception, /)", handlerFunction<ErrorMode::Ignore>,
     "Implements the 'ignore' error handling, which ignores malformed data and continues."},
    {"replace_errors", "(exception, /)", handlerFunction<ErrorMode::Replace>,
     "Implements the 'replace' error handling, which replaces malformed data with a replacement marker."},
    {"surrogateescape", "(exception, /)", handlerFunction<ErrorMode::SurrogateEscape>, nullptr},
    {"surrogatepass", "(exception, /)", handlerFunction<ErrorMode::SurrogatePass>, nullptr},
    {"backslashreplace_errors", "(exception, /)", handlerFunction<ErrorMode::BackslashReplace>,
     "Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape "
     "sequence."},
    {"xmlcharrefreplace_errors", "(exception, /)", handlerFunction<ErrorMode::XmlCharRefReplace>,
     "Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate "
     "XML "
     "character reference."},
    {"namereplace_errors", "(exception, /)", handlerFunction<ErrorMode::NameReplace>,
     "Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape "
     "sequence."},
};
constexpr const char* kHandlerNames[] = {"strict",        "ignore",           "replace",           "surrogateescape",
                                         "surrogatepass", "backslashreplace", "xmlcharrefreplace", "namereplace"};

bool ensureRegistry(Thread* t) {
  if (errorHandlers) return true;
  searchFunctions = TRY(makeList(t));
  addRoot(&searchFunctions);
  codecCache = TRY(makeDict(t));
  addRoot(&codecCache);
  Dict* handlers = TRY(makeDict(t));
  for (size_t i = 0; i < sizeof kHandlers / sizeof *kHandlers; ++i) {
    Value f = TRY(makeNativeFunction(t, kHandlers[i], Value::unbound(), Value::none()));
    TRY(dictSetStr(t, handlers, TRY(internStr(t, kHandlerNames[i])), f));
  }
  errorHandlers = handlers;
  addRoot(&errorHandlers);
  return true;
}

// Lower case; runs of anything but letters, digits and dots become one underscore (none at the ends).
std::string normalizedName(std::string_view encoding) {
  std::string out;
  bool gap = false;
  for (char c : encoding) {
    bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.') {
      if (gap && !out.empty()) out.push_back('_');
      gap = false;
      out.push_back(upper ? static_cast<char>(c + 32) : c);
    } else {
      gap = true;
    }
  }
  return out;
}

// A note on the pending exception, as codecs add it: "encoding with 'x' codec failed".
void addCodecNotePy(Thread* t, const char* operation, std::string_view encoding) {
  Value pending = takePending(t);
  if (isa<Exception>(pending)) {
    Str* text = makeStr(t, fmt::format("{} with '{}' codec failed", operation, encoding));
    if (!text || !addNotePy(t, pending, Value(text))) clearPending(t);
  }
  restorePending(t, pending);
}

// Item `index` (0 encode, 1 decode) of a codec's tuple, called with (object, errors): a pair, of which the first is
// returned.
Value callCodecPy(Thread* t, int index, Value object, std::string_view encoding, std::string_view errors, bool textOnly) {
  Tuple* codec = TRY(lookupCodecPy(t, encoding));
  const char* verb = index ? "decod" : "encod";
  if (textOnly && typeOf(codec) != types::tuple) {
    Value isText = TRY(findAttrPy(t, codec, TRY(internStr(t, "_is_text_encoding"))));
    if (!isText.isUnbound() && !TRY(truthPy(t, isText))) {
      return raise(t, exc::LookupError, "'{}' is not a text encoding; use codecs.{}e() to handle arbitrary codecs", encoding,
                   verb);
    }
  }
  Value result = errors.empty() ? callPy(t, codec->items[index], {object})
                                : callPy(t, codec->items[index], {object, Value(TRY(makeStr(t, errors)))});
  if (result.isError()) {
    addCodecNotePy(t, index ? "decoding" : "encoding", encoding);
    return result;
  }
  auto pair = dynCast<Tuple>(result);
  if (!pair || pair->length != 2) return raise(t, exc::TypeError, "{}er must return a tuple (object, integer)", verb);
  return pair->items[0];
}

// Codecs without a state, which the library only wraps: the same result without importing it. Unbound: another
// encoding.
Value decodeStatelessPy(Thread* t, std::string_view encoding, std::string_view in, std::string_view errors) {
  std::string name = normalizedName(encoding);
  if (name == "unicode_escape") return Value(TRY(decodeUnicodeEscapePy(t, in, errors)));
  if (name == "raw_unicode_escape") return Value(TRY(decodeRawUnicodeEscapePy(t, in, errors)));
  if (name == "utf_7" || name == "utf7") return Value(TRY(decodeUtf7Py(t, in, errors)));
  return Value::unbound();
}
Value encodeStatelessPy(Thread* t, std::string_view encoding, Str* s) {
  std::string name = normalizedName(encoding);
  if (name == "unicode_escape") return Value(TRY(encodeUnicodeEscape(t, s)));
  if (name == "raw_unicode_escape") return Value(TRY(encodeRawUnicodeEscape(t, s)));
  if (name == "utf_7" || name == "utf7") return Value(TRY(encodeUtf7(t, s)));
  return Value::unbound();
}

// As most programs spell them.
NativeCodec frequentCodec(std::string_view encoding) {
  if (encoding == "utf-8") return NativeCodec::Utf8;
  if (encoding == "ascii") return NativeCodec::Ascii;
  if (encoding == "latin-1") return NativeCodec::Latin1;
  return NativeCodec::None;
}

// The native codec, if there is one. In development mode unknown names are noticed even if nothing has to be looked up, as for
// an empty text.
Maybe<NativeCodec> chooseCodecPy(Thread* t, std::string_view encoding, std::string_view errors) {
  NativeCodec codec = frequentCodec(encoding);
  if (codec != NativeCodec::None && errors == "strict") return codec;
  TRY(checkCodecNamePy(t, encoding));
  TRY(checkCodecNamePy(t, errors));
  codec = nativeCodec(encoding);
  if (config().devMode) {
    if (codec == NativeCodec::None) TRY(lookupCodecPy(t, encoding));
    if (errorModeOf(errors) == ErrorMode::Other) TRY(lookupErrorHandlerPy(t, errors));
  }
  return codec;
}

}  // namespace

bool checkCodecNamePy(Thread* t, std::string_view name) {
  if (name.find('\0') != std::string_view::npos) return raise(t, exc::ValueError, "embedded null character");
  if (base::isAscii(name) || base::scanUtf8(name).validBytes == name.size()) return true;
  Str* text = TRY(decodeUtf8Py(t, name, "surrogatepass"));
  return encodeUtf8Py(t, text, "strict") != nullptr;
}

NativeCodec nativeCodec(std::string_view encoding) {
  // The name as normalizedName gives it; no native codec's is longer than the buffer.
  char buffer[16];
  size_t size = 0;
  bool gap = false;
  for (char c : encoding) {
    bool upper = c >= 'A' && c <= 'Z';
    if (!upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '.') {
      gap = true;
      continue;
    }
    if (size + 2 > sizeof buffer) return NativeCodec::None;
    if (gap && size) buffer[size++] = '_';
    gap = false;
    buffer[size++] = upper ? static_cast<char>(c + 32) : c;
  }
  std::string_view n(buffer, size);
  if (n.substr(0, 3) == "utf") {
    n.remove_prefix(3);
    if (n.substr(0, 1) == "_") n.remove_prefix(1);
    if (n == "8") return NativeCodec::Utf8;
    if (n == "16") return NativeCodec::Utf16;
    if (n == "16_le" || n == "16le") return NativeCodec::Utf16Le;
    if (n == "16_be" || n == "16be") return NativeCodec::Utf16Be;
    if (n == "32") return NativeCodec::Utf32;
    if (n == "32_le" || n == "32le") return NativeCodec::Utf32Le;
    if (n == "32_be" || n == "32be") return NativeCodec::Utf32Be;
    return NativeCodec::None;
  }
  if (n == "ascii" || n == "us_ascii") return NativeCodec::Ascii;
  if (n == "latin1" || n == "latin_1" || n == "iso_8859_1" || n == "iso8859_1") return NativeCodec::Latin1;
  return NativeCodec::None;
}

const char* nativeCodecName(NativeCodec codec) {
  static constexpr const char* kNames[] = {"",          "utf-8",     "latin-1", "ascii",     "utf-16",
                                           "utf-16-le", "utf-16-be", "utf-32",  "utf-32-le", "utf-32-be"};
  return kNames[static_cast<int>(codec)];
}

Str* decodeNativePy(Thread* t, NativeCodec codec, std::string_view in, std::string_view errors, size_t* consumed,
                    int* byteOrder) {
  int order = 0;
  switch (codec) {
    case NativeCodec::Utf8:
      return decodeUtf8Py(t, in, errors, consumed);
    case NativeCodec::Latin1:
      if (consumed) *consumed = in.size();
      return makeStrLatin1(t, in);
    case NativeCodec::Ascii:
      if (consumed) *consumed = in.size();
      return decodeAsciiPy(t, in, errors);
    case NativeCodec::Utf16:
      return decodeUtf16Py(t, in, errors, byteOrder ? byteOrder : &order, consumed);
    case NativeCodec::Utf32:
      return decodeUtf32Py(t, in, errors, byteOrder ? byteOrder : &order, consumed);
    case NativeCodec::Utf16Le:
    case NativeCodec::Utf16Be:
      order = codec == NativeCodec::Utf16Le ? -1 : 1;
      return decodeUtf16Py(t, in, errors, &order, consumed);
    default:
      order = codec == NativeCodec::Utf32Le ? -1 : 1;
      return decodeUtf32Py(t, in, errors, &order, consumed);
  }
}

Bytes* encodeNativePy(Thread* t, NativeCodec codec, Str* s, std::string_view errors) {
  switch (codec) {
    case NativeCodec::Utf8:
      return encodeUtf8Py(t, s, errors);
    case NativeCodec::Latin1:
      return encodeLatin1Py(t, s, errors);
    case NativeCodec::Ascii:
      return encodeAsciiPy(t, s, errors);
    case NativeCodec::Utf16:
      return encodeUtf16Py(t, s, errors, 0);
    case NativeCodec::Utf16Le:
      return encodeUtf16Py(t, s, errors, -1);
    case NativeCodec::Utf16Be:
      return encodeUtf16Py(t, s, errors, 1);
    case NativeCodec::Utf32:
      return encodeUtf32Py(t, s, errors, 0);
    case NativeCodec::Utf32Le:
      return encodeUtf32Py(t, s, errors, -1);
    default:
      return encodeUtf32Py(t, s, errors, 1);
  }
}

Value decodeObjectPy(Thread* t, Value object, std::string_view encoding, std::string_view errors) {
  NativeCodec codec = TRY(chooseCodecPy(t, encoding, errors));
  BufferHolder buffer;
  TRY(buffer.acquirePy(t, object));
  if (buffer.view.length == 0) return Value(TRY(makeStr(t, std::string_view())));
  if (codec != NativeCodec::None) return Value(TRY(decodeNativePy(t, codec, buffer.bytes(), errors)));
  Value stateless = TRY(decodeStatelessPy(t, encoding, buffer.bytes(), errors));
  if (!stateless.isUnbound()) return stateless;
  // Codecs written in Python get a view of the bytes.
  Value input = object;
  if (!isa<Bytes>(object)) input = TRY(callPy(t, types::memoryview, {object}));
  Value text = TRY(callCodecPy(t, 1, input, encoding, errors == "strict" ? std::string_view() : errors, true));
  if (!isa<Str>(text)) {
    return raise(t, exc::TypeError,
                 "'{}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types", encoding,
                 typeName(text));
  }
  return text;
}

Value encodeStrPy(Thread* t, Str* s, std::string_view encoding, std::string_view errors) {
  NativeCodec codec = TRY(chooseCodecPy(t, encoding, errors));
  if (codec != NativeCodec::None) return Value(TRY(encodeNativePy(t, codec, s, errors)));
  Value stateless = TRY(encodeStatelessPy(t, encoding, s));
  if (!stateless.isUnbound()) return stateless;
  Value bytes = TRY(callCodecPy(t, 0, s, encoding, errors == "strict" ? std::string_view() : errors, true));
  if (isa<Bytes>(bytes)) return bytes;
  if (auto array = dynCast<ByteArray>(bytes)) {
    return Value(TRY(makeBytes(t, {reinterpret_cast<const char*>(byteArrayData(array)), array->length})));
  }
  return raise(t, exc::TypeError,
               "'{}' encoder returned '{}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types", encoding,
               typeName(bytes));
}

Value strEncode(Thread* t, Value* args, size_t) {
  if (args[1] == Value(names::utf_8) && args[2] == Value(names::strict))
    return Value(TRY(encodeUtf8Py(t, args[0].as<Str>(), {})));
  for (int i = 1; i <= 2; ++i) {
    if (!isa<Str>(args[i])) {
      return raise(t, exc::TypeError, "encode() argument '{}' must be str, not {}", i == 1 ? "encoding" : "errors",
                   argumentTypeName(args[i]));
    }
  }
  auto *encoding = args[1].as<Str>(), *errors = args[2].as<Str>();
  if (encoding->isAscii() && errors->isAscii())  // the names stay: args refers to them
    return encodeStrPy(t, args[0].as<Str>(), encoding->ascii(), errors->ascii());
  return encodeStrPy(t, args[0].as<Str>(), strText(args[1]), strText(args[2]));
}

bool registerCodecSearchPy(Thread* t, Value function) {
  TRY(ensureRegistry(t));
  if (!isCallable(function)) return raise(t, exc::TypeError, "argument must be callable");
  return listAppend(t, searchFunctions, function);
}

bool unregisterCodecSearchPy(Thread* t, Value function) {
  TRY(ensureRegistry(t));
  for (size_t i = 0; i < searchFunctions->length; ++i) {
    if (listItem(searchFunctions, i) == function) {
      dictClear(codecCache);
      listPop(searchFunctions, i);
      return true;
    }
  }
  return true;
}

Tuple* lookupCodecPy(Thread* t, std::string_view encoding) {
  TRY(ensureRegistry(t));
  std::string name = normalizedName(encoding);
  Str* key = TRY(internStr(t, name));
  Value known = dictGetStr(codecCache, key);
  if (!known.isUnbound()) return known.as<Tuple>();
  // The library's codecs announce themselves when their package is imported.
  if (searchFunctions->length == 0) {
    Value none = Value::none();
    Value package = importNamePy(t, TRY(internStr(t, "encodings")), nullptr, none, none, Value::smallInt(0));
    if (package.isError()) {
      if (!pendingIs(t, exc::ModuleNotFoundError)) return Raised{};
      clearPending(t);  // there is no library: only the native codecs exist
      return raise(t, exc::LookupError, "unknown encoding: {}", encoding);
    }
  }
  if (searchFunctions->length == 0)
    return raise(t, exc::LookupError, "no codec search functions registered: can't find encoding");
  for (size_t i = 0; i < searchFunctions->length; ++i) {
    Value found = TRY(callPy(t, listItem(searchFunctions, i), {Value(key)}));
    if (found.isNone()) continue;
    auto codec = dynCast<Tuple>(found);
    if (!codec || codec->length != 4) return raise(t, exc::TypeError, "codec search functions must return 4-tuples");
    TRY(dictSetStr(t, codecCache, key, found));
    return codec;
  }
  return raise(t, exc::LookupError, "unknown encoding: {}", encoding);
}

void forgetCodec(Thread* t, std::string_view encoding) {
  if (!codecCache) return;
  if (Str* key = internStr(t, normalizedName(encoding))) dictDeleteStr(t, codecCache, key);
}

bool registerErrorHandlerPy(Thread* t, Str* name, Value handler) {
  TRY(ensureRegistry(t));
  if (!isCallable(handler)) return raise(t, exc::TypeError, "handler must be callable");
  return dictSetStr(t, errorHandlers, TRY(internStr(t, name)), handler);
}

Value lookupErrorHandlerPy(Thread* t, std::string_view name) {
  TRY(ensureRegistry(t));
  if (name.empty()) name = "strict";
  Value handler = dictGetStr(errorHandlers, TRY(internStr(t, name)));
  if (handler.isUnbound()) return raise(t, exc::LookupError, "unknown error handler name '{}'", name);
  return handler;
}

Value codecEncodePy(Thread* t, Value object, std::string_view encoding, std::string_view errors, bool textOnly) {
  return callCodecPy(t, 0, object, encoding, errors, textOnly);
}

Value codecDecodePy(Thread* t, Value object, std::string_view encoding, std::string_view errors, bool textOnly) {
  return callCodecPy(t, 1, object, encoding, errors, textOnly);
}

}  // namespace typhon
