"""f-strings: expressions, conversions, nested specifications, = form, quotes inside (PEP 701)."""
x, y, name, width = 5, 2.5, "world", 10
d = {"k": [1, {"z": "deep"}]}
print(f"{x} {y:.2f} {name!r} {name:>{width}} {x + y} {d['k'][1]['z']} {{literal}} {x=} {x = } {x + 1=:>5} {name!s:^9}|")
print(f"{d["k"][0]} {"nested" + 'quotes'} {f"{f"{x}"}"} {f'{name:{"*"}^{width}}'}", f'{"\n".join(["a", "b"])}')
print(f"{(lambda v: v * 2)(4)} {[i for i in range(3)]} { {1: 2}[1]} { {1, 2} == {2, 1} } {x if x > 3 else y} {x:{'0'}{3}}")
print(f"{
    x
    + 1  # a comment inside
} multi {'''triple
line'''}")
print(f"""{x}
{name:>{
width}}""")
print(rf"\d{x}\n", fr'\{x}', f"\x41{x}\N{SNAKE}", F"{x}" f"{y}" "plain{x}", f"", f"{''}", f"{x!r:}", f"{x:}")
print(f"{x:%}", f"{x:e}", f"{'a':<4}|{'b':^4}|{'c':>4}", f"{True:d} {None} {...}", f"{3.0:g}", f"{x!a}", f"{x,}", f"{x, y}", f"{*[1, 2], 3}")
print(f"{name[1:3]}{name[::-1]}", f"{x:=+5}", f"{(y := 7)}", y, f"{x!=5} {x==5} {x<=5}", f"{'{'}{'}'}", f"{x:{{}}}" if False else "", f"{'a' 'b'}")
print(f"{x=!r} {name=!s} {name=:>8} {  x  =  } {d['k']=}", f"{x:03}{x:x}{x:#b}", f"{10**20:,}", f"{-x:+}", f"{lambda_ if False else 1}" if True else "")
async def co(): return f"{await other()}"
async def other(): return 1
try:
    co().send(None)
except StopIteration as stop:
    print(stop.value)
