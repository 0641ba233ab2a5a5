// Build-time generator of the Unicode tables: reads the files of the Unicode Character Database and writes two include
// files, unicode_tables.inc (properties, case mappings, normal forms; included by unicode.cpp) and unicode_names.inc
// (character names; included by unicode_names.cpp). Usage: unicode_gen UCD_FOLDER OUTPUT_FOLDER.
#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/base/unicode.h"

namespace {

using typhon::base::CharRecord;
using Points = std::vector<uint32_t>;
constexpr uint32_t kLimit = 0x110000;

[[noreturn]] void die(const std::string& message) {
  std::fprintf(stderr, "unicode_gen: %s\n", message.c_str());
  std::exit(1);
}

std::string folder;

std::string trim(const std::string& s) {
  size_t b = s.find_first_not_of(" \t\r\n");
  if (b == std::string::npos) return "";
  size_t e = s.find_last_not_of(" \t\r\n");
  return s.substr(b, e - b + 1);
}

std::vector<std::string> split(const std::string& s, char separator) {
  std::vector<std::string> parts;
  size_t start = 0;
  for (;;) {
    size_t end = s.find(separator, start);
    parts.push_back(trim(s.substr(start, end == std::string::npos ? end : end - start)));
    if (end == std::string::npos) return parts;
    start = end + 1;
  }
}

uint32_t hex(const std::string& s) { return static_cast<uint32_t>(std::strtoul(s.c_str(), nullptr, 16)); }

Points hexList(const std::string& s) {
  Points points;
  for (const std::string& part : split(s, ' '))
    if (!part.empty()) points.push_back(hex(part));
  return points;
}

// Calls line(fields) for every line of a UCD file, comments removed.
template <class F>
void readFile(const std::string& name, F line) {
  std::FILE* file = std::fopen((folder + "/" + name).c_str(), "r");
  if (!file) die("cannot read " + folder + "/" + name);
  char* buffer = nullptr;
  size_t capacity = 0;
  while (getline(&buffer, &capacity, file) >= 0) {
    std::string text(buffer);
    text = trim(text.substr(0, text.find('#')));
    if (!text.empty()) line(split(text, ';'));
  }
  std::free(buffer);
  std::fclose(file);
}

// The same for files whose first field is a code point or a range.
template <class F>
void readRanges(const std::string& name, F each) {
  readFile(name, [&](const std::vector<std::string>& fields) {
    size_t dots = fields[0].find("..");
    uint32_t first = hex(fields[0]), last = dots == std::string::npos ? first : hex(fields[0].substr(dots + 2));
    for (uint32_t c = first; c <= last; ++c) each(c, fields);
  });
}

struct Char {
  bool assigned = false;
  std::string name;
  CharRecord record{};
  Points upper, lower, title, fold;  // full mappings, empty: as the simple one
  bool hasFold = false;
  std::string tag;
  Points raw, canonical, compat;
};

std::vector<Char> chars(kLimit);
std::vector<std::string> tags{""};
std::vector<double> numericValues{0.0};
bool compositionExcluded[kLimit];

const char* const kCategories[] = {"Cn", "Lu", "Ll", "Lt", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf",
                                   "Cs", "Co", "Lm", "Lo", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So"};
const char* const kBidirectional[] = {"",   "L",  "LRE", "LRO", "R", "AL", "RLE", "RLO", "PDF", "EN",  "ES",  "ET",
                                      "AN", "CS", "NSM", "BN",  "B", "S",  "WS",  "ON",  "LRI", "RLI", "FSI", "PDI"};
const char* const kWidths[] = {"F", "H", "W", "Na", "A", "N"};

template <size_t N>
uint8_t indexOf(const char* const (&list)[N], const std::string& value) {
  for (size_t i = 0; i < N; ++i)
    if (value == list[i]) return static_cast<uint8_t>(i);
  die("unknown property value " + value);
}

void setFlag(uint32_t c, uint32_t flag) { chars[c].record.flags |= flag; }

void readUnicodeData() {
  using namespace typhon::base;
  uint32_t first = 0;
  readFile("UnicodeData.txt", [&](const std::vector<std::string>& f) {
    uint32_t c = hex(f[0]);
    const std::string& name = f[1];
    if (name.size() > 8 && name.compare(name.size() - 8, 8, ", First>") == 0) {
      first = c;
      return;
    }
    uint32_t from = name.size() > 7 && name.compare(name.size() - 7, 7, ", Last>") == 0 ? first : c;
    for (uint32_t p = from; p <= c; ++p) {
      Char& ch = chars[p];
      ch.assigned = true;
      if (name[0] != '<') ch.name = name;
      CharRecord& r = ch.record;
      r.category = indexOf(kCategories, f[2]);
      r.combining = static_cast<uint8_t>(std::atoi(f[3].c_str()));
      r.bidirectional = indexOf(kBidirectional, f[4]);
      if (!f[5].empty()) {
        std::string mapping = f[5];
        if (mapping[0] == '<') {
          size_t end = mapping.find('>');
          ch.tag = mapping.substr(0, end + 1);
          mapping = mapping.substr(end + 1);
        }
        ch.raw = hexList(mapping);
      }
      r.decimal = r.digit = 255;
      if (!f[6].empty()) r.decimal = static_cast<uint8_t>(std::atoi(f[6].c_str())), r.flags |= kFlagDecimal;
      if (!f[7].empty()) r.digit = static_cast<uint8_t>(std::atoi(f[7].c_str())), r.flags |= kFlagDigit;
      if (f[9] == "Y") r.flags |= kFlagMirrored;
      if (!f[12].empty()) r.upperDelta = static_cast<int32_t>(hex(f[12]) - p);
      if (!f[13].empty()) r.lowerDelta = static_cast<int32_t>(hex(f[13]) - p);
      r.titleDelta = f[14].empty() ? r.upperDelta : static_cast<int32_t>(hex(f[14]) - p);
      const std::string& category = f[2];
      if (category[0] == 'L') r.flags |= kFlagAlpha;
      if (category == "Lt") r.flags |= kFlagTitle;
      if (p == ' ' || (category[0] != 'C' && category[0] != 'Z')) r.flags |= kFlagPrintable;
      const std::string& bidi = f[4];
      if (category == "Zs" || bidi == "WS" || bidi == "B" || bidi == "S") r.flags |= kFlagSpace;
      if (bidi == "B") r.flags |= kFlagLineBreak;
    }
  });
}

void readProperties() {
  using namespace typhon::base;
  for (Char& c : chars) {
    if (!c.assigned) c.record.decimal = c.record.digit = 255;
    c.record.width = indexOf(kWidths, "N");
  }
  readRanges("EastAsianWidth.txt",
             [](uint32_t c, const std::vector<std::string>& f) { chars[c].record.width = indexOf(kWidths, f[1]); });
  readRanges("DerivedCoreProperties.txt", [](uint32_t c, const std::vector<std::string>& f) {
    static const std::pair<const char*, uint32_t> kProperties[] = {
        {"Uppercase", kFlagUpper},          {"Lowercase", kFlagLower}, {"XID_Start", kFlagXidStart},
        {"XID_Continue", kFlagXidContinue}, {"Cased", kFlagCased},     {"Case_Ignorable", kFlagCaseIgnorable}};
    for (auto& [name, flag] : kProperties)
      if (f[1] == name) setFlag(c, flag);
  });
  readRanges("LineBreak.txt", [](uint32_t c, const std::vector<std::string>& f) {
    if (f[1] == "BK" || f[1] == "CR" || f[1] == "LF" || f[1] == "NL") setFlag(c, kFlagLineBreak);
  });
  readRanges("DerivedNormalizationProps.txt", [](uint32_t c, const std::vector<std::string>& f) {
    if (f[1] == "Full_Composition_Exclusion") compositionExcluded[c] = true;
    if (f[1] == "NFD_QC") setFlag(c, kFlagNfdNo);
    if (f[1] == "NFKD_QC") setFlag(c, kFlagNfkdNo);
    if (f[1] == "NFC_QC") setFlag(c, f[2] == "N" ? kFlagNfcNo : kFlagNfcMaybe);
    if (f[1] == "NFKC_QC") setFlag(c, f[2] == "N" ? kFlagNfkcNo : kFlagNfkcMaybe);
  });
  readRanges("DerivedAge.txt", [](uint32_t c, const std::vector<std::string>& f) {
    size_t dot = f[1].find('.');
    chars[c].record.age = static_cast<uint8_t>(std::atoi(f[1].c_str()) * 10 + std::atoi(f[1].c_str() + dot + 1));
  });
  readRanges("extracted/DerivedNumericValues.txt", [](uint32_t c, const std::vector<std::string>& f) {
    size_t slash = f[3].find('/');
    double value = std::strtod(f[3].c_str(), nullptr);
    if (slash != std::string::npos) value /= std::strtod(f[3].c_str() + slash + 1, nullptr);
    size_t i = 1;
    while (i < numericValues.size() && numericValues[i] != value) ++i;
    if (i == numericValues.size()) numericValues.push_back(value);
    if (i > 255) die("too many numeric values");
    chars[c].record.numeric = static_cast<uint8_t>(i);
    setFlag(c, kFlagNumeric);
  });
  readFile("SpecialCasing.txt", [](const std::vector<std::string>& f) {
    if (f.size() > 5 || (f.size() == 5 && !f[4].empty())) return;  // conditional
    Char& c = chars[hex(f[0])];
    c.lower = hexList(f[1]);
    c.title = hexList(f[2]);
    c.upper = hexList(f[3]);
  });
  readFile("CaseFolding.txt", [](const std::vector<std::string>& f) {
    if (f[1] != "C" && f[1] != "F") return;
    Char& c = chars[hex(f[0])];
    c.fold = hexList(f[2]);
    c.hasFold = true;
  });
}

// Full decompositions: mappings applied until nothing changes.
void decompose(uint32_t c, bool compat, Points& out) {
  const Char& ch = chars[c];
  if (ch.raw.empty() || (!ch.tag.empty() && !compat)) {
    out.push_back(c);
    return;
  }
  for (uint32_t part : ch.raw) decompose(part, compat, out);
}

class Writer {
 public:
  explicit Writer(const std::string& path) : file_(std::fopen(path.c_str(), "w")) {
    if (!file_) die("cannot write " + path);
  }
  ~Writer() { std::fclose(file_); }
  void text(const char* format, ...) __attribute__((format(printf, 2, 3))) {
    va_list list;
    va_start(list, format);
    std::vfprintf(file_, format, list);
    va_end(list);
  }
  template <class T>
  void array(const char* declaration, const std::vector<T>& values) {
    text("%s = {\n", declaration);
    for (size_t i = 0; i < values.size(); ++i)
      text("%llu,%s", static_cast<unsigned long long>(values[i]), i % 24 == 23 ? "\n" : "");
    text("};\n");
  }

 private:
  std::FILE* file_;
};

// Two-stage table with blocks of 128.
void writeTwoStage(Writer& out, const char* blocksDeclaration, const char* indexesDeclaration,
                   const std::vector<uint16_t>& values) {
  std::map<std::vector<uint16_t>, uint16_t> known;
  std::vector<uint16_t> blocks, indexes;
  for (uint32_t start = 0; start < kLimit; start += 128) {
    std::vector<uint16_t> block(values.begin() + start, values.begin() + start + 128);
    auto [it, added] = known.try_emplace(block, static_cast<uint16_t>(known.size()));
    if (added) indexes.insert(indexes.end(), block.begin(), block.end());
    blocks.push_back(it->second);
  }
  out.array(blocksDeclaration, blocks);
  out.array(indexesDeclaration, indexes);
}

// Sequences of code points kept once each.
class Pool {
 public:
  uint16_t add(const Points& points) {
    if (points.empty()) return 0;
    auto it = known_.find(points);
    if (it != known_.end()) return it->second;
    size_t offset = data_.size();
    if (offset > 0xFFFF) die("pool overflow");
    data_.insert(data_.end(), points.begin(), points.end());
    known_.emplace(points, static_cast<uint16_t>(offset));
    return static_cast<uint16_t>(offset);
  }
  const std::vector<uint32_t>& data() const { return data_; }

 private:
  std::map<Points, uint16_t> known_;
  std::vector<uint32_t> data_{0};
};

void writeRecords(Writer& out) {
  std::vector<std::string> specials{"{0,0,0,0,0}"};
  std::vector<uint32_t> caseData{0};
  for (uint32_t c = 0; c < kLimit; ++c) {
    Char& ch = chars[c];
    CharRecord& r = ch.record;
    Points lower{c + r.lowerDelta}, upper{c + r.upperDelta}, title{c + r.titleDelta}, fold;
    bool special = false;
    if (!ch.lower.empty()) {
      special |= ch.lower != lower || ch.upper != upper || ch.title != title;
      lower = ch.lower, upper = ch.upper, title = ch.title;
    }
    fold = ch.hasFold ? ch.fold : Points{c};
    if (!special && fold != lower) special = true;
    if (!special) continue;
    r.special = static_cast<uint16_t>(specials.size());
    char text[80];
    std::snprintf(text, sizeof text, "{%zu,%zu,%zu,%zu,%zu}", caseData.size(), upper.size(), lower.size(), title.size(),
                  fold.size());
    specials.push_back(text);
    for (const Points* p : {&upper, &lower, &title, &fold}) caseData.insert(caseData.end(), p->begin(), p->end());
  }
  std::vector<CharRecord> records;
  std::map<std::string, uint16_t> known;
  std::vector<uint16_t> indexes;
  auto recordIndex = [&](const CharRecord& r) {
    std::string key(reinterpret_cast<const char*>(&r), sizeof r);
    auto [it, added] = known.try_emplace(key, static_cast<uint16_t>(records.size()));
    if (added) records.push_back(r);
    return it->second;
  };
  CharRecord unassigned{};
  unassigned.decimal = unassigned.digit = 255;
  unassigned.width = indexOf(kWidths, "N");
  recordIndex(unassigned);  // record 0
  for (uint32_t c = 0; c < kLimit; ++c) indexes.push_back(recordIndex(chars[c].record));
  writeTwoStage(out, "const uint16_t kCharBlocks[]", "const uint16_t kCharIndexes[]", indexes);
  out.text("const CharRecord kCharRecords[] = {\n");
  for (const CharRecord& r : records)
    out.text("{%uu,%d,%d,%d,%u,%u,%u,%u,%u,%u,%u,%u,%u},\n", r.flags, r.upperDelta, r.lowerDelta, r.titleDelta, r.special,
             r.category, r.bidirectional, r.combining, r.width, r.decimal, r.digit, r.numeric, r.age);
  out.text("};\nstatic const SpecialCase kSpecialCases[] = {\n");
  for (const std::string& s : specials) out.text("%s,\n", s.c_str());
  out.text("};\n");
  out.array("static const uint32_t kCaseData[]", caseData);
  out.text("static const double kNumericValues[] = {");
  for (double v : numericValues) out.text("%a,", v);
  out.text("};\n");
  auto names = [&](const char* declaration, auto& list) {
    out.text("%s = {", declaration);
    for (const auto& s : list) out.text("\"%s\",", std::string(s).c_str());
    out.text("};\n");
  };
  names("static const char* const kCategoryNames[]", kCategories);
  names("static const char* const kBidirectionalNames[]", kBidirectional);
  names("static const char* const kWidthNames[]", kWidths);
}

void writeNormalization(Writer& out) {
  Pool pool;
  std::vector<uint16_t> indexes(kLimit);
  std::vector<std::string> entries{"{0,0,0,0,0,0,0}"};
  std::vector<std::array<uint32_t, 3>> pairs;
  for (uint32_t c = 0; c < kLimit; ++c) {
    Char& ch = chars[c];
    if (ch.raw.empty()) continue;
    decompose(c, false, ch.canonical);
    decompose(c, true, ch.compat);
    size_t tag = static_cast<size_t>(std::find(tags.begin(), tags.end(), ch.tag) - tags.begin());
    if (tag == tags.size()) tags.push_back(ch.tag);
    indexes[c] = static_cast<uint16_t>(entries.size());
    char text[96];
    std::snprintf(text, sizeof text, "{%u,%u,%u,%zu,%zu,%zu,%zu}", pool.add(ch.raw), pool.add(ch.canonical), pool.add(ch.compat),
                  ch.raw.size(), ch.canonical.size(), ch.compat.size(), tag);
    entries.push_back(text);
    if (ch.tag.empty() && ch.raw.size() == 2 && !compositionExcluded[c]) pairs.push_back({ch.raw[0], ch.raw[1], c});
  }
  writeTwoStage(out, "static const uint16_t kDecompositionBlocks[]", "static const uint16_t kDecompositionIndexes[]", indexes);
  out.text("static const Decomposition kDecompositions[] = {\n");
  for (const std::string& s : entries) out.text("%s,\n", s.c_str());
  out.text("};\n");
  out.array("static const uint32_t kDecompositionData[]", pool.data());
  out.text("static const char* const kDecompositionTags[] = {");
  for (const std::string& tag : tags) out.text("\"%s\",", tag.c_str());
  out.text("};\n");
  // Open addressing; the hash is repeated in unicode.cpp.
  std::vector<std::array<uint32_t, 3>> table(2048);
  for (auto& pair : pairs) {
    uint32_t slot = (pair[0] * 0x9E3779B1u ^ pair[1] * 0x85EBCA77u) >> 21;
    while (table[slot][2]) slot = (slot + 1) & 2047;
    table[slot] = pair;
  }
  out.text("static const Composition kCompositions[2048] = {\n");
  for (auto& pair : table) out.text("{%u,%u,%u},\n", pair[0], pair[1], pair[2]);
  out.text("};\n");
}

uint32_t nameHash(const std::string& name) {
  uint32_t h = 2166136261u;
  for (unsigned char ch : name) h = (h ^ ch) * 16777619u;
  return h ^ (h >> 15);
}

// Names are sequences of words: the commonest 192 take one byte, the others two.
void writeNames(Writer& out) {
  std::vector<std::pair<uint32_t, std::string>> names;
  for (uint32_t c = 0; c < kLimit; ++c)
    if (!chars[c].name.empty() && chars[c].name.find("CJK UNIFIED IDEOGRAPH-") != 0) names.emplace_back(c, chars[c].name);
  size_t primary = names.size();
  readFile("NameAliases.txt", [&](const std::vector<std::string>& f) { names.emplace_back(hex(f[0]), f[1]); });
  std::unordered_map<std::string, unsigned> counts;
  for (auto& [c, name] : names)
    for (const std::string& word : split(name, ' ')) ++counts[word];
  std::vector<std::pair<std::string, unsigned>> words(counts.begin(), counts.end());
  std::sort(words.begin(), words.end(),
            [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
  if (words.size() > 192 + 64 * 256) die("too many words in names");
  std::unordered_map<std::string, unsigned> ids;
  std::vector<uint32_t> wordOffsets;
  std::string wordText;
  for (auto& [word, count] : words) {
    ids[word] = static_cast<unsigned>(wordOffsets.size());
    wordOffsets.push_back(static_cast<uint32_t>(wordText.size()));
    wordText += word;
  }
  wordOffsets.push_back(static_cast<uint32_t>(wordText.size()));
  std::vector<uint32_t> points, offsets;
  std::vector<uint8_t> data;
  std::vector<uint16_t> table(65536, 0xFFFF);
  for (size_t i = 0; i < names.size(); ++i) {
    points.push_back(names[i].first);
    offsets.push_back(static_cast<uint32_t>(data.size()));
    for (const std::string& word : split(names[i].second, ' ')) {
      unsigned id = ids[word];
      if (id < 192) {
        data.push_back(static_cast<uint8_t>(id));
      } else {
        data.push_back(static_cast<uint8_t>(192 + ((id - 192) >> 8)));
        data.push_back(static_cast<uint8_t>(id - 192));
      }
    }
    uint32_t slot = nameHash(names[i].second) & 0xFFFF;
    while (table[slot] != 0xFFFF) slot = (slot + 1) & 0xFFFF;
    table[slot] = static_cast<uint16_t>(i);
  }
  offsets.push_back(static_cast<uint32_t>(data.size()));
  out.text("constexpr size_t kPrimaryNames = %zu;\n", primary);
  out.array("static const uint32_t kNamePoints[]", points);
  out.array("static const uint32_t kNameOffsets[]", offsets);
  out.array("static const uint8_t kNameData[]", data);
  out.array("static const uint16_t kNameTable[]", table);
  out.array("static const uint32_t kNameWordOffsets[]", wordOffsets);
  out.text("static const char kNameWords[] =\n");
  for (size_t i = 0; i < wordText.size(); i += 100) out.text("\"%s\"\n", wordText.substr(i, 100).c_str());
  out.text(";\n");

  std::map<std::string, Points> sequences;
  readFile("NamedSequences.txt", [&](const std::vector<std::string>& f) { sequences[f[0]] = hexList(f[1]); });
  out.text("static const NamedSequence kNamedSequences[] = {\n");
  for (auto& [name, points] : sequences) {
    if (points.size() > 4) die("named sequence too long");
    out.text("{\"%s\",%zu,{", name.c_str(), points.size());
    for (uint32_t p : points) out.text("%u,", p);
    out.text("}},\n");
  }
  out.text("};\n");

  // Unified ideographs are named after their numbers; UnicodeData gives their ranges.
  std::vector<std::pair<uint32_t, uint32_t>> ideographs;
  readFile("UnicodeData.txt", [&](const std::vector<std::string>& f) {
    if (f[1].find("<CJK Ideograph") != 0) return;
    if (f[1].find("First>") != std::string::npos)
      ideographs.emplace_back(hex(f[0]), 0);
    else
      ideographs.back().second = hex(f[0]);
  });
  out.text("static const uint32_t kIdeographRanges[][2] = {\n");
  for (auto& [a, b] : ideographs) out.text("{%u,%u},\n", a, b);
  out.text("};\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) die("usage: unicode_gen UCD_FOLDER OUTPUT_FOLDER");
  folder = argv[1];
  std::string output = argv[2];
  readUnicodeData();
  readProperties();
  Writer tables(output + "/unicode_tables.inc");
  tables.text("// Made by runtime/base/tools/unicode_gen.cpp.\n");
  writeRecords(tables);
  writeNormalization(tables);
  Writer names(output + "/unicode_names.inc");
  names.text("// Made by runtime/base/tools/unicode_gen.cpp.\n");
  writeNames(names);
  return 0;
}
