"""The limit on the conversion between decimal text and integers (4300 digits), and the functions around it."""
import sys
print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
for action in (lambda: len(str(10**4299)), lambda: len(str(10**4300)), lambda: len(repr(-10**4299)), lambda: "%d" % 10**5000 if False else len("%d" % (10**5000)),
               lambda: len(f"{10**5000}"), lambda: int("1" * 4300) % 97, lambda: int("1" * 4301), lambda: int("1_" * 4300 + "1"),
               lambda: int("1" * 5000, 16) % 97, lambda: len(hex(10**5000)), lambda: int("0" * 5000), lambda: int(" " * 5000 + "1"), lambda: int(b"1" * 4301), lambda: int("-" + "1" * 4300) % 97,
               lambda: int("1" * 5000, 7), lambda: int("1" * 5000, 8) % 97):
    try:
        print(action())
    except ValueError as error:
        print("ValueError:", error)
sys.set_int_max_str_digits(0)
print(len(str(10**6000)), int("7" * 6000) % 1009, sys.get_int_max_str_digits())
sys.set_int_max_str_digits(640)
try:
    str(10**640)
except ValueError as error:
    print(error)
for bad in (639, -1, "a", 1.5, 2**40):
    try:
        sys.set_int_max_str_digits(bad)
        print("set", bad)
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
try:
    eval("1" * 4301)
except SyntaxError as error:
    print(error.msg)
except ValueError as error:
    print(error)
