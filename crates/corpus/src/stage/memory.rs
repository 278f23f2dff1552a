//! `clean` for programs: repaired texts and findings, with nothing written.

use std::ops::Range;

use abslint_core::finding::{Detection, Target};
use abslint_core::span::CharacterIndex;

use crate::run::stage::{Detail, Pairs, RepairedRecord, Stage, UnreadableStretch};
use abslint_core::record::{FieldName, Record};

/// Makes of each record what a program wants to know of it.
pub struct InMemory;

/// What it makes of a record.
#[derive(Debug, Default)]
pub struct MemoryRecord {
    /// Its title after repair.
    pub title: Option<String>,
    /// Its abstract after repair.
    pub abstract_: Option<String>,
    /// The usable URLs of its abstract after repair.
    pub links: Vec<String>,
    /// What was found in its texts as they came, each with its place in characters.
    pub detections: Vec<(Detection, Range<usize>)>,
}

impl Stage for InMemory {
    type Out = MemoryRecord;

    fn detail(&self) -> Detail {
        Detail::Findings
    }

    fn pairs(&self) -> Pairs {
        Pairs::All
    }

    fn writes_grafts(&self) -> bool {
        true
    }

    fn record(&self, repaired: &RepairedRecord<'_>) -> MemoryRecord {
        let RepairedRecord { record, title, abstract_, links, .. } = *repaired;
        MemoryRecord {
            title: title.map(str::to_owned),
            abstract_: abstract_.map(str::to_owned),
            links: links.to_vec(),
            detections: with_characters(record, repaired.outcome.detections.clone()),
        }
    }

    fn unreadable(&self, stretch: &UnreadableStretch<'_>) -> MemoryRecord {
        let detections =
            stretch.detections.iter().map(|detection| (detection.clone(), 0..0)).collect();
        MemoryRecord { detections, ..MemoryRecord::default() }
    }
}

/// The detections in a record, each with its place in characters of the field.
pub fn with_characters(
    record: &Record<'_>,
    detections: Vec<Detection>,
) -> Vec<(Detection, Range<usize>)> {
    if detections.is_empty() {
        return Vec::new();
    }
    let index = |field| {
        CharacterIndex::of(record.field(field).map(|field| field.text.as_ref()).unwrap_or_default())
    };
    let (title, abstract_) = (index(FieldName::Title), index(FieldName::Abstract));
    let characters = |detection: &Detection| match detection.field {
        Target::Title => title.range(detection.span),
        Target::Abstract => abstract_.range(detection.span),
        Target::Raw => 0..0,
    };
    let placed = |detection: Detection| {
        let place = characters(&detection);
        (detection, place)
    };
    detections.into_iter().map(placed).collect()
}
