# A failing attribute is marked as a whole.
class Engine:
    pass


class Car:
    engine = Engine()


def go(car):
    return car.engine.start().speed


go(Car())
# expect-error:     return car.engine.start().speed
# expect-error:            ^^^^^^^^^^^^^^^^
# expect-error: AttributeError: 'Engine' object has no attribute 'start'
# exit: 1
