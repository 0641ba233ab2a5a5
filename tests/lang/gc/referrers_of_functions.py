"""gc.get_referrers leads from code to its function, from there to the dict of the class or module, and to the class."""
import gc
class C:
    def method(self): pass
def function(): pass
def owners(code):
    functions = [o for o in gc.get_referrers(code) if type(o) is type(function)]
    dicts = [o for o in gc.get_referrers(*functions) if isinstance(o, dict)]
    return len(functions), any(d is globals() for d in dicts), [o for o in gc.get_referrers(*dicts) if isinstance(o, type) and o is C]
print(owners(C.method.__code__))
print(owners(function.__code__)[:2])
print("cell" in {type(o).__name__ for o in gc.get_referrers(C.method, function)})
def outer():
    value = []
    return lambda: value
inner = outer()
print("cell" in {type(o).__name__ for o in gc.get_referrers(inner())})
