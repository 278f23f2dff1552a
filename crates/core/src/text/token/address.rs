//! Where something is: URLs, hosts, e-mail addresses, and paths of files.

use super::window;

/// Top-level domains that are no words of English.
const DOMAINS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "io", "ai", "dev", "app", "co", "uk",
    "de", "fr", "cn", "jp", "ch", "nl", "eu", "ru", "es", "se", "au", "ca", "br", "kr", "pl", "fi",
    "dk", "cz", "tw", "hk", "sg", "il", "ie", "nz", "xyz", "tech", "science", "cloud", "ly", "gl",
    "github", "tv", "gr", "hu", "mx", "za", "bg", "ua", "sk", "hr", "ee", "lu", "ir", "vn",
];

/// Those that are, and endings of files: only behind two labels, or before a path.
const WORDS: &[&str] = &[
    "it", "is", "in", "to", "at", "be", "so", "me", "us", "no", "my", "am", "as", "do", "id", "la",
    "cc",
];

/// No host that a text names is longer, in bytes.
const LONGEST_HOST: usize = 80;

/// Endings of the names of files.
const ENDINGS: &[&str] = &[
    "py", "txt", "csv", "tsv", "json", "jsonl", "yaml", "yml", "toml", "xml", "html", "htm", "md",
    "rst", "tex", "bib", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "gz", "tar",
    "tgz", "bz", "rar", "png", "jpg", "jpeg", "gif", "svg", "bmp", "tiff", "mp", "mp3", "mp4",
    "wav", "avi", "c", "h", "cc", "cpp", "hpp", "cu", "rs", "go", "java", "jar", "ts", "sh", "bat",
    "exe", "dll", "so", "ipynb", "npy", "npz", "pkl", "pt", "pth", "ckpt", "onnx", "bin", "dat",
    "db", "sql", "sqlite", "log", "cfg", "ini", "conf", "fasta", "fastq", "bam", "vcf", "parquet",
    "lock", "mat", "rb", "f90", "f95", "php", "lua", "nc", "h5", "hdf5", "fits", "pdb", "cif",
];

/// The byte behind a URL with a scheme, or with `www.` or a host and a path.
pub(super) fn url(text: &str, at: usize) -> Option<usize> {
    let rest = window(text, at);
    let scheme = ["https://", "http://", "ftp://", "www."]
        .into_iter()
        .find(|scheme| starts_with_ascii(rest, scheme));
    let from = match scheme {
        Some(scheme) => at + scheme.len(),
        None => dotted_host(text, at, true).filter(|end| text[*end..].starts_with('/'))?,
    };
    let starts_host =
        scheme.is_none() || text[from..].starts_with(|c: char| c.is_alphanumeric() || c == '[');
    // A URL may be as long as it likes: its token grows with the look.
    let is_part = |c: char| {
        !c.is_whitespace() && !c.is_control() && !"<>\"`{}|\\^“”‘’«»（）【】，。；".contains(c)
    };
    starts_host.then(|| without_stops(text, at, super::run(text, from, is_part)))
}

fn starts_with_ascii(text: &str, prefix: &str) -> bool {
    text.as_bytes()
        .get(..prefix.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
}

/// Without the stops of the sentence behind an address, and a bracket that opened before it.
fn without_stops(text: &str, at: usize, end: usize) -> usize {
    let mut address = &text[at..end];
    let surplus = |address: &str, open: char, close: char| {
        address.matches(close).count() > address.matches(open).count()
    };
    loop {
        address = match address.chars().next_back() {
            Some('.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_') => {
                &address[..address.len() - 1]
            }
            Some(')') if surplus(tail(address), '(', ')') => &address[..address.len() - 1],
            Some(']') if surplus(tail(address), '[', ']') => &address[..address.len() - 1],
            _ => return at + address.len(),
        };
    }
}

/// The last bytes of an address, which are enough to see where its last bracket opened.
fn tail(address: &str) -> &str {
    &address[address.ceil_char_boundary(address.len().saturating_sub(super::REACH))..]
}

/// The byte behind an e-mail address.
pub(super) fn email(text: &str, at: usize) -> Option<usize> {
    let rest = window(text, at);
    let local = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"._%+-".contains(c))?;
    let is_address = rest[local..].starts_with('@') && !rest[..local].ends_with('.');
    if is_address { dotted_host(text, at + local + 1, true) } else { None }
}

/// The byte behind a host.
pub(super) fn host(text: &str, at: usize) -> Option<usize> {
    dotted_host(text, at, false).filter(|end| !text[*end..].starts_with(['@', '_', '(', '/']))
}

/// The byte behind labels with a point between them, of which the last is a domain; `with_words`
/// takes also those that are words.
fn dotted_host(text: &str, at: usize, with_words: bool) -> Option<usize> {
    let rest = window(text, at).as_bytes();
    let rest = &rest[..rest.len().min(LONGEST_HOST)];
    let all = rest
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        .count();
    let host = text[at..at + all].trim_end_matches(['.', '-']);
    if !host.contains('.') {
        return None;
    }
    let labels: Vec<&str> = host.split('.').collect();
    let (domain, names) = labels.split_last()?;
    let takes_words = with_words || names.len() >= 2;
    let is_domain = DOMAINS.contains(domain) || takes_words && WORDS.contains(domain);
    let are_names = names.iter().all(|name| !name.is_empty() && !name.starts_with('-'))
        && names.last()?.len() >= 2;
    (is_domain && are_names).then_some(at + host.len())
}

/// The byte behind the name of a file, perhaps with the folders before it.
pub(super) fn file(text: &str, at: usize) -> Option<usize> {
    let rest = window(text, at);
    if let Some(behind) = drive(rest) {
        return Some(without_stops(
            text,
            at,
            super::run(text, at + behind, |c| is_part(c) || c == '\\'),
        ));
    }
    let all = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    let path = &text[at..without_stops(text, at, at + all)];
    let (folders, name) =
        path.rsplit_once('/').map_or(("", path), |(folders, name)| (folders, name));
    let is_file = name
        .rsplit_once('.')
        .is_some_and(|(stem, ending)| is_stem(stem) && ENDINGS.contains(&ending));
    let is_folder =
        folders.contains('/') && folders.contains('_') || name.is_empty() && folders.contains('/');
    (is_file || is_folder).then_some(at + path.len())
}

/// A name, not a sentence that lost the space behind its stop, and not the initial of one.
fn is_stem(stem: &str) -> bool {
    stem.len() >= 2 && stem.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._-+/~".contains(c)
}

/// `C:\`
fn drive(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    (bytes.first()?.is_ascii_uppercase()
        && bytes.get(1..3)? == b":\\"
        && bytes.get(3)?.is_ascii_alphanumeric())
    .then_some(3)
}

/// The byte behind a path that begins with `/`, `./`, `../` or `~/`, where nothing stands before
/// it.
pub(super) fn rooted_path(text: &str, at: usize) -> Option<usize> {
    let stands_apart = text[..at]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || "([{\"'“‘=:".contains(c));
    let rest = window(text, at);
    let root = ["../", "./", "~/", "/"].into_iter().find(|root| rest.starts_with(root))?;
    let all = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    let end = without_stops(text, at, at + all);
    let path = &text[at..end];
    let first = path.get(root.len()..)?;
    let is_path = first.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_')
        && (root != "/" || first.contains('/'));
    (stands_apart && is_path).then_some(end)
}
