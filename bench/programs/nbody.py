"""Planetary motion: the outer planets around the sun, integrated with the symplectic Euler method.

Exercises: float arithmetic on attributes of a few long-lived objects, nested loops over a short list of pairs,
sqrt and unpacking. The total energy must stay almost the same, which checks the integration.
"""
import sys
from math import sqrt

STEPS = int(sys.argv[1]) if len(sys.argv) > 1 else 400000

GRAVITY = 4.0 * 3.141592653589793 ** 2     # in units of astronomical unit, year and solar mass
DAYS = 365.24


class Body:
    def __init__(self, name, mass, position, velocity):
        self.name = name
        self.mass = mass
        self.x, self.y, self.z = position
        self.vx, self.vy, self.vz = (v * DAYS for v in velocity)

    def kinetic_energy(self):
        return 0.5 * self.mass * (self.vx * self.vx + self.vy * self.vy + self.vz * self.vz)


def solar_system():
    # Masses in solar masses, positions in astronomical units, velocities in astronomical units a day (rounded).
    return [
        Body("sun", 1.0, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
        Body("jupiter", 9.5479e-4, (4.84143, -1.16032, -0.10362), (1.66008e-3, 7.69901e-3, -6.90461e-5)),
        Body("saturn", 2.85886e-4, (8.34337, 4.12480, -0.40352), (-2.76742e-3, 4.99853e-3, 2.30417e-5)),
        Body("uranus", 4.36624e-5, (12.89437, -15.11115, -0.22331), (2.96460e-3, 2.37847e-3, -2.96590e-5)),
        Body("neptune", 5.15139e-5, (15.37970, -25.91931, 0.17926), (2.68068e-3, 1.62824e-3, -9.51592e-5)),
    ]


def hold_centre_still(bodies):
    """Gives the first body the momentum that makes the sum zero."""
    px = py = pz = 0.0
    for body in bodies:
        px += body.vx * body.mass
        py += body.vy * body.mass
        pz += body.vz * body.mass
    centre = bodies[0]
    centre.vx -= px / centre.mass
    centre.vy -= py / centre.mass
    centre.vz -= pz / centre.mass


def pairs_of(bodies):
    return [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]


def total_energy(bodies, pairs):
    energy = 0.0
    for body in bodies:
        energy += body.kinetic_energy()
    for a, b in pairs:
        dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
        energy -= GRAVITY * a.mass * b.mass / (dx * dx + dy * dy + dz * dz) ** 0.5
    return energy


def advance(bodies, pairs, steps, dt):
    for _ in range(steps):
        for a, b in pairs:
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            square = dx * dx + dy * dy + dz * dz
            pull = GRAVITY * dt / (square * sqrt(square))
            of_b = b.mass * pull
            of_a = a.mass * pull
            a.vx -= dx * of_b
            a.vy -= dy * of_b
            a.vz -= dz * of_b
            b.vx += dx * of_a
            b.vy += dy * of_a
            b.vz += dz * of_a
        for body in bodies:
            body.x += dt * body.vx
            body.y += dt * body.vy
            body.z += dt * body.vz


def main():
    bodies = solar_system()
    pairs = pairs_of(bodies)
    hold_centre_still(bodies)
    before = total_energy(bodies, pairs)
    advance(bodies, pairs, STEPS, 0.01)
    after = total_energy(bodies, pairs)
    print(f"energy before {before:.9f}")
    print(f"energy after  {after:.9f}")
    for body in bodies:
        print(f"{body.name:8} {body.x:14.9f} {body.y:14.9f} {body.z:14.9f}")
    print("conserved" if abs(after - before) < 1e-3 * abs(before) else "energy was lost")


main()
