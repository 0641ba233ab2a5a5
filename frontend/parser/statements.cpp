// Modules, simple statements.
#include "frontend/parser/parser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

// The token that ends a statement: the last one read that has a text.
const Token* Parser::lastToken() const {
  const Token* last = tok_ - 1;
  while (last->kind == K::Newline || last->kind == K::Indent || last->kind == K::Dedent) --last;
  return last;
}

Mod* Parser::parse(ParseMode mode) {
  switch (mode) {
    case ParseMode::Exec: {
      Items<Stmt> body(*this);
      if (!statements(body, K::EndMarker)) return nullptr;
      auto* module = arena_.make<Module>();
      module->body = body.take();
      return module;
    }
    case ParseMode::Eval: {
      Expr* body = expressions();
      if (!body) return nullptr;
      while (accept(K::Newline)) {
      }
      if (!at(K::EndMarker)) return nullptr;
      auto* result = arena_.make<Expression>();
      result->body = body;
      return result;
    }
    case ParseMode::FunctionType:
      return functionType();
    case ParseMode::Single:
      break;
  }
  const Token* start = tok_;
  Items<Stmt> body(*this);
  if (at(K::Newline)) {
    body.add(node<ast::Pass>(tok_, tok_));
    ++tok_;
  } else if (Stmt* compound = compoundStatement()) {
    body.add(compound);
    if (!accept(K::Newline)) return nullptr;
  } else {
    tok_ = start;
    if (tooDeep_ || !simpleStatements(body)) return nullptr;
  }
  // Nothing but blanks and comments may follow.
  const char* rest = tok_[-1].start + tok_[-1].length;
  const char* end = source_.text.data() + source_.text.size();
  for (; rest < end; ++rest) {
    if (*rest == '#') {
      while (rest < end && *rest != '\n') ++rest;
    }
    if (rest < end && *rest != ' ' && *rest != '\t' && *rest != '\n' && *rest != '\f') return nullptr;
  }
  auto* result = arena_.make<Interactive>();
  result->body = body.take();
  return result;
}

Mod* Parser::functionType() {
  if (!accept(K::LeftParen)) return nullptr;
  Items<Expr> types(*this);
  // Types of positional parameters, then `*` and `**`, each at most once.
  int stars = 0;
  while (!(stars == 0 && types.size() == 0 && at(K::RightParen))) {
    int now = accept(K::Star) ? 1 : accept(K::DoubleStar) ? 2 : 0;
    if ((stars && now <= stars) || !types.add(expression())) return nullptr;
    stars = now;
    if (!accept(K::Comma)) break;
  }
  if (!accept(K::RightParen) || !accept(K::Arrow)) return nullptr;
  auto* result = arena_.make<FunctionType>();
  result->argtypes = types.take();
  if (!(result->returns = expression())) return nullptr;
  while (accept(K::Newline)) {
  }
  return at(K::EndMarker) ? result : nullptr;
}

bool Parser::statements(Items<Stmt>& out, TokenKind end) {
  while (!at(end)) {
    if (!statement(out)) return false;
  }
  return true;
}

bool Parser::statement(Items<Stmt>& out) {
  switch (kind()) {
    case K::If:
    case K::While:
    case K::For:
    case K::With:
    case K::Try:
    case K::Def:
    case K::Class:
    case K::At:
    case K::Async:
      return out.add(compoundStatement());
    case K::Name:
      if (atSoft(SoftKeyword::Match)) {
        if (Stmt* match = matchStatement()) return out.add(match);
        if (tooDeep_) return false;
      }
      return simpleStatements(out);
    default:
      return simpleStatements(out);
  }
}

bool Parser::simpleStatements(Items<Stmt>& out) {
  do {
    if (!out.add(simpleStatement())) return false;
  } while (accept(K::Semicolon) && !at(K::Newline));
  return accept(K::Newline);
}

Stmt* Parser::simpleStatement() {
  const Token* start = tok_;
  switch (kind()) {
    case K::Name:
      if (atSoft(SoftKeyword::Type) && tok_[1].kind == K::Name) return typeAlias();
      return expressionStatement();
    case K::Return:
      return returnStatement();
    case K::Import:
      return importStatement();
    case K::From:
      return importFrom();
    case K::Raise:
      return raiseStatement();
    case K::Pass:
      return ++tok_, node<ast::Pass>(start);
    case K::Break:
      return ++tok_, node<ast::Break>(start);
    case K::Continue:
      return ++tok_, node<ast::Continue>(start);
    case K::Del:
      return deleteStatement();
    case K::Assert:
      return assertStatement();
    case K::Global:
      return nameList<ast::Global>();
    case K::Nonlocal:
      return nameList<ast::Nonlocal>();
    default:
      return expressionStatement();
  }
}

// Expression statements and all assignments.
Stmt* Parser::expressionStatement() {
  const Token* start = tok_;
  Expr* value = yieldOrStarExpressions();
  if (!value) return nullptr;
  if (at(K::Equal)) return assignment(start, value);
  if (at(K::Colon)) return annotatedAssignment(start, value);
  if (kind() >= K::PlusEqual && kind() <= K::DoubleSlashEqual) {
    if (!isa<ast::Name>(value) && !isa<Attribute>(value) && !isa<Subscript>(value)) return nullptr;
    setContext(value, ExprContext::Store);
    auto op = static_cast<BinaryOperator>(static_cast<int>(kind()) - static_cast<int>(K::PlusEqual));
    if (op == BinaryOperator::MatMult && !since(5)) return nullptr;
    ++tok_;
    Expr* right = yieldOrStarExpressions();
    if (!right) return nullptr;
    auto* result = node<AugAssign>(start);
    result->target = value;
    result->op = op;
    result->value = right;
    return result;
  }
  auto* result = node<ExprStmt>(start);
  result->value = value;
  return result;
}

static_assert(static_cast<int>(BinaryOperator::Add) == 0);

Stmt* Parser::assignment(const Token* start, Expr* first) {
  Items<Expr> targets(*this);
  Expr* value = first;
  while (accept(K::Equal)) {
    if (!setContext(value, ExprContext::Store)) return nullptr;
    targets.add(value);
    if (!(value = yieldOrStarExpressions())) return nullptr;
  }
  String typeComment = acceptTypeComment();
  auto* result = node<Assign>(start);
  result->type_comment = typeComment;
  result->targets = targets.take();
  result->value = value;
  return result;
}

Stmt* Parser::annotatedAssignment(const Token* start, Expr* target) {
  if (!since(6)) return nullptr;
  bool simple = isa<ast::Name>(target) && start->kind == K::Name;
  if (!isa<ast::Name>(target) && !isa<Attribute>(target) && !isa<Subscript>(target)) return nullptr;
  setContext(target, ExprContext::Store);
  ++tok_;
  Expr* annotation = expression();
  if (!annotation) return nullptr;
  Expr* value = nullptr;
  if (accept(K::Equal) && !(value = yieldOrStarExpressions())) return nullptr;
  auto* result = node<AnnAssign>(start);
  result->target = target;
  result->annotation = annotation;
  result->value = value;
  result->simple = simple;
  return result;
}

Stmt* Parser::typeAlias() {
  if (!since(12)) return nullptr;
  const Token* start = tok_++;
  auto* name = node<ast::Name>(tok_, tok_);
  name->id = acceptName();
  name->ctx = ExprContext::Store;
  Seq<TypeParam> params;
  if (!typeParams(&params) || !accept(K::Equal)) return nullptr;
  Expr* value = expression();
  if (!value) return nullptr;
  auto* result = node<TypeAlias>(start);
  result->name = name;
  result->type_params = params;
  result->value = value;
  return result;
}

Stmt* Parser::returnStatement() {
  const Token* start = tok_++;
  Expr* value = nullptr;
  if (!at(K::Newline) && !at(K::Semicolon) && !(value = starExpressions())) return nullptr;
  auto* result = node<ast::Return>(start);
  result->value = value;
  return result;
}

Stmt* Parser::raiseStatement() {
  const Token* start = tok_++;
  Expr* exception = nullptr;
  Expr* cause = nullptr;
  if (!at(K::Newline) && !at(K::Semicolon)) {
    if (!(exception = expression())) return nullptr;
    if (accept(K::From) && !(cause = expression())) return nullptr;
  }
  auto* result = node<ast::Raise>(start);
  result->exc = exception;
  result->cause = cause;
  return result;
}

Stmt* Parser::assertStatement() {
  const Token* start = tok_++;
  Expr* test = expression();
  if (!test) return nullptr;
  Expr* message = nullptr;
  if (accept(K::Comma) && !(message = expression())) return nullptr;
  auto* result = node<ast::Assert>(start);
  result->test = test;
  result->msg = message;
  return result;
}

Stmt* Parser::deleteStatement() {
  const Token* start = tok_++;
  Items<Expr> targets(*this);
  do {
    Expr* target = primary();
    if (!target || !setContext(target, ExprContext::Del)) return nullptr;
    targets.add(target);
  } while (accept(K::Comma) && !at(K::Newline) && !at(K::Semicolon));
  if (!at(K::Newline) && !at(K::Semicolon)) return nullptr;
  auto* result = node<Delete>(start);
  result->targets = targets.take();
  return result;
}

template <class T>
Stmt* Parser::nameList() {
  const Token* start = tok_++;
  std::vector<Identifier> names;
  do {
    Identifier name = acceptName();
    if (!name) return nullptr;
    names.push_back(name);
  } while (accept(K::Comma));
  auto* result = node<T>(start);
  result->names = arena_.copySequence(names.data(), names.size());
  return result;
}

Identifier Parser::dottedName() {
  Identifier first = acceptName();
  if (!first || !at(K::Dot)) return first;
  std::string joined(first.view());
  while (accept(K::Dot)) {
    Identifier part = acceptName();
    if (!part) return {};
    joined += '.';
    joined += part.view();
  }
  return arena_.intern(joined);
}

Stmt* Parser::importStatement() {
  const Token* start = tok_++;
  Items<Alias> names(*this);
  do {
    const Token* begin = tok_;
    Identifier name = dottedName();
    if (!name) return nullptr;
    Identifier asName;
    if (accept(K::As) && !(asName = acceptName())) return nullptr;
    auto* alias = node<Alias>(begin);
    alias->name = name;
    alias->asname = asName;
    names.add(alias);
  } while (accept(K::Comma));
  auto* result = node<ast::Import>(start);
  result->names = names.take();
  return result;
}

Alias* Parser::importFromName() {
  const Token* start = tok_;
  Identifier name = acceptName();
  if (!name) return nullptr;
  Identifier asName;
  if (accept(K::As) && !(asName = acceptName())) return nullptr;
  auto* alias = node<Alias>(start);
  alias->name = name;
  alias->asname = asName;
  return alias;
}

Stmt* Parser::importFrom() {
  const Token* start = tok_++;
  int level = 0;
  while (at(K::Dot) || at(K::Ellipsis)) level += (tok_++)->kind == K::Dot ? 1 : 3;
  Identifier module;
  if (!at(K::Import) || level == 0) {
    if (!(module = dottedName())) return nullptr;
  }
  if (!accept(K::Import)) return nullptr;
  Items<Alias> names(*this);
  if (at(K::Star)) {
    ++tok_;
    auto* alias = node<Alias>(tok_ - 1);
    alias->name = arena_.intern("*");
    names.add(alias);
  } else if (accept(K::LeftParen)) {
    do {
      if (!names.add(importFromName())) return nullptr;
    } while (accept(K::Comma) && !at(K::RightParen));
    if (!accept(K::RightParen)) return nullptr;
  } else {
    do {
      if (!names.add(importFromName())) return nullptr;
    } while (accept(K::Comma));
  }
  auto* result = node<ImportFrom>(start);
  result->module = module;
  result->names = names.take();
  result->level = level;
  return result;
}

}  // namespace typhon::frontend
