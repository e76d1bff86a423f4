"""Use cases of Customer Operations."""

from registers.sample.telling import (
    SampleUseCase,
    agreed,
    answered,
    asked_to_join,
    changes_asked,
    commented,
    condition_reported,
    edited,
    handed_over,
    replied,
    retired,
    revised,
    shared,
    submitted,
    suspended,
    taken_over,
    withdrawn,
)

CENTRE = ("10.40.0.0/16",)
USE_CASES = (
    SampleUseCase(
        title="Reply drafts for customer e-mail", owner="Beatriz Campos", ago=78, reference="AI-2026-004",
        purpose="Some 1,900 letters reach the service centre every day, and half of them ask one of thirty things. "
        "The assistant drafts an answer from the letter, the contract type and our text modules. An agent reads "
        "it, corrects it and sends it; drafts that need more than a minute of correction are thrown away.",
        outputs="A draft in the agent's mail window; the agent sends it.",
        basis="contract", affected=("customers",), autonomy="drafts",
        oversight="Every draft is read and sent by an agent; a team lead reads fifty sent answers a week.",
        ai_act=("makes-media",), data={"Customer e-mail": "many", "Customer contact details": "many",
                                       "Policy wordings": "some"},
        projects=("service-prod",), models=("gpt-5-mini", "gpt-5"), endpoints=("responses",), networks=CENTRE,
        calls=180, budget=3200, keeps=30,
        story=(
            taken_over(75, until=96, approved=170, evidence="Minutes of the AI committee no. 9, item 3"),
            shared(72, "Mehmet Yildiz", "watcher"), shared(71, "Ingrid Sørensen", "watcher"),
            asked_to_join(14, "Kwame Asante", "The claims hotline writes the same answers and could use the drafts."),
            answered(11, accepted=True, note="Welcome; the text modules are in the shared folder."),
            revised(10, "Adds complaints, which need the call before the letter as well.",
                    data={"Customer e-mail": "many", "Customer contact details": "many", "Policy wordings": "some",
                          "Call transcripts": "some"}, budget=3900),
            submitted(7),
            commented(6, "Ingrid Sørensen", "@Beatriz Campos, are callers told before the call is read by a model?",
                      "categories"),
            replied(5, "Beatriz Campos", "Yes, the announcement covers it since June; the text is in the DPIA."),
            agreed(4, "Renate Vogel", "The announcement covers it; privacy looks at complaints next."),
        ),
    ),
    SampleUseCase(
        title="Call transcription and wrap-up notes", owner="Beatriz Campos", ago=70, reference="AI-2026-007",
        purpose="Agents spend two minutes after each call writing down what it was about. The call is transcribed "
        "and a note of five lines is drafted, which the agent corrects and files. Recording is announced, and "
        "whoever objects is not recorded.",
        outputs="Five lines in the customer file, filed by the agent.",
        basis="consent", affected=("customers", "employees"), autonomy="drafts",
        oversight="The agent files the note; callers can object before the recording starts.",
        ai_act=("narrow-task",), data={"Call transcripts": "mass", "Customer contact details": "many"},
        projects=("service-prod",), models=("gpt-4o-transcribe", "gpt-5-mini"),
        endpoints=("audio.transcriptions", "responses"), networks=CENTRE, calls=240, budget=7800, keeps=90,
        story=(
            submitted(68), agreed(66, "Ingrid Sørensen", "Consent is asked before the recording starts."),
            agreed(65, "Tomasz Wieczorek"), agreed(63, "Samuel Brandt", "The works agreement is in the documents."),
            shared(60, "Mehmet Yildiz"), agreed(59, "Margaret Holm"),
            asked_to_join(13, "Grace Mbeki", "For the weekend team at Halden Direct."),
            suspended(4, "Two callers objected and were recorded all the same. Stopped until the cause is known."),
            commented(3, "Samuel Brandt", "@Beatriz Campos, please say by Friday since when objections were missed."),
        ),
    ),
    SampleUseCase(
        title="Triage of incoming claims", owner="Mehmet Yildiz", ago=58, reference="AI-2026-011",
        purpose="New claims wait up to two days until somebody sees whether they are simple. The model reads the "
        "report and says: simple, needs an adjuster, or needs a doctor's look. It sorts the queue and decides "
        "nothing; a handler sees every claim and can move it.",
        outputs="A label and one sentence of reason in the claims queue, seen by handlers.",
        basis="contract", special="legal-claims", affected=("customers", "patients"), autonomy="acts-with-veto",
        oversight="Handlers move claims between queues with one click; moved ones are reviewed each month by Claims.",
        ai_act=("essential-services", "profiles-people"), data={"Claims notes": "many", "Diagnosis codes": "many",
                                                               "Policyholder contracts": "many"},
        projects=("claims-prod",), models=("gpt-5", "omni-moderation-latest"), endpoints=("responses", "moderations"),
        networks=("10.40.16.0/20",), calls=90, budget=4200, keeps=180,
        story=(
            edited(55, budget=3800), shared(44, "Sofia Marchetti"),
            submitted(40), withdrawn(36, "The impact assessment has to be attached first."),
            revised(21, "With the impact assessment; medical reports are left out.", budget=3600), submitted(17),
            shared(16, "Ruth Abernathy", "watcher"),
            agreed(14, "Ruth Abernathy", "Medical reports are left out now; the assessment says what remains."),
            agreed(13, "Tomasz Wieczorek"),
            agreed(10, "Samuel Brandt", "High risk under the AI Act: people affected are told, and someone looks.",
                   ("Tell claimants in the first letter that a model sorts the queue", "Mehmet Yildiz", 6, True),
                   ("Report the share of moved claims to the AI committee", "Mehmet Yildiz", 60, False)),
            agreed(6, "Margaret Holm", "Agreed, once claimants are told."),
            condition_reported(2, "The first letter says so since Monday; the new template is attached."),
        ),
    ),
    SampleUseCase(
        title="Summaries of long claims files", owner="Viktor Hansson", ago=66,
        purpose="A file on a serious accident has four hundred pages when it reaches the third handler. A summary "
        "with dates and page numbers gets them started in minutes. Every sentence links to the page it comes from.",
        outputs="Two pages at the front of the file, for claims handlers.",
        basis="contract", special="legal-claims", affected=("customers", "patients"), autonomy="informs",
        oversight="The handler checks the dates and amounts against the pages before relying on them.",
        ai_act=("narrow-task",), data={"Claims notes": "many", "Medical reports": "some", "Diagnosis codes": "some"},
        projects=("claims-prod",), models=("gpt-5",), endpoints=("responses", "batches"),
        networks=("10.40.16.0/20",), calls=20, budget=2100, keeps=365,
        story=(
            taken_over(59, until=140, approved=80, evidence="Minutes of the AI committee no. 11, item 1"),
            shared(43, "Sofia Marchetti", "watcher"),
        ),
    ),
    SampleUseCase(
        title="Web chat of Halden Direct", owner="Grace Mbeki", ago=24,
        purpose="Visitors of the online brand ask about cover and prices outside office hours. The chat answers "
        "from the product sheets, says that it is a machine, and opens a ticket when somebody wants a person. "
        "It gives no advice on which product to buy and concludes no contract.",
        outputs="Answers in the chat window; a ticket for the desk in the morning.",
        basis="contract", affected=("customers", "public"), autonomy="acts-with-veto",
        oversight="The desk reads all conversations with a ticket and fifty others a week, and can switch it off.",
        ai_act=("talks-to-people",), data={"Customer contact details": "many", "Policy wordings": "many"},
        projects=("direct-chat",), models=("gpt-5-mini", "omni-moderation-latest"),
        endpoints=("responses", "moderations"), calls=120, budget=1100, keeps=60,
        story=(edited(20, calls=150), submitted(13), shared(12, "Beatriz Campos", "watcher"),
            agreed(11, "Renate Vogel"),
            changes_asked(9, "Ingrid Sørensen", "Nearly there.",
                          retention_days="Sixty days is longer than the desk needs. Say why, or shorten it.",
                          oversight="Who reads the fifty conversations while the desk is closed at Christmas?"),
            revised(8, "Thirty days, and a named deputy for the holidays.", keeps=30,
                    oversight="The desk reads all conversations with a ticket and fifty others a week, and can switch "
                    "it off. The service centre does so while the desk is closed."),
            submitted(7), agreed(6, "Samuel Brandt"),
        ),
    ),
    SampleUseCase(
        title="Translation of letters for cross-border claims", owner="Kwame Asante", ago=16,
        purpose="Accidents abroad bring letters in nine languages. Handlers get a working translation beside the "
        "original so that they can start. What goes to court is translated by a sworn translator as before.",
        outputs="A working translation beside the letter.",
        basis="legal-obligation", affected=("customers", "partners"), autonomy="informs",
        oversight="Handlers who read the language check a tenth; sworn translations stay with people.",
        ai_act=("narrow-task",), data={"Claims notes": "many"}, projects=("claims-prod",),
        models=("gpt-5-mini",), endpoints=("responses",), networks=CENTRE, calls=30, budget=260, keeps=90,
        story=(submitted(8), shared(7, "Mehmet Yildiz", "watcher")),
    ),
    SampleUseCase(
        title="Sorting of scanned post", owner="Mehmet Yildiz", ago=82,
        purpose="Two thousand letters are scanned each day and sent to one of sixty baskets. The text of the first "
        "page is enough to choose the basket. Letters that the model is not sure about go to the mailroom.",
        outputs="A basket for each letter.", basis="contract", affected=("customers",), autonomy="acts-with-veto",
        oversight="Whoever gets the wrong letter sends it on with a click; the mailroom sees the rate each week.",
        ai_act=("narrow-task",), data={"Customer e-mail": "mass", "Policy wordings": "some"},
        projects=("service-prod",), models=("gpt-4o-mini", "gpt-5-mini"),
        endpoints=("chat.completions", "responses"), networks=CENTRE, calls=200, budget=950, keeps=30,
        story=(
            taken_over(79, until=-12, approved=330, evidence="Minutes of the AI committee no. 2, item 4"),
            shared(73, "Beatriz Campos"),
        ),
    ),
    SampleUseCase(
        title="Plain-language version of benefit letters", owner="Beatriz Campos", ago=44,
        purpose="Our letters about benefits are correct and hard to read. For each of the ninety templates a plain "
        "version is drafted, which Legal checks once. Letters to customers are then made from the checked templates "
        "only, so nothing about a customer is ever sent.",
        outputs="Ninety templates, released by Legal.", basis="not-personal", affected=("customers",),
        autonomy="drafts", oversight="Legal releases each template; a reader panel tries ten of them.",
        ai_act=("narrow-task",), data={"Policy wordings": "some"}, projects=("internal-tools",), models=("gpt-5",),
        endpoints=("responses",), networks=CENTRE, calls=10, budget=60, keeps=365,
        story=(
            submitted(42), shared(41, "Claire Dubois", "watcher"),
            commented(41, "Claire Dubois", "Legal releases each template, so nothing reaches a customer unread."),
            agreed(39, "Samuel Brandt"),
        ),
    ),
    SampleUseCase(
        title="Search over product terms for agents", owner="Mehmet Yildiz", ago=73,
        purpose="“Is a stolen e-bike covered in the shed?” Agents search 340 product sheets for questions like "
        "this while the customer waits. The search shows the paragraph and one sentence that answers. The agent "
        "reads the paragraph out, not the sentence.",
        outputs="The paragraph with a sentence above it, for agents on the phone.", basis="not-personal",
        affected=("customers",), autonomy="informs",
        oversight="The paragraph is always shown beside the answer; wrong answers are reported with one click.",
        ai_act=(), data={"Policy wordings": "many"}, projects=("service-prod",),
        models=("gpt-5-mini", "text-embedding-3-large"), endpoints=("responses", "embeddings", "vector_stores"),
        networks=CENTRE, calls=300, budget=700, keeps=30, stores=True,
        story=(
            submitted(71),
            agreed(70, "Samuel Brandt"), agreed(69, "Ruth Abernathy", "No personal data leaves the house."),
            shared(69, "Beatriz Campos"),
            asked_to_join(18, "Oliver Whitfield", "For the chat on the developer portal."),
            answered(15, accepted=False, note="Please use the published sheets; these hold internal remarks."),
        ),
    ),
    SampleUseCase(
        title="Telephone assistant for changes of address", owner="Viktor Hansson", ago=47,
        purpose="One call in eight is about a new address. A voice assistant could take these calls outside office "
        "hours, read the address back and leave it for an agent to enter.",
        outputs="A note with the address for an agent.", basis="contract", affected=("customers",),
        autonomy="acts-with-veto", data={"Customer contact details": "many"}, projects=("service-prod",),
        models=("gpt-realtime",), endpoints=("realtime",), ai_act=("talks-to-people",),
    ),
    SampleUseCase(
        title="Complaint theme report", owner="Beatriz Campos", ago=67,
        purpose="Once a month the complaints of all channels were grouped by theme for the board. The report is "
        "made by Data & Analytics now, with the voice-of-customer analysis.",
        outputs="A monthly report for the board.", basis="legitimate-interests", affected=("customers",),
        autonomy="informs", ai_act=(), data={"Customer e-mail": "many"}, projects=("service-prod",),
        models=("gpt-4.1",), endpoints=("responses",), networks=CENTRE, calls=20, budget=90, keeps=90,
        story=(
            taken_over(64, until=90, approved=200, evidence="Minutes of the AI committee no. 5, item 6"),
            retired(28, "Replaced by the voice-of-customer analysis of Data & Analytics."),
        ),
    ),
    SampleUseCase(
        title="Satisfaction survey comments in themes", owner="Erik Johansen", ago=75,
        purpose="Four thousand free-text answers come back with each survey. They are grouped into themes with a "
        "count and three typical sentences each, so that the service centre sees what to mend first.",
        outputs="Themes with counts, for the head of the service centre.", basis="legitimate-interests",
        affected=("customers",), autonomy="informs", ai_act=(), data={"Customer contact details": "some",
                                                                      "Customer e-mail": "many"},
        projects=("analytics-batch",), models=("gpt-5-mini", "text-embedding-3-large"),
        endpoints=("responses", "embeddings"), networks=("10.30.0.0/16",), calls=60, budget=120, keeps=180,
        department="Customer Operations",
        story=(
            taken_over(62, until=9, approved=300, evidence="Minutes of the AI committee no. 3, item 5"),
            handed_over(41, "Leila Haddad", "Erik leaves; his team keeps the surveys."),
        ),
    ),
)  # fmt: skip
