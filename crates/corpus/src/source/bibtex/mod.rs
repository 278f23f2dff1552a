//! BibTeX and BibLaTeX: an entry a record, its citation key the `id`, its kind the `entry_type`.
//!
//! Entries are taken apart by `biblatex`, each by itself, so that one that is
//! broken costs no other. White space round a line end stands for one space, as
//! it does for BibTeX. Abbreviations (`@string`) are resolved. In titles and abstracts
//! what is only BibTeX's way to write letters is decoded by `tex.rs`; what
//! TeX there is beside that is left to the rules.

use std::collections::HashMap;
use std::ops::Range;

use biblatex::{ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned};

mod braced;
mod tex;
mod unbalanced;

use super::Parsed;
use super::columns::{self, Place};
use super::decoded::Decoded;
use super::object::{self, FieldNames};
use super::rest;
use super::understood::FieldUse;
use abslint_core::record::{Defect, Field, Item, Placement, Record, too_long};
use abslint_core::span::characters;

/// Columns in front of those of the fields of an entry: its key and its kind.
const NOT_FIELDS: usize = 2;

/// What each abbreviation stands for, by its name in lower case.
type Abbreviations = HashMap<String, String>;

/// A stretch of a file, as it can be read.
struct Stretch<'t> {
    /// Its text, with braces where other brackets stand in the file.
    text: &'t str,
    /// The byte of the file at which it begins.
    start: usize,
}

impl Stretch<'_> {
    /// The byte of the file at which a part of the text begins.
    fn place_of(&self, part: &str) -> usize {
        self.start + part.as_ptr() as usize - self.text.as_ptr() as usize
    }
}

/// Whether a line begins an entry.
pub fn begins_entry(line: &[u8]) -> bool {
    let Some(rest) = line.trim_ascii_start().strip_prefix(b"@") else { return false };
    let kind = braced::kind_length(rest);
    kind > 0 && matches!(rest[kind..].trim_ascii_start(), [b'{' | b'(', ..])
}

/// The entries of a file.
pub fn parse<'a>(chunk: &'a [u8], names: &FieldNames) -> Parsed<'a> {
    let mut parsed = Parsed::default();
    let mut abbreviations = Abbreviations::new();
    let (mut at, mut line) = (0, 0);
    for stretch in stretches(chunk) {
        line += memchr::memchr_iter(b'\n', &chunk[at..stretch.start]).count();
        at = stretch.start;
        let place = Place { index: parsed.items.len(), line, column: 0, bytes: stretch.clone() };
        if says_nothing_of_papers(&chunk[stretch]) {
            parsed.chrome_lines += lines_that_say_something(&chunk[place.bytes]);
            continue;
        }
        if let Err((defect, at, detail)) =
            read(chunk, &place, &mut abbreviations, names, &mut parsed)
        {
            let at = place.bytes.start + at;
            parsed.items.push(place.unreadable(defect, at, detail));
        }
    }
    parsed
}

/// Whether a stretch holds no entry of a bibliography: a comment, a preamble, what stands in front
/// of the first entry.
fn says_nothing_of_papers(stretch: &[u8]) -> bool {
    let letters = stretch.trim_ascii_start().strip_prefix(b"@").unwrap_or_default();
    let kind = &letters[..braced::kind_length(letters)];
    let is_remark =
        [&b"comment"[..], b"preamble"].iter().any(|remark| kind.eq_ignore_ascii_case(remark));
    !begins_entry(stretch) || is_remark
}

/// Reads the entries of the stretch at `place`.
fn read<'a>(
    chunk: &'a [u8],
    place: &Place,
    abbreviations: &mut Abbreviations,
    names: &FieldNames,
    parsed: &mut Parsed<'a>,
) -> Result<(), (Defect, usize, String)> {
    let text = std::str::from_utf8(&chunk[place.bytes.clone()])
        .map_err(|error| (Defect::InvalidUtf8, error.valid_up_to(), error.to_string()))?;
    let written = braced::braced(text);
    let balanced = match entries(&written) {
        Ok(_) => None,
        Err(_) => unbalanced::balanced(&written).filter(|text| entries(text).is_ok()),
    };
    let text = balanced.unwrap_or(written);
    let stretch = Stretch { text: &text, start: place.bytes.start };
    let bibliography = entries(&text)?;
    for pair in &bibliography.abbreviations {
        let value = resolved(&pair.value.v, abbreviations);
        abbreviations.insert(pair.key.v.to_lowercase(), value);
    }
    let mut end = place.bytes.start;
    for entry in &bibliography.entries {
        let place = place_of(chunk, place, entry, parsed.items.len());
        end = place.bytes.end;
        parsed
            .items
            .push(item(chunk, &stretch, &entry.v, abbreviations, names, place, &mut parsed.fields));
    }
    parsed.chrome_lines += lines_that_say_something(&chunk[end..place.bytes.end]);
    Ok(())
}

/// The file, cut in front of every line that begins an entry.
fn stretches(chunk: &[u8]) -> Vec<Range<usize>> {
    let line_starts =
        std::iter::once(0).chain(memchr::memchr_iter(b'\n', chunk).map(|end| end + 1));
    let starts = line_starts.filter(|&start| start == 0 || begins_entry(&chunk[start..]));
    let mut starts: Vec<usize> = starts.filter(|&start| start < chunk.len()).collect();
    starts.push(chunk.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// What stands in a stretch; if it cannot be read: the byte of the stretch at which that shows, and
/// why.
fn entries(text: &str) -> Result<RawBibliography<'_>, (Defect, usize, String)> {
    RawBibliography::parse(text).map_err(|error| match error.kind {
        ParseErrorKind::UnexpectedEof => {
            (Defect::NotARecord, 0, "the braces of this entry are never closed".to_owned())
        }
        kind => (Defect::NotARecord, error.span.start.min(text.len()), kind.to_string()),
    })
}

/// Where an entry of a stretch stands.
fn place_of(chunk: &[u8], stretch: &Place, entry: &Spanned<RawEntry<'_>>, index: usize) -> Place {
    let (start, inner) =
        (stretch.bytes.start + entry.span.start, stretch.bytes.start + entry.span.end);
    // The span that the parser gives ends in front of the brace.
    let rest = &chunk[inner..stretch.bytes.end];
    let space = rest.len() - rest.trim_ascii_start().len();
    let bytes =
        start..if matches!(rest.get(space), Some(b'}' | b')')) { inner + space + 1 } else { inner };
    let before = &chunk[stretch.bytes.start..bytes.start];
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    let line = stretch.line + memchr::memchr_iter(b'\n', before).count();
    Place { index, line, column: characters(&before[line_start..]), bytes }
}

fn item<'a>(
    chunk: &'a [u8],
    stretch: &Stretch<'_>,
    entry: &RawEntry<'_>,
    abbreviations: &Abbreviations,
    names: &FieldNames,
    place: Place,
    uses: &mut FieldUse,
) -> Item<'a> {
    if let Some(why) = too_long(place.bytes.len()) {
        return no_record(place, why);
    }
    match record(chunk, stretch, entry, abbreviations, names, &place) {
        Ok(Named { columns, fields, repeated }) => {
            let own = columns.iter().zip(&fields).skip(NOT_FIELDS);
            uses.see(
                names,
                true,
                own.map(|(name, field)| (name.as_str(), Some(field.text.as_ref()))),
            );
            let mut record = columns::record(&columns, &fields, names, place);
            restore(&mut record, &columns, &fields);
            let repeated = repeated
                .iter()
                .map(|(name, text)| (object::free_name_among(&columns, name), text.as_str()));
            columns::list_repeated(&mut record, repeated);
            Item::Record(record)
        }
        Err(why) => no_record(place, why),
    }
}

/// Takes up what abslint wrote into an entry for fields that have no place in it.
fn restore(record: &mut Record<'_>, columns: &[String], fields: &[Field<'_>]) {
    let rest = columns.iter().position(|name| name == rest::BIBTEX_FIELD);
    let Some(rest) = rest.map(|n| &fields[n].text).filter(|text| rest::is_rest(text)) else {
        return;
    };
    record.others.retain(|(name, _)| name != rest::BIBTEX_FIELD);
    let rest = rest::with_braces(rest);
    rest::restore(record, &rest, rest::IN_BIBTEX, ("entry_type", rest::BIBTEX_KIND));
}

/// An entry that can be taken apart and is no record.
fn no_record(place: Place, why: String) -> Item<'static> {
    let at = place.bytes.start;
    place.unreadable(Defect::NotARecord, at, why)
}

/// What the value of a title or an abstract means.
pub(crate) fn meant(value: &str) -> String {
    let mut text = Decoded::default();
    tex::decode(value, 0, &mut text);
    text.as_str().to_owned()
}

/// The fields of an entry.
#[derive(Default)]
struct Named<'a> {
    /// Their names, in lower case.
    columns: Vec<String>,
    /// Their texts.
    fields: Vec<Field<'a>>,
    /// What stands in fields whose name was there before, behind that name.
    repeated: Vec<(String, String)>,
}

/// The names of the fields of an entry, and their texts.
fn record<'a>(
    chunk: &'a [u8],
    stretch: &Stretch<'_>,
    entry: &RawEntry<'_>,
    abbreviations: &Abbreviations,
    names: &FieldNames,
    place: &Place,
) -> Result<Named<'a>, String> {
    // Of the key the stretch holds what can be read, and the file what it is.
    let own = |part: &str| {
        let start = stretch.place_of(part);
        let text = String::from_utf8_lossy(&chunk[start..start + part.len()]);
        Field { text, placement: Placement::Verbatim { start } }
    };
    let mut named = Named {
        columns: vec!["id".to_owned(), "entry_type".to_owned()],
        fields: vec![own(entry.key.v), own(entry.kind.v)],
        ..Named::default()
    };
    for pair in &entry.fields {
        let name = pair.key.v.to_lowercase();
        let is_text = names.title.contains(&name) || names.abstract_.contains(&name);
        if named.columns.contains(&name) {
            if is_text || named.columns[..NOT_FIELDS].contains(&name) {
                return Err(format!("the field `{name}` occurs twice"));
            }
            named.repeated.push((name, resolved(&pair.value.v, abbreviations)));
            continue;
        }
        let text = is_text.then(|| text(stretch, &pair.value.v, abbreviations).field()).flatten();
        named.fields.push(text.unwrap_or_else(|| {
            let text = if is_text { String::new() } else { resolved(&pair.value.v, abbreviations) };
            Field { text: text.into(), placement: Placement::Verbatim { start: place.bytes.start } }
        }));
        named.columns.push(name);
    }
    Ok(named)
}

/// A value as it is meant, with the places of its parts.
fn text(
    stretch: &Stretch<'_>,
    value: &[Spanned<RawChunk<'_>>],
    abbreviations: &Abbreviations,
) -> Decoded {
    let mut text = Decoded::default();
    for part in value {
        match part.v {
            RawChunk::Normal(written) => tex::decode(written, stretch.place_of(written), &mut text),
            RawChunk::Abbreviation(name) => {
                let meant = abbreviations.get(&name.to_lowercase()).map_or(name, String::as_str);
                let mut decoded = Decoded::default();
                tex::decode(meant, 0, &mut decoded);
                text.instead(decoded.as_str(), stretch.place_of(name));
            }
        }
    }
    text
}

/// A value with its abbreviations spelt out; one that is not defined, such as that of a month,
/// stands for its name.
fn resolved(value: &[Spanned<RawChunk<'_>>], abbreviations: &Abbreviations) -> String {
    let of_part = |part: &Spanned<RawChunk<'_>>| match part.v {
        RawChunk::Normal(text) => text.to_owned(),
        RawChunk::Abbreviation(name) => {
            abbreviations.get(&name.to_lowercase()).cloned().unwrap_or_else(|| name.to_owned())
        }
    };
    let text: String = value.iter().map(of_part).collect();
    let lines: Vec<&str> =
        text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

fn lines_that_say_something(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "% Encoding: UTF-8\n@string{jmlr = \"Journal of Machine Learning Research\"}\n\n\
        @Article{one2020,\n  title = {On {CLIP}},\n  journal = jmlr # \", reprinted\",\n  month = jan, year = 2020,\n  \
        Abstract = {It is the first line,\n    and the second of it.},\n}\nA remark.\n\n@misc{broken, title = {No end\n\n@misc{two, title = \"Two\"}\n";

    fn parsed(text: &str) -> Parsed<'_> {
        parse(text.as_bytes(), &FieldNames::default())
    }

    #[test]
    fn entries_are_records_and_a_broken_one_costs_no_other() {
        let parsed = parsed(FILE);
        let [Item::Record(one), Item::Unreadable(broken), Item::Record(two)] = &parsed.items[..]
        else {
            panic!("{parsed:?}")
        };
        assert_eq!((one.line, one.id.as_ref().unwrap().text.as_ref()), (3, "one2020"));
        let others: Vec<(&str, &str)> =
            one.others.iter().map(|(name, value)| (name.as_ref(), value.as_ref())).collect();
        let journal = ("journal", "\"Journal of Machine Learning Research, reprinted\"");
        assert_eq!(
            others,
            [("entry_type", "\"Article\""), journal, ("month", "\"jan\""), ("year", "\"2020\"")]
        );
        assert!(FILE[broken.bytes.clone()].starts_with("@misc{broken"));
        assert_eq!((two.title.as_ref().unwrap().text.as_ref(), two.line), ("Two", 14));
        assert_eq!(parsed.chrome_lines, 3, "the encoding, the abbreviation, the remark");
    }

    #[test]
    fn a_text_over_several_lines_knows_the_place_of_each() {
        let parsed = parsed(FILE);
        let Item::Record(one) = &parsed.items[0] else { panic!() };
        let text = one.abstract_.as_ref().unwrap();
        assert_eq!(text.text, "It is the first line, and the second of it.");
        for word in ["It", "line,", "and", "of it."] {
            let at = text.to_source(FILE.as_bytes(), text.text.find(word).unwrap());
            assert!(FILE[at..].starts_with(word), "{word}: {}", &FILE[at..]);
        }
    }

    #[test]
    fn a_field_that_occurs_twice_is_a_list_and_two_titles_are_no_record() {
        let parsed = parsed(
            "@misc{a, title = {One}, note = {x}, Note = {y}, note = {z}}\n@misc{b, title = {Two}, title = {Three}}",
        );
        let [Item::Record(one), Item::Unreadable(two)] = &parsed.items[..] else {
            panic!("{parsed:?}")
        };
        assert_eq!(one.others[1], ("note".into(), r#"["x","y","z"]"#.into()));
        assert_eq!(two.detail, "the field `title` occurs twice");
    }

    #[test]
    fn what_is_no_entry_begins_none() {
        for line in ["  @InProceedings {key,", "@book_section{Bhat2020,"] {
            assert!(begins_entry(line.as_bytes()), "{line}");
        }
        for line in ["@ 30 frames", "@name said {so}", "a@b{", ""] {
            assert!(!begins_entry(line.as_bytes()), "{line}");
        }
    }
}
