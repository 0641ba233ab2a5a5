"""sys.monitoring (PEP 669)."""
import sys
m = sys.monitoring
E = m.events
TOOL = 3
def attempt(function, *args):
    try: return function(*args)
    except (ValueError, TypeError) as e: return f"{type(e).__name__}: {e}"

print({k: v for k, v in vars(E).items()})
print(m.DEBUGGER_ID, m.COVERAGE_ID, m.PROFILER_ID, m.OPTIMIZER_ID)
print(attempt(m.use_tool_id, 6, "x"), attempt(m.use_tool_id, 1, 3), attempt(m.set_events, TOOL, 1), attempt(m.get_events, TOOL))
m.use_tool_id(TOOL, "test")
print(attempt(m.use_tool_id, TOOL, "again"), m.get_tool(TOOL), m.get_tool(1))
print(attempt(m.register_callback, TOOL, 3, None), attempt(m.register_callback, TOOL, 1 << 20, None), attempt(m.set_events, TOOL, 1 << 20))
print(attempt(m.set_events, TOOL, E.C_RETURN), attempt(m.set_local_events, TOOL, 3, 1))

def gen():
    x = yield 1
    yield x
def inner(x):
    return len(x)
def body():
    a = inner("abc")
    for i in gen():
        a += 1
    try:
        raise ValueError(a)
    except ValueError as e:
        a = 2
    return a

codes = {c.__code__: c for c in (gen, inner, body)}
log = []
def listener(name):
    def callback(code, *args):
        if code in codes:
            if name == "LINE": args = (args[0] - code.co_firstlineno,)
            elif name == "CALL" or name.startswith("C_"): args = (getattr(args[1], "__name__", args[1]), args[2] if args[2] is not m.MISSING else "MISSING")
            else: args = args[1:]
            log.append((name, code.co_name) + tuple(repr(a) if isinstance(a, BaseException) else a for a in args))
    return callback
def listen(*names):
    events = 0
    for name in names:
        m.register_callback(TOOL, getattr(E, name), listener(name))
        events |= getattr(E, name)
    log.clear()
    m.set_events(TOOL, events)
    body()
    m.set_events(TOOL, 0)
    for name in names: m.register_callback(TOOL, getattr(E, name), None)
    print("--", *names)
    print(*log, sep="\n")

listen("PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD")
listen("LINE")
listen("RAISE", "EXCEPTION_HANDLED", "PY_UNWIND")
listen("PY_START", "LINE", "PY_RETURN")

def thrower():
    try:
        yield 1
    finally:
        x = 1
codes[thrower.__code__] = thrower
for name in ("PY_THROW", "PY_UNWIND", "RAISE"):
    m.register_callback(TOOL, getattr(E, name), listener(name))
log.clear()
m.set_events(TOOL, E.PY_THROW | E.PY_UNWIND | E.RAISE)
g = thrower(); next(g)
try: g.throw(KeyError("k"))
except KeyError: pass
m.set_events(TOOL, 0)
print(*log, sep="\n")

# Events of one code object; disabling at one place, until events are restarted.
counts = []
def count(code, line):
    counts.append(line - code.co_firstlineno)
    return m.DISABLE if line - code.co_firstlineno == 1 else None
m.register_callback(TOOL, E.LINE, count)
m.set_local_events(TOOL, inner.__code__, E.LINE)
print(m.get_local_events(TOOL, inner.__code__), m.get_local_events(TOOL, body.__code__), m.get_events(TOOL))
body(); body()
print(counts)
m.restart_events()
body(); body()
print(counts)
m.set_local_events(TOOL, inner.__code__, 0)
body()
print(counts)

# An event that cannot be disabled, and a callback that raises.
m.register_callback(TOOL, E.PY_UNWIND, lambda *a: m.DISABLE)
m.set_events(TOOL, E.PY_UNWIND)
def fails(): raise KeyError
try: fails()
except (KeyError, ValueError) as e: print(repr(e))
m.set_events(TOOL, 0)
def bad(*a): raise RuntimeError("callback")
m.register_callback(TOOL, E.PY_START, bad)
m.set_events(TOOL, E.PY_START)
try: body()
except RuntimeError as e: print(repr(e))
m.set_events(TOOL, 0)
print(m._all_events())
m.free_tool_id(TOOL)
print(m.get_tool(TOOL))
