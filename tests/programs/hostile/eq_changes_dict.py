# __eq__ that changes the dict being searched.
class Evil:
    def __init__(self, action):
        self.action = action

    def __hash__(self):
        return 1

    def __eq__(self, other):
        action, self.action = self.action, None
        if action:
            action()
        return False


def attempt(name, make):
    d = {}
    d[Evil(lambda: make(d))] = "evil"
    try:
        d.get(Evil(None))
        d[Evil(None)] = 2
        print(name, len(d) <= 300, all(d[k] is v for k, v in list(d.items()) if isinstance(k, int)))
    except RuntimeError as e:
        print(name, "RuntimeError")


attempt("clear", lambda d: d.clear())  # expect: clear True True
attempt("grow", lambda d: d.update({n: n for n in range(100)}))  # expect: grow True True
attempt("pop", lambda d: d.popitem())  # expect: pop True True
attempt("replace", lambda d: (d.clear(), d.update({n: str(n) for n in range(200)})))
# expect: replace True True
d = {Evil(None): 1}
key = Evil(lambda: d.clear())
try:
    print(d.pop(key, "default"))  # expect: default
except RuntimeError:
    print("RuntimeError")
s = {Evil(None)}
s.add(Evil(lambda: s.clear()))
print(len(s) <= 2)  # expect: True
