# cr_origin, and the warning that tells it.
import sys, warnings, gc

async def work():
    pass
def make():
    return work()
def outer():
    return make()

print(sys.get_coroutine_origin_tracking_depth())
c = outer()
print(c.cr_origin)
c.close()
for depth in (1, 2, 100):
    sys.set_coroutine_origin_tracking_depth(depth)
    c = outer()
    print([(line, name) for _, line, name in c.cr_origin])
    c.close()
try:
    sys.set_coroutine_origin_tracking_depth(-1)
except ValueError as e:
    print(e)
sys.set_coroutine_origin_tracking_depth(2)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    outer()
    gc.collect()
print(str(seen[0].message).replace(__file__, "FILE"))

# warnings._warn_unawaited_coroutine may be broken, or gone.
sys.set_coroutine_origin_tracking_depth(0)
def hook(u):
    print("unraisable", repr(u.exc_value), type(u.object).__name__)
sys.unraisablehook = hook
warnings._warn_unawaited_coroutine = lambda c: 1 / 0
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    work()
    gc.collect()
    del warnings._warn_unawaited_coroutine
    work()
    gc.collect()
for w in seen:
    print(w.message)
