"""SystemExit with a number ends with it, silently."""
try:
    raise SystemExit(7)
finally:
    print("finally runs")
