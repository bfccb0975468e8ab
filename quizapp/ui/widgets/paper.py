"""A certificate page as a picture on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from quizapp.ui import theme

if TYPE_CHECKING:
    from quizapp.certificates.preview import PagePicture

LANDSCAPE = 297 / 210


class Paper(QWidget):
    """A page with a hairline around it; a plain sheet until there is a picture.

    `width` is the usual width in the design's pixels; with `stretch` it takes up to that width.
    """

    def __init__(self, width: int, *, stretch: bool = False, name: str = "") -> None:
        super().__init__()
        self._width = width
        self._image: QImage | None = None
        sideways = QSizePolicy.Policy.Preferred if stretch else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(sideways, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(stretch)
        self.setSizePolicy(policy)
        if name:
            self.setAccessibleName(name)

    @property
    def shown(self) -> bool:
        """Tell whether there is a picture."""
        return self._image is not None

    def show_page(self, picture: PagePicture) -> None:
        """Show a page."""
        size = (picture.width, picture.height, picture.width * 3)
        self._image = QImage(picture.pixels, *size, QImage.Format.Format_RGB888).copy()
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()

    def _ratio(self) -> float:
        image = self._image
        return LANDSCAPE if image is None else image.width() / image.height()

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that a narrower page is lower."""
        return bool(self.sizePolicy().hasHeightForWidth())

    def heightForWidth(self, width: int) -> int:
        """Return the height of the page at a width."""
        return round(min(width, theme.current().px(self._width)) / self._ratio())

    def sizeHint(self) -> QSize:
        """Return the size of the page."""
        width = theme.current().px(self._width)
        return QSize(width, round(width / self._ratio()))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the page."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = min(self.width(), look.px(self._width))
        area = QRectF(0, 0, width, min(self.height(), width / self._ratio()))
        if self._image is not None:
            ratio = self.devicePixelRatioF()
            drawn = self._image.scaled(
                round(area.width() * ratio),
                round(area.height() * ratio),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawImage(area, drawn)
        else:
            painter.fillRect(area, look.colour("sunken"))
        painter.setPen(QPen(look.colour("control"), 1))
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
