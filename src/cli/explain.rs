//! `abslint explain`.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use clap::Args;

use super::{CommandError, Common, Exit};
use crate::edit::Safety;
use crate::rule::{Rule, library};

/// What `explain` can be asked.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The id of a rule, or `layouts` for how page dumps are described
    topic: String,
    #[command(flatten)]
    common: Common,
}

/// Explains one rule, or the layouts.
pub fn run(args: &ExplainArgs) -> Result<Exit, CommandError> {
    let config = args.common.config()?;
    let library = args.common.library(&config)?;
    let text = if args.topic == "layouts" { library::built_in_layouts() } else { explain(library.rule(&args.topic)?) };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Exit::Fine)
}

fn explain(rule: &Rule) -> String {
    let severity = rule.severity.map_or("off: runs only when it is named", crate::finding::Severity::name);
    let mut text = format!("{} ({}, {severity})\n\n{}\n", rule.id, rule.family, rule.why.trim());
    for case in &rule.cases {
        let _ = match (&case.bad, &case.good) {
            (Some(bad), _) => writeln!(text, "\n  bad    {bad}"),
            (None, good) => writeln!(text, "\n  good   {}", good.as_deref().unwrap_or_default()),
        };
        let beside = case.title.iter().map(|title| ("title", title)).chain(case.others.iter().map(|(name, value)| (name.as_str(), value)));
        for (name, value) in beside {
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
