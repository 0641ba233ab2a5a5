// The match statement and its patterns (PEP 634).
#include "frontend/parser/parser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

// At the name `match`. Null with the position unchanged when this is no match statement.
Stmt* Parser::matchStatement() {
  const Token* start = tok_;
  switch (tok_[1].kind) {
    case K::Equal:
    case K::Dot:
    case K::Comma:
    case K::Colon:
    case K::Newline:
    case K::Semicolon:
    case K::RightParen:
      return nullptr;
    default:
      break;
  }
  ++tok_;
  auto noMatch = [&]() -> Stmt* {
    tok_ = start;
    return nullptr;
  };
  const Token* subjectStart = tok_;
  Expr* subject = starNamedExpression();
  if (!subject) return noMatch();
  if (at(K::Comma)) {
    Items<Expr> items(*this);
    items.add(subject);
    while (accept(K::Comma)) {
      if (at(K::Colon)) break;
      if (!items.add(starNamedExpression())) return noMatch();
    }
    auto* tuple = node<Tuple>(subjectStart);
    tuple->elts = items.take();
    subject = tuple;
  } else if (isa<Starred>(subject)) {
    return noMatch();
  }
  if (!accept(K::Colon) || !accept(K::Newline) || !accept(K::Indent)) return noMatch();
  Depth depth(*this, 8);
  if (depth.exceeded()) return nullptr;
  Items<MatchCase> cases(*this);
  while (!at(K::Dedent)) {
    if (!atSoft(SoftKeyword::Case) || !cases.add(matchCase())) return noMatch();
  }
  if (cases.size() == 0 || !since(10)) return noMatch();
  ++tok_;
  auto* result = node<Match>(start, lastToken());
  result->subject = subject;
  result->cases = cases.take();
  return result;
}

MatchCase* Parser::matchCase() {
  ++tok_;
  auto* result = arena_.make<MatchCase>();
  if (!(result->pattern = patterns())) return nullptr;
  if (accept(K::If) && !(result->guard = namedExpression())) return nullptr;
  if (!accept(K::Colon) || !block(&result->body)) return nullptr;
  return result;
}

// A pattern, or a sequence of them without brackets.
Pattern* Parser::patterns() {
  const Token* start = tok_;
  Pattern* first = maybeStarPattern();
  if (!first) return nullptr;
  if (!at(K::Comma)) return isa<MatchStar>(first) ? nullptr : first;
  Items<Pattern> items(*this);
  items.add(first);
  while (accept(K::Comma)) {
    if (at(K::Colon) || at(K::If)) break;
    if (!items.add(maybeStarPattern())) return nullptr;
  }
  auto* result = node<MatchSequence>(start);
  result->patterns = items.take();
  return result;
}

// A name to bind, or none (at `_`, before `.`, `(` or `=`).
Identifier Parser::captureTarget() {
  if (!at(K::Name) || atSoft(SoftKeyword::Underscore)) return {};
  TokenKind next = tok_[1].kind;
  if (next == K::Dot || next == K::LeftParen || next == K::Equal) return {};
  return acceptName();
}

Pattern* Parser::maybeStarPattern() {
  if (!at(K::Star)) return pattern();
  const Token* start = tok_++;
  Identifier name;
  if (atSoft(SoftKeyword::Underscore)) {
    ++tok_;
  } else if (!(name = captureTarget())) {
    return nullptr;
  }
  auto* result = node<MatchStar>(start);
  result->name = name;
  return result;
}

Pattern* Parser::pattern() {
  const Token* start = tok_;
  Pattern* inner = orPattern();
  if (!inner || !accept(K::As)) return inner;
  Identifier name = captureTarget();
  if (!name) return nullptr;
  auto* result = node<MatchAs>(start);
  result->pattern = inner;
  result->name = name;
  return result;
}

Pattern* Parser::orPattern() {
  const Token* start = tok_;
  Pattern* first = closedPattern();
  if (!first || !at(K::VerticalBar)) return first;
  Items<Pattern> items(*this);
  items.add(first);
  while (accept(K::VerticalBar)) {
    if (!items.add(closedPattern())) return nullptr;
  }
  auto* result = node<MatchOr>(start);
  result->patterns = items.take();
  return result;
}

// Numbers (signed, complex), strings, None, True and False as an expression.
Expr* Parser::literalExpression() {
  const Token* start = tok_;
  switch (kind()) {
    case K::String:
    case K::FStringStart:
      return strings();
    case K::None:
      return ++tok_, constant(start, ConstantValue::none());
    case K::True:
      return ++tok_, constant(start, ConstantValue::boolean(true));
    case K::False:
      return ++tok_, constant(start, ConstantValue::boolean(false));
    case K::Minus:
    case K::Number:
      break;
    default:
      return nullptr;
  }
  bool negative = accept(K::Minus);
  if (!at(K::Number)) return nullptr;
  Expr* value = number();
  if (!value) return nullptr;
  bool isComplex = cast<ast::Constant>(value)->value.is(ConstantKind::Complex);
  if (negative) {
    auto* minus = node<UnaryOp>(start);
    minus->op = UnaryOperator::USub;
    minus->operand = value;
    value = minus;
  }
  if (!at(K::Plus) && !at(K::Minus)) return value;
  auto op = (tok_++)->kind == K::Plus ? BinaryOperator::Add : BinaryOperator::Sub;
  if (isComplex || !at(K::Number)) return nullptr;
  Expr* imaginary = number();
  if (!imaginary || !cast<ast::Constant>(imaginary)->value.is(ConstantKind::Complex)) return nullptr;
  auto* result = node<BinOp>(start);
  result->left = value;
  result->op = op;
  result->right = imaginary;
  return result;
}

// A dotted name.
Expr* Parser::patternName() {
  const Token* start = tok_;
  Identifier id = acceptName();
  if (!id) return nullptr;
  auto* name = node<ast::Name>(start);
  name->id = id;
  Expr* result = name;
  while (accept(K::Dot)) {
    Identifier attribute = acceptName();
    if (!attribute) return nullptr;
    auto* access = node<Attribute>(start);
    access->value = result;
    access->attr = attribute;
    result = access;
  }
  return result;
}

Pattern* Parser::closedPattern() {
  const Token* start = tok_;
  switch (kind()) {
    case K::None:
    case K::True:
    case K::False: {
      auto* value = cast<ast::Constant>(literalExpression());
      auto* result = node<MatchSingleton>(start);
      result->value = value->value;
      return result;
    }
    case K::String:
    case K::FStringStart:
    case K::Number:
    case K::Minus: {
      Expr* value = literalExpression();
      if (!value) return nullptr;
      auto* result = node<MatchValue>(start);
      result->value = value;
      return result;
    }
    case K::LeftParen:
    case K::LeftBracket:
      return groupOrSequencePattern();
    case K::LeftBrace:
      return mappingPattern();
    case K::Name:
      break;
    default:
      return nullptr;
  }
  if (Identifier name = captureTarget()) {
    auto* result = node<MatchAs>(start);
    result->name = name;
    return result;
  }
  if (atSoft(SoftKeyword::Underscore)) {
    ++tok_;
    return node<MatchAs>(start);
  }
  Expr* name = patternName();
  if (!name) return nullptr;
  if (at(K::LeftParen)) return classPattern(start, name);
  if (at(K::Equal) || !isa<Attribute>(name)) return nullptr;
  auto* result = node<MatchValue>(start);
  result->value = name;
  return result;
}

// Patterns up to `end`, which is read too.
bool Parser::patternList(Items<Pattern>& items, TokenKind end, bool* sawComma) {
  *sawComma = false;
  while (!at(end)) {
    if (!items.add(maybeStarPattern())) return false;
    if (!accept(K::Comma)) break;
    *sawComma = true;
  }
  return accept(end);
}

Pattern* Parser::groupOrSequencePattern() {
  const Token* start = tok_;
  bool paren = (tok_++)->kind == K::LeftParen;
  Depth depth(*this, 16);
  if (depth.exceeded()) return nullptr;
  Items<Pattern> items(*this);
  bool sawComma;
  if (!patternList(items, paren ? K::RightParen : K::RightBracket, &sawComma)) return nullptr;
  if (paren && items.size() == 1 && !sawComma) return isa<MatchStar>(items[0]) ? nullptr : items[0];
  auto* result = node<MatchSequence>(start);
  result->patterns = items.take();
  return result;
}

Pattern* Parser::mappingPattern() {
  const Token* start = tok_++;
  Depth depth(*this, 16);
  if (depth.exceeded()) return nullptr;
  Items<Expr> keys(*this);
  std::vector<Pattern*> values;
  Identifier rest;
  while (!at(K::RightBrace)) {
    if (rest) return nullptr;
    if (accept(K::DoubleStar)) {
      if (!(rest = captureTarget())) return nullptr;
    } else {
      Expr* key = at(K::Name) ? patternName() : literalExpression();
      if (!key || isa<ast::Name>(key) || !accept(K::Colon)) return nullptr;
      Pattern* value = pattern();
      if (!value) return nullptr;
      keys.add(key);
      values.push_back(value);
    }
    if (!accept(K::Comma)) break;
  }
  if (!accept(K::RightBrace)) return nullptr;
  auto* result = node<MatchMapping>(start);
  result->keys = keys.take();
  result->patterns = arena_.copySequence(values.data(), values.size());
  result->rest = rest;
  return result;
}

Pattern* Parser::classPattern(const Token* start, Expr* cls) {
  ++tok_;
  Depth depth(*this, 16);
  if (depth.exceeded()) return nullptr;
  Items<Pattern> positional(*this);
  std::vector<Identifier> names;
  std::vector<Pattern*> values;
  while (!at(K::RightParen)) {
    if (at(K::Name) && tok_[1].kind == K::Equal) {
      names.push_back(acceptName());
      ++tok_;
      Pattern* value = pattern();
      if (!value) return nullptr;
      values.push_back(value);
    } else if (!names.empty() || !positional.add(pattern())) {
      return nullptr;
    }
    if (!accept(K::Comma)) break;
  }
  if (!accept(K::RightParen)) return nullptr;
  auto* result = node<MatchClass>(start);
  result->cls = cls;
  result->patterns = positional.take();
  result->kwd_attrs = arena_.copySequence(names.data(), names.size());
  result->kwd_patterns = arena_.copySequence(values.data(), values.size());
  return result;
}

}  // namespace typhon::frontend
