import _ast
from _ast import *

pos = dict(lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)


def attempt(tree, mode="exec"):
    try:
        return compile(tree, "<t>", mode)
    except (ValueError, TypeError, SyntaxError, RecursionError) as e:
        print(type(e).__name__, str(e)[:120])


def load(name="x"):
    return Name(name, Load(), **pos)


def stmt(s):
    return Module([s], [])


source = "def f(a, *b, c=3, **d):\n    return sorted([a, *b, c] + [x * 2 for x in b if x > 1]) + list(d)\nprint(f(1, 2, 3, c=5, z=1), {k: v for k, v in zip('ab', range(2))}, f'{1+1:>4}', -2 ** 2)\n"
exec(compile(compile(source, "<s>", "exec", PyCF_ONLY_AST), "<s>", "exec"))
print(eval(compile(compile("10**20 + 1", "<s>", "eval", PyCF_ONLY_AST), "<s>", "eval")))
print(eval(compile(Expression(BinOp(Constant(1, **pos), Add(), Constant((2, frozenset({3}), ..., None, True, b"x", 1j, 2**70)[0], **pos), **pos)), "<s>", "eval")))
print(eval(compile(Expression(Constant((2, frozenset({3}), ..., None, True, b"x", 1j, 2**70, -(2**70)), **pos)), "<s>", "eval")))

n = Name("x", ctx=Load(), extra=5)
print(n.id, n.extra, n._fields, n.__reduce__()[1:], sorted(vars(n)))
for f in (lambda: Name(1, 2, 3), lambda: Name("x", id="y"), lambda: Pass(1), lambda: BinOp(1, 2)):
    try:
        print(sorted(vars(f())))
    except TypeError as e:
        print(e)


class Mine(Constant):
    pass


print(eval(compile(Expression(Mine(7, **pos)), "<s>", "eval")))

attempt(Expression(load()))
attempt(3)
attempt(stmt(Expr(Name("x", Store(), **pos), **pos)))
attempt(stmt(Expr(Name("x", Load()), **pos)))
attempt(stmt(Expr(Name("x", Load(), lineno=1), **pos)))
attempt(stmt(Expr(None, **pos)))
attempt(stmt(Expr(**pos)))
attempt(Module())
attempt(Module(3, []))
attempt(Module([None], []))
attempt(Module([load()], []))
attempt(stmt(Expr(Constant([], **pos), **pos)))
attempt(stmt(Expr(Constant("x", **pos, kind=3), **pos)))
attempt(stmt(Expr(Name(3, Load(), **pos), **pos)))
attempt(stmt(Expr(Name("None", Load(), **pos), **pos)))
attempt(stmt(Expr(Name("x", Load(), "y", **pos), **pos)) if False else stmt(Expr(Name("x", Add(), **pos), **pos)))
attempt(stmt(Expr(Name("x", Load(), lineno="a", col_offset=0), **pos)))
attempt(stmt(Expr(Name("x", Load(), lineno=5, col_offset=0, end_lineno=1, end_col_offset=0), **pos)))
attempt(stmt(Expr(Name("x", Load(), lineno=1, col_offset=5, end_lineno=1, end_col_offset=0), **pos)))
attempt(stmt(Assign([], load(), **pos)))
attempt(stmt(Assign([load()], load(), **pos)))
attempt(stmt(Delete([], **pos)))
attempt(stmt(Global([], **pos)))
attempt(stmt(Import([], **pos)))
attempt(stmt(ImportFrom("x", [alias("y", **pos)], -1, **pos)))
attempt(stmt(If(load(), [], [], **pos)))
attempt(stmt(While(load(), [], [], **pos)))
attempt(stmt(With([], [Pass(**pos)], **pos)))
attempt(stmt(Raise(None, load(), **pos)))
attempt(stmt(Try([Pass(**pos)], [], [], [], **pos)))
attempt(stmt(Try([Pass(**pos)], [], [Pass(**pos)], [Pass(**pos)], **pos)))
attempt(stmt(Expr(BoolOp(And(), [load()], **pos), **pos)))
attempt(stmt(Expr(Dict([load()], [], **pos), **pos)))
attempt(stmt(Expr(Compare(load(), [], [], **pos), **pos)))
attempt(stmt(Expr(Compare(load(), [Lt()], [], **pos), **pos)))
attempt(stmt(Expr(ListComp(load(), [], **pos), **pos)))
attempt(stmt(Expr(Lambda(arguments([], [], None, [], [], None, [load()]), load(), **pos), **pos)))
attempt(stmt(Expr(Lambda(arguments([], [], None, [arg("x", **pos)], [], None, []), load(), **pos), **pos)))
attempt(stmt(Expr(List([None], Load(), **pos), **pos)))
attempt(stmt(AnnAssign(Attribute(load(), "y", Store(), **pos), load(), None, 1, **pos)))
attempt(stmt(Return(None, **pos)))
attempt(stmt(Match(load(), [], **pos)))
attempt(stmt(Match(load(), [match_case(MatchValue(load(), **pos), None, [Pass(**pos)])], **pos)))
attempt(stmt(Match(load(), [match_case(MatchSingleton(3, **pos), None, [Pass(**pos)])], **pos)))
attempt(stmt(Match(load(), [match_case(MatchStar(None, **pos), None, [Pass(**pos)])], **pos)))
attempt(stmt(Match(load(), [match_case(MatchOr([MatchAs(None, None, **pos)], **pos), None, [Pass(**pos)])], **pos)))
attempt(stmt(Match(load(), [match_case(MatchAs(MatchAs(None, None, **pos), None, **pos), None, [Pass(**pos)])], **pos)))
attempt(stmt(Match(load(), [match_case(MatchClass(Constant(1, **pos), [], [], [], **pos), None, [Pass(**pos)])], **pos)))
deep = load()
for i in range(100000):
    deep = UnaryOp(Not(), deep, **pos)
try:
    compile(Expression(deep), "<t>", "eval")
except RecursionError:
    print("RecursionError")


# Attributes of place are read before the fields; an empty handler is found before a missing type.
def attempt(tree):
    try:
        compile(tree, "<tree>", "exec")
        print("compiled")
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)


attempt(Module([ImportFrom(names=[alias(name="sleep")], module="time", level=None, lineno=None, col_offset=None)], []))
attempt(Module([ImportFrom(names=[alias(name="sleep")], module="time", level=0, lineno=1, col_offset=1)], []))
import ast

attempt(ast.fix_missing_locations(Module([TryStar([Pass()], [ExceptHandler(None, "x", [])], [], [])], [])))
