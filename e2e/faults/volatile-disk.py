"""nbdkit plugin: a disk whose writes are lost at a power cut unless they were flushed.

Writes stay in a map of 512-byte sectors and reads see them; only a flush copies them to the image.
It models an honest disk: what it called flushed is there. A line of JSON on the control socket asks
for what the disk would hold if the power went now:

    {"cut": PATH, "seed": N, "tear": 0..1, "writes": N}  ->  {"flushes": N, "unflushed": N, "torn": N}

`tear` is the share of unflushed sectors that happen to have reached the platter, by that seed;
`writes` how many more writes come first (0: now). From the cut on the disk stands still until the
asker sends another line or hangs up.
"""

import json
import os
import random
import socket
import subprocess
import threading

API_VERSION = 2
SECTOR = 512

settings = {}
lock = threading.Lock()
unflushed = {}
flushes = 0
image = -1
armed = None


def config(key, value):
    settings[key] = value


def config_complete():
    for key in ("image", "control"):
        if key not in settings:
            raise RuntimeError("volatile-disk needs " + key)


def after_fork():
    global image
    image = os.open(settings["image"], os.O_RDWR)
    threading.Thread(target=listen, daemon=True).start()


def thread_model():
    import nbdkit

    return nbdkit.THREAD_MODEL_SERIALIZE_ALL_REQUESTS


def open(readonly):
    return 1


def get_size(handle):
    return os.fstat(image).st_size


def pread(handle, buf, offset, flags):
    with lock:
        view = memoryview(buf)
        done = 0
        while done < len(view):
            got = os.preadv(image, [view[done:]], offset + done)
            if got == 0:
                raise RuntimeError("read beyond the disk")
            done += got
        if not unflushed:
            return
        for at in range(offset, offset + len(view), SECTOR):
            sector = unflushed.get(at)
            if sector is not None:
                view[at - offset : at - offset + SECTOR] = sector


def pwrite(handle, buf, offset, flags):
    if offset % SECTOR or len(buf) % SECTOR:
        raise RuntimeError("a write of less than a sector")
    data = bytes(buf)
    with lock:
        for at in range(0, len(data), SECTOR):
            unflushed[offset + at] = data[at : at + SECTOR]
        if armed is not None and armed.comes():
            armed.happen()


def block_size(handle):
    return (SECTOR, 4096, 0xFFFFFFFF)


def put(fd, sectors):
    """Writes sectors, neighbours in one go."""
    run = []
    start = 0
    for at in sorted(sectors):
        if run and at != start + len(run) * SECTOR:
            os.pwrite(fd, b"".join(run), start)
            run = []
        if not run:
            start = at
        run.append(sectors[at])
    if run:
        os.pwrite(fd, b"".join(run), start)


def flush(handle, flags):
    global flushes
    with lock:
        put(image, unflushed)
        unflushed.clear()
        flushes += 1


class Cut:
    """A cut that was asked for. Happens with the lock held, once."""

    def __init__(self, asked):
        self.asked = asked
        self.left = asked["writes"]
        self.answer = {}
        self.happened = threading.Event()
        self.released = threading.Event()

    def comes(self):
        self.left -= 1
        return self.left <= 0 and not self.happened.is_set()

    def happen(self):
        try:
            self.answer = copy(self.asked)
        except Exception as trouble:
            self.answer = {"trouble": repr(trouble)}
        self.happened.set()
        self.released.wait()


def copy(asked):
    subprocess.run(["cp", "--sparse=always", settings["image"], asked["cut"]], check=True)
    chance = random.Random(asked["seed"])
    torn = {at: unflushed[at] for at in sorted(unflushed) if chance.random() < asked["tear"]}
    fd = os.open(asked["cut"], os.O_RDWR)
    try:
        put(fd, torn)
    finally:
        os.close(fd)
    return {"flushes": flushes, "unflushed": len(unflushed), "torn": len(torn)}


PATIENCE_S = 5


def at_once(asked):
    with lock:
        if not asked.happened.is_set():
            asked.happen()


def listen():
    global armed
    server = socket.socket(socket.AF_UNIX)
    server.bind(settings["control"])
    server.listen(1)
    while True:
        line, _ = server.accept()
        with line, line.makefile("rw") as talk:
            armed = Cut(json.loads(talk.readline()))
            # A disk that nobody writes to is cut where it stands.
            if armed.left == 0 or not armed.happened.wait(PATIENCE_S):
                threading.Thread(target=at_once, args=[armed], daemon=True).start()
            armed.happened.wait()
            talk.write(json.dumps(armed.answer) + "\n")
            talk.flush()
            talk.readline()
            armed.released.set()
            armed = None
