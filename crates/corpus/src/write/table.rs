//! A corpus as an Apache Parquet table.
//!
//! The lines wait in a temporary file until all are there; then their columns
//! and the types of these are known. What a corpus always has, has always the
//! same types; other columns have those of the Parquet table that they come
//! from, or those that `arrow-json` infers from all lines.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_json::reader::infer_json_schema;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::shapes::RecordWriter;
use super::waiting::WaitingLines;
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

/// A table on its way.
pub struct Table {
    lines: WaitingLines,
    rows: usize,
    columns: Columns,
}

impl Table {
    /// An empty table, which will lie at `path`.
    ///
    /// # Errors
    /// Returns an I/O error if there can be no temporary file.
    pub fn new(path: &Path, columns: Columns) -> io::Result<Table> {
        Ok(Table { lines: WaitingLines::beside(path)?, rows: 0, columns })
    }
}

impl RecordWriter for Table {
    fn record(&mut self, line: &str, _: &mut (dyn Write + Send)) -> io::Result<()> {
        self.rows += 1;
        self.lines.push(line)
    }

    fn end(self: Box<Self>, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let no_table = |error| {
            io::Error::other(format!(
                "these records make no table ({error}); write JSON Lines instead"
            ))
        };
        let lines = self.lines.all()?;
        let inferred = infer_json_schema(lines.reader_at_start()?, None).map_err(no_table)?.0;
        let schema = schema(&inferred, &lines.names()?, &self.columns);
        let reader = ReaderBuilder::new(schema.clone())
            .with_batch_size(BATCH_ROWS)
            .with_coerce_primitive(true);
        let compression = Compression::ZSTD(ZstdLevel::default());
        let properties = WriterProperties::builder().set_compression(compression).build();
        let mut writer =
            ArrowWriter::try_new(out, schema, Some(properties)).map_err(io::Error::other)?;
        let mut rows = 0;
        for batch in reader.build(lines.reader_at_start()?).map_err(no_table)? {
            let batch = batch.map_err(no_table)?;
            rows += batch.num_rows();
            writer.write(&batch).map_err(io::Error::other)?;
        }
        if rows != self.rows {
            return Err(io::Error::other(format!("{} records became {rows} rows", self.rows)));
        }
        writer.into_inner().map(drop).map_err(io::Error::other)
    }
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
