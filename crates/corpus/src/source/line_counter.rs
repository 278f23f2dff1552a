//! On which line of a chunk a record stands, and at which character of it.

use abslint_core::span::characters;

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
        LineCounter { chunk, at: 0, line: 0, column: 0 }
    }

    /// The 0-based line of byte `at`, and its 0-based character there. A place in front of the last
    /// one is counted from the beginning.
    pub(super) fn at(&mut self, at: usize) -> (usize, usize) {
        if at < self.at {
            *self = LineCounter::new(self.chunk);
        }
        let passed = &self.chunk[self.at..at];
        self.line += memchr::memchr_iter(b'\n', passed).count();
        self.column = match memchr::memrchr(b'\n', passed) {
            Some(end) => characters(&passed[end + 1..]),
            None => self.column + characters(passed),
        };
        self.at = at;
        (self.line, self.column)
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
