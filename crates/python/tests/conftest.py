import hashlib
import os
import re
import signal
import subprocess
import sys

import amnok
import pytest


@pytest.fixture
def stopped_by_ctrl_c():
    """Runs code that prints "begun", stops it then as Ctrl-C does, and asks that it prints "stopped" and ends well.

    Whoever starts the tests in the background may have them ignore the signal, and what they start inherits that.
    """

    def stop(code, *arguments):
        heed = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731
        command = [sys.executable, "-c", code, *map(str, arguments)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=heed)
        try:
            assert process.stdout.readline() == "begun\n"
            os.kill(process.pid, signal.SIGINT)
            rest, _ = process.communicate(timeout=60)
        finally:
            process.kill()
        assert rest == "stopped\n" and process.returncode == 0

    return stop


@pytest.fixture(scope="session")
def short():
    """The scenario that comes with the package, cut to its first month."""
    return amnok.load().with_({"period.end": "2019-01-31"})


@pytest.fixture(scope="session")
def result(short):
    return amnok.run(short, replicates=2, seed=7, fixed=True)


def resealed(text):
    """The text of a manifest with the seal that belongs to it: the digest of the text with noughts in its place."""
    unsealed = re.sub(r'(?<=\n  "seal": ")[0-9a-f]{64}', "0" * 64, text)
    return unsealed.replace("0" * 64, hashlib.sha256(unsealed.encode()).hexdigest(), 1)
