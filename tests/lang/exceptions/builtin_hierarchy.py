"""The tree of built-in exceptions."""
def tree(c, depth=0):
    print("  " * depth + c.__name__, end=" " if depth > 4 else "\n")
    for s in sorted((k for k in c.__subclasses__() if k.__module__ == "builtins"), key=lambda k: k.__name__): tree(s, depth + 1)
tree(BaseException)
print(EnvironmentError is OSError, IOError is OSError, ExceptionGroup.__mro__, BaseExceptionGroup.__bases__)
for n in ("ValueError", "KeyError", "OSError", "SyntaxError", "StopIteration", "UnicodeDecodeError", "SystemExit", "ImportError", "AttributeError", "NameError"):
    c = getattr(__builtins__, n) if not isinstance(__builtins__, dict) else __builtins__[n]
    print(n, c.__module__, c.__base__.__name__, bool(c.__doc__), sorted(k for k in vars(c) if k[0] != "_"))
