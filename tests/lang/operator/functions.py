"""_operator: every function."""
import _operator as o


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class I:
    def __index__(self): return 3
l = [1, 2, 3]
check("""
o.add(1, 2), o.sub(5, 3), o.mul(2, 3), o.truediv(7, 2), o.floordiv(7, 2), o.mod(7, 3), o.pow(2, 5), o.lshift(1, 3), o.rshift(8, 1), o.and_(6, 3), o.or_(6, 1), o.xor(6, 3), o.neg(5), o.pos(-5), o.inv(5), o.invert(0), o.abs(-3)
o.lt(1, 2), o.le(2, 2), o.eq(1, 1.0), o.ne(1, 2), o.gt(2, 1), o.ge(1, 2), o.is_(l, l), o.is_not(l, l), o.not_([]), o.truth([1])
o.concat("a", "b"), o.contains([1], 1), o.countOf("aab", "a"), o.indexOf("abc", "c"), o.getitem(l, 1), o.index(I()), o.length_hint([1, 2]), o.length_hint(iter("ab")), o.length_hint(5, 9)
o.setitem(l, 0, 9), l, o.delitem(l, 0), l
o.iadd([1], [2]), o.isub(5, 2), o.imul(2, 3), o.itruediv(1, 2), o.ifloordiv(7, 2), o.imod(7, 3), o.ipow(2, 3), o.ilshift(1, 2), o.irshift(4, 1), o.iand(6, 3), o.ior({1}, {2}), o.ixor(5, 1), o.iconcat([1], [2])
o.call(max, 1, 2), o.call(dict, a=1), o.matmul
o.add(1, "a")
o.concat(1, 2)
o.index(1.5)
o.indexOf("abc", "z")
o.countOf(5, 1)
o.add(1)
o.length_hint([], "a")
o.contains(5, 1)
o.getitem(l, 10)
o.call()
o.is_none if hasattr(o, "is_none") else "3.14 only"
o._compare_digest("a", "a"), o._compare_digest(b"a", b"b")
o._compare_digest("é", "é")
o.neg("a")
""")
