"""A ray tracer: spheres and a chequered floor, one lamp, shadows, reflections.

Exercises: many short-lived small objects, operator methods (__add__, __sub__, __mul__, __neg__), polymorphic shapes,
recursion, float arithmetic, bytes built as a picture in the PPM format.
"""
import sys
from math import floor, inf, sqrt

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 330
EPSILON = 1e-6


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    __rmul__ = __mul__

    def __neg__(self):
        return Vector(-self.x, -self.y, -self.z)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def cross(self, other):
        return Vector(self.y * other.z - self.z * other.y, self.z * other.x - self.x * other.z,
                      self.x * other.y - self.y * other.x)

    def length(self):
        return sqrt(self.dot(self))

    def unit(self):
        return self * (1.0 / self.length())

    def reflected(self, normal):
        return self - normal * (2.0 * self.dot(normal))

    def filtered(self, colour):
        return Vector(self.x * colour.x, self.y * colour.y, self.z * colour.z)


class Ray:
    __slots__ = ("origin", "direction")

    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction.unit()

    def at(self, distance):
        return self.origin + self.direction * distance


class Surface:
    def __init__(self, colour, shine=0.0):
        self.colour = colour
        self.shine = shine

    def colour_at(self, point):
        return self.colour


class Chequered(Surface):
    def __init__(self, colour, other, shine=0.0):
        super().__init__(colour, shine)
        self.other = other

    def colour_at(self, point):
        return self.colour if (floor(point.x) + floor(point.z)) % 2 == 0 else self.other


class Sphere:
    def __init__(self, centre, radius, surface):
        self.centre = centre
        self.radius = radius
        self.surface = surface

    def distance(self, ray):
        """Where the ray enters the sphere, or None."""
        to_centre = self.centre - ray.origin
        along = to_centre.dot(ray.direction)
        if along < 0.0:
            return None
        beside = to_centre.dot(to_centre) - along * along
        inside = self.radius * self.radius - beside
        if inside < 0.0:
            return None
        distance = along - sqrt(inside)
        return distance if distance > EPSILON else None

    def normal(self, point):
        return (point - self.centre).unit()


class Floor:
    up = Vector(0.0, 1.0, 0.0)

    def __init__(self, height, surface):
        self.height = height
        self.surface = surface

    def distance(self, ray):
        slope = ray.direction.y
        if -EPSILON < slope < EPSILON:
            return None
        distance = (self.height - ray.origin.y) / slope
        return distance if distance > EPSILON else None

    def normal(self, point):
        return self.up


class Scene:
    sky = Vector(0.55, 0.7, 0.95)

    def __init__(self, shapes, lamp):
        self.shapes = shapes
        self.lamp = lamp
        self.rays = 0

    def nearest(self, ray):
        best, best_distance = None, inf
        for shape in self.shapes:
            distance = shape.distance(ray)
            if distance is not None and distance < best_distance:
                best, best_distance = shape, distance
        return best, best_distance

    def in_shadow(self, point):
        to_lamp = self.lamp - point
        ray = Ray(point, to_lamp)
        limit = to_lamp.length()
        return any((d := shape.distance(ray)) is not None and d < limit for shape in self.shapes)

    def trace(self, ray, depth):
        self.rays += 1
        shape, distance = self.nearest(ray)
        if shape is None:
            return self.sky * (0.6 + 0.4 * max(ray.direction.y, 0.0))
        point = ray.at(distance)
        normal = shape.normal(point)
        surface = shape.surface
        light = 0.15
        point = point + normal * 1e-4
        if not self.in_shadow(point):
            light += 0.85 * max((self.lamp - point).unit().dot(normal), 0.0)
        colour = surface.colour_at(point) * light
        if surface.shine > 0.0 and depth > 0:
            mirrored = self.trace(Ray(point, ray.direction.reflected(normal)), depth - 1)
            colour = colour * (1.0 - surface.shine) + mirrored * surface.shine
        return colour


def build_scene():
    red, green, blue = Vector(0.9, 0.2, 0.2), Vector(0.2, 0.8, 0.3), Vector(0.25, 0.3, 0.9)
    shapes = [Floor(-1.0, Chequered(Vector(0.9, 0.9, 0.9), Vector(0.1, 0.1, 0.1), 0.1))]
    for i, colour in enumerate((red, green, blue, red.filtered(blue) + green)):
        shapes.append(Sphere(Vector(1.6 * i - 2.4, -0.3 + 0.2 * i, 5.0 + 0.5 * (i % 2)), 0.7, Surface(colour, 0.25)))
    return Scene(shapes, Vector(-5.0, 8.0, -3.0))


def render(scene, size):
    eye = Vector(0.0, 0.5, -2.0)
    forward = (Vector(0.0, 0.0, 5.0) - eye).unit()
    right = forward.cross(Vector(0.0, 1.0, 0.0)).unit() * -1.0
    up = forward.cross(right)
    pixels = bytearray()
    for y in range(size):
        for x in range(size):
            direction = forward + right * ((x - size / 2) / size) + up * ((size / 2 - y) / size)
            colour = scene.trace(Ray(eye, direction), 3)
            pixels += bytes(min(255, int(255.0 * c)) for c in (colour.x, colour.y, colour.z))
    return b"P6\n%d %d\n255\n" % (size, size) + bytes(pixels)


def main():
    scene = build_scene()
    picture = render(scene, SIZE)
    check = 0
    for byte in picture:
        check = (check * 257 + byte) % 1000003
    print(f"{len(picture)} bytes, {scene.rays} rays, check {check}")
    header = picture.split(b"\n", 3)[:3]
    print("complete" if header == [b"P6", b"%d %d" % (SIZE, SIZE), b"255"] else "wrong", header)


main()
