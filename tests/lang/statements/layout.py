"""Layout: comments, blank lines, continuation lines, form feeds, tabs, CRLF, no newline at the end."""
def run(s):
    try:
        ns = {}
        exec(s, ns)
        print(repr(s)[:50], {k: v if isinstance(v, (int, str, list, dict)) else type(v).__name__ for k, v in ns.items() if k != "__builtins__"})
    except SyntaxError as e: print(repr(s)[:50], "|", type(e).__name__, e.msg, e.lineno)
    except ValueError as e: print(repr(s)[:50], "|", e)
for s in ("a = 1 # c", "# only", "\n\n\na = 1\n\n", "a = (1 +\n # inside\n\n 2)", "a = 1 + \\\n  2", "a = 1\r\nb = 2\r\n", "a = 1\rb = 2", "if 1:\n  a = 1\n\n  # dedented later\n# col 0\n  b = 2", "\fa = 1", "if 1:\n\ta = 1\n\tb = 2", "if 1:\n\ta = 1\n        b = 2", "if 1:\n        a = 1\n\tb = 2", "  # indented comment\na = 1", "a = [\n1,\n2\n]", "a = 1;", "a = 1;;", ";", "a = '''x\ny'''", "if 1: a = 1\nelse: a = 2", "a = \\\n", "a = 1 \\ \nb = 2", "\\\na = 1", "def f(): return 1\n# end", "class C:\n\n  x = 1\n\n\n  y = 2", "if 1:\n  a = 1\n # odd comment\n  b = 2", "if 1:\n a=1\n  b=2", " a = 1", "\ta = 1", "a = 1\n b = 2", "for i in (1,\n 2): a = i", "a = {\n 'k': 1, # c\n}", "a = 1\n\x0cb = 2", "if 1:\n a = 1\n\x0c b = 2", "a = 1_0 if True else 0", "a = 1.e5", "a = 1..real", "a=b=1;c=a", "\ufeffa = 1", "a\u00a0= 1", "x = 1 # é", "a = 1\0", "if 1:\n a = 1\nelif 2:\n a = 2\n\nelse:\n a = 3"):
    run(s)
