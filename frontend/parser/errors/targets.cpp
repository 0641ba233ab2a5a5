// Rules of assignment and deletion targets.
#include "frontend/parser/errors/diagnoser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

Expr* Diagnoser::starTargets() {
  Level level(*this);
  int start = mark_;
  Expr* first = starTarget();
  if (first && !at(K::Comma) && !failed_) return first;
  if (!again(start) || !(first = starTarget())) return nullptr;
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && starTarget()) continue;
    mark_ = before;
    break;
  }
  expect(K::Comma);
  return failed_ ? nullptr : make<Tuple>(start);
}

Expr* Diagnoser::starTarget() {
  return memo<Expr>(Rule::StarTarget, true, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (expect(K::Star) && !at(K::Star) && !failed_ && starTarget()) return make<Starred>(start);
    return again(start) ? targetWithStarAtom() : nullptr;
  });
}

Expr* Diagnoser::targetWithStarAtom() {
  return memo<Expr>(Rule::TargetWithStarAtom, true, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (Expr* target = subscriptOrAttributeTarget()) return target;
    return again(start) ? starAtom() : nullptr;
  });
}

// t_primary '.' NAME !t_lookahead | t_primary '[' slices ']' !t_lookahead
Expr* Diagnoser::subscriptOrAttributeTarget() {
  Level level(*this);
  int start = mark_;
  if (targetPrimary() && expect(K::Dot) && name() && !targetLookahead() && !failed_) return make<Attribute>(start);
  if (again(start) && targetPrimary() && expect(K::LeftBracket) && slices() && expect(K::RightBracket) && !targetLookahead() &&
      !failed_) {
    return make<Subscript>(start);
  }
  return nullptr;
}

Expr* Diagnoser::starAtom() {
  Level level(*this);
  int start = mark_;
  if (Expr* target = name()) return target;
  if (!again(start)) return nullptr;
  if (expect(K::LeftParen)) {
    Expr* target = targetWithStarAtom();
    if (target && expect(K::RightParen)) return target;
  }
  if (again(start) && expect(K::LeftParen)) {
    int before = mark_;
    if (!starTargetsSequence(true)) mark_ = before;
    if (!failed_ && expect(K::RightParen)) return make<Tuple>(start);
  }
  if (again(start) && expect(K::LeftBracket)) {
    int before = mark_;
    if (!starTargetsSequence(false)) mark_ = before;
    if (!failed_ && expect(K::RightBracket)) return make<List>(start);
  }
  return nullptr;
}

// Elements of a list, or of a tuple, which needs a comma.
bool Diagnoser::starTargetsSequence(bool needsComma) {
  Level level(*this);
  if (!starTarget()) return false;
  int count = 1;
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && starTarget()) {
      ++count;
      continue;
    }
    mark_ = before;
    break;
  }
  bool comma = expect(K::Comma);
  return !failed_ && (!needsComma || comma || count > 1);
}

Expr* Diagnoser::singleTarget() {
  Level level(*this);
  int start = mark_;
  if (Expr* target = subscriptOrAttributeTarget()) return target;
  if (!again(start)) return nullptr;
  if (Expr* target = name()) return target;
  if (!again(start) || !expect(K::LeftParen)) return nullptr;
  Expr* target = singleTarget();
  return target && expect(K::RightParen) ? target : nullptr;
}

bool Diagnoser::deleteTargets() {
  Level level(*this);
  if (!deleteTarget()) return false;
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && deleteTarget()) continue;
    mark_ = before;
    break;
  }
  expect(K::Comma);
  return !failed_;
}

Expr* Diagnoser::deleteTarget() {
  return memo<Expr>(Rule::DeleteTarget, true, [&]() -> Expr* {
    Level level(*this);
    int start = mark_;
    if (Expr* target = subscriptOrAttributeTarget()) return target;
    return again(start) ? deleteAtom() : nullptr;
  });
}

Expr* Diagnoser::deleteAtom() {
  Level level(*this);
  int start = mark_;
  if (Expr* target = name()) return target;
  if (!again(start)) return nullptr;
  if (expect(K::LeftParen)) {
    Expr* target = deleteTarget();
    if (target && expect(K::RightParen)) return target;
  }
  if (again(start) && expect(K::LeftParen)) {
    int before = mark_;
    if (!deleteTargets()) mark_ = before;
    if (!failed_ && expect(K::RightParen)) return make<Tuple>(start);
  }
  if (again(start) && expect(K::LeftBracket)) {
    int before = mark_;
    if (!deleteTargets()) mark_ = before;
    if (!failed_ && expect(K::RightBracket)) return make<List>(start);
  }
  return nullptr;
}

}  // namespace typhon::frontend
