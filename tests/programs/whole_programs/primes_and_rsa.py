# Sieves, Miller and Rabin's test, modular inverses, and a toy RSA.
def sieve(n):
    flags = bytearray([1]) * (n + 1)
    flags[0:2] = b"\0\0"
    for p in range(2, int(n**0.5) + 1):
        if flags[p]:
            flags[p * p :: p] = bytes(len(range(p * p, n + 1, p)))
    return [i for i, flag in enumerate(flags) if flag]


def is_prime(n):
    if n < 2:
        return False
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % p == 0:
            return n == p
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def extended(a, b):
    if b == 0:
        return a, 1, 0
    g, x, y = extended(b, a % b)
    return g, y, x - a // b * y


primes = sieve(20000)
print(len(primes), primes[-1], sum(primes), all(map(is_prime, primes)))  # expect: 2262 19997 21171191 True
print(sum(map(is_prime, range(20001))) == len(primes))  # expect: True
p = next(n for n in range(2**61, 2**62) if is_prime(n))
q = next(n for n in range(10**25, 10**26) if is_prime(n))
print(p, q, is_prime(p * q))  # expect: 2305843009213693967 10000000000000000000000013 False
print(is_prime(2**127 - 1))  # expect: True
print(is_prime(2**127 + 1))  # expect: False
n, phi, e = p * q, (p - 1) * (q - 1), 65537
d = extended(e, phi)[1] % phi
message = int.from_bytes(b"attack at dawn", "big")
cipher = pow(message, e, n)
plain = pow(cipher, d, n)
print(cipher)  # expect: 18186259013991842164109052247140436532062077
print(plain.to_bytes(14, "big"))  # expect: b'attack at dawn'
print(d == pow(e, -1, phi), e * d % phi)  # expect: True 1


def factors(n):
    found = []
    p = 2
    while p * p <= n:
        while n % p == 0:
            found.append(p)
            n //= p
        p += 1 + (p > 2)
    return found + [n] * (n > 1)


print([factors(n) for n in (1, 2, 360, 97, 1001, 2**10 * 3**5, 999999, 123456789)])
# expect: [[], [2], [2, 2, 2, 3, 3, 5], [97], [7, 11, 13], [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3], [3, 3, 3, 7, 11, 13, 37], [3, 3, 3607, 3803]]
