// TextIOWrapper.tell and seek. A position is a "cookie": where in the file a decoder can start, in which state, how
// many bytes to feed it then and how many of the resulting characters to skip (the scheme of CPython's _io and _pyio).
#include "runtime/modules/io_text.h"

namespace typhon {

namespace {

struct Cookie {
  int64_t start = 0;
  uint32_t flags = 0;
  uint32_t feed = 0;  // bytes
  uint32_t skip = 0;  // characters
  bool needEnd = false;
};

Value cookieValue(Thread* t, const Cookie& c) {
  uint64_t limbs[3] = {static_cast<uint64_t>(c.start), uint64_t{c.feed} << 32 | c.flags, uint64_t{c.needEnd} << 32 | c.skip};
  return intFromLimbs(t, limbs, 3, false);
}

bool parseCookie(Thread* t, Value v, Cookie* c) {
  uint64_t limbs[3] = {};
  if (v.isSmallInt()) {
    limbs[0] = static_cast<uint64_t>(v.asSmallInt());
  } else if (auto i = dynCast<Int>(v)) {
    if (i->size > 3) return raise(t, exc::OverflowError, "int too big to convert");
    for (int32_t k = 0; k < i->size; ++k) limbs[k] = i->limbs[k];
  } else {
    limbs[0] = v.isTrue();
  }
  c->start = static_cast<int64_t>(limbs[0]);
  c->flags = static_cast<uint32_t>(limbs[1]);
  c->feed = static_cast<uint32_t>(limbs[1] >> 32);
  c->skip = static_cast<uint32_t>(limbs[2]);
  c->needEnd = limbs[2] >> 32 & 0xFF;
  return true;
}

// Puts the decoder into the state that it has at the cookie's start.
bool startDecoderPy(Thread* t, TextIO* s, const Cookie& c) {
  if (c.start == 0 && c.flags == 0) return textResetDecoderPy(t, s);
  return textSetStatePy(t, s, {}, c.flags);
}

Maybe<int64_t> decodedLengthPy(Thread* t, TextIO* s, std::string_view input, bool final = false) {
  Str* text = TRY(textDecodePy(t, s, input, final));
  return static_cast<int64_t>(text->length);
}

// Finds the cookie for the character that is `toSkip` behind the snapshot. The decoder is left in any state.
bool locatePy(Thread* t, TextIO* s, std::string_view input, int64_t toSkip, Cookie* c) {
  std::string held;
  uint64_t flags;
  // A good start point near the position is searched first, guided by the bytes that a character took lately.
  auto skipBytes = static_cast<int64_t>(s->bytesPerChar * static_cast<double>(toSkip));
  if (skipBytes > static_cast<int64_t>(input.size())) skipBytes = static_cast<int64_t>(input.size());
  int64_t skipBack = 1;
  while (skipBytes > 0) {
    TRY(startDecoderPy(t, s, *c));
    int64_t n = TRY(decodedLengthPy(t, s, input.substr(0, static_cast<size_t>(skipBytes))));
    if (n <= toSkip) {
      TRY(textGetStatePy(t, s, &held, &flags));
      if (held.empty()) {
        c->flags = static_cast<uint32_t>(flags);
        toSkip -= n;
        break;
      }
      skipBytes -= static_cast<int64_t>(held.size());
      skipBack = 1;
    } else {
      skipBytes -= skipBack;
      skipBack *= 2;
    }
  }
  if (skipBytes <= 0) {
    skipBytes = 0;
    TRY(startDecoderPy(t, s, *c));
  }
  c->start += skipBytes;
  c->skip = static_cast<uint32_t>(toSkip);
  if (toSkip == 0) return true;
  // Then byte by byte.
  int64_t decoded = 0;
  auto at = static_cast<size_t>(skipBytes);
  for (; at < input.size(); ++at) {
    decoded += TRY(decodedLengthPy(t, s, input.substr(at, 1)));
    ++c->feed;
    TRY(textGetStatePy(t, s, &held, &flags));
    if (held.empty() && decoded <= toSkip) {  // a safe start point
      c->start += c->feed;
      toSkip -= decoded;
      c->flags = static_cast<uint32_t>(flags);
      c->feed = 0;
      decoded = 0;
    }
    if (decoded >= toSkip) break;
  }
  if (at == input.size()) {
    decoded += TRY(decodedLengthPy(t, s, {}, true));
    c->needEnd = true;
    if (decoded < toSkip) return raise(t, exc::OSError, "can't reconstruct logical file position");
  }
  c->skip = static_cast<uint32_t>(toSkip);
  return true;
}

bool resetEncoderPy(Thread* t, TextIO* s, bool start) {
  if (s->encoder.isNone()) return true;
  if (start) {
    TRY(callNamedPy(t, s->encoder, "reset"));
    s->startOfStream = true;
  } else {
    TRY(callNamedPy(t, s->encoder, "setstate", {Value::smallInt(0)}));
    s->startOfStream = false;
  }
  return true;
}

}  // namespace

Value textTell(Thread* t, Value* args, size_t) {
  auto s = args[0].as<TextIO>();
  TRY(checkTextAttached(t, s));
  TRY(checkClosedPy(t, args[0]));
  if (!s->seekable) return raiseUnsupported(t, "underlying stream is not seekable");
  if (!s->telling) return raise(t, exc::OSError, "telling position disabled by next() call");
  TRY(textFlushPendingPy(t, s));
  TRY(callMethodPy(t, args[0], names::flush));
  Value position = TRY(callNamedPy(t, s->buffer, "tell"));
  auto snapshot = dynCast<Bytes>(s->snapshotInput);
  if (!s->canRead || !snapshot) return position;
  Cookie c;
  c.start = TRY(offsetArgumentPy(t, position)) - static_cast<int64_t>(snapshot->length);
  c.flags = static_cast<uint32_t>(s->snapshotFlags);
  if (s->decodedUsed == 0) return cookieValue(t, c);
  std::string held;
  uint64_t flags;
  TRY(textGetStatePy(t, s, &held, &flags));
  bool ok = locatePy(t, s, snapshot->view(), static_cast<int64_t>(s->decodedUsed), &c);
  {
    PendingSaver saver(t);
    bool restored = textSetStatePy(t, s, held, flags);
    if (!restored && ok) return Value::error();
    if (!restored) clearPending(t);
  }
  if (!ok) return Value::error();
  return cookieValue(t, c);
}

Value textSeek(Thread* t, Value* args, size_t) {
  auto s = args[0].as<TextIO>();
  TRY(checkTextAttached(t, s));
  Value cookie = args[1];
  int whence = TRY(intArgumentPy(t, args[2]));
  TRY(checkClosedPy(t, args[0]));
  if (!s->seekable) return raiseUnsupported(t, "underlying stream is not seekable");
  if (whence == 1 || whence == 2) {
    bool zero = TRY(compareTruthPy(t, CompareOp::Eq, cookie, Value::smallInt(0)));
    if (!zero) {
      return raiseUnsupported(t, whence == 1 ? "can't do nonzero cur-relative seeks" : "can't do nonzero end-relative seeks");
    }
  }
  if (whence == 1) {
    cookie = TRY(callNamedPy(t, args[0], "tell"));
  } else if (whence == 2) {
    TRY(callMethodPy(t, args[0], names::flush));
    textClearDecoded(s);
    s->snapshotInput = Value::none();
    if (s->canRead) TRY(textResetDecoderPy(t, s));
    Value position = TRY(callNamedPy(t, s->buffer, "seek", {Value::smallInt(0), Value::smallInt(2)}));
    bool start = TRY(compareTruthPy(t, CompareOp::Eq, position, Value::smallInt(0)));
    TRY(resetEncoderPy(t, s, start));
    return position;
  } else if (whence != 0) {
    return raise(t, exc::ValueError, "invalid whence ({}, should be 0, 1 or 2)", whence);
  }
  if (!isInt(cookie)) cookie = TRY(indexPy(t, cookie));
  if (intSign(cookie) < 0) {
    std::string shown = TRY(reprTextPy(t, cookie));
    return raise(t, exc::ValueError, "negative seek position {}", shown);
  }
  TRY(callMethodPy(t, args[0], names::flush));
  Cookie c;
  TRY(parseCookie(t, cookie, &c));
  Value offset = TRY(makeInt(t, c.start));
  TRY(callNamedPy(t, s->buffer, "seek", {offset}));
  textClearDecoded(s);
  s->snapshotInput = Value::none();
  if (s->canRead) TRY(startDecoderPy(t, s, c));
  if (c.skip) {
    if (!s->canRead) return raiseUnsupported(t, "not readable");
    Value data = TRY(callMethodPy(t, s->buffer, names::read, {Value::smallInt(c.feed)}));
    auto bytes = dynCast<Bytes>(data);
    if (!bytes) {
      return raise(t, exc::TypeError, "underlying read() should have returned a bytes object, not '{}'", typeName(data));
    }
    Str* text = TRY(textDecodePy(t, s, bytes->view(), c.needEnd));
    s->snapshotInput = data;
    s->snapshotFlags = c.flags;
    textSetDecoded(s, text);
    if (text->length < c.skip) return raise(t, exc::OSError, "can't restore logical file position");
    s->decodedUsed = c.skip;
  } else if (s->canRead) {
    s->snapshotInput = TRY(bytesValue(t, {}));
    s->snapshotFlags = c.flags;
    writeBarrier(s);
  }
  TRY(resetEncoderPy(t, s, c.start == 0 && c.flags == 0));
  return cookie;
}

}  // namespace typhon
