// Error handlers of codecs: the well-known ones directly, others by calling what is registered.
#include "runtime/types/codecs_errors.h"

#include "runtime/base/unicode.h"
#include "runtime/base/utf8.h"
#include "runtime/ops/ops.h"
#include "runtime/types/codecs.h"
#include "runtime/types/exception.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

constexpr const char* kModeNames[] = {"strict",        "ignore",           "replace",           "surrogateescape",
                                      "surrogatepass", "backslashreplace", "xmlcharrefreplace", "namereplace"};

// Fields of the Unicode exceptions (exceptions.def, layout Unicode).
enum Field { kEncoding, kObject, kStart, kEnd, kReason };

void setField(Exception* e, Field field, Value v) {
  e->fields[field] = v;
  writeBarrier(e);
}

void appendHex(std::u32string* out, char32_t c, int digits) {
  while (digits-- > 0) out->push_back(static_cast<char32_t>("0123456789abcdef"[c >> (4 * digits) & 15]));
}

void appendBackslash(std::u32string* out, char32_t c) {
  out->push_back('\\');
  if (c < 0x100)
    out->push_back('x'), appendHex(out, c, 2);
  else if (c < 0x10000)
    out->push_back('u'), appendHex(out, c, 4);
  else
    out->push_back('U'), appendHex(out, c, 8);
}

void appendNameOrBackslash(std::u32string* out, char32_t c) {
  std::string name;
  if (!base::charName(c, &name)) return appendBackslash(out, c);
  for (char ch : "\\N{" + name + "}") out->push_back(static_cast<unsigned char>(ch));
}

void appendCharRef(std::u32string* out, char32_t c) {
  for (char ch : "&#" + std::to_string(static_cast<unsigned>(c)) + ";") out->push_back(static_cast<unsigned char>(ch));
}

// How surrogatepass reads and writes an encoding: bytes per code unit and order; 0 for encodings it does not know.
struct UnitForm {
  int bytes;  // 3: UTF-8
  bool big;
};
UnitForm unitFormOf(std::string_view encoding) {
  switch (nativeCodec(encoding)) {
    case NativeCodec::Utf8:
      return {3, false};
    case NativeCodec::Utf16:
    case NativeCodec::Utf16Le:
      return {2, false};
    case NativeCodec::Utf16Be:
      return {2, true};
    case NativeCodec::Utf32:
    case NativeCodec::Utf32Le:
      return {4, false};
    case NativeCodec::Utf32Be:
      return {4, true};
    default:
      return {0, false};
  }
}

// The surrogate that begins at `at`, or 0.
char32_t surrogateAt(std::string_view in, size_t at, UnitForm form) {
  if (!form.bytes || in.size() < at + static_cast<size_t>(form.bytes)) return 0;
  auto byte = [&](size_t i) { return static_cast<uint8_t>(in[at + i]); };
  char32_t c = 0;
  if (form.bytes == 3) {
    if ((byte(0) & 0xF0) != 0xE0 || (byte(1) & 0xC0) != 0x80 || (byte(2) & 0xC0) != 0x80) return 0;
    c = (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
  } else {
    for (int i = 0; i < form.bytes; ++i) c |= static_cast<char32_t>(byte(form.big ? form.bytes - 1 - i : i)) << (8 * i);
  }
  return base::isSurrogate(c) ? c : 0;
}

void appendSurrogate(std::string* out, char32_t c, UnitForm form) {
  if (form.bytes == 3) {
    char buffer[4];
    out->append(buffer, static_cast<size_t>(base::encodeUtf8One(c, buffer) - buffer));
    return;
  }
  for (int i = 0; i < form.bytes; ++i) out->push_back(static_cast<char>(c >> (8 * (form.big ? form.bytes - 1 - i : i))));
}

// What a well-known handler makes of bytes [start, end). False: it does not handle them (the error stands).
bool replaceBytes(ErrorMode mode, std::string_view encoding, std::string_view in, size_t start, size_t end, std::u32string* out,
                  size_t* resume) {
  *resume = end;
  switch (mode) {
    case ErrorMode::Ignore:
      return true;
    case ErrorMode::Replace:
      out->push_back(0xFFFD);
      return true;
    case ErrorMode::BackslashReplace:
      for (size_t i = start; i < end; ++i) appendBackslash(out, static_cast<uint8_t>(in[i]));
      return true;
    case ErrorMode::SurrogateEscape: {
      size_t n = 0;
      for (; n < 4 && start + n < end; ++n) {
        auto b = static_cast<uint8_t>(in[start + n]);
        if (b < 0x80) break;
        out->push_back(0xDC00u + b);
      }
      *resume = start + n;
      return n > 0;
    }
    case ErrorMode::SurrogatePass: {
      UnitForm form = unitFormOf(encoding);
      char32_t c = surrogateAt(in, start, form);
      if (!c) return false;
      out->push_back(c);
      *resume = start + static_cast<size_t>(form.bytes);
      return true;
    }
    default:
      return false;
  }
}

// The same for characters [start, end).
bool replaceChars(ErrorMode mode, std::string_view encoding, TextView source, size_t start, size_t end, std::u32string* text,
                  std::string* bytes, size_t* resume) {
  *resume = end;
  switch (mode) {
    case ErrorMode::Ignore:
      return true;
    case ErrorMode::Replace:
      text->append(end - start, U'?');
      return true;
    case ErrorMode::BackslashReplace:
      for (size_t i = start; i < end; ++i) appendBackslash(text, source[i]);
      return true;
    case ErrorMode::XmlCharRefReplace:
      for (size_t i = start; i < end; ++i) appendCharRef(text, source[i]);
      return true;
    case ErrorMode::NameReplace:
      for (size_t i = start; i < end; ++i) appendNameOrBackslash(text, source[i]);
      return true;
    case ErrorMode::SurrogateEscape:
      for (size_t i = start; i < end; ++i)
        if (source[i] < 0xDC80 || source[i] > 0xDCFF) return false;
      for (size_t i = start; i < end; ++i) bytes->push_back(static_cast<char>(source[i] - 0xDC00));
      return true;
    case ErrorMode::SurrogatePass: {
      UnitForm form = unitFormOf(encoding);
      if (!form.bytes) return false;
      for (size_t i = start; i < end; ++i)
        if (!base::isSurrogate(source[i])) return false;
      for (size_t i = start; i < end; ++i) appendSurrogate(bytes, source[i], form);
      return true;
    }
    default:
      return false;
  }
}

// Makes or updates the exception that handlers get.
Value unicodeErrorPy(Thread* t, Type* type, Value previous, const char* encoding, Value object, size_t start, size_t end,
                     const char* reason) {
  Value reasonText = TRY(makeStr(t, reason));
  Value from = Value::smallInt(static_cast<int64_t>(start)), to = Value::smallInt(static_cast<int64_t>(end));
  if (auto e = dynCast<Exception>(previous)) {
    setField(e, kStart, from);
    setField(e, kEnd, to);
    setField(e, kReason, reasonText);
    return previous;
  }
  Value args[5] = {TRY(makeStr(t, encoding)), object, from, to, reasonText};
  return makeExceptionPy(t, type, args, 5);
}

// Checks a handler's result: replacement and position, the latter made absolute within `size`.
bool handlerResultPy(Thread* t, Value result, const char* what, size_t size, Value* replacement, size_t* resume) {
  bool decoding = what[0] == 'd';
  auto pair = dynCast<Tuple>(result);
  bool ok = pair && pair->length == 2 && isInt(pair->items[1]) &&
            (isa<Str>(pair->items[0]) || (!decoding && isa<Bytes>(pair->items[0])));
  if (!ok) {
    return raise(t, exc::TypeError, "{} error handler must return ({}, int) tuple", what, decoding ? "str" : "str/bytes");
  }
  int64_t position = TRY(toInt64(t, pair->items[1], "ssize_t"));
  if (position < 0) position += static_cast<int64_t>(size);
  if (position < 0 || position > static_cast<int64_t>(size))
    return raise(t, exc::IndexError, "position {} from error handler out of bounds", position);
  *replacement = pair->items[0];
  *resume = static_cast<size_t>(position);
  return true;
}

}  // namespace

ErrorMode errorModeOf(std::string_view errors) {
  if (errors.empty()) return ErrorMode::Strict;
  for (size_t i = 0; i < sizeof kModeNames / sizeof *kModeNames; ++i)
    if (errors == kModeNames[i]) return static_cast<ErrorMode>(i);
  return ErrorMode::Other;
}

Value makeDecodeErrorPy(Thread* t, const char* encoding, std::string_view in, size_t start, size_t end, const char* reason) {
  Value object = TRY(makeBytes(t, in));
  return unicodeErrorPy(t, exc::UnicodeDecodeError, Value::unbound(), encoding, object, start, end, reason);
}

bool DecodeErrors::handlePy(std::string_view* in, size_t start, size_t end, const char* reason, StrBuilder* out, size_t* resume) {
  if (mode_ == ErrorMode::Ignore) return *resume = end, true;
  if (mode_ == ErrorMode::Replace) return *resume = end, out->add(char32_t{0xFFFD});
  if (mode_ != ErrorMode::Strict && mode_ != ErrorMode::Other) {
    std::u32string replacement;
    if (replaceBytes(mode_, encoding_, *in, start, end, &replacement, resume))
      return out->add(TextView(replacement.data(), replacement.size(), 4));
    if (mode_ == ErrorMode::XmlCharRefReplace || mode_ == ErrorMode::NameReplace)
      return raise(thread_, exc::TypeError, "don't know how to handle UnicodeDecodeError in error callback");
  }
  if (mode_ == ErrorMode::Other) return callPy(in, start, end, reason, out, resume);
  return raiseValue(thread_, TRY(makeDecodeErrorPy(thread_, encoding_, *in, start, end, reason)));
}

bool DecodeErrors::callPy(std::string_view* in, size_t start, size_t end, const char* reason, StrBuilder* out, size_t* resume) {
  Thread* t = thread_;
  if (handler_.isUnbound()) handler_ = TRY(lookupErrorHandlerPy(t, errors_));
  if (exception_.isUnbound())
    exception_ = TRY(makeDecodeErrorPy(t, encoding_, *in, start, end, reason));
  else
    exception_ = TRY(unicodeErrorPy(t, exc::UnicodeDecodeError, exception_, encoding_, Value(), start, end, reason));
  Value result = TRY(typhon::callPy(t, handler_, {exception_}));
  // The handler may have exchanged the input.
  auto object = dynCast<Bytes>(exception_.as<Exception>()->fields[kObject]);
  if (!object) return raise(t, exc::TypeError, "exception attribute object must be bytes");
  *in = object->view();
  Value replacement;
  TRY(handlerResultPy(t, result, "decoding", in->size(), &replacement, resume));
  return out->add(replacement.as<Str>());
}

Raised EncodeErrors::fail(size_t start, size_t end, const char* reason) {
  Value e = unicodeErrorPy(thread_, exc::UnicodeEncodeError, exception_, encoding_, source_, start, end, reason);
  if (e.isError()) return Raised{};
  return raiseValue(thread_, e);
}

bool EncodeErrors::handlePy(size_t start, size_t end, const char* reason, std::u32string* text, std::string* bytes,
                            size_t* resume) {
  text->clear();
  bytes->clear();
  if (mode_ == ErrorMode::Strict) return fail(start, end, reason);
  if (mode_ == ErrorMode::Other) return callPy(start, end, reason, text, bytes, resume);
  TextView source = textOf(source_);
  if (mode_ == ErrorMode::SurrogateEscape) {
    // The escaped bytes at the beginning of the range are converted; what is left is tried, and fails, by itself.
    size_t escaped = start;
    while (escaped < end && source[escaped] >= 0xDC80 && source[escaped] <= 0xDCFF) ++escaped;
    if (escaped == start) return fail(start, end, reason);
    end = escaped;
  }
  if (replaceChars(mode_, encoding_, source, start, end, text, bytes, resume)) return true;
  return fail(start, end, reason);
}

bool EncodeErrors::callPy(size_t start, size_t end, const char* reason, std::u32string* text, std::string* bytes,
                          size_t* resume) {
  Thread* t = thread_;
  if (handler_.isUnbound()) handler_ = TRY(lookupErrorHandlerPy(t, errors_));
  exception_ = TRY(unicodeErrorPy(t, exc::UnicodeEncodeError, exception_, encoding_, source_, start, end, reason));
  Value result = TRY(typhon::callPy(t, handler_, {exception_}));
  Value replacement;
  TRY(handlerResultPy(t, result, "encoding", source_->length, &replacement, resume));
  if (auto b = dynCast<Bytes>(replacement))
    *bytes = b->view();
  else
    *text = toUcs4(textOf(replacement.as<Str>()));
  return true;
}

Value applyErrorModePy(Thread* t, ErrorMode mode, Value exception) {
  bool encoding = isInstance(exception, exc::UnicodeEncodeError), decoding = isInstance(exception, exc::UnicodeDecodeError);
  bool translating = isInstance(exception, exc::UnicodeTranslateError);
  if (mode == ErrorMode::Strict) {
    if (!isa<Exception>(exception)) return raise(t, exc::TypeError, "codec must pass exception instance");
    return raiseValue(t, exception);
  }
  bool applicable = encoding || decoding || translating;
  if (mode == ErrorMode::XmlCharRefReplace || mode == ErrorMode::NameReplace) applicable = encoding;
  if (mode == ErrorMode::SurrogateEscape || mode == ErrorMode::SurrogatePass) applicable = encoding || decoding;
  if (!applicable) return raise(t, exc::TypeError, "don't know how to handle {} in error callback", typeName(exception));
  auto e = exception.as<Exception>();
  Value object = TRY(getAttrPy(t, exception, names::object));
  int64_t start = TRY(countArgumentPy(t, TRY(getAttrPy(t, exception, names::start))));
  int64_t end = TRY(countArgumentPy(t, TRY(getAttrPy(t, exception, names::end))));
  auto clampTo = [&](size_t size) {
    auto n = static_cast<int64_t>(size);
    if (start < 0) start = 0;
    if (start >= n) start = n ? n - 1 : 0;
    if (end < 1) end = n ? 1 : 0;
    if (end > n) end = n;
    if (start > end) start = end;
  };
  std::string encodingName = translating ? std::string() : strText(e->fields[kEncoding]);
  std::u32string text;
  std::string bytes;
  size_t resume = 0;
  if (decoding) {
    auto b = dynCast<Bytes>(object);
    if (!b) return raise(t, exc::TypeError, "object attribute must be bytes");
    clampTo(b->length);
    if (!replaceBytes(mode, encodingName, b->view(), static_cast<size_t>(start), static_cast<size_t>(end), &text, &resume))
      return raiseValue(t, exception);
  } else {
    auto s = dynCast<Str>(object);
    if (!s) return raise(t, exc::TypeError, "object attribute must be unicode");
    clampTo(s->length);
    if (translating && mode == ErrorMode::Replace) {
      text.assign(static_cast<size_t>(end - start), 0xFFFD);
      resume = static_cast<size_t>(end);
    } else if (!replaceChars(mode, encodingName, textOf(s), static_cast<size_t>(start), static_cast<size_t>(end), &text, &bytes,
                             &resume)) {
      return raiseValue(t, exception);
    }
  }
  Value replacement =
      bytes.empty() ? Value(TRY(makeStrFromCodePoints(t, text.data(), text.size()))) : Value(TRY(makeBytes(t, bytes)));
  return Value(TRY(makeTuple(t, {replacement, Value::smallInt(static_cast<int64_t>(resume))})));
}

}  // namespace typhon
