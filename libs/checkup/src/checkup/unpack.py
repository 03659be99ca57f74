"""Unpacks a body piece by piece up to a limit, so that a small parcel cannot grow without end."""

from __future__ import annotations

import zlib

PACKINGS = ("gzip", "deflate")
_RAW_DEFLATE = -15
_GZIP_OR_ZLIB = 47


class Unpacker:
    """Feed it pieces; `body` never passes `limit` bytes. `ValueError` for a packing it cannot read."""

    def __init__(self, packing: str, limit: int) -> None:
        packing = packing.strip().lower().removeprefix("x-")
        if packing not in ("", "identity", *PACKINGS):
            raise ValueError(packing)
        self.body = bytearray()
        self.cut_short = False
        self._limit = limit
        self._taken = 0
        self._packed = packing in PACKINGS
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._started = False

    def feed(self, piece: bytes) -> None:
        # Counted on both sides: packed bytes that unpack to nothing could go on for ever.
        self._taken += len(piece)
        room = self._limit - len(self.body) + 1
        self.body += self._expand(piece, room) if self._packed else piece[:room]
        if len(self.body) > self._limit or self._taken > self._limit:
            del self.body[self._limit :]
            self.cut_short = True

    def _expand(self, piece: bytes, room: int) -> bytes:
        try:
            out = self._inflate.decompress(piece, room)
        except zlib.error as error:
            if self._started:
                raise ValueError("broken") from error
            # Some servers say "deflate" and leave the wrapping off.
            self._inflate = zlib.decompressobj(_RAW_DEFLATE)
            try:
                out = self._inflate.decompress(piece, room)
            except zlib.error as again:
                raise ValueError("broken") from again
        self._started = True
        return out
