"""finally: order, return, break and continue in it, exceptions replaced, nested."""
def f1():
    try: return "try"
    finally: print("f1 finally")
def f2():
    try: return "try"
    finally: return "finally"
def f3():
    try: 1 / 0
    finally: return "swallowed"
def f4():
    for i in range(3):
        try: continue
        finally: print("f4", i)
    for i in range(3):
        try: 1 / 0
        except ZeroDivisionError: break
        finally: print("f4b", i)
    return i
def f5():
    while True:
        try: 1 / 0
        finally: break
    return "broke out"
def f6():
    x = 1
    try: return x
    finally: x = 2
def f7():
    try:
        try: 1 / 0
        finally: print("inner")
    except ZeroDivisionError: print("outer"); return "f7"
    else: print("never")
    finally: print("last")
def f8():
    l = []
    try: return l
    finally: l.append("added")
def f9():
    try: pass
    except ValueError: pass
    else: return "else"
    finally: print("f9")
def f10():
    for i in range(3):
        try: return i
        finally:
            if i < 2: continue
def f11():
    try:
        try: raise ValueError(1)
        finally:
            try: raise KeyError(2)
            except KeyError: pass
    except ValueError as e: return repr(e), e.__context__
def f12():
    try: raise ValueError("a")
    except ValueError:
        try: raise KeyError("b")
        finally: print("f12 finally")
def f13(n):
    try:
        if n == 0: return "zero"
        if n == 1: raise ValueError
        if n == 2: yield_ = 1
    except ValueError: return "value"
    else: return "else"
    finally: print("n", n)
    return "never"
def f14():
    try:
        return print("first") or "r"
    finally:
        print("second")
for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f14): print(f.__name__, f())
try: f12()
except KeyError as e: print(repr(e.__context__))
print([f13(n) for n in range(3)])
def gen():
    try: yield 1
    finally:
        yield "in finally"
        print("gen done")
print(list(gen()))
def nested():
    for i in range(2):
        try:
            for j in range(2):
                try:
                    if j: break
                finally: print("inner", i, j)
            else: print("no")
        finally: print("outer", i)
nested()
