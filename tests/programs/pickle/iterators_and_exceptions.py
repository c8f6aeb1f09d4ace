# Iterators, deques and exceptions, copied and pickled; what is special to an exception's class is not in its __dict__.
import re, operator, copy, pickle, collections, sys, itertools
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
def rt(make, drain=list):
    for proto in (0, 2, 5):
        o = make()
        t(lambda: drain(pickle.loads(pickle.dumps(o, proto))))
    t(lambda: drain(copy.copy(make()))); t(lambda: drain(copy.deepcopy(make())))
def adv(it, n=1):
    for _ in range(n): next(it, None)
    return it
its = {
 'enumerate': lambda: adv(enumerate('abc', 5)), 'zip': lambda: adv(zip('abc', [1,2,3])), 'zips': lambda: adv(zip('abc', [1,2,3], strict=True)),
 'map': lambda: adv(map(len, ['a','bb','ccc'])), 'filter': lambda: adv(filter(None, [1,0,2,3])), 'reversed': lambda: adv(reversed([1,2,3])),
 'str': lambda: adv(iter('abc')), 'strw': lambda: adv(iter('aéß中')), 'list': lambda: adv(iter([1,2,3])), 'tuple': lambda: adv(iter((1,2,3))), 'range': lambda: adv(iter(range(2, 9, 3))), 'lrange': lambda: adv(iter(range(10**30, 10**30+3))),
 'bytes': lambda: adv(iter(b'abc')), 'dict': lambda: adv(iter({1:2,3:4})), 'keys': lambda: adv(iter({1:2,3:4}.items())), 'vals': lambda: adv(iter({1:2,3:4}.values())), 'rdict': lambda: adv(reversed({1:2,3:4})), 'set': lambda: sorted(iter({1,2})) and iter({1,2}), 'deque': lambda: adv(iter(collections.deque([1,2,3]))), 'callit': lambda: iter([1,2,3].pop, 1), 'seq': lambda: adv(iter(type('S', (), {'__getitem__': lambda s, i: [1,2,3][i]})())),
 'revrange': lambda: adv(reversed(range(5))), 'revtuple': lambda: adv(reversed((1,2,3))), 'revstr': lambda: adv(reversed('abc')), 'empty': lambda: adv(iter('ab'), 5), 'emptylist': lambda: adv(iter([1]), 5),
}
for n, m in its.items():
    print('--', n, type(m()).__name__.replace('_ascii', ''))
    t(lambda: m().__reduce__()[0].__name__); t(lambda: re.sub(r' at 0x\w+', '', repr(m().__reduce__()[1:])).replace('_ascii', '') if n not in ('callit','seq') else len(m().__reduce__()))
    if n not in ('callit', 'seq'): rt(m)
    t(lambda: n == 'map' or hasattr(m(), '__setstate__')); t(lambda: operator.length_hint(m(), -1) if n != 'seq' else 0)
# expect: -- enumerate enumerate
# expect: 'enumerate'
# expect: '((<str_iterator object>, 6),)'
# expect: [(6, 'b'), (7, 'c')]
# expect: [(6, 'b'), (7, 'c')]
# expect: [(6, 'b'), (7, 'c')]
# expect: [(6, 'b'), (7, 'c')]
# expect: [(6, 'b'), (7, 'c')]
# expect: False
# expect: -1
# expect: -- zip zip
# expect: 'zip'
# expect: '((<str_iterator object>, <list_iterator object>),)'
# expect: [('b', 2), ('c', 3)]
# expect: [('b', 2), ('c', 3)]
# expect: [('b', 2), ('c', 3)]
# expect: [('b', 2), ('c', 3)]
# expect: [('b', 2), ('c', 3)]
# expect: True
# expect: -1
# expect: -- zips zip
# expect: 'zip'
# expect: '((<str_iterator object>, <list_iterator object>), True)'
# expect: [('b', 2), ('c', 3)]
# expect: [('b', 2), ('c', 3)]
# expect: [('b', 2), ('c', 3)]
# expect: [('b', 2), ('c', 3)]
# expect: [('b', 2), ('c', 3)]
# expect: True
# expect: -1
# expect: -- map map
# expect: 'map'
# expect: '((<built-in function len>, <list_iterator object>),)'
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: True
# expect: -1
# expect: -- filter filter
# expect: 'filter'
# expect: '((None, <list_iterator object>),)'
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: False
# expect: -1
# expect: -- reversed list_reverseiterator
# expect: 'reversed'
# expect: '(([1, 2, 3],), 1)'
# expect: [2, 1]
# expect: [2, 1]
# expect: [2, 1]
# expect: [2, 1]
# expect: [2, 1]
# expect: True
# expect: 2
# expect: -- str str_iterator
# expect: 'iter'
# expect: "(('abc',), 1)"
# expect: ['b', 'c']
# expect: ['b', 'c']
# expect: ['b', 'c']
# expect: ['b', 'c']
# expect: ['b', 'c']
# expect: True
# expect: 2
# expect: -- strw str_iterator
# expect: 'iter'
# expect: "(('aéß中',), 1)"
# expect: ['é', 'ß', '中']
# expect: ['é', 'ß', '中']
# expect: ['é', 'ß', '中']
# expect: ['é', 'ß', '中']
# expect: ['é', 'ß', '中']
# expect: True
# expect: 3
# expect: -- list list_iterator
# expect: 'iter'
# expect: '(([1, 2, 3],), 1)'
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: True
# expect: 2
# expect: -- tuple tuple_iterator
# expect: 'iter'
# expect: '(((1, 2, 3),), 1)'
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: True
# expect: 2
# expect: -- range range_iterator
# expect: 'iter'
# expect: '((range(5, 11, 3),), None)'
# expect: [5, 8]
# expect: [5, 8]
# expect: [5, 8]
# expect: [5, 8]
# expect: [5, 8]
# expect: True
# expect: 2
# expect: -- lrange longrange_iterator
# expect: 'iter'
# expect: '((range(1000000000000000000000000000001, 1000000000000000000000000000003),), None)'
# expect: [1000000000000000000000000000001, 1000000000000000000000000000002]
# expect: [1000000000000000000000000000001, 1000000000000000000000000000002]
# expect: [1000000000000000000000000000001, 1000000000000000000000000000002]
# expect: [1000000000000000000000000000001, 1000000000000000000000000000002]
# expect: [1000000000000000000000000000001, 1000000000000000000000000000002]
# expect: True
# expect: 2
# expect: -- bytes bytes_iterator
# expect: 'iter'
# expect: "((b'abc',), 1)"
# expect: [98, 99]
# expect: [98, 99]
# expect: [98, 99]
# expect: [98, 99]
# expect: [98, 99]
# expect: True
# expect: 2
# expect: -- dict dict_keyiterator
# expect: 'iter'
# expect: '(([3],),)'
# expect: [3]
# expect: [3]
# expect: [3]
# expect: [3]
# expect: [3]
# expect: False
# expect: 1
# expect: -- keys dict_itemiterator
# expect: 'iter'
# expect: '(([(3, 4)],),)'
# expect: [(3, 4)]
# expect: [(3, 4)]
# expect: [(3, 4)]
# expect: [(3, 4)]
# expect: [(3, 4)]
# expect: False
# expect: 1
# expect: -- vals dict_valueiterator
# expect: 'iter'
# expect: '(([4],),)'
# expect: [4]
# expect: [4]
# expect: [4]
# expect: [4]
# expect: [4]
# expect: False
# expect: 1
# expect: -- rdict dict_reversekeyiterator
# expect: 'iter'
# expect: '(([1],),)'
# expect: [1]
# expect: [1]
# expect: [1]
# expect: [1]
# expect: [1]
# expect: False
# expect: 1
# expect: -- set set_iterator
# expect: 'iter'
# expect: '(([1, 2],),)'
# expect: [1, 2]
# expect: [1, 2]
# expect: [1, 2]
# expect: [1, 2]
# expect: [1, 2]
# expect: False
# expect: 2
# expect: -- deque _deque_iterator
# expect: '_deque_iterator'
# expect: '((deque([1, 2, 3]), 1),)'
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: [2, 3]
# expect: False
# expect: 2
# expect: -- callit callable_iterator
# expect: 'iter'
# expect: 2
# expect: False
# expect: -1
# expect: -- seq iterator
# expect: 'iter'
# expect: 3
# expect: True
# expect: 0
# expect: -- revrange range_iterator
# expect: 'iter'
# expect: '((range(3, -1, -1),), None)'
# expect: [3, 2, 1, 0]
# expect: [3, 2, 1, 0]
# expect: [3, 2, 1, 0]
# expect: [3, 2, 1, 0]
# expect: [3, 2, 1, 0]
# expect: True
# expect: 4
# expect: -- revtuple reversed
# expect: 'reversed'
# expect: '(((1, 2, 3),), 1)'
# expect: [2, 1]
# expect: [2, 1]
# expect: [2, 1]
# expect: [2, 1]
# expect: [2, 1]
# expect: True
# expect: 2
# expect: -- revstr reversed
# expect: 'reversed'
# expect: "(('abc',), 1)"
# expect: ['b', 'a']
# expect: ['b', 'a']
# expect: ['b', 'a']
# expect: ['b', 'a']
# expect: ['b', 'a']
# expect: True
# expect: 2
# expect: -- empty str_iterator
# expect: 'iter'
# expect: "(('',),)"
# expect: []
# expect: []
# expect: []
# expect: []
# expect: []
# expect: True
# expect: 0
# expect: -- emptylist list_iterator
# expect: 'iter'
# expect: '(([],),)'
# expect: []
# expect: []
# expect: []
# expect: []
# expect: []
# expect: True
# expect: 0
i = iter('abcd'); t(lambda: i.__setstate__(2)); t(lambda: list(i)); t(lambda: i.__setstate__(9))
# expect: None
# expect: ['c', 'd']
# expect: None
i = iter([1,2,3]); t(lambda: i.__setstate__(-5)); t(lambda: list(i))
# expect: None
# expect: []
D = collections.deque
class SD(D): pass
for d in (D([1,2]), D([1,2], 5), D(maxlen=0), SD([1], 2), SD('ab')):
    t(lambda: d.__reduce__()[0].__name__); t(lambda: d.__reduce__()[1:3]); t(lambda: list(d.__reduce__()[3])); t(lambda: len(d.__reduce__()))
    t(lambda: copy.copy(d)); t(lambda: copy.deepcopy(d)); t(lambda: d.copy()); t(lambda: type(copy.copy(d)).__name__)
# expect: 'deque'
# expect: ((), None)
# expect: [1, 2]
# expect: 4
# expect: deque([1, 2])
# expect: deque([1, 2])
# expect: deque([1, 2])
# expect: 'deque'
# expect: 'deque'
# expect: (((), 5), None)
# expect: [1, 2]
# expect: 4
# expect: deque([1, 2], maxlen=5)
# expect: deque([1, 2], maxlen=5)
# expect: deque([1, 2], maxlen=5)
# expect: 'deque'
# expect: 'deque'
# expect: (((), 0), None)
# expect: []
# expect: 4
# expect: deque([], maxlen=0)
# expect: deque([], maxlen=0)
# expect: deque([], maxlen=0)
# expect: 'deque'
# expect: 'SD'
# expect: (((), 2), None)
# expect: [1]
# expect: 4
# expect: SD([1], maxlen=2)
# expect: SD([1], maxlen=2)
# expect: SD([1], maxlen=2)
# expect: 'SD'
# expect: 'SD'
# expect: ((), None)
# expect: ['a', 'b']
# expect: 4
# expect: SD(['a', 'b'])
# expect: SD(['a', 'b'])
# expect: SD(['a', 'b'])
# expect: 'SD'
sd = SD([1,2], 4); sd.x = 5
t(lambda: sd.__reduce__()[1:3]); t(lambda: copy.copy(sd).x); t(lambda: copy.deepcopy(sd).x); t(lambda: pickle.loads(pickle.dumps(D([1,2], 3))))
# expect: (((), 4), {'x': 5})
# expect: AttributeError 'SD' object has no attribute 'x'
# expect: 5
# expect: deque([1, 2], maxlen=3)
for e in (OSError(2, 'no'), OSError(2, 'no', 'f'), OSError(2, 'no', 'f', None, 'g'), OSError('x'), OSError(), FileNotFoundError(2, 'a', 'b'), OSError(1,2,3,4,5,6), BlockingIOError(11, 'b', 7), StopIteration(), StopIteration(3), StopIteration(3, 4), SystemExit(3), SystemExit(), SystemExit(1,2), KeyError('k'), UnicodeDecodeError('a', b'b', 0, 1, 'r'), UnicodeEncodeError('a', 'b', 0, 1, 'r'), UnicodeTranslateError('b', 0, 1, 'r'), ImportError('m', name='n', path='p'), ImportError('m'), ModuleNotFoundError('m', name='n'), AttributeError('m', name='n', obj=3), NameError('m', name='n'), SyntaxError('m', ('f', 1, 2, 't')), SyntaxError('m', ('f', 1, 2, 't', 3, 4)), SyntaxError('m'), ExceptionGroup('g', [ValueError(1)]), StopAsyncIteration(3), ValueError(1, 2)):
    print('--', repr(e)); t(lambda: e.__reduce__()); t(lambda: e.__dict__); t(lambda: vars(e)); t(lambda: str(e)); t(lambda: e.args)
    for c in (copy.copy, copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e))):
        t(lambda: (repr(c(e)), c(e).__dict__))
# expect: -- FileNotFoundError(2, 'no')
# expect: (<class 'FileNotFoundError'>, (2, 'no'))
# expect: {}
# expect: {}
# expect: '[Errno 2] no'
# expect: (2, 'no')
# expect: ("FileNotFoundError(2, 'no')", {})
# expect: ("FileNotFoundError(2, 'no')", {})
# expect: ("FileNotFoundError(2, 'no')", {})
# expect: -- FileNotFoundError(2, 'no')
# expect: (<class 'FileNotFoundError'>, (2, 'no', 'f'))
# expect: {}
# expect: {}
# expect: "[Errno 2] no: 'f'"
# expect: (2, 'no')
# expect: ("FileNotFoundError(2, 'no')", {})
# expect: ("FileNotFoundError(2, 'no')", {})
# expect: ("FileNotFoundError(2, 'no')", {})
# expect: -- FileNotFoundError(2, 'no')
# expect: (<class 'FileNotFoundError'>, (2, 'no', 'f', None, 'g'))
# expect: {}
# expect: {}
# expect: "[Errno 2] no: 'f' -> 'g'"
# expect: (2, 'no')
# expect: ("FileNotFoundError(2, 'no')", {})
# expect: ("FileNotFoundError(2, 'no')", {})
# expect: ("FileNotFoundError(2, 'no')", {})
# expect: -- OSError('x')
# expect: (<class 'OSError'>, ('x',))
# expect: {}
# expect: {}
# expect: 'x'
# expect: ('x',)
# expect: ("OSError('x')", {})
# expect: ("OSError('x')", {})
# expect: ("OSError('x')", {})
# expect: -- OSError()
# expect: (<class 'OSError'>, ())
# expect: {}
# expect: {}
# expect: ''
# expect: ()
# expect: ('OSError()', {})
# expect: ('OSError()', {})
# expect: ('OSError()', {})
# expect: -- FileNotFoundError(2, 'a')
# expect: (<class 'FileNotFoundError'>, (2, 'a', 'b'))
# expect: {}
# expect: {}
# expect: "[Errno 2] a: 'b'"
# expect: (2, 'a')
# expect: ("FileNotFoundError(2, 'a')", {})
# expect: ("FileNotFoundError(2, 'a')", {})
# expect: ("FileNotFoundError(2, 'a')", {})
# expect: -- OSError(1, 2, 3, 4, 5, 6)
# expect: (<class 'OSError'>, (1, 2, 3, 4, 5, 6))
# expect: {}
# expect: {}
# expect: '(1, 2, 3, 4, 5, 6)'
# expect: (1, 2, 3, 4, 5, 6)
# expect: ('OSError(1, 2, 3, 4, 5, 6)', {})
# expect: ('OSError(1, 2, 3, 4, 5, 6)', {})
# expect: ('OSError(1, 2, 3, 4, 5, 6)', {})
# expect: -- BlockingIOError(11, 'b', 7)
# expect: (<class 'BlockingIOError'>, (11, 'b', 7))
# expect: {}
# expect: {}
# expect: '[Errno 11] b'
# expect: (11, 'b', 7)
# expect: ("BlockingIOError(11, 'b', 7)", {})
# expect: ("BlockingIOError(11, 'b', 7)", {})
# expect: ("BlockingIOError(11, 'b', 7)", {})
# expect: -- StopIteration()
# expect: (<class 'StopIteration'>, ())
# expect: {}
# expect: {}
# expect: ''
# expect: ()
# expect: ('StopIteration()', {})
# expect: ('StopIteration()', {})
# expect: ('StopIteration()', {})
# expect: -- StopIteration(3)
# expect: (<class 'StopIteration'>, (3,))
# expect: {}
# expect: {}
# expect: '3'
# expect: (3,)
# expect: ('StopIteration(3)', {})
# expect: ('StopIteration(3)', {})
# expect: ('StopIteration(3)', {})
# expect: -- StopIteration(3, 4)
# expect: (<class 'StopIteration'>, (3, 4))
# expect: {}
# expect: {}
# expect: '(3, 4)'
# expect: (3, 4)
# expect: ('StopIteration(3, 4)', {})
# expect: ('StopIteration(3, 4)', {})
# expect: ('StopIteration(3, 4)', {})
# expect: -- SystemExit(3)
# expect: (<class 'SystemExit'>, (3,))
# expect: {}
# expect: {}
# expect: '3'
# expect: (3,)
# expect: ('SystemExit(3)', {})
# expect: ('SystemExit(3)', {})
# expect: ('SystemExit(3)', {})
# expect: -- SystemExit()
# expect: (<class 'SystemExit'>, ())
# expect: {}
# expect: {}
# expect: ''
# expect: ()
# expect: ('SystemExit()', {})
# expect: ('SystemExit()', {})
# expect: ('SystemExit()', {})
# expect: -- SystemExit(1, 2)
# expect: (<class 'SystemExit'>, (1, 2))
# expect: {}
# expect: {}
# expect: '(1, 2)'
# expect: (1, 2)
# expect: ('SystemExit(1, 2)', {})
# expect: ('SystemExit(1, 2)', {})
# expect: ('SystemExit(1, 2)', {})
# expect: -- KeyError('k')
# expect: (<class 'KeyError'>, ('k',))
# expect: {}
# expect: {}
# expect: "'k'"
# expect: ('k',)
# expect: ("KeyError('k')", {})
# expect: ("KeyError('k')", {})
# expect: ("KeyError('k')", {})
# expect: -- UnicodeDecodeError('a', b'b', 0, 1, 'r')
# expect: (<class 'UnicodeDecodeError'>, ('a', b'b', 0, 1, 'r'))
# expect: {}
# expect: {}
# expect: "'a' codec can't decode byte 0x62 in position 0: r"
# expect: ('a', b'b', 0, 1, 'r')
# expect: ("UnicodeDecodeError('a', b'b', 0, 1, 'r')", {})
# expect: ("UnicodeDecodeError('a', b'b', 0, 1, 'r')", {})
# expect: ("UnicodeDecodeError('a', b'b', 0, 1, 'r')", {})
# expect: -- UnicodeEncodeError('a', 'b', 0, 1, 'r')
# expect: (<class 'UnicodeEncodeError'>, ('a', 'b', 0, 1, 'r'))
# expect: {}
# expect: {}
# expect: "'a' codec can't encode character '\\x62' in position 0: r"
# expect: ('a', 'b', 0, 1, 'r')
# expect: ("UnicodeEncodeError('a', 'b', 0, 1, 'r')", {})
# expect: ("UnicodeEncodeError('a', 'b', 0, 1, 'r')", {})
# expect: ("UnicodeEncodeError('a', 'b', 0, 1, 'r')", {})
# expect: -- UnicodeTranslateError('b', 0, 1, 'r')
# expect: (<class 'UnicodeTranslateError'>, ('b', 0, 1, 'r'))
# expect: {}
# expect: {}
# expect: "can't translate character '\\x62' in position 0: r"
# expect: ('b', 0, 1, 'r')
# expect: ("UnicodeTranslateError('b', 0, 1, 'r')", {})
# expect: ("UnicodeTranslateError('b', 0, 1, 'r')", {})
# expect: ("UnicodeTranslateError('b', 0, 1, 'r')", {})
# expect: -- ImportError('m')
# expect: (<class 'ImportError'>, ('m',), {'name': 'n', 'path': 'p'})
# expect: {}
# expect: {}
# expect: 'm'
# expect: ('m',)
# expect: ("ImportError('m')", {})
# expect: ("ImportError('m')", {})
# expect: ("ImportError('m')", {})
# expect: -- ImportError('m')
# expect: (<class 'ImportError'>, ('m',))
# expect: {}
# expect: {}
# expect: 'm'
# expect: ('m',)
# expect: ("ImportError('m')", {})
# expect: ("ImportError('m')", {})
# expect: ("ImportError('m')", {})
# expect: -- ModuleNotFoundError('m')
# expect: (<class 'ModuleNotFoundError'>, ('m',), {'name': 'n'})
# expect: {}
# expect: {}
# expect: 'm'
# expect: ('m',)
# expect: ("ModuleNotFoundError('m')", {})
# expect: ("ModuleNotFoundError('m')", {})
# expect: ("ModuleNotFoundError('m')", {})
# expect: -- AttributeError('m')
# expect: (<class 'AttributeError'>, ('m',), {'name': 'n', 'args': ('m',)})
# expect: {}
# expect: {}
# expect: 'm'
# expect: ('m',)
# expect: ("AttributeError('m')", {})
# expect: ("AttributeError('m')", {})
# expect: ("AttributeError('m')", {})
# expect: -- NameError('m')
# expect: (<class 'NameError'>, ('m',))
# expect: {}
# expect: {}
# expect: 'm'
# expect: ('m',)
# expect: ("NameError('m')", {})
# expect: ("NameError('m')", {})
# expect: ("NameError('m')", {})
# expect: -- SyntaxError('m', ('f', 1, 2, 't'))
# expect: (<class 'SyntaxError'>, ('m', ('f', 1, 2, 't')))
# expect: {}
# expect: {}
# expect: 'm (f, line 1)'
# expect: ('m', ('f', 1, 2, 't'))
# expect: ("SyntaxError('m', ('f', 1, 2, 't'))", {})
# expect: ("SyntaxError('m', ('f', 1, 2, 't'))", {})
# expect: ("SyntaxError('m', ('f', 1, 2, 't'))", {})
# expect: -- SyntaxError('m', ('f', 1, 2, 't', 3, 4))
# expect: (<class 'SyntaxError'>, ('m', ('f', 1, 2, 't', 3, 4)))
# expect: {}
# expect: {}
# expect: 'm (f, line 1)'
# expect: ('m', ('f', 1, 2, 't', 3, 4))
# expect: ("SyntaxError('m', ('f', 1, 2, 't', 3, 4))", {})
# expect: ("SyntaxError('m', ('f', 1, 2, 't', 3, 4))", {})
# expect: ("SyntaxError('m', ('f', 1, 2, 't', 3, 4))", {})
# expect: -- SyntaxError('m')
# expect: (<class 'SyntaxError'>, ('m',))
# expect: {}
# expect: {}
# expect: 'm'
# expect: ('m',)
# expect: ("SyntaxError('m')", {})
# expect: ("SyntaxError('m')", {})
# expect: ("SyntaxError('m')", {})
# expect: -- ExceptionGroup('g', [ValueError(1)])
# expect: (<class 'ExceptionGroup'>, ('g', [ValueError(1)]))
# expect: {}
# expect: {}
# expect: 'g (1 sub-exception)'
# expect: ('g', [ValueError(1)])
# expect: ("ExceptionGroup('g', [ValueError(1)])", {})
# expect: ("ExceptionGroup('g', [ValueError(1)])", {})
# expect: ("ExceptionGroup('g', [ValueError(1)])", {})
# expect: -- StopAsyncIteration(3)
# expect: (<class 'StopAsyncIteration'>, (3,))
# expect: {}
# expect: {}
# expect: '3'
# expect: (3,)
# expect: ('StopAsyncIteration(3)', {})
# expect: ('StopAsyncIteration(3)', {})
# expect: ('StopAsyncIteration(3)', {})
# expect: -- ValueError(1, 2)
# expect: (<class 'ValueError'>, (1, 2))
# expect: {}
# expect: {}
# expect: '(1, 2)'
# expect: (1, 2)
# expect: ('ValueError(1, 2)', {})
# expect: ('ValueError(1, 2)', {})
# expect: ('ValueError(1, 2)', {})
e = OSError(2, 'no', 'f'); e.note = 1; e.add_note('n'); t(lambda: e.__reduce__()); t(lambda: e.__dict__)
# expect: (<class 'FileNotFoundError'>, (2, 'no', 'f'), {'note': 1, '__notes__': ['n']})
# expect: {'note': 1, '__notes__': ['n']}
e.errno = 5; e.filename = 'q'; t(lambda: (str(e), e.args, e.__dict__)); del e.filename; t(lambda: (str(e), e.filename)); 
# expect: ("[Errno 5] no: 'q'", (2, 'no'), {'note': 1, '__notes__': ['n']})
# expect: ('[Errno 5] no', None)
s = StopIteration(1); s.value = 7; t(lambda: (s.args, s.value, s.__reduce__())); del s.value; t(lambda: s.value)
# expect: ((1,), 7, (<class 'StopIteration'>, (1,)))
# expect: None
class ME(OSError):
    def __init__(self, a): super().__init__(a, 'msg'); self.own = a
t(lambda: ME(3).__dict__); t(lambda: ME(3).__reduce__()); t(lambda: (ME(3).errno, ME(3).strerror))
# expect: {'own': 3}
# expect: (<class '__main__.ME'>, (3, 'msg'), {'own': 3})
# expect: (3, 'msg')
class SI(StopIteration): pass
t(lambda: SI(4).value); t(lambda: dir(OSError(1,'a'))[-8:]); t(lambda: 'errno' in OSError.__dict__)
# expect: 4
# expect: ['add_note', 'args', 'characters_written', 'errno', 'filename', 'filename2', 'strerror', 'with_traceback']
# expect: True
