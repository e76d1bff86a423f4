"""Who works at the sample organisation."""

from dataclasses import dataclass, field

from common.permissions import (
    ADMINISTRATOR,
    AUDITOR,
    COMPLIANCE_OFFICER,
    DATA_OWNER,
    ENGINEER,
    LEGAL_REVIEWER,
    PRIVACY_REVIEWER,
    SECURITY_REVIEWER,
    RoleName,
)

ENGINEERING, OPERATIONS = "Engineering", "Customer Operations"
COMPLIANCE, DATA = "Risk & Compliance", "Data & Analytics"
DEPARTMENTS = (ENGINEERING, OPERATIONS, COMPLIANCE, DATA)
DOMAIN = "halden.example"

# What the directory calls those who hold a role. Auditors come for an engagement: they are given theirs by hand.
GROUPS = {
    ADMINISTRATOR: "portal-administrators",
    COMPLIANCE_OFFICER: "portal-compliance-officers",
    DATA_OWNER: "portal-data-owners",
    ENGINEER: "portal-engineers",
    LEGAL_REVIEWER: "portal-legal-reviewers",
    PRIVACY_REVIEWER: "portal-privacy-reviewers",
    SECURITY_REVIEWER: "portal-security-reviewers",
}
# A group of everybody, as every directory has: mapped to nothing.
EVERYBODY = "all-employees"


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """One person: when they came (days ago), what they may do, whether they left and when."""

    name: str
    department: str
    roles: tuple[RoleName, ...] = ()
    came: int = 88
    left: int | None = None
    ends_in: int | None = None
    seen: tuple[int, ...] = field(default=(1,))
    # An administrator gives the roles; the directory knows nothing of them.
    by_hand: bool = False

    @property
    def email(self) -> str:
        """Return the address made from the name."""
        return f"{self.subject}@{DOMAIN}"

    @property
    def subject(self) -> str:
        """Return what the sample's identity provider knows the person by."""
        plain = self.name.lower().replace("ü", "ue").replace("ø", "oe").replace("é", "e").replace("'", "")
        return ".".join(plain.split())

    @property
    def title(self) -> str:
        """Return what the directory says they are."""
        return self.roles[0].replace("-", " ").capitalize() if self.roles else "Employee"

    @property
    def roles_by_hand(self) -> tuple[RoleName, ...]:
        """Return the roles that an administrator gives them: all of theirs, or what no group stands for."""
        if self.by_hand or self.ends_in is not None:
            return self.roles
        return tuple(role for role in self.roles if role not in GROUPS)

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the groups they are in at the identity provider."""
        return (EVERYBODY, *(GROUPS[role] for role in self.roles if role not in self.roles_by_hand))


# The first of each role come first on the sign-in page of their provider.
FIRST_ADMINISTRATOR = SamplePerson("Nora Lindqvist", COMPLIANCE, (ADMINISTRATOR,), 90, seen=(80, 61, 40, 22, 9, 3, 1))
PEOPLE = (
    SamplePerson("Adaeze Okafor", ENGINEERING, (ENGINEER,), seen=(70, 44, 20, 6, 1)),
    SamplePerson("Mateo Ferreira", DATA, (DATA_OWNER,), seen=(66, 31, 12, 2)),
    SamplePerson("Ingrid Sørensen", COMPLIANCE, (PRIVACY_REVIEWER,), seen=(58, 29, 8, 2)),
    SamplePerson("Tomasz Wieczorek", ENGINEERING, (SECURITY_REVIEWER,), seen=(52, 24, 5, 1)),
    SamplePerson("Claire Dubois", COMPLIANCE, (LEGAL_REVIEWER,), seen=(47, 17, 4)),
    SamplePerson("Samuel Brandt", COMPLIANCE, (COMPLIANCE_OFFICER,), seen=(85, 63, 42, 21, 7, 1)),
    SamplePerson("Priya Raman", COMPLIANCE, (AUDITOR,), came=34, ends_in=12, seen=(30, 15, 3)),
    SamplePerson("Jonas Keller", COMPLIANCE, (ADMINISTRATOR,), seen=(77, 36, 11)),
    SamplePerson("Amara Diallo", ENGINEERING, (ENGINEER,), seen=(62, 18, 2)),
    SamplePerson("Lukas Novak", ENGINEERING, (ENGINEER, DATA_OWNER), seen=(55, 14, 1)),
    SamplePerson("Hana Suzuki", ENGINEERING, (ENGINEER,), came=60, seen=(50, 9)),
    SamplePerson("Oliver Whitfield", ENGINEERING, (ENGINEER,), came=41, seen=(33, 4)),
    SamplePerson("Beatriz Campos", OPERATIONS, (ENGINEER,), seen=(49, 26, 6)),
    SamplePerson("Mehmet Yildiz", OPERATIONS, (DATA_OWNER,), seen=(38, 10)),
    SamplePerson("Grace Mbeki", OPERATIONS, (ENGINEER,), came=27, seen=(19, 3)),
    SamplePerson("Viktor Hansson", OPERATIONS, (ENGINEER,), came=72, left=16, seen=(60, 28)),
    SamplePerson("Leila Haddad", DATA, (ENGINEER, DATA_OWNER), seen=(45, 23, 5)),
    SamplePerson("Daniel Okonkwo", DATA, (ENGINEER,), came=53, seen=(37, 13)),
    SamplePerson("Sofia Marchetti", DATA, (DATA_OWNER,), came=48, seen=(32, 8), by_hand=True),
    SamplePerson("Erik Johansen", DATA, (ENGINEER,), came=83, left=39, seen=(71,)),
    SamplePerson("Ruth Abernathy", COMPLIANCE, (PRIVACY_REVIEWER, LEGAL_REVIEWER), seen=(43, 16), by_hand=True),
    SamplePerson("Kwame Asante", OPERATIONS, (ENGINEER,), came=20, ends_in=9, seen=(15, 2)),
    SamplePerson("Renate Vogel", COMPLIANCE, (COMPLIANCE_OFFICER,), came=82, seen=(68, 41, 27, 5, 1)),
    SamplePerson("Margaret Holm", OPERATIONS, came=84, seen=(60, 11, 6)),
    SamplePerson("Yuki Tanaka", OPERATIONS, came=4, seen=()),
    SamplePerson("Felix Baumann", ENGINEERING, came=2, seen=()),
)
