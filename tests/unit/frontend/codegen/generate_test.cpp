// Shapes of generated code: what is in registers, what is checked, what is not emitted. Every unit must verify.
#include <gtest/gtest.h>

#include "frontend/bytecode/disassemble.h"
#include "frontend/bytecode/operands.h"
#include "frontend/bytecode/verify.h"
#include "frontend/codegen/unparse.h"
#include "frontend/compile.h"
#include "frontend/parser/parse.h"

namespace typhon::frontend {
namespace {

using bytecode::CodeUnit;
using bytecode::Op;

std::shared_ptr<const CodeUnit> moduleOf(std::string_view source) {
  CompileOptions options;
  CompileResult result = compile(source, "<test>", options);
  EXPECT_FALSE(result.error) << result.error->message;
  if (!result.unit) return nullptr;
  EXPECT_EQ(bytecode::verify(*result.unit), "");
  return result.unit;
}

// The first function of a module.
std::shared_ptr<const CodeUnit> functionOf(std::string_view source) {
  auto unit = moduleOf(source);
  for (const bytecode::Constant& constant : unit->constants)
    if (constant.code) return constant.code;
  return nullptr;
}

std::vector<Op> opsOf(const CodeUnit& unit) {
  std::vector<Op> ops;
  for (uint32_t pc = 0; pc < unit.code.size();) {
    bytecode::Decoded d = bytecode::decode(&unit.code[pc]);
    ops.push_back(d.op);
    pc += d.words;
  }
  return ops;
}

size_t countOf(const CodeUnit& unit, Op op) {
  size_t count = 0;
  for (Op other : opsOf(unit)) count += other == op;
  return count;
}

TEST(Codegen, OperatorsWriteTheirTarget) {
  auto f = functionOf("def f(a, b):\n  x = a + b\n  return x\n");
  EXPECT_EQ(opsOf(*f), (std::vector<Op>{Op::ENTER, Op::ADD, Op::RETURN}));
}

TEST(Codegen, ImmediateAndConstantForms) {
  auto f = functionOf("def f(a):\n  a += 1\n  return a * 2.5 - 70000\n");
  EXPECT_EQ(opsOf(*f), (std::vector<Op>{Op::ENTER, Op::INPLACE_ADD_I, Op::MULTIPLY_K, Op::SUBTRACT_K, Op::RETURN}));
}

TEST(Codegen, BoundChecksOnlyWhereNeeded) {
  EXPECT_EQ(countOf(*functionOf("def f(a):\n  if a: x = 1\n  return x\n"), Op::CHECK_BOUND), 1u);
  EXPECT_EQ(countOf(*functionOf("def f(a):\n  if a: x = 1\n  else: x = 2\n  return x\n"), Op::CHECK_BOUND), 0u);
  EXPECT_EQ(countOf(*functionOf("def f(a):\n  for x in a: pass\n  return x\n"), Op::CHECK_BOUND), 1u);
  EXPECT_EQ(countOf(*functionOf("def f(a):\n  del a\n  return a\n"), Op::CHECK_BOUND), 1u);
  EXPECT_EQ(countOf(*functionOf("def f(a):\n  try: x = a()\n  except E: pass\n  return x\n"), Op::CHECK_BOUND), 1u);
}

TEST(Codegen, WalrusDoesNotChangeEarlierOperands) {
  EXPECT_EQ(countOf(*functionOf("def f(a):\n  return a + (a := 2)\n"), Op::MOVE), 1u);
  EXPECT_EQ(countOf(*functionOf("def f(a, b):\n  return a + (b * 2)\n"), Op::MOVE), 0u);
}

TEST(Codegen, FusedConditions) {
  auto f = functionOf("def f(a, b):\n  if a < b and b is not None and a != 3: return 1\n");
  EXPECT_EQ(countOf(*f, Op::JUMP_UNLESS_LESS), 1u);
  EXPECT_EQ(countOf(*f, Op::JUMP_IF_NONE), 1u);
  EXPECT_EQ(countOf(*f, Op::JUMP_UNLESS_NOT_EQUAL_I), 1u);
}

TEST(Codegen, UnpackingGoesToConsecutiveLocals) {
  auto f = functionOf("def f(a):\n  for i, x in a: g(i, x)\n");
  EXPECT_EQ(f->localNames, (std::vector<std::string>{"a", "i", "x"}));
  for (uint32_t pc = 0; pc < f->code.size();) {
    bytecode::Decoded d = bytecode::decode(&f->code[pc]);
    if (d.op == Op::UNPACK_SEQUENCE) EXPECT_EQ(d.a, 1u);
    pc += d.words;
  }
}

TEST(Codegen, NoDeadCode) {
  EXPECT_EQ(opsOf(*functionOf("def f():\n  return 1\n  g()\n")), (std::vector<Op>{Op::ENTER, Op::LOAD_INT, Op::RETURN}));
  EXPECT_EQ(countOf(*functionOf("def f():\n  if 0: g()\n  while 1: h()\n"), Op::CALL), 1u);
}

TEST(Codegen, QualifiedNames) {
  auto unit = moduleOf("class C:\n  def f(self):\n    return lambda: 1\n");
  const CodeUnit* code = unit.get();
  for (const char* name : {"C", "C.f", "C.f.<locals>.<lambda>"}) {
    const CodeUnit* inner = nullptr;
    for (const bytecode::Constant& constant : code->constants)
      if (constant.code) inner = constant.code.get();
    ASSERT_NE(inner, nullptr);
    EXPECT_EQ(inner->qualifiedName, name);
    code = inner;
  }
}

TEST(Codegen, FarJumpsAndManyRegisters) {
  std::string source = "def f(a):\n  while a:\n";
  for (int i = 0; i < 12000; ++i) source += "    g(a)\n";
  moduleOf(source);
  source = "def f():\n";
  for (int i = 0; i < 70000; ++i) source += "  x" + std::to_string(i) + " = 1\n";
  moduleOf(source + "  return [x69999, x65535, x1]\n");
}

TEST(Codegen, DeepNestingIsAnError) {
  std::string source = "a";
  for (int i = 0; i < 20000; ++i) source += "+a";
  CompileResult result = compile(source, "<test>", CompileOptions{});
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->kind, DiagnosticKind::RecursionError);
}

TEST(Unparse, Annotations) {
  for (std::string text :
       {"(a + b) * c", "x if y else z", "[i for i in a if b]", "f(x, *y, k=1, **z)", "lambda x, /, y=1, *, z: x", "a[1:2, ::3]",
        "not a", "-a ** b", "(yield)", "{**a, 'b': 1}", "f'{x!r:>{w}}{{}}'", "a < b <= c", "()", "(a,)"}) {
    Arena arena;
    Diagnostics diagnostics;
    ast::Mod* tree = parse(arena, diagnostics, text, "<test>", ParseMode::Eval);
    ASSERT_NE(tree, nullptr) << text;
    EXPECT_EQ(codegen::unparse(ast::cast<ast::Expression>(tree)->body), text);
  }
}

}  // namespace
}  // namespace typhon::frontend
