import binascii


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


data = bytes(range(256))
print(binascii.hexlify(data[:20], "-", 3), binascii.hexlify(data[:20], b":", -3), binascii.b2a_hex(b""), binascii.hexlify(b"ab", "_", 0))
print(binascii.unhexlify(binascii.hexlify(data)) == data, binascii.a2b_hex("DEADbeef"))
for bad in ("abc", "zz", "\u00e9", 3, b"0g"):
    show(lambda: binascii.unhexlify(bad))
show(lambda: binascii.hexlify(b"ab", "ab"))
show(lambda: binascii.hexlify(b"ab", "\u00e9"))
show(lambda: binascii.hexlify(b"ab", 3))

for n in range(10):
    e = binascii.b2a_base64(data[:n], newline=n % 2 == 0)
    print(e, binascii.a2b_base64(e) == data[:n])
for text in (b"ab", b"a", b"ab=", b"ab==", b"abc=", b"abc==", b"a-b-c-d-", b"=abc", b"ab=c=d", b"abcd=", b"abcdef==gh", b"ab==\n", "YWJj", b"abcde"):
    show(lambda: binascii.a2b_base64(text))
    show(lambda: binascii.a2b_base64(text, strict_mode=True))

for n in (0, 1, 2, 3, 20, 45):
    e = binascii.b2a_uu(data[:n])
    print(e, binascii.a2b_uu(e) == data[:n], binascii.b2a_uu(data[:n], backtick=True))
show(lambda: binascii.b2a_uu(bytes(46)))
for text in (b"", b"#", b"#86)C", b"#86)C\n\n", b"#86)C x", b"\x7f"):
    show(lambda: binascii.a2b_uu(text))

for text in (b"plain", b"a=b", b"caf\xc3\xa9 _x", b"trailing \nnext\t\r\nlast ", b".\n.x\n", b"x" * 100, b"a\r\nb\r\n", b"\x00\x01\t x"):
    for kwargs in ({}, {"quotetabs": True}, {"istext": False}, {"header": True}):
        e = binascii.b2a_qp(text, **kwargs)
        print(e, binascii.a2b_qp(e, header=kwargs.get("header", False)) == text)
for text in (b"=41=4", b"a=\nb", b"a=\r\nb", b"=", b"==", b"=zz", b"_x_"):
    print(binascii.a2b_qp(text), binascii.a2b_qp(text, True))

print(binascii.crc32(b"abc"), binascii.crc32(b"c", binascii.crc32(b"ab")), binascii.crc_hqx(b"abc", 0), binascii.crc_hqx(b"abc", 70000))
print(binascii.Error.__mro__, binascii.Incomplete.__mro__)
