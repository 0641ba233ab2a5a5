"""Messages of unsupported operand types for ints."""
one = 1


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
1 + "a"
"a" + 1
1 - None
1 * None
1 * [1]
2.5 * "a"
1 / "a"
1 // []
1 % ()
1 ** {}
1 << "a"
1 @ 2
-"a"
+"a"
~[]
abs("a")
divmod(1, "a")
divmod("a", 1)
1 + 1j
1 // 1j
1 % 1j
10 ** 30 + "a"
"a" * 2.0
[1] * 1.5
"ab" * -1
"ab" * 10 ** 30
one()
one[0]
1 in 5
len(5)
iter(5)
5 .x
round("a")
hex("a")
chr("a")
chr(-1)
chr(0x110000)
chr(10 ** 30)
ord("ab")
ord(5)
range(1.0)
list((1, 2))[1.0]
str("abc")["a"]
int.foo
int.__add__("a", 1)
int.__add__(1)
int.bit_length()
int.bit_length("a")
(5).bit_length(1)
(5).to_bytes(1, 2, 3, 4)
""")
x = 5
try:
    x += "a"
except TypeError as error:
    print(error)
try:
    x **= None
except TypeError as error:
    print(error)
try:
    x >>= 1.5
except TypeError as error:
    print(error)
try:
    x @= 1
except TypeError as error:
    print(error)
print(x)
