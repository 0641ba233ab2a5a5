// The two passes behind SymbolTable::build: collecting what each block does with its names (symtable.cpp), then deciding
// where each name lives (symtable_analysis.cpp).
#pragma once

#include <string>
#include <unordered_map>

#include "frontend/sema/symtable.h"

namespace typhon::frontend::sema {

class SymbolTableBuilder {
 public:
  SymbolTableBuilder(SymbolTable& table, Arena& arena, Diagnostics& diagnostics, std::string_view filename,
                     bool futureAnnotations)
      : table_(table), arena_(arena), diagnostics_(diagnostics), filename_(filename), futureAnnotations_(futureAnnotations) {}

  bool run(ast::Mod* tree);

 private:
  // Blocks
  Scope* enter(Identifier name, BlockKind kind, const ast::Node* node, BlockRole role, const ast::Position& at);
  void leave() { current_ = current_->parent; }
  void enterTypeParameters(Identifier name, const ast::Stmt* node, bool hasDefaults, bool hasKeywordDefaults);

  // Names
  uint32_t flagsOf(Scope* scope, Identifier name);
  bool define(Identifier name, uint32_t flag, const ast::Position& at) { return defineIn(current_, name, flag, at); }
  bool defineIn(Scope* scope, Identifier name, uint32_t flag, const ast::Position& at);
  void recordDirective(Identifier name, const ast::Position& at);
  bool error(const ast::Position& at, std::string message);

  // The walk; each returns false after an error
  bool statements(std::span<ast::Stmt*> body);
  bool statement(ast::Stmt* node);
  template <class Function>
  bool functionDefinition(Function* node, bool isAsync);
  bool classDefinition(ast::ClassDef* node);
  bool typeAlias(ast::TypeAlias* node);
  bool annotatedAssignment(ast::AnnAssign* node);
  bool declaration(std::span<Identifier> names, const ast::Position& at, bool isGlobal);
  bool importNames(std::span<ast::Alias*> names);
  bool handlers(std::span<ast::ExceptHandlerNode*> nodes);
  bool expression(ast::Expr* node);
  bool expressionInner(ast::Expr* node);
  bool expressions(std::span<ast::Expr*> nodes);  // null elements are skipped
  bool keywords(std::span<ast::Keyword*> nodes);
  bool namedExpression(ast::NamedExpr* node);
  bool extendNamedExpression(ast::Name* target);
  bool comprehension(ast::Expr* node, std::string_view name, std::span<ast::Comprehension*> generators, ast::Expr* element,
                     ast::Expr* value, ComprehensionKind kind);
  bool parameters(ast::Arguments* node);
  bool annotation(ast::Expr* node);
  bool functionAnnotations(const ast::Node* function, ast::Arguments* arguments, ast::Expr* returns);
  bool pattern(ast::Pattern* node);
  bool patterns(std::span<ast::Pattern*> nodes);
  bool typeParameters(std::span<ast::TypeParam*> nodes);
  bool refuseInAnnotation(const char* what, ast::Expr* node);
  bool refuseBelowClass(const char* what, ast::Expr* node);
  bool refuseInComprehension(ast::Expr* node);

  // Analysis
  bool analyse(Scope* scope);
  bool analyseSymbol(Scope* scope, Symbol& symbol);
  Scope* findBinder(Scope* from, Identifier name);
  void resolveFree(Scope* from, Scope* binder, Symbol& symbol);
  bool errorAtDirective(Scope* scope, Identifier name, std::string message);

  SymbolTable& table_;
  Arena& arena_;
  Diagnostics& diagnostics_;
  std::string_view filename_;
  bool futureAnnotations_;
  Scope* current_ = nullptr;
  Identifier privateName_;
  int depth_ = 0;
  Identifier superName_, classCell_, classDict_;
  struct Directive {
    Scope* scope;
    Identifier name;
    ast::Position at;
  };
  std::vector<Directive> directives_;
};

}  // namespace typhon::frontend::sema
