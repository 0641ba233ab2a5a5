from datetime import date, datetime, time, timedelta, timezone

MOMENT = datetime(2024, 2, 29, 13, 45, 30, 123456)
AWARE = datetime(2024, 2, 29, 13, 45, 30, tzinfo=timezone.utc)
DAY = date(2024, 2, 29)
STEP = timedelta(days=1, seconds=3723)
ZONE = timezone(timedelta(hours=2))


@benchmark
def make_datetime(loops):
    for _ in range(loops):
        datetime(2024, 2, 29, 13, 45, 30)


@benchmark
def make_date(loops):
    for _ in range(loops):
        date(2024, 2, 29)


@benchmark
def make_timedelta(loops):
    for _ in range(loops):
        timedelta(days=3, hours=4, minutes=5)


@benchmark
def add_timedelta(loops):
    for _ in range(loops):
        MOMENT + STEP


@benchmark
def subtract_datetimes(loops):
    other = datetime(2020, 1, 1)
    for _ in range(loops):
        MOMENT - other


@benchmark
def compare_(loops):
    other = datetime(2020, 1, 1)
    for _ in range(loops):
        MOMENT > other


@benchmark
def timedelta_arithmetic(loops):
    for _ in range(loops):
        STEP * 3 - STEP


@benchmark
def attributes(loops):
    for _ in range(loops):
        MOMENT.year, MOMENT.month, MOMENT.day, MOMENT.hour


@benchmark
def isoformat_(loops):
    for _ in range(loops):
        MOMENT.isoformat()


@benchmark
def fromisoformat_(loops):
    for _ in range(loops):
        datetime.fromisoformat("2024-02-29T13:45:30")


@benchmark
def strftime_(loops):
    for _ in range(loops):
        MOMENT.strftime("%Y-%m-%d %H:%M:%S")


@benchmark
def date_strftime(loops):
    for _ in range(loops):
        DAY.strftime("%d.%m.%Y")


@benchmark
def strptime_(loops):
    for _ in range(loops):
        datetime.strptime("2024-02-29 13:45:30", "%Y-%m-%d %H:%M:%S")


@benchmark
def now_(loops):
    for _ in range(loops):
        datetime.now()


@benchmark
def now_utc(loops):
    for _ in range(loops):
        datetime.now(timezone.utc)


@benchmark
def fromtimestamp_utc(loops):
    for _ in range(loops):
        datetime.fromtimestamp(1709214330, timezone.utc)


@benchmark
def timestamp_(loops):
    for _ in range(loops):
        AWARE.timestamp()


@benchmark
def astimezone_(loops):
    for _ in range(loops):
        AWARE.astimezone(ZONE)


@benchmark
def replace_(loops):
    for _ in range(loops):
        MOMENT.replace(hour=1, minute=2)


@benchmark
def weekday_(loops):
    for _ in range(loops):
        DAY.weekday()


@benchmark
def fromordinal_(loops):
    for _ in range(loops):
        date.fromordinal(738945).toordinal()


@benchmark
def hash_(loops):
    for _ in range(loops):
        hash(datetime(2024, 2, 29, 13, 45, 30))


@benchmark
def repr_(loops):
    for _ in range(loops):
        repr(MOMENT)


@benchmark
def total_seconds(loops):
    for _ in range(loops):
        STEP.total_seconds()


@benchmark
def combine(loops, clock=time(12, 30)):
    for _ in range(loops):
        datetime.combine(DAY, clock)
