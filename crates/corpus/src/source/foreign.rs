//! Files that hold no text of records: what they are, told by their first bytes, and what to do.

use std::path::Path;

/// What a file is that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it is, with its article.
    pub what: &'static str,
    /// What can be done.
    pub advice: &'static str,
}

/// So many bytes at the beginning of a file tell what it is.
pub const LONGEST_MAGIC: usize = 512;

/// What stands in the first header of a tar archive, and where (POSIX.1-1988, ustar).
const TAR: (usize, &[u8]) = (257, b"ustar");

const WORKBOOK: Foreign = Foreign {
    what: "an Excel workbook",
    advice: "save its sheet as CSV in UTF-8 and name that file",
};
const DOCUMENT: Foreign = Foreign {
    what: "an office document",
    advice: "save what it holds as text, CSV or JSON and name that file",
};
const POINTER: Foreign = Foreign {
    what: "a pointer of Git LFS, and not the file that it stands for",
    advice: "fetch the file with `git lfs pull`",
};
const ARCHIVE: Foreign = Foreign { what: "an archive", advice: "unpack it and name its folder" };
const PICKLE: Foreign = Foreign {
    what: "a Python pickle",
    advice: "load it where you trust it, and write `frame.to_json(path, orient=\"records\", lines=True)`",
};
const ARRAY: Foreign = Foreign {
    what: "a file of arrays (NumPy, HDF5)",
    advice: "write its texts as JSON Lines or Parquet and name that file",
};
const ARROW: Foreign =
    Foreign { what: "an Arrow or Feather file", advice: "write it as Parquet and name that file" };
const DATABASE: Foreign = Foreign {
    what: "a SQLite database",
    advice: "export the table, for instance with `sqlite3 -json FILE \"select * from papers\"`, and name that file",
};
const PDF: Foreign = Foreign {
    what: "a PDF document",
    advice: "records are read from metadata, not from papers: export JSON, CSV, RIS or BibTeX",
};
const IMAGE: Foreign =
    Foreign { what: "an image", advice: "no text can be read from it; leave it out" };
const COMPRESSED: Foreign = Foreign {
    what: "compressed otherwise than by gzip or zstd",
    advice: "unpack it, or compress it by one of these",
};
const PROGRAM: Foreign = Foreign { what: "a program", advice: "leave it out" };

/// TOML, whose tables begin as lists of JSON do.
pub const TOML: Foreign = Foreign {
    what: "TOML",
    advice: "turn it into JSON, for instance with `yq -p toml -o json . FILE`, and name that file",
};

/// First bytes, and what begins with them.
const MAGIC: [(&[u8], Foreign); 24] = [
    (b"version https://git-lfs.github.com/spec/", POINTER),
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ARCHIVE),
    (b"PK\x05\x06", ARCHIVE),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", WORKBOOK),
    (b"SQLite format 3\0", DATABASE),
    (b"\x89HDF\r\n\x1A\n", ARRAY),
    (b"\x93NUMPY", ARRAY),
    (b"ARROW1", ARROW),
    (b"FEA1", ARROW),
    (b"\x80\x02", PICKLE),
    (b"\x80\x03", PICKLE),
    (b"\x80\x04", PICKLE),
    (b"\x80\x05", PICKLE),
    (b"\x89PNG\r\n", IMAGE),
    (b"\xFF\xD8\xFF", IMAGE),
    (b"GIF8", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"BZh", COMPRESSED),
    (b"\xFD7zXZ\0", COMPRESSED),
    (b"7z\xBC\xAF\x27\x1C", ARCHIVE),
    (b"Rar!\x1A\x07", ARCHIVE),
    (b"\x7FELF", PROGRAM),
];

/// Endings of files that share their first bytes with others, or are known by their name alone.
const ENDINGS: [(&[&str], Foreign); 9] = [
    (&["xlsx", "xlsm", "xlsb", "xls", "ods"], WORKBOOK),
    (&["docx", "doc", "odt", "pptx", "ppt", "odp", "epub"], DOCUMENT),
    (&["pdf"], PDF),
    (&["zip", "7z", "rar", "tar", "tgz"], ARCHIVE),
    (&["pkl", "pickle"], PICKLE),
    (&["npy", "npz", "h5", "hdf5"], ARRAY),
    (&["arrow", "feather"], ARROW),
    (&["sqlite", "sqlite3", "db"], DATABASE),
    (&["png", "jpg", "jpeg", "gif", "webp", "tif", "tiff"], IMAGE),
];

/// Endings of texts that are written for people or for programs, and that nothing here reads.
const TEXTS: [(&[&str], Foreign); 4] = [
    (
        &["yaml", "yml"],
        Foreign {
            what: "YAML",
            advice: "turn it into JSON, for instance with `yq -o json . FILE`, and name that file",
        },
    ),
    (&["toml"], TOML),
    (
        &["md", "markdown"],
        Foreign {
            what: "Markdown",
            advice: "put its papers into a table or into JSON, or say in a layout file how its lines are laid out",
        },
    ),
    (
        &["sql"],
        Foreign {
            what: "a dump of a database",
            advice: "load it, export the table as CSV or JSON and name that file",
        },
    ),
];

impl Foreign {
    /// What a text is that is in no format that is read, by its name.
    pub fn of_text(path: &Path) -> Option<Foreign> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        let is_it = |(endings, _): &&(&[&str], Foreign)| endings.contains(&ending.as_str());
        TEXTS.iter().find(is_it).map(|(_, kind)| *kind)
    }

    /// What a file with this name is that begins with these bytes; `None` if it may hold text.
    pub fn of(head: &[u8], path: &Path) -> Option<Foreign> {
        let kind = Foreign::of_bytes(head)?;
        let is_shared = [ARCHIVE, WORKBOOK].contains(&kind);
        Some(Foreign::of_name(path).filter(|_| is_shared).unwrap_or(kind))
    }

    /// The same without a name.
    pub(super) fn of_bytes(head: &[u8]) -> Option<Foreign> {
        let is_tar = head.get(TAR.0..).is_some_and(|rest| rest.starts_with(TAR.1));
        let known = MAGIC.iter().find(|(magic, _)| head.starts_with(magic));
        known.map(|(_, kind)| *kind).or(is_tar.then_some(ARCHIVE))
    }

    /// What the name of a file says.
    pub fn of_name(path: &Path) -> Option<Foreign> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        ENDINGS
            .iter()
            .find(|(endings, _)| endings.contains(&ending.as_str()))
            .map(|(_, kind)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_bytes_and_one_of_a_family_by_its_name() {
        let cases: [(&[u8], &str, Option<Foreign>); 6] = [
            (b"PK\x03\x04\x14\0", "a/papers.xlsx", Some(WORKBOOK)),
            (b"PK\x03\x04\x14\0", "papers.csv", Some(ARCHIVE)),
            (b"%PDF-1.7\n", "papers.json", Some(PDF)),
            (b"{\"title\": 1}", "papers.xlsx", None),
            (b"", "papers.pdf", None),
            (b"\x80\x04\x95", "<stdin>", Some(PICKLE)),
        ];
        for (head, name, expected) in cases {
            assert_eq!(Foreign::of(head, Path::new(name)), expected, "{name}");
        }
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
        assert_eq!(Foreign::of(pointer, Path::new("papers.jsonl")), Some(POINTER));
        let tar = [&[b'a'; 257][..], b"ustar  \0"].concat();
        assert_eq!(Foreign::of(&tar, Path::new("papers.json.gz")), Some(ARCHIVE));
    }
}
