"""isalpha, isdigit and their kin on a table of characters."""
names = "isalpha isalnum isdigit isdecimal isnumeric isspace isupper islower istitle isidentifier isprintable isascii".split()
for s in ["", "a", "A", "aB", "Ab", "1", "a1", " ", "\t\n", "_", "_a1", "1a", "é", "日", "²", "½", "٣", "Ⅷ", "\u2003", "\x1c", "\x85", "\u200b", "ǅ", "Hello World", "HELLO 1", "hello 1", "\xad", "class", "a b", "𝟘", "ª", "ʰ", "一", "\u0345", "℘", "a·", "·a"]:
    print(ascii(s), "".join("1" if getattr(s, n)() else "0" for n in names))
print(names)
print("def".isidentifier(), "print".isidentifier(), "été".isidentifier(), "a-b".isidentifier())
