// Rules of call arguments.
#include "frontend/parser/errors/diagnoser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

Call* Diagnoser::arguments() {
  return memo<Call>(Rule::Arguments, true, [&]() -> Call* {
    Level level(*this);
    int start = mark_;
    if (Call* call = args()) {
      expect(K::Comma);
      if (at(K::RightParen)) return call;
    }
    return again(start) && mistakes_ ? invalidArguments() : nullptr;
  });
}

// starred_expression | (assignment_expression | expression !':=') !'='
Expr* Diagnoser::positionalArgument() {
  int start = mark_;
  if (Expr* starred = starredExpression()) return starred;
  if (!again(start)) return nullptr;
  Expr* value = assignmentOrExpression();
  return value && !at(K::Equal) && !failed_ ? value : nullptr;
}

bool Diagnoser::positionalArguments(std::vector<Expr*>* items) {
  Expr* item = positionalArgument();
  if (!item) return false;
  items->push_back(item);
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && (item = positionalArgument())) {
      items->push_back(item);
      continue;
    }
    mark_ = before;
    break;
  }
  return !failed_;
}

Expr* Diagnoser::starredExpression() {
  Level level(*this);
  int start = mark_;
  if (mistakes_) {
    const Token* star = expect(K::Star);
    if (star && expression() && expect(K::Equal)) {
      if (Expr* value = expression()) {
        return raiseRange(star, value, "cannot assign to iterable argument unpacking");
      }
    }
    if (!again(start)) return nullptr;
  }
  if (!expect(K::Star)) return nullptr;
  Expr* value = expression();
  if (!value) return nullptr;
  auto* starred = make<Starred>(start);
  starred->value = value;
  return starred;
}

// As a call of no function.
Call* Diagnoser::args() {
  return memo<Call>(Rule::Args, false, [&]() -> Call* {
    Level level(*this, 4);
    int start = mark_;
    std::vector<Expr*> positional;
    std::vector<Keyword*> keywords;
    auto call = [&] {
      auto* result = make<Call>(start);
      result->args = arena_.copySequence(positional.data(), positional.size());
      result->keywords = arena_.copySequence(keywords.data(), keywords.size());
      return result;
    };
    if (positionalArguments(&positional)) {
      int before = mark_;
      if (!(expect(K::Comma) && kwargs(&keywords, &positional))) mark_ = before;
      return failed_ ? nullptr : call();
    }
    return again(start) && kwargs(&keywords, &positional) ? call() : nullptr;
  });
}

// Appends what it matches, to the sequences that its elements belong to.
bool Diagnoser::kwargs(std::vector<Keyword*>* keywords, std::vector<Expr*>* starred) {
  Level level(*this);
  int start = mark_;
  std::vector<PositionedNode*> items;
  auto gather = [&](PositionedNode* (Diagnoser::*element)()) {
    PositionedNode* item = (this->*element)();
    if (!item) return false;
    items.push_back(item);
    while (!failed_) {
      int before = mark_;
      if (expect(K::Comma) && (item = (this->*element)())) {
        items.push_back(item);
        continue;
      }
      mark_ = before;
      break;
    }
    return !failed_;
  };
  auto restart = [&] {
    items.clear();
    return again(start);
  };
  bool good = gather(&Diagnoser::kwargOrStarred) && expect(K::Comma) && gather(&Diagnoser::kwargOrDoubleStarred);
  if (!good) good = restart() && gather(&Diagnoser::kwargOrStarred);
  if (!good) good = restart() && gather(&Diagnoser::kwargOrDoubleStarred);
  if (!good) return fails(start);
  for (PositionedNode* item : items) {
    if (auto* keyword = dynCast<Keyword>(item)) {
      keywords->push_back(keyword);
    } else {
      starred->push_back(static_cast<Expr*>(item));
    }
  }
  return true;
}

PositionedNode* Diagnoser::keyword() {
  int start = mark_;
  const Token* token = expect(K::Name);
  if (!token || !expect(K::Equal) || !expression()) return nullptr;
  auto* result = make<Keyword>(start);
  result->arg = Identifier(token->name);
  return result;
}

PositionedNode* Diagnoser::kwargOrStarred() {
  Level level(*this);
  int start = mark_;
  if (mistakes_ && invalidKwarg()) return nullptr;
  if (!again(start)) return nullptr;
  if (PositionedNode* result = keyword()) return result;
  return again(start) ? starredExpression() : nullptr;
}

PositionedNode* Diagnoser::kwargOrDoubleStarred() {
  Level level(*this);
  int start = mark_;
  if (mistakes_ && invalidKwarg()) return nullptr;
  if (!again(start)) return nullptr;
  if (PositionedNode* result = keyword()) return result;
  if (again(start) && expect(K::DoubleStar) && expression()) return make<Keyword>(start);
  return nullptr;
}

bool Diagnoser::invalidKwarg() {
  Level level(*this);
  int start = mark_;
  if (const Token* constant = expectAny({K::True, K::False, K::None})) {
    if (const Token* equal = expect(K::Equal)) {
      return raiseRange(constant, equal, "cannot assign to " + std::string(constant->text()));
    }
  }
  if (!again(start)) return false;
  if (const Token* token = expect(K::Name)) {
    const Token* equal = expect(K::Equal);
    if (equal && expression() && forIfClauses()) {
      return raiseRange(token, equal, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
  }
  if (!again(start)) return false;
  bool keyword = expect(K::Name) && expect(K::Equal);
  if (!again(start)) return false;
  if (!keyword) {
    if (Expr* target = expression()) {
      if (const Token* equal = expect(K::Equal)) {
        return raiseRange(target, equal, "expression cannot contain assignment, perhaps you meant \"==\"?");
      }
    }
  }
  if (!again(start)) return false;
  if (const Token* stars = expect(K::DoubleStar); stars && expression() && expect(K::Equal)) {
    if (Expr* value = expression()) {
      return raiseRange(stars, value, "cannot assign to keyword argument unpacking");
    }
  }
  return fails(start);
}

Call* Diagnoser::invalidArguments() {
  Level level(*this);
  int start = mark_;
  constexpr const char* kGenerator = "Generator expression must be parenthesized";
  std::vector<Keyword*> keywords;
  std::vector<Expr*> starred;
  bool sawKeywords = positionalArguments(&starred) && expect(K::Comma) && kwargs(&keywords, &starred);
  if (!sawKeywords) sawKeywords = again(start) && kwargs(&keywords, &starred);
  if (sawKeywords && expect(K::Comma)) {
    if (const Token* star = expect(K::Star)) {
      return raiseAt(star, "iterable argument unpacking follows keyword argument unpacking");
    }
  }
  if (!again(start)) return nullptr;
  if (Expr* element = expression()) {
    Comprehension* clauses = forIfClauses();
    if (clauses && expect(K::Comma)) {
      int before = mark_;
      if (!args()) {
        mark_ = before;
        if (!failed_ && !(expression() && forIfClauses())) mark_ = before;
      }
      return raiseRange(element, lastOfComprehension(clauses), kGenerator);
    }
  }
  if (!again(start)) return nullptr;
  if (const Token* token = expect(K::Name)) {
    const Token* equal = expect(K::Equal);
    if (equal && expression() && forIfClauses()) {
      return raiseRange(token, equal, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
  }
  if (!again(start)) return nullptr;
  {
    if (!(args() && expect(K::Comma))) mark_ = start;
    const Token* token = failed_ ? nullptr : expect(K::Name);
    const Token* equal = token ? expect(K::Equal) : nullptr;
    if (equal && atAny({K::Comma, K::RightParen})) {
      return raiseRange(token, equal, "expected argument value expression");
    }
  }
  if (!again(start)) return nullptr;
  if (Call* call = args()) {
    if (Comprehension* clauses = forIfClauses()) {
      // In f(L, x for x in y) the last argument belongs to the generator.
      if (call->args.size() <= 1) return nullptr;
      return raiseRange(call->args.back(), lastOfComprehension(clauses), kGenerator);
    }
  }
  if (!again(start)) return nullptr;
  if (args() && expect(K::Comma)) {
    Expr* element = expression();
    Comprehension* clauses = element ? forIfClauses() : nullptr;
    if (clauses) return raiseRange(element, lastOfComprehension(clauses), kGenerator);
  }
  if (!again(start)) return nullptr;
  if (Call* call = args(); call && expect(K::Comma) && args()) {
    bool unpacking = false;
    for (Keyword* keyword : call->keywords) unpacking = unpacking || !keyword->arg;
    return raise(unpacking ? "positional argument follows keyword argument unpacking"
                           : "positional argument follows keyword argument");
  }
  return nullptr;
}

}  // namespace typhon::frontend
