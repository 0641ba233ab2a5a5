"""The East Asian codecs: every code of two bytes and every character of the BMP, by digest; errors, pieces, streams."""
import _io, _codecs, _md5
CODECS = ("gb2312 gbk gb18030 hz big5hkscs cp932 euc_jis_2004 euc_jisx0213 euc_jp iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 "
          "iso2022_jp_ext iso2022_kr shift_jis shift_jis_2004 shift_jisx0213 big5 cp950 cp949 euc_kr johab").split()
MODULES = {"gb2312": "cn", "gbk": "cn", "gb18030": "cn", "hz": "cn", "big5hkscs": "hk", "big5": "tw", "cp950": "tw", "cp949": "kr", "euc_kr": "kr", "johab": "kr"}
def codec_of(name):
    return __import__("_codecs_" + MODULES.get(name, "iso2022" if name.startswith("iso") else "jp")).getcodec(name)
def attempt(f, *args):
    try: return f(*args)
    except UnicodeError as e: return type(e).__name__, e.start, e.end, e.reason
for name in CODECS:
    codec = codec_of(name)
    digest = _md5.md5()
    leads = range(0x21, 0x7f, 9) if name.startswith("iso") or name == "hz" else range(0x80, 256)
    for i in leads:
        digest.update(repr([attempt(codec.decode, bytes((i, j)))  for j in range(0, 256, 5)]).encode("ascii", "backslashreplace"))
    for start in range(0, 0x10000, 0x400):
        digest.update(repr([attempt(codec.encode, chr(c)) for c in range(start, start + 0x400, 13)]).encode("ascii", "backslashreplace"))
    print(name, digest.hexdigest())
import _multibytecodec as m
class Encoder(m.MultibyteIncrementalEncoder): codec = codec_of("iso2022_jp")
class Decoder(m.MultibyteIncrementalDecoder): codec = codec_of("iso2022_jp")
class Reader(m.MultibyteStreamReader): codec = codec_of("euc_jp")
class Writer(m.MultibyteStreamWriter): codec = codec_of("iso2022_jp")
e = Encoder()
print(e.encode("a"), e.encode("あ"), e.getstate(), e.encode("い"), e.encode("", True), e.getstate())
d = Decoder("replace")
print([d.decode(bytes([b])) for b in b"a\x1b$B$\"$\x1b(Bz"], d.getstate(), repr(d.decode(b"\x1b", True)))
state = (b"\x1b", 0x4242c2)
d.setstate(state); print(d.getstate() == state, d.decode(b"(Ba")); d.reset(); print(d.getstate())
s = _io.BytesIO("日本語\nテキスト\nx".encode("utf-8"))
r = Reader(_io.BytesIO(codec_of("euc_jp").encode("日本語\nテキスト\nx")[0]))
print(r.read(1), repr(r.readline()), r.readlines(), repr(r.read()), r.errors)
out = _io.BytesIO(); w = Writer(out); w.write("あa"); w.writelines(["い", "う"]); w.reset(); print(out.getvalue(), w.stream is out)
c = codec_of("gbk")
for f, args in ((c.encode, ("a\u0e01b",)), (c.encode, ("a\u0e01b", "ignore")), (c.encode, ("a\u0e01b", "replace")), (c.encode, ("a\u0e01b", "xmlcharrefreplace")), (c.encode, ("a\u0e01b", "backslashreplace")),
                (c.decode, (b"a\xff\x20b",)), (c.decode, (b"a\xff\x20b", "replace")), (c.decode, (b"a\xff\x20b", "ignore")), (c.decode, (b"a\xff\x20b", "backslashreplace")), (c.decode, (b"a\x81",)), (c.decode, (b"a\x81", "replace")),
                (c.encode, (5,)), (c.encode, (b"x",)), (c.decode, ("x",)), (c.encode, ("x", 5)), (c.encode, ("\u0e01", "no-such-handler")), (codec_of("hz").encode, ("~a丁b",)), (codec_of("hz").decode, (b"~~a~{6!~}b~\nc",))):
    try: print(f(*args))
    except (UnicodeError, TypeError, LookupError) as err: print(type(err).__name__, err)
def handler(err): return ("[%d]" % (err.end - err.start), err.end)
_codecs.register_error("east.test", handler)
print(c.encode("a\u0e01b", "east.test"), c.decode(b"a\xff\x20b", "east.test"))
for answer in ((1, 2), ("x", "y"), ("x", 100), ("丁", -1), (b"raw", 2)):
    _codecs.register_error("east.answer", lambda err: answer)
    try: print(c.encode("a\u0e01b", "east.answer"))
    except (TypeError, IndexError) as err: print(type(err).__name__, err)
import _codecs_jp
for bad in ("gbk", "nothing", 5):
    try: _codecs_jp.getcodec(bad)
    except (LookupError, TypeError) as err: print(type(err).__name__, err)
