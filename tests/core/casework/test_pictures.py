"""A picture keeps what it shows and nothing of where, when and with what it was taken."""

import io

import pytest
from PIL import Image, ImageCms, ImageOps
from PIL.PngImagePlugin import PngInfo

from fanal.core.casework import pictures
from fanal.core.casework.pictures import drawn_anew, upright
from fanal.core.errors import BadInput

MARK = "zuyquexvaj"
GPS, CAMERA, TURNED = 0x8825, 0x010F, 0x0112
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def photograph(form="JPEG", mode="RGB", turned=1, **more):
    exif = Image.Exif()
    exif[CAMERA], exif[TURNED] = MARK, turned
    exif.get_ifd(GPS).update({1: "N", 2: (13.0, 45.0, 22.0)})
    out = io.BytesIO()
    picture = Image.new(mode, (40, 20), "red" if mode in {"RGB", "RGBA"} else 1)
    picture.save(out, form, exif=exif, icc_profile=PROFILE, **more)
    return out.getvalue() + MARK.encode()  # what some cameras hang after the end


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_photograph_loses_place_camera_comment_and_what_hangs_after_it(mode):
    taken = photograph(mode=mode, comment=MARK, xmp=MARK.encode())
    kept = drawn_anew("image/jpeg", taken)
    assert MARK.encode() in taken
    assert MARK.encode() not in kept
    picture = Image.open(io.BytesIO(kept))
    assert (picture.size, dict(picture.getexif())) == ((40, 20), {})
    assert not picture.info.keys() & {"icc_profile", "comment", "xmp", "photoshop"}


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "1"])
def test_a_png_loses_its_words_and_keeps_every_pixel(mode):
    words = PngInfo()
    words.add_text("Comment", MARK)
    words.add_itxt("XML:com.adobe.xmp", MARK)
    taken = photograph("PNG", mode, pnginfo=words)
    kept = drawn_anew("image/png", taken)
    assert MARK.encode() not in kept
    pixels = [Image.open(io.BytesIO(one)).convert("RGBA").tobytes() for one in (taken, kept)]
    assert pixels[0] == pixels[1]


def test_a_photograph_taken_upright_stays_upright():
    kept = drawn_anew("image/jpeg", photograph(turned=6))
    assert Image.open(io.BytesIO(kept)).size == (20, 40)


@pytest.mark.parametrize("turned", range(1, 9))
def test_every_way_a_camera_is_held_is_turned_as_pillow_turns_it(turned):
    taken = Image.open(io.BytesIO(photograph(turned=turned)))
    assert upright(taken).tobytes() == ImageOps.exif_transpose(taken).tobytes()


def test_a_photograph_is_kept_whose_exif_cannot_be_read():
    """Telephones write such: a value of another kind than its tag has."""
    taken = photograph(turned=6)
    broken = taken.replace(b"\x01\x0f\x00\x02", b"\x01\x01\x00\x02")  # a height in letters
    assert broken != taken
    assert Image.open(io.BytesIO(drawn_anew("image/jpeg", broken))).size == (20, 40)


def test_what_is_no_picture_stays_as_it_is():
    assert drawn_anew("application/pdf", b"%PDF-1.7 " + MARK.encode()).endswith(MARK.encode())


@pytest.mark.parametrize("broken", [b"\xff\xd8\xff", b"\xff\xd8\xff\xe0" + b"x" * 99])
def test_a_broken_picture_is_refused_at_its_field(broken):
    with pytest.raises(BadInput, match="broken") as mistake:
        drawn_anew("image/jpeg", broken)
    assert mistake.value.where == "file"


def test_a_cut_off_picture_is_refused():
    with pytest.raises(BadInput, match="broken"):
        drawn_anew("image/png", photograph("PNG")[:60])


@pytest.mark.asvs("V5.2.1", "V5.2.3")
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 799)
    with pytest.raises(BadInput, match="too many pixels"):
        drawn_anew("image/jpeg", photograph())
