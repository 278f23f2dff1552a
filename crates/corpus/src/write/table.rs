//! A corpus as an Apache Parquet table.
//!
//! The lines wait in a temporary file until all are there; then their columns
//! and the types of these are known. What a corpus always has, has always the
//! same types; other columns have those of the Parquet table that they come
//! from, or those that `arrow-json` infers from all lines.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_json::reader::infer_json_schema;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::fs::atomic::{AtomicFile, folder_of};
use crate::source::{Source, parquet as input};

/// Rows of a batch on their way into the table.
const BATCH_ROWS: usize = 8192;

/// The types of columns by their names.
#[derive(Clone, Debug, Default)]
pub struct Columns(HashMap<String, DataType>);

impl Columns {
    /// The types that columns have in `sources`; of none if one of these is no Parquet table, or
    /// they do not agree.
    ///
    /// # Errors
    /// That one of them cannot be read.
    pub fn of(sources: &[Source]) -> io::Result<Columns> {
        let mut types: HashMap<String, Option<DataType>> = HashMap::new();
        for source in sources {
            let Some(schema) = input::schema(source)? else { return Ok(Columns::default()) };
            for field in schema.fields() {
                let of_name = types
                    .entry(field.name().clone())
                    .or_insert_with(|| Some(field.data_type().clone()));
                if of_name.as_ref() != Some(field.data_type()) {
                    *of_name = None;
                }
            }
        }
        let agreed =
            types.into_iter().filter_map(|(name, data_type)| Some((name, plain(data_type?))));
        Ok(Columns(agreed.filter(|(_, data_type)| can_be_read(data_type)).collect()))
    }
}

/// Whether values of a type can be read from JSON.
fn can_be_read(data_type: &DataType) -> bool {
    ReaderBuilder::new_with_field(Field::new("value", data_type.clone(), true))
        .build_decoder()
        .is_ok()
}

/// A table on its way to a file.
pub struct Table {
    lines: BufWriter<File>,
    rows: usize,
    file: AtomicFile,
    columns: Columns,
}

impl Table {
    /// An empty table for `file`, which will lie at `path`.
    ///
    /// # Errors
    /// Returns an I/O error if the file cannot be written.
    pub fn new(file: AtomicFile, path: &Path, columns: Columns) -> io::Result<Table> {
        let lines = BufWriter::with_capacity(1 << 20, tempfile::tempfile_in(folder_of(path))?);
        Ok(Table { lines, rows: 0, file, columns })
    }

    /// Writes the table and puts it in its place.
    ///
    /// # Errors
    /// Returns an I/O error if the file cannot be written, or the values of a column have no type in
    /// common.
    pub fn commit(self) -> io::Result<()> {
        let no_table = |error| {
            io::Error::other(format!(
                "these records make no table ({error}); write JSON Lines instead"
            ))
        };
        let lines = self.lines.into_inner().map_err(io::IntoInnerError::into_error)?;
        let inferred = infer_json_schema(from_start(&lines)?, None).map_err(no_table)?.0;
        let schema = schema(&inferred, &names(&lines)?, &self.columns);
        let reader = ReaderBuilder::new(schema.clone())
            .with_batch_size(BATCH_ROWS)
            .with_coerce_primitive(true);
        let compression = Compression::ZSTD(ZstdLevel::default());
        let properties = WriterProperties::builder().set_compression(compression).build();
        let mut writer =
            ArrowWriter::try_new(self.file, schema, Some(properties)).map_err(io::Error::other)?;
        let mut rows = 0;
        for batch in reader.build(from_start(&lines)?).map_err(no_table)? {
            let batch = batch.map_err(no_table)?;
            rows += batch.num_rows();
            writer.write(&batch).map_err(io::Error::other)?;
        }
        if rows != self.rows {
            return Err(io::Error::other(format!("{} records became {rows} rows", self.rows)));
        }
        writer.into_inner().map_err(io::Error::other)?.commit()
    }
}

impl Write for Table {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.lines.write(bytes)?;
        self.rows += memchr::memchr_iter(b'\n', &bytes[..written]).count();
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.lines.flush()
    }
}

fn from_start(mut file: &File) -> io::Result<BufReader<&File>> {
    file.seek(SeekFrom::Start(0))?;
    Ok(BufReader::with_capacity(1 << 20, file))
}

/// The names of the members of an object.
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfObject;
        impl<'de> Visitor<'de> for OfObject {
            type Value = Names;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some((name, _)) = map.next_entry::<String, IgnoredAny>()? {
                    names.push(name);
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_map(OfObject)
    }
}

/// The names of all columns, in the order of their first appearance.
fn names(lines: &File) -> io::Result<Vec<String>> {
    let (mut names, mut seen) = (Vec::new(), HashSet::new());
    for line in from_start(lines)?.lines() {
        let Names(of_line) = serde_json::from_str(&line?)?;
        names.extend(of_line.into_iter().filter(|name| seen.insert(name.clone())));
    }
    Ok(names)
}

/// The columns of the table: first those of every corpus, then the others in the order of `names`.
fn schema(inferred: &Schema, names: &[String], kept: &Columns) -> SchemaRef {
    let own = own_fields(inferred);
    let others =
        names.iter().filter(|name| own.iter().all(|own| own.name() != *name)).map(|name| {
            let inferred = || {
                inferred
                    .field_with_name(name)
                    .map_or(DataType::Utf8, |field| plain(field.data_type().clone()))
            };
            Field::new(name, kept.0.get(name).cloned().unwrap_or_else(inferred), true)
        });
    let all: Vec<Field> = own.iter().cloned().chain(others).collect();
    Arc::new(Schema::new(all))
}

/// What every corpus has. An id is a number if all are.
fn own_fields(inferred: &Schema) -> [Field; 6] {
    let number =
        |data_type: &DataType| matches!(data_type, DataType::Int64).then_some(DataType::Int64);
    let id = inferred
        .field_with_name("id")
        .ok()
        .and_then(|field| number(field.data_type()))
        .unwrap_or(DataType::Utf8);
    let list = |item: DataType| DataType::List(Arc::new(Field::new_list_field(item, true)));
    let whole = |name: &str| Field::new(name, DataType::Int64, true);
    let place = DataType::Struct(
        vec![Field::new("path", DataType::Utf8, true), whole("line"), whole("record")].into(),
    );
    [
        Field::new("id", id, true),
        Field::new("title", DataType::Utf8, true),
        Field::new("abstract", DataType::Utf8, true),
        Field::new("links", list(DataType::Utf8), true),
        Field::new("source", place.clone(), true),
        Field::new("also_in", list(place), true),
    ]
}

/// A type without what is a matter of storage; what is always null is taken for text.
fn plain(data_type: DataType) -> DataType {
    let item = |field: Arc<Field>| {
        Arc::new(Field::new(field.name(), plain(field.data_type().clone()), true))
    };
    match data_type {
        DataType::Null | DataType::Utf8View => DataType::Utf8,
        DataType::Dictionary(_, value) => plain(*value),
        DataType::List(field) => DataType::List(item(field)),
        DataType::LargeList(field) => DataType::LargeList(item(field)),
        DataType::Struct(fields) => DataType::Struct(fields.iter().cloned().map(item).collect()),
        other => other,
    }
}
