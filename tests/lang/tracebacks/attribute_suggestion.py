"""AttributeError with a suggestion."""
class Account:
    def __init__(self): self.balance = 1
    def deposit(self): pass
Account().balence
