# What a code object says of its branches is where the events come from.
# cpython: 3.13 has no co_branches and one event for both ways
import sys

monitoring, E = sys.monitoring, sys.monitoring.events
TOOL = 4
monitoring.use_tool_id(TOOL, "branches")


def work(n):
    total = 0
    for i in range(n):
        if i % 2 and n:
            total += i
    return total if total else None


taken = set()
for event in (E.BRANCH_LEFT, E.BRANCH_RIGHT):
    way = "left" if event == E.BRANCH_LEFT else "right"
    monitoring.register_callback(TOOL, event, lambda code, offset, to, way=way: taken.add((offset, to, way)))
monitoring.set_local_events(TOOL, work.__code__, E.BRANCH_LEFT | E.BRANCH_RIGHT)
print(work(5))
# expect: 4
possible = set()
for offset, left, right in work.__code__.co_branches():
    possible |= {(offset, left, "left"), (offset, right, "right")}
print(taken <= possible, len(taken) < len(possible))
# expect: True True
work(0)
work(2)
print(sorted(possible - taken, key=str) and "some never happen" or "all have happened")
print(monitoring.get_local_events(TOOL, work.__code__) == E.BRANCH_LEFT | E.BRANCH_RIGHT)
# expect: some never happen
# expect: True

# The older name stands for both.
monitoring.set_events(TOOL, E.BRANCH)
print(monitoring.get_events(TOOL) == E.BRANCH_LEFT | E.BRANCH_RIGHT)
# expect: True
monitoring.free_tool_id(TOOL)
