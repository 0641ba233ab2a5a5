"""Reads and records the cases of this folder: what symbol analysis and code generation refuse or warn of.

A .txt file holds many cases, divided by lines `%%`. `python3.12 cases.py record` writes expected.jsonl: for every case
what CPython 3.12's compile() says, null or the type and attributes of the exception, and the warnings. check.py compares
the front end with it."""
import glob
import json
import os
import sys
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
EXPECTED = os.path.join(HERE, "expected.jsonl")


def nested(count, head, tail=""):
    """Blocks in blocks: `head` at every level, `pass` in the innermost, `tail` on the way out."""
    source = "".join(" " * level + head + "\n" for level in range(count)) + " " * count + "pass\n"
    if tail:
        source += "".join(" " * level + tail + "\n" for level in reversed(range(count)))
    return source


def generated():
    """Cases that are too long to write down."""
    for count in (19, 20, 21, 22):
        yield f"for {count}", nested(count, "for a in b:")
        yield f"while {count}", nested(count, "while a:")
        yield f"with {count}", nested(count, "with a:")
        yield f"finally {count - 8}", nested(count - 8, "try:", "finally: pass")
        yield f"except {count}", nested(count, "try:", "except: pass")
    yield "star 255", ",".join(f"a{i}" for i in range(255)) + ", *b = c\n"
    yield "star 256", ",".join(f"a{i}" for i in range(256)) + ", *b = c\n"
    yield "deep binary", "+".join(["a"] * 4000) + "\n"
    yield "binary", "+".join(["a"] * 2900) + "\n"
    yield "deep attribute", "a" + ".b" * 4000 + "\n"
    yield "deep call", "a" + "()" * 4000 + "\n"
    yield "deep elif", "if a: pass\n" + "elif a: pass\n" * 3100
    yield "deep minus", "-" * 3100 + "a\n"


def read_cases():
    """Yields (name, source) of all cases."""
    for path in sorted(glob.glob(os.path.join(HERE, "*.txt"))):
        with open(path, encoding="utf-8") as file:
            for number, source in enumerate(file.read().split("%%\n"), 1):
                yield f"{os.path.basename(path)}:{number}", source
    yield from generated()


def describe(source):
    """What this Python's compiler says about the source."""
    record = None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "<string>", "exec", dont_inherit=True)
        except (SyntaxError, RecursionError) as error:
            record = {"type": type(error).__name__}
            record["msg"] = error.msg if isinstance(error, SyntaxError) else str(error)
            if isinstance(error, SyntaxError):
                for name in ("lineno", "offset", "end_lineno", "end_offset"):
                    record[name] = getattr(error, name)
    said = []
    for warning in caught:
        entry = [warning.lineno, str(warning.message)]
        if entry not in said:
            said.append(entry)
    return {"error": record, "warnings": said}


def main():
    if sys.argv[1:] != ["record"] or sys.version_info[:2] != (3, 12):
        sys.exit(__doc__)
    with open(EXPECTED, "w", encoding="utf-8") as file:
        for name, source in read_cases():
            file.write(json.dumps({"case": name, **describe(source)}) + "\n")


if __name__ == "__main__":
    main()
