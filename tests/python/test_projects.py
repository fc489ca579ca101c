"""Small projects, built as public templates are, answer as they do on the reference server (`tests/projects`)."""

import pathlib
import sys

import pytest

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "projects"))

from compare import compare, recorded, transcript
from drive import PROJECTS
from servers import runyard


@pytest.mark.parametrize("project", PROJECTS)
def test_a_project_answers_as_on_the_reference(project):
    assert compare(recorded(project), transcript(runyard, project)) == []
