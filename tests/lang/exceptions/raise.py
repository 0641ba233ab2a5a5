"""raise in all its forms."""
def attempt(source):
    try:
        exec(source, {"E": ValueError("inst"), "C": KeyError})
    except BaseException as e:
        print(repr(source), "|", type(e).__name__, e, "| cause", repr(e.__cause__), "| context", repr(e.__context__), e.__suppress_context__)
for source in ("raise ValueError", "raise ValueError('x', 1)", "raise E", "raise C", "raise 5", "raise None", "raise 'text'", "raise int", "raise", "raise E from None", "raise E from KeyError", "raise E from KeyError('c')", "raise E from 5", "raise 5 from E", "raise E from int", "raise (ValueError, KeyError)", "raise ValueError from C('k')", "raise BaseException", "raise SystemExit(3)", "raise KeyboardInterrupt", "raise StopIteration(1)", "raise E.with_traceback(None)", "raise E.with_traceback(5)",
               "try: raise C('first')\nexcept C: raise ValueError('second')", "try: raise C('first')\nexcept C as e: raise ValueError('second') from e", "try: raise C('first')\nexcept C: raise ValueError('second') from None", "try: raise C('first')\nexcept C: raise", "try: raise C('f')\nfinally: raise ValueError('s')", "try:\n try: raise C(1)\n except C: raise ValueError(2)\nexcept ValueError: raise TypeError(3)", "class B(Exception):\n def __init__(self): raise OSError('in init')\nraise B", "class N(Exception):\n def __new__(cls): return 5\nraise N", "raise type", "raise E; raise C"):
    attempt(source)
e = ValueError("loop")
try:
    try: raise e
    except ValueError as x: raise e from e
except ValueError as y: print(y.__cause__ is y, y.__context__)
try:
    try: raise e
    except ValueError: raise e
except ValueError as y: print(y.__context__)
a, b = KeyError("a"), KeyError("b")
try:
    try: raise a
    except KeyError:
        try: raise b
        except KeyError: raise a
except KeyError as x: print(repr(x), repr(x.__context__), x.__context__.__context__)
