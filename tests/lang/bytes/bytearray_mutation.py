"""Changing bytearrays: items, slices, append, extend, insert, pop, del, in-place operators."""
b = bytearray(b"hello")
b[0] = 72; print(b)
b[-1] = ord("O"); print(b)
b[1:3] = b"EEE"; print(b)
b[1:1] = b"__"; print(b)
b[::2] = bytes(len(b[::2])); print(b)
del b[0]; print(b)
del b[1:3]; print(b)
del b[::2]; print(b)
b += b"abc"; print(b)
b *= 2; print(b)
b.append(33); b.extend(b"xy"); b.extend([1, 2]); b.extend(i for i in (3, 4)); b.insert(0, 90); b.insert(100, 91); b.insert(-1, 92); print(b)
print(b.pop(), b.pop(0), b.pop(-2), b)
b.remove(33); print(b)
b.reverse(); print(b)
c = b.copy(); c.clear(); print(c, len(b) > 0)
b[:] = b"xyz"; b[1:2] = []; b[5:] = [65, 66]; print(b)
b[0:0] = bytearray(b"self"); b[2:4] = b; print(b)
alias = b
b += b"!"
print(alias is b, alias)
for action in ("b[0] = 256", "b[0] = -1", "b[0] = 'a'", "b[100] = 1", "b[::2] = b'x'", "b[0:2] = 5", "b[0:2] = 'ab'", "b.append(256)", "b.append('a')", "b.extend('ab')", "b.extend(5)", "b.insert('a', 1)", "b.pop(100)", "bytearray().pop()", "b.remove(200)", "b.remove('a')", "del b[100]", "b += 'x'", "b += 5", "b *= 1.5", "b[None]", "hash(b)"):
    try:
        exec(action)
        print(action, "ok")
    except Exception as error:
        print(action, type(error).__name__, error)
