// Rules of the match statement.
#include "frontend/parser/errors/diagnoser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

bool Diagnoser::matchStatement() {
  Level level(*this);
  int start = mark_;
  if (soft(SoftKeyword::Match) && subjectExpression() && expect(K::Colon) && expect(K::Newline) && expect(K::Indent)) {
    int good = mark_;
    bool any = false;
    while (!failed_ && caseBlock()) {
      good = mark_;
      any = true;
    }
    mark_ = good;
    if (any && expect(K::Dedent)) return since(10, "Pattern matching is");
  }
  if (!again(start) || !mistakes_) return fails(start);
  if (soft(SoftKeyword::Match) && subjectExpression() && expect(K::Newline)) return raise("expected ':'");
  if (!again(start)) return false;
  const Token* keyword = soft(SoftKeyword::Match);
  if (keyword && subjectExpression() && expect(K::Colon) && missingIndent()) {
    return raiseMissingBlock("'match' statement", keyword);
  }
  return fails(start);
}

Expr* Diagnoser::subjectExpression() {
  Level level(*this);
  int start = mark_;
  if (Expr* first = starNamedExpression(); first && expect(K::Comma)) {
    std::vector<Expr*> items;
    int before = mark_;
    if (!starNamedExpressions(&items)) mark_ = before;
    return failed_ ? nullptr : make<Tuple>(start);
  }
  return again(start) ? namedExpression() : nullptr;
}

bool Diagnoser::guard() {
  int before = mark_;
  if (!(expect(K::If) && namedExpression())) mark_ = before;
  return !failed_;
}

bool Diagnoser::caseBlock() {
  Level level(*this);
  int start = mark_;
  if (mistakes_) {
    if (soft(SoftKeyword::Case) && patterns() && guard() && expect(K::Newline)) return raise("expected ':'");
    if (!again(start)) return false;
    const Token* keyword = soft(SoftKeyword::Case);
    if (keyword && patterns() && guard() && expect(K::Colon) && missingIndent()) {
      return raiseMissingBlock("'case' statement", keyword);
    }
    if (!again(start)) return false;
  }
  return (soft(SoftKeyword::Case) && patterns() && guard() && expect(K::Colon) && block()) || fails(start);
}

PositionedNode* Diagnoser::patterns() {
  Level level(*this);
  int start = mark_;
  if (openSequence()) return make<MatchSequence>(start);
  return again(start) ? pattern() : nullptr;
}

PositionedNode* Diagnoser::pattern() {
  Level level(*this);
  int start = mark_;
  if (PositionedNode* result = asPattern()) return result;
  return again(start) ? orPattern() : nullptr;
}

PositionedNode* Diagnoser::asPattern() {
  Level level(*this);
  int start = mark_;
  if (orPattern() && expect(K::As) && captureTarget()) return make<MatchAs>(start);
  if (!again(start) || !mistakes_) return nullptr;
  if (orPattern() && expect(K::As)) {
    if (const Token* underscore = soft(SoftKeyword::Underscore)) {
      return raiseAt(underscore, "cannot use '_' as a target");
    }
  }
  if (!again(start)) return nullptr;
  if (orPattern() && expect(K::As) && !at(K::Name) && !failed_) {
    if (Expr* target = expression()) return raiseAt(target, "invalid pattern target");
  }
  return nullptr;
}

PositionedNode* Diagnoser::orPattern() {
  Level level(*this);
  int start = mark_;
  PositionedNode* first = closedPattern();
  if (!first) return nullptr;
  bool several = false;
  while (!failed_) {
    int before = mark_;
    if (expect(K::VerticalBar) && closedPattern()) {
      several = true;
      continue;
    }
    mark_ = before;
    break;
  }
  if (failed_) return nullptr;
  return several ? make<MatchOr>(start) : first;
}

PositionedNode* Diagnoser::closedPattern() {
  return memo<PositionedNode>(Rule::ClosedPattern, true, [&]() -> PositionedNode* {
    Level level(*this);
    int start = mark_;
    // literal_pattern
    if (signedNumber(false) && !atAny({K::Plus, K::Minus}) && !failed_) return make<MatchValue>(start);
    if (again(start) && complexNumber()) return make<MatchValue>(start);
    if (again(start) && strings()) return make<MatchValue>(start);
    if (again(start) && expectAny({K::None, K::True, K::False})) return make<MatchSingleton>(start);
    // capture, wildcard, value, group, sequence, mapping, class
    if (again(start) && captureTarget()) return make<MatchAs>(start);
    if (again(start) && soft(SoftKeyword::Underscore)) return make<MatchAs>(start);
    if (again(start) && patternAttribute() && !atAny({K::Dot, K::LeftParen, K::Equal}) && !failed_) {
      return make<MatchValue>(start);
    }
    if (again(start) && expect(K::LeftParen)) {
      PositionedNode* inner = pattern();
      if (inner && expect(K::RightParen)) return inner;
    }
    if (again(start) && expect(K::LeftBracket)) {
      int before = mark_;
      if (!maybeSequence()) mark_ = before;
      if (expect(K::RightBracket)) return make<MatchSequence>(start);
    }
    if (again(start) && expect(K::LeftParen)) {
      int before = mark_;
      if (!openSequence()) mark_ = before;
      if (expect(K::RightParen)) return make<MatchSequence>(start);
    }
    if (again(start) && mappingPattern()) return make<MatchMapping>(start);
    if (again(start) && classPattern()) return make<MatchClass>(start);
    return nullptr;
  });
}

Expr* Diagnoser::literalExpression() {
  int start = mark_;
  if (Expr* number = signedNumber(false); number && !atAny({K::Plus, K::Minus}) && !failed_) return number;
  if (!again(start)) return nullptr;
  if (Expr* number = complexNumber()) return number;
  if (!again(start)) return nullptr;
  if (Expr* text = strings()) return text;
  if (again(start) && expectAny({K::None, K::True, K::False})) return make<ast::Constant>(start);
  return nullptr;
}

// NUMBER or '-' NUMBER; `real` demands that it is no imaginary one.
Expr* Diagnoser::signedNumber(bool real) {
  int start = mark_;
  auto literal = [&]() -> Expr* {
    Expr* value = number();
    if (value && real && cast<ast::Constant>(value)->value.is(ConstantKind::Complex)) {
      return raiseAt(value, "real number required in complex literal");
    }
    return value;
  };
  if (Expr* value = literal()) return value;
  if (again(start) && expect(K::Minus) && literal()) return make<UnaryOp>(start);
  return nullptr;
}

Expr* Diagnoser::complexNumber() {
  int start = mark_;
  for (K sign : {K::Plus, K::Minus}) {
    if (!again(start)) return nullptr;
    if (!signedNumber(true) || !expect(sign)) continue;
    Expr* imaginary = number();
    if (!imaginary) continue;
    if (!cast<ast::Constant>(imaginary)->value.is(ConstantKind::Complex)) {
      return raiseAt(imaginary, "imaginary number required in complex literal");
    }
    return make<BinOp>(start);
  }
  return nullptr;
}

Expr* Diagnoser::captureTarget() {
  int start = mark_;
  bool underscore = soft(SoftKeyword::Underscore);
  if (!again(start) || underscore) return nullptr;
  Expr* target = name();
  return target && !atAny({K::Dot, K::LeftParen, K::Equal}) && !failed_ ? target : nullptr;
}

// name_or_attr '.' NAME, as long as it goes.
Expr* Diagnoser::patternAttribute() {
  Expr* result = patternNameOrAttribute();
  return result && isa<Attribute>(result) ? result : nullptr;
}

Expr* Diagnoser::patternNameOrAttribute() {
  int start = mark_;
  Expr* result = name();
  while (result && !failed_) {
    int before = mark_;
    if (expect(K::Dot) && name()) {
      result = make<Attribute>(start);
      continue;
    }
    mark_ = before;
    break;
  }
  return failed_ ? nullptr : result;
}

bool Diagnoser::openSequence() {
  if (!maybeStarPattern() || !expect(K::Comma)) return false;
  int before = mark_;
  if (!maybeSequence()) mark_ = before;
  return !failed_;
}

bool Diagnoser::maybeSequence() {
  if (!maybeStarPattern()) return false;
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && maybeStarPattern()) continue;
    mark_ = before;
    break;
  }
  expect(K::Comma);
  return !failed_;
}

PositionedNode* Diagnoser::maybeStarPattern() {
  int start = mark_;
  if (PositionedNode* star = starPattern()) return star;
  return again(start) ? pattern() : nullptr;
}

PositionedNode* Diagnoser::starPattern() {
  return memo<PositionedNode>(Rule::StarPattern, true, [&]() -> PositionedNode* {
    int start = mark_;
    if (expect(K::Star) && captureTarget()) return make<MatchStar>(start);
    if (again(start) && expect(K::Star) && soft(SoftKeyword::Underscore)) return make<MatchStar>(start);
    return nullptr;
  });
}

bool Diagnoser::doubleStarPattern() { return expect(K::DoubleStar) && captureTarget(); }

bool Diagnoser::mappingPattern() {
  Level level(*this);
  int start = mark_;
  if (expect(K::LeftBrace) && expect(K::RightBrace)) return true;
  if (again(start) && expect(K::LeftBrace) && doubleStarPattern()) {
    expect(K::Comma);
    if (expect(K::RightBrace)) return true;
  }
  if (again(start) && expect(K::LeftBrace) && itemsPattern() && expect(K::Comma) && doubleStarPattern()) {
    expect(K::Comma);
    if (expect(K::RightBrace)) return true;
  }
  if (again(start) && expect(K::LeftBrace) && itemsPattern()) {
    expect(K::Comma);
    if (expect(K::RightBrace)) return true;
  }
  return fails(start);
}

bool Diagnoser::itemsPattern() {
  if (!keyValuePattern()) return false;
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && keyValuePattern()) continue;
    mark_ = before;
    break;
  }
  return !failed_;
}

bool Diagnoser::keyValuePattern() {
  int start = mark_;
  bool key = literalExpression();
  if (!key) key = again(start) && patternAttribute();
  return key && expect(K::Colon) && pattern();
}

bool Diagnoser::positionalPatterns(std::vector<PositionedNode*>* items) {
  PositionedNode* item = pattern();
  if (!item) return false;
  items->push_back(item);
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && (item = pattern())) {
      items->push_back(item);
      continue;
    }
    mark_ = before;
    break;
  }
  return !failed_;
}

bool Diagnoser::keywordPattern() { return name() && expect(K::Equal) && pattern(); }

bool Diagnoser::keywordPatterns() {
  if (!keywordPattern()) return false;
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && keywordPattern()) continue;
    mark_ = before;
    break;
  }
  return !failed_;
}

bool Diagnoser::classPattern() {
  Level level(*this);
  int start = mark_;
  std::vector<PositionedNode*> items;
  auto head = [&] { return again(start) && patternNameOrAttribute() && expect(K::LeftParen); };
  auto end = [&] {
    expect(K::Comma);
    return !failed_ && expect(K::RightParen) != nullptr;
  };
  if (head() && expect(K::RightParen)) return true;
  if (head() && positionalPatterns(&items) && end()) return true;
  if (head() && keywordPatterns() && end()) return true;
  if (head() && positionalPatterns(&items) && expect(K::Comma) && keywordPatterns() && end()) return true;
  if (!again(start) || !mistakes_ || !head()) return fails(start);
  int before = mark_;
  if (!(positionalPatterns(&items) && expect(K::Comma))) mark_ = before;
  items.clear();
  if (!failed_ && keywordPatterns() && expect(K::Comma) && positionalPatterns(&items)) {
    return raiseRange(items.front(), items.back(), "positional patterns follow keyword patterns");
  }
  return fails(start);
}

}  // namespace typhon::frontend
