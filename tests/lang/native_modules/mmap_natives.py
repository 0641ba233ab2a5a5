"""mmap.mmap: reading, writing, searching, resizing, buffers, errors."""
import mmap


def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


for f in (lambda: mmap.mmap(-1, 0), lambda: mmap.mmap(-1, -5), lambda: mmap.mmap(99, 5), lambda: mmap.mmap(-1, 10, access=9), lambda: mmap.mmap(-1, 10, flags=1, prot=1, access=1), lambda: mmap.mmap(-1, 10, offset=-1), lambda: mmap.mmap("a", 1), lambda: mmap.mmap(-1, 1 << 70)):
    t(f)
m=mmap.mmap(-1,20)
for f in (lambda: m, lambda: m.write(b'hello world'), lambda: m.tell(), lambda: m.seek(0), lambda: m.read(5), lambda: m.read(), lambda: m.read(5), lambda: m.readline(), lambda: m.find(b'wor'), lambda: m.find(b'wor',0), lambda: m.rfind(b'o'), lambda: m.find('a'), lambda: m.seek(100), lambda: m.seek(0,9), lambda: m.seek(-1,2), lambda: m.read_byte(), lambda: m.read_byte(), lambda: m.write_byte(300), lambda: m.write_byte(1), lambda: m.write(b'aa'), lambda: m.resize(50), lambda: m.size(), lambda: len(m), lambda: m[0], lambda: m[0:5], lambda: m[::2], lambda: m[100], lambda: m['a'], lambda: m.__setitem__(0,65), lambda: m.__setitem__(0,b'a'), lambda: m.__setitem__(0,300), lambda: m.__setitem__(100,3), lambda: m.__setitem__(slice(0,3),b'xyz'), lambda: m.__setitem__(slice(0,3),b'xy'), lambda: m.__delitem__(0), lambda: m.move(0,1,3), lambda: m.move(0,1,300), lambda: m.flush(), lambda: m.flush(1,2), lambda: m.flush(0,10000), lambda: m.madvise(mmap.MADV_NORMAL), lambda: m.madvise(0,10000), lambda: m.madvise(0,1,-1), lambda: bytes(m[:5]), lambda: m.close(), lambda: m.closed, lambda: m.read(), lambda: m, lambda: m[0], lambda: len(m), lambda: m.close()):
    t(f)
ro=mmap.mmap(-1,5,access=mmap.ACCESS_READ)
for f in (lambda: ro, lambda: ro.write(b'a'), lambda: ro.write_byte(1), lambda: ro.__setitem__(0,1), lambda: ro.resize(9), lambda: ro.move(0,0,1)): t(f)
m2=mmap.mmap(-1,5); v=memoryview(m2)
t(lambda: m2.close()); t(lambda: m2.resize(10)); v.release(); t(lambda: m2.resize(10000)); t(lambda: m2.closed); t(lambda: m2.__enter__() is m2); t(lambda: m2.__exit__(1,2,3))
