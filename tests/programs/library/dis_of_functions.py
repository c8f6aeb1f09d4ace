# cpython: other instructions
# dis: the instructions are granular's own, and what is shown of them holds together.
import dis
import inspect
import io
import re


def add(items, start=0):
    """Adds."""
    total = start
    for item in items:
        try:
            total += int(item)
        except ValueError:
            print("not", item)
    return total


def shown(*arguments, **options):
    output = io.StringIO()
    dis.dis(*arguments, file=output, **options)
    return output.getvalue()


text = shown(add)
print(text.split()[:3])  # expect: ['9', 'RESUME', '0']
names = re.findall(r"^[ 0-9]*(?:L\d+:)? +(?:-->)? *([A-Z_]+)", text, re.M)
print({"FOR_ITER", "LOAD_GLOBAL", "COPY", "ADD", "CALL", "RETURN"} - set(names))  # expect: set()
print(set(re.findall(r"=L(\d+)", text)) <= set(re.findall(r"^[ 0-9]*L(\d+):", text, re.M)))  # expect: True
print("ExceptionTable:" in text, "site='int'" in text, "item" in text)  # expect: True True True

found = list(dis.get_instructions(add))
print([one.offset for one in found] == list(range(0, 2 * len(found), 2)))  # expect: True
print([one.argval for one in found if one.opname == "LOAD_GLOBAL"])  # expect: ['int', 'ValueError', 'print']
jumps = {one.jump_target for one in found if one.jump_target is not None}
print(bool(jumps), jumps <= {one.offset for one in found if one.is_jump_target})  # expect: True True
print([one.line_number for one in found if one.starts_line][:3])  # expect: [9, 11, 12]
print([one.line_number for one in dis.get_instructions(add, first_line=109) if one.starts_line][:3])  # expect: [109, 111, 112]
print(all(one.opname == one.baseopname for one in found), found[1].positions.lineno)  # expect: True 11

# Of code, strings, classes, generators and lambdas; those inside below.
print(shown("x = 1").count("STORE_NAME"), shown("def f(): return 1").count("Disassembly of"))  # expect: 1 1
print(shown("def f(): return 1", depth=0).count("Disassembly of"))  # expect: 0


class Two:
    def one(self):
        yield self.value

    two = lambda self: self.one


print(re.findall("^Disassembly of (.*):$", shown(Two), re.M))  # expect: ['one', 'two']
print(dis.Bytecode(Two.one).dis() == shown(Two.one), [one.argval for one in dis.Bytecode(Two.two)][1:2])  # expect: True ['one']
print(" 10 " in shown(add, show_offsets=True), bool(re.search(r"^11:\d+-11:\d+ ", shown(add, show_positions=True), re.M)))  # expect: True True

# The place where a traceback stands.
try:
    add(["1"], "2")
except TypeError as error:
    output = io.StringIO()
    dis.distb(error.__traceback__.tb_next, file=output)
    (line,) = [line for line in output.getvalue().splitlines() if "-->" in line]
    print(line.split()[1:])  # expect: ['ADD', '-', 'free=second|in-place', 'dest=r2(total)', 'left=r2(total)', 'right=r5']
    print("-->" in dis.Bytecode.from_traceback(error.__traceback__).dis())  # expect: True

print(dis.code_info(add).splitlines()[0], inspect.getclosurevars(Two.one).unbound)  # expect: Name:              add {'value'}
try:
    dis.dis(3)
except TypeError as error:
    print(error)  # expect: don't know how to disassemble int objects
