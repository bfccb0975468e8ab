"""How new certificates look: one row, with the images as bytes."""

from __future__ import annotations

from quizapp.domain.certificate import Appearance, PageSize
from quizapp.storage.database import Database


class AppearanceStore:
    """Reads and writes the appearance of certificates that are yet to be issued."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> Appearance:
        """Return what was chosen, or the looks that come with the app."""
        row = self._database.connection.execute("select * from appearance").fetchone()
        if row is None:
            return Appearance()
        return Appearance(
            template=row["template"],
            page_size=PageSize(row["page_size"]),
            colour=row["colour"],
            accent=row["accent"],
            logo=row["logo"],
            signatory_name=row["signatory_name"],
            signatory_title=row["signatory_title"],
            signature_image=row["signature_image"],
        )

    def put(self, chosen: Appearance) -> None:
        """Store what was chosen."""
        with self._database.transaction() as connection:
            connection.execute(
                "insert or replace into appearance values (1,?,?,?,?,?,?,?,?)",
                (
                    chosen.template,
                    chosen.page_size.value,
                    chosen.colour,
                    chosen.accent,
                    chosen.logo,
                    chosen.signatory_name,
                    chosen.signatory_title,
                    chosen.signature_image,
                ),
            )
