"""Cell objects: contents, comparison, emptiness, creation, co_freevars order."""
def outer():
    b, a = 1, 2
    def inner(): return a, b
    return inner
f = outer()
print(f.__code__.co_freevars, [c.cell_contents for c in f.__closure__], outer.__code__.co_cellvars, type(f.__closure__[0]).__name__, f.__closure__[0] == f.__closure__[0], f.__closure__[0] < f.__closure__[1], f.__closure__[0] > f.__closure__[1])
f.__closure__[0].cell_contents = 50
print(f())
Cell = type(f.__closure__[0])
c = Cell()
try:
    c.cell_contents
except ValueError as error:
    print(error)
c.cell_contents = [1]
print(c.cell_contents, Cell(5).cell_contents, Cell(5) == Cell(5), Cell(1) < Cell(2), Cell() == Cell(), Cell() < Cell(1), Cell(1) == 1)
del c.cell_contents
try:
    del c.cell_contents
    print("deleted twice")
    c.cell_contents
except ValueError as error:
    print(error)
try:
    Cell(1, 2)
except TypeError as error:
    print(error)
try:
    hash(c)
except TypeError as error:
    print(error)
def recursive():
    def g(n): return n and g(n - 1) + 1
    return g
g = recursive()
print(g(5), g.__closure__[0].cell_contents is g)
def many():
    z = y = x = w = 0
    return (lambda: (x, z)), (lambda: (w, y, z))
p, q = many()
print(p.__code__.co_freevars, q.__code__.co_freevars, many.__code__.co_cellvars)
def arg_cell(a, b):
    def f(): return a
    a = 5
    return f() + b
print(arg_cell(1, 2), arg_cell.__code__.co_cellvars, arg_cell.__code__.co_varnames)
class K:
    def m(self): return __class__
    def n(self): return super().__repr__()[:3]
print(K().m() is K, K.m.__code__.co_freevars, K().n(), K.n.__closure__[0].cell_contents is K)
