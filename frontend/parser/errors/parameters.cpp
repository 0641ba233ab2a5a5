// Rules of parameters, of functions and of lambdas.
#include "frontend/parser/errors/diagnoser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

bool Diagnoser::params(bool lambda) {
  Level level(*this);
  int start = mark_;
  if (mistakes_ && invalidParameters(lambda)) return true;
  return again(start) && parameters(lambda);
}

// ',' TYPE_COMMENT?
bool Diagnoser::parameterComma(bool lambda) {
  if (!expect(K::Comma)) return false;
  if (!lambda) expect(K::TypeComment);
  return !failed_;
}

// What must follow a last parameter without a comma: TYPE_COMMENT? &')'
bool Diagnoser::parameterEnd(bool lambda) {
  if (!lambda) expect(K::TypeComment);
  return at(lambda ? K::Colon : K::RightParen);
}

Arg* Diagnoser::param(bool lambda, bool starAnnotation) {
  Level level(*this);
  int start = mark_;
  if (!name()) return nullptr;
  if (!lambda) {
    int before = mark_;
    bool annotated = expect(K::Colon) && (starAnnotation ? starExpression() : expression());
    if (!annotated) {
      if (starAnnotation) return nullptr;
      mark_ = before;
    }
  }
  return failed_ ? nullptr : make<Arg>(start);
}

Arg* Diagnoser::paramNoDefault(bool lambda) {
  Level level(*this);
  int start = mark_;
  Arg* arg = param(lambda);
  if (arg && parameterComma(lambda)) return arg;
  if (!again(start)) return nullptr;
  arg = param(lambda);
  return arg && parameterEnd(lambda) ? arg : nullptr;
}

bool Diagnoser::paramDefault() {
  Level level(*this);
  int start = mark_;
  if (expect(K::Equal) && expression()) return true;
  if (!again(start) || !mistakes_) return false;
  if (const Token* equal = expect(K::Equal); equal && atAny({K::RightParen, K::Comma})) {
    return raiseAt(equal, "expected default value expression");
  }
  return fails(start);
}

bool Diagnoser::paramWithDefault(bool lambda) {
  Level level(*this);
  int start = mark_;
  if (param(lambda) && paramDefault() && parameterComma(lambda)) return true;
  return again(start) && param(lambda) && paramDefault() && parameterEnd(lambda);
}

bool Diagnoser::paramMaybeDefault(bool lambda) {
  Level level(*this);
  int start = mark_;
  auto head = [&] {
    if (!again(start) || !param(lambda)) return false;
    int before = mark_;
    if (!paramDefault()) mark_ = before;
    return !failed_;
  };
  if (head() && parameterComma(lambda)) return true;
  return head() && parameterEnd(lambda);
}

bool Diagnoser::noDefaults(bool lambda) {
  while (!failed_) {
    int before = mark_;
    if (paramNoDefault(lambda)) continue;
    mark_ = before;
    break;
  }
  return !failed_;
}

bool Diagnoser::withDefaults(bool lambda) {
  bool any = false;
  while (!failed_) {
    int before = mark_;
    if (paramWithDefault(lambda)) {
      any = true;
      continue;
    }
    mark_ = before;
    break;
  }
  return any && !failed_;
}

bool Diagnoser::maybeDefaults(bool lambda) {
  while (!failed_) {
    int before = mark_;
    if (paramMaybeDefault(lambda)) continue;
    mark_ = before;
    break;
  }
  return !failed_;
}

bool Diagnoser::slashNoDefault(bool lambda) {
  int start = mark_;
  auto head = [&] { return again(start) && paramNoDefault(lambda) && noDefaults(lambda) && expect(K::Slash) != nullptr; };
  if (head() && expect(K::Comma)) return true;
  return head() && parameterEnd(lambda);
}

bool Diagnoser::slashWithDefault(bool lambda) {
  int start = mark_;
  auto head = [&] { return again(start) && noDefaults(lambda) && withDefaults(lambda) && expect(K::Slash) != nullptr; };
  if (head() && expect(K::Comma)) return true;
  return head() && parameterEnd(lambda);
}

bool Diagnoser::parameters(bool lambda) {
  Level level(*this);
  int start = mark_;
  auto optionalStarEtc = [&] {
    int before = mark_;
    if (!starEtc(lambda)) mark_ = before;
    return !failed_;
  };
  auto optionalDefaults = [&] {
    int before = mark_;
    if (!withDefaults(lambda)) mark_ = before;
    return !failed_;
  };
  auto positionalOnly = [&] { return since(8, "Positional-only parameters are"); };
  if (slashNoDefault(lambda) && noDefaults(lambda) && optionalDefaults() && optionalStarEtc()) return positionalOnly();
  if (again(start) && slashWithDefault(lambda) && optionalDefaults() && optionalStarEtc()) return positionalOnly();
  if (again(start) && paramNoDefault(lambda) && noDefaults(lambda) && optionalDefaults() && optionalStarEtc()) {
    return true;
  }
  if (again(start) && withDefaults(lambda) && optionalStarEtc()) return true;
  return (again(start) && starEtc(lambda)) || fails(start);
}

bool Diagnoser::starEtc(bool lambda) {
  Level level(*this);
  int start = mark_;
  if (mistakes_ && invalidStarEtc(lambda)) return true;
  auto optionalKwds = [&] {
    int before = mark_;
    if (!kwds(lambda)) mark_ = before;
    return !failed_;
  };
  if (again(start) && expect(K::Star) && paramNoDefault(lambda) && maybeDefaults(lambda) && optionalKwds()) return true;
  if (!lambda && again(start) && expect(K::Star)) {
    // A starred annotation, with a comma or at the end.
    int before = mark_;
    bool good = param(false, true) && parameterComma(false);
    if (!good) good = again(before) && param(false, true) && parameterEnd(false);
    if (good && maybeDefaults(false) && optionalKwds()) return true;
  }
  if (again(start) && expect(K::Star) && expect(K::Comma) && paramMaybeDefault(lambda) && maybeDefaults(lambda) &&
      optionalKwds()) {
    return true;
  }
  return (again(start) && kwds(lambda)) || fails(start);
}

bool Diagnoser::kwds(bool lambda) {
  Level level(*this);
  int start = mark_;
  if (mistakes_ && invalidKwds(lambda)) return true;
  return again(start) && expect(K::DoubleStar) && paramNoDefault(lambda);
}

bool Diagnoser::invalidParameters(bool lambda) {
  int start = mark_;
  if (const Token* slash = expect(K::Slash); slash && expect(K::Comma)) {
    return raiseAt(slash, "at least one argument must precede /");
  }
  auto slashes = [&] {
    int before = mark_;
    return slashNoDefault(lambda) || (again(before) && slashWithDefault(lambda));
  };
  if (again(start) && slashes() && maybeDefaults(lambda)) {
    if (const Token* slash = expect(K::Slash)) return raiseAt(slash, "/ may appear only once");
  }
  if (!again(start)) return false;
  int before = mark_;
  if (!slashNoDefault(lambda)) mark_ = before;
  if (!failed_ && noDefaults(lambda)) {
    before = mark_;
    bool helper = slashWithDefault(lambda);
    if (!helper) helper = again(before) && withDefaults(lambda);
    if (helper) {
      if (Arg* arg = paramNoDefault(lambda)) {
        return raiseAt(arg, "parameter without a default follows parameter with a default");
      }
    }
  }
  if (again(start) && noDefaults(lambda)) {
    if (const Token* open = expect(K::LeftParen)) {
      bool inside;
      if (lambda) {
        inside = param(true);
        while (inside && !failed_) {
          before = mark_;
          if (expect(K::Comma) && param(true)) continue;
          mark_ = before;
          break;
        }
      } else {
        inside = paramNoDefault(false) && noDefaults(false);
      }
      if (inside) {
        expect(K::Comma);
        if (const Token* close = expect(K::RightParen)) {
          return raiseRange(
              open, close,
              lambda ? "Lambda expression parameters cannot be parenthesized" : "Function parameters cannot be parenthesized");
        }
      }
    }
  }
  if (!again(start)) return false;
  before = mark_;
  if (!slashes()) mark_ = before;
  if (!failed_ && maybeDefaults(lambda) && expect(K::Star) && (expect(K::Comma) || paramNoDefault(lambda)) &&
      maybeDefaults(lambda)) {
    if (const Token* slash = expect(K::Slash)) return raiseAt(slash, "/ must be ahead of *");
  }
  if (again(start) && paramMaybeDefault(lambda) && maybeDefaults(lambda) && expect(K::Slash)) {
    if (const Token* star = expect(K::Star)) return raiseAt(star, "expected comma between / and *");
  }
  return fails(start);
}

bool Diagnoser::invalidStarEtc(bool lambda) {
  int start = mark_;
  K end = lambda ? K::Colon : K::RightParen;
  if (const Token* star = expect(K::Star)) {
    int before = mark_;
    bool bare = expect(end);
    if (!bare) bare = again(before) && expect(K::Comma) && expectAny({end, K::DoubleStar});
    if (bare) {
      if (lambda) return raise("named arguments must follow bare *");
      return raiseAt(star, "named arguments must follow bare *");
    }
  }
  if (!lambda && again(start) && expect(K::Star) && expect(K::Comma) && expect(K::TypeComment)) {
    return raise("bare * has associated type comment");
  }
  if (again(start) && expect(K::Star) && param(lambda)) {
    if (const Token* equal = expect(K::Equal)) {
      return raiseAt(equal, "var-positional argument cannot have default value");
    }
  }
  auto paramOrComma = [&] {
    int before = mark_;
    return paramNoDefault(lambda) || (again(before) && expect(K::Comma));
  };
  if (again(start) && expect(K::Star) && paramOrComma() && maybeDefaults(lambda)) {
    if (const Token* star = expect(K::Star); star && paramOrComma()) {
      return raiseAt(star, "* argument may appear only once");
    }
  }
  return fails(start);
}

bool Diagnoser::invalidKwds(bool lambda) {
  int start = mark_;
  if (expect(K::DoubleStar) && param(lambda)) {
    if (const Token* equal = expect(K::Equal)) return raiseAt(equal, "var-keyword argument cannot have default value");
  }
  if (again(start) && expect(K::DoubleStar) && param(lambda) && expect(K::Comma)) {
    if (Arg* arg = param(lambda)) return raiseAt(arg, "arguments cannot follow var-keyword argument");
  }
  if (again(start) && expect(K::DoubleStar) && param(lambda) && expect(K::Comma)) {
    if (const Token* token = expectAny({K::Star, K::DoubleStar, K::Slash})) {
      return raiseAt(token, "arguments cannot follow var-keyword argument");
    }
  }
  return fails(start);
}

}  // namespace typhon::frontend
