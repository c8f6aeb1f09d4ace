# Instances that were made before their class was known to have many attributes, and those made after, at one place of the
# program.
names = "abcdefghijklmnopqrst"
namespace = {}
exec("def fill(one):\n" + "".join(f"    one.{name} = '{name}'\n" for name in names), namespace)
fill = namespace["fill"]


class Plain:
    pass


early = [Plain() for _ in range(5)]
for _ in range(20):
    fill(Plain())
for one in early:
    fill(one)
    fill(one)
    print("".join(one.__dict__.values()), one.t)
# expect: abcdefghijklmnopqrst t
# expect: abcdefghijklmnopqrst t
# expect: abcdefghijklmnopqrst t
# expect: abcdefghijklmnopqrst t
# expect: abcdefghijklmnopqrst t


class Some:
    def __init__(self):
        self.first = 1


late = [Some() for _ in range(3)]
for number in range(20):
    another = Some()
    fill(another)
for one in late:
    del one.first
    one.first = 2
    fill(one)
    print(len(vars(one)), one.first, one.t)
# expect: 21 2 t
# expect: 21 2 t
# expect: 21 2 t
