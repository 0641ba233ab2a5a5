// Rules of primaries, displays and comprehensions.
#include "frontend/parser/errors/diagnoser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

Expr* Diagnoser::primary() {
  return memo<Expr>(Rule::Primary, true, [&]() -> Expr* {
    Level level(*this, 2);
    int start = mark_;
    Expr* value = atom();
    while (value && !failed_) {
      int before = mark_;
      if (expect(K::Dot) && name()) {
        value = make<Attribute>(start);
        continue;
      }
      if (!again(before)) return nullptr;
      if (generator()) {
        value = make<Call>(start);
        continue;
      }
      if (!again(before)) return nullptr;
      if (expect(K::LeftParen)) {
        int inside = mark_;
        if (!arguments()) mark_ = inside;
        if (!failed_ && expect(K::RightParen)) {
          value = make<Call>(start);
          continue;
        }
      }
      if (!again(before)) return nullptr;
      if (expect(K::LeftBracket) && slices() && expect(K::RightBracket)) {
        value = make<Subscript>(start);
        continue;
      }
      mark_ = before;
      break;
    }
    return failed_ ? nullptr : value;
  });
}

bool Diagnoser::targetLookahead() { return atAny({K::LeftParen, K::LeftBracket, K::Dot}); }

// A primary that is followed by something that makes it a part of a target.
Expr* Diagnoser::targetPrimary() {
  return memo<Expr>(Rule::TargetPrimary, true, [&]() -> Expr* {
    Level level(*this, 2);
    int start = mark_;
    Expr* value = atom();
    if (!value || !targetLookahead()) return nullptr;
    while (!failed_) {
      int before = mark_;
      if (expect(K::Dot) && name() && targetLookahead()) {
        value = make<Attribute>(start);
        continue;
      }
      if (!again(before)) return nullptr;
      if (expect(K::LeftBracket) && slices() && expect(K::RightBracket) && targetLookahead()) {
        value = make<Subscript>(start);
        continue;
      }
      if (!again(before)) return nullptr;
      if (generator() && targetLookahead()) {
        value = make<Call>(start);
        continue;
      }
      if (!again(before)) return nullptr;
      if (expect(K::LeftParen)) {
        int inside = mark_;
        if (!arguments()) mark_ = inside;
        if (!failed_ && expect(K::RightParen) && targetLookahead()) {
          value = make<Call>(start);
          continue;
        }
      }
      mark_ = before;
      break;
    }
    return failed_ ? nullptr : value;
  });
}

Expr* Diagnoser::slices() {
  return memo<Expr>(Rule::Slices, false, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    Expr* first = slice();
    if (first && !at(K::Comma) && !failed_) return first;
    if (!again(start)) return nullptr;
    auto element = [&]() -> bool {
      int before = mark_;
      return slice() || (again(before) && starredExpression());
    };
    if (!element()) return nullptr;
    while (!failed_) {
      int before = mark_;
      if (expect(K::Comma) && element()) continue;
      mark_ = before;
      break;
    }
    expect(K::Comma);
    return failed_ ? nullptr : make<Tuple>(start);
  });
}

Expr* Diagnoser::slice() {
  Level level(*this);
  int start = mark_;
  auto optional = [&] {
    int before = mark_;
    if (!expression()) mark_ = before;
    return !failed_;
  };
  if (optional() && expect(K::Colon) && optional()) {
    int before = mark_;
    if (!(expect(K::Colon) && optional())) mark_ = before;
    return failed_ ? nullptr : make<Slice>(start);
  }
  return again(start) ? namedExpression() : nullptr;
}

Expr* Diagnoser::atom() {
  return memo<Expr>(Rule::Atom, false, [&]() -> Expr* {
    Level level(*this, 2);
    int start = mark_;
    const Token* token = peek();
    if (!token) return nullptr;
    auto constant = [&](ConstantValue value) {
      ++mark_;
      auto* result = make<ast::Constant>(start);
      result->value = value;
      return result;
    };
    // One of several alternatives, each tried from the same place.
    auto first = [&](std::initializer_list<Expr* (Diagnoser::*)()> alternatives) -> Expr* {
      for (auto alternative : alternatives) {
        if (!again(start)) return nullptr;
        if (Expr* result = (this->*alternative)()) return result;
      }
      return nullptr;
    };
    switch (token->kind) {
      case K::Name:
        return name();
      case K::True:
        return constant(ConstantValue::boolean(true));
      case K::False:
        return constant(ConstantValue::boolean(false));
      case K::None:
        return constant(ConstantValue::none());
      case K::Ellipsis:
        return constant(ConstantValue::ellipsis());
      case K::String:
      case K::FStringStart:
        return strings();
      case K::Number:
        return number();
      case K::LeftParen:
        return first({&Diagnoser::tupleDisplay, &Diagnoser::group, &Diagnoser::generator});
      case K::LeftBracket:
        return first({&Diagnoser::listDisplay, &Diagnoser::listComprehension});
      case K::LeftBrace:
        return first({&Diagnoser::dict, &Diagnoser::set, &Diagnoser::dictComprehension, &Diagnoser::setComprehension});
      default:
        return nullptr;
    }
  });
}

Expr* Diagnoser::tupleDisplay() {
  return memo<Expr>(Rule::TupleDisplay, false, [&]() -> Expr* {
    Level level(*this, 2);
    int start = mark_;
    if (!expect(K::LeftParen)) return nullptr;
    std::vector<Expr*> items;
    int before = mark_;
    Expr* first = starNamedExpression();
    if (first && expect(K::Comma)) {
      items.push_back(first);
      int inside = mark_;
      std::vector<Expr*> more;
      if (starNamedExpressions(&more)) {
        items.insert(items.end(), more.begin(), more.end());
      } else {
        mark_ = inside;
      }
    } else {
      mark_ = before;
    }
    return !failed_ && expect(K::RightParen) ? tuple(start, std::move(items)) : nullptr;
  });
}

Expr* Diagnoser::group() {
  return memo<Expr>(Rule::Group, false, [&]() -> Expr* {
    Level level(*this, 2);
    int start = mark_;
    if (expect(K::LeftParen)) {
      int inside = mark_;
      Expr* value = yieldExpression();
      if (!value) value = again(inside) ? namedExpression() : nullptr;
      if (value && expect(K::RightParen)) return value;
    }
    if (!again(start) || !mistakes_) return nullptr;
    if (expect(K::LeftParen)) {
      Expr* starred = starredExpression();
      if (starred && expect(K::RightParen)) return raiseAt(starred, "cannot use starred expression here");
    }
    if (!again(start)) return nullptr;
    if (expect(K::LeftParen)) {
      const Token* stars = expect(K::DoubleStar);
      if (stars && expression() && expect(K::RightParen)) {
        return raiseAt(stars, "cannot use double starred expression here");
      }
    }
    return nullptr;
  });
}

Expr* Diagnoser::listDisplay() {
  return memo<Expr>(Rule::ListDisplay, false, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (!expect(K::LeftBracket)) return nullptr;
    std::vector<Expr*> items;
    int before = mark_;
    if (!starNamedExpressions(&items)) {
      mark_ = before;
      items.clear();
    }
    if (failed_ || !expect(K::RightBracket)) return nullptr;
    auto* list = make<List>(start);
    list->elts = arena_.copySequence(items.data(), items.size());
    return list;
  });
}

Expr* Diagnoser::set() {
  return memo<Expr>(Rule::Set, false, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    std::vector<Expr*> items;
    return expect(K::LeftBrace) && starNamedExpressions(&items) && expect(K::RightBrace) ? make<ast::Set>(start) : nullptr;
  });
}

Expr* Diagnoser::dict() {
  return memo<Expr>(Rule::Dict, false, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (expect(K::LeftBrace)) {
      int before = mark_;
      if (!doubleStarredPairs()) mark_ = before;
      if (!failed_ && expect(K::RightBrace)) return make<ast::Dict>(start);
    }
    // CPython looks for mistakes in dicts in the first pass too.
    if (again(start) && expect(K::LeftBrace)) invalidDoubleStarredPairs();
    return nullptr;
  });
}

bool Diagnoser::keyValuePair() {
  Level level(*this);
  return expression() && expect(K::Colon) && expression();
}

bool Diagnoser::doubleStarredPair() {
  Level level(*this);
  int start = mark_;
  if (expect(K::DoubleStar) && bitwiseOr()) return true;
  return again(start) && keyValuePair();
}

bool Diagnoser::doubleStarredPairs() {
  Level level(*this, 2);
  if (!doubleStarredPair()) return false;
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && doubleStarredPair()) continue;
    mark_ = before;
    break;
  }
  expect(K::Comma);
  return !failed_;
}

bool Diagnoser::invalidDoubleStarredPairs() {
  int start = mark_;
  if (doubleStarredPair()) {
    while (!failed_) {
      int before = mark_;
      if (expect(K::Comma) && doubleStarredPair()) continue;
      mark_ = before;
      break;
    }
    if (expect(K::Comma) && invalidPair()) return true;
  }
  if (!again(start)) return false;
  if (expression() && expect(K::Colon)) {
    const Token* star = expect(K::Star);
    if (star && bitwiseOr()) return raiseFrom(star, "cannot use a starred expression in a dictionary value");
  }
  if (!again(start)) return false;
  if (expression()) {
    const Token* colon = expect(K::Colon);
    if (colon && atAny({K::RightBrace, K::Comma})) {
      return raiseAt(colon, "expression expected after dictionary key and ':'");
    }
  }
  return fails(start);
}

bool Diagnoser::invalidPair() {
  int start = mark_;
  if (Expr* key = expression(); key && !at(K::Colon) && !failed_) {
    return report(DiagnosticKind::SyntaxError, key->lineno, key->end_col_offset, key->end_lineno, 0,
                  "':' expected after dictionary key");
  }
  if (!again(start)) return false;
  if (expression() && expect(K::Colon)) {
    const Token* star = expect(K::Star);
    if (star && bitwiseOr()) return raiseFrom(star, "cannot use a starred expression in a dictionary value");
  }
  if (!again(start)) return false;
  if (expression()) {
    const Token* colon = expect(K::Colon);
    if (colon && atAny({K::RightBrace, K::Comma})) {
      return raiseAt(colon, "expression expected after dictionary key and ':'");
    }
  }
  return fails(start);
}

Expr* Diagnoser::generator() {
  return memo<Expr>(Rule::Generator, false, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (expect(K::LeftParen) && assignmentOrExpression() && forIfClauses() && expect(K::RightParen)) {
      return make<GeneratorExp>(start);
    }
    return again(start) && mistakes_ ? invalidComprehension() : nullptr;
  });
}

Expr* Diagnoser::listComprehension() {
  return memo<Expr>(Rule::ListComprehension, false, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (expect(K::LeftBracket) && namedExpression() && forIfClauses() && expect(K::RightBracket)) {
      return make<ListComp>(start);
    }
    return again(start) && mistakes_ ? invalidComprehension() : nullptr;
  });
}

Expr* Diagnoser::setComprehension() {
  return memo<Expr>(Rule::SetComprehension, false, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (expect(K::LeftBrace) && namedExpression() && forIfClauses() && expect(K::RightBrace)) {
      return make<SetComp>(start);
    }
    return again(start) && mistakes_ ? invalidComprehension() : nullptr;
  });
}

Expr* Diagnoser::dictComprehension() {
  return memo<Expr>(Rule::DictComprehension, false, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (expect(K::LeftBrace) && keyValuePair() && forIfClauses() && expect(K::RightBrace)) return make<DictComp>(start);
    if (!again(start) || !mistakes_ || !expect(K::LeftBrace)) return nullptr;
    const Token* stars = expect(K::DoubleStar);
    if (stars && bitwiseOr() && forIfClauses() && expect(K::RightBrace)) {
      return raiseAt(stars, "dict unpacking cannot be used in dict comprehension");
    }
    return nullptr;
  });
}

Expr* Diagnoser::invalidComprehension() {
  Level level(*this);
  int start = mark_;
  if (expectAny({K::LeftBracket, K::LeftParen, K::LeftBrace})) {
    Expr* starred = starredExpression();
    if (starred && forIfClauses()) return raiseAt(starred, "iterable unpacking cannot be used in comprehension");
  }
  constexpr const char* kTarget = "did you forget parentheses around the comprehension target?";
  if (!again(start)) return nullptr;
  if (expectAny({K::LeftBracket, K::LeftBrace})) {
    Expr* first = starNamedExpression();
    std::vector<Expr*> items;
    if (first && expect(K::Comma) && starNamedExpressions(&items) && forIfClauses()) {
      return raiseRange(first, items.back(), kTarget);
    }
  }
  if (!again(start)) return nullptr;
  if (expectAny({K::LeftBracket, K::LeftBrace})) {
    Expr* first = starNamedExpression();
    const Token* comma = first ? expect(K::Comma) : nullptr;
    if (comma && forIfClauses()) return raiseRange(first, comma, kTarget);
  }
  return nullptr;
}

// The last clause.
Comprehension* Diagnoser::forIfClauses() {
  return memo<Comprehension>(Rule::ForIfClauses, false, [&]() -> Comprehension* {
    Level level(*this, 2);
    Comprehension* last = nullptr;
    while (!failed_) {
      int before = mark_;
      if (Comprehension* clause = forIfClause()) {
        last = clause;
        continue;
      }
      mark_ = before;
      break;
    }
    return failed_ ? nullptr : last;
  });
}

Comprehension* Diagnoser::forIfClause() {
  Level level(*this);
  int start = mark_;
  for (bool async : {true, false}) {
    if (!again(start)) return nullptr;
    if ((async && !expect(K::Async)) || !expect(K::For) || !starTargets() || !expect(K::In)) continue;
    // No other alternative behind `in`.
    auto* clause = arena_.make<Comprehension>();
    if (!(clause->iter = disjunction())) return nullptr;
    std::vector<Expr*> conditions;
    while (!failed_) {
      int before = mark_;
      Expr* condition = expect(K::If) ? disjunction() : nullptr;
      if (condition) {
        conditions.push_back(condition);
        continue;
      }
      mark_ = before;
      break;
    }
    clause->ifs = arena_.copySequence(conditions.data(), conditions.size());
    return !failed_ && (!async || since(6, "Async comprehensions are")) ? clause : nullptr;
  }
  if (again(start) && mistakes_) invalidForTarget();
  return nullptr;
}

bool Diagnoser::invalidForTarget() {
  int start = mark_;
  expect(K::Async);
  if (expect(K::For)) {
    if (Expr* target = starExpressions()) raiseInvalidTarget(Targets::For, target);
  }
  return fails(start);
}

Expr* Diagnoser::lastOfComprehension(Comprehension* clause) { return clause->ifs.empty() ? clause->iter : clause->ifs.back(); }

}  // namespace typhon::frontend
