"""_tokenize: readline is called when a line is wanted, not before, and what it raises comes out of the iterator."""
import _tokenize
def tokens(lines, fail_at=None):
    lines, count = iter(lines), 0
    def readline():
        nonlocal count
        count += 1
        print("  line", count)
        if count == fail_at: raise KeyError(count)
        return next(lines, "")
    return _tokenize.TokenizerIter(readline, extra_tokens=True)
for lines in (["x = 1\n", "if x:\n", "  y\n", "z"], ["'''a\n", "b\n", "c''' + (1,\n", "2)\n"], ["f'''{\n", "x}\n", "{{ y:{\n", "w}}}'''\n"], ["a \\\n", " + 1\n", "\n", "# c\n"],
              ["x\n", "y\n", "z\n"], ["def f():\n", "\n", "  'a'\n"]):
    print(lines)
    try:
        for token in tokens(lines): print(token)
    except SyntaxError as e: print(type(e).__name__, e.msg)
for fail_at in (1, 2, 3):
    try:
        for token in tokens(["(1\n", ", 2\n", ")\n"], fail_at): print(token[1])
    except KeyError as e: print("KeyError", e)
