// The binascii module: hexadecimal, base64, uuencoding, quoted-printable, checksums.
#include <zlib.h>

#include "runtime/exec/blocking.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/module_support.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

Type *binasciiError, *incompleteError;

// An "ascii buffer" argument: a buffer, or a str of ASCII characters only.
class AsciiInput {
 public:
  bool bindPy(Thread* t, Value v) {
    if (auto* s = dynCast<Str>(v)) {
      if (!s->isAscii()) return raise(t, exc::ValueError, "string argument should contain only ASCII characters");
      text_ = s;
      return true;
    }
    if (!hasBuffer(v)) return raise(t, exc::TypeError, "argument should be bytes, buffer or ASCII string, not '{}'", typeName(v));
    return holder_.acquirePy(t, v);
  }
  std::string_view bytes() const { return text_ ? text_->ascii() : holder_.bytes(); }

 private:
  BufferHolder holder_;
  Str* text_ = nullptr;
};

constexpr char kHex[] = "0123456789abcdef";
constexpr char kHexUpper[] = "0123456789ABCDEF";

int hexDigit(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 32;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
struct HexValues {
  int8_t of[256];
  constexpr HexValues() : of() {
    for (int8_t& v : of) v = -1;
    for (int i = 0; i < 16; ++i) of[static_cast<uint8_t>(kHexUpper[i])] = of[kHexUpper[i] | 32] = static_cast<int8_t>(i);
  }
};
constexpr HexValues kHexValues;

// --- hexadecimal

// (data, sep=<absent>, bytes_per_sep=1)
Value hexlify(Thread* t, Value* args, size_t) {
  BufferHolder holder;
  TRY(holder.acquirePy(t, args[0]));
  int group = TRY(intArgumentPy(t, args[2]));
  std::string_view in = holder.bytes();
  uint8_t separator = 0;
  if (args[1].isUnbound()) {
    group = 0;
  } else {
    int64_t length = TRY(lengthPy(t, args[1]));
    if (length != 1) return raise(t, exc::ValueError, "sep must be length 1.");
    if (auto* s = dynCast<Str>(args[1])) {
      if (s->at(0) > 255) return raise(t, exc::ValueError, "sep must be ASCII.");
      separator = static_cast<uint8_t>(s->at(0));
    } else if (isa<Bytes>(args[1])) {
      separator = args[1].as<Bytes>()->data[0];
    } else {
      return raise(t, exc::TypeError, "sep must be str or bytes.");
    }
  }
  size_t width = static_cast<size_t>(group < 0 ? -static_cast<int64_t>(group) : group);
  size_t separators = width && !in.empty() ? (in.size() - 1) / width : 0;
  Bytes* out = TRY(makeBytesUninitialised(t, in.size() * 2 + separators));
  uint8_t* p = out->data;
  // Groups are counted from the right when the number is positive.
  size_t untilSeparator = !separators ? SIZE_MAX : group < 0 ? width : (in.size() - 1) % width + 1;
  for (size_t i = 0; i < in.size(); ++i) {
    if (untilSeparator == 0) {
      *p++ = separator;
      untilSeparator = width;
    }
    --untilSeparator;
    auto c = static_cast<uint8_t>(in[i]);
    *p++ = static_cast<uint8_t>(kHex[c >> 4]);
    *p++ = static_cast<uint8_t>(kHex[c & 15]);
  }
  return out;
}

Value unhexlify(Thread* t, Value* args, size_t) {
  AsciiInput input;
  TRY(input.bindPy(t, args[0]));
  std::string_view in = input.bytes();
  if (in.size() % 2) return raise(t, binasciiError, "Odd-length string");
  Bytes* out = TRY(makeBytesUninitialised(t, in.size() / 2));
  int all = 0;  // negative when one of them is
  for (size_t i = 0; i < in.size(); i += 2) {
    int high = kHexValues.of[static_cast<uint8_t>(in[i])], low = kHexValues.of[static_cast<uint8_t>(in[i + 1])];
    all |= high | low;
    out->data[i / 2] = static_cast<uint8_t>(high << 4 | low);
  }
  if (all < 0) return raise(t, binasciiError, "Non-hexadecimal digit found");
  return out;
}

// --- base64

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
struct Base64Values {
  uint8_t of[256];
  constexpr Base64Values() : of() {
    for (uint8_t& v : of) v = 255;
    for (int i = 0; i < 64; ++i) of[static_cast<uint8_t>(kBase64[i])] = static_cast<uint8_t>(i);
  }
};
constexpr Base64Values kBase64Values;

// (data, /, *, newline=True)
Value encodeBase64(Thread* t, Value* args, size_t) {
  BufferHolder holder;
  TRY(holder.acquirePy(t, args[0]));
  bool newline = TRY(truthPy(t, args[1]));
  std::string_view in = holder.bytes();
  Bytes* out = TRY(makeBytesUninitialised(t, (in.size() + 2) / 3 * 4 + newline));
  auto* p = out->data;
  auto* s = reinterpret_cast<const uint8_t*>(in.data());
  size_t i = 0;
  for (; i + 3 <= in.size(); i += 3) {
    uint32_t three = static_cast<uint32_t>(s[i]) << 16 | static_cast<uint32_t>(s[i + 1]) << 8 | s[i + 2];
    *p++ = static_cast<uint8_t>(kBase64[three >> 18]);
    *p++ = static_cast<uint8_t>(kBase64[three >> 12 & 63]);
    *p++ = static_cast<uint8_t>(kBase64[three >> 6 & 63]);
    *p++ = static_cast<uint8_t>(kBase64[three & 63]);
  }
  if (size_t left = in.size() - i) {
    uint32_t three = static_cast<uint32_t>(s[i]) << 16 | (left > 1 ? static_cast<uint32_t>(s[i + 1]) << 8 : 0);
    *p++ = static_cast<uint8_t>(kBase64[three >> 18]);
    *p++ = static_cast<uint8_t>(kBase64[three >> 12 & 63]);
    *p++ = left > 1 ? static_cast<uint8_t>(kBase64[three >> 6 & 63]) : '=';
    *p++ = '=';
  }
  if (newline) *p = '\n';
  return out;
}

// (data, /, *, strict_mode=False)
Value decodeBase64(Thread* t, Value* args, size_t) {
  AsciiInput input;
  TRY(input.bindPy(t, args[0]));
  bool strict = TRY(truthPy(t, args[1]));
  std::string_view in = input.bytes();
  auto* s = reinterpret_cast<const uint8_t*>(in.data());
  auto memory = std::make_unique_for_overwrite<uint8_t[]>(in.size() / 4 * 3 + 3);
  uint8_t* out = memory.get();
  if (strict && !in.empty() && s[0] == '=') return raise(t, binasciiError, "Leading padding not allowed");
  int quad = 0, pads = 0;
  uint8_t left = 0;
  size_t i = 0;
  bool ended = false, padding = false;
  // Whole groups at once as long as nothing is odd.
  for (; i + 4 <= in.size(); i += 4) {
    uint8_t a = kBase64Values.of[s[i]], b = kBase64Values.of[s[i + 1]], c = kBase64Values.of[s[i + 2]],
            d = kBase64Values.of[s[i + 3]];
    if ((a | b | c | d) & 0xC0) break;
    *out++ = static_cast<uint8_t>(a << 2 | b >> 4);
    *out++ = static_cast<uint8_t>(b << 4 | c >> 2);
    *out++ = static_cast<uint8_t>(c << 6 | d);
  }
  for (; i < in.size(); ++i) {
    uint8_t c = s[i];
    if (c == '=') {
      padding = true;
      if (quad >= 2 && quad + ++pads >= 4) {
        if (strict && i + 1 < in.size()) return raise(t, binasciiError, "Excess data after padding");
        ended = true;
        break;
      }
      continue;
    }
    uint8_t v = kBase64Values.of[c];
    if (v >= 64) {
      if (strict) return raise(t, binasciiError, "Only base64 data is allowed");
      continue;
    }
    if (strict && padding) return raise(t, binasciiError, "Discontinuous padding not allowed");
    pads = 0;
    switch (quad) {
      case 0:
        quad = 1;
        left = v;
        break;
      case 1:
        quad = 2;
        *out++ = static_cast<uint8_t>(left << 2 | v >> 4);
        left = v & 15;
        break;
      case 2:
        quad = 3;
        *out++ = static_cast<uint8_t>(left << 4 | v >> 2);
        left = v & 3;
        break;
      default:
        quad = 0;
        *out++ = static_cast<uint8_t>(left << 6 | v);
        left = 0;
    }
  }
  if (!ended && quad) {
    if (quad == 1) {
      // An extra character that stands for less than a byte.
      return raise(t, binasciiError,
                   "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple of 4",
                   (out - memory.get()) / 3 * 4 + 1);
    }
    return raise(t, binasciiError, "Incorrect padding");
  }
  return TRY(makeBytes(t, {reinterpret_cast<char*>(memory.get()), static_cast<size_t>(out - memory.get())}));
}

// --- uuencoding

Value decodeUu(Thread* t, Value* args, size_t) {
  AsciiInput input;
  TRY(input.bindPy(t, args[0]));
  std::string_view in = input.bytes();
  size_t i = 0;
  size_t length = in.empty() ? 32 : (static_cast<uint8_t>(in[i++]) - ' ') & 077;
  Bytes* out = TRY(makeBytesUninitialised(t, length));
  unsigned bits = 0, count = 0;
  for (size_t n = 0; n < length; ++i) {
    uint8_t c = i < in.size() ? static_cast<uint8_t>(in[i]) : 0;
    if (c == '\n' || c == '\r' || i >= in.size()) {
      c = 0;  // missing trailing spaces
    } else {
      if (c < ' ' || c > ' ' + 64) return raise(t, binasciiError, "Illegal char");
      c = (c - ' ') & 077;
    }
    bits = bits << 6 | c;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out->data[n++] = static_cast<uint8_t>(bits >> count & 0xFF);
      bits &= (1u << count) - 1;
    }
  }
  // Behind it only blanks and line ends.
  for (; i < in.size(); ++i) {
    char c = in[i];
    if (c != ' ' && c != ' ' + 64 && c != '\n' && c != '\r') return raise(t, binasciiError, "Trailing garbage");
  }
  return out;
}

// (data, /, *, backtick=False)
Value encodeUu(Thread* t, Value* args, size_t) {
  BufferHolder holder;
  TRY(holder.acquirePy(t, args[0]));
  bool backtick = TRY(truthPy(t, args[1]));
  std::string_view in = holder.bytes();
  if (in.size() > 45) return raise(t, binasciiError, "At most 45 bytes at once");
  std::string out;
  auto put = [&](unsigned six) { out.push_back(static_cast<char>(backtick && !six ? '`' : six + ' ')); };
  put(static_cast<unsigned>(in.size()));
  for (size_t i = 0; i < in.size(); i += 3) {
    auto at = [&](size_t k) { return k < in.size() ? static_cast<uint8_t>(in[k]) : 0u; };
    unsigned three = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    for (int shift = 18; shift >= 0; shift -= 6) put(three >> shift & 63);
  }
  out.push_back('\n');
  return TRY(makeBytes(t, out));
}

// --- quoted-printable

// (data, header=False)
Value decodeQp(Thread* t, Value* args, size_t) {
  AsciiInput input;
  TRY(input.bindPy(t, args[0]));
  bool header = TRY(truthPy(t, args[1]));
  std::string_view in = input.bytes();
  std::string out;
  out.reserve(in.size());
  for (size_t i = 0; i < in.size();) {
    char c = in[i];
    if (c == '=') {
      if (++i >= in.size()) break;
      if (in[i] == '\n' || in[i] == '\r') {
        // A soft line break, whatever stands before the end of the line.
        if (in[i] != '\n')
          while (i < in.size() && in[i] != '\n') ++i;
        if (i < in.size()) ++i;
      } else if (in[i] == '=') {
        out.push_back('=');  // broken case from broken clients
        ++i;
      } else if (i + 1 < in.size() && hexDigit(static_cast<uint8_t>(in[i])) >= 0 &&
                 hexDigit(static_cast<uint8_t>(in[i + 1])) >= 0) {
        out.push_back(static_cast<char>(hexDigit(static_cast<uint8_t>(in[i])) << 4 | hexDigit(static_cast<uint8_t>(in[i + 1]))));
        i += 2;
      } else {
        out.push_back('=');
      }
    } else {
      out.push_back(header && c == '_' ? ' ' : c);
      ++i;
    }
  }
  return TRY(makeBytes(t, out));
}

// (data, quotetabs=False, istext=True, header=False)
Value encodeQp(Thread* t, Value* args, size_t) {
  constexpr size_t kMaxLine = 76;
  BufferHolder holder;
  TRY(holder.acquirePy(t, args[0]));
  bool quoteTabs = TRY(truthPy(t, args[1])), isText = TRY(truthPy(t, args[2])), header = TRY(truthPy(t, args[3]));
  std::string_view in = holder.bytes();
  // Lines end as the first one does.
  size_t firstEnd = in.find('\n');
  bool crlf = firstEnd != std::string_view::npos && firstEnd > 0 && in[firstEnd - 1] == '\r';
  auto newLine = [&](std::string& out) { out += crlf ? "\r\n" : "\n"; };
  std::string out;
  size_t lineLength = 0;
  for (size_t i = 0; i < in.size();) {
    auto c = static_cast<uint8_t>(in[i]);
    bool last = i + 1 == in.size();
    bool quote = c > 126 || c == '=' || (header && c == '_') ||
                 (c == '.' && lineLength == 0 && (last || in[i + 1] == '\n' || in[i + 1] == '\r' || in[i + 1] == 0)) ||
                 (!isText && (c == '\r' || c == '\n')) || ((c == '\t' || c == ' ') && last) ||
                 (c < 33 && c != '\r' && c != '\n' && (quoteTabs || (c != '\t' && c != ' ')));
    if (quote) {
      if (lineLength + 3 >= kMaxLine) {
        out += '=';
        newLine(out);
        lineLength = 0;
      }
      out += '=';
      out += kHexUpper[c >> 4];
      out += kHexUpper[c & 15];
      ++i;
      lineLength += 3;
    } else if (isText && (c == '\n' || (c == '\r' && !last && in[i + 1] == '\n'))) {
      lineLength = 0;
      // White space before the end of a line is protected.
      if (!out.empty() && (out.back() == ' ' || out.back() == '\t')) {
        auto blank = static_cast<uint8_t>(out.back());
        out.back() = '=';
        out += kHexUpper[blank >> 4];
        out += kHexUpper[blank & 15];
      }
      newLine(out);
      i += c == '\r' ? 2 : 1;
    } else {
      if (!last && in[i + 1] != '\n' && lineLength + 1 >= kMaxLine) {
        out += '=';
        newLine(out);
        lineLength = 0;
      }
      ++lineLength;
      out += header && c == ' ' ? '_' : static_cast<char>(c);
      ++i;
    }
  }
  return TRY(makeBytes(t, out));
}

// --- checksums

Maybe<uint32_t> maskedArgumentPy(Thread* t, Value v) {
  Value i = TRY(indexPy(t, v));
  Value low = TRY(intAnd(t, i, Value::smallInt(0xFFFFFFFF)));
  return static_cast<uint32_t>(low.asSmallInt());
}

Value crc32Function(Thread* t, Value* args, size_t) {
  BufferHolder data;
  TRY(data.acquirePy(t, args[0]));
  unsigned long value = TRY(maskedArgumentPy(t, args[1]));
  std::string_view bytes = data.bytes();
  auto run = [&] { return crc32_z(value, reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()); };
  value = bytes.size() > 5 * 1024 ? blocking(t, run) : run();
  return Value::smallInt(static_cast<int64_t>(value & 0xFFFFFFFF));
}

// CRC-CCITT, as BinHex had it.
Value crcHqx(Thread* t, Value* args, size_t) {
  static const auto table = [] {
    std::array<uint16_t, 256> made{};
    for (unsigned i = 0; i < 256; ++i) {
      unsigned crc = i << 8;
      for (int bit = 0; bit < 8; ++bit) crc = crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1;
      made[i] = static_cast<uint16_t>(crc);
    }
    return made;
  }();
  BufferHolder data;
  TRY(data.acquirePy(t, args[0]));
  uint32_t crc = TRY(maskedArgumentPy(t, args[1])) & 0xFFFF;
  for (char c : data.bytes()) crc = (crc << 8 & 0xFF00) ^ table[crc >> 8 ^ static_cast<uint8_t>(c)];
  return Value::smallInt(crc);
}

const NativeDef kFunctions[] = {
    {"a2b_uu", "(data, /)", decodeUu, "Decode a line of uuencoded data."},
    {"b2a_uu", "(data, /, *, backtick=False)", encodeUu, "Uuencode line of data."},
    {"a2b_base64", "(data, /, *, strict_mode=False)", decodeBase64,
     "Decode a line of base64 data.\n\n  strict_mode\n    When set to True, bytes that are not in the base64 standard are not "
     "allowed.\n"
     "    The same applies to excess data after padding (= / ==)."},
    {"b2a_base64", "(data, /, *, newline=True)", encodeBase64, "Base64-code line of data."},
    {"b2a_hex", "(data, sep=<absent>, bytes_per_sep=1)", hexlify, "Hexadecimal representation of binary data."},
    {"hexlify", "(data, sep=<absent>, bytes_per_sep=1)", hexlify, "Hexadecimal representation of binary data."},
    {"a2b_hex", "(hexstr, /)", unhexlify, "Binary data of hexadecimal representation."},
    {"unhexlify", "(hexstr, /)", unhexlify, "Binary data of hexadecimal representation."},
    {"crc_hqx", "(data, crc, /)", crcHqx, "Compute CRC-CCITT incrementally."},
    {"crc32", "(data, crc=0, /)", crc32Function, "Compute CRC-32 incrementally."},
    {"b2a_qp", "(data, quotetabs=False, istext=True, header=False)", encodeQp,
     "Encode a string using quoted-printable encoding."},
    {"a2b_qp", "(data, header=False)", decodeQp, "Decode a string of qp-encoded data."},
};

bool init(Thread* t, Module* m) {
  addRoot(&binasciiError);
  addRoot(&incompleteError);
  binasciiError = TRY(moduleAddException(t, m, "binascii.Error", exc::ValueError));
  incompleteError = TRY(moduleAddException(t, m, "binascii.Incomplete"));
  return true;
}

}  // namespace

extern const ModuleSpec binasciiModule = {"binascii", kFunctions, "Conversion between binary data and ASCII", init};

}  // namespace typhon
