import pytest

from quizapp.exam.timer import SectionTimer, Stamp, crossed, elapsed, thresholds


def at(monotonic: float, wall: float | None = None, boot: str = "b1") -> Stamp:
    return Stamp(monotonic=monotonic, wall=monotonic if wall is None else wall, boot=boot)


def test_time_runs_by_the_steady_clock_and_a_changed_wall_clock_changes_nothing() -> None:
    timer = SectionTimer(limit=600, used=0, counted_at=at(100))
    assert timer.left(at(160, wall=-90_000)) == 540
    assert timer.left(at(160, wall=90_000)) == 540


def test_after_a_restart_of_the_machine_the_wall_clock_counts_but_never_gives_time_back() -> None:
    timer = SectionTimer(limit=600, used=50, counted_at=at(5000, wall=1000))
    assert timer.left(at(3, wall=1100, boot="b2")) == 450
    assert timer.left(at(3, wall=900, boot="b2")) == 550


def test_a_paused_timer_stands_still_and_goes_on_where_it_stood() -> None:
    paused = SectionTimer(limit=600, used=0, counted_at=at(0)).paused(at(100))
    assert paused.left(at(500)) == 500
    assert paused.running is False
    assert paused.resumed(at(500)).left(at(510)) == 490


def test_time_left_is_never_negative_and_absent_without_a_limit() -> None:
    assert SectionTimer(limit=10, used=0, counted_at=at(0)).left(at(99)) == 0
    assert SectionTimer(limit=None, used=0, counted_at=at(0)).left(at(99)) is None


def test_counting_twice_counts_nothing_twice() -> None:
    timer = SectionTimer(limit=600, used=0, counted_at=at(0))
    twice = timer.counted(at(10)).counted(at(25))
    assert twice.used == 25


@pytest.mark.parametrize(
    ("minutes", "quiet", "expected"),
    [
        (50, False, (25.0, 15.0, 5.0, 1.0)),
        (50, True, (15.0, 5.0, 1.0)),
        (20, False, (15.0, 5.0, 1.0)),
        (4, False, (2.0, 1.0)),
        (30, False, (15.0, 5.0, 1.0)),
        (15, False, (7.5, 5.0, 1.0)),
        (1, False, (0.5,)),
        (1, True, ()),
    ],
)
def test_the_clock_speaks_at_half_time_and_at_fixed_minutes(
    minutes: float, *, quiet: bool, expected: tuple[float, ...]
) -> None:
    assert thresholds(minutes * 60, quiet=quiet) == expected


def test_a_threshold_is_announced_once_when_it_is_passed_and_only_the_last_after_a_gap() -> None:
    points = (15.0, 5.0, 1.0)
    assert crossed(301, 300, points) == 5.0
    assert crossed(300, 299, points) is None
    assert crossed(1000, 30, points) == 1.0


def test_two_moments_without_a_known_boot_are_compared_by_the_wall_clock() -> None:
    assert elapsed(at(5, wall=10, boot=""), at(900, wall=12, boot="")) == 2


def test_less_than_a_second_counts_as_it_is_and_going_back_counts_nothing() -> None:
    assert elapsed(at(5), at(5.25)) == 0.25
    assert elapsed(at(5), at(4)) == 0
    assert elapsed(at(5, boot="b1"), at(4, boot="b2")) == 0
