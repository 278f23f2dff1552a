//! The chunks of all inputs, a batch at a time: read, worked off on all cores, and handed on in
//! order.

use std::cell::RefCell;

use abslint_core::check::SourceProfile;
use rayon::prelude::*;
use rayon::{Scope, ThreadPool};

use super::stage::Stage;
use super::worker::{ChunkOutcome, RecordOutcome};
use super::{Engine, Outcome, Step, StoreError};
use crate::source::understood::FieldUse;
use crate::source::{Chunk, Chunks, Source, SourceError};

/// Chunks of a batch, for each core. Two batches are in memory at a time, and the records of a
/// third.
const CHUNKS_PER_CORE: usize = 2;

impl<S: Stage> Engine<'_, S> {
    /// How many chunks a batch has.
    pub(super) fn room(&self) -> usize {
        CHUNKS_PER_CORE
            * self.pool.map_or_else(rayon::current_num_threads, ThreadPool::current_num_threads)
    }

    /// Reads, works off and hands on one batch after the other. While the cores work on one, the
    /// one before it is handed on, and the next one is read.
    pub(super) fn in_batches<T: Sync, E>(
        &self,
        mut read: impl FnMut() -> Vec<T>,
        work: impl Fn(&T) -> Worked<S::Out> + Sync,
        mut hand_on: impl FnMut(Vec<Worked<S::Out>>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (mut batch, mut done) = (read(), Vec::new());
        while !batch.is_empty() || !done.is_empty() {
            let mut worked = Vec::new();
            let next = in_scope(self.pool, |scope| {
                scope.spawn(|_| worked = batch.par_iter().map(&work).collect());
                hand_on(std::mem::take(&mut done)).map(|()| read())
            });
            (batch, done) = (next?, worked);
        }
        Ok(())
    }

    /// Hands on what a run that was killed has worked off; the file and the bytes of each of its
    /// chunks.
    pub(super) fn replay<E: From<StoreError>>(
        &self,
        bases: &mut [Base],
        outcome: &mut Outcome,
        each: &mut impl FnMut(&RecordOutcome<S::Out>) -> Result<(), E>,
    ) -> Result<Vec<(usize, u64)>, E> {
        let Some(checkpoint) = &self.checkpoint else { return Ok(Vec::new()) };
        let (mut frames, mut replayed) = (checkpoint.frames()?, Vec::new());
        loop {
            let chunks = checkpoint.next_chunks(&mut frames, self.room())?;
            if chunks.is_empty() {
                return Ok(replayed);
            }
            replayed.extend(chunks.iter().map(|chunk| (chunk.file, chunk.outcome.bytes)));
            self.hand_on(chunks, bases, outcome, each)?;
        }
    }

    /// Passes over the chunks that were replayed. An input that could not be read to its end then,
    /// and can now, has others.
    pub(super) fn pass_over(
        &self,
        replayed: &[(usize, u64)],
        chunks: &mut impl Iterator<Item = (usize, Chunk)>,
    ) -> Result<(), StoreError> {
        let Some(checkpoint) = &self.checkpoint else { return Ok(()) };
        let mut passed =
            chunks.take(replayed.len()).map(|(file, chunk)| (file, chunk.bytes.len() as u64));
        let are_the_same = replayed.iter().all(|expected| passed.next().as_ref() == Some(expected));
        if are_the_same { Ok(()) } else { Err(checkpoint.other_chunks()) }
    }

    /// The chunks of all sources, each with the position of its file; what cannot be read goes to
    /// `failures`, and what the style of each is to `styles`.
    pub(super) fn chunks<'s>(
        &'s self,
        sources: &'s [Source],
        failures: &'s mut Vec<SourceError>,
        styles: &'s RefCell<Vec<(String, String)>>,
    ) -> impl Iterator<Item = (usize, Chunk)> + 's {
        let opened = sources
            .iter()
            .enumerate()
            .map(|(file, source)| (file, Chunks::open(source, &self.reading)));
        let all = opened.flat_map(move |(file, chunks)| -> Box<dyn Iterator<Item = _>> {
            match chunks {
                Ok(chunks) => {
                    let told = move |profile: SourceProfile| {
                        let words = profile.style.in_words();
                        let named = words.map(|words| (sources[file].name.clone(), words));
                        styles.borrow_mut().extend(named);
                    };
                    Box::new(self.profiled(chunks, told).map(move |chunk| (file, chunk)))
                }
                Err(error) => Box::new(std::iter::once((file, Err(error)))),
            }
        });
        all.filter_map(|(file, chunk)| match chunk {
            Ok(chunk) => Some((file, chunk)),
            Err(error) => {
                failures.push(error);
                None
            }
        })
    }

    /// What came of a chunk, with its frame of the journal.
    pub(super) fn worked(&self, file: usize, outcome: ChunkOutcome<S::Out>) -> Worked<S::Out> {
        let frame = self.checkpoint.as_ref().map(|checkpoint| checkpoint.packed(file, &outcome));
        Worked { file, outcome, frame }
    }

    /// Hands the records of a batch on, in order.
    pub(super) fn hand_on<E: From<StoreError>>(
        &self,
        done: Vec<Worked<S::Out>>,
        bases: &mut [Base],
        outcome: &mut Outcome,
        each: &mut impl FnMut(&RecordOutcome<S::Out>) -> Result<(), E>,
    ) -> Result<(), E> {
        for Worked { file, outcome: chunk, frame } in done {
            if let (Some(checkpoint), Some(frame)) = (&self.checkpoint, &frame) {
                checkpoint.add_chunk(frame)?;
            }
            let base = &mut bases[file];
            outcome.tally.chrome_lines += chunk.chrome_lines;
            outcome.tally.unsettled += chunk.unsettled;
            let count = chunk.records.len();
            for mut record in chunk.records {
                record.number(base);
                each(&record)?;
                outcome.take::<S>(record, base.lines)?;
            }
            self.tell(Step::WorkedOff(chunk.bytes));
            base.records += count;
            base.lines += chunk.lines;
            base.fields.add(chunk.fields);
        }
        Ok(())
    }
}

/// Does `step` here, and what it spawns on the cores of `pool`.
fn in_scope<'s, R>(pool: Option<&ThreadPool>, step: impl FnOnce(&Scope<'s>) -> R) -> R {
    match pool {
        Some(pool) => pool.in_place_scope(step),
        None => rayon::in_place_scope(step),
    }
}

/// A chunk that a worker is done with.
pub(super) struct Worked<Out> {
    pub(super) file: usize,
    pub(super) outcome: ChunkOutcome<Out>,
    /// The same as a frame of the journal, if there is one; `None` of one that comes from there.
    pub(super) frame: Option<Vec<u8>>,
}

/// What is known of a file up to its next chunk, and where the records of that start.
#[derive(Clone, Debug, Default)]
pub(super) struct Base {
    pub(super) records: usize,
    pub(super) lines: usize,
    pub(super) fields: FieldUse,
}
