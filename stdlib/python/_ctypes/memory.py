"""Memory of C data, and addresses that stand for it."""

from _bisect import bisect_right
from _thread import allocate_lock
from _weakref import ref

POINTER_SIZE = 8

# What is aligned to this is aligned for every type.
_ALIGNMENT = 16


class Memory:
    """A buffer that C data lies in.

    `kept` has, by offset, what an address or an object in it refers to, so that this lives as long as it can be reached.
    """

    __slots__ = ("view", "kept", "base", "__weakref__")

    def __init__(self, view):
        self.view = view
        self.kept = {}
        self.base = None

    @classmethod
    def of_size(cls, size):
        """New memory, zeroed."""
        return cls(memoryview(bytearray(size)))

    def copy_to(self, start, size, target, offset):
        """Copies a part of it, with what is kept for it, to another memory."""
        moved = [(at - start + offset, kept) for at, kept in list(self.kept.items()) if start <= at < start + size]
        target.view[offset : offset + size] = bytes(self.view[start : start + size])
        for at in [at for at in list(target.kept) if offset <= at < offset + size]:
            target.kept.pop(at, None)
        target.kept.update(moved)


_lock = allocate_lock()
# The addresses that were given out, in order, and what they stand for.
_bases = []
_memories = {}
_next = 1 << 36
# The dead are forgotten when so many addresses have been given out.
_forget_at = 64


def _forget_the_dead():
    global _forget_at
    for base in [base for base in _bases if _memories[base]() is None]:
        del _memories[base]
    _bases[:] = sorted(_memories)
    _forget_at = max(64, 2 * len(_bases))


def address_of(memory):
    """Where a memory begins."""
    global _next
    with _lock:
        if memory.base is None:
            if len(_bases) >= _forget_at:
                _forget_the_dead()
            memory.base = _next
            # One beyond its end is an address of it too.
            _next += (len(memory.view) // _ALIGNMENT + 1) * _ALIGNMENT
            _memories[memory.base] = ref(memory)
            _bases.append(memory.base)
        return memory.base


def at(address, size):
    """The memory that has `size` bytes at an address, and where in it they are."""
    if not address:
        raise ValueError("NULL pointer access")
    with _lock:
        index = bisect_right(_bases, address) - 1
        memory = _memories[_bases[index]]() if index >= 0 else None
    if memory is None or size < 0 or address + size > memory.base + len(memory.view):
        raise ValueError(f"there are no {size} bytes of living C data at address {address:#x}, and no others can be reached")
    return memory, address - memory.base


def rest_at(address):
    """As `at`, of as many bytes as there are."""
    memory, offset = at(address, 0)
    return memory.view[offset:]


def read_address(memory, offset):
    return int.from_bytes(memory.view[offset : offset + POINTER_SIZE], "little")


def write_address(memory, offset, address, kept):
    """Writes an address; `kept` is what has to live as long as it is there, or None."""
    memory.view[offset : offset + POINTER_SIZE] = (address % 2**64).to_bytes(POINTER_SIZE, "little")
    if kept is None:
        memory.kept.pop(offset, None)
    else:
        memory.kept[offset] = kept
