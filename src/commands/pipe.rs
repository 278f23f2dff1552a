//! `abslint pipe`.

use std::io::{self, BufReader, BufWriter, Write};

use clap::Args;

use super::{CommandError, Common, Exit, reading};
use abslint_core::edit::Safety;
use abslint_corpus::run::Engine;
use abslint_corpus::stage::pipe::{self, Pipe};

/// What `pipe` can be asked.
#[derive(Debug, Args)]
pub(super) struct PipeArgs {
    /// Make repairs that may change what the author meant, too
    #[arg(long)]
    unsafe_fixes: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Bytes that are read at once.
const BUFFER: usize = 1 << 20;

/// Reads standard input and writes standard output, line by line.
pub(super) fn run(args: &PipeArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let rules = library.select(&args.common.selection(&config))?;
    let threshold = if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let engine =
        Engine::new(Pipe, &library, rules, reading(&library, &config, None), threshold, &config);
    let mut out = BufWriter::with_capacity(BUFFER, io::stdout().lock());
    let mut lines = 0_usize;
    let piped = pipe::pipe(&engine, BufReader::with_capacity(BUFFER, io::stdin()), |batch| {
        lines += batch.len();
        batch.iter().try_for_each(|line| {
            out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n"))
        })?;
        // Whoever waits for these lines may have no others to send.
        out.flush()
    });
    // Who moves the data counts on every line: that nobody reads them is a failure, too.
    piped.map_err(|error| CommandError::Usage(format!("behind record {lines}: {error}")))?;
    Ok(Exit::Fine)
}
