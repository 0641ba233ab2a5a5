"""Messages of invalid f-strings."""
for source in ["f'{'", "f'}'", "f'{}'", "f'{ }'", "f'{!r}'", "f'{x!}'", "f'{x!z}'", "f'{x!r'", "f'{x'", "f'{x:'", "f'{x:{'", "f'{a b}'", "f'{x =!}'", "f'{,}'", "f'{lambda x: 1}'",
               "f'{a $ b}'", "f'{*}'", "f'{=}'", "f'{yield}'", "f'{x!r y}'", "f'{1 +}'", "f'{def}'", "f'{x:{y!}}'", "f'{", "f'''{", "f'{(}'", "f'{)}'", "f'{a[}'", "f'{x! r}'", "f'{x::{y}}'", "f'{#}'", "f'{\"'", "f'{a.}'", "f'{not}'", "f'{:x}'", "f'{x;y}'"]:
    try:
        compile(source, "<test>", "eval")
        print(source, "compiles")
    except SyntaxError as error:
        print(source, "|", error.msg)
x = 5
for source in ["f'{x:d}'", "f'{x:.2d}'", "f'{nothere}'", "f'{x.y}'", "f'{x:s}'", "f'{1/0}'", "f'{x()}'"]:
    try:
        print(eval(source, {"x": x}))
    except Exception as error:
        print(source, type(error).__name__, error)
