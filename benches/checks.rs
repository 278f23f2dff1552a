//! How fast the checks are, family by family, in bytes of text on one core.
//!
//! The text is `../shared/data/papers.jsonl` where it is there, `$ABSLINT_BENCH`
//! if that names another JSON Lines file, and the fixtures, repeated, otherwise.

use std::hint::black_box;
use std::path::Path;

use abslint_core::check::RecordFacts;
use abslint_core::record::FieldName;
use abslint_core::rule::{Family, Library, Rule};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn texts() -> Vec<String> {
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/papers.jsonl");
    let path = std::env::var("ABSLINT_BENCH").unwrap_or_else(|_| shared.to_owned());
    let fallback = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/papers.jsonl");
    let (path, copies) =
        if Path::new(&path).exists() { (path, 1) } else { (fallback.to_owned(), 5000) };
    let file = std::fs::read_to_string(&path).expect("the file for the benchmark can be read");
    let records =
        file.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let texts: Vec<String> =
        records.filter_map(|record| record["abstract"].as_str().map(str::to_owned)).collect();
    std::iter::repeat_n(texts, copies).flatten().collect()
}

fn hits(rules: &[&Rule], library: &Library, text: &str) -> usize {
    let record = RecordFacts::of_abstract(text, &library.background);
    let context = record.seen_from(FieldName::Abstract);
    rules.iter().map(|rule| rule.check.hits(context).len()).sum()
}

fn families(c: &mut Criterion) {
    let library = Library::built_in();
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut group = c.benchmark_group("families");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(10);
    let mut measure = |name: &str, families: &[Family]| {
        let is_of_them = |rule: &&Rule| {
            families.contains(&rule.family)
                && rule.severity.is_some()
                && rule.fields.contains(&FieldName::Abstract)
        };
        let rules: Vec<&Rule> = library.rules.iter().filter(is_of_them).collect();
        group.bench_function(name, |b| {
            b.iter(|| {
                texts.iter().map(|text| hits(&rules, &library, black_box(text))).sum::<usize>()
            })
        });
    };
    measure("math and latex", &[Family::Math, Family::Latex]);
    measure(
        "all but math and latex",
        &Family::ALL
            .into_iter()
            .filter(|f| !matches!(f, Family::Math | Family::Latex))
            .collect::<Vec<_>>(),
    );
    for family in Family::ALL {
        measure(family.name(), &[family]);
    }
    group.finish();
}

/// Each rule by itself, to see which one costs what.
fn rules(c: &mut Criterion) {
    let library = Library::built_in();
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut group = c.benchmark_group("rules");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(10);
    for rule in &library.rules {
        group.bench_function(&rule.id, |b| {
            b.iter(|| {
                texts.iter().map(|text| hits(&[rule], &library, black_box(text))).sum::<usize>()
            })
        });
    }
    group.finish();
}

criterion_group!(benches, families, rules);
criterion_main!(benches);
