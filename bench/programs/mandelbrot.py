"""Escape times of the Mandelbrot set, once with pairs of floats and once with Python's complex numbers.

Exercises: float arithmetic in local variables, complex arithmetic and abs(), bit packing of a picture into a bytearray.
"""
import sys

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 760
LIMIT = 60


def escape_time(cr, ci, limit):
    zr = zi = 0.0
    zr2 = zi2 = 0.0
    for step in range(limit):
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
        zr2 = zr * zr
        zi2 = zi * zi
        if zr2 + zi2 > 4.0:
            return step
    return limit


def escape_time_complex(c, limit):
    z = 0j
    for step in range(limit):
        z = z * z + c
        if abs(z) > 2.0:
            return step
    return limit


def render(size):
    """A bitmap, eight points a byte, and the histogram of escape times."""
    rows = []
    histogram = [0] * (LIMIT + 1)
    for y in range(size):
        ci = 2.0 * y / size - 1.0
        row = bytearray((size + 7) // 8)
        for x in range(size):
            steps = escape_time(3.0 * x / size - 2.0, ci, LIMIT)
            histogram[steps] += 1
            if steps == LIMIT:
                row[x >> 3] |= 0x80 >> (x & 7)
        rows.append(bytes(row))
    return rows, histogram


def render_complex(size):
    histogram = [0] * (LIMIT + 1)
    for y in range(size):
        for x in range(size):
            c = complex(3.0 * x / size - 2.0, 2.0 * y / size - 1.0)
            histogram[escape_time_complex(c, LIMIT)] += 1
    return histogram


def checksum(rows):
    value = 1
    for row in rows:
        for byte in row:
            value = (value * 31 + byte) & 0xFFFFFFFF
    return value


def main():
    rows, histogram = render(SIZE)
    inside = sum(bin(byte).count("1") for row in rows for byte in row)
    print(f"{SIZE}x{SIZE} points, {inside} inside, picture {checksum(rows):08x}")
    print("escape times:", histogram[:12])
    other = render_complex(SIZE // 2)
    print("with complex:", other[:12])
    print("consistent" if inside == histogram[LIMIT] and sum(histogram) == SIZE * SIZE else "wrong")


main()
