//! `abslint cluster`.

use std::io::{self, BufRead, BufReader, BufWriter, Write};

use clap::Args;

use super::{CommandError, Common, Exit, reading};
use abslint_core::edit::Safety;
use abslint_corpus::run::Engine;
use abslint_corpus::stage::pipe::{self, Pipe, Row};
use abslint_corpus::write::line;

/// What `cluster` can be asked.
#[derive(Debug, Args)]
pub(super) struct ClusterArgs {
    #[command(flatten)]
    pub(super) common: Common,
}

/// Reads rows, `{"group": …, "row": …, "state": …}` a line, and writes who is a copy of whom in
/// each group of consecutive rows.
pub(super) fn run(args: &ClusterArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let rules = library.select(&args.common.selection(&config))?;
    let engine =
        Engine::new(Pipe, &library, rules, reading(&library, &config, None), Safety::Safe, &config);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut group: Vec<Row> = Vec::new();
    for (n, line) in BufReader::new(io::stdin()).lines().enumerate() {
        let no_row = |error| {
            CommandError::Usage(format!("line {} is no row of a key table: {error}", n + 1))
        };
        let row: Row = serde_json::from_str(&line?).map_err(no_row)?;
        if group.last().is_some_and(|last| name(last) != name(&row)) {
            write_group(&engine, &std::mem::take(&mut group), &mut out)?;
        }
        group.push(row);
    }
    write_group(&engine, &group, &mut out)?;
    out.flush()?;
    Ok(Exit::Fine)
}

/// What the group of a row is called, if it is called anything.
fn name(row: &Row) -> Option<&str> {
    row.group.as_ref().map(|group| group.get())
}

fn write_group(
    engine: &Engine<'_, Pipe>,
    rows: &[Row],
    out: &mut impl Write,
) -> Result<(), CommandError> {
    let related =
        pipe::cluster(engine, rows).map_err(|error| CommandError::Usage(error.to_string()))?;
    Ok(related.iter().try_for_each(|related| writeln!(out, "{}", line::json(related)))?)
}
