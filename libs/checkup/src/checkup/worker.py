"""Work that may bring a process down is done in one that may die: a small pool of child processes.

A child is asked one thing at a time over its pipes. If it dies or takes too long, that one question is
answered with an error, the child is replaced, and nothing else is lost.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import pickle
import resource
import selectors
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import IO, Any

_HEAD = struct.Struct(">Q")
_MEMORY = 2_000_000_000  # bytes of address space a child may ask for
_LONGEST_REPLY = 200_000_000


class WorkerDiedError(RuntimeError):
    """The child died over this question."""


class WorkerTooSlowError(WorkerDiedError):
    """The child took too long over this question and was ended."""


class Worker:
    """One child process running `command`, which must end in `serve`."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, env=_environment()
        )
        self._owner = os.getpid()

    @property
    def usable(self) -> bool:
        """Pipes shared with a forked copy of this process must not be used by both."""
        return self._owner == os.getpid() and self._process.poll() is None

    def ask(self, question: object, seconds: float) -> Any:
        """The child's answer. Raises `WorkerDiedError` (or its `WorkerTooSlowError`) and ends the child."""
        try:
            return self._exchange(pickle.dumps(question), time.monotonic() + seconds)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.end()
            raise WorkerDiedError(str(error)) from error
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        if self._owner != os.getpid():
            return
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _exchange(self, question: bytes, deadline: float) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise OSError("no pipes")
        stdin.write(_HEAD.pack(len(question)) + question)
        stdin.flush()
        (length,) = _HEAD.unpack(_read_by(stdout, _HEAD.size, deadline))
        if length > _LONGEST_REPLY:
            raise OSError("answer too long")
        return pickle.loads(_read_by(stdout, length, deadline))  # noqa: S301 (our own child's words)


def _read_by(pipe: IO[bytes], count: int, deadline: float) -> bytes:
    """Exactly `count` bytes, or `WorkerTooSlowError` at the deadline, or `EOFError`."""
    got = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(got) < count:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise WorkerTooSlowError
            piece = os.read(pipe.fileno(), count - len(got))
            if not piece:
                raise EOFError("the worker closed its pipe")
            got += piece
    return bytes(got)


def _environment() -> dict[str, str]:
    """The child finds the same modules, however this process was told of them."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


class Pool:
    """Up to `size` idle children are kept; more are started when more threads ask at once."""

    def __init__(self, command: Sequence[str], *, size: int = 2) -> None:
        self._command = tuple(command)
        self._size = size
        self._idle: list[Worker] = []
        self._lock = threading.Lock()
        atexit.register(self.close)

    def ask(self, question: object, seconds: float) -> Any:
        worker = self._take()
        answer = worker.ask(question, seconds)
        self._give_back(worker)
        return answer

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()

    def _take(self) -> Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.usable:
                    return worker
        return Worker(self._command)

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            if len(self._idle) < self._size:
                self._idle.append(worker)
                return
        worker.end()


def settle() -> None:
    """What is made for one question goes with it; looking for rings of it all the time costs an eighth."""
    gc.freeze()
    gc.set_threshold(200_000)


def serve(answer: Callable[[Any], Any]) -> None:
    """The child's side: answers until the parent goes away. Memory is bounded here, time by the parent."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    settle()
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    # A stray print must not be taken for an answer.
    sys.stdout = sys.stderr
    while head := stdin.read(_HEAD.size):
        question = pickle.loads(stdin.read(_HEAD.unpack(head)[0]))  # noqa: S301 (our own parent's words)
        reply = pickle.dumps(answer(question))
        stdout.write(_HEAD.pack(len(reply)) + reply)
        stdout.flush()
