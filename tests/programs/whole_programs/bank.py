# Accounts with interest, history and errors of their own.
from abc import ABC, abstractmethod


class InsufficientFunds(Exception):
    def __init__(self, account, amount):
        super().__init__(f"{account.owner} is {amount - account.balance} short")
        self.account, self.amount = account, amount


class Account(ABC):
    _next = 1

    def __init__(self, owner, balance=0):
        self.owner, self._balance, self.history = owner, balance, []
        self.number, Account._next = Account._next, Account._next + 1

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("deposits are positive")
        self._balance += amount
        self.history.append(("deposit", amount))
        return self

    def withdraw(self, amount):
        if amount > self.available:
            raise InsufficientFunds(self, amount)
        self._balance -= amount
        self.history.append(("withdraw", amount))
        return self

    @property
    @abstractmethod
    def available(self): ...

    def __str__(self):
        return f"#{self.number} {self.owner}: {self.balance:,.2f}"

    def __lt__(self, other):
        return self.balance < other.balance


class Savings(Account):
    rate = 0.03

    @property
    def available(self):
        return self.balance

    def add_interest(self):
        return self.deposit(round(self.balance * self.rate, 2))


class Checking(Account):
    def __init__(self, owner, balance=0, *, overdraft=100):
        super().__init__(owner, balance)
        self.overdraft = overdraft

    @property
    def available(self):
        return self.balance + self.overdraft


class Bank:
    def __init__(self):
        self._accounts = {}

    def __iadd__(self, account):
        self._accounts[account.owner] = account
        return self

    def __getitem__(self, owner):
        return self._accounts[owner]

    def __iter__(self):
        return iter(self._accounts.values())

    def transfer(self, source, target, amount):
        self[source].withdraw(amount)
        try:
            self[target].deposit(amount)
        except Exception:
            self[source].deposit(amount)
            raise


bank = Bank()
bank += Savings("ann", 1000)
bank += Checking("bob", 50, overdraft=200)
bank.transfer("ann", "bob", 250.5)
bank["ann"].add_interest()
for who, to, amount in (("bob", "ann", 9999), ("bob", "ann", 400), ("ann", "zoe", 1), ("ann", "bob", 0)):
    try:
        bank.transfer(who, to, amount)
    except InsufficientFunds as e:
        print("refused:", e, e.account.number)
    except (KeyError, ValueError) as e:
        print("failed:", repr(e))
# expect: refused: bob is 9698.5 short 2
# expect: failed: KeyError('zoe')
# expect: failed: ValueError('deposits are positive')
for account in sorted(bank, reverse=True):
    print(account, account.history[-1])
# expect: #1 ann: 1,171.98 ('withdraw', 0)
# expect: #2 bob: -99.50 ('withdraw', 400)
print(max(bank).owner, sum(a.balance for a in bank))  # expect: ann 1072.48
try:
    Account("nobody")
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
