// The codecs without shifts, over their tables, and the list of all codecs.
#include <iterator>

#include "runtime/modules/cjk/charset.h"
#include "runtime/modules/cjk/stateful.h"

namespace typhon::cjk {
namespace {

// A code as its bytes.
void writeCode(uint32_t code, std::string* out) {
  if (code > 0xffff) out->push_back(static_cast<char>(code >> 16));
  if (code > 0xff) out->push_back(static_cast<char>(code >> 8));
  out->push_back(static_cast<char>(code));
}

// Codecs whose every sequence has a code in the table.
class TableCodec : public Codec {
 public:
  enum Flags { kNone = 0, kShiftJisLeads = 1, kThreeBytes = 2, kLongShiftJis = 4 };
  TableCodec(const char* name, CharsetId id, int flags = kNone) : Codec(name), id_(id), flags_(flags) {}

  int decode(State&, const uint8_t* in, size_t left, std::u32string* out) const override {
    const Charset& table = charset(id_);
    uint8_t c = in[0];
    if (char32_t single = table.single(c); single != kAbsent) {
      out->push_back(single);
      return 1;
    }
    if (c < 0x80) return illegal(1);
    if (flags_ & (kShiftJisLeads | kLongShiftJis)) {
      bool leads = (c >= 0x81 && c <= 0x9f) || (c >= 0xe0 && c <= (flags_ & kLongShiftJis ? 0xfc : 0xea));
      if (!leads) return illegal(1);
    }
    size_t length = flags_ & kThreeBytes && c == 0x8f ? 3 : 2;
    if (left < length) return kTooFew;
    uint32_t code = length == 3 ? 0x8f0000u | in[1] << 8 | in[2] : static_cast<uint32_t>(c << 8 | in[1]);
    char32_t character = table.decode(code);
    if (character == kAbsent) return illegal(1);
    if (character == kWithheld) return illegal(2);
    if (Charset::isPair(character)) {
      out->push_back(table.pair(character).first);
      out->push_back(table.pair(character).second);
    } else {
      out->push_back(character);
    }
    return static_cast<int>(length);
  }

  int encode(State&, const char32_t* in, size_t left, bool last, std::string* out) const override {
    const Charset& table = charset(id_);
    char32_t c = in[0];
    if (!c) {
      out->push_back('\0');
      return 1;
    }
    if (table.beginsPair(c)) {
      if (left < 2 && !last) return kTooFew;
      if (uint32_t code = left < 2 ? 0 : table.encodePair(c, in[1])) {
        writeCode(code, out);
        return 2;
      }
    }
    uint32_t code = table.encode(c);
    if (!code) return illegal(1);
    writeCode(code, out);
    return 1;
  }

 protected:
  const CharsetId id_;
  const int flags_;
};

// Hangul syllables that KS X 1001 lacks, spelled in eight bytes (its annex 3): a filler, then initial, vowel and final.
class EucKrCodec final : public TableCodec {
 public:
  EucKrCodec() : TableCodec("euc_kr", CharsetId::EucKr) {}

  int decode(State& state, const uint8_t* in, size_t left, std::u32string* out) const override {
    if (in[0] != kJamo || left < 2 || in[1] != kFiller) return TableCodec::decode(state, in, left, out);
    if (left < 8) return kTooFew;
    if (in[2] != kJamo || in[4] != kJamo || in[6] != kJamo) return illegal(1);
    int initial = indexIn(kInitials, std::size(kInitials), in[3]), final = indexIn(kFinals, std::size(kFinals), in[7]);
    int vowel = in[5] >= kFirstVowel && in[5] < kFirstVowel + kVowels ? in[5] - kFirstVowel : -1;
    if (initial < 0 || vowel < 0 || final < 0) return illegal(1);
    out->push_back(static_cast<char32_t>(0xac00 + (initial * kVowels + vowel) * 28 + final));
    return 8;
  }

  int encode(State& state, const char32_t* in, size_t left, bool last, std::string* out) const override {
    char32_t c = in[0];
    if (c < 0xac00 || c > 0xd7a3 || charset(id_).encode(c)) return TableCodec::encode(state, in, left, last, out);
    c -= 0xac00;
    for (uint8_t byte :
         {kFiller, kInitials[c / (28 * kVowels)], static_cast<uint8_t>(kFirstVowel + c / 28 % kVowels), kFinals[c % 28]}) {
      out->push_back(static_cast<char>(kJamo));
      out->push_back(static_cast<char>(byte));
    }
    return 1;
  }

 private:
  static constexpr uint8_t kJamo = 0xa4, kFiller = 0xd4, kFirstVowel = 0xbf, kVowels = 21;
  static constexpr uint8_t kInitials[] = {0xa1, 0xa2, 0xa4, 0xa7, 0xa8, 0xa9, 0xb1, 0xb2, 0xb3, 0xb5,
                                          0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xbb, 0xbc, 0xbd, 0xbe};
  static constexpr uint8_t kFinals[] = {0xd4, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae,
                                        0xaf, 0xb0, 0xb1, 0xb2, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xba, 0xbb, 0xbc, 0xbd, 0xbe};
  static int indexIn(const uint8_t* list, size_t count, uint8_t byte) {
    for (size_t i = 0; i < count; ++i)
      if (list[i] == byte) return static_cast<int>(i);
    return -1;
  }
};

// GB18030: the characters of the BMP that have no code of two bytes are counted through in four.
class Gb18030Codec final : public TableCodec {
 public:
  Gb18030Codec() : TableCodec("gb18030", CharsetId::Gb18030) {}

  int decode(State& state, const uint8_t* in, size_t left, std::u32string* out) const override {
    if (in[0] < 0x80 || left < 2 || in[1] < 0x30 || in[1] > 0x39) return TableCodec::decode(state, in, left, out);
    if (left < 4) return kTooFew;
    if (in[0] == 0x80 || in[0] == 0xff || in[2] < 0x81 || in[2] == 0xff || in[3] < 0x30 || in[3] > 0x39) return illegal(1);
    uint32_t number = ((static_cast<uint32_t>(in[0] - 0x81) * 10 + in[1] - 0x30) * 126 + in[2] - 0x81) * 10 + in[3] - 0x30;
    char32_t c = kAbsent;
    if (number >= kSupplementary)
      c = number - kSupplementary + 0x10000;
    else if (number < counted().characters.size())
      c = counted().characters[number];
    if (c > 0x10ffff) return illegal(1);
    out->push_back(c);
    return 4;
  }

  int encode(State& state, const char32_t* in, size_t left, bool last, std::string* out) const override {
    char32_t c = in[0];
    if (c < 0x80 || charset(id_).encode(c)) return TableCodec::encode(state, in, left, last, out);
    if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return illegal(1);
    uint32_t number = c >= 0x10000 ? c - 0x10000 + kSupplementary : counted().numbers[c];
    out->push_back(static_cast<char>(0x81 + number / 12600));
    out->push_back(static_cast<char>(0x30 + number / 1260 % 10));
    out->push_back(static_cast<char>(0x81 + number / 10 % 126));
    out->push_back(static_cast<char>(0x30 + number % 10));
    return 1;
  }

 private:
  static constexpr uint32_t kSupplementary = 189000;  // U+10000
  struct Counted {
    std::vector<char32_t> characters;
    std::vector<uint32_t> numbers;
  };
  const Counted& counted() const {
    static const Counted made = [this] {
      Counted list;
      list.numbers.resize(0x10000);
      for (char32_t c = 0x80; c < 0x10000; ++c) {
        if ((c >= 0xd800 && c < 0xe000) || charset(id_).encode(c)) continue;
        list.numbers[c] = static_cast<uint32_t>(list.characters.size());
        list.characters.push_back(c);
      }
      return list;
    }();
    return made;
  }
};

const TableCodec gb2312("gb2312", CharsetId::Gb2312), gbk("gbk", CharsetId::Gbk), big5("big5", CharsetId::Big5),
    cp950("cp950", CharsetId::Cp950), big5hkscs("big5hkscs", CharsetId::Big5Hkscs), cp932("cp932", CharsetId::Cp932),
    shiftJis("shift_jis", CharsetId::ShiftJis, TableCodec::kShiftJisLeads),
    shiftJisx0213("shift_jisx0213", CharsetId::ShiftJisx0213, TableCodec::kLongShiftJis),
    shiftJis2004("shift_jis_2004", CharsetId::ShiftJis2004, TableCodec::kLongShiftJis),
    eucJp("euc_jp", CharsetId::EucJp, TableCodec::kThreeBytes),
    eucJisx0213("euc_jisx0213", CharsetId::Jisx0213, TableCodec::kThreeBytes),
    eucJis2004("euc_jis_2004", CharsetId::Jisx2004, TableCodec::kThreeBytes), cp949("cp949", CharsetId::Cp949),
    johab("johab", CharsetId::Johab);
const EucKrCodec eucKr;
const Gb18030Codec gb18030;

struct Entry {
  std::string_view module;
  const Codec* codec;
};
const Entry kCodecs[] = {
    {"cn", &gb2312}, {"cn", &gbk},   {"cn", &gb18030},      {"cn", hzCodec()},   {"hk", &big5hkscs},   {"jp", &shiftJis},
    {"jp", &cp932},  {"jp", &eucJp}, {"jp", &shiftJis2004}, {"jp", &eucJis2004}, {"jp", &eucJisx0213}, {"jp", &shiftJisx0213},
    {"kr", &eucKr},  {"kr", &cp949}, {"kr", &johab},        {"tw", &big5},       {"tw", &cp950},
};

}  // namespace

const Codec* findCodec(std::string_view module, std::string_view name) {
  if (module == "iso2022") return iso2022Codec(name);
  for (const Entry& e : kCodecs)
    if (e.module == module && e.codec->name == name) return e.codec;
  return nullptr;
}

}  // namespace typhon::cjk
