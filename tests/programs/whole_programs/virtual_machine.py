# A little stack machine with an assembler, running factorial and primes.
class Machine:
    def __init__(self, program):
        self.code, self.labels = [], {}
        for line in program.splitlines():
            line = line.split("#")[0].strip()
            if line.endswith(":"):
                self.labels[line[:-1]] = len(self.code)
            elif line:
                name, *args = line.split()
                operands = [int(a) if a.lstrip("-").isdigit() else a for a in args]
                self.code.append((getattr(self, "op_" + name), operands))
        self.stack, self.memory, self.output, self.calls = [], {}, [], []
        self.pc = self.steps = 0

    def run(self):
        while self.pc < len(self.code):
            operation, args = self.code[self.pc]
            self.pc += 1
            self.steps += 1
            operation(*args)
        return self.output

    def op_push(self, v):
        self.stack.append(v)

    def op_load(self, name):
        self.stack.append(self.memory[name])

    def op_store(self, name):
        self.memory[name] = self.stack.pop()

    def op_add(self):
        self.stack.append(self.stack.pop() + self.stack.pop())

    def op_mul(self):
        self.stack.append(self.stack.pop() * self.stack.pop())

    def op_mod(self):
        b, a = self.stack.pop(), self.stack.pop()
        self.stack.append(a % b)

    def op_less(self):
        b, a = self.stack.pop(), self.stack.pop()
        self.stack.append(a < b)

    def op_jump(self, label):
        self.pc = self.labels[label]

    def op_if(self, label):
        if self.stack.pop():
            self.pc = self.labels[label]

    def op_call(self, label):
        self.calls.append(self.pc)
        self.pc = self.labels[label]

    def op_ret(self):
        self.pc = self.calls.pop()

    def op_print(self):
        self.output.append(self.stack.pop())

    def op_halt(self):
        self.pc = len(self.code)


factorial = Machine("""
    push 25
    store n
    push 1
loop:
    load n
    mul
    load n
    push -1
    add
    store n
    push 0
    load n
    less
    if loop
    print
""")
print(factorial.run(), factorial.steps)  # expect: [15511210043330985984000000] 254
primes = Machine("""
    push 2
    store n
next:
    call test
    load n
    push 1
    add
    store n
    load n
    push 100
    less
    if next
    halt
test:
    push 2
    store d
try:
    load d
    load d
    mul
    load n
    push 1
    add
    less
    if divide
    load n      # no divisor found
    print
    ret
divide:
    load n
    load d
    mod
    if more
    ret
more:
    load d
    push 1
    add
    store d
    jump try
""")
print(primes.run())
# expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97]
print(primes.steps)  # expect: 5059
try:
    Machine("add").run()
except IndexError as e:
    print(e)  # expect: pop from empty list
try:
    Machine("nonsense")
except AttributeError as e:
    print(e)  # expect: 'Machine' object has no attribute 'op_nonsense'
