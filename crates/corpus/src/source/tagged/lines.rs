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
            let fits = dash == 4 || (is_loose && length == 2 && spaces > 0);
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
        let ends_before = is_begin
            || tag.is_some_and(|tag| format.of_file.contains(&tag))
            || (format.blank_ends
                && is_blank_before
                && tag.is_some()
                && open.as_ref().is_some_and(|open| !open.has_begin));
        if ends_before {
            done.extend(open.take());
        }
        let next = all.peek().map(|next| &text[next.bytes.clone()]);
        let is_end = (tag.is_some() && tag == format.end) || ends_record(bytes, next, format);
        match (&mut open, tag) {
            (Some(open), _) => open.lines.push(line),
            (None, Some(tag)) if !is_end && !format.of_file.contains(&tag) => {
                let is_loose = is_begin && self::tag(bytes, format, false).is_none();
                open = Some(Stretch {
                    lines: vec![line],
                    is_loose,
                    has_begin: is_begin,
                    has_end: false,
                });
            }
            (None, _) => outside += 1,
        }
        if is_end && let Some(mut ended) = open.take() {
            ended.has_end = true;
            done.push(ended);
        }
        is_blank_before = false;
    }
    done.extend(open);
    (done, outside)
}
