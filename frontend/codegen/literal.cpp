// Displays and f-strings.
#include "frontend/codegen/compiler.h"

namespace typhon::frontend::codegen {

using namespace ast;

namespace {

// Elements evaluated into registers at once; what comes behind is appended one by one.
constexpr size_t kMaxAtOnce = 64;

bool hasStarred(std::span<Expr* const> elements) {
  for (Expr* element : elements)
    if (isa<Starred>(element)) return true;
  return false;
}

bool allConstant(std::span<Expr* const> elements) {
  for (Expr* element : elements)
    if (!isa<Constant>(element)) return false;
  return true;
}

bytecode::Constant constantItems(std::span<Expr* const> elements, bytecode::Constant::Kind kind) {
  bytecode::Constant items;
  items.kind = kind;
  for (Expr* element : elements) items.items.push_back(toConstant(cast<Constant>(element)->value));
  return items;
}

}  // namespace

void Compiler::appendAll(const Loc& loc, std::span<Expr*> elements, Reg list) {
  for (Expr* element : elements) {
    TempScope temps(*this);
    if (auto* star = dynCast<Starred>(element)) {
      Reg value = operand(star->value);
      emit(loc, Op::LIST_EXTEND, list, value);
    } else {
      Reg value = operand(element);
      emit(loc, Op::LIST_APPEND, list, value);
    }
  }
}

void Compiler::listDisplay(const Loc& loc, std::span<Expr*> elements, Reg dest) {
  if (elements.size() >= 3 && allConstant(elements)) {
    Reg list = isTemp(dest) ? dest : newTemp();
    Reg items = newTemp();
    emit(loc, Op::BUILD_LIST, list, items, 0);
    loadConstant(loc, items, constantItems(elements, bytecode::Constant::Kind::Tuple));
    emit(loc, Op::LIST_EXTEND, list, items);
    move(loc, dest, list);
    return;
  }
  if (elements.size() <= kMaxAtOnce && !hasStarred(elements)) {
    Reg first = consecutive(elements);
    emit(loc, Op::BUILD_LIST, dest, first, static_cast<uint32_t>(elements.size()));
    return;
  }
  Reg list = isTemp(dest) ? dest : newTemp();
  size_t leading = 0;
  while (leading < elements.size() && leading < kMaxAtOnce && !isa<Starred>(elements[leading])) ++leading;
  {
    TempScope temps(*this);
    Reg first = consecutive(elements.first(leading));
    emit(loc, Op::BUILD_LIST, list, first, static_cast<uint32_t>(leading));
  }
  appendAll(loc, elements.subspan(leading), list);
  move(loc, dest, list);
}

void Compiler::tuple(Tuple* node, Reg dest) {
  const Loc loc = node->position();
  if (node->elts.size() <= kMaxAtOnce && !hasStarred(node->elts)) {
    if (node->elts.empty()) {
      loadConstant(loc, dest, ConstantValue::tuple({}));
      return;
    }
    Reg first = consecutive(node->elts);
    emit(loc, Op::BUILD_TUPLE, dest, first, static_cast<uint32_t>(node->elts.size()));
    return;
  }
  Reg list = newTemp();
  listDisplay(loc, node->elts, list);
  emit(loc, Op::LIST_TO_TUPLE, dest, list);
}

void Compiler::setDisplay(Set* node, Reg dest) {
  const Loc loc = node->position();
  if (node->elts.size() >= 3 && allConstant(node->elts)) {
    Reg set = isTemp(dest) ? dest : newTemp();
    Reg items = newTemp();
    emit(loc, Op::BUILD_SET, set, items, 0);
    loadConstant(loc, items, constantItems(node->elts, bytecode::Constant::Kind::FrozenSet));
    emit(loc, Op::SET_UPDATE, set, items);
    move(loc, dest, set);
    return;
  }
  if (node->elts.size() <= kMaxAtOnce && !hasStarred(node->elts)) {
    Reg first = consecutive(node->elts);
    emit(loc, Op::BUILD_SET, dest, first, static_cast<uint32_t>(node->elts.size()));
    return;
  }
  Reg set = isTemp(dest) ? dest : newTemp();
  size_t leading = 0;
  while (leading < node->elts.size() && leading < kMaxAtOnce && !isa<Starred>(node->elts[leading])) ++leading;
  {
    TempScope temps(*this);
    Reg first = consecutive(node->elts.first(leading));
    emit(loc, Op::BUILD_SET, set, first, static_cast<uint32_t>(leading));
  }
  for (Expr* element : node->elts.subspan(leading)) {
    TempScope temps(*this);
    if (auto* star = dynCast<Starred>(element)) {
      Reg value = operand(star->value);
      emit(loc, Op::SET_UPDATE, set, value);
    } else {
      Reg value = operand(element);
      emit(loc, Op::SET_ADD, set, value);
    }
  }
  move(loc, dest, set);
}

void Compiler::dictDisplay(Dict* node, Reg dest) {
  const Loc loc = node->position();
  constexpr size_t kMaxPairs = 16;
  size_t leading = 0;
  while (leading < node->keys.size() && leading < kMaxPairs && node->keys[leading]) ++leading;
  bool whole = leading == node->keys.size();
  Reg dict = whole || isTemp(dest) ? dest : newTemp();
  {
    TempScope temps(*this);
    Reg first = kTemp + u_->tempTop;
    for (size_t i = 0; i < leading; ++i) {
      Reg key = newTemp();
      into(node->keys[i], key);
      Reg value = newTemp();
      into(node->values[i], value);
    }
    emit(loc, Op::BUILD_DICT, dict, first, static_cast<uint32_t>(leading));
  }
  for (size_t i = leading; i < node->keys.size(); ++i) {
    TempScope temps(*this);
    if (!node->keys[i]) {
      Reg value = operand(node->values[i]);
      emit(loc, Op::DICT_UPDATE, dict, value);
      continue;
    }
    Expr* later[] = {node->values[i]};
    Reg key = operandBefore(node->keys[i], later);
    Reg value = operand(node->values[i]);
    emit(loc, Op::DICT_SET, dict, key, value);
  }
  move(loc, dest, dict);
}

void Compiler::formattedValue(FormattedValue* node, Reg dest) {
  const Loc loc = node->position();
  Reg value;
  if (node->format_spec) {
    Expr* later[] = {node->format_spec};
    value = operandBefore(node->value, later, dest);
  } else {
    value = operand(node->value, dest);
  }
  uint32_t conversion = node->conversion == 's' ? 1 : node->conversion == 'r' ? 2 : node->conversion == 'a' ? 3 : 0;
  if (conversion) {
    Reg converted = isTemp(value) ? value : newTemp();
    emit(loc, Op::CONVERT, converted, value, conversion);
    value = converted;
  }
  if (node->format_spec) {
    Reg spec = operand(node->format_spec);
    emit(loc, Op::FORMAT_SPEC, dest, value, spec);
  } else {
    emit(loc, Op::FORMAT_SIMPLE, dest, value);
  }
}

void Compiler::joinedString(JoinedStr* node, Reg dest) {
  const Loc loc = node->position();
  std::span<Expr*> values = node->values;
  if (values.empty()) return loadText(loc, dest, "");
  if (values.size() == 1) return into(values[0], dest);
  // Many pieces are joined in groups; the text so far is the first piece of the next group.
  Reg first = newTemp();
  into(values[0], first);
  size_t next = 1;
  while (next < values.size()) {
    TempScope temps(*this);
    size_t count = std::min(values.size() - next, kMaxAtOnce);
    consecutive(values.subspan(next, count));
    next += count;
    emit(loc, Op::BUILD_STRING, next == values.size() ? dest : first, first, static_cast<uint32_t>(count + 1));
  }
}

}  // namespace typhon::frontend::codegen
