"""_elementtree: elements, builders and parsers as CPython's accelerator has them."""
import _elementtree as ET, _io as io, sys, _warnings
_warnings.filters.insert(0, ('ignore', None, DeprecationWarning, None, 0))
def Comment(text=None):
    e = ET.Element(Comment); e.text = text; return e
def PI(target, text=None):
    e = ET.Element(PI); e.text = target + ' ' + text if text else target; return e
ET._set_factories(Comment, PI)
def show(e):
    "An element as (tag, attributes, text, children, tail)."
    tag = e.tag if isinstance(e.tag, (str, int)) else e.tag.__name__
    return (tag, e.attrib, e.text, [show(c) for c in e], e.tail)
def fromstring(text, parser=None):
    parser = parser or ET.XMLParser(); parser.feed(text); return parser.close()
def clean(text):
    "Without addresses."
    parts = text.split(' at 0x')
    return ' at ADDR'.join([parts[0]] + [p.lstrip('0123456789abcdef') for p in parts[1:]])
def T(*srcs):
    for s in srcs:
        try: r = eval(s, globals())
        except Exception as e: print(s, "!!", type(e).__name__, clean(str(e)))
        else: print(s, "->", clean(repr(r)))
def X(s):
    try: exec(s, globals())
    except Exception as e: print(s, "!!", type(e).__name__, clean(str(e)))
E = ET.Element
T("E", "E.__module__", "E.__name__", "ET.XMLParser", "ET.TreeBuilder", "ET.ParseError", "ET.ParseError.__base__", "ET.SubElement")
T("E()", "E('a').attrib", "E('a', {'x':'1'}, y='2').attrib", "E('a', attrib={'x':'1'}, y='2').attrib", "E('a', 5)", "E('a', attrib=5)", "E('a', {}, {})", "E(tag='a')", "E('a', b=1).items()", "E(None)", "E.__new__(E).tag", "E('a', {'p':1}, attrib='2').attrib")
a = E('a', {'k':'v'}); b = ET.SubElement(a, 'b', x='1'); c = ET.SubElement(a, 'c', {'y':'2'}); d = ET.SubElement(c, 'd'); b.text='bt'; b.tail='bl'; d.text='dt'; d.tail='dl'; a.text='at'; a.tail='al'; c.tail=''
T("ET.SubElement()", "ET.SubElement(5, 'x')", "ET.SubElement(a)", "ET.SubElement(a, 'z', 5)", "ET.SubElement(a, 'b', {}, 5)")
T("show(a)", "len(a)", "bool(a)", "bool(d)", "list(a)", "a[0].tag", "a[-1].tag", "a[5]", "a['x']", "a[1.5]", "a[0:1]", "a[::-1]", "a[::2]", "[e.tag for e in a]", "[e.tag for e in a.iter()]", "[e.tag for e in a.iter('d')]", "[e.tag for e in a.iter('*')]", "list(a.iter(5))", "list(a.itertext())", "list(c.itertext())", "a.find('b').tag", "a.find('zz')", "a.findtext('b')", "a.findtext('c')", "a.findtext('zz')", "a.findtext('zz','def')", "a.findall('b')", "a.find()", "a.find('b','x','y')")
T("a.get('k')", "a.get('q')", "a.get('q', 3)", "a.get()", "a.set('n', 5)", "a.set('n')", "a.items()", "a.keys()", "a.attrib", "a.get(key='k', default=1)", "a.makeelement('q', {'z':1})", "a.makeelement('q', {'z':1}).attrib", "a.makeelement('q', 5)")
T("a.append(5)", "a.extend(5)", "a.extend([5])", "a.extend([E('e1'), E('e2')])", "len(a)", "a.insert(0, E('first'))", "a.insert('x', E('q'))", "a.insert(1, 5)", "a.insert(-1, E('m1'))", "a.insert(100, E('last'))", "[e.tag for e in a]", "a.remove(b)", "a.remove(b)", "a.remove(5)", "[e.tag for e in a]")
for s in ("a[0] = E('set')", "a[0] = 5", "a[99] = E('x')", "a['x'] = E('x')", "a[1:3] = [E('s1'), E('s2'), E('s3')]", "a[0:2] = 5", "a[0:2] = [5]", "a[::2] = [E('q')]", "del a[0]", "del a[99]", "del a[1:3]", "del a['x']", "a.tag = 'new'", "del a.tag", "del a.text", "a.attrib = 5", "del a.attrib", "a.attrib = {'z':'9'}", "a.zork = 5", "a.text = 5", "E('q')[0:0] = [E('w')]", "del E('q')[0:1]"): X(s); print([e.tag for e in a])
T("a.attrib", "a.text", "a.__copy__().attrib is a.attrib", "a.__copy__()[0] is a[0]", "a.__deepcopy__({})[0] is a[0]", "show(c.__deepcopy__({}))", "a.__copy__()", "a.__deepcopy__(5)", "a.__getstate__()", "a.__setstate__(5)", "a.__setstate__({})", "E('y').__setstate__({'tag':'q','_children':5})", "E('x').__setstate__({'tag':'q','_children':[c]})", "E('x') == E('x')", "hash(d) == hash(d)", "isinstance(a, E)")
a.clear(); T("a.attrib", "len(a)", "a.text", "a.tail", "a.tag")
class S(E):
    def __init__(self, *args, **k): super().__init__(*args, **k); self.extra = 1
    def f(self): return self.tag
s = S('sub', q='1'); s.append(E('k')); T("s", "s.f()", "s.extra", "s.attrib", "s.__copy__()", "s.__deepcopy__({})", "show(s)")
doc = "<?xml version='1.0'?><!DOCTYPE r SYSTEM 'x.dtd'><r xmlns='u' xmlns:p='v' a='1'>t<p:x p:y='2'/>tail<!-- c --><?pi data?>more<y>&lt;&amp;</y></r>"
r = fromstring(doc); T("r", "[ (e.tag, e.attrib, e.text, e.tail) for e in r.iter()]", "show(r)", "r.find('u')")
for bad in ("", "<a>", "<a></b>", "<a>&zork;</a>", "<a b=1/>", "<a/><b/>", "x", "<a b='1' b='2'/>", "<a>\x01</a>", "<p:a/>", b"\xff<a/>", "<?xml version='1.0' encoding='nope'?><a/>", b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>", b"<?xml version='1.0' encoding='cp1251'?><a>\xe9</a>", 5, None):
    try: print(show(fromstring(bad)))
    except ET.ParseError as e: print(repr(bad), e, e.code, e.position, e.args)
    except Exception as e: print(repr(bad), type(e).__name__, e)
p = ET.XMLParser(); p.entity['zork'] = 'ZZ'; p.feed('<!DOCTYPE a SYSTEM "q"><a>'); p.feed('x&zork;y</a>'); T("show(p.close())", "p.entity", "type(p.target).__name__", "p.version[:5]", "p.close()", "ET.XMLParser(5)", "ET.XMLParser(encoding=5)", "ET.XMLParser(bad=1)")
class Tgt:
    def __init__(self): self.l = []
    def start(self, t, a): self.l.append(('start', t, a))
    def end(self, t): self.l.append(('end', t))
    def data(self, d): self.l.append(('data', d))
    def comment(self, d): self.l.append(('comment', d))
    def pi(self, t, d): self.l.append(('pi', t, d))
    def start_ns(self, p, u): self.l.append(('sns', p, u))
    def end_ns(self, p): self.l.append(('ens', p))
    def doctype(self, n, p, s): self.l.append(('doctype', n, p, s))
    def close(self): return self.l
p = ET.XMLParser(target=Tgt()); p.feed(doc); T("p.close()")
class Bad:
    def start(self, t, a): raise KeyError(t)
p = ET.XMLParser(target=Bad()); T("p.feed('<a/>')", "p.close()", "ET.XMLParser(target=object()).feed('<a>x</a>')", "ET.XMLParser(target=object()).close()")
for ev in (None, ('start','end'), ('start','end','start-ns','end-ns','comment','pi'), ('nope',), 5, (5,), [b'end']):
    events = []; p = ET.XMLParser()
    try: p._setevents(events, ev); p.feed(doc); p.close(); print([(e, x if not isinstance(x, E) else (x.tag if isinstance(x.tag, str) else x.tag.__name__, x.text)) for e, x in events])
    except Exception as e: print(type(e).__name__, e)
T("ET.XMLParser(target=object())._setevents([])", "ET.XMLParser()._setevents(5)", "ET.XMLParser.__new__(ET.XMLParser).feed('x')", "show(ET.XMLParser()._parse_whole(io.StringIO('<a>x</a>')))", "show(ET.XMLParser()._parse_whole(io.BytesIO(b'<a>x</a>')))", "ET.XMLParser()._parse_whole(io.BytesIO(b'<a>'))", "ET.XMLParser()._parse_whole(5)")
for kw in ({}, dict(insert_comments=True), dict(insert_pis=True), dict(insert_comments=True, insert_pis=True)):
    print(show(fromstring(doc, ET.XMLParser(target=ET.TreeBuilder(**kw)))))
tb = ET.TreeBuilder(); T("tb.close()", "tb.data('x')", "tb.end('q')", "tb.start('a', {'x':'1'})", "tb.start('a', 5)", "tb.start('a')", "tb.data('p')", "tb.data('q')", "tb.start('b', {})", "tb.end('b')", "tb.data('tail')", "tb.comment('c')", "tb.pi('t')", "tb.pi('t','d')", "tb.end('wrong')", "show(tb.close())", "tb.start('second', {})", "tb.end('zz')")
tb = ET.TreeBuilder(element_factory=lambda t, a: S(t, a)); tb.start('q', {}); tb.data('x'); tb.start('w', {}); tb.end('w'); tb.data('tl'); tb.end('q'); T("type(tb.close()).__name__", "show(tb.close())", "ET.TreeBuilder(5)", "ET.TreeBuilder(zz=5)", "ET.TreeBuilder(None, 5)")
tb = ET.TreeBuilder(comment_factory=lambda t: E('COM', t=t), pi_factory=lambda t, d: E('PI', t=t, d=d or ''), insert_comments=True, insert_pis=True); print(show(fromstring("<a>x<!--c-->y<?t d?>z</a>", ET.XMLParser(target=tb))))
it = r.iter(); T("type(it).__name__", "next(it).tag", "iter(it) is it", "type(it)()")
x = E('m'); [x.append(E(str(i))) for i in range(5)]
for ch in x: x.remove(ch)
print([c.tag for c in x])
for ch in x.iter(): 
    if len(x) < 8: x.append(E('n'))
print(len(x))
T("ET._set_factories(5, None)", "ET._set_factories(None, 5)", "sorted(n for n in dir(ET) if n[0] != '_')")
