# The digits of pi from a spigot of large integers.
def digits():
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = (
                q * k,
                (2 * q + r) * l,
                t * l,
                k + 1,
                (q * (7 * k + 2) + r * l) // (t * l),
                l + 2,
            )


spigot = digits()
text = "".join(str(next(spigot)) for _ in range(300))
for start in range(0, 300, 50):
    print(text[start : start + 50])
# expect: 31415926535897932384626433832795028841971693993751
# expect: 05820974944592307816406286208998628034825342117067
# expect: 98214808651328230664709384460955058223172535940812
# expect: 84811174502841027019385211055596446229489549303819
# expect: 64428810975665933446128475648233786783165271201909
# expect: 14564856692346034861045432664821339360726024914127


def machin(places):
    def arctan(x):
        total = term = 10 ** (places + 10) // x
        n, sign = 3, -1
        while term:
            term //= x * x
            total += sign * (term // n)
            n, sign = n + 2, -sign
        return total

    return (4 * (4 * arctan(5) - arctan(239))) // 10**10


print(str(machin(299)) == text)  # expect: True
