"""String literals: quotes, escapes, raw, concatenation, line continuation."""
print('single', "double", '''triple
line''', """another "quoted" one""", 'it\'s', "tab\tnew\\n", sep="|")
print("\x41\u0042\U00000043\N{LATIN SMALL LETTER D}\101\7\0".encode())
print(r"raw\n\x41", R'\'', r"""a\
b""", "joined" 'with' """others""", "cont\
inued")
print(len("\a\b\f\n\r\t\v\\\'\""), "\a\b\f\v".encode(), "\u20ac\U0001F40D", len("\U0001F40D"))
print(u"prefix", U"x" r"\d" "\\", ("multi"
      "line"), "" "" == "")
print("é" == "e\u0301", "\N{GREEK SMALL LETTER ALPHA}", "\N{SNAKE}", "\x00".encode())
print("null\0inside", len("null\0inside"))
for source in ["'abc", '"abc', "'''abc", r"'\x4'", r"'\u123'", r"'\U00110000'", r"'\N{NO SUCH NAME}'", r"'\N'", r"b'\x4'", "b'é'", "'a' b'b'", "r'\\'", "ur'x'", "'\n'"]:
    try:
        print(repr(source), repr(eval(source)))
    except SyntaxError as error:
        print(repr(source), error.msg)
