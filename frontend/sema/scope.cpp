// Scopes as containers, private names, and error reports of the stages behind the parser.
#include <cstdio>
#include <memory>

#include "frontend/sema/symtable.h"

namespace typhon::frontend::sema {
namespace {

// Line number `wanted` of a file with its newline; false when there is no such file or line.
bool lineOfFile(const std::string& filename, int wanted, std::string& out) {
  if (wanted < 1 || filename.empty()) return false;
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file(std::fopen(filename.c_str(), "rb"));
  if (!file) return false;
  int line = 1;
  for (int c; (c = std::fgetc(file.get())) != EOF;) {
    if (line == wanted) out += static_cast<char>(c);
    if (c == '\n' && ++line > wanted) break;
  }
  if (line < wanted || (line == wanted && out.empty())) return false;
  if (wanted == 1 && out.starts_with("\xef\xbb\xbf")) out.erase(0, 3);
  return true;
}

}  // namespace

Symbol* Scope::find(Identifier mangled) const {
  Symbol* const* found = index_.find(mangled);
  return found ? *found : nullptr;
}

Symbol& Scope::add(Identifier mangled) {
  auto [place, isNew] = index_.tryEmplace(mangled, nullptr);
  if (isNew) {
    symbols.push_back({mangled, 0, NameScope::Unknown});
    *place = &symbols.back();
  }
  return **place;
}

Scope* SymbolTable::scopeOf(const ast::Node* node, BlockRole role) const {
  auto found = byNode_.find({node, role});
  return found == byNode_.end() ? nullptr : found->second;
}

Identifier mangle(Arena& arena, Identifier className, Identifier name) {
  if (!className) return name;
  std::string_view text = name.view();
  if (text.size() < 2 || text[0] != '_' || text[1] != '_') return name;
  if (text.ends_with("__") || text.find('.') != std::string_view::npos) return name;
  std::string_view owner = className.view();
  size_t start = owner.find_first_not_of('_');
  if (start == std::string_view::npos) return name;
  return arena.intern("_" + std::string(owner.substr(start)) + std::string(text));
}

void syntaxErrorAt(Diagnostics& diagnostics, std::string_view filename, const ast::Position& at, std::string message) {
  if (diagnostics.failed()) return;
  SyntaxDiagnostic error;
  error.kind = DiagnosticKind::SyntaxError;
  error.message = std::move(message);
  error.filename = filename;
  error.lineno = at.lineno;
  error.offset = at.col_offset + 1;
  error.end_lineno = at.end_lineno;
  error.end_offset = at.end_col_offset + 1;
  error.hasText = lineOfFile(error.filename, at.lineno, error.text);
  if (!error.hasText) error.text.clear();
  diagnostics.report(std::move(error));
}

void recursionError(Diagnostics& diagnostics) {
  SyntaxDiagnostic error;
  error.kind = DiagnosticKind::RecursionError;
  error.message = "maximum recursion depth exceeded during compilation";
  diagnostics.report(std::move(error));
}

}  // namespace typhon::frontend::sema
