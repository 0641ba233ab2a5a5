# needs: attr
"""attrs: validators, converters, ordering, slots, frozen classes, evolving and converting."""
import attr
import attrs
from attrs import define, field, frozen, validators


@define(order=True)
class Version:
    major: int = field(converter=int, validator=validators.ge(0))
    minor: int = field(default=0, converter=int)
    tags: list = field(factory=list, eq=False, order=False)

    @minor.validator
    def check(self, attribute, value):
        if value > 99:
            raise ValueError(f"{attribute.name} too large: {value}")


@frozen
class Point:
    x: float
    y: float = 0.0
    name: str = field(default="p", kw_only=True, repr=lambda v: f"<{v}>")


@attr.s(auto_attribs=True, hash=True, slots=True)
class Node:
    value: int
    children: "list[Node]" = attr.ib(factory=list, hash=False)


versions = [Version("3", "12"), Version(2), Version(3, 1, ["x"])]
print(sorted(versions))
print(attrs.asdict(versions[0]), attrs.astuple(versions[2]))
print(attrs.evolve(versions[0], minor=13), versions[0] == Version(3, 12, ["other"]))
for arguments in ((-1,), ("x",), (1, 100)):
    try:
        Version(*arguments)
    except Exception as e:
        print(type(e).__name__, e)
p = Point(1.5, name="q")
print(p, hash(p) == hash(Point(1.5, name="q")), p in {p})
try:
    p.x = 2
except attrs.exceptions.FrozenInstanceError as e:
    print("frozen", e)
tree = Node(1, [Node(2), Node(3, [Node(4)])])
print(tree, attrs.asdict(tree))
print([a.name for a in attrs.fields(Version)], attrs.has(Node), Node.__slots__)
try:
    tree.other = 1
except AttributeError as e:
    print(e)
Made = attrs.make_class("Made", {"a": attr.ib(default=1), "b": attr.ib(default=attr.Factory(dict))})
print(Made(), Made(2, {"k": 1}) == Made(2, {"k": 1}), Made(1) != Made(2))
print(attr.validate(versions[0]), attrs.fields_dict(Point)["name"].kw_only)
