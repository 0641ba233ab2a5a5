"""Where `async` is recognised in context (before 3.7), a type comment in front of the body does not end the function."""
SOURCES = ("async def f():\n    # type: () -> int\n    return await g()\n", "async def f():  # type: () -> int\n    return await g()\n\nawait = 3\n",
           "async def f():\n    # plain\n\n    await g()\nasync = await = 1\n", "async def f():\n    await g()\n    # type: int\nasync = 1\n", "async def f(): await g()\nawait g()\n")
for version in (4, 5, 6, 7):
    for source in SOURCES:
        try: tree = compile(source, "f", "exec", 0x1400, _feature_version=version)
        except SyntaxError as e: print(version, e)
        else: print(version, [(type(n).__name__, getattr(n, "type_comment", "")) for n in tree.body])
