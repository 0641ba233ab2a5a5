"""Wide characters before the error: carets count display columns of the text."""
été = {"clé": "日本語"}
print("日本語日本語", été["clé"], été["absent"])
