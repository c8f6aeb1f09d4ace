"""A town's garages served as the events fall due: classes, inheritance, properties and a heap of objects.

Every thread runs towns of its own, so their objects meet nobody; the classes, functions and small constants
are shared by all. This is what ordinary object-oriented programs look like to a runtime: attribute loads,
method calls, short-lived objects, and on each of them a reference count.
"""

import heapq
import sys
import threading

TOWNS = 36
CARS = 60
MINUTES = 2000


class Random:
    """A small generator of its own, so that a town's fate depends on its number only."""

    def __init__(self, seed):
        self.state = (seed * 2654435761 + 97) % 4294967296

    def below(self, limit):
        self.state = (self.state * 1664525 + 1013904223) % 4294967296
        return (self.state >> 8) % limit


class Event:
    """Something that happens at a time; events of the same time happen in the order they were planned."""

    def __init__(self, time, order):
        self.time = time
        self.order = order

    def __lt__(self, other):
        if self.time != other.time:
            return self.time < other.time
        return self.order < other.order

    def happen(self, town):
        raise NotImplementedError


class CarEvent(Event):
    def __init__(self, time, order, car):
        super().__init__(time, order)
        self.car = car


class Trip(CarEvent):
    def happen(self, town):
        car = self.car
        car.drive(town.random.below(40) + 5)
        if car.needs_repair:
            town.garage_for(car).arrive(car, town)
        else:
            town.plan(Trip, town.random.below(20) + 1, car)


class Repaired(CarEvent):
    def happen(self, town):
        car = self.car
        garage = car.garage
        garage.leave(car, town)
        town.plan(Trip, 5, car)


class Vehicle:
    wheels = 4
    endurance = 400

    def __init__(self, number):
        self.number = number
        self.distance = 0
        self.wear = 0
        self.garage = None

    @property
    def needs_repair(self):
        return self.wear > self.endurance

    @property
    def repair_time(self):
        return 3 * self.wheels + self.wear // 50

    def drive(self, distance):
        self.distance += distance
        self.wear += distance

    def repaired(self):
        self.wear = 0
        self.garage = None


class Truck(Vehicle):
    wheels = 10
    endurance = 700

    def __init__(self, number, load):
        super().__init__(number)
        self.load = load

    def drive(self, distance):
        super().drive(distance)
        self.wear += distance * self.load // 10


class Bicycle(Vehicle):
    wheels = 2
    endurance = 150

    def drive(self, distance):
        super().drive(distance // 3 + 1)


class Garage:
    def __init__(self, lifts):
        self.lifts = lifts
        self.busy = []
        self.waiting = []
        self.earned = 0

    @property
    def full(self):
        return len(self.busy) >= self.lifts

    def price(self, car):
        return 20 + 5 * car.wheels

    def arrive(self, car, town):
        car.garage = self
        if self.full:
            self.waiting.append(car)
        else:
            self.begin(car, town)

    def begin(self, car, town):
        self.busy.append(car)
        town.plan(Repaired, car.repair_time, car)

    def leave(self, car, town):
        self.busy.remove(car)
        self.earned += self.price(car)
        car.repaired()
        if self.waiting:
            self.begin(self.waiting.pop(0), town)


class Specialist(Garage):
    """A garage for one kind of vehicle, which it repairs for less."""

    def __init__(self, lifts, kind):
        super().__init__(lifts)
        self.kind = kind

    def accepts(self, car):
        return isinstance(car, self.kind)

    def price(self, car):
        return super().price(car) * 3 // 4


class Town:
    def __init__(self, number):
        self.random = Random(number)
        self.time = 0
        self.planned = 0
        self.events = []
        self.garage = Garage(lifts=3)
        self.specialists = [Specialist(2, Truck), Specialist(1, Bicycle)]
        self.cars = [self.new_car(n) for n in range(CARS)]
        for car in self.cars:
            self.plan(Trip, self.random.below(30), car)

    def new_car(self, number):
        kind = self.random.below(6)
        if kind == 0:
            return Truck(number, load=self.random.below(8))
        if kind == 1:
            return Bicycle(number)
        return Vehicle(number)

    def plan(self, kind, delay, car):
        heapq.heappush(self.events, kind(self.time + delay, self.planned, car))
        self.planned += 1

    def garage_for(self, car):
        for specialist in self.specialists:
            if specialist.accepts(car) and not specialist.full:
                return specialist
        return self.garage

    def run(self):
        while self.events[0].time <= MINUTES:
            event = heapq.heappop(self.events)
            self.time = event.time
            event.happen(self)
        return Outcome(self)


class Outcome:
    """What is left of a town when its time is up."""

    def __init__(self, town):
        garages = [town.garage] + town.specialists
        self.events = town.planned - len(town.events)
        self.distance = sum(car.distance for car in town.cars)
        self.earned = sum(garage.earned for garage in garages)
        self.waiting = sum(len(garage.waiting) for garage in garages)

    def __add__(self, other):
        both = object.__new__(Outcome)
        for name, value in vars(self).items():
            setattr(both, name, value + getattr(other, name))
        return both

    def __str__(self):
        return (
            f"{self.events} events, {self.distance} km driven, "
            f"{self.earned} earned, {self.waiting} still waiting"
        )


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    outcomes = [None] * TOWNS

    def worker(first):
        outcomes[first::threads] = [Town(number).run() for number in range(first, TOWNS, threads)]

    workers = [threading.Thread(target=worker, args=(n,)) for n in range(threads)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()

    total = outcomes[0]
    for outcome in outcomes[1:]:
        total = total + outcome
    print(f"{TOWNS} towns: {total}")


if __name__ == "__main__":
    main()
