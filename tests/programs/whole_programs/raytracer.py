# A sphere and a floor, traced ray by ray.
from math import sqrt


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, o):
        return Vector(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o):
        return Vector(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def unit(self):
        return self * (1.0 / sqrt(self.dot(self)))

    def mirror(self, normal):
        return self - normal * (2 * self.dot(normal))


class Sphere:
    def __init__(self, centre, radius, shine):
        self.centre, self.radius, self.shine = centre, radius, shine

    def hit(self, origin, direction):
        to = self.centre - origin
        along = to.dot(direction)
        inside = self.radius**2 - to.dot(to) + along * along
        if inside < 0:
            return None
        distance = along - sqrt(inside)
        return distance if distance > 1e-6 else None

    def normal(self, point):
        return (point - self.centre).unit()

    def colour(self, point):
        return 0.8


class Floor:
    shine = 0.1

    def hit(self, origin, direction):
        if direction.y >= -1e-9:
            return None
        return -origin.y / direction.y if origin.y > 1e-6 else None

    def normal(self, point):
        return Vector(0, 1, 0)

    def colour(self, point):
        return 0.9 if (int(point.x // 1) + int(point.z // 1)) % 2 else 0.3


LIGHT = Vector(-1, 2, -1.5).unit()
SCENE = [Sphere(Vector(0, 1, 4), 1, 0.5), Sphere(Vector(1.6, 0.6, 3), 0.6, 0.2), Floor()]


def trace(origin, direction, depth=2):
    nearest, found = None, None
    for thing in SCENE:
        distance = thing.hit(origin, direction)
        if distance is not None and (nearest is None or distance < nearest):
            nearest, found = distance, thing
    if found is None:
        return max(0.0, direction.y) * 0.5
    point = origin + direction * nearest
    normal = found.normal(point)
    start = point + normal * 1e-5
    lit = not any(thing.hit(start, LIGHT) for thing in SCENE)
    light = found.colour(point) * (0.2 + 0.8 * max(0.0, normal.dot(LIGHT)) * lit)
    if depth and found.shine:
        light = light * (1 - found.shine) + found.shine * trace(start, direction.mirror(normal), depth - 1)
    return light


W, H = 56, 22
total = 0.0
for row in range(H):
    line = ""
    for column in range(W):
        direction = Vector((column - W / 2) / W * 1.8, (H / 2 - row) / H * 1.2, 1).unit()
        light = trace(Vector(0, 1, 0), direction)
        total += light
        line += " .:-=+*#%@"[min(9, int(light * 10))]
    print(line.rstrip())
# expect: ::::::::::::::::::::::::::::::::::::::::::::::::::::::::
# expect: .....:::::::::::::::::::::::::::::::::::::::::::::::....
# expect: ............:::::::::::::::::::::::::::::::::...........
# expect: ........................................................
# expect: ........................................................
# expect: ........................................................
# expect:  .......................................................
# expect:                  .......++***+++=.......
# expect:                       =+++**++++==-
# expect:                      ==++++++====--:
# expect:                      --====------::.       ****+
# expect:                     ::::::::::::.+=.    +*#####***=
# expect: *::**:**::**:**::*::*-++-+++---:--:=:**=*********++=::**
# expect: :****:::****:::***::::++-+++::::=..=***+++++++++++==-:::
# expect: :::*****:::::*****:::::::::=::====.****-==++++++====-:**
# expect: *:::::::*******:::::::**....===..  ....:---=====-=-:.***
# expect: ***:::::::::********::::::  .......**::: :--------.:**::
# expect: ::::::::**********::::::::::***********::  .::::....****
# expect: *****::::::::::::***********::::::::::::************::::
# expect: *::::::::::::::*************::::::::::::::**************
# expect: :::::::::::::***************::::::::::::::::************
# expect: ************::::::::::::::::*****************:::::::::::
print(f"{total:.6f}")  # expect: 358.896842
