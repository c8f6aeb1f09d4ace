# The operator module.
import operator as op

print(op.add(1, 2), op.sub(1, 2), op.mul(2, 3), op.truediv(1, 2))  # expect: 3 -1 6 0.5
print(op.floordiv(7, 2), op.mod(7, 2), op.pow(2, 3), op.neg(1), op.pos(1))  # expect: 3 1 8 -1 1
print(op.lt(1, 2), op.le(1, 1), op.eq(1, 1), op.ne(1, 1), op.ge(1, 2))  # expect: True True True False False
print(op.gt(1, 2), op.not_(0), op.truth([]))  # expect: False True False
print(op.is_(1, 1), op.is_not(1, None))  # expect: True True
print(op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.inv(1), op.lshift(1, 3))  # expect: 2 7 5 -2 8
print(op.rshift(8, 2), op.index(True), op.abs(-1), op.matmul.__name__)  # expect: 2 1 1 matmul
print(op.concat([1], [2]), op.contains([1], 1), op.countOf([1, 1], 1))  # expect: [1, 2] True 2
print(op.indexOf([1, 2], 2), op.getitem([1, 2], 0), op.length_hint([1]))  # expect: 1 1 1
x = [1, 2, 3]
op.setitem(x, 0, 9)
op.delitem(x, 1)
print(x, op.iadd(x, [4]) is x, op.ior(1, 2))  # expect: [9, 3, 4] True 3
print(op.imul([1], 2), op.iconcat([1], [2]))  # expect: [1, 1] [1, 2]
print(op.itemgetter(1)("abc"), op.itemgetter(0, -1)("abc"))  # expect: b ('a', 'c')
print(op.itemgetter(slice(1))("abc"))  # expect: a
print(op.attrgetter("real")(5), op.attrgetter("a.b", "c"))  # expect: 5 operator.attrgetter('a.b', 'c')


class A:
    pass


a = A()
a.b = A()
a.b.c, a.d = 7, 8
print(op.attrgetter("b.c", "d")(a), op.methodcaller("upper")("x"))  # expect: (7, 8) X
print(op.methodcaller("split", ",", maxsplit=1)("a,b,c"))  # expect: ['a', 'b,c']
print(sorted([("b", 1), ("a", 2)], key=op.itemgetter(1)))  # expect: [('b', 1), ('a', 2)]
print(sorted("bca", key=op.methodcaller("upper")), op.call(max, 1, 2))  # expect: ['a', 'b', 'c'] 2
