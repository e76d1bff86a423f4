"""Use cases of Data & Analytics."""

from registers.sample.telling import (
    SampleUseCase,
    agreed,
    answered,
    asked_to_join,
    changes_asked,
    condition_met,
    condition_reported,
    edited,
    retired,
    revised,
    shared,
    submitted,
    taken_over,
    withdrawn,
)

LAB = ("10.30.0.0/16",)
USE_CASES = (
    SampleUseCase(
        title="Voice-of-customer analysis", owner="Leila Haddad", ago=77, reference="DA-0031",
        purpose="What do customers complain about, and does it change? Letters, calls and survey answers are sorted "
        "into eighty themes each night. The result is counts and typical sentences without names; nobody looks up "
        "who wrote them.",
        outputs="A dashboard of themes over time, for heads of department.", basis="legitimate-interests",
        affected=("customers",), autonomy="informs",
        oversight="Analysts read two hundred sorted letters a month and correct the themes.", ai_act=(),
        data={"Customer e-mail": "many", "Call transcripts": "many"}, projects=("analytics-batch",),
        models=("gpt-5-mini", "text-embedding-3-large"), endpoints=("responses", "embeddings", "batches"),
        networks=LAB, calls=400, budget=1800, keeps=180,
        story=(
            submitted(76), agreed(75, "Samuel Brandt"),
            changes_asked(74, "Ingrid Sørensen", networks="Say from where it is called: the lab only, I suppose?",
                          oversight="Two hundred letters of how many? Say the share as well."),
            revised(73, "Oversight with its share, one network.",
                    oversight="Analysts read two hundred sorted letters a month, one in three hundred, and correct the "
                    "themes."),
            submitted(72), agreed(71, "Samuel Brandt"),
            agreed(69, "Ingrid Sørensen", "Agreed, with names taken out first.",
                   ("Take out names before letters are sorted, and show it on a sample", "Leila Haddad", -45, False),
                   ("Read the themes for special categories of data each quarter", "Leila Haddad", 21, False)),
            shared(65, "Beatriz Campos", "watcher"),
            condition_reported(52, "Names are taken out by the loader; a sample of 300 letters held none."),
            condition_met(50, "Ingrid Sørensen", "Looked at the sample."), shared(47, "Daniel Okonkwo"),
            asked_to_join(6, "Grace Mbeki", "Halden Direct would like its chats in the same dashboard."),
        ),
    ),
    SampleUseCase(
        title="Data catalogue descriptions", owner="Daniel Okonkwo", ago=46,
        purpose="The catalogue knows nine thousand columns, and four out of five have no description. The model "
        "proposes one from the name, the type and neighbouring columns; no content of a table is sent. The owner "
        "of the table accepts or rewrites it.",
        outputs="Proposals in the catalogue, accepted by table owners.", basis="not-personal", affected=("employees",),
        autonomy="drafts", oversight="Table owners accept every description by hand.", ai_act=("narrow-task",),
        data={"Source code": "some", "Synthetic test data": "some"}, projects=("analytics-batch",),
        models=("gpt-5-mini",), endpoints=("responses",), networks=LAB, calls=100, budget=110, keeps=30,
        story=(
            submitted(44), agreed(42, "Renate Vogel"),
            shared(41, "Mateo Ferreira", "watcher"),
        ),
    ),
    SampleUseCase(
        title="Motor tariff renewal: wording of factor reports", owner="Leila Haddad", ago=57,
        purpose="The actuaries write sixty pages about tariff factors for the supervisor each year. The model turns "
        "the tables into sentences in the style of last year's report. Actuaries check every number against the "
        "table; the supervisor gets what they signed.",
        outputs="Chapters in draft, checked and signed by two actuaries.", basis="not-personal", affected=("nobody",),
        autonomy="drafts", oversight="Two actuaries check each number and sign.", ai_act=("narrow-task",),
        data={"Pricing and actuarial tables": "some"}, projects=("analytics-batch",), models=("gpt-5", "o3"),
        endpoints=("responses",), networks=LAB, calls=10, budget=400, keeps=365,
        story=(
            taken_over(53, until=34, approved=60, evidence="Decision of the chief actuary, filed as DA-0058"),
            shared(45, "Sofia Marchetti"),
        ),
    ),
    SampleUseCase(
        title="Questions to the warehouse in plain words", owner="Mateo Ferreira", ago=64,
        purpose="Heads of department ask the analysts for numbers that a query could answer. They type the question, "
        "the model writes the query, and the warehouse runs it with the rights of whoever asked. The query is shown "
        "above the result so that an analyst can check it.",
        outputs="A query and its result; only the question and the table names are sent.", basis="not-personal",
        affected=("employees",), autonomy="acts-with-veto",
        oversight="The warehouse limits what each person can read; queries are logged and sampled by analysts.",
        ai_act=(), data={"Source code": "some"}, projects=("internal-tools",), models=("gpt-5", "gpt-4.1"),
        endpoints=("responses",), networks=("10.0.0.0/8",), calls=120, budget=520, keeps=60,
        story=(
            taken_over(61, until=110, approved=150, evidence="Minutes of the AI committee no. 7, item 3"),
            shared(58, "Leila Haddad"), asked_to_join(30, "Hana Suzuki", "For the questions about our own logs."),
            answered(28, accepted=True),
            revised(4, "Finance asks for a larger budget and a longer history.", budget=800, keeps=120),
        ),
    ),
    SampleUseCase(
        title="Finding similar claims for reserving", owner="Sofia Marchetti", ago=39, reference="DA-0081",
        purpose="How much will this accident cost in the end? Handlers estimate from memory. Embeddings of the notes "
        "find the twenty most similar closed claims, and the handler sees what those cost. The reserve is set by "
        "the handler alone.",
        outputs="Twenty closed claims beside the open one.", basis="contract", special="legal-claims",
        affected=("customers",), autonomy="informs",
        oversight="Handlers set reserves; the actuaries compare estimates with payments each quarter.",
        ai_act=("narrow-task",), data={"Claims notes": "mass", "Diagnosis codes": "many"}, projects=("claims-prod",),
        models=("text-embedding-3-large",), endpoints=("embeddings",), networks=("10.40.16.0/20", "10.30.0.0/16"),
        calls=600, budget=340, keeps=730,
        story=(
            edited(37, calls=500), submitted(31), shared(30, "Ruth Abernathy", "watcher"), shared(30, "Leila Haddad"),
            agreed(28, "Ruth Abernathy"),
            changes_asked(26, "Tomasz Wieczorek", "Two things before I can agree.",
                          networks="The lab's whole network may call it. Name the two machines that do.",
                          calls_per_minute="Five hundred calls a minute are more than closed claims a day. Why?"),
        ),
    ),
    SampleUseCase(
        title="Synthetic claims for testing", owner="Daniel Okonkwo", ago=37,
        purpose="The test data generator writes claims that all sound alike. The model writes five thousand stories "
        "of accidents from invented facts, so that tests meet the variety of real life. Nothing real is sent.",
        outputs="Five thousand invented claims in the test database.", basis="not-personal", affected=("nobody",),
        autonomy="acts-alone", oversight="A sample of one in fifty is read for names of real people.", ai_act=(),
        data={"Synthetic test data": "many"}, projects=("sandbox", "staging"), models=("gpt-4.1-mini",),
        endpoints=("responses",), environments=("development", "staging"), networks=LAB, calls=200, budget=90, keeps=30,
        story=(submitted(33), withdrawn(32, "Budget was for the wrong quarter."),
               revised(20, "With the budget of this quarter.", budget=140), submitted(19),
               agreed(16, "Samuel Brandt"), agreed(14, "Ruth Abernathy", "Invented from end to end.")),
    ),
    SampleUseCase(
        title="Pictures for the annual report", owner="Mateo Ferreira", ago=34,
        purpose="The annual report needs twelve chapter pictures. They are made instead of bought, show landscapes "
        "and houses, and are marked as made by AI. No person is shown.",
        outputs="Twelve pictures, chosen by Communications.", basis="not-personal", affected=("public",),
        autonomy="drafts", oversight="Communications chooses, marks and publishes.", ai_act=("makes-media",),
        data={"Public web pages": "some"}, projects=("internal-tools",), models=("gpt-image-1",), endpoints=("images",),
        calls=5, budget=60, keeps=30,
        story=(submitted(27), withdrawn(23, "Communications bought the pictures after all.")),
    ),
    SampleUseCase(
        title="Address cleaning for the contract database", owner="Mateo Ferreira", ago=19,
        purpose="One address in fifty cannot be delivered to: a street that was renamed, a house number in the wrong "
        "field. The model proposes a correction, which a clerk accepts after a look at the map.",
        outputs="Proposals in a list for clerks.", basis="contract", affected=("customers",), autonomy="drafts",
        data={"Customer contact details": "many"}, projects=("analytics-batch",), models=("gpt-4.1-mini",),
        endpoints=("responses",), networks=LAB, calls=60, budget=120,
        story=(edited(13, budget=90), shared(12, "Mehmet Yildiz")),
    ),
    SampleUseCase(
        title="Early warning of cancellations", owner="Leila Haddad", ago=10,
        purpose="Which customers are about to leave, and why? Letters and calls hold hints before a cancellation "
        "comes. To be settled first: may we use them for this at all, and who would call these customers?",
        affected=("customers",), basis="legitimate-interests",
        data={"Customer e-mail": "many", "Call transcripts": "many", "Policyholder contracts": "many"},
        projects=("analytics-batch",), models=("gpt-5-mini",),
    ),
    SampleUseCase(
        title="Weekly report from the sales figures", owner="Leila Haddad", ago=81,
        purpose="A page of text about the sales figures was written each Monday for the board. The board reads the "
        "dashboard since spring and does not want the page any more.",
        outputs="One page for the board.", basis="not-personal", affected=("employees",), autonomy="drafts",
        oversight="The head of Sales corrected and sent it.", ai_act=(), data={"Policy wordings": "some"},
        projects=("analytics-batch",), models=("gpt-4.1-mini",), endpoints=("responses",), networks=LAB, calls=5,
        budget=10, keeps=30,
        story=(
            taken_over(78, until=15, approved=290, evidence="Minutes of the AI committee no. 2, item 9"),
            retired(55, "Nobody reads the page any more."),
        ),
    ),
)  # fmt: skip
