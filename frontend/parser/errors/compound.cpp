// Rules of compound statements.
#include "frontend/parser/errors/diagnoser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

namespace {
char kMatch;
}

bool Diagnoser::compoundStatement() {
  Level level(*this);
  int start = mark_;
  if (atAny({K::Def, K::At, K::Async}) && functionDefinition()) return true;
  if (again(start) && at(K::If) && ifStatement(K::If)) return true;
  if (again(start) && atAny({K::Class, K::At}) && classDefinition()) return true;
  if (again(start) && atAny({K::With, K::Async}) && withStatement()) return true;
  if (again(start) && atAny({K::For, K::Async}) && forStatement()) return true;
  if (again(start) && at(K::Try) && tryStatement()) return true;
  if (again(start) && at(K::While) && whileStatement()) return true;
  if (again(start) && matchStatement()) return true;
  return fails(start);
}

bool Diagnoser::block() {
  return memo<void>(Rule::Block, true, [&]() -> void* {
    Level level(*this);
    int start = mark_;
    if (expect(K::Newline) && expect(K::Indent) && statements() && expect(K::Dedent)) return &kMatch;
    if (again(start) && simpleStatements()) return &kMatch;
    if (again(start) && mistakes_ && missingIndent()) return raiseIndentation("expected an indented block");
    return nullptr;
  });
}

bool Diagnoser::missingIndent() { return expect(K::Newline) && !at(K::Indent) && !failed_; }

bool Diagnoser::decorators() {
  int good = mark_;
  bool any = false;
  while (expect(K::At) && namedExpression() && expect(K::Newline)) {
    good = mark_;
    any = true;
  }
  mark_ = good;
  return any && !failed_;
}

bool Diagnoser::functionDefinition() {
  Level level(*this);
  int start = mark_;
  if (decorators() && functionDefinitionRaw()) return true;
  return again(start) && functionDefinitionRaw();
}

bool Diagnoser::classDefinition() {
  Level level(*this);
  int start = mark_;
  if (decorators() && classDefinitionRaw()) return true;
  return again(start) && classDefinitionRaw();
}

bool Diagnoser::classDefinitionRaw() {
  Level level(*this);
  int start = mark_;
  const Token* keyword = nullptr;
  auto head = [&] {
    if (!again(start) || !(keyword = expect(K::Class)) || !name()) return false;
    int before = mark_;
    if (!typeParams()) mark_ = before;
    if (failed_) return false;
    before = mark_;
    if (expect(K::LeftParen)) {
      int inside = mark_;
      if (!arguments()) mark_ = inside;
      if (failed_ || !expect(K::RightParen)) mark_ = before;
    }
    return !failed_;
  };
  if (mistakes_) {
    if (head() && expect(K::Newline)) return raise("expected ':'");
    if (head() && expect(K::Colon) && missingIndent()) return raiseMissingBlock("class definition", keyword);
  }
  return (head() && expect(K::Colon) && block()) || fails(start);
}

// An optional type comment, in the line of `def` or alone in the line below.
bool Diagnoser::functionTypeComment() {
  int start = mark_;
  if (expect(K::Newline) && expect(K::TypeComment)) {
    int end = mark_;
    if (expect(K::Newline) && at(K::Indent)) {
      mark_ = end;
      return true;
    }
  }
  if (!again(start)) return false;
  if (mistakes_ && expect(K::TypeComment) && expect(K::Newline) && expect(K::TypeComment) && expect(K::Newline) &&
      expect(K::Indent)) {
    return raise("Cannot have two type comments on def");
  }
  if (!again(start)) return false;
  if (!expect(K::TypeComment)) mark_ = start;
  return !failed_;
}

// Behind `def`.
bool Diagnoser::functionRest() {
  if (!name()) return false;
  int before = mark_;
  if (!typeParams()) mark_ = before;
  if (!expectForced(K::LeftParen, "(")) return false;
  before = mark_;
  if (!params(false)) mark_ = before;
  if (failed_ || !expect(K::RightParen)) return false;
  before = mark_;
  if (!(expect(K::Arrow) && expression())) mark_ = before;
  return expectForced(K::Colon, ":") && functionTypeComment() && block();
}

bool Diagnoser::functionDefinitionRaw() {
  Level level(*this);
  int start = mark_;
  if (mistakes_) {
    expect(K::Async);
    const Token* keyword = expect(K::Def);
    if (keyword && name()) {
      int before = mark_;
      if (!typeParams()) mark_ = before;
      if (expect(K::LeftParen)) {
        before = mark_;
        if (!params(false)) mark_ = before;
        if (expect(K::RightParen)) {
          before = mark_;
          if (!(expect(K::Arrow) && expression())) mark_ = before;
          if (expect(K::Colon) && missingIndent()) return raiseMissingBlock("function definition", keyword);
        }
      }
    }
    if (!again(start)) return false;
  }
  if (expect(K::Def) && functionRest()) return true;
  if (again(start) && expect(K::Async) && expect(K::Def) && functionRest()) return since(5, "Async functions are");
  return fails(start);
}

bool Diagnoser::elseBlock() {
  Level level(*this);
  int start = mark_;
  if (mistakes_) {
    const Token* keyword = expect(K::Else);
    if (keyword && expect(K::Colon) && missingIndent()) return raiseMissingBlock("'else' statement", keyword);
    if (!again(start)) return false;
  }
  return (expect(K::Else) && expectForced(K::Colon, ":") && block()) || fails(start);
}

// `if` or `elif`.
bool Diagnoser::ifStatement(TokenKind keyword) {
  Level level(*this);
  int start = mark_;
  if (mistakes_) {
    if (expect(keyword) && namedExpression() && expect(K::Newline)) return raise("expected ':'");
    if (!again(start)) return false;
    const Token* token = expect(keyword);
    if (token && namedExpression() && expect(K::Colon) && missingIndent()) {
      return raiseMissingBlock(keyword == K::Elif ? "'elif' statement" : "'if' statement", token);
    }
    if (!again(start)) return false;
  }
  if (expect(keyword) && namedExpression() && expect(K::Colon) && block() && ifStatement(K::Elif)) return true;
  if (again(start) && expect(keyword) && namedExpression() && expect(K::Colon) && block()) {
    int before = mark_;
    if (!elseBlock()) mark_ = before;
    return !failed_;
  }
  return fails(start);
}

bool Diagnoser::whileStatement() {
  Level level(*this);
  int start = mark_;
  if (mistakes_) {
    if (expect(K::While) && namedExpression() && expect(K::Newline)) return raise("expected ':'");
    if (!again(start)) return false;
    const Token* keyword = expect(K::While);
    if (keyword && namedExpression() && expect(K::Colon) && missingIndent()) {
      return raiseMissingBlock("'while' statement", keyword);
    }
    if (!again(start)) return false;
  }
  if (expect(K::While) && namedExpression() && expect(K::Colon) && block()) {
    int before = mark_;
    if (!elseBlock()) mark_ = before;
    return !failed_;
  }
  return fails(start);
}

bool Diagnoser::forStatement() {
  Level level(*this);
  int start = mark_;
  if (mistakes_) {
    expect(K::Async);
    if (expect(K::For) && starTargets() && expect(K::In) && starExpressions() && expect(K::Newline)) {
      return raise("expected ':'");
    }
    if (!again(start)) return false;
    expect(K::Async);
    const Token* keyword = expect(K::For);
    if (keyword && starTargets() && expect(K::In) && starExpressions() && expect(K::Colon) && missingIndent()) {
      return raiseMissingBlock("'for' statement", keyword);
    }
  }
  for (bool async : {false, true}) {
    if (!again(start)) return false;
    if ((!async || expect(K::Async)) && expect(K::For) && starTargets() && expect(K::In)) {
      // No other alternative behind `in`.
      if (!starExpressions() || !expect(K::Colon)) return fails(start);
      expect(K::TypeComment);
      if (!block()) return fails(start);
      int before = mark_;
      if (!elseBlock()) mark_ = before;
      return !failed_ && (!async || since(5, "Async for loops are"));
    }
  }
  if (again(start) && mistakes_) invalidForTarget();
  return fails(start);
}

// (expression ['as' star_target]) for mistakes, or whole items.
bool Diagnoser::withItems(bool parenthesized) {
  auto item = [&] {
    if (!(parenthesized ? expressions() : expression())) return false;
    int before = mark_;
    if (!(expect(K::As) && starTarget())) mark_ = before;
    return !failed_;
  };
  if (!item()) return false;
  while (!failed_) {
    int before = mark_;
    if (expect(K::Comma) && item()) continue;
    mark_ = before;
    break;
  }
  return !failed_;
}

bool Diagnoser::invalidWith(bool indent) {
  int start = mark_;
  for (bool parenthesized : {false, true}) {
    if (!again(start)) return false;
    expect(K::Async);
    const Token* keyword = expect(K::With);
    if (!keyword || (parenthesized && !expect(K::LeftParen)) || !withItems(parenthesized)) continue;
    if (parenthesized) {
      expect(K::Comma);
      if (!expect(K::RightParen)) continue;
    }
    if (indent) {
      if (expect(K::Colon) && missingIndent()) return raiseMissingBlock("'with' statement", keyword);
    } else if (expect(K::Newline)) {
      return raise("expected ':'");
    }
  }
  return fails(start);
}

bool Diagnoser::withStatement() {
  Level level(*this);
  int start = mark_;
  if (mistakes_ && invalidWith(true)) return true;
  auto items = [&] {
    if (!withItem()) return false;
    while (!failed_) {
      int before = mark_;
      if (expect(K::Comma) && withItem()) continue;
      mark_ = before;
      break;
    }
    return !failed_;
  };
  for (bool async : {false, true}) {
    if (!again(start)) return false;
    if ((!async || expect(K::Async)) && expect(K::With) && expect(K::LeftParen) && items()) {
      expect(K::Comma);
      if (expect(K::RightParen) && expect(K::Colon) && block()) {
        return async ? since(5, "Async with statements are") : since(9, "Parenthesized context managers are");
      }
    }
    if (!again(start)) return false;
    if ((!async || expect(K::Async)) && expect(K::With) && items() && expect(K::Colon)) {
      expect(K::TypeComment);
      if (block()) return !async || since(5, "Async with statements are");
    }
  }
  if (again(start) && mistakes_) invalidWith(false);
  return fails(start);
}

bool Diagnoser::withItem() {
  Level level(*this);
  int start = mark_;
  if (expression() && expect(K::As) && starTarget() && atAny({K::Comma, K::RightParen, K::Colon})) return true;
  if (!again(start)) return false;
  if (mistakes_ && expression() && expect(K::As)) {
    Expr* target = expression();
    // With a valid target the rule has matched, but without an error: nothing then.
    if (target && atAny({K::Comma, K::RightParen, K::Colon})) raiseInvalidTarget(Targets::Star, target);
  }
  if (!again(start)) return false;
  return expression() || fails(start);
}

bool Diagnoser::tryStatement() {
  Level level(*this);
  int start = mark_;
  auto handlers = [&](bool star) {
    int good = mark_;
    bool any = false;
    while (!failed_ && exceptBlock(star)) {
      good = mark_;
      any = true;
    }
    mark_ = good;
    return any && !failed_;
  };
  auto blocks = [&] {
    while (!failed_) {
      int before = mark_;
      if (block()) continue;
      mark_ = before;
      break;
    }
    return !failed_;
  };
  if (mistakes_) {
    const Token* keyword = expect(K::Try);
    if (keyword && expect(K::Colon) && missingIndent()) return raiseMissingBlock("'try' statement", keyword);
    if (!again(start)) return false;
    if (expect(K::Try) && expect(K::Colon) && block() && !atAny({K::Except, K::Finally}) && !failed_) {
      return raise("expected 'except' or 'finally' block");
    }
    if (!again(start)) return false;
    constexpr const char* kBoth = "cannot have both 'except' and 'except*' on the same 'try'";
    if (expect(K::Try) && expect(K::Colon) && blocks() && handlers(false)) {
      const Token* except = expect(K::Except);
      const Token* star = except ? expect(K::Star) : nullptr;
      if (star && expression() && optionalAsName() && expect(K::Colon)) return raiseRange(except, star, kBoth);
    }
    if (!again(start)) return false;
    if (expect(K::Try) && expect(K::Colon) && blocks() && handlers(true)) {
      if (const Token* except = expect(K::Except)) {
        int before = mark_;
        if (!(expression() && optionalAsName())) mark_ = before;
        if (expect(K::Colon)) return raiseAt(except, kBoth);
      }
    }
    if (!again(start)) return false;
  }
  auto head = [&] { return again(start) && expect(K::Try) && expectForced(K::Colon, ":") && block(); };
  if (head() && finallyBlock()) return true;
  for (bool star : {false, true}) {
    if (!head() || !handlers(star)) continue;
    int before = mark_;
    if (!elseBlock()) mark_ = before;
    if (failed_) return false;
    before = mark_;
    if (!finallyBlock()) mark_ = before;
    return !failed_ && (!star || since(11, "Exception groups are"));
  }
  return fails(start);
}

bool Diagnoser::finallyBlock() {
  Level level(*this);
  int start = mark_;
  if (mistakes_) {
    const Token* keyword = expect(K::Finally);
    if (keyword && expect(K::Colon) && missingIndent()) return raiseMissingBlock("'finally' statement", keyword);
    if (!again(start)) return false;
  }
  return (expect(K::Finally) && expectForced(K::Colon, ":") && block()) || fails(start);
}

// except_block or except_star_block.
bool Diagnoser::exceptBlock(bool star) {
  Level level(*this);
  int start = mark_;
  if (mistakes_) {
    const Token* keyword = expect(K::Except);
    if (keyword && (!star || expect(K::Star)) && expression() && optionalAsName() && expect(K::Colon) && missingIndent()) {
      return raiseMissingBlock(star ? "'except*' statement" : "'except' statement", keyword);
    }
    if (!again(start)) return false;
    keyword = star ? nullptr : expect(K::Except);
    if (keyword && expect(K::Colon) && missingIndent()) return raiseMissingBlock("'except' statement", keyword);
    if (!again(start)) return false;
  }
  if (expect(K::Except) && (!star || expect(K::Star)) && expression() && optionalAsName() && expect(K::Colon) && block()) {
    return true;
  }
  if (!star && again(start) && expect(K::Except) && expect(K::Colon) && block()) return true;
  if (!again(start) || !mistakes_) return fails(start);
  // invalid_except_stmt
  if (expect(K::Except)) {
    expect(K::Star);
    Expr* first = expression();
    if (first && expect(K::Comma) && expressions() && optionalAsName() && expect(K::Colon)) {
      return raiseFrom(first, "multiple exception types must be parenthesized");
    }
  }
  if (!again(start)) return false;
  if (expect(K::Except)) {
    expect(K::Star);
    if (expression() && optionalAsName() && expect(K::Newline)) return raise("expected ':'");
  }
  if (again(start) && expect(K::Except) && expect(K::Newline)) return raise("expected ':'");
  if (again(start) && expect(K::Except) && expect(K::Star) && expectAny({K::Newline, K::Colon})) {
    return raise("expected one or more exception types");
  }
  return fails(start);
}

}  // namespace typhon::frontend
