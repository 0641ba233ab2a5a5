// Bytecode and feedback to graph.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backends/jit/graph/graph.h"
#include "backends/jit/helpers/helpers.h"
#include "backends/jit/host/state.h"
#include "frontend/bytecode/code_unit.h"
#include "frontend/bytecode/liveness.h"
#include "frontend/bytecode/operands.h"
#include "runtime/exec/steps/feed.h"
#include "runtime/ops/ops.h"
#include "runtime/types/function.h"

namespace typhon {
struct AttributeCache;
struct PolymorphicCache;
}  // namespace typhon

namespace typhon::jit {

// Walks the bytecode in its order, which only back edges go against, with one node per register. A block that several edges
// enter gets a phi for each register on which they differ; a loop header one for every register that matters.
//
// Registers that matter are the live ones and all named ones: locals() and tracebacks show variables that the program itself
// does not read any more.
class Builder {
 public:
  // `pc`: the loop head to enter at, or kFromStart. `function` is the one whose frame asked for compilation.
  Builder(Function* function, Code* code, uint32_t pc, const CodeState& state, bool unseenIsHot, Graph& graph);
  bool build(std::string* refusal);
  bool rangesFailed() const { return rangesFailed_; }  // the graph has to be built once more, with Graph::plainRanges

 private:
  using Op = bytecode::Op;
  // Where several ways meet again within an instruction, each with its result.
  struct Join {
    Block* block = nullptr;
    std::vector<Node*> values;
  };
  // What a call site is about to call.
  struct Target {
    Function* function = nullptr;  // or null: `callee`, of which the code is known
    Node* callee = nullptr;
    Code* code = nullptr;
    uint32_t window = 0;           // its arguments go behind the header there
    std::vector<Node*> arguments;  // prepare() puts them in the order of the parameters' registers
    Tuple* names = nullptr;        // of the last arguments, or null
    Continuation continuation = Continuation::Store;
    uint32_t destination = ~0u;  // the register of its result if that is not the instruction's A
    Node* extra = nullptr;
    std::vector<uint32_t> kept;  // registers that the continuation reads, besides those that are live across the call
    Join* stopped = nullptr;     // of a __next__ that is inlined: where its StopIteration leads
  };
  // For a call that is inlined into `parent`, which goes on at `join`.
  Builder(Builder& parent, Scope* scope, Join& join);
  struct BlockInfo {
    Block* block = nullptr;
    bool leader = false, header = false, started = false;
    int exceptionRegister = -1;
    std::vector<uint32_t> live;                 // registers that matter at its start
    std::vector<std::vector<Node*>> snapshots;  // per edge, parallel to live
    std::vector<std::vector<Node*>> phis;       // of loop heads, parallel to live: as many as what is there has parts
    std::vector<Node*> forms;                   // the same: what it is, if it has parts; else null
  };
  struct RangeLoop {
    uint32_t reg, getIter, header, end;  // pcs of GET_ITER, of FOR_ITER and behind the loop
    int64_t step;
  };

  // A loop over a generator: its register, pcs of GET_ITER, of FOR_ITER, of what follows that and behind the loop; the
  // generator's code and its YIELD.
  struct GeneratorLoop {
    uint32_t reg, getIter, header, body, end;
    Code* code;
    uint32_t yield;
  };

  // A consumer that is given the values of a generator whose code is built in (consumers.cpp).
  struct Feed {
    steps::Consumer consumer;
    Node* state;           // what it has gathered (steps/feed.h)
    Node* separator;       // of join; else anything
    Join decided;          // where it has its result
    Node* list = nullptr;  // what it gathers in, if it is one
    bool floats = false;   // sum() of floats
  };

  void findBlocks();
  bool isInLoop() const;
  std::vector<bool> reachableFrom(uint32_t start);
  void findRegion();
  bool isBehindRegion() const { return !parent_ && pc_ >= graph_.end; }
  std::vector<uint32_t> liveAt(uint32_t pc);
  BlockInfo& infoAt(uint32_t pc);
  void edge(uint32_t pc, Node* thrower = nullptr);
  void startBlock(uint32_t pc);
  void addEntry(uint32_t key, uint32_t pc);
  void raiseThrown(uint32_t suspended, uint32_t proper);
  void findHandler();
  void enterFunction();
  void instruction();
  bool neverRan(const bytecode::Decoded& d, uint32_t pc, const bytecode::Word* proper, const CodeState& state) const;

  // --- nodes of the current instruction
  Node* add(NodeOp op, Rep type, std::initializer_list<Node*> inputs = {}, uint64_t bits = 0, uint64_t more = 0);
  Node* helper(HelperId id, std::initializer_list<Node*> inputs, bool noTraceback = false);
  Node* quickHelper(HelperId id, std::initializer_list<Node*> inputs);
  Node* allocating(HelperId id, std::initializer_list<Node*> inputs, uint32_t shape = 0);  // of the shape, if not 0
  Node* guard(NodeOp op, Rep type, std::initializer_list<Node*> inputs, uint64_t bits = 0, uint64_t more = 0);
  Node* number(uint64_t n) {  // a word that is not a Value, for helpers
    Node* word = raw(n);
    word->more = 1;
    return word;
  }
  Node* raw(uint64_t bits);
  Node* constant(Value v);
  Node* boolean(bool b) {  // a constant condition
    Node* n = constant(Value::boolean(b));
    n->type = Rep::Bool;
    return n;
  }
  Node* object(const Object* o) { return constant(Value(o)); }
  Node* name(uint32_t index);
  Node* read(uint32_t reg);
  void write(uint32_t reg, Node* n) { registers_[reg] = n; }
  void spill(uint32_t base, uint32_t count);
  void reload(uint32_t base, uint32_t count);
  FrameState* state();
  FrameState* callState(const std::vector<uint32_t>& kept);  // while the instruction's call runs
  void refine(Node* from, Node* to);
  Block* newBlock();
  void startNew(Block* b, Block* from);  // an empty block that one edge leads to
  void meet(Join& join, Node* value);    // the current block ends there
  Node* afterJoin(Join& join);           // goes on behind it with the result
  void finish(Node* last);               // the current block has ended
  void jump(uint32_t pc);
  static std::optional<bool> outcome(Node* condition);
  void branch(Node* condition, uint32_t taken);  // jump to pc if true, fall through
  void branchUnless(Node* condition, uint32_t taken);
  Node* truth(Node* n);

  // --- what the instruction's site has met
  uint64_t feedback(unsigned word = 0) const { return words_[proper_ + 1 + word].bits; }
  Op quick() const { return words_[proper_].op; }
  // Whether the call has met a generator that it resumes.
  bool resumesGenerator() const {
    return quick() == Op::CALL_FEED || quick() == Op::CALL_METHOD_FEED || quick() == Op::CALL_NEXT ||
           quick() == Op::CALL_METHOD_SEND;
  }
  bool mayGuess() const { return state_.mayGuess(pc_); }
  bool mayBranch() const { return state_.mayBranch(pc_); }
  Node* asInt(Node* n);
  Node* asFloat(Node* n);
  Node* boolAsInt(Node* n);
  // words.cpp
  bool areWords(Node* a, Node* b, uint64_t left, uint64_t right) const;
  Node* asWord(Node* n);
  Node* wordArithmetic(BinaryOp op, Node* a, Node* b, uint64_t left, uint64_t right);
  // complex.cpp
  Node* asComplex(Node* n, uint64_t seen);
  Node* complexArithmetic(BinaryOp op, Node* a, Node* b, uint64_t left, uint64_t right);
  Node* newComplex(const std::vector<Node*>& arguments);
  Node* complexPart(Node* n, unsigned part) { return add(NodeOp::ComplexPart, Rep::Float, {n}, part); }
  bool loadComplexPart(Node* v);
  Node* floatArgument(Node* n);  // intrinsics.cpp
  Node* intArgument(Node* n);
  Node* floatCall(double (*function)(double), Node* x);
  Node* floatCall(double (*function)(double, double), Node* x, Node* y);
  Node* floatOperator(BinaryOp op, Node* x, Node* y);
  uint32_t containerOf(Node* v) const;
  Node* extreme(bool least, const std::vector<Node*>& arguments);
  Node* asStr(Node* n);
  bool isInt(Node* n) const { return n->type == Rep::Int; }

  // --- instruction groups
  bool operators();  // build_operators.cpp
  Node* arithmetic(BinaryOp op, bool inplace, Node* a, Node* b);
  Node* comparison(CompareOp op, Node* a, Node* b, bool branches);
  // Nodes that stand for an object which is not made (RangeState, GeneratorState), whose parts are values on their own.
  static void partsOf(Node* n, std::vector<Node*>* parts);
  static bool sameForm(const Node* form, const Node* n);
  Node* madeOf(const Node* form, const std::vector<Node*>& parts, size_t* next);
  Node* formAt(uint32_t pc, uint32_t reg);
  // generator_loops.cpp
  void findGeneratorLoops();
  const GeneratorLoop* generatorLoopAt(uint32_t getIterOrHeader) const;
  Node* generatorForm(const GeneratorLoop& l);
  Node* unpackGenerator(Node* it, const GeneratorLoop& l);
  Node* generatorState(const Node* like, std::vector<Node*> parts);
  Node* newGenerator();
  void beginGenerator(const GeneratorLoop& l, Node* it);
  void resumeGenerator(const GeneratorLoop& l, Node* state);
  void yieldToLoop(Node* v);
  // python_iterators.cpp
  bool iteratesItself(Node* v);
  bool callNext(Node* it);
  Block* stopBlock();
  void endStopBlock();
  bool raiseStop(Node* e);
  // exceptions.cpp
  Node* newException(typhon::Type* type, const std::vector<Node*>& arguments);
  Node* constructException(typhon::Type* type, uint32_t window, const std::vector<Node*>& arguments, Tuple* names);
  Node* exceptionOf(Node* e);
  Node* matchException(Node* e, const Node* wanted);
  Node* exchangeHandled(Node* e, HelperId general);
  // generator_steps.cpp
  std::vector<uint32_t> stepPlaces(Code* code) const;
  bool stepGenerator(Node* it);
  void stepFrom(Code* code, uint32_t place, Node* it, Join& yielded, Join& finished);
  void suspendInPlace(Node* v);
  // consumers.cpp
  bool mayFeed(Code* code) const;
  Node* consume(Value callee, const std::vector<Node*>& arguments);
  void beginFeed(Feed& feed, Node* generator);
  Node* feedField(unsigned field);
  void setFeedField(unsigned field, Node* v);
  Block* split(Node* condition);
  void feedValue(Node* v);
  void addToSum(Node* v);
  Node* feedResult(Feed& feed);
  // range_loops.cpp
  static std::vector<RangeLoop> rangeLoopsOf(const bytecode::CodeUnit& unit, const bytecode::Word* words, const CodeState& state,
                                             bool goesOn);
  Node* rangeForm(int64_t step);
  const RangeLoop* rangeLoopOf(uint32_t getIter) const;
  Node* rangeState(Node* next, Node* stop, int64_t step);
  Node* unpackRange(Node* it, int64_t step);
  void checkStep(Node* stop, int64_t step);
  void unpackRangesAt(uint32_t pc);
  Node* newRange(const std::vector<Node*>& arguments);
  bool beginRange(Node* v);
  void forRange(Node* range);
  Node* newPhi(uint32_t pc, uint32_t reg, const std::vector<Node*>& inputs);
  // build_special.cpp
  static Cell* methodCell(typhon::Type* type, Str* name);
  bool checkUnrelated(Node* other, uint64_t bits, uint64_t shape, typhon::Type* type);
  template <typename General>
  Node* orGeneral(Node* quick, General general);
  static bool mayBeFound(const Node* key);
  Node* contains(Node* item, Node* container);
  Node* callOperator(Cell* cell, typhon::Type* type, Node* self, Node* other, Continuation continuation,
                     std::vector<uint32_t> kept, HelperId declined, uint64_t operation, Node* a, Node* b);
  Node* binaryMethod(BinaryOp op, bool inplace, Node* a, Node* b);
  Node* comparisonMethod(CompareOp op, Node* a, Node* b, bool branches);
  Node* comparisonOfIdentity(CompareOp op, Node* a, Node* b);
  Node* operandAgain(Node* b, bool branches);
  Node* specialMethod(uint64_t shape, Str* name, Node* self, Target& target);
  bool enterContext(Node* manager);
  Node* itemMethod(Str* name, Node* v, std::vector<Node*> arguments, Continuation continuation);
  bool objects();     // build_objects.cpp: names, subscripts, displays
  bool attributes();  // build_attributes.cpp
  bool iteration();   // build_iteration.cpp: iteration and unpacking
  bool control();     // build_control.cpp: calls, generators, exceptions
  bool appendsEachTime(bool* mayCall) const;
  void unboundCheck(Node* v, HelperId id, std::initializer_list<Node*> inputs);
  Node* cellValue(Cell* cell);
  Node* mutableCell(Cell* cell);
  bool storeToCell(Cell* cell, Node* v);
  Node* checkIndex(Node* length, Node* index);
  // scalars.cpp
  struct Scalars {
    char code;  // the type code that an array of such items has
    Node *storage, *length;
  };
  bool scalarsOf(Node* v, Scalars* out);
  Node* loadScalar(Node* v, Node* key);
  bool storeScalar(Node* v, Node* key, Node* x);
  Node* loadItem(Node* v, Node* key);
  Node* loadStepped(Node* v, Node* slice);
  bool storeItem(Node* v, Node* key, Node* x);
  Node* attributeValue(Cell* cell);
  bool shapesLive() const;
  std::vector<uint64_t> shapesMet() const;
  bool branches() const;
  Block* branchOnShape(Node* v);
  Node* constantAttribute(Node* v, Node** self);
  Node* shapeChecked(Node* v);
  void classUnchanged();
  typhon::Type* cachedType(const AttributeCache* cache);
  bool callAccessor(Value f, std::vector<Node*> arguments, Continuation continuation);
  bool loadAttribute(Node* v);
  bool storeAttribute(Node* v, Node* x);
  bool loadMethodKnown(Node* v);
  void loadAttributeBranching(Node* v);
  void storeAttributeBranching(Node* v, Node* x);
  void loadMethodBranching(Node* v);
  bool loadSuperMethodKnown();
  void forIter(bool mayStep = true);
  void forIterPair(Node* it);
  void loadPolymorphic(const PolymorphicCache* cache, Node* v, Node** checked, Node** offset);

  // --- calls of what is known (build_calls.cpp). Null: there is no shorter way.
  Node* callGeneral(Node* callee, Node* self, bool method, bool keywords);
  Node* callMethodUnsure(Node* callee, Node* self);
  // `names`: of the last arguments, or null.
  Node* callKnown(Node* callee, uint32_t window, std::vector<Node*> arguments, bool method, Tuple* names = nullptr);
  Node* callConstant(Value callee, uint32_t window, std::vector<Node*> arguments, Tuple* names = nullptr);
  Node* callNative(NativeFunction* f, uint32_t window, const std::vector<Node*>& arguments);
  Node* callNativeClass(typhon::Type* type, uint32_t window, const std::vector<Node*>& arguments);
  Node* callBound(Node* callee, uint32_t window, std::vector<Node*> arguments, Tuple* names);
  Node* callInstance(Node* callee, uint32_t window, std::vector<Node*> arguments);
  static typhon::Type* typeKnown(Node* n);  // the exact type of what n is; or null
  Node* callStarred();
  std::optional<bool> derives(Node* v, typhon::Type* base);
  Node* lookup(NativeFunction* f, const std::vector<Node*>& arguments);      // intrinsics.cpp
  Node* resumeCall(NativeFunction* f, const std::vector<Node*>& arguments);  // intrinsics.cpp
  Node* isInstance(Node* v, Node* classes);                                  // intrinsics.cpp
  Node* intrinsic(NativeFunction* f, const std::vector<Node*>& arguments);   // intrinsics.cpp
  Node* construct(typhon::Type* type, uint32_t window, std::vector<Node*> arguments, Tuple* names);
  bool prepare(Target& target);  // guards, defaults; false: not that plain
  Node* callFunction(Target& target);
  // inlining.cpp
  bool isColdHandler(const CodeState& state, uint32_t target) const;
  size_t wordsToInline(const Code* code) const;
  bool mayInline(Code* code) const;
  bool hasRoomFor(size_t words) const;
  static uint64_t globalsOf(Code* code);
  Node* inlineCall(Target& target);
  void walk();

  Builder* parent_ = nullptr;  // of an inlined call
  Join* join_ = nullptr;
  Join* yieldJoin_ = nullptr;   // of a step of a generator: where it has yielded
  Join* stopped_ = nullptr;     // of a __next__ that a loop calls: where its StopIteration leads
  Block* stopBlock_ = nullptr;  // where what it raises is told from StopIteration
  Feed* feed_ = nullptr;        // of a generator that is consumed: who takes what it yields
  Scope* scope_;
  Function* function_;  // null in an inlined call of which only the code is known
  Code* code_;
  const bytecode::CodeUnit& unit_;
  const bytecode::Word* words_;
  uint32_t start_;
  const CodeState& state_;
  bool unseenIsHot_;  // an instruction without feedback was never executed, not: had no chance yet
  Graph& graph_;
  std::vector<BlockInfo> blocks_;                     // by pc
  std::vector<std::pair<uint32_t, uint32_t>> loops_;  // pcs of their heads and of the jumps back
  std::vector<RangeLoop> rangeLoops_;
  std::vector<GeneratorLoop> generatorLoops_;
  Block* yielded_ = nullptr;  // of a generator that goes on within its loop: where it has yielded, and what
  Node* yieldedValue_ = nullptr;
  std::vector<Node*> yieldedRegisters_;
  // Phis of a LOAD_METHOD that branches: what they may be besides anything.
  std::vector<std::pair<Node*, std::vector<uint64_t>>> methodWays_;
  // The dict of keyword arguments that the instructions before emptyUntil_ have made, as long as nothing is in it.
  Node* empty_ = nullptr;
  uint32_t emptyUntil_ = 0;
  bool rangesFailed_ = false;  // a RangeState meets something else: it has to be done without them
  std::vector<Node*> registers_;
  Block* current_ = nullptr;  // null behind a jump
  uint32_t pc_ = 0, proper_ = 0, next_ = 0;
  bool mayTrace_ = false;  // the instruction before has called something that may have turned tracing on
  bytecode::Decoded d_;
  FrameState* frameState_ = nullptr;
  Block* handler_ = nullptr;
  uint32_t handlerPc_ = 0;
  bool hasHandler_ = false;
  bool tooLarge_ = false;
};

// What `quick` has found, or, where that is the error mark, what `general` does in a block of its own.
template <typename General>
Node* Builder::orGeneral(Node* quick, General general) {
  add(NodeOp::Branch, Rep::None, {add(NodeOp::IsBits, Rep::Bool, {quick}, Value::kErrorBits)});
  Block *before = current_, *rest = newBlock(), *direct = newBlock();
  rest->cold = true;
  startNew(rest, before);
  startNew(direct, before);
  Join join;
  std::vector<Node*> registers = registers_;
  current_ = rest;
  meet(join, general());
  registers_ = std::move(registers);
  current_ = direct;
  meet(join, quick);
  return afterJoin(join);
}

// Builds the graph; false with the reason if the code cannot be compiled.
bool buildGraph(Function* function, Code* code, uint32_t pc, const CodeState& state, bool unseenIsHot, Graph& graph,
                std::string* refusal);

}  // namespace typhon::jit
