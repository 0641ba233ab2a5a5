"""except*: matching parts, the rest re-raised, naked exceptions wrapped, raising inside, nesting."""
def t(exc, body):
    try:
        body(exc)
        print("no exception left")
    except BaseException as e: print("left", repr(e), "| cause", repr(e.__cause__), "| context", repr(e.__context__))
def b1(exc):
    try: raise exc
    except* ValueError as e: print("V", repr(e))
    except* (KeyError, TypeError) as e: print("KT", repr(e))
    else: print("else")
    finally: print("finally")
EG = ExceptionGroup
t(EG("g", [ValueError(1), KeyError(2)]), b1)
t(EG("g", [ValueError(1), OSError(2)]), b1)
t(EG("g", [EG("n", [ValueError(1), OSError(5)]), TypeError(3)]), b1)
t(ValueError("naked"), b1)
t(OSError("naked other"), b1)
t(KeyboardInterrupt(), b1)
def b2(exc):
    try: raise exc
    except* ValueError: raise RuntimeError("new")
    except* KeyError as e: raise
t(EG("g", [ValueError(1), KeyError(2), OSError(3)]), b2)
t(EG("g", [KeyError(2)]), b2)
t(ValueError("n"), b2)
t(KeyError("n"), b2)
def b3(exc):
    try: raise exc
    except* ValueError as e: raise e
    except* TypeError as e: raise KeyError("x") from e
t(EG("g", [ValueError(1), TypeError(2)]), b3)
def b4(exc):
    try: pass
    except* ValueError: print("no")
    else: print("else ran")
t(None, b4)
for bad in (5, (ValueError, 5), ExceptionGroup, (ValueError, ExceptionGroup), int):
    def b5(exc):
        try: raise exc
        except* bad: pass
    t(EG("g", [ValueError(1)]), b5)
def loop():
    for i in range(3):
        try: raise EG("l", [ValueError(i)])
        except* ValueError as e: print("loop", e.exceptions)
    try: e
    except NameError as err: return str(err)
print(loop())
for source in ("try: pass\nexcept* A: return", "def f():\n try: pass\n except* A: return", "for x in y:\n try: pass\n except* A: break", "for x in y:\n try: pass\n except* A: continue", "try: pass\nexcept*: pass", "try: pass\nexcept* A as e: pass\nexcept B: pass", "try: pass\nexcept A: pass\nexcept* B: pass", "def f():\n for x in y:\n  try: pass\n  except* A:\n   for z in w: break", "try: pass\nexcept* A, B: pass"):
    try: compile(source, "", "exec"); print(repr(source), "ok")
    except SyntaxError as e: print(repr(source), "|", e.msg)
