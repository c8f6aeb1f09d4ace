# Rooms, things and commands, played from a script.
class Thing:
    def __init__(self, name, **properties):
        self.name = name
        self.__dict__.update(properties)

    def __getattr__(self, name):
        return None

    def __str__(self):
        return f"the {self.name}"


class Room:
    def __init__(self, name, *things):
        self.name, self.things, self.exits = name, {t.name: t for t in things}, {}

    def connect(self, direction, other, *, door=None, opposite={"north": "south", "east": "west"}):
        self.exits[direction] = other, door
        other.exits[opposite[direction]] = self, door
        return other


class Game:
    def __init__(self):
        key = Thing("key", portable=True)
        lamp = Thing("lamp", portable=True, lit=False)
        self.door = Thing("door", locked=True, key=key)
        self.room = hall = Room("hall", lamp, Thing("statue"))
        cellar = hall.connect("north", Room("cellar", key, Thing("rat", alive=True)))
        cellar.dark = True
        hall.connect("east", Room("treasury", Thing("crown", portable=True)), door=self.door)
        self.carried, self.turns, self.done = {}, 0, False

    def command(self, line):
        verb, *rest = line.lower().split()
        handler = getattr(self, "do_" + verb, None)
        if handler is None:
            return f"You do not know how to {verb}."
        self.turns += 1
        try:
            return handler(*rest)
        except TypeError:
            return f"{verb.title()} what?"
        except KeyError as e:
            return f"There is no {e.args[0]} here."

    @property
    def visible(self):
        lamp = self.carried.get("lamp")
        return not getattr(self.room, "dark", False) or (lamp and lamp.lit)

    def do_look(self):
        if not self.visible:
            return "It is dark."
        things = ", ".join(sorted(self.room.things)) or "nothing"
        return f"{self.room.name.title()}: {things}. Exits: {', '.join(sorted(self.room.exits))}."

    def do_go(self, direction):
        room, door = self.room.exits[direction]
        if door and door.locked:
            return f"{str(door).capitalize()} is locked."
        self.room = room
        return self.do_look()

    def do_take(self, name):
        if not self.visible:
            return "You cannot see it."
        thing = self.room.things[name]
        if not thing.portable:
            return f"You cannot carry {thing}."
        self.carried[name] = self.room.things.pop(name)
        self.done = name == "crown"
        return "You win!" if self.done else f"You take {thing}."

    def do_light(self, name):
        self.carried[name].lit = True
        return f"{str(self.carried[name]).capitalize()} is lit."

    def do_unlock(self, name):
        if self.door.key.name not in self.carried:
            return "You have no key."
        self.door.locked = False
        return "Click."

    def do_inventory(self):
        return ", ".join(map(str, self.carried.values())) or "You carry nothing."


game = Game()
for line in """look
take
take statue
take sword
dance
inventory
go north
take key
go south
take lamp
light lamp
go north
take key
inventory
go south
go east
unlock door
go east
take crown""".splitlines():
    print(f"> {line}\n{game.command(line)}")
# expect: > look
# expect: Hall: lamp, statue. Exits: east, north.
# expect: > take
# expect: Take what?
# expect: > take statue
# expect: You cannot carry the statue.
# expect: > take sword
# expect: There is no sword here.
# expect: > dance
# expect: You do not know how to dance.
# expect: > inventory
# expect: You carry nothing.
# expect: > go north
# expect: It is dark.
# expect: > take key
# expect: You cannot see it.
# expect: > go south
# expect: Hall: lamp, statue. Exits: east, north.
# expect: > take lamp
# expect: You take the lamp.
# expect: > light lamp
# expect: The lamp is lit.
# expect: > go north
# expect: Cellar: key, rat. Exits: south.
# expect: > take key
# expect: You take the key.
# expect: > inventory
# expect: the lamp, the key
# expect: > go south
# expect: Hall: statue. Exits: east, north.
# expect: > go east
# expect: The door is locked.
# expect: > unlock door
# expect: Click.
# expect: > go east
# expect: Treasury: crown. Exits: west.
# expect: > take crown
# expect: You win!
print(game.done, game.turns)  # expect: True 18
