// Code units as text.
#include "frontend/bytecode/disassemble.h"

#include <fmt/format.h>

#include <map>

#include "frontend/bytecode/operands.h"
#include "frontend/bytecode/positions.h"

namespace typhon::bytecode {
namespace {

std::string quoted(const std::string& text, bool bytes, size_t limit) {
  std::string out = bytes ? "b'" : "'";
  for (unsigned char c : text) {
    if (out.size() > limit) {
      out += "...";
      break;
    }
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\'' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c < 0x20 || c == 0x7f || (bytes && c >= 0x80)) {
      out += fmt::format("\\x{:02x}", c);
    } else {
      out += static_cast<char>(c);
    }
  }
  out += '\'';
  return out;
}

std::string registerText(const CodeUnit& unit, uint32_t reg) {
  if (reg < unit.localNames.size()) return fmt::format("r{}:{}", reg, unit.localNames[reg]);
  return fmt::format("r{}", reg);
}

const char* operandText(Operand kind) {
  static constexpr const char* kText[] = {"-",     "R",    "W",   "X",     "R2",   "R3",     "W2",    "R[C]", "R[2C]", "W[C]",
                                          "W[ex]", "R[n]", "WIN", "WINKW", "MWIN", "MWINKW", "WINEX", "MW",   "K",     "N",
                                          "K32",   "N32",  "",    "I",     "I32",  "U",      "J",     "J32"};
  return kText[static_cast<unsigned>(kind)];
}

std::string rangeText(const CodeUnit& unit, uint32_t start, uint32_t count) {
  if (count == 0) return "-";
  if (count == 1) return registerText(unit, start);
  return fmt::format("r{}..r{}", start, start + count - 1);
}

std::string fieldText(const CodeUnit& unit, const Decoded& d, Operand kind, uint32_t value, uint32_t pc) {
  auto signedValue = d.wide ? static_cast<int32_t>(value) : static_cast<int16_t>(value);
  auto target = [&](int64_t offset) { return fmt::format("-> {}", static_cast<int64_t>(pc) + offset); };
  auto constant = [&](uint32_t index) {
    return index < unit.constants.size() ? constantText(unit.constants[index]) : fmt::format("constant {}?", index);
  };
  auto name = [&](uint32_t index) {
    return index < unit.names.size() ? "." + unit.names[index] : fmt::format("name {}?", index);
  };
  switch (kind) {
    case Operand::NO:
    case Operand::HI:
      return "";
    case Operand::R:
    case Operand::W:
    case Operand::X:
      return registerText(unit, value);
    case Operand::R2:
    case Operand::W2:
      return rangeText(unit, value, 2);
    case Operand::R3:
      return rangeText(unit, value, 3);
    case Operand::RC:
    case Operand::WC:
      return rangeText(unit, value, d.c);
    case Operand::R2C:
      return rangeText(unit, value, 2 * d.c);
    case Operand::WEX:
      return rangeText(unit, value, (d.c & 0xff) + 1 + (d.c >> 8));
    case Operand::RC_INTRINSIC:
      return d.c < static_cast<unsigned>(Intrinsic::kCount) ? rangeText(unit, value, kIntrinsicInfo[d.c].arguments) : "?";
    case Operand::WIN:
    case Operand::WINKW:
    case Operand::WINEX:
    case Operand::MWIN:
    case Operand::MWINKW:
    case Operand::MW:
      return fmt::format("[r{}]", value);
    case Operand::K:
      return constant(value);
    case Operand::K32:
      return constant(d.bc());
    case Operand::N:
      return name(value);
    case Operand::N32:
      return name(d.bc());
    case Operand::I:
      return fmt::format("#{}", signedValue);
    case Operand::I32:
      return fmt::format("#{}", d.signedBc());
    case Operand::U:
      if (d.op == Op::INTRINSIC && value < static_cast<unsigned>(Intrinsic::kCount)) return kIntrinsicInfo[value].name;
      return fmt::format("#{}", value);
    case Operand::J:
      return target(signedValue);
    case Operand::J32:
      return target(d.signedBc());
  }
  return "";
}

}  // namespace

std::string constantText(const Constant& constant, size_t limit) {
  using Kind = Constant::Kind;
  switch (constant.kind) {
    case Kind::None:
      return "None";
    case Kind::True:
      return "True";
    case Kind::False:
      return "False";
    case Kind::Ellipsis:
      return "...";
    case Kind::Int:
      return fmt::format("{}", constant.integer);
    case Kind::BigInt: {
      bool negative = !constant.text.empty() && constant.text[0] == '-';
      return (negative ? "-0x" : "0x") + constant.text.substr(negative ? 1 : 0, limit);
    }
    case Kind::Float: {
      std::string text = fmt::format("{}", constant.real);
      return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
    }
    case Kind::Complex:
      return fmt::format("({}{:+}j)", constant.real, constant.imaginary);
    case Kind::Str:
      return quoted(constant.text, false, limit);
    case Kind::Bytes:
      return quoted(constant.text, true, limit);
    case Kind::Tuple:
    case Kind::FrozenSet: {
      std::string out = constant.kind == Kind::Tuple ? "(" : "frozenset({";
      for (size_t i = 0; i < constant.items.size(); ++i) {
        if (i) out += ", ";
        if (out.size() > limit) {
          out += "...";
          break;
        }
        out += constantText(constant.items[i], limit);
      }
      if (constant.kind == Kind::Tuple && constant.items.size() == 1) out += ",";
      return out + (constant.kind == Kind::Tuple ? ")" : "})");
    }
    case Kind::Code:
      return fmt::format("<code {}>", constant.code ? constant.code->qualifiedName : "?");
  }
  return "";
}

std::string instructionText(const CodeUnit& unit, uint32_t pc, const Word* code) {
  const Word* words = code ? code : unit.code.data();
  Decoded d = decode(words + pc);
  const OpInfo& row = info(d.op);
  std::string out = fmt::format("{:<22}", row.name);
  bool first = true;
  for (unsigned which = 0; which < 3; ++which) {
    uint32_t value = which == 0 ? d.a : which == 1 ? d.b : d.c;
    std::string text = fieldText(unit, d, operandKind(row, which), value, pc);
    if (text.empty()) continue;
    out += first ? " " : ", ";
    out += text;
    first = false;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string disassemble(const CodeUnit& unit, bool recursive, const Word* code) {
  const Word* words = code ? code : unit.code.data();
  std::string out = fmt::format("{} ({}:{}) flags {:#x}, {} registers, arguments {}+{} ({} positional only)\n",
                                unit.qualifiedName, unit.filename, unit.firstLine, unit.flags, unit.registerCount, unit.argCount,
                                unit.keywordOnlyCount, unit.positionalOnlyCount);
  for (size_t i = 0; i < unit.localNames.size(); ++i) {
    out += i ? ", " : "  locals: ";
    out += unit.localNames[i];
    if (unit.localKinds[i] & kCell) out += " (cell)";
    if (unit.localKinds[i] & kFree) out += " (free)";
    if (unit.localKinds[i] & kHidden) out += " (hidden)";
  }
  if (!unit.localNames.empty()) out += '\n';
  std::map<uint32_t, bool> targets;
  for (uint32_t pc = 0; pc < unit.code.size();) {
    Decoded d = decode(words + pc);
    int64_t offset;
    if (jumpOffset(d, offset)) targets[static_cast<uint32_t>(pc + offset)] = true;
    pc += d.words;
  }
  for (const HandlerEntry& entry : unit.handlers) targets[entry.target] = true;
  int32_t lastLine = -1;
  for (uint32_t pc = 0; pc < unit.code.size();) {
    PositionEntry at = positionAt(unit, pc);
    std::string line = at.line == lastLine ? "" : at.line ? std::to_string(at.line) : "--";
    lastLine = at.line;
    std::string text = instructionText(unit, pc, code);
    std::string where = at.line ? fmt::format("{}:{}-{}:{}", at.line, at.column, at.endLine, at.endColumn) : "";
    out += fmt::format("{:>5} {:>2} {:>5}  {:<60} {}\n", line, targets.count(pc) ? ">>" : "", pc, text, where);
    while (out.size() > 1 && out[out.size() - 2] == ' ') out.erase(out.size() - 2, 1);
    pc += decode(words + pc).words;
  }
  for (const HandlerEntry& entry : unit.handlers)
    out += fmt::format("  handler {}..{} -> {} in r{}\n", entry.start, entry.end, entry.target, entry.exceptionRegister);
  if (recursive)
    for (const Constant& constant : unit.constants)
      if (constant.kind == Constant::Kind::Code && constant.code) out += "\n" + disassemble(*constant.code, true);
  return out;
}

std::string opcodeReference() {
  std::string out =
      "# Bytecode\n\n"
      "Generated from `frontend/bytecode/opcodes.def` and `intrinsics.def` by `typhon-compile --opcodes`; do not edit.\n\n"
      "A word has 64 bits: a 16-bit opcode and the operands A, B and C of 16 bits each. An `EXT` prefix adds the upper "
      "16 bits of each operand. Feedback words follow their instruction; they are zero in a code unit.\n\n"
      "Operands: `R`, `W`, `X` a register read, written, both; `R2`, `R3`, `W2` that many consecutive ones; `R[C]`, "
      "`R[2C]`, `W[C]` as many as operand C says; `W[ex]` the registers of a starred unpacking; `R[n]` as many as the "
      "intrinsic takes; `WIN` and its kin a call window; `MW` the two registers of a method window; `K`, `N` the index "
      "of a constant, of a name; `I`, `U` a signed, an unsigned number; `J` a jump in words relative to the "
      "instruction's first word; `32`: over B and C together.\n\n"
      "Flags: `r` may raise, `p` may run Python code, `e` control does not fall through, `b` polls and counts.\n\n"
      "| opcode | A | B | C | feedback | flags | meaning |\n|---|---|---|---|---|---|---|\n";
  auto escaped = [](std::string_view text) {
    std::string result;
    for (char c : text) {
      if (c == '|') result += '\\';
      result += c;
    }
    return result;
  };
  for (unsigned i = 0; i < kOpCount; ++i) {
    const OpInfo& row = kOpInfo[i];
    if (row.specialised) continue;
    std::string flags;
    if (row.flags & RAISE) flags += 'r';
    if (row.flags & PYCODE) flags += 'p';
    if (row.flags & END) flags += 'e';
    if (row.flags & BACK) flags += 'b';
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", row.name, operandText(row.a), operandText(row.b),
                       operandText(row.c), row.feedbackWords, flags, escaped(row.meaning));
  }
  out += "\n## Intrinsics\n\n| intrinsic | registers | meaning |\n|---|---|---|\n";
  for (const IntrinsicInfo& row : kIntrinsicInfo)
    out += fmt::format("| `{}` | {} | {} |\n", row.name, row.arguments, escaped(row.meaning));
  out += "\n## Specialised forms\n\nThe interpreters write these over their base at run time.\n\n";
  std::string base;
  for (unsigned i = 0; i < kOpCount; ++i) {
    const OpInfo& row = kOpInfo[i];
    if (!row.specialised) continue;
    std::string name = kOpInfo[static_cast<unsigned>(row.base)].name;
    if (name != base) {
      if (!base.empty()) out += '\n';
      out += fmt::format("- `{}`:", name);
      base = name;
    }
    out += fmt::format(" `{}`", row.name);
  }
  return out + "\n";
}

}  // namespace typhon::bytecode
