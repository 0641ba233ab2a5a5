"""Nesting within the limits works; beyond them is an error, never a crash."""
def nest(open_, close, n, inner="1"): return open_ * n + inner + close * n
def t(label, source, mode="eval"):
    try:
        compile(source, "", mode)
        print(label, "compiles")
    except (SyntaxError, MemoryError, RecursionError) as e: print(label, type(e).__name__, getattr(e, "msg", None))
print(eval(nest("(", ")", 50)), len(str(eval(nest("[", "]", 50)))), eval("-" * 50 + "1"), eval("not " * 20 + "1"), eval("1" + "+1" * 2000), eval("lambda: " * 20 + "1") is not None)
t("parens 100", nest("(", ")", 100))
t("parens 201", nest("(", ")", 201))
t("brackets 250", nest("[", "]", 250))
t("indent 99", "".join(" " * i + "if 1:\n" for i in range(99)) + " " * 99 + "x=1\n", "exec")
t("indent 101", "".join(" " * i + "if 1:\n" for i in range(101)) + " " * 101 + "x=1\n", "exec")
t("for 20", "".join(" " * i + "for x in y:\n" for i in range(20)) + " " * 20 + "pass\n", "exec")
t("for 21", "".join(" " * i + "for x in y:\n" for i in range(21)) + " " * 21 + "pass\n", "exec")
exec("def f(" + ",".join(f"a{i}={i}" for i in range(300)) + "): return a299 + a0")
print(f(), f(5), f(a299=1))
print(eval("(" + ",".join("1" for _ in range(5000)) + ")")[-1], len(eval("[" + "1," * 3000 + "]")), len(eval("{" + ",".join(f"{i}: {i}" for i in range(2000)) + "}")), sum(eval("f2(" + ",".join(str(i) for i in range(1000)) + ")", {"f2": lambda *a: a})))
exec("\n".join(f"v{i} = {i}" for i in range(3000)) + "\nprint(v0 + v2999)")
exec("def g():\n" + "\n".join(f" v{i} = {i}" for i in range(1000)) + "\n return v0 + v999\nprint(g())")
exec("def h(x):\n" + "".join(f" if x == {i}: return {i}\n" for i in range(900)) + " return 'none'\nprint(h(899), h(-1))")
exec("class K:\n" + "\n".join(f" def m{i}(self): return {i}" for i in range(500)) + "\nprint(K().m499())")
print(eval(" and ".join(["1"] * 1000)), eval("+".join(["'a'"] * 500)) == "a" * 500, eval("x" + ".real" * 100, {"x": 5}), len(eval("'" + "a" * 100000 + "'")))
