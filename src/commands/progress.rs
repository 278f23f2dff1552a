//! How far a long run has come, on standard error, and only on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

use abslint_corpus::run::Step;
use abslint_corpus::source::Source;
use abslint_corpus::source::container::{self, Container};

/// Times a second that the bar is drawn.
const DRAWN_PER_SECOND: u8 = 10;

/// From so many bytes on a run is long enough for a bar: about half a second.
const LONG: u64 = 32 << 20;

/// A bar for reading `sources`; one that shows nothing if they are short, or nobody looks. It is
/// removed at the end, and whatever happens.
pub(super) fn bar(sources: &[Source], quiet: bool) -> ProgressBar {
    let sizes: Option<Vec<u64>> =
        sources.iter().map(|source| Some(source.path()?.metadata().ok()?.len())).collect();
    let on_disk: Option<u64> = sizes.map(|sizes| sizes.iter().sum());
    if quiet || on_disk.is_some_and(|bytes| bytes < LONG) {
        return ProgressBar::hidden();
    }
    // What is told of are bytes of text: how many there are in a compressed file nobody knows
    // before its end.
    let is_file = |source: &Source| source.path().is_some_and(std::path::Path::is_file);
    let is_text = |source: &Source| {
        is_file(source)
            && container::open(source).is_ok_and(|opened| {
                opened.container == Container::None && opened.encoding.is_none()
            })
    };
    let total = on_disk.filter(|_| sources.iter().all(is_text));
    let target = ProgressDrawTarget::stderr_with_hz(DRAWN_PER_SECOND);
    let bar = ProgressBar::with_draw_target(total, target).with_finish(ProgressFinish::AndClear);
    let reading = if total.is_some() { READING } else { READING_WITHOUT_END };
    bar.enable_steady_tick(Duration::from_millis(200));
    bar.with_style(style(reading))
}

/// What the bar looks like in each stage.
const READING: &str = "{wide_bar} {bytes}/{total_bytes} read  {bytes_per_sec}  {eta} left";
const READING_WITHOUT_END: &str = "{spinner} {bytes} read  {bytes_per_sec}";
const COMPARING: &str = "{spinner} comparing {human_len} records  {elapsed}";
const WRITING: &str = "{wide_bar} {human_pos}/{human_len} written  {eta} left";

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// Shows a step on the bar of its run.
pub(super) fn show(bar: &ProgressBar, step: Step) {
    match step {
        Step::WorkedOff(bytes) => bar.inc(bytes),
        Step::Compares(records) => stage(bar, COMPARING, records),
        Step::Writes { done: 0, of } => stage(bar, WRITING, of),
        Step::Writes { done, .. } => bar.set_position(done as u64),
    }
}

/// Begins the next stage.
fn stage(bar: &ProgressBar, template: &str, length: usize) {
    bar.reset();
    bar.set_length(length as u64);
    bar.set_style(style(template));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_one() {
        for template in [READING, READING_WITHOUT_END, COMPARING, WRITING] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
