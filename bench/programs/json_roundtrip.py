"""A JSON parser and writer: builds a document, writes it, reads it back, and compares.

Exercises: string indexing and slicing, str methods (find, startswith, join), dict of escape characters, recursion over
nested data, dispatch on type, isinstance, int() and float() of text, exceptions for malformed input.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 10000


class JSONError(ValueError):
    def __init__(self, message, text, position):
        line = text.count("\n", 0, position) + 1
        column = position - text.rfind("\n", 0, position)
        super().__init__(f"{message} at line {line}, column {column}")


ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
SPACE = " \t\r\n"
DIGITS = "0123456789"


class Parser:
    def __init__(self, text):
        self.text = text
        self.position = 0

    def fail(self, message):
        raise JSONError(message, self.text, self.position)

    def skip_space(self):
        text, i = self.text, self.position
        while i < len(text) and text[i] in SPACE:
            i += 1
        self.position = i

    def peek(self):
        self.skip_space()
        if self.position >= len(self.text):
            self.fail("unexpected end")
        return self.text[self.position]

    def expect(self, character):
        if self.peek() != character:
            self.fail(f"expected {character!r}")
        self.position += 1

    def document(self):
        value = self.value()
        self.skip_space()
        if self.position != len(self.text):
            self.fail("more than one value")
        return value

    def value(self):
        c = self.peek()
        if c == '"':
            return self.string()
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == "-" or c in DIGITS:
            return self.number()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.position):
                self.position += len(word)
                return value
        self.fail(f"unexpected {c!r}")

    def object(self):
        self.expect("{")
        result = {}
        if self.peek() == "}":
            self.position += 1
            return result
        while True:
            if self.peek() != '"':
                self.fail("expected a key")
            key = self.string()
            self.expect(":")
            result[key] = self.value()
            if self.peek() == ",":
                self.position += 1
            else:
                self.expect("}")
                return result

    def array(self):
        self.expect("[")
        result = []
        if self.peek() == "]":
            self.position += 1
            return result
        while True:
            result.append(self.value())
            if self.peek() == ",":
                self.position += 1
            else:
                self.expect("]")
                return result

    def string(self):
        text = self.text
        start = i = self.position + 1
        parts = []
        while True:
            if i >= len(text):
                self.fail("unterminated string")
            c = text[i]
            if c == '"':
                parts.append(text[start:i])
                self.position = i + 1
                return parts[0] if len(parts) == 1 else "".join(parts)
            if c == "\\":
                parts.append(text[start:i])
                i += 1
                c = text[i:i + 1]
                if c == "u":
                    parts.append(chr(int(text[i + 1:i + 5], 16)))
                    i += 4
                elif c in ESCAPES:
                    parts.append(ESCAPES[c])
                else:
                    self.position = i
                    self.fail("bad escape")
                start = i + 1
            i += 1

    def number(self):
        text = self.text
        start = i = self.position
        if text[i] == "-":
            i += 1
        floating = False
        while i < len(text):
            c = text[i]
            if c in ".eE":
                floating = True
            elif c not in DIGITS and c not in "+-":
                break
            i += 1
        self.position = i
        word = text[start:i]
        try:
            return float(word) if floating else int(word)
        except ValueError:
            self.position = start
            self.fail(f"bad number {word}")


def quoted(text):
    pieces = ['"']
    for c in text:
        if c == '"' or c == "\\":
            pieces.append("\\" + c)
        elif " " <= c <= "~":
            pieces.append(c)
        elif c == "\n":
            pieces.append("\\n")
        elif c == "\t":
            pieces.append("\\t")
        else:
            pieces.append("\\u%04x" % ord(c))
    pieces.append('"')
    return "".join(pieces)


class Writer:
    def __init__(self, indent=None):
        self.indent = indent
        self.pieces = []

    def newline(self, depth):
        if self.indent is not None:
            self.pieces.append("\n" + " " * (self.indent * depth))

    def write(self, value, depth=0):
        put = self.pieces.append
        if value is None:
            put("null")
        elif value is True:
            put("true")
        elif value is False:
            put("false")
        elif isinstance(value, str):
            put(quoted(value))
        elif isinstance(value, (int, float)):
            put(repr(value))
        elif isinstance(value, dict):
            put("{")
            for i, (key, item) in enumerate(value.items()):
                if i:
                    put(",")
                self.newline(depth + 1)
                put(quoted(key))
                put(": " if self.indent is not None else ":")
                self.write(item, depth + 1)
            if value:
                self.newline(depth)
            put("}")
        elif isinstance(value, (list, tuple)):
            put("[")
            for i, item in enumerate(value):
                if i:
                    put(",")
                self.newline(depth + 1)
                self.write(item, depth + 1)
            if value:
                self.newline(depth)
            put("]")
        else:
            raise TypeError(f"cannot write {type(value).__name__}")

    def text(self):
        return "".join(self.pieces)


def dumps(value, indent=None):
    writer = Writer(indent)
    writer.write(value)
    return writer.text()


def sample(n):
    words = ["zürich", "tab\there", 'a "quote"', "back\\slash", "plain", "line\nbreak", "日本"]
    state = 1
    records = []
    for i in range(n):
        state = (state * 75 + 74) % 65537
        records.append({
            "id": i,
            "name": words[state % len(words)] + str(i),
            "score": state / 7,
            "tags": [words[(state >> k) % len(words)] for k in range(state % 4)],
            "where": {"x": state - 30000, "y": -state * 1.5e-3, "valid": state % 3 == 0, "note": None},
        })
    return {"version": 1, "records": records, "empty": [{}, [], ""], "large": 2 ** 100}


def main():
    document = sample(N)
    compact = dumps(document)
    pretty = dumps(document, 2)
    print(f"{len(compact)} characters compact, {len(pretty)} indented, {pretty.count(chr(10)) + 1} lines")
    first = Parser(compact).document()
    second = Parser(pretty).document()
    print("same" if first == second == document else "different")
    print("stable" if dumps(first) == compact else "unstable")
    total = sum(record["where"]["x"] for record in first["records"])
    print(f"sum of x {total}, tags {sum(len(r['tags']) for r in first['records'])}")
    for bad in ('{"a": 1,}', "[1 2]", '"abc', "[1, 2\n, tru]", "12x", '{"a" 1}', '"\\q"', "-"):
        try:
            print(Parser(bad).document())
        except JSONError as error:
            print("error:", error)


main()
