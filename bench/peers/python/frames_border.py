"""mesa-frames: residents are the rows of a frame; those who try are selected."""

import numpy as np
import polars as pl
from line import COUNTIES, DAYS, DETAINED, Line, arguments
from mesa_frames import AgentSetPolars, ModelDF


class People(AgentSetPolars):
    def __init__(self, model, people):
        super().__init__(model)
        n = people * COUNTIES
        county = np.repeat(np.arange(COUNTIES), people)
        self += pl.DataFrame({"unique_id": np.arange(n), "county": county, "free_from": np.zeros(n, dtype=np.int64)})

    def step(self):
        model = self.model
        tries = (1.0 - np.exp(-model.hazard / 365 * model.line.drive))[self["county"].to_numpy()]
        self.select(pl.Series(model.random.random(len(self)) < tries) & (self["free_from"] <= model.day))
        active = self.active_agents
        arrested = model.line.attempts(active["county"].to_numpy())
        caught = active.filter(pl.Series(arrested, dtype=pl.Boolean))
        if len(caught) > 0:
            self[caught, "free_from"] = model.day + 1 + DETAINED


class Border(ModelDF):
    def __init__(self, people, hazard, seed):
        super().__init__(seed)
        self.hazard, self.day = hazard, 0
        self.line = Line(np.random.default_rng(seed))
        self.agents += People(self, people)

    def step(self):
        self.line.morning()
        super().step()
        self.line.evening()
        self.day += 1


border = Border(*arguments())
for _ in range(DAYS):
    border.step()
border.line.print()
