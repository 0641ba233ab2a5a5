"""sys.excepthook that raises: both errors are shown."""
import sys
def hook(t, v, tb): raise KeyError("in hook")
sys.excepthook = hook
raise ValueError("original")
