"""A BaseExceptionGroup."""
raise BaseExceptionGroup("base", [KeyError("k"), GeneratorExit("g")])
