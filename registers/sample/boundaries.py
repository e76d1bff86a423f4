"""What may go where at Halden Mutual: every version of every rule, with its reason, in the order of entry."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SampleRule:
    """One version: entered how many days ago, beginning so many days later, ending so many days from today."""

    ago: int
    category: str
    outcome: str
    reason: str
    project: str = ""
    endpoint: str = ""
    starts_in: int = 0
    ends_in: int | None = None
    withdrawn: str = ""


PERSONAL = (
    "Customer contact details", "Customer e-mail", "Call transcripts", "Policyholder contracts", "Claims notes",
)  # fmt: skip
ANYWHERE = (
    SampleRule(83, "Public web pages", "allow", "Anybody can read it already."),
    SampleRule(83, "Policy wordings", "allow", "Published with every product; drafts hold no person and no price."),
    SampleRule(83, "Synthetic test data", "allow", "Made to be sent around."),
    SampleRule(83, "Source code", "mask", "Secrets that slipped into a repository are taken out before a call."),
    SampleRule(83, "Server logs", "mask", "IP and e-mail addresses are personal data and help nobody in an analysis."),
    SampleRule(83, "Customer contact details", "mask", "An answer seldom needs to know who asks."),
    SampleRule(83, "Customer e-mail", "mask", "What a letter is about can be understood without name and account."),
    SampleRule(83, "Call transcripts", "mask", "Callers read out more than they would write."),
    SampleRule(83, "Policyholder contracts", "mask", "The contract matters, not whose it is."),
    SampleRule(82, "Claims notes", "deny", "Until the data protection officer has seen the first assessment."),
    SampleRule(82, "Bank details", "mask", "An account number is never needed in an answer."),
    SampleRule(82, "Job applications", "review", "Recruiting is high risk under the EU AI Act, Annex III 4."),
    SampleRule(82, "Diagnosis codes", "deny", "Health data leaves only where a rule for a project says so."),
    SampleRule(82, "Medical reports", "deny", "Health data leaves only where a rule for a project says so."),
    SampleRule(82, "Payment card data", "deny", "PCI DSS: card numbers stay inside the payment system."),
    SampleRule(82, "Employee records", "deny", "Agreed with the works council, agreement of 2024, section 7."),
    SampleRule(82, "Pricing and actuarial tables", "deny", "Our trade secret; an accident would be for good."),
    SampleRule(82, "API secrets", "deny", "A secret that was sent is a secret that was lost."),
)
PLACES = (
    SampleRule(81, "Customer e-mail", "allow", "The service centre answers letters; names make answers polite.",
               project="service-prod"),
    SampleRule(81, "Customer contact details", "allow", "Needed to address the customer.", project="service-prod"),
    SampleRule(81, "Call transcripts", "allow", "Speech has to be heard before it can be masked; nothing is kept.",
               project="service-prod", endpoint="audio.transcriptions"),
    SampleRule(80, "Source code", "allow", "Our own people, modified abuse monitoring, Europe.",
               project="internal-tools"),
    SampleRule(80, "Diagnosis codes", "mask", "Zero retention in Europe; the chapter of the code is enough.",
               project="claims-prod"),
    SampleRule(80, "Medical reports", "review", "Case by case, until the impact assessment is finished.",
               project="claims-prod"),
    SampleRule(80, "Policyholder contracts", "allow", "Coverage cannot be checked without the contract.",
               project="claims-prod"),
    SampleRule(80, "Bank details", "deny", "Payments are prepared in the core system, never here.",
               project="direct-chat"),
    SampleRule(79, "Policyholder contracts", "deny", "Staging holds synthetic data only.", project="staging"),
    SampleRule(79, "Claims notes", "deny", "Staging holds synthetic data only.", project="staging"),
    SampleRule(79, "Customer e-mail", "deny", "Staging holds synthetic data only.", project="staging"),
    SampleRule(79, "Call transcripts", "deny", "Staging holds synthetic data only.", project="staging"),
    SampleRule(78, "Source code", "review", "Other regions, default retention: small extracts only.",
               project="sandbox"),
    SampleRule(78, "Server logs", "deny", "The sandbox keeps what it is sent for 30 days.", project="sandbox"),
    *(
        SampleRule(78, name, "deny", "The sandbox keeps what it is sent for 30 days.", project="sandbox")
        for name in PERSONAL
    ),
    SampleRule(74, "Claims notes", "deny", "Claims of the online brand are handled by the group.",
               project="direct-chat"),
    SampleRule(74, "Policyholder contracts", "review", "Which fields the chat may know is being worked out.",
               project="direct-chat"),
)  # fmt: skip
ENDPOINTS = (
    *(
        SampleRule(72, name, "deny", "What a model has learned cannot be deleted from it.", endpoint="fine_tuning")
        for name in PERSONAL
    ),
    SampleRule(72, "Source code", "deny", "What a model has learned cannot be deleted from it.",
               endpoint="fine_tuning"),
    SampleRule(71, "Claims notes", "deny", "Files stay until somebody deletes them.", endpoint="vector_stores"),
    SampleRule(71, "Policy wordings", "allow", "Meant to be searched.", endpoint="vector_stores"),
    SampleRule(70, "Customer e-mail", "review", "A batch is a file at the provider: who deletes it, and when?",
               endpoint="batches"),
    SampleRule(70, "Call transcripts", "review", "A batch is a file at the provider: who deletes it, and when?",
               endpoint="batches"),
)  # fmt: skip
CHANGES = (
    SampleRule(61, "Claims notes", "mask", "The assessment is done: names and account numbers are taken out."),
    SampleRule(60, "Claims notes", "allow", "Zero retention in Europe, and handlers need the whole story.",
               project="claims-prod"),
    SampleRule(58, "Pricing and actuarial tables", "allow",
               "For the renewal of the motor tariff: a closed group, tables without reserves.",
               project="analytics-batch", ends_in=34),
    SampleRule(55, "Call transcripts", "mask", "Quality sampling works on masked text.", project="analytics-batch"),
    SampleRule(52, "Employee records", "review", "Trial for letters of reference, asked for by the works council.",
               project="internal-tools", ends_in=-9),
    SampleRule(44, "Server logs", "allow", "Incident of the week: addresses are needed to see the pattern.",
               project="internal-tools", ends_in=-30),
    SampleRule(38, "Policyholder contracts", "mask", "Finding similar contracts does not need names.",
               project="analytics-batch"),
    SampleRule(31, "Policyholder contracts", "mask", "Worked out: product, tariff and start date; nothing else.",
               project="direct-chat"),
    SampleRule(26, "Customer e-mail", "mask", "Names are put back after the answer, so they need not be sent.",
               project="service-prod"),
    SampleRule(19, "Medical reports", "mask", "The impact assessment is finished: names and numbers are taken out.",
               project="claims-prod"),
    SampleRule(11, "Source code", "mask", "The new scanner is in place for the sandbox too.", project="sandbox"),
    SampleRule(9, "Customer contact details", "deny", "From the day the brand's chat identifies customers by itself.",
               project="direct-chat", starts_in=30),
    SampleRule(6, "Job applications", "deny", "Recruiting ends its trial; from then on nothing is sent.",
               starts_in=27),
    SampleRule(5, "Server logs", "deny", "A batch would keep addresses for 30 days.", endpoint="batches", starts_in=12),
    SampleRule(4, "Customer e-mail", "allow", "To send names again for complaints.", project="service-prod",
               starts_in=20, withdrawn="Complaints are handled in the core system after all."),
)  # fmt: skip
RULES = (*ANYWHERE, *PLACES, *ENDPOINTS, *CHANGES)
