"""upper, lower, title, capitalize, swapcase, casefold, and special casing."""
for s in ["hello World", "ÀÉÎ", "ß", "ŉ", "ǆ", "ǅ", "İ", "ı", "Σ", "ΑΣ", "ΑΣ Σ", "ﬁ", "ﬀ", "they're bill's", "a1b2", "Ω", "ᾳ", "ⅷ", "𐐨", "ᏸ", "ꭰ", "µ", "ſ", "K"]:
    print(s, s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold(), sep="|")
print("ß".casefold() == "SS".casefold(), "STRASSE".lower(), "straße".upper(), len("ŉ".upper()), ascii("İ".lower()))
print("x".upper() * 3, "".upper() == "", "Hello".swapcase().swapcase(), "ΌΔΟΣ".lower(), "ΌΔΟΣ.".lower(), "ΣΑ".lower(), "Σ".lower())
try:
    "a".upper(1)
except TypeError as error:
    print(error)
