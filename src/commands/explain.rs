//! `abslint explain`.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use clap::{Args, ValueEnum};
use serde::Serialize;

use std::path::Path;

use super::{CommandError, Common, Exit, reading};
use crate::report::summary::count;
use crate::report::visible::visible;
use abslint_core::check::PairKind;
use abslint_core::check::profile::Sample;
use abslint_core::edit::Safety;
use abslint_core::finding::Severity;
use abslint_core::lexicon::Lexicon;
use abslint_core::record::{FieldName, Item, Record};
use abslint_core::rule::{Case, Rule, library};
use abslint_corpus::dedup::Settings;
use abslint_corpus::source::understood::FieldUse;
use abslint_corpus::source::{Chunks, Reading, Source};

/// What `explain` can be asked.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The id of a rule; `layouts` or `sources` for how pages and sources are described; or a file,
    /// for how it is read
    topic: String,
    /// How the explanation is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    output_format: Form,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
}

/// A rule as JSON.
#[derive(Serialize)]
struct Explained<'r> {
    id: &'r str,
    family: &'r str,
    severity: &'r str,
    fields: Vec<&'r str>,
    check: &'r str,
    why: String,
    fix: Option<ExplainedFix<'r>>,
    tests: &'r [Case],
    file: &'r str,
}

#[derive(Serialize)]
struct ExplainedFix<'r> {
    safety: Safety,
    because: Option<&'r str>,
}

/// Explains one rule, the layouts or the sources, or how a file is read.
pub(super) fn run(args: &ExplainArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    if args.output_format == Form::Json {
        let text = serde_json::to_string_pretty(&explained(library.rule(&args.topic)?))
            .map_err(io::Error::other)?;
        writeln!(io::stdout().lock(), "{text}")?;
        return Ok(Exit::Fine);
    }
    let is_rule = library.rule(&args.topic).is_ok();
    let mut text = match args.topic.as_str() {
        "layouts" => library::built_in_layouts(),
        "sources" => library::built_in_sources(),
        topic if !is_rule && Path::new(topic).is_file() => {
            let lexicon = &library.background.lexicon;
            how_it_is_read(Path::new(topic), &reading(&library, &config, None), lexicon)?
        }
        topic => explain(library.rule(topic)?),
    };
    if library.rule(&args.topic).is_ok_and(|rule| {
        rule.check.of_pairs().is_some_and(|check| check.finds() == Some(PairKind::Near))
    }) {
        text += &curve(&config.dedup);
    }
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Exit::Fine)
}

/// The shape of a file, what its fields are taken for, what habits its texts have, and what is left
/// over.
fn how_it_is_read(
    path: &Path,
    reading: &Reading,
    lexicon: &Lexicon,
) -> Result<String, CommandError> {
    let source = Source::file(path);
    let mut sample = Sample::new(lexicon);
    let (mut uses, mut records, mut unreadable) = (FieldUse::default(), 0, 0);
    let (mut shape, mut first) = ("nothing", None);
    for chunk in Chunks::open(&source, reading)? {
        let chunk = chunk?;
        shape = chunk.shape.name();
        let parsed = reading.parse(&chunk);
        for item in &parsed.items {
            match item {
                Item::Record(record) => {
                    records += 1;
                    sample.see(record);
                    first.get_or_insert_with(|| shown(record));
                }
                Item::Unreadable(_) => unreadable += 1,
            }
        }
        uses.add(parsed.fields);
    }
    let mut text = format!("{}: {shape}, {}", source.name, count(records, "record"));
    if unreadable > 0 {
        let _ = write!(text, " and {unreadable} that cannot be read");
    }
    let _ = writeln!(
        text,
        "\nread as: {}",
        uses.reading().unwrap_or_else(|| "exact names, one record after the other".to_owned())
    );
    let style = sample.profile().style.in_words();
    let _ = writeln!(text, "style: {}", style.as_deref().unwrap_or("no habits"));
    if let Some(error) = uses.verdict(&source.name, &reading.fields) {
        let _ = writeln!(text, "{error}");
    }
    text += &first.unwrap_or_default();
    Ok(text.lines().map(|line| format!("{}\n", visible(line))).collect())
}

/// The parts of a record, a line each.
fn shown(record: &Record<'_>) -> String {
    let short =
        |text: &str| text.chars().take(SHOWN).collect::<String>().replace(['\n', '\r'], " ");
    let field = |name| record.field(name).map_or("-".to_owned(), |field| short(&field.text));
    let id =
        record.id.as_ref().map_or("- (one is made of its texts)".to_owned(), |id| short(&id.text));
    let others: Vec<&str> = record.others.iter().map(|(name, _)| name.as_ref()).collect();
    format!(
        "the first record\n  id        {id}\n  title     {}\n  abstract  {}\n  others    {}\n",
        field(FieldName::Title),
        field(FieldName::Abstract),
        short(&others.join(", "))
    )
}

/// Of each part of a record so many characters are shown.
const SHOWN: usize = 80;

fn explained(rule: &Rule) -> Explained<'_> {
    let fix = rule
        .fix
        .as_ref()
        .map(|fix| ExplainedFix { safety: fix.safety, because: fix.because.as_deref() });
    Explained {
        id: &rule.id,
        family: rule.family.name(),
        severity: rule.severity.map_or("off", Severity::name),
        fields: rule.fields.iter().map(|field| field.name()).collect(),
        check: rule.check.kind(),
        why: rule.why.trim().to_owned(),
        fix,
        tests: &rule.cases,
        file: &rule.path,
    }
}

fn explain(rule: &Rule) -> String {
    let severity = rule.severity.map_or("off: runs only when it is named", Severity::name);
    let mut text = format!("{} ({}, {severity})\n\n{}\n", rule.id, rule.family, rule.why.trim());
    for case in &rule.cases {
        let _ = match (&case.bad, &case.good) {
            (Some(bad), _) => writeln!(text, "\n  bad    {bad}"),
            (None, good) => writeln!(text, "\n  good   {}", good.as_deref().unwrap_or_default()),
        };
        let beside = case
            .title
            .iter()
            .map(|title| ("title", title))
            .chain(case.others.iter().map(|(name, value)| (name.as_str(), value)));
        let other = case
            .beside_title
            .iter()
            .map(|title| ("other title", title))
            .chain(case.beside.iter().map(|text| ("other text", text)));
        for (name, value) in beside.chain(other) {
            let _ = writeln!(text, "  with   {name}: {value}");
        }
        if let Some(fixed) = &case.fixed {
            let _ = writeln!(text, "  fixed  {fixed}");
        }
    }
    let fix = match rule.fix.as_ref().map(|fix| (fix.safety, &fix.because)) {
        None => "none".to_owned(),
        Some((Safety::Safe, _)) => "safe: `abslint clean` makes it".to_owned(),
        Some((Safety::Unsafe, because)) => format!(
            "unsafe, made only with --unsafe-fixes: {}",
            because.as_deref().unwrap_or_default()
        ),
        Some((Safety::Display, because)) => {
            format!("shown, never made: {}", because.as_deref().unwrap_or_default())
        }
    };
    let fields: Vec<&str> = rule.fields.iter().map(|field| field.name()).collect();
    let _ = writeln!(
        text,
        "\nfix     {fix}\nfields  {}\ncheck   {}\nfile    {}",
        fields.join(", "),
        rule.check.kind(),
        rule.path
    );
    text
}

/// How likely a pair is found by its sketch alone, by how similar it is.
fn curve(settings: &Settings) -> String {
    let banding = settings.banding();
    let mut text = format!(
        "\nFrom a similarity of {} on (`dedup.similarity`), {} bands of {} values: a pair shares a band with a probability of\n\n",
        settings.similarity, banding.bands, banding.rows
    );
    for tenth in 1..=10 {
        let similarity = f64::from(tenth) / 10.0;
        let found = banding.found(similarity);
        let bar = "█".repeat((found * 40.0).round() as usize);
        let _ = writeln!(text, "  {similarity:.1}  {found:.5}  {bar}");
    }
    text + "\nPairs that share their title, or their first or last twelve words, are found without it. What is found is compared in full.\n"
}
