#include "runtime/modules/cjk/charset.h"

#include <iconv.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace typhon::cjk {
namespace {

// Where Python's codecs differ from what iconv says of the charset. Found by comparing every code and every character with
// CPython 3.12.
const Charset::Recipe kRecipes[] = {
    // gb2312
    {"EUC-CN", nullptr, {}, {}, {}},
    // gbk
    {"GBK", nullptr, {}, {}, {}},
    // gb18030
    {"GB18030",
     nullptr,
     {},
     {{0xa6d9, 0xe78d, 7},
      {0xa6ec, 0xe794, 2},
      {0xa6f3, 0xe796, 1},
      {0xa8bc, 0xe7c7, 1},
      {0xfe51, 0xe816, 3},
      {0xfe59, 0xe81e, 1},
      {0xfe61, 0xe826, 1},
      {0xfe66, 0xe82b, 2},
      {0xfe6c, 0xe831, 2},
      {0xfe76, 0xe83b, 1},
      {0xfe7e, 0xe843, 1},
      {0xfe90, 0xe854, 2},
      {0xfea0, 0xe864, 1}},
     {}},
    // big5
    {"BIG5",
     nullptr,
     {},
     {{0xa145, 0x2022, 1},  {0xa14e, 0xff64, 1},  {0xa1c2, 0x203e, 1},   {0xa1e3, 0x223c, 1},   {0xa1f2, 0x2641, 1},
      {0xa1f3, 0x2609, 1},  {0xa241, 0xff0f, 1},  {0xa242, 0xff3c, 1},   {0xa244, 0xa5, 1},     {0xa246, 0xa2, 2},
      {0xa3e1, kAbsent, 1}, {0xc6a1, 0x30fe, 1},  {0xc6a2, 0x309d, 2},   {0xc6a4, 0x3005, 1},   {0xc6a5, 0x3041, 83},
      {0xc6f8, 0x30a1, 7},  {0xc740, 0x30a8, 63}, {0xc7a1, 0x30e7, 16},  {0xc7b1, 0x414, 2},    {0xc7b3, 0x401, 1},
      {0xc7b4, 0x416, 7},   {0xc7bb, 0x423, 19},  {0xc7ce, 0x451, 1},    {0xc7cf, 0x436, 26},   {0xc7e9, 0x2460, 10},
      {0xc7f3, 0x2474, 10}, {0xc7fd, kAbsent, 2}, {0xc840, kAbsent, 63}, {0xc8a1, kAbsent, 94}, {0xf9d6, kAbsent, 41}},
     {{0x5341, 0xa451}, {0x5345, 0xa4ca}, {0xff0f, 0xa241}, {0xff3c, 0xa242}}},
    // cp950
    {"BIG5",
     nullptr,
     {},
     {{0xc6a1, 0x30fe, 1},
      {0xc6a2, 0x309d, 2},
      {0xc6a4, 0x3005, 1},
      {0xc6a5, 0x3041, 83},
      {0xc6f8, 0x30a1, 7},
      {0xc740, 0x30a8, 63},
      {0xc7a1, 0x30e7, 16},
      {0xc7b1, 0x414, 2},
      {0xc7b3, 0x401, 1},
      {0xc7b4, 0x416, 7},
      {0xc7bb, 0x423, 19},
      {0xc7ce, 0x451, 1},
      {0xc7cf, 0x436, 26},
      {0xc7e9, 0x2460, 10},
      {0xc7f3, 0x2474, 10},
      {0xc7fd, kAbsent, 2},
      {0xc840, kAbsent, 63},
      {0xc8a1, kAbsent, 94}},
     {{0xa2, 0xa246},
      {0xa3, 0xa247},
      {0xa5, 0xa244},
      {0x2022, 0xa145},
      {0x203e, 0xa1c2},
      {0x223c, 0xa1e3},
      {0x2609, 0xa1f3},
      {0x2641, 0xa1f2},
      {0x5341, 0xa451},
      {0x5345, 0xa4ca},
      {0xff64, 0xa14e}}},
    // big5hkscs
    {"BIG5-HKSCS",
     nullptr,
     {},
     {{0x877a, kAbsent, 5},
      {0x87a1, kAbsent, 63},
      {0xa15a, 0x2574, 1},
      {0xa1c3, 0xffe3, 1},
      {0xa1c5, 0x2cd, 1},
      {0xa1fe, 0xff0f, 1},
      {0xa240, 0xff3c, 1},
      {0xa2cc, 0x5341, 1},
      {0xa2ce, 0x5345, 1}},
     {{0x2550, 0xf9f9},
      {0x255e, 0xf9e9},
      {0x2561, 0xf9eb},
      {0x256a, 0xf9ea},
      {0x256d, 0xf9fa},
      {0x256e, 0xf9fb},
      {0x256f, 0xf9fd},
      {0x2570, 0xf9fc},
      {0x5341, 0xa451},
      {0x5345, 0xa4ca},
      {0xff0f, 0xa241},
      {0xff3c, 0xa242}}},
    // cp932
    {"CP932",
     nullptr,
     {{0x80, 0x80}, {0xa0, 0xf8f0}, {0xfd, 0xf8f1}, {0xfe, 0xf8f2}, {0xff, 0xf8f3}},
     {},
     {{0xa2, 0x8191}, {0xa3, 0x8192}, {0xac, 0x81ca}, {0x2016, 0x8161}, {0x2212, 0x817c}, {0x301c, 0x8160}}},
    // shift_jis
    {"SJIS", nullptr, {{0x5c, 0x5c}, {0x7e, 0x7e}}, {}, {{0xa5, 0x5c}, {0x203e, 0x7e}}},
    // euc_jp
    {"EUC-JP", nullptr, {}, {{0x8fa2b7, 0x7e, 1}}, {{0xa5, 0x5c}, {0x203e, 0x7e}}},
    // euc_jisx0213
    {"EUC-JISX0213",
     "EUC-JP",
     {},
     {{0xa1bd, 0x2015, 1},
      {0xa2d6, 0x2985, 2},
      {0xaea1, kWithheld, 1},
      {0xaffe, kWithheld, 1},
      {0xcfd4, kWithheld, 1},
      {0xcffe, kWithheld, 1},
      {0xf4a7, kWithheld, 1},
      {0xfefa, kWithheld, 5},
      {0x8fa2b7, 0x7e, 1},
      {0x8ffdbb, 0x9b1d, 1}},
     {{0x7626, 0x0}, {0x7e6b, 0x0}, {0x9b1c, 0x0}}},
    // euc_jis_2004
    {"EUC-JISX0213", "EUC-JP", {}, {{0xa1bd, 0x2015, 1}, {0xa2d6, 0x2985, 2}, {0x8fa2b7, 0x7e, 1}}, {}},
    // shift_jisx0213
    {"SHIFT_JISX0213",
     nullptr,
     {},
     {{0x815c, 0x2015, 1},
      {0x815f, 0x5c, 1},
      {0x81b0, 0x7e, 1},
      {0x81d4, 0x2985, 2},
      {0x879f, kWithheld, 1},
      {0x889e, kWithheld, 1},
      {0x9873, kWithheld, 1},
      {0x989e, kWithheld, 1},
      {0xeaa5, kWithheld, 1},
      {0xeff8, kWithheld, 5},
      {0xfc5a, 0x9b1d, 1}},
     {}},
    // shift_jis_2004
    {"SHIFT_JISX0213", nullptr, {}, {{0x815c, 0x2015, 1}, {0x815f, 0x5c, 1}, {0x81b0, 0x7e, 1}, {0x81d4, 0x2985, 2}}, {}},
    // euc_kr
    {"EUC-KR", nullptr, {}, {{0xa2e8, kAbsent, 1}, {0xa4d4, kAbsent, 1}}, {{0x3164, 0xa4d4}}},
    // cp949
    {"UHC", nullptr, {}, {}, {}},
    // johab
    {"JOHAB",
     nullptr,
     {{0x5c, 0x5c}},
     {{0x8441, 0x3000, 1},
      {0x8442, 0x3131, 2},
      {0x8445, 0x3134, 1},
      {0x8448, 0x3137, 1},
      {0x8449, 0x3139, 1},
      {0x8451, 0x3141, 1},
      {0x8453, 0x3142, 1},
      {0x8455, 0x3145, 4},
      {0x8459, 0x314a, 5},
      {0xd9e8, kAbsent, 1}},
     {{0x3000, 0xd931},
      {0x3131, 0x8841},
      {0x3132, 0x8c41},
      {0x3134, 0x9041},
      {0x3137, 0x9441},
      {0x3139, 0x9c41},
      {0x3141, 0xa041},
      {0x3142, 0xa441},
      {0x3145, 0xac41},
      {0x3146, 0xb041},
      {0x3147, 0xb441},
      {0x3148, 0xb841},
      {0x314a, 0xc041},
      {0x314b, 0xc441},
      {0x314c, 0xc841},
      {0x314d, 0xcc41},
      {0x314e, 0xd041}}},
};

class Converter {
 public:
  explicit Converter(const char* charset) : handle_(iconv_open("UTF-32LE", charset)) {}
  ~Converter() {
    if (handle_ != reinterpret_cast<iconv_t>(-1)) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;

  // The characters that the bytes stand for all together; empty if they are no sequence of the charset, or the charset is not
  // there.
  std::u32string decode(const uint8_t* bytes, size_t count) {
    if (handle_ == reinterpret_cast<iconv_t>(-1)) return {};
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    char32_t out[8];
    char in[8];
    std::memcpy(in, bytes, count);
    char *from = in, *to = reinterpret_cast<char*>(out);
    size_t left = count, room = sizeof out;
    if (iconv(handle_, &from, &left, &to, &room) != 0 || left) return {};
    if (iconv(handle_, nullptr, nullptr, &to, &room) == static_cast<size_t>(-1)) return {};
    return std::u32string(out, (sizeof out - room) / sizeof(char32_t));
  }

 private:
  iconv_t handle_;
};

}  // namespace

void Charset::setEncoding(char32_t c, uint32_t code, bool replace) {
  if (c >= kLimit) return;
  auto& block = encode_[c >> 8];
  if (!block) block = std::make_unique<uint32_t[]>(256);
  if (replace || !block[c & 0xff]) block[c & 0xff] = code;
}

void Charset::set(uint32_t code, const std::u32string& text) {
  char32_t& place = code > 0xffff ? three_[code & 0xffff] : two_[code];
  if (text.size() == 1) {
    place = text[0];
    setEncoding(text[0], code, false);
  } else {
    place = kPair + static_cast<char32_t>(pairs_.size());
    pairs_.push_back({text[0], text[1]});
    pairCodes_[uint64_t{text[0]} << 32] = 0;
    pairCodes_[uint64_t{text[0]} << 32 | text[1]] = code;
  }
}

Charset::Charset(const Recipe& recipe) {
  Converter main(recipe.iconvName);
  std::fill(std::begin(singles_), std::end(singles_), kAbsent);
  bool known[256];  // single bytes of iconv's charset
  for (int i = 0; i < 256; ++i) {
    auto byte = static_cast<uint8_t>(i);
    std::u32string text = main.decode(&byte, 1);
    known[i] = text.size() == 1;
    // No charset of ours has control characters behind ASCII, whatever iconv says.
    if (known[i] && (i < 0x80 || i >= 0xa0)) singles_[i] = text[0];
  }
  for (const Single& s : recipe.singles) singles_[s.byte] = s.character;
  for (int i = 0; i < 256; ++i)
    if (singles_[i] != kAbsent && i) setEncoding(singles_[i], static_cast<uint32_t>(i), false);

  // The codes that the recipe changes come into the tables in their order, like all others.
  std::unordered_map<uint32_t, char32_t> changed;
  for (const Run& r : recipe.runs)
    for (int i = 0; i < r.count; ++i)
      changed[r.code + static_cast<uint32_t>(i)] =
          r.character >= kWithheld ? r.character : r.character + static_cast<char32_t>(i);

  two_.assign(0x10000, kAbsent);
  for (uint32_t code = 0x8021; code < 0x10000; ++code) {
    const uint8_t bytes[2] = {static_cast<uint8_t>(code >> 8), static_cast<uint8_t>(code)};
    if (bytes[1] < 0x21 || singles_[bytes[0]] != kAbsent) continue;
    std::u32string text;
    if (auto found = changed.find(code); found != changed.end()) {
      if (found->second == kWithheld) two_[code] = kWithheld;
      if (found->second < kWithheld) text.push_back(found->second);
    } else {
      text = main.decode(bytes, 2);
      if (text.size() > 2 || (text.size() == 2 && known[bytes[0]])) text.clear();
    }
    if (!text.empty()) set(code, text);
  }
  bool hasThree = std::string_view(recipe.iconvName).starts_with("EUC-J");
  if (hasThree) {
    three_.assign(0x10000, kAbsent);
    Converter fallback(recipe.threeByteFallback ? recipe.threeByteFallback : recipe.iconvName);
    std::vector<std::pair<uint32_t, std::u32string>> late;
    for (uint32_t i = 0xa1; i < 0xff; ++i) {
      for (uint32_t j = 0xa1; j < 0xff; ++j) {
        uint32_t code = 0x8f0000 | i << 8 | j;
        const uint8_t bytes[3] = {0x8f, static_cast<uint8_t>(i), static_cast<uint8_t>(j)};
        if (auto found = changed.find(code); found != changed.end()) {
          if (found->second != kAbsent) set(code, std::u32string(1, found->second));
          continue;
        }
        std::u32string text = main.decode(bytes, 3);
        if (!text.empty() && text.size() <= 2) {
          set(code, text);
        } else if (recipe.threeByteFallback) {
          text = fallback.decode(bytes, 3);
          if (text.size() == 1) late.emplace_back(code, text);
        }
      }
    }
    for (auto& [code, text] : late) set(code, text);
  }
  for (const Exception& e : recipe.exceptions) setEncoding(e.character, e.code, true);
}

const Charset& charset(CharsetId id) {
  static std::unique_ptr<Charset> made[static_cast<size_t>(CharsetId::Count)];
  auto& place = made[static_cast<size_t>(id)];
  if (!place) place = std::make_unique<Charset>(kRecipes[static_cast<size_t>(id)]);
  return *place;
}

}  // namespace typhon::cjk
