// Numbers are little-endian base-128 (signed ones zigzag), texts are a length and bytes, floats eight bytes.
#include "frontend/bytecode/serialise.h"

#include <bit>
#include <cstring>

#include "runtime/base/hash.h"

namespace typhon::bytecode {
namespace {

constexpr uint32_t kFormatVersion = 2;
constexpr unsigned kMaxNesting = 200;

class Writer {
 public:
  std::string take() { return std::move(out_); }

  void number(uint64_t value) {
    while (value >= 0x80) {
      out_ += static_cast<char>(value | 0x80);
      value >>= 7;
    }
    out_ += static_cast<char>(value);
  }
  void signedNumber(int64_t value) { number((static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63)); }
  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  void real(double value) {
    auto bits = std::bit_cast<uint64_t>(value);
    for (int i = 0; i < 8; ++i) out_ += static_cast<char>(bits >> (8 * i));
  }

  void constant(const Constant& value) {
    out_ += static_cast<char>(value.kind);
    switch (value.kind) {
      case Constant::Kind::Int:
        signedNumber(value.integer);
        break;
      case Constant::Kind::Float:
        real(value.real);
        break;
      case Constant::Kind::Complex:
        real(value.real);
        real(value.imaginary);
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

  void unit(const CodeUnit& unit) {
    text(unit.name);
    text(unit.qualifiedName);
    text(unit.filename);
    signedNumber(unit.firstLine);
    number(unit.flags);
    number(unit.argCount);
    number(unit.positionalOnlyCount);
    number(unit.keywordOnlyCount);
    number(unit.localNames.size());
    for (size_t i = 0; i < unit.localNames.size(); ++i) {
      text(unit.localNames[i]);
      out_ += static_cast<char>(unit.localKinds[i]);
    }
    number(unit.registerCount);
    out_ += static_cast<char>(unit.hasDocstring);
    number(unit.sourceHash);
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

 private:
  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool failed() const { return failed_; }
  bool atEnd() const { return at_ == end_; }

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
    size_t size = count(1);
    std::string value(at_, size);
    at_ += size;
    return value;
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
    uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) bits |= uint64_t{static_cast<unsigned char>(at_[i])} << (8 * i);
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
        value.code = unit(depth + 1);
        break;
      default:
        break;
    }
    return value;
  }

  std::shared_ptr<const CodeUnit> unit(unsigned depth) {
    auto result = std::make_shared<CodeUnit>();
    CodeUnit& out = *result;
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
    size_t locals = count(2);
    for (size_t i = 0; i < locals && !failed_; ++i) {
      out.localNames.push_back(text());
      out.localKinds.push_back(byte());
    }
    out.registerCount = number32();
    out.hasDocstring = byte() != 0;
    out.sourceHash = number();
    size_t words = count(8);
    for (size_t i = 0; i < words && !failed_; ++i) {
      Word word;
      word.bits = fixed();
      auto op = static_cast<unsigned>(word.op);
      if (op >= kOpCount || kOpInfo[op].specialised) {
        failed_ = true;
        break;
      }
      out.code.push_back(word);
      Word feedback;
      feedback.bits = 0;
      out.code.insert(out.code.end(), kOpInfo[op].feedbackWords, feedback);
    }
    size_t constants = count(1);
    for (size_t i = 0; i < constants && !failed_; ++i) out.constants.push_back(constant(depth));
    size_t names = count(1);
    for (size_t i = 0; i < names && !failed_; ++i) out.names.push_back(text());
    size_t handlers = count(4);
    for (size_t i = 0; i < handlers && !failed_; ++i) {
      HandlerEntry entry;
      entry.start = number32();
      entry.end = number32();
      entry.target = number32();
      entry.exceptionRegister = number32();
      out.handlers.push_back(entry);
    }
    size_t positions = count(5);
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
    return result;
  }

 private:
  const char* at_;
  const char* end_;
  bool failed_ = false;
};

}  // namespace

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

std::string serialise(const CodeUnit& unit) {
  Writer writer;
  writer.unit(unit);
  return writer.take();
}

std::shared_ptr<const CodeUnit> deserialise(std::string_view bytes, std::string& error) {
  Reader reader(bytes);
  std::shared_ptr<const CodeUnit> unit = reader.unit(0);
  if (reader.failed() || !reader.atEnd()) {
    error = "bad code data";
    return nullptr;
  }
  return unit;
}

}  // namespace typhon::bytecode
