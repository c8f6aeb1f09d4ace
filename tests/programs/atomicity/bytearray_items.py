# `b.append(x)`, `b.pop()`, `b.remove(x)`, `del b[i]`, `b.index(x)`: one step each. No byte is lost, none comes twice, and who
# only looks keeps nobody from changing it.
from _hammer import append_and_delete, hammer, insert_and_remove, readers

shared = bytearray(range(256)) * 10
popped = [[] for _ in range(4)]


def pop(me):
    for _ in range(640):
        popped[me].append(shared.pop() if me % 2 else shared.pop(0))


hammer(*[pop] * 4)
print(len(shared), sorted(sum(popped, [])) == sorted(list(range(256)) * 10))  # expect: 0 True

shared.extend(bytes(range(200)))
removed = [0] * 4


def remove(me):
    for byte in range(me % 2, 200, 2):
        try:
            shared.remove(byte)
            removed[me] += 1
        except ValueError:
            pass


hammer(*[remove] * 4)
print(sum(removed), len(shared))  # expect: 200 0

hammer(*[append_and_delete(shared)] * 4)
print(len(shared))  # expect: 0
shared.extend([1, 7, 2])


def check():
    shown, joined = shared.hex(":"), shared.join([b"", b""])
    return shared.count(7), 0 <= shared.index(7) < 5, 7 in shared, shown[-2:], bytes(joined[-1:])


print(readers(check, [insert_and_remove(shared)] * 2), len(shared))  # expect: {(1, True, True, '02', b'\x02')} 3
