"""append, extend, insert, pop, remove, clear, reverse, copy, item and slice assignment, del."""
a = [1, 2, 3]
print(a.append(4), a, a.extend("xy"), a, a.insert(0, 0), a, a.insert(-1, "m"), a, a.insert(100, "e"), a)
print(a.pop(), a.pop(0), a.pop(-2), a, a.remove("x"), a, a.reverse(), a, a.copy() == a, a.copy() is a)
a[0] = "first"; a[-1] = "last"; print(a)
a[1:3] = [9, 8, 7]; print(a)
a[1:1] = (5, 6); print(a)
a[:] = range(6); print(a)
a[::2] = "abc"; print(a)
a[1:4] = []; print(a)
a[10:] = [1]; print(a)
a[::-1] = [1, 2, 3, 4]; print(a)
del a[0]; print(a)
del a[0:2]; print(a)
a[:] = range(10)
del a[::3]; print(a)
del a[::-2]; print(a)
a += [1]; a += "z"; a += (i for i in (5, 6)); print(a)
a *= 2; print(a)
a *= 0; print(a)
a.extend(a); a[:] = a; print(a)
b = [1, 2]
b.extend(b); b[1:3] = b; print(b)
b += b; print(len(b))
for action in ("b[100] = 1", "b['a'] = 1", "b[::2] = [1]", "b[0:1] = 5", "del b[100]", "b.pop(100)", "[].pop()", "b.remove('q')", "b.insert('a', 1)", "b.extend(5)", "b += 5", "b += None", "b *= 'x'", "b.append()", "b.append(1, 2)", "b.pop('a')", "b.pop(1, 2)", "b[::0] = []", "del b['a']", "b.reverse(1)", "b.insert(1)", "b.foo()"):
    try:
        exec(action)
        print(action, "ok")
    except Exception as error:
        print(action, type(error).__name__, error)
