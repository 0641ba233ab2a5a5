# What __init__ returns has to be None; the line of the call is in the traceback.
import sys


class A:
    def __init__(self):
        return 1


def f():
    A()


try:
    f()
except TypeError as e:
    print(e)
    tb = sys.exc_info()[2]
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno)
        tb = tb.tb_next
