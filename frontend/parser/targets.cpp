// Targets of assignments, loops and `del`: parsed as expressions, then given their context.
#include "frontend/parser/parser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

// Gives a target its context, down into tuples, lists and starred elements. Returns false when it cannot be one.
bool Parser::setContext(Expr* target, ExprContext context) {
  switch (target->kind) {
    case NodeKind::Name:
      cast<ast::Name>(target)->ctx = context;
      return true;
    case NodeKind::Attribute:
      cast<Attribute>(target)->ctx = context;
      return true;
    case NodeKind::Subscript:
      cast<Subscript>(target)->ctx = context;
      return true;
    case NodeKind::Starred: {
      auto* starred = cast<Starred>(target);
      if (context == ExprContext::Del || isa<Starred>(starred->value)) return false;
      starred->ctx = context;
      return setContext(starred->value, context);
    }
    case NodeKind::Tuple:
    case NodeKind::List: {
      bool isTuple = isa<Tuple>(target);
      (isTuple ? cast<Tuple>(target)->ctx : cast<List>(target)->ctx) = context;
      for (Expr* element : isTuple ? cast<Tuple>(target)->elts : cast<List>(target)->elts) {
        if (!setContext(element, context)) return false;
      }
      return true;
    }
    default:
      return false;
  }
}

Expr* Parser::targetElement() {
  if (!at(K::Star)) return primary();
  const Token* start = tok_++;
  Expr* value = primary();
  if (!value) return nullptr;
  auto* starred = node<Starred>(start);
  starred->value = value;
  return starred;
}

// The targets between `for` and `in`.
Expr* Parser::targetList() {
  const Token* start = tok_;
  Expr* target = targetElement();
  if (!target) return nullptr;
  if (at(K::Comma)) {
    Items<Expr> items(*this);
    items.add(target);
    while (accept(K::Comma)) {
      if (at(K::In)) break;
      if (!items.add(targetElement())) return nullptr;
    }
    auto* tuple = node<Tuple>(start);
    tuple->elts = items.take();
    target = tuple;
  }
  return setContext(target, ExprContext::Store) ? target : nullptr;
}

}  // namespace typhon::frontend
