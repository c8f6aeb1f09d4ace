# Keys that are equal but not the same object are found without the lock too, and the value is the one stored under them.
from _hammer import readers

words = ["alpha beta"[:5], ("x" * 3, 7), b"raw"[:3], 10**20, 1.5]
shared = {word: ("kept", index) for index, word in enumerate(words)}
members = set(words)


def change(me):
    for n in range(1500):
        shared[f"{me} {n % 50}"] = ("other", n)
        members.add(f"{me} {n % 50}")
        if n % 7 == 0:
            shared.pop(f"{me} {n % 40}", None)
            members.discard(f"{me} {n % 40}")
        shared[words[n % 5]] = ("kept", n % 5)


def check():
    made = ["".join(("al", "pha")), ("xx" + "x", 7), bytes(bytearray(b"raw")), int("1" + "0" * 20), 3 / 2]
    found = all(shared[key] == ("kept", index) for index, key in enumerate(made))
    return found, all(key in members for key in made), shared.get("".join(("al", "phx"))), ("yyy", 7) in members


print(readers(check, [change] * 2))  # expect: {(True, True, None, False)}
