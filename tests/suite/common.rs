//! What the tests share: running the binary, and folders to run it in.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The binary with `args`, run in `dir`.
pub(crate) fn abslint(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_abslint"))
        .args(args)
        .current_dir(dir)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .expect("the binary runs")
}

/// The same with something on standard input.
pub(crate) fn abslint_with_stdin(dir: &Path, args: &[&str], stdin: &[u8]) -> Output {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_abslint"))
        .args(args)
        .current_dir(dir)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child
        .stdin
        .take()
        .expect("stdin is piped")
        .write_all(stdin)
        .expect("the binary reads all of it");
    child.wait_with_output().expect("the binary ends")
}

/// Bytes, compressed as one member.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory does not fail");
    encoder.finish().expect("memory does not fail")
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// An empty folder with a copy of the fixtures, which goes away with the value.
pub(crate) fn fixtures() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    copy(&root().join("fixtures"), &dir.path().join("fixtures"));
    dir
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("the fixtures are there") {
        let path = entry.expect("a folder can be listed").path();
        let target = to.join(path.file_name().expect("a file has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a file can be copied");
        }
    }
}

/// Standard output as text.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

/// Standard error as text.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// The exit status.
pub(crate) fn status(output: &Output) -> i32 {
    output.status.code().expect("the binary was not killed")
}

/// What lies in `../shared` on some machines: only a test that is ignored elsewhere may ask for it.
pub(crate) fn beside(what: &str) -> PathBuf {
    let path = root().join("../shared").join(what);
    assert!(path.exists(), "{} is not on this machine", path.display());
    path
}
