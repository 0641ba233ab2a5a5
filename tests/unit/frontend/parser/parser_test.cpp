// Trees of small programs and the most telling errors. (That the whole library's trees equal CPython's, and two
// thousand errors, is checked by tests/frontend/check_ast.py and tests/syntax_errors/check.py.)
#include "frontend/parser/parse.h"

#include <gtest/gtest.h>

#include <string>

#include "frontend/ast/dump.h"

namespace typhon::frontend {
namespace {

struct Parsed {
  Arena arena;
  Diagnostics diagnostics;
  ast::Mod* tree;

  explicit Parsed(std::string_view source, ParseMode mode = ParseMode::Exec, ParseOptions options = {}) {
    options.sourceIsText = true;
    tree = parse(arena, diagnostics, source, "<test>", mode, options);
  }
  const std::string& message() const { return diagnostics.error().message; }
  template <class T>
  T* expression() {
    return ast::cast<T>(ast::cast<ast::Expression>(tree)->body);
  }
};

TEST(Parser, Precedence) {
  Parsed parsed("a + b * c ** -d", ParseMode::Eval);
  auto* sum = parsed.expression<ast::BinOp>();
  EXPECT_EQ(sum->op, ast::BinaryOperator::Add);
  auto* product = ast::cast<ast::BinOp>(sum->right);
  EXPECT_EQ(product->op, ast::BinaryOperator::Mult);
  auto* power = ast::cast<ast::BinOp>(product->right);
  EXPECT_EQ(power->op, ast::BinaryOperator::Pow);
  EXPECT_TRUE(ast::isa<ast::UnaryOp>(power->right));
}

TEST(Parser, PositionsIncludeBracketsOfOperands) {
  Parsed parsed("(a) + (b)", ParseMode::Eval);
  auto* sum = parsed.expression<ast::BinOp>();
  EXPECT_EQ(sum->col_offset, 0);
  EXPECT_EQ(sum->end_col_offset, 9);
  EXPECT_EQ(sum->left->col_offset, 1);
}

TEST(Parser, ChainedComparison) {
  Parsed parsed("a < b not in c is not d", ParseMode::Eval);
  auto* compare = parsed.expression<ast::Compare>();
  ASSERT_EQ(compare->ops.size(), 3u);
  EXPECT_EQ(compare->ops[1], ast::CompareOperator::NotIn);
  EXPECT_EQ(compare->ops[2], ast::CompareOperator::IsNot);
}

TEST(Parser, DumpIsPythons) {
  Parsed parsed("pass", ParseMode::Exec);
  EXPECT_EQ(ast::dumpAst(parsed.tree),
            "Module(\n body=[\n  Pass(\n   lineno=1,\n   col_offset=0,\n   end_lineno=1,\n   end_col_offset=4)],\n "
            "type_ignores=[])");
}

TEST(Parser, SoftKeywordsAreNames) {
  for (const char* source : {"match = 1", "match(x)", "match[x]: int = 3", "match.x = case", "print(match)", "type = type",
                             "type(x)", "type: int", "case = _", "match -x", "match * x"}) {
    EXPECT_TRUE(Parsed(source).tree) << source;
  }
  EXPECT_TRUE(ast::isa<ast::Match>(ast::cast<ast::Module>(Parsed("match -x:\n case 1: pass").tree)->body[0]));
}

TEST(Parser, WithItems) {
  auto items = [](const char* source) {
    return ast::cast<ast::With>(ast::cast<ast::Module>(Parsed(source).tree)->body[0])->items.size();
  };
  EXPECT_EQ(items("with (a, b): pass"), 2u);
  EXPECT_EQ(items("with (a, b) as c: pass"), 1u);
  EXPECT_EQ(items("with (a as b, c as d,): pass"), 2u);
  EXPECT_EQ(items("with (yield): pass"), 1u);
}

TEST(Parser, JoinsStrings) {
  Parsed parsed("'a' f'{x}b' 'c'", ParseMode::Eval);
  auto* joined = parsed.expression<ast::JoinedStr>();
  ASSERT_EQ(joined->values.size(), 3u);
  EXPECT_EQ(ast::cast<ast::Constant>(joined->values[2])->value.text(), "bc");
}

TEST(Parser, Errors) {
  EXPECT_EQ(Parsed("f(a b)").message(), "invalid syntax. Perhaps you forgot a comma?");
  EXPECT_EQ(Parsed("print a").message(), "Missing parentheses in call to 'print'. Did you mean print(...)?");
  EXPECT_EQ(Parsed("if x:\ny").message(), "expected an indented block after 'if' statement on line 1");
  EXPECT_EQ(Parsed("x = (1,").message(), "'(' was never closed");
  EXPECT_EQ(Parsed("f() = 1").message(), "cannot assign to function call here. Maybe you meant '==' instead of '='?");
  Parsed parsed("a = 1\nb = é ü c");
  EXPECT_EQ(parsed.diagnostics.error().lineno, 2);
  EXPECT_EQ(parsed.diagnostics.error().offset, 7);
  EXPECT_EQ(parsed.diagnostics.error().text, "b = é ü c\n");
}

TEST(Parser, SingleMode) {
  EXPECT_TRUE(Parsed("x = 1\n", ParseMode::Single).tree);
  EXPECT_TRUE(Parsed("if x:\n  y\n", ParseMode::Single).tree);
  EXPECT_EQ(Parsed("x\ny", ParseMode::Single).message(), "multiple statements found while compiling a single statement");
  ParseOptions options;
  options.allowIncompleteInput = options.dontImplyDedent = true;
  EXPECT_EQ(Parsed("if x:\n", ParseMode::Single, options).message(), "incomplete input");
  EXPECT_EQ(Parsed("(a,", ParseMode::Single, options).message(), "incomplete input");
  EXPECT_EQ(Parsed("a)", ParseMode::Single, options).message(), "unmatched ')'");
}

TEST(Parser, NestingIsLimited) {
  std::string minuses(100000, '-');
  EXPECT_EQ(Parsed(minuses + "1").diagnostics.error().kind, DiagnosticKind::MemoryError);
  EXPECT_EQ(Parsed(std::string(1000, '(')).message(), "too many nested parentheses");
  std::string lambdas;
  for (int i = 0; i < 50000; ++i) lambdas += "lambda:";
  EXPECT_EQ(Parsed(lambdas + "1").diagnostics.error().kind, DiagnosticKind::MemoryError);
}

TEST(Parser, NestedDictsTakeLinearTime) {
  std::string source;
  for (int i = 0; i < 190; ++i) source += "{(";
  source += "1";
  for (int i = 0; i < 190; ++i) source += "): 1}";
  EXPECT_EQ(Parsed(source).message(), "too many nested parentheses");
  source.clear();
  for (int i = 0; i < 90; ++i) source += "{(";
  source += "1";
  for (int i = 0; i < 90; ++i) source += "): 1}";
  EXPECT_TRUE(Parsed(source).tree);
}

TEST(Parser, WarnsOnceOfBadEscapes) {
  Parsed parsed("match('\\d')\nwith ('\\d') as x: pass\n{'\\d': 1}\nf'{x:\\d}'");
  ASSERT_TRUE(parsed.tree);
  EXPECT_EQ(parsed.diagnostics.warnings().size(), 4u);
  EXPECT_EQ(parsed.diagnostics.warnings()[1].lineno, 2);
}

}  // namespace
}  // namespace typhon::frontend
