# One `reversed` for all threads: items may come twice or not at all, and the end comes.
from _hammer import hammer


class Sequence:
    def __len__(self):
        return 1500

    def __getitem__(self, index):
        return index


for iterator in (reversed(list(range(1500))), reversed(range(1500)), reversed(Sequence())):
    wrong = []

    def use(me):
        for item in iterator:
            if not 0 <= item < 1500:
                wrong.append(item)

    hammer(*[use] * 4)
    print(wrong, next(iterator, "end"))
# expect: [] end
# expect: [] end
# expect: [] end
