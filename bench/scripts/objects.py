# Classes, methods, dictionaries, lists and floating point.
import sys
import time


class Body:
    def __init__(self, x, y, vx, vy, mass):
        self.x, self.y, self.vx, self.vy, self.mass = x, y, vx, vy, mass

    def pull(self, other, dt):
        dx, dy = self.x - other.x, self.y - other.y
        force = dt / (dx * dx + dy * dy + 0.01)
        self.vx -= dx * other.mass * force
        self.vy -= dy * other.mass * force

    def move(self, dt):
        self.x += dt * self.vx
        self.y += dt * self.vy


def bodies(steps):
    all_bodies = [Body(i * 1.5, i * i * 0.5, 0.25 * i, -0.5 * i, 1.0 + i) for i in range(6)]
    for _ in range(steps):
        for a in all_bodies:
            for b in all_bodies:
                if a is not b:
                    a.pull(b, 0.01)
        for body in all_bodies:
            body.move(0.01)
    return sum(body.x * body.mass + body.y for body in all_bodies)


def sieve(n):
    flags = [True] * (n + 1)
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return sum(flags[2:])


def collatz(n):
    known = {1: 1}
    for start in range(2, n):
        path, at = [], start
        while at not in known:
            path.append(at)
            at = at // 2 if at % 2 == 0 else 3 * at + 1
        length = known[at]
        for value in reversed(path):
            length += 1
            known[value] = length
    return max(range(1, n), key=known.__getitem__)


start = time.perf_counter()
print("%.9f" % bodies(1500), sieve(200000), collatz(20000))
print("elapsed %.3f ms" % ((time.perf_counter() - start) * 1000), file=sys.stderr)
