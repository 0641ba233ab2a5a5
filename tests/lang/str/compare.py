"""Ordering, equality and membership of strings."""
words = ["", "a", "A", "ab", "b", "B", "é", "z", "日", "🐍", "\uffff", "aé", "10", "9"]
print(sorted(words), min(words) == "", max(words))
print("a" < "b", "a" < "B", "ab" < "b", "ab" > "a", "é" > "z", "\uffff" < "🐍", "a" == "a", "a" != "b", "abc" <= "abc", "" < "a")
print("a" in "abc", "" in "abc", "bc" in "abc", "cb" in "abc", "é" in "café", "日" in "abc", "abc" in "ab", "" in "")
print("a" == 1, "a" != 1, "a" == b"a", "a" == None, "1" == 1)
for expression in ["'a' < 1", "'a' >= None", "1 in 'abc'", "None in 'abc'", "b'a' in 'abc'", "'a' < b'b'"]:
    try:
        print(expression, eval(expression))
    except TypeError as error:
        print(expression, error)
print(hash("a") == hash("".join(["a"])), len({"a", "b", "".join(["a"])}), {"key": 1}["".join(["k", "ey"])])
s = "x" * 100
print(s == "x" * 100, s + "a" < s + "b", s is s)
print(hash(""), hash("a") == 4644417185603328019, hash("a") == hash(b"a"))
