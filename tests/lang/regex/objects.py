"""Patterns, matches and scanners as objects: attributes, errors, copies, equality."""
import _sre
import sys

# re._compiler's code of `(?P<a>x+)(y)?` and of `b+` for bytes.
CODE = [14, 4, 0, 1, 4294967295, 17, 0, 24, 6, 1, 4294967295, 16, 120, 1, 17, 1, 23, 9, 0, 1, 17, 2, 16, 121, 17, 3, 18, 1]
BYTES = [14, 4, 0, 1, 4294967295, 24, 6, 1, 4294967295, 16, 98, 1, 1]
pattern = _sre.compile("(?P<a>x+)(y)?", 32, CODE, 2, {"a": 1}, (None, "a", None))
again = _sre.compile("(?P<a>x+)(y)?", 32, list(CODE), 2, {"a": 1}, (None, "a", None))
data = _sre.compile(b"b+", 0, BYTES, 0, {}, (None,))
print(pattern, data, pattern == again, pattern != again, pattern == data, hash(pattern) == hash(again), pattern == 3)
print(pattern.__copy__() is pattern, pattern.__deepcopy__({}) is pattern, type(pattern)[str], type(pattern).__name__, type(pattern).__module__)
print(pattern.groupindex, pattern.pattern, pattern.flags, pattern.groups)

m = pattern.search("--xxy--")
print(m, bool(m), m.re is pattern, m.string, m.pos, m.endpos, m.lastindex, m.lastgroup, m.regs)
print(m.group(), m.group(0), m.group(1), m.group("a"), m.group(2, "a", 0), m["a"], m[2], m[True])
print(m.start(), m.end(1), m.span("a"), m.groups(), m.groupdict(), m.__copy__() is m)
n = pattern.search("xx", 1)
print(n, n.groups(), n.groups("none"), n.groupdict(5), n.group(2), n.span(2), n.start(2), n.end(2), n.pos, n.lastindex)
for action in (
    lambda: m.group(3),
    lambda: m.group("b"),
    lambda: m.group(-1),
    lambda: m[1.5],
    lambda: m.start([]),
    lambda: pattern.match(3),
    lambda: pattern.match(b"x"),
    lambda: data.match("b"),
    lambda: pattern.match(),
    lambda: pattern.match("x", "y"),
    lambda: pattern.match("x", 1 << 70),
    lambda: type(pattern)(),
    lambda: type(m)(),
    lambda: setattr(m, "pos", 3),
    lambda: pattern.sub(lambda m: 3, "xx"),
    lambda: data.sub("s", b"b"),
    lambda: _sre.compile("x", 0, [1 << 33], 0, {}, ()),
    lambda: _sre.compile("x", 0, [-1], 0, {}, ()),
    lambda: _sre.compile("x", 0, (), 0, {}, ()),
    lambda: _sre.compile("x", 0, [1], 0, [], ()),
    lambda: _sre.compile(3, 0, [1], 0, {}, ()),
    lambda: pattern < again,
):
    try:
        print(action())
    except (TypeError, IndexError, OverflowError, AttributeError, RuntimeError) as e:
        print(type(e).__name__, e)

scanner = pattern.scanner("xyxxx-y")
print(type(scanner).__name__, scanner.pattern is pattern)
print(scanner.match(), scanner.match(), scanner.match(), scanner.match(), scanner.search())
scanner = pattern.scanner("..x.xy", 1, 5)
print(scanner.search(), scanner.search(), scanner.search(), scanner.search())
print(type(pattern.finditer("x")).__name__, [m.group() for m in pattern.finditer("xxy.x")])
print(pattern.sub(lambda m: None, "axb"), pattern.subn("", "abc"), pattern.sub("[]", "xyx", count=1))
s = "abc"
print(pattern.sub("", s) is s, pattern.split("axbxyc"), pattern.split("abc"))
print(data.findall(bytearray(b"abbcb")), data.sub(b"-", memoryview(b"abba")), data.match(b"bb").group(), data.match(bytearray(b"bb")))
print(_sre.MAXREPEAT, _sre.MAXGROUPS, _sre.CODESIZE, _sre.getcodesize())
print([_sre.ascii_iscased(ord(c)) for c in "aZ1\xe9"], [_sre.unicode_iscased(ord(c)) for c in "aZ1\xe9\u0416"])
print([chr(_sre.ascii_tolower(ord(c))) for c in "aZ1\xc9"], [chr(_sre.unicode_tolower(ord(c))) for c in "aZ1\xc9\u0416"])

# Whatever code is handed in: an error or a pattern, never worse.
bad = 0
for i in range(len(CODE)):
    for word in (0, 1, 5, 40, 200, 0xFFFFFFFF):
        changed = list(CODE)
        changed[i] = word
        try:
            _sre.compile("x", 32, changed, 2, {}, (None,) * 3).search("xxyxx" * 3)
        except Exception:
            bad += 1
    try:
        _sre.compile("x", 32, CODE[:i], 2, {}, (None,) * 3)
    except RuntimeError:
        bad += 1
print(bad > 2 * len(CODE))
