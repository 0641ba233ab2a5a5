"""KeyError shows the repr of the key."""
inventory = {"apple": 1}
def count(name): return inventory[name]
count("it's")
