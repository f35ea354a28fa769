"""What somebody else puts into the queue's store is not run: Huey pickles its jobs, and a pickle can be any code."""

import pickle
from pathlib import Path

import pytest

from queueing import open_queue


class Trap:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return Path.touch, (self.mark,)


@pytest.mark.parametrize("secret", [None, "another secret"], ids=["unsigned", "signed by somebody else"])
def test_what_we_have_not_signed_is_dropped(tmp_path: Path, secret: str | None):
    ours = open_queue(f"sqlite:///{tmp_path}/queue.db", "the market's secret")
    trap = Trap(tmp_path / "sprung")
    if secret is None:
        ours.storage.enqueue(pickle.dumps(trap))
    else:
        ours.storage.enqueue(open_queue(f"sqlite:///{tmp_path}/queue.db", secret).serializer.serialize(trap))
    with pytest.raises(ValueError):
        ours.dequeue()
    assert not trap.mark.exists() and ours.pending_count() == 0


def test_our_own_jobs_are_run(tmp_path: Path):
    ours = open_queue(f"sqlite:///{tmp_path}/queue.db", "the market's secret")
    done: list[int] = []
    job = ours.task()(done.append)
    job(7)
    ours.execute(ours.dequeue())
    assert done == [7]
