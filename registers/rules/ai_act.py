"""The class of a use under the EU AI Act, by the questions that lead to it.

Regulation (EU) 2024/1689: Article 5 (prohibited practices), Article 6 with Annexes I and III (high risk), Article 50
(transparency). The questions are in our own words; whoever doubts reads the article.
"""

from collections.abc import Collection
from dataclasses import dataclass

from common.refusals import marked as _

PROHIBITED, HIGH_RISK, TRANSPARENCY, MINIMAL = "prohibited", "high-risk", "transparency", "minimal"


@dataclass(frozen=True, slots=True)
class Question:
    """One question that is answered yes or no: its code, the article behind it, and the class that a yes leads to."""

    code: str
    article: str
    text: str
    leads_to: str


QUESTIONS: tuple[Question, ...] = (
    Question(
        "manipulates", "Art. 5(1)(a)",
        _("Does it steer people by techniques they do not notice, so that they harm themselves or others?"), PROHIBITED,
    ),
    Question(
        "exploits-weakness", "Art. 5(1)(b)",
        _("Does it exploit that people are young, old, disabled or poor, in a way that harms them?"), PROHIBITED,
    ),
    Question(
        "social-scoring", "Art. 5(1)(c)",
        _("Does it rate people by their behaviour or character, and treat them worse elsewhere for it?"), PROHIBITED,
    ),
    Question(
        "crime-prediction", "Art. 5(1)(d)",
        _("Does it predict that somebody will commit a crime from their profile alone?"), PROHIBITED,
    ),
    Question(
        "face-scraping", "Art. 5(1)(e)",
        _("Does it collect faces from the internet or from cameras to build a database for recognition?"), PROHIBITED,
    ),
    Question(
        "emotions-at-work", "Art. 5(1)(f)",
        _("Does it read emotions of people at work or in education, other than for medical or safety reasons?"),
        PROHIBITED,
    ),
    Question(
        "biometric-sorting", "Art. 5(1)(g)",
        _("Does it infer race, politics, religion, union membership, sex life or orientation from bodies or faces?"),
        PROHIBITED,
    ),
    Question(
        "live-identification", "Art. 5(1)(h)",
        _("Does it identify people in public places from afar, as it happens, for law enforcement?"), PROHIBITED,
    ),
    Question(
        "product-safety", "Art. 6(1), Annex I",
        _("Is it a safety part of a product that needs a third party's assessment, or such a product itself?"),
        HIGH_RISK,
    ),
    Question(
        "biometrics", "Annex III, 1",
        _("Does it identify people by their bodies from afar, sort them by sensitive traits, or recognise emotions?"),
        HIGH_RISK,
    ),
    Question(
        "infrastructure", "Annex III, 2",
        _("Is it a safety part of running critical infrastructure, traffic, water, gas, heat or electricity?"),
        HIGH_RISK,
    ),
    Question(
        "education", "Annex III, 3",
        _("Does it decide on admission, grade learning, choose a level of education, or watch over exams?"), HIGH_RISK,
    ),
    Question(
        "employment", "Annex III, 4",
        _("Does it choose applicants, or decide on work: promotion, ending, tasks by personality, performance?"),
        HIGH_RISK,
    ),
    Question(
        "essential-services", "Annex III, 5",
        _("Does it decide on public benefits, credit, life or health insurance, or the order of emergency calls?"),
        HIGH_RISK,
    ),
    Question(
        "law-enforcement", "Annex III, 6",
        _("Is it used in law enforcement to judge evidence, risks of people, or their profiles?"), HIGH_RISK,
    ),
    Question(
        "migration", "Annex III, 7",
        _("Is it used in migration, asylum or at borders to judge risks, claims or identities?"), HIGH_RISK,
    ),
    Question(
        "justice", "Annex III, 8",
        _("Does it help courts to find facts and apply law, or influence elections and votes?"), HIGH_RISK,
    ),
    Question(
        "narrow-task", "Art. 6(3)",
        _("Does it only prepare or polish, in a narrow task, what people decide by themselves?"),
        "",
    ),
    Question(
        "profiles-people", "Art. 6(3), last paragraph",
        _("Does it profile people, that is, judge or predict things about each of them from their data?"), "",
    ),
    Question(
        "talks-to-people", "Art. 50(1)",
        _("Do people outside the team talk or write with it directly?"), TRANSPARENCY,
    ),
    Question(
        "makes-media", "Art. 50(2)",
        _("Does it make text, images, sound or video that leave the organisation?"), TRANSPARENCY,
    ),
    Question(
        "reads-emotions", "Art. 50(3)",
        _("Does it recognise emotions or sort people by their bodies, where that is allowed?"), TRANSPARENCY,
    ),
    Question(
        "deep-fakes", "Art. 50(4)",
        _("Does it make images, sound or video that could pass for real people, places or events?"), TRANSPARENCY,
    ),
    Question(
        "informs-the-public", "Art. 50(4)",
        _("Does it write texts on matters of public interest that nobody edits before they are published?"),
        TRANSPARENCY,
    ),
)  # fmt: skip
BY_CODE = {question.code: question for question in QUESTIONS}


def class_of(answered_yes: Collection[str] | None) -> str:
    """Return the class that the answers lead to; nothing while they were not answered.

    Article 6(3): what Annex III names is not of high risk when it does a narrow, preparatory task, unless it profiles
    people. The exemption does not reach Annex I.
    """
    if answered_yes is None:
        return ""
    led_to = {BY_CODE[code].leads_to for code in counting(answered_yes)}
    return next((each for each in (PROHIBITED, HIGH_RISK, TRANSPARENCY) if each in led_to), MINIMAL)


def is_exempt(answered_yes: Collection[str]) -> bool:
    """Tell whether Article 6(3) takes the use out of Annex III."""
    return "narrow-task" in answered_yes and "profiles-people" not in answered_yes


def counting(answered_yes: Collection[str]) -> list[str]:
    """Return the answers that count towards the class, in the order of the questions; unknown ones are passed over."""
    exempt = is_exempt(answered_yes)
    return [
        question.code
        for question in QUESTIONS
        if question.code in answered_yes
        and question.leads_to
        and not (exempt and question.leads_to == HIGH_RISK and question.code != "product-safety")
    ]
