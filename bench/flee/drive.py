"""Runs the package `flee` over one of its folders, as its own run script does, for benchmark B4.

    python drive.py INPUT REGISTERED [DAYS]

The package of the index has no run script, so this one calls its public functions in the order of a day: conflicts
start and end, newcomers are placed, borders close, people move. Settings are the package's defaults. The table of
counts goes to standard output; the log of the package, to standard error, is for the caller to throw away.
"""

import os
import sys
import tempfile

from flee import InputGeography, flee, spawning
from flee.datamanager import handle_refugee_data, read_period
from flee.SimulationSettings import SimulationSettings


def read_settings(folder):
    """An empty file of settings means the defaults; the file of conflicts has to be named beside it."""
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as empty:
        SimulationSettings.ReadFromYML(empty.name)
    SimulationSettings.ConflictInputFile = os.path.join(folder, "conflicts.csv")


def read_network(folder):
    """Places, routes, closures and conflicts of a folder, and the world made of them."""
    geography = InputGeography.InputGeography()
    geography.ReadConflictInputCSV(SimulationSettings.ConflictInputFile)
    geography.ReadLocationsFromCSV(os.path.join(folder, "locations.csv"))
    geography.ReadLinksFromCSV(os.path.join(folder, "routes.csv"))
    geography.ReadClosuresFromCSV(os.path.join(folder, "closures.csv"))
    world, places = geography.StoreInputGeographyInEcosystem(flee.Ecosystem())
    return geography, world, places


def read_registered(folder, registered, start):
    """Registered people by camp and day."""
    table = handle_refugee_data.RefugeeTable(
        csvformat="generic",
        data_directory=registered,
        data_layout="data_layout.csv",
        start_date=start,
        population_scaledown_factor=SimulationSettings.optimisations["PopulationScaleDownFactor"],
    )
    table.ReadL1Corrections(os.path.join(folder, "registration_corrections.csv"))
    return table


def main(folder, registered, days=None):
    read_settings(folder)
    start, length = read_period.read_conflict_period(os.path.join(folder, "sim_period.csv"))
    geography, world, places = read_network(folder)
    table = read_registered(folder, registered, start)
    camps = [places[name] for name in world.get_camp_names()]
    for camp in camps:
        spawning.add_initial_refugees(world, table, camp)

    print("Day", *(f"{camp.name} sim,{camp.name} data" for camp in camps), "total refugees (simulation)", sep=",")
    for day in range(int(days or length)):
        geography.AddNewConflictZones(world, day)
        # From the sum of the camps, as the run script of the repository has it by default.
        spawning.spawn_daily_displaced(world, day, table, SumFromCamps=True)
        world.enact_border_closures(day)
        world.evolve()
        counts = (f"{camp.numAgents},{table.get_field(camp.name, day)}" for camp in camps)
        print(day, *counts, world.numAgents(), sep=",")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("python drive.py INPUT REGISTERED [DAYS]")
    main(*sys.argv[1:])
