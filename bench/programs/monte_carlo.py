"""Random experiments: pi from darts, a random walk, coupon collecting and option pricing.

Exercises: integer arithmetic modulo 2**64 with masks (beyond machine range in the middle of an expression), a generator
class with __slots__, float comparison, math functions.
"""
import sys
from math import cos, exp, log, pi, sqrt

N = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000
MASK = (1 << 64) - 1


class XorShift:
    """64-bit xorshift with a multiplied output."""

    __slots__ = ("state", "spare")

    def __init__(self, seed):
        self.state = (seed * 0x9E3779B97F4A7C15 + 1) & MASK
        self.spare = None

    def bits(self):
        x = self.state
        x ^= x >> 12
        x ^= (x << 25) & MASK
        x ^= x >> 27
        self.state = x
        return (x * 0x2545F4914F6CDD1D) & MASK

    def uniform(self):
        return (self.bits() >> 11) / 9007199254740992.0

    def below(self, n):
        return (self.bits() >> 32) * n >> 32

    def normal(self):
        """Box and Muller's pair; the second one is kept for the next call."""
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        radius = sqrt(-2.0 * log(1.0 - self.uniform()))
        angle = 2.0 * pi * self.uniform()
        from_sine = radius * cos(angle - pi / 2)
        self.spare = from_sine
        return radius * cos(angle)


def darts(random, n):
    inside = 0
    for _ in range(n):
        x = random.uniform()
        y = random.uniform()
        if x * x + y * y <= 1.0:
            inside += 1
    return 4.0 * inside / n


def walk(random, steps):
    x = y = 0
    furthest = 0
    moves = ((1, 0), (-1, 0), (0, 1), (0, -1))
    for _ in range(steps):
        dx, dy = moves[random.below(4)]
        x += dx
        y += dy
        furthest = max(furthest, abs(x) + abs(y))
    return x, y, furthest


def coupons(random, kinds, trials):
    drawn = 0
    for _ in range(trials):
        missing = kinds
        seen = [False] * kinds
        while missing:
            i = random.below(kinds)
            drawn += 1
            if not seen[i]:
                seen[i] = True
                missing -= 1
    return drawn / trials


def option_price(random, paths, spot, strike, rate, volatility, years):
    drift = (rate - 0.5 * volatility * volatility) * years
    spread = volatility * sqrt(years)
    total = 0.0
    for _ in range(paths):
        final = spot * exp(drift + spread * random.normal())
        if final > strike:
            total += final - strike
    return exp(-rate * years) * total / paths


def main():
    random = XorShift(2024)
    estimate = darts(random, N)
    print(f"pi is about {estimate:.6f}")
    print("walk ends at {} {}, furthest {}".format(*walk(random, N)))
    mean = coupons(random, 50, max(N // 1000, 1))
    print(f"coupons drawn for 50 kinds: {mean:.3f}")
    print(f"option {option_price(random, N // 2, 100.0, 105.0, 0.03, 0.2, 1.0):.4f}")
    print("plausible" if abs(estimate - pi) < 6 / sqrt(N) else "implausible")


main()
