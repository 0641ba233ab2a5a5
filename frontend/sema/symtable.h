// Symbol tables: which scope every name of a program belongs to, as CPython 3.12's symtable decides it, and the
// SyntaxErrors that come of it (PEP 227, 3104, 572, 695, 709).
#pragma once

#include <cstdint>
#include <deque>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "frontend/ast/identifier_map.h"
#include "frontend/ast/nodes.h"
#include "frontend/diagnostic.h"

namespace typhon::frontend::sema {

enum class BlockKind : uint8_t { Module, Function, Class, Annotation, TypeVarBound, TypeAlias, TypeParameters };
enum class ComprehensionKind : uint8_t { None, List, Set, Dict, Generator };

// What a block does with a name; the bits combine.
enum SymbolFlags : uint32_t {
  kDefGlobal = 1,
  kDefLocal = 2,
  kDefParameter = 4,
  kDefNonlocal = 8,
  kUse = 16,
  kDefFreeClass = 32,  // free in a class that binds the name as well
  kDefImport = 64,
  kDefAnnotation = 128,
  kDefComprehensionTarget = 256,
  kDefTypeParameter = 512,
};
inline constexpr uint32_t kDefBound = kDefLocal | kDefParameter | kDefImport | kDefTypeParameter;

enum class NameScope : uint8_t { Unknown, Local, Cell, Free, GlobalExplicit, GlobalImplicit };

struct Symbol {
  Identifier name;  // mangled
  uint32_t flags = 0;
  NameScope scope = NameScope::Unknown;
};

// One block's names. Pointers and references stay valid while the table lives.
struct Scope {
  BlockKind kind = BlockKind::Module;
  ComprehensionKind comprehension = ComprehensionKind::None;
  Identifier name;
  Scope* parent = nullptr;
  ast::Position position;
  bool nested = false;
  bool isGenerator = false;
  bool isCoroutine = false;
  bool hasVarArgs = false, hasVarKeywords = false;
  bool returnsValue = false;
  bool needsClassCell = false;      // a class whose methods use __class__
  bool needsClassDict = false;      // a class whose annotation scopes use __classdict__
  bool canSeeClassScope = false;    // an annotation scope right inside a class
  bool inlined = false;             // a comprehension that runs in its parent's code (PEP 709)
  bool hasNamedExpression = false;  // a walrus stands in it or in a comprehension inlined into it
  int comprehensionIterable = 0;    // while building: inside the iterable of a comprehension
  bool inComprehensionTarget = false;
  std::deque<Symbol> symbols;  // in order of first mention
  std::vector<Identifier> parameters;
  std::vector<Scope*> children;

  bool isFunctionLike() const {
    return kind == BlockKind::Function || kind == BlockKind::TypeVarBound || kind == BlockKind::TypeAlias ||
           kind == BlockKind::TypeParameters;
  }
  Symbol* find(Identifier mangled) const;
  Symbol& add(Identifier mangled);
  // The scope whose code this one runs in: itself, or for an inlined comprehension its parent's.
  Scope* host() {
    Scope* scope = this;
    while (scope->inlined) scope = scope->parent;
    return scope;
  }

 private:
  IdentifierMap<Symbol*> index_;
  friend class SymbolTable;
};

// Which of the blocks that one node opens.
enum class BlockRole : uint8_t { Body, TypeParameters, Bound };

class SymbolTable {
 public:
  // Builds and analyses the table of a whole tree. False when `diagnostics` has got an error.
  bool build(Arena& arena, Diagnostics& diagnostics, std::string_view filename, ast::Mod* tree, bool futureAnnotations);

  Scope* module() const { return module_; }
  // The block that a node (FunctionDef, ClassDef, Lambda, comprehension, TypeAlias, TypeVar with a bound, Mod) opened.
  Scope* scopeOf(const ast::Node* node, BlockRole role = BlockRole::Body) const;

 private:
  friend class SymbolTableBuilder;
  struct Key {
    const ast::Node* node;
    BlockRole role;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    size_t operator()(const Key& key) const {
      return reinterpret_cast<uintptr_t>(key.node) / 8 * 3 + static_cast<size_t>(key.role);
    }
  };
  std::deque<Scope> scopes_;
  std::unordered_map<Key, Scope*, KeyHash> byNode_;
  Scope* module_ = nullptr;
};

// Private name mangling: `__x` inside class `_A` is `_A__x`. Returns the name itself when it is not private or
// `className` is absent.
Identifier mangle(Arena& arena, Identifier className, Identifier name);

// How deep the passes behind the parser may recurse before they report RecursionError, as CPython.
inline constexpr int kMaxDepth = 2994;

// Reports a SyntaxError of a stage behind the parser at a tree position (columns become one-based byte offsets, as
// CPython has them at this stage; the text is that of the file named, if there is one).
void syntaxErrorAt(Diagnostics& diagnostics, std::string_view filename, const ast::Position& at, std::string message);
// Reports "RecursionError: maximum recursion depth exceeded during compilation".
void recursionError(Diagnostics& diagnostics);

}  // namespace typhon::frontend::sema
