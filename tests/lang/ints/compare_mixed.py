"""Comparisons of int with bool, float and big numbers; equal numbers hash alike."""
print(1 == 1.0, 1 == True, 0 == False, 2 == True, 1 < 1.5, 2 > 1.5, 2**53 == 2.0**53, 2**53 + 1 == float(2**53 + 1))
print(2**53 + 1 > 2.0**53, 2**1000 < float("inf"), -2**1000 > float("-inf"), 2**1000 == float("inf"), 10**400 > 1e308)
nan = float("nan")
print(1 == nan, 1 < nan, 1 > nan, 1 != nan, 10**50 < nan, 10**50 != nan)
for n in (0, 1, -1, 2**61 - 1, 2**61, 2**62, 2**63, 2**64, 10**20, -10**20, 2**1000):
    f = float(n)
    print(n == f, hash(n) == hash(f), n < f, n > f, (n + 1 == f), n <= f <= n + 10**300)
print(hash(1) == hash(True) == hash(1.0) == hash(1 + 0j), hash(-1), hash(-2), hash(2**61 - 1), hash(2**61), hash(-(2**61 - 1)))
print({1: "a", 1.0: "b", True: "c"}, {2**70: 1}[float(2**70)], len({1, 1.0, True, 1 + 0j}))
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2, 1 == 1 != 2, 5 <= 5 < 6 > 3)
for expression in ["1 < 'a'", "1 < None", "1 >= [1]", "1 < 1j", "1 == 'a'", "1 != None", "10**30 < 'a'", "(1).__lt__('a')", "(1).__eq__(1.0)", "(1).__eq__(2)", "(10**30).__gt__(1)"]:
    try:
        print(expression, eval(expression))
    except TypeError as error:
        print(expression, error)
