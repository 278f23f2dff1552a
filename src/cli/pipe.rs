//! `abslint pipe`.

use std::io::{self, BufReader, BufWriter, Write};

use clap::Args;

use super::{CommandError, Common, Exit, reading};
use crate::edit::Safety;
use crate::engine::{Engine, Pairs, Want};
use crate::lint::Telling;

/// What `pipe` can be asked.
#[derive(Debug, Args)]
pub struct PipeArgs {
    /// Make repairs that may change what the author meant, too
    #[arg(long)]
    unsafe_fixes: bool,
    #[command(flatten)]
    common: Common,
}

/// Bytes that are read at once.
const BUFFER: usize = 1 << 20;

/// Reads standard input and writes standard output, line by line.
pub fn run(args: &PipeArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let rules = library.select(&args.common.selection(&config))?;
    let threshold = if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let want = Want { findings: Telling::Findings, line: true, pairs: Pairs::All, ..Want::default() };
    let engine = Engine::new(&library, rules, reading(&library, &config, None), threshold, &config, want);
    let mut out = BufWriter::with_capacity(BUFFER, io::stdout().lock());
    let mut lines = 0_usize;
    let piped = engine.pipe(BufReader::with_capacity(BUFFER, io::stdin()), |batch| {
        lines += batch.len();
        batch.iter().try_for_each(|line| out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n")))?;
        // Whoever waits for these lines may have no others to send.
        out.flush()
    });
    // Who moves the data counts on every line: that nobody reads them is a failure, too.
    piped.map_err(|error| CommandError::Usage(format!("behind record {lines}: {error}")))?;
    Ok(Exit::Fine)
}
