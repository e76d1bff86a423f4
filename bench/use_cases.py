"""Does the register stay quick when it grows? Its pages with 1,000 and with 100,000 use cases, and the search in it.

Fills two databases of a PostgreSQL of its own with use cases in every state, their versions, categories, models,
members and two lines each, and asks for the list as an administrator, who sees all of it, and as an engineer, who does
not; for the register of another day; and for each order and filter. Then searches the large one for words of the
purpose, rare and common, and shows by EXPLAIN that an index finds them. Fails when a page of the large register takes
over 1.5 times as long as that of the small one, or over 12 queries, or when a search takes 100 ms or scans. The pages in
brackets are for information: they have hardly a row in the small register.
"""

# ruff: noqa: E501 - statements read better whole
import statistics
import sys
import time
from collections.abc import Callable
from hashlib import md5
from typing import Any

from list_pages import ASSIGNMENTS, ENTRY, PEOPLE, run, use

MOST_SEARCH_MS = 100
WORDS_RARE, WORDS_COMMON = 20_000, 200
SEARCHES = 15

FEW_PEOPLE = PEOPLE.replace("generate_series(1, %(rows)s)", "generate_series(1, 500)").replace("%(rows)s", "500")
# One person owns many, the others a few each. Sixty words of purpose: half of them of two hundred common ones, half of twenty thousand rare ones.
CASES = f"""
CREATE TEMPORARY TABLE bench_case ON COMMIT DROP AS
WITH people AS (
    SELECT id, department_id, row_number() OVER (ORDER BY id) - 1 AS place FROM access_person WHERE subject LIKE 'bench-%%'
)
SELECT n, uuidv7(passed) AS id, uuidv7(passed) AS version, now() + passed AS entered, p.id AS owner, p.department_id,
    (ARRAY['approved','approved','approved','approved','approved','approved','draft','draft','in-review','retired',
        'rejected','withdrawn','approved','approved','draft','suspended'])[1 + n %% 16] AS state,
    'Use case ' || n || ' ' || translate(substr(md5('r' || (n * 7919::bigint) %% {WORDS_RARE}), 1, 8), '0123456789',
        'ghijklmnop') AS title,
    (SELECT string_agg(CASE WHEN i %% 2 = 0
            THEN translate(substr(md5('c' || (n * 7 + i * 13) %% {WORDS_COMMON}), 1, 8), '0123456789', 'ghijklmnop')
            ELSE translate(substr(md5('r' || (n * 7919::bigint + i * 104729) %% {WORDS_RARE}), 1, 8), '0123456789',
                'ghijklmnop') END, ' ') FROM generate_series(1, 60) i)
        || CASE WHEN n %% 20 = 0 THEN ' A chatbot.' ELSE '' END AS purpose,
    (ARRAY['low','medium','high'])[1 + n %% 3] AS tier,
    (ARRAY['minimal','transparency','high-risk','minimal'])[1 + n %% 4] AS class,
    (ARRAY['responses','chat.completions','embeddings'])[1:1 + n %% 3]
        || CASE WHEN n %% 20 = 0 THEN ARRAY['videos'] ELSE ARRAY[]::text[] END AS endpoints,
    CASE WHEN n %% 5 = 0 THEN ARRAY['production','staging'] ELSE ARRAY['production'] END AS environments,
    current_date + (n %% 400 - 30)::int AS until
FROM generate_series(1, %(rows)s) n,
    LATERAL (SELECT make_interval(secs => -(%(rows)s - n) * 90 * 86400.0 / %(rows)s - 90) AS passed) moment,
    LATERAL (SELECT * FROM people WHERE place = CASE WHEN n %% 17 = 0 THEN 6 ELSE n %% 500 END) p
"""
USE_CASES = """
INSERT INTO registers_usecase (id, number, title, purpose, state, owner_id, department_id, risk_tier, ai_act_class,
    approved_until, reference, origin, version_id, in_force_id, proposed_id, created_at, created_by_id, changed_at,
    retired_at, suspension_reason)
SELECT id, n, title, purpose, state, CASE WHEN state = 'draft' AND n %% 4 = 0 THEN NULL ELSE owner END, department_id,
    tier, class, CASE WHEN state IN ('approved', 'suspended') THEN until END, 'REF-' || n,
    CASE WHEN n %% 5 = 0 THEN 'imported' ELSE 'entered' END, version,
    CASE WHEN state IN ('approved', 'suspended') THEN version END,
    CASE WHEN state IN ('draft', 'in-review') THEN version END,
    entered, owner, entered + interval '1 minute', CASE WHEN state = 'retired' THEN now() END,
    CASE WHEN state = 'suspended' THEN 'An incident' ELSE '' END
FROM bench_case
"""
VERSIONS = """
INSERT INTO registers_usecaseversion (id, use_case_id, number, state, title, purpose, outputs, lawful_basis,
    special_basis, affected, autonomy, oversight, ai_act_class, endpoints, environments, networks, stores_at_provider,
    risk_tier, note, created_at, created_by_id, saved_at, submitted_at, submitted_by_id, content_hash)
SELECT version, id, 1, 'draft', title,
    purpose, 'A draft', 'contract', '', '{customers}', 'drafts', '', class, endpoints, environments, '{}', false, tier,
    '', entered, owner, entered, NULL, NULL, ''
FROM bench_case
"""
# Frozen once they name everything; before, the database takes nothing more into them.
FROZEN = """
UPDATE registers_usecaseversion v SET content_hash = encode(sha256(v.id::text::bytea), 'hex'), submitted_at = entered,
    submitted_by_id = owner,
    state = CASE c.state WHEN 'suspended' THEN 'approved' WHEN 'retired' THEN 'withdrawn' ELSE c.state END
FROM bench_case c WHERE c.version = v.id
"""
LINKS = (
    """
    INSERT INTO registers_versioncategory (id, version_id, category_id, volume)
    SELECT uuidv7(), c.version, d.id, 'some' FROM bench_case c, LATERAL (
        SELECT id FROM registers_datacategory WHERE name IN ('Category ' || 1 + c.n %% 20, 'Category ' || 1 + c.n %% 19)) d
    """,
    """
    INSERT INTO registers_versionmodel (id, version_id, model_id)
    SELECT uuidv7(), c.version, m.id FROM bench_case c JOIN registers_providermodel m ON m.name = 'model-' || 1 + c.n %% 8
    """,
    """
    INSERT INTO registers_versionproject (id, version_id, project_id)
    SELECT uuidv7(), c.version, p.id FROM bench_case c JOIN registers_project p ON p.name = 'Project ' || 1 + c.n %% 10
    """,
    """
    INSERT INTO registers_usecasemember (id, use_case_id, person_id, permission_id, membership, by_themselves, since)
    SELECT uuidv7(), c.id, p.id, (SELECT id FROM auth_permission WHERE codename = 'contribute_usecase'), 'contributor',
        false, now() FROM bench_case c
        JOIN access_person p ON p.subject = 'bench-' || 1 + (c.n * 31) %% 500 WHERE c.n %% 10 = 0 AND p.id <> c.owner
    """,
)
# Each use case was a draft for a minute, under another title; some were entered only today.
LINES = """
INSERT INTO registers_registerline (id, use_case_id, number, title, purpose, state, owner_id, department_id, risk_tier,
    ai_act_class, approved_until, version_id, since, until)
SELECT uuidv7(), u.id, u.number, u.title || CASE WHEN early THEN ' (plan)' ELSE '' END, u.purpose,
    CASE WHEN early THEN 'draft' ELSE u.state END, u.owner_id, u.department_id, u.risk_tier, u.ai_act_class,
    CASE WHEN early THEN NULL ELSE u.approved_until END, u.version_id,
    CASE WHEN early THEN u.created_at ELSE u.changed_at END, CASE WHEN early THEN u.changed_at END
FROM registers_usecase u, (VALUES (true), (false)) AS period (early)
"""
STATEMENTS = (FEW_PEOPLE, ASSIGNMENTS, ENTRY, CASES, USE_CASES, VERSIONS, *LINKS, FROZEN, LINES)


def word(kind: str, number: int) -> str:
    """Return the word that the filling makes of a number: "r" for rare, "c" for common ones."""
    digest = md5(f"{kind}{number}".encode(), usedforsecurity=False).hexdigest()[:8]
    return digest.translate(str.maketrans("0123456789", "ghijklmnop"))


def main() -> int:
    """Measure the pages on both databases, then the search on the large one."""
    return run(STATEMENTS, pages, before=surroundings, then=searches)


def surroundings() -> None:
    """Enter what the use cases name: categories, a provider with projects and models."""
    from access.actions.people import invite_person
    from access.actions.roles import assign_role
    from access.models import Person, Role
    from registers.actions.categories import create_category
    from registers.actions.models import create_model
    from registers.actions.providers import create_project, create_provider
    from registers.models import ClassificationLevel

    ada = Person.objects.get(email="ada@example.org")
    invited = invite_person(email="otto@example.org", name="Otto Officer", department_id=None, by=None)
    assign_role(invited.pk, Role.objects.get(slug="compliance-officer").pk, by=ada, reason="Keeps the register")
    officer = Person.objects.get(pk=invited.pk)
    level = ClassificationLevel.objects.all()[0].pk
    for number in range(1, 21):
        create_category(name=f"Category {number}", level_id=level, by=officer)
    provider = create_provider(name="OpenAI", by=officer)
    for number in range(1, 11):
        create_project(provider.pk, name=f"Project {number}", by=officer)
    for number in range(1, 9):
        create_model(provider.pk, name=f"model-{number}", state="approved", by=officer)


def pages(name: str) -> dict[str, Callable[[], Any]]:
    """Return the pages to ask for, each as a call."""
    from django.test import Client

    from access.actions.sessions import BACKEND
    from access.models import Department, Person
    from common.clock import today
    from common.keyset import page
    from registers.models import DataCategory, Project, ProviderModel, UseCase

    use(name)
    clients = {}
    for email in ("ada@example.org", "person9@example.org"):
        clients[email] = Client(SERVER_NAME="localhost", raise_request_exception=True)
        clients[email].force_login(Person.objects.get(email=email), backend=BACKEND)
    officer, engineer = clients.values()
    cases, register = UseCase.objects.order_by("-number"), "/registers/use-cases/"
    middle = cases.filter(number__lte=cases.count() // 2)
    deep = page(middle, ["-number"], None, 50).next_cursor
    keys = {kind: model.objects.order_by("name")[0].pk for kind, model in (
        ("category", DataCategory), ("model", ProviderModel), ("project", Project), ("department", Department))}  # fmt: skip
    owner = Person.objects.get(email="person7@example.org").pk
    queries = {
        "use cases": "",
        "deep": f"?cursor={deep}&row=500",
        "by title": "?sort=title",
        "by title, from the end": "?sort=-title",
        "by last change": "?sort=-changed_at",
        "by last change, oldest first": "?sort=changed_at",
        "by end of approval": "?sort=approved_until",
        "by end of approval, latest": "?sort=-approved_until",
        "by code": "?sort=code",
        "approved": "?state=approved",
        "draft or in review": "?state=draft&state=in-review",
        "suspended": "?state=suspended",
        "one owner's": f"?owner={owner}",
        "without an owner": "?without_owner=yes",
        "one department's": f"?department={keys['department']}",
        "high risk": "?risk=high",
        "one AI Act class": "?ai_act_class=high-risk",
        "one data category": f"?category={keys['category']}",
        "one model": f"?model={keys['model']}",
        "one project": f"?project={keys['project']}",
        "a common endpoint": "?endpoint=responses",
        "a rare endpoint": "?endpoint=videos",
        "an environment": "?environment=staging",
        "imported": "?origin=imported",
        "approval ends soon": "?approval=ending",
        "approval over": "?approval=lapsed",
        "(search: a rare word)": f"?q={word('r', 4711)}",
        "search: chatbot": "?q=chatbot",
        "search: a common word": f"?q={word('c', 42)}",
    }
    of_day = {"as of today": today(), "as of a month ago": today().fromordinal(today().toordinal() - 30)}
    asked = {f"{label}": (officer, register + query) for label, query in queries.items()}
    asked |= {f"engineer: {label}": (engineer, register + queries[label]) for label in (
        "use cases", "deep", "by title", "approved", "search: a common word")}  # fmt: skip
    asked["(engineer: draft or in review)"] = (engineer, register + queries["draft or in review"])
    asked["(engineer: mine)"] = (engineer, f"{register}?mine=any")
    for label, day in of_day.items():
        asked[label] = (officer, f"{register}as-of/?on={day}")
        asked[f"{label}, by title"] = (officer, f"{register}as-of/?on={day}&sort=title")
        asked[f"engineer: {label}"] = (engineer, f"{register}as-of/?on={day}")
    asked["as of today, search"] = (officer, f"{register}as-of/?on={today()}&q=chatbot")
    asked["as of today, approved"] = (officer, f"{register}as-of/?on={today()}&state=approved")
    return {label: lambda client=client, url=url: client.get(url) for label, (client, url) in asked.items()}


def searches() -> int:
    """Search the large register for words of the purpose; print time and plan, and return 1 when a figure is missed."""
    from access.models import Person
    from registers.models import UseCase

    use("large")
    missed = 0
    print(f"\n{'search by words of the purpose':<44}{'found':>10}{'time':>12}  found by")
    words = {"one rare word": word("r", 4711), "two words": f"{word('r', 4711)} {word('c', 42)}", "chatbot": "chatbot",
             "another form of it": "chatbots", "a common word": word("c", 42), "a very common word": "use",
             "the beginning of one": word("r", 4711)[:5], "no such word": "zzzz"}  # fmt: skip
    readers = {"": "otto@example.org", "engineer: ": "person9@example.org"}
    asked = [(who + label, email, text) for who, email in readers.items() for label, text in words.items()]
    for label, email, text in asked:
        reader = Person.objects.get(email=email)
        found = UseCase.objects.visible_to(reader).searched(text).for_list().order_by("-number")
        times = []
        for _ in range(SEARCHES):
            begun = time.perf_counter()
            len(found[:51])
            times.append(time.perf_counter() - begun)
        plan = found[:51].explain()
        took = statistics.median(times) * 1000
        index = next((each for each in ("registers_usecase_search", "Index Scan") if each in plan), "a scan")
        bad = took >= MOST_SEARCH_MS or "Seq Scan on registers_usecase " in plan
        missed |= bad
        print(f"{label:<44}{found.order_by().count():>10,}{took:>9.1f} ms  {index}{'   missed' if bad else ''}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
