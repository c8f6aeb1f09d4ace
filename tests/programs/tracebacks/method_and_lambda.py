# The frames of methods, lambdas and nested functions by name.
class Shop:
    def total(self, prices):
        def tax(p):
            return p / self.rate
        return list(map(lambda p: tax(p), prices))

    rate = 0


Shop().total([1])
# expect-error: in total
# expect-error:     return list(map(lambda p: tax(p), prices))
# expect-error: in <lambda>
# expect-error: in tax
# expect-error:     return p / self.rate
# expect-error:            ~~^~~~~~~~~~~
# expect-error: ZeroDivisionError: division by zero
# exit: 1
