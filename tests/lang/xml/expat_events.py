import pyexpat

DOCUMENT = '''<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<!DOCTYPE r [<!ENTITY e "text"><!ELEMENT r (a|b)*><!ATTLIST r x CDATA "d"><!NOTATION n SYSTEM "s"><!ENTITY u SYSTEM "f" NDATA n>]>
<r y="1" a="2"><!-- comment --><a xmlns:p="urn:p"><p:b>t\u00e9xt &e; more</p:b></a><![CDATA[<raw>]]><?pi data?>
tail</r>'''


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e, getattr(e, "code", None), getattr(e, "lineno", None), getattr(e, "offset", None))


names = [n for n in dir(pyexpat.XMLParserType) if n.endswith("Handler") and n not in ("DefaultHandler", "DefaultHandlerExpand", "ExternalEntityRefHandler")]
for options in ({}, {"buffer_text": True}, {"ordered_attributes": True, "specified_attributes": True}):
    for separator in (None, " "):
        p = pyexpat.ParserCreate(namespace_separator=separator)
        for k, v in options.items():
            setattr(p, k, v)
        for n in names:
            setattr(p, n, lambda *args, n=n: print(n, args) or 1)
        print(p.Parse(DOCUMENT, True), p.CurrentLineNumber, p.CurrentColumnNumber, p.CurrentByteIndex, p.ErrorCode)

p = pyexpat.ParserCreate()
out = []
p.StartElementHandler = lambda name, attrs: out.append(name)
p.CharacterDataHandler = out.append
for i in range(0, len(DOCUMENT.encode()), 7):
    p.Parse(DOCUMENT.encode()[i:i + 7])
p.Parse(b"", True)
print(out, p.StartElementHandler is not None, p.EndElementHandler, p.buffer_text, p.buffer_size, p.buffer_used, sorted(p.intern))
p.buffer_size = 10
print(p.buffer_size)
for bad in ("<a>", "<a></b>", "<a b=1/>", "", "x", "<a/><b/>", "<a>&x;</a>", "\x00"):
    show(lambda: pyexpat.ParserCreate().Parse(bad, True))


def boom(*args):
    raise KeyError("boom")


p = pyexpat.ParserCreate()
p.StartElementHandler = boom
show(lambda: p.Parse("<a><b/></a>", True))


class File:
    def __init__(self, parts):
        self.parts = parts

    def read(self, n):
        return self.parts.pop(0) if self.parts else b""


p = pyexpat.ParserCreate()
p.StartElementHandler = print
show(lambda: p.ParseFile(File([b"<a>", b"<b/>", b"</a>"])))
show(lambda: pyexpat.ParserCreate().ParseFile(File(["<a/>"])))
show(lambda: pyexpat.ParserCreate().ParseFile(3))
show(lambda: pyexpat.ParserCreate(3))
show(lambda: pyexpat.ParserCreate(namespace_separator="ab"))
show(lambda: pyexpat.ParserCreate(intern=3))
show(lambda: pyexpat.XMLParserType())
for encoding in ("iso-8859-1", "koi8-r", "utf-16"):
    p = pyexpat.ParserCreate()
    p.CharacterDataHandler = lambda s: print(ascii(s))
    text = "<?xml version='1.0' encoding='%s'?><a>\u0430</a>" % encoding if encoding != "iso-8859-1" else "<?xml version='1.0' encoding='iso-8859-1'?><a>\u00e9</a>"
    p.Parse(text.encode(encoding), True)

p = pyexpat.ParserCreate()
p.SetParamEntityParsing(pyexpat.XML_PARAM_ENTITY_PARSING_ALWAYS)


def external(context, base, system, public):
    print("external", context, base, system, public)
    sub = p.ExternalEntityParserCreate(context)
    sub.Parse("<!ENTITY z 'zed'>" if context is None or "z" not in context else "<c/>", True)
    return 1


p.ExternalEntityRefHandler = external
p.CharacterDataHandler = lambda s: print("data", s)
p.SetBase("base")
print(p.GetBase())
show(lambda: p.Parse('<!DOCTYPE a SYSTEM "x.dtd"><a>&z;</a>', True))
print(pyexpat.ErrorString(3), pyexpat.errors.XML_ERROR_SYNTAX, pyexpat.errors.codes[pyexpat.errors.XML_ERROR_SYNTAX], pyexpat.errors.messages[3], pyexpat.model.XML_CTYPE_SEQ, pyexpat.native_encoding)
