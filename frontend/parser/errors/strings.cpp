// Rules of literals and f-strings.
#include "frontend/ast/dump.h"
#include "frontend/parser/errors/diagnoser.h"
#include "frontend/parser/literals.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

Expr* Diagnoser::number() {
  int start = mark_;
  const Token* token = expect(K::Number);
  if (!token) return nullptr;
  size_t tooManyDigits;
  ConstantValue value = numberValue(arena_, token->text(), &tooManyDigits, options_.maxIntegerDigits);
  if (tooManyDigits) {
    return report(DiagnosticKind::SyntaxError, token->lineno, 0, token->endLineno, 0,
                  "Exceeds the limit (" + std::to_string(options_.maxIntegerDigits) +
                      " digits) for integer string conversion: value has " + std::to_string(tooManyDigits) +
                      " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge "
                      "integer literals to avoid decimal conversion limits.");
  }
  if (token->text().find('_') != std::string_view::npos && !since(6, "Underscores in numeric literals are")) return nullptr;
  auto* result = make<ast::Constant>(start);
  result->value = value;
  return result;
}

void Diagnoser::warnBadEscape(std::string_view badEscape, const Token* place) {
  if (badEscape.empty() || mistakes_) return;
  bool isPart = place->kind == K::FStringMiddle || place->kind == K::FStringEnd;
  if (isPart && (badEscape[0] == '{' || badEscape[0] == '}')) return;  // the lexer has warned
  diagnostics_.warn({WarningCategory::SyntaxWarning, badEscapeMessage(badEscape), place->lineno, place->col + 1, place->endLineno,
                     place->endCol + 1});
}

ast::Constant* Diagnoser::decode(std::string_view body, bool raw, const Token* place, ast::Constant* constant) {
  DecodedString decoded = decodeStringBody(arena_, body, raw, !source_.validUtf8);
  if (!decoded.error.empty()) return raise(std::move(decoded.error));
  warnBadEscape(decoded.badEscape, place);
  constant->value = ConstantValue::str(decoded.text);
  return constant;
}

Expr* Diagnoser::plainString() {
  int start = mark_;
  const Token* token = expect(K::String);
  if (!token) return nullptr;
  StringParts parts = splitStringToken(token->text());
  auto* result = make<ast::Constant>(start);
  if (!parts.isBytes) return decode(parts.body, parts.isRaw, token, result);
  for (char c : parts.body) {
    if (c & 0x80) return raiseAt(token, "bytes can only contain ASCII literal characters");
  }
  DecodedString decoded = decodeBytesBody(arena_, parts.body, parts.isRaw);
  if (!decoded.error.empty()) return raise(std::move(decoded.error));
  warnBadEscape(decoded.badEscape, token);
  result->value = ConstantValue::bytes(decoded.text);
  return result;
}

Expr* Diagnoser::strings() {
  return memo<Expr>(Rule::Strings, true, [&]() -> Expr* {
    Level level(*this, 2);
    int start = mark_;
    std::vector<Expr*> parts;
    bool sawBytes = false, sawText = false, sawFString = false;
    while (!failed_) {
      int before = mark_;
      Expr* part = fString();
      if (part) {
        sawText = sawFString = true;
      } else if (again(before) && (part = plainString())) {
        (cast<ast::Constant>(part)->value.is(ConstantKind::Bytes) ? sawBytes : sawText) = true;
      } else {
        mark_ = before;
        break;
      }
      parts.push_back(part);
    }
    if (failed_ || parts.empty()) return nullptr;
    if (sawBytes && sawText) return raise("cannot mix bytes and nonbytes literals");
    if (sawFString) return make<JoinedStr>(start);
    auto* result = make<ast::Constant>(start);
    result->value = cast<ast::Constant>(parts[0])->value;
    return result;
  });
}

Expr* Diagnoser::fString() {
  Level level(*this, 2);
  int start = mark_;
  const Token* open = expect(K::FStringStart);
  if (!open) return nullptr;
  std::vector<const Token*> literals;
  while (!failed_) {
    int before = mark_;
    if (replacementField()) continue;
    if (!again(before)) return nullptr;
    const Token* part = expect(K::FStringMiddle);
    if (!part) break;
    if (!source_.validUtf8) {
      std::string message = utf8DecodeError(part->text());
      if (!message.empty()) return reportDecodeError(std::move(message));
    }
    literals.push_back(part);
  }
  const Token* end = failed_ ? nullptr : expect(K::FStringEnd);
  if (!end) return nullptr;
  bool raw = open->text().find_first_of("rR") != std::string_view::npos;
  for (const Token* part : literals) {
    std::string_view body = part->text();
    if (body == "{{" || body == "}}") body.remove_suffix(1);
    if (!decode(body, raw, end, arena_.make<ast::Constant>())) return nullptr;
  }
  return make<JoinedStr>(start);
}

Expr* Diagnoser::replacementField() {
  Level level(*this);
  int start = mark_;
  if (replacementBody()) return make<FormattedValue>(start);
  if (again(start) && mistakes_) invalidReplacementField();
  return nullptr;
}

bool Diagnoser::replacementBody() {
  if (!expect(K::LeftBrace) || !yieldOrStar()) return false;
  expect(K::Equal);
  int before = mark_;
  bool hasConversion = !failed_ && conversion();
  if (!hasConversion) mark_ = before;
  if (failed_) return false;
  const Token* converted = hasConversion ? &tokens_[static_cast<size_t>(mark_) - 1] : nullptr;
  before = mark_;
  if (!formatSpec()) mark_ = before;
  if (failed_ || !expect(K::RightBrace)) return false;
  if (converted) {
    std::string_view text = converted->text();
    if (text != "s" && text != "r" && text != "a") {
      return raiseAt(converted, "f-string: invalid conversion character " + stringRepr(Identifier(converted->name).view()) +
                                    ": expected 's', 'r', or 'a'");
    }
  }
  return true;
}

bool Diagnoser::conversion() {
  const Token* mark = expect(K::Exclamation);
  const Token* letter = mark ? expect(K::Name) : nullptr;
  if (!letter) return false;
  if (mark->lineno != letter->lineno || mark->endCol != letter->col) {
    // The odd word is CPython's.
    return raiseRange(mark, letter, "f-string: conversion type must come right after the exclamanation mark");
  }
  return true;
}

bool Diagnoser::formatSpecPart() {
  int start = mark_;
  if (const Token* part = expect(K::FStringMiddle)) {
    DecodedString decoded = decodeStringBody(arena_, part->text(), false, !source_.validUtf8);
    if (!decoded.error.empty()) return reportDecodeError(decoded.error.substr(decoded.error.find(')') + 2));
    warnBadEscape(decoded.badEscape, part);
    return true;
  }
  return again(start) && replacementField();
}

bool Diagnoser::formatSpec() {
  Level level(*this);
  if (!expect(K::Colon)) return false;
  while (!failed_) {
    int before = mark_;
    if (formatSpecPart()) continue;
    mark_ = before;
    break;
  }
  return !failed_;
}

bool Diagnoser::invalidConversion() {
  int start = mark_;
  if (expect(K::Exclamation) && atAny({K::Colon, K::RightBrace})) {
    return raiseOnNext("f-string: missing conversion character");
  }
  if (again(start) && expect(K::Exclamation) && !at(K::Name) && !failed_) {
    return raiseOnNext("f-string: invalid conversion character");
  }
  return fails(start);
}

bool Diagnoser::invalidReplacementField() {
  Level level(*this);
  int start = mark_;
  static constexpr struct {
    K kind;
    const char* message;
  } kNoExpression[] = {
      {K::Equal, "f-string: valid expression required before '='"},
      {K::Exclamation, "f-string: valid expression required before '!'"},
      {K::Colon, "f-string: valid expression required before ':'"},
      {K::RightBrace, "f-string: valid expression required before '}'"},
  };
  for (auto& candidate : kNoExpression) {
    if (!again(start) || !expect(K::LeftBrace)) return fails(start);
    if (const Token* token = expect(candidate.kind)) return raiseAt(token, candidate.message);
  }
  auto open = [&] { return again(start) && expect(K::LeftBrace) != nullptr; };
  if (!open()) return false;
  int inside = mark_;
  bool value = yieldOrStar();
  if (!again(inside)) return false;
  if (!value) return raiseOnNext("f-string: expecting a valid expression after '{'");

  auto expressionPart = [&] { return open() && yieldOrStar() != nullptr; };
  auto optionalConversion = [&] {
    int before = mark_;
    if (!(expect(K::Exclamation) && expect(K::Name))) mark_ = before;
    return !failed_;
  };
  if (expressionPart() && !atAny({K::Equal, K::Exclamation, K::Colon, K::RightBrace}) && !failed_) {
    return raiseOnNext("f-string: expecting '=', or '!', or ':', or '}'");
  }
  if (expressionPart() && expect(K::Equal) && !atAny({K::Exclamation, K::Colon, K::RightBrace}) && !failed_) {
    return raiseOnNext("f-string: expecting '!', or ':', or '}'");
  }
  if (expressionPart()) {
    expect(K::Equal);
    if (!failed_ && invalidConversion()) return true;
  }
  if (expressionPart()) {
    expect(K::Equal);
    if (!failed_ && optionalConversion() && !atAny({K::Colon, K::RightBrace}) && !failed_) {
      return raiseOnNext("f-string: expecting ':' or '}'");
    }
  }
  if (expressionPart()) {
    expect(K::Equal);
    if (!failed_ && optionalConversion() && formatSpec() && !at(K::RightBrace) && !failed_) {
      return raiseOnNext("f-string: expecting '}', or format specs");
    }
  }
  if (expressionPart()) {
    expect(K::Equal);
    if (!failed_ && optionalConversion() && !at(K::RightBrace) && !failed_) {
      return raiseOnNext("f-string: expecting '}'");
    }
  }
  return fails(start);
}

}  // namespace typhon::frontend
