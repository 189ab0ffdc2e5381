"""A process of its own that draws one page of a file: bytes nobody vouches for are opened here and nowhere else.

Run as `python -P drawing.py KIND PAGE` with the file as standard input. It writes one line of JSON (`pages`, `page` and,
by kind, `width` and `height`, `lines` or `rows`, `text`, `more`; or `refused`) and after it the PNG that was drawn, if any.
It has no name of a file, no network to speak of, and the system kills it when it has had its share.
"""

import json
import os
import resource
import sys

import pypdfium2
from PIL import Image, ImageOps

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from reading import READERS, Refused  # noqa: E402  it stands beside this file, and nothing else of the house is loaded

MEMORY = 1024 * 2**20  # bytes of address space
SECONDS = 10  # of CPU
PIXELS = 50_000_000  # of an image
PAGES = 500  # of a PDF that are shown
WIDEST, TALLEST = 1400, 3000  # pixels of what is drawn
WORDS = 20_000  # characters of a page that are told beside its picture


def image(stream, kind, _page):
    """The image again, upright, smaller, and without anything that was written beside its pixels."""
    Image.MAX_IMAGE_PIXELS = PIXELS
    with Image.open(stream, formats=["PNG" if kind == "image/png" else "JPEG"]) as found:
        if found.width * found.height > PIXELS:
            raise Refused("large")
        found.draft("RGB", (WIDEST, TALLEST))
        found.thumbnail((WIDEST, TALLEST))
        upright = ImageOps.exif_transpose(found)
        clean = Image.new("RGB", upright.size, "white")
        clean.paste(upright, mask=upright.convert("RGBA").getchannel("A"))
    return {"pages": 1, "page": 1}, clean


def pdf(stream, _kind, page):
    """One page, with its words for who cannot see the picture."""
    document = pypdfium2.PdfDocument(stream)
    pages = len(document)
    if not 1 <= page <= min(pages, PAGES):
        raise Refused("beyond")
    sheet = document[page - 1]
    width, height = sheet.get_size()
    scale = min(WIDEST / max(width, 1), TALLEST / max(height, 1))
    drawn = sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    words = sheet.get_textpage().get_text_bounded()[:WORDS]
    return {"pages": min(pages, PAGES), "page": page, "all_pages": pages, "text": words}, drawn


DRAWERS = {"application/pdf": pdf, "image/png": image, "image/jpeg": image}


def drawn(stream, kind, page):
    """(facts, picture or None) of a page of a file."""
    try:
        if kind in DRAWERS:
            return DRAWERS[kind](stream, kind, page)
        return {"pages": 1, "page": 1, **READERS[kind](stream)}, None
    except Refused as refused:
        return {"refused": str(refused)}, None
    except pypdfium2.PdfiumError as error:
        return {"refused": "locked" if "password" in str(error).lower() else "broken"}, None
    except (Image.DecompressionBombError, MemoryError):
        return {"refused": "large"}, None
    except Exception:  # what the readers of foreign bytes raise is no promise
        return {"refused": "broken"}, None


def confine():
    """Beyond these the system says no, or kills."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main():
    confine()
    Image.init()
    facts, picture = drawn(sys.stdin.buffer, sys.argv[1], int(sys.argv[2]))
    if picture is not None:
        facts |= {"width": picture.width, "height": picture.height}
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n")
    if picture is not None:
        picture.save(sys.stdout.buffer, "PNG", optimize=False)


if __name__ == "__main__":
    main()
