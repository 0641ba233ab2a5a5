"""_crypt and spwd: hashes of passwords; entries that are not there."""
import _warnings, _crypt
for salt in ("ab", "$1$salt", "$5$saltstring", "$6$saltstring"): print(_crypt.crypt("secret", salt))
for args in ((), ("a",), (5, "ab"), ("a", None), ("a\0b", "ab")):
    try: print(_crypt.crypt(*args))
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
_warnings.filters.insert(0, ("ignore", None, DeprecationWarning, None, 0)); _warnings._filters_mutated()
import spwd
print(spwd.struct_spwd.n_fields, spwd.struct_spwd.n_sequence_fields, spwd.struct_spwd.__match_args__)
for args in ((), (5,), (None,)):
    try: print(spwd.getspnam(*args))
    except (TypeError, KeyError) as e: print(type(e).__name__, e)
