// The graph: basic blocks of SSA nodes, made from bytecode and its feedback (builder.h), worked over by the passes and lowered
// to LLVM IR. Plain C++ data; what it mentions of the heap is kept alive by the code object that is compiled.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/object/value.h"

namespace typhon {
struct Code;
struct Function;
}  // namespace typhon

namespace typhon::jit {

// What is known of a value, and how it is represented: Int is a tagged small int (its Value), Float an unboxed double, Bool a
// bit, Word an int from 0 to 2**64 - 1 as it is, Complex two doubles, Any a Value.
enum class Rep : uint8_t { None, Int, Float, Bool, Word, Complex, Any };
// What has an object made for it where a Value is needed: it is none of those that stand for themselves.
inline bool needsObject(Rep type) { return type == Rep::Word || type == Rep::Complex; }

enum class NodeOp : uint8_t {
#define NODE(name, flags, reads, writes) name,
#include "backends/jit/graph/nodes.def"
#undef NODE
  kCount
};
enum NodeFlags : uint8_t { GUARD = 1, RAISES = 2, EFFECT = 4, PYTHON = 8, END = 16 };
extern const uint8_t kNodeFlags[];
// Kinds of memory. What is in none of them is written by the node that makes it only, or looked at by helpers only.
enum Memory : uint8_t {
  SHAPES = 1,  // in the headers of objects whose class can change, or that can get more attributes
  FIELDS = 2,  // slots of instances, overflow arrays, cells that change
  LISTS = 4,   // length and storage of lists
  ITEMS = 8,   // what is in the storage
  ITERATORS = 16,
  CLASSES = 32,  // what code relies on: versions of classes, cells that were constant, functions' parts
  ALL = 63
};
extern const uint8_t kNodeReads[];
extern const uint8_t kNodeWrites[];
extern const char* const kNodeNames[];

struct Node;
struct Block;
struct FrameState;

// One activation in the graph: the compiled function itself, or a call that was inlined into it. The frame of an inlined one lies
// where a call would have pushed it, at a fixed distance from the outermost frame; it is filled in before something can see it
// (lowering/frames.cpp), so that as a rule it costs nothing.
struct Scope {
  Scope* outer = nullptr;        // null: the compiled function
  Function* function = nullptr;  // of the compiled function: the one whose frame asked for compilation
  Code* code = nullptr;
  uint32_t id = 0, depth = 0;
  uint32_t base = 0;           // where its registers begin, in words from the outermost frame's
  FrameState* call = nullptr;  // outer's state while the call runs
  uint8_t continuation = 0;    // what outer does with the result, and where it goes (runtime/exec/frame.h)
  uint32_t destination = 0;
  Node* extra = nullptr;      // what the continuation needs: Frame::locals; or null
  Node* callee = nullptr;     // the function, where only its code is known; else null
  Node* generator = nullptr;  // of the code of a generator that goes on within a loop; else null
  bool stepped = false;       // of a generator that others may have, for one step (generator_steps.cpp)
  bool seen = false;          // something in it can see its frame
};

// The interpreter's state of one frame, from which a failing guard goes on: before the instruction at `pc`, or, of the frames
// around an inlined one, in the call at `pc` (Scope::call). Registers that are not needed are null.
struct FrameState {
  uint32_t pc;
  Scope* scope;
  std::vector<Node*> registers;
  // What the registers, and those of the frames around, name of allocations that were taken away (passes/escape.h): the node that
  // made the object, and what the object is here, an ObjectState or what has made it since.
  std::vector<std::pair<Node*, Node*>> objects;
};

// What an object consists of that compiled code does without as long as nothing else sees it (ObjectState, NewObject).
enum class Form : uint8_t {
  Instance,  // of a plain class: the words of its attribute tail
  Tuple,     // its items
  Method,    // function and self of a bound method
  Cell       // what is in the variable of a closure
};

struct Node {
  NodeOp op;
  Rep type = Rep::Any;
  bool hoisted = false;      // a guard that has moved in front of its loop
  bool nonNegative = false;  // an int that is known not to be below 0
  bool noTraceback = false;  // the helper has added this frame to the traceback itself
  uint32_t id;
  uint32_t shape = 0;   // id of the built-in type's shape that the value is known to have: such objects keep theirs
  uint32_t pc = 0;      // of the instruction it came from
  uint32_t offset = 0;  // see nodes.def
  Scope* scope = nullptr;
  uint64_t bits = 0, more = 0;  // see nodes.def
  Block* block = nullptr;
  Block* handler = nullptr;     // where an exception goes; null: out of the function
  FrameState* state = nullptr;  // of guards, and of what can see the frame
  Node* replacement = nullptr;  // set when a pass has replaced it
  std::vector<Node*> inputs;
  std::vector<uint64_t> words;  // see nodes.def

  uint8_t flags() const { return kNodeFlags[static_cast<unsigned>(op)]; }
  uint8_t reads() const;  // of nodes.def; less where more is known of the inputs
  uint8_t writes() const;
};

inline bool isIntConstant(const Node* n) { return n->op == NodeOp::Constant && n->type == Rep::Int; }
// The number that such a constant is.
inline int64_t intOf(const Node* constant) { return static_cast<int64_t>(constant->bits) >> 2; }
// Small enough that sums of it with small ints cannot wrap once they are untagged.
inline bool isNear(int64_t i) {
  constexpr int64_t kFar = int64_t{1} << 40;
  return i > -kFar && i < kFar;
}
inline bool isNearConstant(const Node* n) { return isIntConstant(n) && isNear(intOf(n)); }

// Follows replacements.
inline Node* resolve(Node* n) {
  while (n && n->replacement) n = n->replacement;
  return n;
}

// An edge into a block: from the end of `from`, or from the node in it that raised.
struct Edge {
  Block* from;
  Node* thrower;
};

// Where part `i` of an object of the form is, in bytes.
int64_t partOffset(Form form, size_t i);
// Objects of more parts than this are always made.
inline constexpr size_t kMostParts = 16;

struct Block {
  uint32_t id;
  uint32_t pc;
  Scope* scope;
  bool loopHeader = false;
  bool cold = false;
  std::vector<Node*> phis;
  std::vector<Node*> nodes;
  std::vector<Edge> predecessors;                // inputs of the phis are in this order
  std::vector<Block*> successors;                // of the last node
  std::vector<Node*> registers;                  // of loop heads: the node of each register that matters at the start
  std::vector<std::pair<Node*, Node*>> objects;  // of loop heads: FrameState::objects there, of the frames around
};

struct Entry {
  uint32_t pc;
  Block* block;
};

struct Graph {
  Code* code = nullptr;
  std::vector<Block*> blocks;     // in the order of their bytecode
  std::vector<Entry> entries;     // where the code can be entered, by frame->pc
  std::deque<Scope> scopes;       // the compiled function's first
  size_t inlinedWords = 0;        // of bytecode
  uint32_t first = 0, end = ~0u;  // the instructions of the outermost function that it has; the rest is left to the interpreter
  bool loopsOften = false;        // the loops of the function have been entered often
  bool plainRanges = false;       // loops over range() have their iterators in memory
  std::vector<Value> mentioned;   // classes and shapes of which only states of objects speak

  Node* node(NodeOp op, Rep type = Rep::Any);
  Block* block(uint32_t pc, Scope* scope);
  FrameState* frameState(uint32_t pc, Scope* scope);
  Scope* scope(Scope* outer);
  uint32_t nodeCount() const { return static_cast<uint32_t>(nodes_.size()); }

 private:
  std::deque<Node> nodes_;
  std::deque<Block> blockStore_;
  std::deque<FrameState> states_;
};

// Calls `visit` for all values that the state speaks of: registers, and the parts of objects that are not made.
void eachOfState(const FrameState* state, const std::function<void(Node*)>& visit);

// The graph as text, one node a line (--dump=graph, -X jit-log=graph).
std::string print(const Graph& graph);

}  // namespace typhon::jit
