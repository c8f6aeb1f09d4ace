"""What `asyncio.tools` and `python -m asyncio` import. Looking into another process is refused: its memory is laid out by another
program than CPython, and different from one build to the next."""

from collections import namedtuple

FrameInfo = namedtuple("FrameInfo", ["filename", "lineno", "funcname"], module=__name__)


class RemoteUnwinder:
    def __init__(self, pid, *, all_threads=False, only_active_thread=False, debug=False):
        raise RuntimeError("looking into another process is not supported")
