"""The format specification of strings and the generic object."""


def check(text):
    for line in text.strip().splitlines():
        line = line.strip()
        try:
            print(line, "=>", repr(eval(line)))
        except Exception as error:
            print(line, "=>", type(error).__name__ + ":", error)

check("""
format("abc", "")
format("abc", "5") + "|"
format("abc", ">5")
format("abc", "^6") + "|"
format("abc", "*<6")
format("abc", ".2")
format("abc", "5.1") + "|"
format("abc", "s")
format("abc", "05")
format("abc", "<05")
format("abc", "=5")
format("abc", "+")
format("abc", " ")
format("abc", "#")
format("abc", ",")
format("abc", "_")
format("abc", "z")
format("abc", "d")
format("abc", "f")
format("abc", ".")
format("abc", "5.")
format("abc", "55x")
format("abc", ">>5")
format("abc", ">>>5")
format("abc", "10" * 30)
format(None, "")
format(None, "5")
format([], "5")
format(object, "5")
format({}, "")
format((1, 2))
format("a", 5)
format("a", None)
format("a", b"")
"abc".__format__("^7")
object().__format__("x")
object.__format__(5, "")
int.__format__(5, "03")
str.__format__(5, "")
format("é", "日>3")
format("abc", ".0")
format("abc", "2")
""")
