// Objects, closures, arrays, maps and floating point.
class Body {
    constructor(x, y, vx, vy, mass) { Object.assign(this, { x, y, vx, vy, mass }); }

    pull(other, dt) {
        const dx = this.x - other.x, dy = this.y - other.y, force = dt / (dx * dx + dy * dy + 0.01);
        this.vx -= dx * other.mass * force;
        this.vy -= dy * other.mass * force;
    }

    move(dt) {
        this.x += dt * this.vx;
        this.y += dt * this.vy;
    }
}

function bodies(steps) {
    const all = [0, 1, 2, 3, 4, 5].map(i => new Body(i * 1.5, i * i * 0.5, 0.25 * i, -0.5 * i, 1 + i));
    for (let step = 0; step < steps; step++) {
        for (const a of all) for (const b of all) if (a !== b) a.pull(b, 0.01);
        for (const body of all) body.move(0.01);
    }
    return all.reduce((sum, body) => sum + body.x * body.mass + body.y, 0);
}

function sieve(n) {
    const flags = new Array(n + 1).fill(true);
    for (let i = 2; i * i <= n; i++) if (flags[i]) for (let j = i * i; j <= n; j += i) flags[j] = false;
    return flags.slice(2).filter(flag => flag).length;
}

function collatz(n) {
    const known = new Map([[1, 1]]);
    let best = 1;
    for (let start = 2; start < n; start++) {
        const path = [];
        let at = start;
        for (; !known.has(at); at = at % 2 === 0 ? at / 2 : 3 * at + 1) path.push(at);
        let length = known.get(at);
        while (path.length > 0) known.set(path.pop(), ++length);
        if (known.get(start) > known.get(best)) best = start;
    }
    return best;
}

console.log(`${bodies(3000).toFixed(9)} ${sieve(400000)} ${collatz(20000)}`);
