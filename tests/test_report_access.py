"""The report for every reader: by keyboard, by screen reader, on a phone, in the dark, on paper."""

import re

import pytest

from tests.browsing import address, expect, open_browser, open_page, real_outputs
from tests.report_samples import write_site

PAGES = [
    "index.html",
    "recommendations.html",
    "recommendations/FR19.html",
    "commitments.html",
    "commitments/*",
    "sources.html",
    "sources/community-care-2025-01-16.html",
    "time.html",
    "threads.html",
    "threads/*",
    "bodies.html",
    "bodies/*",
    "columns.html",
]

PHONE = {"width": 320, "height": 700}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return write_site(tmp_path_factory.mktemp("hostile") / "outputs")


def find(outputs, name):
    """The address of a page; of the first in its folder for a star."""
    report = outputs / "report"
    return sorted(report.glob(name))[0].as_uri() if "*" in name else address(outputs, name)


def find_faults(page, **options):
    """What axe-core says against a page, by all its rules; it may not fetch the style sheet again."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    violations = axe.run(page, options={"preload": False, **options}).response["violations"]
    return [(each["id"], node["html"][:200]) for each in violations for node in each["nodes"]]


def width_of(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_fault_on_a_desk_in_the_dark_or_on_a_phone(browser, name):
    with open_page(browser, viewport=DESK) as page:
        page.goto(find(real_outputs(), name))
        assert find_faults(page) == []
        page.emulate_media(color_scheme="dark")
        assert find_faults(page, runOnly=["color-contrast"]) == []
        page.set_viewport_size(PHONE)
        assert find_faults(page) == []


@pytest.mark.parametrize("name", ["index.html", "commitments.html", "commitments/*", "sources/*", "bodies/*"])
def test_hostile_words_make_no_fault_and_widen_no_page(browser, hostile, name):
    with open_page(browser, viewport=DESK) as page:
        page.goto(find(hostile, name))
        assert find_faults(page) == []
        assert width_of(page, 390) <= 390


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_its_screen(browser, name):
    with open_page(browser, viewport=DESK) as page:
        page.goto(find(real_outputs(), name))
        assert [width for width in (320, 390, 768, 1024) if width_of(page, width) > width] == []


def luminance(colour):
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_the_page_takes_the_colours_that_the_reader_prefers(browser, scheme, dark):
    with open_page(browser, color_scheme=scheme) as page:
        page.goto(address(real_outputs(), "index.html"))
        colours = [
            page.evaluate(f"getComputedStyle(document.body).{name}") for name in ("backgroundColor", "color")
        ]
        paper, ink = map(luminance, colours)
        assert (paper < 0.1) == dark
        assert (ink > 0.7) == dark


def test_nothing_moves_for_a_reader_who_wants_no_motion(browser):
    with open_page(browser, reduced_motion="reduce") as page:
        page.goto(address(real_outputs(), "commitments.html"))
        moving = """[...document.querySelectorAll('*')].filter(e => {
            const s = getComputedStyle(e);
            return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0 || s.scrollBehavior === 'smooth';
        }).length"""
        assert page.evaluate(moving) == 0


def test_stances_are_told_apart_without_colour(browser):
    with open_page(browser) as page:
        page.goto(address(real_outputs(), "sources/progress-update-2025-04-09.html"))
        lines = "e => getComputedStyle(e).textDecorationStyle"
        styles = {
            page.locator(f".legend .marked.{name}").evaluate(lines)
            for name in ("delivered", "underway", "committed", "considering", "declined")
        }
        assert styles == {"double", "dashed", "solid", "dotted", "wavy"}
        badges = page.locator(".legend .badge").all_inner_texts()
        assert len(set(badges)) == 5


def focused(page):
    return page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()")


def test_the_first_key_offers_to_skip_to_the_content(browser):
    with open_page(browser) as page:
        page.goto(address(real_outputs(), "commitments.html"))
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to the content"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert focused(page) == "q"


def press_until(page, key, wanted, most=60):
    for _ in range(most):
        page.keyboard.press(key)
        if re.search(wanted, focused(page)):
            return
    raise AssertionError(f"{wanted} was not reached by {key}; at {focused(page)!r}")


def test_a_refusal_is_found_and_read_with_the_keyboard_alone(browser):
    with open_page(browser) as page:
        page.goto(address(real_outputs(), "index.html"))
        press_until(page, "Tab", "^Commitments$")
        page.keyboard.press("Enter")
        expect(page.locator("#count")).to_be_visible()
        press_until(page, "Tab", "^stance$")
        for _ in range(4):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.locator("#count")).to_have_text(re.compile(r"^\d of "))
        press_until(page, "Tab", "^Due")
        page.keyboard.press("Enter")
        expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
        press_until(page, "Tab", "^The Government is not currently taking forward")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Refused")


def test_what_has_the_focus_can_be_seen(browser):
    with open_page(browser) as page:
        page.goto(address(real_outputs(), "commitments.html"))
        for _ in range(25):
            page.keyboard.press("Tab")
            width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
            assert width >= 2, focused(page)


def test_the_count_is_announced(browser):
    with open_page(browser) as page:
        page.goto(address(real_outputs(), "commitments.html"))
        expect(page.get_by_role("status")).to_contain_text("commitments")


def test_what_can_be_touched_is_large_enough(browser):
    """WCAG 2.2, 2.5.8: 24 by 24 CSS pixels, but for links inside a sentence."""
    with open_page(browser, viewport={"width": 390, "height": 800}) as page:
        page.goto(address(real_outputs(), "commitments.html"))
        for target in page.locator("button:visible, select:visible, input:visible, nav a:visible").all():
            box = target.bounding_box()
            size = (box["width"], box["height"])
            if target.get_attribute("type") == "checkbox":
                box = target.locator("..").bounding_box()  # its label can be touched as well
                size = (box["width"], box["height"])
            assert min(size) >= 24, target.evaluate("e => e.outerHTML")


def count_pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_what_is_shown_is_printed_as_an_audit_pack(browser, tmp_path):
    pdfium = pytest.importorskip("pypdfium2")
    with open_page(browser, color_scheme="dark") as page:
        page.goto(address(real_outputs(), "commitments.html#stance=declined"))
        expect(page.locator("#count")).to_be_visible()
        document = pdfium.PdfDocument(page.pdf(format="A4"))
        words = " ".join("".join(sheet.get_textpage().get_text_range() for sheet in document).split())
    assert re.search(r"\b2 of \d+ commitments\. Refused", words)
    assert "is not currently taking forward any further steps" in words
    assert "paragraph 79" in words
    assert words.count("SHA-256") >= 2
    assert re.search(r"aab7c4e51eda5b26\w+", words.replace(" ", ""))
    assert "Search the words" not in words


def test_a_document_is_printed_on_white(browser):
    with open_page(browser, color_scheme="dark") as page:
        page.goto(address(real_outputs(), "sources/home-secretary-letter-2025-02-20.html"))
        page.emulate_media(media="print", color_scheme="dark")
        assert (
            luminance(page.evaluate("getComputedStyle(document.querySelector('.paragraph .words')).color"))
            < 0.2
        )
        assert not page.locator("nav").first.is_visible()
        assert 4 <= count_pages(page.pdf(format="A4")) <= 14
