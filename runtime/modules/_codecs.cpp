// The _codecs module: the native codecs as functions, and the registry.
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/codecs.h"
#include "runtime/types/codecs_errors.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

// The `errors` argument: a name, or None for "strict".
Maybe<std::string> errorsArgument(Thread* t, Value v, const char* function, int number = 2) {
  if (v.isNone()) return std::string();
  if (auto s = dynCast<Str>(v)) return toUtf8(s);
  return raise(t, exc::TypeError, "{}() argument {} must be str or None, not {}", function, number, argumentTypeName(v));
}

Maybe<std::string> nameArgument(Thread* t, Value v, const char* function, const char* argument) {
  if (auto s = dynCast<Str>(v)) {
    std::string name = toUtf8(s);
    TRY(checkCodecNamePy(t, name));
    return name;
  }
  return raise(t, exc::TypeError, "{}() argument{} must be str, not {}", function, argument, argumentTypeName(v));
}

// Input bytes: any buffer; with `text`, also a str, as UTF-8.
class Input {
 public:
  bool bindPy(Thread* t, Value v, bool text = false) {
    if (text && isa<Str>(v)) {
      encoded_ = TRY(encodeUtf8Py(t, v.as<Str>(), "strict"));
      return true;
    }
    return buffer_.acquirePy(t, v);
  }
  std::string_view bytes() const { return encoded_ ? encoded_->view() : buffer_.bytes(); }

 private:
  BufferHolder buffer_;
  Bytes* encoded_ = nullptr;
};

Value pair(Thread* t, Value v, size_t n) { return Value(TRY(makeTuple(t, {v, Value::smallInt(static_cast<int64_t>(n))}))); }

Str* strOf(Thread* t, Value v, const char* function) {
  if (auto s = dynCast<Str>(v)) return s;
  return raise(t, exc::TypeError, "{}() argument 1 must be str, not {}", function, argumentTypeName(v));
}

// Decoders with (data, errors=None, final=False).
using IncrementalDecoder = Str* (*)(Thread*, std::string_view, std::string_view, size_t*);

template <int order, Str* (*decode)(Thread*, std::string_view, std::string_view, int*, size_t*)>
Str* decodeOrdered(Thread* t, std::string_view in, std::string_view errors, size_t* consumed) {
  int byteOrder = order;
  return decode(t, in, errors, &byteOrder, consumed);
}

template <IncrementalDecoder decode, bool text>
Value decodeFunction(Thread* t, Value* args, size_t) {
  Input in;
  TRY(in.bindPy(t, args[0], text));
  std::string errors = TRY(errorsArgument(t, args[1], "decode"));
  bool final = TRY(truthPy(t, args[2]));
  size_t consumed = in.bytes().size();
  Str* s = TRY(decode(t, in.bytes(), errors, final ? nullptr : &consumed));
  return pair(t, s, consumed);
}

template <Bytes* (*encode)(Thread*, Str*, std::string_view)>
Value encodeFunction(Thread* t, Value* args, size_t) {
  Str* s = TRY(strOf(t, args[0], "encode"));
  std::string errors = TRY(errorsArgument(t, args[1], "encode"));
  Bytes* b = TRY(encode(t, s, errors));
  return pair(t, b, s->length);
}

template <Bytes* (*encode)(Thread*, Str*)>
Bytes* ignoringErrors(Thread* t, Str* s, std::string_view) {
  return encode(t, s);
}
template <int order, Bytes* (*encode)(Thread*, Str*, std::string_view, int)>
Bytes* encodeOrdered(Thread* t, Str* s, std::string_view errors) {
  return encode(t, s, errors, order);
}

// (str, errors=None, byteorder=0)
template <Bytes* (*encode)(Thread*, Str*, std::string_view, int)>
Value encodeByOrder(Thread* t, Value* args, size_t) {
  Str* s = TRY(strOf(t, args[0], "encode"));
  std::string errors = TRY(errorsArgument(t, args[1], "encode"));
  int order = TRY(intArgumentPy(t, args[2]));
  Bytes* b = TRY(encode(t, s, errors, order < 0 ? -1 : order > 0));
  return pair(t, b, s->length);
}

// (data, errors=None, byteorder=0, final=False) -> (str, consumed, byteorder)
template <Str* (*decode)(Thread*, std::string_view, std::string_view, int*, size_t*)>
Value decodeEx(Thread* t, Value* args, size_t) {
  Input in;
  TRY(in.bindPy(t, args[0]));
  std::string errors = TRY(errorsArgument(t, args[1], "decode"));
  int order = TRY(intArgumentPy(t, args[2]));
  bool final = TRY(truthPy(t, args[3]));
  size_t consumed = in.bytes().size();
  Str* s = TRY(decode(t, in.bytes(), errors, &order, final ? nullptr : &consumed));
  return Value(TRY(makeTuple(t, {Value(s), Value::smallInt(static_cast<int64_t>(consumed)), Value::smallInt(order)})));
}

Value latin1Decode(Thread* t, Value* args, size_t) {
  Input in;
  TRY(in.bindPy(t, args[0]));
  Str* s = TRY(makeStrLatin1(t, in.bytes()));
  return pair(t, s, in.bytes().size());
}

Value asciiDecode(Thread* t, Value* args, size_t) {
  Input in;
  TRY(in.bindPy(t, args[0]));
  std::string errors = TRY(errorsArgument(t, args[1], "ascii_decode"));
  Str* s = TRY(decodeAsciiPy(t, in.bytes(), errors));
  return pair(t, s, in.bytes().size());
}

Value charmapDecode(Thread* t, Value* args, size_t) {
  Input in;
  TRY(in.bindPy(t, args[0]));
  std::string errors = TRY(errorsArgument(t, args[1], "charmap_decode"));
  Str* s = TRY(decodeCharmapPy(t, in.bytes(), errors, args[2]));
  return pair(t, s, in.bytes().size());
}

Value charmapEncode(Thread* t, Value* args, size_t) {
  Str* s = TRY(strOf(t, args[0], "charmap_encode"));
  std::string errors = TRY(errorsArgument(t, args[1], "charmap_encode"));
  Bytes* b = TRY(encodeCharmapPy(t, s, errors, args[2]));
  return pair(t, b, s->length);
}

Value charmapBuild(Thread* t, Value* args, size_t) {
  auto map = dynCast<Str>(args[0]);
  if (!map) return raise(t, exc::TypeError, "charmap_build() argument must be str, not {}", argumentTypeName(args[0]));
  Dict* table = TRY(makeDict(t));
  size_t n = map->length < 256 ? map->length : 256;
  for (size_t i = 0; i < n; ++i) TRY(dictSetPy(t, table, Value::smallInt(map->at(i)), Value::smallInt(static_cast<int64_t>(i))));
  return table;
}

Value escapeDecode(Thread* t, Value* args, size_t) {
  Input in;
  TRY(in.bindPy(t, args[0], true));
  std::string errors = TRY(errorsArgument(t, args[1], "escape_decode"));
  Bytes* b = TRY(decodeEscapePy(t, in.bytes(), errors));
  return pair(t, b, in.bytes().size());
}

Value escapeEncode(Thread* t, Value* args, size_t) {
  auto data = dynCast<Bytes>(args[0]);
  if (!data) return raise(t, exc::TypeError, "escape_encode() argument 1 must be bytes, not {}", argumentTypeName(args[0]));
  Bytes* b = TRY(encodeEscape(t, data->view()));
  return pair(t, b, data->length);
}

Value readBufferEncode(Thread* t, Value* args, size_t) {
  Input in;
  TRY(in.bindPy(t, args[0], true));
  Bytes* b = TRY(makeBytes(t, in.bytes()));
  return pair(t, b, b->length);
}

Value registerFunction(Thread* t, Value* args, size_t) {
  TRY(registerCodecSearchPy(t, args[0]));
  return Value::none();
}
Value unregisterFunction(Thread* t, Value* args, size_t) {
  TRY(unregisterCodecSearchPy(t, args[0]));
  return Value::none();
}
Value lookupFunction(Thread* t, Value* args, size_t) {
  std::string name = TRY(nameArgument(t, args[0], "lookup", ""));
  return Value(TRY(lookupCodecPy(t, name)));
}
Value forgetFunction(Thread* t, Value* args, size_t) {
  std::string name = TRY(nameArgument(t, args[0], "_forget_codec", ""));
  forgetCodec(t, name);
  return Value::none();
}
Value registerErrorFunction(Thread* t, Value* args, size_t) {
  auto name = dynCast<Str>(args[0]);
  if (!name) {
    return raise(t, exc::TypeError, "register_error() argument 1 must be str, not {}", argumentTypeName(args[0]));
  }
  TRY(registerErrorHandlerPy(t, name, args[1]));
  return Value::none();
}
Value lookupErrorFunction(Thread* t, Value* args, size_t) {
  std::string name = TRY(nameArgument(t, args[0], "lookup_error", ""));
  return lookupErrorHandlerPy(t, name);
}
Value encodeAny(Thread* t, Value* args, size_t) {
  std::string encoding = TRY(nameArgument(t, args[1], "encode", " 'encoding'"));
  std::string errors = TRY(nameArgument(t, args[2], "encode", " 'errors'"));
  return codecEncodePy(t, args[0], encoding, errors);
}
Value decodeAny(Thread* t, Value* args, size_t) {
  std::string encoding = TRY(nameArgument(t, args[1], "decode", " 'encoding'"));
  std::string errors = TRY(nameArgument(t, args[2], "decode", " 'errors'"));
  return codecDecodePy(t, args[0], encoding, errors);
}

constexpr const char* kDecode = "(data, errors=None, final=False, /)";
constexpr const char* kEncode = "(str, errors=None, /)";

const NativeDef kFunctions[] = {
    {"register", "(search_function, /)", registerFunction,
     "Register a codec search function.\n\nSearch functions are expected to take one argument, the encoding name "
     "in\nall lower "
     "case letters, and either return None, or a tuple of functions\n(encoder, decoder, stream_reader, stream_writer) "
     "(or a "
     "CodecInfo object)."},
    {"unregister", "(search_function, /)", unregisterFunction,
     "Unregister a codec search function and clear the registry's cache.\n\nIf the search function is not registered, "
     "do "
     "nothing."},
    {"lookup", "(encoding, /)", lookupFunction,
     "Looks up a codec tuple in the Python codec registry and returns a CodecInfo object."},
    {"encode", "(obj, encoding='utf-8', errors='strict')", encodeAny,
     "Encodes obj using the codec registered for encoding.\n\nThe default encoding is 'utf-8'.  errors may be given to "
     "set "
     "a\ndifferent error handling scheme."},
    {"decode", "(obj, encoding='utf-8', errors='strict')", decodeAny,
     "Decodes obj using the codec registered for encoding.\n\nThe default encoding is 'utf-8'.  errors may be given to "
     "set "
     "a\ndifferent error handling scheme."},
    {"_forget_codec", "(encoding, /)", forgetFunction, "Purge the named codec from the internal codec lookup cache"},
    {"register_error", "(errors, handler, /)", registerErrorFunction,
     "Register the specified error handler under the name errors.\n\nhandler must be a callable object, that\nwill be "
     "called "
     "with an exception instance containing\ninformation about the location of the encoding/decoding\nerror and must "
     "return "
     "a (replacement, new position) tuple."},
    {"lookup_error", "(name, /)", lookupErrorFunction,
     "lookup_error(errors) -> handler\n\nReturn the error handler for the specified error handling name or raise a\n"
     "LookupError, if no handler exists under this name."},
    {"escape_encode", "(data, errors=None, /)", escapeEncode, nullptr},
    {"escape_decode", "(data, errors=None, /)", escapeDecode, nullptr},
    {"utf_8_encode", kEncode, encodeFunction<encodeUtf8Py>, nullptr},
    {"utf_8_decode", kDecode, decodeFunction<decodeUtf8Py, false>, nullptr},
    {"utf_7_encode", kEncode, encodeFunction<ignoringErrors<encodeUtf7>>, nullptr},
    {"utf_7_decode", kDecode, decodeFunction<decodeUtf7Py, false>, nullptr},
    {"utf_16_encode", "(str, errors=None, byteorder=0, /)", encodeByOrder<encodeUtf16Py>, nullptr},
    {"utf_16_le_encode", kEncode, encodeFunction<encodeOrdered<-1, encodeUtf16Py>>, nullptr},
    {"utf_16_be_encode", kEncode, encodeFunction<encodeOrdered<1, encodeUtf16Py>>, nullptr},
    {"utf_16_decode", kDecode, decodeFunction<decodeOrdered<0, decodeUtf16Py>, false>, nullptr},
    {"utf_16_le_decode", kDecode, decodeFunction<decodeOrdered<-1, decodeUtf16Py>, false>, nullptr},
    {"utf_16_be_decode", kDecode, decodeFunction<decodeOrdered<1, decodeUtf16Py>, false>, nullptr},
    {"utf_16_ex_decode", "(data, errors=None, byteorder=0, final=False, /)", decodeEx<decodeUtf16Py>, nullptr},
    {"utf_32_encode", "(str, errors=None, byteorder=0, /)", encodeByOrder<encodeUtf32Py>, nullptr},
    {"utf_32_le_encode", kEncode, encodeFunction<encodeOrdered<-1, encodeUtf32Py>>, nullptr},
    {"utf_32_be_encode", kEncode, encodeFunction<encodeOrdered<1, encodeUtf32Py>>, nullptr},
    {"utf_32_decode", kDecode, decodeFunction<decodeOrdered<0, decodeUtf32Py>, false>, nullptr},
    {"utf_32_le_decode", kDecode, decodeFunction<decodeOrdered<-1, decodeUtf32Py>, false>, nullptr},
    {"utf_32_be_decode", kDecode, decodeFunction<decodeOrdered<1, decodeUtf32Py>, false>, nullptr},
    {"utf_32_ex_decode", "(data, errors=None, byteorder=0, final=False, /)", decodeEx<decodeUtf32Py>, nullptr},
    {"unicode_escape_encode", kEncode, encodeFunction<ignoringErrors<encodeUnicodeEscape>>, nullptr},
    {"unicode_escape_decode", "(data, errors=None, final=True, /)", decodeFunction<decodeUnicodeEscapePy, true>, nullptr},
    {"raw_unicode_escape_encode", kEncode, encodeFunction<ignoringErrors<encodeRawUnicodeEscape>>, nullptr},
    {"raw_unicode_escape_decode", "(data, errors=None, final=True, /)", decodeFunction<decodeRawUnicodeEscapePy, true>, nullptr},
    {"latin_1_encode", kEncode, encodeFunction<encodeLatin1Py>, nullptr},
    {"latin_1_decode", "(data, errors=None, /)", latin1Decode, nullptr},
    {"ascii_encode", kEncode, encodeFunction<encodeAsciiPy>, nullptr},
    {"ascii_decode", "(data, errors=None, /)", asciiDecode, nullptr},
    {"charmap_encode", "(str, errors=None, mapping=None, /)", charmapEncode, nullptr},
    {"charmap_decode", "(data, errors=None, mapping=None, /)", charmapDecode, nullptr},
    {"charmap_build", "(map, /)", charmapBuild, nullptr},
    {"readbuffer_encode", "(data, errors=None, /)", readBufferEncode, nullptr},
};

}  // namespace

extern const ModuleSpec codecsModule = {"_codecs", kFunctions, nullptr, nullptr};

}  // namespace typhon
