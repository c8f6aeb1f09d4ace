# A Lisp: reader, special forms, closures, and tail calls without recursion.
import operator


class Symbol(str):
    pass


class Env(dict):
    def __init__(self, names=(), values=(), outer=None):
        if len(names) != len(values):
            raise TypeError(f"expected {len(names)} arguments, got {len(values)}")
        super().__init__(zip(names, values))
        self.outer = outer

    def find(self, name):
        env = self
        while env is not None:
            if name in env:
                return env
            env = env.outer
        raise NameError(f"{name} is not defined")


class Lambda:
    def __init__(self, params, body, env):
        self.params, self.body, self.env = params, body, env

    def __call__(self, *args):
        return evaluate(self.body, Env(self.params, args, self.env))


def read(source):
    tokens = source.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split()

    def form():
        if not tokens:
            raise SyntaxError("unexpected end")
        token = tokens.pop(0)
        if token == "(":
            items = []
            while tokens and tokens[0] != ")":
                items.append(form())
            if not tokens:
                raise SyntaxError("missing )")
            tokens.pop(0)
            return items
        if token == ")":
            raise SyntaxError("unexpected )")
        if token == "'":
            return [Symbol("quote"), form()]
        for kind in (int, float):
            try:
                return kind(token)
            except ValueError:
                pass
        return Symbol(token)

    while tokens:
        yield form()


def evaluate(x, env):
    while True:
        if isinstance(x, Symbol):
            return env.find(x)[x]
        if not isinstance(x, list):
            return x
        match x:
            case ["quote", value]:
                return value
            case ["if", test, yes, *no]:
                x = yes if evaluate(test, env) else (no[0] if no else None)
            case ["define", [name, *params], *body]:
                env[name] = Lambda(params, [Symbol("begin"), *body], env)
                return None
            case ["define", name, value]:
                env[name] = evaluate(value, env)
                return None
            case ["set!", name, value]:
                env.find(name)[name] = evaluate(value, env)
                return None
            case ["lambda", params, *body]:
                return Lambda(params, [Symbol("begin"), *body], env)
            case ["let", bindings, *body]:
                values = [evaluate(v, env) for _, v in bindings]
                env = Env([n for n, _ in bindings], values, env)
                x = [Symbol("begin"), *body]
            case ["begin", *forms]:
                for form in forms[:-1]:
                    evaluate(form, env)
                x = forms[-1]
            case []:
                return []
            case [function, *args]:
                function = evaluate(function, env)
                args = [evaluate(a, env) for a in args]
                if isinstance(function, Lambda):
                    env, x = Env(function.params, args, function.env), function.body
                else:
                    return function(*args)


def show(x):
    if isinstance(x, list):
        return "(" + " ".join(map(show, x)) + ")"
    if x is None:
        return "nil"
    return {True: "#t", False: "#f"}[x] if isinstance(x, bool) else str(x)


top = Env()
top.update(
    {
        "+": lambda *a: sum(a),
        "*": operator.mul,
        "-": lambda a, *b: a - b[0] if b else -a,
        "/": operator.truediv,
        "=": operator.eq,
        "<": operator.lt,
        ">": operator.gt,
        "mod": operator.mod,
        "cons": lambda a, b: [a] + b,
        "car": lambda a: a[0],
        "cdr": lambda a: a[1:],
        "list": lambda *a: list(a),
        "null?": lambda a: a == [],
        "length": len,
        "not": operator.not_,
        "apply": lambda f, a: f(*a),
        "map": lambda f, a: [f(x) for x in a],
    }
)
PROGRAM = """
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(fact 30)
(define (loop n total) (if (= n 0) total (loop (- n 1) (+ total n))))
(loop 20000 0)
(define (compose f g) (lambda (x) (f (g x))))
((compose fact (lambda (x) (+ x 1))) 4)
(define (filter p l) (if (null? l) '() (if (p (car l)) (cons (car l) (filter p (cdr l))) (filter p (cdr l)))))
(define (range a b) (if (< a b) (cons a (range (+ a 1) b)) '()))
(filter (lambda (n) (= (mod n 3) 0)) (range 0 20))
(define counter ((lambda (n) (lambda () (set! n (+ n 1)) n)) 10))
(list (counter) (counter) (counter))
(let ((x 2) (y 3)) (define z (* x y)) (list x y z))
(map (lambda (x) (* x x)) '(1 2 3))
(define (sort l) (if (null? l) l (let ((p (car l)) (r (cdr l)))
  (append (sort (filter (lambda (x) (< x p)) r)) (cons p (sort (filter (lambda (x) (not (< x p))) r)))))))
(define (append a b) (if (null? a) b (cons (car a) (append (cdr a) b))))
(sort '(3 1 4 1 5 9 2 6 5 3 5))
(if (< 1 2) 'yes 'no)
(apply + (list 1 2 3.5))
"""
for form in read(PROGRAM):
    value = evaluate(form, top)
    if value is not None:
        print(show(value))
# expect: 265252859812191058636308480000000
# expect: 200010000
# expect: 120
# expect: (0 3 6 9 12 15 18)
# expect: (11 12 13)
# expect: (2 3 6)
# expect: (1 4 9)
# expect: (1 1 2 3 3 4 5 5 5 6 9)
# expect: yes
# expect: 6.5
for bad in ("(undefined 1)", "((lambda (x) x))", "(/ 1 0)", "(car '())", "(1 2)", "(f", ")", "(fact 'x)"):
    try:
        for form in read(bad):
            print(show(evaluate(form, top)))
    except Exception as e:
        print(bad, "->", type(e).__name__)
# expect: (undefined 1) -> NameError
# expect: ((lambda (x) x)) -> TypeError
# expect: (/ 1 0) -> ZeroDivisionError
# expect: (car '()) -> IndexError
# expect: (1 2) -> TypeError
# expect: (f -> SyntaxError
# expect: ) -> SyntaxError
# expect: (fact 'x) -> TypeError
