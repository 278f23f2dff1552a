//! Tests: the same records come out of a file wherever it is cut into chunks and reads.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::chunks::{Chunks, Sizes};
use super::{Chunk, FieldNames, Layouts, Reading, Source};
use abslint_core::record::{Field, Item, MOST_BYTES};

/// A shape of files: its ending, how its files begin, and what they are made of.
struct Kind {
    ending: &'static str,
    begins: &'static [&'static str],
    parts: &'static [&'static str],
}

/// What can stand anywhere. `\u{1A}` stands for a byte that is no UTF-8.
const ANYWHERE: [&str; 14] = [
    "\"", "\"\"", "\\", ",", "\t", "\n", "\r\n", "\r", "\n\n", "\u{feff}", " ", "é", "\u{1A}", "}",
];

const KINDS: [Kind; 15] = [
    Kind {
        ending: "jsonl",
        begins: &["", "\n", "{\"title\":\"One\"}\n"],
        parts: &[
            "{\"title\":\"A \\\"b\\\" \\u00e9\",\"abstract\":\"One.\\nTwo.\",\"doi\":7}\n",
            "{\"id\":\"é\",\"title\":\"Ä\"}\r\n",
            "{\"title\":\"t\"}{\"title\":\"u\"}\n",
            "{\"title\":\n",
        ],
    },
    Kind {
        ending: "json",
        begins: &["[", "\n[\n", "{\n\"title\":\"One\"}\n"],
        parts: &[
            "{\"title\":\"A \\\"b\\\" \\u00e9\",\n\"abstract\":\"One.\\nTwo.\",\"doi\":7},\n",
            "{\n\"title\":\"Ä\"\r\n}\r\n",
            "{\"title\" \"t\"},",
            "]",
        ],
    },
    Kind {
        ending: "jsonl",
        begins: &["", "{'title': 'One', 'year': None}\n"],
        parts: &[
            "{'title': 'A \\'b\\' \\xe9', \"abstract\": 'One.\\nTwo.', 'is': True}\n",
            "{'title': ('É',)}\r\n",
            "{'title':\n",
        ],
    },
    Kind {
        ending: "json",
        begins: &["{\"total\":2,\"results\":[", "{\n\"data\": {\"papers\": [\n", "{\"a1\":"],
        parts: &[
            "{\"title\":\"A é\",\n\"abstract\":\"One.\"},\n",
            "{\"title\":\"B\",\"abstract\":\"Two.\"}",
            "{\"title\" \"t\"},",
            "]",
            "}\n",
        ],
    },
    Kind {
        ending: "csv",
        begins: &["id,title,abstract\n", "\r\n\nid,\"title\",abstract\r\n", "id,title,abstract\r"],
        parts: &[
            "1,\"On \"\"é\"\"\",\"First.\nSecond.\r\nThird.\"\r\n",
            "2,Bare \"x word,Text\n",
            "3,\"open,Text\n",
            "4,Plain,\"Text\"\r",
            "5,\"A \"b\"\n",
            "6, \"On é, more\" , \"Text\"\n",
            "7,\"A \\\"b\\\" c\",\"d\\\"\n\"\n",
            "8,Nine,Text,,\n",
            "id,title,abstract\n",
        ],
    },
    Kind {
        ending: "csv",
        begins: &[
            "id;title;abstract\n",
            "# made today\nid;\"title\";abstract\r\n",
            "sep=;\nid;title;abstract;\n",
        ],
        parts: &[
            "1;\"On \"\"é\"\"\";\"First;\nsecond, \r\nthird.\"\r\n",
            "2;Plain, and more;Text\n",
            "3;\"open;Text\n",
        ],
    },
    Kind {
        ending: "tsv",
        begins: &["id\ttitle\tabstract\n", "\u{feff}id\ttitle\tabstract\r\n"],
        parts: &[
            "1\t\"On \"\"é\"\"\"\t\"First.\nSecond.\r\nThird.\"\r\n",
            "2\t5\" disks\tText\n",
            "3\t\"open\tText\n",
            "5\t\"Late\" lamps\tText\n",
            "6\tLamps\tthe word \"late\"\n",
            "7\tand posts\"\tText\t\n",
            "8\t\"One\tpart\nand more\"\tText\n",
            "4\tPlain\t\"Text\"\r",
        ],
    },
    Kind {
        ending: "bib",
        begins: &["", "% a comment\n", "@string{soa = \"Society\"}\n"],
        parts: &[
            "@article{k, title = {On {É}}, abstract = \"One\r\n  two.\", journal = soa}\n",
            "@misc{open, title = {No\n",
            "@misc{two, title = {T}}\n",
            "@misc(a key, title = \"{\\'E}t{\\'e} {\"}A{\"}\")\n",
            "{",
            "1. @misc{n, title = {N}}, @misc{m, title = {M}}\n",
            "@comment{c} @misc{o, title = {O}, year = ,}\n",
        ],
    },
    Kind {
        ending: "ris",
        begins: &["", "Provider: a database\n\n", "\nTY  - JOUR\n"],
        parts: &[
            "TY  - JOUR\nTI  - On É\nAB  - One\r\n  two.\nER  - \n\n",
            "TY  - BOOK\rT1  - Ä\rER  -\r",
            "TY - JOUR\nTI - T\n",
            "TY  - JOUR\nTI  - U\nER -\n",
            "ER\n",
            "AU  - One\n",
            "words\n",
            "ER  - \n",
        ],
    },
    Kind {
        ending: "nbib",
        begins: &["", "\nPMID- 1\n"],
        parts: &[
            "PMID- 2\nTI  - On É\n      more.\nLID - 10.1/x [doi]\n\n",
            "TI  - A\n\nTI  - B\n",
            "      words\n",
            "PMID-\n",
        ],
    },
    Kind {
        ending: "enw",
        begins: &["", "%0 Book\n"],
        parts: &[
            "%0 Journal Article\n%T On É\n%X One.\n\nTwo.\n%R 10.1/x\n\n",
            "%T A\n\n%T B\n",
            "words\n",
            "%\n",
        ],
    },
    Kind {
        ending: "ciw",
        begins: &["", "FN Clarivate Analytics Web of Science\nVR 1.0\n"],
        parts: &[
            "PT J\nAU One\n   Two\nTI On É\n   more\nUT 1\nER\n\n",
            "PT J\nTI A\n",
            "TI B\nER\n",
            "   words\n",
            "EF\n",
        ],
    },
    Kind {
        ending: "xml",
        begins: &["", "<?xml version=\"1.0\"?>\n<feed>\n", "<records>"],
        parts: &[
            "<entry><title>On &#201; &amp; B</title>\n<summary>One\n two.</summary></entry>\n",
            "<record><metadata><dc:title>A</dc:title><record/></metadata></record>",
            "<entry><title>open</title>\n",
            "<!-- <entry> -->",
            "<![CDATA[<entry>]]>",
            "</entry>\n",
            "<title a='>'>",
            "<paper1><title>On É</title>\n<abstract>One.</abstract></paper1>\n",
            "<paper1><title>open</title>\n",
            "</paper1>",
            "<book key='1'><title>B</title></book>\n",
        ],
    },
    Kind {
        ending: "html",
        begins: &["<html>", "<!DOCTYPE html>\n<meta name=citation_title content='One'>\n<dl>"],
        parts: &[
            "<dt><a href='/abs/1' title=Abstract id=1></a>\n<dd><div class=list-title>On É</div><p class=mathjax>One\n two.</p>\n",
            "<article><h3><a href=/papers/2>B &amp; C</a></h3><p>Text</p></article>\n",
            "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"D\"}</script>\n",
            "<!-- <dd> -->",
            "<p class='",
        ],
    },
    Kind {
        ending: "txt",
        begins: &["A page of papers\n", "\n\nVoteOn Lamps\n"],
        parts: &[
            "On the Light of É\n",
            "We turn lamps by night, and say how it is done.  It is done by hand.\n",
            "A page of papers\n",
        ],
    },
];

static READING: LazyLock<Reading> = LazyLock::new(|| {
    let layout = "{id: own, why: a test, chrome: [A page of papers], glued: [Vote], order: [title, abstract]}";
    let layouts = Layouts(vec![serde_yaml::from_str(layout).expect("the layout is one")]);
    Reading {
        layouts,
        sources: abslint_core::rule::Library::built_in().sources,
        fields: FieldNames::default(),
        format: None,
        allow_missing: false,
    }
});

/// `text` in UTF-16 with its mark.
fn utf_16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// The name of a file, and its text.
fn files() -> impl Strategy<Value = (String, Vec<u8>)> {
    let is_wide = prop_oneof![7 => Just(false), 1 => Just(true)];
    let how = (0..KINDS.len(), any::<bool>(), any::<bool>(), is_wide);
    how.prop_flat_map(|(kind, has_bom, is_named, is_wide)| {
        let Kind { ending, begins, parts } = &KINDS[kind];
        let part = prop_oneof![2 => select(*parts), 1 => select(&ANYWHERE[..])];
        let text = (select(*begins), prop::collection::vec(part, 0..24));
        text.prop_map(move |(begin, parts)| {
            let bom = if has_bom { "\u{feff}" } else { "" };
            let text = [bom, begin].into_iter().chain(parts).collect::<String>();
            let of_bytes = |text: String| {
                text.bytes().map(|byte| if byte == 0x1A { 0xFF } else { byte }).collect()
            };
            let text = if is_wide { utf_16(&text) } else { of_bytes(text) };
            let name = if is_named { format!("input.{ending}") } else { "input".to_owned() };
            (name, text)
        })
    })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory does not fail");
    encoder.finish().expect("memory does not fail")
}

#[cfg(feature = "zstd")]
fn zstd(bytes: &[u8]) -> Vec<u8> {
    ::zstd::encode_all(bytes, 1).expect("memory does not fail")
}

type Compression = fn(&[u8]) -> Vec<u8>;

/// The ways in which a file can be compressed; `None` for not at all.
const COMPRESSIONS: &[Option<Compression>] = &[
    None,
    Some(gzip),
    #[cfg(feature = "zstd")]
    Some(zstd),
];

/// `text` in members that end at `cuts`, some of them empty.
fn compressed(text: &[u8], member: fn(&[u8]) -> Vec<u8>, cuts: &[Index]) -> Vec<u8> {
    let mut ends: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
    ends.push(text.len());
    ends.sort_unstable();
    let starts = std::iter::once(0).chain(ends.clone());
    starts.zip(&ends).flat_map(|(start, end)| member(&text[start..*end])).collect()
}

/// What comes out of a file, with its places there.
#[derive(Debug, Default, PartialEq)]
struct Read {
    items: Vec<String>,
    chrome_lines: usize,
    failed: Option<String>,
    /// What the chunks hold together, if all of the file could be read.
    text: Vec<u8>,
}

fn read(path: &Path, sizes: Sizes) -> Read {
    // What Python wrote is read as JSON, which has other lengths: no byte of it has its place.
    let whole = Chunks::with_sizes(&Source::file(path), &READING, WHOLE).into_iter().flatten();
    let has_places = whole.flatten().all(|chunk| !chunk.is_python);
    let (mut read, mut line) = (Read::default(), 0);
    let mut offset = None;
    for chunk in
        Chunks::with_sizes(&Source::file(path), &READING, sizes).expect("the file is there")
    {
        match chunk {
            Ok(chunk) => {
                assert!(
                    read.text.last().is_none_or(|last| *last == b'\n'),
                    "columns are counted from the line"
                );
                assert_eq!(
                    chunk.offset,
                    *offset.get_or_insert(chunk.offset),
                    "chunks lie one behind the other"
                );
                let parsed = READING.parse(&chunk);
                let index = read.items.len();
                read.items.extend(
                    parsed.items.iter().map(|item| shown(item, &chunk, index, line, has_places)),
                );
                read.chrome_lines += parsed.chrome_lines;
                line += memchr::memchr_iter(b'\n', &chunk.bytes).count();
                let end = chunk.offset + chunk.bytes.len() as u64;
                offset = has_places.then_some(end);
                read.text.extend(chunk.bytes);
            }
            Err(error) => read.failed = Some(error.to_string()),
        }
    }
    if read.failed.is_some() {
        read.text.clear();
    }
    read
}

/// All that is known of an item of a chunk in front of which there are `index` items and `line`
/// lines; its bytes only if they have a place in the file.
fn shown(item: &Item<'_>, chunk: &Chunk, index: usize, line: usize, has_places: bool) -> String {
    let place = |at: usize| if has_places { chunk.offset as usize + at } else { 0 };
    let mut out = String::new();
    let mut put =
        |what: &dyn std::fmt::Debug| write!(out, "{what:?} ").expect("memory does not fail");
    match item {
        Item::Record(record) => {
            put(&(index + record.index, line + record.line, record.column));
            put(&(place(record.bytes.start), place(record.bytes.end)));
            put(&(&record.id, &record.others));
            for field in [&record.title, &record.abstract_] {
                let places = |field| if has_places { places(field, chunk) } else { Vec::new() };
                put(&field.as_ref().map(|field| (&field.text, places(field))));
            }
        }
        Item::Unreadable(unreadable) => {
            put(&(index + unreadable.index, line + unreadable.line, unreadable.column));
            put(&(
                place(unreadable.bytes.start),
                place(unreadable.bytes.end),
                place(unreadable.at),
            ));
            put(&(unreadable.defect, &unreadable.detail));
        }
    }
    out
}

/// Where in the file each character of a field stands.
fn places(field: &Field<'_>, chunk: &Chunk) -> Vec<usize> {
    let place = |(at, _)| chunk.offset as usize + field.to_source(&chunk.bytes, at);
    field.text.char_indices().map(place).collect()
}

/// Chunks and reads that hold a file of these tests whole.
const WHOLE: Sizes = Sizes { chunk: 32 << 20, read: 1 << 20 };

/// The file `name` with `bytes` in it, and the folder that it lies in.
fn file(name: &str, bytes: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a temporary file can be written");
    (folder, path)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn the_same_records_come_out_wherever_a_file_is_cut(
        (name, text) in files(),
        compression in select(COMPRESSIONS),
        cuts in prop::collection::vec(any::<Index>(), 0..4),
        lost in prop_oneof![3 => Just(0), 1 => 1..40_usize],
        sizes in prop::collection::vec((1..80_usize, 1..80_usize), 2),
    ) {
        let mut bytes = compression.map_or(text.clone(), |member| compressed(&text, member, &cuts));
        bytes.truncate(bytes.len().saturating_sub(lost));
        let (_folder, path) = file(&name, bytes);
        let whole = read(&path, WHOLE);
        for (chunk, at_once) in sizes.into_iter().chain([(1, 1), (1, WHOLE.read), (WHOLE.chunk, 1)]) {
            let sizes = Sizes { chunk, read: at_once };
            prop_assert_eq!(&read(&path, sizes), &whole, "{:?}", sizes);
        }
    }
}

#[test]
fn a_quote_that_is_not_closed_in_what_a_record_can_hold_costs_its_own_row() {
    let row = |n: usize| format!("{n},Title,{}\n", "word ".repeat(10_000));
    let rows = MOST_BYTES / row(0).len() + 100;
    let mut text = "id,title,abstract\n1,\"open,Text\n".to_owned();
    text.extend((0..rows).map(row));
    text += "2,\"Closed\",\"One.\nTwo.\"\n";
    let (_folder, path) = file("input.csv", text);
    let whole = read(&path, WHOLE);
    assert_eq!(whole.items.len(), rows + 2);
    assert_eq!(whole.items.iter().filter(|item| item.contains("not closed")).count(), 1);
    for chunk in [512 << 10, 3 << 20] {
        assert!(read(&path, Sizes { chunk, ..WHOLE }) == whole, "in chunks of {chunk} bytes");
    }
}

#[test]
fn any_number_of_blank_lines_may_stand_in_front_of_a_header() {
    let (_folder, path) = file("input", "\n".repeat(1 << 20) + "title,abstract\nOne,Two\n");
    for chunk in [1 << 19, 2 << 20] {
        assert_eq!(read(&path, Sizes { chunk, ..WHOLE }).items.len(), 1);
    }
}

#[test]
fn the_only_line_of_a_compressed_file_that_was_cut_behind_it_is_read() {
    let whole = gzip(b"{\"title\":\"One\"}\n");
    let (_folder, path) = file("input.jsonl.gz", &whole[..whole.len() - 4]);
    let read = read(&path, WHOLE);
    assert!(read.items.len() == 1 && read.failed.is_some(), "{read:?}");
}
