"""compile(): modes, flags, source types, code object attributes, syntax errors with filename and position."""
c = compile("x = 1\ny = x + 1\n", "file.py", "exec")
print(c.co_name, c.co_filename, c.co_firstlineno, c.co_varnames, c.co_argcount, c.co_nlocals, c.co_freevars)
ns = {}; exec(c, ns); print(ns["y"])
c = compile("def f(a, b=1, *c, d, **e):\n  'doc'\n  z = 1\n  return lambda: a\n", "f", "exec")
f = next(k for k in c.co_consts if hasattr(k, "co_name"))
print(f.co_name, f.co_varnames, f.co_cellvars, f.co_argcount, f.co_kwonlyargcount, f.co_flags & 0xC, f.co_firstlineno, f.co_qualname, [k.co_name for k in f.co_consts if hasattr(k, "co_name")])
compile("1 + 1", "", "single") and exec(compile("1 + 1", "", "single"))
exec(compile("x = 5; x", "", "single"))
exec(compile("None", "", "single"))
exec(compile("for i in range(2): i\n", "", "single"))
print(eval(compile(b"# -*- coding: latin-1 -*-\n'\xe9'", "", "eval")))
import sys
for args in (("1", "f"), ("1", "f", "bad"), (5, "f", "eval"), ("1", 5, "eval"), ("x=1", "f", "eval"), ("1\n2", "f", "single"), ("1 +", "f", "exec"), ("if x:\n", "f", "exec"), ("1", "f", "eval", 99999999), ("1", "f", "eval", 0, False, 5), ("a\0b", "f", "exec"), ("'''", "g.py", "exec"), ("(", "g.py", "exec"), ("x = = 1", "g.py", "exec"), ("  x", "g.py", "exec"), ("x\n  y", "g.py", "exec"), ("if 1:\n  x\n y", "g.py", "exec"), ("return", "g", "exec"), ("\xe9 = $", "g", "exec"), (b"\xff", "g", "exec")):
    try:
        print(compile(*args).co_name)
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.filename, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(compile("x", "", "exec") == compile("x", "", "exec"), compile("x", "", "exec") == compile("y", "", "exec"), hash(compile("x", "", "exec")) == hash(compile("x", "", "exec")))
ns = {}
exec(compile("assert 0\ndef f():\n  'doc'\n", "", "exec", optimize=2), ns)
print(ns["f"].__doc__, eval(compile("__debug__", "", "eval", optimize=1)), eval(compile("__debug__", "", "eval", optimize=0)))
r = f.replace(co_name="other", co_filename="elsewhere")
print(r.co_name, r.co_filename, r.co_varnames == f.co_varnames, r == f)
try:
    f.replace(nothing=1)
except TypeError as error:
    print(error)
