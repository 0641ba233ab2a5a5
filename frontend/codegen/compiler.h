// The code generator: one Compiler per compilation, one Unit per code block being generated. Private to this folder;
// generate.h is the door. Expressions are compiled in three ways: `into` a given register, as an `operand` in whatever
// register is cheapest (a local in place), or for their `effect`.
//
// Registers below kTemp are named ones in order of first use; those from kTemp up are temporaries, allocated like a
// stack. assemble.cpp gives both their final numbers.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "frontend/ast/identifier_map.h"
#include "frontend/ast/nodes.h"
#include "frontend/bytecode/code_unit.h"
#include "frontend/compile.h"
#include "frontend/diagnostic.h"
#include "frontend/sema/symtable.h"

namespace typhon::frontend::codegen {

using bytecode::CodeUnit;
using bytecode::Intrinsic;
using bytecode::kFrameHeaderWords;
using bytecode::Op;
using sema::NameScope;
using sema::Scope;
using Loc = ast::Position;
using Reg = uint32_t;

inline constexpr Reg kTemp = 1u << 28;
inline constexpr Reg kNoReg = ~0u;
inline constexpr Loc kNoLoc{0, -1, 0, -1};
inline bool isTemp(Reg reg) { return reg != kNoReg && reg >= kTemp; }

using Label = uint32_t;
inline constexpr Label kNoLabel = ~0u;

// An instruction before assembly. Indices of constants and names and 32-bit numbers stand in the first of the two fields
// they are spread over; a jump's target is `label`.
struct Ins {
  Op op;
  bool removed = false;
  bool marksLine = false;   // removed, but its line counts as executed: an operand that is used in place
  bool ownTargets = false;  // an UNPACK_SEQUENCE whose registers are used by the moves behind it only
  uint32_t a = 0, b = 0, c = 0;
  Label label = kNoLabel;
  int32_t handler = -1;
  Loc loc;
};

// A range of code whose exceptions go to `target`. An instruction names the innermost one it lies in.
struct Handler {
  int32_t parent;
  Label target;
  Reg exceptionRegister;
};

struct Local {
  Identifier name;
  uint8_t kind;  // bytecode::LocalKind bits
  bool isParameter;
  uint32_t order = ~0u;  // of first use, which decides the final number
};

enum class BlockType : uint8_t {
  Loop,
  TryExcept,
  ExceptionHandler,
  GroupHandler,
  HandlerCleanup,
  FinallyTry,
  FinallyEnd,
  With,
  AsyncWith,
};

// What stands between a statement and the end of its function, for break, continue and return (as CPython's fblocks).
struct Block {
  BlockType type;
  Loc loc{};
  Label start = kNoLabel, exit = kNoLabel;  // Loop: where continue and break go
  int32_t outerHandler = -1;                // the handler outside this block
  std::span<ast::Stmt*> finalBody{};        // FinallyTry
  Reg saved = kNoReg;                       // the exception state to restore, or the bound __exit__
  Identifier name{};                        // HandlerCleanup: `except .. as name`
  bool endless = false;                     // Loop: there is no test, so jumps back stand for the loop's line
};

enum class UnitKind : uint8_t { Module, Class, Function, AsyncFunction, Lambda, Comprehension, TypeParameters };

// A comprehension being compiled into its host (PEP 709): the registers of its own names.
struct Inlined {
  Scope* scope;
  std::vector<std::pair<Identifier, Reg>> registers;
};

struct ConstantKeyHash {
  size_t operator()(const std::string& key) const { return std::hash<std::string>()(key); }
};

struct Unit {
  Unit* outer = nullptr;
  UnitKind kind = UnitKind::Module;
  Scope* scope = nullptr;
  Identifier privateName;
  std::shared_ptr<CodeUnit> code = std::make_shared<CodeUnit>();
  std::vector<Ins> instructions;
  std::vector<uint32_t> labels;  // instruction index, ~0 while unbound
  std::vector<uint32_t> labelUses;
  std::vector<Handler> handlers;
  int32_t handler = -1;
  std::vector<bool> handlerUsed;
  bool reachable = true;
  uint32_t tempTop = 0, tempMax = 0;
  std::vector<Local> locals;
  IdentifierMap<Reg> localIndex;
  IdentifierMap<Reg> hiddenIndex;  // of inlined comprehensions
  std::unordered_map<std::string, uint32_t> constantIndex;
  IdentifierMap<uint32_t> nameIndex;
  std::vector<Block> blocks;
  std::vector<Inlined> inlined;
  uint32_t nextOrder = 0;
  Reg classCell = kNoReg, classDict = kNoReg;  // a class's implicit cells
  Loc lastLoc = kNoLoc;
  bool isAsyncGenerator = false;
};

// How a name is reached from where it stands.
enum class Access : uint8_t {
  Fast,       // in register `reg`
  Cell,       // in the cell in register `reg`
  ClassCell,  // in the class namespace, else in the cell
  DictCell,   // in the mapping __classdict__, else in the cell
  Global,
  DictGlobal,  // in the mapping __classdict__, else global
  Name,
};
struct NameRef {
  Access access;
  Reg reg = kNoReg;
  Identifier name{};  // mangled
};

struct PatternState;

class Compiler {
 public:
  Compiler(Arena& arena, Diagnostics& diagnostics, sema::SymbolTable& table, std::string_view filename,
           const CompileOptions& options, uint32_t futureFlags, int32_t lastFutureLine)
      : arena_(arena),
        diagnostics_(diagnostics),
        table_(table),
        filename_(filename),
        options_(options),
        futureFlags_(futureFlags),
        lastFutureLine_(lastFutureLine) {}

  std::shared_ptr<CodeUnit> program(ast::Mod* tree);

 private:
  friend class TempScope;

  // --- errors and warnings
  bool failed() const { return diagnostics_.failed(); }
  void error(const Loc& at, std::string message);
  void warn(const Loc& at, std::string message);
  bool enterDepth();
  void leaveDepth() { --depth_; }
  bool forbidden(const Loc& at, Identifier name, ast::ExprContext ctx);

  // --- units (function.cpp)
  void enterUnit(Identifier name, UnitKind kind, Scope* scope, int32_t firstLine);
  std::shared_ptr<CodeUnit> leaveUnit();
  std::string qualifiedName(std::string_view name) const;

  // --- emission (emit.cpp)
  void emit(const Loc& loc, Op op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0);
  void jump(const Loc& loc, Op op, Label target, uint32_t a = 0, uint32_t b = 0);
  // For an operand that needs no instruction: if it stands on a line of its own, that line is executed all the same.
  void markLine(const Loc& loc);
  Label newLabel();
  void bind(Label label);
  // A new handler inside the current one; code emitted while it is current is protected.
  int32_t newHandler();
  // Begins a handler's code: exceptions of the code it protects arrive here, in the register.
  void bindHandler(int32_t handler, Reg exceptionRegister);
  Reg newTemp() { return newTemps(1); }
  Reg newTemps(uint32_t count);
  Reg scratchOr(Reg scratch) { return isTemp(scratch) ? scratch : newTemp(); }
  uint32_t nameIndex(Identifier mangled);
  uint32_t mangledIndex(Identifier name) { return nameIndex(mangled(name)); }
  uint32_t constantIndex(bytecode::Constant constant);
  Identifier mangled(Identifier name) { return sema::mangle(arena_, u_->privateName, name); }
  Identifier intern(std::string_view text) { return arena_.intern(text); }
  void move(const Loc& loc, Reg dest, Reg source);
  void loadConstant(const Loc& loc, Reg dest, const ast::ConstantValue& value);
  void loadConstant(const Loc& loc, Reg dest, bytecode::Constant value);
  void loadNone(const Loc& loc, Reg dest) { loadConstant(loc, dest, bytecode::Constant{}); }
  void loadText(const Loc& loc, Reg dest, std::string_view text);

  // --- names (names.cpp)
  Reg localRegister(Identifier mangledName, uint8_t kind);
  NameRef resolve(Identifier name);
  NameRef find(Identifier name);  // the same, without counting as a use
  void loadName(const Loc& loc, Identifier name, Reg dest);
  Reg nameOperand(const Loc& loc, Identifier name, Reg scratch);
  void storeName(const Loc& loc, Identifier name, Reg value);
  void deleteName(const Loc& loc, Identifier name);
  // The register of a local that can be written directly, or kNoReg. The name counts as used only from firstUse() on.
  Reg directTarget(ast::Expr* target);
  void firstUse(Reg local);
  Reg cellRegister(Identifier mangledName);
  void unbindName(const Loc& loc, Identifier name);

  // --- expressions (expr.cpp, literal.cpp)
  void into(ast::Expr* node, Reg dest);
  void intoInner(ast::Expr* node, Reg dest);
  Reg operand(ast::Expr* node, Reg scratch = kNoReg);
  // As operand, for a value that must survive the evaluation of `later`.
  Reg operandBefore(ast::Expr* node, std::span<ast::Expr* const> later, Reg scratch = kNoReg);
  Reg guard(const Loc& loc, Reg reg, std::span<ast::Expr* const> later);
  bool mayRebind(std::span<ast::Expr* const> later);
  void effect(ast::Expr* node);
  // Evaluates the nodes into new consecutive temporaries and returns the first.
  Reg consecutive(std::span<ast::Expr* const> nodes);
  void binary(ast::BinOp* node, Reg dest);
  void emitBinary(const Loc& loc, ast::BinaryOperator op, bool inplace, Reg dest, Reg left, ast::Expr* right);
  void unary(ast::UnaryOp* node, Reg dest);
  void boolOp(ast::BoolOp* node, Reg dest);
  void conditional(ast::IfExp* node, Reg dest);
  void compare(ast::Compare* node, Reg dest);
  void emitCompare(const Loc& loc, ast::CompareOperator op, Reg dest, Reg left, Reg right);
  void checkCompare(ast::Compare* node);
  void checkSubscript(ast::Subscript* node);
  void checkCall(ast::Expr* callee);
  void attribute(ast::Attribute* node, Reg dest);
  void subscript(ast::Subscript* node, Reg dest);
  void slice(ast::Slice* node, Reg dest);
  Reg sliceBounds(ast::Slice* node);
  void namedExpression(ast::NamedExpr* node, Reg dest);
  Loc attributeLoc(Loc loc, ast::Attribute* node) const;
  void tuple(ast::Tuple* node, Reg dest);
  void listDisplay(const Loc& loc, std::span<ast::Expr*> elements, Reg dest);
  void setDisplay(ast::Set* node, Reg dest);
  void dictDisplay(ast::Dict* node, Reg dest);
  void appendAll(const Loc& loc, std::span<ast::Expr*> elements, Reg list);
  void joinedString(ast::JoinedStr* node, Reg dest);
  void formattedValue(ast::FormattedValue* node, Reg dest);
  void yield(ast::Yield* node, Reg dest);
  void yieldFrom(ast::YieldFrom* node, Reg dest);
  void await(ast::Await* node, Reg dest);
  // Runs the iterator in `iterator` to its end, yielding what it yields; its result goes to `value`, a temporary.
  void delegate(const Loc& loc, Reg iterator, Reg value);
  Reg superArguments(ast::Attribute* node);

  // --- conditions (condition.cpp)
  // Jumps to `target` when the truth of `node` is `when`, falls through otherwise.
  void jumpIf(ast::Expr* node, Label target, bool when);
  void jumpIfInner(ast::Expr* node, Label target, bool when);
  void jumpIfCompare(const Loc& loc, ast::CompareOperator op, Reg left, ast::Expr* right, Label target, bool when);
  // 1 or 0 when the truth is known at compile time and evaluation has no effect, else -1.
  int knownTruth(ast::Expr* node) const;

  // --- calls (call.cpp)
  Reg windowBase(Reg dest);
  void call(ast::Call* node, Reg dest);
  void methodCall(ast::Call* node, ast::Attribute* method, Reg dest);
  void callWithUnpacking(ast::Call* node, Reg base, Reg dest);
  // Argument registers must follow the window's header; calls with `count` plain arguments from `extra` registers that
  // are set already.
  void finishCall(const Loc& loc, Reg dest, Reg base, std::span<ast::Expr* const> args, std::span<ast::Keyword* const> keywords,
                  uint32_t extra);
  // Tuple and dict of a call with stars into `slots` and the register behind it, the arguments of the window at `base`.
  // `extraFirst` names two registers of leading arguments (a class's body and name), or is kNoReg.
  void unpackedArguments(const Loc& loc, Reg base, Reg slots, std::span<ast::Expr* const> args,
                         std::span<ast::Keyword* const> keywords, Reg extraFirst);
  void checkKeywords(std::span<ast::Keyword* const> keywords);

  // --- comprehensions (comprehension.cpp)
  void comprehension(ast::Expr* node, Reg dest);
  void inlinedComprehension(ast::Expr* node, Scope* scope, Reg dest);
  void generatorExpression(ast::Expr* node, Scope* scope, Reg dest);
  void comprehensionLoop(ast::Expr* node, std::span<ast::Comprehension*> generators, size_t index, Reg iterator, Reg accumulator);
  void comprehensionElement(ast::Expr* node, Reg accumulator);

  // --- statements (stmt.cpp)
  void body(std::span<ast::Stmt*> statements);
  void statement(ast::Stmt* node);
  void statementInner(ast::Stmt* node);
  void expressionStatement(ast::ExprStmt* node);
  void assign(ast::Assign* node);
  bool assignPairwise(ast::Tuple* target, ast::Expr* value);
  void store(ast::Expr* target, Reg value);
  void unpack(const Loc& loc, std::span<ast::Expr*> targets, Reg value);
  void augAssign(ast::AugAssign* node);
  void annAssign(ast::AnnAssign* node);
  void checkAnnotationSubscript(ast::Expr* node);
  void deleteTarget(ast::Expr* target);
  void assertion(ast::Assert* node);
  void raiseStatement(ast::Raise* node);
  void import(ast::Import* node);
  void importFrom(ast::ImportFrom* node);
  void ifStatement(ast::If* node);
  void returnStatement(ast::Return* node);

  // --- loops and unwinding (loop.cpp)
  void pushBlock(Block block);
  void popBlock() { u_->blocks.pop_back(); }
  void whileLoop(ast::While* node);
  void forLoop(ast::For* node);
  void asyncForLoop(ast::AsyncFor* node);
  void leaveLoop(const Loc& loc, bool isBreak);
  // Emits what leaving the blocks from the innermost down to `depth` takes.
  void unwindTo(Loc& loc, size_t depth, bool isReturn);
  void unwindBlock(Loc& loc, const Block& block);
  bool unwindingRunsCode() const;

  // --- exceptions and with (try.cpp, with.cpp)
  void tryStatement(std::span<ast::Stmt*> body, std::span<ast::ExceptHandlerNode*> handlers, std::span<ast::Stmt*> orelse,
                    std::span<ast::Stmt*> finalBody, const Loc& loc, bool star);
  void tryExcept(std::span<ast::Stmt*> body, std::span<ast::ExceptHandlerNode*> handlers, std::span<ast::Stmt*> orelse,
                 const Loc& tryLoc);
  void tryExceptStar(std::span<ast::Stmt*> body, std::span<ast::ExceptHandlerNode*> handlers, std::span<ast::Stmt*> orelse,
                     const Loc& loc);
  void withStatement(const Loc& loc, std::span<ast::WithItem*> items, std::span<ast::Stmt*> body, bool isAsync);
  void callExitWithNones(const Loc& loc, Reg exitRegister, bool isAsync);

  // --- functions, classes, generics (function.cpp, class.cpp, generics.cpp)
  template <class Function>
  void functionDefinition(Function* node, bool isAsync);
  void lambda(ast::Lambda* node, Reg dest);
  void functionBody(const ast::Stmt* node, Identifier name, ast::Arguments* args, std::span<ast::Stmt*> statements, bool isAsync,
                    int32_t firstLine);
  void setUpParameters(ast::Arguments* args);
  void prologue(int32_t firstLine);
  void finishGenerator(int32_t handler);
  // The defaults as a tuple and the keyword defaults as a dict in new temporaries; kNoReg where there are none.
  Reg positionalDefaults(const Loc& loc, ast::Arguments* args);
  Reg keywordDefaults(const Loc& loc, ast::Arguments* args);
  Reg annotations(const Loc& loc, ast::Arguments* args, ast::Expr* returns);
  void annotationValue(ast::Expr* node, Reg dest);
  void checkParameters(ast::Arguments* args);
  // Makes a function of a finished unit, closure included, in `dest`, a temporary.
  void makeFunction(const Loc& loc, std::shared_ptr<CodeUnit> code, Scope* scope, Reg dest);
  Reg decorators(std::span<ast::Expr*> nodes, std::vector<Reg>& registers);
  void applyDecorators(std::span<ast::Expr*> nodes, const std::vector<Reg>& bases, Reg value);
  void classDefinition(ast::ClassDef* node);
  std::shared_ptr<CodeUnit> classBody(ast::ClassDef* node, int32_t firstLine, Scope* scope);
  void buildClass(ast::ClassDef* node, const Loc& loc, std::shared_ptr<CodeUnit> code, Scope* scope, Identifier extra, Reg dest);
  void namespaceBody(std::span<ast::Stmt*> statements, const Loc& entry);
  void typeParameters(std::span<ast::TypeParam*> nodes, Reg dest);
  void typeAlias(ast::TypeAlias* node);
  void typeAliasValue(ast::TypeAlias* node, Identifier name, Reg typeParameters, Reg dest);
  void callNoArguments(const Loc& loc, Reg function, Reg dest);

  // --- match (match.cpp)
  void matchStatement(ast::Match* node);
  void pattern(ast::Pattern* node, Reg subject, PatternState& state);
  void sequencePattern(ast::MatchSequence* node, Reg subject, PatternState& state);
  void mappingPattern(ast::MatchMapping* node, Reg subject, PatternState& state);
  void classPattern(ast::MatchClass* node, Reg subject, PatternState& state);
  void orPattern(ast::MatchOr* node, Reg subject, PatternState& state);
  void capture(const Loc& loc, Identifier name, Reg value, PatternState& state);
  void emitBinaryConstant(const Loc& loc, Reg dest, Reg left, int64_t value);

  Arena& arena_;
  Diagnostics& diagnostics_;
  sema::SymbolTable& table_;
  std::string_view filename_;
  const CompileOptions& options_;
  uint32_t futureFlags_;
  Unit* u_ = nullptr;
  std::vector<std::unique_ptr<Unit>> units_;
  std::vector<std::vector<Ins>> spareInstructions_;  // empty, with the room that finished units had
  int depth_ = 0;
  bool interactive_ = false;
  int32_t lastFutureLine_ = -1;
};

// Releases the temporaries allocated in its life.
class TempScope {
 public:
  explicit TempScope(Compiler& compiler) : unit_(compiler.u_), top_(compiler.u_->tempTop) {}
  ~TempScope() { unit_->tempTop = top_; }
  TempScope(const TempScope&) = delete;
  TempScope& operator=(const TempScope&) = delete;

 private:
  Unit* unit_;
  uint32_t top_;
};

// The constant as the code unit keeps it (big integers as hexadecimal digits).
bytecode::Constant toConstant(const ast::ConstantValue& value);

// Control-flow clean-up and definite assignment over a finished instruction list (flow.cpp).
void optimise(Unit& unit);
// Final register numbers, encoding, jump and handler tables (assemble.cpp).
void assemble(Unit& unit);
// The final number of a temporary or named register, for flow.cpp and assemble.cpp.
struct RegisterMap;

}  // namespace typhon::frontend::codegen
