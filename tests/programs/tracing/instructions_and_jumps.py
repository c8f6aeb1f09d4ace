# Instructions and where they lead: offsets differ between implementations, what they say of each other does not.
import sys

monitoring, E = sys.monitoring, sys.monitoring.events
TOOL = 3
monitoring.use_tool_id(TOOL, "test")


def work(n):
    total = 0
    for i in range(n):
        if i % 2:
            total += i
    return total


offsets = []
monitoring.register_callback(TOOL, E.INSTRUCTION, lambda code, offset: offsets.append(offset))
monitoring.set_local_events(TOOL, work.__code__, E.INSTRUCTION)
work(1)
few = len(offsets)
print(few > 5)
offsets.clear()
work(10)
print(len(offsets) > few * 2, all(offset % 2 == 0 for offset in offsets))
# expect: True
# expect: True True
monitoring.set_local_events(TOOL, work.__code__, 0)

jumps = []
BRANCH = getattr(E, "BRANCH_LEFT", E.BRANCH) | getattr(E, "BRANCH_RIGHT", E.BRANCH)


def jumped(code, offset, to):
    jumps.append((offset, to))


monitoring.register_callback(TOOL, E.JUMP, jumped)
for name in ["BRANCH_LEFT", "BRANCH_RIGHT"] if hasattr(E, "BRANCH_LEFT") else ["BRANCH"]:
    monitoring.register_callback(TOOL, getattr(E, name), jumped)
monitoring.set_local_events(TOOL, work.__code__, E.JUMP | BRANCH)
work(10)
ways = {}
for offset, to in jumps:
    ways.setdefault(offset, set()).add(to)
print(sorted(map(len, ways.values()))[-2:], any(to < offset for offset, to in jumps))
# expect: [2, 2] True
monitoring.set_local_events(TOOL, work.__code__, 0)
monitoring.free_tool_id(TOOL)
