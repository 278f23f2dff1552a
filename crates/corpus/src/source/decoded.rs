//! A text that is put together from parts of a file, with the place of each of them.
//!
//! Marks and escapes of a format stand for other characters, and lines are wrapped where no line
//! ends. What is meant is written here piece by piece, and every piece says where it comes from.

use abslint_core::record::{Field, Paragraph, Placement};

/// A text as it is meant, and where its parts lie.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    text: String,
    parts: Vec<Paragraph>,
    /// White space that stands here if anything follows.
    gap: Option<(char, usize)>,
}

impl Decoded {
    /// Whether nothing was written yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds words as they stand in the file from byte `start` on. All white space between them
    /// is one space.
    pub(super) fn words(&mut self, text: &str, start: usize) {
        let mut at = 0;
        while at < text.len() {
            let rest = &text.as_bytes()[at..];
            let space = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if space > 0 {
                self.space(start + at);
            }
            let word = rest[space..].iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
            self.verbatim(&text[at + space..at + space + word], start + at + space);
            at += space + word;
        }
    }

    /// Adds what stands in the file from byte `start` on, with its white space.
    pub(super) fn verbatim(&mut self, text: &str, start: usize) {
        if !text.is_empty() {
            self.close_gap();
            self.part(start);
            self.text.push_str(text);
        }
    }

    /// Adds what byte `start` of the file, and others behind it, stand for.
    pub(super) fn instead(&mut self, text: &str, start: usize) {
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.space(start);
            } else {
                self.close_gap();
                self.parts.push(Paragraph { text_start: self.text.len(), start });
                self.text.push(c);
            }
        }
    }

    /// A space stands at byte `start`, unless it would be the first or the last character, or one
    /// stands there already.
    pub(super) fn space(&mut self, start: usize) {
        self.gap.get_or_insert((' ', start));
    }

    /// A paragraph ends at byte `start`.
    pub(super) fn paragraph(&mut self, start: usize) {
        let start = self.gap.map_or(start, |(_, start)| start);
        self.gap = Some(('\n', start));
    }

    fn close_gap(&mut self) {
        if let Some((space, start)) = self.gap.take()
            && !self.text.is_empty()
        {
            self.part(start);
            self.text.push(space);
        }
    }

    /// What follows lies from byte `start` on; it needs no mark if that is where the part before
    /// goes on.
    fn part(&mut self, start: usize) {
        let goes_on = |last: &Paragraph| last.start + self.text.len() - last.text_start == start;
        if !self.parts.last().is_some_and(goes_on) {
            self.parts.push(Paragraph { text_start: self.text.len(), start });
        }
    }

    /// The place of the last character, for marks that say where it ends.
    pub(super) fn last_place(&self) -> usize {
        let last = self.text.char_indices().next_back().map_or(0, |(at, _)| at);
        self.parts.last().map_or(0, |part| part.start + last.saturating_sub(part.text_start))
    }

    /// The text as it is so far.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The field; `None` if it would be empty.
    pub(super) fn field(self) -> Option<Field<'static>> {
        let placement = match &self.parts[..] {
            [] => return None,
            [only] => Placement::Verbatim { start: only.start },
            _ => Placement::Paragraphs(self.parts),
        };
        Some(Field { text: self.text.into(), placement })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_knows_its_place_and_white_space_is_one_space() {
        let file = "  A caf&eacute;\n   in  Turin. ";
        let mut text = Decoded::default();
        text.words(&file[..7], 0);
        text.instead("é", 7);
        text.words(&file[15..], 15);
        let field = text.field().unwrap();
        assert_eq!(field.text, "A café in Turin.");
        for (word, place) in
            [("A", 2), ("caf", 4), ("é", 7), (" in", 15), ("in", 19), ("Turin", 23)]
        {
            assert_eq!(
                field.to_source(file.as_bytes(), field.text.find(word).unwrap()),
                place,
                "{word}"
            );
        }
    }

    #[test]
    fn white_space_alone_is_no_text() {
        let mut text = Decoded::default();
        text.words(" \n ", 0);
        text.paragraph(3);
        assert!(text.field().is_none());
    }
}
