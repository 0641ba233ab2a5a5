"""Large arrays and buffers that grow where they lie, or move: their contents stay, whoever looks at them meanwhile."""
import gc
import io


def interleaved(n):
    """Several containers grow by turns, so that each meets memory that another has left."""
    a, b, c, text, stream = [], [], bytearray(), "", io.BytesIO()
    kept = []
    for i in range(n):
        a.append(i)
        if i % 3 == 0:
            b.append(str(i))
        c.append(i % 251)
        text += chr(97 + i % 26)
        stream.write(b"%d" % (i % 10))
        if i % 5000 == 0:
            kept.append((text, bytes(c[-3:]), stream.getvalue()[-3:], list(a[-2:])))
            a.extend(range(i, i + 700))
        if i % 9000 == 0:
            b = b[: len(b) // 2]
            gc.collect()
    return a, b, c, text, stream.getvalue(), kept


a, b, c, text, data, kept = interleaved(60000)
print(len(a), sum(a), a[-1], len(b), sum(len(s) for s in b), b[-1])
print(len(c), sum(c), len(text), text[-30:], text.count("z"), len(data), data[-5:])
print([(len(t), t[-1:], x, y, z) for t, x, y, z in kept])
print(all(text.startswith(t) for t, *_ in kept))

# A list grows while an iterator and a reversed copy of it exist.
numbers = list(range(5000))
seen = 0
for place, x in enumerate(numbers):
    if place < 3000:
        numbers.extend([x, x + 1])
    seen += x
print(seen, len(numbers), numbers[:3], numbers[-3:])

# join of a generator: short, long, with wider characters that come late, with an error at the end.
for count in 10, 3000, 40000, 90000:
    joined = ", ".join(f"{i:x}" for i in range(count))
    print(len(joined), hash(joined) == hash(", ".join([f"{i:x}" for i in range(count)])), joined[-9:])
late = "".join("a" if i < 50000 else "\u0142" if i < 50100 else "\U0001F40D" for i in range(50200))
print(len(late), late.count("a"), late[-2:], late[:50000].isascii(), late.isascii(), ascii(late[49999:50001]))
try:
    "-".join(str(i) if i < 40000 else i for i in range(40001))
except TypeError as error:
    print(error)
more = ("".join(str(i % 10) for i in range(70000)))
longer = more
longer += "!"
longer += more
print(len(more), len(longer), longer[70000], more[-3:], longer.endswith(more), longer == more + "!" + more)

# A bytearray with a view may not be resized; afterwards it grows again.
buffer = bytearray(20000)
with memoryview(buffer) as view:
    try:
        buffer.append(1)
    except BufferError as error:
        print(error)
    view[19999] = 7
buffer.extend(bytes(30000))
print(len(buffer), buffer[19999], sum(buffer))
