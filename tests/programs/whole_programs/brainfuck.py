# An interpreter of a tiny language, with jumps worked out in advance.
def compile_program(source):
    program = [c for c in source if c in "+-<>[].,"]
    jumps, stack = {}, []
    for i, c in enumerate(program):
        if c == "[":
            stack.append(i)
        elif c == "]":
            if not stack:
                raise SyntaxError("] without [")
            j = stack.pop()
            jumps[i], jumps[j] = j, i
    if stack:
        raise SyntaxError("[ without ]")
    return program, jumps


def run(source, data=b""):
    program, jumps = compile_program(source)
    tape, out, data = bytearray(300), bytearray(), iter(data)
    pointer = pc = steps = 0
    while pc < len(program):
        steps += 1
        match program[pc]:
            case ">":
                pointer += 1
            case "<":
                pointer -= 1
            case "+":
                tape[pointer] = (tape[pointer] + 1) % 256
            case "-":
                tape[pointer] = (tape[pointer] - 1) % 256
            case ".":
                out.append(tape[pointer])
            case ",":
                tape[pointer] = next(data, 0)
            case "[" if not tape[pointer]:
                pc = jumps[pc]
            case "]" if tape[pointer]:
                pc = jumps[pc]
        pc += 1
    return out.decode(), steps


hello = """
    ++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.
    >>.<-.<.+++.------.--------.>>+.>++.
"""
print(run(hello))  # expect: ('Hello World!\n', 906)
print(run(",[.,]", b"copied"), run(">,[>,]<[.<]", b"olleh"))  # expect: ('copied', 20) ('hello', 35)
squares = """
    ++++[>+++++<-]>[<+++++>-]+<+[>[>+>+<<-]++>>[<<+>>-]>>>[-]++>[-]+>>>+[[-]++++++>>>]<<<[[<++++++++<++>>-]
    +<.<[>----<-]<]<<[>>>>>[>>>[-]+++++++++<[>-<-]+++++++++>[-[<->-]+[<<<]]<[>+<-]>]<<-]<<-]
"""
out, steps = run(squares)
print(out.split()[:9], steps)  # expect: ['0', '1', '4', '9', '16', '25', '36', '49', '64'] 1367738
for bad in ("[", "]", "[[]"):
    try:
        run(bad)
    except SyntaxError as e:
        print(e)
# expect: [ without ]
# expect: ] without [
# expect: [ without ]
