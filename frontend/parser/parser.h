// The parser for valid programs: recursive descent over the tokens of the whole source, precedence climbing for binary
// operators, no error messages. A method that meets something else than what it parses returns null (or false); the
// few places where the grammar needs it then try an alternative from a saved position. A source that does not parse is
// given to the Diagnoser (parser/errors/), which finds out what CPython would say about it.
//
// Every node gets the position that CPython gives it: from the first token of its grammar rule, brackets of a group
// included, to the last token that is no NEWLINE, INDENT or DEDENT.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "frontend/ast/nodes.h"
#include "frontend/diagnostic.h"
#include "frontend/lexer/source.h"
#include "frontend/lexer/token.h"
#include "frontend/parser/parse.h"

namespace typhon::frontend {

// Levels of grammar rules that may be active at once; CPython's generated parser has the same limit and what nests here
// is weighed as there, so that the same programs are rejected.
constexpr int kMaxParserDepth = 6000;
constexpr int kModuleDepth = 26;  // levels down to an expression at the top of a module

class Parser {
 public:
  // `tokens` end with an EndMarker. `source` is what they were made from.
  Parser(Arena& arena, Diagnostics& diagnostics, const Source& source, const std::vector<Token>& tokens,
         const ParseOptions& options)
      : arena_(arena), diagnostics_(diagnostics), source_(source), options_(options), tok_(tokens.data()) {}

  // The tree, or null.
  ast::Mod* parse(ParseMode mode);
  // Whether parsing failed because the program is nested too deeply.
  bool tooDeep() const { return tooDeep_; }

 private:
  class Depth;
  template <class T>
  class Items;
  struct ParameterRules;
  struct CallArguments {
    ast::Seq<ast::Expr> args;
    ast::Seq<ast::Keyword> keywords;
  };

  // tokens
  TokenKind kind() const { return tok_->kind; }
  bool at(TokenKind kind) const { return tok_->kind == kind; }
  bool accept(TokenKind kind) {
    if (tok_->kind != kind) return false;
    ++tok_;
    return true;
  }
  bool atSoft(SoftKeyword word) const {
    return tok_->kind == TokenKind::Name && tok_->name->mark == static_cast<uint32_t>(word) && tok_->spare == 0;
  }
  // Whether Python 3.`minor` has come yet.
  bool since(int minor) const { return options_.featureVersion >= minor; }
  // An optional type comment.
  ast::String acceptTypeComment() { return at(TokenKind::TypeComment) ? arena_.intern((tok_++)->text()) : ast::String(); }
  Identifier acceptName() { return at(TokenKind::Name) ? Identifier((tok_++)->name) : Identifier(); }
  const Token* lastToken() const;

  // nodes
  template <class T>
  T* node(const Token* start, const Token* end) {
    T* made = arena_.make<T>();
    made->lineno = start->lineno;
    made->col_offset = start->col;
    made->end_lineno = end->endLineno;
    made->end_col_offset = end->endCol;
    return made;
  }
  template <class T>
  T* node(const Token* start) {
    return node<T>(start, tok_ - 1);
  }
  ast::Constant* constant(const Token* start, ast::ConstantValue value);

  // statements.cpp
  ast::Mod* functionType();
  bool statements(Items<ast::Stmt>& out, TokenKind end);
  bool statement(Items<ast::Stmt>& out);
  bool simpleStatements(Items<ast::Stmt>& out);
  ast::Stmt* simpleStatement();
  ast::Stmt* expressionStatement();
  ast::Stmt* annotatedAssignment(const Token* start, ast::Expr* target);
  ast::Stmt* assignment(const Token* start, ast::Expr* first);
  ast::Stmt* importStatement();
  ast::Stmt* importFrom();
  ast::Alias* importFromName();
  Identifier dottedName();
  ast::Stmt* deleteStatement();
  ast::Stmt* typeAlias();
  template <class T>
  ast::Stmt* nameList();
  ast::Stmt* raiseStatement();
  ast::Stmt* assertStatement();
  ast::Stmt* returnStatement();
  ast::Expr* yieldOrStarExpressions();

  // compound_statements.cpp
  ast::Stmt* compoundStatement();
  bool block(ast::Seq<ast::Stmt>* body);
  bool optionalElse(ast::Seq<ast::Stmt>* body);
  ast::Stmt* ifStatement();
  ast::Stmt* whileStatement();
  ast::Stmt* forStatement(const Token* start, bool isAsync);
  ast::Stmt* withStatement(const Token* start, bool isAsync);
  bool withItems(Items<ast::WithItem>& items, bool parenthesized);
  ast::WithItem* withItem();
  ast::Stmt* tryStatement();
  ast::ExceptHandler* exceptHandler(bool isStar);
  ast::Stmt* decorated();
  bool functionTypeComment(ast::String* comment);
  ast::Stmt* functionDefinition(const Token* start, bool isAsync, ast::Seq<ast::Expr> decorators);
  ast::Stmt* classDefinition(ast::Seq<ast::Expr> decorators);
  bool typeParams(ast::Seq<ast::TypeParam>* params);

  // parameters.cpp
  ast::Arguments* parameters(bool isLambda);
  ast::Arg* parameter(bool annotated, bool starAnnotation);
  bool parameterSeparator(ast::Arg* arg);

  // match_statement.cpp
  ast::Stmt* matchStatement();
  ast::MatchCase* matchCase();
  ast::Pattern* patterns();
  ast::Pattern* pattern();
  ast::Pattern* orPattern();
  ast::Pattern* closedPattern();
  ast::Pattern* maybeStarPattern();
  ast::Pattern* groupOrSequencePattern();
  ast::Pattern* mappingPattern();
  ast::Pattern* classPattern(const Token* start, ast::Expr* cls);
  ast::Expr* patternName();
  ast::Expr* literalExpression();
  bool patternList(Items<ast::Pattern>& items, TokenKind end, bool* sawComma);
  Identifier captureTarget();

  // expressions.cpp
  ast::Expr* starExpressions();
  ast::Expr* starExpression();
  ast::Expr* expressions();
  ast::Expr* expression();
  ast::Expr* namedExpression();
  ast::Expr* starNamedExpression();
  ast::Expr* yieldExpression();
  ast::Expr* disjunction();
  ast::Expr* conjunction();
  ast::Expr* inversion();
  ast::Expr* comparison();
  ast::Expr* comparisons(const Token* start, ast::Expr* left);
  bool compareOperator(ast::CompareOperator* op);
  ast::Expr* bitwiseOr() { return binary(1); }
  ast::Expr* binary(int precedence);
  ast::Expr* factor();
  ast::Expr* power();
  ast::Expr* lambda();
  ast::Expr* tupleOf(const Token* start, ast::Expr* first, ast::Expr* (Parser::*element)());

  // primaries.cpp
  ast::Expr* primary();
  ast::Expr* atom();
  ast::Expr* parenthesized();
  ast::Expr* listDisplay();
  ast::Expr* braceDisplay();
  ast::Expr* dictDisplay(const Token* start, ast::Expr* firstKey);
  bool callArguments(CallArguments* out, bool allowGenerator);
  ast::Expr* subscript(const Token* start, ast::Expr* value);
  ast::Expr* slice();
  bool comprehensionClauses(ast::Seq<ast::Comprehension>* clauses);
  bool atComprehension() const { return at(TokenKind::For) || (at(TokenKind::Async) && tok_[1].kind == TokenKind::For); }

  // targets.cpp
  ast::Expr* targetList();
  ast::Expr* targetElement();
  bool setContext(ast::Expr* target, ast::ExprContext context);

  // strings.cpp
  ast::Expr* strings();
  ast::Constant* plainString(const Token* token);
  ast::Expr* fString();
  ast::Expr* replacementField();
  ast::Expr* formatSpec();
  bool decodeInto(ast::Constant* constant, std::string_view body, bool raw, const Token* literal, const Token* place);
  void warnBadEscape(std::string_view badEscape, const Token* literal, const Token* place);
  ast::Expr* number();

  Arena& arena_;
  Diagnostics& diagnostics_;
  const Source& source_;
  const ParseOptions& options_;
  const Token* tok_;
  int depth_ = kModuleDepth;
  bool tooDeep_ = false;
  std::vector<const Token*> warned_;  // literals with unknown escapes: when parsed again they do not warn again
  std::vector<void*> scratch_;        // elements of sequences being collected, as a stack
};

// Counts `weight` levels of grammar rules while it lives.
class Parser::Depth {
 public:
  Depth(Parser& parser, int weight) : parser_(parser), weight_(weight) {
    if ((parser_.depth_ += weight) > kMaxParserDepth) parser_.tooDeep_ = true;
  }
  ~Depth() { parser_.depth_ -= weight_; }
  bool exceeded() const { return parser_.tooDeep_; }

 private:
  Parser& parser_;
  int weight_;
};

// Collects the elements of one sequence on the parser's scratch stack; copied to the arena when complete,
// which ends its use.
template <class T>
class Parser::Items {
 public:
  explicit Items(Parser& parser) : parser_(parser), base_(parser.scratch_.size()) {}
  ~Items() {
    if (parser_.scratch_.size() > base_) parser_.scratch_.resize(base_);
  }
  // Returns false for a null element.
  bool add(T* item) {
    if (!item) return false;
    parser_.scratch_.push_back(item);
    return true;
  }
  void addNull() { parser_.scratch_.push_back(nullptr); }
  size_t size() const { return parser_.scratch_.size() - base_; }
  T* operator[](size_t i) const { return static_cast<T*>(parser_.scratch_[base_ + i]); }
  std::span<T*> take() {
    std::span<T*> items = parser_.arena_.makeSequence<T*>(size());
    for (size_t i = 0; i < items.size(); ++i) items[i] = (*this)[i];
    parser_.scratch_.resize(base_);
    base_ = SIZE_MAX;  // what is collected from now on belongs to others
    return items;
  }

 private:
  Parser& parser_;
  size_t base_;
};

// Joins the parts of adjacent string literals as CPython does: neighbouring constants become one, empty ones vanish
// from f-strings. `parts` are Constants and JoinedStrs, not mixing bytes with str.
ast::Expr* joinStrings(Arena& arena, std::span<ast::Expr*> parts, const ast::Position& whole);

}  // namespace typhon::frontend
