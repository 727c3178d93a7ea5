"""Where packages are: Argos Translate's own folders, so that both programs see the same packages.

Its settings are asked at each call: they know ``ARGOS_PACKAGES_DIR``, ``ARGOS_PACKAGE_INDEX``, the XDG variables and its
``settings.json``.
"""

from pathlib import Path
from types import ModuleType

from yigao.errors import PackageError
from yigao.messages import message


def search_folders() -> list[Path]:
    """Every folder that may hold installed packages."""
    return [Path(folder) for folder in _settings().package_dirs]


def install_folder() -> Path:
    """The folder that packages are installed into."""
    return Path(_settings().package_data_dir)


def unpacked_folder() -> Path:
    """Where package files that are used without being installed are kept unpacked; may not exist yet."""
    return Path(_settings().cache_dir) / "yigao"


def download_folder() -> Path:
    """Where downloads are written before they are installed; may not exist yet."""
    return Path(_settings().downloads_dir)


def bundled_folder() -> Path:
    """Where packages that came with yigao are; need not exist."""
    return Path(__file__).parent / "bundled"


def index_url() -> str:
    """The list of packages that can be downloaded."""
    return str(_settings().package_index).rstrip("/") + "/index.json"


def _settings() -> ModuleType:
    try:
        from argostranslate import settings  # noqa: PLC0415 - it makes folders when it is imported
    except (OSError, ValueError, LookupError, AssertionError) as error:
        raise PackageError(
            message("Argos Translate's settings cannot be used: {reason}", reason=error),
            remedy="set XDG_DATA_HOME, XDG_CONFIG_HOME and XDG_CACHE_HOME to folders you may write; check ARGOS_* variables",
        ) from error
    module: ModuleType = settings
    return module
