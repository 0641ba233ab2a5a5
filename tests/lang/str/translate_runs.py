# translate: texts longer than a run, characters that vanish, tables with code of their own.
text = "banana split, " * 40
for table in ({}, {97: None}, {97: ""}, {97: "xy", 98: 66}, {97: 228}, {97: 0x1F600, 110: None}, str.maketrans("abn", "xyz", " ,"),
              {c: None for c in range(128)}, {97: 97}):
    result = text.translate(table)
    print(len(result), result[:40], result[-20:], result == text)


class Own:
    def __getitem__(self, key):
        if key == 32:
            raise LookupError
        return "" if key == 97 else chr(key).upper() if key % 3 else key


class Missing(dict):
    def __missing__(self, key):
        return None if key % 2 else key


print("banana split é".translate(Own()), "banana split é".translate(Missing({97: "A"})), "äöü ab".translate({228: None, 97: "ß"}))
for table in ({97: -1}, {97: 0x110000}, {97: 1.5}):
    try:
        text.translate(table)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
