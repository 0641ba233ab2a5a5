"""A long line with a deep expression."""
a = {"x": [1, 2, {"y": lambda q: q["z"]}]}
print("some text before", a["x"][0] + a["x"][1], a["x"][2]["y"]({"z": 1}), a["x"][2]["y"]({"w": 1}), "after")
