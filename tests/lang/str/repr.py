"""repr and ascii of strings: quotes, control characters, unprintable and wide characters."""
for s in ["", "abc", "it's", 'say "hi"', "both ' and \"", "\n\r\t", "\x00\x01\x1f\x7f", "\x80\x9f\xa0\xad\xff", "é", "\u0300", "\u200b", "\u2028", "日本",
          "\ud800", "\udfff", "\ufeff", "\uffff", "\U0001F40D", "\U000E0001", "\U0010FFFF", "\\", "\\n", "a\u0378b", "\u3000", "\u00a0"]:
    print(ascii(s), repr(s) if s.isprintable() or s.isascii() else ascii(repr(s)), s.isprintable(), len(s))
print(ascii(["é", {"k": "ü"}]), repr(("a", "b'c")), "%r %a" % ("é", "é"), f"{'é'!a} {'é'!r}")
