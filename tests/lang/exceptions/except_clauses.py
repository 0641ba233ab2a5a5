"""Choosing the handler: tuples, order, inheritance, expressions, bad classes, binding and unbinding of the name."""
def which(exc, *handlers):
    try: raise exc
    except ZeroDivisionError: return "zero"
    except (KeyError, IndexError) as e: return "lookup tuple", type(e).__name__
    except LookupError: return "lookup"
    except OSError as e: return "os", e.errno
    except Exception as e: return "exception", str(e)
    except: return "bare"
for e in (ZeroDivisionError(), KeyError(1), IndexError(2), LookupError(), FileNotFoundError(2, "x"), ValueError("v"), KeyboardInterrupt(), SystemExit(), GeneratorExit()):
    print(type(e).__name__, which(e))
def dynamic(classes):
    try: raise ValueError("d")
    except classes as e: return "caught"
print(dynamic(ValueError), dynamic((KeyError, ValueError)), dynamic((TypeError, (KeyError,)) if False else (Exception,)))
for bad in (5, "x", (ValueError, 5), int, None, [ValueError], (KeyError, (ValueError,))):
    try: print(dynamic(bad))
    except TypeError as e: print(e, "| context", repr(e.__context__))
    except ValueError as e: print("not caught", e)
try: dynamic(())
except ValueError: print("empty tuple catches nothing")
def names():
    e = 1
    try: raise ValueError
    except ValueError as e: pass
    return "e" in locals()
print(names())
try: 1 / 0
except ZeroDivisionError as e: kept = e
print(kept, "e" in globals())
log = []
def expr(c): log.append(c.__name__); return c
try:
    try: raise KeyError
    except expr(ValueError): pass
    except expr(KeyError): log.append("caught")
    except expr(TypeError): pass
finally: print(log)
def no_raise():
    try: pass
    except undefined_name: pass
    else: return "else"
print(no_raise())
class Meta(type):
    def __instancecheck__(c, i): return True
    def __subclasscheck__(c, s): return True
class Any(Exception, metaclass=Meta): pass
try:
    try: raise ValueError("not any")
    except Any: print("instancecheck used")
except ValueError as e: print("by mro only")
for source in ("try: pass", "try: pass\nexcept: pass\nexcept ValueError: pass", "try: pass\nelse: pass", "try: pass\nexcept ValueError, e: pass", "try: pass\nexcept ValueError as 5: pass", "try: pass\nexcept ValueError as e.x: pass", "try: pass\nfinally: pass\nexcept: pass", "except: pass", "try: pass\nexcept A, B: pass", "try: pass\nexcept* : pass", "try: pass\nexcept *A: pass\nexcept B: pass", "try: pass\nexcept (A, B) as c: pass", "try:\npass", "finally: pass", "try: pass\nexcept as e: pass", "try pass", "try: pass\nexcept A as (b): pass"):
    try: compile(source, "", "exec"); print(repr(source), "ok")
    except SyntaxError as e: print(repr(source), "|", e.msg)
