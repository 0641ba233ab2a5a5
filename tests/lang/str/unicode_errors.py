"""Attributes and messages of UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError."""
for action in (lambda: "ab日本c".encode("ascii"), lambda: b"ab\xff\xfec".decode("utf-8"), lambda: b"ab\xe6".decode("utf-8"), lambda: "日".encode("latin-1"),
               lambda: b"\x80".decode("ascii"), lambda: "\udc80\udc81".encode("utf-8")):
    try:
        action()
    except UnicodeError as e:
        print(type(e).__name__, e.encoding, ascii(e.object), e.start, e.end, e.reason, isinstance(e, ValueError))
        print("  ", ascii(str(e)), ascii(e.args))
e = UnicodeEncodeError("codec", "text", 1, 2, "why")
print(e, e.args)
e.start, e.end, e.reason = 0, 3, "because"
print(e)
print(UnicodeDecodeError("c", b"data", 0, 1, "r"), UnicodeTranslateError("ab日", 2, 3, "r"), UnicodeTranslateError("abc", 0, 2, "r"))
for action in (lambda: UnicodeEncodeError(), lambda: UnicodeEncodeError("a", 5, 1, 2, "b"), lambda: UnicodeDecodeError("a", "text", 1, 2, "b"), lambda: UnicodeDecodeError("a", b"x", "1", 2, "b")):
    try:
        print(action())
    except TypeError as error:
        print(error)
print(UnicodeDecodeError("c", bytearray(b"xyz"), 5, 9, "r").start, UnicodeError("plain"), UnicodeError.__mro__)
