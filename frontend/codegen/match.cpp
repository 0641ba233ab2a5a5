// match statements (PEP 634). Every failing test jumps to the case's one fail label; values are in registers, so nothing
// has to be cleaned up on the way. Names are bound only when the whole pattern has matched.
#include <fmt/format.h>

#include <algorithm>

#include "frontend/ast/dump.h"
#include "frontend/codegen/compiler.h"

namespace typhon::frontend::codegen {

using namespace ast;

// What compiling one case's pattern knows.
struct PatternState {
  Label fail = kNoLabel;
  bool allowIrrefutable = false;
  std::vector<std::pair<Identifier, Reg>> captures;
};

namespace {

bool isWildcard(Pattern* node) {
  auto* as = dynCast<MatchAs>(node);
  return as && !as->name && !as->pattern;
}

bool isStarWildcard(Pattern* node) {
  auto* star = dynCast<MatchStar>(node);
  return star && !star->name;
}

// The number that a constant is equal to, if it is one that others of another type may be equal to.
bool asNumber(const bytecode::Constant& value, double& out) {
  using Kind = bytecode::Constant::Kind;
  switch (value.kind) {
    case Kind::True:
    case Kind::False:
      out = value.kind == Kind::True;
      return true;
    case Kind::Int:
      out = static_cast<double>(value.integer);
      return true;
    case Kind::Float:
      out = value.real;
      return true;
    case Kind::Complex:
      out = value.real;
      return value.imaginary == 0;
    default:
      return false;
  }
}

// Whether two constants are the same key of a dict.
bool sameKey(const bytecode::Constant& a, const bytecode::Constant& b) {
  if (a == b) return true;
  double x, y;
  return (a.kind != bytecode::Constant::Kind::Int || b.kind != bytecode::Constant::Kind::Int) && asNumber(a, x) &&
         asNumber(b, y) && x == y;
}

}  // namespace

void Compiler::capture(const Loc& loc, Identifier name, Reg value, PatternState& state) {
  if (!name) return;
  if (forbidden(loc, name, ExprContext::Store)) return;
  for (const auto& [other, reg] : state.captures)
    if (other == name) return error(loc, fmt::format("multiple assignments to name '{}' in pattern", name.view()));
  state.captures.push_back({name, value});
}

void Compiler::matchStatement(Match* node) {
  Reg subject = newTemp();
  into(node->subject, subject);
  Label end = newLabel();
  size_t count = node->cases.size();
  for (size_t i = 0; i < count && !failed(); ++i) {
    TempScope temps(*this);
    MatchCase* arm = node->cases[i];
    bool last = i + 1 == count;
    const Loc loc = arm->pattern->position();
    PatternState state;
    state.fail = newLabel();
    // Only the last case, or one with a guard, may match everything.
    state.allowIrrefutable = arm->guard || last;
    bool isDefault = last && count > 1 && isWildcard(arm->pattern);
    if (isWildcard(arm->pattern)) emit(loc, Op::NOP);
    if (!isDefault) pattern(arm->pattern, subject, state);
    for (const auto& [name, value] : state.captures) storeName(loc, name, value);
    if (arm->guard) jumpIf(arm->guard, state.fail, false);
    body(arm->body);
    if (!last) jump(kNoLoc, Op::JUMP, end);
    bind(state.fail);
  }
  bind(end);
}

void Compiler::pattern(Pattern* base, Reg subject, PatternState& state) {
  if (failed() || !enterDepth()) return leaveDepth();
  const Loc loc = base->position();
  switch (base->kind) {
    case NodeKind::MatchValue: {
      TempScope temps(*this);
      Expr* value = cast<MatchValue>(base)->value;
      if (!isa<Constant>(value) && !isa<Attribute>(value)) {
        error(loc, "patterns may only match literals and attribute lookups");
        break;
      }
      jumpIfCompare(loc, CompareOperator::Eq, subject, value, state.fail, false);
      break;
    }
    case NodeKind::MatchSingleton: {
      const ConstantValue& value = cast<MatchSingleton>(base)->value;
      if (value.is(ConstantKind::None)) {
        jump(loc, Op::JUMP_IF_NOT_NONE, state.fail, subject);
        break;
      }
      TempScope temps(*this);
      Reg constant = newTemp();
      loadConstant(loc, constant, value);
      jump(loc, Op::JUMP_IF_IS_NOT, state.fail, subject, constant);
      break;
    }
    case NodeKind::MatchSequence:
      sequencePattern(cast<MatchSequence>(base), subject, state);
      break;
    case NodeKind::MatchMapping:
      mappingPattern(cast<MatchMapping>(base), subject, state);
      break;
    case NodeKind::MatchClass:
      classPattern(cast<MatchClass>(base), subject, state);
      break;
    case NodeKind::MatchStar:
      capture(loc, cast<MatchStar>(base)->name, subject, state);
      break;
    case NodeKind::MatchAs: {
      auto* node = cast<MatchAs>(base);
      if (!node->pattern) {
        if (!state.allowIrrefutable)
          error(loc, node->name ? fmt::format("name capture '{}' makes remaining patterns unreachable", node->name.view())
                                : std::string("wildcard makes remaining patterns unreachable"));
        else
          capture(loc, node->name, subject, state);
        break;
      }
      pattern(node->pattern, subject, state);
      capture(loc, node->name, subject, state);
      break;
    }
    case NodeKind::MatchOr:
      orPattern(cast<MatchOr>(base), subject, state);
      break;
    default:
      break;
  }
  leaveDepth();
}

void Compiler::sequencePattern(MatchSequence* node, Reg subject, PatternState& state) {
  const Loc loc = node->position();
  std::span<Pattern*> patterns = node->patterns;
  size_t size = patterns.size(), star = size;
  bool onlyWildcards = true, starWildcard = false;
  for (size_t i = 0; i < size; ++i) {
    if (isa<MatchStar>(patterns[i])) {
      if (star != size) return error(loc, "multiple starred names in sequence pattern");
      starWildcard = isStarWildcard(patterns[i]);
      onlyWildcards = onlyWildcards && starWildcard;
      star = i;
      continue;
    }
    onlyWildcards = onlyWildcards && isWildcard(patterns[i]);
  }
  Reg test = newTemp();
  emit(loc, Op::MATCH_SEQUENCE, test, subject);
  jump(loc, Op::JUMP_IF_FALSE, state.fail, test);
  bool hasStar = star != size;
  bool fits = size <= 0x7fff;
  auto compareLength = [&](Op op, Op immediate, size_t length) {
    emit(loc, Op::GET_LEN, test, subject);
    if (fits) return jump(loc, immediate, state.fail, test, static_cast<uint32_t>(length));
    TempScope temps(*this);
    Reg wanted = newTemp();
    loadConstant(loc, wanted, ConstantValue::integer(static_cast<int64_t>(length)));
    jump(loc, op, state.fail, test, wanted);
  };
  if (!hasStar)
    compareLength(Op::JUMP_UNLESS_EQUAL, Op::JUMP_UNLESS_EQUAL_I, size);
  else if (size > 1)
    compareLength(Op::JUMP_UNLESS_GREATER_EQUAL, Op::JUMP_UNLESS_GREATER_EQUAL_I, size - 1);
  bool outer = state.allowIrrefutable;
  state.allowIrrefutable = true;
  if (onlyWildcards) {
    // The length was all there is to test.
  } else if (starWildcard) {
    // Items are taken by their index, so the rest needs no list.
    for (size_t i = 0; i < size && !failed(); ++i) {
      if (isWildcard(patterns[i]) || i == star) continue;
      Reg item = newTemp();
      if (i < star) {
        if (i <= 0x7fff) {
          emit(loc, Op::LOAD_ITEM_I, item, subject, static_cast<uint32_t>(i));
        } else {
          loadConstant(loc, item, ConstantValue::integer(static_cast<int64_t>(i)));
          emit(loc, Op::LOAD_ITEM, item, subject, item);
        }
      } else {
        emit(loc, Op::GET_LEN, item, subject);
        emitBinaryConstant(loc, item, item, static_cast<int64_t>(size - i));
        emit(loc, Op::LOAD_ITEM, item, subject, item);
      }
      pattern(patterns[i], item, state);
    }
  } else {
    auto count = static_cast<uint32_t>(size);
    Reg first = newTemps(count);
    if (hasStar) {
      if (star >= 256 || size - star - 1 >= (1u << 23))
        return error(loc, "too many expressions in star-unpacking sequence pattern");
      emit(loc, Op::UNPACK_EX, first, subject, static_cast<uint32_t>(star | (size - star - 1) << 8));
    } else {
      emit(loc, Op::UNPACK_SEQUENCE, first, subject, count);
    }
    for (uint32_t i = 0; i < count && !failed(); ++i) pattern(patterns[i], first + i, state);
  }
  state.allowIrrefutable = outer;
}

// dest = left - value
void Compiler::emitBinaryConstant(const Loc& loc, Reg dest, Reg left, int64_t value) {
  if (value <= 0x7fff) return emit(loc, Op::SUBTRACT_I, dest, left, static_cast<uint32_t>(value));
  TempScope temps(*this);
  Reg right = newTemp();
  loadConstant(loc, right, ConstantValue::integer(value));
  emit(loc, Op::SUBTRACT, dest, left, right);
}

void Compiler::mappingPattern(MatchMapping* node, Reg subject, PatternState& state) {
  const Loc loc = node->position();
  auto size = static_cast<uint32_t>(node->keys.size());
  Reg test = newTemp();
  emit(loc, Op::MATCH_MAPPING, test, subject);
  jump(loc, Op::JUMP_IF_FALSE, state.fail, test);
  if (size == 0 && !node->rest) return;
  if (size) {
    emit(loc, Op::GET_LEN, test, subject);
    TempScope temps(*this);
    Reg wanted = newTemp();
    loadConstant(loc, wanted, ConstantValue::integer(size));
    jump(loc, Op::JUMP_UNLESS_GREATER_EQUAL, state.fail, test, wanted);
  }
  std::vector<bytecode::Constant> seen;
  Reg keys = newTemps(size);
  for (uint32_t i = 0; i < size; ++i) {
    Expr* key = node->keys[i];
    if (auto* constant = dynCast<Constant>(key)) {
      bytecode::Constant value = toConstant(constant->value);
      for (const bytecode::Constant& other : seen)
        if (sameKey(other, value))
          return error(loc, fmt::format("mapping pattern checks duplicate key ({})", constantRepr(constant->value)));
      seen.push_back(std::move(value));
    } else if (!isa<Attribute>(key)) {
      return error(node->patterns[i]->position(), "mapping pattern keys may only match literals and attribute lookups");
    }
    into(key, keys + i);
  }
  Reg values = newTemps(std::max(size, 1u));
  {
    TempScope temps(*this);
    Reg tuple = newTemp();
    emit(loc, Op::BUILD_TUPLE, tuple, keys, size);
    emit(loc, Op::MATCH_KEYS, values, subject, tuple);
    jump(loc, Op::JUMP_IF_NONE, state.fail, values);
  }
  emit(loc, Op::UNPACK_SEQUENCE, values, values, size);
  bool outer = state.allowIrrefutable;
  state.allowIrrefutable = true;
  for (uint32_t i = 0; i < size && !failed(); ++i) pattern(node->patterns[i], values + i, state);
  state.allowIrrefutable = outer;
  if (!node->rest) return;
  Reg rest = newTemp();
  emit(loc, Op::BUILD_DICT, rest, kTemp + u_->tempTop, 0);
  emit(loc, Op::DICT_UPDATE, rest, subject);
  for (uint32_t i = 0; i < size; ++i) emit(loc, Op::DELETE_ITEM, rest, keys + i);
  capture(loc, node->rest, rest, state);
}

void Compiler::classPattern(MatchClass* node, Reg subject, PatternState& state) {
  const Loc loc = node->position();
  auto positional = static_cast<uint32_t>(node->patterns.size());
  auto keywords = static_cast<uint32_t>(node->kwd_attrs.size());
  for (uint32_t i = 0; i < keywords; ++i) {
    if (forbidden(node->kwd_patterns[i]->position(), node->kwd_attrs[i], ExprContext::Store)) return;
    for (uint32_t j = i + 1; j < keywords; ++j)
      if (node->kwd_attrs[j] == node->kwd_attrs[i])
        return error(node->kwd_patterns[j]->position(),
                     fmt::format("attribute name repeated in class pattern: {}", node->kwd_attrs[j].view()));
  }
  uint32_t count = positional + keywords;
  Reg values = newTemps(std::max(count, 1u));
  {
    TempScope temps(*this);
    Reg parts = newTemps(3);
    into(node->cls, parts + 1);
    move(loc, parts, subject);
    bytecode::Constant names;
    names.kind = bytecode::Constant::Kind::Tuple;
    for (Identifier attribute : node->kwd_attrs) {
      bytecode::Constant name;
      name.kind = bytecode::Constant::Kind::Str;
      name.text = attribute.view();  // not mangled
      names.items.push_back(std::move(name));
    }
    loadConstant(loc, parts + 2, std::move(names));
    emit(loc, Op::MATCH_CLASS, values, parts, positional);
    jump(loc, Op::JUMP_IF_NONE, state.fail, values);
  }
  emit(loc, Op::UNPACK_SEQUENCE, values, values, count);
  bool outer = state.allowIrrefutable;
  state.allowIrrefutable = true;
  for (uint32_t i = 0; i < count && !failed(); ++i) {
    Pattern* inner = i < positional ? node->patterns[i] : node->kwd_patterns[i - positional];
    if (!isWildcard(inner)) pattern(inner, values + i, state);
  }
  state.allowIrrefutable = outer;
}

void Compiler::orPattern(MatchOr* node, Reg subject, PatternState& state) {
  const Loc loc = node->position();
  Label matched = newLabel();
  std::vector<std::pair<Identifier, Reg>> common;
  size_t count = node->patterns.size();
  for (size_t i = 0; i < count && !failed(); ++i) {
    Pattern* alternative = node->patterns[i];
    const Loc at = alternative->position();
    PatternState inner;
    inner.fail = i + 1 == count ? state.fail : newLabel();
    inner.allowIrrefutable = state.allowIrrefutable && i + 1 == count;
    if (i == 0) {
      pattern(alternative, subject, inner);
      // The registers of the first alternative's names receive those of the others, too.
      for (const auto& [name, value] : inner.captures) {
        Reg reg = newTemp();
        move(at, reg, value);
        common.push_back({name, reg});
      }
    } else {
      TempScope temps(*this);
      pattern(alternative, subject, inner);
      if (failed()) return;
      bool same = inner.captures.size() == common.size();
      for (const auto& [name, reg] : common) {
        auto found = std::find_if(inner.captures.begin(), inner.captures.end(),
                                  [&, wanted = name](const auto& entry) { return entry.first == wanted; });
        if (found == inner.captures.end()) {
          same = false;
          break;
        }
        move(at, reg, found->second);
      }
      if (!same) return error(loc, "alternative patterns bind different names");
    }
    if (i + 1 < count) {
      jump(kNoLoc, Op::JUMP, matched);
      bind(inner.fail);
    }
  }
  bind(matched);
  for (const auto& [name, reg] : common) capture(loc, name, reg, state);
}

}  // namespace typhon::frontend::codegen
