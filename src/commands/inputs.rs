//! The inputs of a command, and what is said of those that were not read, or not by exact names.

use std::path::PathBuf;

use super::{CommandError, Common, complain};
use abslint_corpus::config::Config;
use abslint_corpus::run::Outcome;
use abslint_corpus::source::globs::Globs;
use abslint_corpus::source::paths::{self, Inputs};
use abslint_corpus::source::{Source, SourceError};

/// The inputs that were named, or else those of the configuration. What cannot be found is
/// complained of and counted. Of folders, what is `written` by this run is none, nor is a corpus
/// beside other files.
pub(super) fn inputs(
    named: &[String],
    config: &Config,
    common: &Common,
    written: &[PathBuf],
) -> Result<(Vec<Source>, usize), CommandError> {
    let mut inputs = expanded(named, config)?;
    inputs.pass_over_written(written);
    inputs.pass_over_corpora();
    inputs.errors.iter().for_each(|error| complain(&error.to_string()));
    for (path, what) in inputs.passed_over.iter().take(MOST_PASSED_OVER) {
        note(common, &format!("{}: passed over, this is {what}", path.display()));
    }
    if inputs.passed_over.len() > MOST_PASSED_OVER {
        note(
            common,
            &format!(
                "{} more files of folders passed over",
                inputs.passed_over.len() - MOST_PASSED_OVER
            ),
        );
    }
    let unknown: Vec<String> = inputs.unknown.iter().map(unknown).collect();
    if !unknown.is_empty() {
        note(
            common,
            &format!("passed over, no records by name or beginning: {}", unknown.join(", ")),
        );
    }
    Ok((inputs.sources, inputs.errors.len()))
}

/// How many files of folders have an ending, and which.
fn unknown((ending, count): (&String, &usize)) -> String {
    let ending = if ending.is_empty() { "without an ending" } else { ending };
    format!("{count} × {ending}")
}

/// What was named, or else what the configuration names, as inputs.
fn expanded(named: &[String], config: &Config) -> Result<Inputs, CommandError> {
    let here = std::env::current_dir()?;
    let excludes = Globs::new(&config.exclude)?;
    let from_config = if named.is_empty() { config.inputs_from(&here) } else { Vec::new() };
    let named = if named.is_empty() { &from_config } else { named };
    if named.is_empty() {
        return Err(CommandError::Usage(
            "name the files, folders or globs to read, or `-` for standard input; or list them as `inputs:` in abslint.yaml".to_owned(),
        ));
    }
    Ok(paths::expand(named, &excludes))
}

/// So many files that were passed over are named.
const MOST_PASSED_OVER: usize = 10;

/// One line on standard error that is no complaint.
fn note(common: &Common, message: &str) {
    common.say(&format!("{}\n", crate::report::visible::visible(message)));
}

/// Says how inputs were read where that was not by exact names, what habits their texts have, and which files of folders hold no
/// records.
pub(super) fn say_how(common: &Common, outcome: &Outcome) {
    let readings = outcome.readings.iter().map(|(name, how)| format!("{name}: read as: {how}"));
    say_some(common, readings, "`abslint explain FILE` says how another was read");
    let empty = outcome.empty.iter().map(|name| format!("{name}: no record in it"));
    say_some(common, empty, "such a file is no error");
    let styles = outcome.styles.iter().map(|(name, style)| format!("{name}: style: {style}"));
    say_some(common, styles, "`abslint explain FILE` says what the style of another is");
    let passed_over = outcome.passed_over.iter().map(|passed| format!("passed over: {passed}"));
    say_some(common, passed_over, "name a file, and what it is becomes an error");
}

/// Says the first of many notes of one kind, and where to learn of the others.
fn say_some(common: &Common, notes: impl ExactSizeIterator<Item = String>, others: &str) {
    const SOME: usize = 3;
    let more = notes.len().saturating_sub(SOME);
    notes.take(SOME).for_each(|text| note(common, &text));
    if more > 0 {
        note(common, &format!("and so for {more} more; {others}"));
    }
}

/// The inputs that were named, all of which must be there; a corpus is one, wherever it lies.
pub(super) fn all_inputs(named: &[String], config: &Config) -> Result<Vec<Source>, CommandError> {
    let Inputs { sources, errors, .. } = expanded(named, config)?;
    errors.iter().for_each(|error| complain(&error.to_string()));
    if errors.is_empty() {
        Ok(sources)
    } else {
        Err(CommandError::Usage("there is nothing to compare with".to_owned()))
    }
}

/// Complains of inputs that could not be read; how many.
pub(super) fn complain_of(failures: &[SourceError]) -> usize {
    failures.iter().for_each(|failure| complain(&failure.to_string()));
    failures.len()
}
