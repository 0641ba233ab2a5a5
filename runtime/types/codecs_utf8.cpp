// UTF-8, ASCII and Latin-1.
#include "runtime/base/utf8.h"
#include "runtime/types/codecs.h"
#include "runtime/types/codecs_errors.h"

namespace typhon {

namespace {

constexpr const char* kFaultReasons[] = {"", "invalid start byte", "invalid continuation byte", "unexpected end of data"};

// The first two bytes of three that say a surrogate: what a decoder that goes on may still pass.
bool beginsSurrogate(std::string_view rest) {
  return rest.size() == 2 && rest[0] == '\xED' && static_cast<uint8_t>(rest[1]) >= 0xA0;
}

// Characters up to `limit` stand for themselves; runs of others go to the error handler.
Bytes* encodeNarrowPy(Thread* t, Str* s, std::string_view errors, char32_t limit, const char* encoding, const char* reason) {
  TextView text = textOf(s);
  EncodeErrors handler(t, encoding, errors, s);
  std::string out, bytes;
  std::u32string replacement;
  out.reserve(text.size);
  for (size_t i = 0; i < text.size;) {
    char32_t c = text[i];
    if (c <= limit) {
      out.push_back(static_cast<char>(c));
      ++i;
      continue;
    }
    size_t end = i + 1, resume;
    while (end < text.size && text[end] > limit) ++end;
    TRY(handler.handlePy(i, end, reason, &replacement, &bytes, &resume));
    out += bytes;
    for (char32_t r : replacement) {
      if (r > limit) return handler.fail(i, end, reason);
      out.push_back(static_cast<char>(r));
    }
    i = resume;
  }
  return makeBytes(t, out);
}

}  // namespace

Str* decodeUtf8Py(Thread* t, std::string_view in, std::string_view errors, size_t* consumed) {
  if (base::isAscii(in)) {
    if (consumed) *consumed = in.size();
    return makeStrAscii(t, in);
  }
  base::Utf8Scan scan = base::scanUtf8(in);
  if (scan.validBytes == in.size()) {
    if (consumed) *consumed = in.size();
    if (scan.codePoints == 1) return makeStr(t, in);
    Str* s = TRY(makeStrUninitialised(t, scan.codePoints, scan.widest));
    uint8_t* data = mutableData(s);
    if (s->width == 1)
      base::decodeUtf8To(in, data);
    else if (s->width == 2)
      base::decodeUtf8To(in, reinterpret_cast<char16_t*>(data));
    else
      base::decodeUtf8To(in, reinterpret_cast<char32_t*>(data));
    return s;
  }
  DecodeErrors handler(t, "utf-8", errors);
  StrBuilder out(t);
  size_t i = scan.validBytes;
  TRY(out.add(in.substr(0, i)));
  while (i < in.size()) {
    base::Utf8Step step = base::decodeUtf8Step(in.data() + i, in.data() + in.size());
    if (step.fault == base::Utf8Fault::None) {
      out.buffer().append(step.c);
      i += step.size;
      continue;
    }
    if (consumed && (step.fault == base::Utf8Fault::UnexpectedEnd || beginsSurrogate(in.substr(i)))) break;
    TRY(handler.handlePy(&in, i, i + step.size, kFaultReasons[static_cast<int>(step.fault)], &out, &i));
  }
  if (consumed) *consumed = i;
  return out.finish();
}

Bytes* encodeUtf8Py(Thread* t, Str* s, std::string_view errors) {
  if (s->isAscii()) return makeBytes(t, s->ascii());
  TextView text = textOf(s);
  size_t first = withText(text, [&](auto* p) { return base::findSurrogate(p, text.size); });
  if (first == text.size) {
    return withText(text, [&](auto* p) -> Bytes* {
      Bytes* out = TRY(makeBytesUninitialised(t, base::utf8Size(p, text.size)));
      base::encodeUtf8To(p, text.size, reinterpret_cast<char*>(out->data));
      return out;
    });
  }
  EncodeErrors handler(t, "utf-8", errors, s);
  const char* reason = "surrogates not allowed";
  std::string out = toUtf8(text.slice(0, first)), bytes;
  std::u32string replacement;
  for (size_t i = first; i < text.size;) {
    char32_t c = text[i];
    if ((c & 0xFFFFF800u) != 0xD800) {
      char buffer[4];
      out.append(buffer, static_cast<size_t>(base::encodeUtf8One(c, buffer) - buffer));
      ++i;
      continue;
    }
    size_t end = i + 1, resume;
    while (end < text.size && (text[end] & 0xFFFFF800u) == 0xD800) ++end;
    TRY(handler.handlePy(i, end, reason, &replacement, &bytes, &resume));
    out += bytes;
    for (char32_t r : replacement) {
      if (r > 0x7F) return handler.fail(i, end, reason);
      out.push_back(static_cast<char>(r));
    }
    i = resume;
  }
  return makeBytes(t, out);
}

Str* decodeAsciiPy(Thread* t, std::string_view in, std::string_view errors) {
  size_t i = base::asciiPrefix(in.data(), in.size());
  if (i == in.size()) return makeStrAscii(t, in);
  DecodeErrors handler(t, "ascii", errors);
  StrBuilder out(t);
  TRY(out.add(TextView(in.substr(0, i))));
  while (i < in.size()) {
    auto b = static_cast<uint8_t>(in[i]);
    if (b < 0x80) {
      out.buffer().append(char32_t{b});
      ++i;
    } else {
      TRY(handler.handlePy(&in, i, i + 1, "ordinal not in range(128)", &out, &i));
    }
  }
  return out.finish();
}

Bytes* encodeAsciiPy(Thread* t, Str* s, std::string_view errors) {
  if (s->isAscii()) return makeBytes(t, s->ascii());
  return encodeNarrowPy(t, s, errors, 0x7F, "ascii", "ordinal not in range(128)");
}

Bytes* encodeLatin1Py(Thread* t, Str* s, std::string_view errors) {
  if (s->width == 1) return makeBytes(t, s->ascii());
  return encodeNarrowPy(t, s, errors, 0xFF, "latin-1", "ordinal not in range(256)");
}

Str* decodeFsName(Thread* t, std::string_view bytes) { return decodeUtf8Py(t, bytes, "surrogateescape"); }

Maybe<std::string> encodeFsName(Thread* t, Str* s) {
  Bytes* bytes = TRY(encodeUtf8Py(t, s, "surrogateescape"));
  return std::string(bytes->view());
}

}  // namespace typhon
