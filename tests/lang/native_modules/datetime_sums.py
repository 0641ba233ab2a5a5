"""datetime + timedelta within a month and across its borders, and differences of all sizes."""
from _datetime import date, datetime, timedelta, timezone

start = datetime(2024, 2, 27, 23, 59, 58, 999999)
for delta in (timedelta(0), timedelta(seconds=1), timedelta(microseconds=1), timedelta(days=1), timedelta(days=2, seconds=1), timedelta(days=3), timedelta(-26),
              timedelta(-27), timedelta(-27, -1), timedelta(400), timedelta(365000), timedelta(0, 0, -999999), timedelta(0, -86398, -999999), timedelta(0, -86398, -1000000)):
    print(start + delta, start - delta, date(2024, 2, 28) + delta, (start + delta) - start == delta)
for day in (1, 27, 28, 29, 30, 31):
    d = datetime(2023, 1, day, 12)
    print(*[(d + timedelta(n)).date() for n in (-31, -1, 0, 1, 4)], *[(d - (d + timedelta(hours=h))) for h in (-13, -12, 11, 12)])
for a, b in ((datetime.max, datetime.min), (datetime.min, datetime.max), (datetime(1, 1, 1), datetime(1, 1, 1, 0, 0, 0, 1))):
    print(a - b, abs(a - b), (a - b) // timedelta(microseconds=1))
for base, delta in ((datetime.max, timedelta(microseconds=1)), (datetime.min, timedelta(-1)), (datetime.min, timedelta(0, -1)), (datetime.max, timedelta(999999999))):
    try:
        print(base + delta)
    except OverflowError as error:
        print(error)
aware = datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=2)))
print(aware + timedelta(hours=1), aware - aware.astimezone(timezone.utc), aware.replace(tzinfo=None) - datetime(2023, 12, 31))
print(timedelta.max, timedelta.min, timedelta.max - timedelta(1), timedelta.min + timedelta.max)


class Moment(datetime):
    pass


print(type(Moment(2024, 1, 1) + timedelta(1)).__name__, type(Moment(2024, 1, 31) + timedelta(1)).__name__, Moment(2024, 1, 31, fold=1) + timedelta(0))
