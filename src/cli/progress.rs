//! How far a long run has come, on standard error, and only on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

use crate::source::Source;

/// Times a second that the bar is drawn.
const DRAWN_PER_SECOND: u8 = 10;

/// From so many bytes on a run is long enough for a bar: about half a second.
const LONG: u64 = 32 << 20;

/// A bar for reading `sources`; one that shows nothing if they are short, or nobody looks. It is removed at the end, and whatever happens.
pub fn bar(sources: &[Source], quiet: bool) -> ProgressBar {
    let sizes: Option<Vec<u64>> = sources.iter().map(|source| Some(source.path()?.metadata().ok()?.len())).collect();
    let total: Option<u64> = sizes.map(|sizes| sizes.iter().sum());
    if quiet || total.is_some_and(|bytes| bytes < LONG) {
        return ProgressBar::hidden();
    }
    let target = ProgressDrawTarget::stderr_with_hz(DRAWN_PER_SECOND);
    let (bar, template) = match total {
        Some(bytes) => (ProgressBar::with_draw_target(Some(bytes), target), "{wide_bar} {bytes}/{total_bytes}  {bytes_per_sec}  {eta}"),
        None => (ProgressBar::with_draw_target(None, target), "{spinner} {bytes}  {bytes_per_sec}"),
    };
    let bar = bar.with_finish(ProgressFinish::AndClear);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
}
