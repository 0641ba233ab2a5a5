# Which lines are reported, and the line that frames are left at, for code that the compiler makes little of: constant conditions,
# operands used in place, handlers that raise again, loops on one line.
import sys
def trace_lines(f, n=None):
    lines=[]
    def tr(frame, ev, arg):
        if frame.f_code is f.__code__:
            lines.append((ev[0], frame.f_lineno - f.__code__.co_firstlineno))
            return tr
    sys.settrace(tr)
    try:
        f()
    except BaseException as e:
        pass
    finally:
        sys.settrace(None)
    return lines
def after_raise(f):
    try:
        f()
    except Exception as ex:
        t = ex.__traceback__
    else: return None
    lines = []
    t = t.tb_next
    while t:
        frame = t.tb_frame
        lines.append((None if frame.f_lineno is None else
            frame.f_lineno-frame.f_code.co_firstlineno, t.tb_lineno-frame.f_code.co_firstlineno))
        t = t.tb_next
    return lines
def in_except():
    try:
        raise Exception
    except:
        1/0
        pass
def other_except():
    try:
        1/0
    except TypeError as ex:
        pass
def in_named_except():
    try:
        raise Exception
    except Exception as ex:
        1/0
        pass
def in_try():
    try:
        1/0
    except ValueError: pass
    except KeyError:
        pass
    x = 1
def in_finally_except():
    try:
        try:
            raise Exception
        finally:
            1/0
            pass
    except KeyError:
        pass
class Dull:
    def __enter__(self): return self
    def __exit__(self,*a): pass
class Sup(Dull):
    def __exit__(self,*a): return True
class Exit(Dull):
    def __exit__(self,*a): 1/0
def after_with():
    with Dull():
        1/0
        pass
def after_with2():
    with Exit():
        pass
def after_with3():
    with Exit():
        1/0
def with_sup():
    with Sup():
        1/0
    return 3
def w0():
    while 0:
        pass
    x = 1
def w1():
    x = 0
    while x < 2: x += 1
    return
def multi():
    x = [
        1,
        w0(),
        3 + w0.__code__.co_firstlineno
    ]
    y = f(
        x,
        3,
        len(
          x)
    )
def f(*a): return a
def m2():
    a = (1 +
         len("x") +
         3)
    b = {
      'x': 1,
      'y': a,
    }
    return (
      a if
      b
      else 3)
def m3():
    x = 3
    match x:
        case 1:
            y = 2
        case [a, b]:
            y = 3
        case _:
            y = 4
    return y
def m4():
    x = 3
    match x:
        case 1 | 2:
            y = 2
        case k if k > 4:
            y = 3
        case k:
            y = 4
def forelse():
    for i in (1,2):
        if i == 1: continue
        elif i == 3:
            break
        x = 1
    else:
        y = 1
def t1():
    try:
        return 1
    finally:
        x = 1
def t2():
    for i in (1,2):
        try:
            continue
        finally:
            x = 1
def cond():
    x = 1
    if x and \
       not x:
        return
    elif x:
        pass
    else:
        return
    y = 2
def nested():
    def a(x,
        y=1
    ):
        return 2
    @f
    @f
    def b(): pass
    class C(
       object):
        x = 1
    return [a
      for a in
      (1,2)
      if a]
def constant_a():
    x = 0
    if 0:
        y = 1
    x = 2
def constant_b():
    if 1:
        x = 2
    if not 0:
        y = 2
    elif 0:
        z = 3
    else:
        t = 1
def constant_c():
    while 0:
        pass
    else:
        x = 1
    while 1:
        break
    while 1:
        if x: break
    assert 1
    assert 0 or x
    if (1
        and x):
        pass
    if (x and
       1):
        y = 2
    if (x or
       1):
        y = 2
def constant_d():
    if __debug__:
        x = 1
    x = (1 if
         1
         else
         3)
    for i in ():
        pass
    for i in (
       1,
       2):
       pass
    while (
       x
       and 0):
       pass
    try:
        pass
    except:
        pass
    finally:
        pass
    del x
    match 1:
        case _:
            pass
    match 1:
        case _ if 1:
            pass
    match 1:
        case [a, _]: pass
        case _: pass
def constant_e():
    x = 1
    while x < 4:
        x += 1
    else:
        y = 1
    while (x
           and x > 2):
        x -= 1
def constant_f():
    if 0: x = 1
    elif 0: y = 2
    try:
        try: 1/0
        except ValueError: pass
        except KeyError: pass
        finally: x = 1
    except: x = 3
    with open('/dev/null') as f, \
         open('/dev/null') as g:
        pass
    return
def ireturn_example():
    a = 5
    b = 5
    if a == b:
        b = a+1
    else:
        pass
def generator_function():
    try:
        yield True
        "continued"
    finally:
        "finally"
def generator_example():
    # any() will leave the generator before its end
    x = any(generator_function())
    # the following lines were not traced
    for x in range(3):
        y = x
def ififif():
    a = True
    b = False
    c = True
    if a:
        if b:
            if c:
                x = 4
            else: x = 5
def conv():
    a = 1
    b = 0
    if a and b: x = 1
    elif a: pass
    else: pass
def conv2(*a):
    x = 4 if a else 3; return x
class CM:
    def __enter__(self): pass
    def __exit__(self, *a): pass
def early():
    with CM():
        return 1
def wif():
    with CM():
        if False:
            return
        pass
def wexc():
    try:
        with CM():
            1/0
    except ZeroDivisionError: pass
def tne():
    try:
        2
    except:
        4
    else:
        6
        if 1==2:
            8
        try: 3
        finally:
            pass
    finally:
        8
    x = 3
def tstar():
    try:
        2
    except* ValueError:
        4
    except* TypeError:
        5
    else:
        6
    finally:
        8
def tstar2():
    try:
        try:
            raise ValueError(4)
        except* OSError:
            5
    except ValueError:
        return 3
def nest():
    a = b = 1
    if 0 < a:
        if 1 and (a or
          b): pass
        elif a: return
    else:
        x = 3

for g in [g for g in list(globals().values()) if hasattr(g, "__code__") and g.__code__.co_argcount == 0]:
    print(g.__name__, after_raise(g))
    print('   ', ' '.join(f'{a}{b}' for a, b in trace_lines(g)))
