"""agentpy: a resident is an agent; every day all are asked, and those who try do so."""

import agentpy as ap
import numpy as np
from line import COUNTIES, DAYS, DETAINED, Line, arguments


class Person(ap.Agent):
    def setup(self):
        self.county = 0
        self.free_from = 0

    def decide(self):
        model = self.model
        if model.random.random() < model.tries[self.county] and self.free_from <= model.day:
            model.trying.append(self)


class Border(ap.Model):
    def setup(self):
        self.line = Line(np.random.default_rng(self.p.seed))
        self.day = 0
        self.people = ap.AgentList(self, self.p.people * COUNTIES, Person)
        self.people.county = ap.AttrIter(np.repeat(np.arange(COUNTIES), self.p.people).tolist())

    def step(self):
        self.line.morning()
        self.tries = (1.0 - np.exp(-self.p.hazard / 365 * self.line.drive)).tolist()
        self.trying = []
        self.people.decide()
        arrested = self.line.attempts(np.array([person.county for person in self.trying], dtype=int))
        for person, caught in zip(self.trying, arrested):
            if caught:
                person.free_from = self.day + 1 + DETAINED
        self.line.evening()
        self.day += 1


people, hazard, seed = arguments()
border = Border({"people": people, "hazard": hazard, "seed": seed, "steps": DAYS})
border.run(display=False)
border.line.print()
