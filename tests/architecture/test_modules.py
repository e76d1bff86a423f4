"""The shape of modules: sizes, names that say nothing, rules that stay pure."""

import ast
from statistics import median, quantiles

from tests.architecture.code import APPS, ROOT, imports, lines_of, listed, modules, name_of, tree_of

FORBIDDEN = {"utils", "helpers", "services", "managers", "constants", "signals", "misc"}
IMPURE = ("django", "celery", "rest_framework", "psycopg", "kombu", "requests", "time", "random", "secrets", "os")
CLOCKS = {"now", "today", "utcnow", "localtime", "localdate", "monotonic"}
CLOCK_MODULES = ("common.clock", "django.utils.timezone")
# What watches real processes and machines needs the real time, never a held one.
REAL_TIME = ("common/clock.py", *(f"compliance_portal/{name}/" for name in ("supervisor", "doctor", "management")))


def test_no_module_is_called_by_what_it_is_not() -> None:
    found = [name_of(path) for path in modules() if FORBIDDEN & {path.stem, path.parent.name}]
    assert not found, listed(found, "Name the module after what it holds, in the words of docs/.")


def test_modules_are_small() -> None:
    sizes = {path: lines_of(path) for path in modules() if path.name != "__init__.py" or lines_of(path) > 5}
    long = [f"{name_of(path)}: {size}" for path, size in sizes.items() if size > 400]
    assert not long, listed(long, "No module has over 400 lines: make it a package by noun.")
    assert median(sizes.values()) <= 80, "Half of the modules pass 80 lines: split the next one by meaning."
    assert quantiles(sizes.values(), n=10)[-1] <= 250, "More than a tenth of the modules pass 250 lines: split by noun."


def test_test_files_are_small() -> None:
    long = [f"{name_of(path)}: {lines_of(path)}" for path in (ROOT / "tests").rglob("*.py") if lines_of(path) > 250]
    assert not long, listed(long, "A test file holds one action or page, at most 250 lines.")


def test_rules_are_pure() -> None:
    found = []
    for path in modules():
        if path.stem != "rules" and path.parent.name != "rules":
            continue
        tree = tree_of(path)
        names = [name for name in imports(tree) if name.split(".")[0] in IMPURE or name.startswith(CLOCK_MODULES)]
        found += [f"{name_of(path)} imports {name}" for name in names]
        found += [
            f"{name_of(path)}:{node.lineno} reads the clock"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
        ]
    assert not found, listed(found, "Rules take values and `today`, and return a Refusal or None: pass it in.")


def test_the_clock_is_read_in_one_place() -> None:
    clocks = {"timezone.now", "timezone.localdate", "datetime.now", "datetime.utcnow", "date.today"}
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        if not name_of(path).startswith(REAL_TIME)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in clocks
    ]
    assert not found, listed(found, "Ask common.clock, so that tests and the sample can hold the time.")


def test_nothing_overrides_save_or_listens_to_signals() -> None:
    found = []
    for path in modules():
        tree = tree_of(path)
        signals = ("django.db.models.signals", "django.dispatch", "django.core.signals", "django.contrib.auth.signals")
        found += [f"{name_of(path)} imports {name}" for name in imports(tree) if name.startswith(signals)]
        if "models" in (path.stem, path.parent.name):
            found += [
                f"{name_of(path)}:{node.lineno} {node.name}()"
                for node in ast.walk(tree)
                if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
            ]
    assert not found, listed(found, "Write an action; upper apps ask or sweep, nothing happens behind a save.")


def test_only_settings_read_the_environment() -> None:
    allowed = ("compliance_portal/settings/", "compliance_portal/supervisor/")
    entry = {"compliance_portal/celery.py", "compliance_portal/wsgi.py", "compliance_portal/asgi.py"}
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        if not name_of(path).startswith(allowed) and name_of(path) not in entry
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv"}
    ]
    assert not found, listed(found, "Add a setting to compliance_portal/settings and read that.")


def test_every_app_has_the_shape_of_an_app() -> None:
    found = [
        f"{app}/{name}.py"
        for app in APPS
        for name in ("permissions", "verbs", "apps")
        if app not in {"common", "compliance_portal", "sandbox"} and not (ROOT / app / f"{name}.py").is_file()
    ]
    assert not found, listed(found, "Each app declares its permissions and verbs, even when they are few.")
