# How the built-in exceptions are related.
pairs = [
    (ZeroDivisionError, ArithmeticError),
    (OverflowError, ArithmeticError),
    (KeyError, LookupError),
    (IndexError, LookupError),
    (FileNotFoundError, OSError),
    (UnboundLocalError, NameError),
    (ModuleNotFoundError, ImportError),
    (RecursionError, RuntimeError),
    (NotImplementedError, RuntimeError),
    (UnicodeDecodeError, ValueError),
    (IndentationError, SyntaxError),
    (BrokenPipeError, ConnectionError),
    (TimeoutError, OSError),
    (StopIteration, Exception),
    (GeneratorExit, BaseException),
]
print(all(issubclass(a, b) for a, b in pairs))  # expect: True
bases = (SystemExit, KeyboardInterrupt, GeneratorExit, StopIteration, Warning)
print([issubclass(c, Exception) for c in bases])  # expect: [False, False, False, True, True]
print(IOError is OSError, EnvironmentError is OSError)  # expect: True True
print(issubclass(BaseExceptionGroup, BaseException))  # expect: True
print(ExceptionGroup.__mro__[1:3])  # expect: (<class 'BaseExceptionGroup'>, <class 'Exception'>)
print(repr(KeyError("k")), str(KeyError("k")), str(KeyError()))  # expect: KeyError('k') 'k' 
print(str(KeyError(1, 2)), str(ValueError(None)))  # expect: (1, 2) None
print(repr(StopIteration(5)), StopIteration(5).value)  # expect: StopIteration(5) 5
print(SystemExit(2).code, SystemExit().code)  # expect: 2 None
e = OSError(2, "No such file", "name.txt")
print(type(e).__name__, e.errno)  # expect: FileNotFoundError 2
print(e.strerror, e.filename, e)  # expect: No such file name.txt [Errno 2] No such file: 'name.txt'
print(type(OSError(13, "x")).__name__)  # expect: PermissionError
print(type(OSError("x")).__name__, OSError(1).errno)  # expect: OSError None
u = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad byte")
print(u, u.start)  # expect: 'utf-8' codec can't decode byte 0xff in position 2: bad byte 2
print(u.object)  # expect: b'ab\xff'
print(u.encoding)  # expect: utf-8
print(NameError("n", name="x").name, AttributeError("a", name="y", obj=1).obj)  # expect: x 1
print(ImportError("i", name="m").name)  # expect: m
