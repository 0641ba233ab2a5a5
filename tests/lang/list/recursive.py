"""Lists that contain themselves: repr, comparison, copying."""
a = [1]
a.append(a)
print(a, str(a), a[1] is a, len(a), a[1][1][1][0])
b = [a, (a,), {"k": a}]
print(b)
t = ([],)
t[0].append(t)
print(t)
d = {}
d["self"] = d
d["list"] = [d]
print(d)
c = [1]
c.append(c)
try:
    print(a == c)
except RecursionError as error:
    print("RecursionError:", error)
print(a == a, [a] == [a], a in [a], a.count(a), a.index(a))
s = a[:]
print(s, s is a, s[1] is a)
x = []
for _ in range(50): x = [x]
print(x)
class O(list): pass
o = O([1])
o.append(o)
print(o)
