"""select: select(), poll and epoll objects; readiness and errors."""
import posix as os
import select


def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
r,w=os.pipe()
ep=select.epoll()
# A low number: Linux looks at no descriptor beyond the table that the process has so far.
closed=os.dup(r); os.close(closed)
for f in (lambda: select.select(1,[],[]), lambda: select.select([],[],[],'x'), lambda: select.select([],[],[],-1), lambda: select.select(['a'],[],[]), lambda: select.select([-1],[],[]), lambda: select.select([5000],[],[]),lambda: select.select([10**30],[],[]),
 lambda: select.select([r],[w],[],0), lambda: select.select([],[],[],1e100),lambda: select.select([r],[w]),lambda: select.select([closed],[],[],0),
 lambda: ep.poll('x'), lambda: ep.poll(0,0), lambda: ep.poll(1e100), lambda: ep.register(-1), lambda: ep.register(r), lambda: ep.register(r), lambda: ep.register(r,-1),lambda: ep.register(r,1<<40), lambda: ep.modify(w,0), lambda: ep.unregister(w), lambda: ep.register('a'), lambda: select.epoll(-2), lambda: select.epoll(0), lambda: select.epoll(1,5), lambda: select.epoll(flags=1), lambda: ep.poll(0), lambda: ep.close(), lambda: ep.close(), lambda: ep.fileno(), lambda: ep.closed, lambda: ep.poll(), lambda: ep.register(r), lambda: type(select.epoll.fromfd(os.dup(0))), lambda: ep.__enter__()):
    t(f)
p=select.poll()
for f in (lambda: type(p)(), lambda: p.register(r,1), lambda: p.register(w), lambda: p.poll(0), lambda: p.poll('x'), lambda: p.poll(-5) , lambda: p.poll(1<<40), lambda: p.poll(1e30), lambda: p.modify(77,1), lambda: p.unregister(77), lambda: p.register(-1), lambda: p.register(r,-1), lambda: p.register(r,1<<20), lambda: p.register(r,1.5), lambda: p.modify(w,0), lambda: p.poll(0.5), lambda: p.unregister(w), lambda: p.poll(1), lambda: p.register(98), lambda: p.poll(), lambda: p.register([])):
    t(f)
print(select.epoll.__name__, type(p).__module__, type(p).__name__)
