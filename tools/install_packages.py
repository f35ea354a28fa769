"""Installs the packages of requirements*.txt into the .venv whose Python runs this, and says all the while how far it is.

pip is silent for a minute while it unpacks, and with an unusual configuration it prints a wall of warnings. Here both are
hidden; when it fails, its errors are shown.
"""

import re
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Iterable
from pathlib import Path

LISTS = ["-r", "requirements.txt", "-r", "requirements-dev.txt", "-c", "constraints.txt"]
PIP = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
ON_TERMINAL, IN_A_LOG = 0.2, 10.0  # seconds between two lines about how far it is
LAST_LINES = 15


class Progress:
    """What pip has said, and how far it is by that."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.found: list[str] = []
        self.unpacking: list[str] = []
        self.expected = sum(1 for line in Path("constraints.txt").read_text().splitlines() if "==" in line)
        self.before = installed()

    def hear(self, line: str) -> None:
        self.lines.append(line)
        if name := re.match(r"Collecting ([\w.-]+)|Requirement already satisfied: ([\w.-]+)", line):
            self.found.append(name[1] or name[2])
        elif line.startswith("Installing collected packages: "):
            self.unpacking = line.partition(": ")[2].split(", ")

    @property
    def shown(self) -> str:
        if self.unpacking:
            return f"unpacked {min(installed() - self.before, len(self.unpacking))} of {len(self.unpacking)}"
        if self.lines and "Retrying (" in self.lines[-1]:
            return "the package index does not answer, trying again"
        known = list(dict.fromkeys(self.found))
        if not known:
            return "asking the package index"
        return f"found {len(known)} of {max(self.expected, len(known))}: {known[-1]}"

    @property
    def problems(self) -> str:
        """pip's errors, or else the end of what it said."""
        errors = [line for line in self.lines if line.lstrip().startswith(("ERROR", "error"))]
        return "\n".join(errors or [line for line in self.lines if not line.startswith("WARNING")][-LAST_LINES:])


def installed() -> int:
    return sum(1 for _ in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))


def _listen(lines: Iterable[str], progress: Progress) -> None:
    for line in lines:
        progress.hear(line.rstrip())


def main() -> None:
    progress, begun = Progress(), time.monotonic()
    pip = subprocess.Popen(PIP + LISTS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    assert pip.stdout is not None
    listening = threading.Thread(target=_listen, args=(pip.stdout, progress), daemon=True)
    listening.start()
    is_terminal, said = sys.stderr.isatty(), 0.0
    while listening.is_alive():
        listening.join(0.1)
        if time.monotonic() - said >= (ON_TERMINAL if is_terminal else IN_A_LOG):
            said = time.monotonic()
            line = f"    {progress.shown} ({said - begun:.0f} s)"
            print(
                f"\r\033[K{line}" if is_terminal else line, end="" if is_terminal else "\n", file=sys.stderr, flush=True
            )
    print("\r\033[K" if is_terminal else "", end="", file=sys.stderr)
    if pip.wait():
        sys.exit(
            f"{progress.problems}\nThe packages could not be installed; what pip said stands above. Mend that and try again."
        )
    print(f"    {installed()} packages are there ({time.monotonic() - begun:.0f} s)", file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nStopped; the next start goes on from here.")
