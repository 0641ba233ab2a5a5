# A process forks while code is compiled in the background: parent and child go on, and both can compile.
import os
import sys

from _work import compiling, engine, heat, make

expected = [heat(make(i), 1) for i in range(3)]


def child(i, f, g):
    if heat(f) != expected[i] or heat(g) != expected[(i + 1) % 3]:
        return 1
    if compiling:
        engine.jit_await()
        heat(f)
        h = make(100 + i)
        if not engine.jit_compile(h) or not engine.jit_compiled(h):
            return 2
    grandchild = os.fork()
    if grandchild == 0:
        os._exit(0 if heat(g) == expected[(i + 1) % 3] else 4)
    return os.waitstatus_to_exitcode(os.waitpid(grandchild, 0)[1])


statuses = []
for i in range(3):
    f, g = make(i), make((i + 1) % 3)
    heat(f)
    heat(g)
    pid = os.fork()
    if pid == 0:
        os._exit(child(i, f, g))
    right = heat(f) == expected[i]
    statuses.append((right, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])))
print(statuses)
if compiling:
    engine.jit_await()
    h = make(200)
    assert engine.jit_compile(h)

# Without hooks: what subprocess does.
import subprocess

f = make(300)
heat(f)
for shared in (True, False):
    subprocess._USE_VFORK = shared
    print(subprocess.run(["echo", "hello"], capture_output=True).stdout)
print(heat(f) == heat(make(300), 1))
