"""Use cases of Engineering."""

from registers.sample.telling import (
    SampleUseCase,
    agreed,
    asked_to_join,
    commented,
    discarded,
    edited,
    replied,
    retired,
    revised,
    shared,
    submitted,
    taken_over,
    withdrawn,
)

OFFICE = ("10.20.0.0/16",)
USE_CASES = (
    SampleUseCase(
        title="Code review suggestions on merge requests", owner="Adaeze Okafor", ago=76, reference="ARCH-112",
        purpose="Reviewers lose time on what a machine sees as well: unclear names, missing tests, errors nobody "
        "handles. A bot reads the changed lines of a merge request and leaves comments like a colleague would. "
        "It never approves and never blocks; whoever reviews decides what is worth a change.",
        outputs="Comments on the merge request, read by its author and the reviewer.",
        basis="not-personal", affected=("employees",), autonomy="drafts",
        oversight="A person reviews every merge request as before; the comments are marked as the bot's.",
        ai_act=(), data={"Source code": "many"}, projects=("internal-tools",), models=("gpt-5", "gpt-5-mini"),
        endpoints=("responses",), networks=OFFICE, calls=120, budget=1400, keeps=30,
        story=(
            taken_over(74, until=118, approved=210, evidence="Minutes of the architecture board no. 31, item 2"),
            shared(70, "Amara Diallo"), shared(64, "Lukas Novak", "watcher"),
            revised(30, "The bot needs less than was planned.", budget=1100), submitted(29),
            asked_to_join(5, "Oliver Whitfield", "My team moves to merge requests next sprint and would like the bot."),
        ),
    ),
    SampleUseCase(
        title="Unit test drafts for the policy core", owner="Amara Diallo", ago=68,
        purpose="The policy core is twenty years old and barely tested, so nobody dares to change it. Developers "
        "select a function and get drafts of unit tests for it. They run them, correct them and commit what holds.",
        outputs="Test code in the developer's editor; nothing is committed by itself.",
        basis="not-personal", affected=("nobody",), autonomy="drafts",
        oversight="The developer runs and reads every test before it is committed; the build would fail otherwise.",
        ai_act=(), data={"Source code": "many", "Synthetic test data": "some"}, projects=("internal-tools",),
        models=("gpt-5",), endpoints=("responses",), environments=("development",), networks=OFFICE, calls=60,
        budget=600, keeps=30,
        story=(
            taken_over(66, until=23, approved=342, evidence="Minutes of the architecture board no. 22, item 5"),
            shared(50, "Hana Suzuki"), revised(3, "Another year of it."), submitted(2, renew=True),
        ),
    ),
    SampleUseCase(
        title="Incident summaries for the on-call handover", owner="Lukas Novak", ago=63,
        purpose="Whoever takes over on-call at six in the morning reads pages of chat and logs to learn what "
        "happened at night. The summary says what broke, what was tried and what is still open, with links to the "
        "original lines. It replaces no incident report.",
        outputs="A page in the on-call channel, read by the engineer who takes over.",
        basis="legitimate-interests", affected=("employees", "customers"), autonomy="informs",
        oversight="The outgoing engineer reads the summary before handing over and corrects it.",
        ai_act=(), data={"Server logs": "many"}, projects=("internal-tools",), models=("gpt-5-mini",),
        endpoints=("responses",), networks=OFFICE, calls=30, budget=150, keeps=14,
        story=(
            edited(62, budget=180), submitted(60),
            withdrawn(57, "The logs still hold customers' addresses; the filter comes first."),
            revised(30, "The filter is in place: addresses are masked before they reach us.", keeps=7),
            submitted(6), shared(29, "Tomasz Wieczorek", "watcher"),
        ),
    ),
    SampleUseCase(
        title="Search over architecture decisions and runbooks", owner="Hana Suzuki", ago=52,
        purpose="Our decisions and runbooks are spread over three wikis, and new colleagues find the wrong one "
        "first. Embeddings make them searchable by meaning, and a short answer names the pages it comes from. "
        "People click through to the page; the answer alone is never the source.",
        outputs="A short answer with links, for everybody in Engineering.",
        basis="not-personal", affected=("employees",), autonomy="informs",
        ai_act=("narrow-task",), data={"Source code": "some", "Policy wordings": "some"},
        projects=("internal-tools",), models=("gpt-5-mini", "text-embedding-3-large"),
        endpoints=("responses", "embeddings"), networks=OFFICE, calls=200, budget=250, keeps=90,
        story=(
            taken_over(49, until=203, approved=95, evidence="E-mail of the chief architect, filed as ARCH-140"),
            asked_to_join(20, "Daniel Okonkwo", "We would add the data catalogue as a fourth source."),
            revised(12, "Adds the data catalogue, and a larger model for long pages.",
                    models=("gpt-5", "gpt-5-mini", "text-embedding-3-large"), budget=400),
            submitted(9),
            commented(5, "Tomasz Wieczorek", "Does the data catalogue hold names of people, such as table owners?",
                      "categories"),
            replied(4, "Hana Suzuki", "Names of teams only; owners are kept in another system."),
        ),
    ),
    SampleUseCase(
        title="Log anomaly explanations for the security team", owner="Oliver Whitfield", ago=33,
        purpose="The intrusion detection reports some four hundred anomalies a day, most of them harmless. For each "
        "of them the assistant says in two sentences what is unusual and which host and account are involved. "
        "An analyst decides what to look into; nothing is blocked automatically.",
        outputs="Two sentences beside each alert in the SIEM, read by analysts on duty.",
        basis="legitimate-interests", affected=("employees", "customers"), autonomy="informs",
        oversight="Analysts confirm or reject every alert; a sample of rejected ones is read again each week.",
        ai_act=(), data={"Server logs": "mass"}, projects=("internal-tools",), models=("gpt-5-mini",),
        endpoints=("responses",), networks=("10.20.8.0/24",), calls=300, budget=900, keeps=30,
        story=(edited(31, calls=400), submitted(27), shared(26, "Tomasz Wieczorek", "watcher"),
            commented(25, "Ingrid Sørensen", "@Oliver Whitfield, how long do host and account names stay in the SIEM?"),
            replied(25, "Oliver Whitfield", "Ninety days, as all alerts; the sentences go with them."),
            agreed(24, "Ingrid Sørensen", "Legitimate interest is documented; the SIEM already deletes after 90 days."),
            agreed(22, "Tomasz Wieczorek", "Nothing is blocked by it, and it runs in the analysts' network only."),
            agreed(19, "Samuel Brandt"),
        ),
    ),
    SampleUseCase(
        title="Release notes from commit messages", owner="Adaeze Okafor", ago=48,
        purpose="Every second week somebody turns two hundred commit messages into release notes that the service "
        "centre understands. The first draft can be written from the commits and tickets. The product owner edits "
        "it and publishes it under their own name.",
        outputs="A draft in the release document, edited by the product owner.",
        basis="not-personal", affected=("employees",), autonomy="drafts",
        oversight="The product owner edits and publishes; nothing is sent by itself.",
        ai_act=("narrow-task",), data={"Source code": "some"}, projects=("internal-tools",), models=("gpt-5-mini",),
        endpoints=("responses",), networks=OFFICE, calls=10, budget=20, keeps=30,
        story=(
            submitted(46), agreed(45, "Samuel Brandt", "Nothing personal, and a person publishes."),
            shared(40, "Amara Diallo", "watcher"),
        ),
    ),
    SampleUseCase(
        title="Migration of stored procedures to Python", owner="Lukas Novak", ago=71,
        purpose="Eleven hundred stored procedures have to leave the old database before its support ends. The model "
        "translates one at a time and explains what it could not translate. Two developers compare the results of "
        "old and new on synthetic data before anything goes live.",
        outputs="Python modules in merge requests, reviewed by two developers.",
        basis="not-personal", affected=("nobody",), autonomy="drafts",
        oversight="Two developers review each module; old and new run side by side for a month.",
        ai_act=(), data={"Source code": "many", "Synthetic test data": "many"},
        projects=("internal-tools", "staging"), models=("gpt-4o", "gpt-5"), endpoints=("chat.completions", "responses"),
        environments=("development", "staging"), networks=OFFICE, calls=60, budget=2500, keeps=60,
        story=(
            taken_over(69, until=61, approved=190, evidence="Project charter “Core 2027”, section 4.3"),
            shared(67, "Amara Diallo"), shared(40, "Hana Suzuki"),
            revised(8, "gpt-4o is withdrawn by the provider; the rest is translated with gpt-5.", models=("gpt-5",)),
            submitted(5),
        ),
    ),
    SampleUseCase(
        title="Chat assistant for the developer portal", owner="Amara Diallo", ago=41,
        purpose="Partners who connect to our quoting API ask the same forty questions. A chat on the developer "
        "portal answers from the published documentation and hands over to a person when it does not know.",
        outputs="Answers on the developer portal, read by developers of partners.",
        basis="not-personal", affected=("partners",), autonomy="acts-with-veto",
        oversight="Conversations can be taken over by the partner desk at any time; they are sampled each week.",
        ai_act=("talks-to-people",), data={"Policy wordings": "some", "Public web pages": "some"},
        projects=("service-prod",), models=("gpt-5-mini", "omni-moderation-latest"),
        endpoints=("responses", "moderations"), calls=60, budget=300, keeps=30,
        story=(submitted(37), withdrawn(25, "The partner desk cannot staff the handover before spring.")),
    ),
    SampleUseCase(
        title="Secret scanner second opinion", owner="Oliver Whitfield", ago=18,
        purpose="Our secret scanner reports too many strings that only look like keys. A model could say which of "
        "them are real. Open question: to ask, we would have to send the very thing that must not leave.",
        affected=("nobody",), autonomy="informs", ai_act=(), basis="not-personal",
        data={"API secrets": "some", "Source code": "some"}, projects=("internal-tools",), models=("gpt-5-mini",),
        endpoints=("responses",), networks=OFFICE,
    ),
    SampleUseCase(
        title="Accessibility checks on screenshots", owner="Hana Suzuki", ago=11,
        purpose="Before a release, screenshots of changed pages are looked at for contrast, missing labels and "
        "text in pictures. The designer gets a list to go through.",
        outputs="A list of findings per page.", affected=("nobody",), autonomy="informs", basis="not-personal",
        data={"Synthetic test data": "some"}, projects=("staging",), models=("gpt-5",), endpoints=("responses",),
        environments=("staging",),
    ),
    SampleUseCase(
        title="Autocomplete in the developers' editors, trial", owner="Lukas Novak", ago=80,
        purpose="A trial with twelve developers: does completion in the editor help with the policy core? "
        "The trial measured time to merge and the share of completions that were kept.",
        outputs="Completions in the editor of the twelve.", basis="not-personal", affected=("nobody",),
        autonomy="drafts", oversight="Every line is reviewed like any other.", ai_act=(),
        data={"Source code": "many"}, projects=("sandbox",), models=("gpt-4o-mini",), endpoints=("chat.completions",),
        environments=("development",), networks=OFFICE, calls=600, budget=800, keeps=30,
        story=(
            taken_over(77, until=20, approved=160, evidence="Minutes of the architecture board no. 27, item 1"),
            retired(35, "The trial is over; the product we buy instead brings its own contract."),
        ),
    ),
    SampleUseCase(
        title="Commit messages from diffs", owner="Adaeze Okafor", ago=22,
        purpose="A draft of the commit message from what was changed, for colleagues who write “fix” too often.",
        affected=("nobody",), basis="not-personal", data={"Source code": "many"}, projects=("internal-tools",),
        models=("gpt-4.1-mini",), endpoints=("responses",), environments=("development",),
        story=(discarded(15, "Joined to “Release notes from commit messages” instead."),),
    ),
)  # fmt: skip
