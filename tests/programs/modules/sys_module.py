# What sys tells.
import sys

print(sys.maxsize == 2**63 - 1, sys.byteorder, sys.maxunicode == 0x10FFFF)
print(sys.version_info >= (3, 13), sys.version_info[0])
print(sys.argv[0].endswith("sys_module.py"), len(sys.argv), isinstance(sys.path, list), sys.platform)
print("sys" in sys.modules, sys.getrecursionlimit(), sys.getdefaultencoding())
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.int_info.default_max_str_digits)
print(sys.hash_info.width, sys.hash_info.modulus == 2**61 - 1)
print(sys.hash_info.inf, sys.flags.optimize, sys.implementation.name != "")
print(sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno())
print(sys.stdout.writable(), sys.stdin.readable(), sys.__stdout__ is sys.stdout)


def f():
    frame = sys._getframe()
    return frame.f_code.co_name, frame.f_back.f_code.co_name, sorted(frame.f_locals)


print(f())
print(sys.exc_info(), callable(sys.exit), sys.getsizeof([]) > 0)
print(sys.intern("x") == "x", type(sys.executable).__name__)
print(sys.getrefcount(object()) >= 1, sys.is_finalizing())
print(hasattr(sys, "ps1"), sys.dont_write_bytecode in (True, False))
sys.stderr.write("")


class Hook:
    pass


saved = sys.displayhook, sys.excepthook
print(saved[0] is sys.__displayhook__, saved[1] is sys.__excepthook__)
# expect: True little True
# expect: True 3
# expect: True 1 True linux
# expect: True 1000 utf-8
# expect: 1.7976931348623157e+308 2.220446049250313e-16 15 4300
# expect: 64 True
# expect: 314159 0 True
# expect: 0 1 2
# expect: True True True
# expect: ('f', '<module>', ['frame'])
# expect: (None, None, None) True True
# expect: True str
# expect: True False
# expect: False True
# expect: True True
