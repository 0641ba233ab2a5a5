# bytes.replace: in place, growing, shrinking, limits, more places than are remembered.
data = b"abracadabra" * 9
for source in (data, bytearray(data)):
    for old, new in ((b"a", b"x"), (b"abra", b"-"), (b"a", b"<<>>"), (b"z", b"y"), (b"", b"."), (b"a", b""), (b"", b""), (b"bra", b"arb"), (data, b"!")):
        for count in (-1, 0, 1, 2, 31, 32, 33, 40, 200):
            out = source.replace(old, new, count)
            if out != new.join(source.split(old, count)) if old else False:
                print("differs", old, new, count)
        print(type(out).__name__, len(out), bytes(source.replace(old, new, 5))[:30])
print(b"abc".replace(b"b", b"b") == b"abc", b"".replace(b"", b"x"), b"".replace(b"a", b"x"))
for text in ("00ff", "00 Ff", " 0a\t0B ", "", "0", "0g", "zz", "00 1", "é0", "\u0660a", "0a" * 50, "0a" * 50 + "x"):
    try:
        print(bytes.fromhex(text)[:8], bytearray.fromhex(text)[:8])
    except ValueError as error:
        print(error)
for name in ("LATIN-1", "latin1", "iso-8859-1", "ISO 8859 1", "us-ascii", "utf--8", "utf 16 le", "UTF8", "u8", "utf-8-sig", "x" * 40, "", "é", "utf-8\0"):
    try:
        print(ascii(name), b"ab".decode(name), "ab".encode(name))
    except (LookupError, ValueError) as error:
        print(ascii(name), type(error).__name__, ascii(str(error)))
