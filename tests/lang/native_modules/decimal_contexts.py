# Contexts of _decimal: attributes, signals, operations, errors.
import _decimal as d
import warnings

warnings.simplefilter("ignore")
D = d.Decimal
C = d.Context


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "!!", type(e).__name__, e.args)


for text in r"""
C(prec=0)
C(prec='a')
C(prec=10**30)
C(prec=-1)
C(rounding='x')
C(rounding=3)
C(Emin=1)
C(Emax=-1)
C(Emin='a')
C(capitals=2)
C(clamp=2)
C(clamp='x')
C(flags=[d.Inexact])
C(flags={})
C(flags=5)
C(flags=[5])
C(traps=[d.ConversionSyntax])
C(traps=[ValueError])
C(5,'ROUND_UP',-10,10,0,1,[],[d.Inexact])
C(None,None)
C().foo
delattr(C(),'prec')
setattr(C(),'foo',3)
setattr(C(),'prec','a')
setattr(C(),'prec',1.5)
setattr(C(),'rounding','foo')
setattr(C(),'traps',{})
setattr(C(),'traps',5)
setattr(C(),'flags',{d.Inexact:1})
C().flags
C().traps
C().flags[d.Inexact]
C().flags[5]
C().flags['x']
C().flags.__setitem__(d.Inexact, 'x')
C().flags.__setitem__(ValueError, 1)
C().flags.__delitem__(d.Inexact)
list(C().flags)
len(C().flags)
C().flags.copy()
type(C().flags.copy())
C().flags==C().flags
C().flags==C().flags.copy()
C().flags<C().flags
C().traps!=C().flags
repr(C().traps)
hash(C().flags)
type(C().flags)()
C().__reduce__()
C().copy()
C()==C()
C().Etiny(),C().Etop()
C().radix()
C()._apply(D('1.23456'))
C(prec=3)._apply(D('1.23456'))
C().create_decimal('1_0')
C().create_decimal(' 10')
C().create_decimal(1.5)
C().create_decimal()
C().create_decimal(None)
C(prec=3).create_decimal((0,(1,2,3,4),0))
C().create_decimal_from_float('a')
C().create_decimal_from_float(3)
C(prec=3).create_decimal_from_float(0.1)
C().add(1,2)
C().add('a',2)
C().power(2,3)
C().power(2,3,5)
C().power(2,3,modulo=5)
C().power(2,3,modulo='a')
C().power(a=2,b='x')
C().divmod(7,2)
C().to_sci_string(5)
C().is_nan('a')
C().copy_decimal(5)
C().canonical(5)
C().canonical(D(5))
C().is_canonical(5)
C().same_quantum(1,2)
d.setcontext(5)
d.localcontext(5)
d.localcontext(foo=3)
d.localcontext(prec='a')
d.DecimalTuple(0,(1,),2)
d.InvalidOperation.__module__
""".strip().splitlines():
    show(text)

# The current context belongs to the thread and to the context of contextvars.
import contextvars
import threading

with d.localcontext(prec=5) as c:
    print(D(1) / 3, d.getcontext() is c)
    contextvars.copy_context().run(lambda: d.setcontext(C(prec=9)))
    print(D(1) / 3)
    thread = threading.Thread(target=lambda: print(D(1) / 3, d.getcontext().prec))
    thread.start()
    thread.join()
print(D(1) / 3)
with d.localcontext() as c:
    c.traps[d.Inexact] = True
    try:
        D(1) / 3
    except d.Inexact as e:
        print(type(e), e.args, [s.__name__ for s in c.flags if c.flags[s]])
import copy
import pickle

for value in D("-1.50"), D("sNaN12"), C(prec=3, traps=[d.Overflow]):
    print(repr(pickle.loads(pickle.dumps(value))), repr(copy.deepcopy(value)))
