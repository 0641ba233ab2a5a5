"""add, discard, remove, pop, clear, update operators, in-place algebra."""
s = {1, 2, 3}
print(s.add(4), s.add(1), s, s.discard(9), s.discard(1), s, s.remove(2), s, s.clear(), s)
s.update([1, 2], (3,), {4: 5}); print(s)
s.intersection_update([1, 2, 3], [2, 3, 9]); print(s)
s.difference_update([2], [7]); print(s)
s.symmetric_difference_update([3, 5]); print(s)
s |= {1, 2}; print(s)
s &= {1, 2, 9}; print(s)
s -= {1}; print(s)
s ^= {2, 3}; print(s)
s |= s; s &= s; print(s)
s ^= s; print(s)
s = {7}
print(s.pop(), s, s.copy() is s)
alias = s
s |= {1}; print(alias)
f = frozenset([1])
g = f
f |= {2}; print(f == {1, 2}, g, type(f))
for action in ("s.remove(99)", "set().pop()", "s.remove([])", "s.add([])", "s.add({})", "s |= [1]", "s &= 5", "s -= 'a'", "s.update(5)", "s.discard([])", "s.pop(1)", "s.add()", "s.add(1, 2)", "s.intersection_update(5)", "s.remove('text')", "s.remove((1, 2))", "s.discard({1})", "s.remove({5})", "s ^= []", "f.update([1])", "del s[0]"):
    try:
        exec(action)
        print(action, "ok")
    except Exception as error:
        print(action, type(error).__name__, error)
t = set(range(1000))
for i in range(0, 1000, 2): t.discard(i)
print(len(t), sum(t), 501 in t, 500 in t, min(t), t.isdisjoint(range(0, 1000, 2)))
x = {frozenset([1, 2])}
print({1, 2} in x, x.discard({1, 2}), x)
