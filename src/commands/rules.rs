//! `abslint rules`.

use std::io::{self, Write};

use clap::Args;

use super::{CommandError, Common, Exit};
use abslint_core::edit::Safety;
use abslint_core::rule::{Library, Rule};
use abslint_corpus::config::Config;

/// What `rules` can be asked.
#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// As a Markdown table
    #[arg(long)]
    markdown: bool,
    /// Every setting that holds, with the file that it comes from
    #[arg(long, conflicts_with = "markdown")]
    resolved: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Lists the rules that run.
pub(super) fn run(args: &RulesArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let rules = library.select(&args.common.selection(&config))?;
    let text = if args.resolved {
        resolved(&config, &library)?
    } else if args.markdown {
        markdown(&rules)
    } else {
        plain(&rules)
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Exit::Fine)
}

fn severity(rule: &Rule) -> &'static str {
    rule.severity.map_or("off", abslint_core::finding::Severity::name)
}

fn safety(rule: &Rule) -> &'static str {
    match rule.fix.as_ref().map(|fix| fix.safety) {
        Some(Safety::Safe) => "safe",
        Some(Safety::Unsafe) => "unsafe",
        Some(Safety::Display) => "shown only",
        None => "",
    }
}

fn plain(rules: &[&Rule]) -> String {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let row = |rule: &&Rule| {
        format!(
            "{:<10}  {:<width$}  {:<8}  {}",
            rule.family.name(),
            rule.id,
            severity(rule),
            safety(rule)
        )
        .trim_end()
        .to_owned()
            + "\n"
    };
    rules.iter().map(row).collect()
}

/// Settings and severities as YAML, each with its origin behind it.
fn resolved(config: &Config, library: &Library) -> Result<String, CommandError> {
    let settings = config.settings().map_err(io::Error::other)?;
    let mut text = String::new();
    for (key, value) in settings {
        let origin = config.origins.get(key).map_or("default", String::as_str);
        text += &format!("{key}: {value}  # {origin}\n");
    }
    text += "rules:\n";
    let width = library.rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0) + 1;
    for rule in &library.rules {
        let origin = config.origins.get(&format!("rules.{}", rule.id)).unwrap_or(&rule.path);
        text +=
            &format!("  {:<width$} {:<8} # {origin}\n", format!("{}:", rule.id), severity(rule));
    }
    Ok(text)
}

/// The table in the README.
fn markdown(rules: &[&Rule]) -> String {
    let row = |rule: &&Rule| {
        format!(
            "| {} | `{}` | {} | {} | {} |\n",
            rule.family,
            rule.id,
            severity(rule),
            safety(rule),
            first_sentence(&rule.why)
        )
    };
    let head = "| family | rule | severity | fix | why |\n|---|---|---|---|---|\n";
    head.to_owned() + &rules.iter().map(row).collect::<String>()
}

fn first_sentence(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.split_once(". ").map_or(line.clone(), |(first, _)| format!("{first}.")).replace('|', "\\|")
}
