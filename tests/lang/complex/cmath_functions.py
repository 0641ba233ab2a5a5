"""The cmath module."""
import cmath
def show(z):
    return f"{z.real:.12g},{z.imag:.12g}" if isinstance(z, complex) else f"{z:.12g}" if isinstance(z, float) else repr(z)
z = 1.5 - 2.5j
for name in "acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar isnan isinf isfinite".split():
    for value in (z, -1 + 0j, 0.5, 2):
        try:
            result = getattr(cmath, name)(value)
            print(name, value, tuple(map(show, result)) if isinstance(result, tuple) else show(result))
        except (ValueError, OverflowError) as error:
            print(name, value, type(error).__name__, error)
for expression in ["cmath.log(0)", "cmath.log(8, 2)", "cmath.exp(1000)", "cmath.rect(2, 0)", "cmath.sqrt(-4)", "cmath.isclose(1, 1+1e-12j)", "cmath.atanh(1)", "cmath.phase('a')", "cmath.sqrt('a')", "cmath.isclose(1, 2, rel_tol=-1)", "cmath.inf", "cmath.nanj", "cmath.infj", "cmath.cosh(1000)", "cmath.sin(float('inf'))", "cmath.polar(complex(float('inf'), 1))"]:
    try:
        print(expression, eval(expression))
    except (ValueError, OverflowError, TypeError) as error:
        print(expression, type(error).__name__, error)
