# Strings, regular expressions, JSON, hashing and sorting.
import hashlib
import json
import re
import sys
import time


def words(n):
    state = 12345
    for _ in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        length = 3 + (state >> 8) % 6
        yield "".join(chr(97 + ((state >> (3 * i)) & 15)) for i in range(length))


def run():
    text = " ".join(words(12000))
    counts = {}
    for word in text.split(" "):
        counts[word] = counts.get(word, 0) + 1
    top = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    matches = len(re.findall(r"\b[a-f]+([g-p])[a-z]*\1\b", text))
    encoded = json.dumps([{"word": word, "count": count, "upper": word.upper()} for word, count in counts.items()])
    decoded = json.loads(encoded)
    lines = "\n".join(f"{entry['count']:>4} {entry['upper']!r:<14}" for entry in decoded)
    return top, matches, len(encoded), hashlib.sha256(lines.encode()).hexdigest()


start = time.perf_counter()
print(*run())
print("elapsed %.3f ms" % ((time.perf_counter() - start) * 1000), file=sys.stderr)
