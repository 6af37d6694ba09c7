"""The process that forks the workers and answers no request itself."""

import logging
import signal

from gunicorn.arbiter import Arbiter

from fanal.commands import before_fork
from fanal.commands.sign_in_worker import PageWorker, Passage, SignInWorker
from fanal.commands.workers import SPENT, STARTS, Worker

logger = logging.getLogger("fanal.workers")


class Master(Arbiter):
    """Keeps as many workers of each kind as were asked for beside those that leave."""

    def setup(self, app: object) -> None:
        super().setup(app)
        self.sign_in_workers = 1 if self.num_workers > 1 else 0
        if self.sign_in_workers and not hasattr(PageWorker, "passage"):
            PageWorker.passage = SignInWorker.passage = Passage()

    def manage_workers(self) -> None:
        if self.sign_in_workers:
            self._keep(PageWorker, self.num_workers)
            self._keep(SignInWorker, self.sign_in_workers)
        else:
            self._keep(Worker, self.num_workers)

    def _keep(self, kind: type[Worker], wanted: int) -> None:
        there = self._by_age(kind)
        going = [one for one in there if one.leaving]
        spent = [one for one in there if not one.leaving and one.state() == SPENT]
        # Slow senders keep spent workers alive: never more of them than of the others.
        spent = spent[: max(wanted - len(going), 0)]
        staying = [one for one in there if one not in [*going, *spent]]
        self._fork(kind, wanted - len(staying))
        extra = staying[: max(len(staying) - wanted, 0)]
        if len(staying) >= wanted and all(one.state() != STARTS for one in staying):
            self._tell_to_leave([*spent, *extra])

    def _fork(self, kind: type[Worker], how_many: int) -> None:
        """Fork a worker. Without memory, or space for the heartbeat, those that serve go on, and it
        is tried again."""
        self.worker_class = kind
        if how_many > 0 and kind is not SignInWorker:  # which draws no list of a team
            before_fork.verify_rows()
        try:
            for _ in range(how_many):
                self.spawn_worker()
        except OSError as problem:
            logger.error("no worker could be started: %s", problem.strerror)

    def _by_age(self, kind: type[Worker]) -> list[Worker]:
        those = [one for one in self.WORKERS.values() if isinstance(one, kind)]
        return sorted(those, key=lambda one: one.age)

    def _tell_to_leave(self, workers: list[Worker]) -> None:
        for worker in workers:
            worker.leaving = True
            self.kill_worker(worker.pid, signal.SIGTERM)
