// Primaries: atoms, displays, comprehensions, calls, subscripts, attributes.
#include "frontend/parser/parser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

namespace {
// Levels of grammar rules between an expression and the one inside its brackets.
constexpr int kBracketDepth = 28;
}  // namespace

ast::Constant* Parser::constant(const Token* start, ConstantValue value) {
  auto* result = node<ast::Constant>(start, tok_ - 1);
  result->value = value;
  return result;
}

Expr* Parser::primary() {
  const Token* start = tok_;
  Expr* value = atom();
  while (value) {
    switch (kind()) {
      case K::Dot: {
        ++tok_;
        Identifier name = acceptName();
        if (!name) return nullptr;
        auto* result = node<Attribute>(start);
        result->value = value;
        result->attr = name;
        value = result;
        break;
      }
      case K::LeftParen: {
        ++tok_;
        CallArguments arguments;
        if (!callArguments(&arguments, true)) return nullptr;
        auto* result = node<Call>(start);
        result->func = value;
        result->args = arguments.args;
        result->keywords = arguments.keywords;
        value = result;
        break;
      }
      case K::LeftBracket:
        value = subscript(start, value);
        break;
      default:
        return value;
    }
  }
  return nullptr;
}

Expr* Parser::atom() {
  switch (kind()) {
    case K::Name: {
      auto* name = node<ast::Name>(tok_, tok_);
      name->id = Identifier(tok_->name);
      ++tok_;
      return name;
    }
    case K::Number:
      return number();
    case K::String:
    case K::FStringStart:
      return strings();
    case K::True:
      return ++tok_, constant(tok_ - 1, ConstantValue::boolean(true));
    case K::False:
      return ++tok_, constant(tok_ - 1, ConstantValue::boolean(false));
    case K::None:
      return ++tok_, constant(tok_ - 1, ConstantValue::none());
    case K::Ellipsis:
      return ++tok_, constant(tok_ - 1, ConstantValue::ellipsis());
    case K::LeftParen:
      return parenthesized();
    case K::LeftBracket:
      return listDisplay();
    case K::LeftBrace:
      return braceDisplay();
    default:
      return nullptr;
  }
}

// Tuple, group or generator expression.
Expr* Parser::parenthesized() {
  const Token* start = tok_++;
  Depth depth(*this, kBracketDepth);
  if (depth.exceeded()) return nullptr;
  if (accept(K::RightParen)) return node<Tuple>(start);
  if (at(K::Yield)) {
    Expr* value = yieldExpression();
    return value && accept(K::RightParen) ? value : nullptr;
  }
  Expr* first = starNamedExpression();
  if (!first) return nullptr;
  bool starred = isa<Starred>(first);
  if (at(K::Comma)) {
    Items<Expr> items(*this);
    items.add(first);
    while (accept(K::Comma)) {
      if (at(K::RightParen)) break;
      if (!items.add(starNamedExpression())) return nullptr;
    }
    if (!accept(K::RightParen)) return nullptr;
    auto* tuple = node<Tuple>(start);
    tuple->elts = items.take();
    return tuple;
  }
  if (starred) return nullptr;
  if (accept(K::RightParen)) return first;
  if (!atComprehension()) return nullptr;
  Seq<Comprehension> clauses;
  if (!comprehensionClauses(&clauses) || !accept(K::RightParen)) return nullptr;
  auto* generator = node<GeneratorExp>(start);
  generator->elt = first;
  generator->generators = clauses;
  return generator;
}

Expr* Parser::listDisplay() {
  const Token* start = tok_++;
  Depth depth(*this, kBracketDepth);
  if (depth.exceeded()) return nullptr;
  Items<Expr> items(*this);
  while (!at(K::RightBracket)) {
    if (!items.add(starNamedExpression())) return nullptr;
    if (accept(K::Comma)) continue;
    if (items.size() == 1 && atComprehension() && !isa<Starred>(items[0])) {
      Seq<Comprehension> clauses;
      if (!comprehensionClauses(&clauses) || !accept(K::RightBracket)) return nullptr;
      auto* result = node<ListComp>(start);
      result->elt = items[0];
      result->generators = clauses;
      return result;
    }
    break;
  }
  if (!accept(K::RightBracket)) return nullptr;
  auto* list = node<List>(start);
  list->elts = items.take();
  return list;
}

// Dict or set, or a comprehension of either.
Expr* Parser::braceDisplay() {
  const Token* start = tok_++;
  Depth depth(*this, kBracketDepth);
  if (depth.exceeded()) return nullptr;
  if (at(K::RightBrace) || at(K::DoubleStar)) return dictDisplay(start, nullptr);
  bool named = at(K::Name) && tok_[1].kind == K::Walrus;
  Items<Expr> items(*this);
  if (!items.add(starNamedExpression())) return nullptr;
  if (at(K::Colon) && !named && !isa<Starred>(items[0])) {
    Expr* firstKey = items[0];
    items.take();
    return dictDisplay(start, firstKey);
  }
  if (atComprehension() && !isa<Starred>(items[0])) {
    Seq<Comprehension> clauses;
    if (!comprehensionClauses(&clauses) || !accept(K::RightBrace)) return nullptr;
    auto* result = node<SetComp>(start);
    result->elt = items[0];
    result->generators = clauses;
    return result;
  }
  while (accept(K::Comma)) {
    if (at(K::RightBrace)) break;
    if (!items.add(starNamedExpression())) return nullptr;
  }
  if (!accept(K::RightBrace)) return nullptr;
  auto* set = node<Set>(start);
  set->elts = items.take();
  return set;
}

// Behind the brace, or behind the first key if that has been parsed.
Expr* Parser::dictDisplay(const Token* start, Expr* firstKey) {
  Items<Expr> items(*this);  // keys and values in turn
  while (!at(K::RightBrace)) {
    if (!firstKey && accept(K::DoubleStar)) {
      items.addNull();
      if (!items.add(bitwiseOr())) return nullptr;
    } else {
      Expr* key = firstKey ? firstKey : expression();
      firstKey = nullptr;
      if (!items.add(key) || !accept(K::Colon) || !items.add(expression())) return nullptr;
      if (items.size() == 2 && atComprehension()) {
        Seq<Comprehension> clauses;
        if (!comprehensionClauses(&clauses) || !accept(K::RightBrace)) return nullptr;
        auto* result = node<DictComp>(start);
        result->key = items[0];
        result->value = items[1];
        result->generators = clauses;
        return result;
      }
    }
    if (!accept(K::Comma)) break;
  }
  if (!accept(K::RightBrace)) return nullptr;
  auto* dict = node<Dict>(start);
  size_t count = items.size() / 2;
  dict->keys = arena_.makeSequence<Expr*>(count);
  dict->values = arena_.makeSequence<Expr*>(count);
  for (size_t i = 0; i < count; ++i) {
    dict->keys[i] = items[2 * i];
    dict->values[i] = items[2 * i + 1];
  }
  return dict;
}

bool Parser::comprehensionClauses(Seq<Comprehension>* clauses) {
  Items<Comprehension> items(*this);
  while (atComprehension()) {
    auto* clause = arena_.make<Comprehension>();
    clause->is_async = accept(K::Async);
    if (clause->is_async && !since(6)) return false;
    ++tok_;
    clause->target = targetList();
    if (!clause->target || !accept(K::In) || !(clause->iter = disjunction())) return false;
    Items<Expr> conditions(*this);
    while (accept(K::If)) {
      if (!conditions.add(disjunction())) return false;
    }
    clause->ifs = conditions.take();
    items.add(clause);
  }
  *clauses = items.take();
  return true;
}

// Behind the opening parenthesis; reads the closing one.
bool Parser::callArguments(CallArguments* out, bool allowGenerator) {
  const Token* open = tok_ - 1;
  if (accept(K::RightParen)) {
    out->args = {};
    out->keywords = {};
    return true;
  }
  Depth depth(*this, kBracketDepth);
  if (depth.exceeded()) return false;
  // Positional and starred arguments and keywords keep their order within their kind; the keywords wait in `keywords`.
  Items<Expr> args(*this);
  Keyword* few[8];
  std::vector<Keyword*> many;
  size_t keywordCount = 0;
  auto addKeyword = [&](Keyword* keyword) {
    if (keywordCount < 8) {
      few[keywordCount] = keyword;
    } else {
      if (many.empty()) many.assign(few, few + 8);
      many.push_back(keyword);
    }
    ++keywordCount;
  };
  bool sawUnpacking = false;
  while (!at(K::RightParen)) {
    const Token* start = tok_;
    if (at(K::Star)) {
      if (sawUnpacking) return false;
      ++tok_;
      Expr* value = expression();
      if (!value) return false;
      auto* starred = node<Starred>(start);
      starred->value = value;
      args.add(starred);
      if (at(K::Equal)) return false;
    } else if (accept(K::DoubleStar)) {
      Expr* value = expression();
      if (!value) return false;
      auto* keyword = node<Keyword>(start);
      keyword->value = value;
      addKeyword(keyword);
      sawUnpacking = true;
    } else if (at(K::Name) && tok_[1].kind == K::Equal) {
      tok_ += 2;
      Expr* value = expression();
      if (!value) return false;
      auto* keyword = node<Keyword>(start);
      keyword->arg = Identifier(start->name);
      keyword->value = value;
      addKeyword(keyword);
    } else {
      if (keywordCount) return false;
      Expr* value = namedExpression();
      if (!value || at(K::Equal)) return false;
      if (atComprehension()) {
        Seq<Comprehension> clauses;
        if (!allowGenerator || args.size() || !comprehensionClauses(&clauses) || !accept(K::RightParen)) return false;
        auto* generator = node<GeneratorExp>(open);
        generator->elt = value;
        generator->generators = clauses;
        args.add(generator);
        out->args = args.take();
        out->keywords = {};
        return true;
      }
      args.add(value);
    }
    if (!accept(K::Comma)) break;
  }
  if (!accept(K::RightParen)) return false;
  out->args = args.take();
  out->keywords = arena_.copySequence(many.empty() ? few : many.data(), keywordCount);
  return true;
}

Expr* Parser::slice() {
  const Token* start = tok_;
  Expr* lower = nullptr;
  if (!at(K::Colon)) {
    bool named = at(K::Name) && tok_[1].kind == K::Walrus;
    lower = namedExpression();
    if (!lower || named || !at(K::Colon)) return lower;
  }
  ++tok_;
  auto atEnd = [this] { return at(K::Colon) || at(K::Comma) || at(K::RightBracket); };
  Expr* upper = nullptr;
  if (!atEnd() && !(upper = expression())) return nullptr;
  Expr* step = nullptr;
  if (accept(K::Colon) && !atEnd() && !(step = expression())) return nullptr;
  auto* result = node<Slice>(start);
  result->lower = lower;
  result->upper = upper;
  result->step = step;
  return result;
}

Expr* Parser::subscript(const Token* start, Expr* value) {
  ++tok_;
  Depth depth(*this, kBracketDepth);
  if (depth.exceeded()) return nullptr;
  const Token* first = tok_;
  Expr* index = nullptr;
  if (!at(K::Star) && !(index = slice())) return nullptr;
  if (!index || at(K::Comma)) {
    Items<Expr> items(*this);
    if (index) {
      items.add(index);
      ++tok_;
    }
    while (!at(K::RightBracket)) {
      const Token* element = tok_;
      if (accept(K::Star)) {
        Expr* unpacked = expression();
        if (!unpacked) return nullptr;
        auto* starred = node<Starred>(element);
        starred->value = unpacked;
        items.add(starred);
      } else if (!items.add(slice())) {
        return nullptr;
      }
      if (!accept(K::Comma)) break;
    }
    auto* tuple = node<Tuple>(first);
    tuple->elts = items.take();
    index = tuple;
  }
  if (!accept(K::RightBracket)) return nullptr;
  auto* result = node<Subscript>(start);
  result->value = value;
  result->slice = index;
  return result;
}

}  // namespace typhon::frontend
