# Where in a value it was that could not be pickled.
# cpython: the notes, and the names of classes with their modules, are of 3.14
import collections
import pickle


class Unpicklable:
    def __reduce__(self):
        raise ValueError("not me")


class Holder:
    def __init__(self, part):
        self.part = part


class Reduced:
    def __init__(self, answer):
        self.answer = answer

    def __reduce_ex__(self, protocol):
        return self.answer


def tell(value, protocol=5):
    try:
        pickle.dumps(value, protocol)
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "__notes__", []))


bad = Unpicklable()
tell([1, bad])
tell((1, 2, 3, bad))
tell({"key": {bad}})
tell({bad: "key"})
tell(frozenset([bad]))
tell(collections.OrderedDict(a=bad))
tell(Holder([bad]))
tell(Reduced((Holder, (bad,))))
tell(Reduced((bad, ())))
tell(Reduced((Holder, 5)))
tell(Reduced((Holder, (), None, 5)))
tell(Reduced((Holder, (), None, None, 5)))
tell(Reduced((Holder, (), None, None, None, 5)))
tell(Reduced((Holder,)))
tell(Reduced(5))
tell(Reduced((Holder, (), None, iter([1, bad]))))
tell(Reduced((Holder, (), None, None, iter([(1, bad)]))))
tell(Reduced((Holder, (), None, None, iter([1]))))
Holder.__module__ = "nowhere"
tell(Holder(1))
# expect: ValueError not me ['when serializing list item 1']
# expect: ValueError not me ['when serializing tuple item 3']
# expect: ValueError not me ['when serializing set element', "when serializing dict item 'key'"]
# expect: ValueError not me []
# expect: ValueError not me ['when serializing frozenset element']
# expect: ValueError not me ["when serializing collections.OrderedDict item 'a'", 'when serializing collections.OrderedDict object']
# expect: ValueError not me ['when serializing list item 0', "when serializing dict item 'part'", 'when serializing Holder state', 'when serializing Holder object']
# expect: ValueError not me ['when serializing tuple item 0', 'when serializing Reduced reconstructor arguments', 'when serializing Reduced object']
# expect: PicklingError first item of the tuple returned by __reduce__ must be callable, not Unpicklable ['when serializing Reduced object']
# expect: PicklingError second item of the tuple returned by __reduce__ must be a tuple, not int ['when serializing Reduced object']
# expect: PicklingError fourth item of the tuple returned by __reduce__ must be an iterator, not int ['when serializing Reduced object']
# expect: PicklingError fifth item of the tuple returned by __reduce__ must be an iterator, not int ['when serializing Reduced object']
# expect: PicklingError sixth item of the tuple returned by __reduce__ must be callable, not int ['when serializing Reduced object']
# expect: PicklingError tuple returned by __reduce__ must contain 2 through 6 elements ['when serializing Reduced object']
# expect: PicklingError __reduce__ must return a string or tuple, not int ['when serializing Reduced object']
# expect: ValueError not me ['when serializing Reduced item 1', 'when serializing Reduced object']
# expect: ValueError not me ['when serializing Reduced item 1', 'when serializing Reduced object']
# expect: TypeError dict items iterator must return 2-tuples ['when serializing Reduced object']
# expect: PicklingError Can't pickle <class 'nowhere.Holder'>: No module named 'nowhere' ['when serializing nowhere.Holder class', 'when serializing nowhere.Holder object']
