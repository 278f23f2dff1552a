//! On which line of a chunk a record stands, and at which character of it.

use abslint_core::span::{Location, locate};

/// Counts lines and characters as places go by: each byte once, however many records stand on one
/// line.
pub(super) struct LineCounter<'c> {
    chunk: &'c [u8],
    /// How far was counted.
    at: usize,
    line: usize,
    column: usize,
}

impl<'c> LineCounter<'c> {
    /// Stands at the beginning of `chunk`.
    pub(super) fn new(chunk: &'c [u8]) -> Self {
        LineCounter::from(chunk, 0, (0, 0))
    }

    /// Stands at byte `at`, which is the 0-based character of the 0-based line of `place`.
    pub(super) fn from(chunk: &'c [u8], at: usize, (line, column): (usize, usize)) -> Self {
        LineCounter { chunk, at, line, column }
    }

    /// The 0-based line of byte `at`, and its 0-based character there. A place in front of the last
    /// one is counted from the beginning.
    pub(super) fn at(&mut self, at: usize) -> (usize, usize) {
        if at < self.at {
            *self = LineCounter::new(self.chunk);
        }
        let Location { line, column } = locate(self.chunk, self.at, (self.line, self.column), at);
        (self.at, self.line, self.column) = (at, line - 1, column - 1);
        (self.line, self.column)
    }

    /// The same, but for a place in front of the last one the last one.
    pub(super) fn at_or_behind(&mut self, at: usize) -> (usize, usize) {
        self.at(at.max(self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::LineCounter;

    #[test]
    fn places_are_counted_in_any_order() {
        let mut counter = LineCounter::new("é {\n{ü} {\n".as_bytes());
        let places = [0, 3, 5, 9, 5, 12];
        assert_eq!(
            places.map(|at| counter.at(at)),
            [(0, 0), (0, 2), (1, 0), (1, 3), (1, 0), (2, 0)]
        );
    }
}
