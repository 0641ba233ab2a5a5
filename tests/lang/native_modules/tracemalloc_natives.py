"""_tracemalloc: the traceback of living objects, sizes that grow and shrink, the limits of start()."""
import _tracemalloc as t, gc
print(t.is_tracing(), t.get_traced_memory(), t.get_traceback_limit(), t._get_traces(), t._get_object_traceback([]))
for bad in (0, -1, 65536):
    try: t.start(bad)
    except ValueError as e: print(e)
t.start(3)
def make(): return [bytearray(5000) for _ in range(40)]
def outer(): return make()
kept = outer()
lines = t._get_object_traceback(kept[3])
print(t.is_tracing(), t.get_traceback_limit(), [line for file, line in lines], {file == __file__ for file, line in lines})
now, peak = t.get_traced_memory()
print(now >= 200000, peak >= now)
traces = t._get_traces()
print({len(trace) for trace in traces}, {trace[0] for trace in traces}, sum(trace[1] for trace in traces if trace[1] >= 5000) >= 200000)
print(sorted({trace[3] >= len(trace[2]) for trace in traces}))
del kept, traces, lines
gc.collect()
after, peak = t.get_traced_memory()
print(after < now - 150000, peak >= now)
t.reset_peak()
print(t.get_traced_memory()[1] < peak, t.get_tracemalloc_memory() > 0)
t.clear_traces()
print(t.get_traced_memory()[0] < 5000)
t.stop()
print(t.is_tracing(), t.get_traced_memory(), t._get_traces())
