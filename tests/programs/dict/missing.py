# __missing__ is asked when a key is not there, by [] only.
class Default(dict):
    def __missing__(self, key):
        self[key] = value = f"made {key}"
        return value


d = Default(a=1)
print(d["a"], d["b"], d, d.get("c"), "c" in d)  # expect: 1 made b {'a': 1, 'b': 'made b'} None False


class Counting(dict):
    def __missing__(self, key):
        return 0


c = Counting()
for letter in "banana":
    c[letter] += 1
print(c)  # expect: {'b': 1, 'a': 3, 'n': 2}
