#include "runtime/modules/cjk/stateful.h"

#include "runtime/modules/cjk/charset.h"

namespace typhon::cjk {
namespace {

// HZ: "~{" begins GB2312 with seven bits, "~}" ends it.
class HzCodec final : public Codec {
 public:
  HzCodec() : Codec("hz") {}

  int decode(State& state, const uint8_t* in, size_t left, std::u32string* out) const override {
    uint8_t& inGb = state.c[0];
    if (in[0] == '~') {
      if (left < 2) return kTooFew;
      if (in[1] == '~' && !inGb)
        out->push_back('~');
      else if (in[1] == '{' && !inGb)
        inGb = 1;
      else if (in[1] == '}' && inGb)
        inGb = 0;
      else if (in[1] != '\n' || inGb)
        return illegal(1);
      return 2;
    }
    if (in[0] & 0x80) return illegal(1);
    if (!inGb) {
      out->push_back(in[0]);
      return 1;
    }
    if (left < 2) return kTooFew;
    char32_t c = in[1] & 0x80 ? kAbsent : charset(CharsetId::Gb2312).decode((in[0] << 8 | in[1]) | 0x8080);
    if (c == kAbsent) return illegal(1);
    out->push_back(c);
    return 2;
  }

  int encode(State& state, const char32_t* in, size_t, bool, std::string* out) const override {
    char32_t c = in[0];
    if (c < 0x80) {
      resetEncoder(state, out);
      out->push_back(static_cast<char>(c));
      if (c == '~') out->push_back('~');
      return 1;
    }
    uint32_t code = charset(CharsetId::Gb2312).encode(c);
    if (!code) return illegal(1);
    if (!state.c[0]) out->append("~{");
    state.c[0] = 1;
    out->push_back(static_cast<char>(code >> 8 & 0x7f));
    out->push_back(static_cast<char>(code & 0x7f));
    return 1;
  }

  void resetEncoder(State& state, std::string* out) const override {
    if (state.c[0]) out->append("~}");
    state.c[0] = 0;
  }
  void resetDecoder(State& state) const override { state.c[0] = 0; }
};

// --- ISO 2022

// A charset by the last byte of the sequence that designates it; kDouble: of two bytes.
constexpr uint8_t kDouble = 0x80, kAscii = 'B', kLatin1 = 'A', kGreek = 'F', kRoman = 'J', kKatakana = 'I',
                  kJisx0208 = 'B' | kDouble, kJisx0208Old = '@' | kDouble, kJisx0212 = 'D' | kDouble, kKsx1001 = 'C' | kDouble,
                  kGb2312 = 'A' | kDouble, kJisx0213Plane1 = 'O' | kDouble, kJisx0213Plane2 = 'P' | kDouble,
                  kJisx2004Plane1 = 'Q' | kDouble;
constexpr uint8_t kEscape = 0x1b, kShiftOut = 0x0e, kShiftIn = 0x0f;

constexpr uint32_t kNoCode = 0;

// Where a charset stands in a codec: which characters it takes, and in which of the sets G0, G1, G2 it is put.
struct Designation {
  uint8_t mark;
  uint8_t plane;
  bool pairsOnly = false;  // encodes only characters that share a code
};

enum Iso2022Flags { kNoShift = 1, kUseG2 = 2, kJisx0208Extension = 4, kOf2000 = 8 };

bool isAmong0212(uint32_t code) { return code > 0xffff; }

// The character of a code (of seven bits) of the charset; kAbsent, or a pair of the table of JIS X 0213.
char32_t decodeIn(uint8_t mark, int flags, uint32_t code) {
  const CharsetId jisx0213 = flags & kOf2000 ? CharsetId::Jisx0213 : CharsetId::Jisx2004;
  if (code & 0x8080) return kAbsent;
  switch (mark) {
    case kRoman:
      return code == 0x5c ? 0xa5 : code == 0x7e ? 0x203e : code;
    case kKatakana:
      return code >= 0x21 && code <= 0x5f ? code + 0xff40 : kAbsent;
    case kJisx0208:
    case kJisx0208Old:
      return charset(CharsetId::EucJp).decode(code | 0x8080);
    case kJisx0212:
      return charset(CharsetId::EucJp).decode(0x8f8080 | code);
    case kKsx1001:
      if (code == 0x2454) return 0x3164;  // the filler, which EUC-KR uses to spell syllables
      return charset(CharsetId::EucKr).decode(code | 0x8080);
    case kGb2312:
      return charset(CharsetId::Gb2312).decode(code | 0x8080);
    case kJisx0213Plane1:
    case kJisx2004Plane1: {
      if (code == 0x2232) return '~';
      char32_t c = charset(jisx0213).decode(code | 0x8080);
      return c == kWithheld ? kAbsent : c;
    }
    case kJisx0213Plane2: {
      // Rows that JIS X 0213 does not use hold JIS X 0212 in the table.
      uint32_t row = (code >> 8) - 0x20;
      if (flags & kOf2000 && code == 0x7d3b) return 0x9b1c;
      bool used = row == 1 || (row >= 3 && row <= 5) || row == 8 || (row >= 12 && row <= 15) || row >= 78;
      return used ? charset(jisx0213).decode(0x8f8080 | code) : kAbsent;
    }
    default:
      return kAbsent;
  }
}

// The code (of seven bits) of a character in the charset; kNoCode. `left` characters stand at `in`; *used tells how many the code
// is for.
uint32_t encodeIn(const Designation& d, int flags, const char32_t* in, size_t left, size_t* used) {
  const char32_t c = in[0];
  *used = 1;
  switch (d.mark) {
    case kRoman:
      return c == 0xa5 ? 0x5c : c == 0x203e ? 0x7e : kNoCode;
    case kKatakana:
      return c >= 0xff61 && c <= 0xff9f ? c - 0xff40 : kNoCode;
    case kJisx0208:
    case kJisx0208Old: {
      uint32_t code = charset(CharsetId::EucJp).encode(c);
      return code > 0xff && code < 0x10000 && code >= 0xa1a1 ? code & 0x7f7f : kNoCode;
    }
    case kJisx0212: {
      uint32_t code = charset(CharsetId::EucJp).encode(c);
      return isAmong0212(code) ? code & 0x7f7f : kNoCode;
    }
    case kKsx1001: {
      uint32_t code = charset(CharsetId::EucKr).encode(c);
      return code > 0xff ? code & 0x7f7f : kNoCode;
    }
    case kGb2312: {
      uint32_t code = charset(CharsetId::Gb2312).encode(c);
      return code > 0xff ? code & 0x7f7f : kNoCode;
    }
    case kJisx0213Plane1:
    case kJisx2004Plane1: {
      const Charset& table = charset(flags & kOf2000 ? CharsetId::Jisx0213 : CharsetId::Jisx2004);
      if (table.beginsPair(c) && left > 1) {
        if (uint32_t code = table.encodePair(c, in[1])) {
          *used = 2;
          return code & 0x7f7f;
        }
      }
      if (d.pairsOnly || c == 0xff5e) return kNoCode;
      uint32_t code = table.encode(c);
      return code >= 0xa1a1 && code < 0x10000 ? code & 0x7f7f : kNoCode;
    }
    case kJisx0213Plane2: {
      uint32_t code = charset(flags & kOf2000 ? CharsetId::Jisx0213 : CharsetId::Jisx2004).encode(c);
      if (code <= 0xffff || decodeIn(d.mark, flags, code & 0x7f7f) == kAbsent) return kNoCode;
      return code & 0x7f7f;
    }
    default:
      return kNoCode;
  }
}

char32_t greekLetter(uint8_t byte) {
  if (byte < 0xa0) return byte;
  // The upper half of ISO 8859-7 (of 1987, as CPython's).
  if (byte == 0xa0 || byte == 0xa3 || (byte >= 0xa6 && byte <= 0xa9) || (byte >= 0xab && byte <= 0xad) ||
      (byte >= 0xb0 && byte <= 0xb3) || byte == 0xb7 || byte == 0xbb || byte == 0xbd)
    return byte;
  if (byte >= 0xb4 && byte <= 0xfe && byte != 0xd2 && byte != 0xb7 && byte != 0xbb && byte != 0xbd) return byte + 0x2d0;
  if (byte == 0xa1) return 0x2018;
  if (byte == 0xa2) return 0x2019;
  if (byte == 0xaf) return 0x2015;
  return kAbsent;
}

class Iso2022Codec final : public Codec {
 public:
  Iso2022Codec(const char* name, int flags, std::initializer_list<Designation> designations) : Codec(name), flags_(flags) {
    for (const Designation& d : designations) designations_[count_++] = d;
  }

  void initEncoder(State& state) const override {
    state = {};
    state.c[0] = state.c[1] = kAscii;
  }
  void initDecoder(State& state) const override {
    initEncoder(state);
    state.c[2] = kAscii;
  }
  void resetDecoder(State& state) const override {
    state.c[kFlags] &= static_cast<uint8_t>(~kShifted);
    state.c[0] = kAscii;
  }
  void resetEncoder(State& state, std::string* out) const override {
    shiftIn(state, out);
    if (state.c[0] != kAscii) out->append("\x1b(B");
    state.c[0] = kAscii;
  }

  int decode(State& state, const uint8_t* in, size_t left, std::u32string* out) const override {
    uint8_t c = in[0];
    auto plain = [&] {
      out->push_back(c);
      return 1;
    };
    if (state.c[kFlags] & kPassing) {  // an unknown escape sequence goes through as it is
      if ((c >= 'A' && c <= 'Z') || c == '@') state.c[kFlags] &= static_cast<uint8_t>(~kPassing);
      return plain();
    }
    switch (c) {
      case kEscape:
        if (left < 2) return kTooFew;
        if (in[1] == '(' || in[1] == ')' || in[1] == '$' || in[1] == '.' || in[1] == '&') return designate(state, in, left);
        if (flags_ & kUseG2 && in[1] == 'N') return left < 3 ? kTooFew : singleShift(state, in[2], out);
        state.c[kFlags] |= kPassing;
        return plain();
      case kShiftIn:
      case kShiftOut:
        if (flags_ & kNoShift) return plain();
        if (c == kShiftOut)
          state.c[kFlags] |= kShifted;
        else
          state.c[kFlags] &= static_cast<uint8_t>(~kShifted);
        return 1;
      case '\n':
        state.c[kFlags] &= static_cast<uint8_t>(~kShifted);
        return plain();
      default:
        break;
    }
    if (c < 0x20) return plain();
    if (c >= 0x80) return illegal(1);
    uint8_t mark = state.c[state.c[kFlags] & kShifted ? 1 : 0];
    if (mark == kAscii) return plain();
    int width = mark & kDouble ? 2 : 1;
    if (left < static_cast<size_t>(width)) return kTooFew;
    char32_t decoded = decodeIn(mark, flags_, width == 2 ? static_cast<uint32_t>(c << 8 | in[1]) : c);
    if (decoded == kAbsent) return illegal(width);
    if (Charset::isPair(decoded)) {
      const Charset::Pair& pair = charset(flags_ & kOf2000 ? CharsetId::Jisx0213 : CharsetId::Jisx2004).pair(decoded);
      out->push_back(pair.first);
      out->push_back(pair.second);
    } else {
      out->push_back(decoded);
    }
    return width;
  }

  int encode(State& state, const char32_t* in, size_t left, bool last, std::string* out) const override {
    char32_t c = in[0];
    if (c < 0x80) {
      if (state.c[0] != kAscii) out->append("\x1b(B");
      state.c[0] = kAscii;
      shiftIn(state, out);
      out->push_back(static_cast<char>(c));
      return 1;
    }
    for (size_t i = 0; i < count_; ++i) {
      const Designation& d = designations_[i];
      bool pairs = d.mark == kJisx0213Plane1 || d.mark == kJisx2004Plane1;
      if (pairs && left < 2 && !last && charset(flags_ & kOf2000 ? CharsetId::Jisx0213 : CharsetId::Jisx2004).beginsPair(c))
        return kTooFew;
      size_t used;
      uint32_t code = encodeIn(d, flags_, in, left, &used);
      if (code == kNoCode) continue;
      write(state, d, code, out);
      return static_cast<int>(used);
    }
    return illegal(1);
  }

 private:
  static constexpr int kFlags = 4;
  static constexpr uint8_t kShifted = 1, kPassing = 2;

  static void shiftIn(State& state, std::string* out) {
    if (state.c[kFlags] & kShifted) out->push_back(static_cast<char>(kShiftIn));
    state.c[kFlags] &= static_cast<uint8_t>(~kShifted);
  }

  void write(State& state, const Designation& d, uint32_t code, std::string* out) const {
    if (d.plane == 0) shiftIn(state, out);
    if (state.c[d.plane] != d.mark) {
      out->push_back(static_cast<char>(kEscape));
      if (d.mark & kDouble) out->push_back('$');
      if (d.plane == 1)
        out->push_back(')');
      else if (d.mark != kJisx0208)  // which had its sequence before there was a rule
        out->push_back('(');
      out->push_back(static_cast<char>(d.mark & 0x7f));
      state.c[d.plane] = d.mark;
    }
    if (d.plane == 1 && !(state.c[kFlags] & kShifted)) {
      out->push_back(static_cast<char>(kShiftOut));
      state.c[kFlags] |= kShifted;
    }
    if (d.mark & kDouble) out->push_back(static_cast<char>(code >> 8));
    out->push_back(static_cast<char>(code));
  }

  // ESC ( B and its like.
  int designate(State& state, const uint8_t* in, size_t left) const {
    constexpr size_t kLongest = 16;
    size_t length = 0;
    for (size_t i = 1; i < kLongest; ++i) {
      if (i >= left) return kTooFew;
      if ((in[i] >= 'A' && in[i] <= 'Z') || in[i] == '@') {
        length = i + 1;
        break;
      }
      if (flags_ & kJisx0208Extension && i + 1 < left && in[i] == '&' && in[i + 1] == '@') i += 2;
    }
    uint8_t mark;
    int plane = 0;
    switch (length) {
      case 0:
        return illegal(1);
      case 3:
        if (in[1] == '$') {
          mark = in[2] | kDouble;
          break;
        }
        mark = in[2];
        if (in[1] == ')')
          plane = 1;
        else if (flags_ & kUseG2 && in[1] == '.')
          plane = 2;
        else if (in[1] != '(')
          return illegal(3);
        break;
      case 4:
        if (in[1] != '$' || (in[2] != '(' && in[2] != ')')) return illegal(4);
        mark = in[3] | kDouble;
        plane = in[2] == ')';
        break;
      case 6:
        if (!(flags_ & kJisx0208Extension) || in[3] != kEscape || in[4] != '$' || in[5] != 'B') return illegal(6);
        mark = kJisx0208;
        break;
      default:
        return illegal(static_cast<int>(length));
    }
    bool known = mark == kAscii;
    for (size_t i = 0; i < count_; ++i) known |= designations_[i].mark == mark;
    if (!known) return illegal(static_cast<int>(length));
    state.c[plane] = mark;
    return static_cast<int>(length);
  }

  // ESC N: one character of G2.
  int singleShift(State& state, uint8_t byte, std::u32string* out) const {
    char32_t c = kAbsent;
    if (state.c[2] == kLatin1)
      c = byte < 0x80 ? byte + 0x80u : kAbsent;
    else if (state.c[2] == kGreek)
      c = greekLetter(byte ^ 0x80);
    else if (state.c[2] == kAscii)
      c = byte & 0x80 ? kAbsent : byte;
    if (c == kAbsent) return illegal(3);
    out->push_back(c);
    return 3;
  }

  const int flags_;
  size_t count_ = 0;
  Designation designations_[8];
};

const Iso2022Codec kIso2022Codecs[] = {
    {"iso2022_kr", 0, {{kKsx1001, 1}}},
    {"iso2022_jp", kNoShift | kJisx0208Extension, {{kJisx0208, 0}, {kRoman, 0}, {kJisx0208Old, 0}}},
    {"iso2022_jp_1", kNoShift | kJisx0208Extension, {{kJisx0208, 0}, {kJisx0212, 0}, {kRoman, 0}, {kJisx0208Old, 0}}},
    {"iso2022_jp_2",
     kNoShift | kUseG2 | kJisx0208Extension,
     {{kJisx0208, 0}, {kJisx0212, 0}, {kKsx1001, 0}, {kGb2312, 0}, {kRoman, 0}, {kJisx0208Old, 0}, {kLatin1, 2}, {kGreek, 2}}},
    {"iso2022_jp_2004",
     kNoShift | kJisx0208Extension,
     {{kJisx2004Plane1, 0, true}, {kJisx0208, 0}, {kJisx2004Plane1, 0}, {kJisx0213Plane2, 0}}},
    {"iso2022_jp_3",
     kNoShift | kJisx0208Extension | kOf2000,
     {{kJisx0213Plane1, 0, true}, {kJisx0208, 0}, {kJisx0213Plane1, 0}, {kJisx0213Plane2, 0}}},
    {"iso2022_jp_ext",
     kNoShift | kJisx0208Extension,
     {{kJisx0208, 0}, {kJisx0212, 0}, {kRoman, 0}, {kKatakana, 0}, {kJisx0208Old, 0}}},
};

}  // namespace

const Codec* hzCodec() {
  static const HzCodec codec;
  return &codec;
}

const Codec* iso2022Codec(std::string_view name) {
  for (const Iso2022Codec& codec : kIso2022Codecs)
    if (codec.name == name) return &codec;
  return nullptr;
}

}  // namespace typhon::cjk
