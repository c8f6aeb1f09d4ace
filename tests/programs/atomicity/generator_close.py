# `send`, `throw` and `close` of one generator by several threads: what is sent arrives once or is refused, it ends once.
from _hammer import hammer

arrived, refused, ended = [], [], []


def sink():
    try:
        while True:
            try:
                arrived.append((yield))
            except KeyError:
                arrived.append("thrown")
    finally:
        ended.append(True)


shared = sink()
next(shared)
sent = [0] * 3


def send(me):
    for n in range(600):
        try:
            if n % 100 == 99:
                shared.throw(KeyError)
            else:
                shared.send((me, n))
            sent[me] += 1
        except ValueError as error:
            refused.append(str(error))


hammer(*[send] * 3)
print(len(arrived) == sum(sent), sum(sent) + len(refused))  # expect: True 1800
print(set(refused) <= {"generator already executing"})  # expect: True


def close(me):
    while True:
        try:
            return shared.close()
        except ValueError:
            pass


hammer(*[close] * 3)
print(ended)  # expect: [True]
