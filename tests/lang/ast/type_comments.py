# ast.parse(type_comments=True), PEP 484's comments; mode "func_type".
import ast

SAMPLES = [
    "x = 1 # type: int", "x = y = 1 # type: List[int] # and more", "x = 1  #type:int", "x = 1 #\ttype:\t int  ", "x = 1 # type : int",
    "x = yield # type: int", "x, *y = z # type: a, b", "x: int = 1 # type: int", "x += 1 # type: int", "x # type: int", "pass # type: int",
    "# type: int", "\n# type: ignore\nx = 1\n", "x = 1 # type: ignore", "x = 1 # type: ignore[a, b] # c", "x = 1 # type: ignored",
    "x = 1 # type: ignore\u00e9", "x = 1 # type: ignore@t", "def f(): # type: () -> int\n    pass\n",
    "def f():\n    # type: () -> int\n    pass\n", "def f(): # type: () -> int\n    # type: () -> int\n    pass\n",
    "def f():\n    # type: ignore\n    # type: () -> int\n    pass\n",
    "def f():  # type: () -> \u00e0\u00e7\n    pass\n", "async def f(): # type: () -> int\n    pass\n", "async def f():\n  # type: () -> int\n  pass\n",
    "def f(): pass # type: () -> int", "def f(): # type: () -> int\n",
    "for a in b: # type: int\n    pass\n", "for a in b: # type: int\n    pass\nelse: # type: int\n    pass", "for a in b: pass # type: int",
    "async def f():\n    async for a in b: # type: int\n        pass\n    async with a as b: # type: str\n        pass\n",
    "with a: # type: int\n    pass\n", "with (a): # type: int\n    pass\n", "with (a, b): # type: int, int\n    pass\n",
    "with a as b, c as d: # type: int, str\n    pass\n", "with (a as b): # type: int\n    pass\n",
    "while a: # type: int\n    pass\n", "if a: # type: int\n    pass\n", "class C: # type: int\n    pass\n",
    "try: # type: int\n    pass\nexcept: pass\n",
    "def f(a, # type: int\n      b=1, # type: str\n      *, # hello\n      c, # type: C\n      d=2, # type: D\n      **e # type: E\n      ): pass",
    "def f(a # type: int\n      ): pass", "def f(a, /, # type: int\n    b): pass", "def f(a, # type: int\n      /, b): pass",
    "def f(*, # type: int\n      a): pass", "def f(*a, # type: A\n      b=2, # type: B\n      **c, # type: C\n      ): pass",
    "def f(*a # type: A\n      ): pass", "def f(a=1 # type: A\n  ): pass", "def f(a: int, # type: A\n   ): pass",
    "def f(*a: *b, # type: A\n   ): pass",
    "lambda a, # type: int\n  b: 0", "(lambda a, # type: int\n b: 0)", "f(a, # type: int\n  b)", "[1, # type: int\n 2]", "x = [ # type: int\n]",
    "x = 1; y = 2 # type: int", "x = 1 # type: int\\\ny", "def f(a, # type: ignore\n  b): pass # type: ignore[x]\n",
    "@d # type: int\ndef f(): pass", "import a # type: int", "del a # type: int", "return # type: int", "# type: () -> int\ndef f(): pass",
    "if 1:\n    x = 1 # type: int\n    # type: ignore\n    y = 2 # type: ignore[a]\n",
    "x = '''\n# type: int\n'''", "x = f'{a # type: int\n}'",
]


def show(node):
    return ast.dump(node, include_attributes=True)


for source in SAMPLES:
    print(repr(source))
    try:
        tree = ast.parse(source, type_comments=True)
        print("   ", show(tree))
    except SyntaxError as e:
        print("   ", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
    try:
        assert not any(getattr(n, "type_comment", None) for n in ast.walk(ast.parse(source)))
    except SyntaxError as e:
        print("    without:", e.msg)

print(ast.dump(ast.parse("x = 1 # type: int", mode="single", type_comments=True)))
try:
    ast.parse("x # type: int", mode="eval", type_comments=True)
except SyntaxError as e:
    print(e.msg)
print(ast.unparse(ast.parse("def f(a, # type: int\n  b): # type: (...) -> int\n  x = 1 # type: int\n  for a in b: # type: c\n    pass",
                            type_comments=True)))
tree = ast.parse("x = 1 # type: ignore[a]\n", type_comments=True)
ast.increment_lineno(tree, 3)
print(ast.dump(tree))

for source in ["() -> int", "(int) -> List[str]", "(int, *str, **Any) -> float", "(*int) -> x", "(**int) -> x", "(*int, **str) -> x", "(a, *b) -> c",
               "(a, b,) -> c", "(a, **b) -> c\n\n", "(**a, *b) -> c", "(a=1) -> c", "a -> b", "(a) ->", "(a)", "", "(a, *b, c) -> d",
               "(x -> y) -> z", "((a, b)) -> c", "(lambda: 1, a if b else c) -> d or e", "(a) -> b # type: ignore", "(a) -> b c", "(*a, **b,) -> c"]:
    try:
        print(repr(source), ast.dump(ast.parse(source, mode="func_type"), include_attributes=True))
    except SyntaxError as e:
        print(repr(source), type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
