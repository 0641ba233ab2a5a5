// More small programs: parts of the language that few lines of a program use, and what the compiler's lowerings of them rest on,
// changed while the loop is hot. `@` before a letter that names a type would be a variable: `@ staticmethod`.
#include "tests/validate/grammar.h"

namespace typhon::validate {
namespace {

const StatementRow kRows[] = {
    // loops over range()
    {2, 30, kAnywhere, R"(def %1(a, b):
	n = 0
	for i in range(a, b, -#n - 1):
		n = n * 3 + i
		if n > 99999:
			n -= 88888
	for i in range(b, a, 3):
		n ^= i
	return n
for %2 in range(24):
	emit(%1(%2 * 2, #n), %1(#n, %2)))"},
    {2, 40, kAnywhere, R"(for %1 in range(4):
	for %2 in range(%1, 90 + %1, 2):
		@i = wrap($i + %2)
		if %2 == 70 + #n:
			%2 = 'other'
			break
	else:
		emit('else')
	emit(%1, %2))"},
    {2, 40, kAnywhere, R"(%1 = [0] * 3
for %1[1] in range(50, -1, -3):
	%1[0] += %1[1]
	for %1[2] in range(%1[1] & 3):
		%1[0] ^= 1
emit(%1))"},
    {1, 40, kAnywhere, R"(for %1 in (0, 3, 2305843009213693940, -2305843009213693948):
	for %2 in range(%1, %1 + 20, #n or 2):
		emit(%2)
		if %2 - %1 > 15:
			continue
		@i = wrap(%2 + $i))"},
    {1, 40, kInFunction, R"(def %1(n):
	for i in range(0, n, 3):
		emit(i)
		yield i * 2
		for j in range(i, 0, -2):
			if j == #n:
				yield j
	for k in range(n):
		emit(sys._getframe().f_lineno - sys._getframe().f_code.co_firstlineno)
emit(list(%1(40)), list(%1($i & 15))))"},
    {1, 30, kAnywhere, R"(%1 = range
for %2 in range(44):
	for %3 in %1(%2, %2 + 3):
		emit(%3)
	if %2 == 33:
		%1 = lambda a, b: [a, 'x', b])"},
    // sequences taken apart
    {2, 30, kAnywhere, R"(def %1(x):
	a, b = x
	return (b, a)
%2 = [(1, 2), [3, $i], ($f, 'b')] * 6 + [(1, 2, 3), (1,), [4, 5, 6], [7], 'xy', 'xyz', {1: 2, 3: 4}, range(2), 5]
for %3 in %2:
	try:
		emit(%1(%3))
	except (ValueError, TypeError) as %4:
		emit(str(%4)))"},
    {2, 30, kAnywhere, R"(def %1(x, y=#n):
	(a, b), [c, *d] = (x, y), x
	a, c = c, a
	return a, b, c, d, *d
for %2 in [[1, 2], (3, 4), (5,), [6, 7, 8]] * 5 + [[], 'abc', (9,)]:
	try:
		emit(%1(%2), *%1(%2, y=$i)[1:])
	except ValueError as %3:
		emit(str(%3)))"},
    {2, 30, kAnywhere, R"(def %1(i):
	if i & 1:
		return i, i * 2, 0.5
	return (i, -i, 1.5)
%2 = 0
for %3 in range(40):
	a, b, c = %1(%3)
	%2 = wrap(%2 + a * b) + int(c * 2)
	%4 = %1(%3) if %3 != 37 else (1, 2)
	try:
		d, e, f = %4
		emit(d, f, %4 == %1(%3), %4 < (3, 2), hash(%4) == hash((d, e, f)))
	except ValueError as %5:
		emit(str(%5))
emit(%2))"},
    // operators of classes
    {3, 30, kAnywhere, R"(class %1:
	def __init__(self, n):
		self.n = n
	def __add__(self, other):
		if type(other) is str:
			return NotImplemented
		return self.n + (other if type(other) is int else 5)
	def __radd__(self, other):
		return ('radd', other, self.n)
	def __sub__(self, other):
		return NotImplemented if other == #n else self.n
	def __eq__(self, other):
		return NotImplemented if type(other) is int else self.n == other.n
	def __lt__(self, other):
		return NotImplemented if other is None else self.n < other.n
	def __iadd__(self, other):
		if other == 7:
			return NotImplemented
		self.n += 1
		return self
class %2(%1):
	def __radd__(self, other):
		return 'sub'
	def __rsub__(self, other):
		return ('rsub', self.n)
	def __gt__(self, other):
		return 'gt'
def %3(x, y):
	return x + y
%4 = [%1(3), %1(4), $i, 2] * 6 + [%2(5), 'text', None, %2(6), 2.5, 7, [1]]
for %5 in %4:
	%6 = %1(#n)
	try:
		emit(%3(%6, %5))
		emit(%6 - %5 if %5 != 7 else 0, %6 == %5, 8 + %6)
		%6 += %5
		emit(%6.n if isinstance(%6, %1) else %6)
		emit(%6 < %5)
	except (TypeError, AttributeError) as %7:
		emit(type(%7).__name__, str(%7)))"},
    {2, 30, kAnywhere, R"(class %1:
	def __init__(self, v):
		self.v = v
	def __mul__(self, o):
		return self.v * (o.v if isinstance(o, %1) else o)
	def __neg__(self):
		return self.v - 1
	def __getitem__(self, k):
		return (self.v, k)
	def __contains__(self, k):
		return k == self.v
	def __len__(self):
		return self.v & 7
	def __call__(self, *args, k=#n):
		return self.v + len(args) + k
	def __bool__(self):
		return self.v > 20
	def __hash__(self):
		return self.v & 3
	def __eq__(self, o):
		return self.v == o
	def __format__(self, spec):
		return f'<{self.v}{spec}>'
	def __pow__(self, o, m=None):
		return (self.v, o, m)
	def __divmod__(self, o):
		return o
	def __rfloordiv__(self, o):
		return ('rfloor', o)
	def __iter__(self):
		return iter((self.v, #n))
	def __reversed__(self):
		return 'reversed'
for %2 in range(40):
	%3 = %1(%2)
	emit(%3 * 2, %3 * %3, -%3, %3[1], %3[1:2], %3['k', 2], 7 in %3, len(%3), %3(), %3(1, *[2], k=3), not %3, f'{%3:x}{%3}')
	emit({%3: 1}.get(%2), %3 ** 2, pow(%3, 2, 3), divmod(%3, 4), 9 // %3, [*%3], reversed(%3), 'a' if %3 else 'b', %3 and 1)
	if %2 == 33:
		%1.__mul__ = lambda self, o: 'changed'
	if %2 == 36:
		del %1.__len__
		break)"},
    {2, 30, kAnywhere, R"(class %1(int):
	def __add__(self, other):
		return %1(int(self) + other + 1)
	def __radd__(self, other):
		return 'mine'
	def __lt__(self, other):
		return True
class %2(str):
	def __eq__(self, other):
		return True
	__hash__ = str.__hash__
	def __getitem__(self, i):
		return 'own'
class %3(list):
	def __len__(self):
		return 3
	def __iter__(self):
		return iter('it')
class %4(dict):
	def __missing__(self, key):
		return (key, 'missing')
for %5 in [1, 2, 3] * 9 + [%1(4), %1(5), True, #k]:
	emit(%5 + 1, 1 + %5, %5 < 2, %5 * 2, -%5, %5 == 4, [0, 1, 2][%5 % 3])
for %5 in ['ab', 'cd'] * 12 + [%2('ab'), %2('x')]:
	emit(%5 == 'ab', %5[0], %5 + 'z', len(%5), {'ab': 1}.get(%5))
for %5 in [[1, 2], [3]] * 12 + [%3([4]), %3()]:
	emit(len(%5), list(%5), [%6 for %6 in %5], bool(%5), 3 in %5)
for %5 in [{1: 2}] * 12 + [%4(), %4({1: 3})]:
	emit(%5[1], %5.get(1), 1 in %5))"},
    // accessors and shapes
    {3, 44, kAnywhere, R"(class %1:
	def __init__(self, v):
		self._v = v
	@property
	def v(self):
		return self._v
	@v.setter
	def v(self, x):
		self._v = wrap(as_int(x) + 1)
	@v.deleter
	def v(self):
		self._v = 'deleted'
	def __getattr__(self, name):
		return name + str(self._v) if name[0] != '_' else None
class %2(%1):
	pass
def %3(o, x):
	o.v = x
	return o.v, o.other
for %4 in range(56):
	%5 = %2(%4) if %4 & 1 else %1(%4)
	emit(%3(%5, $i))
	if %4 == 40:
		%1.v = property(lambda self: ('new', self._v), lambda self, x: setattr(self, '_v', x))
	if %4 == 44:
		%2.v = property(lambda self: 'sub', lambda self, x: None)
	if %4 == 48:
		%1.__getattr__ = lambda self, name: 'hook'
	if %4 == 52:
		del %2.v
	if %4 == 54:
		%1.v = #n)"},
    {3, 40, kAnywhere, R"(class %1:
	def __init__(self, a):
		self.a = a
		self.b = a * 2
def %2(o):
	return o.a, o.b
def %3(o, x):
	o.a = x
	return o
%4 = [%1(%5) for %5 in range(4)]
for %5 in range(52):
	%6 = %3(%4[%5 & 3], %5)
	emit(%2(%6))
	if %5 == 40:
		%1.a = property(lambda self: 'data', lambda self, x: None)
	if %5 == 44:
		del %1.a
	if %5 == 46:
		%1.b = Described()
	if %5 == 49:
		%1.__getattribute__ = lambda self, name: 'all'
emit([vars(%6) for %6 in %4] if #n > 4 else 0))"},
    {3, 40, kAnywhere, R"(class %1:
	pass
def %2(i):
	o = %1()
	o.a = i
	o.b = i + 1
	if i % 11 == 10:
		o.c = 'c'
	return o
%3 = [%2(%4) for %4 in range(40)]
emit(sum(%4.a for %4 in %3), sum(%4.b for %4 in %3), [sorted(vars(%4)) for %4 in %3[9:12]])
for %4 in %3:
	if %4.a == #n:
		del %4.a
	%4.d = %4.b
	emit(hasattr(%4, 'a'), %4.d, getattr(%4, 'c', None), len(vars(%4))))"},
    {2, 40, kAnywhere, R"(class %1:
	def __init__(self, n):
		self.n = n
		if n > 33:
			self.extra = n
class %2(%1):
	__slots__ = ('s',)
	def __init__(self, n):
		super().__init__(n)
		self.s = n
def %3(n):
	return %1(n), %2(n)
for %4 in range(44):
	a, b = %3(%4)
	emit(sorted(vars(a)), a.n, b.n, b.s, vars(b))
	if %4 == 36:
		%1.__init__ = lambda self, n: self.__dict__.update(n=n, z=1)
	if %4 == 39:
		%1.__new__ = lambda cls, n: object.__new__(cls))"},
    {2, 30, kAnywhere, R"(class %1(type):
	def __call__(cls, *args):
		o = super().__call__(*args)
		o.made = len(args)
		return o
	def __getattr__(cls, name):
		return ('meta', name)
	@property
	def size(cls):
		return #n
	def __len__(cls):
		return 4
class %2(metaclass=%1):
	def __init_subclass__(cls, k=0):
		cls.k = k
	def __class_getitem__(cls, item):
		return (cls.__name__, item)
	def __init__(self, *args):
		self.args = args
class %3(%2, k=#n):
	x: int = 5
for %4 in range(24):
	emit(%3(%4, 2).made, %3.k, %2.other, %3.size, len(%3), %2[%4], %3(1).args, type(%3) is %1, %3.x)
%5 = type('%5', (%3,), {'y': 3, 'get': lambda self: self.y}, k=8)
emit(%5().get(), %5.k, [%6.__name__ for %6 in %5.__mro__][1:]))"},
    {2, 30, kAnywhere, R"(class %1:
	def __init__(self):
		self.log = []
	def __setattr__(self, name, value):
		object.__setattr__(self, name, value)
		if name != 'log':
			self.log.append(name)
	def __delattr__(self, name):
		object.__delattr__(self, name)
		self.log.append('-' + name)
	def __getattribute__(self, name):
		if name == 'magic':
			return #n
		return object.__getattribute__(self, name)
for %2 in range(20):
	%3 = %1()
	%3.a = %2
	%3.a += 1
	%3.b = %3.a, %3.magic
	del %3.a
	try:
		%3.a
	except AttributeError as %4:
		emit(str(%4))
	emit(%3.log, %3.b))"},
    // generators, consumers
    {3, 30, kAnywhere, R"(def %1(xs, log):
	for x in xs:
		log.append(x)
		yield x > #n
	log.append('end')
for %2 in range(12):
	%3 = []
	%4 = %1(range(%2), %3)
	emit(any(%4), len(%3), %3[-1:])
	emit(list(%4), %3[-1:])
	%4 = %1([9, %2, 3], %3)
	emit(all(%4), next(%4, 'none'), %3[-2:])
	%4 = %1([1, 2, %2], %3)
	emit(2 in (%5 for %5 in %3), True in %4, len(%3)))"},
    {2, 30, kAnywhere, R"(def %1(n):
	for i in range(n):
		if i == 9 + #n:
			raise Oops(i)
		yield i
	return 'done'
for %2 in range(14):
	for %3 in (sum, list, tuple, set, max, sorted, any, all, dict.fromkeys, ','.join, lambda g: [*g], lambda g: {*g}):
		try:
			emit(%3(%1(%2)))
		except (Oops, ValueError, TypeError) as %4:
			emit(type(%4).__name__, str(%4), len(trace(%4))))"},
    {2, 20, kAnywhere, R"(class %1:
	def __init__(self, n, bad):
		self.n, self.bad = n, bad
	def __iter__(self):
		return self
	def __next__(self):
		self.n -= 1
		if self.n == self.bad:
			raise Oops(self.n)
		if self.n < 0:
			raise StopIteration
		return self.n
def %2(it):
	total = 0
	for x in it:
		total += as_int(x)
	return total
for %3 in range(24):
	for %4 in (map(lambda x: 9 // x if x else x, [1, 2, 0]), zip([1, 2], 'ab'), %1(5, -1), %1(6, 2), enumerate(%1(4, %3 - 18)),
			map(lambda x: 9 // (x - %3 + 14), [1, 2, 3]), filter(lambda x: x.n, [Matrix(3)] if %3 < 20 else [3]), islice(%1(9, 7), 4),
			(x for x in %1(5, %3 - 19)), {1: 2}.items(), 'ab', b'ab', reversed([1, 2]), zip([1], [2, 3], strict=%3 == 21)):
		try:
			emit(%2(%4))
		except (Oops, ZeroDivisionError, AttributeError, ValueError) as %5:
			emit(type(%5).__name__, str(%5), trace(%5)))"},
    {2, 20, kAnywhere, R"(def %1():
	received = []
	try:
		while True:
			try:
				received.append((yield len(received)))
			except ValueError as e:
				received.append(str(e))
			if len(received) > 6:
				return received
	finally:
		received.append('finally')
def %2():
	return (yield from %1())
for %3 in range(8):
	%4 = %2()
	next(%4)
	try:
		%4.send(%3)
		%4.throw(ValueError('thrown'))
		if %3 & 1:
			%4.throw(KeyError(%3))
		if %3 == 4:
			%4.close()
			emit(%4.gi_frame is None, next(%4, 'closed'))
		for %5 in range(9):
			%4.send(%5)
	except (KeyError, StopIteration) as %6:
		emit(repr(%6), trace(%6)))"},
    {2, 20, kAnywhere, R"(async def %1(n):
	try:
		for i in range(n):
			got = yield i
			if got:
				emit('got', got)
			await Awaits(i)
	except Oops as e:
		yield e.args
	finally:
		emit('closed', n)
async def %2(n):
	g = %1(n)
	out = [await g.asend(None)]
	try:
		out.append(await g.asend('x'))
		if n & 1:
			out.append(await g.athrow(Oops(n)))
		out += [x async for x in g]
		out.append(await anext(g, 'none'))
	except StopAsyncIteration:
		out.append('stop')
	await g.aclose()
	return out
for %3 in range(1, 8):
	emit(drive(%2(%3))))"},
    // exceptions
    {2, 20, kAnywhere, R"(def %1(n, out):
	for i in range(n):
		try:
			try:
				if i % 5 == 1:
					continue
				if i % 5 == 2:
					raise Oops(i)
				if i == #n + 12:
					return i
				if i % 5 == 3:
					1 // 0
			except Oops:
				out.append('oops')
				if i > 9:
					break
			finally:
				out.append(i)
				if i == 7 + #n:
					return 'finally'
		except ZeroDivisionError as e:
			e.add_note('note')
			out.append((str(e.__context__), e.__notes__))
			try:
				raise Worse(i) from e
			except Worse as w:
				out.append((w.__cause__ is e, w.__suppress_context__))
	else:
		return 'else'
	return 'end'
for %2 in range(20):
	%3 = []
	emit(%1(%2, %3), %3))"},
    {2, 20, kAnywhere, R"(def %1(n):
	if n == 0:
		raise Oops('bottom')
	try:
		return %1(n - 1)
	except ValueError:
		return 'never'
	finally:
		if n == #n:
			emit('through', n)
def %2(n):
	with Matrix(n), Matrix(n + 1) as m:
		return %1(n) + m
for %3 in range(12):
	try:
		%2(%3)
	except Oops as %4:
		emit(trace(%4), %4.__context__)
	try:
		raise ExceptionGroup('g', [Oops(%3), KeyError(%3), ExceptionGroup('n', [Oops(1), TypeError(2)])])
	except* Oops as %5:
		emit(repr(%5.split(lambda e: e.args == (1,))))
	except* (KeyError, TypeError) as %5:
		emit(repr(%5)))"},
    // calls and names
    {2, 24, kAnywhere, R"(def %1(*args, **kw):
	return %2(*args, **kw)
def %2(a, b=#n, /, c=2, *rest, d, e=$i, **more):
	return a, b, c, rest, d, e, more
for %3 in range(28):
	emit(%1(%3, d=1), %1(1, 2, 3, 4, d=%3), %1(*(5, 6), **{'d': 7, 'z': %3}), %1(1, c=9, d=2, b=3))
	try:
		if %3 == 20:
			%1()
		if %3 == 22:
			%1(1)
		if %3 == 24:
			%2(1, d=2, **{'d': 3})
		if %3 == 26:
			%2(*5)
		if %3 == 27:
			%2(**{1: 2})
	except TypeError as %4:
		emit(str(%4).partition('()')[2])
	if %3 == 25:
		%2.__kwdefaults__ = {'e': 'changed'})"},
    {2, 20, kInFunction, R"(def %1():
	a = #n
	def up():
		nonlocal a
		b = a
		def deep(x):
			nonlocal a, b
			a, b = wrap(a + x), a
			return [y + a + b for y in range(3)], lambda: (a, b)
		return deep
	return up(), lambda: a
%2, %3 = %1()
for %4 in range(24):
	%5, %6 = %2(%4)
	emit(%5, %6(), %3())
%7 = [[(x, y, z) for z in range(y) if z != x] for x in range(3) for y in range(x, 4)]
emit(%7, {x: {y for y in range(x)} for x in range(4)}, [w for x in range(9) if (w := x * #n) & 1]))"},
    {2, 20, kAnywhere, R"(for %1 in range(40):
	globals()['%2'] = %1
	try:
		if %1 > 33:
			del globals()['%2']
		emit(eval('%2', globals()) if %1 & 1 else globals()['%2'])
	except (NameError, KeyError) as %3:
		emit(str(%3))
	globals().setdefault('%4', []).append(%1)
	%5 = lambda: %1 + globals()['%4'][-1]
	emit(%5()))"},
    {2, 34, kAnywhere, R"(import builtins
def %1(x):
	return len(x), abs(-3), isinstance(x, str), max(1, 2)
for %2 in range(40):
	emit(%1('ab'))
	if %2 == 30:
		%3, builtins.abs = builtins.abs, lambda x: 'patched'
	if %2 == 34:
		builtins.abs = %3
	if %2 == 36:
		globals()['isinstance'] = lambda *a: 'shadow'
	if %2 == 38:
		del globals()['isinstance'])"},
    // numbers
    {2, 40, kAnywhere, R"(for %1 in (2**61 - 2, -2**61 + 1, 2**62 - 2, 2**63 - 2, -2**63 + 1, 2**64 - 2, 2**53 - 1, $i):
	%2 = %1
	for %3 in range(5):
		%2 += 1
		emit(%2, %2 - %1, -%2, %2 * 2, %2 // 2, %2 >> 1, %2 & 0xff, ~%2, %2 == float(%2), %2 % 1000, hash(%2), %2 < 2**61)
	for %3 in range(5):
		%2 -= #n
	emit(%2, abs(%2), %2.bit_length(), %2.bit_count(), str(%2), hex(%2), int(str(%2)), divmod(%2, -7), %2 ** 2))"},
    {2, 40, kAnywhere, R"(def %1(n, m):
	h = 5381
	for i in range(n):
		h = (h * 33 ^ i) & m
		h ^= h >> 7
	return h
def %2(n):
	a, b = 0, 1
	for i in range(n):
		a, b = b, a + b
	return a
for %3 in range(30):
	emit(%1(%3, 0xffffffff), %1(12, (1 << %3) - 1), %2(%3 * 5), %2(%3) % (#n or 3), 7 ** %3, -3 ** %3, (-2) ** 0.5 if %3 == 3 else 1))"},
    {2, 40, kAnywhere,
     R"(for %1 in [0.1, 2.5, -7.75, $f] * 8 + [float('inf'), float('-inf'), float('nan'), -0.0, 5e-324, 1.7976931348623157e308]:
	for %2 in (lambda x: x * 2 - 1, lambda x: -x, lambda x: x < 0.5 or x > 3, lambda x: x == x, lambda x: x % 3, lambda x: x // -2,
			lambda x: divmod(x, 1.5), lambda x: round(x, 1), lambda x: int(x), lambda x: math.floor(x), lambda x: repr(x + 0.1),
			lambda x: x.hex(), lambda x: x.is_integer(), lambda x: x ** 3, lambda x: f'{x:.4g} {x:e}', lambda x: (x + 1j) * 2,
			lambda x: x.as_integer_ratio(), lambda x: math.copysign(1, x), lambda x: max(x, 1), lambda x: hash(x)):
		try:
			emit(%2(%1) if %1 == %1 or %1 is None else show(str(%2(1.5))))
		except (OverflowError, ValueError) as %3:
			emit(str(%3)))"},
    // text, bytes and containers
    {2, 20, kAnywhere, R"(for %1 in ('Hello World', $s, '\xe9t\xe9 \u20ac', ' a,b ,c ', 'aXbXc\n\td', ''):
	emit(%1.split(), %1.split(','), %1.rsplit('X', 1), %1.splitlines(), %1.title(), %1.swapcase(), %1.center(15, '*'), %1.ljust(9) + '|')
	emit(%1.startswith(('H', ' ')), %1.endswith('d'), %1.find('o', #n), %1.rfind('X'), %1.replace('X', '--', 1), %1.casefold(), %1.expandtabs(4))
	emit(%1.isalpha(), %1.isupper(), %1.isidentifier(), %1.rpartition('b'), %1.translate({97: 'Q', 98: None}), %1.removeprefix('He'), %1.lstrip(' a'))
	emit(%1.encode('utf-8').hex(), %1.encode('ascii', 'replace'), %1.encode('utf-16-le')[:6], %1 * 2 > %1, %1[1:-1:2], %1[::-1], sorted(set(%1)))
	try:
		emit(%1.index('W'), %1.encode('latin-1'))
	except (ValueError, UnicodeEncodeError) as %2:
		emit(str(%2)))"},
    {2, 20, kAnywhere, R"(%1 = bytearray(b'abc')
for %2 in range(20):
	%1.append(%2 * 7 & 255)
	%1[%2 & 1:1] = b'z'
	%3 = memoryview(bytes(%1))
	emit(bytes(%3[1:4]), %3[-1], %1.find(b'z'), bytes(%1[::-2])[:5], %1.count(b'z'), b'%d-%s' % (%2, b'x'), %3[1:3] == b'zb')
	if len(%1) > 18:
		del %1[::2]
emit(bytes(%1), %1.hex(), int.from_bytes(%1[:5], 'little', signed=#n > 4), (#n * 300).to_bytes(3, 'big'), b'ab'.join([b'1', b'2'])))"},
    {2, 20, kAnywhere, R"(for %1 in range(20):
	%2 = dict(zip('abcdefgh', range(%1 & 7)))
	%2 |= {'z': %1}
	%3 = {1, 2, %1} ^ {2, $i & 7}
	%4 = list(%2.items())[::-1]
	emit(%2, %2.keys() & {'a', 'z'}, %2.popitem(), list(reversed(%2)), %2.pop('a', None), %2 == {'b': 1}, %3 <= {1, 2, 3}, %3.isdisjoint({9}))
	%4.sort(key=lambda p: (-p[1], p[0]))
	emit(%4, min(%4, default=0), sorted(%4, key=lambda p: p[0], reverse=True)[:2], %4.index(%4[0]) if %4 else None, %4 * 2 == %4 + %4)
	%5 = [[0] * 3 for _ in range(3)]
	%5[%1 % 3][1] += %1
	%5[-1][:2] = [%1]
	emit(%5, %5 > [[0]], [*zip(*%5)], sum(%5, [])[2:], %5[1:] + %5[:1]))"},
    {1, 20, kAnywhere, R"(%1 = []
class %2:
	def __init__(self, n):
		self.n = n
	def __lt__(self, other):
		%1.append(self.n)
		return self.n < other.n
	def __repr__(self):
		return f'<{self.n}>'
for %3 in range(12):
	%4 = [%2(x * 7 % 10) for x in range(%3)]
	emit([x.n for x in sorted(%4)], max(%4).n if %4 else 0, repr(sorted(%4, key=repr)), len(%1))
%4 = [3, 1, 2]
try:
	%4.sort(key=lambda x: %4.append(x) or x)
except ValueError as %5:
	emit(str(%5), %4))"},
    // matching
    {2, 30, kAnywhere, R"(class %1:
	__match_args__ = ('x', 'y')
	def __init__(self, x, y):
		self.x, self.y = x, y
def %2(v):
	match v:
		case %1(0, y=w) | [0, w]:
			return 'zero', w
		case %1(x, y) if x == y:
			return 'same', x
		case %1(x=int(n)) | {'x': n}:
			return 'n', n
		case [first, [_, *inner], *_] if inner:
			return first, inner
		case [] | () | '' | None:
			return 'empty'
		case -1 | 2.5 | 'a' | b'b' | True:
			return 'literal', v
		case float() | complex() as z:
			return z
		case str(s) | [str(s), *_]:
			return s
	return 'nothing'
for %3 in [%1(0, 1), %1(2, 2), %1(3, 'q'), [0, 5], {'x': 4, 'z': 1}, (1, (2, 3)), [], None, -1, 2.5, True, 7.5, 'text', ['t', 1], {}, $a] * 2:
	emit(%2(%3)))"},
    // with, del, finalizers in order
    {1, 20, kAnywhere, R"(class %1:
	def __init__(self, log, swallow):
		self.log, self.swallow = log, swallow
	def __enter__(self):
		self.log.append('enter')
		return self
	def __exit__(self, kind, value, tb):
		self.log.append(kind.__name__ if kind else 'exit')
		return self.swallow and kind is not None and issubclass(kind, self.swallow)
def %2(n, log):
	for i in range(n):
		with %1(log, Oops) as a, %1(log, KeyError):
			if i == 3:
				continue
			if i == 4:
				raise Oops(i)
			if i == 5:
				{}[i]
			if i == #n + 4:
				return i
			if i == 12:
				raise Worse(i)
			if i == 11:
				break
	return log[-1]
for %3 in range(13):
	%4 = []
	emit(%2(%3, %4), %4))"},
};

}  // namespace

std::span<const StatementRow> languageRows() { return kRows; }

}  // namespace typhon::validate
