"""What checks, review and status go by: rules, term bases, where the articles are."""

from pathlib import Path
from typing import TYPE_CHECKING

from yigao.commands._knowledge import read_knowledge
from yigao.commands._options import Options

if TYPE_CHECKING:
    from yigao.config_checks import Checks
    from yigao.pipeline.baseline import Known
    from yigao.pipeline.check import Setting
    from yigao.pipeline.staleness import Project


def project_of(options: Options) -> "Project":
    """Where the project's articles are and how they are read."""
    from yigao.pipeline.staleness import Project  # noqa: PLC0415 - commands load what they need when called
    from yigao.pipeline.units import UnitSize  # noqa: PLC0415

    return Project(
        root=options.config.root,
        folders=tuple(options.article_folders()),
        locales=options.locales(None),
        size=UnitSize(options.config.unit),
        reading=options.reading(None),
    )


def setting_of(options: Options, glossary: tuple[Path, ...], checks: "Checks", changed_since: str = "") -> "Setting":
    """How catalogs are checked. Raises `UserError` for rules that are not there."""
    from yigao.pipeline.check import Setting  # noqa: PLC0415
    from yigao.pipeline.rules import choose, matching  # noqa: PLC0415
    from yigao.pipeline.staleness import drift_of  # noqa: PLC0415

    config = options.config
    matching([*checks.severity, *(name for names in checks.per_file_ignores.values() for name in names)])
    project = project_of(options)
    return Setting(
        rules=choose(checks.select, checks.ignore),
        knowledge=lambda language: read_knowledge(options, glossary, language),
        drift=lambda catalog, path: drift_of(catalog, path, project),
        source_language=config.source,
        root=config.root,
        severities=checks.severity,
        ignored=checks.per_file_ignores,
        max_drafts=checks.max_drafts,
        patterns=checks.pattern,
        forbidden=checks.forbidden,
        options=checks.options,
        changed_since=changed_since,
    )


def known_findings(options: Options) -> "tuple[Known, ...]":
    """What the configured baseline knows. Raises `UserError` for one that cannot be read."""
    from yigao.pipeline.baseline import read_baseline  # noqa: PLC0415

    file = options.checks.baseline
    return read_baseline(options.config.root / file) if file else ()
