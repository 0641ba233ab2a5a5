"""time: conversions and errors; clocks only as far as they are predictable."""
import time


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


for text in """time.sleep(-1)
time.sleep('x')
time.sleep(0)
time.strftime('%Y %j %%', (2000, 1, 1, 0, 0, 0, 0, 1, 0))
time.strftime('%Y', (2000, 13, 1, 0, 0, 0, 0, 1, 0))
time.strftime('%d', (2000, 1, 32, 0, 0, 0, 0, 1, 0))
time.strftime('%H', (2000, 1, 1, 24, 0, 0, 0, 1, 0))
time.strftime('%M', (2000, 1, 1, 0, 60, 0, 0, 1, 0))
time.strftime('%S', (2000, 1, 1, 0, 0, 62, 0, 1, 0))
time.strftime('%j', (2000, 1, 1, 0, 0, 0, 0, 367, 0))
time.strftime('%w', (2000, 1, 1, 0, 0, 0, -2, 1, 0))
time.strftime('', (2000, 1, 1, 0, 0, 0, 0, 1, 0))
time.strftime('%Y', 5)
time.strftime('%Y', (1, 2))
time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime(10 ** 9))
time.strftime('é %a %b', time.gmtime(0))
time.asctime((2000, 1, 1, 0, 0, 0, 0, 1, 0))
time.asctime(time.gmtime(1e9))
time.ctime(0)
time.gmtime(0)
time.gmtime(-1.5)
time.gmtime(1e100)
time.gmtime('x')
time.gmtime(float('nan'))
time.localtime(0) == time.gmtime(0)
time.gmtime(0).tm_zone, time.gmtime(0).tm_gmtoff
time.mktime((2000, 1, 1, 0, 0, 0, 0, 1, -1))
time.mktime((2000, 1, 'x', 0, 0, 0, 0, 1, -1))
time.get_clock_info('x')
time.get_clock_info('monotonic').monotonic
time.struct_time(range(9))
time.struct_time(range(8))
time.struct_time(range(11)).tm_gmtoff
time.struct_time(range(9))[2:4], len(time.struct_time(range(11)))
time.clock_gettime(1e9)
time.clock_gettime(5555)
time.timezone, time.altzone, time.daylight, time.tzname
type(time.time()), type(time.time_ns()), time.monotonic() <= time.monotonic(), time.perf_counter_ns() > 0
time._STRUCT_TM_ITEMS""".splitlines():
    print(text, end=": ")
    show(lambda: eval(text))
