// The Diagnoser finds out what CPython 3.12 says about a source that does not parse. CPython's parser tries the
// alternatives of a PEG in order, first without and then with productions for well-known mistakes; which mistake is
// reported, and where a plain "invalid syntax" is placed (at the last token that was looked at), follows from the order
// in which tokens are read and alternatives are tried. So this class takes the same steps: a recogniser with one method
// per rule of the language's PEG (PEP 617; the grammar in the Python reference), reading tokens on demand. It is slow
// and runs for erroneous sources only; Parser is the one that builds trees.
//
// Conventions of the rule methods: they begin at mark_ and return null (or false) when the rule does not match, after
// which the caller goes back to where it was. mistakes_ is set in the second pass. Once an error is reported, failed_
// is set and every rule fails. Expression rules make nodes as far as messages need them: kinds, positions, elements.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/ast/nodes.h"
#include "frontend/diagnostic.h"
#include "frontend/lexer/lexer.h"
#include "frontend/lexer/source.h"
#include "frontend/lexer/token.h"
#include "frontend/parser/parse.h"

namespace typhon::frontend {

class Diagnoser {
 public:
  Diagnoser(Arena& arena, Diagnostics& diagnostics, const Source& source, std::string_view filename, ParseMode mode,
            const ParseOptions& options);

  // Reports the error of the source, and the warnings that come before it, to the diagnostics.
  void run();

 private:
  enum class Rule : uint8_t;
  enum class Targets : uint8_t { Star, For, Del };
  class Level;
  struct Memo {
    Memo* next;
    Rule rule;
    uint8_t pass;
    int mark;
    void* result;
  };
  // A place in the source: of a node or a token.
  struct Place {
    int lineno, col, endLineno, endCol;
    Place(const ast::PositionedNode* node)  // NOLINT: implicit on purpose
        : lineno(node->lineno), col(node->col_offset), endLineno(node->end_lineno), endCol(node->end_col_offset) {}
    Place(const Token* token)  // NOLINT
        : lineno(token->lineno), col(token->col), endLineno(token->endLineno), endCol(token->endCol) {}
  };

  // The result of a rule that does not match.
  struct Failure {
    operator bool() const { return false; }  // NOLINT: implicit on purpose
    template <class T>
    operator T*() const {  // NOLINT
      return nullptr;
    }
  };

  // diagnoser.cpp: tokens
  bool fill();
  void passOnWarnings();
  void tokenizerError();
  const Token* peek() {
    if (mark_ == static_cast<int>(tokens_.size()) && !fill()) return nullptr;
    return &tokens_[static_cast<size_t>(mark_)];
  }
  const Token* expect(TokenKind kind);
  const Token* expectForced(TokenKind kind, const char* text);
  bool at(TokenKind kind);                                         // &'x'
  bool atAny(std::initializer_list<TokenKind> kinds);              // &('x' | 'y')
  const Token* expectAny(std::initializer_list<TokenKind> kinds);  // ('x' | 'y')
  const Token* soft(SoftKeyword word);
  bool since(int minor, const char* what);
  ast::Expr* name();
  // Back to a mark for the next alternative; false when there is none any more.
  bool again(int mark) {
    mark_ = mark;
    return !failed_;
  }
  bool fails(int mark) {
    mark_ = mark;
    return false;
  }
  const Token* lastToken() const;
  template <class T>
  T* make(int start) {
    const Token& first = tokens_[static_cast<size_t>(start)];
    const Token* last = lastToken();
    return ast::makeNode<T>(arena_, {first.lineno, first.col, last->endLineno, last->endCol});
  }
  // A rule's result at mark_, remembered (`pass` 0: one memory for both passes, as CPython's memoised rules have).
  template <class T, class F>
  T* memo(Rule rule, bool shared, F body);
  bool lookUp(Rule rule, uint8_t pass, void** result);
  void remember(int mark, Rule rule, uint8_t pass, void* result);

  // diagnoser.cpp: reporting. All return null, so that rules can return the result.
  Failure report(DiagnosticKind kind, int lineno, int col, int endLineno, int endCol, std::string message);
  Failure raise(std::string message, DiagnosticKind kind = DiagnosticKind::SyntaxError);  // at the last token
  Failure raiseOnNext(std::string message);
  int columnFor(const Token& token) const;
  Failure raiseRange(Place from, Place to, std::string message);
  Failure raiseAt(Place place, std::string message) { return raiseRange(place, place, std::move(message)); }
  Failure raiseFrom(Place place, std::string message);
  Failure raiseIndentation(std::string message) { return raise(std::move(message), DiagnosticKind::IndentationError); }
  Failure raiseInvalidTarget(Targets targets, ast::Expr* target);
  Failure raiseMissingBlock(const char* what, const Token* keyword);
  // Where CPython lets the exception of the codec through as it is.
  Failure reportDecodeError(std::string message);
  void raiseUnclosed();
  void reportStackOverflow();
  void finish(const Token& lastOfFirstPass);
  void checkRestOfSource();
  std::string errorLine(int lineno) const;
  bool atEndOfSource() const;

  // statements.cpp
  bool startRule();
  bool typeExpressions();
  bool statements();
  bool statement();
  bool statementNewline();
  bool simpleStatements();
  bool simpleStatement();
  bool assignment();
  bool augmentedOperator();
  ast::Expr* yieldOrStar();
  bool invalidAssignment();
  ast::Expr* invalidAnnotationTarget();
  bool importStatement();
  bool importFrom();
  bool importFromTargets();
  bool importFromAsNames();
  bool importFromAsName();
  bool dottedAsName();
  ast::Expr* dottedName();
  bool deleteStatement();
  bool raiseStatement();
  bool assertStatement();
  bool nameList(TokenKind keyword);
  bool typeAlias();
  bool typeParams();
  bool typeParam();

  // compound.cpp
  bool compoundStatement();
  bool block();
  bool decorators();
  bool classDefinition();
  bool classDefinitionRaw();
  bool functionDefinition();
  bool functionDefinitionRaw();
  bool functionRest();
  bool functionTypeComment();
  bool ifStatement(TokenKind keyword);
  bool elseBlock();
  bool whileStatement();
  bool forStatement();
  bool withStatement();
  bool withItem();
  bool withItems(bool parenthesized);
  bool invalidWith(bool indent);
  bool tryStatement();
  bool exceptBlock(bool star);
  bool optionalAsName();
  bool finallyBlock();
  bool missingIndent();  // NEWLINE !INDENT

  // match.cpp
  bool matchStatement();
  ast::Expr* subjectExpression();
  bool caseBlock();
  bool guard();
  ast::PositionedNode* patterns();
  ast::PositionedNode* pattern();
  ast::PositionedNode* asPattern();
  ast::PositionedNode* orPattern();
  ast::PositionedNode* closedPattern();
  ast::Expr* literalExpression();
  ast::Expr* complexNumber();
  ast::Expr* signedNumber(bool real);
  ast::Expr* captureTarget();
  ast::Expr* patternAttribute();
  ast::Expr* patternNameOrAttribute();
  bool openSequence();
  bool maybeSequence();
  ast::PositionedNode* maybeStarPattern();
  ast::PositionedNode* starPattern();
  bool mappingPattern();
  bool itemsPattern();
  bool keyValuePattern();
  bool doubleStarPattern();
  bool classPattern();
  bool positionalPatterns(std::vector<ast::PositionedNode*>* items);
  bool keywordPatterns();
  bool keywordPattern();

  // parameters.cpp; `lambda` selects the variant without annotations that ends at a colon
  bool params(bool lambda);
  bool parameters(bool lambda);
  bool slashNoDefault(bool lambda);
  bool slashWithDefault(bool lambda);
  bool parameterComma(bool lambda);
  bool parameterEnd(bool lambda);
  bool starEtc(bool lambda);
  bool kwds(bool lambda);
  ast::Arg* param(bool lambda, bool starAnnotation = false);
  ast::Arg* paramNoDefault(bool lambda);
  bool paramWithDefault(bool lambda);
  bool paramMaybeDefault(bool lambda);
  bool paramDefault();
  bool invalidParameters(bool lambda);
  bool invalidStarEtc(bool lambda);
  bool invalidKwds(bool lambda);
  bool noDefaults(bool lambda);     // param_no_default*
  bool withDefaults(bool lambda);   // param_with_default+
  bool maybeDefaults(bool lambda);  // param_maybe_default*

  // expressions.cpp
  ast::Expr* expressions();
  ast::Expr* expression();
  ast::Expr* expressionWithoutMistakes();
  ast::Expr* plainExpression();
  ast::Expr* invalidExpression();
  ast::Expr* invalidLegacyExpression();
  ast::Expr* yieldExpression();
  ast::Expr* starExpressions();
  ast::Expr* starExpression();
  ast::Expr* starNamedExpression();
  bool starNamedExpressions(std::vector<ast::Expr*>* items);
  ast::Expr* assignmentExpression();
  ast::Expr* namedExpression();
  ast::Expr* invalidNamedExpression();
  ast::Expr* assignmentOrExpression();  // (assignment_expression | expression !':=')
  ast::Expr* disjunction();
  ast::Expr* conjunction();
  ast::Expr* inversion();
  ast::Expr* comparison();
  bool compareOperator(ast::CompareOperator* op, ast::Expr** operand);
  ast::Expr* bitwiseOr() { return binary(0); }
  ast::Expr* binary(int level);
  ast::Expr* factor();
  ast::Expr* power();
  ast::Expr* awaitPrimary();
  ast::Expr* lambda();
  ast::Expr* tuple(int start, std::vector<ast::Expr*> items);

  // primaries.cpp
  ast::Expr* primary();
  ast::Expr* targetPrimary();
  bool targetLookahead();
  ast::Expr* slices();
  ast::Expr* slice();
  ast::Expr* atom();
  ast::Expr* group();
  ast::Expr* tupleDisplay();
  ast::Expr* listDisplay();
  ast::Expr* set();
  ast::Expr* dict();
  bool keyValuePair();
  bool doubleStarredPair();
  bool doubleStarredPairs();
  bool invalidDoubleStarredPairs();
  bool invalidPair();
  ast::Expr* generator();
  ast::Expr* listComprehension();
  ast::Expr* setComprehension();
  ast::Expr* dictComprehension();
  ast::Expr* invalidComprehension();
  ast::Comprehension* forIfClauses();
  ast::Comprehension* forIfClause();
  bool invalidForTarget();
  ast::Expr* lastOfComprehension(ast::Comprehension* clause);

  // arguments.cpp
  ast::Call* arguments();
  ast::Call* invalidArguments();
  ast::Call* args();
  bool kwargs(std::vector<ast::Keyword*>* keywords, std::vector<ast::Expr*>* starred);
  ast::PositionedNode* kwargOrStarred();
  ast::PositionedNode* kwargOrDoubleStarred();
  ast::PositionedNode* keyword();
  bool invalidKwarg();
  ast::Expr* starredExpression();
  ast::Expr* positionalArgument();
  bool positionalArguments(std::vector<ast::Expr*>* items);

  // targets.cpp
  ast::Expr* starTargets();
  ast::Expr* starTarget();
  ast::Expr* targetWithStarAtom();
  ast::Expr* starAtom();
  ast::Expr* singleTarget();
  ast::Expr* subscriptOrAttributeTarget();
  bool starTargetsSequence(bool needsComma);
  bool deleteTargets();
  ast::Expr* deleteTarget();
  ast::Expr* deleteAtom();

  // strings.cpp
  ast::Expr* strings();
  ast::Expr* plainString();
  ast::Expr* fString();
  ast::Expr* replacementField();
  bool replacementBody();
  bool conversion();
  bool formatSpec();
  bool formatSpecPart();
  bool invalidReplacementField();
  bool invalidConversion();
  ast::Constant* decode(std::string_view body, bool raw, const Token* place, ast::Constant* constant);
  void warnBadEscape(std::string_view badEscape, const Token* place);
  ast::Expr* number();

  Arena& arena_;
  Diagnostics& diagnostics_;
  const Source& source_;
  std::string_view filename_;
  ParseMode mode_;
  const ParseOptions& options_;
  Diagnostics lexed_;
  Lexer lexer_;
  std::deque<Token> tokens_;
  std::vector<Memo*> memos_;
  int mark_ = 0;
  int level_ = 0;
  bool mistakes_ = false;
  bool failed_ = false;
  bool started_ = false;
  SyntaxDiagnostic error_;  // kind None: none yet
  size_t lexerWarnings_ = 0;
};

// What a message calls an expression that stands where a target belongs.
const char* expressionName(const ast::Expr* expression);

enum class Diagnoser::Rule : uint8_t {
  SimpleStatement,
  Block,
  Expression,
  StarExpression,
  Disjunction,
  Conjunction,
  Inversion,
  Factor,
  AwaitPrimary,
  Strings,
  Arguments,
  StarTarget,
  TargetWithStarAtom,
  DeleteTarget,
  ClosedPattern,
  StarPattern,
  TypeParam,
  InvalidNamedExpression,
  Binary0,
  Binary1,
  Binary2,
  Binary3,
  Binary4,
  Binary5,
  Primary,
  TargetPrimary,
  // not memoised by CPython: these only save time, each pass by itself
  NamedExpression,
  StarNamedExpression,
  Atom,
  Slices,
  Generator,
  Args,
  ForIfClauses,
  Group,
  TupleDisplay,
  ListDisplay,
  ListComprehension,
  Dict,
  Set,
  DictComprehension,
  SetComprehension,
  Lambda,
  StarExpressions,
  InvalidExpression,
};

// Counts the rules that are active.
class Diagnoser::Level {
 public:
  explicit Level(Diagnoser& diagnoser, int weight = 1);
  ~Level() { diagnoser_.level_ -= weight_; }

 private:
  Diagnoser& diagnoser_;
  int weight_;
};

template <class T, class F>
T* Diagnoser::memo(Rule rule, bool shared, F body) {
  uint8_t pass = shared ? 0 : mistakes_ ? 2 : 1;
  void* result;
  if (lookUp(rule, pass, &result)) return static_cast<T*>(result);
  if (failed_) return nullptr;
  int mark = mark_;
  T* made = body();
  if (!failed_) remember(mark, rule, pass, const_cast<std::remove_const_t<T>*>(made));
  return made;
}

}  // namespace typhon::frontend
