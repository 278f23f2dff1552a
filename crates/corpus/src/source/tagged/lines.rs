//! The lines of a tagged text: which of them begins with a tag, and which records they make up.

use std::ops::Range;

use super::formats::{Syntax, TagFormat};
use crate::source::encoding::BOM;

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its bytes, without the line end.
    pub bytes: Range<usize>,
    /// 0-based number: how many line feeds stand before it.
    pub number: usize,
}

/// The lines of `text` with any kind of line end, and without byte order marks in front of them.
pub(super) fn lines(text: &[u8]) -> impl Iterator<Item = Line> {
    let (mut start, mut number) = (0, 0);
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
        let mark = if rest[..length].starts_with(BOM) { BOM.len() } else { 0 };
        let line = Line { bytes: start + mark..start + length, number };
        let ending = match &rest[length..] {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        number += usize::from(rest[length..length + ending].ends_with(b"\n"));
        start += length + ending;
        Some(line)
    })
}

/// The tag that a line begins with, and the byte of the line at which its value does.
///
/// With `is_loose` one space in front of the dash is enough.
pub(super) fn tag<'t>(
    line: &'t [u8],
    format: &TagFormat,
    is_loose: bool,
) -> Option<(&'t str, usize)> {
    let (length, value) = match format.syntax {
        Syntax::Percent => match line {
            [b'%', c, rest @ ..]
                if c.is_ascii_graphic() && matches!(rest, [] | [b' ' | b'\t', ..]) =>
            {
                return Some((std::str::from_utf8(&line[..2]).ok()?, line.len().min(3)));
            }
            _ => return None,
        },
        Syntax::Dash => {
            let length = letters(line);
            let spaces = line[length..].iter().take_while(|byte| **byte == b' ').count();
            let dash = length + spaces;
            let is_longer = length >= 4 && spaces == 1;
            let fits = dash == 4 || is_longer || (is_loose && length == 2 && spaces > 0);
            (fits && line.get(dash) == Some(&b'-')).then_some((length, dash + 1))?
        }
        Syntax::Letters => {
            let length = letters(line);
            matches!(line.get(length), None | Some(b' ')).then_some((length, length))?
        }
    };
    let tag = std::str::from_utf8(&line[..length]).ok()?;
    format.tag_length.contains(&length).then_some((tag, value))
}

fn letters(line: &[u8]) -> usize {
    let is_letter =
        |(n, byte): &(usize, &u8)| byte.is_ascii_uppercase() || (*n > 0 && byte.is_ascii_digit());
    line.iter().enumerate().take_while(is_letter).count()
}

/// Whether a line begins a record, however loosely its tag is written.
pub(super) fn begins_record(line: &[u8], format: &TagFormat) -> bool {
    let line = line.strip_prefix(BOM).unwrap_or(line);
    tag(line, format, true).is_some_and(|(tag, _)| tag == format.begin)
}

/// Whether a line is the tag that ends a record, however loosely it is written. Without its dash it
/// is one only in front of a blank line, the next record or the end: the text of an abstract may be
/// wrapped so.
fn ends_record(line: &[u8], next: Option<&[u8]>, format: &TagFormat) -> bool {
    let Some(end) = format.end.filter(|_| format.syntax == Syntax::Dash) else { return false };
    let Some(rest) = line.strip_prefix(end.as_bytes()) else { return false };
    let is_behind =
        next.is_none_or(|next| next.trim_ascii().is_empty() || begins_record(next, format));
    match rest.trim_ascii() {
        b"-" => true,
        b"" => is_behind,
        _ => false,
    }
}

/// The lines of a record.
#[derive(Debug)]
pub(super) struct Stretch {
    pub lines: Vec<Line>,
    /// Whether the spaces in front of its dashes are fewer than they should be.
    pub is_loose: bool,
    /// Whether its first line has the tag that begins a record.
    pub has_begin: bool,
    /// Whether its last line has the tag that ends one.
    pub has_end: bool,
    /// Whether the tag that begins a record stands behind others in it.
    pub has_begin_within: bool,
}

/// The records of a text, and how many lines that say something belong to none.
pub(super) fn stretches(text: &[u8], format: &TagFormat) -> (Vec<Stretch>, usize) {
    let (mut done, mut open, mut outside) = (Vec::new(), None::<Stretch>, 0);
    let mut is_blank_before = false;
    let mut all = lines(text).peekable();
    while let Some(line) = all.next() {
        let bytes = &text[line.bytes.clone()];
        if bytes.trim_ascii().is_empty() {
            is_blank_before = true;
            continue;
        }
        let is_begin = begins_record(bytes, format);
        let is_loose = is_begin || open.as_ref().is_some_and(|open| open.is_loose);
        let tag = tag(bytes, format, is_loose).map(|(tag, _)| tag);
        let here = Here { tag, is_begin, is_blank_before };
        let is_within = open.as_ref().is_some_and(|open| open.takes(here, format));
        let ends_before = (is_begin && !is_within)
            || tag.is_some_and(|tag| format.of_file.contains(&tag))
            || open.as_ref().is_some_and(|open| open.ends_before(here, text, format));
        if ends_before {
            done.extend(open.take());
        }
        let next = all.peek().map(|next| &text[next.bytes.clone()]);
        let is_end = (tag.is_some() && tag == format.end) || ends_record(bytes, next, format);
        match (&mut open, tag) {
            (Some(open), _) => {
                open.has_begin_within |= is_within;
                open.lines.push(line);
            }
            (None, Some(tag)) if !is_end && !format.of_file.contains(&tag) => {
                let is_loose = is_begin && self::tag(bytes, format, false).is_none();
                open = Some(Stretch::of(line, is_loose, is_begin));
            }
            (None, tag) => outside += usize::from(!is_of_file(bytes, tag, format)),
        }
        if is_end && let Some(mut ended) = open.take() {
            ended.has_end = true;
            done.push(ended);
        }
        is_blank_before = false;
    }
    done.extend(open);
    outside += leave_rests(&mut done, text, format);
    (done, outside)
}

/// What a line is, as far as it tells where a record begins.
#[derive(Clone, Copy)]
struct Here<'t> {
    tag: Option<&'t str>,
    is_begin: bool,
    is_blank_before: bool,
}

impl Stretch {
    fn of(line: Line, is_loose: bool, has_begin: bool) -> Stretch {
        let lines = vec![line];
        Stretch { lines, is_loose, has_begin, has_end: false, has_begin_within: false }
    }

    /// Whether a tag that begins a record is one of this record: some write it behind the title.
    fn takes(&self, here: Here<'_>, format: &TagFormat) -> bool {
        here.is_begin
            && format.blank_ends
            && !here.is_blank_before
            && !self.has_begin
            && !self.has_begin_within
    }

    /// Whether a record that did not begin with its tag ends in front of a line: behind a blank one, or
    /// where the title that it began with comes again.
    fn ends_before(&self, here: Here<'_>, text: &[u8], format: &TagFormat) -> bool {
        let first = tag(&text[self.lines[0].bytes.clone()], format, self.is_loose);
        let title = format.title.first().copied();
        let begins_again =
            self.has_begin_within && here.tag == title && first.map(|(first, _)| first) == title;
        let is_behind_blank = here.is_blank_before && here.tag.is_some();
        format.blank_ends && !self.has_begin && (begins_again || is_behind_blank)
    }
}

/// Whether a line between records is known: it belongs to the file, or it is the number of the next
/// record.
fn is_of_file(line: &[u8], tag: Option<&str>, format: &TagFormat) -> bool {
    let is_number = |line: &[u8]| {
        line.strip_suffix(b".").is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
    };
    tag.is_some_and(|tag| format.of_file.contains(&tag)) || is_number(line.trim_ascii())
}

/// Leaves out what stands behind the ends of records; how many lines that are.
fn leave_rests(done: &mut Vec<Stretch>, text: &[u8], format: &TagFormat) -> usize {
    let (mut at, mut left_out) = (0, 0);
    done.retain(|stretch| {
        at += 1;
        let is_record = at == 1 || !is_rest(text, stretch, format);
        left_out += if is_record { 0 } else { stretch.lines.len() };
        is_record
    });
    left_out
}

/// Whether a stretch is what a program wrote behind the end of a record: it has neither the tag that
/// begins one nor a text.
fn is_rest(text: &[u8], stretch: &Stretch, format: &TagFormat) -> bool {
    let is_text = |line: &Line| {
        let tag = tag(&text[line.bytes.clone()], format, stretch.is_loose).map(|(tag, _)| tag);
        tag.is_some_and(|tag| format.title.contains(&tag) || format.abstract_.contains(&tag))
    };
    format.end.is_some() && !stretch.has_begin && !stretch.lines.iter().any(is_text)
}
