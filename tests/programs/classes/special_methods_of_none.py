# A special method that is None says that there is none: whoever uses it is told so.
import operator, copy
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, str(e).replace('is not a container or iterable', 'is not iterable'))
def none(*names, base=object, **ns):
    return type('N', (base,), {**{n: None for n in names}, **ns})
class R:
    def __radd__(self, o): return 'radd'
    def __rmul__(self, o): return 'rmul'
    def __eq__(self, o): return 'eq'
    def __lt__(self, o): return 'lt'
    def __gt__(self, o): return 'gt'
    __hash__ = None
N = none('__add__')()
t(lambda: N + 1); t(lambda: N + R()); t(lambda: 1 + N)
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError unsupported operand type(s) for +: 'int' and 'N'
t(lambda: none('__radd__')() + 1); t(lambda: 1 + none('__radd__')())
# expect: TypeError unsupported operand type(s) for +: 'N' and 'int'
# expect: TypeError 'NoneType' object is not callable
for op in ['add','sub','mul','truediv','floordiv','mod','pow','matmul','and','or','xor','lshift','rshift']:
    n = none('__%s__' % op)()
    f = getattr(operator, op + '_' if op in ('and','or') else op)
    t(lambda: f(n, 2)); t(lambda: f(n, R()))
    r = none('__r%s__' % op)()
    t(lambda: f(2, r)); t(lambda: f(R(), r))
    i = none('__i%s__' % op, **{'__%s__' % op: lambda s, o: 'plain'})()
    g = getattr(operator, 'i' + op)
    t(lambda: g(i, 2))
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
t(lambda: divmod(none('__divmod__')(), 2)); t(lambda: divmod(2, none('__rdivmod__')()))
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
for op in ['neg','pos','invert','abs','index']:
    t(lambda: getattr(operator, op)(none('__%s__' % op)()))
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
for f, n in [(int,'__int__'),(float,'__float__'),(complex,'__complex__'),(round,'__round__'),(len,'__len__'),(bool,'__bool__'),(bool,'__len__'),(hash,'__hash__'),(iter,'__iter__'),(next,'__next__'),(reversed,'__reversed__'),(str,'__str__'),(repr,'__repr__'),(format,'__format__'),(dir,'__dir__'),(bytes,'__bytes__'),(operator.length_hint,'__length_hint__'),(list,'__iter__'),(tuple,'__iter__'),(sorted,'__iter__'),(aiter,'__aiter__'),(anext,'__anext__'),(__import__('math').floor,'__floor__'),(__import__('math').trunc,'__trunc__'),(__import__('math').ceil,'__ceil__'),(__import__('os').fspath,'__fspath__'),(callable,'__call__'),(memoryview,'__buffer__')]:
    print(n, end=' '); t(lambda: f(none(n)()))
# expect: __int__ TypeError 'NoneType' object is not callable
# expect: __float__ TypeError 'NoneType' object is not callable
# expect: __complex__ TypeError 'NoneType' object is not callable
# expect: __round__ TypeError 'NoneType' object is not callable
# expect: __len__ TypeError 'NoneType' object is not callable
# expect: __bool__ TypeError 'NoneType' object is not callable
# expect: __len__ TypeError 'NoneType' object is not callable
# expect: __hash__ TypeError unhashable type: 'N'
# expect: __iter__ TypeError 'N' object is not iterable
# expect: __next__ TypeError 'NoneType' object is not callable
# expect: __reversed__ TypeError 'N' object is not reversible
# expect: __str__ TypeError 'NoneType' object is not callable
# expect: __repr__ TypeError 'NoneType' object is not callable
# expect: __format__ TypeError 'NoneType' object is not callable
# expect: __dir__ TypeError 'NoneType' object is not callable
# expect: __bytes__ TypeError 'NoneType' object is not callable
# expect: __length_hint__ 0
# expect: __iter__ TypeError 'N' object is not iterable
# expect: __iter__ TypeError 'N' object is not iterable
# expect: __iter__ TypeError 'N' object is not iterable
# expect: __aiter__ TypeError 'NoneType' object is not callable
# expect: __anext__ TypeError 'NoneType' object is not callable
# expect: __floor__ TypeError 'NoneType' object is not callable
# expect: __trunc__ TypeError 'NoneType' object is not callable
# expect: __ceil__ TypeError 'NoneType' object is not callable
# expect: __fspath__ TypeError expected str, bytes or os.PathLike object, not N
# expect: __call__ True
# expect: __buffer__ TypeError 'NoneType' object is not callable
t(lambda: iter(none('__iter__', __getitem__=lambda s, i: 1)()))  # expect: TypeError 'N' object is not iterable
t(lambda: 1 in none('__contains__')()); t(lambda: 1 in none('__contains__', __iter__=lambda s: iter([1]))()); t(lambda: 1 in none('__iter__')())
# expect: TypeError 'N' object is not a container
# expect: TypeError 'N' object is not a container
# expect: TypeError argument of type 'N' is not iterable
t(lambda: 1 in none('__iter__', __getitem__=lambda s, i: 1)())
# expect: TypeError argument of type 'N' is not iterable
for f, n in [(operator.eq,'__eq__'),(operator.ne,'__ne__'),(operator.lt,'__lt__'),(operator.le,'__le__'),(operator.gt,'__gt__'),(operator.ge,'__ge__'),(operator.ne,'__eq__')]:
    print(n, end=' '); t(lambda: f(none(n)(), 1)); t(lambda: f(none(n)(), R())); t(lambda: f(1, none(n)()))
# expect: __eq__ TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: __ne__ TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: __lt__ TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError '<' not supported between instances of 'int' and 'N'
# expect: __le__ TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError '<=' not supported between instances of 'int' and 'N'
# expect: __gt__ TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError '>' not supported between instances of 'int' and 'N'
# expect: __ge__ TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError '>=' not supported between instances of 'int' and 'N'
# expect: __eq__ TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
t(lambda: reversed(none('__reversed__', __len__=lambda s: 1, __getitem__=lambda s, i: 1)()))
# expect: TypeError 'N' object is not reversible
def w(n, kw):
    class C:
        def __enter__(self): return 5
        def __exit__(self, *a): return False
    setattr(C, n, None)
    with C() as x: return x
t(lambda: w('__enter__', 0)); t(lambda: w('__exit__', 0))
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
t(lambda: none('__call__')()()); t(lambda: none('__getitem__')()[0])
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
def si(o): o[0] = 1
def di(o): del o[0]
t(lambda: si(none('__setitem__')())); t(lambda: di(none('__delitem__')())); t(lambda: di(none('__setitem__')()))
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: AttributeError __delitem__
def sa(o): o.x = 1
def da(o): del o.x
t(lambda: sa(none('__setattr__')())); t(lambda: da(none('__delattr__')())); t(lambda: none('__getattr__')().x); t(lambda: none('__getattribute__')().x)
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
t(lambda: none('__new__')()); t(lambda: none('__init__')())
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
t(lambda: type('S', (none('__init_subclass__'),), {}))  # expect: TypeError 'NoneType' object is not callable
t(lambda: isinstance(1, none('__instancecheck__', base=type)('M', (), {}))); t(lambda: issubclass(int, none('__subclasscheck__', base=type)('M', (), {})))
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
t(lambda: none('__class_getitem__')[1]); t(lambda: [*none('__iter__')()]); t(lambda: {**none('keys')()})
# expect: TypeError type 'N' is not subscriptable
# expect: TypeError 'N' object is not iterable
# expect: TypeError 'NoneType' object is not callable
class D:
    d = none('__get__')()
    e = none('__set__')()
t(lambda: type(D().d).__name__); t(lambda: setattr(D(), 'e', 1)); t(lambda: none('__set_name__') and type('X', (), {'a': none('__set_name__')()}))
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
t(lambda: pow(none('__pow__')(), 2, 3)); t(lambda: sum([none('__add__')()])); t(lambda: none('__eq__')() in [1]); t(lambda: [1].index(none('__eq__')()))
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError unsupported operand type(s) for +: 'int' and 'N'
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError 'NoneType' object is not callable
t(lambda: hash(none('__hash__')())); t(lambda: hash(none('__eq__')())); t(lambda: [none('__lt__')(), none('__lt__')()].sort()); t(lambda: max(none('__gt__')(), 1))
# expect: TypeError unhashable type: 'N'
# expect: TypeError unhashable type: 'N'
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError '>' not supported between instances of 'int' and 'N'
async def aw(n):
    class C:
        def __aenter__(self): return None
        def __aexit__(self): return None
    setattr(C, n, None)
    async with C(): pass
def run(c):
    try: c.send(None)
    finally: c.close()
t(lambda: run(aw('__aenter__')))  # expect: TypeError 'NoneType' object is not callable
async def aww(): await none('__await__')()
t(lambda: run(aww()))  # expect: TypeError 'NoneType' object is not callable
async def af():
    async for x in none('__aiter__')(): pass
t(lambda: run(af()))  # expect: TypeError 'NoneType' object is not callable
