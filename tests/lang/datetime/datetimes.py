from _datetime import date, datetime, time, timedelta, timezone, tzinfo


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


tz = timezone(timedelta(hours=5, minutes=30))
d = datetime(2024, 2, 29, 12, 34, 56, 789)
print(repr(d), d, d.isoformat(), d.isoformat(" ", "hours"), d.isoformat(timespec="milliseconds"), d.ctime(), d.date(), d.time(), d.timetz(), d.weekday(), d.isocalendar())
print(datetime(1, 1, 1), repr(datetime(1, 1, 1)), repr(datetime(1, 1, 1, fold=1)), repr(datetime(1, 1, 1, 0, 0, 1, tzinfo=tz)), datetime.min, datetime.max, datetime.resolution)
print(d.replace(year=4, tzinfo=tz), d.__reduce__(), d.replace(fold=1).__reduce_ex__(4), d.replace(tzinfo=tz).__reduce__())
print(hash(d) == hash(datetime(2024, 2, 29, 12, 34, 56, 789)), hash(d.replace(fold=1)) == hash(d), d == d.replace(fold=1))
aware = d.replace(tzinfo=tz)
print(aware, aware.utcoffset(), aware.tzname(), aware.dst(), aware.astimezone(timezone.utc), aware.astimezone(timezone(timedelta(hours=-8), "PST")), aware.timestamp())
print(aware == aware.astimezone(timezone.utc), hash(aware) == hash(aware.astimezone(timezone.utc)), aware < aware.astimezone(timezone.utc) + timedelta(1), aware - aware.astimezone(timezone.utc))
print(d + timedelta(1, 2, 3), timedelta(1) + d, d - timedelta(366), d - datetime(2000, 1, 1), d > datetime(2024, 1, 1), aware == d, d != aware, d == date(2024, 2, 29), date(2024, 2, 29) == d)
print(datetime.combine(date(2000, 1, 2), time(3, 4, tzinfo=tz)), datetime.combine(date(2000, 1, 2), time(3, 4), tz), datetime.fromtimestamp(1e9, timezone.utc), datetime.fromtimestamp(1.5000005, tz))
print(datetime.fromtimestamp(-1.5, timezone.utc), datetime.fromtimestamp(0.0000005, timezone.utc), datetime.fromtimestamp(0.0000015, timezone.utc))
for f in (lambda: datetime(2024, 1), lambda: datetime(2024, 1, 1, 24), lambda: datetime(2024, 1, 1, fold=2), lambda: datetime(2024, 1, 1, tzinfo=3), lambda: d < aware, lambda: d - aware, lambda: d < date(2024, 1, 1), lambda: date(2024, 1, 1) < d,
          lambda: d < 3, lambda: datetime.max + timedelta(0, 1), lambda: datetime.min - timedelta(0, 1), lambda: d.astimezone(3), lambda: datetime.fromtimestamp(1e20), lambda: datetime.fromtimestamp(float("nan")), lambda: datetime.fromtimestamp("x"),
          lambda: d.isoformat("ab"), lambda: d.isoformat(3), lambda: datetime.combine(3, 4), lambda: datetime.combine(d, 4), lambda: datetime.strptime(3, "x"), lambda: d.replace(day=31), lambda: datetime.fromisoformat("2024"),
          lambda: datetime.fromtimestamp(1e11 * 10, timezone.utc), lambda: d + aware, lambda: format(d, 3)):
    show(f)
for s in ("2024-02-29T12:34:56.789", "2024-02-29", "20240229T123456", "2024-W09-4T01", "2024W094T01", "2024-02-29 12:34+05:30", "2024-02-29x12Z", "2024-02-29T", "2024-02-29T1", "2024-W09", "2024W09", "2024W09T12", "2024-02-29T12:34:56,1234567", "20240229",
          "2024-02-29T25:00", "2024-02-29\u4e2d12", "2024-02-29T12:34:56+00:00:01", "2024-02-29T12:34:56-23:59:59.999999", "2024-1-1", "", "2024-02-29T12:34:56+24:00"):
    show(lambda: datetime.fromisoformat(s))


class Fixed(tzinfo):
    def __init__(self, offset, name, dst=0):
        self.offset, self.name, self.d = timedelta(minutes=offset), name, timedelta(minutes=dst)

    def utcoffset(self, dt):
        return self.offset

    def tzname(self, dt):
        return self.name

    def dst(self, dt):
        return self.d


est = Fixed(-300, "EST", 60)
x = datetime(2020, 1, 1, 12, tzinfo=est)
print(x, x.tzname(), x.utcoffset(), x.dst(), x.astimezone(timezone.utc), timezone.utc.fromutc(x.replace(tzinfo=timezone.utc)), datetime(2020, 1, 1, tzinfo=timezone.utc).astimezone(est), x.__reduce__()[1][0])


class Bad(tzinfo):
    def utcoffset(self, dt):
        return self.value

    def tzname(self, dt):
        return 3

    def dst(self, dt):
        return "x"


bad = Bad()
for value in (3, timedelta(1), timedelta(-1), None):
    bad.value = value
    show(lambda: datetime(2020, 1, 1, tzinfo=bad).utcoffset())
show(lambda: datetime(2020, 1, 1, tzinfo=bad).tzname())
show(lambda: datetime(2020, 1, 1, tzinfo=bad).dst())


class D(datetime):
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls, *args, **kwargs)
        self.extra = "e"
        return self


s = D(2020, 1, 2, 3, tzinfo=tz)
print(repr(s), s.extra, repr(s + timedelta(1)), (s + timedelta(1)).extra, repr(D.fromisoformat("2020-01-01")), repr(D.fromtimestamp(0, timezone.utc)), repr(s.replace(year=2021)), repr(D.combine(date(1, 1, 1), time(1))), repr(s.astimezone(timezone.utc)))


class Sub(date):
    pass


print(repr(Sub(2020, 1, 1) + timedelta(1)), repr(Sub.fromordinal(1)), repr(Sub(2020, 1, 1).replace(day=2)), Sub(2020, 1, 1) == date(2020, 1, 1))
state = datetime(2020, 1, 2, 3, 4, 5, 6).__reduce__()[1]
print(datetime(*state), date(*date(2020, 1, 2).__reduce__()[1]), time(*time(1, 2, 3).__reduce__()[1]), datetime(state[0].decode("latin1")), datetime(state[0], tz))
show(lambda: datetime(b"123456789"))
show(lambda: datetime(b"\x07\xe4\x0d\x02\x03\x04\x05\x00\x00\x06"))
