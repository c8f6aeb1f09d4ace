# Integers of any size where a size is bounded, and limits of their text.
# cpython: it goes on to compute 10 ** 10 ** 10
import sys
def attempt(name, f):
    try:
        r = f()
        print(name, "ok", r if isinstance(r, (bool, str)) and len(str(r)) < 50 else type(r).__name__)
    except (MemoryError, OverflowError, ValueError, TypeError, ZeroDivisionError, IndexError) as e:
        print(name, type(e).__name__, str(e)[:90])
attempt("str", lambda: str(10**4300))
attempt("str ok", lambda: len(str(10**4299)) == 4300)
attempt("int", lambda: int("1" * 4301))
attempt("int ok", lambda: int("1" * 4300) > 0)
attempt("repr", lambda: repr(10**5000))
attempt("format", lambda: f"{10**5000}")
attempt("formatd", lambda: f"{10**5000:d}")
attempt("percent", lambda: "%d" % 10**5000)
attempt("percentx", lambda: len("%x" % 10**5000) > 0)
attempt("hex", lambda: len(hex(10**5000)) > 10)
attempt("int16", lambda: int("f" * 10000, 16) > 0)
attempt("int32", lambda: int("z" * 10000, 32))
attempt("int36", lambda: int("z" * 10000, 36))
attempt("int2", lambda: int("1" * 100000, 2) > 0)
attempt("print", lambda: print(10**5000))
attempt("float", lambda: float(10**400))
attempt("floats", lambda: float("1" * 100000))
attempt("divide", lambda: 10**400 / 10**399 == 10.0)
attempt("divide2", lambda: 10**400 / 3)
attempt("fdiv", lambda: 10**400 // 1.0)
attempt("add", lambda: 10**400 + 1.0)
attempt("cmp", lambda: 10**400 > 1e308)
attempt("cmpinf", lambda: 10**400 < float("inf"))
attempt("hash", lambda: hash(10**400) == hash(10**400))
attempt("json", lambda: [10**5000].__repr__())
attempt("key", lambda: {10**5000: 1} == {10**5000: 1})
attempt("round", lambda: round(10**400, -399) == 10**400)
attempt("pow3", lambda: pow(3, 10**1000, 10**100) > 0)
attempt("pow neg", lambda: pow(3, -1, 7) == 5)
attempt("pow neg2", lambda: pow(2, -1, 4))
attempt("pow0", lambda: pow(2, 5, 0))
attempt("0 ** -1", lambda: 0 ** -1)
attempt("neg pow", lambda: (-2) ** 0.5 is not None)
attempt("huge pow", lambda: 10 ** 10 ** 10)
attempt("huge pow2", lambda: 2 ** (2 ** 100))
attempt("small pow", lambda: 1 ** (10 ** 100) == 1)
attempt("zero pow", lambda: 0 ** (10 ** 100) == 0)
attempt("m1 pow", lambda: (-1) ** (10 ** 100) == 1)
attempt("lshift", lambda: 1 << 10**12)
attempt("lshift huge", lambda: 1 << 10**30)
attempt("0 lshift", lambda: 0 << 10**30 == 0)
attempt("rshift", lambda: 5 >> 10**30 == 0)
attempt("neg rshift", lambda: -5 >> 10**30 == -1)
attempt("neg shift", lambda: 1 << -1)
attempt("bytes", lambda: int.from_bytes(b"\xff" * 100000) > 0)
attempt("to_bytes", lambda: (2**1000).to_bytes(10, "big"))
attempt("range", lambda: len(range(10**400)))
attempt("range in", lambda: 10**399 in range(10**400))
attempt("range item", lambda: range(10**400)[10**399] == 10**399)
attempt("chr", lambda: chr(10**400))
attempt("index", lambda: [1][10**400])
attempt("slice", lambda: [1][10**400:] == [])
attempt("mul", lambda: [1] * 10**400)
attempt("mulneg", lambda: [1] * -10**400 == [])
attempt("isqrt", lambda: __import__("math").isqrt(10**4000) == 10**2000)
attempt("fact", lambda: __import__("math").factorial(3000) > 0)
attempt("bit", lambda: (1 << 100000).bit_length() == 100001)
attempt("sleep", lambda: __import__("time").sleep(10**400))
attempt("sleepnan", lambda: __import__("time").sleep(float("nan")))
attempt("sleepinf", lambda: __import__("time").sleep(float("inf")))
attempt("timeout", lambda: __import__("threading").Event().wait(10**30))
attempt("timeoutnan", lambda: __import__("threading").Event().wait(float("nan")))
attempt("lock", lambda: __import__("threading").Lock().acquire(True, float("inf")))
attempt("locktime", lambda: __import__("time").localtime(10**30))
attempt("gmtime", lambda: __import__("time").gmtime(10**15))
attempt("ctime", lambda: __import__("time").ctime(float("nan")))
attempt("limit", lambda: sys.set_int_max_str_digits(5))
attempt("limit0", lambda: sys.set_int_max_str_digits(0))
attempt("str", lambda: len(str(10**20000)) == 20001)
attempt("exit", lambda: sys.setrecursionlimit(0))
attempt("swi", lambda: sys.setswitchinterval(0))
attempt("swin", lambda: sys.setswitchinterval(float("nan")))
attempt("swinf", lambda: sys.setswitchinterval(-1))
attempt("complex", lambda: complex(10**400))
attempt("float fmt", lambda: len(f"{1e308:.1000f}") == 1310)
attempt("trunc", lambda: int(float("inf")))
attempt("trunc2", lambda: int(float("nan")))
attempt("frac", lambda: float.fromhex("0x1p5000"))
attempt("divmod", lambda: divmod(10**400, 0))
attempt("mod", lambda: 5 % 0)
attempt("ratio", lambda: float("inf").as_integer_ratio())
attempt("neg", lambda: -(-2**63) == 2**63)
attempt("abs", lambda: abs(-2**63) == 2**63)
attempt("min//-1", lambda: -2**63 // -1 == 2**63)
attempt("min%-1", lambda: -2**63 % -1 == 0)
attempt("48", lambda: (2**48 - 1) * (2**48 - 1) + 1 == 2**96 - 2**49 + 2)
attempt("mul overflow", lambda: (2**48) * (2**48) == 2**96)
attempt("sub", lambda: -2**48 - 2**48 == -2**49)
attempt("addi", lambda: [x + 1 for x in (2**48 - 1, 2**47, 2**63 - 1, 2**62)] == [2**48, 2**47 + 1, 2**63, 2**62 + 1])
# expect: str ValueError Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_dig
# expect: str ok ok True
# expect: int ValueError Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use 
# expect: int ok ok True
# expect: repr ValueError Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_dig
# expect: format ValueError Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_dig
# expect: formatd ValueError Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_dig
# expect: percent ValueError Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_dig
# expect: percentx ok True
# expect: hex ok True
# expect: int16 ok True
# expect: int32 ValueError invalid literal for int() with base 32: 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
# expect: int36 ValueError Exceeds the limit (4300 digits) for integer string conversion: value has 10000 digits; use
# expect: int2 ok True
# expect: print ValueError Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_dig
# expect: float OverflowError int too large to convert to float
# expect: floats ok float
# expect: divide ok True
# expect: divide2 OverflowError integer division result too large for a float
# expect: fdiv OverflowError int too large to convert to float
# expect: add OverflowError int too large to convert to float
# expect: cmp ok True
# expect: cmpinf ok True
# expect: hash ok True
# expect: json ValueError Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_dig
# expect: key ok True
# expect: round ok True
# expect: pow3 ok True
# expect: pow neg ok True
# expect: pow neg2 ValueError base is not invertible for the given modulus
# expect: pow0 ValueError pow() 3rd argument cannot be 0
# expect: 0 ** -1 ZeroDivisionError zero to a negative power
# expect: neg pow ok True
# expect: huge pow MemoryError 
# expect: huge pow2 MemoryError 
# expect: small pow ok True
# expect: zero pow ok True
# expect: m1 pow ok True
# expect: lshift MemoryError 
# expect: lshift huge OverflowError too many digits in integer
# expect: 0 lshift ok True
# expect: rshift ok True
# expect: neg rshift ok True
# expect: neg shift ValueError negative shift count
# expect: bytes ok True
# expect: to_bytes OverflowError int too big to convert
# expect: range OverflowError Python int too large to convert to C ssize_t
# expect: range in ok True
# expect: range item ok True
# expect: chr ValueError chr() arg not in range(0x110000)
# expect: index IndexError cannot fit 'int' into an index-sized integer
# expect: slice ok True
# expect: mul OverflowError cannot fit 'int' into an index-sized integer
# expect: mulneg OverflowError cannot fit 'int' into an index-sized integer
# expect: isqrt ok True
# expect: fact ok True
# expect: bit ok True
# expect: sleep OverflowError timestamp out of range for C PyTime_t
# expect: sleepnan ValueError Invalid value NaN (not a number)
# expect: sleepinf OverflowError timestamp out of range for C PyTime_t
# expect: timeout OverflowError timestamp out of range for C PyTime_t
# expect: timeoutnan ok False
# expect: lock OverflowError timestamp out of range for C PyTime_t
# expect: locktime OverflowError timestamp out of range for platform time_t
# expect: gmtime ok struct_time
# expect: ctime ValueError Invalid value NaN (not a number)
# expect: limit ValueError maxdigits must be 0 or larger than 640
# expect: limit0 ok NoneType
# expect: str ok True
# expect: exit ValueError recursion limit must be greater or equal than 1
# expect: swi ValueError switch interval must be strictly positive
# expect: swin ValueError switch interval must be strictly positive
# expect: swinf ValueError switch interval must be strictly positive
# expect: complex OverflowError int too large to convert to float
# expect: float fmt ok True
# expect: trunc OverflowError cannot convert float infinity to integer
# expect: trunc2 ValueError cannot convert float NaN to integer
# expect: frac OverflowError hexadecimal value too large to represent as a float
# expect: divmod ZeroDivisionError division by zero
# expect: mod ZeroDivisionError division by zero
# expect: ratio OverflowError cannot convert Infinity to integer ratio
# expect: neg ok True
# expect: abs ok True
# expect: min//-1 ok True
# expect: min%-1 ok True
# expect: 48 ok True
# expect: mul overflow ok True
# expect: sub ok True
# expect: addi ok True
