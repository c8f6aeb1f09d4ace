"""Planets pulling on one another: float arithmetic on lists that no other thread ever sees.

Eight independent solar systems are dealt out to the threads, which share nothing but the code they run.
Under a global lock two threads take as long as one; without it they take half as long, and whatever is
missing from half is the price of counting references to the shared code and constants.
"""

import sys
import threading

SYSTEMS = 8
STEPS = 18000

SOLAR_MASS = 39.47841760435743
DAYS = 365.24
BODIES = [
    # position, velocity, mass: the sun, Jupiter, Saturn, Uranus, Neptune
    ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), SOLAR_MASS),
    (
        (4.84143144246472090, -1.16032004402742839, -0.103622044471123109),
        (0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS, -0.0000690460016972063023 * DAYS),
        0.000954791938424326609 * SOLAR_MASS,
    ),
    (
        (8.34336671824457987, 4.12479856412430479, -0.403523417114321381),
        (-0.00276742510726411021 * DAYS, 0.00499852801234917238 * DAYS, 0.0000230417297573763929 * DAYS),
        0.000285885980666130812 * SOLAR_MASS,
    ),
    (
        (12.8943695621391310, -15.1111514016986312, -0.223307578892655734),
        (0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS, -0.0000296589568540237556 * DAYS),
        0.0000436624404335156298 * SOLAR_MASS,
    ),
    (
        (15.3796971148509165, -25.9193146099879641, 0.179258772950371181),
        (0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS, -0.0000951592254519715870 * DAYS),
        0.0000515138902046611451 * SOLAR_MASS,
    ),
]


def new_system(number):
    """A fresh copy of the bodies, nudged so that every system is a different one."""
    bodies = [(list(position), list(velocity), mass) for position, velocity, mass in BODIES]
    bodies[1][0][2] += number * 0.001
    momentum = [sum(velocity[axis] * mass for _, velocity, mass in bodies) for axis in range(3)]
    bodies[0][1][:] = [-p / SOLAR_MASS for p in momentum]
    return bodies


def advance(bodies, pairs, dt, steps):
    for _ in range(steps):
        for ([x1, y1, z1], v1, m1), ([x2, y2, z2], v2, m2) in pairs:
            dx = x1 - x2
            dy = y1 - y2
            dz = z1 - z2
            magnitude = dt * (dx * dx + dy * dy + dz * dz) ** -1.5
            pull1 = m1 * magnitude
            pull2 = m2 * magnitude
            v1[0] -= dx * pull2
            v1[1] -= dy * pull2
            v1[2] -= dz * pull2
            v2[0] += dx * pull1
            v2[1] += dy * pull1
            v2[2] += dz * pull1
        for position, (vx, vy, vz), _ in bodies:
            position[0] += dt * vx
            position[1] += dt * vy
            position[2] += dt * vz


def energy(bodies, pairs):
    total = 0.0
    for (x1, y1, z1), (x2, y2, z2), m1, m2 in [(a[0], b[0], a[2], b[2]) for a, b in pairs]:
        dx, dy, dz = x1 - x2, y1 - y2, z1 - z2
        total -= m1 * m2 / (dx * dx + dy * dy + dz * dz) ** 0.5
    for _, (vx, vy, vz), mass in bodies:
        total += mass * (vx * vx + vy * vy + vz * vz) / 2.0
    return total


def simulate(number):
    bodies = new_system(number)
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1 :]]
    before = energy(bodies, pairs)
    advance(bodies, pairs, 0.01, STEPS)
    return before, energy(bodies, pairs)


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    results = [None] * SYSTEMS

    def worker(first):
        for number in range(first, SYSTEMS, threads):
            results[number] = simulate(number)

    workers = [threading.Thread(target=worker, args=(n,)) for n in range(threads)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()

    print(f"energy before {sum(before for before, _ in results):.9f}")
    print(f"energy after  {sum(after for _, after in results):.9f}")


if __name__ == "__main__":
    main()
