"""Errors of class patterns."""
class NoArgs: pass
class BadArgs: __match_args__ = ["x"]
class BadName: __match_args__ = (5,)
class Few: __match_args__ = ("x",); x = 1
class Dup: __match_args__ = ("x", "x"); x = 1
class Missing: __match_args__ = ("nope",)
class Raises:
    __match_args__ = ("p",)
    @property
    def p(self): raise ValueError("prop")
for subject, pattern in (("NoArgs()", "NoArgs(x)"), ("NoArgs()", "NoArgs()"), ("BadArgs()", "BadArgs(x)"), ("BadName()", "BadName(x)"), ("Few()", "Few(x, y)"), ("Few()", "Few(x, x=y)"), ("Few()", "Few(1)"), ("Dup()", "Dup(x, y)"), ("Missing()", "Missing(x)"), ("Raises()", "Raises(x)"), ("5", "len()"), ("5", "int(a, b)"), ("5", "undefined_class()"), ("5", "int(real=5)"), ("5", "int(real=a, imag=0)"), ("5", "object()"), ("5", "str(x)"), ("'s'", "str('s')"), ("{}", "dict(a=1)")):
    try:
        exec(f"match {subject}:\n case {pattern}: print('matched')\n case _: print('not')")
    except Exception as e: print(subject, pattern, type(e).__name__, e)
