# ast.parse(feature_version=...): the language of an older Python.
import ast

SAMPLES = [
    "x: int = 1", "(x): int", "x.y: int = 2", "f''", "f'{x}'", "f'{x=}'", "1_000", "0x_f",
    "(x := 1)", "[a := 1, 2]", "f(x := 1)", "def f(a, /): pass", "def f(a, b=1, /, *, c): pass", "lambda a, /: 0",
    "lambda a=1, /, b=2: 0",
    "async def f(): pass", "async def f():\n    async for x in y: pass\n", "async def f():\n    async with x: pass\n",
    "async def f():\n    async with (x as y, z): pass\n",
    "async def f():\n    return [x async for x in y]\n", "async def f(): return await x\n",
    "with (a as b, c as d): pass", "with (a): pass", "with (a, b): pass", "with (a, b,): pass", "with (a as b): pass",
    "a @ b", "a @= b", "a * b @ c", "match x:\n    case 1: pass\n", "try: pass\nexcept* E: pass\n",
    "try: pass\nexcept* E as e: pass\nelse: pass\nfinally: pass\n",
    "type X = int", "def f[T](x): pass", "class C[T]: pass", "@a.b[c]\ndef f(): pass", "*a, = b", "x[*y]", "def f(*args: *Ts): pass",
    "async = 1", "await = 2", "def await(): pass", "print(async)", "async def f():\n    await = 1\n",
    "async def f():\n    async = 1\n", "def g():\n    async = 1\n    def h(await): pass\n",
    "async def f(): pass\nawait = 3\n", "async def f():\n    pass\nawait = 3\n", "if 1:\n    async def f():\n        pass\n    async = 3\n",
    "async\ndef f(): pass", "return (yield)", "nonlocal x", "{**a}", "[*a]", "f(**a, **b)", "x if (y := 1) else 2",
    "a = b: int", "x = (y := 1)\nz = (1_0)\n", "def f(a, /):\n  x: int\n", "w = 1_0 +",
]
for minor in (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 20):
    for source in SAMPLES:
        try:
            ast.parse(source, feature_version=(3, minor))
        except SyntaxError as e:
            print(minor, repr(source), type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text)

for version in (7, (3, 6), None):
    try:
        print(version, ast.dump(ast.parse("x = 1", feature_version=version)))
    except Exception as e:
        print(version, type(e).__name__, e)
compile("x: int = 1", "<s>", "exec", _feature_version=4)
