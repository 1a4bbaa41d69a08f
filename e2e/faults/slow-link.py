"""A slow, lossy, far link between this machine and a network namespace, packet by packet.

    slow-link.py NAMESPACE RATE_BITS ONE_WAY_MS LOSS SEED

Two TUN devices, 10.97.0.1 here and 10.97.0.2 in the namespace, with this program between them: each
packet waits for its turn at RATE_BITS, then ONE_WAY_MS, and is lost with probability LOSS. It stands in
for netem where the kernel has none. Lines on stdin: `down`, `up`, `count`; each is answered by a line of
JSON with bytes and lost packets of each direction ("up" is towards this machine).
"""

import fcntl
import heapq
import json
import os
import random
import select
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN = 0x0001
IFF_NO_PI = 0x1000
MOST_QUEUED_S = 1.5

namespace, rate, delay_ms, loss, seed = sys.argv[1:6]
rate, delay, loss = float(rate), float(delay_ms) / 1000, float(loss)
chance = random.Random(int(seed))


def tun(name):
    fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    return fd


def ip(*words):
    subprocess.run(["ip", *words], check=True)


here = tun("khop-here")
there = tun("khop-there")
ip("addr", "add", "10.97.0.1/30", "dev", "khop-here")
ip("link", "set", "khop-here", "up")
ip("link", "set", "khop-there", "netns", namespace)
ip("-n", namespace, "addr", "add", "10.97.0.2/30", "dev", "khop-there")
ip("-n", namespace, "link", "set", "lo", "up")
ip("-n", namespace, "link", "set", "khop-there", "up")


class Way:
    def __init__(self, to):
        self.to, self.free, self.bytes, self.lost = to, 0.0, 0, 0


up, down = Way(here), Way(there)
ways = {there: up, here: down}
waiting = []
is_up = True
nth = 0
print(json.dumps({"ready": True}), flush=True)
while True:
    now = time.monotonic()
    while waiting and waiting[0][0] <= now:
        _, _, way, packet = heapq.heappop(waiting)
        if is_up:
            try:
                os.write(way.to, packet)
            except OSError:
                way.lost += 1
    wait = max(0.0, waiting[0][0] - now) if waiting else None
    ready, _, _ = select.select([here, there, 0], [], [], wait)
    for source in ready:
        if source == 0:
            line = sys.stdin.readline()
            if line == "":
                sys.exit(0)
            word = line.strip()
            if word in ("up", "down"):
                is_up = word == "up"
            told = {name: {"bytes": way.bytes, "lost": way.lost} for name, way in (("up", up), ("down", down))}
            print(json.dumps(told), flush=True)
            continue
        packet = os.read(source, 65536)
        way = ways[source]
        now = time.monotonic()
        begin = max(now, way.free)
        if not is_up or chance.random() < loss or begin - now > MOST_QUEUED_S:
            way.lost += 1
            continue
        way.free = begin + len(packet) * 8 / rate
        way.bytes += len(packet)
        nth += 1
        heapq.heappush(waiting, (way.free + delay, nth, way, packet))
