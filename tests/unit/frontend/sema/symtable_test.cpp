// Which scope names belong to.
#include "frontend/sema/symtable.h"

#include <gtest/gtest.h>

#include "frontend/parser/parse.h"

namespace typhon::frontend::sema {
namespace {

class SymbolTableTest : public testing::Test {
 protected:
  // The table of a source that must be in order.
  Scope* build(std::string_view source) {
    tree_ = parse(arena_, diagnostics_, source, "<test>");
    EXPECT_NE(tree_, nullptr);
    EXPECT_TRUE(table_.build(arena_, diagnostics_, "<test>", tree_, false)) << diagnostics_.error().message;
    return table_.module();
  }
  NameScope scopeOf(Scope* block, std::string_view name) {
    Symbol* symbol = block->find(arena_.intern(name));
    return symbol ? symbol->scope : NameScope::Unknown;
  }
  std::string errorOf(std::string_view source) {
    ast::Mod* tree = parse(arena_, diagnostics_, source, "<test>");
    EXPECT_FALSE(tree && table_.build(arena_, diagnostics_, "<test>", tree, false));
    return diagnostics_.error().message;
  }

  Arena arena_;
  Diagnostics diagnostics_;
  SymbolTable table_;
  ast::Mod* tree_ = nullptr;
};

TEST_F(SymbolTableTest, ClosuresMakeCells) {
  Scope* f = build("def f(a, b):\n  c = 1\n  def g():\n    return a, c, d\n")->children[0];
  EXPECT_EQ(scopeOf(f, "a"), NameScope::Cell);
  EXPECT_EQ(scopeOf(f, "b"), NameScope::Local);
  EXPECT_EQ(scopeOf(f, "c"), NameScope::Cell);
  Scope* g = f->children[0];
  EXPECT_EQ(scopeOf(g, "a"), NameScope::Free);
  EXPECT_EQ(scopeOf(g, "d"), NameScope::GlobalImplicit);
}

TEST_F(SymbolTableTest, FreeNamesPassThroughBlocksBetween) {
  Scope* f = build("def f():\n  x = 1\n  def g():\n    def h(): return x\n")->children[0];
  EXPECT_EQ(scopeOf(f->children[0], "x"), NameScope::Free);
  EXPECT_EQ(scopeOf(f->children[0]->children[0], "x"), NameScope::Free);
}

TEST_F(SymbolTableTest, ClassNamesAreInvisibleToMethods) {
  Scope* c = build("class C:\n  x = 1\n  def m(self): return x, __class__\n")->children[0];
  EXPECT_EQ(scopeOf(c->children[0], "x"), NameScope::GlobalImplicit);
  EXPECT_EQ(scopeOf(c->children[0], "__class__"), NameScope::Free);
  EXPECT_TRUE(c->needsClassCell);
}

TEST_F(SymbolTableTest, InlinedComprehensionsMakeNoCells) {
  Scope* f = build("def f(a):\n  return [x + a for x in y]\n")->children[0];
  EXPECT_EQ(scopeOf(f, "a"), NameScope::Local);
  EXPECT_TRUE(f->children[0]->inlined);
  EXPECT_EQ(scopeOf(f->children[0], "x"), NameScope::Local);
  Scope* g = build("def g(a):\n  return [lambda: x + a for x in y]\n")->children[0];
  EXPECT_EQ(scopeOf(g, "a"), NameScope::Cell);
  EXPECT_EQ(scopeOf(g->children[0], "x"), NameScope::Cell);
}

TEST_F(SymbolTableTest, WalrusBindsOutsideTheComprehension) {
  Scope* f = build("def f():\n  [y := x for x in z]\n")->children[0];
  EXPECT_EQ(scopeOf(f, "y"), NameScope::Local);
  EXPECT_TRUE(f->hasNamedExpression);
}

TEST_F(SymbolTableTest, PrivateNames) {
  Scope* c = build("class _C:\n  def m(self): __x = __y__ = 1\n")->children[0];
  EXPECT_EQ(scopeOf(c->children[0], "_C__x"), NameScope::Local);
  EXPECT_EQ(scopeOf(c->children[0], "__y__"), NameScope::Local);
}

TEST_F(SymbolTableTest, Errors) { EXPECT_EQ(errorOf("def f(a, a): pass\n"), "duplicate argument 'a' in function definition"); }

TEST_F(SymbolTableTest, NonlocalNeedsABinding) {
  EXPECT_EQ(errorOf("def f():\n  nonlocal x\n"), "no binding for nonlocal 'x' found");
}

}  // namespace
}  // namespace typhon::frontend::sema
