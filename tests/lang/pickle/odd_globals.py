# Names that lead back to their module, instances of the old protocol, iterators of deques and aliases, descriptors.
import collections
import copy
import pickle
import sys
import types
import weakref


class Recursive:
    pass


Recursive.mod = sys.modules[__name__]
Recursive.__qualname__ = "Recursive.mod.Recursive"
for protocol in range(6):
    assert pickle.loads(pickle.dumps(Recursive, protocol)) is Recursive


class Needs:
    def __init__(self, argument):
        self.argument = argument


class Initialised:
    def __getinitargs__(self):
        pass

    def __init__(self):
        self.made = True


for text in (b"(i__main__\nNeeds\n.", b"(c__main__\nNeeds\no.", b"(I5\ni__main__\nNeeds\n.", b"(i__main__\nInitialised\n."):
    print(type(pickle.loads(text)).__name__, vars(pickle.loads(text)))

for text in (b"S'\n.", b'S"\n.', b"S' \n.", b"S' ' \n.", b'S" " \n.', b"S ''\n.", b"S \n.", b"S\n.", b"S'a\"\n.", b"S'a'\n."):
    try:
        print(text, pickle.loads(text))
    except pickle.UnpicklingError as e:
        print(text, e)

for function in (dict.__dict__["fromkeys"], str.__dict__["maketrans"], str.lower, dict.fromkeys, [].append):
    try:
        pickle.dumps(function)
        print(type(function).__name__, "pickled")
    except TypeError as e:
        print(e)

for protocol in range(6):
    unpacked = next(iter(tuple[int]))
    again = pickle.loads(pickle.dumps(unpacked, protocol))
    assert again == unpacked and again.__unpacked__
iterator = iter(list[int])
print(type(iterator).__name__, copy.copy(unpacked), copy.deepcopy(unpacked), iterator.__reduce__())
print(next(iterator), next(iterator, "ended"), iterator.__reduce__())
try:
    type(iterator)()
except TypeError as e:
    print(e)

view = memoryview(b"abc")
print(weakref.ref(view)() is view)
