"""quizapp teaches and certifies empathy in customer service, offline, with reasons for marks."""


def __getattr__(name: str) -> str:
    """Return the version when it is asked for; looking it up costs 26 ms that no window needs."""
    if name != "__version__":
        raise AttributeError(f"module 'quizapp' has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - as above

    try:
        return version("quizapp")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0.1.0"
