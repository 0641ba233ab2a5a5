// Small programs within programs: what public code does in its loops, each run often enough to be compiled.
#include "tests/validate/grammar.h"

namespace typhon::validate {
namespace {

const StatementRow kIdioms[] = {
    // objects that only these functions know
    {4, 40, kAnywhere,
     "class %1:\n\tdef __init__(self, x, y):\n\t\tself.x = x\n\t\tself.y = y\n\tdef __add__(self, o):\n\t\treturn %1(self.x + "
     "o.x, self.y + o.y)\n\tdef dot(self, o):\n\t\treturn self.x * o.x + self.y * o.y\ndef %2(n, step, odd, other):\n\tat = "
     "%1(0, #n)\n\tby = %1(step, 1)\n\ttotal = 0\n\tfor i in range(n):\n\t\tif i == odd:\n\t\t\tby.x = other\n\t\tlast = "
     "at\n\t\tat = at + by if i % 3 else by + at\n\t\tif i & 1:\n\t\t\tat.z = i\n\t\ttotal += at.dot(by) - last.x\n\treturn "
     "total, at.x, at.y, at is last, getattr(at, 'z', None), last.y\nfor %3 in range(30):\n\t%4 = %2(%3 & 7, %3, -1, "
     "0)\nemit(%4, %2(6, 1, 3, 1.5), %2(6, 1.5, 2, $i), %2(9, $f, 4, $i))"},
    {4, 40, kAnywhere,
     "class %1:\n\tdef __init__(self, a, b):\n\t\tself.a = a\n\t\tself.b = b\nclass %5(%1):\n\tpass\ndef %2(v, w, deep):\n\tp = "
     "%1(v, w)\n\tq = %1(p, (p, v))\n\tp.b = q\n\tt = (q, p, deep)\n\tu = q.b\n\tsame = (p is q.a, q.a.b is q, u[0] is p, t[0] "
     "is t[1], isinstance(p, %5), p == q)\n\tif deep > 2:\n\t\tq.c = deep\n\tx = p.a + w\n\treturn x, same, [t, p] if deep == 4 "
     "else None, getattr(q, 'c', 0), u[1]\ndef %3(v, w, deep):\n\tk = %5(v, w)\n\tr = %2(k.a, k.b, deep)\n\treturn r[0], r[1], "
     "k.a, r[2] and (r[2][0][1] is r[2][1], r[2][1].b.a is r[2][1], type(r[2][0]).__name__), r[3:], k.__dict__\nfor %4 in "
     "range(30):\n\temit(%3(%4, $i, %4 & 3))\nfor %4 in ((1.5, 2, 3), (1, 2.5, 4), ('a', 'b', 4), ($i, $f, 3), ([1], [2], 1), "
     "(1, 'x', 4), (2 ** 61, 2 ** 61, 4)):\n\ttry:\n\t\temit(%3(*%4))\n\texcept TypeError as e:\n\t\tf = "
     "e.__traceback__\n\t\twhile f.tb_next:\n\t\t\tf = f.tb_next\n\t\tf = f.tb_frame.f_locals\n\t\temit(f['p'].b is f['q'], "
     "f['t'][0] is f['q'], f['q'].a is f['p'], f['u'] is f['q'].b, f['same'])"},
    // loops over pairs and views, with one variable and with several
    {2, 10, kAnywhere,
     "%1 = %4 = None\nfor %1 in $d.items():\n\t%2, %3 = %1\n\t@i = wrap(as_int(%2) + as_int(%3))\n\t{L3a}\nemit(%1)"},
    {2, 20, kAnywhere,
     "%1 = None\nfor %4 in range(20):\n\tfor %1 in {%4: $i, 'k': %4, 3: $s}.items():\n\t\t%2, %3 = %1\n\t\t@i = wrap(as_int(%3) "
     "+ "
     "%4)\n\temit(%1)"},
    {2, 20, kAnywhere,
     "%1 = dict.fromkeys(range(12), $i)\nfor %4 in range(4):\n\tfor %2, %3 in %1.items():\n\t\tif %3 is not None:\n\t\t\t@i = "
     "wrap(%2 * 3 + as_int(%3))\n\tfor %2 in %1:\n\t\t%1[%2] = %2 + %4\n\tfor %3 in %1.values():\n\t\temit(%3)\nemit(%1)"},
    {2, 20, kAnywhere,
     "%1 = None\nfor %4 in range(12):\n\tfor %1 in enumerate($l, %4):\n\t\t%2, %3 = %1\n\t\t@i = wrap(%2 + "
     "as_int(%3))\n\temit(%1)"},
    {2, 20, kAnywhere,
     "for %1 in range(10):\n\tfor %2, (%3, %4) in enumerate(zip($l, (1, 'b', $f, None))):\n\t\temit(%2, %3, %4)\n\tfor %5 in zip("
     "'abc', range(%1), $t):\n\t\temit(%5)"},
    {2, 20, kAnywhere,
     "%1 = [(%2, %2 * $i) for %2 in range(20)]\n%5 = []\nfor %2 in %1:\n\t%3, %4 = %2\n\tif %3 & "
     "1:\n\t\t%5.append(%2)\n\telse:\n\t\t"
     "%5.append((%4, %3))\nemit(%5, [%3 is %4 for %3, %4 in zip(%1, %5)])"},
    {1, 12, kAnywhere,
     "for %1 in ((1, 2), [3, 4], (5,), (6, 7, 8), 'ab', {1: 2, 3: 4}, range(2), $t) * 2:\n\ttry:\n\t\t%2, %3 = "
     "%1\n\t\temit(%2, %3)\n\texcept ValueError as %4:\n\t\temit(str(%4))"},
    {1, 12, kAnywhere,
     "for %1 in reversed(range($i & 15)):\n\t{L1i}\nfor %2 in map(lambda %3: %3 + #n, range(12)):\n\t@i = wrap(%2 "
     "* $i)\nfor %2 in filter(None, $l * 3):\n\temit(%2)"},
    {1, 20, kAnywhere, "for %1 in sorted({str(%2): %2 for %2 in range(20)}.items(), key=lambda %3: -%3[1]):\n\temit(%1)"},
    {1, 20, kAnywhere,
     "%1 = $s + 'xyz'\nfor %2 in %1 * 3:\n\tif %2 in 'aeiou' or %2 == $s:\n\t\tcontinue\n\t@i = wrap($i * 31 + "
     "ord(%2))\nfor %2 in $y * 4:\n\t@i = wrap(%2 + $i)"},
    {1, 12, kAnywhere,
     "%1 = [1, 2, 3]\nfor %2 in %1:\n\tif len(%1) < 24:\n\t\t%1.append(%2 * #n)\n\telif $b:\n\t\tdel %1[0]\n\t@i = "
     "wrap(%2 + $i)\nemit(%1)"},
    {1, 12, kAnywhere,
     "%1 = dict.fromkeys(range(20), #n)\ntry:\n\tfor %2 in %1:\n\t\tif %2 == 10 + ($i & 15):\n\t\t\tdel %1[%2 - "
     "#n]\n\t\temit(%2)\nexcept RuntimeError as %3:\n\temit(str(%3))"},
    {1, 12, kAnywhere,
     "%1 = {1, 2, 3}\ntry:\n\tfor %2 in range(20):\n\t\tfor %3 in %1:\n\t\t\t@i = wrap(%3 + $i)\n\t\t\tif %2 > 16:"
     "\n\t\t\t\t%1.add(%2 + 100)\nexcept RuntimeError as %4:\n\temit(str(%4))\nemit(%1)"},
    // ranges
    {1, 20, kAnywhere,
     "for %1 in (1, 2, -1, 3, -4, #n or 5):\n\tfor %2 in range($i & 15, $i & 63, %1):\n\t\temit(%2)\n\tfor %2 in "
     "range(40, 2, %1 if %1 < 0 else -%1):\n\t\t@i = wrap(%2 + $i)\n\temit(%1)"},
    {1, 20, kAnywhere,
     "%1 = 2 ** (60 + ($i & 7))\nfor %2 in range(%1 - 12, %1 + 12, #n or 1):\n\temit(%2, %2 - %1)\nfor %2 in range("
     "-%1 + 5, -%1 - 9, -2):\n\temit(%2)"},
    {1, 30, kAnywhere,
     "%3 = 0\nfor %1 in range(30):\n\tfor %2 in range(%1):\n\t\tif %2 == #n:\n\t\t\tbreak\n\t\tif %2 & 1:\n\t\t\t"
     "continue\n\t\t%3 += %2\n\telse:\n\t\t%3 -= 1\n\t{L1i}\nemit(%1, %3)"},
    // consumers of generators
    {2, 20, kAnywhere,
     "for %1 in range(20):\n\t@i = wrap(sum(%2 * %1 for %2 in (1, 2, $i)))\n\t@b = any(%2 == %1 for %2 in range("
     "5))\n\t@l = list(%2 - %1 for %2 in $l[:5])\n\temit(all(%2 < %1 for %2 in range(3)), max((%2 ^ %1 for %2 in $l), "
     "default=0))"},
    {2, 20, kAnywhere,
     "for %1 in range(4):\n\temit(list(#h(%1)), any(#h(%1)), tuple(#h($i)), len(set(show(%2) for %2 in #h(%1))))"
     "\n\temit(sorted(show(%2) for %2 in #h(%1)), ','.join(show(%2) for %2 in #h($i)), dict(enumerate(#h(%1))))"},
    {2, 20, kAnywhere,
     "for %1 in range(24):\n\temit(len(','.join(str(%2 * #n) for %2 in range(%1 * 3))), ''.join(%2 for %2 in $s * 3 if %2 != "
     "'a'))"
     "\n\temit(len(set(%2 % 7 for %2 in range(%1 * 2))), min((%2 ^ %1 for %2 in range(%1)), default=$i))"},
    {1, 20, kAnywhere,
     "def %1(n):\n\twhile n > 0:\n\t\tyield n\n\t\tn -= #n or 1\ndef %2(xs, k=$i):\n\tfor x in xs:\n\t\tif x % 3:\n"
     "\t\t\tyield x * k\nfor %3 in range(20):\n\temit(wrap(sum(%2(%1(%3)))), wrap(sum(%2(%1(%3), %3))))\n\tfor %4 in %2(%1(%3), "
     "1):\n"
     "\t\tif %4 == #n:\n\t\t\tbreak\n\t\t@i = wrap(%4 + $i)"},
    {1, 20, kAnywhere,
     "def %1(n):\n\tif n > 0:\n\t\tyield from %1(n - 1)\n\t\tyield n\n\t\tyield from %1(n - 2)\nemit(list(%1(5)), "
     "sum(%1($i & 7)))\nfor %2, %3 in zip(%1(4), %1(5)):\n\temit(%2 - %3)"},
    {1, 20, kAnywhere,
     "def %1(n):\n\tfor %2 in range(n):\n\t\ttry:\n\t\t\tgot = yield %2\n\t\t\tif got:\n\t\t\t\temit(got)\n\t\t"
     "except Oops as %3:\n\t\t\temit(%3.args, trace(%3))\n\treturn n\nfor %4 in range(8):\n\t%5 = "
     "%1(%4)\n\ttry:\n\t\tnext(%5)\n\t\t"
     "emit(%5.send(%4))\n\t\temit(%5.throw(Oops(%4)))\n\t\tfor %6 in %5:\n\t\t\temit(%6)\n\texcept StopIteration as "
     "%7:\n\t\temit("
     "%7.value)"},
    {1, 20, kAnywhere,
     "def %1():\n\ttotal = 0\n\twhile True:\n\t\tx = yield total\n\t\tif x is None:\n\t\t\treturn total\n\t\ttotal "
     "= wrap(total + as_int(x))\ndef %2(out):\n\twhile True:\n\t\tout.append((yield from %1()))\n%3 = []\n%4 = "
     "%2(%3)\nnext(%4)\nfor "
     "%5 in range(30):\n\t%4.send(None if %5 % 7 == 6 else %5 * $i)\n%4.close()\nemit(%3)"},
    // exceptions
    {3, 12, kAnywhere,
     "def %1(n):\n\tfor %2 in range(n):\n\t\ttry:\n\t\t\tif %2 == #n:\n\t\t\t\tcontinue\n\t\t\tif %2 == #n:\n\t\t\t\t"
     "break\n\t\t\tif %2 == #n:\n\t\t\t\treturn %2\n\t\tfinally:\n\t\t\temit(%2)\n\telse:\n\t\treturn 'else'\n\treturn "
     "'end'\nfor %3 in "
     "range(12):\n\temit(%1(%3))"},
    {1, 12, kAnywhere,
     "def %1(n):\n\twhile n:\n\t\ttry:\n\t\t\tn -= 1\n\t\t\tif n == #n:\n\t\t\t\treturn 'try'\n\t\t\t1 // (n % "
     "4)\n\t\texcept ZeroDivisionError:\n\t\t\tif n > 8:\n\t\t\t\tcontinue\n\t\t\treturn ('except', n)\n\t\telse:\n\t\t\tif n == "
     "#n:\n"
     "\t\t\t\tbreak\n\t\tfinally:\n\t\t\tif n == #n:\n\t\t\t\treturn 'finally'\n\treturn n\nfor %2 in "
     "range(14):\n\temit(%1(%2))"},
    {3, 30, kAnywhere,
     "def %1(x, k=#n):\n\tif x == k:\n\t\traise Oops(x)\n\treturn wrap(x + k)\ndef %2(x):\n\treturn %1(x) + %1(x - "
     "1)\nfor %3 in range(30):\n\ttry:\n\t\t@i = wrap(%2(%3 % 11))\n\texcept Oops as %4:\n\t\temit(%4.args, trace(%4))"},
    {2, 24, kAnywhere,
     "for %1 in range(24):\n\ttry:\n\t\t%2 = [1, 2, $i][%1 & 3] + {0: 1, 2: $i}[%1 % 3]\n\texcept IndexError as "
     "%3:\n\t\temit('index', %1, str(%3))\n\texcept KeyError as %3:\n\t\temit('key', %1, "
     "str(%3))\n\telse:\n\t\temit(%2)\n\tfinally:\n"
     "\t\t@i = wrap(%1 + $i)"},
    {1, 20, kAnywhere,
     "for %1 in (1, 'a', None, 2.5, [1], True, (), $a) * 3:\n\ttry:\n\t\temit(%1 + 1)\n\t\temit(%1 < 2)\n\t\temit("
     "%1[0])\n\texcept (TypeError, IndexError) as %2:\n\t\temit(str(%2))"},
    {1, 20, kAnywhere,
     "for %1 in range(20):\n\ttry:\n\t\ttry:\n\t\t\tif %1 % 3 == 0:\n\t\t\t\traise KeyError(%1)\n\t\t\tif %1 % 3 == "
     "1:\n\t\t\t\traise Oops(%1) from ValueError(#n)\n\t\texcept KeyError as %2:\n\t\t\traise Worse(%1)\n\t\tfinally:\n\t\t\t@i "
     "= "
     "wrap(%1 - $i)\n\texcept Oops as %3:\n\t\temit(repr(%3), repr(%3.__cause__), repr(%3.__context__))"},
    {2, 20, kAnywhere,
     "for %1 in range(20):\n\twith Matrix(%1) as %2:\n\t\tif %1 % 4 == 1:\n\t\t\traise ZeroDivisionError(%1)\n\t\tif "
     "%1 % 4 == 2:\n\t\t\tcontinue\n\t\t@i = wrap(%2 + $i)\n\temit(%1)"},
    {1, 20, kAnywhere,
     "def %1(n):\n\tfor %2 in range(n):\n\t\twith Matrix(%2) as a, Matrix(a + 1) as b:\n\t\t\tif b == #n:\n\t\t\t\t"
     "return a\n\t\t\tif a == #n:\n\t\t\t\tbreak\n\t\t\t1 // (b & 3)\n\treturn 'end'\nfor %3 in "
     "range(12):\n\ttry:\n\t\temit(%1(%3))"
     "\n\texcept ZeroDivisionError as %4:\n\t\temit(trace(%4))"},
    // recursion
    {2, 60, kAnywhere,
     "def %1(n, k=$i):\n\treturn k if n <= 0 else wrap(n + %1(n - 1, k))\nfor %2 in range(12):\n\temit(%1(%2 * 3))"},
    {1, 100, kAnywhere, "def %1(n):\n\treturn n if n < 2 else %1(n - 1) + %1(n - 2)\nemit(%1(9), %1($i & 7))"},
    {1, 60, kAnywhere,
     "def %1(n, memo={}):\n\tif n in memo:\n\t\treturn memo[n]\n\tmemo[n] = r = n if n < 2 else %1(n - 1) + %1(n - "
     "2)\n\treturn r\nemit(%1(40), %1(100), %1($i & 63))"},
    {1, 300, kAnywhere,
     "%2 = 0\ndef %1(n):\n\treturn 1 + %1(n + 1)\nfor %3 in range(3):\n\ttry:\n\t\t%1(0)\n\texcept RecursionError "
     "as %4:\n\t\temit(str(%4), len(trace(%4)))"},
    {1, 300, kAnywhere,
     "class %1:\n\tdef __init__(self, n):\n\t\tself.n = n\n\tdef __add__(self, k):\n\t\treturn self.go(k)\n\tdef "
     "go(self, k):\n\t\tself.n += 1\n\t\treturn self + k\n%2 = %1($i & 15)\nfor %3 in range(3):\n\ttry:\n\t\t%2.go(1)\n\texcept "
     "RecursionError:\n\t\temit('deep')\nemit(%2.n > 20)"},
    {1, 100, kAnywhere,
     "def %1(n):\n\treturn 'even' if n == 0 else %2(n - 1)\ndef %2(n):\n\treturn 'odd' if n == 0 else %1(n - "
     "1)\nfor %3 in range(10):\n\temit(%1(%3 * 2), %2(%3))"},
    // attributes, subscripts and their augmented assignment
    {2, 20, kAnywhere,
     "%1 = {'k': $i, 'f': $f}\nfor %2 in range(20):\n\t%1['k'] = wrap(%1['k'] + %2)\n\t%1['f'] += 0.5\n\t%1['k'] ^= "
     "%2\n\t%1[%2 & 3] = %1.get(%2 & 3, #n) * -3\nemit(%1)"},
    {2, 20, kAnywhere,
     "%1 = [#n, #k, 1, 0.5]\nfor %2 in range(24):\n\t%1[%2 & 3] -= %2 * #n\n\t%1[-1] *= 3\n\t%1[~(%2 & 1)] += "
     "1\nemit(%1)"},
    {2, 20, kAnywhere,
     "%1 = #c($i)\n%1.c = 0\nfor %2 in range(24):\n\t%1.c += %2\n\t%1.a = wrap(as_int(%1.a) * 3 - %1.c)\n\t%1.b = "
     "%1.a if %2 & 1 else 0.5\n\t{L2i}\nemit(%1)"},
    {1, 20, kAnywhere,
     "%1 = Slotted($i, $f)\nfor %2 in range(38):\n\t%1.a = wrap(%1.a + %2)\n\t%1.b += 1.5\n\tif %2 == 32:\n\t\tdel "
     "%1.b\n\t\ttry:\n\t\t\t%1.b\n\t\texcept AttributeError as %3:\n\t\t\temit(str(%3))\n\t\t%1.b = 'text'\n\t\tbreak\nemit(%1)"},
    {2, 30, kAnywhere,
     "%1 = [#c($i), #c($i)]\ndel %1[1].a\nfor %2 in range(30):\n\ttry:\n\t\temit(%1[%2 > 24].a)\n\texcept "
     "AttributeError as %3:\n\t\temit(str(%3))"},
    {2, 30, kAnywhere,
     "%1 = #c($i)\nfor %2 in range(44):\n\tif %2 == 34:\n\t\t%1.get = lambda x=0: #k\n\tif %2 == 38:\n\t\tdel "
     "%1.get\n\temit(%1.get(%2), #c.kind, %1.kind)"},
    {2, 30, kAnywhere,
     "%1 = #c($i)\nfor %2 in range(44):\n\t#c.kind = wrap(as_int(#c.kind) + 1)\n\tif %2 == 30:\n\t\t%1.kind = "
     "'own'\n\temit(%1.kind, Base.kind)"},
    {1, 30, kAnywhere,
     "%3 = [#c, Other, Base]\n%1 = #c($i)\nfor %2 in range(36):\n\t%1.__class__ = %3[%2 // 12]\n\temit(as_int(%1.get("
     "%2)), %1.kind, type(%1) is #c)"},
    {1, 30, kAnywhere,
     "for %1 in range(44):\n\t%2 = Lazy(%1)\n\temit(%2.value, %2.value, %2.other)\n\tif %1 == 32:\n\t\tLazy.value = "
     "property(lambda self: self.n - 1)\n\tif %1 == 37:\n\t\tLazy.value = LazyValue()"},
    {1, 30, kAnywhere,
     "%1 = Proxy($o)\nfor %2 in range(44):\n\temit(%1.kind, as_int(%1.get(%2)), %1.calls)\n\tif %2 == 32:\n\t\t"
     "%1.kind = #n\n\t\t%1.get = len\n\t\tbreak\ntry:\n\temit(%1.get($s), %1.missing)\nexcept AttributeError as %3:\n\temit(type("
     "%3).__name__)"},
    {1, 30, kAnywhere,
     "for %1 in range(30):\n\t%2 = Leaf(%1, $i)\n\temit(%2.total(), %2.total(k=%1), Leaf.count(%1), %2.named("
     "*[1, 2], x=%1))"},
    {1, 30, kAnywhere,
     "class %1:\n\tdef __init__(self, v):\n\t\tself.v = v\n\t\tself.left = self.right = None\n\tdef add(self, "
     "v):\n\t\tif v < self.v:\n\t\t\tif self.left is None:\n\t\t\t\tself.left = "
     "%1(v)\n\t\t\telse:\n\t\t\t\tself.left.add(v)\n\t\telif "
     "self.right is None:\n\t\t\tself.right = %1(v)\n\t\telse:\n\t\t\tself.right.add(v)\n\tdef __iter__(self):\n\t\tif "
     "self.left:\n"
     "\t\t\tyield from self.left\n\t\tyield self.v\n\t\tif self.right:\n\t\t\tyield from self.right\n%2 = %1($i)\nfor %3 in "
     "range("
     "20):\n\t%2.add(%3 * 7 % 31)\nemit(list(%2), sum(%2))"},
    {1, 30, kAnywhere,
     "class %1:\n\tdef __init__(self, n):\n\t\tself.n = n\n\tdef __eq__(self, other):\n\t\treturn self.n % 5 == "
     "other.n % 5\n\tdef __hash__(self):\n\t\treturn hash(self.n % 5)\n\tdef __lt__(self, other):\n\t\treturn self.n % 7 < "
     "other.n % "
     "7\n%2 = {%1(%3): %3 for %3 in range(20)}\nemit([%3.n for %3 in %2], list(%2.values()), [%3.n for %3 in sorted(map(%1, "
     "range("
     "20)))], %1($i) in %2)"},
    {1, 30, kAnywhere,
     "class %1:\n\tdef __init__(self, x, y):\n\t\tself.x, self.y = x, y\n\tdef __add__(self, o):\n\t\treturn %1("
     "self.x + o.x, self.y + o.y)\n\tdef __mul__(self, k):\n\t\treturn %1(self.x * k, self.y * k)\n\tdef norm(self):\n\t\treturn "
     "self.x * self.x + self.y * self.y\n%2 = %1(0, 0.0)\nfor %3 in range(40):\n\t%2 = %2 + %1(%3, 0.5) * (#n if %3 < 33 else "
     "1.5)\n\temit(%2.norm())\nemit(%2.x, %2.y)"},
    {1, 1, kAnywhere,
     "class %1(#c):\n\t__slots__ = ('extra', '__weakref__') if #n > 4 else ()\n\tdef __init__(self, *args, k=#n):\n\t\t"
     "super().__init__(*args)\n\t\tself.k = k\n\t@classmethod\n\tdef of(cls, *args, **kw):\n\t\treturn cls(*args, "
     "**kw)\n\t@property\n"
     "\tdef both(self):\n\t\treturn (self.a, self.b, self.k)\nfor %2 in range(12):\n\temit(%1.of(%2).both, %1.of(%2, 2, "
     "k=$i).both)"},
    {3, 44, kAnywhere,
     "class %1(#c):\n\tpass\nclass %5(%1):\n\tpass\ndef %2(o, x):\n\treturn as_int(o.get(x)), o.kind\n%3 = (%5($i), %1($f))\nfor "
     "%4 in range(44):\n\tif %4 == 31:\n\t\t%1.get = lambda self, x=0: (x, #k)\n\tif %4 == 33:\n\t\t%1.kind = #k\n\tif %4 == "
     "36:\n\t\tdel %1.get\n\tif %4 == 38:\n\t\t%5.__bases__ = (Other,)\n\tif %4 == 40:\n\t\t%5.__init_subclass__ = "
     "None\n\ttry:\n\t\temit(%2(%3[0], %4), %2(%3[%4 & 1], 2))\n\texcept AttributeError as %6:\n\t\temit(str(%6))"},
    // types that change while the loop is hot
    {3, 40, kAnywhere,
     "%1 = 0\nfor %2 in range(54):\n\tif %2 == 37:\n\t\t%1 = float(%1)\n\tif %2 == 48:\n\t\t%1 = int(%1) + #k\n\t%1 "
     "= %1 + %2\n\temit(%1)"},
    {2, 40, kAnywhere,
     "%1, %2 = #n, $f\nfor %3 in range(40):\n\t%1, %2 = %2, %1\n\tif %3 == 30:\n\t\t%1 = 'a'\n\ttry:\n\t\t%2 = %2 + "
     "%1\n\texcept TypeError as %4:\n\t\temit(str(%4))\n\t\t%1 = 1\n\temit(%1, %2)"},
    {2, 40, kAnywhere,
     "%1 = [1] * 24 + [0.5] * 4 + [True, #k, None, 'x', 2]\n%3 = 0\nfor %2 in %1:\n\ttry:\n\t\t%3 = wrap(int(%3 + %2)"
     ")\n\t\temit(-%2, %2 * 2, %2 == 1, %2 < 3)\n\texcept TypeError as %4:\n\t\temit(str(%4))\nemit(%3)"},
    {2, 30, kAnywhere,
     "def %1(a, b):\n\treturn a + b, a * 2, a < b, a == b\nfor %2 in [(1, 2)] * 20 + [(1.5, 2), ('a', 'b'), ([1], ["
     "2]), (True, #k), (#k, #k), ((), (1,))]:\n\temit(%1(*%2))"},
    {1, 30, kInFunction,
     "for %1 in range(24):\n\tif %1 % 3 == 0:\n\t\t%2 = %1\n\ttry:\n\t\temit(%2)\n\texcept NameError as %3:\n\t\t"
     "emit(str(%3))\n\telse:\n\t\tif %1 % 3 == 1:\n\t\t\tdel %2"},
    // what compiled code has been trained on, then something else
    {3, 60, kAnywhere,
     "for %1 in (lambda x: -x, lambda x: x + x, lambda x: x - #n, lambda x: x * 3, lambda x: x * x, lambda x: x << 3, lambda x: "
     "x >> 2, lambda x: x // -3, lambda x: x % -3, lambda x: x < 0, lambda x: ~x, lambda x: abs(x), lambda x: x ^ -1, lambda x: "
     "x // 7 * 7 + x % 7, lambda x: (x + 7, x * 3 - 1, x * x * x)):\n\tfor %2 in [#n, 3, -4] * 2 + [2097152, "
     "-2305843009213693952, 2305843009213693951, #k, #k, True, #k]:\n\t\temit(%1(%2))"},
    {3, 60, kAnywhere,
     "for %1 in (lambda x, y: x >> y, lambda x, y: x << y, lambda x, y: x // y, lambda x, y: x % y, lambda x, y: x * y, lambda "
     "x, y: x + y, lambda x, y: x - y, lambda x, y: x < y, lambda x, y: x == y, lambda x, y: x / y):\n\tfor %2, %3 in [(7, 2), "
     "(#n, 3), (9, 1)] * 2 + [(5, 70), (-5, 64), (1, 61), (3, 60), (-7, 2), (7, -2), (-2305843009213693952, -1), (1, 0), (#k, "
     "#n), (#n, #k), (2.5, 2), (#k, 3.5)]:\n\t\ttry:\n\t\t\temit(%1(%2, %3) if abs(%3) < 100 or %1(5, 2) != 20 else "
     "0)\n\t\texcept (ZeroDivisionError, ValueError, OverflowError, TypeError) as %4:\n\t\t\temit(str(%4))"},
    {3, 60, kAnywhere,
     "for %1 in (lambda x: x == x, lambda x: x + 0.5, lambda x: x * x, lambda x: 2.0 / x, lambda x: x < 1.0, lambda x: -x, "
     "lambda x: x - x, lambda x: x != 0.5, lambda x: x // 2.0, lambda x: x % 0.75, lambda x: not x, lambda x: abs(x), lambda x: "
     "(x + 1.5, x * 1e9, 3.5 / (x - 2.5))):\n\tfor %2 in [0.5, 1.5, $f] * 2 + [float('nan'), 0.0, -0.0, float('inf'), 1e300, "
     "1e-300, 2.5, 7, True, #k, 1e200, #x]:\n\t\ttry:\n\t\t\temit(%1(%2))\n\t\texcept (ZeroDivisionError, OverflowError) as "
     "%3:\n\t\t\temit(str(%3))"},
    {2, 60, kAnywhere,
     "for %1 in (lambda x, i: x[i], lambda x, i: x[-1], lambda x, i: x[i - 1], lambda x, i: x[:i], lambda x, i: len(x) + i, "
     "lambda x, i: x[0] + x[-2], lambda x, i: x.__setitem__(i, 5)):\n\tfor %2, %3 in [([1, 2, 3], 1)] * 4 + [([1, 2, 3], 3), "
     "([1, 2, 3], -1), ([4, 5, 6], -3), ([1, 2, 3], -4), ((7, 8, 9), 2), ('abc', 1), ([], 0), ({1: 5, -1: 6}, 1), (range(5), 2), "
     "([1, 2], True), ([3, 4], #k)]:\n\t\ttry:\n\t\t\temit(%1(%2, %3), %2)\n\t\texcept (IndexError, KeyError, TypeError, "
     "AttributeError) as %4:\n\t\t\temit(str(%4))"},
    {1, 60, kAnywhere,
     "def %1(x, i, v):\n\tx[i] = v\n\tx[-1] += v\n\treturn x\nfor %2 in range(40):\n\t%3 = [%2, 1, $i]\n\ttry:\n\t\temit(%1(%3, "
     "0 if %2 < 30 else %2 - 35, %2 * #n))\n\texcept IndexError as %4:\n\t\temit(str(%4), %3)"},
    {2, 40, kAnywhere,
     "%1 = [3] * 24\nfor %2 in range(30):\n\ttry:\n\t\t%3 = %1[%2]\n\t\t%1[%2] = %2\n\texcept IndexError as %4:\n\t\temit(%2, "
     "str(%4))\n\telse:\n\t\temit(%3, %1[-%2], %1[~%2])"},
    {2, 40, kAnywhere,
     "for %1 in [1, 2.5, 3, 0.5] * 8 + [#k, True, #x]:\n\temit(%1 * 0.5)\n\temit($f + %1)\n\temit(%1 < 2.5)\n\temit(1.5 - %1)"},
    {2, 60, kAnywhere,
     "%1 = 1.5\nfor %2 in range(72):\n\t%1 = %1 * 1e9 if %2 < 34 else %1 / 1e9\n\temit(%1)\n\temit(-%1, %1 + $f)"},
    {2, 60, kAnywhere,
     "%1 = %2 = #n\nfor %3 in range(60):\n\temit(%1 - 1)\n\tif %3 & 1:\n\t\temit(%2 * 2)\n\t%1 = %2\n\t%2 = %3 if %3 != 43 else "
     "(0.5, 'text', None, #k)[#n & 3]\n\tif %3 == 46:\n\t\t%1 = #n"},
    {2, 40, kInFunction,
     "%2 = %3 = #n\nfor %1 in range(40):\n\tif %1 % 9 == 0:\n\t\temit(locals().get('%2'), sys._getframe().f_locals['%3'])\n\t%2 "
     "= %1 * 3\n\t%3 = %2 + 0.5\n\tif %1 == 38:\n\t\t%3 = str(%2)"},
    {2, 20, kAnywhere,
     "def %1(n, f):\n\tfor %2 in range(n):\n\t\t%3 = [f * 0.5 + %2, %2 * 3, (yield %2), f - 1.5]\n\t\temit(f * 2 + (yield %2 + "
     "f), %3)\n%4 = %1(12, $f)\nnext(%4)\ntry:\n\tfor %5 in range(40):\n\t\temit(%4.send(%5))\nexcept StopIteration:\n\tpass"},
    // integers at the ends of words, of small ints and of floats
    {3, 30, kAnywhere,
     "for %1 in (#k, #k, #k, $i):\n\tfor %2 in (#k, #n, -1, #k, $i):\n\t\temit(%1 + %2, %1 - %2, %1 * %2, %1 & %2, %1 "
     "| %2, %1 ^ %2, %1 < %2, %1 == %2)\n\t\tif %2:\n\t\t\temit(%1 // %2, %1 % %2, divmod(%2, %1 or 1))\n\temit(-%1, abs(%1), "
     "~%1, "
     "%1 << #n, %1 >> #n, -%1 >> 60)"},
    {2, 70, kAnywhere,
     "%1 = #n or 1\nfor %2 in range(70):\n\t%1 = %1 * 2 if %2 < 66 else %1 >> #n\n\temit(%1 - 1, -%1, %1 + $i - %1, "
     "%1 & -%1, %1 % 1000003, %1 // -7)"},
    {1, 66, kAnywhere,
     "for %1 in range(66):\n\temit((1 << %1) - 1, -(1 << %1), (1 << %1) * 3 // 2, $i >> %1, -1 >> %1, %1 - 64 < 0, "
     "float(1 << %1) == 1 << %1)"},
    {1, 40, kAnywhere,
     "%1 = $i\nfor %2 in range(40):\n\t%1 = (%1 * 6364136223846793005 + 1442695040888963407) & 0xffffffffffffffff\n\t"
     "emit(%1 >> 33, %1 % 100)\n\t@i = %1 & 0xffff"},
    {1, 40, kAnywhere,
     "%1 = 2166136261\nfor %2 in ($s + 'abcdefgh') * 3:\n\t%1 = (%1 ^ ord(%2)) * 16777619 & 0xffffffff\nemit(%1)"},
    {1, 30, kAnywhere,
     "for %1 in (0.0, -0.0, 1e308, float('nan'), float('-inf'), 2.5, -2.5, 5e-324, $f, #x) * 2:\n\temit(%1 + 1, %1 * "
     "2, -%1, %1 == %1, %1 < 1, %1 >= $f, min(%1, 1.0), max(1.0, %1), %1 > #k, bool(%1))\n\ttry:\n\t\temit(int(%1), round(%1), "
     "%1 // "
     "2, %1 % -3, 1 / %1)\n\texcept (ValueError, OverflowError, ZeroDivisionError) as %2:\n\t\temit(str(%2))"},
    {1, 30, kAnywhere,
     "%1 = 0.0\n%3 = 1\nfor %2 in range(30):\n\t%1 += %2 / 3\n\t%1 = %1 * 1.5 - %3\n\t%3 = int(%1) & 1023\n\tif 0 <= "
     "%1 < 1e9 != %3 > #n:\n\t\t%1 = -%1\n\temit(%1, %3)"},
    {2, 30, kAnywhere,
     "for %1 in range(-8, 24):\n\temit(0 <= %1 < #n, #n < %1 <= 15 != $i, %1 == %1 < 20, $f < %1 < 30.5, %1 in (1, "
     "#n, 3), %1 not in {#n: 1}, not %1 or %1 > 3 and %1 != 9)"},
    // text, slices
    {2, 20, kAnywhere,
     "for %1 in range(20):\n\t@s = f'{%1:>{%1 & 7}}|{$s!r}|{$f:.2f}|{%1:x}'[-24:]\n\temit('%s-%03d' % ($s, %1), "
     "'{:,}/{:<5}'.format($i, %1), f'{%1 * 2=}')"},
    {1, 20, kAnywhere,
     "%1 = ''\nfor %2 in range(30):\n\t%1 += chr(97 + %2 % 26)\n\tif %2 % 9 == 8:\n\t\t%1 = %1[::-1].upper()[:12]"
     "\n\temit(%1, %1[%2 & 7:], %1[-3:%2], %1.find('d'), %1.count('a'), %1 < 'h', %1[0], %1[-1])"},
    {2, 20, kAnywhere,
     "for %1 in range(20):\n\t%2 = [%1, *$l, #n]\n\t%2[%1 & 3:%1 & 7] = [%1]\n\temit(%2[::2], %2[-3:], %2[%1 - "
     "10:], %2[:%1], %2[-1], %2[-2])\n\tdel %2[%1 & 1::2]\n\temit(%2)"},
    {1, 20, kAnywhere,
     "%1 = [[%2 * %3 for %2 in range(6)] for %3 in range(6)]\nfor %2 in range(6):\n\tfor %3 in range(6):\n\t\t%1[%2]["
     "%3] = wrap(%1[%3][%2] + %1[%2 - 1][%3 - 1] * #n)\nemit([sum(%4) for %4 in %1], list(zip(*%1))[1])"},
    {1, 30, kAnywhere,
     "%1 = [%2 * 17 % 23 for %2 in range(16)]\nfor %2 in range(len(%1)):\n\tfor %3 in range(len(%1) - 1 - %2):\n\t\tif "
     "%1[%3] > %1[%3 + 1]:\n\t\t\t%1[%3], %1[%3 + 1] = %1[%3 + 1], %1[%3]\nemit(%1)"},
    {1, 30, kAnywhere,
     "%1 = {}\nfor %2 in 'the quick brown fox the lazy dog the end'.split() * 2:\n\t%1[%2] = %1.get(%2, 0) + 1\n\t"
     "%1.setdefault(len(%2), []).append(%2)\nemit(sorted(%1, key=str), %1['the'], [%2 for %2 in %1 if isinstance(%2, int)])"},
    // calls
    {2, 20, kAnywhere,
     "def %1(a, b=#n, *rest, c=#n, **more):\n\treturn (a, b, rest, c, sorted(more))\ndef %2(*args, **kw):\n\treturn "
     "%1(*args, **kw)\nfor %3 in range(20):\n\temit(%2(%3), %2(%3, c=1), %2(*range(%3 & 3), **{'a': 1} if not %3 & 3 else {}, "
     "d=2))"},
    {2, 24, kAnywhere,
     "def %1(a, /, b, *, c=#n):\n\treturn a - b * c\nfor %2 in range(38):\n\ttry:\n\t\temit(%1(%2, 2), %1(%2, b=#n, "
     "c=$i))\n\t\tif %2 == 32:\n\t\t\t%1(1)\n\t\tif %2 == 33:\n\t\t\t%1(1, 2, 3)\n\t\tif %2 == 34:\n\t\t\t%1(a=1, b=2)\n\t\tif "
     "%2 == "
     "23:\n\t\t\t%1(1, b=2, d=3)\n\texcept TypeError as %3:\n\t\temit(str(%3).split('()')[1])"},
    {1, 24, kAnywhere,
     "def %1(a, b=2, *, c=3):\n\treturn (a, b, c)\nfor %2 in range(44):\n\temit(%1(%2), %1(%2, c=#n))\n\tif %2 == "
     "32:\n\t\t%1.__defaults__ = (#k,)\n\tif %2 == 36:\n\t\t%1.__kwdefaults__ = {'c': 'new'}\n\tif %2 == 39:\n\t\t%1.__code__ = "
     "(lambda "
     "a, b=0, *, c=1: (c, b)).__code__"},
    {2, 20, kInFunction,
     "%1 = []\nfor %2 in range(20):\n\t%1.append(lambda x=%2, *y: wrap(x + %2 + len(y)))\nemit([%3() for %3 in %1], "
     "[%3(1, 2) for %3 in %1])\n%2 = $i\nemit(wrap(%1[0](#n)))"},
    {1, 20, kInFunction,
     "def %1(n=#n):\n\tseen = []\n\tdef step(x):\n\t\tnonlocal n\n\t\tn = wrap(n + x)\n\t\tseen.append(n)\n\t\treturn "
     "lambda: n * x\n\treturn step, seen\n%2, %3 = %1()\n%4 = [%2(%5) for %5 in range(20)]\nemit(%3, [wrap(%5()) for %5 in %4])"},
    {1, 20, kAnywhere,
     "def %1(f):\n\tcount = 0\n\tdef inner(*args, **kw):\n\t\tnonlocal count\n\t\tcount += 1\n\t\treturn f(*args, "
     "**kw), count\n\treturn inner\n@%1\n@%1\ndef %2(x, k=#n):\n\treturn x * k\nfor %3 in range(20):\n\temit(%2(%3), %2(%3, k=$i "
     "& 7))"},
    {1, 30, kInFunction,
     "def %1():\n\treturn sorted(sys._getframe(1).f_locals), sys._getframe().f_back.f_code.co_name\ndef %2(x):\n\t"
     "y = x + 1\n\treturn %1()[0], y\nfor %3 in range(24):\n\temit(%2(%3))"},
    {1, 30, kAnywhere,
     "for %1 in range(44):\n\tif %1 == 32:\n\t\tglobals()['len'] = lambda x: #k\n\temit(len('abc'), len([%1]))\n\tif "
     "%1 == 37:\n\t\tdel globals()['len']"},
    {1, 30, kAnywhere,
     "for %1 in range(24):\n\temit(min(%1, #n), max(#n, %1, $i), min([%1, 3], key=lambda %2: -%2), sorted([%1, 5, 1], "
     "reverse=%1 > 12), isinstance(%1, (str, int)), divmod(%1, 5), pow(%1, 3, 7), abs(%1 - 9), round(%1 / 3, 1))"},
    // matching
    {2, 30, kAnywhere,
     "for %1 in range(32):\n\tmatch (None, %1, [%1, 2], {'k': %1}, 'str', 1.5, (%1,), #c(%1))[%1 & 7]:\n\t\tcase int() "
     "if %1 > #n:\n\t\t\temit('int', %1)\n\t\tcase [%2]:\n\t\t\temit('one', %2)\n\t\tcase [%2, *%3]:\n\t\t\temit(%2, "
     "%3)\n\t\tcase {'k'"
     ": (1 | 3 | 11) as %2}:\n\t\t\temit('key', %2)\n\t\tcase Base(a=%2):\n\t\t\temit('base', %2)\n\t\tcase 'str' | 1.5 | "
     "None:\n\t\t\t"
     "emit('constant')\n\t\tcase %4:\n\t\t\temit('other', %4)"},
    // coroutines by hand
    {1, 20, kAnywhere,
     "async def %1(n):\n\ttotal = 0\n\tfor %2 in range(n):\n\t\ttotal += await Awaits(%2)\n\t\tif total > 30:\n\t\t\t"
     "raise Oops(total)\n\treturn total\nasync def %3(n):\n\ttry:\n\t\treturn await %1(n), await %1(2)\n\texcept Oops as "
     "%4:\n\t\treturn "
     "%4.args\n%5 = [%3(%6) for %6 in range(8)]\n%6 = 0\nwhile %5:\n\t%7 = %5.pop(0)\n\ttry:\n\t\t%7.send(%6 or "
     "None)\n\t\t%5.append(%7)"
     "\n\texcept StopIteration as %8:\n\t\temit(%8.value)\n\texcept TypeError as %8:\n\t\temit(str(%8))\n\t\t%7.close()\n\t%6 = "
     "0 if %6 "
     "else #n"},
    {1, 20, kAnywhere,
     "async def %1(n):\n\tfor %2 in range(n):\n\t\tasync with Awaits(%2) as %3:\n\t\t\tif %2 == #n:\n\t\t\t\traise "
     "ZeroDivisionError\n\t\t\tif %2 == #n:\n\t\t\t\treturn %3\n\treturn [%4 async for %4 in Awaits(n) if %4 != #n]\nfor %5 in "
     "range("
     "8):\n\temit(drive(%1(%5)))"},
};

}  // namespace

std::span<const StatementRow> idiomRows() { return kIdioms; }

}  // namespace typhon::validate
