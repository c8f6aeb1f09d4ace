"""What a processor does for a program: calls, attributes, lists, dicts, integers and floats, in a few kilobytes."""


class Body:
    def __init__(self, place, speed):
        self.place = place
        self.speed = speed

    def move(self, time):
        self.place += self.speed * time
        if not 0.0 <= self.place < 1000.0:
            self.speed = -self.speed
        return int(self.place) // 100


def main():
    bodies = [Body(7.0 * n, 1.0 + n % 3) for n in range(50)]
    seen = {}
    for _ in range(12_000):
        for body in bodies:
            where = body.move(0.25)
            seen[where] = seen.get(where, 0) + 1
    print(sum(seen.values()))


main()
