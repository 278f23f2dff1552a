//! `abslint cluster`.

use std::io::{self, BufRead, BufReader, BufWriter, Write};

use clap::Args;

use super::{CommandError, Common, Exit};
use crate::corpus::line;
use crate::edit::Safety;
use crate::engine::pipe::Row;
use crate::engine::{Engine, Want};
use crate::source::Reading;

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
    args.common.use_cores()?;
    let reading = Reading { layouts: library.background.layouts.clone(), fields: config.fields.clone(), format: None };
    let engine = Engine::new(&library, rules, reading, Safety::Safe, &config, Want::default());
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut group, mut name) = (Vec::new(), None);
    for (n, line) in BufReader::new(io::stdin()).lines().enumerate() {
        let line = line?;
        let own = row(&line, n)?.group.map(|group| group.get().to_owned());
        if own != name && !group.is_empty() {
            write_group(&engine, &std::mem::take(&mut group), &mut out)?;
        }
        name = own;
        group.push(line);
    }
    write_group(&engine, &group, &mut out)?;
    out.flush()?;
    Ok(Exit::Fine)
}

/// The row in a line.
fn row(line: &str, n: usize) -> Result<Row<'_>, CommandError> {
    serde_json::from_str(line).map_err(|error| CommandError::Usage(format!("line {} is no row of a key table: {error}", n + 1)))
}

fn write_group(engine: &Engine<'_>, lines: &[String], out: &mut impl Write) -> Result<(), CommandError> {
    let rows: Vec<Row<'_>> = lines.iter().enumerate().map(|(n, line)| row(line, n)).collect::<Result<_, _>>()?;
    let related = engine.cluster(&rows).map_err(|error| CommandError::Usage(error.to_string()))?;
    Ok(related.iter().try_for_each(|related| writeln!(out, "{}", line::json(related)))?)
}
