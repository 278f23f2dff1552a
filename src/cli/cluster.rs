//! `abslint cluster`.

use std::io::{self, BufRead, BufReader, BufWriter, Write};

use clap::Args;

use super::{CommandError, Common, Exit, reading};
use crate::corpus::line;
use crate::edit::Safety;
use crate::engine::pipe::Row;
use crate::engine::{Engine, Pairs, Want};

/// What `cluster` can be asked.
#[derive(Debug, Args)]
pub struct ClusterArgs {
    #[command(flatten)]
    common: Common,
}

/// Reads rows, `{"group": …, "row": …, "state": …}` a line, and writes who is a copy of whom in each group of consecutive rows.
pub fn run(args: &ClusterArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let rules = library.select(&args.common.selection(&config))?;
    let engine = Engine::new(
        &library,
        rules,
        reading(&library, &config, None),
        Safety::Safe,
        &config,
        Want { pairs: Pairs::All, ..Want::default() },
    );
    let mut out = BufWriter::new(io::stdout().lock());
    let mut group: Vec<Row> = Vec::new();
    for (n, line) in BufReader::new(io::stdin()).lines().enumerate() {
        let no_row = |error| CommandError::Usage(format!("line {} is no row of a key table: {error}", n + 1));
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

fn write_group(engine: &Engine<'_>, rows: &[Row], out: &mut impl Write) -> Result<(), CommandError> {
    let related = engine.cluster(rows).map_err(|error| CommandError::Usage(error.to_string()))?;
    Ok(related.iter().try_for_each(|related| writeln!(out, "{}", line::json(related)))?)
}
