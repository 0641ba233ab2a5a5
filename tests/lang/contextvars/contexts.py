"""Context variables: values, tokens, copies, run(), views, errors."""
import _contextvars as cv
import gc

a = cv.ContextVar("a")
b = cv.ContextVar("b", default=[1])
print(repr(a).split(" at ")[0], repr(b).split(" at ")[0], a.name, cv.ContextVar[int])


def attempt(f):
    try:
        return f()
    except Exception as e:
        text = str(e)
        for mark in (" at 0x",):
            while mark in text:
                i = text.index(mark)
                j = i + len(mark)
                while j < len(text) and text[j] in "0123456789abcdef":
                    j += 1
                text = text[:i] + text[j:]
        return type(e).__name__ + ": " + text


print(attempt(a.get), a.get(5), a.get(default := None), b.get(), b.get(3))
t1 = a.set(1)
t2 = a.set(2)
print(a.get(), t1.var is a, t1.old_value is cv.Token.MISSING, cv.Token.MISSING, t2.old_value)
a.reset(t2)
print(a.get(), attempt(lambda: a.reset(t2)), attempt(lambda: b.reset(t1)), attempt(lambda: a.reset(3)))
a.reset(t1)
print(attempt(a.get))

context = cv.copy_context()
print(type(context), len(context), a in context, list(context))
print(context.run(a.set, "inside").old_value, attempt(a.get), context[a], a in context, context.get(b), context.get(b, 7))


def inner(x, *rest, key=None):
    b.set(x)
    nested = cv.copy_context()
    a.set("changed")
    return x, rest, key, nested[a], a.get(), attempt(lambda: context.run(print))


print(context.run(inner, 10, 20, 30, key="k"))
print(sorted((v.name, x) for v, x in context.items()), sorted(v.name for v in context.keys()), sorted(map(str, context.values())))
copy = context.copy()
print(copy == context, copy != context, copy == 3)
copy.run(a.set, "other")
print(copy == context, context[a], copy[a])
token = copy.run(a.set, 1)
print(attempt(lambda: a.reset(token)))
iterator = iter(context)
context.run(cv.ContextVar("c").set, 1)
print(len(list(iterator)), len(context))


def fails():
    a.set("lost")
    raise KeyError("from run")


print(attempt(lambda: context.run(fails)), context[a], attempt(a.get))
for f in (
    lambda: context["a"],
    lambda: "a" in context,
    lambda: context.get("a"),
    lambda: context[cv.ContextVar("z")],
    lambda: context.run(),
    lambda: cv.Context(1),
    lambda: cv.Token(),
    lambda: cv.ContextVar(1),
    lambda: cv.ContextVar(),
    lambda: hash(context),
    lambda: hash(token),
    lambda: a.get(1, 2),
    lambda: type("X", (cv.ContextVar,), {}),
):
    print(attempt(f))
b2 = cv.ContextVar("many")
tokens = [b2.set(i) for i in range(50)]
for token in reversed(tokens):
    b2.reset(token)
gc.collect()
print(attempt(b2.get))
