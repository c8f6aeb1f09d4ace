# Uncaught name errors suggest what was perhaps meant.
class Account:
    def __init__(self):
        self.balance = 1


print("start")  # expect: start
Account().balanse
# expect-error: AttributeError: 'Account' object has no attribute 'balanse'. Did you mean: 'balance'?
# exit: 1
