"""del of something that is not there."""
d = {"a": 1}
del d["b"]
