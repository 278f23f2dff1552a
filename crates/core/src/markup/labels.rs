//! Headings of the parts of an abstract, which stand in front of what they head: `Methods: …`.

/// Headings of all of an abstract, in lower case; labels of PubMed that say that there is none.
const SAY_NOTHING: &[&str] = &[
    "abstract", "résumé", "resumen", "zusammenfassung", "resumo", "riassunto", "unassigned",
    "unlabelled",
];

/// Headings of parts, in lower case: the labels of structured abstracts in MEDLINE.
const PARTS: &[&str] = &[
    "background",
    "introduction",
    "context",
    "rationale",
    "importance",
    "aim",
    "aims",
    "objective",
    "objectives",
    "purpose",
    "goal",
    "goals",
    "hypothesis",
    "design",
    "study design",
    "setting",
    "settings",
    "participants",
    "patients",
    "subjects",
    "interventions",
    "intervention",
    "methods",
    "method",
    "methodology",
    "materials and methods",
    "methods and results",
    "results",
    "findings",
    "main results",
    "discussion",
    "conclusion",
    "conclusions",
    "interpretation",
    "significance",
    "implications",
    "limitations",
    "funding",
    "summary",
    "motivation",
    "availability",
    "availability and implementation",
    "contact",
    "supplementary information",
    "trial registration",
    "main outcome measures",
    "measurements",
    "outcomes",
    "approach",
];

/// Whether a heading says no more than that an abstract follows.
pub(super) fn says_nothing(heading: &str) -> bool {
    SAY_NOTHING.contains(&bare(heading).as_str())
}

/// Whether it is that of a part of an abstract.
pub(super) fn is_of_part(heading: &str) -> bool {
    PARTS.contains(&bare(heading).as_str())
}

/// A heading in front of what it heads.
pub(super) fn label(heading: &str) -> String {
    let heading = heading.trim();
    if heading.ends_with([':', '.', '?', '!']) { heading.to_owned() } else { format!("{heading}:") }
}

fn bare(heading: &str) -> String {
    heading.trim().trim_end_matches([':', '.']).trim().to_lowercase()
}
