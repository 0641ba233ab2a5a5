"""Mixins with cooperative super(), keyword arguments passed on, abstract hooks."""
class Base:
    def __init__(self, **kw):
        if kw: raise TypeError(f"unexpected {sorted(kw)}")
    def describe(self): return []
class Named(Base):
    def __init__(self, *, name, **kw): super().__init__(**kw); self.name = name
    def describe(self): return [f"name={self.name}"] + super().describe()
class Aged(Base):
    def __init__(self, *, age=0, **kw): super().__init__(**kw); self.age = age
    def describe(self): return [f"age={self.age}"] + super().describe()
class Logged(Base):
    def __init__(self, **kw): self.log = ["init"]; super().__init__(**kw)
    def __setattr__(self, k, v):
        if "log" in self.__dict__: self.log.append(k)
        super().__setattr__(k, v)
class Person(Logged, Named, Aged): pass
class Pet(Aged, Named):
    def describe(self): return ["pet"] + super().describe()
p = Person(name="ann", age=5)
p.age = 6
print(p.describe(), p.log, [c.__name__ for c in Person.__mro__], Pet(name="rex").describe(), Pet(name="x", age=2).age)
for f in (lambda: Person(), lambda: Person(name="x", colour=1), lambda: Pet("x"), lambda: Named(name=1, age=2)):
    try: f()
    except TypeError as e: print(e)
