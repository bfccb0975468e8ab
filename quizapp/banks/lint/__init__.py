"""The author's checks: everything about a bank that a machine can judge.

`check` runs them all. Each module holds the rules of one concern; thresholds stand beside the rule
that uses them and come from the item-writing guide.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.banks.ledger import Place
from quizapp.banks.lint.conversations import check_conversations
from quizapp.banks.lint.language import check_language
from quizapp.banks.lint.options import check_options
from quizapp.banks.lint.quantities import check_quantities
from quizapp.banks.lint.records import check_records
from quizapp.banks.lint.report import CheckReport, Embed, Subject
from quizapp.banks.lint.responses import check_responses
from quizapp.banks.targets import Targets
from quizapp.domain.plan import Bank


def check(
    bank: Bank,
    *,
    places: Mapping[str, Place] | None = None,
    targets: Targets | None = None,
    embed: Embed | None = None,
) -> CheckReport:
    """Return what the checks find in a bank.

    `places` gives findings their file and line, `targets` the floors to reach, `embed` turns texts
    into vectors so that cases with the same plot in other words are found, too.
    """
    subject = Subject(bank=bank, places=places or {}, targets=targets, embed=embed)
    for run in (
        check_options,
        check_language,
        check_conversations,
        check_responses,
        check_records,
        check_quantities,
    ):
        run(subject)
    return subject.report()
