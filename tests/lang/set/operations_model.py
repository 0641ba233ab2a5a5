"""Set algebra against sorted lists over many random sets."""
state = 5
def rnd(n):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 8) % n
def same(s, l): return sorted(s) == sorted(set(l)) and len(s) == len(set(l))
n = 0
for _ in range(300):
    a = {rnd(30) for _ in range(rnd(20))}
    b = {rnd(30) for _ in range(rnd(20))}
    la, lb = sorted(a), sorted(b)
    assert same(a | b, la + lb) and same(a & b, [x for x in la if x in lb]) and same(a - b, [x for x in la if x not in lb]) and same(a ^ b, [x for x in la + lb if (x in la) != (x in lb)])
    assert a.union(b) == a | b and a.intersection(lb) == a & b and a.difference(iter(lb)) == a - b and a.symmetric_difference(tuple(lb)) == a ^ b
    assert (a <= b) == all(x in lb for x in la) and (a < b) == ((a <= b) and a != b) and a.isdisjoint(b) == (not a & b) and a.issubset(lb) == (a <= b) and a.issuperset(lb) == (a >= b)
    c = set(a); c |= b; assert c == a | b
    c = set(a); c &= b; assert c == a & b
    c = set(a); c -= b; assert c == a - b
    c = set(a); c ^= b; assert c == a ^ b
    f, g = frozenset(a), frozenset(b)
    assert f | b == a | b and type(f | b) is frozenset and type(a | g) is set and hash(f) == hash(frozenset(la)) and (f == a) and (f & g) == (a & b)
    for x in range(0, 30, 7):
        c = set(a); c.discard(x); assert x not in c and len(c) == len(a) - (x in a)
        c.add(x); assert x in c
    n += 1
print(n, "rounds")
print(sorted(a), sorted(b), sorted(a ^ b))
