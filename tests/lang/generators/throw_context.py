"""Which exception a generator handles, and the context of what is thrown into it."""
import sys
def show(tag):
    e = sys.exc_info()[1]
    print(tag, repr(e), 'ctx', repr(e.__context__) if e else None)
def g():
    show('g start')
    try:
        yield 1
    except ValueError as e:
        show('in except'); print('ctx', repr(e.__context__))
        yield 2
        show('after yield in except')
    show('g end')
try:
    1/0
except ZeroDivisionError:
    it = g(); print(next(it))
    show('outer')
    try: print(it.throw(ValueError('v')))
    except Exception as x: print(x)
    show('outer2')
    try: raise KeyError('k')
    except KeyError: print(next(it, 'done'))
show('module')
def g2():
    try: raise KeyError('inner')
    except KeyError:
        yield 1
        show('g2 resumed')
        try: yield 2
        except ValueError as e: print('caught', repr(e), repr(e.__context__)); 
        raise TypeError('t')
it = g2(); next(it)
show('m1')
try: 1/0
except ZeroDivisionError:
    next(it); show('m2')
    try: it.throw(ValueError('v2'))
    except TypeError as e: 
        print(repr(e), repr(e.__context__), repr(e.__context__.__context__) if e.__context__ else None)
def g3():
    yield from g2()
it = g3(); next(it); next(it)
try:
    try: 1/0
    except ZeroDivisionError: it.throw(ValueError('v3'))
except TypeError as e:
    c = e; 
    while c: print(repr(c)); c = c.__context__
def g4():
    yield 1
it = g4(); next(it)
try:
    try: 1/0
    except ZeroDivisionError: it.throw(ValueError('v4'))
except ValueError as e:
    c = e
    while c: print(repr(c)); c = c.__context__
it = g4()
try:
    try: 1/0
    except ZeroDivisionError: it.throw(ValueError('unstarted'))
except ValueError as e: print(repr(e.__context__))
def g5():
    try: yield 1
    finally: show('finally'); raise OSError('o')
it = g5(); next(it)
try:
    try: 1/0
    except ZeroDivisionError: it.close()
except OSError as e:
    c = e
    while c: print(repr(c)); c = c.__context__
def g6():
    try: 1/0
    except ZeroDivisionError:
        yield
        raise
it = g6(); next(it)
try:
    raise KeyError
except KeyError:
    try: next(it)
    except ZeroDivisionError as e: print('reraised', repr(e), repr(e.__context__))
def g7():
    try: yield 1
    except: 
        show('bare')
        try: raise
        except ValueError as e: print('again', repr(e.__context__)); yield 9
it = g7(); next(it)
try: 1/0
except ZeroDivisionError:
    it.throw(ValueError('w'))
    show('after')
async def co():
    try: await A()
    except ValueError as e: show('co'); raise RuntimeError('r') from None
class A:
    def __await__(self): yield 5
c = co(); c.send(None)
try:
    try: 1/0
    except ZeroDivisionError: c.throw(ValueError('cv'))
except RuntimeError as e:
    while e: print(repr(e), e.__suppress_context__); e = e.__context__
# exc_info after generator exit inside except
def g8():
    for i in range(2):
        try: raise ValueError(i)
        except ValueError: yield sys.exc_info()[1]
for e in g8(): print(repr(e), repr(sys.exc_info()[1]))
def outer():
    try: raise KeyError('outer')
    except KeyError:
        for e in g8(): show('in outer')
        show('outer end')
outer()
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration
    def throw(self, *a): show('It.throw'); raise KeyError('from throw')
def g9():
    try: yield from It2()
    except KeyError as e: print('g9', repr(e.__context__)); yield 'k'
class It2(It):
    def __next__(self): return 1
it = g9(); next(it)
print(it.throw(ValueError('to It')))
it = g4(); next(it)
exc = ValueError('has ctx'); exc.__context__ = KeyError('own')
try:
    try: 1/0
    except ZeroDivisionError: it.throw(exc)
except ValueError as e: print(repr(e.__context__), repr(e.__context__.__context__))
with_self = None
def g10():
    try: yield
    except ValueError as e:
        print('same ctx', repr(e.__context__)); raise
it = g10(); next(it)
try: raise ValueError('S')
except ValueError as s:
    try: it.throw(s)
    except ValueError as e: print(e is s, repr(e.__context__))
