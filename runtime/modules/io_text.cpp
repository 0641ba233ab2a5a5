// TextIOWrapper: making, writing, reading, attributes. Positions (tell and seek) are in io_text_seek.cpp.
#include <clocale>
#include <cstring>

#include <langinfo.h>
#include <locale.h>

#include "runtime/base/utf8.h"
#include "runtime/exec/config.h"
#include "runtime/exec/warnings.h"
#include "runtime/modules/io.h"
#include "runtime/modules/io_text.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/tuple.h"

namespace typhon {

size_t sizeOf_TextIO(const Object*) { return sizeof(TextIO); }
void trace_TextIO(Object* o, Tracer& tracer) {
  auto s = static_cast<TextIO*>(o);
  for (Value v : {s->buffer, s->encoding, s->errors, s->encoder, s->decoder, s->readNewline, s->decoded, s->snapshotInput})
    tracer.visit(v);
}
void dispose_TextIO(Object* o) {
  delete static_cast<TextIO*>(o)->pending;
  static_cast<TextIO*>(o)->pending = nullptr;
}

namespace {

TextIO* stream(Value v) { return v.as<TextIO>(); }

// The buffer as one of the built-in buffered types, or null.
Buffered* fastBuffer(TextIO* s) {
  auto b = dynCast<Buffered>(s->buffer);
  if (!b) return nullptr;
  Type* type = typeOf(b);
  return type == io::bufferedReader || type == io::bufferedWriter || type == io::bufferedRandom ? b : nullptr;
}

std::string_view errorsOf(TextIO* s) { return s->errors.as<Str>()->ascii(); }

bool checkOpenPy(Thread* t, TextIO* s) {
  TRY(checkTextAttached(t, s));
  if (Buffered* b = fastBuffer(s); b && b->initialised && b->fastRaw) {
    if (b->raw.as<FileIO>()->fd >= 0) return true;
    return raise(t, exc::ValueError, "I/O operation on closed file.");
  }
  return checkClosedPy(t, s->buffer);
}

// What is pending goes first if it would become more than a chunk.
bool appendPendingPy(Thread* t, TextIO* s, std::string_view bytes) {
  if (!s->pending->empty() && static_cast<int64_t>(s->pending->size() + bytes.size()) > s->chunkSize)
    TRY(textFlushPendingPy(t, s));
  s->pending->append(bytes);
  return true;
}

// Appends the encoded text to what is pending.
bool encodeTextPy(Thread* t, TextIO* s, Str* text) {
  if (s->codec != NativeCodec::None) {
    bool narrow = s->codec == NativeCodec::Utf8 || s->codec == NativeCodec::Ascii || s->codec == NativeCodec::Latin1;
    if (narrow && text->isAscii()) {
      return appendPendingPy(t, s, text->ascii());
    }
    Bytes* bytes = TRY(encodeNativePy(t, s->codec, text, errorsOf(s)));
    return appendPendingPy(t, s, bytes->view());
  }
  Value encoded = TRY(callNamedPy(t, s->encoder, "encode", {Value(text)}));
  auto bytes = dynCast<Bytes>(encoded);
  if (!bytes) return raise(t, exc::TypeError, "encoder should return a bytes object, not '{}'", typeName(encoded));
  s->startOfStream = false;
  return appendPendingPy(t, s, bytes->view());
}

bool writeTextPy(Thread* t, TextIO* s, Str* text) {
  TRY(checkOpenPy(t, s));
  if (!s->canWrite) return raiseUnsupported(t, "not writable");
  bool newline = false, flush = false;
  if ((s->writeTranslate && s->writeNewline) || s->lineBuffering) {
    newline = findChar(textOf(text), '\n') != base::kNotFound;
    flush = s->lineBuffering && (newline || findChar(textOf(text), '\r') != base::kNotFound);
    if (newline && s->writeTranslate && s->writeNewline) {
      Value from = TRY(makeStrFromCodePoint(t, '\n')), to = TRY(makeStr(t, s->writeNewline));
      text = TRY(callMethodPy(t, text, names::replace, {from, to})).as<Str>();
    }
  }
  TRY(encodeTextPy(t, s, text));
  if (static_cast<int64_t>(s->pending->size()) >= s->chunkSize || flush || s->writeThrough) TRY(textFlushPendingPy(t, s));
  if (flush) {
    if (Buffered* b = fastBuffer(s))
      TRY(bufferedFlushPy(t, b));
    else
      TRY(callMethodPy(t, s->buffer, names::flush));
  }
  if (s->canRead) {  // what was read ahead is void now
    textClearDecoded(s);
    s->snapshotInput = Value::none();
    TRY(textResetDecoderPy(t, s));
  }
  return true;
}

// --- reading

// Reads and decodes one chunk into s->decoded. False value: end of file.
Maybe<bool> readChunkPy(Thread* t, TextIO* s, int64_t sizeHint) {
  if (!s->canRead) return raiseUnsupported(t, "not readable");
  std::string held;
  uint64_t flags = 0;
  if (s->telling) TRY(textGetStatePy(t, s, &held, &flags));
  int64_t want = s->chunkSize;
  if (sizeHint > 0) {
    double scaled = (s->bytesPerChar > 1 ? s->bytesPerChar : 1.0) * static_cast<double>(sizeHint);
    if (scaled > static_cast<double>(want)) want = static_cast<int64_t>(scaled);
  }
  std::string chunk;
  if (Buffered* b = fastBuffer(s)) {
    TRY(bufferedRead1Py(t, b, want, &chunk));
  } else {
    Value data = TRY(callNamedPy(t, s->buffer, s->hasRead1 ? "read1" : "read", {Value::smallInt(want)}));
    if (!hasBuffer(data)) {
      return raise(t, exc::TypeError, "underlying {}() should have returned a bytes-like object, not '{}'",
                   s->hasRead1 ? "read1" : "read", typeName(data));
    }
    BufferHolder holder;
    TRY(holder.acquirePy(t, data));
    chunk = holder.bytes();
  }
  bool end = chunk.empty();
  Str* text = TRY(textDecodePy(t, s, chunk, end));
  textSetDecoded(s, text);
  s->bytesPerChar = text->length ? static_cast<double>(chunk.size()) / static_cast<double>(text->length) : 0.0;
  if (text->length) end = false;
  if (s->telling) {
    s->snapshotInput = TRY(bytesValue(t, held + chunk));
    s->snapshotFlags = flags;
    writeBarrier(s);
  }
  return !end;
}

// Up to n characters (negative: all) of what is decoded.
Str* takeDecoded(Thread* t, TextIO* s, int64_t n) {
  auto text = dynCast<Str>(s->decoded);
  if (!text) return makeStr(t, std::string_view());
  uint64_t left = text->length - s->decodedUsed;
  uint64_t count = n < 0 || static_cast<uint64_t>(n) > left ? left : static_cast<uint64_t>(n);
  Str* part = TRY(substring(t, text, s->decodedUsed, s->decodedUsed + count));
  s->decodedUsed += count;
  return part;
}

Value readMethod(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  TRY(checkTextAttached(t, s));
  int64_t n = TRY(sizeArgumentPy(t, args[1]));
  TRY(checkOpenPy(t, s));
  if (!s->canRead) return raiseUnsupported(t, "not readable");
  TRY(textFlushPendingPy(t, s));
  if (n < 0) {
    Buffered* b = fastBuffer(s);
    Value data = TRY(b ? bufferedReadAllPy(t, b) : callMethodPy(t, s->buffer, names::read));
    if (!hasBuffer(data))
      return raise(t, exc::TypeError, "underlying read() should have returned a bytes-like object, not '{}'", typeName(data));
    BufferHolder holder;
    TRY(holder.acquirePy(t, data));
    Str* rest = TRY(textDecodePy(t, s, holder.bytes(), true));
    Str* first = TRY(takeDecoded(t, s, -1));
    Str* all = TRY(concat(t, first, rest));
    textClearDecoded(s);
    s->snapshotInput = Value::none();
    return all;
  }
  Str* first = TRY(takeDecoded(t, s, n));
  int64_t left = n - static_cast<int64_t>(first->length);
  if (left <= 0) return first;
  StrBuilder out(t);
  TRY(out.add(first));
  while (left > 0) {
    if (!TRY(readChunkPy(t, s, left))) break;
    Str* part = TRY(takeDecoded(t, s, left));
    TRY(out.add(part));
    left -= static_cast<int64_t>(part->length);
  }
  return Value(TRY(out.finish()));
}

// End of the first line in text[from..], or kNotFound.
size_t findLineEnd(TextIO* s, TextView text, size_t from) {
  TextView rest = text.slice(from, text.size);
  size_t at;
  if (s->readTranslate) {
    at = findChar(rest, '\n');
  } else if (s->readUniversal) {
    size_t lf = findChar(rest, '\n');
    size_t cr = findChar(lf == base::kNotFound ? rest : rest.slice(0, lf), '\r');
    if (cr != base::kNotFound) return from + cr + (cr + 1 < rest.size && rest[cr + 1] == '\n' ? 2 : 1);
    at = lf;
  } else {
    auto newline = s->readNewline.as<Str>();
    at = findText(rest, textOf(newline));
    if (at != base::kNotFound) at += newline->length - 1;
  }
  return at == base::kNotFound ? at : from + at + 1;
}

Value readLinePy(Thread* t, TextIO* s, int64_t limit) {
  TRY(checkOpenPy(t, s));
  TRY(textFlushPendingPy(t, s));
  if (!s->canRead) return raiseUnsupported(t, "not readable");
  auto newline = dynCast<Str>(s->readNewline);
  bool pair = !s->readUniversal && newline && newline->length == 2;
  StrBuilder line(t);
  for (;;) {
    auto text = dynCast<Str>(s->decoded);
    if (!text || s->decodedUsed >= text->length) {
      bool any = TRY(readChunkPy(t, s, 0));
      text = dynCast<Str>(s->decoded);
      if (!any) {  // end of file
        textClearDecoded(s);
        s->snapshotInput = Value::none();
        return Value(TRY(line.finish()));
      }
      if (!text || text->length == 0) continue;
    }
    size_t start = s->decodedUsed;
    size_t room = limit < 0 ? SIZE_MAX : static_cast<size_t>(limit) - line.length();
    size_t end = findLineEnd(s, textOf(text), start);
    // A two-character line end may lie across two chunks.
    if (pair && line.length() && line.buffer()[line.length() - 1] == '\r' && text->at(start) == '\n') end = start + 1;
    bool found = end != base::kNotFound;
    if (!found) end = text->length;
    if (end - start >= room) {
      if (end - start > room) end = start + room;
      found = true;
    }
    s->decodedUsed = end;
    if (found && line.length() == 0) return Value(TRY(substring(t, text, start, end)));
    TRY(line.add(text, start, end));
    if (found) return Value(TRY(line.finish()));
  }
}

Value readLineMethod(Thread* t, Value* args, size_t) {
  TRY(checkTextAttached(t, stream(args[0])));
  int64_t limit = TRY(countArgumentPy(t, args[1]));
  return readLinePy(t, stream(args[0]), limit);
}

Value nextSlot(Thread* t, Value self) {
  auto s = stream(self);
  TRY(checkTextAttached(t, s));
  s->telling = false;
  Value line = TRY(typeOf(self) == io::textIO ? readLinePy(t, s, -1) : callMethodPy(t, self, names::readline));
  auto text = dynCast<Str>(line);
  if (!text) return raise(t, exc::OSError, "readline() should have returned a str object, not '{}'", typeName(line));
  if (text->length) return line;
  s->snapshotInput = Value::none();
  s->telling = s->seekable;
  return Value::unbound();
}

// --- other methods

Value writeMethod(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  auto text = dynCast<Str>(args[1]);
  if (!text) return raise(t, exc::TypeError, "write() argument must be str, not {}", argumentTypeName(args[1]));
  TRY(writeTextPy(t, s, text));
  return Value::smallInt(static_cast<int64_t>(text->length));
}

Value flushMethod(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  TRY(checkOpenPy(t, s));
  s->telling = s->seekable;
  TRY(textFlushPendingPy(t, s));
  return callMethodPy(t, s->buffer, names::flush);
}

Value closeMethod(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  TRY(checkTextAttached(t, s));
  if (TRY(isClosedPy(t, args[0]))) return Value::none();
  if (s->finalizing) {
    if (callNamedPy(t, s->buffer, "_dealloc_warn", {args[0]}).isError()) clearPending(t);
  }
  Value flushed = callMethodPy(t, args[0], names::flush);
  Value error = flushed.isError() ? takePending(t) : Value::unbound();
  Value closed = callMethodPy(t, s->buffer, names::close);
  if (error.isUnbound()) return closed;
  if (closed.isError()) {
    Value second = takePending(t);
    auto e = dynCast<Exception>(second);
    if (e && e->context.isNone() && second != error) {
      e->context = error;
      writeBarrier(e);
    }
    error = second;
  }
  restorePending(t, error);
  return Value::error();
}

Value detachMethod(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  TRY(checkTextAttached(t, s));
  TRY(callMethodPy(t, args[0], names::flush));
  Value buffer = s->buffer;
  setWrapped(buffer, false);
  s->buffer = Value::unbound();
  s->detached = true;
  s->initialised = false;
  return buffer;
}

Value delegate(Thread* t, Value self, const char* name) {
  TRY(checkTextAttached(t, stream(self)));
  return callNamedPy(t, stream(self)->buffer, name);
}
Value filenoMethod(Thread* t, Value* args, size_t) { return delegate(t, args[0], "fileno"); }
Value seekableMethod(Thread* t, Value* args, size_t) { return delegate(t, args[0], "seekable"); }
Value readableMethod(Thread* t, Value* args, size_t) { return delegate(t, args[0], "readable"); }
Value writableMethod(Thread* t, Value* args, size_t) { return delegate(t, args[0], "writable"); }
Value isattyMethod(Thread* t, Value* args, size_t) { return delegate(t, args[0], "isatty"); }

Value truncateMethod(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  TRY(checkTextAttached(t, s));
  TRY(callMethodPy(t, args[0], names::flush));
  return callNamedPy(t, s->buffer, "truncate", {args[1]});
}

// --- construction

bool checkNewline(Thread* t, Str* newline) {
  if (!newline || newline->length == 0 || equals(newline, "\n") || equals(newline, "\r") || equals(newline, "\r\n")) return true;
  return raise(t, exc::ValueError, "illegal newline value: {}", toUtf8(newline));
}

void setNewline(TextIO* s, Str* newline) {
  s->readNewline = newline ? Value(newline) : Value::none();
  s->readUniversal = !newline || newline->length == 0;
  s->readTranslate = !newline;
  s->writeTranslate = !newline || newline->length > 0;
  s->writeNewline = nullptr;
  if (newline && equals(newline, "\r")) s->writeNewline = "\r";
  if (newline && equals(newline, "\r\n")) s->writeNewline = "\r\n";
}

// Encoder and decoder for s->encoding and s->errors.
bool setCodecPy(Thread* t, TextIO* s) {
  std::string name = strText(s->encoding);
  s->encoder = s->decoder = Value::none();
  s->codec = nativeCodec(name);
  s->incompleteSize = 0;
  s->pendingCr = false;
  s->seen = 0;
  // Those that write a mark keep a state.
  if (s->codec == NativeCodec::Utf16 || s->codec == NativeCodec::Utf32 || !s->errors.as<Str>()->isAscii())
    s->codec = NativeCodec::None;
  s->canRead = TRY(truthPy(t, TRY(callNamedPy(t, s->buffer, "readable"))));
  s->canWrite = TRY(truthPy(t, TRY(callNamedPy(t, s->buffer, "writable"))));
  if (s->codec != NativeCodec::None) return true;
  Tuple* codec = TRY(lookupCodecPy(t, name));
  Value isText = TRY(findAttrPy(t, codec, TRY(internStr(t, "_is_text_encoding"))));
  if (!isText.isUnbound() && !TRY(truthPy(t, isText)))
    return raise(t, exc::LookupError, "'{}' is not a text encoding; use codecs.open() to handle arbitrary codecs", name);
  if (s->canRead) {
    Value make = TRY(getAttrPy(t, codec, "incrementaldecoder"));
    Value decoder = TRY(callPy(t, make, {s->errors}));
    if (s->readUniversal) decoder = TRY(makeNewlineDecoder(t, decoder, s->readTranslate, s->errors));
    s->decoder = decoder;
  }
  if (s->canWrite) {
    Value make = TRY(getAttrPy(t, codec, "incrementalencoder"));
    s->encoder = TRY(callPy(t, make, {s->errors}));
  }
  writeBarrier(s);
  return true;
}

// Encoders that write a mark must not do so in the middle of a file.
bool fixEncoderPy(Thread* t, TextIO* s) {
  s->startOfStream = false;
  if (!s->seekable || !s->canWrite || s->encoder.isNone()) return true;
  s->startOfStream = true;
  Value position = TRY(callNamedPy(t, s->buffer, "tell"));
  if (TRY(compareTruthPy(t, CompareOp::Eq, position, Value::smallInt(0)))) return true;
  s->startOfStream = false;
  TRY(callNamedPy(t, s->encoder, "setstate", {Value::smallInt(0)}));
  return true;
}

Value textNew(Thread* t, Value* args, size_t) {
  auto s = TRY(allocate<TextIO>(t, args[0].as<Type>()));
  s->buffer = Value::unbound();
  s->encoding = s->errors = s->encoder = s->decoder = s->readNewline = s->decoded = s->snapshotInput = Value::none();
  s->chunkSize = 8192;
  return s;
}

Value optionalText(Thread* t, Value v, const char* name) {
  if (v.isNone() || isa<Str>(v)) {
    if (isa<Str>(v)) TRY(checkCodecNamePy(t, toUtf8(v.as<Str>())));
    return v;
  }
  return raise(t, exc::TypeError, "TextIOWrapper() argument '{}' must be str or None, not {}", name, argumentTypeName(v));
}

Value textInit(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  Value buffer = args[1];
  Value encoding = TRY(optionalText(t, args[2], "encoding")), errors = TRY(optionalText(t, args[3], "errors"));
  Value newline = TRY(optionalText(t, args[4], "newline"));
  s->initialised = s->detached = false;
  s->lineBuffering = TRY(truthPy(t, args[5]));
  s->writeThrough = TRY(truthPy(t, args[6]));
  TRY(checkNewline(t, dynCast<Str>(newline)));
  if (encoding.isNone()) {
    if (config().warnDefaultEncoding) TRY(warnPy(t, exc::EncodingWarning, "'encoding' argument not specified", 1));
    encoding = TRY(makeStr(t, localeEncoding()));
  } else if (equals(encoding.as<Str>(), "locale")) {
    encoding = TRY(makeStr(t, localeEncoding()));
  }
  if (errors.isNone()) errors = names::strict;
  if (config().devMode) TRY(lookupErrorHandlerPy(t, toUtf8(errors.as<Str>())));
  setNewline(s, dynCast<Str>(newline));
  s->buffer = buffer;
  s->encoding = encoding;
  s->errors = errors;
  s->decoded = s->snapshotInput = Value::none();
  writeBarrier(s);
  if (!s->pending) s->pending = new std::string;
  s->pending->clear();
  s->decodedUsed = 0;
  s->chunkSize = 8192;
  s->bytesPerChar = 0;
  TRY(setCodecPy(t, s));
  Value read1 = TRY(findAttrPy(t, buffer, TRY(internStr(t, "read1"))));
  s->hasRead1 = !read1.isUnbound();
  s->seekable = s->telling = TRY(truthPy(t, TRY(callNamedPy(t, buffer, "seekable"))));
  TRY(fixEncoderPy(t, s));
  setWrapped(buffer, true);
  s->initialised = true;
  return Value::none();
}

Value reconfigure(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  TRY(checkTextAttached(t, s));
  Value encoding = args[1], errors = args[2], newline = args[3];
  for (int i = 1; i <= 3; ++i) {
    static constexpr const char* kNames[] = {"", "encoding", "errors", "newline"};
    if (!args[i].isUnbound() && !args[i].isNone() && !isa<Str>(args[i])) {
      return raise(t, exc::TypeError, "reconfigure() argument '{}' must be str or None, not {}", kNames[i],
                   argumentTypeName(args[i]));
    }
  }
  bool newlineGiven = !newline.isUnbound();
  if (s->canRead && !s->decoded.isNone() && (!encoding.isNone() || !errors.isNone() || newlineGiven)) {
    return raiseUnsupported(t, "It is not possible to set the encoding or newline of stream after the first read");
  }
  if (newlineGiven) TRY(checkNewline(t, dynCast<Str>(newline)));
  bool lineBuffering = args[4].isNone() ? s->lineBuffering : TRY(intArgumentPy(t, args[4])) != 0;
  bool writeThrough = args[5].isNone() ? s->writeThrough : TRY(intArgumentPy(t, args[5])) != 0;
  TRY(callMethodPy(t, args[0], names::flush));
  s->bytesPerChar = 0;
  if (newlineGiven) setNewline(s, dynCast<Str>(newline));
  if (!encoding.isNone() || !errors.isNone() || newlineGiven) {
    if (!encoding.isNone()) {
      if (errors.isNone()) errors = names::strict;
      if (equals(encoding.as<Str>(), "locale")) encoding = TRY(makeStr(t, localeEncoding()));
    }
    Value oldEncoding = s->encoding, oldErrors = s->errors;
    if (!encoding.isNone()) s->encoding = encoding;
    if (!errors.isNone()) s->errors = errors;
    writeBarrier(s);
    if (!setCodecPy(t, s)) {
      s->encoding = oldEncoding;
      s->errors = oldErrors;
      PendingSaver saver(t);
      if (!setCodecPy(t, s)) clearPending(t);
      return Value::error();
    }
    TRY(fixEncoderPy(t, s));
  }
  s->lineBuffering = lineBuffering;
  s->writeThrough = writeThrough;
  return Value::none();
}

// --- attributes

Value getErrors(Thread* t, Value self) {
  if (!stream(self)->initialised && !stream(self)->detached) TRY(checkTextAttached(t, stream(self)));
  return stream(self)->errors;
}
Value getClosed(Thread* t, Value self) {
  TRY(checkTextAttached(t, stream(self)));
  return getAttrPy(t, stream(self)->buffer, names::closed);
}
Value getName(Thread* t, Value self) {
  TRY(checkTextAttached(t, stream(self)));
  return getAttrPy(t, stream(self)->buffer, names::name);
}
Value getNewlines(Thread* t, Value self) {
  auto s = stream(self);
  TRY(checkTextAttached(t, s));
  if (s->decoder.isNone()) return s->readUniversal ? newlinesValue(t, s->seen) : Value::none();
  Value newlines = TRY(findAttrPy(t, s->decoder, TRY(internStr(t, "newlines"))));
  return newlines.isUnbound() ? Value::none() : newlines;
}
Value getLineBuffering(Thread*, Value self) { return Value::boolean(stream(self)->lineBuffering); }
Value getWriteThrough(Thread*, Value self) { return Value::boolean(stream(self)->writeThrough); }
Value getChunkSize(Thread* t, Value self) {
  TRY(checkTextAttached(t, stream(self)));
  return Value::smallInt(stream(self)->chunkSize);
}
bool setChunkSize(Thread* t, Value self, Value v) {
  TRY(checkTextAttached(t, stream(self)));
  if (v.isUnbound()) return raise(t, exc::AttributeError, "cannot delete attribute");
  int64_t n = TRY(indexInt64Py(t, v, exc::ValueError));
  if (n <= 0) return raise(t, exc::ValueError, "a strictly positive integer is required");
  stream(self)->chunkSize = n;
  return true;
}
Value getFinalizing(Thread*, Value self) { return Value::boolean(stream(self)->finalizing); }
bool setFinalizing(Thread* t, Value self, Value v) {
  stream(self)->finalizing = TRY(truthPy(t, v));
  return true;
}

// An attribute for repr(); Unbound when there is none or the stream cannot tell.
Value shownAttributePy(Thread* t, Value self, Str* name) {
  Value v = findAttrPy(t, self, name);
  if (!v.isError()) return v;
  if (!pendingIs(t, exc::ValueError)) return v;
  clearPending(t);
  return Value::unbound();
}

Value reprSlot(Thread* t, Value self) {
  if (!stream(self)->initialised && !stream(self)->detached)
    return raise(t, exc::ValueError, "I/O operation on uninitialized object");
  NativeCall guard(t, " while getting the repr of an object");
  if (!guard.ok()) return Value::error();
  std::string out = "<";
  out += typeName(self);
  Value name = TRY(shownAttributePy(t, self, names::name));
  if (!name.isUnbound()) out += " name=" + TRY(reprTextPy(t, name));
  Value mode = TRY(shownAttributePy(t, self, names::mode));
  if (!mode.isUnbound()) out += " mode=" + TRY(reprTextPy(t, mode));
  out += " encoding=" + TRY(reprTextPy(t, stream(self)->encoding)) + ">";
  return Value(TRY(makeStr(t, out)));
}

const NativeDef kCreate = {"__new__", "(cls, /, *args, **kwargs)", textNew, nullptr};
const NativeDef kInit = {"__init__",
                         "(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
                         textInit, nullptr};
const NativeDef kMethods[] = {
    {"detach", "(self, /)", detachMethod, nullptr},
    {"reconfigure", "(self, /, *, encoding=None, errors=None, newline=<absent>, line_buffering=None, write_through=None)",
     reconfigure, "Changes settings of the stream, after flushing it."},
    {"write", "(self, text, /)", writeMethod, nullptr},
    {"read", "(self, size=-1, /)", readMethod, nullptr},
    {"readline", "(self, size=-1, /)", readLineMethod, nullptr},
    {"flush", "(self, /)", flushMethod, nullptr},
    {"close", "(self, /)", closeMethod, nullptr},
    {"fileno", "(self, /)", filenoMethod, nullptr},
    {"seekable", "(self, /)", seekableMethod, nullptr},
    {"readable", "(self, /)", readableMethod, nullptr},
    {"writable", "(self, /)", writableMethod, nullptr},
    {"isatty", "(self, /)", isattyMethod, nullptr},
    {"__reduce__", "(self, /)", cannotPickle, nullptr},
    {"__reduce_ex__", "(self, protocol, /)", cannotPickle, nullptr},
    {"seek", "(self, cookie, whence=0, /)", textSeek,
     "Set the stream position, and return the new stream position.\n\n  cookie\n    Zero or an opaque number returned "
     "by "
     "tell().\n  whence\n    The relative position to seek from.\n\nFour operations are supported, given by the "
     "following "
     "argument\ncombinations:\n\n- seek(0, SEEK_SET): Rewind to the start of the stream.\n- seek(cookie, SEEK_SET): "
     "Restore "
     "a previous position returned by tell().\n- seek(0, SEEK_END): Fast-forward to the end of the stream.\n- seek(0, "
     "SEEK_CUR): Leave the current stream position unchanged.\n\nAny other argument combinations are invalid,\nand may "
     "raise "
     "exceptions."},
    {"tell", "(self, /)", textTell, "The position as a number that only seek() understands."},
    {"truncate", "(self, pos=None, /)", truncateMethod, nullptr},
};
const GetSetDef kGetSets[] = {
    {"line_buffering", getLineBuffering, nullptr, nullptr},
    {"write_through", getWriteThrough, nullptr, nullptr},
    {"_finalizing", getFinalizing, setFinalizing, nullptr},
    {"name", getName, nullptr, nullptr},
    {"closed", getClosed, nullptr, nullptr},
    {"newlines", getNewlines, nullptr, nullptr},
    {"errors", getErrors, nullptr, nullptr},
    {"_CHUNK_SIZE", getChunkSize, setChunkSize, nullptr},
};

const MemberDef kMembers[] = {
    {"encoding", offsetof(TextIO, encoding), MemberDef::kReadOnly, nullptr},
    {"buffer", offsetof(TextIO, buffer), static_cast<MemberDef::Flags>(MemberDef::kReadOnly | MemberDef::kNoneIfUnbound),
     nullptr},
};

constexpr Slots textSlots() {
  Slots s;
  s.repr = reprSlot;
  s.next = nextSlot;
  return s;
}

}  // namespace

bool checkTextAttached(Thread* t, TextIO* s) {
  if (s->initialised) return true;
  return raise(t, exc::ValueError, s->detached ? "underlying buffer has been detached" : "I/O operation on uninitialized object");
}

bool textFlushPendingPy(Thread* t, TextIO* s) {
  if (s->pending->empty()) return true;
  std::string data;
  data.swap(*s->pending);
  if (Buffered* b = fastBuffer(s)) {
    bool ok = bufferedWritePy(t, b, data);
    if (s->pending->empty()) {  // keeps its memory
      data.clear();
      s->pending->swap(data);
    }
    return ok;
  }
  Value bytes = TRY(bytesValue(t, data));
  TRY(callMethodPy(t, s->buffer, names::write, {bytes}));
  return true;
}

void textClearDecoded(TextIO* s) {
  s->decoded = Value::none();
  s->decodedUsed = 0;
}
void textSetDecoded(TextIO* s, Str* text) {
  s->decoded = text;
  s->decodedUsed = 0;
  writeBarrier(s);
}

namespace {

// After a decoding error: lets the library's decoder, which CPython's text files call, raise it once more, so that its frames
// stand in the traceback. Leaves the exception pending in any case.
void raiseInLibraryPy(Thread* t, TextIO* s, std::string_view input, bool final) {
  if (!pendingIs(t, exc::UnicodeDecodeError) || !equals(s->errors.as<Str>(), "strict")) return;
  Value error = takePending(t);
  auto decode = [&]() -> Value {
    Tuple* codec = TRY(lookupCodecPy(t, strText(s->encoding)));
    Value make = TRY(getAttrPy(t, Value(codec), "incrementaldecoder"));
    Value decoder = TRY(callPy(t, make, {s->errors}));
    Value bytes = TRY(bytesValue(t, input));
    return callNamedPy(t, decoder, "decode", {bytes, Value::boolean(final)});
  };
  if (decode().isError()) {
    if (pendingIs(t, exc::UnicodeDecodeError)) return;
    clearPending(t);
  }
  restorePending(t, error);
}

}  // namespace

Str* textDecodePy(Thread* t, TextIO* s, std::string_view input, bool final) {
  if (s->codec == NativeCodec::None) {
    Value bytes = TRY(bytesValue(t, input));
    if (auto d = dynCast<NewlineDecoder>(s->decoder); d && typeOf(d) == io::newlineDecoder)
      return decodeNewlinesPy(t, d, bytes, final);
    Value text = TRY(callNamedPy(t, s->decoder, "decode", {bytes, Value::boolean(final)}));
    if (!isa<Str>(text)) return raise(t, exc::TypeError, "decoder should return a string result, not '{}'", typeName(text));
    return text.as<Str>();
  }
  std::string joined;
  if (s->incompleteSize) {
    joined.assign(s->incomplete, s->incompleteSize).append(input);
    input = joined;
    s->incompleteSize = 0;
  }
  size_t consumed = 0;
  Str* text = decodeNativePy(t, s->codec, input, errorsOf(s), final ? nullptr : &consumed);
  if (!text) {
    raiseInLibraryPy(t, s, input, final);
    return nullptr;
  }
  if (!final && consumed < input.size() && input.size() - consumed <= sizeof s->incomplete) {
    s->incompleteSize = static_cast<uint8_t>(input.size() - consumed);
    std::memcpy(s->incomplete, input.data() + consumed, s->incompleteSize);
  }
  if (!s->readUniversal) return text;
  return translateNewlines(t, text, final, s->readTranslate, &s->pendingCr, &s->seen);
}

bool textGetStatePy(Thread* t, TextIO* s, std::string* held, uint64_t* flags) {
  if (s->codec != NativeCodec::None) {
    held->assign(s->incomplete, s->incompleteSize);
    *flags = s->pendingCr;
    return true;
  }
  Value state = TRY(callNamedPy(t, s->decoder, "getstate"));
  auto pair = dynCast<Tuple>(state);
  if (!pair || pair->length != 2 || !isInt(pair->items[1]) || !fitsUint64(pair->items[1], flags))
    return raise(t, exc::TypeError, "illegal decoder state");
  auto bytes = dynCast<Bytes>(pair->items[0]);
  if (!bytes) {
    return raise(t, exc::TypeError, "illegal decoder state: the first item should be a bytes object, not '{}'",
                 typeName(pair->items[0]));
  }
  *held = bytes->view();
  return true;
}

bool textSetStatePy(Thread* t, TextIO* s, std::string_view held, uint64_t flags) {
  if (s->codec != NativeCodec::None) {
    s->incompleteSize = static_cast<uint8_t>(held.size() < sizeof s->incomplete ? held.size() : sizeof s->incomplete);
    std::memcpy(s->incomplete, held.data(), s->incompleteSize);
    s->pendingCr = flags & 1;
    return true;
  }
  Value bytes = TRY(bytesValue(t, held));
  Value state = TRY(makeTuple(t, {bytes, TRY(makeUnsigned(t, flags))}));
  TRY(callNamedPy(t, s->decoder, "setstate", {state}));
  return true;
}

bool textResetDecoderPy(Thread* t, TextIO* s) {
  if (s->codec != NativeCodec::None) {
    s->incompleteSize = 0;
    s->pendingCr = false;
    s->seen = 0;
    return true;
  }
  if (!s->decoder.isNone()) TRY(callNamedPy(t, s->decoder, "reset"));
  return true;
}

std::string localeEncoding() {
  if (config().utf8Mode > 0) return "utf-8";
  const char* name = nl_langinfo(CODESET);
  return *name ? name : "utf-8";
}

Value makeTextIOPy(Thread* t, Value buffer, Value encoding, Value errors, Value newline, bool lineBuffering, bool writeThrough) {
  return callPy(t, Value(io::textIO),
                {buffer, encoding, errors, newline, Value::boolean(lineBuffering), Value::boolean(writeThrough)});
}

bool isPlainTextIO(Value v) { return isa<TextIO>(v) && typeOf(v) == io::textIO; }

bool textWritePy(Thread* t, Value v, Str* text) { return writeTextPy(t, stream(v), text); }

namespace io {
extern const TypeSpec textIOSpec = {
    .name = "_io.TextIOWrapper",
    .base = &textIOBase,
    .kind = Kind::TextIO,
    .flags = kBaseType | kHasInstanceDict | kWeakReferable,
    .slots = textSlots(),
    .methods = kMethods,
    .getsets = kGetSets,
    .members = kMembers,
    .create = &kCreate,
    .init = &kInit,
    .doc =
        "Character and line based layer over a BufferedIOBase object, buffer.\n\nencoding gives the name of the "
        "encoding "
        "that the stream will be\ndecoded or encoded with. It defaults to locale.getencoding().\n\nerrors determines "
        "the "
        "strictness of encoding and decoding (see\nhelp(codecs.Codec) or the documentation for codecs.register) and\n"
        "defaults to \"strict\".\n\nnewline controls how line endings are handled. It can be None, '',\n'\\n', '\\r', "
        "and "
        "'\\r\\n'.\n\nIf line_buffering is True, a call to flush is implied when a call to\nwrite contains a newline "
        "character."};
}  // namespace io

}  // namespace typhon
