//! `croissant.json`: what a corpus is, for the programs that load data sets.
//!
//! Croissant 1.0, <https://docs.mlcommons.org/croissant/docs/croissant-spec.html>.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::fs::atomic::{AtomicFile, folder_of};
use crate::write::form::{CorpusShape, Form, Packing};

/// The file that the metadata of `corpus` are written to: beside it.
pub fn path_of(corpus: &Path) -> PathBuf {
    folder_of(corpus).join("croissant.json")
}

/// The fields of every corpus: name, what it holds, its type, and whether it is a list.
const FIELDS: [(&str, &str, &str, bool); 4] = [
    (
        "id",
        "The id of the record: that of the input, or one that follows from the texts.",
        "sc:Text",
        false,
    ),
    ("title", "The title of the paper.", "sc:Text", false),
    ("abstract", "The abstract of the paper.", "sc:Text", false),
    ("links", "The usable links in the abstract.", "sc:URL", true),
];

/// Writes the metadata of a corpus that is there.
///
/// # Errors
/// Returns an I/O error if the corpus cannot be read, or its description written.
pub fn write(corpus: &Path) -> io::Result<()> {
    let mut file = AtomicFile::create(&path_of(corpus))?;
    serde_json::to_writer_pretty(&mut file, &metadata(corpus)?)?;
    file.write_all(b"\n")?;
    file.commit()
}

fn metadata(corpus: &Path) -> io::Result<Value> {
    let file_name = corpus.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = file_name.split('.').next().unwrap_or_default().to_owned();
    let mut file = File::open(corpus)?;
    let mut sha256 = Sha256::new();
    let size = io::copy(&mut file, &mut HashWriter(&mut sha256))?;
    let digest: String = sha256.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    // There a list is the text of its JSON.
    let is_text_table = Form::of(corpus)
        .is_ok_and(|form| matches!(form.shape, CorpusShape::Csv | CorpusShape::Tsv));
    let fields: Vec<Value> = FIELDS
        .iter()
        .map(|(field, description, data_type, is_list)| {
            let mut value = json!({
                "@type": "cr:Field",
                "@id": format!("records/{field}"),
                "name": field,
                "description": description,
                "dataType": data_type,
                "source": { "fileObject": { "@id": file_name }, "extract": { "column": field } },
            });
            if *is_list && !is_text_table {
                value["repeated"] = true.into();
            }
            value
        })
        .collect();
    Ok(json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": name,
        "description": "Titles and abstracts of papers, repaired and without copies.",
        "distribution": [{
            "@type": "cr:FileObject",
            "@id": file_name,
            "name": file_name,
            "contentUrl": file_name,
            "contentSize": format!("{size} B"),
            "encodingFormat": encoding(corpus),
            "sha256": digest,
        }],
        "recordSet": [{ "@type": "cr:RecordSet", "@id": "records", "name": "records", "field": fields }],
    }))
}

struct HashWriter<'h>(&'h mut Sha256);

impl Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The media type of a corpus by its name; of a compressed one, that of what is in it too.
fn encoding(corpus: &Path) -> Value {
    let Form { shape, packing } = Form::of(corpus).unwrap_or(Form::LINES);
    let inner = match shape {
        CorpusShape::JsonLines => "application/jsonlines",
        CorpusShape::Json => "application/json",
        CorpusShape::Csv => "text/csv",
        CorpusShape::Tsv => "text/tab-separated-values",
        CorpusShape::Bibtex => "application/x-bibtex",
        CorpusShape::Ris => "application/x-research-info-systems",
        CorpusShape::Parquet => "application/x-parquet",
    };
    match packing {
        Packing::Plain => json!(inner),
        Packing::Gzip => json!(["application/gzip", inner]),
        Packing::Zstd => json!(["application/zstd", inner]),
    }
}

/// The vocabulary that the specification asks for.
fn context() -> Value {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "equivalentProperty": "cr:equivalentProperty",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileObject": "cr:fileObject",
        "fileProperty": "cr:fileProperty",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform"
    })
}
