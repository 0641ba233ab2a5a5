"""Comparisons of floats, NaN, identity in containers, chained comparisons."""
nan, inf = float("nan"), float("inf")
values = [-inf, -1.5, -0.0, 0.0, 5e-324, 1.0, 2.0**53, inf]
for a in values:
    print(a, [a < b for b in values], [a <= b for b in values], [a == b for b in values])
print(nan == nan, nan != nan, nan < nan, nan > 1, not nan < 1, nan in [nan], [nan] == [nan], (nan,) == (nan,))
print([nan].index(nan), [nan].count(nan), {nan: 1}.get(nan), {nan} == {nan}, [1.0, nan, 0.5].count(nan))
print(1.0 < 2.0 < 3.0, 1.0 < 3.0 < 2.0, 1.0 == 1 == True, 0.1 + 0.2 == 0.3, 0.5 == 1 / 2)
print(max(1.0, nan) == 1.0, max(nan, 1.0) != max(nan, 1.0), min(1.0, nan), sorted([3.0, -inf, 2, inf, 1.5]))
print(2.0**63 == 2**63, 2.0**63 < 2**63 + 1, 2.0**63 > 2**63 - 1, 1e300 < 10**301, 1e300 > 10**299, -1e300 < -10**299)
print(0.1 < 10**400, 0.1 > -10**400, inf > 10**400, -inf < -10**400, 1.5 < 2**70, 2.0**70 == 2**70, 2.0**70 == 2**70 + 1)
for expression in ["1.0 < 'a'", "1.0 < None", "1.0 < 1j", "1.0 == 1+0j", "1.0 == 'a'", "1.5 >= []"]:
    try:
        print(expression, eval(expression))
    except TypeError as error:
        print(expression, error)
