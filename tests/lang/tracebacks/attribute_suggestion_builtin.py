"""AttributeError on a built-in object with a suggestion."""
[1, 2].appendd(3)
