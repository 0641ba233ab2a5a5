// Rules of modules and simple statements.
#include "frontend/parser/errors/diagnoser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

namespace {
// What rules without a node return when they match.
char kMatch;
void* matched(bool match) { return match ? &kMatch : nullptr; }
}  // namespace

bool Diagnoser::startRule() {
  switch (mode_) {
    case ParseMode::Exec: {
      statements();
      return !failed_ && expect(K::EndMarker);
    }
    case ParseMode::Eval: {
      if (!expressions()) return false;
      while (expect(K::Newline)) {
      }
      return expect(K::EndMarker);
    }
    case ParseMode::FunctionType: {
      if (!expect(K::LeftParen)) return false;
      int before = mark_;
      if (!typeExpressions()) mark_ = before;
      if (failed_ || !expect(K::RightParen) || !expect(K::Arrow) || !expression()) return false;
      while (expect(K::Newline)) {
      }
      return expect(K::EndMarker);
    }
    case ParseMode::Single:
      break;
  }
  return statementNewline();
}

// Types of positional parameters, then `*` and `**`, each at most once.
bool Diagnoser::typeExpressions() {
  int good = mark_;
  bool any = false;
  auto one = [&](std::initializer_list<K> star) {
    if ((any && !expect(K::Comma)) || (star.size() && !expectAny(star)) || !expression()) {
      mark_ = good;
      return false;
    }
    good = mark_;
    return any = true;
  };
  while (!failed_ && one({})) {
  }
  if (!failed_) one({K::Star});
  if (!failed_) one({K::DoubleStar});
  return any && !failed_;
}

bool Diagnoser::statementNewline() {
  int start = mark_;
  if (compoundStatement() && expect(K::Newline)) return true;
  if (again(start) && simpleStatements()) return true;
  if (again(start) && expect(K::Newline)) return true;
  return fails(start);
}

bool Diagnoser::statements() {
  Level level(*this, 2);
  int start = mark_;
  int good = start;
  while (!failed_ && statement()) good = mark_;
  mark_ = good;
  return !failed_ && good != start;
}

bool Diagnoser::statement() {
  Level level(*this);
  int start = mark_;
  if (compoundStatement()) return true;
  return again(start) && simpleStatements();
}

bool Diagnoser::simpleStatements() {
  Level level(*this);
  int start = mark_;
  if (simpleStatement() && !at(K::Semicolon) && !failed_ && expect(K::Newline)) return true;
  if (!again(start) || !simpleStatement()) return fails(start);
  while (!failed_) {
    int before = mark_;
    if (expect(K::Semicolon) && simpleStatement()) continue;
    mark_ = before;
    break;
  }
  expect(K::Semicolon);
  return expect(K::Newline) || fails(start);
}

bool Diagnoser::simpleStatement() {
  return memo<void>(Rule::SimpleStatement, true, [&]() -> void* {
    Level level(*this);
    int start = mark_;
    if (assignment()) return &kMatch;
    if (again(start) && soft(SoftKeyword::Type) && again(start) && typeAlias()) return &kMatch;
    if (again(start) && starExpressions()) return &kMatch;
    if (!again(start)) return nullptr;
    const Token* token = peek();
    if (!token) return nullptr;
    switch (token->kind) {
      case K::Return:
        ++mark_;
        starExpressions();
        return matched(!failed_);
      case K::Import:
      case K::From:
        return matched(importStatement());
      case K::Raise:
        return matched(raiseStatement());
      case K::Pass:
      case K::Break:
      case K::Continue:
        return ++mark_, &kMatch;
      case K::Del:
        return matched(deleteStatement());
      case K::Yield:
        return matched(yieldExpression());
      case K::Assert:
        return matched(assertStatement());
      case K::Global:
        return matched(nameList(K::Global));
      case K::Nonlocal:
        return matched(nameList(K::Nonlocal));
      default:
        return nullptr;
    }
  });
}

Expr* Diagnoser::yieldOrStar() {
  int start = mark_;
  if (Expr* value = yieldExpression()) return value;
  return again(start) ? starExpressions() : nullptr;
}

bool Diagnoser::augmentedOperator() {
  const Token* token = failed_ ? nullptr : peek();
  if (!token || token->kind < K::PlusEqual || token->kind > K::DoubleSlashEqual) return false;
  ++mark_;
  return token->kind != K::AtEqual || since(5, "The '@' operator is");
}

bool Diagnoser::assignment() {
  Level level(*this);
  int start = mark_;
  auto optionalValue = [&] {
    int before = mark_;
    if (expect(K::Equal) && yieldOrStar()) return true;
    mark_ = before;
    return !failed_;
  };
  if (name() && expect(K::Colon) && expression() && optionalValue()) return since(6, "Variable annotation syntax is");
  if (!again(start)) return false;
  bool target = expect(K::LeftParen) && singleTarget() && expect(K::RightParen);
  if (!target) target = again(start) && subscriptOrAttributeTarget();
  if (target && expect(K::Colon) && expression() && optionalValue()) return since(6, "Variable annotations syntax is");
  if (!again(start)) return false;
  int targets = 0;
  while (!failed_) {
    int before = mark_;
    if (starTargets() && expect(K::Equal)) {
      ++targets;
      continue;
    }
    mark_ = before;
    break;
  }
  if (targets && yieldOrStar() && !at(K::Equal) && !failed_) {
    expect(K::TypeComment);
    return true;
  }
  if (!again(start)) return false;
  if (singleTarget() && augmentedOperator()) {
    // No other alternative once the operator is read.
    return yieldOrStar() || fails(start);
  }
  if (again(start) && mistakes_ && invalidAssignment()) return true;
  return fails(start);
}

bool Diagnoser::invalidAssignment() {
  int start = mark_;
  if (Expr* target = invalidAnnotationTarget(); target && expect(K::Colon) && expression()) {
    return raiseAt(target, std::string("only single target (not ") + expressionName(target) + ") can be annotated");
  }
  if (!again(start)) return false;
  if (Expr* first = starNamedExpression(); first && expect(K::Comma)) {
    while (!failed_) {
      int before = mark_;
      std::vector<Expr*> items;
      if (starNamedExpressions(&items)) continue;
      mark_ = before;
      break;
    }
    if (expect(K::Colon) && expression()) {
      return raiseAt(first, "only single target (not tuple) can be annotated");
    }
  }
  if (!again(start)) return false;
  if (Expr* target = expression(); target && expect(K::Colon) && expression()) {
    return raiseAt(target, "illegal target for annotation");
  }
  auto skipTargets = [&] {
    if (!again(start)) return false;
    while (!failed_) {
      int before = mark_;
      if (starTargets() && expect(K::Equal)) continue;
      mark_ = before;
      break;
    }
    return !failed_;
  };
  if (!skipTargets()) return false;
  if (Expr* target = starExpressions(); target && expect(K::Equal)) return raiseInvalidTarget(Targets::Star, target);
  if (!skipTargets()) return false;
  if (Expr* target = yieldExpression(); target && expect(K::Equal)) {
    return raiseAt(target, "assignment to yield expression not possible");
  }
  if (!again(start)) return false;
  if (Expr* target = starExpressions(); target && augmentedOperator() && yieldOrStar()) {
    return raiseAt(target, std::string("'") + expressionName(target) + "' is an illegal expression for augmented assignment");
  }
  return fails(start);
}

Expr* Diagnoser::invalidAnnotationTarget() {
  Level level(*this);
  int start = mark_;
  if (Expr* list = listDisplay()) return list;
  if (!again(start)) return nullptr;
  if (Expr* tuple = tupleDisplay()) return tuple;
  if (!again(start) || !expect(K::LeftParen)) return nullptr;
  Expr* inner = invalidAnnotationTarget();
  return inner && expect(K::RightParen) ? inner : nullptr;
}

bool Diagnoser::raiseStatement() {
  int start = mark_;
  if (expect(K::Raise) && expression()) {
    int before = mark_;
    if (!(expect(K::From) && expression())) mark_ = before;
    return !failed_;
  }
  return again(start) && expect(K::Raise);
}

bool Diagnoser::assertStatement() {
  if (!expect(K::Assert) || !expression()) return false;
  int before = mark_;
  if (!(expect(K::Comma) && expression())) mark_ = before;
  return !failed_;
}

bool Diagnoser::nameList(TokenKind keyword) {
  if (!expect(keyword) || !name()) return false;
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && name()) continue;
    mark_ = before;
    break;
  }
  return !failed_;
}

bool Diagnoser::deleteStatement() {
  int start = mark_;
  if (expect(K::Del) && deleteTargets() && atAny({K::Semicolon, K::Newline})) return true;
  if (!again(start) || !mistakes_ || !expect(K::Del)) return fails(start);
  if (Expr* target = starExpressions()) raiseInvalidTarget(Targets::Del, target);
  return fails(start);
}

bool Diagnoser::importStatement() {
  int start = mark_;
  if (mistakes_) {
    const Token* import = expect(K::Import);
    if (import && dottedName()) {
      while (!failed_) {
        int before = mark_;
        if (expect(K::Comma) && dottedName()) continue;
        mark_ = before;
        break;
      }
      if (expect(K::From) && dottedName()) {
        return raiseFrom(import, "Did you mean to use 'from ... import ...' instead?");
      }
    }
    if (!again(start)) return false;
  }
  if (expect(K::Import) && dottedAsName()) {
    while (!failed_) {
      int before = mark_;
      if (expect(K::Comma) && dottedAsName()) continue;
      mark_ = before;
      break;
    }
    return !failed_;
  }
  return again(start) && importFrom();
}

bool Diagnoser::importFrom() {
  int start = mark_;
  auto dots = [&] {
    int count = 0;
    while (expectAny({K::Dot, K::Ellipsis})) ++count;
    return count;
  };
  if (expect(K::From)) {
    dots();
    if (!failed_ && dottedName() && expect(K::Import) && importFromTargets()) return true;
  }
  if (again(start) && expect(K::From) && dots() && expect(K::Import) && importFromTargets()) return true;
  return fails(start);
}

bool Diagnoser::importFromTargets() {
  int start = mark_;
  if (expect(K::LeftParen) && importFromAsNames()) {
    expect(K::Comma);
    if (expect(K::RightParen)) return true;
  }
  if (again(start) && importFromAsNames() && !at(K::Comma) && !failed_) return true;
  if (again(start) && expect(K::Star)) return true;
  if (again(start) && mistakes_ && importFromAsNames() && expect(K::Comma) && expect(K::Newline)) {
    return raise("trailing comma not allowed without surrounding parentheses");
  }
  return fails(start);
}

bool Diagnoser::importFromAsNames() {
  if (!importFromAsName()) return false;
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && importFromAsName()) continue;
    mark_ = before;
    break;
  }
  return !failed_;
}

bool Diagnoser::optionalAsName() {
  int before = mark_;
  if (!(expect(K::As) && name())) mark_ = before;
  return !failed_;
}

bool Diagnoser::importFromAsName() { return name() && optionalAsName(); }

bool Diagnoser::dottedAsName() { return dottedName() && optionalAsName(); }

Expr* Diagnoser::dottedName() {
  Expr* result = name();
  while (result && !failed_) {
    int before = mark_;
    if (expect(K::Dot) && name()) continue;
    mark_ = before;
    break;
  }
  return failed_ ? nullptr : result;
}

bool Diagnoser::typeAlias() {
  if (!soft(SoftKeyword::Type) || !name()) return false;
  int before = mark_;
  if (!typeParams()) mark_ = before;
  return !failed_ && expect(K::Equal) && expression() && since(12, "Type statement is");
}

bool Diagnoser::typeParams() {
  if (!expect(K::LeftBracket) || !typeParam()) return false;
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && typeParam()) continue;
    mark_ = before;
    break;
  }
  expect(K::Comma);
  return expect(K::RightBracket) && since(12, "Type parameter lists are");
}

bool Diagnoser::typeParam() {
  return memo<void>(Rule::TypeParam, true, [&]() -> void* {
    Level level(*this);
    int start = mark_;
    if (name()) {
      int before = mark_;
      if (!(expect(K::Colon) && expression())) mark_ = before;
      return matched(!failed_);
    }
    for (bool pack : {false, true}) {
      K star = pack ? K::DoubleStar : K::Star;
      if (!again(start)) return nullptr;
      if (expect(star) && name()) {
        if (const Token* colon = expect(K::Colon)) {
          if (Expr* bound = expression()) {
            return raiseFrom(colon, std::string("cannot use ") + (isa<Tuple>(bound) ? "constraints" : "bound") + " with " +
                                        (pack ? "ParamSpec" : "TypeVarTuple"));
          }
        }
      }
      if (again(start) && expect(star) && name()) return &kMatch;
    }
    return nullptr;
  });
}

}  // namespace typhon::frontend
