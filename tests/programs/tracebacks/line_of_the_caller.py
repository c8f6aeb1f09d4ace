# Special methods that an instruction calls see the line it is on as their caller's.
import sys
class E:
    def __eq__(s,o): print('eq',sys._getframe(1).f_lineno); return False
    def __hash__(s): print('hash',sys._getframe(1).f_lineno); return 1
    def __iter__(s): print('iter',sys._getframe(1).f_lineno); return iter([1])
    def __getitem__(s,i): print('getitem',sys._getframe(1).f_lineno); return 1
    def __contains__(s,i): print('contains',sys._getframe(1).f_lineno); return 1
    def __bool__(s): print('bool',sys._getframe(1).f_lineno); return True
    def __add__(s,o): print('add',sys._getframe(1).f_lineno); return 1
    def __index__(s): print('index',sys._getframe(1).f_lineno); return 0
    def __repr__(s): print('repr',sys._getframe(1).f_lineno); return 'E'
    def __getattr__(s,n): print('getattr',sys._getframe(1).f_lineno); return 1
    def __setitem__(s,i,v): print('setitem',sys._getframe(1).f_lineno)
    def __format__(s,f): print('format',sys._getframe(1).f_lineno); return ''
e=E()
l=[e]
(
 1 in l,
 2 in e,
 e in {},
 {e: 1},
 {e},
 [1][e],
 e[0],
 [*e],
 not e,
 e + 1,
 f'{e}',
 f'{e!r}',
 e.foo,
 l == [2],
 l.index,
 (e, 1) == (1, 2),
 [1, 2][e:],
 e == 3,
 1 if e else 2,
)
l[e] = \
 5
e[1] = 4
a, = \
 e
for x in \
  l:
    l == [3]
# expect: eq 19
# expect: contains 20
# expect: hash 21
# expect: hash 22
# expect: hash 23
# expect: index 24
# expect: getitem 25
# expect: iter 26
# expect: bool 27
# expect: add 28
# expect: format 29
# expect: repr 30
# expect: getattr 31
# expect: eq 32
# expect: eq 34
# expect: index 35
# expect: eq 36
# expect: bool 37
# expect: index 39
# expect: setitem 41
# expect: iter 42
