"""Identifiers are normalised (NFKC); non-ASCII names of variables, attributes and keywords."""
ﬁ = 1
print(fi)
µ = 2
print(μ)
été = "summer"
class Ünï:
    größe = 5
    def ändern(self, 值=3): return self.größe + 值
print(été, Ünï().größe, Ünï().ändern(), Ünï().ändern(值=10), Ünï.__name__, sorted(k for k in vars(Ünï) if not k.startswith("_")))
𝐱 = 10
print(x, getattr(Ünï, "größe"))
def f(ａ): return ａ
print(f(a=3), f.__code__.co_varnames)
for source in ["a·b = 1", "·a = 1", "a€ = 1", "x = 5€", "“a”", "a\u200b = 1", "ª = 1", "1é", "a–b"]:
    try:
        exec(compile(source, "<t>", "exec"))
        print(ascii(source), "ok")
    except SyntaxError as error:
        print(ascii(source), ascii(error.msg))
