"""Messages of invalid assignment targets."""
for source in ("1 = x", "f() = 1", "x + y = 1", "a.b() = 2", "(x, 1) = 2", "None = 1", "True = 1", "x = 1 = 2", "[x, y] += 1", "x, y += 1", "f() += 1", "(x) += 1", "'a' = 1", "-x = 1", "x if y else z = 1", "lambda: 0 = 1", "x and y = 1", "{} = 1", "{1} = 1", "[x for x in y] = 1", "x < y = 1", "... = 1", "__debug__ = 1", "x.None = 1", "x.True", "def None(): pass", "class True: pass", "for None in x: pass", "import None", "x = = 1", "x := 1", "with a as None: pass", "(yield) = 1", "a = *b", "*a = b", "*a, = b", "def f(None): pass", "f(None=1)", "x = y := 2", "x: int = 1 = 2"):
    try: compile(source, "", "exec"); print(source, "ok")
    except SyntaxError as e: print(source, "|", e.msg)
