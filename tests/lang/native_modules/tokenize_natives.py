"""_tokenize: the tokens of 3.12, with comments and newlines that end nothing, places in characters, and the errors."""
import _tokenize
def show(source, **options):
    print(repr(source))
    try:
        for token in _tokenize.TokenizerIter(iter(source.splitlines(True)).__next__, **options): print(" ", token)
    except SyntaxError as e: print(" ", type(e).__name__, e.msg, e.lineno)
for source in ("f(\n  # comment\n  1)\nx", "", "\n", "x", "# c", "  # c\n", "if x:\n  y\n  # z\n\n\nq", "if x:\r\n  y = '''a\r\nb'''\r\n",
               "f'a{x!r:>{w}} {{b}}'\n", "f'''{\nx # c\n}\n z'''\n", "(\n", "'abc\n", "'''abc\n", "if x:\n    y\n  z\n", "\tx\n        y\n", "x = 1 \\\n + 2\n",
               "x = \\ 1\n", "é = 'ü'  # ö\n", "async def f(): await x\n", "a $ b ? c ! d\n", "0x\n", "if 1:\n  if 2:\n    x", "x = (1,\n # c\n\n 2)  # d\n",
               "  \\\n  x\n", ")\n", "[)\n", "\r\n x\r\n"):
    show(source, extra_tokens=True)
show("x = (1)\ny", extra_tokens=False)
print(list(_tokenize.TokenizerIter(iter([b'x = "\xe9"\n', b"y"]).__next__, encoding="latin-1", extra_tokens=True)))
for args, options in (((), {}), ((5,), {}), ((lambda: 5,), {}), ((lambda: b"x",), {}), ((lambda: "x",), {"encoding": "utf-8"}), ((len,), {"encoding": 5}), ((len, 1), {})):
    try: print(next(_tokenize.TokenizerIter(*args, extra_tokens=True, **options)))
    except TypeError as e: print(e)
