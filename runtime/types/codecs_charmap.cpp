// Encodings given by a mapping: codecs.charmap_decode and charmap_encode.
#include "runtime/ops/ops.h"
#include "runtime/types/codecs.h"
#include "runtime/types/codecs_errors.h"
#include "runtime/types/int.h"

namespace typhon {

namespace {

constexpr char32_t kUndefined = 0xFFFE;
constexpr const char* kReason = "character maps to <undefined>";

// mapping[key], Unbound where there is nothing (LookupError or None).
Value mapOnePy(Thread* t, Value mapping, char32_t key) {
  Value v = getItemPy(t, mapping, Value::smallInt(key));
  if (v.isError()) {
    if (!pendingIs(t, exc::LookupError)) return v;
    clearPending(t);
    return Value::unbound();
  }
  return v.isNone() ? Value::unbound() : v;
}

// Appends the encoding of c. 1 done, 0 not encodable, -1 exception.
int encodeOnePy(Thread* t, Value mapping, char32_t c, std::string* out) {
  Value v = mapOnePy(t, mapping, c);
  if (v.isError()) return -1;
  if (v.isUnbound()) return 0;
  if (auto b = dynCast<Bytes>(v)) {
    *out += b->view();
    return 1;
  }
  if (!isInt(v)) {
    raise(t, exc::TypeError, "character mapping must return integer, bytes or None, not {}", typeName(v));
    return -1;
  }
  int64_t value;
  if (!fitsInt64(v, &value) || value < 0 || value > 255) {
    raise(t, exc::TypeError, "character mapping must be in range(256)");
    return -1;
  }
  out->push_back(static_cast<char>(value));
  return 1;
}

}  // namespace

Str* decodeCharmapPy(Thread* t, std::string_view in, std::string_view errors, Value mapping) {
  if (mapping.isNone()) return makeStrLatin1(t, in);
  DecodeErrors handler(t, "charmap", errors);
  StrBuilder out(t);
  auto table = dynCast<Str>(mapping);
  for (size_t i = 0; i < in.size();) {
    auto b = static_cast<uint8_t>(in[i]);
    if (table) {
      char32_t c = b < table->length ? table->at(b) : kUndefined;
      if (c != kUndefined) {
        out.buffer().append(c);
        ++i;
        continue;
      }
    } else {
      Value v = TRY(mapOnePy(t, mapping, b));
      bool defined = !v.isUnbound();
      if (auto s = dynCast<Str>(v)) {
        defined = !(s->length == 1 && s->at(0) == kUndefined);
        if (defined) TRY(out.add(s));
      } else if (defined) {
        if (!isInt(v)) return raise(t, exc::TypeError, "character mapping must return integer, None or str");
        int64_t point;
        if (!fitsInt64(v, &point) || point < 0 || point > 0x10FFFF)
          return raise(t, exc::TypeError, "character mapping must be in range(0x110000)");
        defined = point != kUndefined;
        if (defined) out.buffer().append(static_cast<char32_t>(point));
      }
      if (defined) {
        ++i;
        continue;
      }
    }
    TRY(handler.handlePy(&in, i, i + 1, kReason, &out, &i));
  }
  return out.finish();
}

Bytes* encodeCharmapPy(Thread* t, Str* s, std::string_view errors, Value mapping) {
  if (mapping.isNone()) return encodeLatin1Py(t, s, errors);
  EncodeErrors handler(t, "charmap", errors, s);
  std::string out, bytes;
  std::u32string replacement;
  TextView text = textOf(s);
  for (size_t i = 0; i < text.size;) {
    int done = encodeOnePy(t, mapping, text[i], &out);
    if (done < 0) return Raised{};
    if (done) {
      ++i;
      continue;
    }
    // The whole run of characters without an encoding is one error.
    size_t end = i + 1, resume;
    for (std::string ignored; end < text.size; ++end) {
      int encodable = encodeOnePy(t, mapping, text[end], &ignored);
      if (encodable < 0) return Raised{};
      if (encodable) break;
    }
    TRY(handler.handlePy(i, end, kReason, &replacement, &bytes, &resume));
    out += bytes;
    for (char32_t r : replacement) {
      int encoded = encodeOnePy(t, mapping, r, &out);
      if (encoded < 0) return Raised{};
      if (!encoded) return handler.fail(i, end, kReason);
    }
    i = resume;
  }
  return makeBytes(t, out);
}

}  // namespace typhon
