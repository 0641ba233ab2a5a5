"""Attribute errors mark the expression up to the failing attribute."""
class A:
    pass
a = A()
a.b = A()
print(a.b.c.d + 1)
