"""Compares transcripts of two servers field by field.

    python tests/projects/compare.py record         # expectations, from the reference
    python tests/projects/compare.py expectations   # Runyard against them
    python tests/projects/compare.py reference      # Runyard against the reference itself

Names of projects may follow. `record` and `reference` need `langgraph-cli[inmem]` for the interpreter that runs this,
and `langchain`; `RUNYARD_BIN` is the server.
"""

import json
import sys

from differences import is_intended, without_intended
from drive import PROJECTS, drive
from servers import HERE, reference, runyard


def expected_file(project):
    return HERE / "expected" / f"{project}.json"


def differences(expected, found, path=""):
    """Where two values differ: the path, and what is there."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted(expected.keys() | found.keys()):
            at = f"{path}.{key}" if path else key
            if key not in found:
                yield at, f"missing, expected {short(expected[key])}"
            elif key not in expected:
                yield at, f"unexpected {short(found[key])}"
            else:
                yield from differences(expected[key], found[key], at)
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            yield path, f"{len(found)} items, expected {len(expected)}"
        for index, (left, right) in enumerate(zip(expected, found, strict=False)):
            yield from differences(left, right, f"{path}[{index}]")
    elif expected != found:
        yield path, f"{short(found)}, expected {short(expected)}"


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 160 else text[:157] + "..."


def compare(expected, found):
    """What differs and is not meant to, one line each."""
    compared = differences(without_intended(expected), without_intended(found))
    return [f"{path}: {text}" for path, text in compared if not is_intended(path)]


def transcript(server, project):
    with server(project) as url:
        return drive(url, project)


def recorded(project):
    return json.loads(expected_file(project).read_text())


def main(how, projects):
    failed = False
    for project in projects or PROJECTS:
        if how == "record":
            text = json.dumps(transcript(reference, project), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
            # One line for each request, so that changes can be read.
            expected_file(project).write_text(text.replace('},"', '},\n"') + "\n")
            continue
        expected = recorded(project) if how == "expectations" else transcript(reference, project)
        found = compare(expected, transcript(runyard, project))
        failed |= bool(found)
        print(f"{project}: {len(found)} differences", *found, sep="\n  ")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("record", "expectations", "reference"):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
