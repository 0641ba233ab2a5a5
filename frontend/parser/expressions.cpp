// Expressions down to the operands of binary operators.
#include <array>

#include "frontend/parser/parser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

namespace {

struct BinaryInfo {
  uint8_t precedence = 0;  // 0: no binary operator
  BinaryOperator op = BinaryOperator::Add;
};

constexpr std::array<BinaryInfo, 256> kBinary = [] {
  std::array<BinaryInfo, 256> table{};
  auto set = [&](TokenKind kind, uint8_t precedence, BinaryOperator op) { table[static_cast<size_t>(kind)] = {precedence, op}; };
  set(K::VerticalBar, 1, BinaryOperator::BitOr);
  set(K::Circumflex, 2, BinaryOperator::BitXor);
  set(K::Ampersand, 3, BinaryOperator::BitAnd);
  set(K::LeftShift, 4, BinaryOperator::LShift);
  set(K::RightShift, 4, BinaryOperator::RShift);
  set(K::Plus, 5, BinaryOperator::Add);
  set(K::Minus, 5, BinaryOperator::Sub);
  set(K::Star, 6, BinaryOperator::Mult);
  set(K::Slash, 6, BinaryOperator::Div);
  set(K::DoubleSlash, 6, BinaryOperator::FloorDiv);
  set(K::Percent, 6, BinaryOperator::Mod);
  set(K::At, 6, BinaryOperator::MatMult);
  return table;
}();

// Whether a token may begin an expression or a starred one: an optional list ends at anything else.
constexpr std::array<bool, 256> kStartsExpression = [] {
  std::array<bool, 256> table{};
  for (TokenKind kind : {K::Name, K::Number, K::String, K::FStringStart, K::LeftParen, K::LeftBracket, K::LeftBrace, K::Ellipsis,
                         K::Minus, K::Plus, K::Tilde, K::Star, K::False, K::None, K::True, K::Not, K::Lambda, K::Await}) {
    table[static_cast<size_t>(kind)] = true;
  }
  return table;
}();

bool startsExpression(TokenKind kind) { return kStartsExpression[static_cast<size_t>(kind)]; }

}  // namespace

// The rest of a tuple without parentheses: `first` has been parsed, a comma is next.
Expr* Parser::tupleOf(const Token* start, Expr* first, Expr* (Parser::*element)()) {
  Items<Expr> items(*this);
  items.add(first);
  while (accept(K::Comma)) {
    if (!startsExpression(kind())) break;
    if (!items.add((this->*element)())) return nullptr;
  }
  auto* tuple = node<Tuple>(start);
  tuple->elts = items.take();
  return tuple;
}

Expr* Parser::starExpressions() {
  const Token* start = tok_;
  Expr* first = starExpression();
  if (!first || !at(K::Comma)) return first;
  return tupleOf(start, first, &Parser::starExpression);
}

Expr* Parser::expressions() {
  const Token* start = tok_;
  Expr* first = expression();
  if (!first || !at(K::Comma)) return first;
  return tupleOf(start, first, &Parser::expression);
}

Expr* Parser::starExpression() {
  if (!at(K::Star)) return expression();
  const Token* start = tok_++;
  Expr* value = bitwiseOr();
  if (!value) return nullptr;
  auto* starred = node<Starred>(start);
  starred->value = value;
  return starred;
}

Expr* Parser::starNamedExpression() { return at(K::Star) ? starExpression() : namedExpression(); }

Expr* Parser::namedExpression() {
  if (at(K::Name) && tok_[1].kind == K::Walrus) {
    if (!since(8)) return nullptr;
    const Token* start = tok_;
    tok_ += 2;
    auto* target = node<ast::Name>(start, start);
    target->id = Identifier(start->name);
    target->ctx = ExprContext::Store;
    Expr* value = expression();
    if (!value) return nullptr;
    auto* named = node<NamedExpr>(start);
    named->target = target;
    named->value = value;
    return named;
  }
  Expr* value = expression();
  return value && !at(K::Walrus) ? value : nullptr;
}

Expr* Parser::yieldExpression() {
  const Token* start = tok_++;
  if (accept(K::From)) {
    Expr* value = expression();
    if (!value) return nullptr;
    auto* result = node<YieldFrom>(start);
    result->value = value;
    return result;
  }
  Expr* value = nullptr;
  if (startsExpression(kind()) && !(value = starExpressions())) return nullptr;
  auto* result = node<ast::Yield>(start);
  result->value = value;
  return result;
}

Expr* Parser::yieldOrStarExpressions() { return at(K::Yield) ? yieldExpression() : starExpressions(); }

Expr* Parser::expression() {
  if (at(K::Lambda)) return lambda();
  const Token* start = tok_;
  Expr* body = disjunction();
  if (!body || !at(K::If)) return body;
  ++tok_;
  Expr* test = disjunction();
  if (!test || !accept(K::Else)) return nullptr;
  Depth depth(*this, 1);
  if (depth.exceeded()) return nullptr;
  Expr* orelse = expression();
  if (!orelse) return nullptr;
  auto* result = node<IfExp>(start);
  result->test = test;
  result->body = body;
  result->orelse = orelse;
  return result;
}

Expr* Parser::lambda() {
  const Token* start = tok_++;
  Depth depth(*this, 2);
  if (depth.exceeded()) return nullptr;
  Arguments* args = parameters(true);
  if (!args || !accept(K::Colon)) return nullptr;
  Expr* body = expression();
  if (!body) return nullptr;
  auto* result = node<ast::Lambda>(start);
  result->args = args;
  result->body = body;
  return result;
}

Expr* Parser::disjunction() {
  const Token* start = tok_;
  Expr* first = conjunction();
  if (!first || !at(K::Or)) return first;
  Items<Expr> items(*this);
  items.add(first);
  while (accept(K::Or)) {
    if (!items.add(conjunction())) return nullptr;
  }
  auto* result = node<BoolOp>(start);
  result->op = BoolOperator::Or;
  result->values = items.take();
  return result;
}

Expr* Parser::conjunction() {
  const Token* start = tok_;
  Expr* first = inversion();
  if (!first || !at(K::And)) return first;
  Items<Expr> items(*this);
  items.add(first);
  while (accept(K::And)) {
    if (!items.add(inversion())) return nullptr;
  }
  auto* result = node<BoolOp>(start);
  result->op = BoolOperator::And;
  result->values = items.take();
  return result;
}

Expr* Parser::inversion() {
  if (!at(K::Not)) return comparison();
  const Token* start = tok_++;
  Depth depth(*this, 1);
  if (depth.exceeded()) return nullptr;
  Expr* operand = inversion();
  if (!operand) return nullptr;
  auto* result = node<UnaryOp>(start);
  result->op = UnaryOperator::Not;
  result->operand = operand;
  return result;
}

// Reads a comparison operator. False when there is none; `<>` is one only for PEP 401.
bool Parser::compareOperator(CompareOperator* op) {
  switch (kind()) {
    case K::EqualEqual:
      *op = CompareOperator::Eq;
      break;
    case K::NotEqual:
      if ((*tok_->start == '<') != options_.barryAsBdfl) return false;
      *op = CompareOperator::NotEq;
      break;
    case K::Less:
      *op = CompareOperator::Lt;
      break;
    case K::LessEqual:
      *op = CompareOperator::LtE;
      break;
    case K::Greater:
      *op = CompareOperator::Gt;
      break;
    case K::GreaterEqual:
      *op = CompareOperator::GtE;
      break;
    case K::In:
      *op = CompareOperator::In;
      break;
    case K::Not:
      if (tok_[1].kind != K::In) return false;
      ++tok_;
      *op = CompareOperator::NotIn;
      break;
    case K::Is:
      *op = CompareOperator::Is;
      if (tok_[1].kind == K::Not) {
        ++tok_;
        *op = CompareOperator::IsNot;
      }
      break;
    default:
      return false;
  }
  ++tok_;
  return true;
}

Expr* Parser::comparison() {
  const Token* start = tok_;
  Expr* left = bitwiseOr();
  if (!left) return nullptr;
  CompareOperator op;
  if (!compareOperator(&op)) return left;
  Items<Expr> operands(*this);
  CompareOperator few[16];
  std::vector<CompareOperator> many;
  size_t count = 0;
  do {
    if (count < 16) {
      few[count] = op;
    } else {
      if (many.empty()) many.assign(few, few + 16);
      many.push_back(op);
    }
    ++count;
    if (!operands.add(bitwiseOr())) return nullptr;
  } while (compareOperator(&op));
  auto* result = node<Compare>(start);
  result->left = left;
  result->ops = arena_.copySequence(many.empty() ? few : many.data(), count);
  result->comparators = operands.take();
  return result;
}

Expr* Parser::binary(int precedence) {
  const Token* start = tok_;
  Expr* left = factor();
  if (!left) return nullptr;
  while (true) {
    BinaryInfo info = kBinary[static_cast<size_t>(kind())];
    if (info.precedence < precedence || info.precedence == 0) return left;
    if (info.op == BinaryOperator::MatMult && !since(5)) return nullptr;
    ++tok_;
    Expr* right = binary(info.precedence + 1);
    if (!right) return nullptr;
    auto* result = node<BinOp>(start);
    result->left = left;
    result->op = info.op;
    result->right = right;
    left = result;
  }
}

Expr* Parser::factor() {
  UnaryOperator op;
  switch (kind()) {
    case K::Minus:
      op = UnaryOperator::USub;
      break;
    case K::Plus:
      op = UnaryOperator::UAdd;
      break;
    case K::Tilde:
      op = UnaryOperator::Invert;
      break;
    default:
      return power();
  }
  const Token* start = tok_++;
  Depth depth(*this, 1);
  if (depth.exceeded()) return nullptr;
  Expr* operand = factor();
  if (!operand) return nullptr;
  auto* result = node<UnaryOp>(start);
  result->op = op;
  result->operand = operand;
  return result;
}

Expr* Parser::power() {
  const Token* start = tok_;
  Expr* left;
  if (accept(K::Await)) {
    Expr* value = since(5) ? primary() : nullptr;
    if (!value) return nullptr;
    auto* await = node<ast::Await>(start);
    await->value = value;
    left = await;
  } else {
    left = primary();
  }
  if (!left || !at(K::DoubleStar)) return left;
  ++tok_;
  Depth depth(*this, 2);
  if (depth.exceeded()) return nullptr;
  Expr* right = factor();
  if (!right) return nullptr;
  auto* result = node<BinOp>(start);
  result->left = left;
  result->op = BinaryOperator::Pow;
  result->right = right;
  return result;
}

}  // namespace typhon::frontend
