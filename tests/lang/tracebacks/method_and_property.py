"""Errors inside methods, properties and special methods."""
class A:
    @property
    def p(self): return self + 1
    def __add__(self, other): return other.missing
    def m(self): return [self.p]
A().m()
