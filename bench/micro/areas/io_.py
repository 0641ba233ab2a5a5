from _io import BytesIO, StringIO, open as open_file

LINES = "a line of text with some words in it\n" * 500
PATH = "/dev/null"


@benchmark
def stringio_write(loops):
    for _ in range(loops):
        out = StringIO()
        for _ in range(200):
            out.write("some text\n")
        out.getvalue()


@benchmark
def stringio_lines(loops):
    for _ in range(loops):
        for line in StringIO(LINES):
            pass


@benchmark
def bytesio_write(loops):
    for _ in range(loops):
        out = BytesIO()
        for _ in range(200):
            out.write(b"some text\n")
        out.getvalue()


@benchmark
def bytesio_lines(loops):
    data = LINES.encode()
    for _ in range(loops):
        for line in BytesIO(data):
            pass


@benchmark
def bytesio_read(loops):
    stream = BytesIO(bytes(1000))
    for _ in range(loops):
        stream.seek(0)
        stream.read(100)


@benchmark
def text_write(loops):
    with open_file(PATH, "w") as file:
        for _ in range(loops):
            file.write("some text\n")


@benchmark
def binary_write(loops):
    with open_file(PATH, "wb") as file:
        for _ in range(loops):
            file.write(b"some bytes\n")


@benchmark
def print_to_file(loops):
    with open_file(PATH, "w") as file:
        for i in range(loops):
            print("value", i, file=file)


@benchmark
def read_lines(loops):
    with open_file(__import__("sys").argv[0]) as file:
        for _ in range(loops):
            file.seek(0)
            for line in file:
                pass


@benchmark
def read_whole(loops):
    with open_file(__import__("sys").argv[0]) as file:
        for _ in range(loops):
            file.seek(0)
            file.read()


@benchmark
def read_binary_lines(loops):
    with open_file(__import__("sys").argv[0], "rb") as file:
        for _ in range(loops):
            file.seek(0)
            for line in file:
                pass


@benchmark
def read_chunks(loops):
    with open_file(__import__("sys").argv[0], "rb") as file:
        for _ in range(loops):
            file.seek(0)
            while file.read(64):
                pass


@benchmark
def open_close(loops):
    for _ in range(loops):
        with open_file(PATH):
            pass


@benchmark
def stringio_readline(loops):
    stream = StringIO(LINES)
    for _ in range(loops):
        if not stream.readline():
            stream.seek(0)
