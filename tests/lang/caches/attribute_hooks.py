# __getattribute__ and __setattr__ written in Python, at sites that know them; they change under way.
class P:
    def __init__(self): object.__setattr__(self,'log',[])
    def __getattribute__(self,n):
        if n.startswith('x'): raise AttributeError(n)
        return object.__getattribute__(self,n) if not n.startswith('v') else (n,)
    def __setattr__(self,n,v):
        if n=='bad': raise ValueError(n)
        object.__setattr__(self,n,v); self.log.append((n,v))
def f(o,k):
    o.a=k
    s="none "
    try: o.bad=1
    except ValueError as e: s=str(e)
    try: o.x1
    except AttributeError as e: s+=str(e)
    return o.a,o.v1,s,len(o.log)
for i in range(6):
    print(f(P(),i))
    if i==2: P.__getattr__=lambda self,n:'hook '+n
    if i==3: P.__setattr__=lambda self,n,v: object.__setattr__(self,n,v*10)
    if i==4: del P.__getattr__
class M(type):
    def __setattr__(c,n,v): type.__setattr__(c,n,v+1)
class C(metaclass=M): q=0
for i in range(3):
    C.q=i; print(C.q)
