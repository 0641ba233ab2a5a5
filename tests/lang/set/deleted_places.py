# Where new items go after others were removed: iteration order shows that places of removed items are taken again.
s=set(range(0,5)); print(list(s))
s={0}; 
big=set(range(0,60,2)); print(len(big))
big.add(128); big.add(256); big.add(384)
print([x for x in big if x%2==0][:8])
big.discard(128); big.add(512); print(list(big)[:8])
big.discard(256); big.discard(384); big.add(640); print(list(big)[:10])
def show(s): print(list(s))
s={0,8,16}; s.discard(8); s.add(24); show(s)
s=set(range(20)); s.discard(5); s.add(37); show(s)
s=set(range(20)); s.discard(5); s.add(5); show(s); 
s=set(range(20))
for _ in range(30): s.add(7777); s.remove(7777)
s.add(33); show(s)
s=set(range(20))
for k in range(10): s.discard(k)
for k in range(32,42): s.add(k)
show(s)
s=set(range(19))
for i in range(100,140):
    s.add(i); s.discard(i-50)
show(s)
s={1,2,3}; s.discard(1); s.discard(2); s.add(9); s.add(17); show(s)
for x in (70,6,134): s.add(x)
show(s)
it=set(range(10)); it.discard(next(iter(it))); show(it)
x=12345
def r(n):
    global x
    x=(x*1103515245+12345)&0x7fffffff
    return (x>>8)%n
for round in range(60):
    s=set()
    n=[10,60,300,3000][round%4]
    for _ in range(n):
        k=r(5*n)
        if r(3): s.add(k)
        else:
            s.discard(k)
            if r(2) and s: s.discard(next(iter(s)))
        if r(4)==0:
            s.add(7777); s.remove(7777)
    print(round, len(s), hash(tuple(s)))
