"""replace, translate, maketrans."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

class M:
    def __getitem__(self, key):
        if key == 97: return "X"
        if key == 98: return None
        if key == 99: raise LookupError
        if key == 100: return 0x65e5
        raise KeyError(key)
class Bad:
    def __getitem__(self, key): return 1.5
check("""
"hello".replace("l", "L")
"hello".replace("l", "L", 1)
"hello".replace("l", "")
"hello".replace("", "-")
"hello".replace("", "-", 2)
"".replace("", "x")
"".replace("a", "x")
"hello".replace("x", "y")
"aaa".replace("aa", "b")
"aaa".replace("a", "日")
"日本".replace("日", "a")
"hello".replace("l", "L", 0)
"hello".replace("l", "L", -1)
"a.b.c".replace(".", "::")
"abc".replace("a", 1)
"abc".replace(1, "a")
"abc".replace("a")
"abc".replace("a", "b", "c")
"abc".translate({97: "x", 98: None, 99: 0x1F40D})
"abc".translate({})
"abc".translate({97: "long"})
"abcd".translate(M())
"abc".translate(Bad())
"abc".translate({97: 0x110000})
"abc".translate(5)
"abc".translate("xyz" * 50)
str.maketrans("ab", "xy")
str.maketrans("ab", "xy", "z")
str.maketrans({"a": "b", 98: None, "c": 5})
str.maketrans("ab", "x")
str.maketrans({"ab": 1})
str.maketrans("a")
str.maketrans({1.5: 1})
str.maketrans("a", "b", 5)
"hello".translate(str.maketrans("el", "ip", "o"))
"ÀÉ".translate(str.maketrans("ÀÉ", "AE"))
("ab" * 1000).replace("ab", "c") == "c" * 1000
("x" * 100).replace("x", "xy", 3)[:10]
""")
