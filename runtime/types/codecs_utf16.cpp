// UTF-16 and UTF-32, in both byte orders, with and without a mark.
#include <bit>

#include "runtime/types/codecs.h"
#include "runtime/types/codecs_errors.h"

namespace typhon {

namespace {

constexpr int kNativeOrder = std::endian::native == std::endian::little ? -1 : 1;

const char* utf16Name(int order) { return order < 0 ? "utf-16-le" : order > 0 ? "utf-16-be" : "utf-16"; }
const char* utf32Name(int order) { return order < 0 ? "utf-32-le" : order > 0 ? "utf-32-be" : "utf-32"; }

template <int kBytes>
char32_t unitAt(std::string_view in, size_t at, bool big) {
  char32_t c = 0;
  for (int i = 0; i < kBytes; ++i) {
    auto b = static_cast<uint8_t>(in[at + static_cast<size_t>(big ? i : kBytes - 1 - i)]);
    c = c << 8 | b;
  }
  return c;
}

template <int kBytes>
void appendUnit(std::string* out, char32_t c, bool big) {
  for (int i = 0; i < kBytes; ++i) out->push_back(static_cast<char>(c >> (8 * (big ? kBytes - 1 - i : i))));
}

void appendUtf16(std::string* out, char32_t c, bool big) {
  if (c < 0x10000) return appendUnit<2>(out, c, big);
  c -= 0x10000;
  appendUnit<2>(out, 0xD800 | c >> 10, big);
  appendUnit<2>(out, 0xDC00 | (c & 0x3FF), big);
}

bool isSurrogate(char32_t c) { return (c & 0xFFFFF800u) == 0xD800; }

// Both encoders: kBytes 2 or 4.
template <int kBytes>
Bytes* encodeUnitsPy(Thread* t, Str* s, std::string_view errors, int byteOrder) {
  TextView text = textOf(s);
  const char* name = kBytes == 2 ? utf16Name(byteOrder) : utf32Name(byteOrder);
  int order = byteOrder ? byteOrder : kNativeOrder;
  bool big = order > 0;
  std::string out, bytes;
  std::u32string replacement;
  out.reserve((text.size + 1) * kBytes);
  if (byteOrder == 0) appendUnit<kBytes>(&out, 0xFEFF, big);
  EncodeErrors handler(t, name, errors, s);
  const char* reason = "surrogates not allowed";
  for (size_t i = 0; i < text.size;) {
    char32_t c = text[i];
    if (!isSurrogate(c)) {
      if (kBytes == 2)
        appendUtf16(&out, c, big);
      else
        appendUnit<4>(&out, c, big);
      ++i;
      continue;
    }
    size_t end = i + 1, resume;  // one at a time
    TRY(handler.handlePy(i, end, reason, &replacement, &bytes, &resume));
    if (bytes.size() % kBytes) return handler.fail(i, end, reason);
    out += bytes;
    for (char32_t r : replacement) {
      if (r > 0x7F) return handler.fail(i, end, reason);
      appendUnit<kBytes>(&out, r, big);
    }
    i = resume;
  }
  return makeBytes(t, out);
}

}  // namespace

Str* decodeUtf16Py(Thread* t, std::string_view in, std::string_view errors, int* byteOrder, size_t* consumed) {
  int order = byteOrder ? *byteOrder : 0;
  const char* name = utf16Name(order);
  size_t i = 0;
  if (order == 0 && in.size() >= 2) {
    char32_t mark = unitAt<2>(in, 0, false);
    if (mark == 0xFEFF)
      order = -1, i = 2;
    else if (mark == 0xFFFE)
      order = 1, i = 2;
    name = order < 0 ? "utf-16-le" : order > 0 ? "utf-16-be" : name;
    if (byteOrder) *byteOrder = order;
  }
  bool big = (order ? order : kNativeOrder) > 0;
  if (order == 0) name = big ? "utf-16-be" : "utf-16-le";
  DecodeErrors handler(t, name, errors);
  StrBuilder out(t);
  while (i < in.size()) {
    size_t left = in.size() - i;
    const char* reason = nullptr;
    size_t bad = 2;
    if (left < 2) {
      if (consumed) break;
      reason = "truncated data", bad = 1;
    } else {
      char32_t c = unitAt<2>(in, i, big);
      if (!isSurrogate(c)) {
        out.buffer().append(c);
        i += 2;
        continue;
      }
      if (c >= 0xDC00) {
        reason = "illegal encoding";
      } else if (left < 4) {
        if (consumed) break;
        reason = "unexpected end of data", bad = left;
      } else {
        char32_t low = unitAt<2>(in, i + 2, big);
        if (low >= 0xDC00 && low <= 0xDFFF) {
          out.buffer().append(0x10000 + ((c & 0x3FF) << 10 | (low & 0x3FF)));
          i += 4;
          continue;
        }
        reason = "illegal UTF-16 surrogate";
      }
    }
    TRY(handler.handlePy(&in, i, i + bad, reason, &out, &i));
  }
  if (consumed) *consumed = i;
  return out.finish();
}

Str* decodeUtf32Py(Thread* t, std::string_view in, std::string_view errors, int* byteOrder, size_t* consumed) {
  int order = byteOrder ? *byteOrder : 0;
  const char* name = utf32Name(order);
  size_t i = 0;
  if (order == 0 && in.size() >= 4) {
    char32_t mark = unitAt<4>(in, 0, false);
    if (mark == 0xFEFF)
      order = -1, i = 4;
    else if (mark == 0xFFFE0000)
      order = 1, i = 4;
    if (byteOrder) *byteOrder = order;
  }
  bool big = (order ? order : kNativeOrder) > 0;
  name = big ? "utf-32-be" : "utf-32-le";
  DecodeErrors handler(t, name, errors);
  StrBuilder out(t);
  while (i < in.size()) {
    size_t left = in.size() - i;
    const char* reason = nullptr;
    size_t bad = 4;
    if (left < 4) {
      if (consumed) break;
      reason = "truncated data", bad = left;
    } else {
      char32_t c = unitAt<4>(in, i, big);
      if (c <= 0x10FFFF && !isSurrogate(c)) {
        out.buffer().append(c);
        i += 4;
        continue;
      }
      reason = isSurrogate(c) ? "code point in surrogate code point range(0xd800, 0xe000)" : "code point not in range(0x110000)";
    }
    TRY(handler.handlePy(&in, i, i + bad, reason, &out, &i));
  }
  if (consumed) *consumed = i;
  return out.finish();
}

Bytes* encodeUtf16Py(Thread* t, Str* s, std::string_view errors, int byteOrder) {
  return encodeUnitsPy<2>(t, s, errors, byteOrder);
}
Bytes* encodeUtf32Py(Thread* t, Str* s, std::string_view errors, int byteOrder) {
  return encodeUnitsPy<4>(t, s, errors, byteOrder);
}

}  // namespace typhon
