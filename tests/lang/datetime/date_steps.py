# Dates and datetimes a few or many days away, over the ends of months, years and of what there is.
import datetime

for cls in (datetime.date, datetime.datetime):
    for start in ((2023, 1, 31), (2024, 1, 31), (2024, 2, 29), (1900, 2, 28), (2000, 12, 31), (2021, 3, 1), (9999, 12, 1), (1, 1, 15)):
        d = cls(*start)
        row = []
        for days in (-32, -31, -30, -1, 0, 1, 28, 29, 30, 31, 32, 59, 366, 146097):
            try:
                moved = d + datetime.timedelta(days=days)
                assert moved.toordinal() == d.toordinal() + days and moved - datetime.timedelta(days) == d
                row.append(moved.strftime("%m-%d") + ("" if moved.year == d.year else "'"))
            except OverflowError as e:
                row.append(str(e))
        print(cls.__name__, *start, *row)
for first in (datetime.date(1999, 12, 1), datetime.date(2023, 12, 1)):
    d = first
    for k in range(800):
        assert d.toordinal() == first.toordinal() + k and d == datetime.date.fromordinal(d.toordinal())
        d += datetime.timedelta(1)


class Day(datetime.date):
    pass


print(type(Day(2024, 1, 31) + datetime.timedelta(1)).__name__, Day(2024, 1, 31) + datetime.timedelta(31, 86399))
