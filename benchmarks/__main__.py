"""`make bench`: every module here that has a `run() -> list[(name, value, unit)]`, printed as one table.

`python -m benchmarks webhook` runs one of them.
"""

import importlib
import pkgutil
import sys

import benchmarks


def main(wanted: list[str]) -> None:
    rows = []
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if module.name == "__main__" or (wanted and module.name not in wanted):
            continue
        run = getattr(importlib.import_module(f"benchmarks.{module.name}"), "run", None)
        if run:
            print(f"{module.name} …", file=sys.stderr, flush=True)
            rows += run()
    width = max((len(name) for name, _, _ in rows), default=0)
    for name, value, unit in rows:
        print(f"{name:<{width}}  {_readable(value):>10}  {unit}")


def _readable(value: float) -> str:
    """Three figures that count, no exponents."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main(sys.argv[1:])
