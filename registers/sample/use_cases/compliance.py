"""Use cases for Risk & Compliance, some of them built by other departments."""

from registers.sample.telling import (
    SampleUseCase,
    agreed,
    commented,
    edited,
    rejected,
    replied,
    retired,
    revised,
    shared,
    submitted,
    taken_over,
    withdrawn,
)

HERE = "Risk & Compliance"
USE_CASES = (
    SampleUseCase(
        title="Watch over new rules and rulings", owner="Hana Suzuki", ago=54, department=HERE,
        purpose="Supervisors, courts and ministries publish some sixty texts a week. Each is summarised in five "
        "lines with the question: does this touch an insurer like us? Lawyers read the summaries on Monday and "
        "open what matters.",
        outputs="A list of summaries with links, read by Legal each Monday.", basis="not-personal",
        affected=("nobody",), autonomy="informs", ai_act=(), data={"Public web pages": "many"},
        projects=("internal-tools",), models=("gpt-5-mini",), endpoints=("responses",), calls=20, budget=80, keeps=365,
        story=(
            taken_over(51, until=240, approved=110, evidence="E-mail of the general counsel, filed as LEG-2026-41"),
            shared(50, "Claire Dubois", "watcher"), shared(50, "Samuel Brandt", "watcher"),
        ),
    ),
    SampleUseCase(
        title="Sanctions list match explanations", owner="Lukas Novak", ago=60, department=HERE,
        purpose="The screening finds some ninety possible matches a day between customers and sanctions lists; "
        "almost all share a name only. The model says which fields agree and which do not. A compliance analyst "
        "decides on each; the model neither clears nor blocks anybody.",
        outputs="Three lines beside each match, for the analyst.", basis="legal-obligation",
        affected=("customers", "partners"), autonomy="informs",
        oversight="Every match is decided by an analyst; a second one decides where money is held back.",
        ai_act=("profiles-people",), data={"Policyholder contracts": "some", "Public web pages": "some"},
        projects=("claims-prod",), models=("gpt-5",), endpoints=("responses",), networks=("10.50.0.0/24",), calls=20,
        budget=240, keeps=1825,
        story=(
            taken_over(56, until=29, approved=335, evidence="Minutes of the AI committee no. 4, item 1"),
            shared(55, "Ingrid Sørensen", "watcher"),
        ),
    ),
    SampleUseCase(
        title="First look at vendors' audit reports", owner="Samuel Brandt", ago=35,
        purpose="We receive about seventy SOC 2 reports a year and read the exceptions of each. The model lists "
        "exceptions, carve-outs and the controls that we have to run ourselves, with page numbers. Whoever is "
        "responsible for the vendor reads those pages.",
        outputs="A table of findings with page numbers.", basis="not-personal", affected=("partners",),
        autonomy="informs", oversight="The vendor's manager reads the pages that are named and signs the review.",
        ai_act=(), data={"Policy wordings": "some", "Public web pages": "some"}, projects=("internal-tools",),
        models=("gpt-5",), endpoints=("responses",), calls=10, budget=70, keeps=730,
        story=(submitted(29), shared(28, "Lukas Novak"), agreed(26, "Renate Vogel", "A colleague's; looked at by me.")),
    ),
    SampleUseCase(
        title="Answers to data subject requests, draft", owner="Adaeze Okafor", ago=26, department=HERE,
        purpose="Some forty people a month ask what we hold about them. Collecting it is done by the core systems; "
        "the letter that explains it is written by hand. The model drafts the letter from the list of systems and "
        "categories, without the data itself.",
        outputs="A letter in draft, completed and sent by the privacy team.", basis="legal-obligation",
        affected=("customers",), autonomy="drafts",
        oversight="The privacy team completes, signs and sends every letter.", ai_act=("narrow-task",),
        data={"Customer contact details": "some"}, projects=("service-prod",), models=("gpt-5-mini",),
        endpoints=("responses",), calls=5, budget=15, keeps=90,
        story=(edited(24, budget=20), submitted(15), shared(14, "Ruth Abernathy", "watcher"),
               agreed(12, "Renate Vogel")),
    ),
    SampleUseCase(
        title="Fraud signals in claims notes", owner="Daniel Okonkwo", ago=43, department=HERE,
        purpose="The special investigation unit finds most fraud by reading. The model reads new notes and marks "
        "passages that resemble known patterns, such as a witness who appears in several claims. It gives no score "
        "for a person; an investigator decides whether to open a case.",
        outputs="Marked passages, seen by six investigators.", basis="legitimate-interests",
        affected=("customers",), autonomy="informs",
        oversight="Two investigators look at every marked claim before anybody is contacted.",
        ai_act=("profiles-people", "essential-services"),
        data={"Claims notes": "mass", "Policyholder contracts": "many"}, projects=("analytics-batch",),
        models=("gpt-5", "o3"), endpoints=("responses",), networks=("10.50.4.0/24",), calls=30, budget=5200, keeps=365,
        story=(
            edited(40, budget=4900), submitted(34), shared(33, "Sofia Marchetti", "watcher"),
            shared(32, "Ingrid Sørensen", "watcher"),
            agreed(31, "Ruth Abernathy", "Lawful only as long as an investigator decides on every case."),
            commented(30, "Tomasz Wieczorek", "Who could see the marks? Anybody in the claims system could today."),
            replied(30, "Daniel Okonkwo", "Six investigators, by the role of the claims system."),
            rejected(28, "Tomasz Wieczorek", "The claims system shows marks to every handler, so a suspicion would be "
                     "seen by two hundred people. Come back when the marks are kept apart."),
        ),
    ),
    SampleUseCase(
        title="Minutes of committee meetings", owner="Samuel Brandt", ago=50,
        purpose="Meetings of the AI committee were to be recorded and summarised. The members did not want to be "
        "recorded, so minutes are written by hand as before.",
        outputs="Minutes in draft.", basis="consent", affected=("employees",), autonomy="drafts",
        oversight="The secretary corrects the draft; the committee approves the minutes.", ai_act=("narrow-task",),
        data={"Call transcripts": "some"}, projects=("service-prod",),
        models=("gpt-4o-transcribe", "gpt-5-mini"), endpoints=("audio.transcriptions", "responses"), calls=2, budget=10,
        keeps=30,
        story=(submitted(48), withdrawn(42, "The members do not want to be recorded.")),
    ),
    SampleUseCase(
        title="Policy questions for everybody", owner="Adaeze Okafor", ago=72, department=HERE,
        purpose="“May I use my own phone for this?” People ask Compliance what stands in twelve policies. The "
        "assistant answers with the paragraph and its number, and says so when the policies are silent.",
        outputs="An answer with the paragraph, for all employees.", basis="not-personal", affected=("employees",),
        autonomy="informs", oversight="Compliance reads questions without an answer each week.",
        ai_act=("narrow-task",), data={"Policy wordings": "some"}, projects=("internal-tools",),
        models=("gpt-5-mini", "text-embedding-3-large"), endpoints=("responses", "embeddings"), calls=60, budget=90,
        keeps=30,
        story=(
            taken_over(68, until=152, approved=125, evidence="Minutes of the AI committee no. 8, item 2"),
            shared(67, "Samuel Brandt", "watcher"), shared(66, "Jonas Keller", "watcher"),
            revised(23, "Letters of reference as a further topic.", budget=140), submitted(22),
            withdrawn(18, "The works council asks for a separate use case."),
        ),
    ),
    SampleUseCase(
        title="Contract clause comparison for Legal", owner="Samuel Brandt", ago=9, reference="LEG-2026-107",
        purpose="Before we sign with a vendor, Legal compares its terms with our own clauses. The model lays them "
        "side by side and names what is missing.",
        affected=("partners",), autonomy="informs", data={"Policy wordings": "some"}, projects=("internal-tools",),
        models=("gpt-5",), endpoints=("responses",),
        story=(shared(8, "Claire Dubois", "watcher"),),
    ),
    SampleUseCase(
        title="Screening of adverse media, old provider", owner="Lukas Novak", ago=79, department=HERE,
        purpose="Press was searched for reports about business partners. The service is bought from a specialist "
        "since the summer.",
        outputs="Hits with links.", basis="legal-obligation", affected=("partners",), autonomy="informs",
        ai_act=("narrow-task",), data={"Public web pages": "many"}, projects=("internal-tools",), models=("gpt-4.1",),
        endpoints=("responses",), calls=20, budget=130, keeps=365,
        story=(
            taken_over(76, until=30, approved=250, evidence="Minutes of the AI committee no. 1, item 7"),
            retired(46, "Bought as a service since the summer.", by="Samuel Brandt"),
        ),
    ),
)  # fmt: skip
