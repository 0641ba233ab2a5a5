import _datetime
from _datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta, timezone, tzinfo


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


# timedelta
for d in (timedelta(), timedelta(1), timedelta(-1), timedelta(0, -1), timedelta(days=1.5), timedelta(microseconds=1.5), timedelta(microseconds=2.5), timedelta(weeks=1, hours=-3, minutes=7.25),
          timedelta(milliseconds=0.0015), timedelta(999999999), timedelta.max, timedelta.min, timedelta.resolution, timedelta(seconds=0.1 + 0.2)):
    print(repr(d), str(d), d.total_seconds(), hash(d) == hash((d.days, d.seconds, d.microseconds)), bool(d), -d if d.days < 9e8 and d.days > -9e8 else None, abs(d))
a, b = timedelta(3, 4, 5), timedelta(hours=7, microseconds=11)
print(a + b, a - b, a * 3, 2 * a, a * 1.5, a * -0.3333, a / 2, a / 0.7, a // 3, a / b, a // b, a % b, divmod(a, b), -a, +a, a < b, a == timedelta(3, 4, 5), a >= b)
for f in (lambda: timedelta(1e12), lambda: timedelta(10**30), lambda: timedelta("1"), lambda: timedelta(float("nan")), lambda: timedelta(float("inf")), lambda: a / 0, lambda: a // 0, lambda: a % timedelta(0),
          lambda: a + 1, lambda: 1 - a, lambda: a * a, lambda: a * "x", lambda: a < 1, lambda: timedelta.max + timedelta(0, 1), lambda: a / timedelta(0), lambda: 3 / a):
    show(f)
print(a.__reduce__(), a == 3, a != 3)

# date
d = date(2024, 2, 29)
print(repr(d), d, d.weekday(), d.isoweekday(), d.isocalendar(), tuple(d.isocalendar()), d.toordinal(), d.ctime(), d.isoformat(), d.replace(day=1), hash(d) == hash(date(2024, 2, 29)), d.__reduce__())
print(date.min, date.max, date.resolution, date.fromordinal(738945), date.fromisocalendar(2020, 53, 7), MINYEAR, MAXYEAR)
for y in (1, 4, 100, 400, 1900, 1999, 2000, 2001, 2020, 2021, 9999):
    for m, day in ((1, 1), (2, 28), (3, 1), (12, 31)):
        x = date(y, m, day)
        assert date.fromordinal(x.toordinal()) == x
        iso = x.isocalendar()
        if 1 <= iso.year <= 9999:
            assert date.fromisocalendar(*iso) == x
print(d + timedelta(1), timedelta(1) + d, d - timedelta(365), d - date(2000, 1, 1), d < date(2024, 3, 1), d == date(2024, 2, 29), d == 3)
for f in (lambda: date(0, 1, 1), lambda: date(2023, 13, 1), lambda: date(2023, 2, 29), lambda: date(2023, 1), lambda: date("x", 1, 1), lambda: date(2023, 1, 1.0), lambda: date.max + timedelta(1), lambda: date.min - timedelta(1),
          lambda: d + 1, lambda: d < 3, lambda: date.fromordinal(0), lambda: date.fromordinal(10**7), lambda: date.fromisocalendar(2021, 53, 1), lambda: date.fromisocalendar(2021, 1, 8), lambda: date.fromisocalendar(0, 1, 1),
          lambda: d.replace(month=13), lambda: date.fromisoformat("x"), lambda: date.fromisoformat(3)):
    show(f)
for s in ("2024-02-29", "20240229", "2024-W09-4", "2024W094", "2024-W09", "2024W09", "2024-2-29", "2024-0229", "2024-W094", "2024-02-30", "2024-13-01", "\uff12024-02-29", "2024-02-29 "):
    show(lambda: date.fromisoformat(s))

# time
t = time(12, 34, 56, 789)
print(repr(t), t, t.isoformat("minutes"), t.isoformat(timespec="milliseconds"), time(1), time(1, 2), time(1, 2, 3), time(1, fold=1), t.replace(hour=1, fold=1), t.__reduce__(), t.__reduce_ex__(4), time(1, fold=1).__reduce_ex__(4))
print(time.min, time.max, time.resolution, t < time(13), t == time(12, 34, 56, 789), hash(t) == hash(time(12, 34, 56, 789)), bool(time(0)))
tz = timezone(timedelta(hours=5, minutes=30))
print(time(1, 2, tzinfo=tz), repr(time(1, 2, tzinfo=tz)), time(6, 30, tzinfo=tz) == time(1, tzinfo=timezone.utc), hash(time(6, 30, tzinfo=tz)) == hash(time(1, tzinfo=timezone.utc)), time(1, tzinfo=tz).utcoffset(), time(1, tzinfo=tz).tzname(), time(1, tzinfo=tz).dst())
for f in (lambda: time(24), lambda: time(0, 60), lambda: time(0, 0, 60), lambda: time(0, 0, 0, 10**6), lambda: time(fold=2), lambda: time(tzinfo=3), lambda: time(1) < time(1, tzinfo=tz), lambda: time(1) == time(1, tzinfo=tz),
          lambda: t.isoformat("x"), lambda: time.fromisoformat("x")):
    show(f)
for s in ("04", "T04", "04:05", "0405", "04:05:06", "040506", "04:05:06.7", "04:05:06,123456789", "04:05:06+01:00", "04:05:06Z", "040506-0130", "04:05:06+00:00", "24:00", "04:", "4", "04:05:06.", "04:05:06+1", "04:0506", "04:05:06+25:00"):
    show(lambda: time.fromisoformat(s))

# timezone
for z in (timezone.utc, tz, timezone(timedelta(0)), timezone(timedelta(0), "Z"), timezone(timedelta(hours=-3), "X"), timezone(timedelta(seconds=-1)), timezone(timedelta(microseconds=1)), timezone.min, timezone.max):
    print(repr(z), z, z.tzname(None), z.utcoffset(None), z.dst(None), z.__getinitargs__(), z == timezone.utc, hash(z) == hash(z.utcoffset(None)))
print(timezone(timedelta(0)) is timezone.utc, _datetime.UTC is timezone.utc)
for f in (lambda: timezone(3), lambda: timezone(timedelta(1)), lambda: timezone(timedelta(0), 3), lambda: tz.utcoffset(3), lambda: tz.fromutc(3), lambda: tzinfo().utcoffset(None), lambda: tzinfo().tzname(None), lambda: tzinfo().dst(None)):
    show(f)
