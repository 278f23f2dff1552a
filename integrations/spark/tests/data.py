"""Records with damage and with copies of every kind, made from a few words with a fixed seed."""

from __future__ import annotations

import random

WORDS = """model image data method network learn train result image task deep feature large small graph text speech
robust simple fast accurate approach propose show evaluate compare improve reduce increase error rate benchmark language
vision policy agent reward sample noise signal filter camera object scene depth motion human robot plan search memory""".split()


def sentence(rng: random.Random) -> str:
    words = [rng.choice(WORDS) for _ in range(rng.randint(9, 16))]
    return " ".join(words).capitalize() + "."


def records(count: int, seed: int = 11) -> list[dict]:
    rng = random.Random(seed)
    rows = []
    for n in range(count):
        title = " ".join(rng.choice(WORDS).capitalize() for _ in range(6)) + f" {n}"
        text = " ".join(sentence(rng) for _ in range(rng.randint(4, 8)))
        rows.append({"title": title, "abstract": text, "year": rng.randint(1990, 2025)})
        kind = rng.random()
        if kind < 0.1:
            rows[-1]["abstract"] = text.replace(".", " of 256times256 pixels.", 1)
            rows.append({"title": title, "abstract": text.replace(".", " of 256×256 pixels.", 1), "year": None})
        elif kind < 0.2:
            rows.append({"title": title, "abstract": text[: len(text) // 2], "year": 2000})
        elif kind < 0.3:
            words = text.split()
            words[rng.randrange(len(words))] = "changed"
            rows.append({"title": title, "abstract": " ".join(words), "year": 2001})
        elif kind < 0.35:
            rows.append({"title": title, "abstract": " ".join(sentence(rng) for _ in range(5)), "year": 2002})
        elif kind < 0.4:
            rows.append({"title": f"Without an Abstract {n}", "abstract": None, "year": 2003})
    rng.shuffle(rows)
    # Ids say nothing of the order in which the rows were made.
    ids = rng.sample(range(10**6), len(rows))
    return [{"id": f"p{own:06}", **row} for own, row in zip(ids, rows)]
