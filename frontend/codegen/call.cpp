// Calls: windows, methods, keywords, unpacked arguments, super().
#include <fmt/format.h>

#include "frontend/codegen/compiler.h"

namespace typhon::frontend::codegen {

using namespace ast;

Reg Compiler::windowBase(Reg dest) {
  if (isTemp(dest) && dest + 1 == kTemp + u_->tempTop) return dest;
  return newTemp();
}

void Compiler::checkKeywords(std::span<Keyword* const> keywords) {
  for (size_t i = 0; i < keywords.size(); ++i) {
    Keyword* keyword = keywords[i];
    if (!keyword->arg) continue;
    if (forbidden(keyword->position(), keyword->arg, ExprContext::Store)) return;
    for (size_t j = i + 1; j < keywords.size(); ++j)
      if (keywords[j]->arg == keyword->arg)
        return error(keywords[j]->position(), fmt::format("keyword argument repeated: {}", keyword->arg.view()));
  }
}

namespace {

bool needsUnpacking(std::span<Expr* const> args, std::span<Keyword* const> keywords) {
  for (Expr* arg : args)
    if (isa<Starred>(arg)) return true;
  for (Keyword* keyword : keywords)
    if (!keyword->arg) return true;
  return false;
}

}  // namespace

void Compiler::call(Call* node, Reg dest) {
  const Loc loc = node->position();
  checkKeywords(node->keywords);
  if (auto* method = dynCast<Attribute>(node->func); method && !needsUnpacking(node->args, node->keywords))
    return methodCall(node, method, dest);
  checkCall(node->func);
  Reg base = windowBase(dest);
  into(node->func, base);
  if (needsUnpacking(node->args, node->keywords)) {
    newTemps(kFrameHeaderWords - 1);
    Reg slots = newTemps(2);
    unpackedArguments(loc, base, slots, node->args, node->keywords, kNoReg);
    emit(loc, Op::CALL_EX, dest, base);
    return;
  }
  newTemps(kFrameHeaderWords - 1);
  finishCall(loc, dest, base, node->args, node->keywords, 0);
}

void Compiler::finishCall(const Loc& loc, Reg dest, Reg base, std::span<Expr* const> args, std::span<Keyword* const> keywords,
                          uint32_t extra) {
  for (Expr* arg : args) {
    Reg reg = newTemp();
    into(arg, reg);
  }
  auto count = static_cast<uint32_t>(args.size() + keywords.size()) + extra;
  if (keywords.empty()) {
    emit(loc, Op::CALL, dest, base, count);
    return;
  }
  bytecode::Constant names;
  names.kind = bytecode::Constant::Kind::Tuple;
  for (Keyword* keyword : keywords) {
    Reg reg = newTemp();
    into(keyword->value, reg);
    bytecode::Constant name;
    name.kind = bytecode::Constant::Kind::Str;
    name.text = keyword->arg.view();
    names.items.push_back(std::move(name));
  }
  loadConstant(loc, base + 1, std::move(names));
  emit(loc, Op::CALL_KW, dest, base, count);
}

void Compiler::unpackedArguments(const Loc& loc, Reg base, Reg slots, std::span<Expr* const> args,
                                 std::span<Keyword* const> keywords, Reg extraFirst) {
  Reg tuple = slots;
  Reg mapping = slots + 1;
  bool starred = false;
  for (Expr* arg : args) starred |= isa<Starred>(arg);
  uint32_t leading = 0;
  while (leading < args.size() && leading < 64 && !isa<Starred>(args[leading])) ++leading;
  if (extraFirst == kNoReg && args.size() == 1 && starred) {
    TempScope temps(*this);
    Reg value = operand(cast<Starred>(args[0])->value, tuple);
    emit(loc, Op::STAR_ARGUMENTS, tuple, value, base);
  } else if (extraFirst == kNoReg && starred && args.size() <= 64 && leading + 1 == args.size()) {
    TempScope temps(*this);
    Reg first = consecutive(args.first(leading));
    Reg value = newTemp();
    into(cast<Starred>(args[leading])->value, value);
    emit(loc, Op::PREPEND_ARGUMENTS, tuple, first, leading + 1);
  } else {
    TempScope temps(*this);
    Reg list = newTemp();
    {
      TempScope inner(*this);
      Reg first = kNoReg;
      uint32_t count = leading;
      if (extraFirst != kNoReg) {
        first = newTemps(2);
        move(loc, first, extraFirst);
        move(loc, first + 1, extraFirst + 1);
        count += 2;
      }
      Reg rest = consecutive(args.first(leading));
      if (first == kNoReg) first = rest;
      if (leading == args.size()) {
        emit(loc, Op::BUILD_TUPLE, tuple, first, count);
      } else {
        emit(loc, Op::BUILD_LIST, list, first, count);
      }
    }
    if (leading < args.size()) {
      for (Expr* arg : args.subspan(leading)) {
        TempScope inner(*this);
        if (auto* star = dynCast<Starred>(arg)) {
          Reg value = operand(star->value);
          emit(loc, Op::LIST_EXTEND, list, value);
        } else {
          Reg value = operand(arg);
          emit(loc, Op::LIST_APPEND, list, value);
        }
      }
      emit(loc, Op::LIST_TO_TUPLE, tuple, list);
    }
  }
  if (keywords.empty()) {
    emit(loc, Op::LOAD_UNBOUND, mapping);
    return;
  }
  if (keywords.size() == 1 && !keywords[0]->arg) {
    TempScope temps(*this);
    Reg value = operand(keywords[0]->value, mapping);
    emit(loc, Op::STAR_KEYWORDS, mapping, value, base);
    return;
  }
  bool begun = false;
  for (size_t i = 0; i < keywords.size();) {
    TempScope temps(*this);
    if (!keywords[i]->arg) {
      if (!begun) emit(loc, Op::BUILD_DICT, mapping, kTemp + u_->tempTop, 0);
      begun = true;
      Reg value = operand(keywords[i]->value);
      emit(loc, Op::DICT_MERGE, mapping, value, base);
      ++i;
      continue;
    }
    Reg part = begun ? newTemp() : mapping;
    Reg first = kTemp + u_->tempTop;
    uint32_t count = 0;
    for (; i < keywords.size() && keywords[i]->arg && count < 64; ++i, ++count) {
      Reg name = newTemp();
      loadText(loc, name, keywords[i]->arg.view());
      Reg value = newTemp();
      into(keywords[i]->value, value);
    }
    emit(loc, Op::BUILD_DICT, part, first, count);
    if (begun) emit(loc, Op::DICT_MERGE, mapping, part, base);
    begun = true;
  }
}

// When the attribute is taken from super() in a form that needs no super object: the first of three new temporaries that
// hold what `super` means and its two arguments. kNoReg otherwise.
Reg Compiler::superArguments(Attribute* node) {
  auto* super = dynCast<Call>(node->value);
  if (!super || node->ctx != ExprContext::Load || !super->keywords.empty()) return kNoReg;
  auto* name = dynCast<Name>(super->func);
  if (!name || !(name->id == "super")) return kNoReg;
  if (resolve(name->id).access != Access::Global) return kNoReg;
  // A module that names `super` at its top may mean something else by it.
  if (table_.module()->find(name->id)) return kNoReg;
  const Loc loc = super->position();
  if (super->args.size() == 2) {
    if (isa<Starred>(super->args[0]) || isa<Starred>(super->args[1])) return kNoReg;
    Reg base = newTemps(3);
    loadName(name->position(), name->id, base);
    into(super->args[0], base + 1);
    into(super->args[1], base + 2);
    return base;
  }
  if (!super->args.empty() || u_->scope->kind != sema::BlockKind::Function || u_->code->argCount == 0) return kNoReg;
  Identifier cell = intern("__class__");
  sema::Symbol* symbol = u_->scope->find(cell);
  if (!symbol || symbol->scope != NameScope::Free) return kNoReg;
  Reg base = newTemps(3);
  loadName(name->position(), name->id, base);
  emit(loc, Op::LOAD_CELL, base + 1, cellRegister(cell), nameIndex(cell));
  // The first parameter, whatever a comprehension may call the same now.
  Identifier first = u_->scope->parameters[0];
  Reg reg = localRegister(first, bytecode::kLocal);
  if (u_->scope->find(first)->scope == NameScope::Cell) {
    emit(loc, Op::LOAD_CELL, base + 2, reg, nameIndex(first));
  } else {
    emit(loc, Op::CHECK_BOUND, reg, nameIndex(first));
    move(loc, base + 2, reg);
  }
  return base;
}

void Compiler::methodCall(Call* node, Attribute* method, Reg dest) {
  const Loc loc = attributeLoc(node->position(), method);
  const Loc loadLoc = attributeLoc(method->position(), method);
  Reg base = windowBase(dest);
  {
    TempScope temps(*this);
    if (Reg parts = superArguments(method); parts != kNoReg) {
      emit(loadLoc, Op::LOAD_SUPER_METHOD, base, parts, mangledIndex(method->attr));
    } else {
      Reg object = operand(method->value, base);
      emit(loadLoc, Op::LOAD_METHOD, base, object, mangledIndex(method->attr));
    }
  }
  newTemps(kFrameHeaderWords);  // the rest of the header, and self
  for (Expr* arg : node->args) {
    Reg reg = newTemp();
    into(arg, reg);
  }
  auto count = static_cast<uint32_t>(node->args.size() + node->keywords.size());
  if (node->keywords.empty()) {
    emit(loc, Op::CALL_METHOD, dest, base, count);
    return;
  }
  bytecode::Constant names;
  names.kind = bytecode::Constant::Kind::Tuple;
  for (Keyword* keyword : node->keywords) {
    Reg reg = newTemp();
    into(keyword->value, reg);
    bytecode::Constant name;
    name.kind = bytecode::Constant::Kind::Str;
    name.text = keyword->arg.view();
    names.items.push_back(std::move(name));
  }
  loadConstant(loadLoc, base + 1, std::move(names));
  emit(loc, Op::CALL_METHOD_KW, dest, base, count);
}

void Compiler::callNoArguments(const Loc& loc, Reg function, Reg dest) {
  TempScope temps(*this);
  Reg base = newTemps(kFrameHeaderWords);
  move(loc, base, function);
  emit(loc, Op::CALL, dest, base, 0);
}

}  // namespace typhon::frontend::codegen
