# termios: what a terminal is told, and what is none.
import os
import termios
import tty

ours, theirs = os.openpty()
before = termios.tcgetattr(theirs)
print(len(before), len(before[6]) == termios.NCCS, before[6][termios.VINTR], type(before[6][termios.VMIN]).__name__)
print(bool(before[3] & termios.ECHO), bool(before[3] & termios.ICANON), before[4] == before[5])

raw = termios.tcgetattr(theirs)
raw[3] &= ~(termios.ECHO | termios.ICANON)
raw[6][termios.VMIN] = 1
raw[6][termios.VTIME] = b"\x02"
termios.tcsetattr(theirs, termios.TCSANOW, raw)
after = termios.tcgetattr(theirs)
print(bool(after[3] & termios.ECHO), after[6][termios.VMIN], after[6][termios.VTIME])
os.write(ours, b"x")
print(os.read(theirs, 10))
termios.tcsetattr(theirs, termios.TCSADRAIN, before)

print(termios.tcsetwinsize(theirs, (24, 80)), termios.tcgetwinsize(ours), os.get_terminal_size(theirs))
os.write(ours, b"to be dropped\n")
print(termios.tcflush(theirs, termios.TCIFLUSH), termios.tcdrain(theirs), termios.tcsendbreak(theirs, 0))
print(termios.tcflow(theirs, termios.TCOOFF), termios.tcflow(theirs, termios.TCOON))

old = tty.setraw(theirs)
print(old == before, bool(termios.tcgetattr(theirs)[3] & termios.ISIG))
tty.setcbreak(theirs, termios.TCSANOW)
print(bool(termios.tcgetattr(theirs)[3] & termios.ICANON))


def attempt(call, *arguments):
    try:
        print(call(*arguments))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


attempt(termios.tcsetattr, theirs, termios.TCSANOW, [1, 2, 3])
attempt(termios.tcsetattr, theirs, termios.TCSANOW, before[:6] + [[]])
attempt(termios.tcsetattr, theirs, termios.TCSANOW, before[:6] + [[None] * termios.NCCS])
attempt(termios.tcsetattr, theirs, 77, before)
attempt(termios.tcsetwinsize, theirs, (1, 2, 3))
attempt(termios.tcsetwinsize, theirs, (1, 1 << 16))
attempt(termios.tcgetattr, -1)
attempt(termios.tcgetattr, "0")
reading, writing = os.pipe()
attempt(termios.tcgetattr, reading)
attempt(termios.tcgetwinsize, reading)
print(issubclass(termios.error, OSError), termios.B9600, termios.CS8, termios.TCSAFLUSH)
# expect: 7 True b'\x03' bytes
# expect: True True True
# expect: False 1 2
# expect: b'x'
# expect: None (24, 80) os.terminal_size(columns=80, lines=24)
# expect: None None None
# expect: None None
# expect: True False
# expect: False
# expect: builtins TypeError tcsetattr, arg 3: must be 7 element list
# expect: builtins TypeError tcsetattr: attributes[6] must be 32 element list
# expect: builtins TypeError tcsetattr: elements of attributes must be characters or integers
# expect: termios error (22, 'Invalid argument')
# expect: builtins TypeError tcsetwinsize, arg 2: must be a two-item sequence
# expect: builtins OverflowError winsize value(s) out of range.
# expect: builtins ValueError file descriptor cannot be a negative integer (-1)
# expect: builtins TypeError argument must be an int, or have a fileno() method.
# expect: termios error (25, 'Inappropriate ioctl for device')
# expect: termios error (25, 'Inappropriate ioctl for device')
# expect: False 13 48 2
