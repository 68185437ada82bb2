"""The corpus's text files in other dresses: pages, Word files, PDFs with the same words in the same order."""

import html
import re
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"
NAMES = ("home-secretary-letter-2025-02-20", "community-care-2025-01-16", "progress-update-2025-04-09")


@dataclass(frozen=True)
class Printed:
    kind: str  # heading, paragraph, item
    words: str
    number: str = ""


def printed_blocks(name: str) -> list[Printed]:
    """A corpus text's blocks by the plainest reading: a line each, wrapped lines joined."""
    text = (CORPUS / f"{name}.txt").read_text(encoding="utf-8")
    text = re.sub(r"\n\s*\n\s*(?=[a-z(])", " ", text).replace("*", "")
    text = re.sub(r"^-\s*\n\s*", "- ", text, flags=re.M)
    return [_printed(line) for line in text.split("\n") if line.strip()]


def _printed(line: str) -> Printed:
    words = re.sub(r"(\w)- (?=[a-z])(?!and|or|to)", r"\1-", " ".join(line.split()))
    if words.startswith("- "):
        return Printed("item", words[2:])
    if numbered := re.match(r"(\d+\.) ", words):
        return Printed("paragraph", words[numbered.end() :], numbered[1])
    heading = len(words) < 90 and not words.endswith((".", ",", "?", ":")) and not re.search(r"\d{4}", words)
    return Printed("heading" if heading else "paragraph", words)


def as_markup(blocks: list[Printed]) -> str:
    """Govspeak as GOV.UK publishes it: ids on headings, lists in lists."""
    parts, listed = [], False
    for index, block in enumerate(blocks):
        words = html.escape(block.words).replace("IICSA", '<abbr title="the Inquiry">IICSA</abbr>')
        if listed and block.kind != "item":
            parts.append("</ul>")
        elif not listed and block.kind == "item":
            parts.append("<ul>")
        listed = block.kind == "item"
        tag = {"heading": f'h2 id="section-{index}"', "item": "li", "paragraph": "p"}[block.kind]
        parts.append(f"<{tag}>{block.number} {words}</{tag.split()[0]}>\n")
    return "\n".join([*parts, "</ul>" if listed else ""])


def as_govuk_page(blocks: list[Printed], title: str) -> str:
    contents = "".join(
        f'<li><a href="#section-{i}">{html.escape(b.words)}</a></li>'
        for i, b in enumerate(blocks)
        if b.kind == "heading"
    )
    return f"""<!DOCTYPE html><html lang="en" class="govuk-template"><head><meta charset="utf-8">
<title>{title} - GOV.UK</title><meta property="og:site_name" content="GOV.UK"><meta property="og:title" content="{title}">
<meta name="govuk:first-published-at" content="2025-04-09T12:00:00+01:00"><link rel="canonical" href="https://www.gov.uk/made/up">
<script>window.GOVUK = {{}}; document.write("<p>we will write this</p>")</script><style>p {{ color: red }}</style></head>
<body class="gem-c-layout-for-public"><div id="global-cookie-message" class="gem-c-cookie-banner"><p>We would like to set additional cookies.</p></div>
<a class="govuk-skip-link" href="#content">Skip to main content</a>
<header class="gem-c-layout-super-navigation-header"><ul><li><a href="/browse">Browse</a></li></ul></header>
<div class="gem-c-breadcrumbs"><ol><li><a href="/">Home</a></li></ol></div>
<main role="main" id="content"><h1 class="gem-c-heading__text">{title}</h1>
<div class="gem-c-metadata"><dl><dt>From:</dt><dd><a href="/government/organisations/home-office">Home Office</a></dd><dt>Published</dt><dd>9 April 2025</dd></dl></div>
<nav class="gem-c-contents-list"><h2>Contents</h2><ol>{contents}</ol></nav>
<section class="gem-c-attachment"><h3>Report</h3><p>PDF, 2 MB, 40 pages. We will send it.</p></section>
<div class="gem-c-govspeak govuk-govspeak"><div class="govspeak">{as_markup(blocks)}
<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>The first note. <a href="#fnref:1" class="reversefootnote">↩</a></p></li></ol></div>
</div></div><a href="#contents">Back to contents</a></main>
<div class="gem-c-feedback"><p>Is this page useful? We will look at your answer.</p><form><button>Yes</button></form></div>
<footer class="gem-c-layout-footer"><ul><li><a href="/help">Help</a></li></ul><p>All content is available under the Open Government Licence v3.0, except where otherwise stated</p></footer>
</body></html>"""


def as_news_page(blocks: list[Printed], title: str) -> str:
    """A news page with the usual clutter before, inside and behind the story."""
    markup = as_markup(blocks)
    middle = markup.index("</p>", len(markup) // 2) + 4
    inside = """<div class="related-links"><h3>Related articles</h3><ul><li><a href="/1">Ministers will act on care</a></li>
<li><a href="/2">Council to close homes</a></li></ul></div><div class="ad-slot"><p>Advertisement</p></div>
<figure><img src="x.jpg" alt="x"><figcaption>A minister in the House. Photo: somebody</figcaption></figure>
<div class="newsletter-signup"><p>We will send you the news. Sign up today.</p><form><input name="mail"></form></div>"""
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title} | The Example</title>
<meta property="og:site_name" content="The Example"><meta property="article:published_time" content="2025-01-16T18:20:00+00:00">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"x"}},{{"@type":"NewsArticle",
"headline":"{title}","datePublished":"2025-01-16T18:20:00Z","author":{{"@type":"Person","name":"A Reporter"}},"publisher":{{"name":"The Example"}}}}]}}</script></head>
<body><div class="cookie-consent"><p>We will store cookies if you agree to it.</p></div>
<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
<div class="page"><div class="with-sidebar"><article class="post"><p class="category"><a href="/news">News</a></p><h1>{title}</h1>
<p class="byline">By A Reporter</p><time datetime="2025-01-16">16 January 2025</time><div class="share-buttons"><ul><li><a href="x">Share</a></li></ul></div>
{markup[:middle]}{inside}{markup[middle:]}
<h3>Read more on this topic</h3><ul><li><a href="/3">What the inquiry said</a></li><li><a href="/4">The plan in full</a></li></ul>
<div class="tags"><a href="/t/1">Inquiries</a></div></article>
<aside class="sidebar"><h2>Most read</h2><ol><li><a href="/5">The government will think about it</a></li></ol></aside></div>
<section id="comments"><h2>Comments</h2><article class="comment"><p>They will never do it, and I will say so again and again until somebody listens.</p></article></section></div>
<footer><p>We will protect your data.</p></footer></body></html>"""
