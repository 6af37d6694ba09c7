"""One file of settings for the server, the timer and every command; the environment overrides it."""

import subprocess
import sys
from pathlib import Path

import pytest

from fanal.core.errors import BadInput
from fanal.settings import options, reader

FANAL = Path(sys.executable).with_name("fanal")
SAMPLE = Path(__file__).resolve().parents[2] / "deploy" / "fanal.toml"


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write a settings file, which is then the one that counts."""
    for one in options.ALL:
        monkeypatch.delenv(one.variable, raising=False)

    def write(text, mode=0o640):
        path = tmp_path / "fanal.toml"
        path.write_text(text)
        path.chmod(mode)
        monkeypatch.setenv(reader.WHERE, str(path))
        reader.contents.cache_clear()
        return path

    yield write
    reader.contents.cache_clear()


def refused(setting):
    with pytest.raises(BadInput) as problem:
        setting.value()
    return f"{problem.value.where}: {problem.value.why}"


def test_each_setting_is_read_with_its_type(written):
    written(
        'host = "notes.example.org"\nforget_after = 30\n[mail]\nport = 587\n'
        '[journal]\nplaces = ["/mnt/one", "/mnt/two"]\nhead_mail = false\n'
    )
    assert options.HOST.value() == "notes.example.org"
    assert options.MAIL_PORT.value() == 587
    assert options.FORGET_AFTER.value().idle == 30
    assert options.JOURNAL_PLACES.value() == ["/mnt/one", "/mnt/two"]
    assert options.JOURNAL_HEAD_MAIL.value() is False
    assert options.VAR.value() == ""  # not given


def test_the_environment_overrides_the_file(written, monkeypatch):
    written('host = "one.example.org"\nlanguages = ["fr"]\n')
    monkeypatch.setenv("FANAL_HOST", "two.example.org")
    monkeypatch.setenv("FANAL_LANGUAGES", "vi,en")
    assert options.HOST.value() == "two.example.org"
    assert options.OFFERED.value() == ["vi", "en"]


@pytest.mark.parametrize("written_so", ["\n[mail]\nprot = 587", "\n\nmail.prot = 587"])
def test_an_unknown_key_is_refused_with_its_line_and_the_nearest(written, written_so):
    path = written(f'host = "a.example"\n{written_so}\n')
    with pytest.raises(BadInput) as problem:
        options.check_file()
    assert problem.value.where == f"{path}:4: mail.prot"
    assert "mail.port" in str(problem.value.why)


@pytest.mark.parametrize(
    ("text", "setting", "says"),
    [
        ("[mail]\nport = 70000\n", options.MAIL_PORT, ":2: mail.port: is a whole number"),
        ("[mail]\nport = true\n", options.MAIL_PORT, ":2: mail.port: is a whole number"),
        ('var = "var"\n', options.VAR, ":1: var: begins with /"),
        ("host = 3\n", options.HOST, ":1: host: is a text"),
        ('time_zone = "Paris"\n', options.TIME_ZONE, "“Paris” is no time zone"),
        ('time_zone = "../../etc/passwd"\n', options.TIME_ZONE, "is no time zone"),
        ('languages = ["lo"]\n', options.OFFERED, "is a list of these: fr, en, vi"),
        ("languages = []\n", options.OFFERED, "is a list of these"),
        ('greeting_with_name = "perhaps"\n', options.GREETING, "is true or false"),
        ("forget_after = 0\n", options.FORGET_AFTER, ":1: forget_after: is a number of seconds"),
        ('[journal]\nplaces = "/mnt/one:mnt/two"\n', options.JOURNAL_PLACES, "begins with /"),
    ],
)  # fmt: skip
def test_a_value_that_is_none_is_refused_with_its_place(written, text, setting, says):
    written(text)
    assert says in refused(setting)


def test_what_is_no_toml_is_refused_with_its_line(written):
    path = written("host = notes\n")
    with pytest.raises(BadInput, match="line 1") as problem:
        options.HOST.value()
    assert problem.value.where == str(path)


@pytest.mark.parametrize(
    "text",
    ['[mail]\npassword = "lantern"\n', 'database = "postgresql://fanal:lantern@db/fanal"\n'],
)
def test_a_file_with_a_password_is_closed_to_others(written, text):
    written(text, mode=0o644)
    assert "chmod 640" in refused(options.HOST)
    written(text, mode=0o640)
    assert options.HOST.value() == "localhost"


def test_a_file_that_is_named_and_not_there_is_said(monkeypatch):
    monkeypatch.setenv(reader.WHERE, "/nowhere/fanal.toml")
    assert "/nowhere/fanal.toml" in refused(options.HOST)


def test_the_sample_names_every_setting_and_can_be_read(written):
    text = SAMPLE.read_text()
    uncommented = "\n".join(
        line[1:] if line.startswith("#") and not line.startswith("# ") else line
        for line in text.splitlines()
    )
    written(uncommented)
    options.check_file()
    for one in options.ALL:
        assert one.source(), one.key
        one.value()


def run(*words, **env):
    return subprocess.run(
        [sys.executable, "-P", FANAL, *words],
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        cwd="/",
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house set up by its file alone, with an environment as empty as cron's."""
    from tests import tables

    folder = tmp_path_factory.mktemp("house")
    var = folder / "var"
    var.mkdir()
    tables.copy_if_kept(var / "fanal.sqlite3")
    file = folder / "fanal.toml"
    file.write_text(f'var = "{var}"\nkeys = "{folder}/keys"\nhost = "notes.example.org"\n')
    first = ["--email", "a@b.example", "--name", "A", "--office", "Paris", "--country", "FR"]
    return folder, file, run("setup", *first, **given(file))


def given(file):
    return {"FANAL_CONFIG": str(file), "PYTHONPATH": ":".join(sys.path)}


def test_set_up_and_the_timer_need_nothing_but_the_file(house):
    folder, file, made = house
    assert made.returncode == 0, made.stderr
    assert "https://notes.example.org/" in made.stdout
    assert (folder / "keys" / "pepper.key").exists()
    swept = run("tick", **given(file))
    assert (swept.returncode, swept.stderr) == (0, "")


def test_without_the_file_the_timer_makes_no_database_and_says_so(house, tmp_path):
    folder, _file, _made = house
    var = tmp_path / "var"
    answer = run("tick", **given(""), FANAL_VAR=str(var), FANAL_KEYS=str(folder / "keys"))
    assert answer.returncode == 2
    assert "there is no database here" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert not (var / "fanal.sqlite3").exists()


def test_a_wrong_file_of_what_countries_say_of_care_stops_every_command_in_one_line(
    house, tmp_path
):
    rules, file = tmp_path / "care.toml", tmp_path / "fanal.toml"
    rules.write_text('[[rule]]\ncountry = "TH"\nabout = "hepatitis"\nhours = 0\n')
    file.write_text(house[1].read_text() + f'care_rules = "{rules}"\n')
    answer = run("tick", **given(file))
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1
    assert f"{rules}:" in answer.stderr
    rules.write_text(
        '[[rule]]\ncountry = "TH"\nabout = "hepatitis"\nhours = 300\nsource = "x"\nsure = "K"\n'
    )
    assert run("tick", **given(file)).returncode == 0


@pytest.mark.parametrize("workers", ["0", "-3", "65"])
def test_a_number_of_workers_is_read_on_the_command_line_as_in_the_file(house, workers):
    answer = run("serve", "--workers", workers, **given(house[1]))
    assert answer.returncode == 2
    assert answer.stderr == "fanal: --workers: is a whole number from 1 to 64\n"


def test_an_unknown_key_stops_every_command_in_one_line(house, tmp_path):
    file = tmp_path / "fanal.toml"
    file.write_text(house[1].read_text() + 'hots = "x"\n')
    for words in (["tick"], ["serve"], ["manage", "check"]):
        answer = run(*words, **given(file))
        assert answer.returncode == 2
        assert answer.stderr == f"fanal: {file}:4: hots: is no setting; “host” is one\n"
