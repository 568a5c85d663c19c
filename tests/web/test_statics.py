"""The page's own files keep the promises that its strict headers rest on."""

import re

import pytest

from adapters.web import statics

FILES = statics.load()
SCRIPTS = sorted(name for name in FILES if name.endswith(".js"))


def text(name: str) -> str:
    return FILES[name].body.decode()


def test_the_page_has_no_inline_script_style_or_handler() -> None:
    page = text("index.html")
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []


def test_nothing_comes_from_anywhere_else() -> None:
    for name in FILES:
        found = re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"'`]*", text(name))
        assert set(found) <= {"http://www.w3.org/2000/svg"}, name


@pytest.mark.parametrize("name", SCRIPTS)
def test_text_never_becomes_markup_or_code(name: str) -> None:
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\("
    )
    assert re.findall(forbidden, text(name)) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_import_is_a_file_of_the_page(name: str) -> None:
    for imported in re.findall(r'from "\./([^"]+)"', text(name)):
        assert imported in FILES


def test_the_page_fetches_its_scripts_all_at_once() -> None:
    named = re.findall(
        r'<link rel="modulepreload" href="/static/([^"]+)"', text("index.html")
    )
    imported = {
        each
        for name in SCRIPTS
        for each in re.findall(r'from "\./([^"]+)"', text(name))
    }
    assert sorted(named) == sorted(imported)


def test_each_element_that_a_script_looks_up_is_on_the_page() -> None:
    page = text("index.html") + text("main.js")
    for name in SCRIPTS:
        for id in re.findall(r'\$\("([\w-]+)"\)', text(name)):
            assert f'id="{id}"' in page or f'id: "{id}"' in page, (name, id)


def test_the_version_changes_with_any_file() -> None:
    changed = {**FILES, "main.js": FILES["style.css"]}
    assert statics.version(changed) != statics.version(FILES)
