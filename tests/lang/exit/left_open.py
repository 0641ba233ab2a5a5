"""A file that is still open when the program ends is closed with a warning, whether or not anything else has a finalizer."""
import _warnings
_warnings.filters.insert(0, ("default", None, ResourceWarning, None, 0))
left = open("/dev/null", "rb")
print("the end")
