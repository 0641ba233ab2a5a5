# Without an attribute `filters` the warnings module's native part goes on with those it had.
import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("error", "", Warning, "", 0)
    kept = warnings.filters
    for _ in range(2):
        try:
            warnings.warn("made an error")
            print("no error")
        except UserWarning as e:
            print("error:", e)
        if hasattr(warnings, "filters"):
            del warnings.filters
    warnings.filters = kept
