//! What a file is by its contents, where its name says otherwise: a download that failed is a page of
//! an error, and many a bibliography is called `.txt` or `.json`.
//!
//! A name holds wherever the contents can be read as it says.

use crate::source::format::Format;
use crate::source::names::Names;
use crate::source::{bibtex, csv, html, python, tagged, xml};

/// So many bytes at the beginning of a file are looked at.
pub(super) const LOOKED_AT: u64 = 64 << 10;

/// What a file is that begins with `head` and is called as one of `said`; `None` if that may be so.
pub(super) fn format(said: Format, head: &[u8], names: &Names<'_>) -> Option<Format> {
    let table_of = |delimiter| csv::Header::find(head, delimiter, names);
    let text = head.trim_ascii_start();
    let line = text.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let found = match text.first()? {
        b'{' | b'[' => Some(Format::Json).filter(|_| is_json(text) || python::line(line).is_some()),
        b'<' if html::begins_page(line) => Some(Format::Html),
        b'<' => Some(Format::Xml).filter(|_| xml::begins_document(line)),
        b'@' => Some(Format::Bibtex).filter(|_| bibtex::begins_entry(line)),
        _ => tagged::Tagged::of_first_line(line).map(Format::Tagged),
    };
    let found = found.or_else(|| {
        let table = table_of(None).filter(|table| table.names_both_texts())?;
        Some(if table.delimiter == b'\t' { Format::Tsv } else { Format::Csv })
    })?;
    let is_said = match said {
        Format::Page | Format::Parquet => true,
        Format::Csv => found != Format::Json && table_of(Some(b',')).is_some(),
        Format::Tsv => found != Format::Json && table_of(Some(b'\t')).is_some(),
        Format::Bibtex => found != Format::Json && bibtex::holds_entry(head),
        Format::Tagged(kind) => found != Format::Json && kind.begins_in(head),
        Format::Html => matches!(found, Format::Html | Format::Xml),
        Format::Xml | Format::Json => found == said,
    };
    let are_alike = matches!((said, found), (Format::Tagged(_), Format::Tagged(_)))
        || matches!((said, found), (Format::Csv | Format::Tsv, Format::Csv | Format::Tsv));
    (!is_said && !are_alike).then_some(found)
}

/// Whether a text begins with a value of JSON, or with a part of one.
fn is_json(text: &[u8]) -> bool {
    let mut values =
        serde_json::Deserializer::from_slice(text).into_iter::<serde::de::IgnoredAny>();
    values.next().is_some_and(|value| value.map_or_else(|error| error.is_eof(), |_| true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FieldNames;
    use abslint_core::sources::Sources;

    const JSON: &str = "{\"title\": \"On lamps\", \"abstract\": \"They turn, by night.\"}\n";
    const TABLE: &str = "id,title,abstract\n1,On lamps,They turn.\n";
    const RIS: &str = "TY  - JOUR\nTI  - On lamps\nER  - \n";
    const BIB: &str = "@misc{a, title = {On lamps}}\n";
    const PAGE: &str = "<!DOCTYPE html>\n<html><title>404</title></html>\n";
    const XML: &str = "<?xml version=\"1.0\"?><feed><entry><title>On lamps</title></entry></feed>";

    fn of(said: Format, text: &str) -> Option<Format> {
        let (fields, sources) = (FieldNames::default(), Sources::default());
        format(said, text.as_bytes(), &Names::new(&fields, &sources))
    }

    #[test]
    fn contents_say_what_a_file_is_whatever_it_is_called() {
        let all = [
            (Format::Json, JSON),
            (Format::Csv, TABLE),
            (Format::Tagged(tagged::Tagged::Ris), RIS),
            (Format::Bibtex, BIB),
            (Format::Html, PAGE),
            (Format::Xml, XML),
        ];
        for (said, own) in all {
            for (format, text) in all {
                let is_fragment = said == Format::Html && format == Format::Xml;
                let expected = (said != format && !is_fragment).then_some(format);
                assert_eq!(of(said, text), expected, "{text} called {said:?}");
            }
            assert_eq!(of(said, &format!("\n\n{own}")), None);
        }
    }

    #[test]
    fn a_name_holds_where_the_contents_may_be_so() {
        let cases = [
            (Format::Csv, "{braces},title\n1,2\n"),
            (Format::Csv, "# made today\nid,title\n"),
            (Format::Csv, "id\ttitle\tabstract\n"),
            (Format::Bibtex, "<pre>@misc{a, title = {T}}</pre>"),
            (Format::Bibtex, "title, abstract and more:\n@misc{a, title = {T}}"),
            (Format::Tagged(tagged::Tagged::Ris), "<b>Export</b>\nTY  - JOUR\n"),
            (Format::Tagged(tagged::Tagged::Ris), "PMID- 1\nTI  - T\n"),
            (Format::Json, "{\n  \"title\": \"cut"),
            (Format::Json, "broken"),
            (Format::Xml, "<header><title>T</title></header>"),
            (Format::Html, "<?xml version=\"1.0\"?>\n<html>"),
        ];
        for (said, text) in cases {
            assert_eq!(of(said, text), None, "{text} called {said:?}");
        }
    }
}
