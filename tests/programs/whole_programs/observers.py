# Signals, properties that notify, weak observers, and undo.
import weakref


class Signal:
    def __init__(self):
        self.name = None

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.setdefault(self.name, BoundSignal())


class BoundSignal:
    def __init__(self):
        self.observers = []

    def connect(self, method):
        self.observers.append(weakref.WeakMethod(method) if hasattr(method, "__self__") else lambda: method)
        return method

    def emit(self, *args):
        alive = [(ref, observer) for ref in self.observers if (observer := ref())]
        self.observers = [ref for ref, _ in alive]
        for _, observer in alive:
            observer(*args)


class Observed:
    def __init__(self, default):
        self.default = default

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name, self.default)

    def __set__(self, instance, value):
        old = self.__get__(instance, type(instance))
        if old != value:
            setattr(instance, self.name, value)
            instance.changed.emit(instance, self.name[1:], old, value)


class Document:
    changed = Signal()
    title = Observed("untitled")
    pages = Observed(0)


class History:
    def __init__(self, document):
        self.steps, self.document = [], document
        document.changed.connect(self.record)

    def record(self, document, name, old, new):
        self.steps.append((name, old))

    def undo(self):
        name, old = self.steps.pop()
        setattr(self.document, name, old)
        self.steps.pop()


d = Document()
h = History(d)


@d.changed.connect
def shout(document, name, old, new):
    print(f"{name}: {old!r} -> {new!r}")


d.title = "Report"  # expect: title: 'untitled' -> 'Report'
d.pages = 3  # expect: pages: 0 -> 3
d.pages = 3
d.pages += 1  # expect: pages: 3 -> 4
print(h.steps)  # expect: [('title', 'untitled'), ('pages', 0), ('pages', 3)]
h.undo()  # expect: pages: 4 -> 3
h.undo()  # expect: pages: 3 -> 0
print(d.title, d.pages, len(h.steps))  # expect: Report 0 1
del h
d.title = "Last"  # expect: title: 'Report' -> 'Last'
print(len(d.changed.observers))  # expect: 1
print(isinstance(Document.changed, Signal))  # expect: True
print(vars(d).keys())  # expect: dict_keys(['changed', '_title', '_pages'])
