"""What a file object wrote that nobody refers to any more is in the file when the program looks at it."""
import posix

name = f"/tmp/typhon-abandoned-{posix.getpid()}"


def read():
    with open(name) as f:
        return f.read()


open(name, "w").write("first")
print(read())
open(name, "w").write("second, longer")
print(posix.stat(name).st_size)
open(name, "w").write("third")
open(name, "w").write("x")
print(read())
open(name, "a").write("y")
print(read())


def write(text):
    f = open(name, "wb")
    f.write(text)


write(b"in a function")
print(read())
f = open(name, "w")
f.write("dropped")
f = None
print(read())
open(name, "r+").write("D")
print(read())

# A file that is in use keeps what it has not written.
f = open(name, "w")
f.write("kept")
print([read() for _ in range(5)])
f.flush()
print([read() for _ in range(5)])
f.close()
open(name, "w").write("for another process")
print(posix.system(f"grep -q another {name}"))
posix.unlink(name)
