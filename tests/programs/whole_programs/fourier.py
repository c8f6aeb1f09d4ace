# A fast Fourier transform over complex numbers, and a convolution by way of it.
from cmath import exp, pi


def fft(x, inverse=False):
    n = len(x)
    if n == 1:
        return x
    even, odd = fft(x[::2], inverse), fft(x[1::2], inverse)
    sign = 2j if inverse else -2j
    turned = [exp(sign * pi * k / n) * odd[k] for k in range(n // 2)]
    return [a + b for a, b in zip(even, turned)] + [a - b for a, b in zip(even, turned)]


def multiply(a, b):
    size = 1
    while size < len(a) + len(b):
        size *= 2
    fa = fft([complex(int(d)) for d in reversed(a)] + [0j] * (size - len(a)))
    fb = fft([complex(int(d)) for d in reversed(b)] + [0j] * (size - len(b)))
    product = [round((x / size).real) for x in fft([x * y for x, y in zip(fa, fb)], inverse=True)]
    return sum(digit * 10**i for i, digit in enumerate(product))


signal = [complex(n % 4) for n in range(16)]
spectrum = fft(signal)
print([f"{abs(x):.3f}" for x in spectrum])
# expect: ['24.000', '0.000', '0.000', '0.000', '11.314', '0.000', '0.000', '0.000', '8.000', '0.000', '0.000', '0.000', '11.314', '0.000', '0.000', '0.000']
back = [x / 16 for x in fft(spectrum, inverse=True)]
print(max(abs(a - b) for a, b in zip(signal, back)) < 1e-12)  # expect: True
a, b = "31415926535897932384626433832795", "27182818284590452353602874713527"
print(multiply(a, b) == int(a) * int(b), multiply("99", "99"))  # expect: True 9801
