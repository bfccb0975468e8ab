"""quizapp teaches and certifies empathy in customer service, offline, with reasons for marks."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("quizapp")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0.1.0"
