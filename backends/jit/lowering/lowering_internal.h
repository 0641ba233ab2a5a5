// The state of lowering one graph; shared by the files of this folder.
#pragma once

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Module.h>

#include <array>
#include <functional>
#include <unordered_map>
#include <vector>

#include "backends/jit/graph/graph.h"
#include "backends/jit/helpers/helpers.h"
#include "backends/jit/host/state.h"

namespace typhon::jit {

class Lowering {
 public:
  Lowering(Graph& graph, llvm::Module& module, const std::string& symbol, uint32_t exitEvery,
           const std::vector<uint64_t>* pointers);
  void run();
  bool complete() const { return complete_; }  // all addresses came from the table

 private:
  using V = llvm::Value*;
  using BB = llvm::BasicBlock*;
  // What memory holds: registers of all frames, by their distance from the outermost frame's first one (null is unknown), and
  // which inlined functions' frames have their header.
  struct Home {
    std::vector<const Node*> words;
    std::vector<bool> headers;
  };

  void emitEntry(BB entry);
  void emitBlock(Block* block);
  void emit(Node* n);
  bool emitNumeric(Node* n);  // numeric.cpp
  void divideUnsigned(Node* n);
  V callFinite(Node* n);
  void orderStrs(Node* n);
  V numberOf(Node* n, Node* operand, V* exact);
  V byNumbers(Node* n, const std::function<V(V, V)>& ints, const std::function<V(V, V, V exact)>& floats);
  bool emitWord(Node* n);  // words.cpp
  V wordOf(Node* n);
  void emitWordOperation(Node* n);
  V boxWord(V word);          // as a Value
  bool emitComplex(Node* n);  // complex.cpp
  V complexOf(V real, V imaginary);
  V boxComplex(V number);
  std::pair<V, V> partsOf(V number);  // the bits of its two doubles
  void emitFindItem(Node* n);         // lookups.cpp
  V wholeNumber(Node* n, llvm::Intrinsic::ID id, V x, V y);
  void emitNumberOperation(Node* n);
  void emitCompareNumber(Node* n);
  bool emitObject(Node* n);     // objects.cpp
  bool emitScalar(Node* n);     // scalars.cpp
  bool emitControl(Node* n);    // lowering.cpp
  bool emitCall(Node* n);       // calls.cpp
  bool emitFrame(Node* n);      // frames.cpp
  bool emitIntrinsic(Node* n);  // intrinsics.cpp
  bool emitIteration(Node* n);  // iteration.cpp
  void emitNextPair(Node* n);
  V stepSequence(V it, V isList, BB end);
  bool emitAllocation(Node* n);  // allocation.cpp
  void emitNewInstance(Node* n);
  void emitNewObject(Node* n);
  bool emitGenerator(Node* n);  // generators.cpp
  void emitNewGenerator(Node* n);
  void emitWaitsAt(Node* n);
  // `bytes` of memory with an object's header, as a Value, while the fast path of allocateObject goes and `also` holds (null: it
  // does); else what the helper returns, which may raise.
  V allocateInLine(Node* n, uint64_t bytes, uint32_t shape, Kind kind, V also, HelperId slow, std::initializer_list<V> arguments,
                   const std::function<void(V object)>& fill);
  V merge(std::initializer_list<std::pair<V, BB>> ways);  // the value of the way that was come by

  // --- values
  V native(Node* n);                      // in the node's own representation
  V tagged(Node* n, V* boxed = nullptr);  // as a Value; *boxed: whether a float has become an object
  V asFloat(Node* n);                     // unboxed
  V as(Node* n, Rep type);
  V box(V number, V* boxed = nullptr);  // a double as a Value
  V unbox(V value);                     // of an immediate float
  V boolean(V bit);
  V constant(uint64_t bits) { return b_.getInt64(bits); }
  V address(uint64_t bits);  // the same of an address of this process, or a Value that has one
  void set(Node* n, V v) { values_[n->id] = v; }
  bool isPointerFree(Node* n);  // certainly no heap reference

  // --- memory. What a collection (and so a helper that does nothing but allocate or log) may look at or change is kept apart
  // from what it leaves alone, so that the latter can be kept in registers across such calls.
  enum Alias { kItems, kFrames, kCollector, kLengths, kShapes, kIterators, kThreads, kAliasCount };
  V load(llvm::Type* type, V pointer, Alias alias) { return tag(b_.CreateLoad(type, pointer), alias); }
  llvm::Instruction* store(V v, V pointer, Alias alias) { return tag(b_.CreateStore(v, pointer), alias); }
  llvm::Instruction* tag(llvm::Instruction* access, Alias alias) {
    access->setMetadata(llvm::LLVMContext::MD_tbaa, aliases_[alias]);
    return access;
  }
  void makeAliases();
  V at(V base, int64_t offset);  // pointer to base + offset; base an i64 or a pointer
  V load64(V pointer, Alias alias = kItems) { return load(i64_, pointer, alias); }
  V registerAt(uint32_t r);
  V objectAt(V value, int64_t offset);  // field of a tagged pointer
  V strLength(V str);                   // in code points
  V strWidth(V str);                    // bytes per code point, an i8
  V isNarrow(V str);                    // one byte per code point
  V isNarrowCharacter(V str);           // of one code point as well
  V narrowAt(V str, V index);           // the code point, an i8, of a str that is narrow
  void barrier(V taggedOwner);
  void barrierAt(V ownerPointer, V place);
  void storeItem(Node* x, V array, V place);
  V isObject(V value);
  V typeOfObject(V object);
  V versionOf(V object);

  // --- frames and leaving (frames.cpp)
  V framePointer();  // of the current scope
  void clearHome();
  static void meetHome(Home* home, const Home& other);
  void clobberTemporaries();
  void flushFrame(const FrameState* state, Home* home, bool all, uint32_t window = ~0u);
  void writeBack(Node* state, bool all);
  void storeHeader(const Scope* scope);
  void publishOuter(const Scope* scope, Home* home);
  void setInnermost(const Scope* scope);
  void publish(const FrameState* state, Home* home, uint32_t window = ~0u);
  void measureScopes();
  struct Exit {
    const FrameState* state;
    ExitReason reason;
    BB block;
    Home home;
  };
  class ExitWriter;  // exits.cpp
  void emitExits();
  V restoredObject(Node* n);                     // an ObjectState's, in a cold place
  Node* here(Node* n) const;                     // what `n`, if its allocation was taken away, is in the state objects_
  void check(V ok, Node* n, ExitReason reason);  // exit by the node's state unless ok
  BB exitTo(Node* n, ExitReason reason);
  void storePc(uint32_t pc);
  void mayRaise(Node* n, V failed);
  V call(HelperId id, std::initializer_list<V> arguments);
  V callSeen(Node* n, HelperId id, llvm::ArrayRef<V> arguments);  // flushes, saves the pc, checks the result
  void edgeInputs(Block* to, const Block* from, const Node* thrower);
  void branchTo(Block* to, Block* from);

  BB newBlock(const char* name) { return llvm::BasicBlock::Create(context_, name, function_); }
  llvm::MDNode* likely() { return llvm::MDBuilder(context_).createBranchWeights(2000, 1); }
  llvm::MDNode* unlikely() { return llvm::MDBuilder(context_).createBranchWeights(1, 2000); }

  Graph& graph_;
  llvm::Module& module_;
  llvm::LLVMContext& context_;
  llvm::IRBuilder<> b_;
  llvm::Type* typeOf(Rep rep) const {
    return rep == Rep::Float ? double_ : rep == Rep::Bool ? i1_ : rep == Rep::Complex ? complex_ : i64_;
  }
  llvm::Type *i1_, *i8_, *i32_, *i64_, *double_, *complex_, *ptr_;
  llvm::Function* function_;
  V thread_, frame_;
  V recursion_ = nullptr;                  // the thread's count of frames when the function was entered
  const Scope* scope_ = nullptr;           // of the node under way
  uint32_t extent_ = 0;                    // words behind the outermost frame's header that some scope may use
  const std::vector<uint64_t>* pointers_;  // null: addresses are immediate operands
  llvm::GlobalVariable* table_ = nullptr;
  bool complete_ = true;
  uint32_t exitEvery_, guards_ = 0;
  llvm::MDNode* aliases_[kAliasCount];
  llvm::MDNode* collectorAlias_ = nullptr;  // of calls that can do no more than collect
  std::vector<V> values_;                   // by node
  std::vector<BB> starts_;                  // by block
  std::vector<Exit> exits_;
  Home home_;
  std::vector<Home> homes_;  // at the end of each block
  std::vector<bool> done_;
  V pair_ = nullptr;                                      // two words for what the functions of NextPairs leave
  std::unordered_map<uint32_t, std::array<V, 2>> pairs_;  // by NextPair: what they are
  V restoredParts_ = nullptr;                             // words for the parts of objects that exits make
  std::unordered_map<const Node*, V> restored_;           // by ObjectState: the object that has been made
  // Parts of restored objects that are being restored themselves.
  struct Unfinished {
    V object;
    int64_t offset;
    Node* part;
  };
  std::vector<Unfinished> unfinished_;
  const FrameState* objects_ = nullptr;  // of the node or exit under way
  V caught_ = nullptr;                   // while the edge of a raising node is made
};

// Where register `i` of a GeneratorState is in the generator, in bytes.
int64_t registerOffset(const Node* state, size_t i);

// Form, number of parts and shape of an ObjectState or NewObject, as restored_object takes them.
uint64_t describe(const Node* object);

inline bool sameNode(const Node* a, const Node* b) {
  return a == b || (a && b && a->op == NodeOp::Constant && b->op == NodeOp::Constant && a->bits == b->bits);
}

}  // namespace typhon::jit
