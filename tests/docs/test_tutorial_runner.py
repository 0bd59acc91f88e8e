"""The runner of tutorials finds what is wrong with a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from tutorials import matches, run_tutorial

PAGE = """\
# A page

```yaml title="folder/recipe.yaml"
name: example
```

```python
raise SystemExit("not run")
```

```console
$ cat folder/recipe.yaml
name: example
$ export WHO=reader && cd folder
```

```console
$ echo "$WHO $GIVEN" && \\
>   ls
reader outside
recipe.yaml
$ seq 5
1
…
5
$ echo error >&2; exit 3
er…r
# exits with 3
```
"""


def page(folder: Path, text: str) -> Path:
    path = folder / "page.md"
    path.write_text(text)
    return path


def test_files_commands_and_output(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    run_tutorial(page(tmp_path, PAGE), work, {"GIVEN": "outside"})
    assert [path.name for path in work.iterdir()] == ["folder"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: example\n$", "name: another\n$", r"page\.md:12: \$ cat(.|\n)*another(.|\n)*got"),
        ("reader outside\n", "", "expected"),
        ("1\n…", "2\n…", "expected"),
        ("…\n5", "5", "expected"),
        ("exits with 3", "exits with 4", "expected exit status 4, got 3"),
        ("# exits with 3\n", "", "expected exit status 0, got 3"),
        ("$ seq 5", "$ no-such-program", "expected exit status 0, got 127"),
        ("$ cat", "cat", "output before the first command"),
    ],
)
def test_what_differs_from_the_page_fails(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in PAGE
    changed = PAGE.replace(old, new, 1)
    with pytest.raises(AssertionError, match=message):
        run_tutorial(page(tmp_path, changed), tmp_path, {"GIVEN": "outside"})


def test_a_page_without_commands_fails(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no command"):
        run_tutorial(page(tmp_path, "# Nothing\n"), tmp_path)


def test_wildcards() -> None:
    assert matches("a … c", "a b c")
    assert matches("…\nend", "1\n2\nend")
    assert matches("start\n…", "start")
    assert not matches("a … c", "a b\nc")
    assert not matches("a", "a\nb")
