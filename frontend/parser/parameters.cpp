// Parameters of functions and lambdas.
#include "frontend/parser/parser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

Arg* Parser::parameter(bool annotated, bool starAnnotation) {
  const Token* start = tok_;
  Identifier name = acceptName();
  if (!name) return nullptr;
  Expr* annotation = nullptr;
  if (annotated && accept(K::Colon)) {
    annotation = starAnnotation ? starExpression() : expression();
    if (!annotation) return nullptr;
  }
  auto* arg = node<Arg>(start);
  arg->arg = name;
  arg->annotation = annotation;
  return arg;
}

// Behind a parameter: whether a comma follows. A type comment behind the comma, or before the closing parenthesis, is
// about the parameter, which is null where there may be none.
bool Parser::parameterSeparator(Arg* arg) {
  bool comma = accept(K::Comma);
  if (arg) arg->type_comment = acceptTypeComment();
  return comma;
}

// Up to the closing parenthesis or the colon of a lambda, which is left to the caller.
Arguments* Parser::parameters(bool isLambda) {
  TokenKind end = isLambda ? K::Colon : K::RightParen;
  auto* result = arena_.make<Arguments>();
  if (at(end)) return result;
  Items<Arg> positional(*this);
  std::vector<Expr*> defaults;
  std::vector<Arg*> keywordOnly;
  std::vector<Expr*> keywordDefaults;
  size_t positionalOnly = 0;
  bool sawSlash = false, sawStar = false, bareStar = false;
  Arg* last;
  do {
    last = nullptr;
    if (at(end)) break;
    if (accept(K::Slash)) {
      if (!since(8) || sawSlash || sawStar || positional.size() == 0) return nullptr;
      sawSlash = true;
      positionalOnly = positional.size();
    } else if (accept(K::DoubleStar)) {
      if (bareStar && keywordOnly.empty()) return nullptr;
      bareStar = false;
      if (!(result->kwarg = parameter(!isLambda, false))) return nullptr;
      parameterSeparator(isLambda ? nullptr : result->kwarg);
      break;
    } else if (accept(K::Star)) {
      if (sawStar) return nullptr;
      sawStar = true;
      if (at(K::Comma)) {
        bareStar = true;
      } else if (!(last = result->vararg = parameter(!isLambda, true))) {
        return nullptr;
      }
    } else {
      Arg* arg = last = parameter(!isLambda, false);
      if (!arg) return nullptr;
      Expr* value = nullptr;
      if (accept(K::Equal) && !(value = expression())) return nullptr;
      if (sawStar) {
        keywordOnly.push_back(arg);
        keywordDefaults.push_back(value);
      } else {
        if (!value && !defaults.empty()) return nullptr;
        positional.add(arg);
        if (value) defaults.push_back(value);
      }
    }
  } while (parameterSeparator(isLambda ? nullptr : last));
  if (!at(end) || (bareStar && keywordOnly.empty())) return nullptr;
  Seq<Arg> all = positional.take();
  result->posonlyargs = all.first(positionalOnly);
  result->args = all.subspan(positionalOnly);
  result->defaults = arena_.copySequence(defaults.data(), defaults.size());
  result->kwonlyargs = arena_.copySequence(keywordOnly.data(), keywordOnly.size());
  result->kw_defaults = arena_.copySequence(keywordDefaults.data(), keywordDefaults.size());
  return result;
}

}  // namespace typhon::frontend
