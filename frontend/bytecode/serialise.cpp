// Layout: 8 bytes of digest over what follows; the number of texts, then each text (length and bytes); the outermost unit.
// A unit: header (what a partial unit knows), length of the body, body; units among the constants stand inside the body in full.
// Numbers are little-endian base-128 (signed ones zigzag), floats and instructions eight bytes; texts are numbers of the table.
#include "frontend/bytecode/serialise.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_map>

#include "frontend/bytecode/operands.h"
#include "runtime/base/hash.h"

namespace typhon::bytecode {
namespace {

constexpr uint32_t kFormatVersion = 3;
constexpr unsigned kMaxNesting = 200;
constexpr size_t kDigestBytes = 8;

// A fast digest against accidents (not against malice: that is the verifier's business).
uint64_t digestOf(std::string_view bytes) {
  constexpr uint64_t kFirst = 0x9e3779b97f4a7c15u, kSecond = 0xd6e8feb86659fd93u;
  auto mix = [](uint64_t a, uint64_t b) {
    __uint128_t product = static_cast<__uint128_t>(a) * b;
    return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
  };
  uint64_t state = bytes.size() ^ kFirst;
  size_t at = 0;
  for (; at + 16 <= bytes.size(); at += 16) {
    uint64_t words[2];
    std::memcpy(words, bytes.data() + at, 16);
    state = mix(words[0] ^ kFirst ^ state, words[1] ^ kSecond);
  }
  uint64_t tail[2] = {0, 0};
  std::memcpy(tail, bytes.data() + at, bytes.size() - at);
  return mix(tail[0] ^ kSecond ^ state, tail[1] ^ kFirst);
}

uint64_t fixedAt(const char* at) {
  uint64_t bits = 0;
  for (int i = 0; i < 8; ++i) bits |= uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
  return bits;
}

// How many different attributes of its first parameter the code stores to: what a class learns from its __init__.
uint32_t countSelfStores(const CodeUnit& unit) {
  if (unit.argCount == 0) return 0;
  std::vector<uint32_t> seen;
  for (size_t pc = 0; pc < unit.code.size();) {
    Decoded d = decode(&unit.code[pc]);
    if (d.op == Op::STORE_ATTR && d.a == 0 && std::find(seen.begin(), seen.end(), d.c) == seen.end()) seen.push_back(d.c);
    pc += d.words;
  }
  return static_cast<uint32_t>(seen.size());
}

}  // namespace

void sealImage(std::string& bytes) {
  if (bytes.size() < kDigestBytes) return;
  uint64_t digest = digestOf(std::string_view(bytes).substr(kDigestBytes));
  for (size_t i = 0; i < kDigestBytes; ++i) bytes[i] = static_cast<char>(digest >> (8 * i));
}

namespace {

class Writer {
 public:
  std::string take(const CodeUnit& root) {
    unit(root);
    std::string units = std::move(out_);
    out_.clear();
    number(texts_.size());
    for (const std::string* value : texts_) {
      number(value->size());
      out_ += *value;
    }
    std::string result(kDigestBytes, '\0');
    result += out_;
    result += units;
    sealImage(result);
    return result;
  }

 private:
  void number(uint64_t value) {
    while (value >= 0x80) {
      out_ += static_cast<char>(value | 0x80);
      value >>= 7;
    }
    out_ += static_cast<char>(value);
  }
  void signedNumber(int64_t value) { number((static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63)); }
  void fixed(uint64_t bits) {
    for (int i = 0; i < 8; ++i) out_ += static_cast<char>(bits >> (8 * i));
  }
  void text(const std::string& value) {
    auto [place, isNew] = numberOf_.emplace(std::string_view(value), texts_.size());
    if (isNew) texts_.push_back(&value);
    number(place->second);
  }

  void constant(const Constant& value) {
    out_ += static_cast<char>(value.kind);
    switch (value.kind) {
      case Constant::Kind::Int:
        signedNumber(value.integer);
        break;
      case Constant::Kind::Float:
        fixed(std::bit_cast<uint64_t>(value.real));
        break;
      case Constant::Kind::Complex:
        fixed(std::bit_cast<uint64_t>(value.real));
        fixed(std::bit_cast<uint64_t>(value.imaginary));
        break;
      case Constant::Kind::BigInt:
      case Constant::Kind::Str:
      case Constant::Kind::Bytes:
        text(value.text);
        break;
      case Constant::Kind::Tuple:
      case Constant::Kind::FrozenSet:
        number(value.items.size());
        for (const Constant& item : value.items) constant(item);
        break;
      case Constant::Kind::Code:
        unit(*value.code);
        break;
      default:
        break;
    }
  }

  void unit(const CodeUnit& partial) {
    // A unit that has not been needed yet is completed for this.
    if (!partial.image) return wholeUnit(partial);
    std::string error;
    std::shared_ptr<const CodeUnit> complete = partial.image->complete(partial, error);
    if (!complete) return wholeUnit(CodeUnit());  // the image was damaged by hand: nothing that could be run comes out
    kept_.push_back(complete);
    wholeUnit(*complete);
  }

  void wholeUnit(const CodeUnit& unit) {
    text(unit.name);
    text(unit.qualifiedName);
    text(unit.filename);
    signedNumber(unit.firstLine);
    number(unit.flags);
    number(unit.argCount);
    number(unit.positionalOnlyCount);
    number(unit.keywordOnlyCount);
    number(unit.registerCount);
    number(unit.localNames.size());
    number(unit.freeCount());
    number(countSelfStores(unit));
    number(unit.sourceHash);
    out_ += static_cast<char>(unit.hasDocstring);
    // Not a copy: the table of texts points into the unit.
    static const Constant kNone;
    if (unit.hasDocstring) constant(unit.constants.empty() ? kNone : unit.constants[0]);
    std::string outer = std::move(out_);
    out_.clear();
    body(unit);
    std::string inner = std::move(out_);
    out_ = std::move(outer);
    number(inner.size());
    out_ += inner;
  }

  void body(const CodeUnit& unit) {
    for (size_t i = 0; i < unit.localNames.size(); ++i) {
      text(unit.localNames[i]);
      out_ += static_cast<char>(unit.localKinds[i]);
    }
    // Instructions without their feedback words
    std::string words;
    uint64_t count = 0;
    for (size_t pc = 0; pc < unit.code.size();) {
      uint64_t bits = unit.code[pc].bits;
      for (int i = 0; i < 8; ++i) words += static_cast<char>(bits >> (8 * i));
      ++count;
      auto op = static_cast<unsigned>(unit.code[pc].op);
      pc += 1 + (op < kOpCount ? kOpInfo[op].feedbackWords : 0);
    }
    number(unit.code.size());
    number(count);
    out_ += words;
    number(unit.constants.size());
    for (const Constant& value : unit.constants) constant(value);
    number(unit.names.size());
    for (const std::string& name : unit.names) text(name);
    number(unit.handlers.size());
    for (const HandlerEntry& entry : unit.handlers) {
      number(entry.start);
      number(entry.end);
      number(entry.target);
      number(entry.exceptionRegister);
    }
    number(unit.positions.size());
    uint32_t start = 0;
    int32_t line = unit.firstLine;
    for (const PositionEntry& entry : unit.positions) {
      number(entry.start - start);
      start = entry.start;
      signedNumber(int64_t{entry.line} - line);
      line = entry.line;
      signedNumber(int64_t{entry.endLine} - entry.line);
      signedNumber(entry.column);
      signedNumber(int64_t{entry.endColumn} - entry.column);
    }
  }

  std::string out_;
  std::vector<const std::string*> texts_;
  std::unordered_map<std::string_view, size_t> numberOf_;
  std::vector<std::shared_ptr<const CodeUnit>> kept_;  // texts_ refers into them
};

}  // namespace

class ImageReader {
 public:
  ImageReader(const UnitImage& image, size_t at)
      : image_(image), at_(image.bytes_.data() + at), end_(image.bytes_.data() + image.bytes_.size()) {}

  bool failed() const { return failed_; }
  bool atEnd() const { return at_ == end_; }
  size_t position() const { return static_cast<size_t>(at_ - image_.bytes_.data()); }

  bool texts(std::vector<uint32_t>* out) {
    size_t size = count(1);
    out->reserve(size);
    for (size_t i = 0; i < size && !failed_; ++i) {
      out->push_back(static_cast<uint32_t>(position()));
      at_ += count(1);
    }
    return !failed_;
  }

  // Header and, if `whole`, body. A partial unit's body is skipped.
  std::shared_ptr<CodeUnit> unit(bool whole, unsigned depth) {
    auto result = std::make_shared<CodeUnit>();
    CodeUnit& out = *result;
    size_t start = position();
    if (depth > kMaxNesting) {
      failed_ = true;
      return result;
    }
    out.name = text();
    out.qualifiedName = text();
    out.filename = text();
    out.firstLine = static_cast<int32_t>(signedNumber());
    out.flags = number32();
    out.argCount = number32();
    out.positionalOnlyCount = number32();
    out.keywordOnlyCount = number32();
    out.registerCount = number32();
    uint32_t locals = number32();
    uint32_t freeCount = number32();
    uint32_t selfStores = number32();
    out.sourceHash = number();
    out.hasDocstring = byte() != 0;
    Constant doc;
    if (out.hasDocstring) doc = constant(depth + 1);
    size_t size = count(1);
    if (failed_) return result;
    const char* end = at_ + size;
    if (!whole) {
      out.image = image_.shared_from_this();
      out.imageOffset = start;
      out.partialFreeCount = freeCount;
      out.partialLocalCount = locals;
      out.partialSelfStores = selfStores;
      if (out.hasDocstring) out.constants.push_back(std::move(doc));
      at_ = end;
      return result;
    }
    const char* outer = end_;
    end_ = end;
    body(out, locals, depth);
    if (at_ != end || out.freeCount() != freeCount) failed_ = true;
    end_ = outer;
    return result;
  }

 private:
  uint64_t number() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ == end_) break;
      auto byte = static_cast<unsigned char>(*at_++);
      value |= uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }
  uint32_t number32() {
    uint64_t value = number();
    if (value > 0xffffffffu) failed_ = true;
    return static_cast<uint32_t>(value);
  }
  int64_t signedNumber() {
    uint64_t value = number();
    return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
  }
  // How many elements follow, each of which takes `least` bytes or more.
  size_t count(size_t least) {
    uint64_t value = number();
    if (value > static_cast<uint64_t>(end_ - at_) / least) {
      failed_ = true;
      return 0;
    }
    return static_cast<size_t>(value);
  }
  std::string text() {
    uint64_t index = number();
    if (failed_ || index >= image_.texts_.size()) {
      failed_ = true;
      return {};
    }
    // The table has been looked through: lengths are sound.
    const char* at = image_.bytes_.data() + image_.texts_[index];
    size_t size = 0;
    for (unsigned shift = 0;; shift += 7) {
      auto byte = static_cast<unsigned char>(*at++);
      size |= size_t{byte & 0x7fu} << shift;
      if (byte < 0x80) break;
    }
    return std::string(at, size);
  }
  uint8_t byte() {
    if (at_ == end_) {
      failed_ = true;
      return 0;
    }
    return static_cast<uint8_t>(*at_++);
  }
  uint64_t fixed() {
    if (end_ - at_ < 8) {
      failed_ = true;
      return 0;
    }
    uint64_t bits = fixedAt(at_);
    at_ += 8;
    return bits;
  }

  Constant constant(unsigned depth) {
    Constant value;
    uint8_t kind = byte();
    if (kind > static_cast<uint8_t>(Constant::Kind::Code) || depth > kMaxNesting) {
      failed_ = true;
      return value;
    }
    value.kind = static_cast<Constant::Kind>(kind);
    switch (value.kind) {
      case Constant::Kind::Int:
        value.integer = signedNumber();
        break;
      case Constant::Kind::Float:
        value.real = std::bit_cast<double>(fixed());
        break;
      case Constant::Kind::Complex:
        value.real = std::bit_cast<double>(fixed());
        value.imaginary = std::bit_cast<double>(fixed());
        break;
      case Constant::Kind::BigInt:
      case Constant::Kind::Str:
      case Constant::Kind::Bytes:
        value.text = text();
        break;
      case Constant::Kind::Tuple:
      case Constant::Kind::FrozenSet: {
        size_t size = count(1);
        for (size_t i = 0; i < size && !failed_; ++i) value.items.push_back(constant(depth + 1));
        break;
      }
      case Constant::Kind::Code:
        value.code = unit(false, depth + 1);
        break;
      default:
        break;
    }
    return value;
  }

  void body(CodeUnit& out, uint32_t locals, unsigned depth) {
    if (locals > static_cast<size_t>(end_ - at_) / 2) {
      failed_ = true;
      return;
    }
    out.localNames.reserve(locals);
    out.localKinds.reserve(locals);
    for (uint32_t i = 0; i < locals && !failed_; ++i) {
      out.localNames.push_back(text());
      out.localKinds.push_back(byte());
    }
    uint64_t words = number();
    size_t instructions = count(8);
    // An instruction has at most a handful of feedback words.
    if (words < instructions || words > instructions * 8) failed_ = true;
    if (failed_) return;
    out.code.resize(words);
    size_t pc = 0;
    for (size_t i = 0; i < instructions; ++i) {
      Word word;
      word.bits = fixedAt(at_);
      at_ += 8;
      auto op = static_cast<unsigned>(word.op);
      if (op >= kOpCount || kOpInfo[op].specialised || pc + 1 + kOpInfo[op].feedbackWords > words) {
        failed_ = true;
        return;
      }
      out.code[pc++] = word;
      for (unsigned k = 0; k < kOpInfo[op].feedbackWords; ++k) out.code[pc++].bits = 0;
    }
    if (pc != words) failed_ = true;
    size_t constants = count(1);
    out.constants.reserve(constants);
    for (size_t i = 0; i < constants && !failed_; ++i) out.constants.push_back(constant(depth));
    size_t names = count(1);
    out.names.reserve(names);
    for (size_t i = 0; i < names && !failed_; ++i) out.names.push_back(text());
    size_t handlers = count(4);
    out.handlers.reserve(handlers);
    for (size_t i = 0; i < handlers && !failed_; ++i) {
      HandlerEntry entry;
      entry.start = number32();
      entry.end = number32();
      entry.target = number32();
      entry.exceptionRegister = number32();
      out.handlers.push_back(entry);
    }
    size_t positions = count(5);
    out.positions.reserve(positions);
    uint32_t start = 0;
    int64_t line = out.firstLine;
    for (size_t i = 0; i < positions && !failed_; ++i) {
      PositionEntry entry;
      start += number32();
      entry.start = start;
      line += signedNumber();
      entry.line = static_cast<int32_t>(line);
      entry.endLine = static_cast<int32_t>(line + signedNumber());
      int64_t column = signedNumber();
      entry.column = static_cast<int32_t>(column);
      entry.endColumn = static_cast<int32_t>(column + signedNumber());
      out.positions.push_back(entry);
    }
  }

  const UnitImage& image_;
  const char* at_;
  const char* end_;
  bool failed_ = false;
};

std::shared_ptr<const UnitImage> UnitImage::open(std::string bytes, std::string& error, bool verified, size_t from) {
  auto image = std::make_shared<UnitImage>();
  image->bytes_ = std::move(bytes);
  image->verified_ = verified;
  std::string_view all = std::string_view(image->bytes_).substr(from);
  if (image->bytes_.size() > UINT32_MAX || all.size() < kDigestBytes ||
      (!verified && fixedAt(all.data()) != digestOf(all.substr(kDigestBytes)))) {
    error = "bad code data";
    return nullptr;
  }
  ImageReader reader(*image, from + kDigestBytes);
  std::vector<uint32_t> texts;
  if (!reader.texts(&texts)) {
    error = "bad code data";
    return nullptr;
  }
  image->texts_ = std::move(texts);
  image->root_ = reader.position();
  return image;
}

std::shared_ptr<const CodeUnit> UnitImage::root(std::string& error) const {
  ImageReader reader(*this, root_);
  std::shared_ptr<const CodeUnit> unit = reader.unit(true, 0);
  if (!reader.failed() && reader.atEnd()) return unit;
  error = "bad code data";
  return nullptr;
}

namespace {

void renameFile(CodeUnit& unit, const std::string& from, const std::string& to) {
  for (Constant& constant : unit.constants)
    if (constant.code && constant.code->filename == from) const_cast<CodeUnit&>(*constant.code).filename = to;
  unit.filename = to;
}

}  // namespace

std::shared_ptr<const CodeUnit> UnitImage::complete(const CodeUnit& partial, std::string& error) const {
  ImageReader reader(*this, partial.imageOffset);
  std::shared_ptr<CodeUnit> unit = reader.unit(true, 0);
  if (reader.failed()) {
    error = "bad code data";
    return nullptr;
  }
  // It may have been given another file's name meanwhile (_imp._fix_co_filename); the units in it follow.
  if (unit->filename != partial.filename) renameFile(*unit, unit->filename, partial.filename);
  return unit;
}

namespace {

// Completes the units in a unit, so that nothing refers to the image any more.
bool completeAll(std::vector<Constant>& constants, unsigned depth, std::string& error) {
  if (depth > kMaxNesting) {
    error = "code nested too deeply";
    return false;
  }
  for (Constant& constant : constants) {
    if (!completeAll(constant.items, depth + 1, error)) return false;
    if (!constant.code || !constant.code->image) continue;
    auto whole = std::const_pointer_cast<CodeUnit>(constant.code->image->complete(*constant.code, error));
    constant.code = whole;
    if (!whole || !completeAll(whole->constants, depth + 1, error)) return false;
  }
  return true;
}

}  // namespace

std::shared_ptr<const CodeUnit> deserialise(std::string_view bytes, std::string& error) {
  std::shared_ptr<const UnitImage> image = UnitImage::open(std::string(bytes), error);
  if (!image) return nullptr;
  auto unit = std::const_pointer_cast<CodeUnit>(image->root(error));
  return unit && completeAll(unit->constants, 0, error) ? unit : nullptr;
}

uint32_t cacheMagic() {
  static const uint32_t magic = [] {
    uint64_t hash = 1469598103934665603u;
    auto mix = [&](std::string_view bytes) {
      for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
      hash = (hash ^ 0xff) * 1099511628211u;
    };
    for (const OpInfo& row : kOpInfo) {
      if (row.specialised) continue;
      mix(row.name);
      const char shape[] = {static_cast<char>(row.a), static_cast<char>(row.b), static_cast<char>(row.c),
                            static_cast<char>(row.feedbackWords), static_cast<char>(row.flags)};
      mix({shape, sizeof shape});
      mix(row.meaning);
    }
    for (const IntrinsicInfo& row : kIntrinsicInfo) {
      mix(row.name);
      mix(row.meaning);
    }
    const char version[] = {static_cast<char>(kFormatVersion), static_cast<char>(kFrameHeaderWords),
                            static_cast<char>(Constant::Kind::Code)};
    mix({version, sizeof version});
    return static_cast<uint32_t>(hash ^ hash >> 32);
  }();
  return magic;
}

uint64_t sourceHash(std::string_view source) {
  uint64_t key = (cacheMagic() & 0xffff) | uint64_t{'\r'} << 16 | uint64_t{'\n'} << 24;
  return base::sipHash13({key, 0}, source.data(), source.size());
}

std::string serialise(const CodeUnit& unit) { return Writer().take(unit); }

}  // namespace typhon::bytecode
