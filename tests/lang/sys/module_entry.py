"""A module is entered at line 0: what tracing, co_lines and co_positions show of it. Its first line may be a comment."""
import sys
def tracer(frame, event, argument):
    print(frame.f_code.co_name, frame.f_lineno, event)
    return tracer
for source in ("# comment\n\nx = 1\n", '"doc"', "def f(): pass\nf()\n", "pass", "\n\nclass A:\n  y = 2\n"):
    code = compile(source, "f", "exec")
    print(repr(source), code.co_firstlineno, [line for _, _, line in code.co_lines()][:2], next(code.co_positions()))
    sys.settrace(tracer)
    exec(code, {})
    sys.settrace(None)
