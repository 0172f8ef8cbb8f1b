"""Mesa 3: a resident is an agent; every day all are asked, and those who try do so."""

import mesa
import numpy as np
from line import COUNTIES, DAYS, DETAINED, Line, arguments


class Person(mesa.Agent):
    def __init__(self, model, county):
        super().__init__(model)
        self.county = county
        self.free_from = 0

    def decide(self):
        model = self.model
        if model.random.random() < model.tries[self.county] and self.free_from <= model.day:
            model.trying.append(self)


class Border(mesa.Model):
    def __init__(self, people, hazard, seed):
        super().__init__(seed=seed)
        self.hazard, self.day = hazard, 0
        self.line = Line(np.random.default_rng(seed))
        Person.create_agents(self, people * COUNTIES, np.repeat(np.arange(COUNTIES), people).tolist())

    def step(self):
        self.line.morning()
        self.tries = (1.0 - np.exp(-self.hazard / 365 * self.line.drive)).tolist()
        self.trying = []
        self.agents.do("decide")
        arrested = self.line.attempts(np.array([person.county for person in self.trying], dtype=int))
        for person, caught in zip(self.trying, arrested):
            if caught:
                person.free_from = self.day + 1 + DETAINED
        self.line.evening()
        self.day += 1


border = Border(*arguments())
for _ in range(DAYS):
    border.step()
border.line.print()
