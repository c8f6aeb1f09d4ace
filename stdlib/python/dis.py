"""Shows the instructions that granular's compiler makes of Python: its own, of registers, not CPython's of a stack.

What is shown, and how, is said in docs/bytecode.md. In front of the operands stands what an instruction asks for in counts: "+"
takes a reference, "-" gives one up, ">" moves one. An `Instruction` is CPython's, with the operands for its `arg`, and with
CPython's name where it uses a name as CPython's does (LOAD_GLOBAL, STORE_ATTR, ...), which is what programs look for.

The functions that take bytes (findlabels, stack_effect, ...) and the tables of `opcode` are CPython's, as is all else.
"""

import _cpython_dis as _dis
import io
import re
from _cpython_dis import *
from _cpython_dis import (
    COMPILER_FLAG_NAMES,
    ArgResolver,
    Formatter,
    Positions,
    _all_opmap,
    _all_opname,
    _find_imports,
    _find_store_names,
    _unpack_opargs,
    main,
    pretty_flags,
    print_instructions,
)

__all__ = _dis.__all__

_SAME_USE_OF_A_NAME = {
    "GET_ATTR": "LOAD_ATTR",
    "LOAD_METHOD": "LOAD_ATTR",
    "SET_ATTR": "STORE_ATTR",
    "LOAD_DICT_OR_GLOBAL": "LOAD_GLOBAL",
}


class _Operands(str):
    """What stands where CPython has a number."""

    __repr__ = str.__str__


class Instruction(_dis.Instruction):
    """An instruction of granular. Its `arg` is the text of all its operands, its `argval` the name or the constant that it uses or the
    offset that it jumps to; its `opcode` says nothing."""

    baseopcode = property(lambda self: self.opcode)
    baseopname = property(lambda self: self.opname)
    end_offset = property(lambda self: self.cache_offset)
    jump_target = property(lambda self: self._target)
    _target = None


def _name(name):
    name = re.sub("(?<=[a-z])(?=[A-Z])", "_", name).upper()
    return _SAME_USE_OF_A_NAME.get(name, name)


def _labels(instructions, handlers):
    """Numbers the places that are jumped to and those that handlers are about."""
    places = {target for *_, target in instructions if target is not None}
    for entry in handlers:
        places.update((entry.start, entry.end, entry.target))
    numbers = {offset: number for number, offset in enumerate(sorted(places), 1)}
    for entry in handlers:
        entry.start_label = numbers[entry.start]
        entry.end_label = numbers[entry.end]
        entry.target_label = numbers[entry.target]
    return numbers


def _parse_exception_table(co):
    return [_dis._ExceptionTableEntry(*handler, False) for handler in co._handlers()]


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """The instructions of a function, a method, code, or a string of it."""
    return iter(Bytecode(x, first_line=first_line))


def disassemble(
    co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False
):
    """Shows the instructions of a code object."""
    Bytecode(co, show_offsets=show_offsets, show_positions=show_positions)._show(lasti, file)


class Bytecode(_dis.Bytecode):
    """The instructions of a function, a method, code, or a string of it: to iterate over, or to show."""

    def __iter__(self):
        instructions = self.codeobj._instructions()
        return self._listed(instructions, _labels(instructions, self.exception_entries))

    def _listed(self, instructions, labels):
        """The instructions, after the one with which a body begins, of which granular has none."""
        positions = self.codeobj.co_positions()
        line = None
        begin = ("RESUME", "0", " ", None, None)
        for number, (name, operands, mark, argval, target) in enumerate([begin, *instructions]):
            offset = 2 * number
            starts_line = offset in self._linestarts
            if starts_line:
                line = self._linestarts[offset]
            if target is not None:
                argval = target
                operands = f"{operands} to=L{labels[target]}".lstrip()
            instruction = Instruction(
                _name(name),
                _all_opmap["RESUME" if number == 0 else "NOP"],
                _Operands(f"{mark} {operands}") if operands else None,
                argval,
                "",
                offset,
                offset,
                starts_line,
                None if line is None else line + self._line_offset,
                labels.get(offset),
                Positions(*next(positions, ())),
            )
            instruction._target = target
            yield instruction

    def _show(self, lasti, file):
        instructions = self.codeobj._instructions()
        labels = _labels(instructions, self.exception_entries)
        if self.show_positions:
            lineno_width = _dis._get_positions_width(self.codeobj)
        else:
            lineno_width = _dis._get_lineno_width(self._linestarts)
        formatter = Formatter(
            file=file,
            lineno_width=lineno_width,
            offset_width=len(str(max(2 * len(instructions), 9999))) if self.show_offsets else 0,
            label_width=4 + len(str(len(labels))),
            line_offset=self._line_offset,
            show_positions=self.show_positions,
        )
        print_instructions(self._listed(instructions, labels), self.exception_entries, formatter, lasti)

    def dis(self):
        """The instructions, as text."""
        with io.StringIO() as output:
            self._show(-1 if self.current_offset is None else self.current_offset, output)
            return output.getvalue()


# What of CPython's shows instructions shows these.
for _ours in (Instruction, Bytecode, get_instructions, disassemble, _parse_exception_table):
    setattr(_dis, _ours.__name__, _ours)
disco = _dis.disco = disassemble

if __name__ == "__main__":
    main()
