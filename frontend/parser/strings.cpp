// Number and string literals, f-strings (PEP 701), implicit concatenation.
#include <algorithm>

#include "frontend/parser/literals.h"
#include "frontend/parser/parser.h"

namespace typhon::frontend {

using namespace ast;
using K = TokenKind;

Expr* Parser::number() {
  size_t tooManyDigits;
  ConstantValue value = numberValue(arena_, tok_->text(), &tooManyDigits, options_.maxIntegerDigits);
  if (tooManyDigits || (!since(6) && tok_->text().find('_') != std::string_view::npos)) return nullptr;
  ++tok_;
  return constant(tok_ - 1, value);
}

// An unknown escape in `literal` becomes a warning at `place`, unless the lexer has warned of it.
void Parser::warnBadEscape(std::string_view badEscape, const Token* literal, const Token* place) {
  if (badEscape.empty()) return;
  if (literal->kind != K::String && (badEscape[0] == '{' || badEscape[0] == '}')) return;
  if (std::find(warned_.begin(), warned_.end(), literal) != warned_.end()) return;
  warned_.push_back(literal);
  const char* lineStart = place->start - place->col;
  int offset = static_cast<int>(countCharacters({lineStart, static_cast<size_t>(place->col)}));
  int endOffset = place->endCol;
  if (place->endLineno == place->lineno) {
    endOffset = static_cast<int>(countCharacters({lineStart, static_cast<size_t>(place->endCol)}));
  }
  diagnostics_.warn(
      {WarningCategory::SyntaxWarning, badEscapeMessage(badEscape), place->lineno, offset + 1, place->endLineno, endOffset + 1});
}

// Decodes the body of a literal into the constant.
bool Parser::decodeInto(ast::Constant* constant, std::string_view body, bool raw, const Token* literal, const Token* place) {
  DecodedString decoded = decodeStringBody(arena_, body, raw, !source_.validUtf8);
  if (!decoded.error.empty()) return false;
  warnBadEscape(decoded.badEscape, literal, place);
  constant->value = ConstantValue::str(decoded.text);
  return true;
}

ast::Constant* Parser::plainString(const Token* token) {
  StringParts parts = splitStringToken(token->text());
  auto* result = node<ast::Constant>(token, token);
  if (parts.isBytes) {
    for (char c : parts.body) {
      if (c & 0x80) return nullptr;
    }
    DecodedString decoded = decodeBytesBody(arena_, parts.body, parts.isRaw);
    if (!decoded.error.empty()) return nullptr;
    warnBadEscape(decoded.badEscape, token, token);
    result->value = ConstantValue::bytes(decoded.text);
    return result;
  }
  if (!decodeInto(result, parts.body, parts.isRaw, token, token)) return nullptr;
  if (parts.isUnicode) result->kind = arena_.intern("u");
  return result;
}

Expr* Parser::strings() {
  const Token* start = tok_;
  if (at(K::String) && tok_[1].kind != K::String && tok_[1].kind != K::FStringStart) {
    ++tok_;
    return plainString(start);
  }
  Items<Expr> parts(*this);
  bool sawBytes = false, sawText = false;
  while (true) {
    if (at(K::String)) {
      ast::Constant* part = plainString(tok_++);
      if (!part) return nullptr;
      (part->value.is(ConstantKind::Bytes) ? sawBytes : sawText) = true;
      parts.add(part);
    } else if (at(K::FStringStart)) {
      if (!parts.add(fString())) return nullptr;
      sawText = true;
    } else {
      break;
    }
  }
  if (sawBytes && sawText) return nullptr;
  const Token* last = tok_ - 1;
  return joinStrings(arena_, parts.take(), {start->lineno, start->col, last->endLineno, last->endCol});
}

Expr* Parser::fString() {
  const Token* start = tok_++;
  bool raw = (start->start[0] | 0x20) == 'r' || (start->start[1] | 0x20) == 'r';
  Depth depth(*this, 27);
  if (depth.exceeded()) return nullptr;
  // The warnings of all literal parts are placed at the end of the f-string, which is known later.
  struct Part {
    ast::Constant* constant;
    const Token* token;
  };
  std::vector<Part> literals;
  Items<Expr> parts(*this);
  while (!at(K::FStringEnd)) {
    if (at(K::FStringMiddle)) {
      auto* part = node<ast::Constant>(tok_, tok_);
      literals.push_back({part, tok_++});
      parts.add(part);
    } else if (at(K::LeftBrace)) {
      Expr* field = replacementField();
      if (!field) return nullptr;
      if (auto* joined = dynCast<JoinedStr>(field)) {
        for (Expr* part : joined->values) parts.add(part);
      } else {
        parts.add(field);
      }
    } else {
      return nullptr;
    }
  }
  const Token* end = tok_++;
  for (const Part& part : literals) {
    std::string_view body = part.token->text();
    if (body == "{{" || body == "}}") body.remove_suffix(1);
    if (!decodeInto(part.constant, body, raw, part.token, end)) return nullptr;
  }
  std::span<Expr*> all = parts.take();
  Items<Expr> kept(*this);
  for (Expr* part : all) {
    auto* literal = dynCast<ast::Constant>(part);
    if (!literal || !literal->value.text().empty()) kept.add(part);
  }
  auto* result = node<JoinedStr>(start);
  result->values = kept.take();
  return result;
}

// `{expression = !conversion : specification}`
Expr* Parser::replacementField() {
  const Token* start = tok_++;
  Expr* value = yieldOrStarExpressions();
  if (!value) return nullptr;
  bool debug = accept(K::Equal);
  const Token* conversion = nullptr;
  const std::string_view* debugText = nullptr;
  if (at(K::Exclamation)) {
    const Token* mark = tok_++;
    debugText = mark->expression;
    if (!at(K::Name)) return nullptr;
    conversion = tok_++;
    if (mark->lineno != conversion->lineno || mark->endCol != conversion->col) return nullptr;
    std::string_view text = conversion->text();
    if (text != "s" && text != "r" && text != "a") return nullptr;
  }
  Expr* format = nullptr;
  const Token* colon = tok_;
  if (at(K::Colon)) {
    if (!conversion) debugText = tok_->expression;
    if (!(format = formatSpec())) return nullptr;
  }
  if (!at(K::RightBrace)) return nullptr;
  const Token* close = tok_++;
  if (!conversion && !format) debugText = close->expression;

  auto* field = node<FormattedValue>(start);
  field->value = value;
  field->conversion = conversion ? *conversion->start : debug && !format ? 'r' : -1;
  field->format_spec = format;
  if (!debug) return field;
  Position at = field->position();
  if (conversion) {
    at.end_lineno = conversion->lineno;
    at.end_col_offset = conversion->col;
  } else if (format) {
    at.end_lineno = colon->lineno;
    at.end_col_offset = colon->col + 1;
  }
  auto* text = makeNode<ast::Constant>(arena_, {at.lineno, at.col_offset + 1, at.end_lineno, at.end_col_offset - 1});
  text->value = debugText ? ConstantValue::str(*debugText) : ConstantValue::none();
  auto* joined = makeNode<JoinedStr>(arena_, at);
  joined->values = arena_.makeSequence<Expr*>(2);
  joined->values[0] = text;
  joined->values[1] = field;
  return joined;
}

Expr* Parser::formatSpec() {
  const Token* start = tok_++;
  Items<Expr> parts(*this);
  while (true) {
    if (at(K::FStringMiddle)) {
      auto* part = node<ast::Constant>(tok_, tok_);
      if (!decodeInto(part, tok_->text(), false, tok_, tok_)) return nullptr;
      ++tok_;
      parts.add(part);
    } else if (at(K::LeftBrace)) {
      if (!parts.add(replacementField())) return nullptr;
    } else {
      break;
    }
  }
  auto* result = node<JoinedStr>(start);
  if (parts.size() == 1) {
    auto* only = dynCast<ast::Constant>(parts[0]);
    if (only && only->value.text().empty()) return result;
  }
  result->values = parts.take();
  return result;
}

namespace {

bool isEmptyText(const ast::Constant* constant) {
  return constant->value.is(ConstantKind::Str) && constant->value.text().empty();
}

// One constant for a run of at least two.
ast::Constant* joinConstants(Arena& arena, std::span<Expr*> run) {
  size_t size = 0;
  for (Expr* part : run) size += cast<ast::Constant>(part)->value.text().size();
  char* text = static_cast<char*>(arena.allocate(size ? size : 1, 1));
  char* out = text;
  for (Expr* part : run) {
    std::string_view piece = cast<ast::Constant>(part)->value.text();
    if (!piece.empty()) std::memcpy(out, piece.data(), piece.size());
    out += piece.size();
  }
  auto* first = cast<ast::Constant>(run.front());
  Expr* last = run.back();
  auto* joined = makeNode<ast::Constant>(arena, {first->lineno, first->col_offset, last->end_lineno, last->end_col_offset});
  std::string_view whole(text, size);
  joined->value = first->value.is(ConstantKind::Bytes) ? ConstantValue::bytes(whole) : ConstantValue::str(whole);
  joined->kind = first->kind;
  return joined;
}

}  // namespace

Expr* joinStrings(Arena& arena, std::span<Expr*> parts, const Position& whole) {
  bool sawFString = false;
  size_t count = 0;
  for (Expr* part : parts) {
    if (auto* joined = dynCast<JoinedStr>(part)) {
      sawFString = true;
      count += joined->values.size();
    } else {
      ++count;
    }
  }
  if (!sawFString) return parts.size() == 1 ? parts[0] : joinConstants(arena, parts);
  std::span<Expr*> flat = arena.makeSequence<Expr*>(count);
  size_t at = 0;
  for (Expr* part : parts) {
    if (auto* joined = dynCast<JoinedStr>(part)) {
      for (Expr* value : joined->values) flat[at++] = value;
    } else {
      flat[at++] = part;
    }
  }
  size_t kept = 0;
  for (size_t i = 0; i < count;) {
    Expr* part = flat[i];
    size_t next = i + 1;
    if (isa<ast::Constant>(part)) {
      while (next < count && isa<ast::Constant>(flat[next])) ++next;
      if (next - i > 1) part = joinConstants(arena, flat.subspan(i, next - i));
      if (isEmptyText(cast<ast::Constant>(part))) {
        i = next;
        continue;
      }
    }
    flat[kept++] = part;
    i = next;
  }
  auto* result = makeNode<JoinedStr>(arena, whole);
  result->values = flat.first(kept);
  return result;
}

}  // namespace typhon::frontend
