"""Exports of a bytearray: resizing is refused while a view is alive; release and with."""
b = bytearray(b"abcdef")
with memoryview(b) as m:
    print(m[0], m[:2].tobytes())
    for action in ("b.append(1)", "b.clear()", "del b[0]", "b += b'x'", "b[0:2] = b'xyz'", "b.extend(b'')", "b.pop()"):
        try:
            exec(action)
            print(action, "done")
        except BufferError as error:
            print(action, error)
    b[0:2] = b"XY"
    print(m.tobytes())
try:
    m[0]
except ValueError as error:
    print(error)
for action in ("m.tobytes()", "len(m)", "m.release()", "m == m", "m.format", "repr(m)[:10]", "memoryview(m)", "m.__enter__()"):
    try:
        print(action, eval(action))
    except ValueError as error:
        print(action, error)
b.append(103)
print(b)
m = memoryview(b)
part = m[2:]
try:
    m.release()
    print("released while a slice lives")
    print(part[0])
except BufferError as error:
    print(error)
part.release()
m.release()
b.clear()
print(b)
v = memoryview(b"xyz")
v.release()
v.release()
print("twice")
