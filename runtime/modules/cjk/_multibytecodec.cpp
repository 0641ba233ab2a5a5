// _multibytecodec and the modules with the East Asian codecs: whole texts, pieces, streams, errors. What is special to a codec is
// in codec.h.
#include <algorithm>
#include <cstring>
#include <iterator>

#include "runtime/memory/roots.h"
#include "runtime/modules/cjk/codec.h"
#include "runtime/modules/module_support.h"
#include "runtime/object/record.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/codecs_errors.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

using cjk::Codec;
using cjk::State;

// A codec object: what _codecs_jp.getcodec() returns.
struct CodecObject : Record {
  static constexpr uint32_t kValues = 1;
  Value unused;
  const Codec* codec;
};

// An incremental encoder or decoder, a reader or writer.
struct Coder : Record {
  static constexpr uint32_t kValues = 4;
  Value codecObject;
  Value errors;   // str
  Value stream;   // of readers and writers
  Value pending;  // str of encoders, bytes of decoders: what was too short
  State state;
  const Codec* codec() const { return static_cast<CodecObject*>(codecObject.asObject())->codec; }
};

constexpr size_t kMostPendingCharacters = 2, kMostPendingBytes = 8;
constexpr const char *kIllegal = "illegal multibyte sequence", *kIncomplete = "incomplete multibyte sequence";

Type* codecType = nullptr;
Value emptyText;  // interned

Coder* coderOf(Value v) { return static_cast<Coder*>(v.asObject()); }

Value intFromLittleEndian(Thread* t, std::string_view bytes) {
  uint64_t limbs[3] = {};
  std::memcpy(limbs, bytes.data(), bytes.size());
  return intFromLimbs(t, limbs, std::size(limbs), false);
}
bool intToLittleEndian(Thread* t, Value v, uint8_t* bytes, size_t count) {
  if (intSign(v) < 0) return raise(t, exc::OverflowError, "can't convert negative int to unsigned");
  if (intBitLength(v) > static_cast<int64_t>(count) * 8) return raise(t, exc::OverflowError, "int too big to convert");
  for (size_t i = 0; i < count; ++i) {
    Value low = TRY(intAnd(t, v, Value::smallInt(255)));
    bytes[i] = static_cast<uint8_t>(low.asSmallInt());
    v = TRY(intRshift(t, v, Value::smallInt(8)));
  }
  return true;
}

std::u32string charactersOf(Str* s) {
  std::u32string out;
  out.reserve(s->length);
  for (size_t i = 0; i < s->length; ++i) out.push_back(s->at(i));
  return out;
}
Value strOf(Thread* t, const std::u32string& text) { return Value(TRY(makeStrFromCodePoints(t, text.data(), text.size()))); }

// Calls the error handler with the exception. Its answer: the replacement, and where to go on in an input of `length` units.
bool askHandlerPy(Thread* t, const std::string& errors, Value exception, bool encoding, size_t length, Value* replacement,
                  size_t* next) {
  Value handler = TRY(lookupErrorHandlerPy(t, errors));
  Value answer = TRY(callPy(t, handler, {exception}));
  auto* tuple = dynCast<Tuple>(answer);
  if (!tuple || tuple->length != 2 || !(isa<Str>(tuple->items[0]) || (encoding && isa<Bytes>(tuple->items[0]))) ||
      !isInt(tuple->items[1]))
    return raise(t, exc::TypeError, "{} error handler must return (str, int) tuple", encoding ? "encoding" : "decoding");
  int64_t position = TRY(indexInt64Py(t, tuple->items[1], exc::IndexError));
  if (position < 0) position += static_cast<int64_t>(length);
  if (position < 0 || position > static_cast<int64_t>(length))
    return raise(t, exc::IndexError, "position {} from error handler out of bounds", position);
  *replacement = tuple->items[0];
  *next = static_cast<size_t>(position);
  return true;
}

Value unicodeErrorPy(Thread* t, Type* type, const Codec* codec, Value object, size_t start, size_t end, const char* reason) {
  Str* name = TRY(makeStr(t, codec->name));
  Str* why = TRY(makeStr(t, reason));
  Value args[] = {Value(name), object, Value::smallInt(static_cast<int64_t>(start)), Value::smallInt(static_cast<int64_t>(end)),
                  Value(why)};
  return makeExceptionPy(t, type, args, 5);
}

// --- encoding

struct Encoding {
  const Codec* codec;
  State* state;
  std::u32string text;
  size_t at = 0;
  std::string out;
};

bool encodePy(Thread* t, Encoding& e, const std::string& errors, bool last);

// What stands at e.at cannot be encoded: `length` characters, or (0) there are too few.
bool encodingErrorPy(Thread* t, Encoding& e, const std::string& errors, int length) {
  const char* reason = length ? kIllegal : kIncomplete;
  size_t size = length ? static_cast<size_t>(length) : e.text.size() - e.at;
  if (errors == "replace") {
    const char32_t mark = '?';
    if (e.codec->encode(*e.state, &mark, 1, true, &e.out) <= 0) e.out.push_back('?');
  }
  if (errors == "replace" || errors == "ignore") {
    e.at += size;
    return true;
  }
  Value object = TRY(strOf(t, e.text));
  Value exception = TRY(unicodeErrorPy(t, exc::UnicodeEncodeError, e.codec, object, e.at, e.at + size, reason));
  if (errors == "strict") return raiseValue(t, exception);
  Value replacement;
  size_t next;
  TRY(askHandlerPy(t, errors, exception, true, e.text.size(), &replacement, &next));
  if (auto* bytes = dynCast<Bytes>(replacement)) {
    e.out += bytes->view();
  } else {
    Encoding inner{e.codec, e.state, charactersOf(replacement.as<Str>()), 0, {}};
    TRY(encodePy(t, inner, "strict", true));
    e.out += inner.out;
  }
  e.at = next;
  return true;
}

// Encodes as far as it goes: to the end, or without `last` to where more has to come.
bool encodePy(Thread* t, Encoding& e, const std::string& errors, bool last) {
  while (e.at < e.text.size()) {
    int step = e.codec->encode(*e.state, e.text.data() + e.at, e.text.size() - e.at, last, &e.out);
    if (step > 0) {
      e.at += static_cast<size_t>(step);
      continue;
    }
    if (step == cjk::kTooFew && !last) return true;
    TRY(encodingErrorPy(t, e, errors, -step));
    if (step == cjk::kTooFew) break;
  }
  return true;
}

// --- decoding

struct Decoding {
  const Codec* codec;
  State* state;
  std::string bytes;
  size_t at = 0;
  std::u32string out;
};

bool decodingErrorPy(Thread* t, Decoding& d, const std::string& errors, int length) {
  const char* reason = length ? kIllegal : kIncomplete;
  size_t size = length ? static_cast<size_t>(length) : d.bytes.size() - d.at;
  if (errors == "replace") d.out.push_back(0xfffd);
  if (errors == "replace" || errors == "ignore") {
    d.at += size;
    return true;
  }
  Value object = Value(TRY(makeBytes(t, d.bytes)));
  Value exception = TRY(unicodeErrorPy(t, exc::UnicodeDecodeError, d.codec, object, d.at, d.at + size, reason));
  if (errors == "strict") return raiseValue(t, exception);
  Value replacement;
  size_t next;
  TRY(askHandlerPy(t, errors, exception, false, d.bytes.size(), &replacement, &next));
  d.out += charactersOf(replacement.as<Str>());
  d.at = next;
  return true;
}

// Decodes as far as it goes; with `last` an unfinished sequence at the end is an error.
bool decodePy(Thread* t, Decoding& d, const std::string& errors, bool last) {
  while (d.at < d.bytes.size()) {
    int step = d.codec->decode(*d.state, reinterpret_cast<const uint8_t*>(d.bytes.data()) + d.at, d.bytes.size() - d.at, &d.out);
    if (step > 0) {
      d.at += static_cast<size_t>(step);
      continue;
    }
    if (step == cjk::kTooFew && !last) return true;
    TRY(decodingErrorPy(t, d, errors, -step));
  }
  return true;
}

// --- codec objects

Maybe<std::string> errorsArgument(Thread* t, Value v, const char* function, const char* argument) {
  if (v.isNone()) return std::string("strict");
  if (!isa<Str>(v))
    return raise(t, exc::TypeError, "{}() argument '{}' must be str or None, not {}", function, argument, argumentTypeName(v));
  return toUtf8(v.as<Str>());
}

Value pairWithLength(Thread* t, Value v, size_t length) {
  return Value(TRY(makeTuple(t, {v, Value::smallInt(static_cast<int64_t>(length))})));
}

const Codec* codecOf(Value v) { return static_cast<CodecObject*>(v.asObject())->codec; }

Value codecEncode(Thread* t, Value* args, size_t) {
  std::string errors = TRY(errorsArgument(t, args[2], "encode", "errors"));
  Str* input = isa<Str>(args[1]) ? args[1].as<Str>() : TRY(strPy(t, args[1]));
  State state;
  codecOf(args[0])->initEncoder(state);
  Encoding e{codecOf(args[0]), &state, charactersOf(input), 0, {}};
  TRY(encodePy(t, e, errors, true));
  e.codec->resetEncoder(state, &e.out);
  return pairWithLength(t, Value(TRY(makeBytes(t, e.out))), e.text.size());
}

Value codecDecode(Thread* t, Value* args, size_t) {
  std::string errors = TRY(errorsArgument(t, args[2], "decode", "errors"));
  BufferHolder input;
  TRY(input.acquirePy(t, args[1]));
  State state;
  codecOf(args[0])->initDecoder(state);
  Decoding d{codecOf(args[0]), &state, std::string(input.bytes()), 0, {}};
  TRY(decodePy(t, d, errors, true));
  return pairWithLength(t, TRY(strOf(t, d.out)), d.bytes.size());
}

const NativeDef kCodecMethods[] = {
    {"encode", "(self, /, input, errors=None)", codecEncode,
     "Encode a text; return the bytes and the number of characters taken.\n\nerrors names what is done with characters that "
     "cannot be "
     "encoded: 'strict', 'ignore', 'replace', 'xmlcharrefreplace', or a handler registered with codecs.register_error."},
    {"decode", "(self, /, input, errors=None)", codecDecode,
     "Decode bytes; return the text and the number of bytes taken.\n\nerrors names what is done with bytes that cannot be "
     "decoded: "
     "'strict', 'ignore', 'replace', or a handler registered with codecs.register_error."},
};
const TypeSpec codecSpec = {
    .name = "_multibytecodec.MultibyteCodec",
    .kind = kRecordKind,
    .flags = kDisallowNew,
    .methods = kCodecMethods,
};

// The codec object of that name in one of the modules.
Value getCodecPy(Thread* t, std::string_view module, Value name) {
  if (!isa<Str>(name)) return raise(t, exc::TypeError, "encoding name must be a string.");
  const Codec* codec = cjk::findCodec(module, toUtf8(name.as<Str>()));
  if (!codec) return raise(t, exc::LookupError, "no such codec is supported.");
  auto* made = TRY(makeRecord<CodecObject>(t, codecType));
  made->unused = Value::none();
  made->codec = codec;
  return Value(made);
}

// --- incremental coders, readers and writers

enum class Role { Encoder, Decoder };

Value makeCoderPy(Thread* t, Value cls, Value errors, Value stream, Role role, const char* function) {
  if (!isa<Str>(errors))
    return raise(t, exc::TypeError, "{}() argument 'errors' must be str, not {}", function, argumentTypeName(errors));
  Str* name = TRY(internStr(t, "codec"));
  Value codec = TRY(getAttrPy(t, cls, name));
  if (typeOf(codec) != codecType) return raise(t, exc::TypeError, "codec is unexpected type");
  auto* coder = TRY(makeRecord<Coder>(t, cls.as<Type>()));
  coder->codecObject = codec;
  coder->errors = errors;
  coder->stream = stream;
  coder->pending = role == Role::Encoder ? emptyText : Value(TRY(makeBytes(t, "")));
  writeBarrier(coder);
  role == Role::Encoder ? coder->codec()->initEncoder(coder->state) : coder->codec()->initDecoder(coder->state);
  return Value(coder);
}

Value newEncoder(Thread* t, Value* args, size_t) {
  return makeCoderPy(t, args[0], args[1], Value::none(), Role::Encoder, "MultibyteIncrementalEncoder");
}
Value newDecoder(Thread* t, Value* args, size_t) {
  return makeCoderPy(t, args[0], args[1], Value::none(), Role::Decoder, "MultibyteIncrementalDecoder");
}
Value newReader(Thread* t, Value* args, size_t) {
  return makeCoderPy(t, args[0], args[2], args[1], Role::Decoder, "MultibyteStreamReader");
}
Value newWriter(Thread* t, Value* args, size_t) {
  return makeCoderPy(t, args[0], args[2], args[1], Role::Encoder, "MultibyteStreamWriter");
}

// Encodes the pending characters and the input.
Value encodePiecePy(Thread* t, Coder* c, Value input, bool last) {
  Str* text = isa<Str>(input) ? input.as<Str>() : TRY(strPy(t, input));
  Encoding e{c->codec(), &c->state, charactersOf(c->pending.as<Str>()) + charactersOf(text), 0, {}};
  State before = c->state;
  std::string errors = toUtf8(c->errors.as<Str>());
  if (!encodePy(t, e, errors, last)) {
    c->state = before;
    return Value::error();
  }
  if (last) e.codec->resetEncoder(c->state, &e.out);
  std::u32string rest = e.text.substr(e.at);
  if (rest.size() > kMostPendingCharacters) {
    Str* object = TRY(makeStrFromCodePoints(t, e.text.data(), e.text.size()));
    Value exception =
        TRY(unicodeErrorPy(t, exc::UnicodeEncodeError, e.codec, Value(object), e.at, e.text.size(), "pending buffer overflow"));
    return raiseValue(t, exception);
  }
  c->pending = TRY(strOf(t, rest));
  writeBarrier(c);
  return Value(TRY(makeBytes(t, e.out)));
}

Value encoderEncode(Thread* t, Value* args, size_t) {
  bool last = TRY(truthPy(t, args[2]));
  return encodePiecePy(t, coderOf(args[0]), args[1], last);
}
Value encoderReset(Thread* t, Value* args, size_t) {
  Coder* c = coderOf(args[0]);
  std::string nowhere;
  c->codec()->resetEncoder(c->state, &nowhere);
  c->pending = emptyText;
  return Value::none();
}

// The state as an integer: one byte for the length of what is pending, that in UTF-8, and the codec's eight bytes.
Value encoderGetState(Thread* t, Value* args, size_t) {
  Coder* c = coderOf(args[0]);
  std::string pending = toUtf8(c->pending.as<Str>());
  std::string bytes(1, static_cast<char>(pending.size()));
  bytes += pending;
  bytes.append(reinterpret_cast<const char*>(c->state.c), sizeof c->state.c);
  return intFromLittleEndian(t, bytes);
}
Value encoderSetState(Thread* t, Value* args, size_t) {
  if (!isInt(args[1])) return raise(t, exc::TypeError, "setstate() argument must be int, not {}", typeName(args[1]));
  constexpr size_t kBytes = 1 + kMostPendingCharacters * 4 + 8;
  uint8_t bytes[kBytes];
  TRY(intToLittleEndian(t, args[1], bytes, kBytes));
  if (bytes[0] > kMostPendingCharacters * 4) return raise(t, exc::UnicodeError, "pending buffer too large");
  Value raw = Value(TRY(makeBytes(t, std::string_view(reinterpret_cast<char*>(bytes) + 1, bytes[0]))));
  Value pending = TRY(decodeObjectPy(t, raw, "utf-8", "strict"));
  Coder* c = coderOf(args[0]);
  c->pending = pending;
  writeBarrier(c);
  std::copy_n(bytes + 1 + bytes[0], sizeof c->state.c, c->state.c);
  return Value::none();
}

// Decodes the pending bytes and the input.
bool decodePiecePy(Thread* t, Coder* c, std::string_view input, bool last, std::u32string* out) {
  Decoding d{c->codec(), &c->state, std::string(c->pending.as<Bytes>()->view()) + std::string(input), 0, {}};
  State before = c->state;
  std::string errors = toUtf8(c->errors.as<Str>());
  if (!decodePy(t, d, errors, last)) {
    c->state = before;
    return false;
  }
  std::string rest = d.bytes.substr(d.at);
  if (rest.size() > kMostPendingBytes) return raise(t, exc::UnicodeError, "pending buffer overflow");
  c->pending = Value(TRY(makeBytes(t, rest)));
  writeBarrier(c);
  *out += d.out;
  return true;
}

Value decoderDecode(Thread* t, Value* args, size_t) {
  BufferHolder input;
  TRY(input.acquirePy(t, args[1]));
  bool last = TRY(truthPy(t, args[2]));
  std::u32string out;
  TRY(decodePiecePy(t, coderOf(args[0]), input.bytes(), last, &out));
  return strOf(t, out);
}
Value decoderReset(Thread* t, Value* args, size_t) {
  Coder* c = coderOf(args[0]);
  c->codec()->resetDecoder(c->state);
  c->pending = Value(TRY(makeBytes(t, "")));
  writeBarrier(c);
  return Value::none();
}
Value decoderGetState(Thread* t, Value* args, size_t) {
  Coder* c = coderOf(args[0]);
  Value state = TRY(intFromLittleEndian(t, std::string(reinterpret_cast<const char*>(c->state.c), sizeof c->state.c)));
  return Value(TRY(makeTuple(t, {c->pending, state})));
}
Value decoderSetState(Thread* t, Value* args, size_t) {
  auto* tuple = dynCast<Tuple>(args[1]);
  if (!tuple) return raise(t, exc::TypeError, "setstate() argument must be tuple, not {}", argumentTypeName(args[1]));
  if (tuple->length != 2 || !isa<Bytes>(tuple->items[0]) || !isInt(tuple->items[1]))
    return raise(t, exc::TypeError, "setstate(): illegal state argument");
  uint8_t bytes[8];
  TRY(intToLittleEndian(t, tuple->items[1], bytes, sizeof bytes));
  if (tuple->items[0].as<Bytes>()->length > kMostPendingBytes) return raise(t, exc::UnicodeError, "pending buffer too large");
  Coder* c = coderOf(args[0]);
  c->pending = tuple->items[0];
  writeBarrier(c);
  std::copy_n(bytes, sizeof bytes, c->state.c);
  return Value::none();
}

// Reads with one of the stream's methods. `size` < 0: without an argument.
Value readPy(Thread* t, Coder* c, const char* method, int64_t size) {
  if (size == 0) return emptyText;
  Str* name = TRY(internStr(t, method));
  std::u32string out;
  for (;;) {
    Value piece =
        size < 0 ? TRY(callMethodPy(t, c->stream, name)) : TRY(callMethodPy(t, c->stream, name, {Value::smallInt(size)}));
    if (!isa<Bytes>(piece)) return raise(t, exc::TypeError, "stream function returned a non-bytes object ({})", typeName(piece));
    size_t length = piece.as<Bytes>()->length;
    TRY(decodePiecePy(t, c, piece.as<Bytes>()->view(), length == 0 || size < 0, &out));
    if (size < 0 || !out.empty() || length == 0) return strOf(t, out);
    size = 1;  // a character wants another byte
  }
}

Maybe<int64_t> sizeArgument(Thread* t, Value v) {
  if (v.isNone()) return -1;
  if (!isInt(v)) return raise(t, exc::TypeError, "arg 1 must be an integer");
  return indexInt64Py(t, v, exc::OverflowError);
}
Value readerRead(Thread* t, Value* args, size_t) {
  int64_t size = TRY(sizeArgument(t, args[1]));
  return readPy(t, coderOf(args[0]), "read", size);
}
Value readerReadline(Thread* t, Value* args, size_t) {
  int64_t size = TRY(sizeArgument(t, args[1]));
  return readPy(t, coderOf(args[0]), "readline", size);
}
Value readerReadlines(Thread* t, Value* args, size_t) {
  int64_t size = TRY(sizeArgument(t, args[1]));
  Value text = TRY(readPy(t, coderOf(args[0]), "read", size));
  Str* name = TRY(internStr(t, "splitlines"));
  return callMethodPy(t, text, name, {Value::boolean(true)});
}

bool writePy(Thread* t, Coder* c, Value text) {
  if (!isa<Str>(text)) return raise(t, exc::TypeError, "only unicode objects are encodable.");
  Value bytes = TRY(encodePiecePy(t, c, text, false));
  Str* name = TRY(internStr(t, "write"));
  return !callMethodPy(t, c->stream, name, {bytes}).isError();
}
Value writerWrite(Thread* t, Value* args, size_t) {
  TRY(writePy(t, coderOf(args[0]), args[1]));
  return Value::none();
}
Value writerWriteLines(Thread* t, Value* args, size_t) {
  if (!typeOf(args[1])->slots.getItem || isa<Dict>(args[1])) return raise(t, exc::TypeError, "arg must be a sequence object");
  for (int64_t i = 0; i < TRY(lengthPy(t, args[1])); ++i) {
    Value line = TRY(getItemPy(t, args[1], Value::smallInt(i)));
    TRY(writePy(t, coderOf(args[0]), line));
  }
  return Value::none();
}
// Writes what is pending, and what leads back to the initial state.
Value writerReset(Thread* t, Value* args, size_t) {
  Coder* c = coderOf(args[0]);
  if (c->pending.as<Str>()->length == 0) return Value::none();
  Value bytes = TRY(encodePiecePy(t, c, emptyText, true));
  if (bytes.as<Bytes>()->length == 0) return Value::none();
  Str* name = TRY(internStr(t, "write"));
  TRY(callMethodPy(t, c->stream, name, {bytes}));
  return Value::none();
}

Value getErrors(Thread*, Value self) { return coderOf(self)->errors; }
bool setErrors(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::AttributeError, "cannot delete attribute");
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "errors must be a string");
  coderOf(self)->errors = v;
  writeBarrier(self.asObject());
  return true;
}

// __new__ has done it all; what comes behind in the MRO, codecs.StreamReader and its like, would do it again in Python.
bool initialised(Thread*, Value, const Args&) { return true; }

const GetSetDef kGetSets[] = {{"errors", getErrors, setErrors, "how to treat errors"}};
const MemberDef kStreamMembers[] = {{"stream", offsetof(Coder, stream), MemberDef::kReadOnly, nullptr}};

const NativeDef kEncoderMethods[] = {
    {"encode", "(self, /, input, final=False)", encoderEncode, nullptr},
    {"getstate", "(self, /)", encoderGetState, nullptr},
    {"setstate", "(self, statelong, /)", encoderSetState, nullptr},
    {"reset", "(self, /)", encoderReset, nullptr},
};
const NativeDef kDecoderMethods[] = {
    {"decode", "(self, /, input, final=False)", decoderDecode, nullptr},
    {"getstate", "(self, /)", decoderGetState, nullptr},
    {"setstate", "(self, state, /)", decoderSetState, nullptr},
    {"reset", "(self, /)", decoderReset, nullptr},
};
const NativeDef kReaderMethods[] = {
    {"read", "(self, sizeobj=None, /)", readerRead, nullptr},
    {"readline", "(self, sizeobj=None, /)", readerReadline, nullptr},
    {"readlines", "(self, sizehintobj=None, /)", readerReadlines, nullptr},
    {"reset", "(self, /)", decoderReset, nullptr},
};
const NativeDef kWriterMethods[] = {
    {"write", "(self, strobj, /)", writerWrite, nullptr},
    {"writelines", "(self, lines, /)", writerWriteLines, nullptr},
    {"reset", "(self, /)", writerReset, nullptr},
};

const NativeDef kNewEncoder = {"__new__", "(cls, errors='strict')", newEncoder, nullptr};
const NativeDef kNewDecoder = {"__new__", "(cls, errors='strict')", newDecoder, nullptr};
const NativeDef kNewReader = {"__new__", "(cls, stream, errors='strict')", newReader, nullptr};
const NativeDef kNewWriter = {"__new__", "(cls, stream, errors='strict')", newWriter, nullptr};

const TypeSpec kEncoderSpec = {.name = "_multibytecodec.MultibyteIncrementalEncoder",
                               .kind = kRecordKind,
                               .flags = kBaseType,
                               .slots = {.init = initialised},
                               .methods = kEncoderMethods,
                               .getsets = kGetSets,
                               .create = &kNewEncoder};
const TypeSpec kDecoderSpec = {.name = "_multibytecodec.MultibyteIncrementalDecoder",
                               .kind = kRecordKind,
                               .flags = kBaseType,
                               .slots = {.init = initialised},
                               .methods = kDecoderMethods,
                               .getsets = kGetSets,
                               .create = &kNewDecoder};
const TypeSpec kReaderSpec = {.name = "_multibytecodec.MultibyteStreamReader",
                              .kind = kRecordKind,
                              .flags = kBaseType,
                              .slots = {.init = initialised},
                              .methods = kReaderMethods,
                              .getsets = kGetSets,
                              .members = kStreamMembers,
                              .create = &kNewReader};
const TypeSpec kWriterSpec = {.name = "_multibytecodec.MultibyteStreamWriter",
                              .kind = kRecordKind,
                              .flags = kBaseType,
                              .slots = {.init = initialised},
                              .methods = kWriterMethods,
                              .getsets = kGetSets,
                              .members = kStreamMembers,
                              .create = &kNewWriter};

bool needCodecType(Thread* t) {
  if (codecType) return true;
  emptyText = Value(TRY(internStr(t, "")));
  codecType = TRY(makeNativeType(t, codecSpec));
  addRoot(&codecType);
  return true;
}

bool init(Thread* t, Module* m) {
  TRY(needCodecType(t));
  for (const TypeSpec* spec : {&kEncoderSpec, &kDecoderSpec, &kReaderSpec, &kWriterSpec}) TRY(moduleAddType(t, m, *spec));
  return true;
}
bool initCodecs(Thread* t, Module*) { return needCodecType(t); }

#define CODEC_MODULE(suffix)                                                                          \
  Value getCodec_##suffix(Thread* t, Value* args, size_t) { return getCodecPy(t, #suffix, args[0]); } \
  const NativeDef kFunctions_##suffix[] = {{"getcodec", "(name, /)", getCodec_##suffix, nullptr}};
CODEC_MODULE(cn)
CODEC_MODULE(hk)
CODEC_MODULE(iso2022)
CODEC_MODULE(jp)
CODEC_MODULE(kr)
CODEC_MODULE(tw)
#undef CODEC_MODULE

}  // namespace

extern const ModuleSpec multibyteCodecModule = {"_multibytecodec", {}, nullptr, init};
extern const ModuleSpec codecsCnModule = {"_codecs_cn", kFunctions_cn, nullptr, initCodecs};
extern const ModuleSpec codecsHkModule = {"_codecs_hk", kFunctions_hk, nullptr, initCodecs};
extern const ModuleSpec codecsIso2022Module = {"_codecs_iso2022", kFunctions_iso2022, nullptr, initCodecs};
extern const ModuleSpec codecsJpModule = {"_codecs_jp", kFunctions_jp, nullptr, initCodecs};
extern const ModuleSpec codecsKrModule = {"_codecs_kr", kFunctions_kr, nullptr, initCodecs};
extern const ModuleSpec codecsTwModule = {"_codecs_tw", kFunctions_tw, nullptr, initCodecs};

}  // namespace typhon
