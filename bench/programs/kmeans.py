"""Clustering points in the plane: k-means with careful seeding, in an object style and in a plain style.

Exercises: namedtuple-like classes derived from tuple, min() with key, lists of lists, float sums, zip and enumerate.
"""
import sys
from math import cos, hypot, log, pi, sin, sqrt

N = int(sys.argv[1]) if len(sys.argv) > 1 else 75000
CLUSTERS = 7


class Point(tuple):
    """A point of the plane that is also the pair (x, y)."""

    __slots__ = ()

    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]

    @property
    def y(self):
        return self[1]

    def __add__(self, other):
        return Point(self[0] + other[0], self[1] + other[1])

    def __truediv__(self, divisor):
        return Point(self[0] / divisor, self[1] / divisor)

    def distance(self, other):
        return hypot(self[0] - other[0], self[1] - other[1])

    def __repr__(self):
        return f"({self.x:.4f}, {self.y:.4f})"


class Cluster:
    def __init__(self, centre):
        self.centre = centre
        self.points = []

    def take(self, point):
        self.points.append(point)

    def move(self):
        """To the mean of its points; returns how far it moved."""
        if not self.points:
            return 0.0
        before = self.centre
        self.centre = sum(self.points[1:], self.points[0]) / len(self.points)
        return before.distance(self.centre)


def random_numbers(seed):
    state = seed
    while True:
        state = (state * 16807) % 2147483647
        yield state / 2147483647


def make_points(n):
    numbers = random_numbers(31)
    points = []
    for i in range(n):
        angle = 2 * pi * (i % CLUSTERS) / CLUSTERS
        radius = sqrt(-2 * log(next(numbers))) * 0.7
        turn = 2 * pi * next(numbers)
        points.append(Point(5 * cos(angle) + radius * cos(turn), 5 * sin(angle) + radius * sin(turn)))
    return points


def first_centres(points, k):
    """Begins with the first point and takes, each time, the point that is furthest from all that were taken."""
    centres = [points[0]]
    nearest = [p.distance(centres[0]) for p in points]
    while len(centres) < k:
        i = max(range(len(points)), key=nearest.__getitem__)
        centres.append(points[i])
        nearest = [min(d, p.distance(points[i])) for d, p in zip(nearest, points)]
    return centres


def with_objects(points, k):
    clusters = [Cluster(centre) for centre in first_centres(points, k)]
    rounds = 0
    while True:
        rounds += 1
        for cluster in clusters:
            cluster.points = []
        for point in points:
            min(clusters, key=lambda c: point.distance(c.centre)).take(point)
        if sum(cluster.move() for cluster in clusters) < 1e-9 or rounds == 40:
            return rounds, [c.centre for c in clusters], [len(c.points) for c in clusters]


def plain(points, k):
    centres = [(p[0], p[1]) for p in first_centres(points, k)]
    labels = [-1] * len(points)
    changed = len(points)
    rounds = 0
    while changed and rounds < 40:
        rounds += 1
        changed = 0
        sums = [[0.0, 0.0, 0] for _ in range(k)]
        for i, (x, y) in enumerate(points):
            best = 0
            best_square = 1e300
            for label, (cx, cy) in enumerate(centres):
                square = (x - cx) ** 2 + (y - cy) ** 2
                if square < best_square:
                    best, best_square = label, square
            if labels[i] != best:
                labels[i] = best
                changed += 1
            entry = sums[best]
            entry[0] += x
            entry[1] += y
            entry[2] += 1
        centres = [(sx / n, sy / n) for sx, sy, n in sums]
    return rounds, centres, [labels.count(label) for label in range(k)]


def main():
    points = make_points(N)
    rounds, centres, sizes = with_objects(points, CLUSTERS)
    print(f"{N} points, {rounds} rounds, sizes {sizes}")
    print("centres", sorted(centres)[:3])
    other_rounds, other, other_sizes = plain(points, CLUSTERS)
    same = sizes == other_sizes and all(hypot(a[0] - b[0], a[1] - b[1]) < 1e-9 for a, b in zip(centres, other))
    print("agree" if same else f"disagree: {other_sizes}")
    spread = sum(min(p.distance(c) for c in centres) for p in points[::10]) / len(points[::10])
    print(f"mean distance {spread:.6f}")


main()
