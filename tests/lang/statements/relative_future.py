# A relative import of `__future__` is checked as the absolute one is.
for source in [
    "from .__future__ import whatever",
    "from .__future__ import braces",
    "from ..__future__ import division\nx = 1",
    "x = 1\nfrom .__future__ import annotations",
    "from . import __future__",
]:
    try:
        compile(source, "<s>", "exec")
        print("ok")
    except SyntaxError as e:
        print(e, e.lineno, e.offset, e.end_offset)
try:
    exec("from .__future__ import annotations")
except ImportError as e:
    print(e)
