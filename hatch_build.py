"""The build hook: compiles the message catalogues, so that a wheel and an editable install carry them."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Write an .mo file beside every .po file below `root`; returns the files written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for po in sorted((root / "assess" / "locale").rglob("*.po")):
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parents[1].name)
        mo = po.with_suffix(".mo")
        with mo.open("wb") as target:
            write_mo(target, catalogue)
        written.append(mo)
    return written


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling gives the config type only at run time
    """Compiles assess/locale/*/LC_MESSAGES/*.po before every build."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel, an sdist or an editable install is made."""
        compile_catalogues(Path(self.root))
