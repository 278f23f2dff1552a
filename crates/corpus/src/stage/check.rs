//! `check` and what else only reports: findings, packed.

use crate::finding_store::PackedFindings;
use crate::run::stage::{Detail, Pairs, RepairedRecord, Stage, UnreadableStretch};
use crate::source::content;

/// Reports what the rules find, in records and in pairs of them.
pub struct Check {
    /// How much is said of it.
    pub detail: Detail,
    /// Whether the texts of pairs are kept, to show how they differ.
    pub texts: bool,
}

impl Check {
    /// What programs read: findings without excerpts.
    pub fn findings() -> Check {
        Check { detail: Detail::Findings, texts: false }
    }
}

impl Stage for Check {
    type Out = PackedFindings;

    fn detail(&self) -> Detail {
        self.detail
    }

    fn pairs(&self) -> Pairs {
        Pairs::All
    }

    fn keeps_texts(&self) -> bool {
        self.texts
    }

    fn record(&self, record: &RepairedRecord<'_>) -> PackedFindings {
        PackedFindings::of(Some(record.id), &record.outcome.detections)
    }

    fn unreadable(&self, stretch: &UnreadableStretch<'_>) -> PackedFindings {
        PackedFindings::of(None, stretch.detections)
    }

    fn detections(out: &PackedFindings) -> Option<&PackedFindings> {
        Some(out)
    }
}

/// [`Check`], with what tells whether a record has changed.
pub struct CheckContents(pub Check);

/// What it makes of a record.
pub struct CheckedContents {
    detections: PackedFindings,
    /// A hash of all that the record holds.
    pub content: u64,
    /// Characters of its abstract; `None` if it has none.
    pub length: Option<usize>,
}

impl Stage for CheckContents {
    type Out = CheckedContents;

    fn detail(&self) -> Detail {
        self.0.detail()
    }

    fn pairs(&self) -> Pairs {
        self.0.pairs()
    }

    /// A changed record is known by its title, too.
    fn needs_keys(&self) -> bool {
        true
    }

    fn keeps_texts(&self) -> bool {
        self.0.keeps_texts()
    }

    fn record(&self, repaired: &RepairedRecord<'_>) -> CheckedContents {
        CheckedContents {
            detections: self.0.record(repaired),
            content: content::of_record(repaired.record),
            length: repaired.record.abstract_.as_ref().map(|text| text.text.chars().count()),
        }
    }

    fn unreadable(&self, stretch: &UnreadableStretch<'_>) -> CheckedContents {
        let content = content::of_no_record(stretch.bytes());
        CheckedContents { detections: self.0.unreadable(stretch), content, length: None }
    }

    fn detections(out: &CheckedContents) -> Option<&PackedFindings> {
        Some(&out.detections)
    }
}
