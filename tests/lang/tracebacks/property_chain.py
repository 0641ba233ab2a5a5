"""An AttributeError raised inside a property is shown from within."""
class Config:
    @property
    def value(self):
        return self._load()["x"]
    def _load(self):
        return self.data
print(Config().value)
