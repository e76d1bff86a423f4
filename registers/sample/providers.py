"""Where Halden Mutual calls: its organisations at OpenAI, their projects and models."""

from collections.abc import Sequence
from dataclasses import dataclass

MUTUAL, DIRECT = "Halden Mutual", "Halden Direct"


@dataclass(frozen=True, slots=True)
class SampleProject:
    """One project; `models` names the only ones it may call, none of them every one."""

    name: str
    provider: str
    external_id: str
    environment: str
    retention: str
    region: str
    owner: str
    note: str
    models: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SampleModel:
    """One model: when it was entered (days ago), what was decided on it, and what follows it."""

    name: str
    endpoints: Sequence[str]
    state: str
    note: str = ""
    provider: str = MUTUAL
    restriction: str = ""
    entered: int = 86
    assessed: int = 84
    deprecated: int | None = None
    shut_down_in: int | None = None
    replacement: str = ""


PROVIDERS = (
    (
        MUTUAL, "org-hM7kQ2vXe9TzLw4B", "mam",
        "Enterprise agreement, renewed every January. Modified abuse monitoring holds for every project that does not "
        "have zero retention of its own.",
    ),
    (
        DIRECT, "org-dR3pJ8sNc5YgUa1F", "default",
        "Organisation of our online brand, opened before the group's agreement. Moves under that agreement next year.",
    ),
)  # fmt: skip
PROJECTS = (
    SampleProject(
        "claims-prod", MUTUAL, "proj_C1aimsQ8rT5vXz2", "production", "zdr", "eu", "Lukas Novak",
        "Everything about claims, health data included. Zero retention and Europe, agreed in the order form.",
        ("gpt-5", "gpt-5-mini", "gpt-4.1", "text-embedding-3-large", "omni-moderation-latest"),
    ),
    SampleProject(
        "service-prod", MUTUAL, "proj_S3rviceM2kH7wNb", "production", "inherited", "eu", "Beatriz Campos",
        "The service centre: mail, chat and calls.",
    ),
    SampleProject(
        "internal-tools", MUTUAL, "proj_Int3rnalZ6pD1yJc", "production", "inherited", "eu", "Adaeze Okafor",
        "Tools for our own people. No customer data unless a rule says so.",
    ),
    SampleProject(
        "analytics-batch", MUTUAL, "proj_An4lyticsF9sG3uLe", "production", "mam", "eu", "Leila Haddad",
        "Runs at night over large lists; answers come within a day.",
        ("gpt-5", "gpt-5-mini", "gpt-4.1-mini", "o3", "text-embedding-3-large", "gpt-4o-transcribe"),
    ),
    SampleProject(
        "staging", MUTUAL, "proj_St4gingB7tV2xRq", "staging", "inherited", "eu", "Amara Diallo",
        "The same set-up as production, with synthetic data only.",
    ),
    SampleProject(
        "sandbox", MUTUAL, "proj_S4ndboxK5nW8mHd", "development", "default", "us", "Adaeze Okafor",
        "For trying out. Nothing about customers, nothing that is worse than internal.",
    ),
    SampleProject(
        "direct-chat", DIRECT, "proj_D1rectP4jY6cTz", "production", "inherited", "gb", "Grace Mbeki",
        "The chat on halden-direct.example. Its region needs the agreement that the brand does not have yet.",
        ("gpt-5-mini", "gpt-4.1-mini", "omni-moderation-latest"),
    ),
)  # fmt: skip
PILOT = SampleProject(
    "pilot-2025", MUTUAL, "proj_P1lotX2aE9fSv", "development", "default", "global", "Lukas Novak",
    "Where the first trials ran.",
)  # fmt: skip

CHAT = ("chat.completions", "responses", "batches")
MODELS = (
    SampleModel("gpt-5", CHAT, "approved", "First choice where an answer needs thought."),
    SampleModel("gpt-5-mini", CHAT, "approved", "First choice for mail, chat and sorting."),
    SampleModel("gpt-4.1", CHAT, "approved", "Kept for two applications that were tuned to it."),
    SampleModel("gpt-4.1-mini", CHAT, "approved"),
    SampleModel("gpt-4o", CHAT, "deprecated", "The provider withdraws it.", deprecated=41, shut_down_in=76,
                replacement="gpt-5"),
    SampleModel("gpt-4o-mini", CHAT, "deprecated", deprecated=41, shut_down_in=19, replacement="gpt-5-mini"),
    SampleModel("o3", CHAT, "restricted", "Costs ten times as much as gpt-5-mini.",
                restriction="Actuarial and fraud analysis, with a person who reads every answer"),
    SampleModel("o4-mini", CHAT, "proposed", "Asked for by the fraud team.", entered=12),
    SampleModel("text-embedding-3-large", ("embeddings", "batches"), "approved"),
    SampleModel("text-embedding-ada-002", ("embeddings",), "deprecated", deprecated=70, shut_down_in=-8,
                replacement="text-embedding-3-large"),
    SampleModel("gpt-image-1", ("images",), "restricted", restriction="Pictures for marketing, without real people",
                assessed=57),
    SampleModel("whisper-1", ("audio.transcriptions", "audio.translations"), "deprecated",
                "Hears dialects worse than its successor.", deprecated=33, replacement="gpt-4o-transcribe"),
    SampleModel("gpt-4o-transcribe", ("audio.transcriptions",), "approved", assessed=49),
    SampleModel("gpt-realtime", ("realtime",), "proposed", "Asked for by the telephone assistant.", entered=60),
    SampleModel("omni-moderation-latest", ("moderations",), "approved", "Runs before every chat with customers."),
    SampleModel("sora-2", ("videos",), "refused", "Videos are blocked under our agreement, and nobody needs them.",
                assessed=52),
    SampleModel("gpt-5-mini", CHAT, "approved", provider=DIRECT),
    SampleModel("gpt-4.1-mini", CHAT, "approved", provider=DIRECT),
    SampleModel("omni-moderation-latest", ("moderations",), "approved", provider=DIRECT),
)  # fmt: skip
