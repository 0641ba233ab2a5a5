"""Traceback objects: tb_frame, tb_lineno, tb_next, walking and changing them."""
import sys
def a(): b()
def b():
    x = 1
    raise ValueError("v")
try:
    a()
except ValueError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_lineno, tb.tb_lasti >= 0, sorted(k for k in tb.tb_frame.f_locals if k[0] != "_")[:2])
        last, tb = tb, tb.tb_next
    print(sys.exc_info()[2] is e.__traceback__, last.tb_next)
    T = type(last)
    made = T(None, last.tb_frame, 0, 99)
    print(made.tb_lineno, made.tb_next)
    e2 = KeyError("k").with_traceback(made)
    print(e2.__traceback__ is made)
    e.__traceback__.tb_next = None
    n = 0
    tb = e.__traceback__
    while tb: n, tb = n + 1, tb.tb_next
    print(n)
    for action in ("made.tb_next = made", "made.tb_next = 5", "made.tb_lineno = 5", "T()", "T(5, 5, 5, 5)", "del made.tb_next"):
        try: exec(action); print(action, "ok")
        except (TypeError, ValueError, AttributeError) as err: print(action, "|", type(err).__name__, err)
