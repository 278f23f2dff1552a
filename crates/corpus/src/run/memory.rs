//! A run over records that a program hands over: the same as over an input, but for the reading.

use std::collections::VecDeque;

use super::batches::Base;
use super::profiled;
use super::stage::Stage;
use super::worker::ChunkOutcome;
use super::{Engine, Outcome, RecordOutcome, StoreError};
use crate::source::memory::Input;
use crate::source::{Chunk, Parsed, Shape, Source};
use abslint_core::check::SourceProfile;
use abslint_core::check::profile::Sample;

/// Records that one core works off at a time, at most; what comes out does not depend on it.
const RECORDS_OF_A_PIECE: usize = 512;

/// A piece ends, too, where it has so many bytes.
const BYTES_OF_A_PIECE: usize = 512 << 10;

impl<S: Stage> Engine<'_, S> {
    /// Runs over `records`, in order; `each` gets every one, in order.
    ///
    /// # Errors
    /// Returns what `each` returns, and an I/O error if the temporary file fails.
    pub fn run_over<E: From<StoreError>>(
        &self,
        records: impl Iterator<Item = Input>,
        mut each: impl FnMut(&RecordOutcome<S::Out>) -> Result<(), E>,
    ) -> Result<Outcome, E> {
        let sources = [Source::memory()];
        let (mut outcome, mut bases) = (self.no_outcome(&sources), [Base::default()]);
        let mut records = records.fuse();
        let room = self.room();
        let mut sample = Sample::new(&self.policy.background.lexicon);
        let mut waiting = VecDeque::new();
        while !sample.is_full() {
            let Some(piece) = next_piece(&mut records) else { break };
            let items: Vec<_> =
                piece.iter().enumerate().map(|(index, input)| input.item(index)).collect();
            profiled::see(&mut sample, &items);
            waiting.push_back(piece);
        }
        let profile = sample.profile();
        let mut pieces =
            std::iter::from_fn(|| waiting.pop_front().or_else(|| next_piece(&mut records)));
        self.in_batches(
            || pieces.by_ref().take(room).collect(),
            |piece: &Vec<Input>| self.worked(0, self.work_piece(&sources[0], piece, profile)),
            |done| self.hand_on(done, &mut bases, &mut outcome, &mut each),
        )?;
        self.compare(&sources, &mut outcome)?;
        Ok(outcome)
    }

    fn work_piece(
        &self,
        source: &Source,
        piece: &[Input],
        profile: SourceProfile,
    ) -> ChunkOutcome<S::Out> {
        let chunk = Chunk { profile, ..Chunk::new(Shape::JsonLines, Vec::new()) };
        let items = piece.iter().enumerate().map(|(index, input)| input.item(index)).collect();
        let outcome = self.work_parsed(0, source, &chunk, Parsed { items, ..Parsed::default() });
        let bytes = piece.iter().map(Input::bytes).sum::<usize>() as u64;
        ChunkOutcome { bytes, lines: piece.len(), ..outcome }
    }
}

/// The next records; `None` if there are no more.
fn next_piece(records: &mut impl Iterator<Item = Input>) -> Option<Vec<Input>> {
    let (mut piece, mut bytes) = (Vec::new(), 0);
    while piece.len() < RECORDS_OF_A_PIECE && bytes < BYTES_OF_A_PIECE {
        let Some(input) = records.next() else { break };
        bytes += input.bytes();
        piece.push(input);
    }
    (!piece.is_empty()).then_some(piece)
}
