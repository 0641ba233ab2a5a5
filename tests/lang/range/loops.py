"""for over ranges: bounds, rebinding the variable, else, break, continue, nested, large steps."""
for i in range(3):
    print(i, end=" ")
    i = 100
print(i)
for i in range(0): print("never")
else: print("else", i)
for i in range(10):
    if i == 3: continue
    if i == 5: break
else: print("no")
print(i)
total = 0
for i in range(10, -10, -3):
    for j in range(i): total += j
print(total, i)
for i in range(2**62 - 2, 2**62 + 2): print(i, end=" ")
for i in range(-2**62 + 1, -2**62 - 3, -1): print(i, end=" ")
print()
for i in range(0, 2**70, 2**69): print(i)
n = 3
for i in range(n):
    n = 10
print(i, [x for x in range(5, 1, -2)], sum(i for i in range(1000)), [*range(2, 8, 3)])
r = range(3)
for i in r:
    for j in r: print(i * j, end=",")
print()
a, b, c = range(3)
print(a, b, c)
while n:
    n -= 1
    if n % 2: continue
    if n == 4: break
else: print("not here")
print(n)
i = 5
for i in range(i): pass
print(i)
