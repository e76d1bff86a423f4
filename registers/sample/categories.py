"""What kinds of data Halden Mutual has, and how each is found in a text."""

from collections.abc import Sequence
from dataclasses import dataclass

MATEO, MEHMET, LEILA, SOFIA = "Mateo Ferreira", "Mehmet Yildiz", "Leila Haddad", "Sofia Marchetti"
LUKAS = "Lukas Novak"


@dataclass(frozen=True, slots=True)
class SampleCategory:
    """One data category; `patterns` and `words` are detectors of the company's own, by name."""

    name: str
    level: str
    owner: str
    description: str
    detectors: Sequence[str] = ()
    retention_days: int | None = None
    personal: bool = False
    special: bool = False
    patterns: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()


CATEGORIES = (
    SampleCategory(
        "Public web pages", "public", LEILA,
        "What anybody can read on the open web: our own site, competitors' product pages, press, laws and rulings.",
    ),
    SampleCategory(
        "Policy wordings", "internal", MEHMET,
        "General terms, product sheets and tariff guides. Published with every product, drafts are internal.",
        retention_days=3650,
    ),
    SampleCategory(
        "Synthetic test data", "internal", LEILA,
        "Invented policyholders and claims from the test data generator. No real person is in it.",
    ),
    SampleCategory(
        "Source code", "internal", LUKAS,
        "Our repositories, merge requests and tickets about them. Secrets do not belong there but are found there.",
        ("api-key", "private-key"), 365,
    ),
    SampleCategory(
        "Server logs", "internal", LUKAS,
        "Application and access logs. They hold IP addresses and now and then an e-mail address of a customer.",
        ("ip-address", "email"), 30, personal=True,
    ),
    SampleCategory(
        "Customer contact details", "confidential", MEHMET,
        "Names, postal and e-mail addresses and phone numbers of policyholders and people who asked for a quote.",
        ("email", "phone", "person-name"), 365, personal=True,
    ),
    SampleCategory(
        "Customer e-mail", "confidential", MEHMET,
        "What customers write to service@halden.example and what we answer, with attachments.",
        ("email", "phone", "iban", "person-name"), 180, personal=True,
    ),
    SampleCategory(
        "Call transcripts", "confidential", MEHMET,
        "Recorded calls of the service centre in writing. Callers read out birthdays, addresses and bank details.",
        ("phone", "person-name", "birth-date"), 90, personal=True,
    ),
    SampleCategory(
        "Policyholder contracts", "confidential", MATEO,
        "Who is insured for what, since when and at which premium.",
        ("person-name", "birth-date"), 3650, personal=True,
        patterns=(("Policy number", r"\bHM-\d{3}-\d{6}\b"),),
    ),
    SampleCategory(
        "Claims notes", "confidential", SOFIA,
        "Free text of claims handlers: what happened, who was there, what was paid, what seems odd.",
        ("person-name", "birth-date", "iban"), 730, personal=True,
        patterns=(("Claim number", r"\bCL-20\d{2}-\d{6}\b"),),
        words=(("Signs of fraud", ("suspected fraud", "SIU referral", "staged accident", "prior loss undisclosed")),),
    ),
    SampleCategory(
        "Bank details", "confidential", MATEO,
        "Account numbers for premiums and payments, and who they belong to.",
        ("iban",), 365, personal=True,
    ),
    SampleCategory(
        "Job applications", "confidential", MATEO,
        "Letters, résumés and certificates of applicants, and notes of interviews.",
        ("email", "phone", "person-name", "birth-date"), 180, personal=True,
    ),
    SampleCategory(
        "Diagnosis codes", "restricted", SOFIA,
        "ICD-10 codes in sickness, disability and accident claims. Health data under GDPR Article 9.",
        ("medical-record",), 365, personal=True, special=True,
        patterns=(("ICD-10 code", r"\b[A-TV-Z]\d{2}(?:\.\d{1,3})?\b"),),
    ),
    SampleCategory(
        "Medical reports", "restricted", SOFIA,
        "Letters of doctors and clinics, reports of assessors, sick notes. Health data under GDPR Article 9.",
        ("person-name", "birth-date", "medical-record"), 365, personal=True, special=True,
        words=(("Medical words", ("diagnosis", "prognosis", "anamnesis", "incapacity for work", "disability")),),
    ),
    SampleCategory(
        "Payment card data", "restricted", MATEO,
        "Card numbers of customers who pay online. Under PCI DSS; must never leave the payment system.",
        ("payment-card",), personal=True,
    ),
    SampleCategory(
        "Employee records", "restricted", MATEO,
        "Contracts, pay, absences and appraisals of our people.",
        ("national-id", "person-name", "birth-date"), 365, personal=True,
        patterns=(("Personnel number", r"\bP-\d{6}\b"),),
    ),
    SampleCategory(
        "Pricing and actuarial tables", "restricted", LEILA,
        "Tariff factors, reserves and mortality tables. Our trade secret, with no person in it.",
        retention_days=3650,
        words=(("Actuarial words", ("loss ratio", "IBNR", "tariff factor", "solvency capital", "reserve triangle")),),
    ),
    SampleCategory(
        "API secrets", "restricted", LUKAS,
        "Keys, tokens, passwords and certificates of our systems.",
        ("api-key", "private-key"),
    ),
)  # fmt: skip
# It was two names for one thing: whoever gets the newsletter is among the contact details.
RETIRED = SampleCategory(
    "Newsletter subscribers", "confidential", MEHMET,
    "E-mail addresses of people who ordered the newsletter.", ("email",), 365, personal=True,
)  # fmt: skip
