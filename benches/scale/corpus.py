"""A corpus of any size out of a small one: papers of their own, as like each other as papers are.

    corpus.py IN.jsonl GIGABYTES > OUT.jsonl

In each copy of IN every longer word in lower case (in a title, in any case) is another one of its length class: the word
that stands so many places further in the alphabet, a number that is different for each copy. So the copies have other
words and the same damage, formulas and sentences. Of 100 records one is written twice, and one again without its end.
"""

import json
import re
import sys

WORD = re.compile(r"\b[a-z]{4,}\b")
TITLE_WORD = re.compile(r"\b[A-Za-z][a-z]{3,}\b")


def turned(words, copy):
    """Every word, and the one that stands for it in that copy."""
    by_length = {}
    for word in words:
        by_length.setdefault((min(len(word), 12), word[0].isupper()), []).append(word)
    turned = {}
    for same in by_length.values():
        by = copy * 7919 % len(same)
        turned.update(zip(same, same[by:] + same[:by]))
    return turned


def main(source, gigabytes):
    with open(source, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    words = sorted({word for record in records for word in WORD.findall(record.get("abstract") or "")})
    # Capitals stay where they are.
    words += [word.capitalize() for word in words]
    left, copy = int(float(gigabytes) * 1e9), 0
    out = sys.stdout.buffer
    while left > 0:
        others = turned(words, copy)
        for n, record in enumerate(records):
            text = WORD.sub(lambda word: others.get(word[0], word[0]), record.get("abstract") or "")
            title = TITLE_WORD.sub(lambda word: others.get(word[0], word[0]), record.get("title") or "")
            new = {**record, "id": f"{copy}/{record.get('id', n)}", "title": title, "abstract": text}
            lines = [new]
            if n % 100 == 50:
                lines.append({**new, "id": new["id"] + "/again"})
            if n % 100 == 99:
                lines.append({**new, "id": new["id"] + "/cut", "abstract": text[: len(text) * 2 // 3]})
            for line in lines:
                left -= out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            if left <= 0:
                return
        copy += 1


main(*sys.argv[1:])
