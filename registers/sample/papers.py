"""What the sample keeps on paper: documents with their versions, and exceptions."""

from collections.abc import Sequence
from dataclasses import dataclass

from registers.sample.providers import DIRECT, MUTUAL

CLAIRE, SAMUEL, TOMASZ, INGRID = "Claire Dubois", "Samuel Brandt", "Tomasz Wieczorek", "Ingrid Sørensen"


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """One document: entered so many days ago, its dates in days from today, and the text of its file."""

    title: str
    kind: str
    owner: str
    ago: int
    file: str
    text: Sequence[str]
    description: str = ""
    by: str = CLAIRE
    provider: str = ""
    use_cases: Sequence[str] = ()
    valid_from: int | None = None
    valid_until: int | None = None
    review_in: int | None = None
    renewed: int | None = None
    renewal: str = ""
    retired: int | None = None


@dataclass(frozen=True, slots=True)
class SampleException:
    """One exception: who asked how many days ago, how it was decided, and its last day from today."""

    title: str
    by: str
    ago: int
    expires_in: int
    reason: str
    control: str
    use_case: str = ""
    category: str = ""
    project: str = ""
    decided: int | None = None
    granted: bool = True
    answer: str = ""


DOCUMENTS = (
    SampleDocument(
        "Policy on the use of generative AI", "policy", SAMUEL, 85, "ai-policy.pdf",
        (
            "1. Every use of the API has an owner, a purpose and an approval on the register.",
            "2. Data goes only where a boundary rule lets it. Where there is none, ask first.",
            "3. People decide about people. What the API writes is read before it takes effect.",
            "4. Keys belong to an application, never to a person, and are changed every 90 days.",
            "5. Whoever sees something that should not be reports it on the same day.",
        ),
        "What everybody at Halden Mutual keeps to. Approved by the board.", by=SAMUEL, valid_from=-400, review_in=142,
        renewed=31, renewal="Section 4: keys are changed every 90 days instead of once a year.",
    ),
    SampleDocument(
        "Rules of conduct for assistants that talk to customers", "policy", SAMUEL, 80, "rules-of-conduct.md",
        (
            "## It says what it is", "The first message says that a machine answers.",
            "## It hands over", "Whoever asks for a person gets one, or a ticket with a time.",
            "## It gives no advice", "It explains products; which one to buy is for a person to say.",
        ),
        by=SAMUEL, valid_from=-300, review_in=-6,
    ),
    SampleDocument(
        "Runbook: stopping a key or a use case", "runbook", TOMASZ, 78, "runbook-stop.md",
        (
            "1. Open the use case and suspend it; the gateway refuses its calls within two seconds.",
            "2. Revoke the key at the provider if it may have leaked.",
            "3. Tell the owner and the security desk (+49 30 5550 112).",
            "4. Write down what you saw, with times.",
        ),
        "For whoever is on call.", by=SAMUEL, valid_from=-210, review_in=38,
    ),
    SampleDocument(
        "Data processing agreement, Halden Mutual", "dpa", CLAIRE, 84, "dpa-halden-mutual.pdf",
        (
            "Agreement under Article 28(3) GDPR between Halden Mutual and the provider.",
            "Annex 1: categories of data and of people. Annex 2: technical measures.",
            "Annex 3: sub-processors. Modified abuse monitoring: order form no. 2.",
        ),
        provider=MUTUAL, valid_from=-330, valid_until=211, review_in=120,
    ),
    SampleDocument(
        "Data processing agreement, Halden Direct", "dpa", CLAIRE, 84, "dpa-halden-direct.pdf",
        (
            "Agreement under Article 28(3) GDPR between Halden Direct and the provider.",
            "It ends with the subscription year unless it is renewed in writing.",
        ),
        "The brand moves under the group's agreement; until then this one has to be renewed.",
        provider=DIRECT, valid_from=-370, valid_until=-5,
    ),
    SampleDocument(
        "SOC 2 type 2 report of the provider, summary", "vendor-report", TOMASZ, 60, "soc2-summary.txt",
        (
            "Period: 1 October to 30 September. Criteria: security, availability, confidentiality.",
            "Opinion: unqualified. Exceptions: two, both about late removal of leavers' access; mended.",
            "Complementary controls on our side: CUEC 1 to 9, mapped to our own in the annex.",
        ),
        by=SAMUEL, provider=MUTUAL, valid_from=-75, valid_until=95, review_in=64,
    ),
    SampleDocument(
        "Order form no. 2: zero retention for claims-prod", "other", CLAIRE, 83, "order-form-2.pdf",
        ("The provider keeps no content of calls of the project claims-prod.", "Region: Europe. Exempt: none."),
        provider=MUTUAL, valid_from=-200, valid_until=165,
    ),
    SampleDocument(
        "Impact assessment: reply drafts for customer e-mail", "dpia", INGRID, 70, "dpia-reply-drafts.pdf",
        (
            "Purpose and necessity: drafts shorten answers from two days to half a day.",
            "Risks: a wrong answer reaches a customer; more data is sent than needed.",
            "Measures: an agent reads every draft; names are masked; fifty answers a week are read again.",
            "What remains: low. Opinion of the data protection officer: no objection.",
        ),
        use_cases=("Reply drafts for customer e-mail",), valid_from=-180, review_in=25,
    ),
    SampleDocument(
        "Impact assessment: call transcription", "dpia", INGRID, 64, "dpia-call-transcription.pdf",
        (
            "Purpose and necessity: two minutes after each of 9,000 calls a day.",
            "Risks: callers are recorded who did not understand; agents feel watched.",
            "Measures: announcement and objection; transcripts are not used to rate agents.",
        ),
        use_cases=("Call transcription and wrap-up notes",), valid_from=-140, review_in=60,
    ),
    SampleDocument(
        "Impact assessment: triage of incoming claims", "dpia", INGRID, 21, "dpia-claims-triage.txt",
        (
            "Purpose and necessity: claims wait up to two days until somebody sorts them.",
            "Risks: a grave claim is taken for a simple one; health data leaves the organisation.",
            "Measures: a handler sees every claim; zero retention in Europe; codes are masked to their chapter.",
            "Open: the share of moved claims is looked at after three months.",
        ),
        use_cases=("Triage of incoming claims",), valid_from=-21, review_in=160,
    ),
    SampleDocument(
        "Works agreement on recording calls", "other", CLAIRE, 66, "works-agreement.pdf",
        (
            "Recordings serve notes for the customer file and nothing else.",
            "Nobody is rated by them. They are deleted after 90 days.",
        ),
        use_cases=("Call transcription and wrap-up notes",), valid_from=-260,
    ),
    SampleDocument(
        "Guidelines for AI trials, 2024", "policy", SAMUEL, 86, "guidelines-2024.txt",
        ("Trials last three months and use no customer data.",),
        by=SAMUEL, valid_from=-700, retired=55,
    ),
)  # fmt: skip
ATTACHMENTS = (
    ("Triage of incoming claims", 18, "routes-per-label.txt", "Which label leads to which queue.",
     ("simple -> handlers", "needs an adjuster -> field service", "needs a doctor's look -> medical desk")),
    ("Reply drafts for customer e-mail", 69, "sample-answers.txt", "Thirty answers with what agents changed.",
     ("1: change of address - sent as drafted", "2: cancellation - tone corrected", "3: late payment - rewritten")),
)  # fmt: skip
EXCEPTIONS = (
    SampleException(
        "Addresses in logs for the new intrusion sensor", "Oliver Whitfield", 3, 24,
        "The sensor's vendor can only tune it while source addresses are visible.",
        "Calls run from one host; the SIEM shows every call to the security desk.",
        "Log anomaly explanations for the security team", "Server logs", "internal-tools",
    ),
    SampleException(
        "gpt-4o-mini until the sorting of post is tuned to its successor", "Mehmet Yildiz", 37, 8,
        "The model is deprecated, but its successor puts one letter in thirty into another basket.",
        "The mailroom looks at a sample of two hundred letters a day until the change.",
        "Sorting of scanned post", "Customer e-mail", "service-prod", 34,
        answer="Until a week before the provider shuts it down.",
    ),
    SampleException(
        "Vector store with product terms is kept at the provider", "Mehmet Yildiz", 71, 170,
        "The search needs the store between calls, and the store stays until somebody deletes it.",
        "It holds published terms only; a job deletes and rebuilds it every Sunday.",
        "Search over product terms for agents", "Policy wordings", "service-prod", 68,
        answer="Nothing confidential is in it.",
    ),
    SampleException(
        "Unmasked logs during the outage of the policy core", "Lukas Novak", 46, -15,
        "Without addresses nobody can tell which clients were cut off.",
        "Two named engineers, from the incident room, recorded.",
        category="Server logs", project="internal-tools", decided=45, answer="For the time of the incident.",
    ),
    SampleException(
        "Fine-tuning on two years of customer e-mail", "Leila Haddad", 33, 90,
        "A tuned model would need half the tokens.",
        "Names would be taken out before the training.",
        "Voice-of-customer analysis", "Customer e-mail", "analytics-batch", 30, granted=False,
        answer="What a model has learned cannot be deleted from it; the saving does not weigh that up.",
    ),
)  # fmt: skip
