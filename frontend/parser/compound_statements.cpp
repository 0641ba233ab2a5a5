// Compound statements, except `match`.
#include "frontend/parser/parser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

Stmt* Parser::compoundStatement() {
  const Token* start = tok_;
  switch (kind()) {
    case K::If:
      return ifStatement();
    case K::While:
      return whileStatement();
    case K::For:
      return forStatement(start, false);
    case K::With:
      return withStatement(start, false);
    case K::Try:
      return tryStatement();
    case K::Def:
      return functionDefinition(start, false, {});
    case K::Class:
      return classDefinition({});
    case K::At:
      return decorated();
    case K::Async:
      if (!since(5)) return nullptr;
      ++tok_;
      switch (kind()) {
        case K::Def:
          return functionDefinition(start, true, {});
        case K::For:
          return forStatement(start, true);
        case K::With:
          return withStatement(start, true);
        default:
          return nullptr;
      }
    case K::Name:
      return atSoft(SoftKeyword::Match) ? matchStatement() : nullptr;
    default:
      return nullptr;
  }
}

// Behind the colon.
bool Parser::block(Seq<Stmt>* body) {
  Items<Stmt> items(*this);
  if (accept(K::Newline)) {
    if (!accept(K::Indent)) return false;
    Depth depth(*this, 8);
    if (depth.exceeded()) return false;
    if (at(K::Dedent) || !statements(items, K::Dedent)) return false;
    ++tok_;
  } else if (!simpleStatements(items)) {
    return false;
  }
  *body = items.take();
  return true;
}

bool Parser::optionalElse(Seq<Stmt>* body) {
  *body = {};
  return !accept(K::Else) || (accept(K::Colon) && block(body));
}

// At `if` or `elif`.
Stmt* Parser::ifStatement() {
  const Token* start = tok_++;
  Depth depth(*this, 1);
  if (depth.exceeded()) return nullptr;
  Expr* test = namedExpression();
  Seq<Stmt> body, orelse;
  if (!test || !accept(K::Colon) || !block(&body)) return nullptr;
  if (at(K::Elif)) {
    Stmt* nested = ifStatement();
    if (!nested) return nullptr;
    orelse = arena_.copySequence(&nested, 1);
  } else if (!optionalElse(&orelse)) {
    return nullptr;
  }
  auto* result = node<ast::If>(start, lastToken());
  result->test = test;
  result->body = body;
  result->orelse = orelse;
  return result;
}

Stmt* Parser::whileStatement() {
  const Token* start = tok_++;
  Expr* test = namedExpression();
  Seq<Stmt> body, orelse;
  if (!test || !accept(K::Colon) || !block(&body) || !optionalElse(&orelse)) return nullptr;
  auto* result = node<ast::While>(start, lastToken());
  result->test = test;
  result->body = body;
  result->orelse = orelse;
  return result;
}

Stmt* Parser::forStatement(const Token* start, bool isAsync) {
  ++tok_;
  Expr* target = targetList();
  if (!target || !accept(K::In)) return nullptr;
  Expr* iterable = starExpressions();
  Seq<Stmt> body, orelse;
  if (!iterable || !accept(K::Colon)) return nullptr;
  String typeComment = acceptTypeComment();
  if (!block(&body) || !optionalElse(&orelse)) return nullptr;
  auto fill = [&](auto* result) -> Stmt* {
    result->type_comment = typeComment;
    result->target = target;
    result->iter = iterable;
    result->body = body;
    result->orelse = orelse;
    return result;
  };
  return isAsync ? fill(node<AsyncFor>(start, lastToken())) : fill(node<ast::For>(start, lastToken()));
}

WithItem* Parser::withItem() {
  auto* item = arena_.make<WithItem>();
  if (!(item->context_expr = expression())) return nullptr;
  if (accept(K::As)) {
    item->optional_vars = targetElement();
    if (!item->optional_vars || !setContext(item->optional_vars, ExprContext::Store)) return nullptr;
    if (!at(K::Comma) && !at(K::RightParen) && !at(K::Colon)) return nullptr;
  }
  return item;
}

// The items of a `with`, and the colon behind them.
bool Parser::withItems(Items<WithItem>& items, bool parenthesized) {
  if (parenthesized) ++tok_;
  do {
    if (!items.add(withItem())) return false;
  } while (accept(K::Comma) && !(parenthesized && at(K::RightParen)));
  return (!parenthesized || accept(K::RightParen)) && accept(K::Colon);
}

Stmt* Parser::withStatement(const Token* start, bool isAsync) {
  ++tok_;
  const Token* begin = tok_;
  Seq<WithItem> items;
  bool parsed = false;
  // A parenthesis may enclose the items or be the beginning of the first one.
  if (at(K::LeftParen)) {
    Items<WithItem> enclosed(*this);
    // The language has no type comment behind enclosed items.
    parsed = withItems(enclosed, true) && !at(K::TypeComment);
    if (parsed && !isAsync && !since(9)) return nullptr;
    if (parsed) items = enclosed.take();
    if (tooDeep_) return nullptr;
  }
  if (!parsed) {
    tok_ = begin;
    Items<WithItem> plain(*this);
    if (!withItems(plain, false)) return nullptr;
    items = plain.take();
  }
  String typeComment = parsed ? String() : acceptTypeComment();
  Seq<Stmt> body;
  if (!block(&body)) return nullptr;
  auto fill = [&](auto* result) -> Stmt* {
    result->items = items;
    result->type_comment = typeComment;
    result->body = body;
    return result;
  };
  return isAsync ? fill(node<AsyncWith>(start, lastToken())) : fill(node<ast::With>(start, lastToken()));
}

ExceptHandler* Parser::exceptHandler(bool isStar) {
  const Token* start = tok_++;
  if (accept(K::Star) != isStar) return nullptr;
  Expr* type = nullptr;
  Identifier name;
  if (isStar || !at(K::Colon)) {
    if (!(type = expression())) return nullptr;
    if (accept(K::As) && !(name = acceptName())) return nullptr;
  }
  Seq<Stmt> body;
  if (!accept(K::Colon) || !block(&body)) return nullptr;
  auto* handler = node<ExceptHandler>(start, lastToken());
  handler->type = type;
  handler->name = name;
  handler->body = body;
  return handler;
}

Stmt* Parser::tryStatement() {
  const Token* start = tok_++;
  Seq<Stmt> body, orelse, finalBody;
  if (!accept(K::Colon) || !block(&body)) return nullptr;
  Items<ExceptHandlerNode> handlers(*this);
  bool isStar = at(K::Except) && tok_[1].kind == K::Star;
  if (isStar && !since(11)) return nullptr;
  while (at(K::Except)) {
    if (!handlers.add(exceptHandler(isStar))) return nullptr;
  }
  if (handlers.size() && !optionalElse(&orelse)) return nullptr;
  if (accept(K::Finally)) {
    if (!accept(K::Colon) || !block(&finalBody)) return nullptr;
  } else if (handlers.size() == 0) {
    return nullptr;
  }
  auto fill = [&](auto* result) -> Stmt* {
    result->body = body;
    result->handlers = handlers.take();
    result->orelse = orelse;
    result->finalbody = finalBody;
    return result;
  };
  return isStar ? fill(node<TryStar>(start, lastToken())) : fill(node<ast::Try>(start, lastToken()));
}

Stmt* Parser::decorated() {
  Items<Expr> decorators(*this);
  while (accept(K::At)) {
    if (!decorators.add(namedExpression()) || !accept(K::Newline)) return nullptr;
  }
  Seq<Expr> list = decorators.take();
  const Token* start = tok_;
  if (at(K::Class)) return classDefinition(list);
  bool isAsync = accept(K::Async);
  if (isAsync && !since(5)) return nullptr;
  return at(K::Def) ? functionDefinition(start, isAsync, list) : nullptr;
}

// Behind the colon: a type comment in the line, or one that stands alone in the line below. Returns false if there are two.
bool Parser::functionTypeComment(String* comment) {
  if (at(K::TypeComment)) {
    *comment = acceptTypeComment();
    return !(at(K::Newline) && tok_[1].kind == K::TypeComment);
  }
  if (at(K::Newline) && tok_[1].kind == K::TypeComment && tok_[2].kind == K::Newline && tok_[3].kind == K::Indent) {
    ++tok_;
    *comment = acceptTypeComment();
  }
  return true;
}

Stmt* Parser::functionDefinition(const Token* start, bool isAsync, Seq<Expr> decorators) {
  ++tok_;
  Identifier name = acceptName();
  Seq<TypeParam> params;
  if (!name || !typeParams(&params) || !accept(K::LeftParen)) return nullptr;
  Arguments* args = parameters(false);
  if (!args || !accept(K::RightParen)) return nullptr;
  Expr* returns = nullptr;
  if (accept(K::Arrow) && !(returns = expression())) return nullptr;
  String typeComment;
  Seq<Stmt> body;
  if (!accept(K::Colon) || !functionTypeComment(&typeComment) || !block(&body)) return nullptr;
  auto fill = [&](auto* result) -> Stmt* {
    result->name = name;
    result->args = args;
    result->body = body;
    result->decorator_list = decorators;
    result->returns = returns;
    result->type_comment = typeComment;
    result->type_params = params;
    return result;
  };
  return isAsync ? fill(node<AsyncFunctionDef>(start, lastToken())) : fill(node<FunctionDef>(start, lastToken()));
}

Stmt* Parser::classDefinition(Seq<Expr> decorators) {
  const Token* start = tok_++;
  Identifier name = acceptName();
  Seq<TypeParam> params;
  if (!name || !typeParams(&params)) return nullptr;
  CallArguments bases;
  if (accept(K::LeftParen) && !callArguments(&bases, false)) return nullptr;
  Seq<Stmt> body;
  if (!accept(K::Colon) || !block(&body)) return nullptr;
  auto* result = node<ClassDef>(start, lastToken());
  result->name = name;
  result->bases = bases.args;
  result->keywords = bases.keywords;
  result->body = body;
  result->decorator_list = decorators;
  result->type_params = params;
  return result;
}

// An optional `[T, *Ts, **P]`.
bool Parser::typeParams(Seq<TypeParam>* params) {
  *params = {};
  if (!accept(K::LeftBracket)) return true;
  if (!since(12)) return false;
  Items<TypeParam> items(*this);
  do {
    if (items.size() && at(K::RightBracket)) break;
    const Token* start = tok_;
    if (accept(K::Star)) {
      Identifier name = acceptName();
      if (!name) return false;
      auto* param = node<TypeVarTuple>(start);
      param->name = name;
      items.add(param);
    } else if (accept(K::DoubleStar)) {
      Identifier name = acceptName();
      if (!name) return false;
      auto* param = node<ParamSpec>(start);
      param->name = name;
      items.add(param);
    } else {
      Identifier name = acceptName();
      Expr* bound = nullptr;
      if (!name || (accept(K::Colon) && !(bound = expression()))) return false;
      auto* param = node<TypeVar>(start);
      param->name = name;
      param->bound = bound;
      items.add(param);
    }
  } while (accept(K::Comma));
  *params = items.take();
  return accept(K::RightBracket);
}

}  // namespace typhon::frontend
