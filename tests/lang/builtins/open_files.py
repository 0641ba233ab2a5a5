"""open(): modes, reading and writing text and bytes, errors."""
import posix, _io
path = "/tmp/typhon_test_open_%d" % posix.getpid()
try:
    with open(path, "w") as f: print(f.write("line one\nline two é\n"), f.mode, f.closed, f.writable(), f.readable())
    print(f.closed)
    with open(path) as f: print(f.read(), f.read() == "")
    with open(path) as f: print(list(f), f.readline() == "")
    with open(path) as f: print(repr(f.readline()), repr(f.readline(3)), f.readlines(), f.tell() > 0)
    with open(path, "rb") as f: print(f.read(4), f.tell(), f.seek(0), f.readline(), f.seek(-3, 2) > 0, f.read())
    with open(path, "a") as f: f.writelines(["three\n", "four"])
    with open(path, "r+", encoding="utf-8") as f: f.seek(0); f.write("LINE"); f.seek(0); print(f.read().split("\n"))
    with open(path, "rb", buffering=0) as f: print(type(f).__name__, f.read(3))
    with open(path, "wb") as f: print(type(f).__name__, f.write(b"\x00\xff\r\n"), f.flush())
    with open(path, "rb") as f: b = bytearray(3); print(f.readinto(b), b, f.peek(1)[:1])
    with open(path, newline="") as f:
        try: f.read()
        except UnicodeDecodeError as e: print(e)
    with open(path, encoding="latin-1") as f: print(repr(f.read()))
    with open(path, encoding="latin-1", newline="") as f: print(repr(f.read()))
    with open(path, encoding="utf-8", errors="replace") as f: print(ascii(f.read()))
    f = open(path)
    print(f.name == path, f.encoding.lower().replace("-", ""), f.errors, f.newlines, f.line_buffering, f.fileno() > 2, f.isatty(), f.seekable())
    f.close(); f.close()
    for action in (lambda: f.read(), lambda: next(f), lambda: f.write("x"), lambda: f.__enter__(), lambda: f.tell()):
        try: action()
        except ValueError as e: print(e)
    with open(path) as g:
        try: g.write("x")
        except OSError as e: print(type(e).__name__, e)
    with open(path, "w") as g:
        try: g.read()
        except OSError as e: print(type(e).__name__, e)
        try: g.write(b"x")
        except TypeError as e: print(e)
    with open(path, "wb") as g:
        try: g.write("x")
        except TypeError as e: print(e)
    for args in ((path, "q"), (path, "rw"), (path, ""), (path, "rb", -1, "utf-8"), (path, "r", 0), (path, "rb", -1, None, "strict"), (path, "rU"), (path, "x"), (path, "r", -1, None, None, "bad"), (path, 5), (path, "tb"), (path, "r", "x"), (1.5,), (), (path, "r+w")):
        try: open(*args).close(); print(args[1:], "ok")
        except Exception as e: print(args[1:], type(e).__name__, str(e).replace(path, "PATH"))
finally: posix.unlink(path)
