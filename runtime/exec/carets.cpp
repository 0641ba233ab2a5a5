// The line of carets under a traceback's source line (PEP 657), with the operator of a binary operation and the brackets of a
// subscript set off as CPython 3.12 does: by parsing the piece of the line once more.
#include <algorithm>

#include "frontend/parser/parse.h"
#include "runtime/base/unicode.h"
#include "runtime/exec/format_exception.h"

namespace typhon {

namespace {

using namespace frontend;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

// Characters in the first `bytes` bytes.
size_t characters(std::string_view text, size_t bytes) {
  size_t n = 0;
  for (size_t i = 0; i < text.size() && i < bytes; ++i) n += (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
  return n;
}

// Columns that the first `count` characters take on a terminal: wide ones take two.
size_t columns(std::string_view text, size_t count) {
  size_t n = 0;
  for (size_t i = 0; i < text.size() && count > 0; --count) {
    unsigned char lead = static_cast<unsigned char>(text[i]);
    unsigned length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t c = lead;
    if (length > 1) {
      c = lead & (0xffu >> (length + 1));
      for (unsigned k = 1; k < length && i + k < text.size(); ++k) c = c << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3f);
    }
    std::string_view width = c < 0x1100 ? "N" : base::eastAsianWidthName(c);
    n += width == "W" || width == "F" ? 2 : 1;
    i += length;
  }
  return n;
}

struct Anchors {
  size_t left, right;  // bytes in the segment
};

bool binaryAnchors(std::string_view segment, size_t leftEnd, size_t rightStart, Anchors* out) {
  bool found = false;
  for (size_t i = leftEnd; i < rightStart && i < segment.size(); ++i) {
    if (isBlank(segment[i])) continue;
    *out = {i, i + 1};
    found = true;
    // Operators of two characters.
    if (i + 1 < rightStart && !isBlank(segment[i + 1])) ++out->right;
    if (i + 1 < rightStart && segment[i] == ')') continue;
    break;
  }
  return found;
}

bool subscriptAnchors(std::string_view segment, size_t valueEnd, size_t sliceEnd, Anchors* out) {
  size_t left = valueEnd, right = sliceEnd + 1;
  while (left < segment.size() && segment[left] != '[') ++left;
  while (right < segment.size() && segment[right] != ']') ++right;
  if (right < segment.size()) ++right;
  *out = {left, right};
  return true;
}

bool findAnchors(std::string_view segment, std::string_view filename, Anchors* out) {
  Arena arena;
  Diagnostics diagnostics;
  ParseOptions options;
  options.sourceIsText = true;
  ast::Mod* mod = parse(arena, diagnostics, segment, filename, ParseMode::Exec, options);
  if (!mod || mod->kind != ast::NodeKind::Module) return false;
  auto* module = ast::cast<ast::Module>(mod);
  if (module->body.size() != 1) return false;
  auto* statement = ast::dynCast<ast::ExprStmt>(module->body[0]);
  if (!statement) return false;
  if (auto* binary = ast::dynCast<ast::BinOp>(statement->value)) {
    return binaryAnchors(segment, static_cast<size_t>(binary->left->end_col_offset),
                         static_cast<size_t>(binary->right->col_offset), out);
  }
  if (auto* subscript = ast::dynCast<ast::Subscript>(statement->value)) {
    return subscriptAnchors(segment, static_cast<size_t>(subscript->value->end_col_offset),
                            static_cast<size_t>(subscript->slice->end_col_offset), out);
  }
  return false;
}

}  // namespace

std::string caretLine(std::string_view line, std::string_view filename, int column, int endColumn, bool sameLine) {
  size_t startByte = std::min(static_cast<size_t>(column), line.size());
  size_t endByte = std::min(static_cast<size_t>(endColumn), line.size());
  size_t length = characters(line, line.size());
  size_t start = characters(line, startByte), end;
  size_t left = 0, right = 0;
  bool special = false;
  if (sameLine) {
    end = characters(line, endByte);
    Anchors anchors;
    if (endByte > startByte) {
      std::string_view segment = line.substr(startByte, endByte - startByte);
      if (findAnchors(segment, filename, &anchors)) {
        special = true;
        left = characters(segment, anchors.left) + start;
        right = characters(segment, anchors.right) + start;
      }
    }
  } else {
    size_t last = line.find_last_not_of(" \t\f");
    end = last == std::string_view::npos ? 0 : characters(line, last + 1);
  }
  size_t indent = 0;
  while (indent < line.size() && isBlank(line[indent])) ++indent;
  if (end - start == length - indent && !special) return {};
  start = columns(line, start);
  end = columns(line, end);
  left = columns(line, left);
  right = columns(line, right);
  std::string out = "    ";
  for (size_t offset = indent + 1; offset <= end; ++offset) {
    if (offset <= start) {
      out += ' ';
    } else if (!special) {
      out += '^';
    } else {
      out += left < offset && offset <= right ? '^' : '~';
    }
  }
  return out + '\n';
}

}  // namespace typhon
