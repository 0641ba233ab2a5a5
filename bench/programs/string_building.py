"""Ways to build long strings: `+=`, join, %-formatting, str.format, f-strings, byte buffers, a text table, diffs.

Exercises: in-place growth of strings and bytearrays, formatting mini-language, str methods (ljust, center, zfill,
replace, partition, splitlines, expandtabs), encode and decode, %-formatting of tuples and dicts.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 260000


def by_addition(n):
    text = ""
    for i in range(n):
        text += chr(97 + i % 26)
        if i % 60 == 59:
            text += "\n"
    return text


def by_join(n):
    return "".join([chr(97 + i % 26) + ("\n" if i % 60 == 59 else "") for i in range(n)])


def by_buffer(n):
    buffer = bytearray()
    for i in range(n):
        buffer.append(97 + i % 26)
        if i % 60 == 59:
            buffer += b"\n"
    return buffer.decode("ascii")


def rows(n):
    for i in range(n):
        yield i, "item%d" % (i * 37 % 101), i * 1.25 - 40, i % 3 == 0


def with_percent(n):
    return ["%05d|%-10s|%+9.2f|%r" % row for row in rows(n)]


def with_format(n):
    template = "{:05d}|{:<10}|{:+9.2f}|{!r}"
    return [template.format(*row) for row in rows(n)]


def with_fstring(n):
    return [f"{i:05d}|{name:<10}|{value:+9.2f}|{flag!r}" for i, name, value, flag in rows(n)]


def table(n):
    lines = ["+" + "-" * 38 + "+", "|" + "report".center(38, ".") + "|"]
    for i, name, value, flag in rows(n):
        cells = (str(i).rjust(7), name.ljust(12), ("%.1f" % value).rjust(12), ("yes" if flag else "no").center(7))
        lines.append("|" + "".join(cells) + "|")
    lines.append(lines[0])
    return "\n".join(lines)


def template(text, values):
    """Replaces {name} by values[name] with a scanner made of partition()."""
    result = []
    rest = text
    while rest:
        before, brace, rest = rest.partition("{")
        result.append(before)
        if brace:
            name, _, rest = rest.partition("}")
            result.append(str(values[name]))
    return "".join(result)


def caesar(text, shift):
    lower = "abcdefghijklmnopqrstuvwxyz"
    mapping = str.maketrans(lower + lower.upper(), (lower[shift:] + lower[:shift]) * 1 + (lower[shift:] + lower[:shift]).upper())
    return text.translate(mapping)


def hexdump(data):
    lines = []
    for offset in range(0, len(data), 16):
        chunk = data[offset:offset + 16]
        numbers = " ".join(f"{byte:02x}" for byte in chunk)
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in chunk)
        lines.append(f"{offset:08x}  {numbers:<48} {shown}")
    return "\n".join(lines)


def reverse_words(text):
    return "\n".join(" ".join(word[::-1] for word in line.split(" ")) for line in text.splitlines())


def digest(text):
    value = 5381
    for byte in text.encode("utf-8")[::7]:
        value = (value * 33 ^ byte) & 0xFFFFFFFF
    return f"{value:08x}"


def main():
    first, second, third = by_addition(N * 4), by_join(N * 4), by_buffer(N * 4)
    print(f"{len(first)} characters, {digest(first)}", "equal" if first == second == third else "different")
    lines = with_percent(N // 2)
    print(lines[7], len(lines), "equal" if lines == with_format(N // 2) == with_fstring(N // 2) else "different")
    report = table(N // 2)
    print(f"report of {report.count(chr(10)) + 1} lines, {digest(report)}")
    letters = [template("Dear {name},\n\tyou owe {sum} for {what}.\n", {"name": f"N{i}", "sum": i * 3, "what": "tea"})
               for i in range(N // 4)]
    text = "".join(letters).expandtabs(4)
    print(f"{len(letters)} letters, {digest(text)}, {text.splitlines()[3]!r}")
    secret = caesar(text, 3)
    print(f"{secret[:20]!r}", "deciphered" if caesar(secret, 23) == text else "lost")
    dump = hexdump(text.encode()[:N])
    print(dump.splitlines()[-1].rstrip())
    print(f"reversed {digest(reverse_words(text))}", reverse_words(reverse_words(text)) == text.rstrip("\n"))
    unicode = "".join(chr(0x3B1 + i % 24) if i % 3 else "\U0001F40D" for i in range(N))
    packed = unicode.encode("utf-8")
    print(f"{len(unicode)} code points, {len(packed)} bytes", "same" if packed.decode("utf-8") == unicode else "different")
    replaced = text.replace("tea", "coffee").replace("N1", "Number One")
    print(f"replaced: {len(replaced) - len(text)} more, {replaced.upper().count('COFFEE')}")


main()
