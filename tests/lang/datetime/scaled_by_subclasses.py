# A subclass of float may give any as_integer_ratio().
from datetime import timedelta


def ratio(value):
    class Number(float):
        def as_integer_ratio(self):
            return value

    return Number(2.0)


for value in ((3, 2), (1,), (), (1, 2, 3), [1, 2], None, (1, 0), (0, 1)):
    for operation in (lambda d, n: d * n, lambda d, n: n * d, lambda d, n: d / n):
        try:
            print(value, operation(timedelta(days=1), ratio(value)))
        except Exception as e:
            print(value, type(e).__name__, e)
