"""type() with one and three arguments; attributes of types; keyword arguments; bad arguments."""
T = type("T", (), {"x": 1, "m": lambda self: self.x})
U = type("U", (T,), dict(y=2))
print(T, T.x, T().m(), U().m(), U.__bases__, T.__name__, T.__module__, T.__qualname__, type(T), type(type), type(5), type(None), type(...), type(NotImplemented))
print(type("Q", (), {"__qualname__": "Outer.Q", "__module__": "mod", "__doc__": "d"}), type.__mro__, object.__mro__, type.__bases__, isinstance(type, object), isinstance(object, type), issubclass(type, object))
ns = {"a": 1}
V = type("V", (), ns)
ns["a"] = 2
print(V.a, type("é", (), {}).__name__, type(U()) is U, type("S", (str,), {})("txt"), T.__subclasses__())
for args in ((), (1, 2), ("X", (), {}, 4), (5, (), {}), ("X", [], {}), ("X", (), []), ("X", (5,), {}), ("X\0Y", (), {}), ("X", (), {"__slots__": 5}), ("X", (), {5: 1}), ("X", (), {"__qualname__": 5}), ("X", None, {}), (b"X", (), {}), ("X", (int, str), {}), ("\ud800", (), {})):
    try:
        print(type(*args).__name__)
    except (TypeError, ValueError, UnicodeEncodeError) as error:
        print(type(error).__name__, ascii(str(error)))
print(int.__name__, int.__qualname__, int.__module__, type(int).__name__, dict.__base__, bool.__mro__, int.__text_signature__, len.__text_signature__, list.__basicsize__ > 0, T.__dictoffset__ != 5, T.__weakrefoffset__ != 5, T.__flags__ > 0)
print(T.__dict__.keys() >= {"x", "m", "__module__", "__dict__", "__weakref__", "__doc__"}, T.__annotations__ if hasattr(T, "__annotations__") else "none", type(T.__dict__).__name__)
print(type.__call__(int, "5"), type.__new__(type, "N", (), {}).__name__, type.mro(U)[0] is U, type.__instancecheck__(int, 5), type.__subclasscheck__(int, bool), int.__instancecheck__(True), type.__subclasses__(U), type.__prepare__(), int | None, int | str | None, (int | str).__args__, isinstance(5, int | str), issubclass(bool, int | None))
for e in ("int | 5", "int | 'str'", "isinstance(5, int | list[int])", "isinstance(5, 'int')", "isinstance(5, (int, 'x'))", "isinstance(5.5, (str, ('a', 5)))", "issubclass(5, int)", "issubclass(int, 5)", "issubclass(int, (str, 5))", "isinstance(5, list[int])", "isinstance(5)", "int | int", "None | int", "int | None == None | int", "isinstance(None, int | None)", "list[int] | None", "type(int | str)"):
    try:
        print(e, eval(e))
    except TypeError as error:
        print(e, "|", error)
