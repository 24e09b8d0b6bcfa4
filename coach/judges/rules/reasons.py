"""What each sign means, said to the engineer."""

REASONS: dict[str, str] = {
    "respect_hierarchy+": "It leaves the call with your manager, or serves the priorities that they have.",
    "respect_hierarchy-": "It reads as an order, a threat, or a slight on your manager or what leadership has set.",
    "proactive_not_reactive+": "It names a piece of work that you would take on.",
    "proactive_not_reactive-": "It reads as a complaint, a reproach or a plea, with nothing offered in it.",
    "value_not_ego+": "It says what somebody else gains.",
    "value_not_ego-": "It reads as a wish to be seen, credited or promoted.",
    "patient_persistent+": "It takes the answer calmly and keeps the matter open.",
    "patient_persistent-": "It presses, sulks, gives up, or takes the answer for one that was not given.",
    "document_everything+": "It leaves a record of the talk, or says back who does what by when.",
    "document_everything-": "It keeps the talk off the record, or claims a promise that was not made.",
    "executive_perspective+": "It says how your work moves something that leadership counts.",
    "executive_perspective-": "It sets aside what the business needs.",
    "thanks": "It thanks your manager.",
    "quantifies_past": "It puts a number on something you achieved.",
    "names_project": "It names the project.",
    "value_proposition": "It says what you would do and what comes of it.",
    "acknowledges_constraint": "It takes up the concern that your manager raised.",
    "offers_alternative": "It offers a smaller, later or easier way in.",
    "asks_timed_follow_up": "It asks for another talk, with a time to it.",
    "asks_question": "It asks how your manager sees it, or what it would take.",
}
