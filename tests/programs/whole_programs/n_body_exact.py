# Floats added in a fixed order give the same last bit everywhere.
def advance(bodies, dt):
    for i, (p, v, m) in enumerate(bodies):
        for q, w, n in bodies[i + 1 :]:
            d = [a - b for a, b in zip(p, q)]
            force = dt / (sum(x * x for x in d) + 0.01) ** 1.5
            for axis in range(3):
                v[axis] -= d[axis] * n * force
                w[axis] += d[axis] * m * force
    for p, v, m in bodies:
        for axis in range(3):
            p[axis] += dt * v[axis]


bodies = [([n * 1.1, n % 3 - 1.0, 0.5 * n], [0.1 * n, 0.0, -0.05], 1.0 + n / 10) for n in range(5)]
for _ in range(300):
    advance(bodies, 0.01)
for p, v, m in bodies:
    print(*(x.hex() for x in p))
# expect: 0x1.dd548c1184d1bp+1 0x1.4fa89e4504e9ap-1 0x1.07f4772888f73p+0
# expect: 0x1.5da6d2cadb2e8p+1 -0x1.7ffef57602122p-2 0x1.c25bb71f45209p-1
# expect: 0x1.856e7ffeca8ecp+1 -0x1.39053a8b33361p-1 0x1.efb07cd48142ep-1
# expect: 0x1.f3e11596c0abdp+1 -0x1.bb65d8bac7c33p-2 0x1.186689d7a88bap+0
# expect: 0x1.f4b3e924967ffp+0 -0x1.105153e0c5504p-5 0x1.7372b6549510fp-1
print(sum(m * sum(x * x for x in v) for p, v, m in bodies))  # expect: 15.89517165116912
