"""A failing assertion with and without a message."""
def check(x):
    assert x > 0, f"not positive: {x}"
try:
    assert 0
except AssertionError as e:
    print(repr(e))
check(-1)
