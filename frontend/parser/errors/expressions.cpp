// Rules of expressions down to the operands of operators.
#include "frontend/parser/errors/diagnoser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

Expr* Diagnoser::tuple(int start, std::vector<Expr*> items) {
  auto* result = make<Tuple>(start);
  result->elts = arena_.copySequence(items.data(), items.size());
  return result;
}

Expr* Diagnoser::expressions() {
  Level level(*this);
  int start = mark_;
  Expr* first = expression();
  if (!first) return nullptr;
  std::vector<Expr*> items{first};
  bool comma = false;
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma)) {
      comma = true;
      if (Expr* next = expression()) {
        items.push_back(next);
        continue;
      }
    }
    mark_ = before;
    break;
  }
  if (failed_) return nullptr;
  if (!comma) return first;
  expect(K::Comma);
  return tuple(start, std::move(items));
}

Expr* Diagnoser::starExpressions() {
  return memo<Expr>(Rule::StarExpressions, false, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    Expr* first = starExpression();
    if (!first) return nullptr;
    std::vector<Expr*> items{first};
    bool comma = false;
    while (!failed_) {
      int before = mark_;
      if (expect(K::Comma)) {
        comma = true;
        if (Expr* next = starExpression()) {
          items.push_back(next);
          continue;
        }
      }
      mark_ = before;
      break;
    }
    if (failed_) return nullptr;
    if (!comma) return first;
    expect(K::Comma);
    return tuple(start, std::move(items));
  });
}

Expr* Diagnoser::starExpression() {
  return memo<Expr>(Rule::StarExpression, true, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (expect(K::Star)) {
      if (Expr* value = bitwiseOr()) {
        auto* starred = make<Starred>(start);
        starred->value = value;
        return starred;
      }
    }
    return again(start) ? expression() : nullptr;
  });
}

bool Diagnoser::starNamedExpressions(std::vector<Expr*>* items) {
  Level level(*this, 2);
  Expr* item = starNamedExpression();
  if (!item) return false;
  items->push_back(item);
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && (item = starNamedExpression())) {
      items->push_back(item);
      continue;
    }
    mark_ = before;
    break;
  }
  expect(K::Comma);
  return !failed_;
}

Expr* Diagnoser::starNamedExpression() {
  return memo<Expr>(Rule::StarNamedExpression, false, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (expect(K::Star)) {
      if (Expr* value = bitwiseOr()) {
        auto* starred = make<Starred>(start);
        starred->value = value;
        return starred;
      }
    }
    return again(start) ? namedExpression() : nullptr;
  });
}

Expr* Diagnoser::assignmentExpression() {
  Level level(*this);
  int start = mark_;
  if (!name() || !expect(K::Walrus)) return nullptr;
  // No other alternative behind `:=`, but the caller has some.
  return expression() && since(8, "Assignment expressions are") ? make<NamedExpr>(start) : nullptr;
}

Expr* Diagnoser::namedExpression() {
  return memo<Expr>(Rule::NamedExpression, false, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (Expr* assignment = assignmentExpression()) return assignment;
    if (!again(start)) return nullptr;
    if (mistakes_) {
      if (Expr* wrong = invalidNamedExpression()) return wrong;
      if (!again(start)) return nullptr;
    }
    Expr* value = expression();
    return value && !at(K::Walrus) && !failed_ ? value : nullptr;
  });
}

Expr* Diagnoser::assignmentOrExpression() {
  int start = mark_;
  if (Expr* assignment = assignmentExpression()) return assignment;
  if (!again(start)) return nullptr;
  Expr* value = expression();
  return value && !at(K::Walrus) && !failed_ ? value : nullptr;
}

Expr* Diagnoser::invalidNamedExpression() {
  return memo<Expr>(Rule::InvalidNamedExpression, true, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (Expr* target = expression(); target && expect(K::Walrus) && expression()) {
      return raiseAt(target, std::string("cannot use assignment expressions with ") + expressionName(target));
    }
    if (!again(start)) return nullptr;
    if (Expr* target = name(); target && expect(K::Equal)) {
      if (Expr* value = bitwiseOr(); value && !atAny({K::Equal, K::Walrus}) && !failed_) {
        return raiseRange(target, value, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
      }
    }
    if (!again(start)) return nullptr;
    bool display = listDisplay();
    if (!display) display = again(start) && tupleDisplay();
    if (!display) display = again(start) && generator();
    if (!display) display = again(start) && expectAny({K::True, K::None, K::False});
    if (!again(start) || display) return nullptr;
    if (Expr* target = bitwiseOr(); target && expect(K::Equal) && bitwiseOr() && !atAny({K::Equal, K::Walrus}) && !failed_) {
      return raiseAt(target,
                     std::string("cannot assign to ") + expressionName(target) + " here. Maybe you meant '==' instead of '='?");
    }
    return nullptr;
  });
}

Expr* Diagnoser::yieldExpression() {
  Level level(*this);
  int start = mark_;
  if (expect(K::Yield) && expect(K::From) && expression()) return make<YieldFrom>(start);
  if (!again(start) || !expect(K::Yield)) return nullptr;
  int before = mark_;
  if (!starExpressions()) mark_ = before;
  return failed_ ? nullptr : make<ast::Yield>(start);
}

// The alternatives without mistakes.
Expr* Diagnoser::plainExpression() {
  int start = mark_;
  if (disjunction() && expect(K::If) && disjunction() && expect(K::Else) && expression()) return make<IfExp>(start);
  if (!again(start)) return nullptr;
  if (Expr* value = disjunction()) return value;
  return again(start) ? lambda() : nullptr;
}

Expr* Diagnoser::expression() {
  return memo<Expr>(Rule::Expression, true, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (mistakes_) {
      if (Expr* wrong = invalidExpression()) return wrong;
      if (!again(start)) return nullptr;
      if (Expr* wrong = invalidLegacyExpression()) return wrong;
      if (!again(start)) return nullptr;
    }
    return plainExpression();
  });
}

// Productions for mistakes are off below this one.
Expr* Diagnoser::expressionWithoutMistakes() {
  Level level(*this);
  bool saved = mistakes_;
  mistakes_ = false;
  Expr* result = plainExpression();
  mistakes_ = saved;
  return result;
}

namespace {
// As CPython compares them: the beginning of a soft keyword passes for one.
bool isSoftKeywordPrefix(std::string_view text) {
  for (std::string_view word : {"_", "case", "match", "type"}) {
    if (word.substr(0, text.size()) == text) return true;
  }
  return false;
}

bool isLegacyStatement(const Expr* expression) {
  auto* name = dynCast<ast::Name>(expression);
  return name && (name->id == "print" || name->id == "exec");
}
}  // namespace

// An alternative that matches ends the rule even when it has nothing to say.
Expr* Diagnoser::invalidExpression() {
  Level level(*this);
  int start = mark_;
  // Neither a string with an unknown prefix nor a statement that begins with a soft keyword lacks a comma.
  bool excluded = name() && expect(K::String);
  if (!excluded && again(start)) {
    const Token* token = peek();
    excluded = token && token->kind == K::Name && isSoftKeywordPrefix(token->text());
  }
  if (!again(start)) return nullptr;
  if (!excluded) {
    if (Expr* first = disjunction()) {
      if (Expr* second = expressionWithoutMistakes()) {
        if (isLegacyStatement(first) || tokens_[static_cast<size_t>(mark_) - 1].level == 0) return nullptr;
        return raiseRange(first, second, "invalid syntax. Perhaps you forgot a comma?");
      }
    }
  }
  if (!again(start)) return nullptr;
  if (Expr* body = disjunction(); body && expect(K::If)) {
    if (Expr* test = disjunction(); test && !atAny({K::Else, K::Colon}) && !failed_) {
      return raiseRange(body, test, "expected 'else' after 'if' expression");
    }
  }
  if (!again(start)) return nullptr;
  if (const Token* keyword = expect(K::Lambda)) {
    int before = mark_;
    if (!params(true)) mark_ = before;
    if (const Token* colon = expect(K::Colon); colon && at(K::FStringMiddle)) {
      return raiseRange(keyword, colon, "f-string: lambda expressions are not allowed without parentheses");
    }
  }
  return nullptr;
}

Expr* Diagnoser::invalidLegacyExpression() {
  Level level(*this);
  Expr* statement = name();
  if (!statement || at(K::LeftParen) || failed_) return nullptr;
  Expr* rest = starExpressions();
  if (!rest) return nullptr;
  if (!isLegacyStatement(statement)) return nullptr;
  std::string id(cast<ast::Name>(statement)->id.view());
  return raiseRange(statement, rest, "Missing parentheses in call to '" + id + "'. Did you mean " + id + "(...)?");
}

Expr* Diagnoser::lambda() {
  return memo<Expr>(Rule::Lambda, false, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (!expect(K::Lambda)) return nullptr;
    int before = mark_;
    if (!params(true)) mark_ = before;
    return !failed_ && expect(K::Colon) && expression() ? make<ast::Lambda>(start) : nullptr;
  });
}

Expr* Diagnoser::disjunction() {
  return memo<Expr>(Rule::Disjunction, true, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    Expr* first = conjunction();
    if (!first) return nullptr;
    bool several = false;
    while (!failed_) {
      int before = mark_;
      if (expect(K::Or) && conjunction()) {
        several = true;
        continue;
      }
      mark_ = before;
      break;
    }
    if (failed_) return nullptr;
    return several ? make<BoolOp>(start) : first;
  });
}

Expr* Diagnoser::conjunction() {
  return memo<Expr>(Rule::Conjunction, true, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    Expr* first = inversion();
    if (!first) return nullptr;
    bool several = false;
    while (!failed_) {
      int before = mark_;
      if (expect(K::And) && inversion()) {
        several = true;
        continue;
      }
      mark_ = before;
      break;
    }
    if (failed_) return nullptr;
    return several ? make<BoolOp>(start) : first;
  });
}

Expr* Diagnoser::inversion() {
  return memo<Expr>(Rule::Inversion, true, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (expect(K::Not) && inversion()) return make<UnaryOp>(start);
    return again(start) ? comparison() : nullptr;
  });
}

// A comparison operator and its operand.
bool Diagnoser::compareOperator(CompareOperator* op, Expr** operand) {
  static constexpr struct {
    K first, second;
    CompareOperator op;
  } kOperators[] = {
      {K::EqualEqual, K::Error, CompareOperator::Eq},    {K::NotEqual, K::Error, CompareOperator::NotEq},
      {K::LessEqual, K::Error, CompareOperator::LtE},    {K::Less, K::Error, CompareOperator::Lt},
      {K::GreaterEqual, K::Error, CompareOperator::GtE}, {K::Greater, K::Error, CompareOperator::Gt},
      {K::Not, K::In, CompareOperator::NotIn},           {K::In, K::Error, CompareOperator::In},
      {K::Is, K::Not, CompareOperator::IsNot},           {K::Is, K::Error, CompareOperator::Is},
  };
  int start = mark_;
  for (auto& candidate : kOperators) {
    if (!again(start)) return false;
    const Token* token = expect(candidate.first);
    if (!token || (candidate.second != K::Error && !expect(candidate.second))) continue;
    if (candidate.first == K::NotEqual) {
      bool spelledOld = *token->start == '<';
      if (options_.barryAsBdfl && !spelledOld) {
        raise("with Barry as BDFL, use '<>' instead of '!='");
        return false;
      }
      if (!options_.barryAsBdfl && spelledOld) continue;
    }
    if ((*operand = bitwiseOr())) {
      *op = candidate.op;
      return true;
    }
  }
  return fails(start);
}

Expr* Diagnoser::comparison() {
  Level level(*this);
  int start = mark_;
  Expr* left = bitwiseOr();
  if (!left) return nullptr;
  std::vector<CompareOperator> ops;
  while (!failed_) {
    int before = mark_;
    CompareOperator op;
    Expr* operand;
    if (compareOperator(&op, &operand)) {
      ops.push_back(op);
      continue;
    }
    mark_ = before;
    break;
  }
  if (failed_) return nullptr;
  if (ops.empty()) return left;
  auto* result = make<Compare>(start);
  result->left = left;
  result->ops = arena_.copySequence(ops.data(), ops.size());
  return result;
}

// The left-recursive rules of binary operators, `|` (0) to `*` (5).
Expr* Diagnoser::binary(int level) {
  auto rule = static_cast<Rule>(static_cast<int>(Rule::Binary0) + level);
  return memo<Expr>(rule, true, [&]() -> Expr* {
    Level depth(*this, 2);
    static constexpr K kOperators[6][5] = {
        {K::VerticalBar, K::Error, K::Error, K::Error, K::Error}, {K::Circumflex, K::Error, K::Error, K::Error, K::Error},
        {K::Ampersand, K::Error, K::Error, K::Error, K::Error},   {K::LeftShift, K::RightShift, K::Error, K::Error, K::Error},
        {K::Plus, K::Minus, K::Error, K::Error, K::Error},        {K::Star, K::Slash, K::DoubleSlash, K::Percent, K::At},
    };
    auto operand = [&] { return level == 5 ? factor() : binary(level + 1); };
    int start = mark_;
    Expr* left = operand();
    while (left && !failed_) {
      int before = mark_;
      const Token* op = nullptr;
      for (K kind : kOperators[level]) {
        if (!op && kind != K::Error) op = expect(kind);
      }
      if (op && operand()) {
        left = make<BinOp>(start);
        if (op->kind == K::At && !since(5, "The '@' operator is")) return nullptr;
        continue;
      }
      mark_ = before;
      break;
    }
    return failed_ ? nullptr : left;
  });
}

Expr* Diagnoser::factor() {
  return memo<Expr>(Rule::Factor, true, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (expectAny({K::Plus, K::Minus, K::Tilde}) && factor()) return make<UnaryOp>(start);
    return again(start) ? power() : nullptr;
  });
}

Expr* Diagnoser::power() {
  Level level(*this);
  int start = mark_;
  if (awaitPrimary() && expect(K::DoubleStar) && factor()) return make<BinOp>(start);
  return again(start) ? awaitPrimary() : nullptr;
}

Expr* Diagnoser::awaitPrimary() {
  return memo<Expr>(Rule::AwaitPrimary, true, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (expect(K::Await) && primary()) return since(5, "Await expressions are") ? make<ast::Await>(start) : nullptr;
    return again(start) ? primary() : nullptr;
  });
}

}  // namespace typhon::frontend
