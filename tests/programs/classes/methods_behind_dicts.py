"""Methods of objects that have an attribute dict, which may hold something of that name at any time"""

import io
import threading


class Listed(list):
    def speak(self):
        return "class"


class Failed(Exception):
    def speak(self):
        return "class"


class Text(io.StringIO):
    def speak(self):
        return "class"


class Plain:
    def speak(self):
        return "class"


def in_dict():
    made = Plain()
    made.__dict__["early"] = 1
    return made


def ask(one):
    return one.speak(), (one.speak)()


for make in (Listed, Failed, Text, Plain, in_dict):
    one, other = make(), make()
    said = [ask(one) for _ in range(50)]
    assert set(said) == {("class", "class")}, said
    one.speak = lambda: "its own"
    print(make.__name__, ask(one), ask(other), end=" ")
    del one.speak
    one.__dict__["speak"] = lambda: "its dict's"
    print(ask(one), ask(other), end=" ")
    one.__dict__.clear()
    print(ask(one), ask(other))
# expect: Listed ('its own', 'its own') ('class', 'class') ("its dict's", "its dict's") ('class', 'class') ('class', 'class') ('class', 'class')
# expect: Failed ('its own', 'its own') ('class', 'class') ("its dict's", "its dict's") ('class', 'class') ('class', 'class') ('class', 'class')
# expect: Text ('its own', 'its own') ('class', 'class') ("its dict's", "its dict's") ('class', 'class') ('class', 'class') ('class', 'class')
# expect: Plain ('its own', 'its own') ('class', 'class') ("its dict's", "its dict's") ('class', 'class') ('class', 'class') ('class', 'class')
# expect: in_dict ('its own', 'its own') ('class', 'class') ("its dict's", "its dict's") ('class', 'class') ('class', 'class') ('class', 'class')

# The class changes.
one = Listed()
said = [ask(one) for _ in range(50)]
Listed.speak = lambda self: "changed"
print(ask(one))  # expect: ('changed', 'changed')
Listed.speak = 5
try:
    ask(one)
except TypeError as error:
    print(error)  # expect: 'int' object is not callable
del Listed.speak
try:
    ask(one)
except AttributeError as error:
    print(error)  # expect: 'Listed' object has no attribute 'speak'
Listed.speak = lambda self: "again"
print(ask(one))  # expect: ('again', 'again')

# What is asked for may be a method of what is built in.
stream = io.StringIO("ab")
print([stream.read(1) for _ in range(3)])  # expect: ['a', 'b', '']
stream.read = lambda count: "own"
print([stream.read(1) for _ in range(2)])  # expect: ['own', 'own']
del stream.read
stream.seek(0)
print([stream.read(1) for _ in range(2)])  # expect: ['a', 'b']

# Another thread puts it there and takes it away.
one = Listed()
done = threading.Event()


def shadow():
    for _ in range(2000):
        one.speak = lambda: "own"
        del one.speak
    done.set()


thread = threading.Thread(target=shadow)
thread.start()
heard = set()
while not done.is_set():
    heard.add(one.speak())
thread.join()
print(heard <= {"own", "again"}, one.speak())  # expect: True again
