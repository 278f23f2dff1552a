//! Apache Parquet, in and out; a build without it has nothing of this.

use std::path::Path;
use std::sync::Arc;

use crate::common::{abslint, abslint_with_stdin, status, stderr, stdout};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;

/// A Parquet table with columns of several types.
fn parquet_table(rows: &str) -> Vec<u8> {
    let list = DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true)));
    let schema = Arc::new(Schema::new(vec![
        Field::new("paper_id", DataType::Int32, false),
        Field::new("title", DataType::Utf8, true),
        Field::new("summary", DataType::LargeUtf8, true),
        Field::new("published", DataType::Timestamp(TimeUnit::Millisecond, None), true),
        Field::new("score", DataType::Float32, true),
        Field::new("tags", list, true),
    ]));
    let reader = arrow_json::ReaderBuilder::new(schema.clone()).build(rows.as_bytes()).unwrap();
    let mut writer = ArrowWriter::try_new(Vec::new(), schema, None).unwrap();
    reader.for_each(|batch| writer.write(&batch.unwrap()).unwrap());
    writer.into_inner().unwrap()
}

/// The names and types of the columns of a table.
fn columns(path: &Path) -> Vec<(String, DataType)> {
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(path).unwrap()).unwrap();
    builder
        .schema()
        .fields()
        .iter()
        .map(|field| (field.name().clone(), field.data_type().clone()))
        .collect()
}

#[test]
fn a_parquet_table_is_read_row_by_row_and_keeps_the_types_of_its_columns() {
    let dir = tempfile::tempdir().unwrap();
    let rows = [
        r#"{"paper_id":1,"title":"Lamps","summary":"We turn 16times16 lamps, and each of them is seen from far away. It is good.","published":"2019-02-03T04:05:06","score":0.5,"tags":["a","b"]}"#,
        r#"{"paper_id":2,"title":"Ships","summary":null,"published":null,"score":null,"tags":null}"#,
        r#"{"paper_id":3,"title":"Fog","summary":"Ships are lost in fog, and lamps find them again. We say how often that was.","published":"2020-01-01T00:00:00","score":2.0,"tags":[]}"#,
    ];
    let table = parquet_table(&rows.join("\n"));
    std::fs::write(dir.path().join("in.parquet"), &table).unwrap();
    let found =
        stdout(&abslint(dir.path(), &["check", "in.parquet", "--output-format", "concise"]));
    assert!(found.contains("in.parquet:1:"), "{found}");
    assert!(found.contains("in.parquet:2:"), "{found}");
    assert!(found.contains("error[lost-times]"), "{found}");
    let output = abslint(dir.path(), &["clean", "in.parquet", "-o", "out.parquet"]);
    assert!(
        stderr(&output).contains("3 records read = 2 kept + 1 rejected + 0 unreadable"),
        "{}",
        stderr(&output)
    );
    let types = columns(&dir.path().join("out.parquet"));
    let of = |name: &str| {
        types.iter().find(|(own, _)| own == name).map(|(_, data_type)| data_type.clone())
    };
    assert_eq!(of("id"), Some(DataType::Int64));
    assert_eq!(
        (of("published"), of("score")),
        (Some(DataType::Timestamp(TimeUnit::Millisecond, None)), Some(DataType::Float32))
    );
    let again = stdout(&abslint(dir.path(), &["clean", "out.parquet", "-o", "-"]));
    let first: Value = serde_json::from_str(again.lines().next().unwrap()).unwrap();
    assert_eq!(
        (first["id"].as_i64(), first["published"].as_str()),
        (Some(1), Some("2019-02-03T04:05:06"))
    );
    assert_eq!(first["tags"], serde_json::json!(["a", "b"]));
    assert!(first["abstract"].as_str().unwrap().starts_with("We turn 16×16 lamps"));
    abslint(dir.path(), &["clean", "out.parquet", "-o", "twice.parquet"]);
    let [once, twice] =
        ["out.parquet", "twice.parquet"].map(|name| std::fs::read(dir.path().join(name)).unwrap());
    assert!(once == twice, "a clean table is left as it is");
    let from_stdin = abslint_with_stdin(dir.path(), &["clean", "-", "-o", "-", "-q"], &table);
    assert_eq!(stdout(&from_stdin).lines().count(), 2);
    let cut =
        abslint_with_stdin(dir.path(), &["clean", "-", "-o", "-", "-q"], &table[..table.len() - 9]);
    assert_eq!(status(&cut), 2, "{}", stderr(&cut));
    assert!(stderr(&cut).contains("<stdin>: "), "{}", stderr(&cut));
}

#[test]
fn records_that_make_no_table_leave_none() {
    let dir = tempfile::tempdir().unwrap();
    let text =
        "We turn lamps, and the light of each turning lamp is seen from far away by every ship.";
    let mixed = format!(
        "{{\"abstract\":\"{text}\",\"year\":{{\"a\":1}}}}\n{{\"abstract\":\"Ships are lost in fog, and lamps find them again; we say how often that was, and by whom they were found.\",\"year\":2020}}\n"
    );
    let output = abslint_with_stdin(
        dir.path(),
        &["clean", "-", "--allow-missing", "-o", "mixed.parquet"],
        mixed.as_bytes(),
    );
    assert_eq!(status(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("make no table"), "{}", stderr(&output));
    assert!(!dir.path().join("mixed.parquet").exists());
}
