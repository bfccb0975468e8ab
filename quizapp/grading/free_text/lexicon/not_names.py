# ruff: noqa: SIM905  # word lists are kept as running text
"""Words that stand where a customer's name might and are none."""

from __future__ import annotations

SAID_LAST = frozenset(
    """
    absolute absolutely answers app appalling are assault back bigger black blank blink boy
    brand brands bread bright capital carriage case cases check clap class close coach cold
    colour concert cost cowboys dad dads dark dead degrees dialysis disgraceful disgusting done
    due electric elf elves empty ends enough explain face fan far fault film fix flat foam fraud
    full gas gig gin gone green half halfway help hermit hold holiday holidays honestly hopeless
    hurts hutch ideas idiot inside kinda kit knew lane law lift light lights line log lounge
    main malaria marks mass meant milk money nightmare normal nothing now olds outside over paid
    part past pink pitch please pls postage pounds present promise proof proud quarter quid
    quiet quietest radio rain ready receipt rubbish run sat scrubs seriously shambles shift
    shock shocking silent sit sleep slept slight slow sold sort speechless stood stop stuck
    tacky tax taxi tbh tears terrace third top traffic treadmill turn unacceptable unfair visits
    wait waste water white wit wolf world worth wow written yellow
    """.split()
)
"""Words that end a message as a name might, or begin a sentence, and are none without a capital."""

ROLES = frozenset(
    """
    agent airport asylum aunt cabin caller chapel class cottage couple customer customers dads
    driver engineer family father fitter grandfather grandmother guest guests husband insurer
    manager member members mother owner parent parents passenger patient pensioner pirate
    relative resident secretary shop student tenant widow widower wife
    """.split()
)
"""Words for whoever writes, capital or not."""
