// Emission: instructions, labels, handlers, temporaries, constants and names of the unit being generated.
#include "frontend/codegen/compiler.h"

#include <bit>

namespace typhon::frontend::codegen {
namespace {

// Decimal digits as hexadecimal ones.
std::string toHexadecimal(std::string_view decimal) {
  std::vector<uint32_t> limbs;  // little-endian, base 2^32
  for (size_t at = 0; at < decimal.size();) {
    size_t count = std::min<size_t>(9, decimal.size() - at);
    uint32_t chunk = 0, scale = 1;
    for (size_t i = 0; i < count; ++i) {
      chunk = chunk * 10 + static_cast<uint32_t>(decimal[at + i] - '0');
      scale *= 10;
    }
    uint64_t carry = chunk;
    for (uint32_t& limb : limbs) {
      carry += uint64_t{limb} * scale;
      limb = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
    if (carry) limbs.push_back(static_cast<uint32_t>(carry));
    at += count;
  }
  std::string digits;
  for (uint32_t limb : limbs)
    for (int i = 0; i < 8; ++i) digits += "0123456789abcdef"[limb >> (4 * i) & 15];
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  std::reverse(digits.begin(), digits.end());
  return digits.empty() ? "0" : digits;
}

template <class T>
void appendBytes(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// A key that is equal exactly for equal constants.
void constantKey(const bytecode::Constant& constant, std::string& out) {
  using Kind = bytecode::Constant::Kind;
  out += static_cast<char>(constant.kind);
  switch (constant.kind) {
    case Kind::Int:
      appendBytes(out, constant.integer);
      break;
    case Kind::Float:
      appendBytes(out, constant.real);
      break;
    case Kind::Complex:
      appendBytes(out, constant.real);
      appendBytes(out, constant.imaginary);
      break;
    case Kind::BigInt:
    case Kind::Str:
    case Kind::Bytes:
      appendBytes(out, constant.text.size());
      out += constant.text;
      break;
    case Kind::Tuple:
    case Kind::FrozenSet:
      appendBytes(out, constant.items.size());
      for (const bytecode::Constant& item : constant.items) constantKey(item, out);
      break;
    case Kind::Code:
      appendBytes(out, constant.code.get());
      break;
    default:
      break;
  }
}

}  // namespace

bytecode::Constant toConstant(const ast::ConstantValue& value) {
  using Kind = bytecode::Constant::Kind;
  bytecode::Constant out;
  switch (value.kind()) {
    case ast::ConstantKind::None:
      break;
    case ast::ConstantKind::True:
      out.kind = Kind::True;
      break;
    case ast::ConstantKind::False:
      out.kind = Kind::False;
      break;
    case ast::ConstantKind::Ellipsis:
      out.kind = Kind::Ellipsis;
      break;
    case ast::ConstantKind::Int:
      out.kind = Kind::Int;
      out.integer = value.integer();
      break;
    case ast::ConstantKind::BigInt: {
      out.kind = Kind::BigInt;
      std::string_view digits = value.text();
      bool negative = digits.starts_with('-');
      if (negative) digits.remove_prefix(1);
      std::string hexadecimal;
      if (digits.starts_with("0x")) {
        digits.remove_prefix(2);
        while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
        for (char c : digits) hexadecimal += static_cast<char>(c >= 'A' && c <= 'F' ? c + 32 : c);
      } else {
        hexadecimal = toHexadecimal(digits);
      }
      out.text = (negative ? "-" : "") + hexadecimal;
      break;
    }
    case ast::ConstantKind::Float:
      out.kind = Kind::Float;
      out.real = value.real();
      break;
    case ast::ConstantKind::Complex:
      out.kind = Kind::Complex;
      out.real = value.real();
      out.imaginary = value.imag();
      break;
    case ast::ConstantKind::Str:
      out.kind = Kind::Str;
      out.text = value.text();
      break;
    case ast::ConstantKind::Bytes:
      out.kind = Kind::Bytes;
      out.text = value.text();
      break;
    case ast::ConstantKind::Tuple:
    case ast::ConstantKind::FrozenSet:
      out.kind = value.is(ast::ConstantKind::Tuple) ? Kind::Tuple : Kind::FrozenSet;
      for (const ast::ConstantValue& item : value.items()) out.items.push_back(toConstant(item));
      break;
  }
  return out;
}

void Compiler::emit(const Loc& loc, Op op, uint32_t a, uint32_t b, uint32_t c) {
  if (loc.lineno) u_->lastLoc = loc;
  if (!u_->reachable) return;
  Ins ins;
  ins.op = op;
  ins.a = a;
  ins.b = b;
  ins.c = c;
  ins.handler = u_->handler;
  ins.loc = loc;
  u_->instructions.push_back(ins);
  // The innermost handler around an instruction that may raise can be reached.
  if (bytecode::info(op).flags & bytecode::RAISE)
    if (u_->handler >= 0) u_->handlerUsed[static_cast<size_t>(u_->handler)] = true;
  if (bytecode::info(op).flags & bytecode::END) u_->reachable = false;
}

void Compiler::jump(const Loc& loc, Op op, Label target, uint32_t a, uint32_t b) {
  if (!u_->reachable) return;
  ++u_->labelUses[target];
  emit(loc, op, a, b, 0);
  u_->instructions.back().label = target;
}

void Compiler::markLine(const Loc& loc) {
  if (!u_->reachable || loc.lineno == u_->lastLoc.lineno) return;
  emit(loc, Op::NOP);
  u_->instructions.back().removed = u_->instructions.back().marksLine = true;
}

Label Compiler::newLabel() {
  u_->labels.push_back(~0u);
  u_->labelUses.push_back(0);
  return static_cast<Label>(u_->labels.size() - 1);
}

void Compiler::bind(Label label) {
  u_->labels[label] = static_cast<uint32_t>(u_->instructions.size());
  if (u_->labelUses[label]) u_->reachable = true;
}

int32_t Compiler::newHandler() {
  u_->handlers.push_back({u_->handler, newLabel(), kNoReg});
  u_->handlerUsed.push_back(false);
  return static_cast<int32_t>(u_->handlers.size() - 1);
}

void Compiler::bindHandler(int32_t handler, Reg exceptionRegister) {
  Handler& entry = u_->handlers[static_cast<size_t>(handler)];
  entry.exceptionRegister = exceptionRegister;
  bind(entry.target);
  u_->reachable = u_->handlerUsed[static_cast<size_t>(handler)];
}

Reg Compiler::newTemps(uint32_t count) {
  Reg first = kTemp + u_->tempTop;
  u_->tempTop += count;
  u_->tempMax = std::max(u_->tempMax, u_->tempTop);
  return first;
}

uint32_t Compiler::nameIndex(Identifier mangledName) {
  auto [place, isNew] = u_->nameIndex.tryEmplace(mangledName, static_cast<uint32_t>(u_->code->names.size()));
  if (isNew) u_->code->names.emplace_back(mangledName.view());
  return *place;
}

uint32_t Compiler::constantIndex(bytecode::Constant constant) {
  std::string key;
  constantKey(constant, key);
  auto [place, isNew] = u_->constantIndex.try_emplace(std::move(key), static_cast<uint32_t>(u_->code->constants.size()));
  if (isNew) u_->code->constants.push_back(std::move(constant));
  return place->second;
}

void Compiler::move(const Loc& loc, Reg dest, Reg source) {
  if (dest != source) emit(loc, Op::MOVE, dest, source);
}

void Compiler::loadConstant(const Loc& loc, Reg dest, const ast::ConstantValue& value) {
  if (value.is(ast::ConstantKind::Int) && value.integer() == static_cast<int32_t>(value.integer())) {
    emit(loc, Op::LOAD_INT, dest, static_cast<uint32_t>(value.integer()));
    return;
  }
  loadConstant(loc, dest, toConstant(value));
}

void Compiler::loadConstant(const Loc& loc, Reg dest, bytecode::Constant value) {
  if (!u_->reachable) return;
  emit(loc, Op::LOAD_CONST, dest, constantIndex(std::move(value)));
}

void Compiler::loadText(const Loc& loc, Reg dest, std::string_view text) {
  bytecode::Constant constant;
  constant.kind = bytecode::Constant::Kind::Str;
  constant.text = text;
  loadConstant(loc, dest, std::move(constant));
}

}  // namespace typhon::frontend::codegen
