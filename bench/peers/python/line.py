"""The line of the reduced border (bench/reduced.md) in numpy: everything but people and time."""

import json
import sys

import numpy as np

COUNTIES, PER_COUNTY, DAYS, DETAINED = 10, 10, 365, 180
SEGMENTS = COUNTIES * PER_COUNTY
GUARDS, SEEN, ARREST, PENALTY = (8, 2), (0.1, 0.05), (0.5, 0.6), (1080.0, 2400.0)
FOUND, UNIT = (0.15, 0.05), (5, 10)


def arguments():
    """Residents of a county, yearly hazard, seed."""
    return int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])


class Line:
    def __init__(self, rng):
        self.rng = rng
        self.totals = dict(attempts=0, crossed=0, turned_back=0, arrested=0, found_out=0, paid=0.0)
        ease = 0.5 + rng.random(SEGMENTS)
        at, first = np.arange(SEGMENTS), np.arange(COUNTIES)[:, None] * PER_COUNTY
        away = np.maximum(np.maximum(first - at, at - first - PER_COUNTY + 1), 0)
        near = abs(np.arange(COUNTIES)[:, None] - at // PER_COUNTY) <= 1
        self.pull = np.where(near, np.exp(-away / 15.0) * ease, 0.0)
        self.belief = np.full(SEGMENTS, 0.1)
        self.tried, self.failed = np.zeros(SEGMENTS), np.zeros(SEGMENTS)
        self.tolerance = [self.tolerances(SEGMENTS * n).reshape(SEGMENTS, n) for n in GUARDS]
        self.complicity = [np.zeros((SEGMENTS, n)) for n in GUARDS]
        self.unnoticed = [rng.exponential(size=(SEGMENTS, n)) for n in GUARDS]
        self.fear = [np.full(SEGMENTS // unit, 0.05) for unit in UNIT]

    def tolerances(self, n):
        return np.exp(0.5 * self.rng.standard_normal(n) - 0.125)

    def morning(self):
        for complicity in self.complicity:
            complicity *= np.exp(-1.0 / 365)
            complicity[complicity < 0.01] = 0.0
        weight = self.pull * np.exp(-self.belief / 0.15)
        self.chosen = weight.cumsum(axis=1)
        self.drive = np.exp(-2.0 * (weight @ self.belief) / self.chosen[:, -1])

    def attempts(self, counties):
        """Attempts by residents of these counties; which of them are arrested."""
        rng, n = self.rng, len(counties)
        arrested = np.zeros(n, dtype=bool)
        if n == 0:
            return arrested
        u = rng.random(n) * self.chosen[counties, -1]
        segment = (self.chosen[counties] <= u[:, None]).sum(axis=1)
        wait, spent, on = rng.exponential(size=n), np.zeros(n), np.ones(n, dtype=bool)
        for f in range(2):
            spent += SEEN[f]
            seen = np.flatnonzero(on & (wait <= spent))
            s, place = segment[seen], rng.integers(GUARDS[f], size=len(seen))
            price = self.tolerance[f][s, place] * self.fear[f][s // UNIT[f]] * PENALTY[f]
            offer = rng.exponential(60.0, size=len(seen))
            paid = offer >= price
            np.add.at(self.complicity[f], (s[paid], place[paid]), 1.0)
            self.totals["paid"] += (price + 0.5 * (offer - price))[paid].sum()
            stopped = seen[~paid]
            on[stopped] = False
            arrested[stopped] = rng.random(len(stopped)) < ARREST[f]
            wait[seen[paid]], spent[seen[paid]] = rng.exponential(size=paid.sum()), 0.0
        self.tried += np.bincount(segment, minlength=SEGMENTS)
        self.failed += np.bincount(segment[~on], minlength=SEGMENTS)
        self.totals["attempts"] += n
        self.totals["crossed"] += int(on.sum())
        self.totals["arrested"] += int(arrested.sum())
        self.totals["turned_back"] += int((~on).sum() - arrested.sum())
        return arrested

    def evening(self):
        for f in range(2):
            self.unnoticed[f] -= FOUND[f] / 365 * self.complicity[f]
            found = self.unnoticed[f] <= 0.0
            n = int(found.sum())
            self.tolerance[f][found] = self.tolerances(n)
            self.unnoticed[f][found] = self.rng.exponential(size=n)
            self.complicity[f][found] = 0.0
            self.totals["found_out"] += n
            own = found.sum(axis=1).reshape(-1, UNIT[f]).sum(axis=1)
            beside = np.convolve(own, [1, 0, 1], mode="same")
            fear = self.fear[f]
            fear += (1.0 - np.exp(-2.0 / 365)) * (0.05 - fear)
            self.fear[f] = 1.0 - (1.0 - fear) * 0.9**own * 0.975**beside
        self.learn()

    def learn(self):
        belief = self.belief
        here = self.tried > 0
        share = self.failed[here] / self.tried[here]
        belief[here] = share + (belief[here] - share) * 0.98 ** self.tried[here]
        told = [n.reshape(COUNTIES, PER_COUNTY).sum(axis=1) for n in (self.tried, self.failed)]
        tried, failed = (np.repeat(np.convolve(n, [1, 0, 1], mode="same"), PER_COUNTY) for n in told)
        heard = tried > 0
        share = failed[heard] / tried[heard]
        belief[heard] = share + (belief[heard] - share) * 0.996 ** (tried[heard] / PER_COUNTY)
        belief += (1.0 - np.exp(-4.0 / 365)) * (1.0 - 0.9 * np.exp(-0.2) - belief)
        self.tried[:], self.failed[:] = 0.0, 0.0

    def print(self):
        print(json.dumps(self.totals))
