"""time: what can be checked without depending on the clock."""
import time


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
time.time() > 1.6e9, time.time_ns() > 10 ** 18, time.monotonic() <= time.monotonic(), time.perf_counter() <= time.perf_counter(), time.process_time() >= 0, time.thread_time() >= 0
type(time.time()), type(time.time_ns()), type(time.monotonic_ns())
time.gmtime(0)[:], time.gmtime(0).tm_year, time.gmtime(86400 * 365).tm_yday, time.gmtime(-1)[:6]
time.gmtime(1e12)[:3]
time.gmtime(1e30)
time.gmtime("a")
time.localtime(0)[:6], time.mktime(time.localtime(0)), time.timezone, time.daylight, time.tzname
time.strftime("%Y-%m-%d %H:%M:%S %j %a %b %p %y %%", time.gmtime(10 ** 9))
time.strftime("%A %B", (2024, 2, 29, 1, 2, 3, 3, 60, 0))
time.strftime("%Y", (1,))
time.strftime("%d", (2024, 13, 1, 0, 0, 0, 0, 1, 0))
time.asctime(time.gmtime(0)), time.ctime(0)
time.asctime((2024, 1, 1))
time.sleep(0)
time.sleep(-1)
time.sleep("a")
time.struct_time(range(9)), time.struct_time((1,) * 11).tm_gmtoff
time.struct_time((1, 2))
time.gmtime(0) == time.gmtime(0), time.gmtime(0) < time.gmtime(1), hash(time.gmtime(0)) == hash(tuple(time.gmtime(0)))
time.gmtime(0).tm_zone, time.gmtime(0).tm_gmtoff, len(time.gmtime(0)), time.gmtime(0).n_fields, time.gmtime(0).n_sequence_fields
time.get_clock_info("monotonic").monotonic, time.get_clock_info("time").adjustable
time.get_clock_info("x")
time.strptime if hasattr(time, "strptime") and False else 0
time.clock_gettime(time.CLOCK_MONOTONIC) > 0
time.mktime((2000, 1, 1, 0, 0, 0, 0, 0, 0)), time.mktime((2000, 14, 1, 0, 0, 0, 0, 0, 0))
time.mktime((1, 2))
""")
