//! `clean --in-place`, `--diff` and `--check`: the inputs themselves, repaired.
//!
//! Texts are repaired where they stand, and everything else stays byte for
//! byte. No record is dropped: a file that loses records cannot say where
//! their copies are.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use crate::fs::atomic::AtomicFile;
use crate::run::stage::{RepairedRecord, Stage, UnreadableStretch};
use crate::run::{Engine, Outcome};
use crate::source::{Chunks, Origin, Reading, Shape, Source, SourceError};
use crate::write::splice::{self, Splice, Spliced};
use crate::write::{CleanError, diff, refuse_not_understood, splice_parts, write_error};
use abslint_core::record::FieldName;

/// Makes the splices that repair each record where it lies.
pub struct InPlace {
    /// How records are read: some repairs are read again before they are made.
    pub reading: Reading,
}

impl Stage for InPlace {
    type Out = Spliced;

    fn record(&self, repaired: &RepairedRecord<'_>) -> Spliced {
        let RepairedRecord { record, chunk, outcome, .. } = *repaired;
        match chunk.shape {
            Shape::Bibliography | Shape::Tagged(_) => {
                splice_parts::splices(record, chunk, outcome, &self.reading)
            }
            Shape::JsonLines
            | Shape::Json
            | Shape::Listing
            | Shape::Table
            | Shape::Xml
            | Shape::Html => splice::splices(record, chunk, outcome),
        }
    }

    fn is_made(spliced: &Spliced, field: FieldName) -> bool {
        !spliced.left.contains(&field)
    }

    fn unreadable(&self, _: &UnreadableStretch<'_>) -> Spliced {
        Spliced::default()
    }
}

/// What would be done to the inputs.
pub struct Repairs {
    /// By position of the file; files without repairs are not in it.
    splices: BTreeMap<usize, Vec<Splice>>,
    /// How many texts stay as they are though there are repairs of them.
    pub left: usize,
    /// What was found on the way.
    pub outcome: Outcome,
}

impl Repairs {
    /// Runs `engine` over `sources`.
    ///
    /// # Errors
    /// [`CleanError::Stdin`]: what is read once cannot be read again; [`CleanError::Obstacle`];
    /// [`CleanError::NotUnderstood`].
    pub fn plan(engine: &Engine<'_, InPlace>, sources: &[Source]) -> Result<Repairs, CleanError> {
        if sources.iter().any(|source| source.origin == Origin::Stdin) {
            return Err(CleanError::Stdin);
        }
        for source in sources {
            // What cannot be read is said when it is read.
            let obstacle =
                Chunks::open(source, engine.reading()).and_then(|mut chunks| chunks.obstacle());
            if let Ok(Some(obstacle)) = obstacle {
                return Err(CleanError::Obstacle { path: source.name.clone(), obstacle });
            }
        }
        let mut splices: BTreeMap<usize, Vec<Splice>> = BTreeMap::new();
        let mut left = 0;
        let mut outcome = engine.run(sources, |record| {
            left += record.out.left.len();
            if !record.out.splices.is_empty() {
                splices.entry(record.file).or_default().extend(record.out.splices.iter().cloned());
            }
            Ok::<(), CleanError>(())
        })?;
        refuse_not_understood(engine.reading().allow_missing, &mut outcome)?;
        Ok(Repairs { splices, left, outcome })
    }

    /// How many files would change.
    pub fn files(&self) -> usize {
        self.splices.len()
    }

    /// Repairs the files.
    ///
    /// # Errors
    /// At the first file that cannot be written or has changed; it and those behind it are as they
    /// were.
    pub fn write(&self, sources: &[Source]) -> Result<(), CleanError> {
        self.each(sources, |source, _, repaired| {
            let path = source.path().ok_or(CleanError::Stdin)?;
            let error = write_error(&source.name);
            let mut file = AtomicFile::create(path).map_err(&error)?;
            file.write_all(repaired).and_then(|()| file.commit()).map_err(&error)
        })
    }

    /// What would change, as a unified diff.
    ///
    /// # Errors
    /// A file that cannot be read again or has changed, or an `out` that cannot be written to.
    pub fn diff(&self, sources: &[Source], out: &mut impl Write) -> Result<(), CleanError> {
        self.each(sources, |source, old, new| {
            let diff = diff::unified(&source.name, old, new);
            out.write_all(&diff).map_err(write_error("standard output"))
        })
    }

    fn each(
        &self,
        sources: &[Source],
        mut then: impl FnMut(&Source, &[u8], &[u8]) -> Result<(), CleanError>,
    ) -> Result<(), CleanError> {
        for (&file, splices) in &self.splices {
            let source = &sources[file];
            let mut old = Vec::new();
            let read = source.open().and_then(|mut reader| reader.read_to_end(&mut old));
            read.map_err(|error| SourceError::Io { name: source.name.clone(), error })?;
            let new = splice::apply(&old, splices)
                .map_err(|_| CleanError::Changed { path: source.name.clone() })?;
            then(source, &old, &new)?;
        }
        Ok(())
    }
}
