// Names: where each lives as seen from the code being generated, and the instructions that reach it.
#include <fmt/format.h>

#include "frontend/codegen/compiler.h"

namespace typhon::frontend::codegen {

using namespace ast;

bool Compiler::forbidden(const Loc& at, Identifier name, ExprContext ctx) {
  if (!(name == "__debug__") || ctx == ExprContext::Load) return false;
  error(at, ctx == ExprContext::Store ? "cannot assign to __debug__" : "cannot delete __debug__");
  return true;
}

Reg Compiler::localRegister(Identifier mangledName, uint8_t kind) {
  auto [place, isNew] = u_->localIndex.tryEmplace(mangledName, static_cast<Reg>(u_->locals.size()));
  if (isNew) u_->locals.push_back({mangledName, kind, false});
  return *place;
}

Reg Compiler::cellRegister(Identifier mangledName) {
  const Reg* found = u_->localIndex.find(mangledName);
  return found ? *found : localRegister(mangledName, bytecode::kCell);
}

void Compiler::firstUse(Reg local) {
  if (isTemp(local) || local == kNoReg) return;
  uint32_t& order = u_->locals[local].order;
  if (order == ~0u) order = u_->nextOrder++;
}

NameRef Compiler::resolve(Identifier name) {
  NameRef ref = find(name);
  if (ref.access == Access::Fast) firstUse(ref.reg);
  return ref;
}

NameRef Compiler::find(Identifier name) {
  Identifier full = mangled(name);
  Scope* scope = u_->scope;
  for (size_t i = u_->inlined.size(); i-- > 0;) {
    const Inlined& inner = u_->inlined[i];
    for (const auto& [own, reg] : inner.registers)
      if (own == full) return {inner.scope->find(full)->scope == NameScope::Cell ? Access::Cell : Access::Fast, reg, full};
  }
  sema::Symbol* symbol = scope->find(full);
  NameScope where = symbol ? symbol->scope : NameScope::Unknown;
  bool inClassComprehension = scope->kind == sema::BlockKind::Class && !u_->inlined.empty();
  if (inClassComprehension) {
    // A comprehension inlined into a class body does not see the names of the class.
    symbol = u_->inlined.back().scope->find(full);
    where = symbol ? symbol->scope : NameScope::GlobalImplicit;
  }
  switch (where) {
    case NameScope::Free: {
      Reg cell = cellRegister(full);
      if (scope->kind == sema::BlockKind::Class && !inClassComprehension) return {Access::ClassCell, cell, full};
      if (scope->canSeeClassScope && !(full == "__classdict__")) return {Access::DictCell, cell, full};
      return {Access::Cell, cell, full};
    }
    case NameScope::Cell:
      return {Access::Cell, cellRegister(full), full};
    case NameScope::Local:
      if (scope->isFunctionLike()) return {Access::Fast, localRegister(full, bytecode::kLocal), full};
      return {Access::Name, kNoReg, full};
    case NameScope::GlobalExplicit:
      return {Access::Global, kNoReg, full};
    case NameScope::GlobalImplicit:
      if (scope->isFunctionLike()) return {scope->canSeeClassScope ? Access::DictGlobal : Access::Global, kNoReg, full};
      return {inClassComprehension ? Access::Global : Access::Name, kNoReg, full};
    case NameScope::Unknown:
      break;
  }
  return {scope->isFunctionLike() ? Access::Global : Access::Name, kNoReg, full};
}

void Compiler::loadName(const Loc& loc, Identifier name, Reg dest) {
  NameRef ref = resolve(name);
  switch (ref.access) {
    case Access::Fast:
      emit(loc, Op::CHECK_BOUND, ref.reg, nameIndex(ref.name));
      move(loc, dest, ref.reg);
      break;
    case Access::Cell:
      emit(loc, Op::LOAD_CELL, dest, ref.reg, nameIndex(ref.name));
      break;
    case Access::Global:
      emit(loc, Op::LOAD_GLOBAL, dest, nameIndex(ref.name));
      break;
    case Access::Name:
      emit(loc, Op::LOAD_NAME, dest, nameIndex(ref.name));
      break;
    case Access::ClassCell:
    case Access::DictCell:
    case Access::DictGlobal: {
      TempScope temps(*this);
      Reg mapping = scratchOr(dest);
      if (ref.access == Access::ClassCell)
        emit(loc, Op::LOAD_LOCALS, mapping);
      else
        loadName(loc, intern("__classdict__"), mapping);
      if (ref.access == Access::DictGlobal)
        emit(loc, Op::LOAD_DICT_OR_GLOBAL, mapping, nameIndex(ref.name));
      else
        emit(loc, Op::LOAD_DICT_OR_CELL, mapping, ref.reg, nameIndex(ref.name));
      move(loc, dest, mapping);
      break;
    }
  }
}

Reg Compiler::nameOperand(const Loc& loc, Identifier name, Reg scratch) {
  NameRef ref = resolve(name);
  if (ref.access == Access::Fast) {
    emit(loc, Op::CHECK_BOUND, ref.reg, nameIndex(ref.name));
    return ref.reg;
  }
  Reg dest = scratchOr(scratch);
  loadName(loc, name, dest);
  return dest;
}

void Compiler::storeName(const Loc& loc, Identifier name, Reg value) {
  if (forbidden(loc, name, ExprContext::Store)) return;
  NameRef ref = resolve(name);
  switch (ref.access) {
    case Access::Fast:
      move(loc, ref.reg, value);
      break;
    case Access::Cell:
    case Access::ClassCell:
    case Access::DictCell:
      emit(loc, Op::STORE_CELL, ref.reg, value);
      break;
    case Access::Global:
    case Access::DictGlobal:
      emit(loc, Op::STORE_GLOBAL, value, nameIndex(ref.name));
      break;
    case Access::Name:
      emit(loc, Op::STORE_NAME, value, nameIndex(ref.name));
      break;
  }
}

void Compiler::deleteName(const Loc& loc, Identifier name) {
  if (forbidden(loc, name, ExprContext::Del)) return;
  NameRef ref = resolve(name);
  switch (ref.access) {
    case Access::Fast:
      emit(loc, Op::CHECK_BOUND, ref.reg, nameIndex(ref.name));
      emit(loc, Op::LOAD_UNBOUND, ref.reg);
      break;
    case Access::Cell:
    case Access::ClassCell:
    case Access::DictCell:
      emit(loc, Op::DELETE_CELL, ref.reg, nameIndex(ref.name));
      break;
    case Access::Global:
    case Access::DictGlobal:
      emit(loc, Op::DELETE_GLOBAL, 0, nameIndex(ref.name));
      break;
    case Access::Name:
      emit(loc, Op::DELETE_NAME, 0, nameIndex(ref.name));
      break;
  }
}

// `name = None; del name`, which cannot fail.
void Compiler::unbindName(const Loc& loc, Identifier name) {
  NameRef ref = resolve(name);
  if (ref.access == Access::Fast) {
    emit(loc, Op::LOAD_UNBOUND, ref.reg);
    return;
  }
  TempScope temps(*this);
  Reg none = newTemp();
  loadNone(loc, none);
  storeName(loc, name, none);
  deleteName(loc, name);
}

Reg Compiler::directTarget(Expr* target) {
  auto* name = dynCast<Name>(target);
  if (!name || name->id == "__debug__") return kNoReg;
  NameRef ref = find(name->id);
  return ref.access == Access::Fast ? ref.reg : kNoReg;
}

}  // namespace typhon::frontend::codegen
