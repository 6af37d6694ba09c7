"""Compiles the translations before the package is built; everything else is in pyproject.toml."""

import runpy
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

COMPILE = Path(__file__).resolve().parent / "tools" / "compile_translations.py"


class BuildWithTranslations(build_py):
    def run(self) -> None:
        runpy.run_path(str(COMPILE), run_name="__main__")
        super().run()


setup(cmdclass={"build_py": BuildWithTranslations})
