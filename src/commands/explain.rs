//! `abslint explain`.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{CommandError, Common, Exit};
use abslint_corpus::dedup::Settings;
use abslint_core::check::PairKind;
use abslint_core::edit::Safety;
use abslint_core::finding::Severity;
use abslint_core::rule::{Case, Rule, library};

/// What `explain` can be asked.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The id of a rule, or `layouts` for how page dumps are described
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

/// Explains one rule, or the layouts.
pub(super) fn run(args: &ExplainArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    if args.output_format == Form::Json {
        let text = serde_json::to_string_pretty(&explained(library.rule(&args.topic)?)).map_err(io::Error::other)?;
        writeln!(io::stdout().lock(), "{text}")?;
        return Ok(Exit::Fine);
    }
    let mut text = if args.topic == "layouts" { library::built_in_layouts() } else { explain(library.rule(&args.topic)?) };
    if library.rule(&args.topic).is_ok_and(|rule| rule.check.of_pairs().is_some_and(|check| check.finds() == Some(PairKind::Near))) {
        text += &curve(&config.dedup);
    }
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Exit::Fine)
}

fn explained(rule: &Rule) -> Explained<'_> {
    let fix = rule.fix.as_ref().map(|fix| ExplainedFix { safety: fix.safety, because: fix.because.as_deref() });
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
        let beside = case.title.iter().map(|title| ("title", title)).chain(case.others.iter().map(|(name, value)| (name.as_str(), value)));
        let other = case.beside_title.iter().map(|title| ("other title", title)).chain(case.beside.iter().map(|text| ("other text", text)));
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
        Some((Safety::Unsafe, because)) => format!("unsafe, made only with --unsafe-fixes: {}", because.as_deref().unwrap_or_default()),
        Some((Safety::Display, because)) => format!("shown, never made: {}", because.as_deref().unwrap_or_default()),
    };
    let fields: Vec<&str> = rule.fields.iter().map(|field| field.name()).collect();
    let _ = writeln!(text, "\nfix     {fix}\nfields  {}\ncheck   {}\nfile    {}", fields.join(", "), rule.check.kind(), rule.path);
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
